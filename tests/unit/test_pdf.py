# SPDX-License-Identifier: GPL-2.0-or-later
"""PDF files made light: what is drawn stays, what is not understood is not touched."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from datetime import datetime, timezone
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas_culture_plugin.core import pdf
from atlas_culture_plugin.core.errors import Cancelled, StorageError
from atlas_culture_plugin.core.pdf_about import About
from atlas_culture_plugin.core.pdf_paths import STEP, lighter
from atlas_culture_plugin.core.progress import Silent

DATE = datetime(2026, 3, 1, 12, 30, tzinfo=timezone.utc)
ABOUT = About("Cinémas – « été »", "Œuvre & Cie", "Par EPCI", ("cinéma", "EPCI"), date=DATE)
#: As Qt starts each page at 300 dots per inch.
HEAD = b"/GSa gs /CSp cs /CSp CS\n0.240000000 0 0 -0.240000000 0 595 cm\nq q\n"
NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")


def qt_pdf(*contents: bytes, update: bytes = b"") -> bytes:
    """A PDF of a page per content, with the structure that Qt gives it; ``update`` as GDAL adds one."""
    out = bytearray(b"%PDF-1.4\n%\xc3\xa2\xc3\xa3\n")
    places = {}

    def add(number, body):
        places[number] = len(out)
        out.extend(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    add(1, b"<<\n/Title (\xfe\xff\x00a)\n/Creator ()\n>>")
    add(2, b"<<\n/Type /Catalog\n/Pages 3 0 R\n>>")
    kids = [4 + 3 * rank for rank in range(len(contents))]
    for page, content in zip(kids, contents):
        add(
            page,
            b"<<\n/Type /Page\n/Parent 3 0 R\n/Contents %d 0 R\n/Resources << /ProcSet [/PDF] >>\n"
            b"/MediaBox [0 0 842.000000 595.000000]\n>>" % (page + 1),
        )
        packed = zlib.compress(content)
        body = b"<<\n/Length %d 0 R\n/Filter /FlateDecode\n>>\nstream\n%s\nendstream" % (page + 2, packed)
        add(page + 1, body)
        add(page + 2, b"%d" % len(packed))
    add(3, b"<<\n/Type /Pages\n/Kids \n[\n%s\n]\n/Count %d\n>>" % (
        b"\n".join(b"%d 0 R" % kid for kid in kids), len(kids)
    ))  # fmt: skip
    start, size = len(out), len(places) + 1
    rows = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(places))
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<<\n/Size %d \n/Info 1 0 R\n/Root 2 0 R\n>>\n" % (
        size, rows, size
    )  # fmt: skip
    out += b"startxref\n%d \n%%%%EOF\n" % start
    if update:
        place = len(out)
        out += b"4 0 obj\n%s\nendobj\n" % update
        table = len(out)
        out += b"xref\n0 1\n0000000000 65535 f \n4 1\n%010d 00000 n \ntrailer\n" % place
        out += b"<< /Info 1 0 R /Prev %d /Root 2 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (
            start, size, table
        )  # fmt: skip
    return bytes(out)


def contents_of(data: bytes) -> list[bytes]:
    """The drawing of each page, read without the module under test."""
    found = []
    for match in re.finditer(rb"/Length ([0-9]+)\n/Filter /FlateDecode\n>>\nstream\n", data):
        found.append(zlib.decompress(data[match.end() : match.end() + int(match[1])]))
    return found


def lightened(tmp_path, data, about=ABOUT):
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    return pdf.lighten(path, about), path.read_bytes()


def test_coordinates_lose_what_no_printer_shows():
    drawn = (
        HEAD
        + b"1125.22500 -1916.59931 m\n12.0499999 0.05 l\n1 2.25 3.5 4.999 5.0123 6 c\n1.19 2 3.99 4 re\nh\n"
    )
    assert lighter(drawn).endswith(
        b"1125.2 -1916.5 m\n12 0.0 l\n1 2.2 3.5 4.9 5 6 c\n1.1 2 3.9 4 re\nh\n".replace(
            b"12 0.0 l", b"12 0 l"
        )
    )


def test_nothing_but_paths_is_touched():
    kept = (
        HEAD
        + b"/CSp cs 0.192156862 0.509803921 0.741176470 scn\n0.590551181 w 2 J 2 j []0  d\n"
        + b"BT\n/F8 201 Tf 1 0 0 -1 0.123456 0 Tm\n112.171875 0 Td <0002> Tj\nET\n"
        + b"[1.23456 2.34567 ] 0 d\n/Im12 Do\n"
    )
    assert lighter(kept) == kept


def test_where_the_drawing_is_enlarged_more_decimals_stay():
    drawn = (
        HEAD
        + b"q\n11.8047619 0 0 11.8047619 59.0238095 1747.10476 cm\n1.23456789 2.3 l\nQ\n1.23456789 2.3 l\n"
    )
    inside, outside = lighter(drawn).split(b"cm\n")[-1].split(b"Q\n")
    assert inside == b"1.234 2.3 l\n"
    assert outside == b"1.2 2.3 l\n"


@pytest.mark.parametrize(
    "content",
    [
        HEAD + b"(1.23456 2.3 l) Tj\n1.23456 2.3 l\n",
        HEAD + b"BI /W 1 ID 1.23456 2.3 l\nEI\n",
        HEAD.replace(b"\n", b"\r\n") + b"1.23456 2.3 l\r\n",
        HEAD + b"q 2 0 0 2 0 0 cm\n1.23456 2.3 l\n",
        HEAD + b"2 0 0 cm\n1.23456 2.3 l\n",
        b"",
    ],
)
def test_a_drawing_that_is_not_written_as_qt_does_is_left(content):
    assert lighter(content) == content


numbers = st.floats(-5000, 5000).map(lambda value: b"%.9g" % value if abs(value) > 0.001 else b"0")
lines = st.one_of(
    st.tuples(numbers, numbers, st.sampled_from([b"m", b"l"])),
    st.tuples(*[numbers] * 6, st.just(b"c")),
    st.tuples(*[numbers] * 4, st.just(b"re")),
    st.sampled_from([(b"q",), (b"Q",), (b"h",), (b"W*", b"n"), (b"0.123456789", b"w"), (b"Q", b"q")]),
    st.sampled_from([(b"B*",), (b"S",), (b"f",)]),
    st.sampled_from([0.1, 0.5, 0.999469841, 4.1666, 11.8047619]).map(
        lambda k: (b"%.9g" % k, b"0", b"0", b"%.9g" % k, b"472.190476", b"236.095238", b"cm")
    ),
)


def points_of(content):
    """Points of the paths in points of the page, and what is not a path."""
    matrix, kept, points, rest = (1.0, 0.0, 0.0), [], [], []
    words = []
    for word in content.split():
        if word == b"q":
            kept.append(matrix)
        elif word == b"Q":
            matrix = kept.pop() if kept else matrix
        elif word == b"cm":
            scale, x, y = float(words[0]), float(words[4]), float(words[5])
            matrix = (matrix[0] * scale, matrix[1] + matrix[0] * x, matrix[2] + matrix[0] * y)
        elif word in (b"m", b"l", b"c"):
            given = [float(one) for one in words]
            points += [
                (matrix[1] + matrix[0] * x, matrix[2] + matrix[0] * y)
                for x, y in zip(given[::2], given[1::2])
            ]
        elif word == b"re":
            points.append(tuple(matrix[0] * float(one) for one in words))
        elif NUMBER.fullmatch(word):
            words.append(word)
            continue
        else:
            rest.append(word)
        words = []
    return points, rest


@given(st.lists(lines, max_size=60))
def test_no_point_moves_by_more_than_the_step(rows):
    content = b"0.24 0 0 0.24 0 0 cm\n" + b"".join(b" ".join(row) + b"\n" for row in rows)
    (before, others), (after, kept) = points_of(content), points_of(lighter(content))
    assert others == kept
    assert len(before) == len(after)
    for one, other in zip(before, after):
        # A curve is rounded from its first point, which is rounded itself.
        assert one == pytest.approx(other, rel=1e-6, abs=2.02 * STEP)


def test_a_shared_vertex_stays_shared():
    vertex = (1125.29999, 1916.30001)
    first = HEAD + b"0.13 7.77 m\n%.5f %.5f l\n9 4 l\nh\nB*\n" % vertex
    second = b"3000.49 2.2 m\n5.5 5.5 l\n%.5f %.5f l\nh\nB*\n" % vertex
    points, _rest = points_of(lighter(first + second))
    assert points[1] == pytest.approx(points[5], abs=1e-9)


def test_an_outline_is_written_from_its_first_point():
    drawn = HEAD + b"1125.22500 -1916.59931 m\n1135.225 -1916.6 l\n1135.2 -1906.19 l\nh\nB*\n0 0 0 SCN\n"
    outline = b"q 1 0 0 1 1125.2 -1916.6 cm\n0 0 m\n10 0 l\n10 10.4 l\nh\nB* Q\n"
    assert lighter(drawn) == HEAD + outline + b"0 0 0 SCN\n"


def test_equal_circles_are_written_alike():
    circle = ((5, 0), (5, 2.761), (2.761, 5), (0, 5))
    drawn = HEAD
    for x, y in ((100.04, 200.09), (731.16, 1000.123)):
        points = [(x + a, y + b) for a, b in circle]
        numbers = [number for point in points for number in point]
        drawn += b"%.6f %.6f m\n%.6f %.6f %.6f %.6f %.6f %.6f c\nh\nB*\n" % tuple(numbers)
    one, other = lighter(drawn)[len(HEAD) :].split(b"B* Q\n")[:2]
    assert one.split(b"cm\n")[1] == other.split(b"cm\n")[1]


@pytest.mark.parametrize("following", [b"W* n\n", b"0 0 5 5 re\nf\n", b"n\n", b""])
def test_a_path_that_clips_or_goes_on_is_not_moved(following):
    drawn = HEAD + b"10.25 10 m\n20 10 l\n20 20.5 l\nh\n" + following
    assert lighter(drawn) == drawn.replace(b"10.25", b"10.2")


def test_a_file_is_light_and_says_what_it_is_about(tmp_path):
    drawn = HEAD + b"".join(
        b"%.5f %.5f l\n" % (k * 7919.123457 % 3500, k * 104729.7654 % 2400) for k in range(5000)
    )
    data = qt_pdf(drawn, HEAD)
    done, light = lightened(tmp_path, data)
    assert done
    assert len(light) < 0.7 * len(data)
    assert contents_of(light) == [lighter(drawn), HEAD]
    assert light.count(b"\nxref\n") == 1
    assert ABOUT.info() in light
    assert ABOUT.packet() in light
    assert list(tmp_path.iterdir()) == [tmp_path / "page.pdf"]


def test_what_a_word_processor_pastes_is_no_damage_to_the_metadata():
    packet = About("R&D <été>\x0bsuite", "Ministère \x00\ud800", "a\nb").packet()
    found = ElementTree.fromstring(packet.decode().split("?>", 1)[1].rsplit("<?", 1)[0])
    texts = [text for text in found.itertext() if text.strip()]
    assert texts[:3] == ["R&D <été> suite", "Ministère   ", "a b"]


def test_the_newest_version_of_an_object_is_kept(tmp_path):
    update = b"<< /Type /Page /Parent 3 0 R /Contents 5 0 R /VP [ << /Name (Layer) >> ] >>"
    done, light = lightened(tmp_path, qt_pdf(HEAD, update=update))
    assert done
    assert b"/Name (Layer)" in light
    assert b"/ProcSet" not in light


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler-utils are not installed")
def test_poppler_reads_the_result(tmp_path):
    lightened(tmp_path, qt_pdf(HEAD, HEAD + b"10.12345 20.12345 m\n300.12345 200.12345 l\nS\n"))
    said = subprocess.run(["pdfinfo", tmp_path / "page.pdf"], capture_output=True, text=True, check=True)
    assert said.stderr == ""
    for line in (
        "Title:           Cinémas – « été »", "Author:          Œuvre & Cie", "Subject:         Par EPCI",
        "Keywords:        cinéma, EPCI", "Pages:           2",
    ):  # fmt: skip
        assert line in said.stdout


def test_pages_are_joined_in_order_under_bookmarks(tmp_path):
    parts = []
    for rank in range(3):
        parts.append(tmp_path / f"{rank}.pdf")
        parts[-1].write_bytes(qt_pdf(HEAD + b"%d.12345 2 l\n" % rank))
    target = tmp_path / "all.pdf"
    assert pdf.join(parts, target, ABOUT, ["Île", "Corse", "Été"])
    data = target.read_bytes()
    assert contents_of(data) == [HEAD + b"%d.12345 2 l\n" % rank for rank in range(3)]
    assert data.count(b"/Type /Page\n") == 3
    assert re.search(rb"/Type /Pages /Kids \[[0-9 R]+\] /Count 3 ", data)
    for name in ("Île", "Corse", "Été"):
        assert About.text(name) in data


def test_a_cancel_leaves_what_was_there(tmp_path):
    class Stopping(Silent):
        def is_cancelled(self):
            return True

    part, target = tmp_path / "part.pdf", tmp_path / "all.pdf"
    part.write_bytes(qt_pdf(HEAD))
    target.write_bytes(b"before")
    with pytest.raises(Cancelled):
        pdf.join([part], target, progress=Stopping())
    assert target.read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.pdf", "part.pdf"]


def test_a_folder_that_refuses_is_said(tmp_path):
    part = tmp_path / "part.pdf"
    part.write_bytes(qt_pdf(HEAD))
    with pytest.raises(StorageError, match="could not be written"):
        pdf.join([part], tmp_path / "nowhere" / "all.pdf")


@pytest.mark.parametrize(
    "change",
    [
        lambda data: b"",
        lambda data: b"not a PDF",
        lambda data: data[:-20],
        lambda data: data.replace(b"/Size 7 ", b"/Size 7 /Encrypt 1 0 R"),
        lambda data: data.replace(b"\nxref\n", b"\nxreF\n"),
        lambda data: data.replace(b"5 0 obj", b"9 0 obj"),
        lambda data: data.replace(b"/Pages 3 0 R", b"/Pages 8 0 R"),
        lambda data: data.replace(b"endstream", b"endstraem"),
        lambda data: data.replace(b"x\x9c", b"xx", 1),
        lambda data: data.replace(b"/Type /Page\n", b"/Type /Pages\n"),
        lambda data: data.replace(b"0 7\n0000000000", b"0 9\n0000000000"),
    ],
)
def test_a_file_built_otherwise_is_left_byte_for_byte(tmp_path, change):
    data = change(qt_pdf(HEAD))
    assert data != qt_pdf(HEAD)
    assert lightened(tmp_path, data) == (False, data)
    assert list(tmp_path.iterdir()) == [tmp_path / "page.pdf"]


@given(st.data())
def test_whatever_is_damaged_is_rewritten_or_left(tmp_path_factory, data):
    whole = bytearray(qt_pdf(HEAD + b"1.23456 2.34567 l\n", HEAD))
    for _change in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    broken = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    done, after = lightened(tmp_path_factory.mktemp("pdf"), broken)
    assert done or after == broken
