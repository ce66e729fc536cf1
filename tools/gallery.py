# SPDX-License-Identifier: GPL-2.0-or-later
"""Make the gallery of ``docs/gallery``: every map by a command that a user can type.

    .venv/bin/python tools/gallery.py            # all of it, and the page
    .venv/bin/python tools/gallery.py 03 07      # some of them

Each map is made by ``qgis_process`` in a profile of its own, as PDF in ``build/gallery``; a picture of
its first page goes to ``docs/gallery``.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "gallery" / "README.md"
BUILD = ROOT / "build" / "gallery"
#: Resolution of the pictures of the page, in dots per inch: all of them weigh less than 2 MB.
PICTURE_DPI = 90

#: What the checkout keeps beside the Python package, and an installed plugin inside it.
BESIDE = ("metadata.txt", "resources", "styles", "data")
SETTINGS = """[PythonPlugins]
atlas_culture_plugin=true

[locale]
userLocale=fr
overrideFlag=true

[atlas_culture]
organisation=Atlas Culture pour QGIS
"""


@dataclass(frozen=True)
class Example:
    """A map of the gallery: what it shows, and the parameters that make it."""

    number: str
    title: str
    parameters: dict[str, str] = field(default_factory=dict)
    algorithm: str = "exportmap"
    about: str = ""

    @property
    def name(self) -> str:
        """Name of the files."""
        indicator = self.parameters["INDICATOR"].replace(";", "-")
        return f"{self.number}-{indicator}"

    def command(self, output: str) -> list[str]:
        """The command that makes it."""
        given = [f"{name}={value}" for name, value in {**self.parameters, "OUTPUT": output}.items()]
        return ["qgis_process", "run", f"atlasculture:{self.algorithm}", "--", *given]


EXAMPLES = (
    Example(
        "01",
        "Dépenses culturelles des régions, bornes de l’Atlas",
        {"INDICATOR": "dep_regions_hab", "LEVEL": "region", "METHOD": "official"},
    ),
    Example(
        "02",
        "Actifs des professions culturelles par département, en portrait",
        {"INDICATOR": "part_prof_cult", "LEVEL": "departement", "TEMPLATE": "a4_portrait"},
    ),
    Example(
        "03",
        "Bibliothèques pour 10 000 habitants par EPCI",
        {"INDICATOR": "bibliotheques_10k", "LEVEL": "epci"},
    ),
    Example(
        "04",
        "Niveau de vie médian des 34 875 communes",
        {
            "INDICATOR": "niveau_vie_median",
            "LEVEL": "commune",
            "METHOD": "natural_breaks",
            "CLASSES": "5",
            "TEMPLATE": "a3_paysage",
        },
    ),
    Example(
        "05",
        "Festivals par département : cercles proportionnels",
        {"INDICATOR": "festivals", "LEVEL": "departement"},
    ),
    Example(
        "06",
        "Cercles sur aplats : les bibliothèques, en nombre et pour 10 000 habitants",
        {
            "INDICATOR": "bibliotheques_10k",
            "SECOND": "bibliotheques",
            "MODE": "circles",
            "LEVEL": "departement",
        },
    ),
    Example(
        "07",
        "Croisement de deux ratios en neuf couleurs",
        {
            "INDICATOR": "part_prof_cult",
            "SECOND": "dep_ministere_hab",
            "MODE": "bivariate",
            "LEVEL": "departement",
        },
    ),
    Example(
        "08",
        "Croisement à l’EPCI dans une région",
        {
            "INDICATOR": "bibliotheques_10k",
            "SECOND": "festivals_100k",
            "MODE": "bivariate",
            "LEVEL": "epci",
            "WITHIN": "REG-53",
            "PALETTE": "BlueRed",
            "TEMPLATE": "a4_portrait",
        },
    ),
    Example(
        "09",
        "Évolution de la fréquentation des musées entre 2019 et 2023",
        {"INDICATOR": "musees_entrees", "SINCE": "2019", "YEAR": "2023", "LEVEL": "departement"},
    ),
    Example(
        "10",
        "Typologie : la grille de densité en Nouvelle-Aquitaine",
        {"INDICATOR": "grille_densite", "LEVEL": "commune", "WITHIN": "REG-75"},
    ),
    Example(
        "11",
        "Une région à la commune : la Bretagne",
        {"INDICATOR": "bibliotheques_10k", "LEVEL": "commune", "WITHIN": "REG-53"},
    ),
    Example(
        "12",
        "Un département d’outre-mer dans son propre système de coordonnées",
        {"INDICATOR": "bibliotheques_10k", "LEVEL": "commune", "WITHIN": "DEP-974"},
    ),
    Example(
        "13",
        "L’Île-de-France à la commune",
        {"INDICATOR": "entrees_hab", "LEVEL": "commune", "WITHIN": "REG-11"},
    ),
    Example(
        "14",
        "Diapositive 16:9 : dépenses culturelles des départements",
        {"INDICATOR": "dep_departements_hab", "LEVEL": "departement", "TEMPLATE": "diapo_16_9"},
    ),
    Example(
        "15",
        "Une intercommunalité et ses voisines grisées",
        {"INDICATOR": "densite", "LEVEL": "commune", "WITHIN": "EPCI-243500139", "TEMPLATE": "a4_portrait"},
    ),
    Example(
        "16",
        "Des lieux sur un aplat, avec une seule légende",
        {
            "INDICATOR": "densite",
            "LEVEL": "epci",
            "WITHIN": "REG-53",
            "PALETTE": "Blues",
            "PLACES": "cinema,musee",
        },
    ),
    Example(
        "17",
        "Ratios sur de très petits dénominateurs masqués, et dits dans la légende",
        {
            "INDICATOR": "bibliotheques_10k",
            "LEVEL": "commune",
            "WITHIN": "DEP-04",
            "THRESHOLD": "50",
            "TEMPLATE": "a4_portrait",
        },
    ),
    Example(
        "18",
        "Une série : les EPCI de chaque région, mêmes classes sur toutes les pages",
        {"INDICATOR": "festivals_100k", "LEVEL": "epci", "COVERAGE": "region", "WITHIN": "METRO"},
        algorithm="exportseries",
    ),
)


def main(arguments: list[str]) -> int:
    """Make what is asked for, and write the page when everything was made."""
    BUILD.mkdir(parents=True, exist_ok=True)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    chosen = [one for one in EXAMPLES if not arguments or one.number in arguments]
    for example in chosen:
        make(example)
    if not arguments:
        PAGE.write_text(page(), encoding="utf-8")
    return 0


def make(example: Example) -> None:
    """Make a map and its picture."""
    target = BUILD / f"{example.name}.pdf"
    target.unlink(missing_ok=True)
    done = subprocess.run(
        example.command(str(target)), env=environment(), capture_output=True, text=True, check=False
    )
    if not target.is_file():
        raise SystemExit(f"{example.number} : {done.stdout}\n{done.stderr}")
    picture = PAGE.parent / example.name
    subprocess.run(
        ["pdftoppm", "-r", str(PICTURE_DPI), "-png", "-singlefile", "-f", "1", str(target), str(picture)],
        check=True,
    )
    print(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1e6:.2f} Mo")


def environment() -> dict[str, str]:
    """A profile of its own where the plugin is enabled, in French, without a screen."""
    profile = BUILD / "profile"
    plugin = profile / "profiles" / "default" / "python" / "plugins" / "atlas_culture_plugin"
    if not plugin.exists():
        plugin.mkdir(parents=True)
        for entry in (*(ROOT / "atlas_culture_plugin").iterdir(), *map(ROOT.joinpath, BESIDE)):
            (plugin / entry.name).symlink_to(entry)
    store = profile / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    store.parent.mkdir(parents=True, exist_ok=True)
    store.write_text(SETTINGS, encoding="utf-8")
    own = {"QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(profile)}
    return {**os.environ, **own}


def page() -> str:
    """The page of the gallery."""
    parts = [
        "# Galerie\n",
        "Chaque carte est faite par la commande qui l’accompagne, sur les données embarquées, sans retouche. "
        "Les PDF sont vectoriels ; les images de cette page en sont des aperçus. "
        "`.venv/bin/python tools/gallery.py` refait toute la galerie.\n",
    ]
    for example in EXAMPLES:
        command = " \\\n  ".join(_lines(example))
        parts.append(f"## {example.number}. {example.title}\n")
        parts.append(f"![{example.title}]({example.name}.png)\n")
        parts.append(f"```sh\n{command}\n```\n")
    return "\n".join(parts)


def _lines(example: Example) -> list[str]:
    words = [shlex.quote(word) for word in example.command(f"{example.name}.pdf")]
    return [" ".join(words[:4]), *words[4:]]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
