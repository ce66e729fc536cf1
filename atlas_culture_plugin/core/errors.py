# SPDX-License-Identifier: GPL-2.0-or-later
"""The one family of expected failures. Each carries a sentence for the user."""

from __future__ import annotations


class AtlasError(Exception):
    """An expected failure, told to the user as it is.

    Args:
        sentence: what happened, on what, and what to do; already translated.
        details: technical details for the log and the "more" button.
    """

    def __init__(self, sentence: str, details: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details


class PackageError(AtlasError):
    """A package is malformed, damaged or unsafe."""


class CatalogueError(AtlasError):
    """A catalogue cannot be read or does not have what was asked."""


class DownloadError(AtlasError):
    """A file could not be fetched or is not the one announced."""


class LibraryError(AtlasError):
    """The library cannot be read or written."""


class IndicatorError(AtlasError):
    """No such indicator, level or year; the sentence says which exist."""


class TerritoryError(AtlasError):
    """A territory reference is not understood or does not exist."""


class ClassificationError(AtlasError):
    """The values cannot be classified as asked."""


class JoinError(AtlasError):
    """A layer or a table cannot be joined to the indicators."""


class StorageError(AtlasError):
    """A file cannot be written: full disk, read-only folder, locked file."""


class PlaceError(AtlasError):
    """No such type of place, or none of them there."""


class StyleError(AtlasError):
    """A style template or a palette cannot be used."""


class RecipeError(AtlasError):
    """A recipe is malformed, or the data are not what it describes."""


class MissingDependencyError(AtlasError):
    """A function needs a Python package that this QGIS does not have."""


class Cancelled(AtlasError):
    """The user cancelled. Not an error: reported without alarm."""
