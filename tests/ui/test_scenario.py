"""The whole way once, in the real window by keys and mouse: transcripts in, coded, themes made, a Word table out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qda.core import documents, retrieval
from qda.core.check import check
from qda.storage.project import Project
from qda.ui.dialogs.import_dialog import ImportDialog
from qda.ui.dialogs.new_project import NewProjectDialog
from qda.ui.main_window import MainWindow
from tests.storage.study import dump
from tests.ui.conftest import answer, enter_text, idle, in_front, name_file, press, type_into
from tests.ui.test_main_window import button
from tests.ui.test_themes import drop, make_theme

TRANSCRIPTS = (
    "derived/wma2_table.docx",
    "derived/haski_interview2.odt",
    "code-review-comprehension/P10R1.txt",
    "derived/wma2_zoom_style.vtt",
    "derived/knesset_317899_rtl.docx",
)
NAMES = ("time pressure", "asks a colleague", "guesses", "tool > good", "tool > bad", "trust", "doubt", "plans > ahead")
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def new_project(window: MainWindow, path: Path) -> None:
    def fill(dialog: object) -> None:
        assert isinstance(dialog, NewProjectDialog)
        type_into(dialog.title, "Five transcripts")
        type_into(dialog.person, "Ann Noor")
        type_into(dialog.file, str(path))
        QTest.keyClick(dialog.file, Qt.Key.Key_Return)

    answer(fill)
    QTest.mouseClick(button(window, "New project"), Qt.MouseButton.LeftButton)
    in_front(window)


def import_all(window: MainWindow, folder: Path) -> None:
    """Import the first by the file dialog and the others by dropping, as one change."""
    for name in TRANSCRIPTS:
        answer(name_file(folder / name))
        QTest.keyClick(window, Qt.Key.Key_I, CTRL)
        dialog = window.sources.importing
        assert isinstance(dialog, ImportDialog)
        idle(window)
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
        idle(window)
        in_front(window)


def code_lines(window: MainWindow, wanted: int) -> None:
    """Code lines of all transcripts by typing; each Down goes to the next line."""
    view, palette = window.code.view, window.code.palette_box
    for number in range(wanted):
        name = NAMES[number % len(NAMES)]
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClicks(view, name[0])
        QTest.keyClicks(palette.field, name[1:])
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
        assert not window.notice.words().startswith("There are no"), window.notice.words()
        if number % 6 == 5:
            QTest.keyClick(view, Qt.Key.Key_PageDown, CTRL)


def choose_first_quotes(window: MainWindow, theme: str, code_ids: list[str]) -> None:
    theme_id = make_theme(window, theme)
    drop(window, code_ids, theme_id)
    quotes = window.themes.quotes.list
    quotes.setFocus()
    QTest.keyClick(quotes, Qt.Key.Key_Home)
    for _quote in range(2):
        QTest.keyClick(quotes, Qt.Key.Key_Space)
        QTest.keyClick(quotes, Qt.Key.Key_Down)
    idle(window)


def words_of(path: Path) -> str:
    from docx import Document

    cells = (cell.text for table in Document(str(path)).tables for row in table.rows for cell in row.cells)
    return " ".join(" ".join(cells).split())


def test_from_transcripts_to_a_word_table_and_all_the_way_back(
    window: MainWindow, shared: Path, tmp_path: Path
) -> None:
    path = tmp_path / "study.loom"
    new_project(window, path)
    begun = dump(window.workspace.project)
    import_all(window, shared / "data" / "transcripts")
    assert len(window.workspace.read(documents.source_names)) == 5
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    code_lines(window, 30)
    coded = window.workspace.read(retrieval.quotes)
    assert len(coded) == 30
    assert len({quote.source for quote in coded}) == 5

    QTest.keyClick(window, Qt.Key.Key_3, ALT)
    ids = [row.id for row in window.themes.codes.model.rows() if row.kind == "code"]
    for number, theme in enumerate(("Working under pressure", "Knowing whom to ask", "Tools between us")):
        choose_first_quotes(window, theme, ids[number * 2 : number * 2 + 3])
    chosen = window.workspace.read(retrieval.theme_quotes)
    assert len(chosen) == 6

    answer(name_file(tmp_path / "table.docx"))
    QTest.keyClick(window, Qt.Key.Key_T, CTRL)
    idle(window)
    written = words_of(tmp_path / "table.docx")
    for quote in chosen:
        for paragraph in filter(None, (part.strip() for part in quote.text.split("\n"))):
            assert " ".join(paragraph.split()) in written

    done = dump(window.workspace.project)
    window.close_project()
    window.workspace.open(path)
    in_front(window)
    undone = 0
    answer(press("Go on"))  # asked once, as this is of an earlier sitting
    while window.action("undo").isEnabled():
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
        in_front(window)
        idle(window)
        undone += 1
        assert undone < 100, window.notice.words()
    # Five imports, thirty codings, and of each theme: made, given codes, two quotes chosen.
    assert undone == 5 + 30 + 3 * 4
    assert dump(window.workspace.project) == begun
    window.close_project()
    window.workspace.open(path)
    in_front(window)
    answer(press("Go on"))
    for _change in range(undone):
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
        in_front(window)
        idle(window)
    assert not window.action("redo").isEnabled()
    assert dump(window.workspace.project) == done
    window.close_project()
    with Project.open(path) as project:
        assert check(project) == []
    assert [other.name for other in tmp_path.glob("study.loom*")] == ["study.loom"]


def test_the_sample_study_opens_from_the_welcome_page(window: MainWindow) -> None:
    QTest.mouseClick(button(window, "Open the sample study"), Qt.MouseButton.LeftButton)
    idle(window)
    assert window.workspace.is_open
    assert window.code.transcript is not None
    assert window.code.marks
    answer(enter_text("A theme of my own"))
    window.action("new_theme").trigger()
    assert "A theme of my own" in [row.name for row in window.themes.themes.values()]
    window.undo()
