# SPDX-License-Identifier: GPL-2.0-or-later
"""Values and statuses of one package at one level, read from its CSV with numpy alone.

Clean tables (nearly all of them) are parsed in one go; anything unusual goes through the csv
module, cell by cell, which is slower and can say exactly what is wrong and where.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .errors import PackageError
from .i18n import tr
from .model import Level, Status
from .reasons import reason

#: Problems reported about one table before giving up: a whole wrong column needs no more.
MAX_PROBLEMS = 20

#: A value: a decimal number, dot as separator.
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")

MARKERS = {status.marker: status for status in Status if status.marker}

#: Shape of the codes of each level; whether a code exists is another question.
CODE_SHAPES = {
    Level.REGION: re.compile(r"\d{2}"),
    Level.DEPARTEMENT: re.compile(r"\d{2}|2[AB]|9[78]\d"),
    Level.EPCI: re.compile(r"\d{9}"),
    Level.COMMUNE: re.compile(r"\d{5}|2[AB]\d{3}"),
}

_BOM = b"\xef\xbb\xbf"
#: Rows parsed in one go: a few milliseconds.
_BLOCK = 2048

_COMMA, _NEWLINE = ord(","), ord("\n")
#: Whether each byte has its place in plain numbers and what separates them.
_IN_NUMBERS = np.isin(np.arange(256), np.frombuffer(b"0123456789.,-", np.uint8))

FloatArray = NDArray[np.float64]
StatusArray = NDArray[np.uint8]
_Bytes = NDArray[np.uint8]
_Places = NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """One indicator, one year, one level. The arrays are read-only: they are shared.

    ``values`` is NaN wherever the status is not a value, and everywhere in a typology, whose
    categories are in ``texts`` (empty text where the status is not a value).
    """

    values: FloatArray
    statuses: StatusArray
    texts: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Table:
    """One package at one level. Column keys are ``<indicator>_<year>``."""

    level: Level
    codes: tuple[str, ...]
    columns: Mapping[str, Column]
    _rows: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def index(self) -> dict[str, int]:
        """Return the row of each code. Built at the first call, then kept."""
        if not self._rows:
            self._rows.update(zip(self.codes, range(len(self.codes))))
        return self._rows

    def on(self, codes: Sequence[str], name: str) -> Column:
        """Return a column on other codes, "not available" where the table lacks one. Its arrays are new."""
        column, index = self.columns[name], self.index()
        rows = np.array([index.get(code, -1) for code in codes], dtype=np.intp)
        absent = rows < 0
        values, statuses, texts = column.values[rows], column.statuses[rows], column.texts
        values[absent] = np.nan
        statuses[absent] = Status.MISSING
        if texts is not None:
            texts = tuple("" if row < 0 else texts[row] for row in rows)
        return Column(values, statuses, texts)


def read_table(
    path: Path,
    level: Level,
    expected: Sequence[str] | None = None,
    typologies: Collection[str] = (),
) -> Table:
    """Read a package's CSV.

    Args:
        path: the file.
        level: level of its territories.
        expected: names of the columns after ``code``, in order, when they are known.
        typologies: columns that hold text.

    Raises:
        PackageError: the file is missing or is not such a table; the sentence says where.
    """
    table, problems = parse_table(path, level, expected, typologies)
    if table is None:
        raise PackageError(problems[0], details="\n".join(problems))
    return table


def parse_table(
    path: Path,
    level: Level,
    expected: Sequence[str] | None = None,
    typologies: Collection[str] = (),
) -> tuple[Table | None, list[str]]:
    """Read a package's CSV, or say everything that is wrong with it, one sentence each."""
    try:
        text = _decode(path)
        header, body = _split_header(text, path, expected)
    except PackageError as error:
        return None, [error.sentence]
    parsed = _parse_fast(body, header, typologies)
    if parsed is None:
        parsed, problems = _parse_cells(body, header, typologies, path.name)
        if parsed is None:
            return None, problems
    codes, columns = parsed
    problems = _duplicates(codes, path.name)
    if problems:
        return None, problems
    return Table(level, codes, dict(zip(header, columns))), []


def code_problems(table: Table, name: str) -> list[str]:
    """Say which codes do not look like codes of the table's level."""
    shape = CODE_SHAPES[table.level]
    wrong = [code for code in table.codes if not shape.fullmatch(code)]
    sentence = tr('{file}: "{code}" is not a code of the level {level}; codes are text, with their zeros.')
    return [sentence.format(file=name, code=c, level=table.level.value) for c in wrong[:MAX_PROBLEMS]]


def _decode(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        sentence = tr("The table {file} cannot be read: {reason}.")
        raise PackageError(sentence.format(file=path.name, reason=reason(error)), repr(error)) from error
    if raw.startswith(_BOM):
        sentence = tr("{file} begins with a byte order mark: save it as UTF-8 without BOM.")
        raise PackageError(sentence.format(file=path.name))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        sentence = tr("{file} is not UTF-8 text (line {line}): save it as UTF-8.")
        raise PackageError(sentence.format(file=path.name, line=line)) from error
    return text.replace("\r\n", "\n") if "\r" in text else text


def _split_header(text: str, path: Path, expected: Sequence[str] | None) -> tuple[list[str], str]:
    first, _, body = text.partition("\n")
    names = [name.strip('"') for name in first.split(",")]
    if names[0] != "code":
        sentence = tr('{file}: the first column must be "code", not "{name}".')
        raise PackageError(sentence.format(file=path.name, name=names[0][:40]))
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        sentence = tr('{file}: the column "{name}" appears twice.')
        raise PackageError(sentence.format(file=path.name, name=twice[0]))
    _check_names(names[1:], expected, path.name)
    if not body.strip():
        raise PackageError(tr("{file} has no row.").format(file=path.name))
    return names[1:], body.rstrip("\n")


def _check_names(names: list[str], expected: Sequence[str] | None, file: str) -> None:
    if expected is None or names == list(expected):
        return
    unknown = [name for name in names if name not in set(expected)]
    if unknown:
        sentence = tr('{file}: the column "{name}" is not described in datapackage.json.')
        raise PackageError(sentence.format(file=file, name=unknown[0][:60]))
    missing = [name for name in expected if name not in set(names)]
    if missing:
        sentence = tr('{file}: the column "{name}", described in datapackage.json, is missing.')
        raise PackageError(sentence.format(file=file, name=missing[0]))
    sentence = tr("{file}: the columns are not in the order of datapackage.json.")
    raise PackageError(sentence.format(file=file))


_Parsed = tuple[tuple[str, ...], list[Column]]


def _parse_fast(body: str, header: list[str], typologies: Collection[str]) -> _Parsed | None:
    """Parse a table of plain text, numbers and markers, or return None when it holds anything else."""
    places = _locate(body, len(header))
    if places is None:
        return None
    raw, starts, ends = places
    codes = _slices(body, starts[:, 0], ends[:, 0])
    texts = {
        name: _parse_column(_slices(body, starts[:, place], ends[:, place]), text=True)
        for place, name in enumerate(header, start=1)
        if name in typologies
    }
    numbers = [place for place, name in enumerate(header, start=1) if name not in texts]
    values = np.empty((len(numbers), len(ends)), np.float64)
    statuses = np.empty((len(numbers), len(ends)), np.uint8)
    # Block by block: numpy would otherwise keep the interpreter, hence the window, for too long.
    for low in range(0, len(ends) if numbers else 0, _BLOCK):
        rows = slice(low, low + _BLOCK)
        parsed = _parse_numbers(*_block(raw, starts[rows], ends[rows], numbers))
        if parsed is None:
            return None
        values[:, rows], statuses[:, rows] = (cells.reshape(-1, len(numbers)).T for cells in parsed)
    read = {header[place - 1]: _frozen(v, s) for place, v, s in zip(numbers, values, statuses)}
    columns = [column for name in header if (column := read.get(name) or texts.get(name))]
    return None if "" in codes or len(columns) < len(header) else (codes, columns)


def _slices(body: str, starts: _Places, ends: _Places) -> tuple[str, ...]:
    return tuple(body[start:end] for start, end in zip(starts.tolist(), ends.tolist()))


def _locate(body: str, width: int) -> tuple[_Bytes, _Places, _Places] | None:
    """Return the bytes of the rows, and where each cell begins and ends; None unless all is regular."""
    if '"' in body or not body.isascii():
        return None
    raw = np.frombuffer(f"{body}\n".encode("ascii"), np.uint8)
    newline = raw == _NEWLINE
    ends = np.flatnonzero(newline | (raw == _COMMA))
    rows = np.count_nonzero(newline)
    if ends.size != rows * (width + 1):
        return None
    starts = np.concatenate(([0], ends[:-1] + 1)).reshape(rows, -1)
    ends = ends.reshape(rows, -1)
    return (raw, starts, ends) if newline[ends[:, -1]].all() else None


def _block(raw: _Bytes, starts: _Places, ends: _Places, wanted: list[int]) -> tuple[_Bytes, _Places, _Places]:
    """Return the bytes of some rows, and where their cells of the columns wanted lie in them."""
    low, high = starts[0, 0], ends[-1, -1] + 1
    return raw[low:high], (starts[:, wanted] - low).ravel(), (ends[:, wanted] - low).ravel()


def _parse_numbers(raw: _Bytes, starts: _Places, ends: _Places) -> tuple[FloatArray, StatusArray] | None:
    """Parse the cells that lie from ``starts`` to ``ends``; None when one is not a number or a marker.

    Most cells are one digit or a marker, and are read all at once; numpy reads the others. Every
    cell is followed by a separator, which is why the byte after its first one always exists.
    """
    lengths = ends - starts
    if not lengths.all():
        return None
    first = raw[starts]
    second = raw[starts + 1]
    digit = first - np.uint8(ord("0"))  # wraps around: below 10 for digits alone
    statuses = np.zeros(starts.size, np.uint8)
    statuses[(lengths == 2) & (first == ord("n")) & (second == ord("d"))] = Status.MISSING
    statuses[(lengths == 1) & (first == ord("s"))] = Status.SECRET
    statuses[(lengths == 2) & (first == ord("s")) & (second == ord("o"))] = Status.NOT_APPLICABLE
    values = digit.astype(np.float64)
    values[statuses != Status.VALUE] = np.nan
    others = np.flatnonzero(((lengths != 1) | (digit > 9)) & (statuses == Status.VALUE))
    numbers = _long_numbers(raw, starts[others], ends[others])
    if numbers is None:
        return None
    values[others] = numbers
    return values, statuses


def _long_numbers(raw: _Bytes, starts: _Places, ends: _Places) -> FloatArray | None:
    inside = np.zeros(raw.size + 1, np.int8)
    inside[starts] = 1
    inside[ends + 1] -= 1  # the separator is taken along
    cells = raw[np.cumsum(inside[:-1], dtype=np.int8).view(bool)]
    cells[cells == _NEWLINE] = _COMMA
    if not _IN_NUMBERS[cells].all():
        return None
    with warnings.catch_warnings():
        # numpy warns of what it could not read (and will one day raise): it is then not a clean table.
        warnings.simplefilter("error", DeprecationWarning)
        try:
            numbers = np.fromstring(cells[:-1].tobytes().decode("ascii"), dtype=np.float64, sep=",")
        except (DeprecationWarning, ValueError):
            return None
    return numbers if numbers.size == starts.size and bool(np.isfinite(numbers).all()) else None


def _frozen(values: FloatArray, statuses: StatusArray, texts: tuple[str, ...] | None = None) -> Column:
    values.setflags(write=False)
    statuses.setflags(write=False)
    return Column(values, statuses, texts)


def _parse_cells(
    body: str, header: list[str], typologies: Collection[str], file: str
) -> tuple[_Parsed | None, list[str]]:
    problems: list[str] = []
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(body), strict=True)
    try:
        for row in reader:  # a loop, so that threads may alternate
            rows.append(row)
    except csv.Error:
        # The first line holds the names of the columns.
        sentence = tr("{file} is not a well-formed CSV: see its quotes near line {line}.")
        problems.append(sentence.format(file=file, line=reader.line_num + 1))
    problems += _width_problems(rows, len(header) + 1, file)
    if problems:
        return None, problems
    codes, *cells = zip(*rows)
    columns: list[Column] = []
    for name, texts in zip(["code", *header], [codes, *cells]):
        column = _parse_column(texts, text=name in typologies or name == "code")
        if column is None:
            problems += _cell_problems(texts, name, file)
        else:
            columns.append(column)
    return (None, problems[:MAX_PROBLEMS]) if problems else ((codes, columns[1:]), [])


def _width_problems(rows: list[list[str]], width: int, file: str) -> list[str]:
    sentence = tr("{file}, line {line}: {found} cells instead of {expected}.")
    wrong = [(line, len(row)) for line, row in enumerate(rows, start=2) if len(row) != width]
    return [sentence.format(file=file, line=n, found=f, expected=width) for n, f in wrong[:MAX_PROBLEMS]]


def _parse_column(cells: tuple[str, ...], text: bool) -> Column | None:
    if not text:
        parsed = _parse_joined(cells) or _parse_exponents(cells)
        return _frozen(*parsed) if parsed else None
    # A typology has a few categories for all its cells: each is looked at once.
    distinct = set(cells)
    if "" in distinct:
        return None
    states = {cell: int(MARKERS.get(cell, Status.VALUE)) for cell in distinct}
    shown = {cell: "" if cell in MARKERS else cell for cell in distinct}
    statuses = np.fromiter(map(states.__getitem__, cells), np.uint8, len(cells))
    return _frozen(np.full(len(cells), np.nan), statuses, tuple(map(shown.__getitem__, cells)))


def _parse_joined(cells: tuple[str, ...]) -> tuple[FloatArray, StatusArray] | None:
    joined = ",".join(cells) + ","
    if not joined.isascii():
        return None
    raw = np.frombuffer(joined.encode("ascii"), np.uint8)
    ends = np.flatnonzero(raw == _COMMA)
    if ends.size != len(cells):
        return None
    return _parse_numbers(raw, np.concatenate(([0], ends[:-1] + 1)), ends)


def _parse_exponents(cells: tuple[str, ...]) -> tuple[FloatArray, StatusArray] | None:
    """Parse cell by cell what is rarely written, such as ``1e6`` or ``+3``."""
    if not all(cell in MARKERS or _is_number(cell) for cell in set(cells)):
        return None
    values = np.array([np.nan if cell in MARKERS else float(cell) for cell in cells])
    return values, np.array([MARKERS.get(cell, Status.VALUE) for cell in cells], np.uint8)


def _is_number(cell: str) -> bool:
    return bool(NUMBER.fullmatch(cell)) and bool(np.isfinite(float(cell)))


def _cell_problems(cells: Sequence[str], column: str, file: str) -> list[str]:
    """Say where the cells of a column are wrong. Lines are counted from the header, as in an editor."""
    empty = tr('{file}, line {line}, column "{column}": empty cell; write nd, s, so or a value.')
    wrong = tr('{file}, line {line}, column "{column}": "{text}" is not a number.')
    return [
        (wrong if cell else empty).format(file=file, line=line, column=column, text=cell[:40])
        for line, cell in enumerate(cells, start=2)
        if not cell or (cell not in MARKERS and not _is_number(cell))
    ][:MAX_PROBLEMS]


def _duplicates(codes: Sequence[str], file: str) -> list[str]:
    if len(set(codes)) == len(codes):
        return []
    twice = [code for code, count in Counter(codes).items() if count > 1]
    sentence = tr('{file}: the code "{code}" appears more than once.')
    return [sentence.format(file=file, code=code) for code in twice[:MAX_PROBLEMS]]
