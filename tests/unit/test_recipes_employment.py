# SPDX-License-Identifier: GPL-2.0-or-later
"""Cultural employment, establishments and employees, after the published schemas and real files."""

from __future__ import annotations

import pytest

from atlas_culture_plugin.core.errors import RecipeError
from atlas_culture_plugin.core.model import Level
from tests.unit.recipe_runs import REAL, cells, differences, failed, run, workbook, written

pytest.importorskip("pandas")

real = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")

PROFESSIONS = (
    "Libelle_geographique;Code_insee;Nombre d'actifs exerçant une profession culturelle_2017;"
    "Nombre total d'actifs;Part de professionnels de la culture parmi les actifs_2017"
)
ESTABLISHMENTS = (
    "millesime;code_insee;libelle_geographique;nombre_etablissements_culturels;nombre_etablissements;"
    "Pct_culturel"
)


def values(rows, column, *codes):
    """The cells of a column."""
    return [rows[code][column] for code in codes]


def test_establishments_keep_their_years_and_their_secrets(tmp_path):
    """Regions have a year that departements have not."""
    written(
        tmp_path, "entreprises-culturelles-par-region.csv", ESTABLISHMENTS,
        "2015;00000053;Bretagne;3000.0;100000.0;3.0", "2022;00000053;Bretagne;3300;110000;3",
        "2022;00000006;Mayotte;secret statistique;2000;",
    )  # fmt: skip
    written(
        tmp_path, "entreprises-culturelles-par-departement.csv", ESTABLISHMENTS,
        "2022;1;Ain;120;4800;2.5", "2022;2A;Corse-du-Sud;Secret Statistique;900;", "2022;1;Ain;120;4800;2.5",
    )  # fmt: skip
    built = run("etablissements-culturels", tmp_path, tmp_path)
    regions, rows = cells(built, Level.REGION), cells(built, Level.DEPARTEMENT)
    assert values(regions, "etab_cult_2015", "53", "06", "11") == ["3000", "nd", "nd"]
    assert values(regions, "part_etab_cult_2022", "53", "06") == ["3", "s"]
    assert values(rows, "etab_cult_2022", "01", "2A", "35") == ["120", "s", "nd"]
    assert values(rows, "part_etab_cult_2022", "01", "2A", "35") == ["2.5", "s", "nd"]
    assert built.quality["rows_dropped"] == {"repeated": 1}
    assert built.quality["totals"]["etab_cult_2022"]["levels"] == {"region": 3300, "departement": 120}


def test_employees_are_full_time_equivalents(tmp_path):
    written(
        tmp_path, "salaries-actifs-des-secteurs-culturels_departement_2018.csv",
        "millesime;Code_insee;libelle_geographique;EQTP_culturels;EQTP_total;Pct_culturel",
        "2016;38;Isère;4000;400000;1.0", "2018;38;Isère;4100,5;410050;1.0",
        "2018;48;Lozère;Secret statistique;20000;",
    )  # fmt: skip
    rows = cells(run("salaries-culturels", tmp_path, tmp_path), Level.DEPARTEMENT)
    assert values(rows, "etp_cult_2018", "38", "48", "01") == ["4100.5", "s", "nd"]
    assert values(rows, "part_etp_cult_2018", "38", "48") == ["1", "s"]


def test_establishments_that_are_all_culture_are_refused(tmp_path):
    """A column copied by mistake makes shares of one."""
    rows = [f"2022;{code:02};X;{100 + code};{100 + code};100" for code in range(1, 96) if code != 20]
    path = written(
        tmp_path, "entreprises-culturelles-par-departement.csv",
        ESTABLISHMENTS, *rows,
    )  # fmt: skip
    with pytest.raises(RecipeError):
        run("etablissements-culturels", path, tmp_path)


def test_the_census_of_mayotte_is_not_available(tmp_path):
    written(
        tmp_path, "professions-culturelles_regions_2017.csv", PROFESSIONS,
        "Bretagne;53;23443.0;1311450.0;1.79", "Mayotte;06;3.0;438.0;0.68",
    )  # fmt: skip
    written(
        tmp_path, "professions-culturelles_departements_2017.csv", PROFESSIONS,
        "Ain;01;2898.0;220123.0;1.32", "Alpes-Maritimes;06;8000;450000;1.7", "Mayotte;976;3.0;438.0;0.68",
    )  # fmt: skip
    built = run("emploi-culturel", tmp_path, tmp_path)
    regions, rows = cells(built, Level.REGION), cells(built, Level.DEPARTEMENT)
    assert values(regions, "actifs_prof_cult_2017", "53", "06") == ["23443", "nd"]
    assert values(rows, "actifs_prof_cult_2017", "01", "06", "976") == ["2898", "8000", "nd"]
    assert float(rows["01"]["part_prof_cult_2017"]) == pytest.approx(100 * 2898 / 220123)
    assert built.quality["rows_dropped"] == {"left_out_by_code": 2}


def test_the_workbooks_of_the_atlas_say_the_same_under_other_headers(tmp_path):
    for name, column in (
        ("Actifs exerçant une profession culturelle", "Nombre d'actifs exerçant une profession culturelle"),
        ("Actifs dans les secteurs culturels", "Nombre d'actifs dans les secteurs culturels"),
    ):
        workbook(
            tmp_path / f"{name}.xls", "Région",
            ["Région", "Code Insee", column, "Nombre total d'actifs"],
            ["Mayotte", "06", 3, 438], ["Corse", 94, 50, 1000],
            more={"Département": [
                ["Département", "Code Insee", column, "Nombre total d'actifs"], ["Ain", "01", 25, 1000],
            ]},
        )  # fmt: skip
    built = run("emploi-culturel", tmp_path, tmp_path)
    assert cells(built, Level.REGION)["94"]["part_sect_cult_2017"] == "5"
    assert cells(built, Level.DEPARTEMENT)["01"]["part_prof_cult_2017"] == "2.5"
    assert cells(built, Level.DEPARTEMENT)["01"]["actifs_total_2017"] == "1000"


@real
def test_the_figures_of_employment_are_rebuilt_from_the_real_workbooks(tmp_path):
    built = run("emploi-culturel", REAL / "atlas", tmp_path)
    names = ("actifs_total", "actifs_prof_cult", "part_prof_cult", "actifs_sect_cult", "part_sect_cult")
    for level in (Level.REGION, Level.DEPARTEMENT):
        _, wrong = differences(built, level, dict.fromkeys((f"{name}_2017" for name in names), 1))
        assert wrong == []
    assert not {"part_of", "not_same", "bounds", "known"} & set(failed(built))
