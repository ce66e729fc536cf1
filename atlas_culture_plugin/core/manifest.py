# SPDX-License-Identifier: GPL-2.0-or-later
"""The description of a package: ``datapackage.json`` to a :class:`Package`, problem by problem."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .i18n import tr
from .model import Category, Direction, Indicator, Level, Method, Status, Theme, Titled, ValueKind, Variant
from .names import file_problem, is_package_id
from .reader import Reader

#: The number of the package format that this plugin reads and writes.
FORMAT = 1

MANIFEST_NAME = "datapackage.json"

#: What replaces a number in a table: not available, statistical secrecy, not applicable.
MISSING_VALUES = ("nd", "s", "so")

MAX_CLASSES = 12

#: What tables and layers write where there is no value: no category may be called so.
_STATES = frozenset(
    text for status in Status if status.marker for text in (status.marker, status.field_value)
)

_INDICATOR_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_YEAR_SUFFIX = re.compile(r".*_(?:1[789]|2[01])\d{2}")
_VERSION = re.compile(
    r"(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z.-]{1,40}))?(?:\+[0-9A-Za-z.-]{1,40})?"
)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Package(Titled):
    """A package as its manifest describes it. ``folder`` is where its files lie."""

    id: str
    version: str
    title_fr: str
    title_en: str
    description_fr: str
    description_en: str
    #: Day on which it was made, such as ``2025-01-31``.
    created: str
    cog_year: int
    licence: str
    sources: tuple[str, ...]
    themes: tuple[Theme, ...]
    indicators: tuple[Indicator, ...]
    levels: tuple[Level, ...]
    #: File of each level's table, relative to ``folder``.
    tables: Mapping[Level, str]
    folder: Path

    def table_path(self, level: Level) -> Path:
        """Return the CSV of ``level``, which must be one of ``levels``."""
        return self.folder / self.tables[level]

    def columns(self, level: Level) -> list[tuple[str, Indicator, int]]:
        """Return the columns of a level's table, in order: name, indicator, year."""
        return [
            (indicator.column(year), indicator, year)
            for indicator in self.indicators
            for year in indicator.years_by_level.get(level, ())
        ]


def is_version(text: str) -> bool:
    """Whether a text is a semantic version, such as ``1.2.0``."""
    return bool(_VERSION.fullmatch(text))


def version_key(version: str) -> tuple[tuple[int, int, int], bool, tuple[tuple[bool, int, str], ...]]:
    """Return what orders versions as https://semver.org/#spec-item-11 does.

    Raises:
        ValueError: ``version`` is not a semantic version.
    """
    match = _VERSION.fullmatch(version)
    if match is None:
        raise ValueError(version)
    pre = match[4]
    # A number comes before a word, and a version before its own pre-releases' suffixes is later.
    parts = tuple((not p.isdigit(), int(p) if p.isdigit() else 0, p) for p in pre.split(".")) if pre else ()
    return (int(match[1]), int(match[2]), int(match[3])), pre is None, parts


def parse_manifest(document: object, folder: Path) -> tuple[Package | None, list[str]]:
    """Read a parsed ``datapackage.json``; return the package, or everything that is wrong with it."""
    reader = Reader(MANIFEST_NAME)
    root = reader.mapping(document, "")
    atlas = reader.child(root, "atlas", "") if root else {}
    if not atlas or not _format_is_known(reader, atlas):
        if not reader.problems:
            reader.problem("", tr("the description is empty"))
        return None, reader.problems
    package = _package(reader, root, atlas, folder)
    return (None, reader.problems) if reader.problems else (package, [])


def _format_is_known(reader: Reader, atlas: Mapping[str, object]) -> bool:
    number = reader.integer(atlas, "format", "atlas")
    if number != FORMAT and not reader.problems:
        sentence = tr(
            "This package follows version {found} of the package format and this plugin reads version "
            "{known}: update the plugin, or ask for another package."
        )
        reader.problems.append(sentence.format(found=number, known=FORMAT))
    return not reader.problems


def _package(
    reader: Reader, root: Mapping[str, object], atlas: Mapping[str, object], folder: Path
) -> Package | None:
    package_id = reader.text(root, "name", "")
    reader.expect(is_package_id(package_id), "name", tr("lower-case letters, digits and hyphens"))
    version = reader.text(root, "version", "")
    reader.expect(is_version(version), "version", tr("a semantic version such as 1.0.0"))
    created = reader.text(root, "created", "")
    reader.expect(
        bool(_DATE.fullmatch(created)), "created", tr("a date and time such as 2025-01-31T00:00:00Z")
    )
    title, description = (
        reader.bilingual(atlas, "title", "atlas"),
        reader.bilingual(atlas, "description", "atlas"),
    )
    cog_year = reader.integer(atlas, "cog_year", "atlas", low=1943, high=2200)
    licences = [reader.text(item, "title", where) for item, where in reader.items(root, "licenses", "")]
    sources = [reader.text(item, "title", where) for item, where in reader.items(root, "sources", "")]
    themes = _themes(reader, atlas)
    indicators = _indicators(reader, atlas, package_id, {theme.id for theme in themes})
    tables = _tables(reader, root, indicators)
    return Package(
        package_id, version, *title, *description, created[:10], cog_year,
        " ; ".join(licences), tuple(sources),
        themes, indicators, tuple(level for level in Level if level in tables), tables, folder,
    )  # fmt: skip


def _themes(reader: Reader, atlas: Mapping[str, object]) -> tuple[Theme, ...]:
    themes = [
        Theme(reader.text(item, "id", where), *reader.bilingual(item, "label", where))
        for item, where in reader.items(atlas, "themes", "atlas")
    ]
    reader.unique([theme.id for theme in themes], "atlas.themes")
    return tuple(themes)


def _indicators(
    reader: Reader, atlas: Mapping[str, object], package: str, themes: set[str]
) -> tuple[Indicator, ...]:
    items = reader.items(atlas, "indicators", "atlas")
    indicators = [_indicator(reader, item, where, package, themes) for item, where in items]
    reader.unique([indicator.id for indicator in indicators], "atlas.indicators")
    known = {indicator.id for indicator in indicators}
    for indicator, (_, where) in zip(indicators, items):
        for key, reference in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
            if reference and reference not in known:
                sentence = tr('{key} refers to "{reference}", which is not an indicator of the package')
                reader.problem(where, sentence.format(key=key, reference=reference[:60]))
        if bool(indicator.numerator) != bool(indicator.denominator):
            reader.problem(where, tr("numerator and denominator go together"))
    _check_variants(reader, indicators, [where for _, where in items])
    return tuple(indicators)


def _check_variants(reader: Reader, indicators: list[Indicator], places: list[str]) -> None:
    """A variant is another indicator of the package that can take the place of the first on a map."""
    known = {indicator.id: indicator for indicator in indicators}
    for indicator, where in zip(indicators, places):
        for variant in indicator.variants:
            other = known.get(variant.indicator)
            if other is None or other is indicator:
                sentence = tr('variants: "{id}" is not another indicator of the package')
                reader.problem(where, sentence.format(id=variant.indicator[:60]))
            elif other.kind is not indicator.kind or other.unit != indicator.unit:
                sentence = tr('variants: "{id}" is not of the same kind and unit')
                reader.problem(where, sentence.format(id=variant.indicator[:60]))
        reader.unique([variant.indicator for variant in indicator.variants], f"{where}.variants")


def _indicator(
    reader: Reader, item: Mapping[str, object], where: str, package: str, themes: set[str]
) -> Indicator:
    indicator_id = reader.text(item, "id", where)
    good = _INDICATOR_ID.fullmatch(indicator_id) and not _YEAR_SUFFIX.fullmatch(indicator_id)
    if indicator_id and not good:
        reader.problem(where, tr("id: expected lower-case letters, digits and _, without the year"))
    kind = reader.choice(item, "kind", where, ValueKind)
    if reader.text(item, "theme", where) not in themes:
        reader.problem(where, tr('the theme "{theme}" is not declared').format(theme=item.get("theme")))
    years_by_level = _years(reader, item, where)
    label, definition = reader.bilingual(item, "label", where), reader.bilingual(item, "definition", where)
    coverage = reader.bilingual(item, "coverage", where, required=False)
    return Indicator(
        id=indicator_id,
        package=package,
        theme=reader.text(item, "theme", where, required=False),
        label_fr=label[0],
        label_en=label[1],
        definition_fr=definition[0],
        definition_en=definition[1],
        unit=reader.text(item, "unit", where, required=kind is not ValueKind.TYPOLOGY),
        kind=kind,
        levels=tuple(years_by_level),
        years=tuple(sorted({year for years in years_by_level.values() for year in years})),
        years_by_level=years_by_level,
        source=reader.text(item, "source", where),
        licence=reader.text(item, "licence", where),
        coverage_fr=coverage[0],
        coverage_en=coverage[1],
        numerator=reader.text(item, "numerator", where, required=False),
        denominator=reader.text(item, "denominator", where, required=False),
        factor=reader.number(item, "factor", where, default=1.0),
        decimals=reader.integer(item, "decimals", where, low=0, high=6, default=1),
        offered=reader.boolean(item, "offered", where, default=True),
        default_method=_method(reader, item, where),
        default_classes=reader.integer(item, "classes", where, low=2, high=MAX_CLASSES, default=5),
        default_palette=reader.text(item, "palette", where, required=False) or _palette_of(kind),
        official_bounds=_bounds(reader, item, where),
        official_palette=reader.text(item, "official_palette", where, required=False),
        categories=_categories(reader, item, where, kind),
        style_file=_style(reader, item, where),
        variants=_variants(reader, item, where),
        direction=reader.choice(item, "direction", where, Direction, default=Direction.NEITHER),
    )


def _palette_of(kind: ValueKind) -> str:
    """Palette of an indicator that names none: categories have no order."""
    return "DSFRCategories" if kind is ValueKind.TYPOLOGY else "Blues"


def _years(reader: Reader, item: Mapping[str, object], where: str) -> dict[Level, tuple[int, ...]]:
    names = reader.texts(item, "levels", where)
    levels = [level for level in Level if level.value in names]
    for name in names:
        if name not in {level.value for level in Level}:
            reader.problem(where, tr('"{name}" is not a level').format(name=name))
    years = item.get("years")
    if isinstance(years, list):
        years = dict.fromkeys(names, years)
    by_level = reader.mapping(years, f"{where}.years")
    if set(by_level) != set(names):
        reader.problem(where, tr("levels and years do not name the same levels"))
    found = {level: reader.years(by_level.get(level.value), f"{where}.years") for level in levels}
    return {level: values for level, values in found.items() if values}


def _bounds(reader: Reader, item: Mapping[str, object], where: str) -> tuple[float, ...]:
    bounds = reader.numbers(item, "official_bounds", where)
    if any(a >= b for a, b in zip(bounds, bounds[1:])):
        reader.problem(where, tr("official_bounds must grow"))
    if len(bounds) >= MAX_CLASSES:
        sentence = tr("official_bounds: at most {count} limits, which make {classes} classes")
        reader.problem(where, sentence.format(count=MAX_CLASSES - 1, classes=MAX_CLASSES))
    return bounds


def _method(reader: Reader, item: Mapping[str, object], where: str) -> Method:
    """Return the method of a first map, which must be possible without asking anything."""
    method = reader.choice(item, "method", where, Method, default=Method.QUANTILE)
    if method is Method.MANUAL:
        reader.problem(where, tr('method: "manual" is for the bounds that a user types'))
    if method is Method.OFFICIAL and not item.get("official_bounds"):
        reader.problem(where, tr('method: "official" needs official_bounds'))
    return method


def _categories(
    reader: Reader, item: Mapping[str, object], where: str, kind: ValueKind
) -> tuple[Category, ...]:
    if kind is not ValueKind.TYPOLOGY:
        return ()
    categories = []
    for child, place in reader.items(item, "categories", where):
        color = reader.text(child, "color", place, required=False)
        if color and not _COLOR.fullmatch(color):
            reader.problem(place, tr("color: expected a colour such as #1f77b4"))
        value = reader.text(child, "value", place)
        if value in _STATES:
            reader.problem(place, tr('value: "{value}" is the mark of a state').format(value=value))
        categories.append(Category(value, *reader.bilingual(child, "label", place), color))
    if len(categories) > MAX_CLASSES:
        sentence = tr("categories: at most {largest} can be told apart on a map")
        reader.problem(where, sentence.format(largest=MAX_CLASSES))
    reader.unique([category.value for category in categories], f"{where}.categories")
    return tuple(categories)


def _variants(reader: Reader, item: Mapping[str, object], where: str) -> tuple[Variant, ...]:
    if "variants" not in item:
        return ()
    return tuple(
        Variant(reader.text(child, "id", place), *reader.bilingual(child, "label", place))
        for child, place in reader.items(item, "variants", where)
    )


def _style(reader: Reader, item: Mapping[str, object], where: str) -> str:
    style = reader.text(item, "style", where, required=False)
    if style:
        problem = file_problem(style)
        if problem or not (style.startswith("styles/") and style.endswith(".qml")):
            reader.problem(where, problem or tr("style: expected a file such as styles/name.qml"))
    return style


def _tables(
    reader: Reader, root: Mapping[str, object], indicators: tuple[Indicator, ...]
) -> dict[Level, str]:
    tables: dict[Level, str] = {}
    for resource, where in reader.items(root, "resources", ""):
        name = reader.text(resource, "name", where)
        level = next((level for level in Level if level.value == name), None)
        if level is None or level in tables:
            sentence = tr('name: "{name}" is not a level, or is there twice')
            reader.problem(where, sentence.format(name=name[:40]))
            continue
        tables[level] = _resource(reader, resource, where, level, indicators)
    for level in Level:
        if level not in tables and any(level in indicator.levels for indicator in indicators):
            sentence = tr("indicators are announced at the level {level}, which has no table")
            reader.problem("resources", sentence.format(level=level.value))
    return tables


def _resource(
    reader: Reader,
    resource: Mapping[str, object],
    where: str,
    level: Level,
    indicators: tuple[Indicator, ...],
) -> str:
    path = reader.text(resource, "path", where)
    problem = file_problem(path) if path else None
    if problem or not path.endswith(".csv"):
        reader.problem(where, problem or tr("path: expected a file such as commune.csv"))
    encoding = resource.get("encoding", "utf-8")
    if str(encoding).lower() not in ("utf-8", "utf8"):
        reader.problem(where, tr("encoding: expected utf-8"))
    schema = reader.child(resource, "schema", where)
    if schema.get("missingValues") != list(MISSING_VALUES):
        reader.problem(f"{where}.schema", tr('missingValues: expected ["nd", "s", "so"]'))
    _fields(reader, schema, f"{where}.schema", level, indicators)
    return path


def _fields(
    reader: Reader,
    schema: Mapping[str, object],
    where: str,
    level: Level,
    indicators: tuple[Indicator, ...],
) -> None:
    expected = {"code": "string"}
    for indicator in indicators:
        for year in indicator.years_by_level.get(level, ()):
            expected[indicator.column(year)] = "string" if indicator.kind is ValueKind.TYPOLOGY else "number"
    found = [
        (reader.text(item, "name", place), reader.text(item, "type", place), place)
        for item, place in reader.items(schema, "fields", where)
    ]
    for name, kind, place in found:
        if name not in expected:
            sentence = tr('the field "{name}" belongs to no indicator, level and year')
            reader.problem(place, sentence.format(name=name[:60]))
        elif kind not in (expected[name], "integer" if expected[name] == "number" else expected[name]):
            sentence = tr('the field "{name}" has the type "{found}" instead of "{expected}"')
            reader.problem(place, sentence.format(name=name, found=kind[:20], expected=expected[name]))
    names = [name for name, _, _ in found]
    reader.unique(names, f"{where}.fields")
    for name in expected:
        if name not in names:
            reader.problem(where, tr('the field "{name}" is missing').format(name=name))
    if names and names[0] != "code":
        reader.problem(where, tr('the first field must be "code"'))
