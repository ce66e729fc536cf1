# SPDX-License-Identifier: GPL-2.0-or-later
"""A small list of places and its recipe: every trap of the published ones, in sixteen rows."""

from __future__ import annotations

PUBLISHED = "https://www.data.gouv.fr/datasets/un-essai"

SOURCE = {
    "name": "Lieux d'essai",
    "dataset": PUBLISHED,
    "files": ["lieux*"],
    "level": "commune",
    "columns": {"code": ["code_insee"], "etat": ["Demographie_AP"], "rang": ["Rang"]},
    "year": 2026,
    "keep": [{"column": "etat", "in": ["Actif"]}],
    "unique": ["rang"],
    "places": {
        "title": {"fr": "Lieux", "en": "Places"},
        "source": "Ministère, « Lieux d'essai »",
        "coverage": {"fr": "Quelques lieux", "en": "A few places"},
        "columns": {
            "id": ["Ident"],
            "name": ["Nom"],
            "type": ["Type équipement ou lieu"],
            "domain": ["Domaine"],
            "label": ["Label et appellation"],
            "latitude": ["Latitude"],
            "longitude": ["Longitude"],
            "position": ["coordonnees_geo"],
            "address": ["Adresse"],
        },
        "symbols": {"Bibliothèque": "bibliotheque", "Théâtre": "lieu_theatre"},
    },
}
RECIPE = {
    "format": 1,
    "id": "lieux-essai",
    "title": {"fr": "Lieux d'essai", "en": "Places on trial"},
    "description": {"fr": "Un essai", "en": "A trial"},
    "licence": {"title": "Licence Ouverte 2.0"},
    "sources": [SOURCE],
}
HEADER = (
    "Rang;Ident;Nom;code_insee;Type équipement ou lieu;Domaine;Label et appellation;Latitude;Longitude;"
    "coordonnees_geo;Adresse;Demographie_AP;Téléphone\r\n"
)
#: Rennes is at 48.11, -1.68; the columns are those of the header.
ROWS = (
    "1;A1;TNB;35238;Théâtre;Arts du spectacle;CDN;48.1080;-1.6725;;;Actif;0299000000\r\n"
    '2;A2;Médi@thèque;35238;Bibliothèque;Lecture publique;;;;"48,1053 ; -1,6740";;Actif;\r\n'
    "3;A3;Interverti;35238;Bibliothèque;Lecture publique;;-1.6725;48.1080;;;Actif;\r\n"
    "4;A4;À Brest;35238;Bibliothèque;Lecture publique;;48.39;-4.486;;;Actif;\r\n"
    "5;A5;Au Québec;35238;Bibliothèque;Lecture publique;;46.8;-71.2;;;Actif;\r\n"
    "6;A6;Nul;35238;Musée;Musées;;0;0;;;Actif;\r\n"
    "7;A7;Illisible;35238;Musée;Musées;;nord;ouest;;;Actif;\r\n"
    "8;A8;Absent;35238;Musée;Musées;;;;;;Actif;\r\n"
    "9;A9;Lambert;35238;Musée;Musées;Musée de France;6789264;351948;;;Actif;\r\n"
    "10;A10;Postal;35238;Bibliothèque;Lecture publique;;48.1080;-1.6725;;35000 Rennes;Actif;\r\n"
    "11;A11;Fermé;35238;Bibliothèque;Lecture publique;;48.1080;-1.6725;;;Inactif;\r\n"
    "1;A1;TNB;35238;Théâtre;Arts du spectacle;;48.1080;-1.6725;;;Actif;\r\n"
    "12;A12;Miquelon;97502;Musée;Musées;;46.77;-56.17;;;Actif;\r\n"
    "13;A13;Sans code;;Musée;Musées;;48.1;-1.6;;;Actif;\r\n"
    "14;A14;contact@exemple.fr;75101;Musée;Musées;02 99 00 00 00;48.8606;2.3376;;;Actif;\r\n"
    '15;A15;Deux communes;"97411 ; 97408";Site;Patrimoine;Unesco;-20.99;55.39;;;Actif;\r\n'
)
