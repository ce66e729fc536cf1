# SPDX-License-Identifier: GPL-2.0-or-later
"""From a request ("this indicator, at this level, with these classes") to a map ready to be drawn.

The one path that both front doors take. No QGIS here: values, statuses and class bounds only.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .classify import Classification, classify, round_bounds
from .codes import parse_reference
from .errors import IndicatorError
from .formatting import number
from .i18n import tr
from .library import Library
from .model import Indicator, Level, Method, Status, ValueKind
from .palettes import palette as find_palette
from .table import Table
from .territories import Territories


@dataclass(frozen=True)
class MapRequest:
    """What the user asked for. Empty fields mean "the indicator's own default".

    ``indicator`` is an id or ``package/id``; ``within`` a territory reference such as ``REG-53``.
    """

    indicator: str
    level: Level
    year: int | None = None
    within: str = ""
    method: Method | None = None
    classes: int | None = None
    palette: str = ""
    manual_bounds: tuple[float, ...] = ()
    detail: str = "auto"

    def to_json(self) -> str:
        """Text form, kept in the project."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> MapRequest | None:
        """Read :meth:`to_json`'s text back; ``None`` when it is not one (a hand-edited project)."""
        try:
            raw: dict[str, Any] = json.loads(text)
            return cls(
                indicator=str(raw["indicator"]),
                level=Level(raw["level"]),
                year=None if raw.get("year") is None else int(raw["year"]),
                within=str(raw.get("within", "")),
                method=Method(raw["method"]) if raw.get("method") else None,
                classes=None if raw.get("classes") is None else int(raw["classes"]),
                palette=str(raw.get("palette", "")),
                manual_bounds=tuple(float(x) for x in raw.get("manual_bounds", ())),
                detail=str(raw.get("detail", "auto")),
            )
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
            return None


@dataclass(frozen=True)
class PreparedMap:
    """A request answered: one row a territory, those that the package lacks included.

    ``request`` has every default filled in. ``values`` is NaN wherever ``statuses`` is not a value;
    ``texts`` holds the categories of a typology.
    """

    request: MapRequest
    indicator: Indicator
    package_version: str
    cog_year: int
    year: int
    codes: tuple[str, ...]
    values: npt.NDArray[np.float64]
    statuses: npt.NDArray[np.uint8]
    texts: tuple[str, ...] | None
    classification: Classification
    #: The same classes with bounds that read well: no territory changes class. What is drawn and read.
    rounded: Classification
    colors: tuple[str, ...]
    notes: tuple[str, ...] = ()
    #: Style template that the package brings for this indicator; ``None`` for the plugin's own.
    style: Path | None = None

    @property
    def column(self) -> str:
        """Name of the field that holds the values."""
        return self.indicator.column(self.year)

    def count(self, status: Status) -> int:
        """Number of territories in that state."""
        return int(np.count_nonzero(self.statuses == status))

    def maximum(self) -> float:
        """Largest absolute value drawn, 0 when there is none."""
        real = self.values[~np.isnan(self.values)]
        return float(np.max(np.abs(real))) if real.size else 0.0


def prepare(library: Library, territories: Territories, request: MapRequest) -> PreparedMap:
    """Answer ``request`` with values, statuses and classes.

    Raises:
        IndicatorError: no such indicator, level or year.
        TerritoryError: ``within`` is not understood, or holds no territory of this level.
        ClassificationError: the classes cannot be made as asked.
        StyleError: unknown palette.
    """
    indicator, year = library.resolve(request.indicator, request.level, request.year)
    request = _complete(request, indicator, year)
    table = library.table(indicator.package, request.level)
    codes = _codes_within(table.codes, territories, request)
    values, statuses, texts = _pick(table, indicator.column(year), codes)
    classification = _classify(values, request, indicator)
    package = library.package(indicator.package)
    return PreparedMap(
        request=request,
        indicator=indicator,
        package_version=package.version,
        cog_year=package.cog_year,
        year=year,
        codes=codes,
        values=values,
        statuses=statuses,
        texts=texts,
        classification=classification,
        rounded=round_bounds(values, classification),
        colors=tuple(find_palette(request.palette).colors(max(1, len(classification.counts)))),
        notes=_notes(library, indicator, request.level, classification),
        style=package.folder / indicator.style_file if indicator.style_file else None,
    )


def _complete(request: MapRequest, indicator: Indicator, year: int) -> MapRequest:
    """Fill in the indicator's own defaults."""
    method = request.method or (Method.MANUAL if request.manual_bounds else indicator.default_method)
    palette = request.palette
    if not palette:
        official = method is Method.OFFICIAL and indicator.official_palette
        palette = official or indicator.default_palette
    return replace(
        request,
        indicator=indicator.key,
        year=year,
        method=method,
        classes=request.classes or indicator.default_classes,
        palette=palette,
    )


def _codes_within(known: Sequence[str], territories: Territories, request: MapRequest) -> tuple[str, ...]:
    """Codes to draw: the territories of the level, those that the table lacks included.

    Without a restriction, codes of the table that no territory bears are kept too, to be reported.
    """
    if not request.within.strip():
        codes = dict.fromkeys(territory.code for territory in territories.all(request.level))
        codes.update(dict.fromkeys(known))
        return tuple(codes)
    inside = territories.within(request.level, parse_reference(request.within))
    if not inside:
        raise IndicatorError(
            tr("{territory} holds no territory of the level “{level}”: choose a finer level.").format(
                territory=request.within, level=request.level.label
            )
        )
    return tuple(inside)


def _pick(
    table: Table, column_name: str, codes: Sequence[str]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.uint8], tuple[str, ...] | None]:
    """Values, statuses and texts of ``codes``; "not available" where the table has no such row."""
    column, index = table.columns[column_name], table.index()
    rows = np.array([index.get(code, -1) for code in codes], dtype=np.intp)
    absent = rows < 0
    values, statuses = column.values[rows], column.statuses[rows]
    values[absent] = np.nan
    statuses[absent] = Status.MISSING
    if column.texts is None:
        return values, statuses, None
    return values, statuses, tuple("" if row < 0 else column.texts[row] for row in rows)


def _classify(values: npt.NDArray[np.float64], request: MapRequest, indicator: Indicator) -> Classification:
    method = request.method or Method.QUANTILE
    if indicator.kind is ValueKind.TYPOLOGY:
        return classify(np.array([]), Method.QUANTILE, 1)
    if method is Method.OFFICIAL and not indicator.official_bounds:
        raise IndicatorError(
            tr("The Atlas gives no official bounds for “{indicator}”: choose another method.").format(
                indicator=indicator.label
            )
        )
    return classify(
        values,
        method,
        request.classes or indicator.default_classes,
        manual=request.manual_bounds,
        official=indicator.official_bounds,
    )


def _notes(
    library: Library, indicator: Indicator, level: Level, classification: Classification
) -> tuple[str, ...]:
    # Circles and categories are not drawn by class.
    notes = [classification.note] if classification.note and indicator.kind is ValueKind.RATIO else []
    if indicator.kind is ValueKind.STOCK:
        notes.append(stock_notice(indicator, ratio_for(library, indicator, level)))
    return tuple(notes)


def ratio_for(library: Library, stock: Indicator, level: Level) -> Indicator | None:
    """The ratio of the same package that makes a stock comparable, per inhabitant first."""
    ratios = [
        one
        for one in library.indicators(stock.package)
        if one.kind is ValueKind.RATIO and one.numerator == stock.id and level in one.levels
    ]
    by_population = [one for one in ratios if "pop" in one.denominator]
    return next(iter(by_population or ratios), None)


def stock_notice(stock: Indicator, ratio: Indicator | None) -> str:
    """Why a stock is drawn as circles, and which ratio to choose for coloured areas."""
    sentence = tr(
        "“{stock}” is a number or an amount: it is drawn as circles whose area is proportional to it, "
        "because coloured areas would show the size of the territories."
    ).format(stock=stock.label)
    if ratio is None:
        return sentence
    offer = tr("For coloured areas, choose “{ratio}” ({key}).").format(ratio=ratio.label, key=ratio.key)
    return f"{sentence} {offer}"


def summary(prepared: PreparedMap) -> str:
    """One line on the states of the territories, for the dock and the log."""
    parts = [tr("{count} with a value").format(count=number(prepared.count(Status.VALUE), 0))]
    for status in (Status.MISSING, Status.SECRET, Status.NOT_APPLICABLE):
        count = prepared.count(status)
        if count:
            parts.append(f"{status.label.lower()}{tr(': ')}{number(count, 0)}")
    return tr("{total} territories: {parts}").format(
        total=number(len(prepared.codes), 0), parts=", ".join(parts)
    )
