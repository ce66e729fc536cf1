# SPDX-License-Identifier: GPL-2.0-or-later
"""What the sentences of a reading note are made of, and what a language must know to say them.

:mod:`.phrases_fr` and :mod:`.phrases_en` say them. Indicators are data, so that no sentence relies on
the gender of a word that is not listed: there is always a form that is right whatever the label.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .model import Indicator, Level, Territory, ValueKind
from .wording import lower_first, typeset

#: Decimals beyond which a small value is left to read as zero.
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Subject:
    """The territory that a note speaks of, and its name as printed."""

    territory: Territory
    name: str


@dataclass(frozen=True)
class Group:
    """The territories that it is compared with.

    ``counted`` is how many of them have a figure, 0 when all have. ``inside`` is the territory that
    holds them, None for the whole country; ``metropole`` when those overseas are left out.
    """

    level: Level
    counted: int = 0
    inside: Subject | None = None
    metropole: bool = False


@dataclass(frozen=True)
class Figure:
    """A value of an indicator, and the common value of the group, None where there is none."""

    indicator: Indicator
    value: float
    common: float | None = None

    @property
    def label(self) -> str:
        """Label inside a sentence."""
        return lower_first(typeset(self.indicator.label))

    @property
    def decimals(self) -> int:
        """Decimals of the indicator; more where the value would read as zero and is not."""
        return decimals_shown(self.value, self.indicator.decimals)

    @property
    def rounded(self) -> Decimal:
        """The value as it reads."""
        return rounded(self.value, self.decimals)

    @property
    def gap(self) -> Decimal:
        """Difference with the common value, of the figures as they read; zero without one."""
        return self.rounded - rounded(self.common, self.decimals) if self.common is not None else Decimal(0)

    @property
    def is_percentage(self) -> bool:
        """Whether a difference is in points."""
        return self.indicator.unit == "%"

    @property
    def share(self) -> float | None:
        """Share of the common value, in %, for what is added up; None where it says nothing."""
        if self.indicator.kind is not ValueKind.STOCK or not self.common or self.common <= 0:
            return None
        return None if self.value < 0 else self.value / self.common * 100


#: The figures of a crossing.
Pair = tuple[Figure, Figure]


@dataclass(frozen=True)
class Change:
    """How a figure changed: ``change`` in %, or in the unit (points for a percentage)."""

    before: Figure
    after: Figure
    since: int
    year: int
    change: float
    common: float | None
    decimals: int

    @property
    def is_rate(self) -> bool:
        """Whether the change is in %."""
        return self.after.indicator.kind is ValueKind.STOCK


def rounded(value: float, decimals: int) -> Decimal:
    """Round half up, as figures are printed."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def decimals_shown(value: float, decimals: int) -> int:
    """Fewest decimals, at least ``decimals``, with which a value that is not zero does not read as zero."""
    while value and not rounded(value, decimals) and decimals < _MOST_DECIMALS:
        decimals += 1
    return decimals


class Phrases(ABC):
    """A language. Clauses begin with a small letter and end without punctuation."""

    @abstractmethod
    def note(self, *sentences: str) -> str:
        """The whole note: its name, and sentences made of clauses."""

    @abstractmethod
    def fact(self, figure: Figure, year: int | None, subject: Subject, *, again: bool = False) -> str:
        """« en 2022, on compte 12 cinémas dans… »; ``again``: of the territory just named.

        Without a year: of the year just said.
        """

    @abstractmethod
    def compared(self, figure: Figure, year: int, subject: Subject, group: Group) -> str:
        """A fact, then what it is beside the common value."""

    @abstractmethod
    def extreme(self, highest: bool) -> str:
        """Addition to a fact: it belongs to the highest or the lowest class."""

    @abstractmethod
    def category(self, label: str, year: int, subject: Subject) -> str:
        """The category of a territory."""

    @abstractmethod
    def crossing(
        self,
        figures: Pair,
        classes: tuple[int, int],
        years: tuple[int, int],
        subject: Subject,
    ) -> str:
        """Both figures of a territory and their classes, from 1 (low) to 3 (high)."""

    @abstractmethod
    def evolution(self, change: Change, subject: Subject, group: Group) -> str:
        """How much a figure changed, and that of the group."""
