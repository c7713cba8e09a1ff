"""What the study says beside the work: concepts above the codebook, and the sheet of an interview in Sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from qda.core import concepts, documents, interviews
from qda.core.importers import Imported
from qda.ui.main_window import MainWindow
from tests.ui.conftest import idle, type_into


@pytest.fixture
def with_source(project_window: MainWindow) -> MainWindow:
    project_window.workspace.do("Import", documents.add_source, Imported("Interview 1", "I came by bus."))
    return project_window


def lines(strip: Any) -> list[str]:
    return [label.text() for label in strip.findChildren(QLabel) if label.isVisible()]


def test_concepts_stand_above_the_codebook_and_stay_folded(with_source: MainWindow) -> None:
    window = with_source
    window.go("code")
    strip = window.code.concepts
    assert not strip.isVisible()
    long = "Who may cross it, and who draws it? " * 8
    key = window.workspace.do("Add concept", concepts.add_concept, "Boundary theory", long).value
    idle(window)
    assert strip.isVisible()
    (line,) = lines(strip)
    assert line.startswith("Boundary theory: Who") and line.endswith("…")
    assert long.strip() in strip.findChildren(QLabel)[0].toolTip()
    strip.head.setFocus()
    QTest.keyClick(strip.head, Qt.Key.Key_Space)
    assert lines(strip) == []
    path = Path(window.workspace.project.path)
    window.workspace.close()
    assert window.workspace.open(path)
    window.go("code")
    idle(window)
    assert strip.isVisible() and lines(strip) == []
    QTest.keyClick(strip.head, Qt.Key.Key_Space)
    assert len(lines(strip)) == 1
    window.workspace.do("Remove concept", concepts.remove_concept, key)
    idle(window)
    assert not strip.isVisible()


def test_the_sheet_of_an_interview_unfolds_in_the_details_of_its_source(with_source: MainWindow) -> None:
    window = with_source
    window.go("sources")
    sheet = window.sources.transcripts.details.sheet
    assert not sheet.box.isVisible()
    sheet.head.setFocus()
    QTest.keyClick(sheet.head, Qt.Key.Key_Space)
    type_into(sheet.fields["minutes"], "1:05")
    QTest.keyClick(sheet.fields["minutes"], Qt.Key.Key_Tab)
    idle(window)
    (row,) = window.workspace.read(interviews.sheets)
    assert row.minutes == 65
    assert sheet.fields["minutes"].text() == "65"
    type_into(sheet.fields["date"], "soon")
    QTest.keyClick(sheet.fields["date"], Qt.Key.Key_Return)
    assert "takes a date" in window.notice.words()
    assert sheet.fields["date"].text() == ""
