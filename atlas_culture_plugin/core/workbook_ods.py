# SPDX-License-Identifier: GPL-2.0-or-later
"""Sheets as an OpenDocument spreadsheet (ODF 1.2), with the standard library alone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from .workbook import MOST_DECIMALS, Cell, Sheet, Shown, digits, escaped, number_of, widths
from .workbook_xlsx import column_name

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{prefix}="{_OASIS}:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
        ("config", "config"),
    )
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: Width of a character of the default font.
_CM_PER_CHARACTER = 0.19


def write_ods(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a spreadsheet. The same sheets give the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        # The format wants its type first and not compressed, so that a look at the file tells it.
        archive.writestr(zipfile.ZipInfo("mimetype"), _MIME)
        for name, text in _parts(sheets):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _XML + text)


def _parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    yield "META-INF/manifest.xml", _manifest()
    yield "content.xml", _content(sheets)
    yield "styles.xml", _page()
    yield "settings.xml", _settings(sheets)


def _manifest() -> str:
    files = [("/", _MIME), *((name, "text/xml") for name in ("content.xml", "styles.xml", "settings.xml"))]
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in files
    )
    return (
        f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.2">'
        f"{entries}</manifest:manifest>"
    )


def _page() -> str:
    """A4 on its side, as wide as the sheet and as long as it takes."""
    properties = (
        'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" '
        'fo:margin="1cm" style:scale-to-X="1" style:scale-to-Y="0"'
    )
    return (
        f'<office:document-styles {_NAMES} office:version="1.2"><office:automatic-styles>'
        f'<style:page-layout style:name="page"><style:page-layout-properties {properties}/>'
        "</style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Default" style:page-layout-name="page"/>'
        "</office:master-styles></office:document-styles>"
    )


def _settings(sheets: Sequence[Sheet]) -> str:
    """The header of each sheet stays in view."""
    split = {
        "VerticalSplitMode": ("short", 2),
        "VerticalSplitPosition": ("int", 1),
        "PositionBottom": ("int", 1),
        "ActiveSplitRange": ("short", 2),
    }
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, (kind, value) in split.items()
    )
    tables = "".join(
        f'<config:config-item-map-entry config:name="{escaped(sheet.name)}">{items}'
        "</config:config-item-map-entry>"
        for sheet in sheets
    )
    return (
        f'<office:document-settings {_NAMES} xmlns:ooo="http://openoffice.org/2004/office" '
        'office:version="1.2"><office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _content(sheets: Sequence[Sheet]) -> str:
    tables = "".join(_table(sheet) for sheet in sheets)
    ranges = "".join(
        f'<table:database-range table:name="filter{rank}" '
        f"table:target-range-address=\"'{escaped(sheet.name)}'.A1:'{escaped(sheet.name)}'."
        f'{column_name(max(0, len(sheet.headings) - 1))}{len(sheet.rows) + 1}" '
        'table:display-filter-buttons="true"/>'
        for rank, sheet in enumerate(sheets)
    )
    found = sorted({width for sheet in sheets for width in widths(sheet)})
    return (
        f'<office:document-content {_NAMES} office:version="1.2">'
        f"<office:automatic-styles>{_styles(found)}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}"
        f"<table:database-ranges>{ranges}</table:database-ranges></office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _styles(found: Sequence[int]) -> str:
    columns = "".join(
        f'<style:style style:name="co{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * _CM_PER_CHARACTER:.2f}cm"/>'
        "</style:style>"
        for width in found
    )
    numbers = "".join(
        f'<number:number-style style:name="n{places}"><number:number number:decimal-places="{places}" '
        f'number:min-decimal-places="{places}" number:min-integer-digits="1" number:grouping="true"/>'
        f"</number:number-style>{_cell_style(f'd{places}', f'n{places}', '')}"
        for places in range(MOST_DECIMALS + 1)
    )
    # The format "text": what is typed over a code stays a text.
    text = '<number:text-style style:name="t"><number:text-content/></number:text-style>'
    header = (
        '<style:table-cell-properties fo:background-color="#e8eaf0" fo:wrap-option="wrap" '
        'fo:border-bottom="0.5pt solid #7a7f8c" style:vertical-align="middle"/>'
        '<style:text-properties fo:font-weight="bold"/>'
    )
    indented = '<style:paragraph-properties fo:text-align="start" fo:margin-left="0.15cm"/>'
    wrapped = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    return (
        f"{columns}{numbers}{text}{_cell_style('header', 't', header)}{_cell_style('text', 't', indented)}"
        f"{_cell_style('wrapped', 't', wrapped)}"
        '<style:style style:name="sheet" style:family="table" style:master-page-name="Default"/>'
        '<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    )


def _cell_style(name: str, data_style: str, properties: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="{data_style}">'
        f"{properties}</style:style>"
    )


def _table(sheet: Sheet) -> str:
    columns = "".join(f'<table:table-column table:style-name="co{width}"/>' for width in widths(sheet))
    header = "".join(_text_cell(text, "header") for text in sheet.headings)
    style = "wrapped" if sheet.wraps else "text"
    rows = "".join(_row("".join(_cell(cell, style) for cell in row)) for row in sheet.rows)
    return (
        f'<table:table table:name="{escaped(sheet.name)}" table:style-name="sheet">{columns}'
        f"<table:table-header-rows>{_row(header)}</table:table-header-rows>{rows}</table:table>"
    )


def _row(cells: str) -> str:
    return f'<table:table-row table:style-name="row">{cells}</table:table-row>'


def _cell(cell: Cell, text_style: str) -> str:
    if isinstance(cell, str):
        return _text_cell(cell, text_style) if cell else "<table:table-cell/>"
    value = number_of(cell)
    if value is None:
        return "<table:table-cell/>"
    style = f' table:style-name="d{cell.places}"' if isinstance(cell, Shown) else ""
    return (
        f'<table:table-cell{style} office:value-type="float" office:value="{digits(value)}">'
        f"<text:p>{digits(value)}</text:p></table:table-cell>"
    )


def _text_cell(text: str, style: str) -> str:
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in escaped(text).split("\n"))
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">{paragraphs}'
        "</table:table-cell>"
    )
