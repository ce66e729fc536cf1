# SPDX-License-Identifier: GPL-2.0-or-later
"""What a column of figures is: a quantity or a relation, in which unit, of which theme, made of what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..model import Status
from ..recipes.cells import numbers
from ..table import FloatArray
from ..territories import plain
from .choices import Kind
from .profile import Column, Table
from .words import RATIO_PARTS, RATIO_WORDS, THEME_WORDS, says, unit_in, without_year, words

#: Unit of what says none.
UNKNOWN_UNIT = "unités"
#: Factors that relations are published with.
_FACTORS = (1.0, 100.0, 1000.0, 10000.0, 100000.0)
#: Rows compared, and share of them where a relation must hold, but for what rounding changes.
_ROWS = 3000
_HOLDS = 0.95
_CLOSE = 0.006
_ENOUGH = 5

_THOUSANDS = re.compile(r"k\s?€|(?:\b|_)k[_ ]?eur(?:os?)?|milliers d.?\s?(?:€|euros?)", re.IGNORECASE)
#: Of euros where the header speaks of spending; of anything else otherwise.
_IN_THOUSANDS = re.compile(r"en milliers", re.IGNORECASE)
_MILLIONS = re.compile(r"\bm\s?€|(?:\b|_)m[_ ]eur(?:os?)?|millions d.?\s?(?:€|euros?)", re.IGNORECASE)
_EUROS = re.compile(r"€|\beuros?\b|\beur\b|_eur(?:_|\b)", re.IGNORECASE)
_PERCENT = re.compile(r"%|\bpct\b|_pct|pourcentage", re.IGNORECASE)
_PER = re.compile(r"(?:pour|/) ?(1[0 ]{2,8}?) ?(?:hab|habitants)", re.IGNORECASE)
_NOUN = re.compile(r"^(?:le )?(?:nombre|nb|effectif|total)(?: total| moyen)? (?:de |des |d |du )?(\w{3,})")
_PEOPLE = ("population", "habitants", "nombre d habitants")
#: Words of what is summed even when it has decimals.
_SUMMED = frozenset({
    "total", "totale", "totales", "totaux", "somme", "nombre", "nb", "effectif", "effectifs", "surface",
    "superficie", "heures", "etp", "volume",
})  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """What a column of figures is guessed to be; ``sure`` is false where its unit had to be left open."""

    kind: Kind
    unit: str
    factor: float = 1.0
    decimals: int = 0
    sure: bool = True


def guess_figure(column: Column, context: str) -> Figure:
    """Tell a quantity from a relation, by the header and by the values; ``context`` is the title."""
    return _ratio(column) if _is_ratio(column, context) else _quantity(column)


def _quantity(column: Column) -> Figure:
    """Return the unit of a quantity: said, or the noun that is counted."""
    header, decimals = column.header, 0 if column.whole else 1
    money, said = _money(header), unit_in(without_year(header))
    noun = _NOUN.match(plain(header.replace("_", " ")))
    bare = " ".join(without_year(header).replace("_", " ").split())
    plural = column.whole and len(bare.split()) == 1 and bare.lower().endswith(("s", "x"))
    if says(header, _PEOPLE):
        return Figure(Kind.STOCK, "habitants")
    if money:
        return Figure(Kind.STOCK, "€", money)
    unit = said or (_spelled(noun[1], header) if noun else bare.lower() if plural else "")
    return Figure(Kind.STOCK, unit or UNKNOWN_UNIT, decimals=decimals, sure=bool(unit) or column.whole)


def without_scale(label: str) -> str:
    """Return a label without the thousands or millions of euros that it says: figures are shown in euros.

    >>> without_scale("Subventions (k€) – Investissement")
    'Subventions – Investissement'
    """
    bare = label
    for scale in (_MILLIONS, _THOUSANDS, _IN_THOUSANDS):
        said = rf"\s*[(\[]?\s*(?:\ben\s)?(?:{scale.pattern})\s*[)\]]?"
        bare = re.sub(said, " ", bare, flags=re.IGNORECASE)
    return " ".join(bare.split()) or label


def theme_of(*texts: str) -> str:
    """Return the theme that the words of the first telling text name; empty when none does."""
    for text in texts:
        said = words(text)
        hits = {theme: len(said & known) for theme, known in THEME_WORDS.items()}
        best = max(hits, key=lambda theme: hits[theme])
        if hits[best]:
            return best
    return ""


def _is_ratio(column: Column, context: str) -> bool:
    header = column.header
    if column.percents or _PERCENT.search(header) or says(header, RATIO_PARTS) or _PER.search(header):
        return True
    said = words(header)
    if said & RATIO_WORDS and not said & {"nombre", "nb"}:
        return True
    if column.whole or _money(header) or said & _SUMMED:
        return False
    # « Fonctionnement » in a table of spending is an amount.
    return not (said & THEME_WORDS["depenses"] or theme_of(context) == "depenses")


def _ratio(column: Column) -> Figure:
    """Return the unit of a relation, by the words of its header."""
    decimals = 0 if column.whole else 1 if column.typical >= 1 else 2
    return _share(column, decimals) or _per_people(column, decimals) or _of_nothing(column, decimals)


def _share(column: Column, decimals: int) -> Figure | None:
    said = words(column.header) & {"part", "parts", "taux", "pourcentage"}
    if not (column.percents or _PERCENT.search(column.header) or said):
        return None
    # A spreadsheet holds 2.7 % as 0.027, and shows the other.
    is_share = not column.percents and not column.whole and column.low >= -1 and column.high <= 1
    return Figure(Kind.PUBLISHED, "%", 100.0 if is_share else 1.0, 1 if is_share else decimals)


def _per_people(column: Column, decimals: int) -> Figure | None:
    per = _PER.search(column.header)
    if per:
        count = int(per[1].replace(" ", ""))
        return Figure(Kind.PUBLISHED, f"pour {count:,} hab.".replace(",", " "), 1.0, decimals)
    if not says(column.header, ("par habitant", "par hab", "eur par habitant")):
        return None
    money = _money(column.header)
    is_money = money or theme_of(column.header) == "depenses"
    return Figure(Kind.PUBLISHED, "€/hab." if is_money else "par hab.", money or 1.0, decimals)


def _of_nothing(column: Column, decimals: int) -> Figure:
    """Return the unit of a median, an index, a density."""
    if _money(column.header) or says(column.header, ("niveau de vie", "revenu", "prix")):
        return Figure(Kind.PUBLISHED, "€", _money(column.header) or 1.0, 0)
    if says(column.header, ("densite",)):
        return Figure(Kind.PUBLISHED, "hab./km²", 1.0, 1)
    if says(column.header, ("indice", "score")):
        return Figure(Kind.PUBLISHED, "indice", 1.0, decimals)
    return Figure(Kind.PUBLISHED, UNKNOWN_UNIT, 1.0, decimals, sure=False)


def _money(header: str) -> float:
    """Return what amounts are multiplied by to be euros, 0 for what is no amount."""
    if _MILLIONS.search(header):
        return 1e6
    spent = words(header) & THEME_WORDS["depenses"] or _EUROS.search(header)
    if _THOUSANDS.search(header) or (spent and _IN_THOUSANDS.search(header)):
        return 1000.0
    return 1.0 if _EUROS.search(header) else 0.0


def _spelled(noun: str, header: str) -> str:
    """Return a folded noun as the header writes it."""
    return next((word.lower() for word in re.findall(r"\w+", header) if plain(word) == noun), noun)


# ------------------------------------------------------------------------------------ relations


@dataclass(frozen=True)
class Relation:
    """A column that is ``factor`` × one other / another."""

    numerator: str
    denominator: str
    factor: float


def values_of(table: Table, header: str, markers: Mapping[str, Status]) -> FloatArray:
    """Return the first numbers of a column, NaN where there is none."""
    return numbers(table.cells(header).iloc[:_ROWS], markers).values


def find_relation(ratio: FloatArray, stocks: Mapping[str, FloatArray]) -> Relation | None:
    """Return the two columns whose quotient a column is, so that it can be recomputed at each level.

    Args:
        ratio: the column.
        stocks: the columns of quantities, by header.
    """
    for above, below in _pairs(list(stocks)):
        quotient = _divided(stocks[above], stocks[below])
        both = np.isfinite(quotient) & np.isfinite(ratio) & (quotient != 0)
        if both.sum() < _ENOUGH or len(np.unique(ratio[both])) < _ENOUGH:
            continue
        scale = float(np.median(ratio[both] / quotient[both]))
        factor = next((known for known in _FACTORS if abs(scale / known - 1) < _CLOSE), 0.0)
        if factor and _agrees(ratio[both], factor * quotient[both]):
            return Relation(above, below, factor)
    return None


def _pairs(headers: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((one, other) for one in headers for other in headers if one != other)


def _divided(above: FloatArray, below: FloatArray) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below != 0, above / below, np.nan)


def _agrees(published: FloatArray, computed: FloatArray) -> bool:
    """Whether two columns are the same, but for what the published one was rounded to."""
    whole = bool((published % 1 == 0).all())
    tenths = bool(np.isclose(published * 10 % 1, 0, atol=1e-6).all())
    slack = 0.51 if whole else 0.051 if tenths else 0.0051
    close = np.abs(published - computed) <= np.maximum(slack, _CLOSE * np.abs(computed))
    return float(close.mean()) >= _HOLDS
