# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core import table as module
from atlas_culture_plugin.core.errors import PackageError
from atlas_culture_plugin.core.model import Level, Status
from atlas_culture_plugin.core.table import code_problems, parse_table, read_table

STATUS = {"nd": Status.MISSING, "s": Status.SECRET, "so": Status.NOT_APPLICABLE}

plain = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9).map(
    lambda number: format(number, "f")
)
exotic = st.floats(allow_nan=False, allow_infinity=False).map(repr)
markers = st.sampled_from(["nd", "s", "so"])
tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(plain | markers | exotic, min_size=width, max_size=width), min_size=1)
)


def write(folder: Path, text: str | bytes, name: str = "commune.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


@given(rows=tables, ending=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_every_cell_is_read_as_written(tmp_path_factory, rows, ending, last):
    header = ",".join(["code", *(f"c{i}_2020" for i in range(len(rows[0])))])
    lines = [header, *(",".join([f"{i:05d}", *row]) for i, row in enumerate(rows))]
    path = write(tmp_path_factory.mktemp("t"), ending.join(lines) + (ending if last else ""))
    table = read_table(path, Level.COMMUNE)
    assert table.codes == tuple(f"{i:05d}" for i in range(len(rows)))
    for number, column in enumerate(table.columns.values()):
        cells = [row[number] for row in rows]
        assert list(column.statuses) == [STATUS.get(cell, Status.VALUE) for cell in cells]
        for value, cell in zip(column.values, cells):
            assert math.isnan(value) if cell in STATUS else value == float(cell)


@given(rows=tables)
def test_the_two_ways_of_reading_agree(tmp_path_factory, rows):
    header = ",".join(["code", *(f"c{i}_2020" for i in range(len(rows[0])))])
    plain_text = "\n".join([header, *(",".join([f"{i:05d}", *row]) for i, row in enumerate(rows))])
    quoted = "\n".join([header, *(",".join([f'"{i:05d}"', *row]) for i, row in enumerate(rows))])
    folder = tmp_path_factory.mktemp("t")
    first = read_table(write(folder, plain_text), Level.COMMUNE)
    second = read_table(write(folder, quoted, "quoted.csv"), Level.COMMUNE)
    assert first.codes == second.codes
    for one, other in zip(first.columns.values(), second.columns.values()):
        assert np.array_equal(one.values, other.values, equal_nan=True)
        assert np.array_equal(one.statuses, other.statuses)


@given(
    cell=st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters='\r\n,"\x00'), max_size=8)
)
def test_any_other_text_in_a_cell_is_refused_with_its_place(tmp_path_factory, cell):
    good = cell in STATUS or bool(module.NUMBER.fullmatch(cell) and math.isfinite(float(cell)))
    path = write(tmp_path_factory.mktemp("t"), f"code,a_2020,b_2020\n01001,1,2\n01002,{cell},so\n")
    table, problems = parse_table(path, Level.COMMUNE)
    assert (table is not None) == good
    if not good:
        assert len(problems) == 1
        assert "line 3" in problems[0]
        assert '"a_2020"' in problems[0]


@pytest.mark.parametrize(
    "cell", ["nan", "inf", "-inf", "soinity", "1e999", "1_000", " 1", "1 000", "12,5", "-so", "NaN"]
)
def test_what_numpy_would_take_for_a_number_or_a_marker_is_refused(tmp_path, cell):
    table, problems = parse_table(write(tmp_path, f"code,a_2020\n01001,{cell}\n"), Level.COMMUNE)
    assert table is None
    assert "line 2" in problems[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "first column"),
        ("code,a_2020\n", "no row"),
        ("code;a_2020\n01001;1\n", "first column"),
        ("\ufeffcode,a_2020\n01001,1\n", "byte order mark"),
        ("code,a_2020\n01001,1\n01002,é\n".encode("latin-1"), "not UTF-8 text (line 3)"),
        ("code,a_2020\n01001,1\n01001,2\n", '"01001" appears more than once'),
        ("code,a_2020,a_2020\n01001,1,2\n", 'the column "a_2020" appears twice'),
        ("code,a_2020\n01001,1,2\n", "line 2: 3 cells instead of 2"),
        ("code,a_2020,b_2020\n01001,1,2,3\n01002,1\n", "line 2: 4 cells instead of 3"),
        ("code,a_2020\n,1\n", 'line 2, column "code": empty cell'),
        ("code,a_2020\n01001,\n", 'line 2, column "a_2020": empty cell'),
        ("code,a_2020\n01001,1\n\n01002,1\n", "line 3"),
        ('code,a_2020\n01001,"1\n', "well-formed"),
        ("code,a_2020\n01001,\x001\n", "line 2"),
    ],
)
def test_a_broken_table_is_refused_with_a_sentence(tmp_path, content, expected):
    with pytest.raises(PackageError) as error:
        read_table(write(tmp_path, content), Level.COMMUNE)
    assert expected in error.value.sentence
    assert "commune.csv" in error.value.sentence


def test_a_missing_file_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(PackageError, match=r"commune\.csv cannot be read"):
        read_table(tmp_path / "commune.csv", Level.COMMUNE)


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [(["a_2020"], "b_2020"), (["a_2020", "b_2020", "c_2020"], "c_2020"), (["b_2020", "a_2020"], "order")],
)
def test_columns_must_be_those_announced(tmp_path, expected, sentence):
    path = write(tmp_path, "code,a_2020,b_2020\n01001,1,2\n")
    with pytest.raises(PackageError, match=sentence):
        read_table(path, Level.COMMUNE, expected)


def test_a_typology_keeps_its_texts(tmp_path):
    path = write(tmp_path, 'code,t_2020,a_2020\n01001,"rural, isolé",3\n01002,nd,s\n')
    table = read_table(path, Level.COMMUNE, typologies={"t_2020"})
    column = table.columns["t_2020"]
    assert column.texts == ("rural, isolé", "")
    assert list(column.statuses) == [Status.VALUE, Status.MISSING]
    assert np.isnan(column.values).all()
    assert table.columns["a_2020"].values[0] == 3
    assert table.columns["a_2020"].texts is None


def test_the_index_gives_the_row_of_a_code(tmp_path):
    table = read_table(write(tmp_path, "code,a_2020\n01002,1\n2A004,2\n"), Level.COMMUNE)
    assert table.index() == {"01002": 0, "2A004": 1}
    assert table.index() is table.index()


def test_arrays_cannot_be_changed_by_mistake(tmp_path):
    table = read_table(write(tmp_path, "code,a_2020\n01002,1\n"), Level.COMMUNE)
    with pytest.raises(ValueError, match="read-only"):
        table.columns["a_2020"].values[0] = 2


@pytest.mark.parametrize(
    ("level", "good", "bad"),
    [
        (Level.REGION, "06", "6"),
        (Level.DEPARTEMENT, "2B", "2C"),
        (Level.DEPARTEMENT, "976", "00976"),
        (Level.EPCI, "243500139", "24350013"),
        (Level.COMMUNE, "2A004", "1001"),
    ],
)
def test_codes_that_do_not_look_right_are_named(tmp_path, level, good, bad):
    table = read_table(write(tmp_path, f"code,a_2020\n{good},1\n{bad},1\n"), level)
    problems = code_problems(table, "x.csv")
    assert len(problems) == 1
    assert f'"{bad}"' in problems[0]


def test_problems_are_capped(tmp_path):
    rows = "".join(f"{i:05d},x\n" for i in range(1000))
    _, problems = parse_table(write(tmp_path, "code,a_2020\n" + rows), Level.COMMUNE)
    assert len(problems) == module.MAX_PROBLEMS


def test_a_table_longer_than_a_block_keeps_its_rows_in_order(tmp_path):
    size = 2 * module._BLOCK + 7
    path = write(tmp_path, "code,a_2020,b_2020\n" + "".join(f"{i:05d},{i},{i / 8}\n" for i in range(size)))
    table = read_table(path, Level.COMMUNE)
    assert table.codes == tuple(f"{i:05d}" for i in range(size))
    assert np.array_equal(table.columns["a_2020"].values, np.arange(size))
    assert np.array_equal(table.columns["b_2020"].values, np.arange(size) / 8)


def test_a_mistake_far_down_is_found_at_its_line(tmp_path):
    size = 2 * module._BLOCK + 7
    path = write(tmp_path, "code,a_2020\n" + "".join(f"{i:05d},{i}\n" for i in range(size)) + "99999,x\n")
    with pytest.raises(PackageError, match=f"line {size + 2}, "):
        read_table(path, Level.COMMUNE)
