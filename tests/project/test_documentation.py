"""The documents, held against the code and against each other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from docutils import core, nodes
from docutils.writers import get_writer_class

from flake8_uvicorn_import_string import __version__
from flake8_uvicorn_import_string.fix.rewrite import Outcome, rewrite
from flake8_uvicorn_import_string.plugin import OPT_IN
from flake8_uvicorn_import_string.rules import RULES
from flake8_uvicorn_import_string.rules.base import Rule
from tests.support.documents import (
    CHANGELOG,
    CONTRIBUTING,
    README,
    PAGES,
    SETTINGS,
    block,
    documents,
    links,
    page_of,
    python_blocks,
    read,
    rows,
    sections,
    title,
)
from tests.support.marked import findings
from tests.support.tree import ROOT

CODE_NAMES = [rule.code for rule in RULES]
# No source is known that makes the plugin fail: none can show UVI000 (test_faults.py breaks the
# plugin instead).
SHOWN = [code for code in CODE_NAMES if code != "UVI000"]
DISTRIBUTION = "flake8-uvicorn-import-string"
TEMPLATE = [
    "What it does",
    "Why is this bad?",
    "Example",
    "Use instead",
    "Fix",
    "How it decides",
    "When it is wrong or does not apply",
    "References",
]


def summary(rule: type[Rule]) -> str:
    """Return what the docstring of a rule says, as plain text: ``UVI000: words``."""
    return (rule.__doc__ or "").splitlines()[0].replace("``", "").rstrip(".")


# Codes


def test_codes_are_unique_and_without_holes() -> None:
    plain = [code for code in CODE_NAMES if not code.startswith(OPT_IN)]
    opt_in = [code for code in CODE_NAMES if code.startswith(OPT_IN)]
    numbers = [int(code.removeprefix("UVI")) for code in plain]
    assert numbers == [*range(numbers[-1] + 1)]
    assert opt_in == [f"{OPT_IN}{number:02}" for number in range(1, len(opt_in) + 1)]
    assert CODE_NAMES == plain + opt_in


def test_every_rule_is_listed() -> None:
    """Its module is named by its code, and holds it alone."""
    modules = {
        path.stem[:6].upper(): path.stem
        for path in PAGES.glob("uvi*.py")
    }
    assert {
        rule.code: rule.__module__.rpartition(".")[2] for rule in RULES
    } == modules


def test_opt_in_rules_have_codes_of_their_own() -> None:
    assert [rule.code for rule in RULES if rule.opt_in] == [
        code for code in CODE_NAMES if code.startswith(OPT_IN)
    ]


@pytest.mark.parametrize("rule", RULES)
def test_docstring_begins_with_the_code(rule: type[Rule]) -> None:
    assert summary(rule).startswith(f"{rule.code}: ")


def test_table_of_codes() -> None:
    table = list(rows(read(README), "code"))
    assert [f"{code}: {what}" for code, what, _ in table] == list(map(summary, RULES))
    pages = [
        link for link in links(read(README)) if re.fullmatch(r"uvi\d+_\w+\.rst", Path(link).name)
    ]
    assert [ROOT / page for page in pages] == list(map(page_of, CODE_NAMES))


def test_every_rule_has_a_page_beside_it() -> None:
    modules = {path.stem for path in PAGES.glob("uvi*.py")}
    assert {path.stem for path in PAGES.glob("*.rst")} == modules


def test_every_code_has_a_sample() -> None:
    samples = {path.parent.name.upper() for path in (ROOT / "tests/rules").glob("*/sample.py")}
    assert sorted(samples) == SHOWN


def test_every_code_is_in_the_changelog() -> None:
    text = " ".join(read(CHANGELOG).astext().split())
    assert sorted(re.findall(r"\bUVI\d+(?=: )", text)) == CODE_NAMES
    for rule in RULES:
        assert summary(rule) in text


# Rule pages


@pytest.mark.parametrize("rule", RULES)
def test_page_follows_the_template(rule: type[Rule]) -> None:
    page = read(page_of(rule.code))
    assert title(page) == summary(rule)
    assert list(sections(page)) == TEMPLATE


@pytest.mark.parametrize("code", SHOWN)
def test_examples_of_page(code: str) -> None:
    page = sections(read(page_of(code)))
    bad, good = (python_blocks(page[name]) for name in ("Example", "Use instead"))
    assert bad
    assert good
    for source in bad:
        assert codes_with(code, source) == {code}
    for source in good:
        assert codes_with(code, source) == set()


@pytest.mark.parametrize("code", CODE_NAMES)
def test_page_says_which_fix(code: str) -> None:
    """Its words in bold say what the fixer does to the sources of the sample and the page."""
    page = sections(read(page_of(code)))
    said = {node.astext() for node in page["Fix"].findall(nodes.strong)}
    assert said <= {"Safe", "Unsafe", "None"}
    done = set()
    for source in (*python_blocks(page["Example"]), *FIXED.get(code, ())):
        if fix(code, source, unsafe=False).fixed:
            done.add("Safe")
            continue
        outcome = fix(code, source, unsafe=True)
        done.update("Unsafe" for _ in outcome.fixed)
        done.update("None" for _ in outcome.left)
    assert said == (done or {"None"})


def fix(code: str, source: str, *, unsafe: bool) -> Outcome:
    """Return what the fixer makes of the findings of one code."""
    return rewrite(
        source, "main.py", lambda _: lambda report: report.code == code, unsafe=unsafe
    )


_HEAD = "import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n"
_GUARD = 'if __name__ == "__main__":\n    '
_OBJECT = (
    f"{_HEAD}def main(x):\n    uvicorn.run(app, reload=bool(x))\n{_GUARD}main(1)\n",
    f"{_HEAD}{_GUARD}uvicorn.run(app, reload=True)\n",
    f"{_HEAD}def main():\n    uvicorn.run(FastAPI(), reload=bool(input()))\n{_GUARD}main()\n",
    f"{_HEAD}{_GUARD}uvicorn.run(FastAPI(), reload=True)\n",
    f"{_HEAD}class A:\n    def f(self, x):\n        uvicorn.run(FastAPI(), reload=bool(x))\n",
    f"{_HEAD}class A:\n    def f(self):\n        uvicorn.run(FastAPI(), reload=True)\n",
)
# What a page need not show, but says of the fix.
FIXED = {
    "UVI001": _OBJECT,
    "UVI002": _OBJECT,
    "UVI004": (
        f"{_HEAD}{_GUARD}uvicorn.run('other')\n",
        f"{_HEAD}{_GUARD}uvicorn.run('main.py:app')\n",
    ),
    "UVI005": (
        f"{_HEAD}{_GUARD}uvicorn.run('main:ap')\n",
        f"{_HEAD}b = FastAPI()\n{_GUARD}uvicorn.run('main:xyz')\n",
    ),
    "UVI006": (
        f"{_HEAD}O = {{'debug': True}}\nprint(O)\n{_GUARD}uvicorn.run('main:app', **O)\n",
    ),
    "UVI007": (f"{_HEAD}uvicorn.run('main:app')\nx = FastAPI()\n",),
    "UVI009": (
        f"{_HEAD}{_GUARD}uvicorn.run('main:app', factory=True)\n",
        f"{_HEAD}def make(x): return app\n{_GUARD}uvicorn.run('main:make', factory=True)\n",
    ),
    "UVI010": (
        f"{_HEAD}import asyncio\nasync def main():\n    print(uvicorn.run(app))\n"
        "asyncio.run(main())\n",
    ),
    "UVI011": (
        f"{_HEAD}{_GUARD}app.state.x = 1\n    uvicorn.run('main:app')\n",
        f"{_HEAD}def main(x):\n    app.state.x = x\n    uvicorn.run('main:app')\n"
        f"{_GUARD}main(1)\n",
    ),
}


def codes_with(code: str, source: str) -> set[str]:
    """Return the codes that ``main.py`` gets, of the opt-in ones only ``code``."""
    codes = {finding.code for finding in findings(source, opt_in=True)}
    return {other for other in codes if other == code or not other.startswith(OPT_IN)}


# README


def run(*arguments: str, cwd: Path) -> str:
    """Return what a module of this Python prints, as a block shows it."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        check=False,
    )
    assert done.stderr == ""
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def test_example_is_the_one_in_examples() -> None:
    example = (ROOT / "examples/reload_with_object.py").read_text("utf-8")
    docstring, blank, rest = example.split("\n", 2)
    assert docstring.startswith('"""')
    assert not blank
    assert block(README, "example") == rest


def test_output_is_what_flake8_prints(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(block(README, "example"), "utf-8")
    command, shown = block(README, "example-output").split("\n", 1)
    assert command == "$ flake8 main.py"
    assert shown == run("flake8", "--isolated", "main.py", cwd=tmp_path)


def test_corrected_call_is_right(tmp_path: Path) -> None:
    example = block(README, "example")
    corrected, count = re.subn(
        r"uvicorn\.run\(.*\)\n", block(README, "example-corrected"), example
    )
    assert count == 1
    (tmp_path / "main.py").write_text(corrected, "utf-8")
    assert not run("flake8", "--isolated", "main.py", cwd=tmp_path)


def test_diff_is_what_the_command_prints(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(block(README, "example"), "utf-8")
    command, shown = block(README, "fix-output").split("\n", 1)
    assert command == f"$ {DISTRIBUTION} --diff main.py"
    module = DISTRIBUTION.replace("-", "_")
    assert shown == run(module, "--isolated", "--diff", "main.py", cwd=tmp_path)


@pytest.mark.parametrize("name", ["demo-command", "test-command", "benchmark-command"])
def test_command_is_one_line(name: str) -> None:
    assert block(README, name).count("\n") == 1


# CONTRIBUTING


def test_tree_names_every_package_and_module() -> None:
    package = ROOT / "flake8_uvicorn_import_string"
    named: list[Path] = []
    folder = package
    for line in block(CONTRIBUTING, "tree").splitlines()[1:]:
        names = re.findall(r"\w+(?:\.py\b|/)", line)
        if len(line) - len(line.lstrip()) == 2:
            folder = package / names[0] if names[0].endswith("/") else package
        named += (folder / name for name in names if name.endswith(".py"))
    modules = {path for path in package.rglob("*.py") if path.name != "__init__.py"}
    assert sorted(named) == sorted(
        path for path in modules if path.parent.name != "rules" or path.stem[:3] != "uvi"
    )


# Versions and hooks


def test_versions_agree() -> None:
    text = README.read_text("utf-8")
    pinned = re.findall(rf"{DISTRIBUTION}==([^\s\],]+)", text)
    assert len(pinned) >= 4
    assert {*pinned, *re.findall(r"``rev: (.+?)``", text)} == {__version__}
    newest = next(name for name in sections(read(CHANGELOG)) if name != "Unreleased")
    assert re.fullmatch(rf"{re.escape(__version__)} \(\d{{4}}-\d\d-\d\d\)", newest)


def test_hooks_agree() -> None:
    published = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    pasted = block(README, "pre-commit-own")
    ids = re.findall(r"\bid: (\S+)", published)
    assert sorted(re.findall(r"\bid: (\S+)", pasted)) == sorted(ids)
    text = README.read_text("utf-8")
    assert all(f"``{identifier}``" in text for identifier in ids)


# Every document


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_document_is_valid(path: Path) -> None:
    html = core.publish_string(
        path.read_text("utf-8"),
        source_path=str(path),
        writer=get_writer_class("html5")(),
        settings_overrides=SETTINGS,
    )
    assert "system-message" not in html


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_links_inside_the_project_lead_somewhere(path: Path) -> None:
    for link in links(read(path)):
        assert link.startswith("https://") or (path.parent / link).is_file(), link
