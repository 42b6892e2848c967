"""The command in an empty directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from flake8_uvicorn_import_string.plugin import Config, Plugin
from tests.support.command import Command


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Command:
    monkeypatch.setattr(Plugin, "config", Config())  # flake8 sets it
    monkeypatch.chdir(tmp_path)
    # flake8 looks for a configuration in the directories above as well.
    (tmp_path / ".flake8").write_text("[flake8]\n")
    return Command(tmp_path, capsysbinary)
