"""The flake8 adapter: text gate, options, and errors in flake8's own form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import flake8_plugin_utils

from flake8_uvicorn_import_string import __version__

if TYPE_CHECKING:
    import argparse
    import ast
    from collections.abc import Iterator, Sequence

    from flake8.options.manager import OptionManager

    from flake8_uvicorn_import_string.rules.base import Rule

# How the codes begin that are off until a selection says at least this: ``UVI`` does not do.
OPT_IN = "UVI9"


class Config(NamedTuple):
    """What the plugin takes from flake8's options.

    ``stdin`` is the name that the source on standard input is displayed by, None when
    it comes from files; ``opted_in`` holds the selected prefixes of opt-in codes.
    """

    stdin: str | None = None
    opted_in: tuple[str, ...] = ()


class Plugin(flake8_plugin_utils.Plugin[Config]):
    """The plugin as flake8 loads it, made once for each file."""

    name = "flake8-uvicorn-import-string"
    version = __version__
    config = Config()

    def __init__(self, tree: ast.AST, lines: Sequence[str], filename: str) -> None:
        """Take what flake8 gives: the tree it shares, the file's lines and its name."""
        super().__init__(tree)
        self._lines = lines
        self._filename = filename

    @classmethod
    def add_options(cls, option_manager: OptionManager) -> None:
        """Leave the opt-in codes out of what is reported by default."""
        option_manager.extend_default_ignore([OPT_IN])

    @classmethod
    def parse_options_to_config(
        cls, option_manager: OptionManager, options: argparse.Namespace, args: list[str]
    ) -> Config:
        """Return what matters of the options, the command line's and the files'.

        An explicit ``select = UVI`` beats flake8's default ignore, so it is asked
        here whether the user meant the opt-in codes.
        """
        selected = (*(options.select or ()), *(options.extend_select or ()))
        return Config(
            stdin=options.stdin_display_name if "-" in options.filenames else None,
            opted_in=tuple(prefix for prefix in selected if prefix.startswith(OPT_IN)),
        )

    def run(self) -> Iterator[tuple[int, int, str, Any]]:
        """Yield the errors: line from 1, column from 0 in characters, text, plugin.

        Where the plugin itself fails there is one, UVI000: what it found before is
        left out, and flake8 goes on with the next file.
        """
        text = "".join(self._lines)
        if "uvicorn" not in text:
            return
        try:
            reports = [*self._check(text)]
        except Exception as error:  # noqa: BLE001 - it would end flake8's whole run
            from flake8_uvicorn_import_string.rules.uvi000_plugin_fault import PluginFault

            reports = [PluginFault.of(error)]
        yield from map(self._error, reports)

    def _check(self, text: str) -> Iterator[Rule]:
        """Yield what is to be reported of the file, which has this text."""
        from flake8_uvicorn_import_string.check import check
        from flake8_uvicorn_import_string.syntax import column_of

        filename = self._filename
        if self.config.stdin is not None:
            from flake8_uvicorn_import_string.advice.import_string import file_on_standard_input

            filename = file_on_standard_input(self.config.stdin)
        opted_in = self.config.opted_in
        for finding in check(self._tree, filename, text, opt_in=bool(opted_in)):
            rule, node = finding.rule, finding.node
            if not rule.opt_in or rule.code.startswith(opted_in):
                column, line = node.col_offset, node.lineno
                if 0 < line <= len(self._lines):
                    column = column_of(self._lines[line - 1], column)
                yield rule(line, column, **finding.details)
