# SPDX-License-Identifier: GPL-2.0-or-later
"""What a portrait holds: a small JSON file, which a user can copy and change.

Those of the plugin lie in ``resources/portraits``. An indicator that is named and has no figure for a
territory is passed over: one template suits all the levels.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ... import paths
from ..errors import StyleError
from ..i18n import tr
from ..model import localised

DEFAULT = "complet"
#: Names of the templates of the plugin.
SHIPPED = (DEFAULT, "synthese")
#: Which rows the tables have.
ALL, RATIOS = "all", "ratios"

#: Largest template read, in bytes, and most figures that a page holds.
_MAX_SIZE = 200_000
_MOST_KEYS, _MOST_CHARTS, _MOST_SIMILAR, _MOST_PAGES = 12, 4, 30, 20
_LONGEST_SHOWN = 100


@dataclass(frozen=True)
class PortraitTemplate:
    """What a portrait holds; lists of indicators are in order of preference.

    ``key_figures`` is how many figures stand out on the first page, ``charts`` how many charts a theme has,
    ``similar`` how many similar territories are listed. ``themes`` are those shown, in order; none for all.
    ``rows`` is :data:`ALL` or :data:`RATIOS`. ``pages`` is how many pages the whole should hold in.
    """

    name: str
    label: str
    key_figures: int = 8
    key_indicators: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    rows: str = ALL
    charts: int = 2
    chart_indicators: tuple[str, ...] = ()
    maps: bool = True
    map_indicators: tuple[str, ...] = ()
    similar: int = 8
    definitions: bool = True
    pages: int = 4


def templates(own: Path | None = None) -> list[PortraitTemplate]:
    """Return the templates of the plugin, then those of the user's folder that can be read."""
    found = [read(paths.resources("portraits", f"{name}.json")) for name in SHIPPED]
    for path in sorted(own.glob("*.json")) if own is not None and own.is_dir() else []:
        with suppress(StyleError):
            found.append(read(path))
    return found


def find(name: str, own: Path | None = None) -> PortraitTemplate:
    """Return the template of this name, or the file at this path; empty for the usual one.

    Raises:
        StyleError: there is none, or it is not a template; the sentence says which there are.
    """
    wanted = name.strip() or DEFAULT
    path = Path(wanted)
    # A name that no system takes is that of no file.
    with suppress(OSError, ValueError):
        if path.suffix.lower() == ".json" and path.is_file():
            return read(path)
    known = templates(own)
    found = next((one for one in reversed(known) if one.name == wanted), None)
    if found is None:
        sentence = tr(
            "There is no portrait template “{name}”. Choose one of {choices}, or give the path of a .json "
            "file."
        )
        choices = ", ".join(dict.fromkeys(one.name for one in known))
        raise StyleError(sentence.format(name=wanted[:_LONGEST_SHOWN], choices=choices))
    return found


def read(path: Path) -> PortraitTemplate:
    """Read a template.

    Raises:
        StyleError: it cannot be read or is not a template; the sentence says what is wrong.
    """
    try:
        if path.stat().st_size > _MAX_SIZE:
            raise ValueError("size")
        raw = json.loads(path.read_text(encoding="utf-8"))
        return _template(path.stem, raw)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        sentence = tr(
            "{file} is not a portrait template: start again from a copy of one of the plugin ({details})."
        )
        raise StyleError(sentence.format(file=path.name, details=error), repr(error)) from error


def _template(name: str, raw: dict[str, Any]) -> PortraitTemplate:
    rows = str(raw.get("rows", ALL))
    if rows not in (ALL, RATIOS):
        raise ValueError(f"rows: {rows}")
    label = raw.get("label") or {}
    return PortraitTemplate(
        name=name,
        label=localised(str(label.get("fr", "")), str(label.get("en", ""))) or name,
        key_figures=_count(raw, "key_figures", 8, _MOST_KEYS),
        key_indicators=_texts(raw, "key_indicators"),
        themes=_texts(raw, "themes"),
        rows=rows,
        charts=_count(raw, "charts", 2, _MOST_CHARTS),
        chart_indicators=_texts(raw, "chart_indicators"),
        maps=_flag(raw, "maps"),
        map_indicators=_texts(raw, "map_indicators"),
        similar=_count(raw, "similar", 8, _MOST_SIMILAR),
        definitions=_flag(raw, "definitions"),
        pages=_count(raw, "pages", 4, _MOST_PAGES),
    )


def _count(raw: dict[str, Any], name: str, default: int, most: int) -> int:
    value = raw.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError(f"{name}: {value}")
    return value


def _flag(raw: dict[str, Any], name: str) -> bool:
    value = raw.get(name, True)
    if not isinstance(value, bool):
        raise ValueError(f"{name}: {value}")
    return value


def _texts(raw: dict[str, Any], name: str) -> tuple[str, ...]:
    value = raw.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{name}: {value}")
    return tuple(value)
