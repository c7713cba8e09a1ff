"""A codebook comes in by its dialog: everything is shown before, nothing is overwritten unasked, undo takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qda.core import codebook
from qda.core.codebook import CodeRow
from qda.ui.dialogs.import_codebook import ImportCodebookDialog
from qda.ui.main_window import MainWindow
from tests.ui.conftest import answer, idle, name_file, press, wait_until

Key = Qt.Key
WORDS = "path,definition,uses\nfear,Theirs.,3\nfear > of heights,Up.,\nhope,Good.,\nfear,again,\n"


@pytest.fixture
def window(project_window: MainWindow) -> MainWindow:
    work = project_window.workspace
    for name, definition in (("fear", "Ours."), ("hope", "")):
        code_id = work.do("Make code", codebook.add_path, name).value
        work.do("Define", codebook.edit_code, code_id, definition=definition, kind="category")
    return project_window


def definitions(window: MainWindow) -> dict[str, str]:
    rows: list[CodeRow] = window.workspace.read(codebook.codes)
    return {row.path: row.definition for row in rows}


def bring_in(window: MainWindow, path: Path, act: Callable[[ImportCodebookDialog], None]) -> None:
    def with_dialog(dialog: QWidget) -> None:
        assert isinstance(dialog, ImportCodebookDialog)
        act(dialog)

    answer(name_file(path))
    seen = answer(with_dialog)
    window.action("import_codebook").trigger()
    wait_until(lambda: seen, "the preview")
    idle(window)


def test_what_becomes_of_every_row_is_shown_before_anything_is_written(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text(WORDS)
    before = definitions(window)

    def act(dialog: ImportCodebookDialog) -> None:
        items = [dialog.list.topLevelItem(row) for row in range(dialog.list.topLevelItemCount())]
        assert [(item.text(0), item.text(1)) for item in items] == [
            ("fear", "differs: definition"),
            ("fear > of heights", "new"),
            ("hope", "filled in: definition"),
            ("Row 5", "“fear” stands in row 2 already."),
        ]
        said = "book.csv: 1 new code, 1 filled in, 1 that differs, 1 row left out. Not read: uses."
        assert dialog.said.text() == said
        assert dialog.texts.toPlainText().startswith("Here, definition: Ours.\nFile, definition: Theirs.")
        assert definitions(window) == before
        press("Import")(dialog)

    bring_in(window, tmp_path / "book.csv", act)
    assert definitions(window) == {"fear": "Ours.", "fear > of heights": "Up.", "hope": "Good."}
    assert window.notice.words() == "Added 1 code, filled in 1, left 1 row out."
    window.undo()
    assert definitions(window) == before


def test_words_of_the_file_are_taken_where_they_are_ticked(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text("path,definition\nfear,Theirs.\n")

    def act(dialog: ImportCodebookDialog) -> None:
        assert not dialog.primary.isEnabled()
        QTest.keyClick(dialog.list, Key.Key_Space)
        assert dialog.taken() == [2]
        press("Import")(dialog)

    bring_in(window, tmp_path / "book.csv", act)
    assert definitions(window)["fear"] == "Theirs."
    assert window.notice.words() == "Changed 1."


def test_a_file_that_is_no_codebook_is_refused_with_a_sentence(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "talk.csv").write_text("speaker,words\nAnn,hello\n")
    answer(name_file(tmp_path / "talk.csv"))
    window.action("import_codebook").trigger()
    idle(window)
    assert "talk.csv has no column with the names of codes." in window.notice.words()
