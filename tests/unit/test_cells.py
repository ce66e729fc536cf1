# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells as they are published become numbers with a status, and codes."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core.errors import RecipeError
from atlas_culture_plugin.core.model import Level, Status
from atlas_culture_plugin.core.published.reading import ReadSpec, read_table
from atlas_culture_plugin.core.recipes.cells import codes, names_to_codes, numbers
from atlas_culture_plugin.core.territories import territories

pd = pytest.importorskip("pandas")

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(os.environ.get("ATLAS_SOURCES", ROOT.parent / "shared" / "data"))
FRANCE = territories()

needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the published files are not here")


#: The readers take null characters out of every cell.
cell_texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


def series(*cells):
    return pd.Series(list(cells), dtype=object)


def values(*cells, markers=None, **options):
    """Values of a column, None for what has none."""
    read = numbers(series(*cells), markers or {}, **options)
    assert ((read.statuses == Status.VALUE) == ~np.isnan(read.values)).all()
    return [None if math.isnan(value) else value for value in read.values.tolist()]


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("0", 0),
            ("-3", -3),
            ("−3", -3),
            ("+3", 3),
            ("6.0", 6),
            ("6.", 6),
            ("1,5", 1.5),
            (" 1,5 ", 1.5),
            ("2,7 %", 2.7),
            ("2,7%", 2.7),
            ("1 234", 1234),
            ("1 234", 1234),
            ("1 234 567,5 €", 1234567.5),
            ("1’234", 1234),
            ("1,5E+03", 1500),
            ("1e5", 100000),
            ("1.234", 1.234),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234.567", 1234567),
            ("1,234,567", 1234567),
        ],
    )
    def test_the_ways_of_writing_a_number(self, text, value):
        assert values(text) == [value]

    @pytest.mark.parametrize(
        "text",
        [
            "12 34",
            "1 2",
            "inf",
            "-inf",
            "nan",
            "1e999",
            "4\n2",
            "99999999999999999999999",
            "-1e15",
            "1_000",
            "0x10",
            "١",
            "5 k€",
            "12*",
            "(3)",
            "1,2,3",
            "-",
            "#REF!",
        ],
    )
    def test_what_is_not_a_number_is_not_available_and_told(self, text):
        read = numbers(series("1", text, "2", text), {})
        assert read.statuses.tolist() == [0, Status.MISSING, 0, Status.MISSING]
        assert read.problems == ((1, text), (3, text))

    def test_a_column_tells_what_its_dots_are(self):
        assert values("1.234,5", "1.234", "2") == [1234.5, 1234, 2]
        assert values("1,234.5", "1,234", "2") == [1234.5, 1234, 2]
        assert values("1.234", "2,5") == [1.234, 2.5]
        assert values("1.234", "12.5", decimal=",") == [1234, None]
        assert values("1.234", "1,5", "1,234", decimal=".") == [1.234, None, 1234]

    def test_an_empty_cell_is_not_available_and_no_problem(self):
        read = numbers(series("", "  ", "3"), {})
        assert (read.statuses.tolist(), read.problems) == ([1, 1, 0], ())

    def test_markers_whatever_their_case(self):
        markers = {
            "999": Status.MISSING,
            "-1": Status.MISSING,
            "NC": Status.MISSING,
            "F": Status.NOT_APPLICABLE,
            "SO": Status.NOT_APPLICABLE,
            "Secret statistique": Status.SECRET,
        }
        cells = ("999", "999.0", "999,0", "-1", "−1", "nc", "f", "So", "SECRET  STATISTIQUE ", "99", "9990")
        read = numbers(series(*cells), markers)
        assert read.statuses.tolist() == [1, 1, 1, 1, 1, 1, 3, 3, 2, 0, 0]
        assert read.problems == ()

    def test_a_marker_of_what_is_not_there_may_be_another(self):
        assert numbers(series("", "1"), {"": Status.SECRET}).statuses.tolist() == [2, 0]
        assert values("", "-", "1", markers={"": Status.VALUE, "-": Status.VALUE}) == [0, 0, 1]

    def test_thousands_of_euros_are_exact(self):
        assert values("12.3456", "12,3456", "0,1", factor=1000) == [12345.6, 12345.6, 100]
        assert values("3", "1e308", factor=1e10) == [3e10, None]

    @given(st.lists(st.decimals(-(10**9), 10**9, places=4), min_size=1), st.sampled_from([1, 10, 1000, 0.5]))
    def test_a_column_of_plain_numbers_is_read_as_its_cells_are(self, written, factor):
        texts = [str(number) for number in written]
        assert values(*texts, factor=factor) == values(*texts, "NC", factor=factor)[:-1]

    def test_what_a_recipe_cannot_ask(self):
        with pytest.raises(RecipeError, match="decimal separator"):
            numbers(series("1"), {}, decimal=";")

    @pytest.mark.parametrize("factor", [math.nan, math.inf])
    def test_a_factor_that_is_none_makes_no_value(self, factor):
        assert values("1", factor=factor) == [None]

    def test_a_column_without_rows(self):
        assert values() == []

    @given(st.lists(st.floats(-1e14, 1e14)))
    def test_what_python_writes_is_read_back(self, written):
        assert values(*map(repr, written), decimal=".") == written

    @given(st.lists(st.integers(-(10**9), 10**9), min_size=1))
    def test_what_a_french_spreadsheet_writes_is_read_back(self, written):
        cells = [f"{number:,}".replace(",", "\u202f") + ",25" for number in written]
        assert values(*cells) == [float(f"{number}.25") for number in written]

    @given(st.lists(cell_texts), st.dictionaries(st.text(max_size=3), st.sampled_from(Status)))
    def test_any_texts_have_a_status(self, texts, markers):
        read = numbers(series(*texts), markers)
        assert len(read.values) == len(read.statuses) == len(texts)
        assert np.isnan(read.values[read.statuses != Status.VALUE]).all()
        assert np.isfinite(read.values[read.statuses == Status.VALUE]).all()
        assert all(texts[row] == text and read.statuses[row] == Status.MISSING for row, text in read.problems)


class TestCodes:
    def test_the_accidents_of_codes(self):
        cells = ("01001", "1001", "1001.0", "2a004", " 75 056 ", "", "Paris", "9A001")
        expected = ["01001", "01001", "01001", "2A004", "75056", None, None, None]
        assert codes(series(*cells), Level.COMMUNE) == expected
        assert codes(series("00000032", "2b", "974"), Level.DEPARTEMENT) == ["32", "2B", "974"]
        assert codes(series("200054781.0"), Level.EPCI) == ["200054781"]


class TestNames:
    def test_names_are_matched_whatever_their_spelling(self):
        found = names_to_codes(
            series("ILE DE FRANCE", "Provence-Alpes-Côte d’Azur", "Réunion", "Île-de-France", ""),
            Level.REGION,
            FRANCE,
        )
        assert found.codes == ["11", "93", "04", "11", None]
        assert found.unknown == found.ambiguous == ()
        assert ("ILE DE FRANCE", "11", 1) in found.matched

    def test_a_name_of_several_is_not_guessed(self):
        names = (
            "Saint-Denis",
            "Saint-Denis (974)",
            "SAINT DENIS (93)",
            "St-Denis",
            "Trifouilly",
            "Trifouilly",
        )
        found = names_to_codes(series(*names), Level.COMMUNE, FRANCE)
        assert found.codes == [None, "97411", "93066", None, None, None]
        assert found.ambiguous == (("Saint-Denis", 1), ("St-Denis", 1))
        assert found.unknown == (("Trifouilly", 2),)

    def test_an_epci_is_known_without_what_it_is(self):
        found = names_to_codes(
            series(
                "Lorient Agglomération", "CA Lorient Agglomération", "Rennes Métropole",
                "Communauté de communes du Pays de Saint-Aubin", "Communauté d'agglomération du Grand Dole",
                "cu de Dunkerque", "Communauté urbaine de Dunkerque",
            ),
            Level.EPCI,
            FRANCE,
        )  # fmt: skip
        lorient, dunkerque = "200042174", "245900428"
        assert found.codes == [lorient, lorient, "243500139", None, "200010650", dunkerque, dunkerque]
        assert found.unknown == (("Communauté de communes du Pays de Saint-Aubin", 1),)

    def test_an_article_tells_two_names_apart(self):
        found = names_to_codes(series("Biot", "LE BIOT", "Havre"), Level.COMMUNE, FRANCE)
        assert found.codes == ["06018", "74034", "76351"]


@needs_sources
class TestPublishedFiles:
    def test_the_totals_of_the_cinemas(self):
        frame = read_table(SOURCES / "cnc/etablissements-cinematographiques.csv").frame
        totals = {name: numbers(frame[name], {}) for name in ("écrans", "fauteuils", "entrées 2022")}
        assert [read.values.sum() for read in totals.values()] == [6298, 1161329, 152499845]
        assert not any(read.problems for read in totals.values())
        assert None not in codes(frame["code INSEE"], Level.COMMUNE)

    def test_the_names_of_the_ministry_all_have_a_code(self):
        pytest.importorskip("xlrd")
        path = SOURCES / "atlas/Dépenses du ministère de la Culture.xls"
        for level, sheet, count in ((Level.REGION, "Région", 18), (Level.DEPARTEMENT, "Département", 101)):
            frame = read_table(path, ReadSpec(sheet=sheet)).frame
            found = names_to_codes(frame[sheet], level, FRANCE)
            assert sorted(found.codes) == sorted(FRANCE.codes(level))
            assert len(found.codes) == count
        missing = numbers(frame["Dépénses totales"], {"-1": Status.MISSING})
        assert [frame["Département"][row] for row in np.flatnonzero(missing.statuses)] == [
            "Corse-du-Sud",
            "Haute-Corse",
        ]

    def test_the_missing_standards_of_living_never_become_a_number(self):
        pytest.importorskip("xlrd")
        frame = read_table(SOURCES / "atlas/Niveau de vie médian.xls").frame
        read = numbers(frame["Niveau de vie médian"], {"": Status.SECRET})
        assert (read.statuses == Status.SECRET).sum() == np.isnan(read.values).sum() == 3612
        assert read.problems == ()

    def test_the_spending_of_the_communes_in_euros(self):
        pytest.importorskip("xlrd")
        frame = read_table(SOURCES / "atlas/Dépenses culturelles des communes.xls").frame
        assert len(set(codes(frame["Code INSEE"], Level.COMMUNE))) == 3110
        in_thousands, in_euros = (numbers(frame["Total"], {}, factor=factor) for factor in (1, 1000))
        assert in_euros.values.sum() == pytest.approx(in_thousands.values.sum() * 1000, abs=0.01)
        assert (in_euros.values < 0).sum() > 0
