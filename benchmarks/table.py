"""Plain text: tables that can stand in a README as they are."""

from __future__ import annotations

import math
from statistics import median, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the least value that so many percent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def number(value: float) -> str:
    """Return a number with three digits that count."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:#.3g}".rstrip(".")


def spread(values: Sequence[float]) -> str:
    """Return the median of several runs, and how far they lie from it at most."""
    middle = median(values)
    away = max(abs(value - middle) for value in values) / middle * 100
    return f"{number(middle)} ±{away:.0f} %"


def quartiles(values: Sequence[float]) -> str:
    """Return the median and, in parentheses, the quartiles."""
    if len(values) < 2:
        return f"{median(values):.3f}"
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return f"{middle:.3f} ({low:.3f} to {high:.3f})"


def layout(rows: Sequence[Sequence[str]], *, heads: int = 1) -> str:
    """Return rows in columns: the first to the left, the others to the right.

    A line is drawn below so many ``heads``.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(heads, "  ".join("-" * width for width in widths))
    return "\n".join(lines)
