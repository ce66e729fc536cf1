# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables to fill for what no open file covers, such as contracts: filled, they are imported at once.

``data/templates`` has a CSV file a template, and ``templates.json``: what each is, and the choices of its
import.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ... import paths
from ..errors import StorageError
from ..i18n import tr
from ..model import localised
from ..storage import copy_whole
from ..territories import plain
from .profile import Table


@dataclass(frozen=True)
class Template:
    """A table to fill."""

    id: str
    label_fr: str
    label_en: str
    file: Path
    choices: dict[str, Any]

    @property
    def label(self) -> str:
        """Name in the interface's language."""
        return localised(self.label_fr, self.label_en)

    def headers(self) -> list[str]:
        """Return the headers that a filled table must have."""
        with self.file.open(encoding="utf-8-sig", newline="") as stream:
            return next(csv.reader(stream, delimiter=";"))


def templates() -> list[Template]:
    """Return the templates, in the order that they are offered."""
    folder = paths.data("templates")
    described = json.loads((folder / "templates.json").read_text(encoding="utf-8"))
    return [
        Template(
            item["id"],
            item["label"]["fr"],
            item["label"]["en"],
            folder / f"{item['id']}.csv",
            {**described["families"][item["family"]], "title": item["label"]["fr"], "id": item["id"]},
        )
        for item in described["templates"]
    ]


def save_template(template: Template, target: Path) -> None:
    """Copy a template where the user wants it.

    Raises:
        StorageError: it cannot be written there.
    """
    if target.suffix.lower() != ".csv":
        raise StorageError(tr("{path}: a template is a CSV file.").format(path=target))
    copy_whole(template.file, target)


def template_of(table: Table) -> dict[str, Any]:
    """Return the choices of the template that a table fills, by its headers; none when it fills none.

    Templates of a family have the same headers: what the table says of itself tells which it is.
    """
    headers = {plain(one.header) for one in table.columns}
    found = [one for one in templates() if {plain(header) for header in one.headers()} <= headers]
    if not found:
        return {}
    said = _said(table)
    named = (one for one in found if said in (plain(one.label_fr), plain(one.id)))
    return dict(next(named, found[0]).choices)


def _said(table: Table) -> str:
    """Return what most rows of a table of contracts say that they are."""
    column = table.column("dispositif")
    cells = table.cells(column.header).tolist() if column else []
    texts = Counter(plain(text) for text in cells if text)
    return next((text for text, _ in texts.most_common(1)), "")
