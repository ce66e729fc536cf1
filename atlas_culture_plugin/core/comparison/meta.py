# SPDX-License-Identifier: GPL-2.0-or-later
"""What a table of figures cannot say: definitions, sources, references, methods, versions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..formatting import exact
from ..i18n import tr
from ..library import Library
from ..manifest import Package
from ..model import Indicator, ValueKind
from ..territories import Territories
from ..wording import counted
from ..workbook import Sheet
from .model import Comparison, Perimeter
from .records import told_absent

#: References of which every territory is named: those that cannot be found again from their name.
_LONGEST_LIST = 60

_Row = tuple[str, str, str]


def meta_sheet(
    comparison: Comparison, library: Library, territories: Territories, version: str, day: date
) -> Sheet:
    """Everything that is needed to read a comparison again without the plugin.

    Args:
        comparison: what was exported.
        library: the packages that its figures come from.
        territories: the geographic code.
        version: version of the plugin.
        day: day of the export.
    """
    packages = [library.package(one) for one in dict.fromkeys(i.package for i in _shown(comparison))]
    rows = [
        *_export(comparison, packages, version, day, territories),
        *_references(comparison, territories),
        *_method(),
        *((tr("Notes"), "", note) for note in comparison.notes),
        *_not_published(comparison),
    ]
    known = {indicator.key: indicator for package in packages for indicator in package.indicators}
    for indicator in _shown(comparison):
        rows += _indicator(indicator, comparison, known)
    headings = (tr("Section"), tr("Element"), tr("Content"))
    return Sheet("Meta", headings, rows, (36, 28, 100), wraps=True)


def _shown(comparison: Comparison) -> list[Indicator]:
    """The indicators that the table has, those without figure apart unless they are told."""
    kept = {one.indicator.key for one in comparison.figures}
    kept |= {one.indicator.key for one in told_absent(comparison)}
    return [one for one in comparison.indicators if one.key in kept]


def _export(
    comparison: Comparison, packages: list[Package], version: str, day: date, territories: Territories
) -> Iterator[_Row]:
    section = tr("Export")
    yield section, tr("Date"), day.isoformat()
    yield section, tr("Plugin"), f"Atlas Culture {version}"
    for package in packages:
        about = tr("{title}, version {version} of {date}, geographic code of 1 January {year}")
        text = about.format(
            title=package.title, version=package.version, date=package.created, year=package.cog_year
        )
        yield section, tr("Package {id}").format(id=package.id), text
    names = (f"{one.reference} ({territories.label(one)})" for one in comparison.territories)
    yield section, tr("Territories compared"), ", ".join(names)
    year = comparison.request.year
    if year is None:
        yield section, tr("Year"), tr("the latest of each indicator")
    else:
        yield section, tr("Year"), tr("{year}, or the nearest one of each indicator").format(year=year)
    yield section, tr("Territories and boundaries"), territories.attribution


def _references(comparison: Comparison, territories: Territories) -> Iterator[_Row]:
    """What each reference is for each territory, once where it is the same for all of a level."""
    found: dict[object, tuple[Perimeter, list[str]]] = {}
    for figure in comparison.figures:
        for gap in figure.gaps:
            one = gap.reference
            perimeter, names = found.setdefault((one.key, one.identity), (one, []))
            if figure.territory.reference not in names:
                names.append(figure.territory.reference)
    for perimeter, names in found.values():
        sentence = tr("{key}, for {territories}").format(key=perimeter.key, territories=", ".join(names))
        yield tr("References"), sentence, _extent(perimeter, territories)


def _extent(perimeter: Perimeter, territories: Territories) -> str:
    if perimeter.is_single:
        reference = f"{perimeter.level.prefix}-{perimeter.codes[0]}"
        sentence = tr("{label} ({reference}): its own figure")
        return sentence.format(label=perimeter.label, reference=reference)
    if perimeter.territory or len(perimeter.codes) > _LONGEST_LIST:
        count = counted(perimeter.level, len(perimeter.codes))
        return tr("{label}: {count} taken together").format(label=perimeter.label, count=count)
    members = (territories.get(perimeter.level, code) for code in perimeter.codes)
    names = ", ".join(f"{one.reference} ({territories.label(one)})" for one in members if one)
    return tr("{label}, taken together: {names}").format(label=perimeter.label, names=names)


def _method() -> Iterator[_Row]:
    """How the columns are computed, under the headings that they have in the table."""
    texts = {
        tr("Rank"): tr(
            "1 is the highest value among the territories of the same level in France that have a value; "
            "equal values share a rank. A high rank is neither good nor bad by itself."
        ),
        tr("Quantile"): tr(
            "From 0 to 1: the share of these territories whose value is lower, equal values counted "
            "half. 0.5 is the middle."
        ),
        tr("Value of the reference"): tr(
            "Recomputed on the territories of the reference: the sum of the numerators over the sum of "
            "the denominators for a ratio, the sum for a stock; never a mean of ratios. A median or an "
            "index has the figure published for the reference itself, or none. “Territories behind the "
            "reference” says on how many it rests."
        ),
        tr("Gap"): tr(
            "The value minus that of the reference, in the unit of the indicator (points for a "
            "percentage), then in % of the reference. A stock set against a sum has no gap: the share of "
            "the total that the territory holds takes its place."
        ),
        tr("Missing figures"): tr(
            "Zero is a value. A figure that is not available, secret or not applicable has no rank and "
            "no gap, and is left out of the references, which say how many they lack. Where leaving one "
            "secret figure out would reveal it, the reference has no value."
        ),
    }
    for element, text in texts.items():
        yield tr("Method"), element, text


def _not_published(comparison: Comparison) -> Iterator[_Row]:
    """The indicators that no territory compared has, and that nobody named."""
    shown = {one.key for one in _shown(comparison)}
    names = [one.label for one in comparison.indicators if one.key not in shown]
    if names:
        yield tr("Notes"), tr("Not published at these levels"), "; ".join(names)


def _indicator(indicator: Indicator, comparison: Comparison, known: dict[str, Indicator]) -> list[_Row]:
    figures = comparison.of(indicator)
    by_level = dict.fromkeys((one.territory.level, one.year) for one in figures)
    years = ", ".join(f"{year} ({level.label})" for level, year in by_level)
    section = f"{indicator.label} ({indicator.id})"
    rows: list[_Row] = [
        (section, tr("Definition"), indicator.definition),
        (section, tr("Unit"), indicator.unit),
        (section, tr("Nature"), _kind(indicator)),
        (section, tr("Computation"), _formula(indicator, known)),
        (section, tr("Year"), years or tr("Not published at these levels")),
        (section, tr("Decimals shown"), str(indicator.decimals)),
        (section, tr("Coverage"), indicator.coverage),
        (section, tr("Source"), indicator.source),
        (section, tr("Licence"), indicator.licence),
        (section, tr("Package"), indicator.package),
    ]
    return [row for row in rows if row[2]]


def _kind(indicator: Indicator) -> str:
    return {
        ValueKind.STOCK: tr("stock: a count or an amount, which can be summed"),
        ValueKind.RATIO: tr("ratio: a relation, a median or an index, never summed"),
        ValueKind.TYPOLOGY: tr("typology: categories"),
    }[indicator.kind]


def _formula(indicator: Indicator, known: dict[str, Indicator]) -> str:
    """Numerator and denominator in words; empty where nothing is divided."""
    if not indicator.denominator:
        return ""
    numerator, denominator = (
        known[f"{indicator.package}/{part}"].label if f"{indicator.package}/{part}" in known else part
        for part in (indicator.numerator, indicator.denominator)
    )
    if indicator.factor == 1:
        sentence = tr("{numerator} / {denominator}")
        return sentence.format(numerator=numerator, denominator=denominator)
    sentence = tr("{factor} × {numerator} / {denominator}")
    return sentence.format(factor=exact(indicator.factor), numerator=numerator, denominator=denominator)
