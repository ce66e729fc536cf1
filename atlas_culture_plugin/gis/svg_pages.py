# SPDX-License-Identifier: GPL-2.0-or-later
"""What QGIS leaves undone in the SVG of a layout: its name, and the edges of the maps.

Qt writes no clipping in an SVG: a map would spread over its neighbours, since QGIS draws whole territories.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from qgis.core import QgsLayout, QgsLayoutItemMap
from qgis.PyQt.QtCore import QCoreApplication

from ..core.markup import attribute, content
from ..core.pdf_about import About
from ..core.storage import writing

#: What Qt writes in each SVG.
_QT_NAMES = ("<title>Qt SVG Document</title>", "<desc>Generated with Qt</desc>")
_MM = 25.4


@contextmanager
def distinct(layout: QgsLayout) -> Iterator[None]:
    """Let no two maps have the same name while they are written and cut: their groups are found by it.

    A map that is copied within a page keeps the name of the first. Nothing is left to be undone.
    """
    taken: set[str] = set()
    former: list[tuple[QgsLayoutItemMap, str]] = []
    layout.undoStack().blockCommands(True)
    try:
        for item in layout.items():
            if not isinstance(item, QgsLayoutItemMap):
                continue
            name = item.displayName()
            if name in taken:
                former.append((item, item.id()))
                item.setId(next(one for rank in count(2) if (one := f"{name} ({rank})") not in taken))
            taken.add(item.displayName())
        yield
    finally:
        for item, name in former:
            item.setId(name)
        layout.undoStack().blockCommands(False)


def finish(layout: QgsLayout, file: Path, dpi: float, about: About) -> None:
    """Name each page of an exported SVG and cut its maps at their frames.

    The maps have the names that they had in :func:`distinct` while the page was written.

    Raises:
        StorageError: a page cannot be written again.
    """
    for page in range(layout.pageCollection().pageCount()):
        path = file if not page else file.with_name(f"{file.stem}_{page + 1}{file.suffix}")
        if not path.is_file():
            continue
        with writing(path):
            text = path.read_text(encoding="utf-8")
            text, outlines = _clipped(text, layout, page, dpi / _MM)
            path.write_text(_with_head(text, _names(about) + outlines), encoding="utf-8")


def _names(about: About) -> str:
    subject = " – ".join(part for part in (about.subject, about.author) if part)
    return f"<title>{content(about.title)}</title><desc>{content(subject)}</desc>"


def _with_head(text: str, head: str) -> str:
    """Put elements at the start of the drawing, in the place of Qt's own names."""
    for name in _QT_NAMES:
        text = text.replace(name, "", 1)
    start = text.find(">", text.find("<svg")) + 1
    return f"{text[:start]}\n {head}{text[start:]}"


def _clipped(text: str, layout: QgsLayout, page: int, scale: float) -> tuple[str, str]:
    """Refer the groups of each map to its outline; return the outlines as well."""
    outlines = []
    # Of "map" and "map: detail", the longer name first: its groups begin with the shorter one too.
    maps = sorted(_maps(layout, page), key=lambda item: len(item.displayName()), reverse=True)
    frame = QCoreApplication.translate("QgsLayoutItemMap", "Frame")
    for rank, item in enumerate(maps):
        name = f"frame_{rank}"
        outlines.append(f'<clipPath id="{name}"><polygon points="{_outline(item, page, scale)}"/></clipPath>')
        label = re.escape(attribute(item.displayName()))
        # The line of the frame lies half outside: it is not cut.
        group = (
            rf'(<g\b(?![^>]*clip-path)[^>]*inkscape:label="{label}\s?: (?!{re.escape(frame)}")[^"]*"[^>]*)>'
        )
        text = re.sub(group, rf'\1 clip-path="url(#{name})">', text)
    return text, f"<defs>{''.join(outlines)}</defs>" if outlines else ""


def _maps(layout: QgsLayout, page: int) -> Iterator[QgsLayoutItemMap]:
    for item in layout.items():
        if isinstance(item, QgsLayoutItemMap) and item.isVisible() and item.page() == page:
            yield item


def _outline(item: QgsLayoutItemMap, page: int, scale: float) -> str:
    """Corners of a map on its page, turned as it is."""
    top = item.layout().pageCollection().page(page).pos()
    corners = item.mapToScene(item.rect())
    return " ".join(
        f"{(point.x() - top.x()) * scale:.2f},{(point.y() - top.y()) * scale:.2f}"
        for point in (corners.at(rank) for rank in range(4))
    )
