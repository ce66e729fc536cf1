# SPDX-License-Identifier: GPL-2.0-or-later
"""A print layout as a file: PDF, SVG, PNG or JPEG, whole or not at all. Main thread only.

PDF and SVG are vectors with texts that can be selected; a PDF is georeferenced, named and made light. The
file is written in a folder beside its final name, then moved: a failure leaves what was there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.core import Qgis, QgsLayout, QgsLayoutExporter

from ..core import pdf
from ..core.errors import StorageError
from ..core.i18n import tr
from ..core.pdf_about import About
from ..core.progress import Progress, Silent, check
from ..core.reasons import reason
from ..core.storage import check_file, writing
from . import svg_pages
from .settings import DEFAULT_DPI

SUFFIXES = (".pdf", ".svg", ".png", ".jpg", ".jpeg")
LEAST_DPI, MOST_DPI = 30, 1200
#: How a whole file ends.
_ENDS = {".pdf": b"%%EOF", ".svg": b"</svg>"}


@dataclass(frozen=True)
class Exported:
    """A file that was written; ``notes`` say what differs from the layout."""

    path: Path
    notes: tuple[str, ...] = ()


def export(
    layout: QgsLayout,
    target: Path,
    dpi: float = DEFAULT_DPI,
    progress: Progress | None = None,
    about: About | None = None,
) -> Exported:
    """Write a layout in the format that the extension of ``target`` says.

    Args:
        layout: the page, or the pages.
        target: ``.pdf``, ``.svg``, ``.png``, ``.jpg`` or ``.jpeg``.
        dpi: dots per inch of an image; fineness of the lines of a vector file.
        progress: told of the progress, asked whether to stop.
        about: title, author, subject and keywords; those of the project when None.

    Raises:
        StorageError: unknown extension, resolution out of bounds, not enough memory, or the file cannot be
            written; what was there is untouched.
        Cancelled: likewise.
    """
    progress, about = progress or Silent(), about or about_of(layout)
    check_target(target, dpi)
    check(progress)
    with scratch_folder(target) as folder:
        file = folder / target.name
        notes = draw(layout, file, dpi, about)
        progress.set_fraction(0.8)
        check(progress)
        lighten(file, target, about)
        check(progress)
        settle(folder, target)
    progress.set_fraction(1.0)
    return Exported(target, notes)


def lighten(file: Path, target: Path, about: About) -> None:
    """Make a drawn file light and say in it what it is about, if it is a PDF. For any thread.

    Raises:
        StorageError: there is no room for it; the sentence names ``target``, which it will become.
    """
    if suffix(file) != ".pdf":
        return
    try:
        pdf.lighten(file, about)
    except StorageError as error:
        # The user knows the file that was asked for, not the one that is being written.
        raise StorageError(error.sentence.replace(str(file), str(target)), error.details) from error


def suffix(target: Path) -> str:
    """Extension in lower case."""
    return target.suffix.lower()


def check_target(target: Path, dpi: float = DEFAULT_DPI) -> None:
    """Refuse what cannot be written, before any work.

    Raises:
        StorageError: unknown extension, no such folder, a folder of this name, or resolution out of bounds.
    """
    if suffix(target) not in SUFFIXES:
        sentence = tr("{file} cannot be exported: its name must end in one of {extensions}.")
        raise StorageError(sentence.format(file=target.name, extensions=", ".join(SUFFIXES)))
    check_dpi(dpi)
    check_file(target)
    with writing(target.parent):
        if not target.parent.is_dir():
            sentence = tr("The folder {folder} does not exist: create it or choose another one.")
            raise StorageError(sentence.format(folder=target.parent))


def check_dpi(dpi: float) -> None:
    """Refuse a resolution at which nothing can be read, or that no memory holds.

    Raises:
        StorageError: it is out of bounds.
    """
    if not LEAST_DPI <= dpi <= MOST_DPI:
        sentence = tr("A resolution of {dpi} dots per inch is not possible: choose from {least} to {most}.")
        raise StorageError(sentence.format(dpi=f"{dpi:g}", least=LEAST_DPI, most=MOST_DPI))


def about_of(layout: QgsLayout) -> About:
    """What a layout is about, from its name and the metadata of its project."""
    project = layout.project()
    metadata = project.metadata() if project is not None else None
    title = layout.name() if hasattr(layout, "name") else ""
    if metadata is None:
        return About(title=title)
    return About(
        title=title or metadata.title(),
        # QGIS puts the name of the session's user in each new project: nobody chose to print it.
        subject=metadata.abstract(),
        keywords=tuple(word for words in metadata.keywords().values() for word in words),
        producer=f"QGIS {Qgis.version()}",
    )


@contextmanager
def scratch_folder(target: Path) -> Iterator[Path]:
    """A folder of our own beside ``target``, hence on the same disk; it is gone afterwards.

    Raises:
        StorageError: the folder of ``target`` cannot be written.
    """
    with writing(target.parent):
        folder = Path(tempfile.mkdtemp(prefix=".atlas_", dir=target.parent))
    try:
        yield folder
    finally:
        with suppress(OSError):
            shutil.rmtree(folder)


def settle(folder: Path, target: Path) -> None:
    """Move the files of a scratch folder beside ``target``: several for a layout of several pages.

    Raises:
        StorageError: one of them cannot be replaced.
    """
    for file in sorted(folder.iterdir()):
        # GDAL leaves notes about images beside them.
        if file.suffix.lower() == target.suffix.lower():
            replace_file(file, target.parent / file.name)


def replace_file(file: Path, target: Path) -> None:
    """Put a file in the place of another.

    Raises:
        StorageError: the other is open in a program that locks it, or cannot be replaced.
    """
    with writing(target):
        try:
            file.replace(target)
        except PermissionError as error:
            if target.exists() and not target.is_dir():
                raise in_use(target) from error
            raise


def in_use(target: Path) -> StorageError:
    """The sentence on a file that another program holds."""
    return StorageError(
        tr(
            "{path} cannot be replaced: it is open in another program, or protected. "
            "Close it there, or choose another name."
        ).format(path=target)
    )


def draw(layout: QgsLayout, file: Path, dpi: float, about: About) -> tuple[str, ...]:
    """Write a layout to a scratch file; return what differs from the layout. Main thread only.

    Raises:
        StorageError: not enough memory, or the file could not be written whole.
    """
    writers = {".pdf": _write_pdf, ".svg": _write_svg}
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # it says that an image cannot be georeferenced
    try:
        exporter = QgsLayoutExporter(layout)
        with svg_pages.distinct(layout) if suffix(file) == ".svg" else nullcontext():
            result = writers.get(suffix(file), _write_image)(exporter, file, dpi)
            _check(result, exporter, file, dpi)
            if suffix(file) == ".svg":
                svg_pages.finish(layout, file, dpi, about)
    finally:
        gdal.PopErrorHandler()
    return _differences(layout) if suffix(file) in writers else ()


def _write_pdf(exporter: QgsLayoutExporter, file: Path, dpi: float) -> QgsLayoutExporter.ExportResult:
    options = QgsLayoutExporter.PdfExportSettings()
    options.dpi = dpi
    options.forceVectorOutput = True
    options.rasterizeWholeImage = False
    options.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    options.appendGeoreference = True
    options.exportMetadata = False
    options.simplifyGeometries = True
    return exporter.exportToPdf(str(file), options)


def _write_svg(exporter: QgsLayoutExporter, file: Path, dpi: float) -> QgsLayoutExporter.ExportResult:
    options = QgsLayoutExporter.SvgExportSettings()
    options.dpi = dpi
    options.forceVectorOutput = True
    options.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    options.exportAsLayers = True
    options.exportLabelsToSeparateLayers = False
    options.exportMetadata = False
    options.simplifyGeometries = True
    return exporter.exportToSvg(str(file), options)


def _write_image(exporter: QgsLayoutExporter, file: Path, dpi: float) -> QgsLayoutExporter.ExportResult:
    options = QgsLayoutExporter.ImageExportSettings()
    options.dpi = dpi
    options.exportMetadata = False
    options.generateWorldFile = False
    return exporter.exportToImage(str(file), options)


def _check(
    result: QgsLayoutExporter.ExportResult, exporter: QgsLayoutExporter, file: Path, dpi: float
) -> None:
    """Raise the sentence of an export that failed, or that wrote nothing (a disk that is full)."""
    results = QgsLayoutExporter.ExportResult
    if result == results.MemoryError:
        sentence = tr(
            "There is not enough memory for {file} at {dpi} dots per inch: choose a lower resolution."
        )
        raise StorageError(sentence.format(file=file.name, dpi=f"{dpi:g}"))
    target = file.parent.parent / file.name
    if result != results.Success or not _is_whole(file):
        message = exporter.errorMessage() or _state_of_disk(file)
        raise StorageError(
            tr("{path} could not be written: {reason}.").format(
                path=target, reason=message.rstrip(".") or tr("the file is incomplete")
            )
        )


def _is_whole(file: Path) -> bool:
    """Whether a file has its end: Qt does not say that a disk became full while it wrote."""
    with suppress(OSError), file.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - 1024))
        return size > 0 and _ENDS.get(suffix(file), b"") in stream.read()
    return False


def _state_of_disk(file: Path) -> str:
    """Why a folder refuses a file, when it does."""
    try:
        (file.parent / "probe").write_bytes(b"0" * 4096)
    except OSError as error:
        return reason(error)
    return ""


def _differences(layout: QgsLayout) -> tuple[str, ...]:
    """What a vector file cannot show as the layout does."""
    exporter = QgsLayoutExporter
    if not (exporter.containsAdvancedEffects(layout) or exporter.requiresRasterization(layout)):
        return ()
    return (
        tr(
            "The layout uses transparency or blending, which a vector file cannot keep everywhere: "
            "look at the result, or export an image."
        ),
    )
