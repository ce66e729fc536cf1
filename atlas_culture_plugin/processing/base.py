# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms share: help files, the user's sentence, progress and cancel, the library.

The provider is loaded at each start of QGIS: what an algorithm works with (numpy, the library, the
writers) is imported by its run, not by its declaration.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProperty,
)
from qgis.PyQt.QtGui import QIcon

from .. import paths
from ..core.errors import AtlasError, IndicatorError, LibraryError
from ..core.i18n import language, tr
from ..core.model import Level, Method
from ..core.palettes import ORDINARY, PaletteKind, palettes
from ..gis import log, tasks

if TYPE_CHECKING:
    from ..core.library import Library

Parameters = dict[str, Any]

_OPTIONAL = Qgis.ProcessingParameterFlag.Optional


class FeedbackProgress:
    """A Processing feedback seen as a :class:`~atlas_culture_plugin.core.progress.Progress`."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback

    def set_fraction(self, fraction: float) -> None:
        """Move the progress bar."""
        self._feedback.setProgress(100 * max(0.0, min(1.0, fraction)))

    def info(self, message: str) -> None:
        """Write in the log of the algorithm."""
        self._feedback.pushInfo(message)

    def is_cancelled(self) -> bool:
        """Whether the user cancelled."""
        return bool(self._feedback.isCanceled())


class AtlasAlgorithm(QgsProcessingAlgorithm):
    """Base of the algorithms. Subclasses set ``ID`` and write :meth:`run_algorithm`."""

    ID = ""
    LIBRARY = "LIBRARY"

    def name(self) -> str:
        """Stable identifier, never translated."""
        return self.ID

    def createInstance(self) -> AtlasAlgorithm:
        """Called by Processing for each run."""
        return type(self)()

    def icon(self) -> QIcon:
        """The plugin's icon."""
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        """The plugin's icon."""
        return str(paths.resources("icons", "atlas_culture.svg"))

    def shortHelpString(self) -> str:
        """Help as HTML, from ``resources/help/<id>.<language>.md``."""
        return to_html(help_text(self.ID))

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Run, and turn an expected failure into the user's sentence."""
        try:
            return self.run_algorithm(parameters, context, feedback)
        except AtlasError as error:
            if error.details:
                feedback.pushDebugInfo(error.details)
            raise QgsProcessingException(error.sentence) from error
        except QgsProcessingException:
            raise
        except Exception as error:
            failure = tasks.unexpected(error)
            feedback.pushDebugInfo(failure.details)
            raise QgsProcessingException(failure.sentence) from error

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Do the work of the algorithm.

        Raises:
            AtlasError: with the user's sentence.
        """
        raise NotImplementedError

    def add_library_parameter(self) -> None:
        """Add ``LIBRARY``, the folder of the installed packages."""
        parameter = QgsProcessingParameterFile(
            self.LIBRARY,
            tr("Folder of the library (default: the one of the QGIS profile)"),
            QgsProcessingParameterFile.Behavior.Folder,
            optional=True,
        )
        parameter.setFlags(parameter.flags() | parameter.Flag.FlagAdvanced)
        self.addParameter(parameter)

    def library(self, parameters: Parameters, context: QgsProcessingContext) -> Library:
        """The library asked for, the embedded packages included.

        Raises:
            LibraryError: it is a file.
        """
        from ..gis import packages

        folder = self.parameterAsString(parameters, self.LIBRARY, context)
        if folder and Path(folder).is_file():
            raise LibraryError(tr("{path} is a file: the library is a folder.").format(path=folder))
        if folder and not Path(folder).exists():
            sentence = tr("There is no library in {path} yet: only the embedded packages are there.")
            log.info(sentence.format(path=folder))
        return packages.library(Path(folder) if folder else None)

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> tuple[bool, str]:
        """Say what is wrong and what can be given, where QGIS says "incorrect" or takes a default."""
        names = [one.name() for one in self.parameterDefinitions()]
        for name in names:
            wrong = self._wrong_number(parameters, name)
            if wrong:
                return False, wrong
        # An optional value left empty on a command line is not given.
        given = {name: value for name, value in parameters.items() if not self._is_blank(name, value)}
        ok, message = super().checkParameterValues(given, context)
        if ok:
            return ok, message
        wrong_ones = (self._wrong_choice(parameters, name) or self._empty(parameters, name) for name in names)
        return ok, next(filter(None, wrong_ones), message)

    def _is_blank(self, name: str, value: Any) -> bool:
        definition = self.parameterDefinition(name)
        return value == "" and definition is not None and bool(definition.flags() & _OPTIONAL)

    def _empty(self, parameters: Parameters, name: str) -> str:
        """The sentence on a value that must be given and is not, empty when all is well."""
        if self.parameterDefinition(name).flags() & _OPTIONAL or parameters.get(name) not in (None, ""):
            return ""
        return tr("{parameter} is empty: give it a value.").format(parameter=name)

    def _wrong_number(self, parameters: Parameters, name: str) -> str:
        """The sentence on a number that is none or is too small, empty when all is well."""
        definition, value = self.parameterDefinition(name), parameters.get(name)
        is_number = isinstance(definition, QgsProcessingParameterNumber)
        if not is_number or value in (None, "") or isinstance(value, QgsProperty):
            return ""
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not math.isfinite(number):
            sentence = tr("{parameter} cannot be “{value}”: write a number.")
            return sentence.format(parameter=name, value=value)
        if number < definition.minimum():
            sentence = tr("{parameter} cannot be “{value}”: write a number from {least} up.")
            return sentence.format(parameter=name, value=value, least=f"{definition.minimum():g}")
        return ""

    def choice(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> str:
        """Value of a static-string choice, empty when not given.

        Raises:
            IndicatorError: it is not one of the choices.
        """
        wrong = self._wrong_choice(parameters, name)
        if wrong:
            raise IndicatorError(wrong)
        if parameters.get(name) in (None, ""):
            return ""
        return str(self.parameterAsEnumString(parameters, name, context))

    def _wrong_choice(self, parameters: Parameters, name: str) -> str:
        """The sentence on a value that is not one of the choices, empty when all is well."""
        definition, value = self.parameterDefinition(name), parameters.get(name)
        if not isinstance(definition, QgsProcessingParameterEnum) or isinstance(value, QgsProperty):
            return ""
        optional = bool(definition.flags() & _OPTIONAL)
        if value in definition.options() or (optional and value in (None, "")):
            return ""
        sentence = tr("{parameter} cannot be “{value}”: choose one of {choices}.")
        shown = "" if value is None else value
        return sentence.format(parameter=name, value=shown, choices=", ".join(definition.options()))

    def integer(self, parameters: Parameters, name: str, context: QgsProcessingContext) -> int | None:
        """Value of an optional whole number, such as a year."""
        if parameters.get(name) in (None, ""):
            return None
        return int(self.parameterAsInt(parameters, name, context))

    def number(
        self, parameters: Parameters, name: str, context: QgsProcessingContext, default: float = 0.0
    ) -> float:
        """Value of an optional number."""
        if parameters.get(name) in (None, ""):
            return default
        return float(self.parameterAsDouble(parameters, name, context))

    def add_advanced(self, parameter: QgsProcessingParameterDefinition) -> None:
        """Add a parameter under "Advanced"."""
        parameter.setFlags(parameter.flags() | Qgis.ProcessingParameterFlag.Advanced)
        self.addParameter(parameter)


def level_parameter(name: str, optional: bool = False) -> QgsProcessingParameterEnum:
    """The choice of a level."""
    return choice_parameter(name, tr("Level"), [level.value for level in Level], optional=optional)


def method_parameter(name: str) -> QgsProcessingParameterEnum:
    """The choice of a classification method; default: the indicator's own."""
    label = tr("Classification (default: the indicator's own)")
    return choice_parameter(name, label, [method.value for method in Method])


def palette_parameter(name: str, *kinds: PaletteKind) -> QgsProcessingParameterEnum:
    """The choice of a palette of these kinds, by default those of one indicator; default: its own."""
    names = list(palettes(*(kinds or ORDINARY)))
    return choice_parameter(name, tr("Palette (default: the indicator's own)"), names)


def choice_parameter(
    name: str, label: str, options: list[str], default: str | None = None, *, optional: bool = True
) -> QgsProcessingParameterEnum:
    """A choice among texts, which are its values too."""
    parameter = QgsProcessingParameterEnum(name, label, options, defaultValue=default, optional=optional)
    parameter.setUsesStaticStrings(True)
    return parameter


def positive_parameter(name: str, label: str) -> QgsProcessingParameterNumber:
    """An optional number from 0 up."""
    kind = QgsProcessingParameterNumber.Type.Double
    return QgsProcessingParameterNumber(name, label, kind, optional=True, minValue=0)


def within_parameter(name: str) -> QgsProcessingParameterString:
    """The territory that a map is restricted to."""
    label = tr("Within a territory (REG-53, DEP-2A, EPCI-243500139, METRO)")
    return QgsProcessingParameterString(name, label, optional=True)


def bounds_parameter(name: str) -> QgsProcessingParameterMatrix:
    """Class bounds given by hand."""
    return QgsProcessingParameterMatrix(
        name, tr("Manual bounds"), numberRows=1, headers=[tr("Bound")], optional=True
    )


def numbers(value: Any) -> tuple[float, ...]:
    """Class bounds of a list, or of a text as people write one.

    >>> numbers("10; 20,5; 1 000")
    (10.0, 20.5, 1000.0)
    >>> numbers("[10, 20.5, 30]")
    (10.0, 20.5, 30.0)

    Raises:
        ClassificationError: something in it is not a number, or they do not ascend.
    """
    from ..core.choices import parse_bounds

    items = value.strip("[] ") if isinstance(value, str) else "; ".join(map(str, _items(value, ",")))
    # Between two numbers, a comma ends the first; inside a number, it is that of decimals.
    if ";" not in items and (", " in items or " " not in items):
        items = items.replace(",", "; ")
    return parse_bounds(items) if items else ()


def texts(value: Any) -> list[str]:
    """Texts of a list, or of a text separated by commas, semicolons or spaces."""
    return [str(item).strip() for item in _items(value, r"[;,\s]+") if str(item).strip()]


def _items(value: Any, separator: str) -> Sequence[Any]:
    if value is None or value == "":
        return []
    if isinstance(value, (list, tuple)):
        return [item for item in value if item not in (None, "")]
    return [item for item in re.split(separator, str(value).strip().strip("[]")) if item]


def help_text(name: str) -> str:
    """Markdown help of an algorithm in the interface's language."""
    path = paths.resources("help", f"{name}.{language()}.md")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def to_html(markdown: str) -> str:
    """Markdown to HTML with Qt's own converter."""
    from qgis.PyQt.QtGui import QTextDocument

    document = QTextDocument()
    document.setMarkdown(_unbroken(markdown))
    # Its header holds a style sheet that Processing would show as text.
    return re.sub(r".*<body[^>]*>|</body>.*", "", str(document.toHtml()), flags=re.DOTALL)


def _unbroken(markdown: str) -> str:
    """Keep French punctuation on the line of its word; what is in code stays as it is written."""
    parts = re.split(r"(`[^`]*`)", markdown)
    parts[::2] = [re.sub(r" (?=[;:!?»])|(?<=«) ", "\u00a0", text) for text in parts[::2]]
    return "".join(parts)
