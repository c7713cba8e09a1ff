"""A transcript is corrected in the Code place by keys: typed, looked at, accepted, taken back, discarded, kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from qda.core import coding, documents
from qda.core.correcting import edit, unplaced, versions
from qda.core.importers import Imported
from qda.errors import ProjectFileError
from qda.storage.models import Source, TextVersion
from qda.ui.dialogs.replace_text import ReplaceDialog
from qda.ui.dialogs.text_versions import VersionsDialog
from qda.ui.dialogs.unplaced import UnplacedDialog
from qda.ui.main_window import MainWindow
from qda.ui.views.coding import kept_drafts
from qda.ui.widgets.transcript_editor import TranscriptEditor
from tests.ui.coding_room import code, colleague, open_interview, passages
from tests.ui.conftest import answer, idle, in_front, keys, name_file, press, wait_until
from tests.ui.reading import INTERVIEW, Control, Key, Shift, span
from tests.ui.test_keyboard import name_of, tab_through


@pytest.fixture
def room(project_window: MainWindow) -> MainWindow:
    """An interview with two codings by Ann and one by Ben, the words “weakness” selected."""
    open_interview(project_window)
    code(project_window, "prison mask", "mask")
    code(project_window, "weakness", "fear", coder=colleague(project_window))
    code(project_window, "victim", "harm", note="Look again.")
    project_window.code.view.setFocus()
    select(project_window, "weakness")
    return project_window


def select(window: MainWindow, words: str) -> None:
    view = editor(window) if window.code.correcting_room.source else window.code.view
    view.select(*span(view.text, words))


def editor(window: MainWindow) -> TranscriptEditor:
    return window.code.correcting_room.page.editor


def begin(window: MainWindow) -> TranscriptEditor:
    keys(Key.Key_F2)
    found = editor(window)
    assert found.hasFocus() and found.isVisible() and not window.code.view.isVisible()
    return found


def looked(window: MainWindow) -> list[str]:
    """Wait until what becomes of the passages is shown, and return that."""
    place = window.code.correcting_room
    wait_until(lambda: place.preview is not None and place.preview.text == place.draft.text, "the preview")
    idle(window)
    shown = place.page.passages.list
    return [shown.item(row).text() for row in range(shown.count())]


def text(window: MainWindow) -> str:
    here = window.code.transcript
    assert here is not None
    return here.text


def source_id(window: MainWindow) -> str:
    here = window.code.transcript
    assert here is not None
    return here.id


def same_words(dialog: QWidget) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


# In place


def test_a_word_is_mended_by_keys_and_its_passages_go_along_and_undo_brings_all_back(room: MainWindow) -> None:
    begin(room)
    keys("weaknesses")
    assert text(room) == INTERVIEW
    shown = looked(room)
    assert len(shown) == 1 and shown[0].startswith("fear · BO\n")
    assert "how [weakness]. " in shown[0] and "how [weaknesses]. " in shown[0]
    assert "1 place is changed. 1 passage touches it. 1 other moves along unchanged." in (
        room.code.correcting_room.page.passages.words()
    )
    keys((Key.Key_Return, Control))
    idle(room)
    assert text(room) == INTERVIEW.replace("weakness", "weaknesses")
    assert room.code.view.hasFocus() and room.code.view.selection() == (87, 87)
    assert passages(room) == ["prison mask", "weaknesses", "victim"]
    assert room.notice.words().startswith("Corrected. ")
    QTest.keyClick(room.code.view, Key.Key_Z, Control)
    idle(room)
    assert text(room) == INTERVIEW and passages(room) == ["prison mask", "weakness", "victim"]


def test_undo_inside_the_edit_takes_back_letters_and_not_what_was_done_before(room: MainWindow) -> None:
    found = begin(room)
    keys("strength", (Key.Key_Z, Control))
    assert found.text == INTERVIEW and passages(room) == ["prison mask", "weakness", "victim"]
    assert not room.action("undo").isEnabled() and room.action("redo").isEnabled()
    keys((Key.Key_Z, Control | Shift))
    assert found.text == INTERVIEW.replace("weakness", "strength")
    room.perform("undo")
    assert found.text == INTERVIEW
    keys((Key.Key_Z, Control))
    assert len(passages(room)) == 3


def test_esc_discards_a_little_at_once_and_much_after_a_question(room: MainWindow) -> None:
    begin(room)
    keys("x", Key.Key_Escape)
    assert text(room) == INTERVIEW and room.code.view.hasFocus()
    select(room, "weakness")
    begin(room)
    keys("a whole sentence that somebody typed")
    asked = answer(lambda dialog: dialog.reject() if isinstance(dialog, QDialog) else None)
    keys(Key.Key_Escape)
    assert asked and "1 place of this transcript" in same_words(asked[0])
    in_front(room)
    assert editor(room).isVisible() and "somebody typed" in editor(room).text
    answer(press("Discard"))
    keys(Key.Key_Escape)
    in_front(room)
    assert text(room) == INTERVIEW and room.code.view.isVisible()
    assert begin(room).text == INTERVIEW


def test_what_would_lose_its_words_is_asked_about_kept_and_placed_again(room: MainWindow) -> None:
    before = {row.id: row for row in room.workspace.read(coding.codings, source_id(room))}
    begin(room)
    select(room, " a victim")
    keys(Key.Key_Delete)
    assert any("no words left" in words for words in looked(room))
    asked = answer(press("Accept"))
    keys((Key.Key_Return, Control))
    assert "1 passage would have no words left (harm)" in same_words(asked[0])
    in_front(room)
    idle(room)
    assert passages(room) == ["prison mask", "weakness"]
    (waiting,) = room.workspace.read(unplaced.listing)
    assert waiting.words == "victim" and waiting.id in before

    room.perform("unplaced_passages")
    dialog = room.findChild(UnplacedDialog)
    assert dialog is not None
    in_front(dialog)
    assert dialog.list.hasFocus()
    assert dialog.list.item(0).text() == "harm · Interview 01 · its words were taken away\n“victim”\nLook again."
    QTest.keyClick(dialog.list, Key.Key_Return)
    in_front(room)
    select(room, "soon be")
    QTest.mouseClick(dialog.place, Qt.MouseButton.LeftButton)
    idle(room)
    assert passages(room) == ["prison mask", "weakness", "soon be"]
    assert {row.id for row in room.workspace.read(coding.codings, source_id(room))} == set(before)
    assert not dialog.waiting and not dialog.place.isEnabled()
    dialog.close()


def test_a_passage_without_words_is_given_up_after_a_question(room: MainWindow) -> None:
    begin(room)
    keys(Key.Key_Delete)
    answer(press("Accept"))
    keys((Key.Key_Return, Control))
    in_front(room)
    room.perform("unplaced_passages")
    dialog = room.findChild(UnplacedDialog)
    assert dialog is not None
    in_front(dialog)
    asked = answer(press("Give up"))
    QTest.keyClick(dialog.list, Key.Key_Delete)
    assert asked and not room.workspace.read(unplaced.listing)
    dialog.close()


def test_words_are_replaced_everywhere_as_one_step(room: MainWindow) -> None:
    found = begin(room)
    found.select(0, 0)
    keys((Key.Key_F, Control), "Nobody")
    bar = room.code.correcting_room.page.bar
    assert bar.finding.words() == "1 of 9" and found.selection() == span(INTERVIEW, "Nobody")
    keys(Key.Key_Return)
    assert bar.finding.words() == "2 of 9"
    bar.words.setFocus()
    keys("P1")
    QTest.mouseClick(bar.all, Qt.MouseButton.LeftButton)
    assert found.text == INTERVIEW.replace("Nobody", "P1")
    keys(Key.Key_Escape)
    assert not bar.isVisible() and found.hasFocus()
    keys((Key.Key_Z, Control))
    assert found.text == INTERVIEW
    keys((Key.Key_Z, Control | Shift), (Key.Key_Return, Control))
    idle(room)
    assert text(room) == INTERVIEW.replace("Nobody", "P1")
    assert passages(room) == ["prison mask", "weakness", "victim"]


def test_places_are_replaced_one_by_one_with_capitals_or_inside_words(room: MainWindow) -> None:
    found = begin(room)
    found.select(0, 0)
    keys((Key.Key_F, Control), "NO")
    bar = room.code.correcting_room.page.bar
    assert bar.finding.words() == "Not in this transcript" and not bar.one.isEnabled()
    QTest.mouseClick(bar.capitals, Qt.MouseButton.LeftButton)
    assert bar.finding.words() == "Not in this transcript"
    QTest.mouseClick(bar.whole, Qt.MouseButton.LeftButton)
    assert found.selection() == (68, 70)  # can-no-t
    bar.words.setFocus()
    keys("*", Key.Key_Return)
    assert found.text == INTERVIEW.replace("cannot", "can*t")
    assert found.text[slice(*found.selection())] == "No"


# Kept


def kill(window: MainWindow) -> Path:
    """End the program as a crash does: nothing of what closing would keep is kept."""
    path = window.workspace.project.path
    window.code.correcting_room.kept._soon.stop()
    window.code.correcting_room.source = None
    window.workspace.close()
    return Path(path)


def test_an_unfinished_correction_is_there_again_after_a_crash(
    room: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_drafts, "_SOON", 1)
    begin(room)
    keys("strength")
    wait_until(lambda: not room.code.correcting_room.kept._soon.isActive(), "the draft to be kept")
    room.workspace.choose_coder(room.workspace.coder_id or "")  # who is known here, so nobody is asked
    path = kill(room)
    assert room.workspace.open(path)
    idle(room)
    assert "1 place is not accepted yet" in room.notice.words() and "F2" in room.notice.words()
    assert text(room) == INTERVIEW
    room.code.view.setFocus()
    assert begin(room).text == INTERVIEW.replace("weakness", "strength")
    keys((Key.Key_Return, Control))
    idle(room)
    assert passages(room) == ["prison mask", "strength", "victim"]
    keys(Key.Key_F2)
    assert not editor(room).draft.is_changed()


def test_a_full_disk_is_said_once_and_what_was_typed_is_tried_again(
    room: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_drafts, "_SOON", 1)
    monkeypatch.setattr(kept_drafts, "_AGAIN", 1)
    said: list[str] = []
    room.workspace.failed.connect(said.append)
    full, tried = [True], []

    def remember(values: dict[str, str]) -> None:
        if not any(key.startswith("correcting:") for key in values):
            return
        tried.append(values)
        if full[0]:
            raise ProjectFileError("The disk is full.")

    monkeypatch.setattr(room.workspace, "remember", remember)
    begin(room)
    keys("strength")
    wait_until(lambda: len(tried) > 2, "it to be tried again")
    assert said == ["The disk is full."]
    full[0] = False
    wait_until(lambda: not room.code.correcting_room.kept._soon.isActive(), "the draft to be kept")
    assert "strength" in next(iter(tried[-1].values()))


def test_a_refused_correction_stays_in_the_editor(room: MainWindow) -> None:
    found = begin(room)
    keys((Key.Key_A, Control), Key.Key_Delete)
    answer(press("Accept"))
    keys((Key.Key_Return, Control))
    in_front(room)
    assert "Nothing would be left" in room.notice.words()
    assert found.isVisible() and not found.text and text(room) == INTERVIEW


def test_going_elsewhere_and_to_another_transcript_loses_nothing(room: MainWindow) -> None:
    first = source_id(room)
    other = room.workspace.do("Import transcripts", documents.add_source, Imported("Second", "Other words.")).value
    begin(room)
    keys("strength")
    room.go_themes()
    room.go_code()
    assert editor(room).hasFocus() and "strength" in editor(room).text
    room.show_passage(other, 0, 5)
    assert room.code.view.hasFocus() and text(room) == "Other words."
    assert "What you typed in Interview 01 is kept." in room.notice.words()
    room.code.open_source(first)
    assert "strength" in begin(room).text


def test_a_draft_of_an_older_text_is_shown_and_never_laid_over_other_words(room: MainWindow) -> None:
    begin(room)
    keys("strength")
    room.go_sources()
    room.go_code()
    path = room.workspace.project.path
    room.workspace.close()
    assert room.workspace.open(path)
    room.workspace.do("Correct transcript", edit.correct, source_id(room), [(0, 1, "Interviewer")])
    idle(room)
    room.code.view.setFocus()
    asked = answer(press("Discard it and begin anew"))
    keys(Key.Key_F2)
    assert "• strength" in same_words(asked[0])
    assert editor(room).text == "Interviewer" + INTERVIEW[1:]


def test_what_was_typed_in_a_text_that_is_another_one_by_now_is_not_written_any_more(room: MainWindow) -> None:
    begin(room)
    keys("strength")
    key = f"correcting:{source_id(room)}"
    room.workspace.do("Correct transcript", edit.correct, source_id(room), [(0, 1, "Interviewer")])
    idle(room)
    assert room.code.correcting_room.source is None and room.code.view.isVisible()
    assert room.notice.words() == "Interview 01 was changed meanwhile, so correcting it ended."
    assert not room.workspace.recall(key)


# By a file, and versions


def test_a_corrected_file_takes_the_place_of_the_text(
    room: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected = INTERVIEW.replace("mask", "masque").replace("Then you'll soon be a victim.", "So what?")
    (tmp_path / "corrected.txt").write_text(corrected, encoding="utf-8")
    seen: list[str] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, ReplaceDialog)
        seen.append(dialog.differences.toPlainText())
        seen.extend(dialog.passages.list.item(row).text() for row in range(dialog.passages.list.count()))
        press("Replace")(dialog)

    answer(name_file(tmp_path / "corrected.txt"))
    answer(look)
    room.perform("replace_transcript")
    idle(room)
    wait_until(lambda: text(room) == corrected, "the text to be replaced")
    idle(room)
    assert "mask masque" in seen[0] and any("no words left here" in words for words in seen[1:])
    dialog = room.findChild(UnplacedDialog)
    assert dialog is not None and dialog.isVisible() and [one.words for one in dialog.waiting] == ["victim"]
    dialog.close()
    assert passages(room) == ["prison masque", "weakness"]

    def compare(shown: QWidget) -> None:
        assert isinstance(shown, VersionsDialog)
        wait_until(lambda: "masque" in shown.differences.toPlainText(), "the versions to be compared")
        assert "until it was replaced by a file" in shown.list.item(1).text()
        assert "corrected.txt" in shown.list.item(1).text()
        assert shown.whole.toPlainText() == INTERVIEW
        shown.close()

    in_front(room)
    answer(compare)
    room.perform("text_versions")
    assert room.workspace.read(versions.text_of, source_id(room), 1) == INTERVIEW


def test_texts_that_met_in_a_merge_are_told_apart(room: MainWindow) -> None:
    source = source_id(room)
    with room.workspace.project.change("Merge copy") as session:
        row = session.get_one(Source, source)
        for number, how in enumerate(("merge", "copy"), 1):
            kept = TextVersion(source_id=source, number=number, text_hash=row.text_hash, how=how, note="ben.loom")
            session.add(kept)
        row.text_version = 3
    dialog = VersionsDialog(room.workspace, source, "Interview", [], room)
    ended = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    idle(room)
    dialog.close()
    assert "the present text" in ended[0] and all("ben.loom" in words for words in ended[1:])
    assert "was not taken" in ended[1] and "until a copy with another text was merged" in ended[2]


# Reaching everything


def test_tab_reaches_every_control_and_each_has_a_name(room: MainWindow) -> None:
    begin(room)
    keys((Key.Key_F, Control), "Nobody")
    reached = tab_through(room)
    page = room.code.correcting_room.page
    for part in (page.editor, page.bar.words, page.bar.all, page.passages.list, page.accept, page.discard):
        assert part in reached and name_of(part)


def test_a_project_that_can_only_be_read_is_not_corrected(room: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.workspace.project, "read_only", True)
    keys(Key.Key_F2)
    assert "can only be read" in room.notice.words() and room.code.correcting_room.source is None


def test_many_passages_move_beside_the_window(room: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    from qda.ui.views.coding import correcting_room

    monkeypatch.setattr(correcting_room, "_MANY", 0)
    begin(room)
    keys("strength", (Key.Key_Return, Control))
    assert not room.code.correcting_room.page.isEnabled()
    idle(room)
    wait_until(lambda: room.code.view.isVisible(), "the correction to be done")
    assert passages(room) == ["prison mask", "strength", "victim"]
    assert begin(room).isEnabled()
