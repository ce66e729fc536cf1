# SPDX-License-Identifier: GPL-2.0-or-later
"""Get another vintage of the boundaries: what the dock and Processing call.

Runs in any thread; :class:`~.network.NetworkSettings` is copied on the main one.
"""

from __future__ import annotations

import json
import shutil
import uuid
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from .. import paths
from ..core.boundaries import assembling, comparing, fetching, vintages
from ..core.boundaries.assembling import Rows
from ..core.boundaries.comparing import Difference
from ..core.boundaries.fetching import Files
from ..core.boundaries.providers import LATEST, WFS_PAUSE, Wanted
from ..core.errors import StorageError
from ..core.formatting import number
from ..core.i18n import tr
from ..core.install import ProgressPart
from ..core.library import DOWNLOADS
from ..core.model import Level
from ..core.progress import Progress
from ..core.request import DETAIL
from ..core.storage import writing
from ..core.territories import Territories, territories
from . import boundary_reading, boundary_shapes
from .boundary_writer import BoundaryWriter
from .network import NetworkSettings

#: Share of the progress bar that goes to downloads.
DOWNLOAD_SHARE = 0.6
#: Communes named in a sentence, of those that are in only one of two vintages.
_NAMED = 20


@dataclass(frozen=True)
class Updated:
    """A vintage that was got: its folder, its name, and by level what it holds and how it differs."""

    folder: Path
    identifier: str
    attribution: str
    counts: dict[str, dict[str, Any]]
    differences: tuple[Difference, ...]

    def warnings(self) -> list[str]:
        """What the user should know: unexpected numbers, codes that do not meet."""
        lines = []
        for level in Level:
            told = self.counts[level.value]
            if not told["as_expected"]:
                low, high = told["expected"]
                ends = {"low": number(low), "high": number(high)}
                expected = ends["low"] if low == high else tr("{low} to {high}").format(**ends)
                sentence = tr("{level}: {count} territories, {expected} were expected. Is it all of France?")
                count = number(told["count"])
                lines.append(sentence.format(level=level.label, count=count, expected=expected))
        for kind, sentence in _sentences().items():
            found = [one for one in self.differences if one.kind is kind and one.level is Level.COMMUNE]
            if found:
                names = ", ".join(f"{one.name} ({one.code})" for one in found[:_NAMED])
                names += ", …" if len(found) > _NAMED else ""
                lines.append(sentence.format(count=number(len(found)), names=names))
        return lines


def _sentences() -> dict[comparing.Kind, str]:
    return {
        comparing.Kind.NEW: tr(
            "{count} communes of this vintage are not in the figures, which are not available there: {names}."
        ),
        comparing.Kind.GONE: tr(
            "{count} communes of the figures are not in this vintage, their figures are not drawn: {names}."
        ),
        comparing.Kind.CHANGED: tr(
            "{count} communes have another perimeter than in the figures, which are not available there: "
            "{names}."
        ),
    }


def update_boundaries(
    wanted: Wanted,
    library: Path,
    network: NetworkSettings,
    progress: Progress,
    *,
    output: Path | None = None,
    between: float = WFS_PAUSE,
) -> Updated:
    """Download a vintage, put it in the format of the plugin, keep it in the library.

    Args:
        wanted: the vintage.
        library: folder of the library.
        network: how to go out.
        progress: told of the whole.
        output: folder to write instead of that of the library.
        between: seconds between two requests for pages.

    Raises:
        TerritoryError: there is no such vintage, or what was received is not one.
        DownloadError: it cannot be had; what came is kept for the next time.
        StorageError: it cannot be kept. The boundaries that were there stay.
        Cancelled: the user stopped; likewise.
    """
    # Whole: « . » has no name to write beside.
    target = (output or vintages.home(library, wanted.identifier)).resolve()
    _refuse_other_folders(target, wanted.identifier)
    downloads = library / DOWNLOADS / f"boundaries-{wanted.identifier}"
    with network.session() as session:
        files = fetching.fetch_all(
            wanted,
            downloads,
            session=session,
            progress=ProgressPart(progress, 0.0, DOWNLOAD_SHARE),
            options=network.options(),
            between=between,
        )
    scratch = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        updated = _build(wanted, files, scratch, ProgressPart(progress, DOWNLOAD_SHARE, 1.0))
        _put(scratch, target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    shutil.rmtree(downloads, ignore_errors=True)
    progress.set_fraction(1.0)
    return replace(updated, folder=target)


def _refuse_other_folders(target: Path, identifier: str) -> None:
    """Refuse to replace a folder that is no vintage, or is another one."""
    with writing(target):
        if target.is_file() or (
            target.is_dir() and any(target.iterdir()) and not (target / vintages.DESCRIPTION).is_file()
        ):
            sentence = tr("{path} holds other files: choose an empty folder for the boundaries.")
            raise StorageError(sentence.format(path=target))
    try:
        held = json.loads((target / vintages.DESCRIPTION).read_text(encoding="utf-8"))["identifier"]
    except (OSError, ValueError, KeyError, TypeError):
        return  # nothing there, or a damaged one, which is to be replaced
    if held != identifier:
        sentence = tr("{path} holds the boundaries “{held}”: choose another folder for “{name}”.")
        raise StorageError(sentence.format(path=target, held=held, name=identifier))


def _put(scratch: Path, target: Path) -> None:
    """Put a vintage in the place of the former one, which comes back if that fails."""
    former = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.old")
    with writing(target):
        if target.exists():
            target.rename(former)
        try:
            scratch.rename(target)
        except OSError:
            if former.exists():
                former.rename(target)
            raise
    shutil.rmtree(former, ignore_errors=True)


def _lost(rows: Rows, known: Territories) -> list[str]:
    """Communes that a vintage has not, in the departements that it has: they lie in one of its communes."""
    there = {one.code for one in rows[Level.DEPARTEMENT]}
    found = (known.get(Level.COMMUNE, code) for code in comparing.unplaced(rows, known))
    return [one.code for one in found if one and one.departement in there]


def _build(wanted: Wanted, files: Files, folder: Path, progress: Progress) -> Updated:
    known, day = territories(), date.today().isoformat()
    year = None if wanted.year == LATEST else int(wanted.year)
    progress.info(tr("Reading the boundaries…"))
    vintage = boundary_reading.read(files, ProgressPart(progress, 0.0, 0.4))
    rows = assembling.assemble(vintage.read, known, year)
    communes = vintage.outlines[DETAIL][Level.COMMUNE]
    located = boundary_shapes.located(_lost(rows, known), known, communes)
    found = comparing.differences(rows, known, year, located)
    dissolved = boundary_reading.complete(vintage, rows, ProgressPart(progress, 0.4, 0.6))
    attribution = wanted.attribution(day)
    layers = f"cog{wanted.year}"
    progress.info(tr("Writing the boundaries…"))
    with writing(folder):
        (folder / layers).mkdir(parents=True, exist_ok=True)
    writer = BoundaryWriter(folder / layers, f"{attribution}. {wanted.provider.licence}.", rows, vintage)
    writer.write(known, ProgressPart(progress, 0.6, 1.0))
    counts: dict[str, dict[str, Any]] = comparing.counts(rows, found)
    for level in Level:
        counts[level.value]["made_of_communes"] = level in dissolved
        counts[level.value]["without_outline"] = [
            one.code for one in rows[level] if one.code not in vintage.outlines[DETAIL][level]
        ]
    described = {
        "identifier": wanted.identifier,
        "cog_year": year,
        "layers": layers,
        "provider": wanted.provider.value,
        "vintage": wanted.year,
        "obtained": day,
        "attribution": attribution,
        "licence": wanted.provider.licence,
        "crs": "EPSG:4326",
        "communes_without_geometry": counts[Level.COMMUNE.value]["without_outline"],
        "geometries_mended": vintage.mended,
        "drawn_in_detail_at_both_scales": vintage.finer,
        "counts": counts,
    }
    vintages.write_tables(folder, rows, found, described, paths.data("boundaries"))
    return Updated(folder, wanted.identifier, attribution, counts, tuple(found))
