# SPDX-License-Identifier: GPL-2.0-or-later
"""Answers of three services of open data, after their documentation: Explore v2.1, tabular API, WFS 2.0.

Each takes the parameters of a request and returns a status and a body.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from urllib.parse import quote

#: Most rows of one answer, and the last row that paging reaches (Opendatasoft, « Explore API v2.1 »).
EXPLORE_LIMIT, EXPLORE_REACH = 100, 10_000
#: Most rows of one page (datagouv/api-tabular, PAGE_SIZE_MAX as deployed).
TABULAR_LIMIT = 200
#: Most features of one answer of the Géoplateforme.
WFS_LIMIT = 5000


@dataclass
class Portal:
    """A data set of an Opendatasoft portal. ``exports`` tells whether the portal allows them."""

    rows: list[dict]
    title: str = "Jeu"
    modified: str = "2026-02-18T10:11:12+00:00"
    labels: dict[str, str] = field(default_factory=dict)
    exports: bool = True


@dataclass
class FeatureType:
    """A layer of the WFS: GeoJSON features, whose names of properties are those of the layer."""

    features: list[dict]


def as_json(status: int, document: object) -> tuple[int, bytes]:
    return status, json.dumps(document, ensure_ascii=False).encode()


# --- Opendatasoft Explore v2.1


def explore(portals: dict[str, Portal], path: str, query: dict[str, str]) -> tuple[int, bytes]:
    """Answer under ``/api/explore/v2.1/catalog/datasets/``."""
    name, _, endpoint = path.partition("/")
    portal = portals.get(name)
    if portal is None:
        return _explore_error(404, "ODSDatasetNotFound", f"The requested dataset {name} does not exist.")
    if not endpoint.strip("/"):
        return as_json(200, _described(name, portal))
    rows, problem = _selected(portal, query)
    if problem:
        return _explore_error(400, "ODSQLError", problem)
    if endpoint == "records":
        return _records(rows, query)
    if endpoint == "exports/json" and portal.exports:
        limit = int(query.get("limit", -1))
        return as_json(200, rows if limit < 0 else rows[:limit])
    return _explore_error(403, "ForbiddenError", "You are not allowed to export this dataset.")


def _explore_error(status: int, code: str, message: str) -> tuple[int, bytes]:
    return as_json(status, {"error_code": code, "message": message})


def _described(name: str, portal: Portal) -> dict:
    names = list(dict.fromkeys(key for row in portal.rows for key in row))
    fields = [{"name": key, "label": portal.labels.get(key, key), "type": "text"} for key in names]
    default = {
        "title": portal.title,
        "modified": portal.modified,
        "data_processed": portal.modified,
        "records_count": len(portal.rows),
    }
    return {"dataset_id": name, "has_records": True, "fields": fields, "metas": {"default": default}}


def _records(rows: list[dict], query: dict[str, str]) -> tuple[int, bytes]:
    limit, offset = int(query.get("limit", 10)), int(query.get("offset", 0))
    if not -1 <= limit <= EXPLORE_LIMIT:
        sentence = (
            f"Invalid value for limit API parameter: {limit} was found but -1 <= limit <= 100 is expected."
        )
        return _explore_error(400, "InvalidRESTParameterError", sentence)
    limit = EXPLORE_LIMIT if limit == -1 else limit
    if offset + limit > EXPLORE_REACH:
        sentence = (
            f"Invalid value for sum of offset + limit API parameter: {offset + limit} was found "
            "but <= 10000 is expected."
        )
        return _explore_error(400, "InvalidRESTParameterError", sentence)
    return as_json(200, {"total_count": len(rows), "results": rows[offset : offset + limit]})


_WHERE = re.compile(r"\s*`?(\w+)`?\s*(=|!=|>=|<=|>|<)\s*(?:[\"']([^\"']*)[\"']|(-?\d+(?:\.\d+)?))\s*")


def _selected(portal: Portal, query: dict[str, str]) -> tuple[list[dict], str]:
    """Apply ``where`` (comparisons joined by ``and``) and ``select`` (names); also return what is wrong."""
    known = {key for row in portal.rows for key in row}
    rows = portal.rows
    for part in re.split(r"\s+and\s+", query.get("where", "")) if query.get("where") else ():
        found = _WHERE.fullmatch(part)
        if not found:
            return [], f"ODSQL query is malformed: {part}"
        if found[1] not in known:
            return [], f"Unknown field: {found[1]}"
        rows = [row for row in rows if _holds(row.get(found[1]), found[2], found[3], found[4])]
    names = [name.strip(" `") for name in query.get("select", "*").split(",")]
    if names == ["*"]:
        return rows, ""
    unknown = [name for name in names if name not in known]
    if unknown:
        return [], f"Unknown field: {unknown[0]}"
    return [{name: row.get(name) for name in names} for row in rows], ""


def _holds(value: object, sign: str, text: str | None, number: str | None) -> bool:
    if value is None:
        return False
    left, right = (float(value), float(number)) if number is not None else (str(value), text)
    return {
        "=": left == right, "!=": left != right, ">": left > right, "<": left < right,
        ">=": left >= right, "<=": left <= right,
    }[sign]  # fmt: skip


# --- Tabular API of data.gouv.fr


def tabular(tables: dict[str, list[dict]], path: str, query: dict[str, str], base: str) -> tuple[int, bytes]:
    """Answer under ``/api/resources/``; ``base`` is what links begin with."""
    resource, _, endpoint = path.strip("/").partition("/")
    rows = tables.get(resource)
    if rows is None:
        return as_json(404, {"errors": [{"code": None, "title": "Resource not found", "detail": "no data"}]})
    names = list(dict.fromkeys(key for row in rows for key in row))
    if endpoint == "profile":
        return as_json(200, {"profile": {"header": names, "total_lines": len(rows)}})
    if endpoint != "data":
        # When the rows were read from the file: a new one is read anew.
        moment = hashlib.sha1(json.dumps(rows).encode()).hexdigest()
        return as_json(200, {"created_at": moment, "url": f"{base}/files/{resource}.csv", "links": []})
    page, size = int(query.get("page", 1)), int(query.get("page_size", 20))
    if size > TABULAR_LIMIT:
        return _invalid(f"Page size exceeds allowed maximum: {TABULAR_LIMIT}")
    wanted = _columns(query.get("columns", ""))
    unknown = [name for name in wanted if name not in (*names, "__id")]
    if unknown:
        return _invalid(f"column {unknown[0]} does not exist")
    numbered = [{"__id": rank, **row} for rank, row in enumerate(rows, 1)][size * (page - 1) : size * page]
    data = [{name: row.get(name) for name in wanted} for row in numbered] if wanted else numbered
    return as_json(200, {"data": data, "links": _links(resource, query, page, size, len(rows), base),
                         "meta": {"page": page, "page_size": size, "total": len(rows)}})  # fmt: skip


def _invalid(detail: str) -> tuple[int, bytes]:
    return as_json(400, {"errors": [{"code": None, "title": "Invalid query string", "detail": detail}]})


def _columns(text: str) -> list[str]:
    """Names of PostgREST's ``select``: in double quotes where they are not plain words."""
    found = re.findall(r'"([^"]*)"|([^,"]+)', text)
    return [quoted or plain for quoted, plain in found]


def _links(resource: str, query: dict[str, str], page: int, size: int, total: int, base: str) -> dict:
    kept = "".join(f"{key}={quote(query[key])}&" for key in query if not key.startswith("page"))
    address = f"{base}/api/resources/{resource}/data/?{kept}page="
    return {
        "profile": f"{base}/api/resources/{resource}/profile/",
        "next": f"{address}{page + 1}&page_size={size}" if page * size < total else None,
        "prev": f"{address}{page - 1}&page_size={size}" if page > 1 else None,
    }


# --- WFS of the Géoplateforme


def wfs(layers: dict[str, FeatureType], given: dict[str, str]) -> tuple[int, bytes]:
    """Answer a GetFeature request; names of parameters are in any case, as the standard says."""
    query = {key.upper(): value for key, value in given.items()}
    name = query.get("TYPENAMES") or query.get("TYPENAME", "")
    if query.get("SERVICE", "").upper() != "WFS" or query.get("REQUEST") != "GetFeature":
        return _exception("OperationNotSupported", f"No such operation WFS {query.get('REQUEST')}")
    layer = layers.get(name)
    if layer is None:
        return _exception("InvalidParameterValue", f"Feature type {name} unknown")
    features, problem = _filtered(layer.features, query.get("CQL_FILTER", ""))
    if problem:
        return _exception("NoApplicableCode", problem)
    if query.get("RESULTTYPE", "").lower() == "hits":
        return 200, (
            '<?xml version="1.0" encoding="UTF-8"?><wfs:FeatureCollection xmlns:wfs='
            f'"http://www.opengis.net/wfs/2.0" numberMatched="{len(features)}" numberReturned="0" '
            'timeStamp="2026-03-01T00:00:00.000Z"/>'
        ).encode()
    start = int(query.get("STARTINDEX", 0))
    count = min(int(query.get("COUNT", WFS_LIMIT)), WFS_LIMIT)
    page = [_kept(one, query.get("PROPERTYNAME", "")) for one in features[start : start + count]]
    return as_json(200, {
        "type": "FeatureCollection", "features": page, "totalFeatures": len(features),
        "numberMatched": len(features), "numberReturned": len(page),
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}},
    })  # fmt: skip


def _exception(code: str, text: str) -> tuple[int, bytes]:
    return 400, (
        '<?xml version="1.0" encoding="UTF-8"?><ows:ExceptionReport version="2.0.0" xmlns:ows='
        f'"http://www.opengis.net/ows/1.1"><ows:Exception exceptionCode="{code}">'
        f"<ows:ExceptionText>{text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
    ).encode()


def _filtered(features: list[dict], cql: str) -> tuple[list[dict], str]:
    if not cql:
        return features, ""
    found = re.fullmatch(r"\s*(\w+)\s*=\s*'([^']*)'\s*", cql)
    if not found:
        return [], f"Could not parse CQL filter list. {cql}"
    return [one for one in features if str(one["properties"].get(found[1])) == found[2]], ""


def _kept(feature: dict, names: str) -> dict:
    """Keep the properties that are asked for; the geometry goes when others are and it is not."""
    if not names:
        return feature
    wanted = names.split(",")
    properties = {key: value for key, value in feature["properties"].items() if key in wanted}
    geometry = feature["geometry"] if {"geometrie", "geometry", "geom", "the_geom"} & set(wanted) else None
    return {**feature, "properties": properties, "geometry": geometry}
