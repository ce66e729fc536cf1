# SPDX-License-Identifier: GPL-2.0-or-later
"""Sheets as a workbook of Excel (Office Open XML, ECMA-376), with the standard library alone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from .workbook import MOST_DECIMALS, Cell, Sheet, Shown, digits, escaped, number_of, widths

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: In points.
_LINE = 15
#: Ranks of the styles in ``styles.xml``; those of numbers follow, by decimals.
_GENERAL, _HEADER, _TEXT, _WRAPPED, _NUMBERS = 0, 1, 2, 3, 4


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook. The same sheets give the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _parts(sheets):
            # An entry without a date of its own has that of the format's beginning.
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _XML + text)


def _parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    yield "[Content_Types].xml", _content_types(numbers)
    yield "_rels/.rels", _relations([(f"{_LINKS}/officeDocument", "xl/workbook.xml")])
    yield "xl/workbook.xml", _workbook(sheets)
    targets = [(f"{_LINKS}/worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, (f"{_LINKS}/styles", "styles.xml")])
    yield "xl/styles.xml", _styles()
    for number, sheet in zip(numbers, sheets):
        yield f"xl/worksheets/sheet{number}.xml", _worksheet(sheet)


def _content_types(numbers: range) -> str:
    parts = [("workbook", "sheet.main"), ("styles", "styles")]
    parts += [(f"worksheets/sheet{number}", "worksheet") for number in numbers]
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in parts
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{rank}" Type="{kind}" Target="{target}"/>'
        for rank, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    listed = "".join(
        f'<sheet name="{escaped(sheet.name)}" sheetId="{rank}" r:id="rId{rank}"/>'
        for rank, sheet in enumerate(sheets, start=1)
    )
    # Excel wants this name beside an autoFilter.
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{rank}" hidden="1">'
        f"'{escaped(sheet.name)}'!{_extent(sheet, '$')}</definedName>"
        for rank, sheet in enumerate(sheets)
        if sheet.headings
    )
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets>'
        f"<definedNames>{filters}</definedNames></workbook>"
    )


def _styles() -> str:
    """General, header, text, wrapped text, then numbers with 0 to 6 decimals."""
    formats = "".join(
        f'<numFmt numFmtId="{164 + places}" formatCode="#,##0{"." if places else ""}{"0" * places}"/>'
        for places in range(MOST_DECIMALS + 1)
    )
    # 49 is the format "text": what is typed over a code stays a text.
    cells = [
        '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
        '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" '
        'applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>',
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        'applyAlignment="1"><alignment horizontal="left" indent="1"/></xf>',
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" '
        'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>',
    ]
    cells += [
        f'<xf numFmtId="{164 + places}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for places in range(MOST_DECIMALS + 1)
    ]
    font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
    sides = "<left/><right/><top/>"
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{MOST_DECIMALS + 1}">{formats}</numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill>'
        '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EAF0"/></patternFill></fill></fills>'
        f'<borders count="2"><border>{sides}<bottom/><diagonal/></border>'
        f'<border>{sides}<bottom style="thin"><color rgb="FF7A7F8C"/></bottom><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(cells)}">{"".join(cells)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _worksheet(sheet: Sheet) -> str:
    columns = "".join(
        f'<col min="{rank}" max="{rank}" width="{width}" customWidth="1"/>'
        for rank, width in enumerate(widths(sheet), start=1)
    )
    header = "".join(_text_cell(rank, 1, text, _HEADER) for rank, text in enumerate(sheet.headings))
    text_style = _WRAPPED if sheet.wraps else _TEXT
    rows = "".join(_row(sheet, number, row, text_style) for number, row in enumerate(sheet.rows, start=2))
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{_extent(sheet)}"/><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        'state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="{_LINE}"/><cols>{columns}</cols>'
        f'<sheetData><row r="1" ht="{_LINE * sheet.lines(sheet.headings)}" customHeight="1">{header}</row>'
        f"{rows}</sheetData>"
        f'<autoFilter ref="{_extent(sheet)}"/>'
        # A4, on its side, as wide as the sheet and as long as it takes.
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(sheet: Sheet, number: int, row: Sequence[Cell], text_style: int) -> str:
    """One row; LibreOffice does not find by itself the height of one whose texts are folded."""
    height = f' ht="{_LINE * sheet.lines(row)}"' if sheet.wraps else ""
    cells = "".join(_cell(rank, number, cell, text_style) for rank, cell in enumerate(row))
    return f'<row r="{number}"{height}>{cells}</row>'


def _cell(column: int, row: int, cell: Cell, text_style: int) -> str:
    if isinstance(cell, str):
        return _text_cell(column, row, cell, text_style) if cell else ""
    value = number_of(cell)
    if value is None:
        return ""
    style = _NUMBERS + cell.places if isinstance(cell, Shown) else _GENERAL
    return f'<c r="{column_name(column)}{row}" s="{style}"><v>{digits(value)}</v></c>'


def _text_cell(column: int, row: int, text: str, style: int) -> str:
    place = f"{column_name(column)}{row}"
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(text)}</t></is></c>'
    )


def column_name(rank: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    name, rank = "", rank + 1
    while rank:
        rank, letter = divmod(rank - 1, 26)
        name = chr(65 + letter) + name
    return name


def _extent(sheet: Sheet, mark: str = "") -> str:
    last = column_name(max(0, len(sheet.headings) - 1))
    return f"{mark}A{mark}1:{mark}{last}{mark}{len(sheet.rows) + 1}"
