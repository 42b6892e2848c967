"""What the services share that answer questions about one file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from flake8_uvicorn_import_string.conditions.conditions import Conditions, Guards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flake8_uvicorn_import_string.inference.expressions import Inference
    from flake8_uvicorn_import_string.launches.launch import Launch


class Analysis:
    """A file as far as it is understood: its names, values and launches, guards and conditions.

    In: the inference of the file, its launches, its name as flake8 gives it (``-``
    if it has none), its text, and its calls of ``uvicorn.Config``.
    """

    def __init__(
        self,
        inference: Inference,
        launches: Sequence[Launch],
        filename: str,
        text: str,
        configs: Sequence[Launch] = (),
    ) -> None:
        self.table = inference.table
        self.inference = inference
        self.launches = launches
        self.configs = configs
        self.filename = filename
        self.text = text

    @cached_property
    def guards(self) -> Guards:
        """Which regions run only when the file is ``__main__``."""
        return Guards(self.table)

    @cached_property
    def conditions(self) -> Conditions:
        """Which conditions lie around a launch."""
        return Conditions(self.table, self.inference, self.guards)
