# SPDX-License-Identifier: GPL-2.0-or-later
"""Build ``data/boundaries/changes.csv``: which perimeters changed, year after year.

The lists of communes and of the members of departements and EPCI, one vintage of npm
``@etalab/decoupage-administratif`` after the other, are compared on the communes of today. A line
``level,code,year`` says that on 1 January of that year the territory was no longer what it was the
year before.

    .venv/bin/python tools/build_changes.py [--sources FOLDER] [--output FILE]
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tarfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.build_boundaries import check_sources  # noqa: E402

#: Version of the npm package that gives each year. That of 2020 still has the communes of 2019, of
#: which two merged on 1 January 2020: they are seen in 2021.
VERSIONS = {
    2019: "0.6.2",
    2020: "0.8.0",
    2021: "1.1.1",
    2022: "2.3.1",
    2023: "3.1.1",
    2024: "4.1.0",
    2025: "5.3.0",
    2026: "6.0.0",
}

#: Territories of a level, each with its communes of that year.
Members = dict[str, frozenset[str]]
Changes = set[tuple[str, str, int]]


def fetch(folder: Path) -> None:
    """Download what is absent with npm; nothing is installed or run."""
    folder.mkdir(parents=True, exist_ok=True)
    for version in VERSIONS.values():
        if not (folder / archive(version)).exists():
            npm = ["npm", "pack", "--ignore-scripts", f"@etalab/decoupage-administratif@{version}"]
            subprocess.run(npm, cwd=folder, check=True)


def archive(version: str) -> str:
    """File name of a version."""
    return f"etalab-decoupage-administratif-{version}.tgz"


def read(path: Path, name: str) -> list[dict[str, Any]]:
    """One list of an archive."""
    with tarfile.open(path) as files:
        member = files.extractfile(f"package/data/{name}.json")
        if member is None:
            raise SystemExit(f"{path} has no list of {name}.")
        content: list[dict[str, Any]] = json.load(io.TextIOWrapper(member, encoding="utf-8"))
    return content


def levels(path: Path, today: dict[str, str]) -> dict[str, Members]:
    """The territories of a vintage: communes as themselves, others as the communes of today they hold."""
    communes = [
        one for one in read(path, "communes") if one["type"] == "commune-actuelle" and "departement" in one
    ]
    departements: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for commune in communes:
        current = today.get(commune["code"], commune["code"])
        departements[commune["departement"]].add(current)
        own[current].add(commune["code"])
    epci = {
        str(one["code"]): frozenset(today.get(member["code"], member["code"]) for member in one["membres"])
        for one in read(path, "epci")
    }
    return {
        "departement": {code: frozenset(held) for code, held in departements.items()},
        "epci": epci,
        "commune": {code: frozenset(held) for code, held in own.items()},
    }


def compare(before: dict[str, Members], after: dict[str, Members], year: int) -> Changes:
    """The territories of ``after`` that do not hold what they held, or did not exist."""
    return {
        (level, code, year)
        for level, members in after.items()
        for code, held in members.items()
        if before[level].get(code) != held
    }


def successors(path: Path) -> dict[str, str]:
    """Old commune codes and the commune of today that holds them."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["old_code"]: row["new_code"] for row in csv.DictReader(stream)}


def known(path: Path) -> set[tuple[str, str]]:
    """Levels and codes of the territories of today: collectivities that are no departement are left out."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {(row["level"], row["code"]) for row in csv.DictReader(stream)}


def main() -> None:
    """Fetch, check, compare, write."""
    parser = argparse.ArgumentParser(description="Build the list of perimeters that changed.")
    parser.add_argument("--sources", type=Path, default=ROOT / "build" / "sources")
    parser.add_argument("--output", type=Path, default=ROOT / "data" / "boundaries" / "changes.csv")
    arguments = parser.parse_args()
    fetch(arguments.sources)
    check_sources(arguments.sources, ROOT / "data" / "boundaries" / "CHANGES.sha256")
    today = successors(ROOT / "data" / "boundaries" / "passage.csv")
    vintages = {y: levels(arguments.sources / archive(v), today) for y, v in VERSIONS.items()}
    found: Changes = set()
    for year in sorted(VERSIONS)[1:]:
        found |= compare(vintages[year - 1], vintages[year], year)
    there = known(ROOT / "data" / "boundaries" / "territories.csv")
    found = {change for change in found if change[:2] in there}
    order = {"departement": 0, "epci": 1, "commune": 2}
    with arguments.output.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["level", "code", "year"])
        writer.writerows(sorted(found, key=lambda row: (order[row[0]], row[1], row[2])))
    print(f"{len(found)} changes of perimeter in {arguments.output}")


if __name__ == "__main__":
    main()
