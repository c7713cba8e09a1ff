"""What a memo is about, as small chips: each leads where it points, and can be taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from qda.core.memo_things import Named
from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.flow import Flow
from qda.ui.widgets.thing_signs import SIGNS, told

_LONGEST = 34  # letters of a name on a chip


class LinkChips(QWidget):
    """Signals: `followed(Link)`, `removeAsked(Link)` by Delete or the chip's cross, `addAsked()`."""

    followed = Signal(object)
    removeAsked = Signal(object)
    addAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = Flow(self, 4)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._label = QLabel(_("About:"), self)
        self._label.setProperty("muted", True)
        self.add = QToolButton(self)
        self.add.setText(_("Link to…"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setAccessibleName(_("Link the memo to something"))
        self.add.setToolTip(_("Link the memo to a code, theme, source, person, passage or memo"))
        self.add.clicked.connect(self.addAsked)
        self.chips: list[LinkChip] = []
        self._flow.addWidget(self._label)
        self._flow.addWidget(self.add)
        self._dress()

    def show_things(self, things: Sequence[Named], *, editable: bool) -> None:
        """Show what a memo is about."""
        self.add.setVisible(editable)
        self._label.setVisible(bool(things) or editable)
        if [(chip.thing, chip.editable) for chip in self.chips] == [(thing, editable) for thing in things]:
            return
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.add)
        self.chips = [LinkChip(thing, editable, self) for thing in things]
        for chip in self.chips:
            chip.followed.connect(self.followed)
            chip.removeAsked.connect(self.removeAsked)
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self.add)
        self._flow.invalidate()
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        return True

    def _dress(self) -> None:
        side = self.fontMetrics().height()
        self.add.setIcon(icon("add", theme.current()))
        self.add.setIconSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "chips"):
            self._dress()
            for chip in self.chips:
                chip.dress()


class LinkChip(QFrame):
    """One thing: a button that leads there, and a cross that takes the link away."""

    followed = Signal(object)
    removeAsked = Signal(object)

    def __init__(self, thing: Named, editable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.thing, self.editable = thing, editable
        self.setProperty("chip", True)
        self.go = _Go(self)
        self.go.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        name = thing.name if len(thing.name) <= _LONGEST else thing.name[: _LONGEST - 1].rstrip() + "…"
        self.go.setText(name.replace("&", "&&"))
        self.go.setAccessibleName(told(thing))
        self.go.setToolTip(told(thing))
        self.go.clicked.connect(lambda: self.followed.emit(thing.link))
        self.go.deleteAsked.connect(self._remove)
        self.cross = QToolButton(self)
        self.cross.setAccessibleName(_("Take away the link to {name}").format(name=thing.name))
        self.cross.setToolTip(_("Take the link away (Delete)"))
        self.cross.clicked.connect(self._remove)
        self.cross.setVisible(editable)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(0)
        row.addWidget(self.go)
        row.addWidget(self.cross)
        self.dress()

    def dress(self) -> None:
        """Tint the signs with the theme's colours."""
        side = self.fontMetrics().height()
        for button, sign in ((self.go, SIGNS[self.thing.link.kind]), (self.cross, "close")):
            button.setIcon(icon(sign, theme.current(), "muted"))
            button.setIconSize(QSize(side, side) * (1 if button is self.go else 0.8))

    def _remove(self) -> None:
        if self.editable:
            self.removeAsked.emit(self.thing.link)


class _Go(QToolButton):
    deleteAsked = Signal()

    def event(self, event: QEvent) -> bool:
        """Claim Delete, which may mean another thing in the window."""
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and event.key() == Qt.Key.Key_Delete:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleteAsked.emit()
        else:
            super().keyPressEvent(event)
