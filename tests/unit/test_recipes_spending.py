# SPDX-License-Identifier: GPL-2.0-or-later
"""Spending of EPCI, departements, regions and of the Ministry, after the published schemas and real files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.recipes.recipe_reader import find_recipe
from tests.unit.recipe_runs import REAL, cells, differences, failed, run, workbook, written

pytest.importorskip("pandas")

real = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")

AMOUNTS = (
    "depenses_culturelles_totales_k_eur,depenses_culturelles_fonctionnement_k_eur,"
    "depenses_culturelles_investissement_k_eur,depenses_culturelles_totales_eur_par_habitant,"
    "part_depenses_culturelles_totales_pct"
)
EUROS = (
    "Dépenses culturelles de fonctionnement (€);Dépenses culturelles d'investissement (€);"
    "Dépenses culturelles totales (€)"
)


def values(row, *columns):
    """Some cells of a row."""
    return [row[column] for column in columns]


def test_epci_have_three_years_in_two_units_and_empty_amounts(tmp_path):
    written(
        tmp_path, "depenses_culturelles_des_groupements_de_communes.csv",
        f"annee,siret,code_insee,libelle_epci,population_annee,{AMOUNTS}",
        '2023,24350013900015,243500139,,460000,46000,40000,6000,100,"12%"',
        '2023,24350013900015,243500139,,460000,46000,40000,6000,100,"12%"',
        '2023,20009999900015,200099999,,10,1,1,0,100,"1%"',
        encoding="utf-8",
    )  # fmt: skip
    written(
        tmp_path, "depenses-culturelles-des-intercommunalites-total.csv",
        "Année;code_insee;Code région;Nom région;Code département;Nom département;Type;libelle_geographique;"
        f"{EUROS};Dépenses culturelles totales par habitant (€);Population;Dépenses totales (€)",
        "2019;243500139;53;Bretagne;35;Ille-et-Vilaine;METRO;Rennes Métropole;30000000.0;4500000.0;"
        "34500000.0;77.0;450000.0;",
        "2020;243500139;53;Bretagne;35;Ille-et-Vilaine;METRO;Rennes Métropole;;;;999.0;452000.0;",
    )  # fmt: skip
    built = run("depenses-epci", tmp_path, tmp_path)
    row = cells(built, Level.EPCI)["243500139"]
    assert values(row, "dep_epci_total_2019", "dep_epci_hab_2019", "dep_epci_fonct_2019") == [
        "34500000", "76.6666666667", "30000000",
    ]  # fmt: skip
    assert values(row, "dep_epci_total_2020", "dep_epci_hab_2020", "dep_epci_pop_2020") == [
        "nd",
        "nd",
        "452000",
    ]
    assert values(row, "dep_epci_total_2023", "dep_epci_hab_2023", "dep_epci_effort_2023") == [
        "46000000",
        "100",
        "12",
    ]
    assert "dep_epci_effort_2020" not in row and "dep_epci_biblio_2019" not in row
    assert built.quality["rows_dropped"] == {"repeated": 1, "unknown": 1}
    assert set(failed(built)) == {"row_count", "unknown_codes"}


def test_epci_have_sectors_in_the_workbook_of_the_atlas(tmp_path):
    workbook(
        tmp_path / "Dépenses culturelles des intercommunalités.xls", "Dépenses culturelles",
        ["Code SIREN", "EPCI", "Secteur", "Fonctionnement", "Investissement", "Total", "Population"],
        ["243500139", "Rennes Métropole", "Bibliothèques et médiathèques", 10.5, 1, 11.5, 450000],
        ["243500139", "Rennes Métropole", "Musées", 5, -0.5, 4.5, 450000],
        ["245900410", "Métropole Européenne de Lille", "Musées", 5, 0, 5, 1149856],
    )  # fmt: skip
    written(
        tmp_path, "depenses-culturelles-des-intercommunalites-total.csv",
        f"Année;code_insee;{EUROS};Population", "2019;243500139;1;2;3;450000", "2020;243500139;1;2;3;450000",
    )  # fmt: skip
    built = run("depenses-epci", tmp_path, tmp_path)
    row = cells(built, Level.EPCI)["243500139"]
    assert values(row, "dep_epci_total_2019", "dep_epci_total_2020", "dep_epci_pop_2019") == [
        "16000",
        "3",
        "450000",
    ]
    assert values(row, "dep_epci_biblio_2019", "dep_epci_musees_2019", "dep_epci_archives_2019") == [
        "11500", "4500", "0",
    ]  # fmt: skip
    assert row["dep_epci_part_biblio_2019"] == "71.875"
    assert built.quality["reconciled"] == {"perimeter": 1}


def test_departements_without_a_code_are_known_by_their_name(tmp_path):
    written(
        tmp_path, "Dépenses_culturelles_des_départements_total_2023.csv",
        f"annee,siret,code_insee,libelle_departement,population_annee,{AMOUNTS}",
        '2023,22350001800013,,Ille-et-Vilaine,1100000,22000,20000,2000,20,"2%"',
        '2023,22220001000013,,Côtes-d’Armor,600000,6000,5000,1000,10,"1%"',
        '2023,20009433200018,,Alsace,1900000,30000,25000,5000,16,"1%"',
        '2023,22970001000013,,LA REUNION,890000,8900,8000,900,10,"1%"',
    )  # fmt: skip
    built = run("depenses-departements", tmp_path, tmp_path)
    rows = cells(built, Level.DEPARTEMENT)
    assert values(rows["35"], "dep_departements_total_2023", "dep_departements_hab_2023") == [
        "22000000",
        "20",
    ]
    assert [rows[code]["dep_departements_total_2023"] for code in ("974", "67", "75", "973")] == [
        "8900000", "nd", "so", "so",
    ]  # fmt: skip
    regions = cells(built, Level.REGION)
    assert [regions[code]["dep_departements_total_2023"] for code in ("53", "94", "11")] == [
        "28000000", "so", "nd",
    ]  # fmt: skip
    assert built.quality["names"]["unknown_name"] == {"Alsace": 1}
    assert "dep_departements_effort_2023" not in regions["53"]


def test_departements_of_2019_and_2020_are_in_euros_and_without_population(tmp_path):
    written(
        tmp_path, "depenses-culturelles-des-departements-total.csv",
        f"Année;Code_insee;Libellé_géographique;{EUROS};Dépenses culturelles totales par habitant (€);"
        "Effort budgétaire total (%)",
        "2019;07;Ardèche;4969380.0;1215810.0;6185190.0;19.0;1.5",
        "2020;7;Ardèche;5000000.0;1000000.0;6000000.0;18.0;1.4",
    )  # fmt: skip
    row = cells(run("depenses-departements", tmp_path, tmp_path), Level.DEPARTEMENT)["07"]
    assert row["dep_departements_total_2019"] == "6185190"
    assert values(row, "dep_departements_hab_publie_2020", "dep_departements_effort_2020") == ["18", "1.4"]
    assert "dep_departements_hab_2020" not in row


def test_regions_without_a_code_are_known_by_their_name(tmp_path):
    written(
        tmp_path, "depenses_culturelles_des_regions.csv",
        f"annee,siret,code_insee,libelle_region,population_annee,{AMOUNTS}",
        '2023,23350001600040,,Bretagne,3400000,34000,30000,4000,10,"2%"',
        '2023,20007695800012,,COLLECTIVITE DE CORSE,350000,31500,30000,1500,90,"2%"',
        '2023,23974001200012,,Ile de France,12000000,84000,70000,14000,7,"2%"',
    )  # fmt: skip
    rows = cells(run("depenses-regions", tmp_path, tmp_path), Level.REGION)
    assert [rows[code]["dep_regions_total_2023"] for code in ("53", "11", "06", "94")] == [
        "34000000", "84000000", "so", "nd",
    ]  # fmt: skip
    assert rows["53"]["dep_regions_effort_2023"] == "2"


def test_the_ministry_is_read_under_a_broken_header_and_corsica_is_not_available(tmp_path):
    written(
        tmp_path, "depenses-du-ministere-de-la-culture-en-region.csv",
        'code_insee;libelle_geographique;Fonctionnement (€);Investissement (€);Total (€);'
        'Fonctionnement euros par habitant;Investissement euros par habitant;"Total',
        "84;Auvergne-Rhônes Alpes;175970131.0;26583962.0;202554093.0;22.0;3.0;25.0",
        "11;Ile-de-France;2042351538.0;334323315.0;2376674853.0;168.0;27.0;195.0",
    )  # fmt: skip
    written(
        tmp_path, "depenses-du-ministere-de-la-culture-departements-copie.csv",
        "code_insee;libelle_geographique;Région;Fonctionnement (€);Investissement (€);Total (€);"
        "Total euros par habitant;Total en %",
        "01;Ain;Auvergne-Rhônes Alpes;3489374.0;750246.0;4239620.0;7.0;100%",
        "20;Corse;Corse;1500000.0;100000.0;1600000.0;5.0;100%",
        "75;Paris;Ile-de-France;1480000000.0;271725123.0;1751725123.0;801.0;100%",
    )  # fmt: skip
    built = run("depenses-ministere", tmp_path, tmp_path)
    regions, rows = cells(built, Level.REGION), cells(built, Level.DEPARTEMENT)
    assert values(regions["84"], "dep_ministere_total_2019", "dep_ministere_invest_2019") == [
        "202554093",
        "26583962",
    ]
    assert values(rows["75"], "dep_ministere_total_2019", "dep_ministere_hab_publie_2019") == [
        "1751725123",
        "801",
    ]
    assert [rows[code]["dep_ministere_total_2019"] for code in ("01", "2A", "2B")] == ["4239620", "nd", "nd"]
    assert "dep_ministere_hab_2019" not in rows["75"]


def test_minus_one_is_not_an_amount_of_the_ministry(tmp_path):
    path = tmp_path / "Dépenses du ministère de la Culture.xls"
    head = ["Dépénses Fonctionnement", "Dépénses Investissement", "Dépénses totales", "Population"]
    workbook(
        path, "Région", ["Région", *head], ["Corse", 4111224.66, 262563.57, 4373788.23, 334938],
        more={"Département": [
            ["Département", *head], ["Ain", 9, 1, 10, 5], ["Corse-du-Sud", -1, -1, -1, 157249],
        ]},
    )  # fmt: skip
    built = run("depenses-ministere", tmp_path, tmp_path)
    rows = cells(built, Level.DEPARTEMENT)
    assert [rows[code]["dep_ministere_hab_2019"] for code in ("01", "2A", "2B")] == ["2", "nd", "nd"]
    assert cells(built, Level.REGION)["94"]["dep_ministere_total_2019"] == "4373788.23"


def test_communes_have_sectors_in_2019_and_a_share_of_their_budget_in_2023(tmp_path):
    workbook(
        tmp_path / "Dépenses culturelles des communes.xls", "Dépenses culturelles",
        ["Code INSEE", "Commune", "Secteur", "Fonctionnement", "Investissement", "Total", "Population"],
        ["69149", "Oullins", "Bibliothèques et médiathèques", 20, 5, 25, 26000],
        ["69152", "Pierre-Bénite", "Musées", 70, 5, 75, 10000],
        ["35238", "Rennes", "Archives", 1, -0.5, 0.5, 217000],
    )  # fmt: skip
    written(
        tmp_path, "depenses_culturelles_des_communes.csv",
        f"annee,siret,siren,nom_commune,code_insee,{AMOUNTS},population_annee",
        '2023,1,1,RENNES,35238,100,90,10,1,"11,4%",220000', '2023,2,2,OULLINS,69149,1,1,0,1,"2,7%",26000',
        '2023,3,3,PIERRE BENITE,69149,1,1,0,1,"3,1%",10000',
    )  # fmt: skip
    recipe = find_recipe("depenses-communes")
    measures = {name: replace(measure, totals={}) for name, measure in recipe.measures.items()}
    rows = cells(run(replace(recipe, measures=measures), tmp_path, tmp_path), Level.COMMUNE)
    assert values(rows["69149"], "dep_communes_biblio_2019", "dep_communes_musees_2019") == ["25000", "75000"]
    assert values(rows["69149"], "dep_communes_part_biblio_2019", "dep_communes_hab_2019") == [
        "25", "2.77777777778",
    ]  # fmt: skip
    assert values(rows["35238"], "dep_communes_archives_2019", "dep_communes_biblio_2019") == ["500", "0"]
    assert rows["35001"]["dep_communes_biblio_2019"] == "nd"
    assert values(rows["35238"], "dep_communes_effort_2023", "dep_communes_total_2023") == ["11.4", "100000"]
    assert rows["69149"]["dep_communes_effort_2023"] == "nd"  # nobody has published that of the two


def test_projects_of_the_recovery_plan_without_a_code_are_known_by_their_commune(tmp_path):
    path = written(
        tmp_path, "pdr_geocode_v17decembre2021.csv",
        "Identifiant_deps;libelle_geographique;Département;Commune;Opération;Montant (€);Enveloppe_2;"
        "code_insee;Code_Insee_Arrondt",
        'A;ÎLE-DE-FRANCE;;Paris;"Transition énergétique\nRenouvellement";50000.0;#REF!;75056;75101',
        "B;BRETAGNE;;Rennes;x;1000000.0;;;", "C;BRETAGNE;;Saint-Malo;x;250000;;35288.0;35288",
        "D;OCCITANIE;;Saint-Denis;x;7;;;", "E;BRETAGNE;;Rennes;x;;;35238;35238",
    )  # fmt: skip
    built = run("plan-relance", path, tmp_path)
    rows = cells(built, Level.COMMUNE)
    assert [rows[code]["relance_montant_2021"] for code in ("75056", "35238", "35288", "35001")] == [
        "50000", "1000000", "250000", "0",
    ]  # fmt: skip
    assert cells(built, Level.REGION)["53"]["relance_projets_2021"] == "3"
    assert built.quality["names"]["ambiguous_name"] == {"Saint-Denis": 1}


# ------------------------------------------------------------------------------------ real files


def columns(name):
    """The published columns of a family, which are in k€ for amounts."""
    amounts = dict.fromkeys((f"dep_{name}_{key}_2019" for key in ("total", "fonct", "invest")), 1000)
    return amounts | dict.fromkeys(
        (f"dep_{name}_{key}_2019" for key in ("pop", "hab", "fonct_hab", "invest_hab")), 1
    )


@real
@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("departements", (Level.DEPARTEMENT, Level.REGION)),
        ("regions", (Level.REGION,)),
        ("ministere", (Level.DEPARTEMENT, Level.REGION)),
    ],
)
def test_the_figures_are_rebuilt_from_the_real_workbooks(tmp_path, name, levels):
    built = run(f"depenses-{name}", REAL / "atlas", tmp_path)
    for level in levels:
        compared, wrong = differences(built, level, columns(name))
        # The population of the two halves of Corse is in the file; the published figures leave it out.
        assert [one for one in wrong if one[0] not in ("2A", "2B") or "_pop_" not in one[1]] == []
        assert compared >= 7 * 18
    assert not {"part_of", "not_same", "bounds"} & set(failed(built))


@real
def test_the_sectors_of_the_real_workbooks_add_up_to_the_total(tmp_path):
    rows = cells(run("depenses-departements", REAL / "atlas", tmp_path), Level.DEPARTEMENT)
    sectors = ("action", "archives", "biblio", "patrimoine", "musees", "culture")
    for row in rows.values():
        if row["dep_departements_total_2019"] != "so":
            parts = sum(float(row[f"dep_departements_{one}_2019"]) for one in sectors)
            assert parts == pytest.approx(float(row["dep_departements_total_2019"]), abs=0.01)
    total = sum(
        float(row["dep_departements_total_2019"])
        for row in rows.values()
        if row["dep_departements_total_2019"] != "so"
    )
    assert total == pytest.approx(947.6e6, abs=0.1e6)
    rows = cells(run("depenses-regions", REAL / "atlas", tmp_path), Level.REGION)
    for code, row in rows.items():
        if code != "06":
            parts = [float(row[f"dep_regions_{one}_2019"]) for one in ("action", "patrimoines")]
            assert sum(parts) == pytest.approx(float(row["dep_regions_total_2019"]), abs=0.01)
    assert float(rows["84"]["dep_regions_total_2019"]) == pytest.approx(58_246_430.33, abs=0.01)


@real
def test_the_sectors_of_communes_add_up_to_their_total(tmp_path):
    built = run("depenses-communes", REAL / "atlas", tmp_path)
    regions = cells(built, Level.REGION)
    others = ("total", "fonct", "invest", "pop", "hab", "fonct_hab", "invest_hab", "part_biblio")
    sectors = [
        column for column in regions["53"]
        if column != "code" and column.removeprefix("dep_communes_").removesuffix("_2019") not in others
    ]  # fmt: skip
    assert len(sectors) == 13
    for row in regions.values():
        # Nothing but zeros beside communes that the file leaves out is not zero.
        parts = sum(float(row[column]) for column in sectors if row[column] != "nd")
        assert parts == pytest.approx(float(row["dep_communes_total_2019"]), abs=0.5)


def test_a_published_list_by_sector_completes_the_totals_without_replacing_them(tmp_path):
    """Its rows of totals are no sector, and another year than that of the totals is left out."""
    written(
        tmp_path, "depenses-culturelles-des-intercommunalites-total.csv",
        f"Année;code_insee;{EUROS};Population", "2019;243500139;30000000.0;4500000.0;34500000.0;450000.0",
    )  # fmt: skip
    written(
        tmp_path, "depenses-culturelles-des-intercommunalites-par-secteur.csv",
        f"Année;code_insee;Secteur;{EUROS}",
        "2019;243500139;Bibliothèques et médiathèques;5000000;1000000;6000000",
        "2019;243500139;Toutes fonctions;30000000;4500000;34500000",
        "2020;243500139;Bibliothèques et médiathèques;1;1;2",
    )  # fmt: skip
    built = run("depenses-epci", tmp_path, tmp_path)
    row = cells(built, Level.EPCI)["243500139"]
    assert values(row, "dep_epci_total_2019", "dep_epci_biblio_2019") == ["34500000", "6000000"]
    assert "dep_epci_biblio_2020" not in row
    assert built.quality["rows_dropped"] == {"left_out_by_annee": 1, "left_out_by_secteur": 1}


def test_a_list_by_sector_that_says_no_unit_is_told_and_not_read(tmp_path):
    written(
        tmp_path, "depenses-culturelles-des-intercommunalites-total.csv",
        f"Année;code_insee;{EUROS};Population", "2019;243500139;30000000.0;4500000.0;34500000.0;450000.0",
    )  # fmt: skip
    written(
        tmp_path, "intercommunalites-par-secteur.csv", "Année;code_insee;Secteur;Total",
        "2019;243500139;Bibliothèques et médiathèques;6000",
    )  # fmt: skip
    built = run("depenses-epci", tmp_path, tmp_path)
    assert any(
        "par secteur" in text and "Dépenses culturelles totales (€)" in text
        for text in built.quality["absent"]
    )
