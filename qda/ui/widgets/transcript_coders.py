"""The button above a transcript by which coders are shown, dimmed or hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.marks import DIMMED, HIDDEN, SHOWN

_WORDS = {SHOWN: _("Shown"), DIMMED: _("Dimmed"), HIDDEN: _("Hidden")}


class CodersButton(QToolButton):
    """Says how many coders are shown where not all are; signal: `shadesChosen(coder ids, shade)`. Not there for one."""

    shadesChosen = Signal(list, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._coders: Sequence[tuple[str, str, bool]] = ()
        self._shades: Mapping[str, str] = {}
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)
        self.hide()

    def show_coders(self, coders: Sequence[tuple[str, str, bool]], shades: Mapping[str, str]) -> None:
        """Offer these coders, each with id, name and whether it is the one who is coding; `shades` by id."""
        self._coders, self._shades = coders, shades
        counts = {shade: sum(shades.get(key) == shade for key, _name, _me in coders) for shade in (DIMMED, HIDDEN)}
        said = {DIMMED: n_("{n} dimmed", "{n} dimmed", counts[DIMMED])}
        said[HIDDEN] = n_("{n} hidden", "{n} hidden", counts[HIDDEN])
        parts = ", ".join(said[shade] for shade in said if counts[shade])
        full = len(coders) - sum(counts.values())
        self.setText(f"{full}/{len(coders)}" if parts else "")
        words = _("Show, dim or hide the coded passages of each coder")
        self.setToolTip(_("{what}: {changes}").format(what=words, changes=parts) if parts else words)
        self.setAccessibleName(_("Coders: {changes}").format(changes=parts) if parts else _("Coders"))
        self.setIcon(icon("user", theme.current()))
        self.setVisible(len(coders) > 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.setIcon(icon("user", theme.current()))

    def open(self) -> None:
        """Open the menu below the button."""
        if self.isVisible():
            self.menu().popup(self.mapToGlobal(QPoint(0, self.height())))

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        others = [key for key, _name, me in self._coders if not me]
        for key, name, me in self._coders:
            self._offer(menu.addMenu(_("{name} (you)").format(name=name) if me else name), [key])
        if len(others) > 1:
            menu.addSeparator()
            self._offer(menu.addMenu(_("All others")), others)

    def _offer(self, menu: QMenu, coder_ids: Sequence[str]) -> None:
        group = QActionGroup(menu)
        now = {self._shades.get(key, SHOWN) for key in coder_ids}
        for shade, words in _WORDS.items():
            action = group.addAction(words)
            action.setCheckable(True)
            action.setChecked(now == {shade})
            action.triggered.connect(lambda _on=False, shade=shade: self.shadesChosen.emit(list(coder_ids), shade))
            menu.addAction(action)
