# SPDX-License-Identifier: GPL-2.0-or-later
"""Boundaries as Etalab and IGN publish them, for a few departements, from those that the plugin ships."""

from __future__ import annotations

import json
from functools import lru_cache

from atlas_culture_plugin.core.boundaries.shapes import from_wkb
from atlas_culture_plugin.core.levelfile import outlines
from atlas_culture_plugin.core.model import Level
from atlas_culture_plugin.core.territories import territories
from tests.unit.open_data_apis import FeatureType
from tests.unit.open_data_servers import OpenData

#: Two neighbours of two regions, and one overseas.
DEPARTEMENTS = ("35", "53", "976")
PLURALS = {
    Level.REGION: "regions", Level.DEPARTEMENT: "departements", Level.EPCI: "epci", Level.COMMUNE: "communes",
}  # fmt: skip
ETALAB = {"national": "1000m", "detail": "100m"}
IGN = {"national": "ADMINEXPRESS-COG-CARTO-PE", "detail": "ADMINEXPRESS-COG-CARTO"}
COG = {
    Level.REGION: ("code_insee", {}),
    Level.DEPARTEMENT: ("code_insee", {"region": "code_insee_de_la_region"}),
    Level.EPCI: ("code_siren", {}),
    Level.COMMUNE: ("code_insee", {
        "departement": "code_insee_du_departement", "region": "code_insee_de_la_region",
        "epci": "codes_siren_des_epci",
    }),
}  # fmt: skip
OLD = {
    Level.REGION: ("INSEE_REG", {}), Level.DEPARTEMENT: ("INSEE_DEP", {"region": "INSEE_REG"}),
    Level.EPCI: ("CODE_SIREN", {}),
    Level.COMMUNE: ("INSEE_COM", {"departement": "INSEE_DEP", "region": "INSEE_REG", "epci": "SIREN_EPCI"}),
}  # fmt: skip


def same(_level, features):
    """Publish as it is."""
    return features


def chosen(level, departements=DEPARTEMENTS):
    """Codes of a level inside the departements."""
    known = territories()
    parents = [f"DEP-{code}" for code in departements]
    if level is Level.REGION:
        return sorted({known.find(one).region for one in parents})
    return sorted({code for one in parents for code in known.within(level, one)})


def etalab(level, detail, departements=DEPARTEMENTS):
    """Features with Etalab's properties, which may be changed."""
    return json.loads(_etalab(level, detail, departements))


@lru_cache
def _etalab(level, detail, departements):
    listed = ", ".join(f"'{code}'" for code in chosen(level, departements))
    source = territories().outlines(level, detail)
    found = outlines(source, level, f'"code" IN ({listed})')
    return json.dumps([_feature(one, level) for one in found if one.wkb])


def _feature(one, level):
    properties = {"code": one.code, "nom": one.nom}
    if level is Level.DEPARTEMENT:
        properties["region"] = one.region
    if level is Level.COMMUNE:
        properties |= {"departement": one.departement, "region": one.region}
        properties |= {"epci": one.epci} if one.epci else {}
    polygons = [[[list(point) for point in ring] for ring in rings] for rings in from_wkb(one.wkb)]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    if len(polygons) == 1:
        geometry = {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def ign(level, detail, names=COG, departements=DEPARTEMENTS):
    """Features with IGN's properties, of today or ``OLD``."""
    code, parents = names[level]
    made = []
    for feature in etalab(level, detail, departements):
        old = feature["properties"]
        properties = {code: old["code"], "NOM" if names is OLD else "nom_officiel": old["nom"]}
        properties |= {new: old.get(name, "NR") for name, new in parents.items()}
        if level is Level.COMMUNE:
            people = territories().get(level, old["code"]).population
            properties["POPULATION" if names is OLD else "population"] = people
        made.append({**feature, "properties": properties})
    return made


def publish_etalab(site: OpenData, year="2025", change=same, levels=tuple(Level)):
    """Publish the files of a vintage; ``change`` takes a level and its features."""
    for level in levels:
        for detail, name in ETALAB.items():
            features = change(level, etalab(level, detail))
            site.publish_contours(year, f"{PLURALS[level]}-{name}", features)


def publish_ign(site: OpenData, names=COG, change=same):
    """Publish the layers of the WFS."""
    for level in Level:
        for detail, name in IGN.items():
            features = change(level, ign(level, detail, names))
            site.layers[f"{name}.LATEST:{level.value}"] = FeatureType(features)
