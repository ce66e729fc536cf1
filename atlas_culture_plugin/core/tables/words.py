# SPDX-License-Identifier: GPL-2.0-or-later
"""Words that headers of French tables are made of, and what they tell. Compared folded, by whole words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from ..model import Level, Status
from ..territories import plain

#: Words of a header that holds codes of territories.
CODE_WORDS = frozenset({"code", "codes", "insee", "siren", "cog", "codgeo", "codecommune", "depcom", "com"})
#: Codes that are none of a territory.
OTHER_CODES = frozenset({
    "postal", "postaux", "cp", "siret", "ape", "naf", "uai", "rna", "iris", "id", "identifiant", "ident",
    "qpv", "rang", "telephone", "tel",
})  # fmt: skip
#: Words that name a level, in a header or the name of a sheet.
LEVEL_WORDS: Mapping[Level, frozenset[str]] = {
    Level.COMMUNE: frozenset({"commune", "communes", "ville", "villes", "municipalite"}),
    Level.EPCI: frozenset({
        "epci", "intercommunalite", "intercommunalites", "intercommunal", "agglomeration", "groupement",
    }),
    Level.DEPARTEMENT: frozenset({"departement", "departements", "dept", "dep"}),
    Level.REGION: frozenset({"region", "regions", "reg"}),
}  # fmt: skip
#: Geographies that are no level of the plugin; they often bear the names of communes.
OTHER_LEVELS = (
    "zone d emploi", "zones d emploi", "bassin", "bassin de vie", "canton", "iris", "unite urbaine",
    "aire d attraction", "aires d attraction", "arrondissement", "arrondissements", "quartier", "qpv", "pays",
    "academie", "drac",
)  # fmt: skip
#: Columns that describe a row and are no figure.
NO_FIGURE = frozenset({
    "latitude", "longitude", "lat", "lon", "lng", "x", "y", "coordonnees", "geolocalisation", "id",
    "identifiant", "ident", "ident2", "rang", "numero", "siret", "siren", "rna", "uai",
    "telephone", "tel", "cp", "url", "date", "jour", "mois",
})  # fmt: skip
YEAR_WORDS = frozenset({"annee", "annees", "millesime", "exercice", "an", "year", "campagne"})
#: Relations between two things: never summed.
RATIO_WORDS = frozenset({
    "taux", "part", "parts", "pourcentage", "pct", "ratio", "indice", "indicateur", "median", "mediane",
    "moyen", "moyenne", "densite", "evolution", "variation", "proportion", "prix", "quotient", "score",
})  # fmt: skip
RATIO_PARTS = (
    "par habitant", "par hab", "pour 1 000", "pour 10 000", "pour 100 000", "pour 100", "pour 1000",
    "pour 10000", "pour 100000", "par an et par", "eur par", "niveau de vie",
)  # fmt: skip
TYPOLOGY_WORDS = frozenset({
    "typologie", "type", "categorie", "classe", "grille", "statut", "label", "zonage", "profil", "programme",
    "domaine", "discipline", "genre", "secteur",
})  # fmt: skip
THEME_WORDS: Mapping[str, frozenset[str]] = {
    "depenses": frozenset({
        "depense", "depenses", "budget", "budgets", "subvention", "subventions", "credit", "credits", "eur",
        "euro", "euros", "financement", "financements", "fonctionnement", "investissement", "montant",
        "montants", "aide", "aides",
    }),
    "emploi": frozenset({
        "emploi", "emplois", "actif", "actifs", "salarie", "salaries", "entreprise", "entreprises",
        "profession", "professions", "etp", "intermittents",
    }),
    "contexte": frozenset({
        "population", "habitant", "habitants", "revenu", "revenus", "vie", "densite", "pauvrete", "jeunesse",
        "age", "logement", "logements", "menages", "chomage", "superficie", "attraction",
    }),
    "offre": frozenset({
        "lieu", "lieux", "equipement", "equipements", "musee", "musees", "cinema", "cinemas",
        "cinematographiques", "bibliotheque", "bibliotheques", "biblios", "festival", "festivals", "theatre",
        "theatres", "ecrans", "fauteuils", "entrees", "visites", "frequentation", "monument", "monuments",
        "contrat", "contrats", "ecole", "ecoles", "conservatoire", "conservatoires", "librairie",
        "librairies", "spectacles", "sites", "labels",
    }),
}  # fmt: skip

#: What a text without any doubt stands for, folded.
PLAIN_MARKERS: Mapping[str, Status] = {
    **dict.fromkeys(
        ("nc", "n c", "nd", "n d", "na", "n a", "nr", "n r", "non communique", "non renseigne", "non connu",
         "non disponible", "inconnu", "ref", "div 0", "value", "null", "nan", "none", "manquant"),
        Status.MISSING,
    ),
    **dict.fromkeys(
        ("s", "secret", "secret statistique", "ss", "confidentiel", "c secret", "donnee confidentielle"),
        Status.SECRET,
    ),
    **dict.fromkeys(("so", "s o", "sans objet", "non concerne", "non applicable"), Status.NOT_APPLICABLE),
}  # fmt: skip
#: Numbers that often stand for nothing. They are values where nothing says otherwise.
CODED_NUMBERS = (-1.0, -9.0, -99.0, -999.0, -9999.0, 999.0, 9999.0, 99999.0, 999999.0)

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
#: « N°UU », « IDPatrimostat », « DEPETA », « régionCNC ».
_IDENTIFIER = re.compile(r"n°|N°|(?:ID|Id|id)[A-Z_]|(?:dep|dept|reg|region|région)[A-Z_]|(?:DEP|REG)[A-Z_]*$")
#: « Agents (ETP) », « Budget [k€] »: short, and no year.
_UNIT = re.compile(r"[\s_]*[(\[]([^()\[\]0-9]{1,16})[)\]]\s*$")
_NOT_ID = re.compile(r"[^a-z0-9]+")


def identifies(header: str) -> bool:
    """Whether a header is that of a code, a rank, a position or a date: no figure."""
    said = words(header)
    if said & {"nombre", "nb"}:
        return False
    return bool(said & (OTHER_CODES | NO_FIGURE | CODE_WORDS)) or bool(_IDENTIFIER.match(header.strip()))


def says_a_year(header: str) -> bool:
    """Whether a header is that of years: « Année de création », « anneefermeture »."""
    return bool(words(header) & YEAR_WORDS) or plain(header).startswith(("annee", "decennie"))


def words(text: str) -> frozenset[str]:
    """Return the folded words of a text.

    >>> sorted(words("Dépenses (k€)"))
    ['depenses', 'k']
    """
    return frozenset(plain(text.replace("_", " ")).split())


def says(text: str, parts: Collection[str]) -> bool:
    """Whether one of ``parts``, folded, is in a text as whole words."""
    folded = f" {plain(text.replace('_', ' '))} "
    return any(f" {part} " in folded for part in parts)


def year_in(text: str) -> int:
    """Return the last year that a text shows, 0 for none."""
    found = _YEAR.findall(text)
    return int(found[-1]) if found else 0


def without_year(text: str) -> str:
    """Return a text without its years and what held them; empty when there is nothing else.

    >>> without_year("Entrées (2022)")
    'Entrées'
    """
    bare = re.sub(r"[\s_–-]*[(\[]?" + _YEAR.pattern + r"[)\]]?[_\s]*", " ", text)
    return " ".join(bare.split()).strip(" -–:,;_")


def without_unit(text: str) -> str:
    """Return a text without the unit that it ends with between brackets.

    >>> without_unit("Budget (k€)")
    'Budget'
    """
    return _UNIT.sub("", text).strip() or text


def unit_in(text: str) -> str:
    """Return the unit that a text ends with between brackets; empty when there is none."""
    found = _UNIT.search(text)
    return found[1].strip().removeprefix("en ") if found else ""


def slug(text: str, mark: str = "_", most: int = 40) -> str:
    """Return a text as an id.

    >>> slug("Dépenses culturelles (k€)")
    'depenses_culturelles_k'
    """
    bare = _NOT_ID.sub(mark, plain(text)).strip(mark)
    if len(bare) <= most:
        return bare
    whole, _, _ = bare[: most + 1].rpartition(mark)
    return (whole or bare[:most]).strip(mark)
