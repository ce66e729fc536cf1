# SPDX-License-Identifier: GPL-2.0-or-later
"""Published files become tables of text, or a sentence."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas_culture_plugin.core.errors import AtlasError, Cancelled, MissingDependencyError, RecipeError
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.published import formats
from atlas_culture_plugin.core.published.encodings import decode
from atlas_culture_plugin.core.published.headers import names_of
from atlas_culture_plugin.core.published.reading import ReadSpec, read_table

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(os.environ.get("ATLAS_SOURCES", ROOT.parent / "shared" / "data"))

needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the published files are not here")


@pytest.fixture(autouse=True)
def pandas(request):
    """Nothing is read without pandas; the test of its absence makes it absent itself."""
    if "without_pandas" in request.node.name:
        return None
    return pytest.importorskip("pandas")


@pytest.fixture
def read(tmp_path):
    """Write bytes or text to a file, then read it."""

    def written(content, name="file.csv", **spec):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_table(path, ReadSpec(**spec))

    return written


def rows(table):
    return table.frame.values.tolist()


class TestText:
    @pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
    def test_any_separator(self, read, separator):
        table = read("code;nom;part\n01001;Abergement;2\n2A004;Ajaccio;\n".replace(";", separator))
        assert list(table.frame.columns) == ["code", "nom", "part"]
        assert rows(table) == [["01001", "Abergement", "2"], ["2A004", "Ajaccio", ""]]
        assert (table.rows_read, table.notes, table.source_name) == (2, (), "file.csv")

    def test_decimal_commas_are_not_separators(self, read):
        table = read("code;taux\n01;2,5\n02;3,5\n03;4,5\n")
        assert rows(table)[0] == ["01", "2,5"]

    def test_commas_in_texts_are_not_separators(self, read):
        table = read("code;nom\n01;a, b\n02;c, d\n03;e, f\n")
        assert rows(table) == [["01", "a, b"], ["02", "c, d"], ["03", "e, f"]]

    @pytest.mark.parametrize("marks", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2])
    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_byte_order_marks_and_line_ends(self, read, marks, newline):
        table = read(marks + newline.join(["régionCNC;n", "Île;1", ""]).encode())
        assert list(table.frame.columns) == ["régionCNC", "n"]
        assert rows(table) == [["Île", "1"]]

    def test_a_mark_inside_the_quotes_of_the_first_name(self, read):
        assert list(read('"\ufeffid","n"\n"1","2"\n').frame.columns) == ["id", "n"]

    def test_texts_that_look_like_nothing_stay_as_they_are(self, read):
        table = read("a;b;c;d\nNA;null;nan;001\n")
        assert rows(table) == [["NA", "null", "nan", "001"]]

    def test_names_on_several_lines(self, read):
        table = read('code;"Dépenses\n  totales ";"part\xa0(%)"\n01;2;3\n')
        assert list(table.frame.columns) == ["code", "Dépenses totales", "part (%)"]

    def test_a_quote_of_the_header_that_nobody_closed(self, read):
        table = read('code;"nom;total\n01;Ain;3\n02;Aisne;4\n')
        assert list(table.frame.columns) == ["code", "nom", "total"]
        assert rows(table) == [["01", "Ain", "3"], ["02", "Aisne", "4"]]

    def test_quotes_that_nobody_closed_swallow_nothing(self, read):
        table = read('code;nom;n\n01;"Le Ciné;1\n02;"Salle" bleue;2\n03;écran 5";3\n04;"a;b";4\n')
        assert rows(table) == [
            ["01", "Le Ciné", "1"],
            ["02", "Salle bleue", "2"],
            ["03", 'écran 5"', "3"],
            ["04", "a;b", "4"],
        ]

    def test_a_quote_closed_in_the_next_cell_shifts_nothing(self, read):
        table = read('code;nom;rue;n\n01;"Le;Ciné";1\n02;"x;y;"z";2\n03;"a;b"\n')
        assert rows(table) == [["01", "Le", "Ciné", "1"], ["03", "a;b", "", ""]]
        assert table.notes == (
            "Rows with more cells than there are columns, left out: 1 (line 3).",
            "Rows with fewer cells than there are columns: 1 (line 4).",
        )

    def test_cells_on_several_lines(self, read):
        table = read('code;texte;n\n01;"un ""mot""\n\net; deux";1\n02;x;2\n')
        assert rows(table) == [["01", 'un "mot"\n\net; deux', "1"], ["02", "x", "2"]]
        assert table.rows_read == 2

    def test_rows_too_long_are_left_out_and_told(self, read):
        table = read("a;b\n1;2\n3;4;5\n6;7;\n8\n")
        assert rows(table) == [["1", "2"], ["6", "7"], ["8", ""]]
        assert table.rows_read == 4
        assert table.notes == (
            "Rows with more cells than there are columns, left out: 1 (line 3).",
            "Rows with fewer cells than there are columns: 1 (line 5).",
        )

    def test_rows_without_anything_do_not_count(self, read):
        table = read('a;b\n1;2\n;\n\n ; \n"";""\n;4\n')
        assert rows(table) == [["1", "2"], ["", "4"]]
        assert table.rows_read == 2

    def test_a_separator_at_the_end_of_the_lines_makes_no_column(self, read):
        assert list(read("a;b;\n1;2;\n").frame.columns) == ["a", "b"]
        assert list(read("a;b;\n1;2;3\n").frame.columns) == ["a", "b", "column_3"]

    def test_a_cell_longer_than_the_csv_module_allows(self, read):
        long = "x" * 200_000
        table = read(f'code,forme,n\n01,"[1, ""{long}""]",2\n')
        assert rows(table) == [["01", f'[1, "{long}"]', "2"]]

    def test_files_full_of_wrong_quotes_are_read_in_reasonable_time(self, read):
        assert len(read("a;b;c\n" + '01;"x;1\n' * 20_000).frame) == 20_000
        assert len(read('a;b;c\n01;"' + "x" * 300_000 + ";1\n").frame) == 1
        assert len(read("a;b;c\n" + '"";""";1\n' * 20_000).frame) > 0

    def test_titles_above_the_names(self, read):
        table = read("Population 2019;;\nSource : Insee;;\n;;\nCODGEO;NOM;POP\n01001;L'Abergement;767\n")
        assert list(table.frame.columns) == ["CODGEO", "NOM", "POP"]
        assert rows(table) == [["01001", "L'Abergement", "767"]]

    def test_the_row_of_the_names_may_be_told(self, read):
        text = "Code;Nom;Total\nCODGEO;LIB;P19\n01;Ain;3\n"
        assert list(read(text, header_row=2).frame.columns) == ["CODGEO", "LIB", "P19"]
        assert list(read(text, header_row=1, header_rows=2).frame.columns) == [
            "Code – CODGEO",
            "Nom – LIB",
            "Total – P19",
        ]
        bare = read("01;Ain\n02;Aisne\n", header_row=0)
        assert (list(bare.frame.columns), len(bare.frame)) == (["column_1", "column_2"], 2)

    def test_two_columns_of_one_name(self, read):
        assert list(read("a;n;n;n\n1;2;3;4\n").frame.columns) == ["a", "n", "n (2)", "n (3)"]


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
    def test_what_windows_and_others_write(self, encoding):
        assert decode("œuvre à 5 €".encode(encoding))[0] == "œuvre à 5 €"

    def test_latin_1_reads_what_windows_does_not(self):
        assert decode(b"\xe9\x81")[1] == "latin-1"

    def test_a_stray_byte_does_not_spoil_a_utf_8_file(self):
        assert decode(("é" * 30).encode() + b"\xe9") == ("é" * 31, "utf-8")

    def test_marks_written_twice_over(self):
        assert decode("ï»¿".encode() + "à".encode())[0] == "à"

    @pytest.mark.parametrize("encoding", ["klingon", "ascii", "base64", "a\0b"])
    def test_an_encoding_that_is_not_the_right_one(self, encoding):
        with pytest.raises(RecipeError, match="encoding"):
            decode("é".encode(), encoding, "x.csv")


class TestWorkbooks:
    def book(self, name, sheets):
        import pandas as pd

        stream = io.BytesIO()
        with pd.ExcelWriter(
            stream, engine={"ods": "odf", "xlsx": "openpyxl"}[name[-4:].strip(".")]
        ) as writer:
            for sheet, content in sheets.items():
                pd.DataFrame(content).to_excel(writer, sheet_name=sheet, header=False, index=False)
        return stream.getvalue()

    SHEETS = {  # noqa: RUF012
        "Meta": [["Définition", "Habitants"]],
        "Région": [["Code", "Nom", "n"], ["01", "Guadeloupe", 12], ["02", "Martinique", 2.5]],
        "Département": [["Code", "n"], ["2A", 7]],
    }

    @pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
    def test_the_first_sheet_of_data_is_read_and_the_others_told(self, read, name):
        pytest.importorskip({"a.xlsx": "openpyxl", "a.ods": "odf"}[name])
        table = read(self.book(name, self.SHEETS), name)
        assert rows(table) == [["01", "Guadeloupe", "12"], ["02", "Martinique", "2.5"]]
        assert table.source_name == f"{name}/Région"
        assert table.notes == ("Sheet “Région” was read; there are also Département.",)

    def test_null_characters_are_no_text(self, read):
        pytest.importorskip("openpyxl")
        table = read(self.book("a.xlsx", {"x": [["a", "b"], ["1_x0000_", "_x0000_"], ["2", ""]]}), "a.xlsx")
        assert rows(table) == [["1", ""], ["2", ""]]

    def test_a_sheet_is_named_whatever_its_accents(self, read):
        pytest.importorskip("openpyxl")
        table = read(self.book("a.xlsx", self.SHEETS), "a.xlsx", sheet="departement")
        assert (rows(table), table.notes) == ([["2A", "7"]], ())
        with pytest.raises(RecipeError, match=r"no sheet “EPCI”: it has Meta, Région, Département"):
            read(self.book("a.xlsx", self.SHEETS), "a.xlsx", sheet="EPCI")

    def test_errors_dates_and_merged_names(self, read):
        openpyxl = pytest.importorskip("openpyxl")
        from datetime import datetime

        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["", "Dépenses", None, "Visites"])
        sheet.append(["Code", "2019", "2020", "2019"])
        sheet.append(["01", "#REF!", True, datetime(2026, 1, 31)])
        sheet["B3"].data_type = "e"
        sheet.merge_cells("B1:C1")
        stream = io.BytesIO()
        book.save(stream)
        table = read(stream.getvalue(), "a.xlsx", header_row=1, header_rows=2)
        assert list(table.frame.columns) == ["Code", "Dépenses – 2019", "Dépenses – 2020", "Visites – 2019"]
        assert rows(table) == [["01", "#REF!", "true", "2026-01-31"]]

    def test_titles_above_groups_of_columns(self):
        assert names_of([["", "A", "", "B"], ["c", "x", "y", "x"]], 4) == ["c", "A – x", "A – y", "B – x"]

    def test_a_workbook_that_is_a_csv_and_the_reverse(self, read):
        table = read("a;b\n1;2\n", "publié.xlsx", format="xlsx")
        assert rows(table) == [["1", "2"]]
        assert table.notes == ("publié.xlsx is announced as xlsx, and is csv: read as such.",)
        pytest.importorskip("openpyxl")
        table = read(self.book("a.xlsx", {"x": [["a", "b"], [1, 2]]}), "publié.csv")
        assert rows(table) == [["1", "2"]]

    @pytest.mark.parametrize(("kind", "module"), [("xls", "xlrd"), ("ods", "odf")])
    def test_without_the_engine_a_sentence_says_how_to_get_it(self, read, monkeypatch, kind, module):
        starts = {"xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99}
        monkeypatch.setitem(sys.modules, module, None)
        content = starts.get(kind) or archive({"content.xml": b"x", "mimetype": b"x"})
        with pytest.raises(MissingDependencyError, match="pip install"):
            read(content, f"a.{kind}")

    def test_an_xlsx_needs_no_engine_whatever_wrote_it(self, read, monkeypatch):
        monkeypatch.setitem(sys.modules, "openpyxl", None)
        table = read(hand_written(SHEET), "a.xlsx")
        assert table.source_name == "a.xlsx/Données"
        assert list(table.frame.columns) == ["Code", "Nom & note", "Jour", "n"]
        assert rows(table) == [
            ["01", "un deux", "2026-01-31", "#REF!"],
            ["", "", "2026-01-31 12:00:00", "-0.5"],
            ["02", "", "", "true"],
        ]

    @pytest.mark.parametrize(
        "sheet",
        [
            "<sheetData><row><c><v>1</v>",
            '<sheetData><row><c t="s"><v>99</v></c></row></sheetData>',
            "<sheetData><row><c><v>un</v></c></row></sheetData>",
            '<sheetData><row r="1048576"></row></sheetData>',
            "<sheetData/>",
        ],
    )
    def test_an_xlsx_that_is_damaged_or_empty_is_said(self, read, sheet):
        with pytest.raises(RecipeError, match=r"damaged|no row of data"):
            read(hand_written(sheet), "a.xlsx")

    def test_an_xlsx_that_declares_entities_is_refused(self, read):
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
        with pytest.raises(RecipeError, match="damaged"):
            read(hand_written(SHEET, before=bomb), "a.xlsx")


#: Rows and cells without their places, gaps, a prefix, inline and rich texts: all of it is allowed.
SHEET = """<x:sheetData>
<x:row r="2"><x:c t="inlineStr"><x:is><x:t>Code</x:t></x:is></x:c><x:c t="s"><x:v>0</x:v></x:c>
<x:c t="str"><x:v>Jour</x:v></x:c><x:c t="str"><x:f>"n"</x:f><x:v>n</x:v></x:c></x:row>
<x:row><x:c t="str"><x:v>01</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c s="1"><x:v>46053</x:v></x:c>
<x:c t="e"><x:v>#REF!</x:v></x:c></x:row>
<x:row r="9"><x:c r="C9" s="2"><x:v>46053.5</x:v></x:c><x:c r="D9" s="0"><x:v>-0.5</x:v></x:c></x:row>
<x:row><x:c r="A10" t="str"><x:v>02</x:v></x:c><x:c r="D10" t="b"><x:v>1</x:v></x:c></x:row>
</x:sheetData>"""


def hand_written(sheet, before=""):
    start = '<?xml version="1.0" encoding="UTF-8"?>' + before
    space = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rich = "<x:si><x:r><x:t>un</x:t></x:r><x:rPh><x:t>oune</x:t></x:rPh><x:r><x:t> deux</x:t></x:r></x:si>"
    members = {
        "xl/workbook.xml": f'{start}<x:workbook {space} xmlns:r="r"><x:sheets>'
        '<x:sheet name="Graphique" r:id="g"/><x:sheet name="Meta" r:id="m"/>'
        '<x:sheet name="Données" r:id="d"/>'
        "</x:sheets></x:workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="d" Target="/xl/worksheets/d.xml"/>'
        '<Relationship Id="m" Target="worksheets/m.xml"/><Relationship Id="g" Target="chartsheets/g.xml"/>'
        "</Relationships>",
        "xl/worksheets/m.xml": "<worksheet/>",
        "xl/chartsheets/g.xml": "<chartsheet/>",
        "xl/worksheets/d.xml": f"{start}<x:worksheet {space}>{sheet}</x:worksheet>",
        "xl/sharedStrings.xml": f"<x:sst {space}><x:si><x:t>Nom &amp; _x000D_note</x:t></x:si>{rich}</x:sst>",
        "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="165" formatCode="dd/mm/yyyy;@"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="165"/></cellXfs></styleSheet>',
    }
    return archive(members)


def archive(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in members.items():
            zipped.writestr(name, content)
    return stream.getvalue()


class TestArchives:
    def test_the_largest_table_unless_told_otherwise(self, read):
        content = archive(
            {"lisez-moi.pdf": b"x" * 999, "meta.csv": b"a\n1\n", "d/data.csv": b"a;b\n1;2\n3;4\n"}
        )
        assert read(content, "a.zip").source_name == "a.zip/d/data.csv"
        assert rows(read(content, "a.zip", member="meta.*")) == [["1"]]
        with pytest.raises(RecipeError, match=r"2 files named “\*\.csv”"):
            read(content, "a.zip", member="*.csv")

    def test_what_cannot_be_unpacked_is_said(self, read):
        nested = archive({"a.zip": archive({"b.csv": b"a;b"})})
        with pytest.raises(RecipeError, match=r"holds no table: it has a\.zip"):
            read(nested, "a.zip")
        with pytest.raises(RecipeError, match="an archive in an archive"):
            read(nested, "a.zip", member="a.zip")
        with pytest.raises(RecipeError, match="not a table"):
            read(archive({}), "a.zip")
        with pytest.raises(RecipeError, match="damaged"):
            read(archive({"a.csv": b"a;b\n1;2\n" * 99})[:60], "a.zip")

    @pytest.mark.parametrize("limit", ["MAX_BYTES", "MAX_RATIO"])
    def test_a_bomb_is_not_unpacked(self, read, monkeypatch, limit):
        monkeypatch.setattr(formats, limit, 1_000_000 if limit == "MAX_BYTES" else 10)
        monkeypatch.setattr(formats, "_LARGE", 1_000_000)
        with pytest.raises(RecipeError, match="3 MB once unpacked"):
            read(archive({"a.csv": b"0" * 3_000_000}), "a.zip")


class TestObjects:
    def test_objects_inside_objects(self, read):
        table = read(
            '[{"code": 1, "geo": {"lon": 2.5, "lat": null}}, {"code": "2A", "n": [1, "é"], "ok": true}]'
        )
        assert list(table.frame.columns) == ["code", "geo.lon", "geo.lat", "n", "ok"]
        assert rows(table) == [["1", "2.5", "", "", ""], ["2A", "", "", '[1, "é"]', "true"]]

    @pytest.mark.parametrize(
        "text",
        [
            '{"type": "FeatureCollection", "features": [{"geometry": null, "properties": {"a": 1}}]}',
            '{"total_count": 1, "results": [{"a": 1}]}',
            '{"data": [{"a": 1}], "meta": {"page": 1}}',
            '{"records": [{"recordid": "x", "fields": {"a": 1}}]}',
            '\ufeff [{"a": 1}]',
            '{"a": 1}\n{"a": 1}\n',
        ],
    )
    def test_the_ways_in_which_services_put_them(self, read, text):
        assert rows(read(text, "a.json", format="json"))[0] == ["1"]

    def test_the_point_of_a_feature_is_kept(self, read):
        point = {"type": "Point", "coordinates": [-1.68, 48.11]}
        line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
        bare = {"type": "Point", "coordinates": []}
        features = [
            {"type": "Feature", "geometry": one, "properties": {"a": 1}} for one in (point, line, bare)
        ]
        table = read(json.dumps({"type": "FeatureCollection", "features": features}), "a.geojson")
        assert list(table.frame.columns) == ["a", "geometry.lon", "geometry.lat"]
        assert rows(table) == [["1", "-1.68", "48.11"], ["1", "", ""], ["1", "", ""]]

    @pytest.mark.parametrize(
        "text", ['{"a": 1}', "[]", '[{"a": 1}, 2]', '[{"a": ', "[" * 100_000, "[{}]", "{}"]
    )
    def test_what_is_no_table(self, read, text):
        with pytest.raises(RecipeError):
            read(text, "a.json")

    def test_null_characters_are_no_text(self, read):
        found = read('[{"a": "1\\u0000", "b": "\\u0000"}, {"a": "2", "b": ""}]', "a.json")
        assert rows(found) == [["1", ""], ["2", ""]]

    def test_objects_by_their_ids_are_not_a_column_each(self, read):
        text = json.dumps([{f"id{rank}": rank} for rank in range(3000)])
        with pytest.raises(RecipeError, match=r"has 3,000 columns"):
            read(text, "a.json")

    def test_a_csv_may_start_with_a_bracket(self, read):
        assert rows(read("[code];n\n01;2\n")) == [["01", "2"]]


class TestSentences:
    def test_rows_that_all_have_a_cell_too_many_are_not_the_lack_of_rows(self, read):
        with pytest.raises(RecipeError, match=r"None of the 2 rows of a\.csv has as many cells"):
            read("code;n\n01;2;3\n02;4;5\n", "a.csv")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "is empty"),
            (b"\0" * 99, "is empty"),
            (b"a;b\n", "no row of data"),
            (b"\xef\xbb\xbf<!DOCTYPE html><html>429</html>", "a web page"),
            (b"<?xml version='1.0'?><a/>", "an XML file"),
            (b"\x89PNG\r\n" + b"\0\1" * 500, "not a table"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged|xlrd"),
            (b"PAR1" + b"\1" * 600, "pyarrow|damaged"),
        ],
    )
    def test_what_is_not_a_table_is_said(self, read, content, words):
        with pytest.raises(AtlasError, match=words):
            read(content)

    def test_a_path_that_holds_nothing(self, tmp_path):
        for path in (tmp_path / "absent.csv", tmp_path, Path("a\0b")):
            with pytest.raises(RecipeError, match="cannot be read"):
                read_table(path)

    def test_without_pandas_a_sentence_says_how_to_get_it(self, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "pandas", None)
        with pytest.raises(MissingDependencyError, match="python3-pandas"):
            read_table(tmp_path / "a.csv")

    def test_the_user_may_stop(self, tmp_path):
        class Stopped(Silent):
            def is_cancelled(self):
                return True

        with pytest.raises(Cancelled):
            read_table(tmp_path / "a.csv", progress=Stopped())

    @pytest.mark.parametrize(
        "described",
        [
            {"sep": ";"},
            {"header_row": "2"},
            {"header_row": True},
            {"format": "pdf"},
            {"separator": "::"},
            {"sheet": 1},
        ],
    )
    def test_a_recipe_that_says_something_else(self, described):
        with pytest.raises(RecipeError, match=next(iter(described))):
            ReadSpec.from_dict(described)

    def test_a_recipe_that_says_how(self):
        assert ReadSpec.from_dict({"header_row": 4, "separator": ";"}) == ReadSpec(
            header_row=4, separator=";"
        )


@needs_sources
class TestPublishedFiles:
    """Number of rows, columns and notes of the real files."""

    @pytest.mark.parametrize(
        ("path", "shape"),
        [
            ("cnc/etablissements-cinematographiques.csv", (2061, 40)),
            ("cnc/etablissements-cinematographiques.json", (2061, 41)),
            ("festivals/festivals_sans_email.csv", (7282, 29)),
            ("musees/musees.csv", (11252, 20)),
            ("catalogue/catalog_datasets_univers-culture.csv", (1045, 9)),
            ("catalogue/catalog_schema_univers-culture-deps.csv", (493, 18)),
            ("catalogue/catalogue_culture_global.csv", (262, 48)),
        ],
    )
    def test_texts(self, path, shape):
        table = read_table(SOURCES / path)
        assert (table.frame.shape, table.rows_read, table.notes) == (shape, shape[0], ())

    @pytest.mark.parametrize(
        ("path", "sheet", "shape"),
        [
            ("atlas/Dépenses culturelles des communes.xls", "", (14993, 7)),
            ("atlas/Actifs dans les secteurs culturels.xls", "Zone d’emploi", (322, 4)),
            ("atlas/Dépenses du ministère de la Culture.xls", "Région", (18, 5)),
            ("atlas/Dépenses culturelles des départements.xlsx", "", (101, 7)),
        ],
    )
    def test_workbooks(self, path, sheet, shape):
        pytest.importorskip("xlrd")
        pytest.importorskip("openpyxl")
        table = read_table(SOURCES / path, ReadSpec(sheet=sheet))
        assert (table.frame.shape, table.rows_read, table.notes) == (shape, shape[0], ())

    def test_the_csv_and_the_json_of_the_cinemas_say_the_same(self):
        from_csv = read_table(SOURCES / "cnc/etablissements-cinematographiques.csv").frame
        from_json = read_table(SOURCES / "cnc/etablissements-cinematographiques.json").frame
        assert sorted(from_csv["N° auto"]) == sorted(from_json["ndeg_auto"])
        assert sum(map(float, from_csv["écrans"])) == sum(map(float, from_json["ecrans"])) == 6298

    def test_workbooks_are_read_as_openpyxl_does(self):
        openpyxl = pytest.importorskip("openpyxl")
        from atlas_culture_plugin.core.published.workbooks import read_sheet

        path = SOURCES / "portrait/Auvergne-Rhone-Alpes_indicateurs_culturels.xlsx"
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            theirs = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
            ours = read_sheet(path.read_bytes(), "xlsx", sheet.title, path.name, Silent()).rows
            assert [[cell for cell in row if cell] for row in ours] == [
                [str(int(c)) if isinstance(c, float) and c.is_integer() else str(c) for c in row if c != ""]
                for row in theirs[: len(ours)]
            ]

    @settings(max_examples=60)
    @given(st.data())
    def test_a_damaged_file_is_a_table_or_a_sentence(self, tmp_path_factory, data):
        name = data.draw(st.sampled_from(sorted(SMALL)))
        content = bytearray((SOURCES / name).read_bytes()[:60_000])
        for _ in range(data.draw(st.integers(1, 6))):
            place = data.draw(st.integers(0, len(content)))
            content[place : place + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
        check_any(tmp_path_factory.getbasetemp() / f"damaged{Path(name).suffix}", bytes(content))


SMALL = (
    "cnc/etablissements-cinematographiques.csv",
    "festivals/festivals_sans_email.csv",
    "atlas/Dépenses culturelles des régions.xls",
    "atlas/Dépenses culturelles des départements.xlsx",
)


def check_any(path, content):
    """Whatever the bytes, a table of text whose columns have different names, or a sentence."""
    path.write_bytes(content)
    try:
        table = read_table(path)
    except AtlasError as error:
        assert error.sentence
        return
    assert not table.frame.empty and table.rows_read >= len(table.frame)
    assert table.frame.columns.is_unique
    assert all(type(cell) is str for row in rows(table)[:50] for cell in row)


PIECES = st.lists(
    st.sampled_from([";", ",", '"', "\n", "\r", "\t", "|", "a", "1", " ", "é", "\0", "\ufeff", "{", "["])
)


@given(st.one_of(st.binary(max_size=300), PIECES.map("".join).map(str.encode)))
def test_any_bytes_are_a_table_or_a_sentence(tmp_path_factory, content):
    check_any(tmp_path_factory.getbasetemp() / "any.csv", content)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))), min_size=3, max_size=3
        ).map(lambda row: ["x", *row]),
        min_size=1,
        max_size=8,
    )
)
def test_what_the_csv_module_writes_is_read_back(tmp_path_factory, table):
    import csv

    path = tmp_path_factory.getbasetemp() / "written.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";", quoting=csv.QUOTE_MINIMAL).writerows(
            [["c1", "c2", "c3", "c4"], *table]
        )
    assert rows(read_table(path, ReadSpec(separator=";", encoding="utf-8"))) == table


def test_json_of_any_values(read):
    for value in (None, 1, "x", [1], {"a": 1}, [{"a": float("nan")}], [{"a": 10**400}]):
        try:
            read(json.dumps(value), "a.json")
        except AtlasError as error:
            assert error.sentence
