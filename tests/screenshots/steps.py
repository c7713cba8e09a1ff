"""The steps that lead to a screen: what a person does, or something that had to happen before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeView

from qda import resources
from qda.core import codebook
from qda.core.interviews_table import Line, SheetTable, plan_sheets
from qda.core.prompts import PROMPTS
from qda.ui.dialogs.import_sheets import ask_sheets
from qda.ui.widgets.sections import SectionsView
from tests.screenshots.stage import Stage

Step = Callable[[Stage], object]


def do(name: str) -> Step:
    """Return the step that does an action."""
    return lambda stage: stage.perform(name)


def typing(words: str) -> Step:
    """Return the step that types."""
    return lambda stage: stage.type(words)


def key(name: str, *modifiers: str) -> Step:
    """Return the step that presses a key, as ``key("Down", "Shift")``."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= getattr(Qt.KeyboardModifier, f"{modifier}Modifier")
    return lambda stage: stage.press(getattr(Qt.Key, f"Key_{name}"), held)


def code(name: str) -> Step:
    """Return the step that chooses a code."""

    def choose(stage: Stage) -> None:
        tree = stage.window.code.tree
        tree.reveal(next(row.id for row in tree.model.rows() if row.name == name))
        stage.settle()

    return choose


def line(number: int) -> Step:
    """Return the step that goes to a line of the transcript."""

    def go(stage: Stage) -> None:
        stage.window.code.view.focus_line(number)
        stage.window.code.view.setFocus()
        stage.settle()

    return go


def source(name: str) -> Step:
    """Return the step that opens a transcript."""

    def show(stage: Stage) -> None:
        place = stage.window.code
        row = next(row for row in range(place.chooser.count()) if place.chooser.itemText(row) == name)
        place.open_source(place.sources[row])
        stage.settle()

    return show


def section(place: str, name: str) -> Step:
    """Return the step that shows a section of a place."""

    def show(stage: Stage) -> None:
        stage.window.go(place)
        cast(SectionsView, stage.window.places.get(place)).choose(name)
        stage.settle()

    return show


def product(name: str, suffix: str = ".docx") -> Step:
    """Return the step that looks at a product in a format."""

    def look(stage: Stage) -> None:
        report = stage.window.report.products
        names = [report.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(report.list.count())]
        report.list.setCurrentRow(names.index(name))
        report.format.setCurrentIndex(report.format.findData(suffix))
        report.format.activated.emit(report.format.currentIndex())
        stage.settle()

    return look


def tables(stage: Stage) -> None:
    """Go to the tables."""
    stage.window.go("tables")
    stage.settle()


def charting(tab: int) -> Step:
    """Return the step that shows charting by one of its tabs."""

    def show(stage: Stage) -> None:
        section("study", "charting")(stage)
        cast(Any, stage.window.places.get("study")).page().tabs.setCurrentIndex(tab)
        stage.settle()

    return show


def importing_sheets(stage: Stage) -> None:
    """Ask what is to become of a table of interviews."""
    values = {"minutes": "1:15", "place": "library", "note": "Rain."}
    lines = (Line(2, "Interview 01", values), Line(3, "Interview 04", values), Line(4, "Interview 09", values))
    table = SheetTable("interviews.xlsx", lines, ("Shoe size",))
    ask_sheets(stage.window, table, stage.window.workspace.read(plan_sheets, table))


def unfold_sheet(stage: Stage) -> None:
    """Show how an interview came about, in the details of its source."""
    details = stage.window.sources.transcripts.details
    details.sheet.head.click()
    stage.settle()
    details.ensureWidgetVisible(details.sheet.fields["note"])
    stage.settle()


def beside(name: str) -> Step:
    """Return the step that shows the quotes of a code beside those of the chosen one."""

    def compare(stage: Stage) -> None:
        place = stage.window.code
        place.comparing_work.compare_with(next(row.id for row in place.tree.model.rows() if row.name == name))
        stage.settle()

    return compare


def apply(stage: Stage) -> None:
    """Give the current line a code that it doesn't have, and go to the next line."""
    place = stage.window.code
    here = {mark.label for mark in place.marks_here()}
    row = next(row for row in place.tree.model.rows() if row.kind == "code" and row.name not in here)
    place.passages.apply(row.id)
    place.view.focus_line(place.view.line_number() + 1)
    stage.settle()


def first_row(find: Callable[[Stage], object]) -> Step:
    """Return the step that chooses the first row of a list, table or tree."""

    def choose(stage: Stage) -> None:
        view = find(stage)
        view.setCurrentIndex(view.model().index(0, 0))  # type: ignore[attr-defined]
        stage.settle()

    return choose


def theme(stage: Stage) -> None:
    """Choose the first theme with a theme above it, so that codes, quotes and text are there."""
    tree = stage.window.themes.findChildren(QTreeView)[0]
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Home)
    stage.settle()


def laid_out(name: str) -> Step:
    """Return the step that lays the thematic map out with its codes."""

    def choose(stage: Stage) -> None:
        bar = stage.window.themes.surface.bar
        bar.codes.click()
        bar.layouts.setCurrentIndex(bar.layouts.findData(name))
        bar.layouts.activated.emit(bar.layouts.currentIndex())
        stage.settle()

    return choose


def importing(stage: Stage) -> None:
    """Offer the transcripts of the sample study for import."""
    files = sorted(path for path in resources.path("sample").iterdir() if path.suffix != ".json")
    stage.window.sources.import_paths([Path(path) for path in files])
    stage.settle()


def memo(title: str) -> Step:
    """Return the step that opens a memo."""

    def show(stage: Stage) -> None:
        place = stage.window.memos
        place.open_memo(next(card.id for card in place._cards if card.heading == title))
        stage.settle()

    return show


def turning_point(stage: Stage) -> None:
    """Ask the question of a turning point."""
    stage.window.prompting._bring_strip().offer(PROMPTS["codes merged"])
    stage.settle()


def menu(title: str) -> Step:
    """Return the step that opens a menu of the menu bar."""

    def pop(stage: Stage) -> None:
        bar = stage.window.menuBar()
        action = next(one for one in bar.actions() if one.text().replace("&", "") == title)
        shown = action.menu()
        shown.popup(bar.mapToGlobal(bar.actionGeometry(action).bottomLeft()))  # type: ignore[attr-defined]
        shown.setActiveAction(shown.actions()[0])  # type: ignore[attr-defined]

    return pop


def late(stage: Stage) -> None:
    """Make a code of line 8 after the sources were finished."""
    work, here = stage.window.workspace, stage.window.code.transcript
    assert here is not None
    start, end = here.lines[7]
    path = "Reaching care > Asking the way"
    work.do("Make and apply code", codebook.apply_new, work.coder_id, path, here.id, start, end)
    stage.settle()


def fail(stage: Stage) -> None:
    """Do what is refused with a long sentence."""
    stage.window.workspace.failed.emit(
        "“03_Interview_mit_der_Studienanfängerin_überarbeitete_Fassung.docx” could not be read: the file is damaged "
        "after line 214. Open it in the program that wrote it, save it again, and import that file."
    )
