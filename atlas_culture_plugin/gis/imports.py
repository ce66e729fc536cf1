# SPDX-License-Identifier: GPL-2.0-or-later
"""From a table of the user to an installed package: what the wizard and Processing call, in any thread."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..core.install import ProgressPart
from ..core.library import Library
from ..core.progress import Progress
from ..core.storage import check_file
from ..core.tables.importing import Plan, build_import
from ..core.territories import territories
from .recipes import STAGED_SHARE, Delivered, Staged, deliver


def stage_import(plan: Plan, progress: Progress) -> Staged:
    """Build the package of a plan, without installing it.

    Raises:
        AtlasError: see :func:`~atlas_culture_plugin.core.tables.importing.build_import`.
    """
    workspace = tempfile.TemporaryDirectory(prefix="atlas-culture-")
    try:
        built = build_import(plan, Path(workspace.name), territories(), progress)
    except BaseException:
        workspace.cleanup()
        raise
    return Staged(built, workspace, ())


def import_table(plan: Plan, library: Library, progress: Progress, output: Path | None = None) -> Delivered:
    """Build the package of a plan and install it.

    Args:
        plan: what to make of which table.
        library: where to install it.
        progress: told of the whole.
        output: zip to write as well.

    Raises:
        AtlasError: see :func:`stage_import` and :func:`~.recipes.deliver`. What was installed stays.
    """
    if output is not None:
        check_file(output)
    staged = stage_import(plan, ProgressPart(progress, 0, STAGED_SHARE))
    return deliver(staged, library, ProgressPart(progress, STAGED_SHARE, 1), output)
