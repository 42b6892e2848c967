"""Findings and their edits as JSON, held against the schema."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest

from flake8_uvicorn_import_string.fix import as_json
from flake8_uvicorn_import_string.fix.files import decode
from tests.support.command import NEW, OLD, Command
from tests.support.fixes import GOLDEN

SCHEMA = json.loads(
    resources.files("flake8_uvicorn_import_string.fix").joinpath("findings.json").read_text("utf-8")
)


def found(command: Command, *arguments: str) -> dict[str, Any]:
    result = command("--output-format=json", *arguments)
    assert result.err == ""
    document: dict[str, Any] = json.loads(result.out)
    jsonschema.validate(document, SCHEMA, jsonschema.Draft202012Validator)
    if document["errors"]:
        assert result.status == 2
    else:
        assert result.status == int(bool(document["findings"]))
    return document


def applied(text: str, fix: dict[str, Any]) -> str:
    """Return a text with the edits of a fix made, as a tool would that reads the schema."""
    lines = text.splitlines(keepends=True)
    for edit in reversed(fix["edits"]):
        start, end = (
            sum(map(len, lines[: edit[side]["line"] - 1])) + edit[side]["column"] - 1
            for side in ("start", "end")
        )
        text = text[:start] + edit["text"] + text[end:]
    return text


def test_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_fix(command: Command) -> None:
    command.write()
    command.write("other.py", "import uvicorn\n")
    document = found(command)
    (finding,) = document["findings"]
    assert document["errors"] == []
    assert finding.pop("message").endswith('; write "web:app"')
    assert finding == {
        "path": "./main.py",
        "line": 5,
        "column": 17,
        "code": "UVI001",
        "fix": {
            "applicability": "safe",
            "edits": [
                {
                    "start": {"line": 5, "column": 17},
                    "end": {"line": 5, "column": 20},
                    "text": '"web:app"',
                }
            ],
        },
    }
    assert command.read() == OLD


def test_edits_can_be_applied(command: Command) -> None:
    """One after the other, they come to what the command writes."""
    for golden in GOLDEN:
        command.write(golden.filename, golden.old)
        for _ in range(5):
            fixes = [item["fix"] for item in found(command, golden.filename)["findings"]]
            if not any(fixes):
                break
            fix = next(filter(None, fixes))
            assert fix["applicability"] == "safe"
            command.write(golden.filename, applied(command.read(golden.filename), fix))
        assert command.read(golden.filename) == golden.new, golden.name


def test_unsafe(command: Command) -> None:
    old = NEW.replace("reload=True", "reload=True, workers=2")
    command.write(text=old)
    (finding,) = found(command)["findings"]
    assert finding["fix"]["applicability"] == "unsafe"
    assert finding["fix"]["assumption"] == "reload is meant, and workers are not"
    assert applied(old, finding["fix"]) == NEW


def test_no_fix(command: Command) -> None:
    command.write(text=OLD.replace("app, ", "*[app], "))
    (finding,) = found(command)["findings"]
    assert finding["fix"] is None
    assert finding["not_fixed"] == "the application is not written in the call itself"


def test_nothing(command: Command) -> None:
    command.write(text="print()\n")
    assert found(command) == {"findings": [], "errors": []}


def test_errors(command: Command) -> None:
    (command.root / "a.py").write_bytes(b"uvicorn\xff")
    command.write("b.py", "uvicorn(")
    command.write()
    document = found(command)
    assert [item["path"] for item in document["errors"]] == ["./a.py", "./b.py"]
    assert [item["path"] for item in document["findings"]] == ["./main.py"]


@pytest.mark.usefixtures("faults_are_reports")
def test_fault(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes) -> tuple[str, str]:
        if b"web" in data:
            raise KeyError("x")
        return decode(data)

    monkeypatch.setattr(as_json, "decode", fail)
    command.write()
    result = command("--output-format=json")
    assert (result.status, result.err) == (2, "")
    (finding,) = json.loads(result.out)["findings"]
    jsonschema.validate(json.loads(result.out), SCHEMA)
    assert (finding["code"], finding["line"], finding["column"]) == ("UVI000", 1, 1)
    assert "KeyError: 'x'" in finding["message"]


@pytest.mark.parametrize("mode", ["--fix", "--diff"])
def test_mode(command: Command, mode: str) -> None:
    assert command("--output-format=json", mode).status == 2
