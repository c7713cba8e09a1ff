"""Steps on the page of copies: what a colleague did in a copy, and what the project did meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from qda.core import codebook, coders, coding, documents, memos
from qda.core.merging import copy_project
from qda.storage.project import Project
from qda.ui.views.comparing.copies import CopiesPage
from tests.screenshots.stage import Stage
from tests.screenshots.studies import LONG, SAMPLE

_NAME = "Kopie für Maximiliane Öztürk, zweite Runde der Auswertung.loom"
_MINE = "Wo jemand davon erzählt, dass die Prüfung Angst macht, auch wenn sie am Ende gut ausgeht. "
_THEIRS = "Wo jemand davon erzählt, dass eine Prüfung Angst gemacht hat, und wie sie damit umgegangen ist. "


def page(stage: Stage) -> CopiesPage:
    """Show the page of copies."""
    stage.window.go("compare")
    shown = stage.window.compare.choose("copies")
    assert isinstance(shown, CopiesPage)
    stage.settle()
    return shown


def show_page(stage: Stage) -> None:
    """Show the page of copies."""
    page(stage)


def handed_out(stage: Stage) -> Path:
    """Make a copy for the second coder, work in it, and in the project otherwise."""
    project = stage.window.workspace.project
    with project.read() as session:
        people = coders.coders(session)
    other = next(person.id for person in people if person.id != project.coder_id)
    path = project.path.with_name(_NAME)
    copy_project(project, path, for_coder=other)
    with Project.open(path) as copy:
        copy.coder_id = other
        _work(copy, _THEIRS, new="Rückmeldung > Was die Betreuung sagt, wenn niemand zuhört")
    _work(project, _MINE, new="Hier Neues")
    with project.change("Delete code") as session:
        gone = next(row for row in codebook.codes(session) if row.name == "Geld")
        codebook.delete_codes(session, [gone.id])
    stage.window.workspace.announce()
    return path


def _work(project: Project, words: str, new: str) -> None:
    with project.change("Edit codes") as session:
        book = codebook.codes(session)
        source = documents.source_names(session)[0][0]
        for row in book[:3]:
            codebook.edit_code(session, row.id, definition=words * 3, include=words)
        made = codebook.add_path(session, new)
        assert project.coder_id is not None
        for number, code_id in enumerate([made, *(row.id for row in book[-4:])] * 4):
            start = 300 + 211 * number
            coding.apply_code(session, project.coder_id, code_id, source, start, start + 80)
        memos.add_memo(session, "Zur zweiten Runde", words, coder_id=project.coder_id)


def brought_back(tab: int) -> Callable[[Stage], None]:
    """Return the step that shows what a copy brings."""

    def show(stage: Stage) -> None:
        shown = page(stage)
        shown.bring(handed_out(stage))
        stage.settle()
        shown.preview.tabs.setCurrentIndex(tab)
        shown.preview.take_keyboard()
        stage.settle()

    return show


def merged(tab: int) -> Callable[[Stage], None]:
    """Return the step that merges a copy and shows its report."""

    def show(stage: Stage) -> None:
        brought_back(1)(stage)
        shown = page(stage)
        shown.preview.conflicts.choose_all("ours")
        shown.preview.merge.click()
        stage.settle()
        shown.list.tabs.setCurrentIndex(tab)
        stage.settle()

    return show


def another_project(stage: Stage) -> None:
    """Bring a project that was begun apart on the same source."""
    project = stage.window.workspace.project
    path = project.path.with_name("Eigenes Projekt von Maximiliane.loom")
    with project.read() as session:
        book, source = codebook.codes(session), documents.source_names(session)[0]
        text = documents.transcript(session, source[0])
    from qda.core.importers import Imported

    with Project.create(path, title="Apart") as other, other.change("All") as session:
        documents.add_source(session, Imported(source[1], text.text, format=".txt"))
        for row in book[:9]:
            codebook.add_path(session, row.path + ("en" if row.parent is None else ""))
        coders.add_coder(session, "Maximiliane Öztürk")
        coders.add_coder(session, "Ann-Kathrin Schmidt-Rottluff")
    page(stage).bring(path)
    stage.settle()


def refused(stage: Stage) -> None:
    """Bring a file that is no project."""
    path = stage.window.workspace.project.path.with_name("Brief an die Betreuerin und alle anderen.loom")
    path.write_text("Liebe Betreuerin")
    page(stage).bring(path)
    stage.settle()


def somebody_new(stage: Stage) -> None:
    """Choose somebody new in the dialog."""
    from qda.ui.dialogs.hand_out import HandOutDialog

    dialog: QWidget = stage.front()
    assert isinstance(dialog, HandOutDialog)
    dialog.who.setCurrentIndex(dialog.who.count() - 1)
    dialog.name.setFocus()
    dialog.name.setText("Maria-Magdalena Übermüller-Ångström")
    dialog.alone.setChecked(True)
    stage.settle()


ROWS: tuple[tuple[Any, ...], ...] = (
    ("copies-none", SAMPLE, [show_page]),
    ("copy-hand-out", SAMPLE, [show_page], lambda stage: stage.perform("copy_for_colleague")),
    ("copy-hand-out-new", LONG, [show_page], lambda stage: stage.perform("copy_for_colleague"), [somebody_new]),
    ("copy-brings", LONG, [brought_back(0)]),
    ("copy-conflicts", LONG, [brought_back(1)]),
    ("copies", LONG, [merged(0)]),
    ("copies-conflicts", LONG, [merged(1)]),
    ("copies-held", LONG, [merged(2)]),
    ("copies-same", LONG, [another_project]),
    ("copies-refused", LONG, [refused]),
)
"""The screens of copies: what a Screen is made of, in its order."""
