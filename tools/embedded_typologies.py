# SPDX-License-Identifier: GPL-2.0-or-later
# ruff: noqa: E501 - sentences, one a line
"""The typologies of the embedded package: their words, categories and colours.

Colours go from dark to light in the order of the categories, 9 steps of CIELAB lightness apart or more,
so that a print in grey still reads; none is a grey that stands for what is missing or does not apply.
"""

from __future__ import annotations

from atlas_culture_plugin.core.model import Category, Indicator, Level, ValueKind

PACKAGE = "atlas-essentiel"
THEME = "contexte"
LICENCE = "Licence Ouverte 2.0"


def _typology(
    identifier: str,
    year: int,
    labels: tuple[str, str],
    definitions: tuple[str, str],
    source: str,
    coverage: tuple[str, str],
    *categories: Category,
) -> Indicator:
    levels = (Level.COMMUNE,)
    return Indicator(
        identifier, PACKAGE, THEME, *labels, *definitions, "", ValueKind.TYPOLOGY,
        levels, (year,), {Level.COMMUNE: (year,)}, source, LICENCE, *coverage,
        decimals=0, default_palette="DSFRCategories", categories=categories,
    )  # fmt: skip


TYPOLOGIES = (
    _typology(
        "grille_densite", 2020,
        ("Grille communale de densité", "Communal density grid"),
        (
            "Classement des communes en quatre niveaux selon la densité de leurs zones habitées, mesurée sur des carreaux d'un kilomètre carré (grille européenne de l'Insee). Les communes peu denses et très peu denses sont rurales.",
            "Communes in four levels, after the density of their inhabited areas, measured on squares of one kilometre (Insee's version of the European degree of urbanisation). Communes of low and very low density are rural.",
        ),
        "Insee, grille communale de densité à 4 niveaux 2020, via « Grille communale de densité » (Atlas Culture)",
        (
            "34 968 communes publiées (métropole et DROM, COG 2020), ramenées aux 34 875 du COG 2026 ; nd : 33 communes fusionnées depuis dont les parties n'ont pas la même densité, 10 communes scindées depuis ou issues de ces scissions",
            "34,968 communes published (mainland France and overseas departements, geographic code 2020), brought to the 34,875 of 2026; nd: 33 communes merged since, whose parts differ in density, and 10 communes split since or born of these splits",
        ),
        Category("tres_dense", "Très dense", "Very dense", "#225ea8"),
        Category("intermediaire", "Densité intermédiaire", "Intermediate density", "#41b6c4"),
        Category("peu_dense", "Peu dense", "Low density", "#a1dab4"),
        Category("tres_peu_dense", "Très peu dense", "Very low density", "#ffffcc"),
    ),
    _typology(
        "aires_attraction", 2020,
        ("Aires d'attraction des villes selon leur taille", "City attraction areas by size"),
        (
            "Taille de l'aire d'attraction à laquelle appartient la commune : un pôle de population et d'emploi et les communes dont au moins 15 % des actifs y travaillent (zonage de l'Insee).",
            "Size of the attraction area that the commune belongs to: a centre of population and jobs, and the communes where at least 15 % of the people in employment work in it (a zoning of Insee).",
        ),
        "Insee, zonage en aires d'attraction des villes 2020, via « Aires d'attraction des villes » (Atlas Culture)",
        (
            "34 965 communes publiées (métropole et DROM, COG 2021), ramenées aux 34 875 du COG 2026 ; population étrangère comprise dans la taille des aires transfrontalières ; pôles et couronnes non distingués (erronés dans la source) ; nd : 13 communes fusionnées depuis dont les parties diffèrent, 10 communes scindées depuis ou issues de ces scissions",
            "34,965 communes published (mainland France and overseas departements, geographic code 2021), brought to the 34,875 of 2026; population abroad counted in the size of cross-border areas; centres and commuting zones not told apart (wrong in the source); nd: 13 communes merged since, whose parts differ, and 10 communes split since or born of these splits",
        ),
        Category("plus_700000", "Aire de plus de 700 000 habitants", "Area of over 700,000 inhabitants", "#b30000"),
        Category("200000_700000", "Aire de 200 000 à 700 000 habitants", "Area of 200,000 to 700,000 inhabitants", "#e34a33"),
        Category("50000_200000", "Aire de 50 000 à 200 000 habitants", "Area of 50,000 to 200,000 inhabitants", "#fc8d59"),
        Category("moins_50000", "Aire de moins de 50 000 habitants", "Area of under 50,000 inhabitants", "#fdcc8a"),
        Category("hors_attraction", "Hors attraction des villes", "Outside any attraction area", "#fef0d9"),
    ),
    _typology(
        "action_coeur_ville", 2021,
        ("Action cœur de ville", "Action cœur de ville programme"),
        (
            "Communes qui bénéficient d'une convention du programme national Action cœur de ville, qui vise à redynamiser le centre des villes moyennes.",
            "Communes with an agreement of the national programme Action cœur de ville, which aims to revive the centres of medium-sized towns.",
        ),
        "Agence nationale de la cohésion des territoires, programme Action cœur de ville 2021, via « Action coeur de ville » (Atlas Culture)",
        (
            "34 970 communes publiées (métropole et DROM, COG 2019), ramenées aux 34 875 du COG 2026 ; 234 communes pour 222 conventions, dont 12 portent sur deux communes ; une commune sans convention n'est pas dans le programme",
            "34,970 communes published (mainland France and overseas departements, geographic code 2019), brought to the 34,875 of 2026; 234 communes for 222 agreements, 12 of which bear on two communes; a commune without an agreement is not in the programme",
        ),
        Category("oui", "Commune du programme", "In the programme", "#a50f15"),
        Category("non", "Hors programme", "Not in the programme", "#dbe4ef"),
    ),
)  # fmt: skip
