# SPDX-License-Identifier: GPL-2.0-or-later
"""Search the bivariate palettes of ``styles/palettes.json``: nine colours that every eye tells apart.

    python tools/build_bivariate_palettes.py [NAME...]

A palette is two ramps that leave one pale colour, each towards a hue of its own, and meet in a dark one;
what lies between is mixed in CIELAB. The four corners are drawn at random within the hues asked for, then
moved little by little, to spread the two closest of the nine colours as seen by normal eyes and with each
colour deficiency (CIEDE2000). The same seeds give the same colours. It prints them, with the distance of
the two closest of all, and of the two closest corners; nothing is written.
"""

from __future__ import annotations

import itertools
import math
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from atlas_culture_plugin.core.colors import (
    DEFICIENCIES,
    ciede2000,
    distance,
    from_lab,
    lab,
    simulate,
)

Range = tuple[float, float]
Lab = tuple[float, float, float]

#: Hues (degrees) of the horizontal axis, of the vertical one, and of the dark corner.
HUES: dict[str, tuple[Range, Range, Range]] = {
    "BlueOrange": ((255, 285), (50, 80), (250, 420)),
    "GreenPurple": ((140, 165), (300, 330), (200, 300)),
    "PurpleGold": ((295, 325), (75, 100), (0, 330)),
    "BlueRed": ((225, 262), (345, 385), (270, 330)),
}
SEEDS, TRIALS = (1, 2, 3), 900
CORNERS = (0, 2, 6, 8)
#: How far a corner moves in one trial: lightness, chroma and hue of each of the four.
_STEPS = (0.3, 1, 20, 3, 5, 6, 3, 5, 6, 3, 5, 10)


def nine(corners: list[Lab]) -> tuple[list[str], bool]:
    """Return the colours between four corners, and whether a screen can show them all."""
    pale, right, top, dark = corners
    wanted: list[Lab] = []
    for y, x in itertools.product((0, 0.5, 1), repeat=2):
        weights = ((1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y)
        parts = zip(weights, (pale, right, top, dark))
        mixed = [sum(values) for values in zip(*([w * v for v in one] for w, one in parts))]
        wanted.append((mixed[0], mixed[1], mixed[2]))
    colors = [from_lab(one) for one in wanted]
    return colors, all(ciede2000(a, lab(color)) < 1.5 for a, color in zip(wanted, colors))


def closest(colors: list[str]) -> float:
    """Return the distance of the two closest colours, for the eye that tells them apart least."""
    seen = [colors, *([simulate(color, kind) for color in colors] for kind in DEFICIENCIES)]
    return min(distance(a, b) for one in seen for a, b in itertools.combinations(one, 2))


def corners_apart(colors: list[str]) -> float:
    """Return the same for the corners only."""
    return closest([colors[corner] for corner in CORNERS])


def search(hues: tuple[Range, Range, Range], seed: int) -> tuple[float, list[str]]:
    """Return the best score of one seed, and its colours."""
    draw = random.Random(seed)
    low = (93, 0, -999, 50, 25, hues[0][0], 45, 25, hues[1][0], 26, 3, hues[2][0])
    high = (95.5, 4, 999, 80, 62, hues[0][1], 80, 62, hues[1][1], 42, 50, hues[2][1])
    start = [(93, 95), (0, 3), (0, 360), (58, 78), (30, 62), hues[0]]
    start += [(50, 75), (30, 62), hues[1], (26, 38), (5, 40), hues[2]]
    best: tuple[float, list[str]] = (0.0, [])
    place: list[float] | None = None
    for trial in range(TRIALS):
        if place is None or draw.random() > 0.9:
            moved = [draw.uniform(*limits) for limits in start]
        else:
            pace = 1 if trial < TRIALS / 2 else 0.5
            moved = [value + draw.gauss(0, step * pace) for value, step in zip(place, _STEPS)]
        moved = [min(max(value, a), b) for value, a, b in zip(moved, low, high)]
        colors, shown = nine([_cartesian(*moved[i : i + 3]) for i in (0, 3, 6, 9)])
        if not shown:
            continue
        score = closest(colors) + 0.2 * min(corners_apart(colors), 25)
        if score > best[0]:
            best, place = (score, colors), moved
    return best


def _cartesian(lightness: float, chroma: float, hue: float) -> Lab:
    return (lightness, chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue)))


def main(names: list[str]) -> None:
    """Print the palettes that are named, or all of them."""
    for name in names or HUES:
        colors = max(search(HUES[name], seed) for seed in SEEDS)[1]
        print(f"{name}: closest {closest(colors):.1f}, corners {corners_apart(colors):.1f}")
        print("  " + ", ".join(f'"{color}"' for color in colors))


if __name__ == "__main__":
    main(sys.argv[1:])
