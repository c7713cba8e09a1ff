"""Words on the screen: nothing is cut off at any size, and a notice offers only what it can still do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTextBrowser, QWidget

from qda.core import codebook, coding, documents
from qda.core.importers import Imported
from qda.ui import theme
from qda.ui.dialogs.question import confirm
from qda.ui.main_window import MainWindow
from qda.ui.widgets.notice import Notice
from tests.told import sample_study
from tests.ui.conftest import answer, idle, wait_until


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """Words twice as large as usual."""
    theme.apply(qapp, "light", 2.0)
    yield
    theme.apply(qapp, "light", 1.0)


def undo_of(notice: Notice) -> QPushButton:
    return next(button for button in notice.findChildren(QPushButton) if button.text() == "Undo")


def test_a_question_shows_all_its_words_when_they_are_large(window: MainWindow, large: None) -> None:
    words = "Delete “a long name that somebody gave a code”, with 214 coded passages and 3 places in themes? " * 2

    def look(dialog: QWidget) -> None:
        label = next(label for label in dialog.findChildren(QLabel) if label.text() == words)
        assert label.height() >= label.heightForWidth(label.width())
        dialog.close()

    shown = answer(look)
    assert not confirm(window, "Delete codes?", words, "Delete")
    assert shown


def test_deleting_a_code_says_which_and_what_goes_with_it(project_window: MainWindow) -> None:
    work, place = project_window.workspace, project_window.code
    source = work.do("Import transcripts", documents.add_source, Imported("One", "a prison mask")).value
    code_id = work.do("Make code", codebook.add_path, "mask").value
    work.do("Apply code", coding.apply_code, work.coder_id, code_id, source, 2, 13)
    project_window.go_code()
    place.tree.reveal(code_id)

    def look(dialog: QWidget) -> None:
        words = " ".join(label.text() for label in dialog.findChildren(QLabel))
        assert "“mask”, with 1 coded passage?" in words
        dialog.close()

    shown = answer(look)
    place.codebook_work.delete_code()
    assert shown and place.tree.model.code(code_id) is not None


def test_a_notice_offers_undo_only_until_something_else_is_done(project_window: MainWindow) -> None:
    work, notice = project_window.workspace, project_window.notice
    work.do("Make code", codebook.add_path, "mask", tell="Made a code.")
    assert notice.words() == "Made a code." and undo_of(notice).isVisible()
    work.do("Make code", codebook.add_path, "other")
    assert not notice.isVisible()


# What each product certainly names; one that is not told of here has to show some words.
NAMES = {
    **dict.fromkeys(
        ("theme-table", "theme-report", "codebook", "quotes", "codings", "cooccurrence", "saturation", "matrix"),
        "Distance and transport",
    ),
    "words": "participants",
    "coverage": "Interview 0",
    "participants": "Marit",
    "ratings": "Closing the distance",
    "audit": "No news",
    "codebook-over-time": "Nora Hestrim",
}


def test_every_product_is_previewed_with_its_words(window: MainWindow, tmp_path: Path) -> None:
    window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
    window.go("report")
    report = window.report.products
    preview: QTextBrowser = report.preview
    for row in range(report.list.count()):
        report.list.setCurrentRow(row)
        product = report.list.item(row).data(Qt.ItemDataRole.UserRole)
        words = NAMES.get(product, " ")
        suffixes = [report.format.itemData(number) for number in range(report.format.count())]
        # All that is read is previewed as a page, all that is drawn as a picture; the first product in every format.
        for number in range(len(suffixes)) if row == 0 else {0, *map(suffixes.index, {".svg"}.intersection(suffixes))}:
            report.format.setCurrentIndex(number)
            preview.clear()
            report.format.activated.emit(number)
            if {".qdpx", ".qdc"}.issuperset(suffixes):
                assert "no preview" in preview.placeholderText()
            elif product == "review-form" or report.format.itemData(number) in (".svg", ".pdf", ".png"):
                wait_until(lambda: "<img" in preview.toHtml(), "the figure")
                assert preview.accessibleDescription()
            else:
                wait_until(lambda words=words: words in preview.toPlainText(), f"{words} in {product}")
                assert len(preview.toPlainText().split()) >= 8
                assert not preview.accessibleDescription()
            assert report.write.isEnabled()
            idle(window)


def test_a_preview_that_comes_late_is_not_shown_for_what_has_none(window: MainWindow, tmp_path: Path) -> None:
    window.workspace.adopt(sample_study(tmp_path / "Sample.loom"))
    window.go("report")
    products = window.report.products
    products.show_product("codebook")  # its preview is being made
    products.show_product("project")
    idle(window)
    assert not products.preview.toPlainText() and "no preview" in products.preview.placeholderText()


def test_a_product_with_nothing_in_it_says_so_and_cannot_be_written(project_window: MainWindow) -> None:
    project_window.go("report")
    report = project_window.report.products
    wait_until(lambda: not report.write.isEnabled(), "the refusal")
    assert report.preview.placeholderText() == "There is no theme to write yet. Make a theme first."
