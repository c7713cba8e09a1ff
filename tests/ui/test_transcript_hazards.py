"""Texts that programs stumble over: letters beyond 16 bits, both directions, huge paragraphs, crowds of codings."""

from __future__ import annotations

import csv
import re
import time
from itertools import islice
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qda.core import codebook, coding, retrieval
from qda.core import text as texts
from qda.core.importers.speakers import find_turns
from qda.ui import theme as themes
from qda.ui.main_window import MainWindow
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.transcript import TranscriptView
from tests.ui.coding_room import open_interview
from tests.ui.conftest import idle
from tests.ui.reading import Control, Key, place_of, press, show

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

# Emoji with joiners and a skin tone, ideographs beyond 16 bits, combining marks, Arabic: two lines before all else.
BEFORE = (
    "I: \U0001f600 \U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f44d\U0001f3fd \U00020bb7\u91ce "
    "e\u0301te\u0301.\nN: \u0645\u0631\u062d\u0628\u0627 \u0628\u0643\u0645.\n"
)
FILES = (
    "derived/nnProf_nfd.txt",
    "divekit-roadmap/nnWMA2_transkript.md",
    "knesset-committees/20_ptv_317899.txt",
    "bitcoin-transcripts/2020-05-24-sergi-delgado-watchtowers.zh.md",
)
PATIENCE = 3.0  # seconds on a machine that does much else; these take a tenth of that by themselves


def real(shared: Path, name: str) -> str:
    path = shared / "data" / "transcripts" / name
    return texts.canonical(path.read_bytes().decode("utf-8", errors="replace"))


@pytest.mark.parametrize("file", FILES)
def test_what_is_highlighted_is_what_is_stored_whatever_stands_before_it(
    project_window: MainWindow, shared: Path, file: str
) -> None:
    text = BEFORE + real(shared, file)
    open_interview(project_window, text)
    view, work = project_window.code.view, project_window.workspace
    words = [found.span() for found in re.finditer(r"\w{2,}", text)]
    chosen = [*words[:2], *islice(words, len(words) // 4, None, len(words) // 4)]
    for number, (start, end) in enumerate(chosen):
        view.setFocus()
        view.select(start, end)
        shown = view.textCursor().selectedText()
        assert shown == text[start:end]
        QTest.keyClicks(view, "c")
        QTest.keyClicks(project_window.code.palette_box.field, f"ode {number}")
        QTest.keyClick(project_window.code.palette_box.field, Key.Key_Return)
        idle(project_window)
    quotes = work.read(retrieval.quotes)
    assert sorted(quote.text for quote in quotes) == sorted(text[start:end] for start, end in chosen)
    tints = {themes.current().code(mark.colour).tint for mark in project_window.code.marks.values()}
    for start, end in chosen:
        view.go_to(0)
        view.scroll_to(start)
        QApplication.processEvents()
        image = view.viewport().grab().toImage()
        for point, inside in ((start - 1, False), (start, True), (end - 1, True), (end, False)):
            if inside or text[point : point + 1].isalnum():
                place = place_of(view, point)
                column = {image.pixelColor(place.x(), place.y() + dy).name().upper() for dy in (-9, -5, 5, 8)}
                assert bool(column & tints) == inside, (text[start:end], text[point])


@pytest.mark.parametrize("file", FILES)
def test_a_passage_over_paragraphs_is_stored_with_newlines(project_window: MainWindow, shared: Path, file: str) -> None:
    text = BEFORE + real(shared, file)
    open_interview(project_window, text)
    view, work = project_window.code.view, project_window.workspace
    view.focus_line(2)
    press(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    start, end = view.selection()
    assert "\n" in text[start:end]
    assert view.textCursor().selectedText().replace("\u2029", "\n") == text[start:end]
    QTest.keyClicks(view, "x")
    QTest.keyClick(project_window.code.palette_box.field, Key.Key_Return)
    quote = work.read(retrieval.quotes)[0]
    assert quote.text == text[quote.start : quote.end] and "\n" in quote.text and "\u2029" not in quote.text
    press(view, Key.Key_C, Control)
    assert QApplication.clipboard().text() == text[start:end]


def test_headers_numbers_stripes_and_handles_are_mirrored_in_a_hebrew_transcript(
    view: TranscriptView, shared: Path
) -> None:
    text = real(shared, "knesset-committees/20_ptv_317899.txt")
    turns = [texts.Turn(turn.start, turn.end, turn.speech, turn.speaker, 65_000) for turn in find_turns(text)]
    lines = texts.lines(text, turns)
    view.show_source(text, turns, lines, texts.direction(text), people=dict.fromkeys(("קובי בוזו",), "Kobi"))
    assert view.mirrored and view._margin.x() < view.viewport().x() < view._gutter.x()
    turn = next(turn for turn in turns if turn.speaker == "קובי בוזו")
    view.scroll_to(turn.start)
    QApplication.processEvents()
    row = next(row for row in view.visible_rows().rows if row.start == turn.start)
    assert view._rows.header_above(row) == "Kobi · 01:05"
    image, width = view.viewport().grab().toImage(), view.viewport().width()
    heights = range(round(row.top) - 12, round(row.top) - 2)
    ground = image.pixelColor(width // 2, round(row.top) - 6).name()
    sides = [
        any(image.pixelColor(x, y).name() != ground for x in xs for y in heights)
        for xs in (range(14, width // 2), range(width // 2, width - 12))
    ]
    assert sides == [False, True]
    word = re.compile(r"[\u05d0-\u05ea]{4,}").search(text, turn.speech)
    assert word is not None
    view.set_codings([Mark("one", *word.span(), "code", "teal")])
    view.choose(view.index.at(word.start())[0])
    areas = view.handles.areas()
    assert areas["begins"].center().x() > areas["ends"].center().x()
    view._margin.grab()
    stripe = min(view._margin._placed, key=lambda each: each.area.width()).area
    name = max(view._margin._placed, key=lambda each: each.area.width()).area
    assert name.right() < stripe.left() < view._margin.width()


# Size


@pytest.mark.parametrize("paragraphs", [True, False], ids=["paragraphs", "one paragraph"])
def test_three_hundred_thousand_characters_are_read_and_coded_without_waiting(
    view: TranscriptView, shared: Path, paragraphs: bool
) -> None:
    text = real(shared, "derived/qmsum_education_4.txt")
    text = (text * (300_000 // len(text) + 1))[:300_000].strip()
    if not paragraphs:
        text = text.replace("\n", " ")
    marks = [Mark(str(at), at, at + 60, f"code {at % 40}", "teal") for at in range(0, len(text) - 100, 400)]

    begun = time.perf_counter()
    show(view, text)
    view.set_codings(marks)
    view.grab()
    assert time.perf_counter() - begun < PATIENCE
    for key in (Key.Key_PageDown, Key.Key_PageDown, Key.Key_Down, Key.Key_PageUp):
        begun = time.perf_counter()
        press(view, key)
        view.grab()
        assert time.perf_counter() - begun < PATIENCE / 3
    last = marks[-1]
    begun = time.perf_counter()
    view.choose(last)
    view.scroll_to(last.start)
    view.grab()
    assert time.perf_counter() - begun < PATIENCE
    assert view.selection() == (last.start, last.end) and set(view.handles.areas()) == {"begins", "ends"}
    assert view.visible_rows().start <= last.start < last.end <= view.visible_rows().end


def answers(shared: Path, count: int) -> list[str]:
    path = shared / "data/transcripts/jupyter-surveys/2020-12-jupyter-survey__text_fields.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = (" ".join(cell.split()) for row in csv.reader(file) for cell in row)
        return list(islice((cell for cell in cells if 20 < len(cell) < 400), count))


def test_four_hundred_short_answers_with_twenty_codes_each(view: TranscriptView, shared: Path) -> None:
    lines = answers(shared, 400)
    assert len(lines) == 400
    text = "\n".join(lines)
    spans = show(view, text)
    marks = [
        Mark(f"{line}-{at}", start + at % 5, end, f"code {at}", themes.CODE_COLOURS[at % 16], coder="Ann Noor")
        for line, (start, end) in enumerate(spans)
        for at in range(20)
    ]
    begun = time.perf_counter()
    view.set_codings(marks)
    view.grab()
    assert time.perf_counter() - begun < PATIENCE
    begun = time.perf_counter()
    for _page in range(20):
        press(view, Key.Key_PageDown)
        view.grab()
    assert time.perf_counter() - begun < PATIENCE * 2
    view.focus_line(200)
    assert len(view.codings_at(spans[199][1] - 1)) == 20
    view.add_mark(marks[0]._replace(id="new", name="new"))
    view._margin.grab()
    assert all(0 <= placed.area.left() < view._margin.width() for placed in view._margin._placed)


def test_every_one_of_forty_codings_on_one_line_can_be_reached(project_window: MainWindow, shared: Path) -> None:
    text = real(shared, "divekit-roadmap/nnWMA2_transkript.md")
    source = open_interview(project_window, text)
    view, work = project_window.code.view, project_window.workspace
    line = next(number for number, (start, end) in enumerate(view.lines.spans, 1) if 40 < end - start < 60)
    start, end = view.lines.spans[line - 1]
    for number in range(40):
        code_id = work.do("Make code", codebook.add_path, f"code {number}").value
        work.do("Apply code", coding.apply_code, work.coder_id, code_id, source, start + number % 9, end - number % 7)
    idle(project_window)
    view.focus_line(line)
    entries = project_window.code.at_cursor.list
    assert entries.count() == 40
    view.grab()
    placed = view._margin._placed
    reached = {mark.name for each in placed for mark in each.marks}
    assert reached == {f"code {number}" for number in range(40)}
    areas = [each.area for each in placed if len(each.marks) == 1]
    assert all(area.left() >= 0 and area.right() <= view._margin.width() for area in areas)
    words = place_of(view, start + 20)
    QTest.mouseMove(view.viewport(), words)
    assert view.pointing.framed() is not None
