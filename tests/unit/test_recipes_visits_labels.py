# SPDX-License-Identifier: GPL-2.0-or-later
"""Visits to monuments and museums, contracts and labels, after the published schemas and real files."""

from __future__ import annotations

import pytest

from atlas_culture_plugin.core.errors import RecipeError
from atlas_culture_plugin.core.model import Level
from tests.unit.recipe_runs import REAL, cells, failed, run, workbook, written

pytest.importorskip("pandas")

real = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")


def values(rows, column, *codes):
    """The cells of a column."""
    return [rows[code][column] for code in codes]


def test_monuments_have_a_series_and_paid_and_free_visits(tmp_path):
    path = written(
        tmp_path, "frequentation-des-monuments-nationaux.csv",
        "Année;Région;Code Insee région;Département;Code Insee commune;Libellé géographique commune;"
        "Nom de l'établissement;Gratuit;Payant;Total;Code Insee département",
        "2019;Île-de-France;11;Paris;75056;Paris;Tours de Notre-Dame;0.0;100.0;100.0;75",
        "2020;Île-de-France;11;Paris;75056;Paris;Tours de Notre-Dame;0.0;0.0;0.0;75",
        "2019;Île-de-France;11;Paris;75056;Paris;Panthéon;300.0;600.0;900.0;75",
        "2019;Provence-Alpes- Côte d’Azur;93;Alpes-Maritimes;6088;Nice;Cap;10;30;40;06",
        "2020;Île-de-France;11;Paris;75056;Paris;Panthéon;50.0;150.0;200.0;75",
    )  # fmt: skip
    built = run("monuments-nationaux", path, tmp_path)
    rows = cells(built, Level.COMMUNE)
    assert values(rows, "mn_entrees_2019", "75056", "06088", "35238") == ["1000", "40", "0"]
    assert values(rows, "monuments_nationaux_2020", "75056", "06088", "35238") == ["1", "nd", "0"]
    regions = cells(built, Level.REGION)
    assert values(regions, "mn_part_gratuites_2019", "11", "93", "53") == ["30", "25", "so"]
    assert values(regions, "mn_entrees_2020", "11") == ["200"]


def test_the_long_series_of_museums_leaves_out_those_that_say_nothing(tmp_path):
    path = tmp_path / "frequentation-totale-mdf-2001-a-2016-data-def9.xlsx"
    workbook(
        path, "Feuil1",
        ["REF DU MUSEE", "NEW REGIONS", "NOM DU MUSEE", "VILLE", "Fréquentation", 2001, 2002, 2016],
        ["0105301", "AUVERGNE-RHÔNE-ALPES", "Musée Municipal", "BOURG-EN-BRESSE", "Totale", 1000, "F", 3000],
        ["0105302", "AUVERGNE-RHÔNE-ALPES", "Muséum", "LYON", "Totale", "NC", 500, 1000],
        ["3501201", "BRETAGNE", "Musée", "RENNES", "Totale", "SO", "SO", 0],
        ["9700001", "ÎLE-DE-France", "Louvre", "PARIS", "Totale", "5 372", None, 7000],
    )  # fmt: skip
    built = run("frequentation-musees-2001-2016", path, tmp_path)
    rows = cells(built, Level.REGION)
    assert values(rows, "musees_entrees_2001", "84", "53", "11", "94") == ["1000", "so", "5372", "nd"]
    assert values(rows, "musees_entrees_2002", "84", "11") == ["500", "nd"]
    assert values(rows, "musees_renseignes_2016", "84", "53") == ["2", "1"]
    assert values(rows, "musees_entrees_musee_2016", "84") == ["2000"]


def test_visits_to_museums_have_states_and_a_series(tmp_path):
    path = written(
        tmp_path, "frequentation-des-musees-de-france.csv",
        "IDPatrimostat,IDMuseofile,region,departement,dateappellation,ferme,anneefermeture,nom_du_musee,lien_avec,"
        "ville,codeInseeCommune,annee,payant,gratuit,total,individuel",
        "1,M1,Bretagne,Ille-et-Vilaine,01/02/2003,NON,,Musée,,RENNES,35238,2024,60,40,100,9",
        "2,M2,Bretagne,Ille-et-Vilaine,01/02/2003,OUI,2020,Fermé,,RENNES,35238,2024,F,F,F,",
        "3,M3,Bretagne,Finistère,01/02/2003,NON,,Muet,,BREST,29019,2024,NC,NC,NC,",
        "1,M1,Bretagne,Ille-et-Vilaine,01/02/2003,NON,,Musée,,RENNES,35238,2014,50,30,80,9",
    )  # fmt: skip
    built = run("frequentation-musees", path, tmp_path)
    rows = cells(built, Level.COMMUNE)
    assert values(rows, "musees_entrees_2024", "35238", "29019", "35001") == ["100", "nd", "0"]
    assert values(rows, "musees_2024", "35238", "35001") == ["1", "0"]
    assert values(rows, "musees_entrees_2014", "35238", "29019") == ["80", "nd"]


def test_contracts_tell_a_year_that_is_missing_from_no_contract(tmp_path):
    path = written(
        tmp_path, "contrats-departementaux-lecture.csv",
        "libelle_geographique;code_insee;Département;Code Insee département;Année de lancement;Descriptif",
        '"Occitanie";76;Hautes-Pyrénées;65;2019;"Axes stratégiques :\n« Agir »"',
        "Nouvelle-Aquitaine;75;Creuse;23;2018.0;x", "Nouvelle-Aquitaine;75;Vienne;86;;non communiqués",
        "La Réunion;04;La Réunion;;2021;x",
    )  # fmt: skip
    rows = cells(run("contrats-lecture", path, tmp_path), Level.DEPARTEMENT)
    assert values(rows, "contrat_lecture_2021", "65", "23", "86", "974", "35") == [
        "2019", "2018", "sans_annee", "2021", "hors_liste",
    ]  # fmt: skip


def test_labels_are_read_at_three_levels(tmp_path):
    written(
        tmp_path, "jo2024_communes-labellisees.csv",
        "Code_insee;Code postal;Région;Département;Libellé_geographique",
        "06021;06160;PACA;Alpes-Maritimes;Biot", "69152;69310;AURA;Rhône;Pierre-Bénite", ";35000;;;Rennes",
    )  # fmt: skip
    written(
        tmp_path, "jo2024_epci-labellises.csv",
        "code_insee;code_insee_epci;Code postal;Région;Département;Libepci",
        "35238;243500139;35000;Bretagne;Ille-et-Vilaine;Rennes Métropole",
    )  # fmt: skip
    written(
        tmp_path, "jo-2024-regions-labellisees-terres-de-jeux.csv", "libelle_geographique;code_insee",
        "Hauts-de-France;32", "Bretagne;", "Collectivité territoriale de Guyane;03",
    )  # fmt: skip
    built = run("terres-de-jeux", tmp_path, tmp_path)
    communes, regions = cells(built, Level.COMMUNE), cells(built, Level.REGION)
    assert values(communes, "terre_de_jeux_2024", "06021", "69149", "35238") == ["oui", "oui", "non"]
    assert values(cells(built, Level.EPCI), "terre_de_jeux_2024", "243500139", "200054781") == ["oui", "non"]
    assert values(regions, "terre_de_jeux_2024", "32", "53", "03", "11") == ["oui", "oui", "oui", "non"]


def test_a_commune_out_of_the_programme_is_not_one_that_is_missing(tmp_path):
    workbook(
        tmp_path / "Action coeur de ville.xls", "Action Coeur de Ville",
        ["Commune", "Code Insee", "Action Coeur de Ville"],
        ["Mantes-la-Jolie", "78361", "ACV176"], ["Limay", "78335", "ACV176"], ["Unac", "09318", None],
        ["Oullins", "69149", None], ["Pierre-Bénite", "69152", "ACV999"],
    )  # fmt: skip
    rows = cells(run("action-coeur-de-ville", tmp_path, tmp_path), Level.COMMUNE)
    assert values(rows, "action_coeur_ville_2021", "78361", "78335", "09318", "69149", "35238") == [
        "oui", "oui", "non", "oui", "non",
    ]  # fmt: skip


def test_the_published_list_of_the_programme_has_only_its_communes(tmp_path):
    path = written(
        tmp_path, "programme-action-coeur-de-ville.csv", "insee_com,lib_com,id_acv,lib_acv,date_signature",
        "01004,Ambérieu-en-Bugey,ACV008,Ambérieu-en-Bugey,11-03-2024", "26281,Romans,ACV050,Romans,",
    )  # fmt: skip
    rows = cells(run("action-coeur-de-ville", path, tmp_path), Level.COMMUNE)
    assert values(rows, "action_coeur_ville_2026", "01004", "26281", "35238") == ["oui", "oui", "non"]


@real
def test_the_programme_has_234_communes_in_the_real_workbook(tmp_path):
    built = run("action-coeur-de-ville", REAL / "atlas", tmp_path)
    column = [row["action_coeur_ville_2021"] for row in cells(built, Level.COMMUNE).values()]
    assert column.count("oui") == 234
    assert len(column) - column.count("oui") - column.count("non") < 20  # those split since
    assert "row_count" not in failed(built)


def test_one_list_of_communes_epci_and_departements_gives_each_level_its_own(tmp_path):
    """The list of the label mixes levels: the code of the seat of an EPCI must not label its commune."""
    path = written(
        tmp_path, "label-100-eac.csv", "Région;Collectivité;Type;Code Insee;Année",
        "Bretagne;Rennes;Commune;35238;2022", "Bretagne;Cancale;commune;;2023",
        "Bretagne;Rennes Métropole;Métropole;243500139;2023",
        "Bretagne;CC Bretagne Romantique;Communauté de communes;;2024",
        "Occitanie;Gers;Département;32;2024", "Occitanie;Auch;Ville;32013;2025", "Corse;Corte;Pays;2B096;",
    )  # fmt: skip
    built = run("label-eac", path, tmp_path)
    communes, epci = cells(built, Level.COMMUNE), cells(built, Level.EPCI)
    told = values(communes, "label_eac_2026", "35238", "35049", "32013", "35281", "2B096")
    assert told == ["oui", "oui", "oui", "non", "non"]
    assert values(epci, "label_eac_2026", "243500139", "243500667") == ["oui", "non"]
    assert values(cells(built, Level.DEPARTEMENT), "label_eac_2026", "32", "35") == ["oui", "non"]
    assert built.quality["names"] == {"named": {"Cancale": 1, "CC Bretagne Romantique": 1}}
    assert failed(built) == ["row_count", "row_count", "row_count", "taken_by_none"]


def test_a_type_in_another_spelling_and_a_name_of_several_communes_are_told(tmp_path):
    """Neither may make an authority one « without the label » in silence."""
    path = written(
        tmp_path, "label-100-eac.csv", "Collectivité;Type;Code Insee",
        "Rennes;Commune;35238", "Balan;Commune;", "Rennes Métropole;EPCI;243500139", "Gers;Département;32",
        "Auch;Communes labellisées;32013", "Cancale;Communes labellisées;35049", "Jean Dupont;Mme Dupont;",
    )  # fmt: skip
    built = run("label-eac", path, tmp_path)
    communes = cells(built, Level.COMMUNE)
    # Balan is in the Ain and in the Ardennes: nobody knows which.
    assert values(communes, "label_eac_2026", "35238", "01027", "08043", "35281") == [
        "oui",
        "nd",
        "nd",
        "non",
    ]
    told = [one["message"] for one in built.quality["checks"] if one["id"] == "taken_by_none"]
    assert len(told) == 1 and "“Communes labellisées” (2), others (1)" in told[0]
    assert "Dupont" not in str(built.quality)


def test_the_list_of_the_label_without_levels_is_refused_with_its_columns(tmp_path):
    path = written(tmp_path, "label-100-eac.csv", "Ville;Rang", "Rennes;1")
    with pytest.raises(RecipeError, match="no column “Collectivité”"):
        run("label-eac", path, tmp_path)
