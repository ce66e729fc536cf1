# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes a package: its description, its tables, its checksums."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from .checksums import SUMS_NAME, sums
from .manifest import FORMAT, MANIFEST_NAME, MISSING_VALUES, Package
from .model import Direction, Indicator, Level, ValueKind
from .storage import writing


def write_package(
    package: Package,
    rows: Mapping[Level, Iterable[Sequence[str]]],
    licence_path: str = "",
    files: Mapping[str, str] | None = None,
) -> Package:
    """Write a package into its folder, which is replaced once everything is written.

    Args:
        package: what to describe; ``folder`` is where to write.
        rows: for each level, the rows of its table as text: the code, then the cells in the
            order of ``package.columns(level)``. They are written as they are given.
        licence_path: address of the licence's text.
        files: other files to write (``README.md``, ``styles/*.qml``), with their text.

    Raises:
        StorageError: the folder cannot be written; what was there is unchanged.
    """
    staged = package.folder.with_name(f".{package.folder.name}.part")
    with writing(package.folder):
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        texts = {MANIFEST_NAME: _json(document(package, licence_path)), **(files or {})}
        for level in package.levels:
            texts[package.tables[level]] = _csv(package, level, rows[level])
        for name, text in texts.items():
            _write(staged / name, text)
        _write(staged / SUMS_NAME, sums(staged))
        _swap(staged, package.folder)
    return package


def _swap(staged: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    staged.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def document(package: Package, licence_path: str = "") -> dict[str, object]:
    """Return the content of ``datapackage.json``."""
    licence = {"name": "other-open", "title": package.licence, "path": licence_path}
    return {
        "profile": "data-package",
        "name": package.id,
        "version": package.version,
        "title": package.title_fr,
        "description": package.description_fr,
        "created": f"{package.created}T00:00:00Z",
        "licenses": [{key: value for key, value in licence.items() if value}],
        "sources": [{"title": source} for source in package.sources],
        "atlas": _atlas(package),
        "resources": [_resource(package, level) for level in package.levels],
    }


def _atlas(package: Package) -> dict[str, object]:
    themes = [{"id": t.id, "label": {"fr": t.label_fr, "en": t.label_en}} for t in package.themes]
    return {
        "format": FORMAT,
        "cog_year": package.cog_year,
        "title": {"fr": package.title_fr, "en": package.title_en},
        "description": {"fr": package.description_fr, "en": package.description_en},
        "themes": themes,
        "indicators": [_indicator(indicator) for indicator in package.indicators],
    }


def _indicator(indicator: Indicator) -> dict[str, object]:
    item: dict[str, object] = {
        "id": indicator.id,
        "theme": indicator.theme,
        "label": {"fr": indicator.label_fr, "en": indicator.label_en},
        "definition": {"fr": indicator.definition_fr, "en": indicator.definition_en},
        "coverage": {"fr": indicator.coverage_fr, "en": indicator.coverage_en},
        "unit": indicator.unit,
        "kind": indicator.kind.value,
        "levels": [level.value for level in indicator.levels],
        "years": _years(indicator),
        "decimals": indicator.decimals,
        "source": indicator.source,
        "licence": indicator.licence,
        "method": indicator.default_method.value,
        "classes": indicator.default_classes,
        "palette": indicator.default_palette,
        "offered": indicator.offered,
    }
    return {**item, **_optional(indicator)}


def _years(indicator: Indicator) -> object:
    if len(set(indicator.years_by_level.values())) == 1:
        return list(indicator.years)
    return {level.value: list(years) for level, years in indicator.years_by_level.items()}


def _optional(indicator: Indicator) -> dict[str, object]:
    ratio = bool(indicator.numerator)
    categories = [
        {"value": c.value, "label": {"fr": c.label_fr, "en": c.label_en}, "color": c.color}
        for c in indicator.categories
    ]
    found: dict[str, object] = {
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "factor": _plain(indicator.factor) if ratio else None,
        "official_bounds": [_plain(bound) for bound in indicator.official_bounds],
        "official_palette": indicator.official_palette,
        "categories": categories,
        "style": indicator.style_file,
        "variants": [
            {"id": v.indicator, "label": {"fr": v.label_fr, "en": v.label_en}} for v in indicator.variants
        ],
        "direction": "" if indicator.direction is Direction.NEITHER else indicator.direction.value,
    }
    return {key: value for key, value in found.items() if value}


def _plain(number: float) -> float | int:
    """Write 1000.0 as 1000, as a person would."""
    return int(number) if number.is_integer() else number


def _resource(package: Package, level: Level) -> dict[str, object]:
    code = {"name": "code", "type": "string", "title": "Code du territoire"}
    fields = [{**code, "constraints": {"required": True, "unique": True}}]
    return {
        "name": level.value,
        "type": "table",
        "path": package.tables[level],
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": fields + [_field(i, year, name) for name, i, year in package.columns(level)],
            "primaryKey": ["code"],
            "missingValues": list(MISSING_VALUES),
        },
    }


def _field(indicator: Indicator, year: int, name: str) -> dict[str, object]:
    typology = indicator.kind is ValueKind.TYPOLOGY
    field = {
        "name": name,
        "type": "string" if typology else "number",
        "title": f"{indicator.label_fr} ({year})",
        "description": indicator.definition_fr,
        "unit": indicator.unit,
    }
    return {key: value for key, value in field.items() if value}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _csv(package: Package, level: Level, rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(["code", *(name for name, _, _ in package.columns(level))])
    table.writerows(rows)
    return stream.getvalue()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
