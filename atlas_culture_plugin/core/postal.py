# SPDX-License-Identifier: GPL-2.0-or-later
"""Postal codes: what people know of a commune when they do not know its code.

A postal code is not a code of commune: 35000 is Rennes, which the geographic code calls 35238; 69001 is the
first arrondissement of Lyon, and the code of Affoux. One of them serves up to 46 communes, and a town has
several.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

from .errors import TerritoryError
from .i18n import tr

FILE = "postal_codes.csv"
_POSTAL_CODE = re.compile(r"[0-9]{5}")


def read_postal_codes(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the codes of the communes that each postal code serves, in order.

    Raises:
        TerritoryError: the list is missing or is not what the plugin ships.
    """
    found: dict[str, list[str]] = defaultdict(list)
    try:
        with (folder / FILE).open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            next(rows, None)
            for postal_code, commune in rows:
                found[postal_code].append(commune)
    except (OSError, ValueError, csv.Error) as error:
        sentence = tr("The list of postal codes cannot be read in {folder}: install the plugin again.")
        raise TerritoryError(sentence.format(folder=folder), details=repr(error)) from error
    return {postal_code: tuple(communes) for postal_code, communes in found.items()}


def split_postal_code(text: str) -> tuple[str, list[str]]:
    """Return the one postal code among the words of a text, and its other words; empty when there is none.

    Two of them, as two territories pasted at once, are none: which is meant cannot be told.
    """
    words = text.split()
    codes = [word for word in words if _POSTAL_CODE.fullmatch(word)]
    return (codes[0], [word for word in words if word != codes[0]]) if len(codes) == 1 else ("", words)
