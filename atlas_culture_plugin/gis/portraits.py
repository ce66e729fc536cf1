# SPDX-License-Identifier: GPL-2.0-or-later
"""Portraits of territories: made for a project, or in a batch, a PDF each or all in one.

What takes time (figures, classes, files of outlines) is :meth:`PortraitMaker.prepare`, for any thread;
:func:`lay_out` puts the result in a project, on the main thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qgis.core import Qgis, QgsLayerTreeGroup, QgsPrintLayout, QgsProject

from ..core.comparison.model import Comparison
from ..core.comparison.portrait import DEFAULT_REFERENCES, Portrait, check_references, compared, portrait
from ..core.comparison.portrait_plan import PortraitPlan, PortraitsPlan
from ..core.comparison.portrait_template import PortraitTemplate, find
from ..core.i18n import tr
from ..core.library import Library
from ..core.model import Territory
from ..core.pdf_about import About
from ..core.progress import Progress, Silent, check
from ..core.territories import Territories
from ..core.wording import long_date, typeset
from . import layers, settings
from .layouts import free_name
from .portrait_maps import Bench, Drawn, MapMaker, Maps
from .portrait_page import PortraitPage, Signature
from .portrait_paper import Paper, look
from .series import WithinPage

#: Territories compared at once in a batch: what they share is computed once, and the memory stays flat.
_CHUNK = 40
#: Custom property of the layouts that are portraits; its value is the reference of the territory.
PROPERTY = "atlas_culture/portrait"


@dataclass(frozen=True)
class PortraitOptions:
    """How portraits are made. Empty texts mean those of the settings."""

    references: tuple[str, ...] = DEFAULT_REFERENCES
    template: str = ""
    author: str = ""
    organisation: str = ""
    today: date | None = None


@dataclass(frozen=True)
class Prepared:
    """A portrait and its maps, before any project has them."""

    portrait: Portrait
    maps: Maps | None


@dataclass
class PortraitMaker:
    """Makes portraits; what they share is made once. :meth:`prepare` is for any thread, one at a time.

    ``chosen`` are the territories that portraits will be asked of: they are compared some at a time.
    """

    library: Library
    territories: Territories
    options: PortraitOptions
    folder: Path
    chosen: Sequence[Territory] = ()
    template: PortraitTemplate = field(init=False)

    def __post_init__(self) -> None:
        """Read the template.

        Raises:
            StyleError: there is no such template.
            TerritoryError: there are too many references.
        """
        self.template = find(self.options.template, own_folder())
        check_references(self.options.references)
        self._maps = MapMaker(self.library, self.territories, self.folder)
        self._compared: dict[str, Comparison] = {}

    def prepare(self, territory: Territory, progress: Progress | None = None) -> Prepared:
        """Write the portrait of a territory and make its maps.

        Raises:
            AtlasError: nothing is known of it; a reference is not understood; the folder cannot be written.
        """
        progress = progress or Silent()
        content = portrait(
            self._comparison(territory, progress), territory, self.library, self.territories, self.template
        )
        check(progress)
        return Prepared(content, self._maps.make(territory, content.blocks, progress))

    def _comparison(self, territory: Territory, progress: Progress) -> Comparison:
        """The comparison that has a territory: with the next ones of the batch."""
        if territory.reference not in self._compared:
            following = [one.reference for one in self.chosen]
            at = following.index(territory.reference) if territory.reference in following else -1
            together = self.chosen[at : at + _CHUNK] if at >= 0 else (territory,)
            same = [one for one in together if one.level is territory.level]
            found = compared(self.library, self.territories, same, self.options.references, progress)
            self._compared = {one.reference: found for one in same}
        return self._compared[territory.reference]


def own_folder() -> Path:
    """Folder of the user's own templates of portraits, in the profile."""
    return settings.profile_folder() / "portraits"


def lay_out(
    project: QgsProject, prepared: Prepared, options: PortraitOptions, bench: Bench | None = None
) -> QgsPrintLayout:
    """Add the layout of a portrait to a project, with the layers that its maps show. Main thread only.

    Args:
        project: the project.
        prepared: what :meth:`PortraitMaker.prepare` returned.
        options: who makes it.
        bench: layers that portraits share, which stay out of the project; None for layers of its own.

    Raises:
        StorageError: a file of outlines disappeared.
    """
    content, kept = prepared.portrait, settings.load()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    title = tr("Portrait – {name}").format(name=content.name)
    layout.setName(free_name(project, title))
    layout.setCustomProperty(PROPERTY, content.territory.reference)
    paper = Paper(layout, look(kept.color), bench.measures if bench is not None else None)
    drawn = None
    if prepared.maps is not None:
        drawn = Drawn(project, prepared.maps, paper.look, content.name, bench)
    try:
        PortraitPage(paper, content, drawn, prepared.maps).fill(_signature(options, kept))
    except Exception:
        project.removeMapLayers([layer.id() for layer in drawn.added] if drawn is not None else [])
        raise
    project.layoutManager().addLayout(layout)
    if drawn is not None and bench is None:
        _group(project, layout.name(), drawn)
    return layout


def _group(project: QgsProject, name: str, drawn: Drawn) -> None:
    """Put the layers of a portrait in a group of the tree, unchecked: they are for its pages."""
    group: QgsLayerTreeGroup = layers.group(project).addGroup(name)
    for layer in drawn.added:
        node = group.addLayer(layer)
        node.setExpanded(False)
    group.setItemVisibilityChecked(False)
    group.setExpanded(False)


def _signature(options: PortraitOptions, kept: settings.Settings) -> Signature:
    organisation = options.organisation or kept.organisation
    who = [typeset(name) for name in (options.author or kept.author, organisation) if name.strip()]
    when = long_date(options.today or date.today())
    text = tr("Made by {who}, {date}").format(who=", ".join(who), date=when) if who else when
    logo = Path(kept.logo) if kept.logo and Path(kept.logo).is_file() else None
    return Signature(organisation, text, logo)


def about_portrait(content: Portrait, options: PortraitOptions) -> About:
    """What a portrait is about, for the metadata of its file."""
    return About(
        title=tr("Portrait – {name}").format(name=content.name),
        author=_author(options),
        subject=", ".join(filter(None, [content.kind, content.where])),
        keywords=(content.name, content.territory.reference, *(one.theme.label for one in content.blocks)),
        producer=f"QGIS {Qgis.version()}",
    )


def about_portraits(plan: PortraitsPlan, options: PortraitOptions) -> About:
    """What portraits joined in one file are about."""
    names = [page.name for page in plan.pages]
    return About(
        title=tr("Portraits of {count} territories").format(count=len(names)),
        author=_author(options),
        subject=", ".join(names[:20]) + ("…" if len(names) > 20 else ""),
        keywords=(tr("Cultural portrait"),),
        producer=f"QGIS {Qgis.version()}",
    )


def _author(options: PortraitOptions) -> str:
    kept = settings.load()
    return ", ".join(filter(None, (options.author or kept.author, options.organisation or kept.organisation)))


class PortraitPages:
    """Makes the pages of a batch, for :func:`~.series.write`. Main thread only.

    ``ready`` holds what a thread prepared beforehand, by reference; the others are prepared when drawn.
    """

    def __init__(self, maker: PortraitMaker, progress: Progress | None = None) -> None:
        """Share the layers that do not change from a portrait to the next."""
        self._maker, self._progress = maker, WithinPage(progress or Silent())
        self._bench = Bench()
        self.ready: dict[str, Prepared] = {}

    def __call__(self, plan: PortraitPlan, project: QgsProject) -> tuple[QgsPrintLayout, About]:
        """Make the layout of a portrait."""
        prepared = self.ready.pop(plan.territory.reference, None)
        if prepared is None:
            prepared = self._maker.prepare(plan.territory, self._progress)
        options = self._maker.options
        layout = lay_out(project, prepared, options, self._bench)
        return layout, about_portrait(prepared.portrait, options)
