# SPDX-License-Identifier: GPL-2.0-or-later
"""What is known of a map that was made: its figures and its reading note, worked out in a task."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..core.mapping import MapRequest, PreparedMap, prepare
from ..core.progress import Progress, check
from ..core.reading import reading_note
from .holdings import Holdings


@dataclass(frozen=True)
class Facts:
    """The figures of a map and the sentence that helps to read it."""

    prepared: PreparedMap
    reading: str


def facts_of(holdings: Holdings, prepared: PreparedMap) -> Facts:
    """Return what is known of a map. For any thread."""
    return Facts(prepared, reading_note(prepared, holdings.library, holdings.territories))


def finder(holdings: Holdings, request: MapRequest) -> Callable[[Progress], Facts]:
    """Return the work of a task that finds the facts of a layer again, once a project is reopened."""

    def work(progress: Progress) -> Facts:
        prepared = prepare(holdings.library, holdings.territories, request)
        check(progress)
        return facts_of(holdings, prepared)

    return work
