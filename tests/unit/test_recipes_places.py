# SPDX-License-Identifier: GPL-2.0-or-later
"""Places, libraries and visits, after the published schemas and real files."""

from __future__ import annotations

import pytest

from atlas_culture_plugin.core.model import Level
from tests.unit.recipe_runs import cells, failed, run, workbook, written

pytest.importorskip("pandas")

#: The columns of Basilic that count, in the order of the file of 2026.
BASILIC = (
    "Nom;code_insee;Code Insee Arrondt;Type équipement ou lieu;Label et appellation;Domaine;"
    "Surface_Bibliotheque;Rang;Ident;Demographie_AP"
)
ROWS = (
    "Louvre;75101;751;Musée;Musée de France;Patrimoine;;1;MUSF;Actif",
    "Palais du Louvre;75101;751;Monument;Monument historique;Patrimoine;;2;MONH;Actif",
    '"Médiathèque; annexe";75118;751;Bibliothèque;;Lecture publique;120.0;3;BIBL;Actif',
    "Bibliothèque;69388;691;Bibliothèque;;Lecture publique;0;4;BIBL;Actif",
    "Bibliothèque;35238;353;Bibliothèque;;Lecture publique;;5;BIBL;Actif",
    "Bibliothèque;35238;353;Bibliothèque;;Lecture publique;;5;BIBL;Actif",
    "Fermée;35238;353;Bibliothèque;;Lecture publique;80;6;BIBL;Fermé",
    'Estuaire;"97411 ; 97408";974;Espace protégé;Patrimoine mondial de l’Unesco;Patrimoine;;7;UNES;Actif',
    "Librairie;1004;11;Librairie;;Livre et presse;;8;LIBR;Actif",
    "Écho;97502;;Cinéma;Art et essai;Cinéma;;9;CINE;Actif",
)


def values(rows, column, *codes):
    """The cells of a column."""
    return [rows[code][column] for code in codes]


def test_places_are_counted_by_domain_type_and_label(tmp_path):
    built = run("basilic-lieux", written(tmp_path, "basilic.csv", BASILIC, *ROWS, end="\r\n"), tmp_path)
    rows = cells(built, Level.COMMUNE)
    assert values(rows, "lieux_2026", "75056", "69123", "35238", "01004", "35001") == [
        "3",
        "1",
        "1",
        "1",
        "0",
    ]
    assert values(rows, "lieux_hors_mh_2026", "75056", "35001") == ["2", "0"]
    assert values(rows, "bibliotheques_2026", "75056", "69123", "35238") == ["1", "1", "1"]
    assert values(rows, "label_mh_2026", "75056", "35238") == ["1", "0"]
    assert values(rows, "lieux_labellises_2026", "75056", "35238") == ["2", "0"]
    assert values(rows, "librairies_2026", "01004") == ["1"]
    assert values(rows, "lieux_domaine_patrimoine_2026", "75056") == ["2"]
    departements = cells(built, Level.DEPARTEMENT)
    people = int(departements["75"]["population_2023"])
    assert float(departements["75"]["lieux_10k_2026"]) == pytest.approx(3e4 / people)
    assert built.quality["rows_dropped"] == {
        "left_out_by_activite": 1,
        "overseas_collectivity": 1,
        "repeated": 1,
    }
    assert built.quality["reconciled"]["arrondissement"] == 3


def test_a_site_on_two_communes_counts_in_both_and_once_in_their_departement(tmp_path):
    built = run("basilic-lieux", written(tmp_path, "basilic.csv", BASILIC, *ROWS), tmp_path)
    rows = cells(built, Level.COMMUNE)
    assert values(rows, "label_unesco_2026", "97411", "97408", "97401") == ["1", "1", "0"]
    assert cells(built, Level.DEPARTEMENT)["974"]["label_unesco_2026"] == "1"
    assert "conserved" not in failed(built)


def test_the_codes_of_the_other_exports_give_the_same_communes(tmp_path):
    """Before 2022 the code was that of the city, and the other column had the arrondissement."""
    older = [
        row.replace(";75101;751;", ";75056;75101;").replace(";75118;751;", ";75056;75118;") for row in ROWS
    ]
    header = BASILIC.replace("Type équipement ou lieu", "Type_equipement_ou_lieu").replace(
        "code_insee", "Code_Insee"
    )
    now = run("basilic-lieux", written(tmp_path, "basilic.csv", BASILIC, *ROWS), tmp_path)
    communes = cells(now, Level.COMMUNE)
    then = run("basilic-lieux", written(tmp_path, "basilic.csv", header, *older), tmp_path)
    assert cells(then, Level.COMMUNE) == communes


def test_libraries_of_the_same_kind_are_not_one_library(tmp_path):
    """« Ident » is the kind of place: all libraries have the same."""
    built = run("bibliotheques", written(tmp_path, "basilic.csv", BASILIC, *ROWS), tmp_path)
    rows = cells(built, Level.COMMUNE)
    assert values(rows, "bibliotheques_2026", "75056", "69123", "35238", "35001") == ["1", "1", "1", "0"]
    assert values(rows, "biblio_surface_2026", "75056", "69123", "35001") == ["120", "nd", "0"]
    assert built.quality["rows_dropped"]["repeated"] == 1


def test_the_extract_of_2021_has_other_headers_and_no_closed_library(tmp_path):
    workbook(
        tmp_path / "Geoloc Biblios.xlsx", "Sheet1",
        ["Identifiant_Deps", "Type", "Code_Insee", "Code_Insee_Arrondt", "Surface_Bibliotheque", "code_bib"],
        ["BIBL_52050_0001", "Bibliothèque municipale", "52050", "52050", 100, "LI1"],
        ["BIBL_52050_0001", "Bibliothèque municipale", "52050", "52050", 0, "LI2"],
        ["BIBL_75056_0001", "Bibliothèque municipale", "75056", "75101", None, "LI3"],
    )  # fmt: skip
    built = run("bibliotheques", tmp_path / "Geoloc Biblios.xlsx", tmp_path)
    rows = cells(built, Level.COMMUNE)
    assert values(rows, "bibliotheques_2021", "52050", "75056") == ["2", "1"]
    assert values(rows, "biblio_surface_moyenne_2021", "52050", "75056", "35001") == ["100", "nd", "so"]
