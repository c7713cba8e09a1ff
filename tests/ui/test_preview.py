"""The preview of a figure has its description below it, and scrolls with both."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from qda.ui.widgets.preview import Preview


def test_a_figure_is_described_in_the_page_and_for_those_who_listen(qtbot: QtBot) -> None:
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    image.setText("Title", "A map")
    image.setText("Description", "17 themes & 1 code.")
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # type: ignore[call-overload]
    shown = Preview()
    qtbot.addWidget(shown)
    assert shown.show_file(".png", bytes(held.data().data())) == ""
    assert "17 themes & 1 code." in shown.toPlainText()
    assert shown.accessibleDescription() == "A map. 17 themes & 1 code."
    shown.show_file(".html", "<p>Words</p>")
    assert shown.accessibleDescription() == "" and shown.toPlainText().strip() == "Words"
