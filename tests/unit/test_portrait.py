# SPDX-License-Identifier: GPL-2.0-or-later
"""What a portrait says: the figures of the comparison, nothing hidden, nothing invented."""

from __future__ import annotations

import json
import math

import pytest

from atlas_culture_plugin import paths
from atlas_culture_plugin.core.comparison import portrait_cells, portrait_template, portrait_texts
from atlas_culture_plugin.core.comparison.compare import compare
from atlas_culture_plugin.core.comparison.model import ComparisonRequest
from atlas_culture_plugin.core.comparison.portrait import compared, portrait
from atlas_culture_plugin.core.comparison.portrait_maps import MapChooser
from atlas_culture_plugin.core.comparison.portrait_plan import plan_all, plan_chosen
from atlas_culture_plugin.core.errors import StyleError, TerritoryError
from atlas_culture_plugin.core.library import Library
from atlas_culture_plugin.core.model import Level, Status, ValueKind
from atlas_culture_plugin.core.territories import territories
from tests.unit.samples import sample

RENNES, PARIS, LYON = "EPCI-243500139", "COM-75056", "EPCI-200046977"


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    return Library(tmp_path_factory.mktemp("library"), paths.data("packages"))


@pytest.fixture(scope="module")
def describe(library):
    """The portrait of a territory."""

    def made(reference, references=("FRANCE", "REGION"), template="complet"):
        known = territories()
        territory = known.find(reference)
        comparison = compared(library, known, [territory], references)
        return portrait(comparison, territory, library, known, portrait_template.find(template))

    return made


def rows(made):
    """The rows of all the tables, by indicator."""
    return {row.figure.indicator.id: row for block in made.blocks for row in block.rows}


def printed_number(text):
    """The number that a cell shows, without its mark and spaces."""
    return float(text.rstrip("*").replace(",", "").replace("\u2212", "-").rstrip("%"))


def test_the_figures_are_those_of_the_comparison(describe, library):
    made = rows(describe(RENNES))
    request = ComparisonRequest((RENNES,), ("FRANCE", "REGION"))
    figures = {one.indicator.id: one for one in compare(library, territories(), request).figures}
    assert len(made) > 30
    for name, row in made.items():
        figure = figures[name]
        assert row.figure == figure
        assert printed_number(row.value) == pytest.approx(
            figure.value, abs=0.5 * 10**-figure.indicator.decimals
        )
        for shown, gap in zip(row.against, figure.gaps):
            assert shown.value.endswith("*") == (gap.missing > 0), name
            if gap.share is not None:
                assert "share" in shown.gap
            elif gap.percent is not None and figure.indicator.unit != "%":
                assert printed_number(shown.gap) == pytest.approx(gap.percent, abs=0.5)


def test_every_indicator_of_the_level_is_a_row_or_is_said(describe, library):
    for reference in (RENNES, "COM-15031", "DEP-976", "REG-53"):
        made = describe(reference)
        level = territories().find(reference).level
        offered = [one for one in library.indicators() if one.offered and level in one.levels]
        said = " ".join(text for block in made.blocks for text in block.sentences)
        with_row = rows(made)
        missing = [one.id for one in offered if one.id not in with_row and one.label not in said]
        assert missing == [], reference


def test_states_are_not_mixed_up(describe):
    made = describe("DEP-976")
    employment = next(block for block in made.blocks if block.theme.id == "emploi")
    assert employment.rows == ()
    assert len(employment.sentences) == 1
    assert employment.sentences[0].startswith("Not available: ")
    facilities = next(block for block in made.blocks if block.theme.id == "offre")
    shown = {row.figure.indicator.id for row in facilities.rows}
    assert "cinemas" not in shown
    assert any(text.startswith("Not available: Cinemas (2022)") for text in facilities.sentences)


def test_zeros_are_told_together_and_zero_reads_zero(describe):
    made = describe("COM-15031")
    facilities = next(block for block in made.blocks if block.theme.id == "offre")
    zeros = next(text for text in facilities.sentences if text.startswith("Zero: "))
    assert "Festivals (2019)" in zeros
    assert all(row.value != "0" for row in facilities.rows)
    key = next(one for one in made.keys if one.figure.indicator.id == "cinemas_100k")
    assert key.value == "0"
    # A few zeros stay in the table: they are figures.
    some = rows(describe("DEP-976"))
    assert some["festivals_arts_visuels"].value == "0"
    assert some["festivals_arts_visuels"].figure.status is Status.VALUE


def test_a_territory_with_few_figures_has_a_shorter_portrait(describe):
    few, many = describe("COM-15031"), describe("COM-35238")
    assert len(rows(few)) < 5 < 25 < len(rows(many))
    assert len(few.keys) < len(many.keys) == 8
    assert few.similar is None
    assert "Too little is known of Celles" in few.alone


def test_a_reference_that_is_the_territory_itself_is_left_out(describe):
    assert [one.label for one in describe("DEP-976").references] == ["France"]
    assert [one.label for one in describe("REG-53").references] == ["France"]
    assert [one.label for one in describe(PARIS).references] == ["France", "Île-de-France"]
    assert [one.label for one in describe(PARIS, ("FRANCE", "DEPARTEMENT")).references] == ["France"]


def test_what_a_reference_rests_on_is_said(describe):
    made = describe(RENNES)
    figure = rows(made)["dep_epci_hab"].figure
    france = figure.gaps[0]
    assert france.missing > 0
    label = portrait_cells.partial_label(france.reference, france.basis, france.missing)
    assert label == f"France ({france.basis} of {france.basis + france.missing:,} intermunicipal bodies)"
    assert any(text.startswith("* ") and label.split(" (")[1] in text for text in made.method)


def test_a_median_has_no_reference_and_the_reason_is_given(describe):
    made = describe("COM-35238")
    row = rows(made)["niveau_vie_median"]
    assert [one.value for one in row.against] == ["–", "–"]
    assert any("median" in text.lower() and text.startswith("–") for text in made.method)


def test_special_cases_are_footnoted(describe):
    assert any("Paris is a commune and a departement" in text for text in describe(PARIS).notes)
    assert any("Métropole de Lyon" in text for text in describe(LYON).notes)
    assert any("Corse" in text for text in describe("REG-94").notes)
    known = territories()
    astride = next(code for code in known.codes(Level.EPCI) if known.spread(code, Level.DEPARTEMENT) == 2)
    inside = ("FRANCE", "DEPARTEMENT")
    assert any("lies across 2 departements" in text for text in describe(f"EPCI-{astride}", inside).notes)


def test_a_seat_is_told_where_it_chooses_the_reference(describe):
    """CA Redon Agglomération: three departements of two regions; CC Poher Communauté: of one region."""
    redon, poher = describe("EPCI-243500741"), describe("EPCI-242900744")
    told = [text for text in redon.notes if "lies across" in text]
    assert told == [
        "CA Redon Agglomération lies across 2 regions; it is compared with that of its seat, Bretagne."
    ]
    assert redon.where.endswith("Morbihan, Bretagne, Pays de la Loire")
    assert not any("lies across" in text for text in poher.notes)
    assert not any("lies across" in text for text in describe("EPCI-243500741", ("FRANCE",)).notes)


def test_where_all_is_zero_the_reading_note_takes_the_first_figure(describe):
    """A village destroyed in 1916 has no inhabitant: no rate of it tells anything."""
    made = describe("COM-55039")
    assert made.keys[0].value == "0"
    assert "population" in made.reading
    assert "density" not in made.reading


def test_the_share_of_a_zero_is_a_plain_zero(describe):
    against = rows(describe("COM-55039"))["population"].against
    assert [one.gap for one in against] == ["share 0%", "share 0%"]


def test_what_partial_references_rest_on_is_told_line_by_line(describe):
    lines = [text for text in describe(RENNES).method if text.startswith("*")]
    assert len(lines) > 5
    assert lines[0].endswith("not available or secret:")
    assert all(text.startswith("* France (") and text.endswith(".") for text in lines[1:])


def test_lines_on_partial_references_can_be_one_paragraph():
    lines = ["Rank: 1.", "* Without:", "* France: 2.", "* Bretagne: 3.", "Zero is a value."]
    together = ["Rank: 1.", "* Without: France: 2. Bretagne: 3.", "Zero is a value."]
    assert portrait_texts.in_paragraphs(lines) == together


def test_the_reading_note_speaks_of_a_rate_and_of_its_rank(describe):
    made = describe(RENNES)
    figure = made.keys[2].figure
    assert made.reading.startswith("Reading note: in 2022")
    ranked = f"Its rank is {figure.rank}th of {figure.of:,} intermunicipal bodies, the first being"
    assert ranked in made.reading
    assert not figure.is_stock


def test_where_a_territory_is(describe):
    assert describe(RENNES).where == "Ille-et-Vilaine, Bretagne"
    assert describe("COM-35238").where == "Rennes Métropole, Ille-et-Vilaine, Bretagne"
    assert describe("REG-53").where == ""
    assert describe("DEP-976").where == ""
    assert dict(describe("REG-53").facts)["EPCI"] == "61"


def test_sources_name_every_producer_with_its_years(describe):
    made = describe(RENNES)
    for row in rows(made).values():
        for text in row.figure.indicator.source.split(" ; "):
            assert any(text.strip() in one and str(row.figure.year) in one for one in made.sources)


def test_the_summary_has_ratios_only_and_no_map(describe):
    made = describe(RENNES, template="synthese")
    kinds = {row.figure.indicator.kind for block in made.blocks for row in block.rows}
    assert kinds == {ValueKind.RATIO}
    assert all(block.mapped == () and block.charts == () for block in made.blocks)


def test_too_many_references_are_refused(library):
    known = territories()
    with pytest.raises(TerritoryError, match="room for 3 references, not 4"):
        compared(library, known, [known.find(RENNES)], ("FRANCE", "METRO", "REGION", "DEPARTEMENT"))


def test_no_figure_at_all_is_said(tmp_path):
    sample(tmp_path)
    library, known = Library(tmp_path / "none", tmp_path), territories()
    chosen = [known.find("COM-35001")]
    with pytest.raises(TerritoryError, match="Nothing is known of Acigné"):
        portrait(compared(library, known, chosen), chosen[0], library, known, portrait_template.find(""))


def test_neighbours_have_one_map_with_the_same_classes(library):
    known = territories()
    chooser = MapChooser(library, known)
    spending = [library.indicator("dep_epci_hab")]
    maps = {chooser.choose(known.find(one), spending) for one in (RENNES, "EPCI-200069409")}
    assert len(maps) == 1
    one = maps.pop()
    assert (one.level, one.within) == (Level.EPCI, "REG-53")


@pytest.mark.parametrize(
    ("reference", "indicator", "level", "within"),
    [
        ("REG-53", "bibliotheques_10k", Level.EPCI, "REG-53"),
        ("REG-53", "part_prof_cult", Level.DEPARTEMENT, "REG-53"),
        ("DEP-35", "bibliotheques_10k", Level.EPCI, "REG-53"),
        # One EPCI covers all of it: its neighbours tell more.
        ("DEP-75", "densite", Level.DEPARTEMENT, "REG-11"),
        ("DEP-92", "bibliotheques_10k", Level.DEPARTEMENT, "REG-11"),
        (RENNES, "densite", Level.COMMUNE, "REG-53"),
        ("COM-35238", "bibliotheques_10k", Level.COMMUNE, "DEP-35"),
        (PARIS, "bibliotheques_10k", Level.COMMUNE, "REG-11"),
    ],
)
def test_the_level_of_the_small_maps(library, reference, indicator, level, within):
    known = territories()
    made = MapChooser(library, known).choose(known.find(reference), [library.indicator(indicator)])
    assert (made.level, made.within) == (level, within)


def test_no_map_where_nothing_differs(library):
    known = territories()
    chooser = MapChooser(library, known)
    assert chooser.choose(known.find("DEP-976"), [library.indicator("part_prof_cult")]) is None


def test_templates_can_be_copied_and_changed(tmp_path):
    shipped = json.loads(paths.resources("portraits", "complet.json").read_text(encoding="utf-8"))
    own = tmp_path / "regional.json"
    own.write_text(json.dumps({**shipped, "key_figures": 4, "themes": ["depenses"]}), encoding="utf-8")
    assert portrait_template.find(str(own)).key_figures == 4
    assert portrait_template.find("regional", tmp_path).themes == ("depenses",)
    names = [one.name for one in portrait_template.templates(tmp_path)]
    assert names == ["complet", "synthese", "regional"]


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"rows": "some"}', '{"key_figures": -1}', '{"key_figures": true}', '{"themes": "offre"}',
     '{"maps": "yes"}', "[" * 3000],
)  # fmt: skip
def test_a_damaged_template_is_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "mien.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StyleError, match=r"mien\.json is not a portrait template"):
        portrait_template.find(str(path))


def test_an_unknown_template_names_those_that_exist():
    with pytest.raises(StyleError, match="complet, synthese"):
        portrait_template.find("long")


def test_indicators_of_the_shipped_templates_exist(library):
    known = {one.id for one in library.indicators()}
    for one in portrait_template.templates():
        assert {*one.key_indicators, *one.chart_indicators, *one.map_indicators} <= known
        assert set(one.themes) == {theme.id for theme in library.themes()}


def test_a_plan_for_all_the_epci_of_a_region():
    plan = plan_all(Level.EPCI, "REG-53", territories())
    assert len(plan.pages) == 61
    assert len({page.slug for page in plan.pages}) == 61
    slugs = {page.name: page.slug for page in plan.pages}
    assert slugs["Rennes Métropole"] == "epci-243500139-rennes-metropole"
    with pytest.raises(TerritoryError, match="holds no territory"):
        plan_all(Level.REGION, "DEP-35", territories())


def test_what_is_not_understood_is_told_and_loses_no_other():
    plan = plan_chosen(["REG-53", "Nulle-Part", "Rennes Métropole", "REG-53"], territories())
    assert [page.territory.reference for page in plan.pages] == ["REG-53", RENNES]
    assert len(plan.failed) == 1
    assert "Nulle-Part" in plan.failed[0]
    with pytest.raises(TerritoryError, match="Nulle-Part"):
        plan_chosen(["Nulle-Part"], territories())
    with pytest.raises(TerritoryError, match="no territory to describe"):
        plan_chosen([], territories())


def test_shares_never_read_as_zero(describe):
    row = rows(describe("COM-35001"))["superficie_km2"]
    share = row.figure.gaps[0].share
    assert 0 < share < 0.01
    assert row.against[0].gap == "share < 0.01%"
    assert math.isfinite(share)
