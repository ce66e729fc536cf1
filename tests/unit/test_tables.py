# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of the user: what is guessed of each trap, what is made of them; then the real files."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from atlas_culture_plugin.core import i18n
from atlas_culture_plugin.core.errors import AtlasError, Cancelled, RecipeError
from atlas_culture_plugin.core.model import Level, ValueKind
from atlas_culture_plugin.core.package import validate
from atlas_culture_plugin.core.progress import Silent
from atlas_culture_plugin.core.tables.book import headers_of
from atlas_culture_plugin.core.tables.choices import Absent, Kind, read_choices
from atlas_culture_plugin.core.tables.importing import build_import, plan_import
from atlas_culture_plugin.core.tables.personal import is_personal
from atlas_culture_plugin.core.tables.templates import save_template, templates
from atlas_culture_plugin.core.tables.words import slug, unit_in, without_year
from atlas_culture_plugin.core.tables.years import Origin
from atlas_culture_plugin.core.territories import territories

pytest.importorskip("pandas")

SHARED = Path(__file__).resolve().parents[3] / "shared"
ATLAS = SHARED / "data" / "atlas"


@pytest.fixture
def plan(tmp_path):
    """Plan the import of a text, or of a file."""

    def of(text, name="table.csv", **more):
        path = text
        if isinstance(text, str):
            path = tmp_path / name
            path.write_text(text, encoding="utf-8")
        return plan_import(path, territories(), Silent(), **more)

    return of


@pytest.fixture
def cells(tmp_path):
    """Build a plan; return the rows of a level by code."""

    def of(made, level="commune"):
        built = build_import(made, tmp_path, territories(), Silent())
        assert validate(built.package.folder) == []
        with (built.package.folder / f"{level}.csv").open(encoding="utf-8", newline="") as stream:
            return {row["code"]: row for row in csv.DictReader(stream)}

    return of


def kept(made):
    return {one.header: one for one in made.choices.kept()}


def left(made):
    return {one.header: one.why for one in made.choices.columns if one.skip}


# ---------------------------------------------------------------------------------- territories


@pytest.mark.parametrize(
    ("text", "column", "level", "names"),
    [
        ("code;n\n1004;5\n35238;7\n29019;8\n", "code", Level.COMMUNE, False),  # a lost zero
        ("insee;n\n35238.0;5\n29019.0;7\n", "insee", Level.COMMUNE, False),
        ("Dép.;Nb de lieux\n01;5\n2A;7\n35;8\n", "Dép.", Level.DEPARTEMENT, False),
        (
            "Code;Région;n\n53;Bretagne;1\n52;Pays de la Loire;3\n28;Normandie;2\n",
            "Code",
            Level.REGION,
            False,
        ),
        ("Code;Dép;n\n53;Mayenne;1\n52;Haute-Marne;3\n28;Eure-et-Loir;2\n", "Code", Level.DEPARTEMENT, False),
        ("siren;n\n243500139;1\n242900314;2\n", "siren", Level.EPCI, False),
        (
            "Département,Festivals\nAin,3\nIlle et Vilaine,4\nCôtes-d'Armor,5\n",
            "Département",
            Level.DEPARTEMENT,
            True,
        ),
        ("ville;n\nRennes;1\nBrest;2\nSt-Malo;5\n", "ville", Level.COMMUNE, True),
        ("code postal;code insee;n\n35000;35238;1\n29200;29019;4\n", "code insee", Level.COMMUNE, False),
        ("code région;code insee;n\n53;35238;1\n53;29019;4\n", "code insee", Level.COMMUNE, False),
        ("Code insee;n\n69151;4\n69152;2\n35238;1\n", "Code insee", Level.COMMUNE, False),  # merged ones
    ],
)
def test_the_column_of_territories_is_found(plan, text, column, level, names):
    choices = plan(text).choices
    assert (choices.code, choices.level, choices.names) == (column, level, names)


@pytest.mark.parametrize("zero", ["0", "0,5", "0.0"])
def test_a_zero_among_small_counts_is_no_code(plan, zero):
    counts = ["3", "12", "7", "22", "5", "13", "2", "8", "35", "44", zero]
    with pytest.raises(RecipeError, match="No column"):
        plan("titre;fichiers\n" + "".join(f"Jeu {rank};{count}\n" for rank, count in enumerate(counts)))


def test_small_counts_are_not_codes_of_departements(plan):
    choices = plan("Territoire;Musées\nAin;3\nFinistère;12\nMorbihan;7\nVar;22\n").choices
    assert choices.code == "Territoire" and choices.names


def test_other_territories_are_told(plan):
    text = "Zone d'emploi;Code;n\nMont-de-Marsan;0050;1\nAlençon;0051;3\nCosne - Clamecy;0052;2\n"
    with pytest.raises(RecipeError, match=r"Zone d'emploi.*not a level"):
        plan(text)


def test_the_share_of_codes_is_told_with_what_is_not_understood(plan):
    made = plan("code insee;n\n35238;1\n29019;2\n35999;3\nTOTAL;6\n")
    assert (made.recognised.known, made.recognised.cells) == (2, 4)
    assert set(made.recognised.examples) == {"35999", "TOTAL"}


def test_sums_are_offered_only_where_the_table_covers_half_of_the_people(plan):
    ille = [one for one in territories().all(Level.COMMUNE) if one.departement == "35"]
    rows = "".join(f"{one.code};{rank}\n" for rank, one in enumerate(ille))
    assert plan("code insee;lieux\n" + rows).choices.levels == (Level.DEPARTEMENT, Level.EPCI, Level.COMMUNE)


# ----------------------------------------------------------------------------------------- years


@pytest.mark.parametrize(
    ("text", "name", "value", "origin"),
    [
        ("code;annee;n\n35;2021;1\n22;2022;3\n", "t.csv", 0, Origin.COLUMN),
        ("code;n 2019;n 2020\n35;1;2\n22;3;4\n", "t.csv", 2020, Origin.HEADERS),
        ("code;n\n35;1\n22;3\n", "bilan_2017_v2.csv", 2017, Origin.FILE),
    ],
)
def test_the_year_is_found_and_what_said_it(plan, text, name, value, origin):
    made = plan(text.replace("code", "code dep"), name)
    assert (made.year.value, made.year.origin) == (value, origin)


def test_a_table_without_a_year_says_so(plan, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("code dep;n\n35;1\n22;3\n", encoding="utf-8")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    made = plan(path)
    assert made.year.value == 2020 and any("Nothing says the year" in note for note in made.notes)


def test_the_year_of_a_files_name_is_asked_about(plan):
    made = plan("code dep;n\n35;1\n22;3\n", "publication 2024.csv")
    assert any("or of the release" in note for note in made.notes)


def test_long_headers_that_begin_alike_are_as_many_indicators(plan):
    long = "Fréquentation annuelle des équipements culturels de proximité"
    text = f"Code INSEE;{long} du nord (2021);{long} du sud (2022)\n35238;10;20\n35047;30;40\n"
    kept = plan(text).choices.kept()
    assert [(one.label.rpartition(" ")[2], one.year) for one in kept] == [("nord", 2021), ("sud", 2022)]
    assert len({one.id for one in kept}) == 2


def test_every_year_of_a_wide_table_is_read(plan, cells):
    made = plan("code dep;2019;2020;2021;Surface (m²)\n35;10;11;12;5\n22;5;6;NC;7\n", "entrées.csv")
    rows = cells(made, "departement")
    assert [rows["22"][f"valeur_{year}"] for year in (2019, 2020, 2021)] == ["5", "6", "nd"]
    assert rows["35"]["surface_2021"] == "5" and "surface_2019" not in rows["35"]


# --------------------------------------------------------------------------------------- columns


def column(plan, header, values):
    text = f"code insee;{header}\n" + "".join(
        f"{code};{v}\n" for code, v in zip(("35238", "29019", "35288"), values)
    )
    return kept(plan(text))[header]


@pytest.mark.parametrize(
    ("header", "values", "kind", "unit", "factor"),
    [
        ("Budget (k€)", ("1 200,5", "3", "8"), Kind.STOCK, "€", 1000),
        ("depenses_totales_k_eur", ("12", "3", "8"), Kind.STOCK, "€", 1000),
        ("Subventions (M€)", ("1,5", "3", "8"), Kind.STOCK, "€", 1e6),
        ("Montant en €", ("12", "3", "8"), Kind.STOCK, "€", 1),
        ("Taux de pauvreté", ("12,5", "3,1", "8"), Kind.PUBLISHED, "%", 1),
        ("Part", ("2,7 %", "3 %", "8 %"), Kind.PUBLISHED, "%", 1),
        ("% culture", ("0,027", "0,31", "0,08"), Kind.PUBLISHED, "%", 100),
        ("Lieux pour 10 000 hab.", ("1,5", "3,1", "8"), Kind.PUBLISHED, "pour 10 000 hab.", 1),
        ("Dépenses par habitant", ("15", "31", "8"), Kind.PUBLISHED, "€/hab.", 1),
        ("Niveau de vie médian", ("20100", "21000", "22000"), Kind.PUBLISHED, "€", 1),
        ("Nombre de cinémas", ("2", "3", "8"), Kind.STOCK, "cinémas", 1),
        ("écrans", ("2", "3", "8"), Kind.STOCK, "écrans", 1),
        ("Agents (ETP)", ("2,5", "3", "8"), Kind.STOCK, "ETP", 1),
        ("Population totale", ("2000", "3000", "8000"), Kind.STOCK, "habitants", 1),
        ("Typologie", ("1", "2", "1"), Kind.TYPOLOGY, "", 1),
        ("Label", ("Ville d'art", "Pays d'art", "Pays d'art"), Kind.TYPOLOGY, "", 1),
    ],
)
def test_what_a_column_is(plan, header, values, kind, unit, factor):
    found = column(plan, header, values)
    assert (found.kind, found.unit, found.factor) == (kind, unit, factor)


@pytest.mark.parametrize(
    ("header", "label", "factor"),
    [
        ("Subventions (k€) – Investissement", "Subventions – Investissement", 1000),
        ("Dépenses culturelles en k€", "Dépenses culturelles", 1000),
        ("depenses_totales_k_eur", "Depenses totales", 1000),
        ("Budget en millions d'euros (2023)", "Budget", 1e6),
        ("Subventions en milliers", "Subventions", 1000),
        ("Montant (€) versé", "Montant (€) versé", 1),
    ],
)
def test_a_label_does_not_say_thousands_of_what_is_in_euros(plan, header, label, factor):
    found = column(plan, header, ("1,5", "3", "8"))
    assert (found.label, found.unit, found.factor) == (label, "€", factor)


def test_thousands_of_visits_are_not_euros(plan):
    found = column(plan, "Entrées (en milliers)", ("12", "3", "8"))
    assert (found.unit, found.factor) == ("milliers", 1)


def test_numbers_beside_a_telephone_number_are_left_out(plan):
    text = "code insee;Suivi\n35238;1\n29019;2\n35288;3\n35047;4\n35051;5\n35024;6\n"
    made = plan(text + "35115;02 99 01 02 03\n" * 9 + "35001;7\n35002;n\n35003;8\n29232;5\n35360;1\n")
    assert "Suivi" in left(made)


def test_a_unit_that_nothing_says_is_to_be_said(plan):
    assert column(plan, "Fonctionnement", ("44,92", "3,1", "8,7")).unit == "unit to be said"


def test_a_ratio_is_recomputed_when_its_parts_are_there(plan, cells):
    codes = ("35238", "29019", "35288", "56121", "22278", "35115")
    rows = "".join(
        f"{code};{10 * n};{1000 + 7 * n * n};{1000 * 10 * n / (1000 + 7 * n * n):.1f}\n"
        for n, code in enumerate(codes, 1)
    )
    made = plan("code insee;Budget (k€);Population;Budget par habitant\n" + rows)
    ratio = kept(made)["Budget par habitant"]
    assert (ratio.kind, ratio.numerator, ratio.denominator, ratio.factor) == (
        Kind.RATIO,
        "Budget (k€)",
        "Population",
        1,
    )
    assert float(cells(made)["35238"]["budget_par_habitant_" + str(made.choices.year)]) == pytest.approx(
        10000 / 1007
    )


def test_columns_that_are_no_figure_are_left_out_and_say_why(plan):
    made = plan(
        "code insee;nom;latitude;siret;code postal;Année de création;Vide;Courriel;Région;n\n"
        "35238;A;48.1;12345678901234;35000;1990;;a@b.fr;Bretagne;1\n"
        "29019;B;48.4;12345678901235;29200;1991;;c@d.fr;Bretagne;2\n"
        "35288;C;48.6;12345678901236;35400;1992;;e@f.fr;Bretagne;4\n"
    )
    assert set(kept(made)) == {"n"}
    why = left(made)
    assert "persons" in why["Courriel"] and why["Vide"] == "is empty" and "year" in why["Année de création"]
    assert all("identifies" in why[header] for header in ("latitude", "siret", "code postal"))


def test_rows_of_a_territory_are_added_and_what_repeats_counts_once(plan, cells):
    made = plan(
        "code insee;Secteur;Total (k€);Population\n"
        "35238;Musées;1;220000\n35238;Théâtres;2;220000\n29019;Musées;4;140000\n29019;Théâtres;8;140000\n"
    )
    rows = cells(made)
    year = made.choices.year
    assert rows["35238"][f"total_{year}"] == "3000" and rows["35238"][f"population_{year}"] == "220000"


def test_a_list_of_places_is_counted_by_type(plan, cells):
    made = plan("code insee;Nom;Type\n35238;Le Lieu;Théâtre\n35238;La Scène;Cirque\n29019;Le Quai;Théâtre\n")
    rows = cells(made)
    year = made.choices.year
    assert rows["35238"][f"nombre_{year}"] == "2" and rows["35238"][f"nombre_theatre_{year}"] == "1"
    assert rows["35001"][f"nombre_{year}"] == "nd"


def test_few_that_are_in_a_programme_are_in_and_the_others_out(plan, cells):
    some = [one.code for one in territories().all(Level.COMMUNE)[:200]]
    text = "code insee;Programme\n" + "".join(
        f"{c};{f'ACV{n:03}' if n < 20 else ''}\n" for n, c in enumerate(some)
    )
    rows = cells(plan(text))
    (name,) = (key for key in rows[some[0]] if key.startswith("programme"))
    assert (rows[some[0]][name], rows[some[50]][name], rows["97601"][name]) == ("oui", "non", "nd")


# --------------------------------------------------------------------------------------- markers


def test_texts_without_doubt_are_states(plan, cells):
    made = plan("code insee;n\n35238;NC\n29019;Secret statistique\n35288;so\n56121;5\n22278;6\n")
    rows = cells(made)
    name = f"n_{made.choices.year}"
    assert [rows[code][name] for code in ("35238", "29019", "35288", "56121")] == ["nd", "s", "so", "5"]


def test_numbers_are_states_only_without_doubt(plan):
    sure = plan("code insee;Indice\n35238;-1\n29019;-1\n35288;120,5\n56121;99,1\n22278;101\n")
    assert sure.choices.markers == {"-1": "missing"}
    doubt = plan("code insee;Solde\n35238;-1\n29019;2\n35288;1\n56121;3\n22278;1\n")
    assert doubt.choices.markers == {} and any("-1" in note for note in doubt.notes)
    real = plan("code insee;Solde\n35238;-1\n29019;-2\n35288;1\n56121;3\n22278;1\n")
    assert real.choices.markers == {} and not any("-1" in note for note in real.notes)


# --------------------------------------------------------------------------------------- persons


@pytest.mark.parametrize(
    ("header", "samples", "expected"),
    [
        ("Nom", ("Jean Dupont", "Marie Le Goff", "LEFEBVRE Paul"), True),
        ("Nom", ("Le Lieu unique", "Théâtre national de Bretagne", "Opéra de Rennes"), False),
        ("Directrice", ("A. B.",), True),
        ("Coordonnées", ("02 99 01 02 03", "0612345678"), True),
        ("Site", ("contact@ville.fr", "b@c.fr"), True),
        ("Contact", ("Mme Martin", "M. Durand"), True),
        ("Nombre de contacts", ("12", "5"), False),
        ("Commune", ("Saint-Martin", "Saint-Denis", "Le Mans"), False),
    ],
)
def test_columns_of_persons_are_told(header, samples, expected):
    assert is_personal(header, samples) is expected


def test_the_sheets_that_are_not_read_are_told(plan, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for name in ("Régions", "Départements"):
        sheet = book.create_sheet(name)
        for row in (("Code Insee", "Lieux"), ("53", 4), ("52", 3), ("28", 2)):
            sheet.append(row)
    book.remove(book["Sheet"])
    book.save(tmp_path / "lieux.xlsx")
    told = "The sheet “Régions” is read. The others are to be imported on their own: Départements."
    assert told in plan(tmp_path / "lieux.xlsx", level=Level.REGION).notes
    assert not any("sheet" in note for note in plan("code insee;n\n35238;1\n").notes)


def test_a_telephone_number_or_an_address_is_nowhere_in_a_package(plan, tmp_path):
    text = (
        "Suivi 2024, écrire à culture@ville.fr;;;;\n;;;;\n"
        "Commune;Subvention;Observations;Taille;Statut\n"
        "Rennes;12;tel 02 99 11 22 33;5;oui\nBrest;voir 06 12 34 56 78;ok;7;oui\n"
        "Vitré;8;à voir;2;non\nSaint-Malo;8;ok;2;non\nFougères;8;ok;2;non\nRedon;1;ok;3;non\n"
        "Contact : a.b@ville.fr;3;ok;1;non\n"
    )
    made = plan(text, given={"columns": {"Observations": {"kind": "typology"}}})
    assert kept(made)["Observations"].kind is Kind.TYPOLOGY
    built = build_import(made, tmp_path, territories(), Silent())
    files = [path.read_text(encoding="utf-8") for path in built.package.folder.iterdir()]
    for held in ("99 11", "06 12", "ville.fr"):
        assert not any(held in file for file in [*files, built.report_html])


# --------------------------------------------------------------------------------------- choices


def test_choices_are_read_back_as_they_were_written(plan):
    made = plan("code insee;Budget 2022 (k€);Budget 2023 (k€);Taux\n35238;1;2;3,5\n29019;NC;4;4,5\n")
    written = json.loads(json.dumps(made.choices.document()))
    assert read_choices(written, "x") == made.choices


@pytest.mark.parametrize(
    "document",
    [[], {"columns": 3}, {"columns": [{"kind": "stock"}]}, {"level": "canton"}, {"markers": {"NC": "lost"}},
     {"columns": {"a": {"kind": "sum"}}}, {"year": "2020"}, {"counts": [{"label": "x"}]}, {"title": 5}],
)  # fmt: skip
def test_choices_that_are_not_understood_are_told(document):
    with pytest.raises(RecipeError, match="MAPPING"):
        read_choices(document, "MAPPING")


def test_what_is_absent_is_zero_only_where_it_is_said(plan, cells):
    said = {"absent": "departements", "columns": {"Lieux": {"label": "Lieux"}}}
    rows = cells(plan("code insee;Lieux\n35238;4\n35288;2\n", given=said))
    (name,) = (key for key in rows["35238"] if key != "code")
    assert (rows["35001"][name], rows["29019"][name]) == ("0", "nd")


def test_a_ratio_of_the_population_may_be_asked_for(plan, cells):
    said = {
        "columns": {
            "Taux": {"kind": "ratio", "numerator": "Lieux", "denominator": "population", "factor": 10000}
        }
    }
    made = plan("code insee;Lieux;Taux\n35238;40;1\n35288;2;2\n", given=said)
    assert made.choices.absent is Absent.MISSING
    rows = cells(made)
    (name,) = (key for key in rows["35238"] if key.startswith("taux"))
    people = territories().get(Level.COMMUNE, "35238").population
    assert float(rows["35238"][name]) == pytest.approx(400000 / people)


def test_columns_of_the_same_name_are_not_taken_for_one_another(plan, tmp_path):
    made = plan("code insee;Total;TOTAL;n\n35238;1;5;2\n29019;3;4;4\n")
    assert set(kept(made)) == {"n"} and "another column" in left(made)["Total"]
    asked = plan(made.table.path, given={"columns": {"Total": {"unit": "€"}}})
    with pytest.raises(RecipeError, match="two columns are called “Total”"):
        build_import(asked, tmp_path / "out", territories(), Silent())


def test_nothing_to_map_is_told(plan):
    with pytest.raises(RecipeError, match="no column that can be mapped"):
        plan("code insee;nom\n35238;A\n29019;B\n35288;C\n")


def test_cancelled_nothing_is_built(plan, tmp_path):
    class Stopped(Silent):
        def is_cancelled(self):
            return True

    made = plan("code insee;n\n35238;1\n29019;2\n")
    with pytest.raises(Cancelled):
        build_import(made, tmp_path / "out", territories(), Stopped())


# ------------------------------------------------------------------------------------- templates


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.id)
def test_a_template_that_is_filled_is_imported_without_a_question(plan, cells, tmp_path, template):
    path = tmp_path / "contrats saisis.csv"
    save_template(template, path)
    rows = (
        f"243500139;Rennes Métropole;{template.label_fr};en cours;2024;2027;DRAC Bretagne, Rennes;2026\n"
        f"242900314;Brest Métropole;{template.label_fr};échu;2020;2023;DRAC Bretagne;2026\n"
        f"200069391;Saint-Brieuc;{template.label_fr};en cours;2025;2028;DRAC Bretagne;2026\n"
    )
    path.write_text(path.read_text(encoding="utf-8-sig") + rows, encoding="utf-8")
    made = plan(path)
    assert (made.choices.id, made.choices.title) == (template.id, template.label_fr)
    found = cells(made, "epci")["243500139"]
    assert (found["contrats_en_cours_2026"], found["contrats_echus_2026"]) == ("1", "0")


def test_a_template_asks_for_no_person():
    for template in templates():
        assert not any(is_personal(header, ("x",)) for header in template.headers())


# ----------------------------------------------------------------------------------------- parts


def test_headers_on_two_rows_are_found():
    merged = [
        ["Code", "2022", "", "2023", ""],
        ["", "Fonct.", "Inv.", "Fonct.", "Inv."],
        ["35238", "1", "2", "3", "4"],
    ]
    assert headers_of(merged) == (0, 2)
    titled = [["Mes chiffres", "", ""], ["Code", "Lieux", "Budget"], ["35238", "1", "2"]]
    assert headers_of(titled) == (1, 1)


def test_words():
    assert (without_year("Entrées (2022)"), without_year("2021"), unit_in("Budget [en k€]")) == (
        "Entrées",
        "",
        "k€",
    )
    assert slug("Nombre d'actifs dans les secteurs culturels") == "nombre_d_actifs_dans_les_secteurs"


# ------------------------------------------------------------------------------------ real files


@pytest.mark.skipif(not ATLAS.is_dir(), reason="the real files are not here")
@pytest.mark.parametrize(
    "path", sorted(ATLAS.glob("*.xls")) if ATLAS.is_dir() else [], ids=lambda one: one.stem
)
def test_the_workbooks_of_the_atlas_are_imported_without_a_question(plan, path, tmp_path):
    if path.stat().st_size > 2_500_000 and path.stem != "Action coeur de ville":
        pytest.skip("the same shape as another, and slow")
    try:
        made = plan(path)
    except AtlasError as error:
        assert error.sentence.endswith(".")
        return
    built = build_import(made, tmp_path, territories(), Silent())
    assert validate(built.package.folder) == [] and built.quality["rows_used"] == built.quality["rows_read"]


def test_the_choices_of_the_user_guide_are_understood():
    page = Path(__file__).resolve().parents[2] / "docs" / "fr" / "importer-un-tableau.md"
    text = page.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0]
    found = read_choices(json.loads(text), "guide")
    assert found.id == "budgets" and [one.skip for one in found.columns] == [False, False, True]


def test_headers_are_quoted_as_the_language_does(plan):
    i18n.set_translator(lambda text: text.replace("“", "« ").replace("”", " »"), "fr")
    try:
        with pytest.raises(RecipeError) as error:
            plan("code insee;Budget\n35238;1\n", given={"columns": {"Lieux": {"skip": True}}})
        note = next(note for note in plan("code insee;Lieux\n35238;-1\n29019;5\n").notes if "-1" in note)
    finally:
        i18n.set_translator(None)
    assert "« code insee », « Budget »" in error.value.sentence and "“" not in error.value.sentence
    assert "« Lieux »" in note and "“" not in note


def test_what_stands_for_a_state_is_no_category(plan, tmp_path):
    rows = [
        "code insee;Classe;Budget", "35238;A;12", "35049;B;nd", "35281;nd;s", "35288;NC;NC",
        "35047;A;sans objet", "35236;s;4",
    ]  # fmt: skip
    made = plan("\n".join(rows) + "\n", given={"columns": {"Classe": {"kind": "typology"}}})
    built = build_import(made, tmp_path, territories(), Silent())
    one = next(one for one in built.package.indicators if one.kind is ValueKind.TYPOLOGY)
    assert [category.label for category in one.categories] == ["A", "B"] and one.unit == ""
    table = (built.package.folder / "commune.csv").read_text(encoding="utf-8")
    assert "\n35236,s," in table and "\n35281,nd," in table
