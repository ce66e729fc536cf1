# SPDX-License-Identifier: GPL-2.0-or-later
"""The packages installed in a folder, together with the one that comes with the plugin.

On disk, ``<library>/<id>/current`` names the folder of the installed version, beside it. An
installation unpacks and verifies in ``<library>/.staging``, renames the result into place, then
replaces ``current``: killed at any moment, it leaves the old version or the new one. The version that is
replaced is put aside first: see :mod:`.history`.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import shutil
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .archive import copy_folder, unpack
from .checksums import SUMS_NAME
from .errors import AtlasError, IndicatorError, LibraryError, PackageError
from .history import keep
from .i18n import tr
from .locking import locked
from .model import Indicator, Level, Theme
from .names import is_package_id, is_there
from .package import Package, read_level, read_package, version_key
from .progress import Progress, Silent, check
from .reasons import reason
from .storage import replace_text, writing
from .table import Table

CURRENT = "current"
STAGING = ".staging"
DOWNLOADS = ".downloads"
LOCK = ".lock"

_VERSION_FOLDER = re.compile(r"\d[0-9A-Za-z.+-]*-[0-9a-f]{8}")

_TableKey = tuple[Path, Level]


class Library:
    """The installed packages. Safe to share among threads; other processes may change the folder."""

    def __init__(self, folder: Path, embedded: Path | None = None) -> None:
        """Open a library; nothing is read or created until it is asked for something.

        Args:
            folder: where packages are installed.
            embedded: folder of the packages that are always there, only ever read.
        """
        self.folder = folder
        self.embedded = embedded
        self._packages: dict[Path, Package] = {}
        self._tables: dict[_TableKey, Table] = {}
        self._guard = threading.RLock()

    def packages(self) -> list[Package]:
        """Return the usable packages, by id: the higher version of the embedded and the installed."""
        found = self._embedded_packages()
        for package_id in self.installed_ids():
            try:
                package = self._installed(package_id)
            except AtlasError:
                continue  # told by broken(), and when this very package is asked for
            other = found.get(package_id)
            if other is None or version_key(package.version) >= version_key(other.version):
                found[package_id] = package
        return [found[package_id] for package_id in sorted(found)]

    def package(self, package_id: str) -> Package:
        """Return a package by its id.

        Raises:
            LibraryError: there is none; the sentence names those that exist.
            PackageError: it is installed and damaged.
        """
        packages = {package.id: package for package in self.packages()}
        if package_id in packages:
            return packages[package_id]
        if package_id in self.installed_ids():
            return self._installed(package_id)
        sentence = tr('The package "{id}" is not installed. Installed packages: {known}.')
        raise LibraryError(sentence.format(id=package_id, known=_names(packages)))

    def broken(self) -> dict[str, str]:
        """Return the packages that cannot be read, each with the sentence that says why."""
        problems = {}
        for folder in self._embedded_folders():
            try:
                self._read(folder)
            except AtlasError as error:
                problems[folder.name] = error.sentence
        for package_id in self.installed_ids():
            try:
                self._installed(package_id)
            except AtlasError as error:
                problems[package_id] = error.sentence
        return problems

    def is_embedded(self, package_id: str) -> bool:
        """Whether a package comes with the plugin, and so cannot be removed."""
        return package_id in self._embedded_packages()

    def installed_ids(self) -> list[str]:
        """Return the ids of the packages installed in the folder, damaged ones included."""
        try:
            found = [path.parent.name for path in self.folder.glob(f"*/{CURRENT}")]
        except OSError as error:
            sentence = tr("The library {folder} cannot be read: {reason}.")
            sentence = sentence.format(folder=self.folder, reason=reason(error))
            raise LibraryError(sentence, repr(error)) from error
        return sorted(name for name in found if is_package_id(name))

    def themes(self) -> list[Theme]:
        """Return the themes of all packages, each id once, in the packages' order."""
        themes: dict[str, Theme] = {}
        for package in self.packages():
            for theme in package.themes:
                themes.setdefault(theme.id, theme)
        return list(themes.values())

    def indicators(self, package: str = "") -> list[Indicator]:
        """Return the indicators of one package, or of all of them."""
        packages = [self.package(package)] if package else self.packages()
        return [indicator for found in packages for indicator in found.indicators]

    def indicator(self, reference: str) -> Indicator:
        """Return the indicator that ``id`` or ``package/id`` names.

        Raises:
            IndicatorError: none or several; the sentence gives the close or the exact names.
        """
        package_id, _, indicator_id = reference.strip().rpartition("/")
        if package_id:
            self.package(package_id)
        indicators = self.indicators(package_id)
        found = [indicator for indicator in indicators if indicator.id == indicator_id]
        if len(found) == 1:
            return found[0]
        if not found:
            raise IndicatorError(_unknown(reference, indicator_id, indicators))
        sentence = tr('The indicator "{id}" is in several packages: write {choices}.')
        choices = tr(" or ").join(indicator.key for indicator in found)
        raise IndicatorError(sentence.format(id=indicator_id, choices=choices))

    def resolve(self, reference: str, level: Level, year: int | None = None) -> tuple[Indicator, int]:
        """Return an indicator and a year at which it exists at a level.

        Args:
            reference: ``id`` or ``package/id``.
            level: the level wanted.
            year: the year wanted; the latest when None.

        Raises:
            IndicatorError: no such indicator, level or year; the sentence says which exist.
        """
        indicator = self.indicator(reference)
        years = indicator.years_by_level.get(level)
        if not years:
            sentence = tr('The indicator "{id}" does not exist at the level {level}. Its levels: {levels}.')
            levels = ", ".join(item.value for item in indicator.levels)
            raise IndicatorError(sentence.format(id=indicator.id, level=level.value, levels=levels))
        if year is not None and year not in years:
            sentence = tr('The indicator "{id}" has no year {year} at the level {level}. Its years: {years}.')
            known = ", ".join(str(item) for item in years)
            raise IndicatorError(sentence.format(id=indicator.id, year=year, level=level.value, years=known))
        return indicator, year if year is not None else years[-1]

    def table(self, package_id: str, level: Level) -> Table:
        """Return a package's table at one level. Read once, then kept for the version installed.

        Raises:
            IndicatorError: the package has no table at this level.
            LibraryError: no such package.
            PackageError: the table is damaged.
        """
        package = self.package(package_id)
        if level not in package.levels:
            sentence = tr('The package "{id}" has no table at the level {level}. Its levels: {levels}.')
            levels = ", ".join(item.value for item in package.levels)
            raise IndicatorError(sentence.format(id=package_id, level=level.value, levels=levels))
        key = (package.folder, level)
        with self._guard:
            if key not in self._tables:
                self._tables[key] = read_level(package, level)
            return self._tables[key]

    def install(
        self,
        source: Path,
        progress: Progress | None = None,
        *,
        expected_id: str = "",
        older: bool = False,
    ) -> Package:
        """Install a package, or update it, from a zip or a folder.

        Args:
            source: the zip or the folder.
            progress: told of the part done, asked whether to stop.
            expected_id: id under which the package was announced, if it was.
            older: whether it may take the place of a later version.

        Raises:
            PackageError: the package is damaged or unsafe, or is not the one announced.
            LibraryError: the library is in use elsewhere, or has a later version.
            StorageError: the library cannot be written.
            Cancelled: the user stopped. Whatever is raised, what was installed stays.
        """
        progress = progress or Silent()
        if not is_there(source):
            raise PackageError(tr("There is no file or folder {path}.").format(path=source))
        with locked(self.folder / LOCK, progress) as alone, self._staging(alone) as own:
            staged = own / source.name  # the name that the sentences give
            (copy_folder if source.is_dir() else unpack)(source, staged, progress)
            progress.info(tr("Checking the package…"))
            package = read_package(staged)
            if expected_id and package.id != expected_id:
                sentence = tr('The package announced as "{expected}" is in fact "{found}": it is refused.')
                raise PackageError(sentence.format(expected=expected_id, found=package.id))
            check(progress)
            if not older:
                self._check_version(package)
            return self._activate(package, staged)

    def remove(self, package_id: str, progress: Progress | None = None) -> None:
        """Remove an installed package.

        Raises:
            LibraryError: it is not installed, or comes with the plugin.
            StorageError: the library cannot be written.
        """
        if package_id not in self.installed_ids():
            if self.is_embedded(package_id):
                sentence = tr('The package "{id}" comes with the plugin and cannot be removed.')
                raise LibraryError(sentence.format(id=package_id))
            sentence = tr('The package "{id}" is not installed. Installed packages: {known}.')
            raise LibraryError(sentence.format(id=package_id, known=_names(self.installed_ids())))
        with locked(self.folder / LOCK, progress or Silent()):
            folder = self.folder / package_id
            with writing(folder):
                (folder / CURRENT).unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            self._forget(folder)

    def _activate(self, package: Package, staged: Path) -> Package:
        """Put a verified package in place, and make it the current version."""
        folder = self.folder / package.id
        # The digest makes a rebuilt package of the same version another folder, so that readers
        # of the present one are never pulled the rug from under them.
        digest = hashlib.sha256((staged / SUMS_NAME).read_bytes()).hexdigest()[:8]
        target = folder / f"{package.version}-{digest}"
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            if target.exists() and not _is_sound(target):
                shutil.rmtree(target)
            if not target.exists():
                staged.rename(target)
        self._keep_present(package.id, target.name)
        replace_text(folder / CURRENT, target.name + "\n")
        self._sweep(folder, target.name)
        self._forget(folder)
        return self._installed(package.id)

    def _keep_present(self, package_id: str, following: str) -> None:
        """Put aside the version in use when another one follows; a damaged one is worth nothing."""
        if package_id not in self.installed_ids():
            return
        try:
            present = self._installed(package_id).folder
        except AtlasError:
            return
        if present.name != following and _is_sound(present):
            keep(self.folder, package_id, present)

    def _check_version(self, package: Package) -> None:
        if package.id not in self.installed_ids():
            return
        try:
            installed = self._installed(package.id).version
        except AtlasError:
            return  # damaged: any sound version is better
        if version_key(installed) > version_key(package.version):
            sentence = tr(
                'Version {installed} of the package "{id}" is installed and later than {version}: remove it '
                "first to go back."
            )
            raise LibraryError(sentence.format(installed=installed, id=package.id, version=package.version))

    @contextmanager
    def _staging(self, alone: bool) -> Iterator[Path]:
        """Give a path of our own, removed afterwards; when alone, clear what killed processes left."""
        parent = self.folder / STAGING
        with writing(parent):
            parent.mkdir(parents=True, exist_ok=True)
        for path in parent.iterdir() if alone else ():
            shutil.rmtree(path, ignore_errors=True)
        own = parent / uuid.uuid4().hex
        try:
            yield own
        finally:
            shutil.rmtree(own, ignore_errors=True)

    def _sweep(self, folder: Path, keep: str) -> None:
        """Remove other versions, and what a killed process left. What is open elsewhere stays for now."""
        for path in folder.iterdir():
            if path.is_dir() and path.name != keep:
                shutil.rmtree(path, ignore_errors=True)
            elif path.is_file() and path.name != CURRENT:
                path.unlink(missing_ok=True)

    def _forget(self, folder: Path) -> None:
        with self._guard:
            self._packages = {p: v for p, v in self._packages.items() if folder not in p.parents}
            self._tables = {k: v for k, v in self._tables.items() if folder not in k[0].parents}

    def _embedded_folders(self) -> list[Path]:
        if self.embedded is None or not self.embedded.is_dir():
            return []
        return sorted(folder for folder in self.embedded.iterdir() if (folder / SUMS_NAME).is_file())

    def _embedded_packages(self) -> dict[str, Package]:
        packages = {}
        for folder in self._embedded_folders():
            try:
                package = self._read(folder)
            except AtlasError:
                continue  # told by broken()
            packages[package.id] = package
        return packages

    def _installed(self, package_id: str) -> Package:
        folder = self.folder / package_id
        try:
            name = (folder / CURRENT).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            sentence = tr('The package "{id}" is damaged: install it again.')
            raise LibraryError(sentence.format(id=package_id), details=str(error)) from error
        if not _VERSION_FOLDER.fullmatch(name) or not (folder / name).is_dir():
            raise LibraryError(tr('The package "{id}" is damaged: install it again.').format(id=package_id))
        return self._read(folder / name)

    def _read(self, folder: Path) -> Package:
        with self._guard:
            if folder not in self._packages:
                self._packages[folder] = read_package(folder, verify=False)
            return self._packages[folder]


def _is_sound(folder: Path) -> bool:
    try:
        read_package(folder)
    except PackageError:
        return False
    return True


def _names(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)) or tr("none")


def _unknown(reference: str, indicator_id: str, indicators: list[Indicator]) -> str:
    close = difflib.get_close_matches(indicator_id, [i.id for i in indicators if i.offered], n=4, cutoff=0.5)
    if close:
        sentence = tr('There is no indicator "{id}". Did you mean {close}?')
        return sentence.format(id=reference, close=", ".join(close))
    sentence = tr('There is no indicator "{id}". The list of indicators gives those that exist.')
    return sentence.format(id=reference)
