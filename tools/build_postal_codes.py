# SPDX-License-Identifier: GPL-2.0-or-later
"""Build ``data/boundaries/postal_codes.csv``: which communes a postal code serves.

From the same archive of npm ``@etalab/decoupage-administratif`` as the geographic code, which takes them
from La Poste (« Base officielle des codes postaux », Licence Ouverte). Those of Paris, Lyon and Marseille are
those of their arrondissements; the special ones of large receivers (CEDEX) are not in the list.

    .venv/bin/python tools/build_postal_codes.py [--sources FOLDER] [--output FILE]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.build_boundaries import check_sources, fetch, is_current, read_json, write_csv  # noqa: E402


def pairs(records: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """Postal code and commune of today, each pair once, in order: 35000 serves Rennes, and others more."""
    return sorted(
        {(postal, one["code"]) for one in records if is_current(one) for postal in one["codesPostaux"]}
    )


def main() -> None:
    """Fetch, check, write."""
    parser = argparse.ArgumentParser(description="Build the list of postal codes.")
    parser.add_argument("--sources", type=Path, default=ROOT / "build" / "sources")
    parser.add_argument("--output", type=Path, default=ROOT / "data" / "boundaries" / "postal_codes.csv")
    arguments = parser.parse_args()
    fetch(arguments.sources)
    check_sources(arguments.sources, ROOT / "data" / "boundaries" / "SOURCES.sha256")
    found = pairs(read_json(arguments.sources, "communes"))
    write_csv(arguments.output, ["postal_code", "commune"], found)
    print(f"{len(found)} pairs, {len({postal for postal, _ in found})} postal codes in {arguments.output}")


if __name__ == "__main__":
    main()
