"""Figures as files: the same three times over, with their words and descriptions, in colours all can tell apart."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import zlib
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image

from qda.core import figures
from qda.core.figures import GREY, PRINT, Figure
from qda.core.figures.looks import Look, colour, contrast, hatch, luminance, marker
from qda.core.figures.typeface import shortened, width_of, wrapped

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Aufnahmeverfahrensdurchführung"


@pytest.fixture
def figure() -> Figure:
    drawn = Figure(200, 100, "Gates & masks", "Two bars <and> a line: Żółć", "de")
    drawn.box(10, 10, 40, 80, "s0", "ink")
    drawn.box(60, 40, 40, 50, "s1", radius=6)
    drawn.line([(110, 90), (150, 20)], "s2", 1.5, (3, 2))
    drawn.mark(150, 20, "diamond", "s2")
    drawn.words(10, 98, LONG, 8)
    return drawn


def chunks(data: bytes) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = {}
    place = 8
    while place < len(data):
        length, kind = struct.unpack_from(">L4s", data, place)
        body = data[place + 8 : place + 8 + length]
        assert struct.unpack_from(">L", data, place + 8 + length)[0] == zlib.crc32(kind + body)
        found.setdefault(kind, []).append(body)
        place += length + 12
    return found


def test_svg_has_words_as_words_and_says_what_it_shows(figure: Figure, tmp_path: Path) -> None:
    assert figures.save(tmp_path / "a.svg", figure) == []
    root = ElementTree.parse(tmp_path / "a.svg").getroot()
    assert root.findtext(f"{SVG}title") == "Gates & masks"
    assert root.findtext(f"{SVG}desc") == "Two bars <and> a line: Żółć"
    assert [text.text for text in root.iter(f"{SVG}text")] == [LONG]
    assert root.get("width") == "200pt" and root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"


def test_pdf_is_one_page_with_title_subject_and_words_that_can_be_found(figure: Figure, tmp_path: Path) -> None:
    figures.save(tmp_path / "a.pdf", figure)
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert len(document) == 1 and document[0].get_size() == (200, 100)
    assert document.get_metadata_value("Title") == "Gates & masks"
    assert document.get_metadata_value("Subject") == "Two bars <and> a line: Żółć"
    assert document[0].get_textpage().get_text_range().strip() == LONG
    document.close()
    # Only the glyphs that are used came along.
    assert (tmp_path / "a.pdf").stat().st_size < 40_000


def test_png_has_three_hundred_dots_an_inch_and_what_was_drawn(figure: Figure, tmp_path: Path) -> None:
    figures.save(tmp_path / "a.png", figure)
    found = chunks((tmp_path / "a.png").read_bytes())
    width, height = struct.unpack_from(">2L", found[b"IHDR"][0])
    assert (width, height) == (833, 416)
    assert struct.unpack_from(">L", found[b"pHYs"][0])[0] == 11811
    assert b"Title\0Gates & masks" in found[b"tEXt"]
    assert any("Żółć".encode() in said for said in found[b"iTXt"])
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.convert("RGB").getpixel((125, 208)) == (0x00, 0x72, 0xB2)


@pytest.mark.parametrize("suffix", figures.SUFFIXES)
def test_the_same_figure_is_the_same_file(figure: Figure, tmp_path: Path, suffix: str) -> None:
    figures.save(tmp_path / f"a{suffix}", figure, GREY)
    figures.save(tmp_path / f"b{suffix}", figure, GREY)
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_grey_has_no_colour_and_hatches_instead(figure: Figure, tmp_path: Path) -> None:
    figures.save(tmp_path / "a.svg", figure, GREY)
    words = (tmp_path / "a.svg").read_text("utf-8")
    found = re.findall(r": #([0-9a-f]{6})\b", words)
    assert found and all(one[:2] == one[2:4] == one[4:] for one in found)
    assert words.count("<pattern") == 1  # the hatch of s1; s0 has none


def test_series_stand_out_from_paper_and_each_other_also_in_grey() -> None:
    for look in (PRINT, GREY):
        for name in look.series:
            assert contrast(name, look.ground) > 2.2
        assert contrast(look.ink, look.ground) > 12 and contrast(look.muted, look.ground) > 5
    signs = [(hatch(f"s{n}", GREY), marker(n)) for n in range(6)]
    assert len(set(signs)) == 6 and len({kind for kind, _mark in signs}) == 6
    assert min(abs(luminance(a) - luminance(b)) for a, b in combinations(GREY.series[:3], 2)) > 0.1


@pytest.mark.parametrize("share", [0.0, 0.2, 0.45, 0.5, 0.7, 1.0])
@pytest.mark.parametrize("look", [PRINT, GREY], ids=["colour", "grey"])
def test_numbers_can_be_read_on_any_heat(share: float, look: Look) -> None:
    name = f"heat:{share}"
    assert contrast(colour(f"on {name}", look), colour(name, look)) >= 4.2


def test_words_are_as_wide_as_the_typeface_says() -> None:
    # DejaVu Sans: "m" advances 1995 of 2048 units, "i" 569.
    assert width_of("m", 10) == pytest.approx(9.74, abs=0.01) and width_of("ii", 10) == pytest.approx(5.56, abs=0.01)
    short = shortened(LONG, 60, 9)
    assert short.endswith("…") and width_of(short, 9) <= 60 and LONG.startswith(short[:-1])
    lines = wrapped(f"Das {LONG}sformular hat keiner erklärt", 80, 9)
    assert all(width_of(line, 9) <= 80 for line in lines)
    assert "".join(line.rstrip("-") if line.endswith("-") else line + " " for line in lines).split() == [
        "Das",
        f"{LONG}sformular",
        "hat",
        "keiner",
        "erklärt",
    ]
    assert len(wrapped("one two three four", 30, 9, 2)) == 2


def test_signs_that_cannot_be_drawn_are_named(tmp_path: Path) -> None:
    drawn = Figure(100, 50, "T")
    drawn.words(0, 10, "医院 שלום سلام")
    assert figures.save(tmp_path / "a.svg", drawn) == []
    for suffix in (".pdf", ".png"):
        (said,) = figures.save(tmp_path / f"a{suffix}", drawn)
        assert "医" in said and "س" not in said and "ש" not in said


def test_right_to_left_words_stand_in_reading_order(tmp_path: Path) -> None:
    drawn = Figure(100, 50, "T")
    drawn.words(10, 20, "שלום 12")
    figures.save(tmp_path / "a.pdf", drawn)
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    page = document[0].get_textpage()
    places = {page.get_text_range(n, 1): page.get_charbox(n)[0] for n in range(page.count_chars())}
    assert places["ש"] > places["ם"] > places["1"]
    document.close()


def test_figures_need_no_library_before_a_picture_is_made() -> None:
    script = (
        "import sys; from qda.core import figures; from qda.core.figures import rendering, typeface\n"
        "print([name for name in ('matplotlib', 'PySide6', 'numpy', 'networkx') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_words_are_measured_in_many_threads_at_once_without_ending_the_program():
    script = """
import sys, threading
from random import Random
from qda.core.figures import typeface

def measure(seed):
    random = Random(seed)
    for _time in range(40):
        typeface._advance.cache_clear()
        typeface.width_of("".join(chr(random.randrange(33, 0x500)) for _char in range(300)), 10)

sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=measure, args=(seed,)) for seed in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("measured")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "measured\n" and not done.stderr, done
