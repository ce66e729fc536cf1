# SPDX-License-Identifier: GPL-2.0-or-later
"""Which row of a sheet names its columns, and the names without the accidents of layout."""

from __future__ import annotations

from collections.abc import Sequence

#: Rows looked at: titles, units and notes above a table take fewer.
LOOKED_AT = 50
#: Share of the cells of the fullest row that the row of names must fill.
_FILLED = 0.6


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """Return the place of the row of names: the first that is about as full as the fullest one.

    The titles and notes that stand above a table fill one cell or two.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows[:LOOKED_AT]]
    fullest = max(filled, default=0)
    return next((place for place, count in enumerate(filled) if count and count >= _FILLED * fullest), 0)


def names_of(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return one name per column, from the one or several rows that hold them.

    Line breaks and runs of spaces become one space; the marks and quotes around a name go. Above the last
    row, a name stands for the empty cells at its right, as merged cells do, and is joined to what is under
    it: ``Dépenses – Total``. A column without a name is ``column_3``, by its rank; a name that is there
    already gets a number, ``Total (2)``.
    """
    cleaned = [[_clean(cell) for cell in [*row, *[""] * width][:width]] for row in rows]
    upper, last = [_spread(row) for row in cleaned[:-1]], cleaned[-1] if cleaned else [""] * width
    names: list[str] = []
    seen: dict[str, int] = {}
    for rank in range(width):
        parts = [part for part in (*(row[rank] for row in upper), last[rank]) if part]
        name = " – ".join(dict.fromkeys(parts)) or f"column_{rank + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def is_unnamed(name: str, rank: int) -> bool:
    """Whether a column had no name of its own."""
    return name == f"column_{rank + 1}"


def _clean(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split()).strip('"').strip()


def _spread(row: list[str]) -> list[str]:
    spread: list[str] = []
    for cell in row:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread
