"""The page where reports are put together, by keys and mouse as people do it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QListWidget, QPushButton, QWidget

from qda.core import codebook
from qda.core.reports import recipes
from qda.ui.main_window import MainWindow
from qda.ui.views.reporting.builder import BuilderPage
from tests.ui.conftest import answer, enter_text, idle, in_front, name_file, wait_until
from tests.ui.section_room import click

BOTH = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(project_window: MainWindow) -> BuilderPage:
    """The page of a project with two codes and no report."""
    for name in ("mask", "waiting"):
        project_window.workspace.do("Make code", codebook.add_path, name)
    project_window.go_report()
    found = project_window.report.builder
    in_front(project_window)
    return found


def tick(*titles: str) -> Callable[[QWidget], None]:
    """Return an answer that ticks these rows by Space and goes on."""

    def act(dialog: QWidget) -> None:
        listed = dialog.findChild(QListWidget)
        assert isinstance(listed, QListWidget) and isinstance(dialog, QDialog)
        for title in titles:
            listed.setCurrentItem(listed.findItems(title, Qt.MatchFlag.MatchExactly)[0])
            QTest.keyClick(listed, Qt.Key.Key_Space)
        (add,) = (one for one in dialog.findChildren(QPushButton) if one.text() == "Add them")
        QTest.mouseClick(add, Qt.MouseButton.LeftButton)

    return act


def titles(page: BuilderPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def test_a_report_is_put_together_and_written_again_by_one_key(page: BuilderPage, tmp_path: Path) -> None:
    window, work = page.window(), page.workspace
    assert isinstance(window, MainWindow)
    (first,) = (one for one in page.empty.findChildren(QPushButton) if one.isVisible())
    answer(enter_text("For the paper"))
    click(first)
    assert page.box.currentText() == "For the paper" and not page.empty.isVisible()
    in_front(window)
    page.list.setFocus()
    answer(tick("Words of your own", "Codebook", "Memos"))
    QTest.keyClick(page.list, Qt.Key.Key_Insert)
    assert titles(page) == ["Words of your own", "Codebook", "Memos"]
    in_front(window)
    QTest.keyClicks(page.form.words, "We coded line by line.")
    page.form.heading.setFocus()  # leaving the field keeps what was typed
    QTest.keyClicks(page.form.heading, "How we did it")
    QTest.keyClick(page.form.heading, Qt.Key.Key_Return)
    assert titles(page)[0] == "How we did it"
    page.list.setFocus()
    page.list.setCurrentRow(1)
    QTest.keyClick(page.list, Qt.Key.Key_Down, BOTH)
    assert titles(page) == ["How we did it", "Memos", "Codebook"] and page.list.currentRow() == 2
    wait_until(lambda: "waiting" in page.preview.toPlainText(), "the preview")
    idle(window)
    assert "“Memos” is left out" in page.note.text()
    page.list.setCurrentRow(1)
    QTest.keyClick(page.list, Qt.Key.Key_Space)  # left out for now
    idle(window)
    assert page.note.text() == "" and not work.read(recipes.recipes)[0].parts[1].included
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert titles(page) == ["How we did it", "Codebook"]
    page.format.setCurrentIndex(page.format.findData(".md"))
    answer(name_file(tmp_path / "report.md"))
    click(page.write)
    idle(window)
    assert "Wrote" in window.notice.words()
    told = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert told.index("## How we did it") < told.index("We coded line by line.") < told.index("## Codebook")
    (kept,) = work.read(recipes.recipes)
    assert (work.project.path.parent / kept.written).resolve() == tmp_path / "report.md"
    # The study goes on; one key from anywhere brings the file up to date, without a question.
    work.do("Make code", codebook.add_path, "gatekeepers")
    window.go_code()
    in_front(window)
    QTest.keyClick(window, Qt.Key.Key_F5)
    idle(window)
    assert "gatekeepers" in (tmp_path / "report.md").read_text(encoding="utf-8")
    assert window.action("undo").text() == "Undo: Make code"  # nothing of it is a change of the study


def test_what_is_chosen_of_a_part_comes_back_with_it(page: BuilderPage, tmp_path: Path) -> None:
    work = page.workspace
    theme = recipes.RecipePart("theme-table", chosen={"attribution": "participant"})
    key = work.do("Make report", recipes.add_recipe, "Mine", [theme, recipes.RecipePart("saturation")]).value
    work.do("Make report", recipes.add_recipe, "Second")
    assert page.box.count() == 2 and page.form.counts.isVisible() and not page.form.form.isVisible()
    click(page.form.definitions)
    page.form.words.setPlainText("What the themes are.")  # typed, and another row is chosen before it is kept
    page.list.setCurrentRow(1)
    assert [part.words for part in work.read(recipes.recipe, key).parts] == ["What the themes are.", ""]
    assert page.form.words.toPlainText() == "" and page.list.currentRow() == 1
    assert page.form.form.isVisible() and not page.form.counts.isVisible()
    page.form.form.setCurrentIndex(1)
    page.form.form.activated.emit(1)
    page.preset.setCurrentIndex(page.preset.findData("bmc"))
    page.preset.activated.emit(page.preset.currentIndex())
    kept = work.read(recipes.recipe, key)
    assert (kept.preset, [part.form for part in kept.parts]) == ("bmc", ["pages", "figure"])
    assert not kept.parts[0].definitions and kept.parts[0].chosen == theme.chosen
    work.undo()
    assert page.preset.currentData() == ""
    (tmp_path / "a.dotx").write_bytes(b"PK\x03\x04")
    answer(name_file(tmp_path / "a.dotx"))
    click(page.template)
    assert work.read(recipes.recipe, key).template_name == "a.dotx" and page.template.text() == "Our styles again"
    click(page.template)
    assert work.read(recipes.recipe, key).template_hash is None
    answer(enter_text("Mine, too"))
    click(page.rename)
    assert page.box.currentText() == "Mine, too"
    work.undo()
    assert page.box.currentText() == "Mine"
