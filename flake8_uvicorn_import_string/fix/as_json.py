"""Findings and their edits as JSON, for tools; ``findings.json`` is the schema."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from flake8_uvicorn_import_string.fix.each_file import FOUND, NOTHING, Command
from flake8_uvicorn_import_string.fix.files import decode, module_file
from flake8_uvicorn_import_string.fix.rewrite import Round
from flake8_uvicorn_import_string.fix.source_text import Source

if TYPE_CHECKING:
    from flake8_uvicorn_import_string.fix.changes import Change
    from flake8_uvicorn_import_string.fix.flake8_project import Project
    from flake8_uvicorn_import_string.fix.rewrite import Answer
    from flake8_uvicorn_import_string.rules.uvi000_plugin_fault import PluginFault


class JsonCommand(Command):
    """A run that prints one JSON document when all files are done."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self.findings: list[dict[str, Any]] = []
        self.errors: list[dict[str, str]] = []

    def handle(self, file: str, name: str, old: bytes) -> int:
        """Take up the findings of one file."""
        if b"uvicorn" not in old:
            return NOTHING
        source = Source(decode(old)[0])
        selector = self.project.selector(file, source.lines)
        filename = module_file(file, name)
        answers = sorted(Round(source, filename, selector).answers, key=lambda item: item.report)
        self.findings += [_finding(source, name, answer) for answer in answers]
        return FOUND if answers else NOTHING

    def failed(self, name: str, reason: str) -> None:
        """Take up why a file was left alone."""
        self.errors.append({"path": name, "reason": reason})

    def crashed(self, name: str, report: PluginFault) -> None:
        """Take up that the plugin itself failed on a file."""
        self.findings.append(
            {
                "path": name,
                "line": 1,
                "column": 1,
                "code": report.code,
                "message": report.message,
                "fix": None,
                "not_fixed": "the plugin failed",
            }
        )

    def end(self) -> None:
        """Print the document, in ASCII."""
        json.dump({"findings": self.findings, "errors": self.errors}, sys.stdout, indent=2)
        sys.stdout.write("\n")


def _finding(source: Source, name: str, answer: Answer) -> dict[str, Any]:
    report, change = answer.report, answer.change
    found = {
        "path": name,
        "line": report.line,
        "column": report.column + 1,
        "code": report.code,
        "message": report.message,
        "fix": None if change is None else _fix(source, change),
    }
    if change is None:
        found["not_fixed"] = answer.reason
    return found


def _fix(source: Source, change: Change) -> dict[str, Any]:
    fix: dict[str, Any] = {
        "applicability": "unsafe" if change.assumption else "safe",
        "edits": [
            {"start": _place(source, start), "end": _place(source, end), "text": text}
            for start, end, text in sorted(change.edits)
        ],
    }
    if change.assumption:
        fix["assumption"] = change.assumption
    return fix


def _place(source: Source, place: int) -> dict[str, int]:
    line, column = source.line_and_column(place)
    return {"line": line, "column": column + 1}
