# SPDX-License-Identifier: GPL-2.0-or-later
"""A series of pages: a file a page in a folder, or all in one PDF. Main thread only.

Each page is made, written and forgotten before the next one: the memory stays flat however many there are.
A page that fails is reported, also in the log with its details, and the others are there. :func:`steps` hands
control back between two pages, so that a window lives on; :func:`write` goes straight through.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from qgis.core import Qgis, QgsLayout, QgsProject

from ..core import pdf
from ..core.errors import AtlasError, Cancelled, PlaceError, StorageError
from ..core.i18n import tr
from ..core.library import Library
from ..core.pdf_about import About
from ..core.places import chosen
from ..core.progress import Progress, Silent
from ..core.series import PagePlan, SeriesPlan
from ..core.storage import check_name, writing
from ..core.territories import Territories
from . import compose, log, tasks
from .export import check_dpi, check_target, draw, lighten, replace_file, scratch_folder, suffix
from .layout_templates import find
from .page_about import about_page, author
from .settings import DEFAULT_DPI

#: Number of pages named in the metadata of a series.
_NAMED = 20


class Planned(Protocol):
    """A page to be made: its name in bookmarks and reports, and that of its file."""

    @property
    def name(self) -> str:
        """Name of the page."""

    @property
    def slug(self) -> str:
        """Name of the file, without its extension."""


class Plan(Protocol):
    """The pages to be made, and a sentence for each that cannot be."""

    @property
    def pages(self) -> Sequence[Planned]:
        """The pages, in order."""

    @property
    def failed(self) -> Sequence[str]:
        """What is known not to be possible."""


#: Makes the layout of a page of a plan in a project, which lives as long as the page.
MakePage = Callable[[Any, QgsProject], "tuple[QgsLayout, About]"]


@dataclass
class Series:
    """What came out: how many pages, and a sentence for each that failed.

    ``sheets`` counts those of paper: a page of the plan may take several.
    """

    path: Path
    pages: int = 0
    sheets: int = 0
    failed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class WithinPage:
    """The progress of one page: it may be stopped, the bar is that of the series."""

    def __init__(self, whole: Progress) -> None:
        self.is_cancelled = whole.is_cancelled

    def set_fraction(self, fraction: float) -> None:
        """Left to the series."""

    def info(self, message: str) -> None:
        """Left to the series."""


def page_maker(
    library: Library,
    territories: Territories,
    options: compose.Options,
    folder: Path,
    progress: Progress | None = None,
) -> MakePage:
    """Make pages from a template; files of the map layers go to ``folder``, where each is made once.

    Raises:
        StyleError: there is no such template.
        PlaceError: there is no such type of places.
    """
    template = find(options.template)
    if options.places is not None and options.places.listed is None:
        chosen(options.places.types)

    def make(plan: PagePlan, project: QgsProject) -> tuple[QgsLayout, About]:
        # The places of a page are those of its territory.
        points = replace(options.places, within=plan.request.within) if options.places else None
        page_options = replace(options, common_bounds=plan.common_bounds, places=points)
        inside = WithinPage(progress or Silent())
        try:
            page = compose.prepare_page(library, territories, plan.request, page_options, folder, inside)
        except PlaceError:
            # None of these types there: the map is still worth a page.
            bare = replace(page_options, places=None)
            page = compose.prepare_page(library, territories, plan.request, bare, folder, inside)
        composed = compose.lay_out(project, page, template)
        return composed.layout, about_page(page)

    return make


def about_series(plan: SeriesPlan, options: compose.Options) -> About:
    """What a series is about as a whole."""
    return About(
        title=options.title or " ; ".join(plan.titles),
        author=author(options.author, options.organisation),
        subject=", ".join(page.name for page in plan.pages[:_NAMED])
        + ("…" if len(plan.pages) > _NAMED else ""),
        keywords=(*plan.titles, plan.pages[0].request.level.label),
        producer=f"QGIS {Qgis.version()}",
    )


def write(
    plan: Plan,
    target: Path,
    make: MakePage,
    dpi: float = DEFAULT_DPI,
    progress: Progress | None = None,
    about: About | None = None,
) -> Series:
    """Write the pages of a plan.

    Args:
        plan: the pages.
        target: one PDF when its name ends in ``.pdf``, else a folder, made when absent.
        make: makes the layout of a page.
        dpi: fineness of the lines.
        progress: told of each page, asked before each whether to stop.
        about: what the whole PDF is about.

    Raises:
        StorageError: nothing can be written there, or the resolution is out of bounds.
        Cancelled: one PDF is then as it was; in a folder, the pages made so far are there, whole.
        AtlasError: every page failed; the sentence is that of the first.
    """
    series = Series(target)
    for one in steps(plan, target, make, dpi, progress, about):
        series = one
    return series


def steps(
    plan: Plan,
    target: Path,
    make: MakePage,
    dpi: float = DEFAULT_DPI,
    progress: Progress | None = None,
    about: About | None = None,
) -> Generator[Series, None, None]:
    """Write the pages of a plan as :func:`write` does; yield what came out so far after each page.

    A page counts once it is in place, which is when the next one is drawn.
    Closing the generator between two pages leaves what a cancel leaves.
    """
    progress = progress or Silent()
    series = Series(target, failed=list(plan.failed))
    with ExitStack() as stack:
        folder, scratch = _destination(target, dpi, stack)
        desk = _Desk(folder, scratch, dpi, stack.enter_context(ThreadPoolExecutor(1)))
        for rank, page in enumerate(plan.pages):
            if progress.is_cancelled():
                desk.settle(series)
                _check(progress, series)
            said = tr("Page {rank} of {count}: {name}")
            progress.info(said.format(rank=rank + 1, count=len(plan.pages), name=page.name))
            try:
                desk.add(page, make, series)
            except Cancelled:
                desk.settle(series)
                _check(progress, series)
                raise
            progress.set_fraction((rank + 1) / (len(plan.pages) + 1))
            yield series
        desk.settle(series)
        if not desk.done:
            raise desk.error or StorageError(tr("The series has no page."))
        _check(progress, series)
        if is_one_file(target):
            _join(desk.done, scratch / target.name, target, about)
    progress.set_fraction(1.0)
    yield series


@dataclass
class _Desk:
    """Where pages are drawn on the main thread; each is made light in another while the next is drawn."""

    folder: Path
    scratch: Path
    dpi: float
    pool: ThreadPoolExecutor
    done: list[tuple[Path, str]] = field(default_factory=list)
    error: AtlasError | None = None
    _waiting: tuple[Planned, Path, int, Future[None]] | None = None

    def add(self, page: Planned, make: MakePage, series: Series) -> None:
        """Draw a page, then put the former one in place; a page that fails is written down."""
        file = self.scratch / f"{page.slug}.pdf"
        drawn, sheets = None, 0
        try:
            drawn, sheets, notes = _draw_page(page, file, make, self.dpi)
        except Cancelled:
            raise
        except AtlasError as error:
            notes = ()
            failure: AtlasError | None = error
        else:
            failure = None
        self.settle(series)
        if failure is not None:
            self._fail(page, failure, series)
        if drawn is not None:
            light = self.pool.submit(lighten, file, self.folder / file.name, drawn)
            self._waiting = page, file, sheets, light
        series.notes += (note for note in notes if note not in series.notes)

    def settle(self, series: Series) -> None:
        """Put the page that was made light in place."""
        if self._waiting is None:
            return
        page, file, sheets, light = self._waiting
        self._waiting = None
        try:
            light.result()
            if self.folder != self.scratch:
                replace_file(file, self.folder / file.name)
        except AtlasError as error:
            self._fail(page, error, series)
        except Exception as error:
            # A bug met on one page is not that of the others.
            self._fail(page, tasks.unexpected(error), series)
        else:
            self.done.append((file, page.name))
            series.pages += 1
            series.sheets += sheets

    def _fail(self, page: Planned, error: AtlasError, series: Series) -> None:
        self.error = self.error or error
        log.error(f"{page.name}{tr(': ')}{error.sentence}", error.details)
        series.failed.append(f"{page.name}{tr(': ')}{error.sentence}")


def is_one_file(target: Path) -> bool:
    """Whether the pages go to one PDF rather than to a folder."""
    return suffix(target) == ".pdf"


def _destination(target: Path, dpi: float, stack: ExitStack) -> tuple[Path, Path]:
    """The folder of the pages and the one where they are made; both are the same for one PDF."""
    check_dpi(dpi)
    if is_one_file(target):
        check_target(target, dpi)
        scratch = stack.enter_context(scratch_folder(target))
        return scratch, scratch
    if target.suffix and not target.is_dir() and len(target.suffix) <= 5:
        sentence = tr("A series goes to a folder or to one PDF: {file} is neither.")
        raise StorageError(sentence.format(file=target.name))
    check_name(target)
    with writing(target):
        is_new = not target.exists()
        target.mkdir(parents=True, exist_ok=True)
    if is_new:
        # After a series of which nothing came out, no empty folder is left.
        stack.callback(_remove_empty, target)
    return target, stack.enter_context(scratch_folder(target / "page.pdf"))


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


def _draw_page(page: Planned, file: Path, make: MakePage, dpi: float) -> tuple[About, int, tuple[str, ...]]:
    """Make a page in a project of its own and draw it; return what it is about, its sheets and remarks."""
    project = QgsProject()
    try:
        layout, about = make(page, project)
        return about, layout.pageCollection().pageCount(), draw(layout, file, dpi, about)
    except AtlasError:
        raise
    except Exception as error:
        raise tasks.unexpected(error) from error
    finally:
        project.clear()


def _join(parts: list[tuple[Path, str]], file: Path, target: Path, about: About | None) -> None:
    """Put the pages together and in place, each under a bookmark."""
    if not pdf.join([part for part, _name in parts], file, about, [name for _part, name in parts]):
        raise StorageError(
            tr(
                "The pages cannot be joined in {file}: this version of QGIS writes them in an unknown way. "
                "Choose a folder, and each page will be a file."
            ).format(file=target.name)
        )
    replace_file(file, target)


def _check(progress: Progress, series: Series) -> None:
    if not progress.is_cancelled():
        return
    if is_one_file(series.path) or not series.pages:
        raise Cancelled(tr("Cancelled: nothing was changed."))
    sentence = tr("Cancelled: the pages made so far ({count}) are in {folder}.")
    raise Cancelled(sentence.format(count=series.pages, folder=series.path))
