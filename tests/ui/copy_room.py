"""A project with two coders and copies of it that people work in, for the tests of handing out and bringing back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qda.core import codebook, coders, coding
from qda.core.merging import copy_project
from qda.storage.project import Project
from qda.ui.main_window import MainWindow
from qda.ui.views.comparing.copies import CopiesPage
from tests.core.merging import team
from tests.ui.conftest import answer, idle, in_front, name_file

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def begin(window: MainWindow, folder: Path) -> CopiesPage:
    """Open the study of a team in the window and show the page of copies."""
    team.begin(folder / "study.loom").close()
    assert window.workspace.open(folder / "study.loom")
    QTest.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    return cast(CopiesPage, window.compare.choose("copies"))


def coder(project: Project, name: str) -> str:
    """Return the id of a coder."""
    with project.read() as session:
        return coders.find_coder(session, name)


def code(project: Project, name: str) -> str:
    """Return the id of a code."""
    with project.read() as session:
        return codebook.find_code(session, name)


def copy_of_ben(window: MainWindow, folder: Path, work: Callable[[Project], object]) -> Path:
    """Make a copy for Ben, and let `work` be done in it."""
    path = folder / "ben.loom"
    copy_project(window.workspace.project, path, for_coder=coder(window.workspace.project, "Ben Okri"))
    with Project.open(path) as copy:
        copy.coder_id = coder(copy, "Ben Okri")
        work(copy)
    return path


def define(project: Project, name: str, words: str) -> None:
    """Give a code another definition."""
    with project.change("Edit code") as session:
        codebook.edit_code(session, codebook.find_code(session, name), definition=words)


def apply(project: Project, name: str, start: int, end: int, source: int = 0) -> None:
    """Code a passage as whoever codes in the project."""
    from qda.core.documents import source_names

    with project.change("Apply code") as session:
        source_id = source_names(session)[source][0]
        assert project.coder_id is not None
        coding.apply_code(session, project.coder_id, codebook.find_code(session, name), source_id, start, end)


def bring(window: MainWindow, path: Path) -> None:
    """Bring a copy back by its key and the dialog of files."""
    in_front(window)
    answer(name_file(path))
    QTest.keyClick(window, Qt.Key.Key_B, CTRL_ALT)
    in_front(window)
    idle(window)


def click(button: QWidget) -> None:
    """Press a button with the mouse."""
    assert button.isVisible() and button.isEnabled(), button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
