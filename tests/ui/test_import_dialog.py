"""Importing by keys and mouse: real transcripts in, bad files named, corrections seen before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QFont, QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QPushButton, QWidget

from qda.core import documents, participants
from qda.core.documents import SourceRow
from qda.ui import theme
from qda.ui.dialogs.import_dialog import ImportDialog
from qda.ui.dialogs.import_files import READY, REFUSED, TWIN, UNREAD, FileLine, state_words
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, idle, name_file, wait_until
from tests.ui.importing import choose_entry

TRANSCRIPTS = (
    "haski-paper/NodeGrade_paper_ECSEE_qualitative_data_interview1_german.docx",
    "code-review-comprehension/P10R1.txt",
    "lunchroom-manners/lunchroom_manners.vtt",
    "pdpilot-user-study/P1.pdf",
    "derived/haski_interview2.odt",
)
INTERVIEW = """\
Anna: How was it there, and whom could you ask?
Ben: Loud. I asked the officer, and he wrote it down.
Anna: And at night, was it the same then?
Ben: Louder, and {thing}. Nobody came until the morning.
Anna: Whom did you tell about it?
Ben: My sister, when she came on Sunday.
"""
SURVEY = (
    "Respondent ID,Role,What helped you most on your way to care?\n"
    'R1,nurse,"My sister rang them every week until somebody listened to her, {0}"\n'
    'R2,patient,"An officer who read the letter with me and wrote the answer, {0}"\n'
    'R3,patient,"Nothing helped; I waited, and then I waited more, and then I left, {0}"\n'
).format("and that went on for months before anything at all came of it, which nobody had told us would happen to us")


def asked(window: MainWindow, *paths: Path) -> ImportDialog:
    """The dialog about these files, all of them read."""
    window.sources.import_paths(paths)
    dialog = window.sources.importing
    assert isinstance(dialog, ImportDialog) and dialog.isVisible()
    idle(window)
    return dialog


def line(dialog: ImportDialog, name: str) -> FileLine:
    return next(one for one in dialog.model.lines if one.path.name == name)


def choose(dialog: ImportDialog, name: str) -> None:
    """Go to a file's row by mouse."""
    row = dialog.model.row_of(line(dialog, name).path)
    place = dialog.table.visualRect(dialog.model.index(row, 2)).center()
    QTest.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    idle(dialog.parent())  # type: ignore[arg-type]


def pick(box: QComboBox, data: object) -> None:
    choose_entry(box, box.findData(data))


def tick(box: QCheckBox) -> None:
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))


def bring_in(window: MainWindow, dialog: ImportDialog) -> None:
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    idle(window)


def sources(window: MainWindow) -> list[SourceRow]:
    return window.workspace.read(documents.sources)  # type: ignore[no-any-return]


def people(window: MainWindow) -> dict[str, dict[str, tuple[str, ...]]]:
    return {row.name: row.attributes for row in window.workspace.read(participants.participants)}


@pytest.fixture
def interview(tmp_path: Path) -> Path:
    file = tmp_path / "Ben.txt"
    file.write_text(INTERVIEW.format(thing="bright"), encoding="utf-8")
    return file


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64))
    return file


# Bringing files in


def test_five_transcripts_come_in_by_the_file_dialog_as_one_change_and_undo_takes_all_away(
    project_window: MainWindow, shared: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "interviews"
    folder.mkdir()
    for name in TRANSCRIPTS:
        shutil.copy(shared / "data" / "transcripts" / name, folder)
    names = " ".join(f'"{folder / Path(name).name}"' for name in TRANSCRIPTS)
    answer(name_file(names))  # type: ignore[arg-type]
    project_window.action("import_files").trigger()
    dialog = project_window.sources.importing
    assert isinstance(dialog, ImportDialog)
    idle(project_window)
    assert [one.state for one in dialog.model.lines] == [READY] * 5
    assert dialog.go.text() == "Import 5 files" and dialog.go.isEnabled()
    bring_in(project_window, dialog)
    rows = sources(project_window)
    assert {row.format for row in rows} == {".docx", ".txt", ".vtt", ".pdf", ".odt"}
    assert all(row.words > 700 for row in rows)
    assert project_window.sources.importing is None
    assert project_window.notice.words() == "Imported 5 transcripts."
    project_window.undo()
    idle(project_window)
    assert sources(project_window) == [] and people(project_window) == {}
    assert project_window.sources.transcripts.empty.isVisible()
    project_window.redo()
    idle(project_window)
    assert sources(project_window) == rows


def test_a_folder_is_read_to_its_depth_in_natural_order(project_window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "wave 1"
    (folder / "group").mkdir(parents=True)
    for name in ("P10.txt", "P2.txt", "group/G1.txt"):
        (folder / name).write_text(INTERVIEW.format(thing=name), encoding="utf-8")
    dialog = asked(project_window, folder)
    assert [one.path.name for one in dialog.model.lines] == ["G1.txt", "P2.txt", "P10.txt"]


def test_files_dropped_onto_the_window_are_shown_before_they_come_in(
    project_window: MainWindow, interview: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(interview))])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    project_window.dropEvent(drop)
    dialog = project_window.sources.importing
    assert isinstance(dialog, ImportDialog)
    idle(project_window)
    assert sources(project_window) == [] and [one.path for one in dialog.model.lines] == [interview]


def test_a_picture_is_refused_with_a_sentence_and_stops_nothing(
    project_window: MainWindow, interview: Path, picture: Path
) -> None:
    dialog = asked(project_window, picture, interview)
    refused = line(dialog, "photo.png")
    assert refused.state == REFUSED and "picture" in refused.reason
    assert not refused.ticked and dialog.go.text() == "Import 1 file"
    choose(dialog, "photo.png")
    assert dialog.reason.isVisible() and dialog.reason.text() == refused.reason
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert not refused.ticked
    bring_in(project_window, dialog)
    assert [row.name for row in sources(project_window)] == ["Ben"]
    assert project_window.notice.words() == "Imported 1 transcript. 1 file could not be read."


def test_the_model_of_the_files_is_sound(
    project_window: MainWindow, interview: Path, picture: Path, qtmodeltester: object
) -> None:
    dialog = asked(project_window, interview, picture)
    qtmodeltester.check(dialog.model)  # type: ignore[attr-defined]


def test_nothing_ticked_means_no_import(project_window: MainWindow, interview: Path) -> None:
    dialog = asked(project_window, interview)
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert not dialog.go.isEnabled() and dialog.all.checkState() == Qt.CheckState.Unchecked
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.go.isEnabled() and dialog.all.checkState() == Qt.CheckState.Checked


def test_the_same_text_is_named_and_left_out_until_it_is_ticked(
    project_window: MainWindow, interview: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "Ben again.md"
    copy.write_bytes(interview.read_bytes())
    dialog = asked(project_window, interview, copy)
    twin = line(dialog, "Ben again.md")
    assert (twin.state, twin.ticked, state_words(twin)) == (TWIN, False, "Same text as “Ben.txt”")
    bring_in(project_window, dialog)
    dialog = asked(project_window, interview)
    assert state_words(dialog.model.lines[0]) == "Same text as “Ben”" and not dialog.go.isEnabled()
    QTest.keyClick(dialog.table, Qt.Key.Key_Space)
    bring_in(project_window, dialog)
    assert len(sources(project_window)) == 2


def test_a_file_that_was_changed_meanwhile_stays_listed_with_its_reason(
    project_window: MainWindow, interview: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Cara.txt"
    other.write_text(INTERVIEW.format(thing="dark"), encoding="utf-8")
    dialog = asked(project_window, interview, other)
    other.write_text("Anna: Something else.", encoding="utf-8")
    bring_in(project_window, dialog)
    assert [row.name for row in sources(project_window)] == ["Ben"]
    assert dialog.isVisible() and line(dialog, "Cara.txt").state == REFUSED
    assert "changed after it was read" in dialog.problem.text() and not dialog.go.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert project_window.sources.importing is None


# Correcting


def test_an_encoding_is_corrected_and_seen_at_once(project_window: MainWindow, shared: Path) -> None:
    file = shared / "data" / "transcripts" / "derived" / "nnProf_cp1252_crlf.txt"
    dialog = asked(project_window, file)
    assert "für" in dialog.preview.toPlainText() and dialog.corrections.encoding.currentData() is None
    pick(dialog.corrections.encoding, "mac_roman")
    idle(project_window)
    assert "für" not in dialog.preview.toPlainText()
    assert dialog.model.lines[0].look is not None and dialog.model.lines[0].look.encoding == "mac-roman"
    pick(dialog.corrections.encoding, "utf-8")
    idle(project_window)
    assert dialog.model.lines[0].state == REFUSED and not dialog.go.isEnabled()
    pick(dialog.corrections.encoding, "cp1252")
    idle(project_window)
    bring_in(project_window, dialog)
    (row,) = sources(project_window)
    assert row.encoding == "cp1252"
    assert "für" in project_window.workspace.read(documents.source_text, row.id)


def test_who_asks_is_guessed_shown_and_corrected_before_people_are_made(
    project_window: MainWindow, interview: Path, shared: Path
) -> None:
    dialog = asked(project_window, interview, shared / "data" / "transcripts" / TRANSCRIPTS[1])
    assert dialog.corrections.askers.text() == "Nobody"
    anna = next(act for act in dialog.corrections.askers.menu().actions() if act.text() == "Anna")
    anna.trigger()
    assert dialog.corrections.askers.text() == "Anna"
    choose(dialog, "P10R1.txt")
    assert dialog.corrections.askers.text() == "I"
    bring_in(project_window, dialog)
    assert sorted(people(project_window)) == ["Ben", "P10"]
    ben = next(row for row in sources(project_window) if row.name == "Ben")
    speakers = project_window.workspace.read(documents.speakers_of, ben.id)
    assert [(row.label, row.interviewer) for row in speakers] == [("Anna", True), ("Ben", False)]


def test_no_participants_are_made_where_nobody_wants_them(project_window: MainWindow, interview: Path) -> None:
    dialog = asked(project_window, interview)
    tick(dialog.people)
    assert not dialog.people.isChecked()
    bring_in(project_window, dialog)
    assert people(project_window) == {}


def test_a_text_can_come_in_without_speakers(project_window: MainWindow, interview: Path) -> None:
    dialog = asked(project_window, interview)
    assert line(dialog, "Ben.txt").look.speakers == ("Anna", "Ben")  # type: ignore[union-attr]
    tick(dialog.corrections.no_speakers)
    idle(project_window)
    assert line(dialog, "Ben.txt").look.speakers == ()  # type: ignore[union-attr]
    assert dialog.corrections.no_speakers.isChecked() and not dialog.people.isEnabled()
    bring_in(project_window, dialog)
    assert sources(project_window)[0].turns == 0


def test_a_survey_comes_in_by_row_with_facts_about_people(project_window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "survey.csv"
    file.write_text(SURVEY, encoding="utf-8")
    dialog = asked(project_window, file)
    assert dialog.corrections.columns.isVisible() and dialog.corrections.columns.rowCount() == 3
    pick(dialog.corrections.per, "question")
    idle(project_window)
    assert len(dialog.model.lines[0].look.result.imported) == 1  # type: ignore[union-attr]
    pick(dialog.corrections.per, "row")
    idle(project_window)
    assert state_words(dialog.model.lines[0]).startswith("Ready · 3 sources")
    bring_in(project_window, dialog)
    assert [row.name for row in sources(project_window)] == ["R1", "R2", "R3"]
    assert people(project_window) == {
        "R1": {"Role": ("nurse",)},
        "R2": {"Role": ("patient",)},
        "R3": {"Role": ("patient",)},
    }
    project_window.undo()
    assert sources(project_window) == []


def test_the_role_of_a_column_is_corrected(project_window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "survey.csv"
    file.write_text(SURVEY, encoding="utf-8")
    dialog = asked(project_window, file)
    role = dialog.corrections.columns.cellWidget(1, 2)
    assert isinstance(role, QComboBox) and role.currentData() == "attribute"
    pick(role, "skip")
    idle(project_window)
    pick(dialog.corrections.per, "row")
    idle(project_window)
    bring_in(project_window, dialog)
    assert all("Role" not in facts for facts in people(project_window).values())


def test_respondents_are_one_person_in_all_questions_of_a_survey(project_window: MainWindow, shared: Path) -> None:
    name = "2020-12-jupyter-survey__text_fields.csv"
    dialog = asked(project_window, shared / "data" / "transcripts" / "jupyter-surveys" / name)
    bring_in(project_window, dialog)
    rows = sources(project_window)
    assert len(rows) > 10
    assert set(people(project_window)) == {label for row in rows for label in row.speakers}


# Looking


def test_speakers_and_times_are_set_apart_in_the_preview(project_window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "call.vtt"
    file.write_text(
        "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Anna>How was it?\n\n"
        "00:01:04.000 --> 00:01:09.000\n<v Ben><i>Loud & bright</i>, 3 < 4.\n",
        encoding="utf-8",
    )
    dialog = asked(project_window, file)
    blocks = _blocks(dialog)
    assert [block.text() for block in blocks] == ["0:00:01  Anna: How was it?", "0:01:04  Ben: Loud & bright, 3 < 4."]
    worn = theme.current()
    assert _look(blocks[1], "Ben") == (QFont.Weight.DemiBold, worn.text)
    assert _look(blocks[1], "0:01")[1] == worn.muted
    assert _look(blocks[1], "Loud")[0] != QFont.Weight.DemiBold


def test_right_to_left_text_is_previewed_from_the_right(project_window: MainWindow, shared: Path) -> None:
    dialog = asked(project_window, shared / "data" / "transcripts" / "derived" / "knesset_317899_rtl.docx")
    directions = [block.textDirection() for block in _blocks(dialog)]
    assert directions.count(Qt.LayoutDirection.RightToLeft) > len(directions) * 0.9


def test_only_the_beginning_of_a_long_text_is_previewed(project_window: MainWindow, tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("\n".join(f"Anna: line {number}" for number in range(3_000)), encoding="utf-8")
    dialog = asked(project_window, file)
    assert len(_blocks(dialog)) == 201 and "beginning" in dialog.preview.toPlainText().splitlines()[-1]


def _blocks(dialog: ImportDialog) -> list[QTextBlock]:
    document = dialog.preview.document()
    return [document.findBlockByNumber(number) for number in range(document.blockCount())]


def _look(block: QTextBlock, words: str) -> tuple[int, str]:
    """Weight and colour of the piece of a block that begins with `words`."""
    for part in block.textFormats():
        if block.text()[part.start :].startswith(words):
            return part.format.fontWeight(), part.format.foreground().color().name().upper()
    raise AssertionError(words)


# Many files, and going back


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        words = INTERVIEW.format(thing=number) * 20
        (folder / f"P{number}.txt").write_text(words, encoding="utf-8")
    return folder


def test_three_hundred_files_come_in_while_the_window_lives(project_window: MainWindow, many: Path) -> None:
    project_window.sources.import_paths([many])
    dialog = project_window.sources.importing
    assert isinstance(dialog, ImportDialog)
    partly = []
    wait_until(lambda: partly.append(len(dialog.model.ticked())) or not dialog.jobs.reading, "reading")
    assert len(set(partly)) > 5, "the table did not fill while files were read"
    assert dialog.go.text() == "Import 300 files"
    bring_in(project_window, dialog)
    assert len(sources(project_window)) == 300
    project_window.undo()
    idle(project_window)
    assert sources(project_window) == []


def test_stop_keeps_what_was_read_and_escape_leaves(project_window: MainWindow, many: Path) -> None:
    project_window.sources.import_paths([many])
    dialog = project_window.sources.importing
    assert isinstance(dialog, ImportDialog)
    wait_until(dialog.model.ticked, "the first file")
    QTest.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    idle(project_window)
    states = [one.state for one in dialog.model.lines]
    assert set(states) == {READY, UNREAD} and dialog.go.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert project_window.sources.importing is None and sources(project_window) == []


def test_escape_stops_reading_and_closes(project_window: MainWindow, many: Path) -> None:
    project_window.sources.import_paths([many])
    dialog = project_window.sources.importing
    assert isinstance(dialog, ImportDialog)
    wait_until(dialog.model.ticked, "the first file")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert project_window.sources.importing is None
    idle(project_window)
    assert sources(project_window) == [] and "Import" not in (project_window.workspace.undo_label() or "")


def test_an_import_that_is_stopped_leaves_nothing(project_window: MainWindow, many: Path) -> None:
    dialog = asked(project_window, many)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert not dialog.go.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    idle(project_window)
    assert dialog.isVisible() and "stopped" in dialog.problem.text()
    assert sources(project_window) == [] and dialog.go.text() == "Import 300 files"


def test_closing_the_project_closes_the_dialog(project_window: MainWindow, many: Path) -> None:
    project_window.sources.import_paths([many])
    project_window.workspace.close()
    assert project_window.sources.importing is None


# Looks


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_all_words_fit_at_every_text_size(
    project_window: MainWindow, interview: Path, picture: Path, scale: float, tmp_path: Path
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    file = tmp_path / "survey.csv"
    file.write_text(SURVEY, encoding="utf-8")
    theme.apply(app, "dark", scale)
    try:
        dialog = asked(project_window, file, interview, picture)
        dialog.resize(round(1220 * scale), round(720 * scale))
        QApplication.processEvents()
        short = [one for one in dialog.findChildren(QWidget) if one.isVisible() and _cut(one)]
        assert short == []
        font = dialog.table.horizontalHeader().fontMetrics()
        assert dialog.table.horizontalHeader().height() >= font.height() + 8
    finally:
        theme.apply(app, "light", 1.0)


def _cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width())
    if isinstance(widget, QLabel | QPushButton | QCheckBox):
        return widget.width() < widget.sizeHint().width() or widget.height() < widget.sizeHint().height()
    return False
