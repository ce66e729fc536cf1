# SPDX-License-Identifier: GPL-2.0-or-later
"""A map ready to be drawn: values, states and classes, without a word of how."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .classify import Classification
from .formatting import count_label, exact, status_label, with_unit
from .i18n import tr
from .model import Indicator, Mode, Status, ValueKind
from .request import MapRequest
from .territories import Territories, territories
from .wording import lower_first


def state_starts() -> tuple[str, ...]:
    """How the legend labels of states begin, whatever the map: see :meth:`PreparedMap.state_label`."""
    threshold = tr("Fewer than {threshold}").partition("{")[0]
    return (*(status.label for status in Status if status is not Status.VALUE), threshold)


@dataclass(frozen=True)
class PreparedMap:
    """A request answered: one row a territory, those that the package lacks included.

    ``request`` has every default filled in. ``values`` is NaN wherever ``statuses`` is not a value;
    ``texts`` holds the categories of a typology. What is printed takes :attr:`title`, :attr:`unit` and
    :attr:`decimals`: they are not the indicator's own where a map shows its evolution.

    ``second`` is the other indicator of a crossing, on the same codes. ``earlier`` and ``later`` hold the
    two ends of an evolution, whose ``values`` are the change; ``changed`` says where the perimeter of a
    territory is no longer that of the earlier year.
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
    #: Column of the denominator, where a threshold hides small ones.
    denominator: str = ""
    denominator_unit: str = ""
    second: PreparedMap | None = None
    #: Nine colours of a bivariate map, row by row from the lowest class of ``second``.
    cell_colors: tuple[str, ...] = ()
    earlier: npt.NDArray[np.float64] | None = None
    later: npt.NDArray[np.float64] | None = None
    changed: npt.NDArray[np.bool_] | None = None
    #: The boundaries that it is drawn on.
    territories: Territories = field(default_factory=territories, repr=False, compare=False)

    @property
    def mode(self) -> Mode:
        """What the map shows."""
        return self.request.mode

    @property
    def sides(self) -> tuple[PreparedMap, ...]:
        """The maps of one indicator each that this one is made of: itself, and the second of a crossing."""
        return (self,) if self.second is None else (self, self.second)

    @property
    def is_evolution(self) -> bool:
        """Whether the values are changes between two years."""
        return self.mode is Mode.EVOLUTION

    @property
    def is_rate(self) -> bool:
        """Whether the values are rates of change, in %: those of stocks, ratios change by a difference."""
        return self.is_evolution and self.indicator.kind is ValueKind.STOCK

    @property
    def title(self) -> str:
        """What the values are, without unit or year."""
        if not self.is_evolution:
            return self.indicator.label
        return tr("Evolution: {indicator}").format(indicator=lower_first(self.indicator.label))

    @property
    def unit(self) -> str:
        """Unit of the values."""
        if self.is_rate:
            return "%"
        if self.is_evolution and self.indicator.unit == "%":
            return tr("points")
        return self.indicator.unit

    @property
    def decimals(self) -> int:
        """Decimals to print the values with."""
        return 1 if self.is_rate else self.indicator.decimals

    @property
    def period(self) -> str:
        """Year of the values, or both years of an evolution."""
        return f"{self.request.since}–{self.year}" if self.is_evolution else str(self.year)

    @property
    def heading(self) -> str:
        """Title, unit unless the title says it already, and year."""
        if not self.is_evolution:
            return self.indicator.heading(self.year)
        return f"{self.title} ({self.unit}), {self.period}" if self.unit else f"{self.title}, {self.period}"

    @property
    def column(self) -> str:
        """Name of the field that holds the values."""
        return self.indicator.column(self.year)

    def count(self, status: Status) -> int:
        """Number of territories in that state."""
        return int(np.count_nonzero(self.statuses == status))

    def state_label(self, status: Status, count: int | None = None) -> str:
        """Legend label of a state; the threshold says what it is: "Fewer than 50 inhabitants (895)"."""
        units = {one.denominator_unit for one in self.sides if one.denominator}
        if status is not Status.BELOW_THRESHOLD or len(units) != 1:
            return status_label(status, count)
        smallest = with_unit(exact(self.request.threshold), units.pop())
        label = tr("Fewer than {threshold}").format(threshold=smallest)
        return label if count is None else f"{label} {count_label(count)}"

    def maximum(self) -> float:
        """Largest absolute value drawn, 0 when there is none."""
        real = self.values[~np.isnan(self.values)]
        return float(np.max(np.abs(real))) if real.size else 0.0

    def scale_maximum(self) -> float:
        """Value of the largest circle: that of the map, or one that several maps share."""
        return self.request.circle_maximum or self.maximum()

    def joint_statuses(self) -> npt.NDArray[np.uint8]:
        """State of the pair of values of a crossing: the first of the two that is not a value."""
        if self.second is None:
            return self.statuses
        return np.where(self.statuses != Status.VALUE, self.statuses, self.second.statuses)

    def cells(self) -> npt.NDArray[np.intp]:
        """Cell of each territory in a bivariate map, 0 where it has none.

        From 1 to 9, row by row: ``(class of second - 1) * 3 + class of the first``.
        """
        if self.second is None:
            return np.zeros(len(self.codes), dtype=np.intp)
        column = self.rounded.classes(self.values)
        row = self.second.rounded.classes(self.second.values)
        return np.where((column > 0) & (row > 0), (row - 1) * 3 + column, 0).astype(np.intp)
