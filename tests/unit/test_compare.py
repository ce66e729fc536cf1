# SPDX-License-Identifier: GPL-2.0-or-later
"""Comparing territories: what is asked, what is answered, what is refused in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.comparison.compare import compare
from atlas_culture_plugin.core.comparison.model import ComparisonRequest
from atlas_culture_plugin.core.comparison.resolve import check_references, find_territory, split_list
from atlas_culture_plugin.core.errors import Cancelled, IndicatorError, TerritoryError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.mapping import prepare
from atlas_culture_plugin.core.model import Level, Status, ValueKind
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.request import MapRequest
from atlas_culture_plugin.core.territories import territories
from atlas_culture_plugin.core.writer import write_package
from tests.unit.samples import LIBRARIES, sample

RENNES = "EPCI-243500139"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


def ask(library, *references, to=("FRANCE",), indicators=(), **others):
    request = ComparisonRequest(references, tuple(to), tuple(indicators), **others)
    return compare(library, territories(), request)


def only(comparison):
    (figure,) = comparison.figures
    return figure


class TestRequest:
    def test_it_is_read_back(self):
        request = ComparisonRequest((RENNES, "REG-53"), ("SIMILAR",), ("cinemas",), 2022, 5, ("densite",))
        assert ComparisonRequest.from_json(request.to_json()) == request

    @pytest.mark.parametrize(
        "text",
        ["", "[]", "{}", "null", '{"territories": "REG-53"}', '{"territories": [], "year": "x"}', "{" * 9000],
    )
    def test_what_is_not_one_is_none(self, text):
        assert ComparisonRequest.from_json(text) is None


class TestTerritories:
    @pytest.mark.parametrize(
        ("text", "reference"),
        [
            ("REG-53", "REG-53"),
            ("com-1001", "COM-01001"),
            ("Pays de la Loire", "REG-52"),
            ("rennes metropole", RENNES),
            ("Saint-Denis (93)", "COM-93066"),
            ("St Denis (974)", "COM-97411"),
        ],
    )
    def test_a_code_or_an_exact_name(self, text, reference):
        assert find_territory(text, territories()).reference == reference

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Saint-Denis", ("COM-93066", "COM-97411")),
            ("Paris", ("DEP-75", "COM-75056")),
            ("Rennes Metropol", (RENNES,)),
            ("Bretagen", ("REG-53",)),
            ("zzzzzz", ("COM-35238",)),
            ("Bretagne", ("REG-53", "COM-36024")),
            ("EPCI-243500138", ("EPCI-",)),
            ("DEP-999", ("DEP-",)),
            ("reg-5", ("REG-",)),
            ("COM-352389", ("COM-35238",)),
            ("FRANCE", ("REG-53",)),
        ],
    )
    def test_anything_else_suggests_what_is_close(self, text, words):
        with pytest.raises(TerritoryError) as failure:
            find_territory(text, territories())
        assert all(word in failure.value.sentence for word in words)

    def test_a_commune_of_before_gives_its_successor(self):
        with pytest.raises(TerritoryError, match=r"COM-49248"):
            find_territory("COM-49088", territories())

    def test_lists_keep_names_whole(self):
        assert split_list("REG-53, Pays de la Loire;\nRennes Métropole,,") == [
            "REG-53", "Pays de la Loire", "Rennes Métropole",
        ]  # fmt: skip

    def test_none_is_refused(self, library):
        with pytest.raises(TerritoryError):
            ask(library)

    def test_the_same_twice_is_once(self, library):
        found = ask(library, "REG-53", "reg-53", "REG 53", indicators=["cinemas"])
        assert [one.reference for one in found.territories] == ["REG-53"]


class TestReferences:
    def test_words_and_territories(self):
        asked = ("france", "Region", "Pays de la Loire", "REG-52", " ")
        assert check_references(asked, territories()) == ("FRANCE", "REGION", "REG-52")

    def test_unknown_words_say_what_there_is(self):
        with pytest.raises(TerritoryError, match=r"FRANCE, METRO, REGION, DEPARTEMENT, EPCI, SIMILAR"):
            check_references(("PAYS",), territories())

    def test_a_parent_is_that_of_each_territory(self, library):
        found = ask(library, "DEP-35", "DEP-44", to=["REGION"], indicators=["cinemas_100k"])
        assert [one.gaps[0].reference.label for one in found.figures] == ["Bretagne", "Pays de la Loire"]
        assert [one.gaps[0].basis for one in found.figures] == [4, 5]

    def test_itself_alone_is_refused(self, library):
        for references in (["REG-53"], ["REGION"]):
            with pytest.raises(TerritoryError, match=r"REG-53"):
                ask(library, "REG-53", to=references)

    def test_itself_among_others_is_left_out_and_said(self, library):
        found = ask(library, "REG-53", "REG-52", to=["REG-53"], indicators=["cinemas_100k"])
        assert [len(one.gaps) for one in found.figures] == [0, 1]
        assert any("REG-53" in note and "Bretagne" in note for note in found.notes)

    def test_one_territory_is_its_own_figure(self, library):
        found = ask(library, "REG-53", to=["REG-52"], indicators=["cinemas_100k"])
        gap, other = only(found).gaps[0], only(ask(library, "REG-52", indicators=["cinemas_100k"]))
        assert (gap.value, gap.basis, gap.missing) == (other.value, 1, 0)
        assert gap.absolute == pytest.approx(only(found).value - other.value)

    def test_a_narrower_territory_is_its_own_figure(self, library):
        gap = only(ask(library, "REG-53", to=[RENNES], indicators=["cinemas_100k"])).gaps[0]
        assert gap.value == only(ask(library, RENNES, indicators=["cinemas_100k"])).value

    def test_a_stock_against_a_sum_is_a_share(self, library):
        gap = only(ask(library, "DEP-35", to=["REGION"], indicators=["cinemas"])).gaps[0]
        whole = only(ask(library, "REG-53", indicators=["cinemas"]))
        assert gap.value == whole.value
        assert gap.share == pytest.approx(
            100 * only(ask(library, "DEP-35", indicators=["cinemas"])).value / gap.value
        )
        assert gap.absolute is None and gap.percent is None

    @pytest.mark.parametrize(
        ("territory", "reference"), [("REG-04", "METRO"), (RENNES, "SIMILAR"), ("DEP-35", "REG-52")]
    )
    def test_a_total_that_does_not_hold_the_territory_is_not_shared(self, library, territory, reference):
        gap = only(ask(library, territory, to=[reference], indicators=["population"])).gaps[0]
        assert gap.value > 0 and gap.basis > 1
        assert (gap.share, gap.absolute, gap.percent) == (None, None, None)
        assert "not part of" in gap.reason

    @pytest.mark.parametrize(
        ("territory", "reference"),
        [("DEP-971", "REGION"), ("COM-75056", "DEPARTEMENT"), ("EPCI-200054781", "DEPARTEMENT")],
    )
    def test_a_reference_that_holds_nothing_else_is_the_territory_itself(self, library, territory, reference):
        with pytest.raises(TerritoryError, match=r"itself"):
            ask(library, territory, to=[reference], indicators=["densite"])
        found = ask(library, territory, to=[reference, "FRANCE"], indicators=["densite"])
        assert [gap.reference.key for gap in only(found).gaps] == ["FRANCE"]
        assert any("itself" in note for note in found.notes)

    def test_a_stock_against_one_territory_is_a_gap(self, library):
        gap = only(ask(library, "DEP-35", to=["DEP-29"], indicators=["cinemas"])).gaps[0]
        assert gap.share is None and gap.absolute is not None

    def test_a_median_is_not_recomputed(self, library):
        found = ask(
            library, "COM-35238", to=["FRANCE", "REGION", "SIMILAR"], indicators=["niveau_vie_median"]
        )
        assert only(found).value > 15000
        assert [gap.value for gap in only(found).gaps] == [None] * 3
        assert all(gap.reason and gap.basis == 0 for gap in only(found).gaps)

    def test_similar_are_taken_together(self, library):
        found = ask(library, RENNES, to=["SIMILAR"], indicators=["bibliotheques_10k"], similar_count=7)
        gap = only(found).gaps[0]
        assert (gap.basis, len(gap.reference.codes)) == (7, 7)
        assert RENNES[5:] not in gap.reference.codes

    def test_published_where_nothing_recomposes(self, tmp_path):
        """An index of the departements against that published for the region."""
        library = index_library(tmp_path)
        gap = only(ask(library, "DEP-35", to=["REGION"])).gaps[0]
        assert (gap.value, gap.basis, gap.absolute) == (104.5, 1, -3.5)
        assert only(ask(library, "DEP-35", to=["FRANCE"])).gaps[0].value is None


def index_library(folder):
    """A package of one index at two levels."""
    levels = (Level.REGION, Level.DEPARTEMENT)
    index = replace(LIBRARIES, kind=ValueKind.RATIO, levels=levels, years=(2022,),
                    years_by_level=dict.fromkeys(levels, (2022,)))  # fmt: skip
    package = replace(sample(folder / "p"), indicators=(index,), levels=levels,
                      tables={level: f"{level.value}.csv" for level in levels})  # fmt: skip
    rows = {Level.REGION: [["53", "104.5"]], Level.DEPARTEMENT: [["35", "101"], ["29", "107"]]}
    write_package(package, rows)
    return Library(folder / "library", folder / "p")


EVERY_DEPARTEMENT = 101


def secret_library(folder, cells, codes=("22", "29", "35", "56")):
    """A stock of some departements, those of Bretagne unless told."""
    levels = (Level.DEPARTEMENT,)
    stock = replace(LIBRARIES, levels=levels, years=(2022,), years_by_level={Level.DEPARTEMENT: (2022,)})
    package = replace(sample(folder / "p"), indicators=(stock,), levels=levels,
                      tables={Level.DEPARTEMENT: "departement.csv"})  # fmt: skip
    write_package(package, {Level.DEPARTEMENT: [list(row) for row in zip(codes, cells)]})
    return Library(folder / "library", folder / "p")


class TestSecrecy:
    def test_a_total_that_would_reveal_one_is_not_shown(self, tmp_path):
        library = secret_library(tmp_path, ["10", "s", "30", "40"])
        gap = only(ask(library, "DEP-35", to=["REGION"])).gaps[0]
        assert gap.value is None and gap.share is None
        assert gap.reason
        assert gap.missing == 1

    def test_two_secrets_protect_each_other(self, tmp_path):
        library = secret_library(tmp_path, ["10", "s", "30", "s"])
        gap = only(ask(library, "DEP-35", to=["REGION"])).gaps[0]
        assert (gap.value, gap.basis, gap.missing, gap.share) == (40, 2, 2, 75)

    def test_what_two_references_differ_by_is_not_one_secret(self, tmp_path):
        """France has two secret figures, Bretagne one of them: their difference would be the other."""
        cells = ["10", "s", "30", "40", "s", "60"]
        library = secret_library(tmp_path, cells, ("22", "29", "35", "56", "44", "49"))
        france, region = only(ask(library, "DEP-35", to=["FRANCE", "REGION"])).gaps
        assert (france.value, france.missing) == (140, 2 + EVERY_DEPARTEMENT - 6)
        assert region.value is None and region.reason

    def test_what_is_left_of_a_reference_without_another_is_not_one_secret(self, tmp_path):
        """Three secrets in France, two of them in Bretagne: what is left is the third alone."""
        cells = ["s", "s", "30", "40", "s", "60"]
        library = secret_library(tmp_path, cells, ("22", "29", "35", "56", "44", "49"))
        assert only(ask(library, "DEP-35", to=["REGION"])).gaps[0].value == 70
        france, region = only(ask(library, "DEP-35", to=["REGION", "FRANCE"])).gaps[::-1]
        assert france.value == 130
        assert region.value is None and "other references" in region.reason
        assert (region.basis, region.missing) == (2, 2)

    def test_references_of_other_territories_are_looked_at_too(self, tmp_path):
        """Two secrets in each region and one in a third: France less both is that one."""
        codes = ("22", "29", "35", "44", "49", "53", "14")
        library = secret_library(tmp_path, ["s", "s", "30", "s", "s", "60", "s"], codes)
        one = [gap.value for gap in only(ask(library, "DEP-35", to=["FRANCE", "REGION"])).gaps]
        assert one == [90, 30]
        found = ask(library, "DEP-35", "DEP-53", to=["FRANCE", "REGION"]).figures
        assert [[gap.value for gap in figure.gaps] for figure in found] == [[90, None], [90, 60]]

    def test_secrets_that_protect_each_other_are_told_together(self, tmp_path):
        codes = ("22", "29", "35", "44", "49", "53")
        library = secret_library(tmp_path, ["s", "s", "30", "s", "s", "60"], codes)
        found = ask(library, "DEP-35", "DEP-53", to=["FRANCE", "METRO", "REGION"]).figures
        assert [[gap.value for gap in figure.gaps] for figure in found] == [[90, 90, 30], [90, 90, 60]]

    def test_states_have_no_rank(self, tmp_path):
        library = secret_library(tmp_path, ["10", "s", "nd", "so"])
        found = ask(library, "DEP-22", "DEP-29", "DEP-35", "DEP-56", to=["FRANCE"])
        assert [one.status for one in found.figures] == [
            Status.VALUE, Status.SECRET, Status.MISSING, Status.NOT_APPLICABLE,
        ]  # fmt: skip
        assert [one.rank for one in found.figures] == [1, None, None, None]
        assert {one.of for one in found.figures} == {1}

    def test_ties_share_a_rank(self, tmp_path):
        library = secret_library(tmp_path, ["10", "30", "30", "0"])
        found = ask(library, "DEP-22", "DEP-29", "DEP-35", "DEP-56")
        assert [one.rank for one in found.figures] == [3, 1, 1, 4]
        assert [one.quantile for one in found.figures] == [0.375, 0.75, 0.75, 0.125]

    def test_everything_missing_is_an_answer(self, tmp_path):
        library = secret_library(tmp_path, ["nd", "nd", "nd", "nd"])
        figure = only(ask(library, "DEP-22", to=["FRANCE"]))
        assert (figure.value, figure.rank, figure.of) == (None, None, 0)
        assert figure.gaps[0].value is None and figure.gaps[0].reason


class TestIndicators:
    def test_all_those_offered_by_default(self, library):
        found = ask(library, "REG-53", RENNES, "COM-35238", to=["FRANCE"])
        offered = [one for one in library.indicators() if one.offered]
        assert list(found.indicators) == offered
        assert len(found.figures) + len(found.absent) == 3 * len(offered)
        assert {one.indicator.id for one in found.absent if one.territory.level is Level.EPCI} >= {
            "dep_regions_hab", "niveau_vie_median",
        }  # fmt: skip

    def test_an_unknown_one_suggests(self, library):
        with pytest.raises(IndicatorError, match=r"cinemas"):
            ask(library, "REG-53", indicators=["cinema"])

    def test_absent_at_the_level(self, library):
        with pytest.raises(IndicatorError, match=r"region"):
            ask(library, "COM-35238", indicators=["dep_regions_hab"])
        with pytest.raises(IndicatorError, match=r"2"):
            ask(library, "COM-35238", indicators=["dep_regions_hab", "part_prof_cult"])

    def test_the_nearest_year(self, library):
        found = [only(ask(library, "REG-53", indicators=["musees"], year=y)).year for y in (2010, 2020, 2030)]
        assert found == [2019, 2019, 2023]

    def test_a_typology_has_neither_rank_nor_gap(self, library):
        figure = only(ask(library, "COM-35238", to=["FRANCE"], indicators=["grille_densite"]))
        assert figure.text and figure.rank is None and figure.of == 0
        assert figure.gaps[0].value is None and figure.gaps[0].reason

    def test_evolution(self, library):
        figure = only(ask(library, "REG-53", indicators=["musees_entrees"]))
        assert figure.earlier.year == 2019
        assert figure.earlier.change == pytest.approx(100 * (figure.value / figure.earlier.value - 1))
        assert not figure.earlier.perimeter_changed
        assert only(ask(library, "REG-53", indicators=["cinemas"])).earlier is None

    def test_a_merged_territory_says_that_it_changed(self, library):
        changed = territories().changed(Level.COMMUNE, 2019, 2023)
        code = next(code for code in sorted(changed) if territories().known(Level.COMMUNE, code))
        figure = only(ask(library, f"COM-{code}", indicators=["musees"]))
        assert figure.earlier.perimeter_changed

    def test_classes_are_those_of_the_map(self, library):
        prepared = prepare(library, territories(), MapRequest("bibliotheques_10k", Level.EPCI))
        classes = prepared.rounded.classes(prepared.values)
        row = prepared.codes.index(RENNES[5:])
        request = ComparisonRequest((RENNES,), ("FRANCE",), ("bibliotheques_10k",))
        figure = only(compare(library, territories(), request, with_classes=True))
        assert figure.class_number == classes[row]
        assert figure.class_count == len(prepared.rounded.counts)
        assert figure.gaps[0].classes == figure.class_number - prepared.rounded.classes(figure.gaps[0].value)
        assert only(compare(library, territories(), request)).class_number == 0


class TestNotes:
    @pytest.mark.parametrize(
        ("reference", "word"),
        [
            ("COM-75056", "Paris"),
            ("DEP-75", "Paris"),
            ("EPCI-200046977", "Lyon"),
            ("DEP-67", "Alsace"),
            ("REG-94", "Corse"),
            ("DEP-976", "Mayotte"),
            ("REG-11", "operators"),
            ("EPCI-243500741", "departements"),
        ],
    )
    def test_special_cases_are_said(self, library, reference, word):
        assert any(word in note for note in ask(library, reference, indicators=["cinemas"]).notes)

    def test_ordinary_territories_have_none(self, library):
        assert ask(library, "REG-53", "COM-35238", RENNES, indicators=["cinemas"]).notes == ()

    def test_what_weighs_on_a_reference_is_said(self, library):
        spending = ask(library, "REG-53", to=["FRANCE"], indicators=["dep_regions_hab"]).notes
        assert len(spending) == 2
        assert "Île-de-France" in spending[0] and "Corse" in spending[1]
        assert ask(library, "REG-53", to=["FRANCE"], indicators=["cinemas_100k"]).notes == ()
        jobs = ask(library, "DEP-35", to=["FRANCE", "REGION"], indicators=["part_prof_cult"]).notes
        assert len(jobs) == 1 and jobs[0].startswith("France ")

    def test_epci_that_reach_beyond_their_region(self, library):
        notes = ask(library, RENNES, to=["REGION"], indicators=["cinemas"]).notes
        assert len(notes) == 1 and "Bretagne" in notes[0] and "2 EPCI" in notes[0]


def test_two_hundred_territories(library):
    references = [one.reference for one in territories().all(Level.EPCI)[:200]]
    found = ask(library, *references, to=["FRANCE", "REGION"])
    assert len(found.territories) == 200
    assert len(found.figures) == 200 * sum(Level.EPCI in one.levels for one in found.indicators)


def test_it_stops_when_asked(library):
    class Impatient:
        def set_fraction(self, fraction):
            pass

        def info(self, message):
            pass

        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        compare(library, territories(), ComparisonRequest((RENNES,)), progress=Impatient())


def test_it_stops_while_it_looks_for_similar_territories(library):
    """Those of hundreds of communes take seconds: nothing of them is shown before the first figure."""

    class Patient(Silent):
        asked = 0

        def is_cancelled(self):
            self.asked += 1
            return self.asked > 2

    wanted = tuple(one.reference for one in territories().all(Level.REGION))
    watched = Patient()
    with pytest.raises(Cancelled):
        compare(library, territories(), ComparisonRequest(wanted, ("SIMILAR",)), progress=watched)
    assert watched.asked == 3
