# SPDX-License-Identifier: GPL-2.0-or-later
"""The territories of the geographic code: look-up, search, what lies inside what, old codes."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import islice
from pathlib import Path

from .. import paths
from .codes import Reference, normalise, parse_reference
from .crs import METROPOLE_CRS, OVERSEAS_CRS, WORLD_CRS
from .errors import TerritoryError
from .i18n import tr
from .model import Level, Territory
from .postal import read_postal_codes, split_postal_code
from .vintage import Vintage, read_vintage
from .wording import level_noun

_WORD = re.compile(r"[a-z0-9]+")
#: What has no plain letter underneath, and the punctuation that would vanish with it.
_SPELLINGS = str.maketrans({"œ": "oe", "æ": "ae", "’": " ", "–": " ", "‑": " "})
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}

#: From the widest to the narrowest.
_NESTING = (Level.REGION, Level.DEPARTEMENT, Level.EPCI, Level.COMMUNE)
#: Name, departement, region, EPCI, population: a line of territories.csv without its level and code.
_Line = tuple[str, str, str, str, str]


class Territories:
    """The territories of one year; built by :meth:`load`, never modified."""

    def __init__(
        self,
        lines: dict[Level, dict[str, _Line]],
        passage: dict[str, tuple[str, str]],
        without_geometry: frozenset[str],
        attribution: str,
        changes: Iterable[tuple[str, str, int]],
        folder: Path,
        vintage: Vintage,
    ) -> None:
        """Hold what the four files of ``folder`` say; the fifth, the postal codes, waits for a search."""
        self._folder = folder
        #: Which boundaries these are.
        self.vintage = vintage
        self._lines = lines
        self._passage = passage
        self._changes = tuple(changes)
        self._all: dict[Level, tuple[Territory, ...]] = {}
        #: Communes that have no polygon anywhere: they are in the tables, never on the map.
        self.without_geometry = without_geometry
        #: Source of the boundaries, to be printed on maps.
        self.attribution = attribution

    @classmethod
    def load(cls, folder: Path) -> Territories:
        """Read ``territories.csv``, ``passage.csv``, ``changes.csv`` and ``boundaries.json``.

        Boundaries got later have ``differences.csv`` as well, which says what the figures do not follow.

        Raises:
            TerritoryError: one of them is missing or is not what it should be.
        """
        try:
            passage = {row[0]: (row[1], row[2]) for row in _rows(folder / "passage.csv")}
            described = json.loads((folder / "boundaries.json").read_text(encoding="utf-8"))
            missing = frozenset(described["communes_without_geometry"])
            changes = [(level, code, int(year)) for level, code, year in _rows(folder / "changes.csv")]
            lines = _read_lines(folder / "territories.csv")
            vintage = read_vintage(folder, described)
            return cls(lines, passage, missing, described["attribution"], changes, folder, vintage)
        except (OSError, ValueError, LookupError, csv.Error) as error:
            sentence = tr("The list of territories cannot be read in {folder}: install the plugin again.")
            raise TerritoryError(sentence.format(folder=folder), details=repr(error)) from error

    @property
    def year(self) -> int:
        """Year of the geographic code, 0 when it is not known."""
        return self.vintage.year

    def file(self, name: str) -> Path:
        """Return a file of these boundaries: outlines, limits, frames."""
        return self._folder / self.vintage.layers / name

    def outlines(self, level: Level, detail: str) -> Path:
        """Return the outlines of a level at a detail, as :mod:`.levelfile` reads them."""
        return self.file(f"{level.value}_{detail}.gpkg")

    def known(self, level: Level, code: str) -> bool:
        """Whether a territory has this code at this level today."""
        return code in self._lines[level]

    def get(self, level: Level, code: str) -> Territory | None:
        """Return the territory of this normalised code, or None."""
        line = self._lines[level].get(code)
        if line is None:
            return None
        name, departement, region, epci, population = line
        people = int(population) if population else None
        return Territory(level, code, name, departement, region, epci, people)

    def codes(self, level: Level) -> list[str]:
        """Return every code of a level, in order: the n-th is the feature n of the boundaries."""
        return list(self._lines[level])

    def all(self, level: Level) -> tuple[Territory, ...]:
        """Return every territory of a level, in the order of the codes."""
        if level not in self._all:
            codes = self._lines[level]
            self._all[level] = tuple(territory for code in codes if (territory := self.get(level, code)))
        return self._all[level]

    def find(self, reference: str | Reference) -> Territory:
        """Return the territory that a reference such as ``DEP-2A`` names.

        Raises:
            TerritoryError: it is not understood, is not a single territory, or does not exist (any more).
        """
        wanted = parse_reference(reference) if isinstance(reference, str) else reference
        if wanted.level is None:
            sentence = tr("{reference} is a set of territories: name one, such as REG-53 or COM-35238.")
            raise TerritoryError(sentence.format(reference=wanted))
        found = self.get(wanted.level, wanted.code)
        if found is None:
            raise TerritoryError(self.unknown(wanted.level, wanted))
        return found

    def successor(self, code: str) -> tuple[str, str] | None:
        """Return the commune that holds a code which is not one today, and why.

        The reason is ``merged``, ``delegated``, ``associated`` or ``arrondissement``.
        """
        return self._passage.get(code)

    def changed(self, level: Level, since: int, until: int) -> frozenset[str]:
        """Return the territories whose perimeter on 1 January of ``until`` is not that of ``since``.

        Known from 2019 on: communes that merged or were re-established, EPCI and departements that
        gained or lost a commune.
        """
        return frozenset(
            code for at, code, year in self._changes if at == level.value and since < year <= until
        )

    def within(self, level: Level, reference: str | Reference) -> list[str]:
        """Return the codes of ``level`` inside a territory, ``FRANCE`` or ``METRO``, in order.

        An EPCI is inside every departement and region where it has at least one commune, so that a map of a
        departement has no hole at its border. A level wider than the territory has nothing inside it.

        Raises:
            TerritoryError: the reference is not understood or does not exist.
        """
        wanted = parse_reference(reference) if isinstance(reference, str) else reference
        if wanted.level is None:
            everything = self.codes(level)
            metro = wanted.code == "METRO"
            return [c for c in everything if not (metro and self.overseas_departement(level, c))]
        self.find(wanted)
        if level is wanted.level:
            return [wanted.code]
        if _NESTING.index(level) < _NESTING.index(wanted.level):
            return []
        return self._inside(level, wanted.level, wanted.code)

    def place_name(self, within: str) -> str:
        """Return the name of the territory that a map is restricted to; empty for the whole of France.

        Raises:
            TerritoryError: ``within`` is not understood or does not exist.
        """
        reference = parse_reference(within) if within.strip() else None
        if reference is None or (reference.level is None and reference.code != "METRO"):
            return ""
        return tr("Metropolitan France") if reference.level is None else self.label(self.find(reference))

    def spread(self, epci: str, level: Level) -> int:
        """Return over how many departements or regions the communes of an EPCI are."""
        return len(self._epci_parents.get((epci, level), ()))

    def overseas_departement(self, level: Level, code: str) -> str:
        """Return the overseas departement of a territory, empty in metropole or when it is unknown."""
        if level is Level.COMMUNE or level is Level.DEPARTEMENT:
            departement = code[:3]
        elif level is Level.EPCI:
            departement = self._lines[level].get(code, ("", ""))[1]
        else:
            departement = self._overseas_regions.get(code, "")
        return departement if departement in OVERSEAS_CRS else ""

    def crs_for(self, level: Level, codes: Iterable[str]) -> str:
        """Return the official CRS of the one part of France where all these are, else ``EPSG:4326``."""
        areas = {self.overseas_departement(level, code) for code in codes}
        if len(areas) != 1:
            return WORLD_CRS
        return OVERSEAS_CRS.get(areas.pop(), METROPOLE_CRS)

    def label(self, territory: Territory) -> str:
        """Return its name, followed by its departement when another of the level has the same name."""
        if territory.departement and self._names[territory.level, fold(territory.name)] > 1:
            return f"{territory.name} ({territory.departement})"
        return territory.name

    def full_label(self, territory: Territory) -> str:
        """Return its label, followed by its level when one of another level has the same, as Paris does."""
        label, name = self.label(territory), fold(territory.name)
        others = (level for level in Level if level is not territory.level)
        # Where several of another level have it, their departements tell them from this one.
        if label == territory.name and any(self._names[level, name] == 1 for level in others):
            return f"{label} ({level_noun(territory.level, 1)})"
        return label

    def search(self, text: str, levels: Iterable[Level] | None = None, limit: int = 20) -> list[Territory]:
        """Return the territories that a text may mean, the likeliest first.

        First those that have it as a code (``35``, ``1001``, ``COM-35238``), then the communes that it is a
        postal code of ("35000", "35000 rennes"), then the commune that it is an old code of, then by name,
        whatever the accents, case and hyphens ("st" is "saint"): the same name, a name that starts so, a
        word that starts so, all the words in any order, the departement included ("saint denis 974"). In each
        group, the most populated first.

        Raises:
            TerritoryError: it has a postal code, and their list is missing or damaged.
        """
        wanted = tuple(levels) if levels is not None else tuple(Level)
        coded = [found for level in wanted if (found := self._by_code(level, text))]
        queries = {fold(text), plain(text)} - {""}
        # Each territory is found by two ways of writing at most: twice as many hold enough different ones.
        ranked = nsmallest(2 * limit, self._by_name(queries, wanted))
        named = (self.get(_NESTING[order], code) for _, _, order, code in ranked)
        posted = [*self._by_postal_code(text), *self._by_old_code(text)] if Level.COMMUNE in wanted else []
        merged = dict.fromkeys([*coded, *posted, *(territory for territory in named if territory)])
        return list(islice(merged, limit))

    def unknown(self, level: Level, reference: Reference) -> str:
        """Say why a reference names nothing, and what may have been meant."""
        successor = self.successor(reference.code) if level is Level.COMMUNE else None
        if successor:
            new = self.find(Reference(level, successor[0]))
            sentence = tr("{reference} is not a commune today, it is part of {name}: use {successor}.")
            return sentence.format(reference=reference, name=new.name, successor=new.reference)
        close = ", ".join(f"{t.reference} ({t.name})" for t in self._closest(level, reference.code))
        sentence = tr("{reference} does not exist in the geographic code. The closest are {suggestions}.")
        return sentence.format(reference=reference, suggestions=close)

    def _closest(self, level: Level, code: str) -> list[Territory]:
        """Return the three territories whose codes look most like this one."""
        matcher = SequenceMatcher(b=code, autojunk=False)

        def likeness(candidate: str) -> float:
            matcher.set_seq1(candidate)
            return matcher.ratio()

        # The first digits of a code are the departement: a slip is likelier further on.
        start = code[: len(code) // 2]
        starts = [c for c in self._lines[level] if c.startswith(start)] or self.codes(level)
        best = sorted(starts, key=likeness, reverse=True)[:3]
        return [territory for c in best if (territory := self.get(level, c))]

    def _inside(self, level: Level, parent_level: Level, parent: str) -> list[str]:
        column = {Level.DEPARTEMENT: 1, Level.REGION: 2, Level.EPCI: 3}[parent_level]
        if level is Level.EPCI:
            members = self._epci_parents
            return [code for code in self._lines[level] if parent in members[code, parent_level]]
        return [code for code, line in self._lines[level].items() if line[column] == parent]

    @cached_property
    def _epci_parents(self) -> dict[tuple[str, Level], set[str]]:
        """Departements and regions of the communes of each EPCI."""
        parents: dict[tuple[str, Level], set[str]] = defaultdict(set)
        for _, departement, region, epci, _ in self._lines[Level.COMMUNE].values():
            parents[epci, Level.DEPARTEMENT].add(departement)
            parents[epci, Level.REGION].add(region)
        return parents

    @cached_property
    def _overseas_regions(self) -> dict[str, str]:
        lines = self._lines[Level.DEPARTEMENT]
        return {line[2]: code for code, line in lines.items() if code in OVERSEAS_CRS}

    @cached_property
    def _index(self) -> dict[Level, list[tuple[str, str, str, int]]]:
        """Per level: all words with a space before each, folded name, code, population."""
        departements = {
            code: fold(f"{code} {line[0]}") for code, line in self._lines[Level.DEPARTEMENT].items()
        }
        return {
            level: [
                (
                    f" {(folded := fold(name))} {departements.get(departement, '')}",
                    folded,
                    code,
                    int(people or 0),
                )
                for code, (name, departement, _, _, people) in lines.items()
            ]
            for level, lines in self._lines.items()
        }

    @cached_property
    def _names(self) -> Counter[tuple[Level, str]]:
        return Counter((level, entry[1]) for level, entries in self._index.items() for entry in entries)

    def _by_code(self, level: Level, text: str) -> Territory | None:
        code = _code_in(level, text)
        return self.get(level, code) if code else None

    def _by_old_code(self, text: str) -> list[Territory]:
        """Return the commune that took the place of a code; 75001, which is Paris to all, was Alfortville."""
        successor = self.successor(_code_in(Level.COMMUNE, text) or "")
        return [self.find(Reference(Level.COMMUNE, successor[0]))] if successor else []

    @cached_property
    def _postal_codes(self) -> dict[str, tuple[str, ...]]:
        return read_postal_codes(self._folder)

    def _by_postal_code(self, text: str) -> list[Territory]:
        """Return the communes of a postal code whose names have the other words, the most populated first."""
        postal_code, words = split_postal_code(fold(text))
        codes = self._postal_codes.get(postal_code, ()) if postal_code else ()
        served = (self.get(Level.COMMUNE, code) for code in codes)
        found = [one for one in served if one and all(f" {w}" in f" {fold(one.name)}" for w in words)]
        return sorted(found, key=lambda one: -(one.population or 0))

    def _by_name(self, queries: set[str], levels: tuple[Level, ...]) -> Iterator[tuple[int, int, int, str]]:
        """Yield rank, minus the population, level from the widest, and code."""
        for level in levels:
            for query in queries:
                first, *others = (f" {word}" for word in query.split())
                for words, name, code, population in self._index[level]:
                    # Whatever the rank, every word of the query starts a word: the first one rules out most.
                    if first in words and all(word in words for word in others):
                        yield _rank(query, name), -population, _NESTING.index(level), code


def fold(text: str) -> str:
    """Return the words of a text in lower case, without accents or punctuation, "st" read as "saint"."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in plain(text).split())


@lru_cache(maxsize=1)
def territories() -> Territories:
    """Return the territories that the plugin ships, read once per process."""
    return Territories.load(paths.data("boundaries"))


def attribution() -> str:
    """Return the source of the boundaries that the plugin ships, to be printed on maps."""
    return territories().attribution


def plain(text: str) -> str:
    """Return the words of a text in lower case, without accents, ligatures or punctuation."""
    spelled = text.lower().translate(_SPELLINGS)
    folded = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode("ascii")
    return " ".join(_WORD.findall(folded))


def _code_in(level: Level, text: str) -> str | None:
    """Return the code of a level that a text is, with or without its prefix."""
    prefix, _, rest = text.strip().upper().partition("-")
    return normalise(level, rest if prefix == level.prefix else text)


def _rank(query: str, name: str) -> int:
    """Return how well a folded query matches a name: 0 is the same, 3 is scattered words."""
    if name.startswith(query):
        return 0 if name == query else 1
    return 2 if f" {query}" in name else 3


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a CSV file without its header."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows, None)
        yield from rows


def _read_lines(path: Path) -> dict[Level, dict[str, _Line]]:
    lines: dict[str, dict[str, _Line]] = {level.value: {} for level in Level}
    for level, code, name, departement, region, epci, population in _rows(path):
        lines[level][code] = (name, departement, region, epci, population)
    return {level: lines[level.value] for level in Level}
