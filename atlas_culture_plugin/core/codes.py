# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes of the official geographic code: always text, meaningless without their level.

Spreadsheets lose the leading zeros, turn codes into decimal numbers or pad them: :func:`normalise` undoes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .errors import TerritoryError
from .i18n import tr
from .model import Level

#: Shape of a code, once normalised. Codes of the collectivities of the Pacific and Atlantic (975, 98735...)
#: are well formed too, so that a row about them is told as unknown, not as nonsense.
_SHAPES = {
    Level.REGION: re.compile(r"(?!00)[0-9]{2}|97[578]|98[4-9]"),
    Level.DEPARTEMENT: re.compile(r"0[1-9]|[1-8][0-9]|9[0-6]|2[AB]|9[78][0-9]"),
    # Those made since 2026 begin with 99: the numbers that begin with 2 are running out.
    Level.EPCI: re.compile(r"(?:2[0-9]|99)[0-9]{7}"),
    Level.COMMUNE: re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-8]|2[AB])[0-9]{3}"),
}
_WIDTHS = {Level.REGION: 2, Level.DEPARTEMENT: 2, Level.EPCI: 9, Level.COMMUNE: 5}
_DECIMAL = re.compile(r"([0-9]+)[.,]0*")
_NULLS = frozenset({"NULL", "NAN", "NONE", "<NA>"})

#: Number of distinct values looked at when guessing a level: enough to tell, instant on 35,000 rows.
_SAMPLE = 3000
#: Share of the distinct values that must exist at a level before it is believed.
_BELIEVED = 0.5
#: All 18 region codes are departement codes as well. When this many distinct values are all of them, they
#: are regions: by chance, five departements would be so once in 5,000 (18 out of 101, to the fifth power).
_ENOUGH_REGIONS = 5
_REGION_SHARE = 0.9

_REFERENCE = re.compile(r"(REG|DEP|EPCI|COM)[-‐‑–—_:]?(.+)")
_WHOLES = ("FRANCE", "METRO")


@dataclass(frozen=True)
class Reference:
    """A territory as the user names it: ``REG-53``; ``level`` is None for ``FRANCE`` and ``METRO``."""

    level: Level | None
    code: str

    def __str__(self) -> str:
        """Return the canonical form, which :func:`parse_reference` reads back."""
        return f"{self.level.prefix}-{self.code}" if self.level else self.code


def normalise(level: Level, raw: object) -> str | None:
    """Return the code that ``raw`` stands for at ``level``, or None when it cannot be one.

    Undoes lost zeros (``1001``), decimals (``1001.0``), padding (``00000032``), lower case (``2a004``) and
    spaces. The code is well formed; whether such a territory exists is for :mod:`.territories` to say.
    """
    if isinstance(raw, str) and _SHAPES[level].fullmatch(raw):
        return raw
    code = _resized(_text(raw), _WIDTHS[level])
    return code if _SHAPES[level].fullmatch(code) else None


def guess_level(values: Iterable[object], known: Callable[[Level, str], bool]) -> Level | None:
    """Return the level whose codes these are, or None when the values do not tell.

    Counts, among the distinct values that are not null (the first 3,000), those that exist at each level: the
    level that knows most wins, if it knows half of them. Regions and departements share codes, so regions
    win over departements only when they know nine tenths as many and at least five of them; fewer values
    that are all region codes (``44`` alone: Grand Est or Loire-Atlantique?) tell nothing, hence None.

    Args:
        values: the column, nulls included.
        known: whether a normalised code exists at a level.
    """
    distinct = _distinct(values)
    hits = {level: _known_share(level, distinct, known) for level in Level}
    best = max((Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT), key=lambda level: hits[level])
    if hits[best] < _BELIEVED:
        return None
    if best is Level.DEPARTEMENT and hits[Level.REGION] >= _REGION_SHARE * hits[best]:
        return Level.REGION if len(distinct) >= _ENOUGH_REGIONS else None
    return best


def parse_reference(text: str) -> Reference:
    """Read ``REG-53``, ``DEP-2A``, ``EPCI-243500139``, ``COM-35238``, ``FRANCE`` or ``METRO``.

    Case and spaces are ignored, lost zeros are given back.

    Raises:
        TerritoryError: it is none of these.
    """
    compact = "".join(text.split()).upper()
    if compact in _WHOLES:
        return Reference(None, compact)
    match = _REFERENCE.fullmatch(compact)
    level = next((known for known in Level if match and known.prefix == match[1]), None)
    code = normalise(level, match[2]) if level and match else None
    if level is not None and code is None:
        sentence = tr(
            "“{text}” cannot be in the geographic code: "
            "write REG-53, DEP-2A, EPCI-243500139, COM-35238, FRANCE or METRO."
        )
        raise TerritoryError(sentence.format(text=text))
    if level is None or code is None:
        sentence = tr(
            "“{text}” is not a territory: write REG-53, DEP-2A, EPCI-243500139, COM-35238, FRANCE or METRO."
        )
        raise TerritoryError(sentence.format(text=text))
    return Reference(level, code)


def _text(raw: object) -> str:
    """Return ``raw`` as upper-case text without spaces or decimals; empty for a null of any kind."""
    is_null = getattr(raw, "isNull", None)  # QVariant, without knowing Qt
    if raw is None or isinstance(raw, bool) or (callable(is_null) and is_null()):
        return ""
    text = "".join(str(raw).split()).upper().lstrip("'")
    decimal = _DECIMAL.fullmatch(text)
    return "" if text in _NULLS else decimal[1] if decimal else text


def _resized(text: str, width: int) -> str:
    """Give back lost zeros, take away padding."""
    return (text.lstrip("0") if len(text) > width else text).zfill(width)


def _distinct(values: Iterable[object]) -> list[str]:
    """Return the first distinct values that are not null."""
    seen: dict[str, None] = {}
    for value in values:
        if text := _text(value):
            seen[text] = None
        if len(seen) == _SAMPLE:
            break
    return list(seen)


def _known_share(level: Level, distinct: list[str], known: Callable[[Level, str], bool]) -> float:
    codes = (normalise(level, text) for text in distinct)
    return sum(known(level, code) for code in codes if code) / max(len(distinct), 1)
