# SPDX-License-Identifier: GPL-2.0-or-later
"""Measuring colours: lightness, contrast, perceived distance, colour blindness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy as np
import numpy.typing as npt

from .errors import StyleError
from .i18n import tr

Lab = tuple[float, float, float]
_Vector = npt.NDArray[np.float64]

_HEX = re.compile(r"#[0-9a-fA-F]{6}")

# Linear sRGB to CIE XYZ, D65 (IEC 61966-2-1), and the white that (1, 1, 1) gives with it.
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_FROM_XYZ = np.linalg.inv(_TO_XYZ)
_WHITE = _TO_XYZ.sum(axis=1)

#: Full colour blindness in linear RGB: Machado, Oliveira and Fernandes, "A physiologically-based
#: model for simulation of color vision deficiency", IEEE TVCG 15(6), 2009, severity 1.
_DEFICIENCIES = {
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
#: The deficiencies that :func:`simulate` knows.
DEFICIENCIES = tuple(_DEFICIENCIES)


def _linear(color: str) -> _Vector:
    """Linear light of ``#rrggbb``, each channel in 0..1 (IEC 61966-2-1)."""
    if not _HEX.fullmatch(color):
        raise StyleError(
            tr("“{color}” is not a colour: write it as #rrggbb, for example #2ca25f.").format(color=color)
        )
    channels = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear: _Vector = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear


def _hex(linear: _Vector) -> str:
    """Nearest ``#rrggbb`` of a linear light; what the screen cannot show is clipped."""
    light = np.clip(linear, 0, 1)
    channels = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(float(channel) * 255):02x}" for channel in channels)


def lab(color: str) -> Lab:
    """CIELAB coordinates (D65) of ``#rrggbb``; raises :class:`StyleError` on anything else."""
    ratio = _TO_XYZ @ _linear(color) / _WHITE
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio * (29 / 6) ** 2 / 3 + 4 / 29)
    return float(116 * y - 16), float(500 * (x - y)), float(200 * (y - z))


def from_lab(coordinates: Sequence[float]) -> str:
    """``#rrggbb`` of CIELAB coordinates (D65)."""
    lightness, a, b = coordinates
    y = (lightness + 16) / 116
    root = np.array([y + a / 500, y, y - b / 200])
    ratio = np.where(root > 6 / 29, root**3, (root - 4 / 29) * 3 * (6 / 29) ** 2)
    return _hex(_FROM_XYZ @ (ratio * _WHITE))


def mix(first: str, second: str, share: float) -> str:
    """Colour between two others in CIELAB; ``share`` of the second, 0 to 1."""
    return from_lab([a + (b - a) * share for a, b in zip(lab(first), lab(second))])


def contrast(first: str, second: str) -> float:
    """Contrast ratio of WCAG 2.1, from 1 (same luminance) to 21 (black on white)."""
    light, dark = sorted((float(_TO_XYZ[1] @ _linear(c)) for c in (first, second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness_steps(colors: Sequence[str]) -> list[float]:
    """Differences of CIELAB lightness from each colour to the next (negative when darkening)."""
    lightness = [lab(color)[0] for color in colors]
    return [after - before for before, after in zip(lightness, lightness[1:])]


def simulate(color: str, deficiency: str) -> str:
    """How a colour-blind person sees ``color`` (Machado et al. 2009, full deficiency).

    Args:
        color: ``#rrggbb``.
        deficiency: one of :data:`DEFICIENCIES`.
    """
    if deficiency not in _DEFICIENCIES:
        raise StyleError(
            tr("“{name}” is not a colour deficiency: choose among {names}.").format(
                name=deficiency, names=", ".join(DEFICIENCIES)
            )
        )
    return _hex(_DEFICIENCIES[deficiency] @ _linear(color))


def distance(first: str, second: str) -> float:
    """Perceived distance of two colours: CIEDE2000 (about 1: just noticeable; 10: seen at a glance)."""
    return ciede2000(lab(first), lab(second))


def ciede2000(first: Lab, second: Lab) -> float:
    """CIEDE2000 of two CIELAB colours.

    Notation of Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula: implementation notes",
    Color Research and Application 30(1), 2005, with kL = kC = kH = 1.
    """
    g = 1.5 - 0.5 * _chroma_weight((hypot(*first[1:]) + hypot(*second[1:])) / 2)
    c1, h1 = _polar(g * first[1], first[2])
    c2, h2 = _polar(g * second[1], second[2])
    delta_h, mean_h = _hue_change(c1, h1, c2, h2)
    mean_l, mean_c = (first[0] + second[0]) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(mean_h - 30))
        + 0.24 * cos(radians(2 * mean_h))
        + 0.32 * cos(radians(3 * mean_h + 6))
        - 0.20 * cos(radians(4 * mean_h - 63))
    )
    lightness = (second[0] - first[0]) / (1 + 0.015 * (mean_l - 50) ** 2 / sqrt(20 + (mean_l - 50) ** 2))
    chroma = (c2 - c1) / (1 + 0.045 * mean_c)
    hue = 2 * sqrt(c1 * c2) * sin(radians(delta_h / 2)) / (1 + 0.015 * mean_c * t)
    turn = radians(60 * exp(-(((mean_h - 275) / 25) ** 2)))
    rotation = -sin(turn) * 2 * _chroma_weight(mean_c)
    return sqrt(max(0.0, lightness**2 + chroma**2 + hue**2 + rotation * chroma * hue))


def _chroma_weight(chroma: float) -> float:
    """The term that CIEDE2000 uses twice to tell vivid colours from greys."""
    return sqrt(chroma**7 / (chroma**7 + 25.0**7))


def _polar(a: float, b: float) -> tuple[float, float]:
    """Chroma and hue (degrees, 0 to 360) of a colour."""
    return hypot(a, b), degrees(atan2(b, a)) % 360


def _hue_change(c1: float, h1: float, c2: float, h2: float) -> tuple[float, float]:
    """Difference and mean of two hues on the circle, by the shorter way; greys have none."""
    if c1 * c2 == 0:
        return 0.0, h1 + h2
    difference = h2 - h1
    if abs(difference) <= 180:
        return difference, (h1 + h2) / 2
    mean = (h1 + h2 + (360 if h1 + h2 < 360 else -360)) / 2
    return difference - 360 if difference > 180 else difference + 360, mean
