# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads where a source of a recipe is published: data.gouv.fr, an Opendatasoft portal, or an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..i18n import tr
from ..names import is_address
from ..portals.opendatasoft import Explore
from ..portals.retired import PAGES, RETIRED, moved_sentence
from ..reader import Reader
from .recipe_parts import Item, known_keys

#: Keys of a source that say where it is.
ORIGIN_KEYS = ("dataset", "resource", "url", "tabular", "opendatasoft")

_EXPLORE_KEYS = ("portal", "dataset", "where", "select")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DATASET = re.compile(r"[a-z0-9][a-z0-9-]{2,120}")
_PORTAL_DATASET = re.compile(r"[A-Za-z0-9][A-Za-z0-9@_.-]{0,150}")


@dataclass(frozen=True)
class Origin:
    """Where a source is published; all empty for one that is only ever a local file."""

    dataset: str = ""
    resource: str = ""
    url: str = ""
    tabular: bool = False
    explore: Explore | None = None


def read_origin(reader: Reader, item: Item, where: str) -> Origin:
    """Return where a source is published, and note what is wrong with it."""
    # Its page says it too, and no scanner of secrets takes an address for one.
    dataset = reader.text(item, "dataset", where, required=False).removeprefix(PAGES).rstrip("/")
    resource = reader.text(item, "resource", where, required=False)
    url = reader.text(item, "url", where, required=False)
    explore = _explore(reader, item, where)
    if sum(map(bool, (dataset, url, explore))) > 1:
        reader.problem(where, tr("give only one of “dataset”, “url” and “opendatasoft”: where the data are"))
    if dataset in RETIRED:
        reader.problem(where, moved_sentence(dataset))
    elif dataset and not _DATASET.fullmatch(dataset):
        reader.problem(where, tr("dataset: expected the id of a data set of data.gouv.fr"))
    if resource and not _UUID.fullmatch(resource):
        reader.problem(where, tr("resource: expected the id of a resource of data.gouv.fr"))
    if url and not is_address(url):
        reader.problem(where, tr("url: expected an address that begins with https://"))
    tabular = reader.boolean(item, "tabular", where, default=False)
    if tabular and not dataset:
        reader.problem(where, tr("tabular: expected with a “dataset” of data.gouv.fr"))
    return Origin(dataset, resource, url, tabular, explore)


def _explore(reader: Reader, item: Item, where: str) -> Explore | None:
    if "opendatasoft" not in item:
        return None
    place = f"{where}.opendatasoft"
    given = reader.child(item, "opendatasoft", where)
    known_keys(reader, given, _EXPLORE_KEYS, place)
    portal = reader.text(given, "portal", place).rstrip("/")
    if portal and not is_address(portal):
        reader.problem(place, tr("portal: expected an address that begins with https://"))
    dataset = reader.text(given, "dataset", place)
    if dataset and not _PORTAL_DATASET.fullmatch(dataset):
        reader.problem(place, tr("dataset: expected the id of a data set of the portal"))
    select = tuple(reader.texts(given, "select", place)) if "select" in given else ()
    return Explore(portal, dataset, reader.text(given, "where", place, required=False), select)
