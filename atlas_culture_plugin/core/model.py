# SPDX-License-Identifier: GPL-2.0-or-later
"""Vocabulary of the plugin: indicators, levels, statuses, territories."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from .i18n import language, tr


class Level(str, Enum):
    """Administrative level; its code means nothing without it (region 06 is not departement 06)."""

    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"
    COMMUNE = "commune"

    @property
    def prefix(self) -> str:
        """Prefix of a territory reference, as in ``REG-53``."""
        return {"region": "REG", "departement": "DEP", "epci": "EPCI", "commune": "COM"}[self.value]

    @property
    def label(self) -> str:
        """Name of the level in the interface, plural."""
        return {
            "region": tr("Regions"),
            "departement": tr("Departements"),
            "epci": tr("EPCI"),
            "commune": tr("Communes"),
        }[self.value]


class ValueKind(str, Enum):
    """What may be done with a value."""

    STOCK = "stock"  #: a count or an amount: summed, drawn as circles
    RATIO = "ratio"  #: a relation, a median, an index: never summed, drawn as a choropleth
    TYPOLOGY = "typology"  #: categories


class Direction(str, Enum):
    """Which way an indicator is good. Most are neither: a figure is not a mark."""

    HIGH = "high"
    LOW = "low"
    NEITHER = "neither"

    def favours(self, gap: float | None) -> bool | None:
        """Whether a gap to a reference goes the good way; None where there is none, or no such way."""
        if not gap or self is Direction.NEITHER:
            return None
        return (gap > 0) is (self is Direction.HIGH)


class Mode(str, Enum):
    """What a map shows."""

    SINGLE = "single"  #: one indicator
    CIRCLES = "circles"  #: circles of a stock over the coloured areas of a ratio
    BIVARIATE = "bivariate"  #: two ratios, three classes each, nine colours
    EVOLUTION = "evolution"  #: one indicator between two years

    @property
    def label(self) -> str:
        """Name in the interface."""
        return {
            "single": tr("One indicator"),
            "circles": tr("Circles over coloured areas"),
            "bivariate": tr("Two ratios, 3 × 3 classes"),
            "evolution": tr("Evolution between two years"),
        }[self.value]


class Status(IntEnum):
    """State of one cell. Zero is a value."""

    VALUE = 0
    MISSING = 1
    SECRET = 2
    NOT_APPLICABLE = 3
    #: Never in a package: a ratio that a map hides because it rests on too few inhabitants.
    BELOW_THRESHOLD = 4

    @property
    def marker(self) -> str:
        """How a package's CSV writes it (empty where it is never written: a value writes itself)."""
        return ("", "nd", "s", "so", "")[self.value]

    @property
    def field_value(self) -> str:
        """How the field ``statut`` of a layer writes it."""
        return ("valeur", "nd", "secret", "sans_objet", "sous_seuil")[self.value]

    @property
    def label(self) -> str:
        """Name in legends."""
        return (
            tr("Value"),
            tr("Not available"),
            tr("Statistical secrecy"),
            tr("Not applicable"),
            tr("Under the threshold"),
        )[self.value]


class Method(str, Enum):
    """Classification methods, in the order of the interface."""

    OFFICIAL = "official"
    QUANTILE = "quantile"
    EQUAL_INTERVAL = "equal_interval"
    NATURAL_BREAKS = "natural_breaks"
    Q6 = "q6"
    NESTED_MEANS = "nested_means"
    STANDARD_DEVIATION = "standard_deviation"
    GEOMETRIC = "geometric"
    HEAD_TAIL = "head_tail"
    MANUAL = "manual"

    @property
    def label(self) -> str:
        """Name in the interface."""
        return {
            "official": tr("Bounds of the Atlas"),
            "quantile": tr("Quantiles"),
            "equal_interval": tr("Equal intervals"),
            "natural_breaks": tr("Natural breaks (exact)"),
            "q6": tr("Q6 (min, P5, Q1, median, Q3, P95, max)"),
            "nested_means": tr("Nested means"),
            "standard_deviation": tr("Standard deviation"),
            "geometric": tr("Geometric progression"),
            "head_tail": tr("Head/tail breaks"),
            "manual": tr("Manual bounds"),
        }[self.value]


def localised(french: str, english: str) -> str:
    """Pick the text of the interface's language, falling back on the other one."""
    return (french or english) if language() == "fr" else (english or french)


class Titled:
    """What has a title and a description in both languages; dataclasses declare the fields."""

    title_fr: str
    title_en: str
    description_fr: str
    description_en: str

    @property
    def title(self) -> str:
        """Title in the interface's language."""
        return localised(self.title_fr, self.title_en)

    @property
    def description(self) -> str:
        """Description in the interface's language."""
        return localised(self.description_fr, self.description_en)


@dataclass(frozen=True)
class Theme:
    """A family of indicators."""

    id: str
    label_fr: str
    label_en: str

    @property
    def label(self) -> str:
        """Name in the interface's language."""
        return localised(self.label_fr, self.label_en)


@dataclass(frozen=True)
class Category:
    """One category of a typology: the text found in the table, its label and its colour."""

    value: str
    label_fr: str
    label_en: str
    color: str = ""

    @property
    def label(self) -> str:
        """Name in the interface's language."""
        return localised(self.label_fr, self.label_en)


@dataclass(frozen=True)
class Variant:
    """Another way of counting the same thing, such as without historic monuments."""

    indicator: str  #: id of the other indicator, in the same package
    label_fr: str
    label_en: str

    @property
    def label(self) -> str:
        """What a switch between both says, in the interface's language."""
        return localised(self.label_fr, self.label_en)


@dataclass(frozen=True)
class Indicator:
    """One measured thing.

    ``numerator`` and ``denominator`` are ids of indicators of the same package;
    value = factor × numerator / denominator. ``years`` are ascending, per level in
    ``years_by_level``. ``official_bounds`` are the inner limits of the Atlas's own classes,
    in the indicator's unit.
    """

    id: str
    package: str
    theme: str
    label_fr: str
    label_en: str
    definition_fr: str
    definition_en: str
    unit: str
    kind: ValueKind
    levels: tuple[Level, ...]
    years: tuple[int, ...]
    years_by_level: dict[Level, tuple[int, ...]]
    source: str
    licence: str
    coverage_fr: str = ""
    coverage_en: str = ""
    numerator: str = ""
    denominator: str = ""
    factor: float = 1.0
    decimals: int = 1
    #: False for denominators kept only for recomputing: not offered in the dock.
    offered: bool = True
    default_method: Method = Method.QUANTILE
    default_classes: int = 5
    default_palette: str = "Blues"
    official_bounds: tuple[float, ...] = ()
    official_palette: str = ""
    categories: tuple[Category, ...] = ()
    style_file: str = ""
    #: Other indicators of the package that count the same thing another way.
    variants: tuple[Variant, ...] = ()
    #: Never colours anything by default.
    direction: Direction = Direction.NEITHER

    @property
    def key(self) -> str:
        """Reference that is unique in a library: ``package/id``."""
        return f"{self.package}/{self.id}"

    @property
    def label(self) -> str:
        """Name in the interface's language."""
        return localised(self.label_fr, self.label_en)

    @property
    def definition(self) -> str:
        """Definition in the interface's language."""
        return localised(self.definition_fr, self.definition_en)

    @property
    def coverage(self) -> str:
        """Coverage in the interface's language."""
        return localised(self.coverage_fr, self.coverage_en)

    def column(self, year: int) -> str:
        """Name of the column of a package's table, and of the field of a layer."""
        return f"{self.id}_{year}"

    def heading(self, year: int) -> str:
        """Label, unit unless the label says it already ("per 10,000 inhabitants"), and year."""
        spelt_out = self.unit.replace("hab.", "habitants").casefold()
        if not self.unit or spelt_out in self.label_fr.casefold():
            return f"{self.label}, {year}"
        return f"{self.label} ({self.unit}), {year}"

    def latest_year(self, level: Level) -> int:
        """Latest year published at ``level``, which must be one of ``levels``."""
        return self.years_by_level[level][-1]

    def nearest_year(self, level: Level, year: int) -> int:
        """Year published at ``level`` that is nearest to ``year``, the later of two equally near."""
        return min(self.years_by_level[level], key=lambda known: (abs(known - year), -known))


@dataclass(frozen=True)
class Territory:
    """A territory of the geographic code, with its parents (empty where it has none)."""

    level: Level
    code: str
    name: str
    departement: str = ""
    region: str = ""
    epci: str = ""
    population: int | None = None

    @property
    def reference(self) -> str:
        """Reference such as ``DEP-2A``."""
        return f"{self.level.prefix}-{self.code}"
