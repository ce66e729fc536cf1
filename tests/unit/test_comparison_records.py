# SPDX-License-Identifier: GPL-2.0-or-later
"""A comparison as rows, sheets, CSV, clipboard: nothing invented, nothing dropped, nothing rounded."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core import i18n, workbook
from atlas_culture_plugin.core.comparison.compare import compare
from atlas_culture_plugin.core.comparison.meta import meta_sheet
from atlas_culture_plugin.core.comparison.model import (
    Absent,
    Comparison,
    ComparisonRequest,
    Earlier,
    Figure,
    Gap,
    Perimeter,
)
from atlas_culture_plugin.core.comparison.overview import clipboard_html, clipboard_text, overview
from atlas_culture_plugin.core.comparison.records import long_sheet, records
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level, Status, Territory
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.core.workbook import Sheet, Shown, csv_text, tabbed_text
from atlas_culture_plugin.core.workbook_ods import write_ods
from atlas_culture_plugin.core.workbook_xlsx import column_name, write_xlsx
from tests.unit.samples import KIND, LIBRARIES, RATE

KEYS = [
    "territory", "name", "indicator", "year", "value", "status", "unit", "rank", "of", "quantile",
    "reference", "reference_value", "gap", "gap_percent", "basis",
]  # fmt: skip

BRETAGNE = Territory(Level.REGION, "53", "Bretagne")
AIN = Territory(Level.DEPARTEMENT, "01", "Ain", region="84")
BONIFACIO = Territory(Level.COMMUNE, "2A004", "=Ajaccio", "2A", "94")
FRANCE = Perimeter("FRANCE", "France", Level.REGION, ("53", "52", "11"))
OWN_REGION = Perimeter("REGION", "Bretagne", Level.DEPARTEMENT, ("22", "29"), BRETAGNE)
OTHER_REGION = Perimeter("REGION", "Corse", Level.DEPARTEMENT, ("2A", "2B"), replace(BRETAGNE, name="Corse"))


def figure(territory=BRETAGNE, indicator=RATE, **given):
    known = {"year": 2022, "value": 4 / 3, "status": Status.VALUE, "rank": 2, "of": 3, "quantile": 0.5}
    return Figure(territory, indicator, **{**known, **given})


def hidden(status, territory=BRETAGNE, indicator=RATE, **given):
    return figure(territory, indicator, value=None, status=status, rank=None, quantile=None, **given)


def comparison(*figures, absent=(), indicators=None, asked=(), notes=()):
    chosen = tuple(dict.fromkeys([f.territory for f in figures] + [one.territory for one in absent]))
    listed = {one.indicator.key: one.indicator for one in (*figures, *absent)}
    request = ComparisonRequest(tuple(one.reference for one in chosen), indicators=asked)
    return Comparison(request, chosen, indicators or tuple(listed.values()), figures, tuple(absent), notes)


@pytest.fixture
def french():
    i18n.set_translator(lambda text: text, "fr")
    yield
    i18n.set_translator(None)


def gap(perimeter=FRANCE, value=1.0, **given):
    return Gap(perimeter, value, 3, **given)


def test_the_keys_of_a_row_are_those_of_the_interface_and_come_first():
    (row,) = records(comparison(figure(gaps=(gap(absolute=1 / 3, percent=100 / 3, missing=1),))))
    assert list(row)[:15] == KEYS
    assert row | {"value": 4 / 3, "gap": 1 / 3, "gap_percent": 100 / 3} == row
    assert [row[key] for key in KEYS[:3]] == ["REG-53", "Bretagne", "taux"]
    assert (row["rank"], row["of"], row["quantile"], row["unit"]) == (2, 3, 0.5, "%")
    assert (row["reference"], row["reference_value"], row["basis"], row["missing"]) == ("FRANCE", 1.0, 3, 1)
    assert json.loads(json.dumps(row)) == row


def test_there_is_one_row_per_figure_and_reference_and_one_without_any():
    rows = records(comparison(figure(AIN, gaps=(gap(), gap(OWN_REGION))), figure(BRETAGNE)))
    assert [(row["territory"], row["reference"]) for row in rows] == [
        ("DEP-01", "FRANCE"), ("DEP-01", "REGION"), ("REG-53", None),
    ]  # fmt: skip
    assert rows[1]["reference_name"] == "Bretagne"
    assert rows[2]["gap"] is rows[2]["basis"] is rows[2]["reference_value"] is None
    assert rows[2]["value"] == 4 / 3


def test_zero_and_each_reason_of_having_no_value_are_told_apart():
    states = (Status.MISSING, Status.SECRET, Status.NOT_APPLICABLE)
    rows = records(comparison(figure(value=0.0), *(hidden(s, replace(AIN, code=s.marker)) for s in states)))
    assert [(row["value"], row["status"]) for row in rows] == [
        (0.0, "valeur"), (None, "nd"), (None, "secret"), (None, "sans_objet"),
    ]  # fmt: skip
    assert all(row["rank"] is None for row in rows[1:])


def test_a_share_takes_the_place_of_the_gap_of_a_stock():
    (row,) = records(comparison(figure(indicator=LIBRARIES, value=5.0, gaps=(gap(value=20.0, share=25.0),))))
    assert (row["gap"], row["gap_percent"], row["share"]) == (None, None, 25.0)


def test_a_typology_has_its_category_raw_in_json_and_by_name_in_a_sheet():
    one = comparison(figure(BONIFACIO, KIND, value=None, text="peu, dense", rank=None, of=0, quantile=None))
    assert records(one)[0]["value"] == "peu, dense"
    sheet = long_sheet(one)
    assert sheet.rows[0][sheet.headings.index("Category")] == "Sparse"
    assert sheet.rows[0][sheet.headings.index("Value")] is None


def test_an_absent_figure_has_a_row_when_it_was_asked_for_or_another_territory_has_it():
    absent = (Absent(AIN, RATE),)
    other = figure(BRETAGNE, LIBRARIES)
    unasked = comparison(other, figure(AIN, LIBRARIES), absent=absent)
    assert [row["indicator"] for row in records(unasked)] == ["bibliotheques"] * 2
    for told in (
        comparison(other, figure(AIN, LIBRARIES), absent=absent, asked=("bibliotheques", "taux")),
        comparison(other, figure(BRETAGNE, RATE), absent=absent),
    ):
        (row,) = [one for one in records(told) if one["territory"] == "DEP-01" and one["indicator"] == "taux"]
        assert row["status"] == "non_publie"
        assert row["value"] is row["year"] is row["reference"] is None


def test_a_reason_and_a_change_of_perimeter_are_in_the_remark():
    earlier = Earlier(2019, 1.0, Status.VALUE, 0.3, True)
    reason = gap(value=None, reason="no figure")
    (row,) = records(comparison(figure(earlier=earlier, gaps=(reason,))))
    assert row["remark"] == "no figure; the territory is not the one of 2019"
    assert (row["earlier_year"], row["earlier_value"], row["change"]) == (2019, 1.0, 0.3)


def test_what_is_not_finite_is_no_number_in_json():
    (row,) = records(comparison(figure(gaps=(gap(percent=float("inf")),))))
    assert row["gap_percent"] is None


def test_the_long_sheet_has_the_rows_of_json_with_codes_as_texts_and_numbers_as_numbers():
    one = comparison(figure(AIN, gaps=(gap(absolute=1.5),)), figure(BRETAGNE))
    sheet = long_sheet(one)
    assert len(sheet.rows) == len(records(one))
    assert {len(row) for row in sheet.rows} == {len(sheet.headings)} == {len(sheet.widths)}
    row = dict(zip(sheet.headings, sheet.rows[0]))
    assert (row["Territory"], row["Code"], row["Year"]) == ("DEP-01", "01", 2022)
    assert row["Value"] == Shown(4 / 3, RATE.decimals)
    assert row["Status"] == "Value"


def test_the_table_sets_the_references_side_by_side_and_says_why_a_value_lacks():
    ours, theirs = gap(OWN_REGION, absolute=0.3), gap(OTHER_REGION, absolute=0.5)
    sheet = overview(
        comparison(figure(AIN, gaps=(gap(), ours)), hidden(Status.SECRET, BONIFACIO, gaps=(gap(), theirs)))
    )
    assert "France" in sheet.headings
    assert "its region" in sheet.headings
    assert "Share in %: France" not in sheet.headings  # no figure has one
    first, second = (dict(zip(sheet.headings, row)) for row in sheet.rows)
    assert first["Gap: its region"] == Shown(0.3, RATE.decimals)
    assert second["Value"] == "Statistical secrecy"
    assert second["Rank"] is None


def test_the_table_takes_the_columns_and_the_figures_that_are_shown():
    one, two = figure(AIN), figure(BRETAGNE)
    sheet = overview(comparison(one, two), ("value", "name"), [two])
    assert sheet.headings == ("Name", "Value")
    assert sheet.rows == [("Bretagne", Shown(4 / 3, 1))]


def test_the_clipboard_has_the_decimal_mark_of_the_language(french):
    text = clipboard_text(comparison(figure(AIN)), ("territory", "value"))
    assert text.splitlines()[1] == "DEP-01\t1,3333333333333333"
    i18n.set_translator(None)
    assert "1.3333" in clipboard_text(comparison(figure(AIN)), ("territory", "value"))


def test_no_cell_of_the_clipboard_breaks_its_row():
    sheet = Sheet("s", ("a", "b"), [("one\ttwo\nthree", 2)])
    assert tabbed_text(sheet) == "a\tb\none two three\t2\n"


class Cells(HTMLParser):
    """Texts of the cells of an HTML table."""

    def __init__(self):
        super().__init__()
        self.rows, self.attributes = [], []

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.attributes.append(dict(attrs))

    def handle_data(self, data):
        self.rows[-1][-1] += data


def test_the_html_of_the_clipboard_is_a_table_whose_texts_cannot_be_tags_or_numbers():
    cells = Cells()
    name = "<b>&2A"
    cells.feed(clipboard_html(comparison(figure(replace(AIN, name=name))), ("name", "value", "of")))
    assert cells.rows == [["Name", "Value", "Out of"], [name, "1.3333333333333333", "3"]]
    assert "@" in cells.attributes[3]["style"]
    assert float(cells.attributes[4]["sdval"]) == 4 / 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_name_that_looks_like_a_formula_stays_a_text_in_csv(start):
    sheet = Sheet("s", ("name", "n"), [(f"{start}1+1", -5.5)])
    (_, row) = csv.reader(io.StringIO(csv_text(sheet), newline=""))
    assert row == [f"'{start}1+1", "-5.5"]


def test_a_csv_opens_in_a_spreadsheet_of_the_language(french):
    sheet = Sheet("s", ("a;b", "n"), [('say "oui"; non', 0.5), ("", 12.0), ("x", None)])
    assert csv_text(sheet) == '"a;b";n\r\n"say ""oui""; non";0,5\r\n;12\r\nx;\r\n'


NASTY = Sheet(
    "Données", ("Code", "Nombre"),
    [("01", 1.5), ("2A", Shown(2 / 3, 1)), ("=1+1", 0), ("of:=1+1", None), ("é<&>\"' \x07", -2.0),
     ("deux\nlignes", float("nan"))],
    (8,),
)  # fmt: skip


def xml_of(path, name):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for part in archive.namelist():
            if part.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(part))
        return ElementTree.fromstring(archive.read(name))


def test_an_xlsx_has_typed_cells_and_no_formula(tmp_path):
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [NASTY, replace(NASTY, name="Meta", wraps=True)])
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    root = xml_of(path, "xl/worksheets/sheet1.xml")
    assert not list(root.iter(f"{space}f"))
    cells = {cell.get("r"): cell for cell in root.iter(f"{space}c")}
    texts = ["".join(cells[f"A{row}"].itertext()) for row in range(2, 8)]
    assert texts == ["01", "2A", "=1+1", "of:=1+1", "é<&>\"' ", "deux\nlignes"]
    assert all(cells[f"A{row}"].get("t") == "inlineStr" for row in range(1, 8))
    numbers = {row: cells[f"B{row}"] for row in range(2, 8) if f"B{row}" in cells}
    assert {row: float(cell[0].text) for row, cell in numbers.items()} == {2: 1.5, 3: 2 / 3, 4: 0, 6: -2}
    assert all(cell.get("t") is None for cell in numbers.values())
    styles = xml_of(path, "xl/styles.xml")
    formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{space}numFmt")}
    shown = [formats.get(one.get("numFmtId")) for one in styles.find(f"{space}cellXfs")]
    assert [shown[int(numbers[row].get("s"))] for row in (2, 3)] == [None, "#,##0.0"]


def test_an_ods_has_typed_cells_and_no_formula(tmp_path):
    path = tmp_path / "a.ods"
    write_ods(path, [NASTY])
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    root = xml_of(path, "content.xml")
    office, table = (f"{{urn:oasis:names:tc:opendocument:xmlns:{n}:1.0}}" for n in ("office", "table"))
    assert not [cell for cell in root.iter() if cell.get(f"{table}formula")]
    cells = list(root.iter(f"{table}table-cell"))
    kinds = [cell.get(f"{office}value-type") for cell in cells]
    assert kinds[2:] == ["string", "float"] * 3 + ["string", None, "string", "float", "string", None]
    assert [float(c.get(f"{office}value")) for c in cells if c.get(f"{office}value")] == [1.5, 2 / 3, 0, -2]


@pytest.mark.parametrize(("write", "name"), [(write_xlsx, "a.xlsx"), (write_ods, "a.ods")])
def test_the_same_sheets_give_the_same_bytes(tmp_path, write, name):
    first, second = tmp_path / name, tmp_path / f"b{name}"
    write(first, [NASTY])
    write(second, [NASTY])
    assert first.read_bytes() == second.read_bytes()


def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path):
    cut = workbook.plain_text("x" * 40_000)
    assert len(cut) == workbook.LONGEST_TEXT
    assert cut.endswith("…")


@pytest.mark.parametrize(("rank", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(rank, name):
    assert column_name(rank) == name


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """Rennes Métropole and the Ain against France and their region, on all that is published."""
    library = Library(tmp_path_factory.mktemp("library"), paths.data("packages"))
    request = ComparisonRequest(("EPCI-243500139", "DEP-01"), ("FRANCE", "REGION", "SIMILAR", "DEP-35"))
    return library, compare(library, territories(), request)


def test_meta_says_what_each_indicator_of_the_rows_is(real):
    library, found = real
    sheet = meta_sheet(found, library, territories(), "9.8.7", date(2026, 1, 2))
    said = {}
    for section, element, content in sheet.rows:
        said.setdefault(section, {})[element] = content
    used = {row["indicator"] for row in records(found)}
    for indicator in library.indicators():
        known = said.get(f"{indicator.label} ({indicator.id})")
        assert (known is not None) == (indicator.id in used)
        if known:
            assert known["Definition"] == indicator.definition
            assert known["Source"] == indicator.source
            assert known["Licence"] == indicator.licence
            assert known.get("Coverage", "") == indicator.coverage
            assert ("Computation" in known) == bool(indicator.denominator)
    cinemas = next(element for section, element in said.items() if section.endswith("(cinemas_100k)"))
    assert cinemas["Computation"] == "100,000 × Cinemas / Municipal population"


def test_meta_says_references_methods_versions_and_notes(real):
    library, found = real
    sheet = meta_sheet(found, library, territories(), "9.8.7", date(2026, 1, 2))
    rows = {(section, element): content for section, element, content in sheet.rows}
    assert rows["Export", "Date"] == "2026-01-02"
    assert rows["Export", "Plugin"] == "Atlas Culture 9.8.7"
    package = library.package("atlas-essentiel")
    assert package.version in rows["Export", "Package atlas-essentiel"]
    assert str(package.cog_year) in rows["Export", "Package atlas-essentiel"]
    assert "61" in rows["References", "REGION, for EPCI-243500139"]
    assert rows["References", "REGION, for DEP-01"].endswith(": 12\xa0departements taken together")
    similar = rows["References", "SIMILAR, for EPCI-243500139"]
    assert similar.count("EPCI-") == 10
    assert {element for section, element in rows if section == "Method"} >= {"Rank", "Quantile", "Gap"}
    notes = [content for section, _, content in sheet.rows if section == "Notes"]
    assert set(found.notes) <= set(notes)


def test_every_number_of_the_rows_is_in_the_sheets(real):
    _, found = real
    sheet, rows = long_sheet(found), records(found)
    columns = {"Value": "value", "Rank": "rank", "Gap": "gap", "Share of the total (%)": "share"}
    for heading, key in columns.items():
        place = sheet.headings.index(heading)
        written = [workbook.number_of(cells[place]) for cells in sheet.rows]
        assert written == [None if isinstance(row[key], str) else row[key] for row in rows]
    assert len(overview(found).rows) == len(found.figures)
