# SPDX-License-Identifier: GPL-2.0-or-later
"""What is to be said of a classification and of its colours before a map is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .classify import Classification
from .colors import DEFICIENCIES, distance, from_lab, lab, lightness_steps, simulate
from .formatting import number, percent
from .i18n import tr

#: From this share of the territories in one class, a map says little.
MOST_SHARE = 0.6
#: Difference of CIELAB lightness from which two classes differ on a black-and-white print.
LIGHTNESS_STEP = 8.0
#: CIEDE2000 from which two neighbouring classes are told apart on a map; 1 is just noticeable side by
#: side, but on a map they are seldom so, and are small.
APART = 5.0


def warnings(classification: Classification) -> list[str]:
    """One sentence for each thing that makes the classes read badly."""
    found = []
    counts, total = classification.counts, sum(classification.counts)
    empty = [rank + 1 for rank, count in enumerate(counts) if not count]
    if total and len(empty) == 1:
        sentence = tr("Class {rank} is empty: move one of its bounds, or remove it.")
        found.append(sentence.format(rank=empty[0]))
    elif total and empty:
        sentence = tr("Classes {ranks} are empty: move their bounds, or remove some.")
        found.append(sentence.format(ranks=", ".join(str(rank) for rank in empty)))
    if total and len(counts) > 1 and max(counts) >= MOST_SHARE * total:
        sentence = tr(
            "Class {rank} holds {share} of the territories: the map shows few differences. Move its bounds "
            "or choose another method."
        )
        rank = counts.index(max(counts)) + 1
        found.append(sentence.format(rank=rank, share=percent(100 * max(counts) / total, 0)))
    return found


def manual_limits(inner: Sequence[float], values: npt.ArrayLike) -> tuple[float, ...]:
    """Limits to ask for as manual bounds so as to have exactly the classes between ``inner``.

    The inner limits, unless one lies beyond the values: an outer limit is then added, because it would
    else be taken for one itself, and its empty class would vanish.
    """
    limits = tuple(float(limit) for limit in inner)
    x = np.asarray(values, dtype=np.float64)
    x = x[np.isfinite(x)]
    if not limits or not x.size:
        return limits
    room = max(limits[-1] - limits[0], abs(limits[0]), 1.0)
    lower = (limits[0] - room,) if limits[0] <= x.min() else ()
    upper = (limits[-1] + room,) if limits[-1] >= x.max() else ()
    return (*lower, *limits, *upper)


@dataclass(frozen=True)
class Vision:
    """The colours as some eyes see them, and the two neighbours that are most alike."""

    label: str
    colors: tuple[str, ...]
    closest: float


@dataclass(frozen=True)
class ColorReport:
    """How the colours of the classes are told apart.

    Attributes:
        visions: as most people see them, then as each colour blindness does.
        greys: as a black-and-white print gives them.
        smallest_step: smallest difference of lightness from a class to the next; infinite for one class.
        in_order: lightness only falls, or only rises.
        crossed: the colours are those of two crossed indicators, which have no single order.
        smallest_gap: smallest difference of lightness between any two colours.
    """

    visions: tuple[Vision, ...]
    greys: tuple[str, ...]
    smallest_step: float
    in_order: bool
    crossed: bool
    smallest_gap: float

    @property
    def closest(self) -> float:
        """Smallest CIEDE2000 between neighbours, for any eye."""
        return min(vision.closest for vision in self.visions)

    @property
    def prints_in_grey(self) -> bool:
        """Whether a black-and-white print still reads."""
        if self.crossed:
            return self.smallest_gap >= LIGHTNESS_STEP
        return self.in_order and self.smallest_step >= LIGHTNESS_STEP

    def sentences(self) -> list[str]:
        """What to tell the user: of black-and-white prints, then of colour blindness."""
        if len(self.greys) < 2:
            return []
        return [self._on_grey(), self._on_eyes()]

    def _on_grey(self) -> str:
        step = number(self.smallest_step, 1)
        if self.prints_in_grey:
            sentence = tr("A black-and-white print still reads: lightness changes by {step} or more.")
        elif self.crossed:
            sentence = tr(
                "A black-and-white print does not read: some of the crossed classes have the same grey."
            )
        elif not self.in_order:
            sentence = tr(
                "A black-and-white print does not read: both ends are as dark, so that high and low classes "
                "look alike (smallest lightness step: {step})."
            )
        else:
            sentence = tr(
                "A black-and-white print hardly reads: lightness changes by only {step} between two classes, "
                "and {least} are needed. Take fewer classes or another palette."
            )
        return sentence.format(step=step, least=number(LIGHTNESS_STEP))

    def _on_eyes(self) -> str:
        hard = [vision.label for vision in self.visions if vision.closest < APART]
        if not hard:
            sentence = tr("Neighbouring classes remain apart for every eye (smallest distance: {closest}).")
        else:
            sentence = tr(
                "Two neighbouring classes are hard to tell apart for: {eyes} (distance {closest}, and "
                "{least} are needed). Take fewer classes or another palette."
            )
        return sentence.format(
            closest=number(self.closest, 1), least=number(APART), eyes=", ".join(hard).lower()
        )


def color_report(colors: Sequence[str], neighbours: Sequence[tuple[int, int]] | None = None) -> ColorReport:
    """Measure the colours of classes.

    Args:
        colors: ``#rrggbb``, for the lowest class first.
        neighbours: pairs of crossed classes to be told apart; by default each class and the next.
    """
    pairs = neighbours
    if pairs is None:
        pairs = [(rank, rank + 1) for rank in range(len(colors) - 1)]
    seen = [(tr("Ordinary eyes"), tuple(colors))]
    for deficiency in DEFICIENCIES:
        seen.append((vision_label(deficiency), tuple(simulate(color, deficiency) for color in colors)))
    visions = tuple(
        Vision(label, shown, min((distance(shown[a], shown[b]) for a, b in pairs), default=float("inf")))
        for label, shown in seen
    )
    lightness = [lab(color)[0] for color in colors]
    steps = lightness_steps(colors)
    return ColorReport(
        visions=visions,
        greys=tuple(grey(color) for color in colors),
        smallest_step=min((abs(lightness[a] - lightness[b]) for a, b in pairs), default=float("inf")),
        in_order=all(step < 0 for step in steps) or all(step > 0 for step in steps),
        crossed=neighbours is not None,
        smallest_gap=min(
            (abs(b - a) for a, b in zip(sorted(lightness), sorted(lightness)[1:])), default=float("inf")
        ),
    )


def grid_neighbours(side: int = 3) -> list[tuple[int, int]]:
    """Cells of a square legend that touch by a side, each pair once."""
    cells = range(side * side)
    beside = [(cell, cell + 1) for cell in cells if (cell + 1) % side]
    return beside + [(cell, cell + side) for cell in cells if cell + side < side * side]


def grey(color: str) -> str:
    """The grey of the same lightness."""
    return from_lab((lab(color)[0], 0.0, 0.0))


def vision_label(deficiency: str) -> str:
    """Name in the interface of a deficiency of :data:`~atlas_culture_plugin.core.colors.DEFICIENCIES`."""
    return {
        "protanopia": tr("Protanopes"),
        "deuteranopia": tr("Deuteranopes"),
        "tritanopia": tr("Tritanopes"),
    }[deficiency]
