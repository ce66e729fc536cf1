# SPDX-License-Identifier: GPL-2.0-or-later
"""The rows of a published table that are places: only the columns that the recipe names are kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..codes import normalise
from ..contacts import has_contact
from ..errors import RecipeError
from ..i18n import quoted, tr
from ..install import ProgressPart
from ..model import Level
from ..progress import Progress
from ..published.reading import read_table
from ..recipes.cells import numbers
from ..recipes.recipe import CODE, Condition
from ..recipes.recipe_places import NEEDED, ROLES, PlaceRule
from ..recipes.reconcile import reconcile
from ..territories import Territories, plain

if TYPE_CHECKING:
    import pandas as pd

    from ..recipes.gather import Gathered

#: What parts the codes of a place that spans several communes.
_SEVERAL = re.compile(r"[;,/|\s]+")
_YEAR = re.compile(r"\{year\}")
_SHOWN_YEAR = r"((?:19|20)\d\d)"
#: The roles whose texts are fields of the layer; the others are looked at, and forgotten.
_KEPT = ("id", "name", "type", "subtype", "domain", "label")

Mask = NDArray[np.bool_]


@dataclass
class PlaceTable:
    """The rows kept of a table of places.

    Args:
        cells: text of each row, by role; empty texts where the file has no such column.
        communes: communes of today of each row; several for a place that spans them, none where a list
            without codes leaves them to be found.
        years: year of each row.
        file: the file, with the member or the sheet that was read.
        read: rows of the file.
        dropped: rows left out, by reason.
        blanked: cells that held an e-mail address or a telephone number, which were emptied.
        notes: sentences about what was guessed.
    """

    cells: dict[str, list[str]]
    communes: list[tuple[str, ...]]
    years: list[int]
    file: str
    read: int
    dropped: Counter[str] = field(default_factory=Counter)
    blanked: int = 0
    notes: tuple[str, ...] = ()

    def keep(self, mask: Sequence[bool], reason: str) -> None:
        """Leave out the rows outside ``mask``, for a reason."""
        if all(mask):
            return
        self.dropped[reason] += len(mask) - sum(mask)
        self.cells = {
            role: [text for text, kept in zip(texts, mask) if kept] for role, texts in self.cells.items()
        }
        self.communes = [one for one, kept in zip(self.communes, mask) if kept]
        self.years = [one for one, kept in zip(self.years, mask) if kept]


def read_place_table(
    gathered: Gathered, rule: PlaceRule, territories: Territories, progress: Progress
) -> PlaceTable:
    """Read the places of a file, and bring their communes to those of today.

    Of a list that has several years, the latest is kept.

    Raises:
        RecipeError: the file is not what the recipe describes.
        MissingDependencyError: a Python package is missing.
        StorageError: the file is not there.
        Cancelled: the user asked to stop.
    """
    source = gathered.source
    raw = read_table(gathered.path, source.read, ProgressPart(progress, 0, 0.8))
    reading = _Reading(gathered, rule, raw.frame, raw.source_name)
    dropped: Counter[str] = Counter()
    if raw.rows_read > len(raw.frame):
        dropped["malformed"] = raw.rows_read - len(raw.frame)
    kept, years = reading.rows(dropped)
    cells = {role: reading.texts(role, kept) for role in ROLES}
    blanked = sum(_blank(cells[role]) for role in _KEPT)
    table = PlaceTable(
        cells, [()] * len(kept), years, raw.source_name, raw.rows_read, dropped, blanked, raw.notes
    )
    if reading.header("code"):
        _take_communes(table, territories)
    return table


def _take_communes(table: PlaceTable, territories: Territories) -> None:
    """Give each row its communes of today, and leave out those that have none."""
    parted = [_codes(text) for text in table.cells["code"]]
    flat = [code for codes in parted for code in codes]
    told = reconcile(flat, Level.COMMUNE, territories)
    current = dict(zip(flat, told.rows))
    reasons = {event.old: event.kind for event in told.events if not event.new}
    table.communes = [
        tuple(dict.fromkeys(new for code in codes if (new := current[code]))) for codes in parted
    ]
    why = ["no_code" if not codes else reasons.get(codes[0], "unknown") for codes in parted]
    for reason in sorted({text for text, communes in zip(why, table.communes) if not communes}):
        left = [not communes and text == reason for text, communes in zip(why, table.communes)]
        why = [text for text, out in zip(why, left) if not out]
        table.keep([not out for out in left], reason)


def _codes(text: str) -> tuple[str, ...]:
    whole = normalise(Level.COMMUNE, text)
    if whole:
        return (whole,)
    parts = (normalise(Level.COMMUNE, part) for part in _SEVERAL.split(text))
    return tuple(code for code in parts if code)


def _blank(texts: list[str]) -> int:
    """Empty the cells that hold an e-mail address or a telephone number; return how many."""
    found = [rank for rank, text in enumerate(texts) if has_contact(text)]
    for rank in found:
        texts[rank] = ""
    return len(found)


class _Reading:
    """Finds the columns and the rows that a recipe wants in what was read."""

    def __init__(self, gathered: Gathered, rule: PlaceRule, frame: pd.DataFrame, file: str) -> None:
        source = self._source = gathered.source
        self._frame = frame
        self._file = file
        self._headers = {plain(str(header)): str(header) for header in frame.columns}
        #: Headers by the names that conditions use, and by role: a source may call its columns otherwise.
        self._named: dict[str, tuple[str, ...]] = {**rule.columns, **source.columns}
        self._roles = dict(rule.columns)
        if source.level is Level.COMMUNE and CODE in source.columns:
            self._roles.setdefault("code", source.columns[CODE])
        self._rule = rule
        self._latest = self._year_shown() or gathered.year()

    def header(self, role: str) -> str:
        """The header of the column that has a role, empty where the file has none."""
        return self._found(self._roles.get(role, ()))

    def texts(self, role: str, rows: NDArray[np.int64]) -> list[str]:
        """The cells of some rows, without the spaces around them."""
        header = self.header(role)
        if not header:
            if role in NEEDED and role in self._roles:
                raise self._absent(self._roles[role])
            return [""] * len(rows)
        return [" ".join(text.split()) for text in self._frame[header].iloc[rows]]

    def rows(self, dropped: Counter[str]) -> tuple[NDArray[np.int64], list[int]]:
        """The rows wanted and their year; count the others.

        Raises:
            RecipeError: a column is not there, or no row is left.
        """
        rows = np.arange(len(self._frame))
        years = np.full(len(rows), self._latest)
        if self._source.year.column:
            years = self._years()
            rows = self._left(rows, years[rows] > 0, "no_year", dropped)
            rows = self._left(rows, years[rows] == max(years[rows], default=0), "former_year", dropped)
        for condition in (*self._source.keep, *self._rule.keep):
            if self._may_lack(condition.column):
                continue
            rows = self._left(rows, self._meets(condition, rows), f"left_out_by_{condition.column}", dropped)
        if not all(map(self._may_lack, self._source.unique)):
            names = [self._needed(name) for name in self._source.unique if not self._may_lack(name)]
            unique = self._frame.iloc[rows][names]
            rows = self._left(rows, ~unique.duplicated().to_numpy(dtype=bool), "repeated", dropped)
        if not len(rows):
            told = ", ".join(f"{reason} ({count})" for reason, count in dropped.items())
            sentence = tr("No row of {file} is one that the recipe keeps: it left out {dropped}.")
            raise RecipeError(sentence.format(file=self._file, dropped=told))
        return rows, years[rows].tolist()

    def _left(
        self, rows: NDArray[np.int64], mask: Mask, reason: str, dropped: Counter[str]
    ) -> NDArray[np.int64]:
        if not mask.all():
            dropped[reason] += int((~mask).sum())
        return rows[mask]

    def _meets(self, condition: Condition, rows: NDArray[np.int64]) -> Mask:
        series = self._frame[self._needed(condition.column)].iloc[rows]
        if condition.above is not None:
            return np.asarray(numbers(series, self._source.markers).values > condition.above)
        wanted = {plain(text) for text in condition.values}
        folded = {text: (plain(text) in wanted) is not condition.negated for text in set(series)}
        return np.array([folded[text] for text in series], bool)

    def _years(self) -> NDArray[np.int64]:
        found = numbers(self._frame[self._needed(self._source.year.column)], self._source.markers).values
        good = (found >= 1900) & (found <= 2200)
        return np.where(good, found, 0).astype(np.int64)

    def _year_shown(self) -> int:
        """The latest year that a header shows, 0 where the year is elsewhere."""
        if not self._source.year.header:
            return 0
        before, _, after = self._source.year.header.partition("{year}")
        pattern = r"\s*".join([re.escape(plain(before)), _SHOWN_YEAR, re.escape(plain(after))])
        matches = (re.fullmatch(pattern, header) for header in self._headers)
        return max((int(match[1]) for match in matches if match), default=0)

    def _found(self, wanted: Sequence[str]) -> str:
        spelled = (_YEAR.sub(str(self._latest), text) for text in wanted)
        return next((self._headers[key] for text in spelled if (key := plain(text)) in self._headers), "")

    def _may_lack(self, name: str) -> bool:
        """Whether a column is not there, as the recipe says that it may be."""
        wanted = self._named.get(name, ())
        return "" in wanted and not self._found([text for text in wanted if text])

    def _needed(self, name: str) -> str:
        wanted = self._named.get(name, (name,))
        header = self._found(wanted)
        if not header:
            raise self._absent(wanted)
        return header

    def _absent(self, wanted: Sequence[str]) -> RecipeError:
        looked = " / ".join(quoted(text) for text in wanted)
        sentence = tr("{file} has no column {wanted}: check that it is the file of “{title}”.")
        return RecipeError(
            sentence.format(file=self._file, wanted=looked, title=self._source.name),
            "\n".join(self._headers.values()),
        )


def filtered(table: PlaceTable, wanted: Iterable[str], rule: PlaceRule) -> list[bool]:
    """Return the rows whose type, subtype, domain or one of whose labels is wanted.

    Raises:
        RecipeError: one of the names is that of none; the sentence names those that are.
    """
    names = {plain(text): text for text in wanted if text.strip()}
    if not names:
        return [True] * len(table.communes)
    offered: dict[str, str] = {}
    rows: list[set[str]] = []
    for texts in zip(*(table.cells[role] for role in ("type", "domain", "subtype", "label"))):
        spelled = [part.strip() for text in texts for part in (text, *text.split(";")) if part.strip()]
        if not texts[0]:
            spelled.append(rule.title_fr)
        folded = {plain(text): text for text in spelled}
        offered.update(folded)
        rows.append(set(folded))
    unknown = [text for key, text in names.items() if key not in offered]
    if unknown:
        known = ", ".join(sorted(set(offered.values()))[:40])
        sentence = tr("“{name}” is no type, domain or label of this list. It has: {known}.")
        raise RecipeError(sentence.format(name=", ".join(unknown), known=known))
    return [bool(found & set(names)) for found in rows]
