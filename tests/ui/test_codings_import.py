"""Coded passages come in by a dialog that shows where each lies; doubtful ones are placed by Space, or left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from qda.core import documents, retrieval
from qda.core.importers import Imported
from qda.ui.dialogs.import_codings import ImportCodingsDialog
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, idle, name_file, press, wait_until

Key = Qt.Key
TEXT = "She knocked on the door. Nobody came.\nThe door stayed shut. Nobody came, again.\n"
ROWS = (
    "Document,Segment,Code,Weight score,Group\n"
    "Talk,The door stayed shut.,Access > door,,x\n"
    "Talk,Nobody came,Access > alone,,x\n"
    "Talk,Words that nobody has said,Access > alone,,x\n"
)


def coded(window: MainWindow) -> list[tuple[int, str, str]]:
    return [(row.start, row.text, row.code) for row in window.workspace.read(retrieval.quotes)]


def bring_in(window: MainWindow, path: Path, act: Callable[[ImportCodingsDialog], None]) -> None:
    def with_dialog(dialog: QWidget) -> None:
        assert isinstance(dialog, ImportCodingsDialog)
        act(dialog)

    answer(name_file(path))
    seen = answer(with_dialog)
    window.action("import_codings").trigger()
    wait_until(lambda: seen, "the preview")
    idle(window)


def items(dialog: ImportCodingsDialog) -> list[QTreeWidgetItem]:
    found = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
    return [item for item in found if item is not None]


def test_doubtful_passages_are_placed_by_keys_and_undo_takes_all_back(
    project_window: MainWindow, tmp_path: Path
) -> None:
    window = project_window
    window.workspace.do("Import", documents.add_source, Imported("Talk", TEXT))
    (tmp_path / "rows.csv").write_text(ROWS)
    before = coded(window)

    def act(dialog: ImportCodingsDialog) -> None:
        assert dialog.said.text() == (
            "rows.csv: 1 is found by its words, 1 is doubtful, 1 is found nowhere. "
            "New codes: Access > door, Access > alone. Not read: Group."
        )
        doubtful, nowhere, found = items(dialog)
        assert (doubtful.text(0), doubtful.text(2)) == ("Nobody came", "These words stand in 2 places.")
        assert nowhere.text(2) == "These words are not in Talk."
        assert found.text(2) == "Talk, found by its words"
        places = [doubtful.child(number) for number in range(2)]
        assert "stayed shut. [Nobody came], again" in places[1].text(0)
        for _step in range(2):
            QTest.keyClick(dialog.list, Key.Key_Down)
        QTest.keyClick(dialog.list, Key.Key_Space)
        assert dialog.taken() == {2: 1}
        QTest.keyClick(dialog.list, Key.Key_Up)
        QTest.keyClick(dialog.list, Key.Key_Space)
        assert dialog.taken() == {2: 0}, "a row has one place"
        QTest.keyClick(dialog.list, Key.Key_Space)
        QTest.keyClick(dialog.list, Key.Key_Down)
        QTest.keyClick(dialog.list, Key.Key_Space)
        assert coded(window) == before
        press("Import")(dialog)

    bring_in(window, tmp_path / "rows.csv", act)
    wait_until(lambda: coded(window) != before, "the passages")
    start = TEXT.index("The door stayed")
    added = [row for row in coded(window) if row not in before]
    assert added == [
        (start, "The door stayed shut.", "Access > door"),
        (TEXT.rindex("Nobody"), "Nobody came", "Access > alone"),
    ]
    assert window.notice.words() == "Coded 2 passages, left 1 row out."
    window.undo()
    assert coded(window) == before


def test_a_table_of_which_nothing_can_be_placed_cannot_be_imported(project_window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("source,quote,code\nNowhere,words,a\n")

    def act(dialog: ImportCodingsDialog) -> None:
        assert not dialog.primary.isEnabled()
        dialog.reject()

    bring_in(project_window, tmp_path / "rows.csv", act)
    (tmp_path / "talk.csv").write_text("speaker,words\nAnn,hello\n")
    answer(name_file(tmp_path / "talk.csv"))
    project_window.action("import_codings").trigger()
    idle(project_window)
    assert "talk.csv lacks the columns code;" in project_window.notice.words()
