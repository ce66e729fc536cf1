# SPDX-License-Identifier: GPL-2.0-or-later
# ruff: noqa: E501 - sentences, one a line
"""Words of the embedded package, in French and in English. Figures come from elsewhere."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    label_fr: str
    label_en: str
    definition_fr: str
    definition_en: str


TITLE = ("Atlas Culture : l'essentiel", "Atlas Culture: the essentials")

DESCRIPTION = (
    "Offre culturelle (cinémas, festivals, bibliothèques, musées de France), dépenses culturelles "
    "publiques, emploi et entreprises culturels, et données de contexte, par région, département, EPCI et "
    "commune de métropole et des cinq départements d'outre-mer.",
    "Cultural facilities (cinemas, festivals, libraries, Musées de France), public cultural spending, "
    "cultural employment and enterprises, and context data, by region, departement, EPCI "
    "(intermunicipal body) and commune of mainland France and the five overseas departements.",
)

THEMES = {
    "offre": ("Offre et lieux culturels", "Cultural facilities and events"),
    "depenses": ("Dépenses publiques culturelles", "Public cultural spending"),
    "emploi": ("Emploi et entreprises", "Employment and enterprises"),
    "contexte": ("Données de contexte", "Context data"),
}

_FESTIVALS = {
    "musique": ("de musique", "Music festivals", "Musique", "music"),
    "spectacle": ("de spectacle vivant", "Performing arts festivals", "Spectacle vivant", "performing arts"),
    "livre": ("de livre et littérature", "Book and literature festivals", "Livre, littérature", "books and literature"),
    "cinema": ("de cinéma et audiovisuel", "Film festivals", "Cinéma, audiovisuel", "film and audiovisual"),
    "arts_visuels": (
        "d'arts visuels et numériques", "Visual and digital arts festivals",
        "Arts visuels, arts numériques", "visual and digital arts",
    ),
    "pluri": ("pluridisciplinaires", "Multidisciplinary festivals", "Pluridisciplinaire", "multidisciplinary"),
}  # fmt: skip

_SPENDERS = {
    "communes": ("des communes de plus de 3 500 habitants", "of communes over 3,500 inhabitants"),
    "epci": ("des intercommunalités", "of intermunicipal bodies (EPCI)"),
    "departements": ("des départements", "of departement councils"),
    "regions": ("des régions", "of regional councils"),
    "ministere": ("du ministère de la Culture", "of the Ministry of Culture"),
}

_NATURES = {
    "total": ("Dépenses culturelles totales", "Total cultural spending", "fonctionnement et investissement", "operating and investment"),
    "fonct": ("Dépenses culturelles de fonctionnement", "Operating cultural spending", "", ""),
    "invest": ("Dépenses culturelles d'investissement", "Cultural investment", "", ""),
}  # fmt: skip

WORDS = {
    "population": Words(
        "Population municipale", "Municipal population",
        "Nombre d'habitants ayant leur résidence habituelle sur le territoire (population municipale, sans doubles comptes).",
        "Number of people whose usual residence is in the territory (municipal population, without double counting).",
    ),
    "superficie_km2": Words(
        "Superficie", "Area",
        "Superficie du territoire en kilomètres carrés (superficie cadastrale de l'Insee, sauf Mayotte : superficie géométrique).",
        "Area of the territory in square kilometres (Insee's land-registry area; for Mayotte, area of the polygon).",
    ),
    "densite": Words(
        "Densité de population", "Population density",
        "Nombre d'habitants par kilomètre carré : population municipale rapportée à la superficie.",
        "Inhabitants per square kilometre: municipal population over area.",
    ),
    "niveau_vie_median": Words(
        "Niveau de vie médian", "Median standard of living",
        "Revenu disponible annuel par unité de consommation qui partage la population en deux moitiés égales.",
        "Yearly disposable income per consumption unit that splits the population into two equal halves.",
    ),
    "cinemas": Words(
        "Cinémas", "Cinemas",
        "Nombre d'établissements cinématographiques actifs, fixes et itinérants.",
        "Number of active cinemas, permanent and travelling.",
    ),
    "ecrans": Words(
        "Écrans de cinéma", "Cinema screens",
        "Nombre d'écrans des cinémas actifs.", "Number of screens of the active cinemas.",
    ),
    "fauteuils": Words(
        "Fauteuils de cinéma", "Cinema seats",
        "Nombre de fauteuils des cinémas actifs.", "Number of seats of the active cinemas.",
    ),
    "seances": Words(
        "Séances de cinéma", "Cinema screenings",
        "Nombre de séances organisées dans l'année.", "Number of screenings held in the year.",
    ),
    "entrees_cinema": Words(
        "Entrées de cinéma", "Cinema admissions",
        "Nombre d'entrées réalisées dans l'année par les cinémas du territoire.",
        "Number of admissions in the year to the cinemas of the territory.",
    ),
    "cinemas_ae": Words(
        "Cinémas classés art et essai", "Art-house cinemas",
        "Nombre de cinémas actifs classés art et essai.",
        "Number of active cinemas with the official art-house classification (art et essai).",
    ),
    "multiplexes": Words(
        "Multiplexes", "Multiplex cinemas",
        "Nombre de cinémas actifs ayant le statut de multiplexe (8 écrans et plus).",
        "Number of active cinemas with multiplex status (8 screens or more).",
    ),
    "cinemas_100k": Words(
        "Cinémas pour 100 000 habitants", "Cinemas per 100,000 inhabitants",
        "Nombre de cinémas actifs rapporté à la population municipale.",
        "Number of active cinemas over the municipal population.",
    ),
    "ecrans_100k": Words(
        "Écrans pour 100 000 habitants", "Screens per 100,000 inhabitants",
        "Nombre d'écrans des cinémas actifs rapporté à la population municipale.",
        "Number of screens of the active cinemas over the municipal population.",
    ),
    "fauteuils_1000": Words(
        "Fauteuils pour 1 000 habitants", "Seats per 1,000 inhabitants",
        "Nombre de fauteuils de cinéma rapporté à la population municipale.",
        "Number of cinema seats over the municipal population.",
    ),
    "entrees_hab": Words(
        "Entrées de cinéma par habitant", "Cinema admissions per inhabitant",
        "Entrées des cinémas du territoire rapportées à sa population municipale (les spectateurs peuvent venir d'ailleurs).",
        "Admissions to the cinemas of the territory over its municipal population (spectators may come from elsewhere).",
    ),
    "part_ae": Words(
        "Part des cinémas classés art et essai", "Share of art-house cinemas",
        "Part des cinémas actifs classés art et essai ; sans objet là où il n'y a aucun cinéma.",
        "Share of the active cinemas that have the art-house classification; not applicable where there is no cinema.",
    ),
    "entrees_ecran": Words(
        "Entrées par écran", "Admissions per screen",
        "Nombre d'entrées rapporté au nombre d'écrans ; sans objet là où il n'y a aucun écran.",
        "Number of admissions over the number of screens; not applicable where there is no screen.",
    ),
    "festivals": Words(
        "Festivals", "Festivals",
        "Nombre de festivals recensés, rattachés à leur commune principale de déroulement.",
        "Number of festivals recorded, attached to the main commune where they take place.",
    ),
    "festivals_100k": Words(
        "Festivals pour 100 000 habitants", "Festivals per 100,000 inhabitants",
        "Nombre de festivals recensés rapporté à la population municipale.",
        "Number of festivals recorded over the municipal population.",
    ),
    "bibliotheques": Words(
        "Bibliothèques", "Libraries",
        "Nombre de bibliothèques de lecture publique recensées.", "Number of public libraries recorded.",
    ),
    "biblio_surface_connue": Words(
        "Bibliothèques de surface connue", "Libraries with a known floor area",
        "Nombre de bibliothèques dont la surface est renseignée et non nulle.",
        "Number of public libraries whose floor area is given and is not zero.",
    ),
    "biblio_surface": Words(
        "Surface connue des bibliothèques", "Known floor area of libraries",
        "Somme des surfaces des bibliothèques de surface connue (minorant quand certaines surfaces manquent).",
        "Sum of the known floor areas of the public libraries (a lower bound where some areas are missing).",
    ),
    "bibliotheques_10k": Words(
        "Bibliothèques pour 10 000 habitants", "Libraries per 10,000 inhabitants",
        "Nombre de bibliothèques de lecture publique rapporté à la population municipale.",
        "Number of public libraries over the municipal population.",
    ),
    "biblio_surface_moyenne": Words(
        "Surface moyenne d'une bibliothèque", "Mean library floor area",
        "Surface connue rapportée au nombre de bibliothèques de surface connue ; sans objet là où il n'y a pas de bibliothèque.",
        "Known floor area over the number of libraries whose area is known; not applicable where there is no library.",
    ),
    "musees": Words(
        "Musées de France fréquentés", "Visited Musées de France",
        "Nombre de musées ayant l'appellation « Musée de France » et ayant déclaré au moins une entrée dans l'année.",
        "Number of museums with the official label “Musée de France” that declared at least one visit in the year.",
    ),
    "musees_entrees": Words(
        "Entrées des musées de France", "Visits to Musées de France",
        "Nombre total d'entrées, payantes et gratuites, des musées de France dans l'année.",
        "Total number of visits in the year, paid and free, to the Musées de France.",
    ),
    "musees_100k": Words(
        "Musées de France pour 100 000 habitants", "Musées de France per 100,000 inhabitants",
        "Nombre de musées de France fréquentés rapporté à la population municipale.",
        "Number of visited Musées de France over the municipal population.",
    ),
    "musees_entrees_hab": Words(
        "Entrées des musées de France par habitant", "Visits to Musées de France per inhabitant",
        "Entrées des musées de France rapportées à la population municipale du territoire (les visiteurs peuvent venir d'ailleurs).",
        "Visits to the Musées de France over the municipal population of the territory (visitors may come from elsewhere).",
    ),
    "actifs_total": Words(
        "Actifs en emploi", "People in employment",
        "Nombre total d'actifs en emploi, au lieu de résidence.",
        "Total number of people in employment, at their place of residence.",
    ),
    "actifs_prof_cult": Words(
        "Actifs exerçant une profession culturelle", "People in a cultural occupation",
        "Nombre d'actifs en emploi exerçant une profession culturelle, quel que soit le secteur de leur employeur.",
        "Number of people in employment with a cultural occupation, whatever the sector of their employer.",
    ),
    "part_prof_cult": Words(
        "Part des actifs exerçant une profession culturelle", "Share of people in a cultural occupation",
        "Part des actifs en emploi exerçant une profession culturelle, quel que soit le secteur de leur employeur.",
        "Share of the people in employment who have a cultural occupation, whatever the sector of their employer.",
    ),
    "actifs_sect_cult": Words(
        "Actifs des secteurs culturels", "People working in cultural sectors",
        "Nombre d'actifs en emploi travaillant dans un secteur d'activité culturel, quelle que soit leur profession.",
        "Number of people in employment who work in a cultural sector, whatever their occupation.",
    ),
    "part_sect_cult": Words(
        "Part des actifs des secteurs culturels", "Share of people working in cultural sectors",
        "Part des actifs en emploi travaillant dans un secteur d'activité culturel, quelle que soit leur profession.",
        "Share of the people in employment who work in a cultural sector, whatever their occupation.",
    ),
    "entreprises_cult": Words(
        "Entreprises culturelles marchandes", "Cultural market enterprises",
        "Nombre d'entreprises des secteurs culturels marchands.",
        "Number of enterprises in the cultural sectors of the market economy.",
    ),
    "entreprises_march": Words(
        "Entreprises du secteur marchand", "All market enterprises",
        "Nombre total d'entreprises du secteur marchand.",
        "Total number of enterprises in the market economy.",
    ),
    "part_entreprises_cult": Words(
        "Part des entreprises culturelles marchandes", "Share of cultural market enterprises",
        "Part des secteurs culturels dans l'ensemble des entreprises du secteur marchand.",
        "Share of the cultural sectors among all the enterprises of the market economy.",
    ),
    "salaries_cult": Words(
        "Salariés des secteurs culturels marchands", "Employees of the cultural market sectors",
        "Nombre de salariés des secteurs culturels marchands.",
        "Number of employees in the cultural sectors of the market economy.",
    ),
    "salaries_march": Words(
        "Salariés du secteur marchand", "All market employees",
        "Nombre total de salariés du secteur marchand.",
        "Total number of employees in the market economy.",
    ),
    "part_salaries_cult": Words(
        "Part des salariés des secteurs culturels marchands", "Share of employees of the cultural market sectors",
        "Part des secteurs culturels dans l'ensemble des salariés du secteur marchand.",
        "Share of the cultural sectors among all the employees of the market economy.",
    ),
}  # fmt: skip

#: Clauses of a coverage that hold for ratios over the population only.
PER_INHABITANT = ("0 = aucun cinéma actif déclaré", "dénominateur : population municipale 2023")

#: English coverage for each French one, clause by clause: the French clauses recur.
COVERAGE = {
    "Toutes communes de métropole et des DROM": "All communes of mainland France and the overseas departements (DROM)",
    "Mayotte : recensement 2017 (jamais mis à jour dans la source)": "Mayotte: 2017 census (never updated in the source)",
    "Superficie Insee retrouvée exactement par population ÷ densité (Atlas Culture, COG 2020), remplacée par SUPERF_2023 (Magrit) en Bretagne, Corse, Île-de-France, Normandie et DROM": "Insee area, recovered exactly as population ÷ density (Atlas Culture, geographic code 2020), replaced by SUPERF_2023 (Magrit) in Bretagne, Corse, Île-de-France, Normandie and overseas",
    "nd : 6 communes détruites en 1916, communes issues d'une scission et leurs anciennes communes-mères": "nd: the 6 communes destroyed in 1916, communes born of a split and the communes they left",
    "Meuse et Grand Est : superficie sans ces 6 communes (densité de la Meuse surestimée d'environ 0,8 %)": "Meuse and Grand Est: area without these 6 communes (density of Meuse overestimated by about 0.8 %)",
    "Mayotte : population 2017": "Mayotte: 2017 population",
    "Communes seulement (une médiane ne s'agrège pas)": "Communes only (a median cannot be aggregated)",
    "s = non diffusé (petites communes)": "s = not released (small communes)",
    "nd : Guadeloupe, Guyane, Mayotte, communes fusionnées ou scindées depuis 2020": "nd: Guadeloupe, Guyane, Mayotte, communes merged or split since 2020",
    "Outre-mer non couvert (nd dans les 5 DROM)": "Overseas not covered (nd in the 5 overseas departements)",
    "0 = aucun cinéma actif déclaré": "0 = no active cinema declared",
    "dénominateur : population municipale 2023": "denominator: municipal population 2023",
    "Recensement des festivals ayant eu lieu en 2019": "Festivals that took place in 2019",
    "38 lignes sur 7282 non rattachées (24 sans code commune, 14 hors champ : collectivités d'outre-mer)": "38 rows out of 7,282 not attached (24 without a commune code, 14 out of scope: overseas collectivities)",
    "0 = aucun festival recensé": "0 = no festival recorded",
    "22 bibliothèques sur 15588 non rattachées (collectivités d'outre-mer)": "22 libraries out of 15,588 not attached (overseas collectivities)",
    "0 = aucune bibliothèque recensée": "0 = no library recorded",
    "surface inconnue (vide ou 0) pour 3014 bibliothèques sur 15566 rattachées": "floor area unknown (empty or 0) for 3,014 of the 15,566 libraries attached",
    "nd = bibliothèques sans aucune surface connue": "nd = libraries, none with a known floor area",
    "1155 musées dans le fichier pour 2019, dont 1016 avec une fréquentation positive": "1,155 museums in the file for 2019, of which 1,016 with visits",
    "1057 musées dans le fichier pour 2023, dont 908 avec une fréquentation positive": "1,057 museums in the file for 2023, of which 908 with visits",
    "89 musées connus une autre année n'y figurent pas : les totaux sont des minorants": "89 museums known in another year are not in it: the totals are lower bounds",
    "187 musées connus une autre année n'y figurent pas : les totaux sont des minorants": "187 museums known in another year are not in it: the totals are lower bounds",
    "nd = commune dont aucun musée connu n'est renseigné cette année-là": "nd = commune none of whose known museums is documented that year",
    "0 = aucun musée de France, ou musée à 0 entrée (fermé ou non déclaré : 63 musées ouverts à 0)": "0 = no Musée de France, or a museum with 0 visits (closed or undeclared: 63 open museums at 0)",
    "0 = aucun musée de France, ou musée à 0 entrée (fermé ou non déclaré : 70 musées ouverts à 0)": "0 = no Musée de France, or a museum with 0 visits (closed or undeclared: 70 open museums at 0)",
    "3110 communes du fichier (plus de 3 500 habitants environ), les autres nd": "The 3,110 communes of the file (over about 3,500 inhabitants), the others nd",
    "aux niveaux EPCI, département et région : somme et population des seules communes couvertes": "at the levels EPCI, departement and region: sum and population of the covered communes only",
    "729 EPCI du fichier encore existants sur 740 (11 SIREN disparus), les autres nd": "The 729 EPCI of the file that still exist out of 740 (11 SIREN have gone), the others nd",
    "périmètre de 2019": "boundaries of 2019",
    "96 départements": "96 departements",
    "so : Paris (dépenses comptées avec la commune de Paris), Corse, Martinique, Guyane (collectivités uniques, comptées avec les régions)": "so: Paris (spending counted with the commune of Paris), Corse, Martinique, Guyane (single collectivities, counted with the regions)",
    "région = somme de ses départements": "region = sum of its departements",
    "Rhône : hors Métropole de Lyon, qui exerce les compétences départementales sur son territoire (population du fichier : tout le Rhône)": "Rhône: without Métropole de Lyon, which has the powers of a departement on its territory (the population of the file is that of the whole Rhône)",
    "17 collectivités": "17 collectivities",
    "Corse, Martinique et Guyane sont des collectivités territoriales uniques (compétences régionales et départementales additionnées) : non comparables aux autres": "Corse, Martinique and Guyane are single collectivities (powers of a region and of a departement together): not comparable with the others",
    "so : Mayotte (comptée avec les départements)": "so: Mayotte (counted with the departements)",
    "Région : crédits exécutés, personnel et opérateurs compris": "Region: credits executed, staff and operators included",
    "département : sans les dépenses de personnel (fonctionnement inférieur de 17 à 43 % à celui de la région, sauf Mayotte": "departement: without staff costs (operating spending 17 to 43 % below that of the region, except Mayotte",
    "investissement identique)": "same investment)",
    "nd : Corse-du-Sud et Haute-Corse (valeur -1 dans la source)": "nd: Corse-du-Sud and Haute-Corse (-1 in the source)",
    "Paris porte les opérateurs nationaux": "Paris carries the national operators",
    "Mayotte : nd (la source y porte 3 actifs culturels sur 438, artefact : recensement non disponible)": "Mayotte: nd (the source has 3 cultural workers out of 438 there, an artefact: census not available)",
    "effectifs tronqués à l'unité : la somme des départements peut être inférieure de quelques unités à la région": "numbers truncated to the unit: the sum of the departements may be a few units below the region",
    "Mayotte : nd (absente de la source)": "Mayotte: nd (absent from the source)",
    "communes non publiées ici : dans la feuille communale de la source, le nombre d'entreprises culturelles est égal au nombre de salariés": "communes not published here: in the source's commune sheet the number of cultural enterprises equals the number of employees",
}  # fmt: skip

COVERAGE_2019_2023 = (
    "2019 : {first} ; 2023 : {second}",
    "2019: {first}; 2023: {second}",
)


def words(indicator: str) -> Words:
    """Return the words of an indicator; families are put together here."""
    if indicator in WORDS:
        return WORDS[indicator]
    if indicator.startswith("festivals_"):
        return _festival(indicator[len("festivals_") :])
    return _spending(indicator)


def coverage_en(coverage_fr: str) -> str:
    """Translate a coverage clause by clause; a clause that is not known is an error."""
    return "; ".join(COVERAGE[clause] for clause in coverage_fr.split(" ; "))


def _festival(kind: str) -> Words:
    label_fr, label_en, discipline_fr, discipline_en = _FESTIVALS[kind]
    return Words(
        f"Festivals {label_fr}",
        label_en,
        f"Nombre de festivals recensés dont la discipline dominante est « {discipline_fr} », rattachés à leur "
        "commune principale de déroulement.",
        f"Number of festivals recorded whose main discipline is {discipline_en}, attached to the main commune "
        "where they take place.",
    )


def _spending(indicator: str) -> Words:
    _, spender, *rest = indicator.split("_")
    by_fr, by_en = _SPENDERS[spender]
    if rest == ["pop"]:
        return Words(
            f"Population de référence des dépenses {by_fr}",
            f"Reference population of the spending {by_en}",
            "Population donnée par le fichier des dépenses, qui sert de dénominateur aux montants par habitant.",
            "Population given by the spending file, denominator of the amounts per inhabitant.",
        )
    nature = rest[0] if rest[0] in _NATURES else "total"
    label_fr, label_en, detail_fr, detail_en = _NATURES[nature]
    detail_fr, detail_en = (f" ({text})" if text else "" for text in (detail_fr, detail_en))
    if rest[-1] != "hab":
        return Words(
            f"{label_fr} {by_fr}",
            f"{label_en} {by_en}",
            f"{label_fr} {by_fr}{detail_fr}, en milliers d'euros.",
            f"{label_en} {by_en}{detail_en}, in thousands of euros.",
        )
    short_fr = "Dépenses culturelles" if nature == "total" else label_fr
    short_en = "Cultural spending" if nature == "total" else label_en
    return Words(
        f"{short_fr} par habitant {by_fr}",
        f"{short_en} per inhabitant {by_en}",
        f"{label_fr} {by_fr}{detail_fr}, rapportées à la population donnée par le fichier des dépenses.",
        f"{label_en} {by_en}{detail_en}, over the population given by the spending file.",
    )
