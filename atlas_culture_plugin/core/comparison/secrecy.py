# SPDX-License-Identifier: GPL-2.0-or-later
"""Which references must not be shown together, lest a secret figure be told from them.

The sum of what may be read in a place tells what is secret there to whoever knows the whole of it from
another publication. Each reference shown is thus an equation on the secret figures that it holds. A figure
is told where its value follows from these equations: alone in one reference, or alone in what is left of
one without others. This is the check of linear disclosure of tabular data (Hundepool et al., *Statistical
Disclosure Control*, 2012, chapter 4).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt

_Key = TypeVar("_Key", bound=Hashable)
_Bools = npt.NDArray[np.bool_]
#: Above this, a coordinate of a projection is 1 but for rounding.
_WHOLE = 1 - 1e-9


def withheld(secrets: Mapping[_Key, _Bools]) -> frozenset[_Key]:
    """Return the references to keep back so that no secret figure follows from the others.

    The first ones are preferred: give the widest first.

    Args:
        secrets: for each reference, which of the same secret cells it holds.
    """
    left = [key for key, cells in secrets.items() if np.count_nonzero(cells) != 1]
    while True:
        told = _first_telling([secrets[key] for key in left])
        if told is None:
            return frozenset(secrets) - frozenset(left)
        del left[told]


def _first_telling(references: list[_Bools]) -> int | None:
    """Return the place of the first reference that tells a cell beside those before it."""
    if not tells_one(references):
        return None
    quiet, telling = 0, len(references)
    # More references never tell less: the place is found by halves.
    while telling - quiet > 1:
        middle = (quiet + telling) // 2
        if tells_one(references[:middle]):
            telling = middle
        else:
            quiet = middle
    return quiet


def tells_one(references: list[_Bools]) -> bool:
    """Whether the value of one cell follows from sums over these sets of cells."""
    if not references or not len(references[0]):
        return False
    patterns, counts = np.unique(np.array(references), axis=1, return_counts=True)
    sums = patterns.astype(np.float64)
    # A unit vector that is a combination of the rows is its own projection on their space.
    projected = np.diagonal(np.linalg.pinv(sums) @ sums)
    return bool(np.any((projected > _WHOLE) & (counts == 1)))
