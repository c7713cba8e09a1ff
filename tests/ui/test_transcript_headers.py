"""What stands above turns (who that is, and when it was said) moves no word, no line number and no offset."""

from __future__ import annotations

import pytest

from qda.core import documents, participants
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.ui.main_window import MainWindow
from qda.ui.widgets.transcript import TranscriptView
from qda.ui.widgets.transcript_headers import Headers, moment
from tests.ui.reading import INTERVIEW, place_of, span, turns_of

# The screenless platform of the tests says this of every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_header_names_the_person_and_the_time_that_the_words_do_not_say() -> None:
    text = "N: Yes.\n\nNeil [00:02:05]: No.\n\nI: Why?"
    turns = [Turn(0, 7, 3, "N", 5_000, 6_000), Turn(9, 29, 26, "Neil", 125_000, 126_000), Turn(31, 38, 34, "I")]
    headers = Headers(text, {"N": "Neil", "Neil": "Neil", "X": "Xaver"})
    assert [headers.above(turn) for turn in turns] == ["Neil · 00:05", "", ""]
    assert moment(3_725_000) == "1:02:05"


def painted(view: TranscriptView) -> list[str]:
    """What stands above the rows that are on the screen."""
    view.grab()
    return [words for row in view.visible_rows().rows if (words := view._rows.header_above(row))]


def test_headers_take_room_above_their_turns_and_nothing_else(view: TranscriptView) -> None:
    turns = turns_of(INTERVIEW)
    view.show_source(INTERVIEW, turns, [(turn.start, turn.end) for turn in turns])
    view.grab()
    bare = [row.top for row in view.visible_rows().rows]
    view.name_people({"N": "Neil"})
    assert painted(view) == ["Neil", "Neil"]
    rows = view.visible_rows().rows
    assert [row.start for row in rows if row.number == 0] == [turn.start for turn in turns]
    assert [row.top for row in rows][:1] == bare[:1] and rows[1].top > bare[1]
    assert view.text == INTERVIEW and view.document().blockCount() == INTERVIEW.count("\n") + 1
    view.select(*span(INTERVIEW, "prison mask"))
    assert view.selection() == span(INTERVIEW, "prison mask")
    point = INTERVIEW.index("wearing")
    assert view.visible_rows().point_at(place_of(view, point).x(), place_of(view, point).y()) == point
    view.name_people({})
    assert painted(view) == []


def test_a_header_is_written_in_small_letters_in_the_air_above_its_turn(view: TranscriptView) -> None:
    turns = turns_of(INTERVIEW)
    view.show_source(INTERVIEW, turns, people={"N": "Neil"})
    view.grab()
    image = view.viewport().grab().toImage()
    first = next(row for row in view.visible_rows().rows if view._rows.header_above(row))
    heights = range(round(first.top) - 14, round(first.top) - 1)
    band = {image.pixelColor(x, y).name() for x in range(8, 60) for y in heights}
    beside = {image.pixelColor(image.width() - 8, y).name() for y in heights}
    assert len(beside) == 1 and beside < band
    assert view._header_font.pointSizeF() < view.font().pointSizeF()


def test_the_code_place_names_who_speaks(project_window: MainWindow) -> None:
    work = project_window.workspace
    imported = Imported("Interview 01", INTERVIEW, tuple(turns_of(INTERVIEW)))
    source = work.do("Import transcripts", documents.add_source, imported).value
    project_window.go_code()
    view = project_window.code.view
    assert painted(view) == []
    neil = work.do("Add participant", participants.add_participant, "Neil").value
    speaker = next(row for row in work.read(documents.speakers_of, source) if row.label == "N")
    work.do("Link speaker", participants.link_speaker, speaker.id, neil)
    assert painted(view) == ["Neil", "Neil"]
    work.do("Rename participant", participants.edit_participant, neil, name="Liam")
    assert painted(view) == ["Liam", "Liam"]
    work.undo()
    work.undo()
    assert painted(view) == []
