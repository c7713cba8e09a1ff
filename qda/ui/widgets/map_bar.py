"""The bar above the thematic map: how it is laid out, whether codes are shown, writing it, and its size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from qda.core.themes.thematic_map import LAYOUTS
from qda.i18n import _
from qda.ui import keys
from qda.ui.widgets.zoom_buttons import ZoomButtons


class MapBar(QFrame):
    """Signals: `layoutChosen(name)`, `codesShown(bool)`, `writeAsked()`, `zoomAsked(name)`."""

    layoutChosen = Signal(str)
    codesShown = Signal(bool)
    writeAsked = Signal()
    zoomAsked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layouts = QComboBox(self)
        self.layouts.setAccessibleName(_("Layout of the map"))
        self.layouts.setToolTip(_("Laying the map out in another way also forgets what was moved by hand."))
        for name, words in LAYOUTS.items():
            self.layouts.addItem(words, name)
        self.layouts.activated.connect(lambda _row: self.layoutChosen.emit(self.layouts.currentData()))
        self.codes = QCheckBox(_("Codes"), self)
        self.codes.setToolTip(_("Show the codes on which themes draw"))
        self.codes.clicked.connect(self.codesShown)
        self.write = QPushButton(_("Write figure…"), self)
        keys.tip(self.write, _("Write the map as SVG, PDF or PNG"), "write_map")
        self.write.clicked.connect(self.writeAsked)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(QLabel(_("Layout"), self))
        row.addWidget(self.layouts)
        row.addWidget(self.codes)
        row.addStretch(1)
        row.addWidget(self.write)
        zooms = ZoomButtons(self)
        zooms.asked.connect(self.zoomAsked)
        row.addWidget(zooms)
        self._dress()

    def show_choices(self, layout: str, *, codes: bool) -> None:
        """Show what the study chose."""
        self.layouts.setCurrentIndex(self.layouts.findData(layout))
        self.codes.setChecked(codes)

    def _dress(self) -> None:
        self.layouts.setFixedHeight(self.fontMetrics().lineSpacing() + 14)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now is it known in which size the interface is.
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._dress()
