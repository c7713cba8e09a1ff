"""The simple screen: a window that covers all, with one page at a time and what is always there beside it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCloseEvent, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qda.ui.playing import Player
from qda.ui.together.buttons import BigButton, Choices
from qda.ui.together.calm import calm_page, changed_view
from qda.ui.together.course import Course
from qda.ui.together.far import Far
from qda.ui.together.look import TARGET, Look, look_of, pointer
from qda.ui.together.page import Page
from qda.ui.together.reading import Readable, Reading
from qda.ui.together.scanning import Scanning
from qda.ui.together.sentence import Sentence
from qda.ui.together.sheet import Sheet
from qda.ui.workspace import Workspace

BAR = ("back", "read", "skip", "slow", "stop")
_MARGIN, _GAP, _BAR_WIDTH = 24, 12, 160


class TogetherScreen(QWidget):
    """Shows what `course` has to show until somebody leaves; `left` says that the window goes."""

    left = Signal()

    def __init__(
        self, workspace: Workspace, course: Course[Any], parent: QWidget | None = None, player: Player | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("together")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.course = course
        self.aside = ""
        """Which calm page stands before the course: stop, slow, leave; "" for none."""
        self._leaving = False
        self.reading = Reading(self, player)
        self.scanning = Scanning(self.targets, self)
        self.far = Far(self)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room, self._below = QWidget(self), QWidget(self)
        self.choices, self._side = Choices(self), QWidget(self)
        self.bar: dict[str, BigButton] = {}
        self.more: BigButton | None = None
        self.question: Sentence | None = None
        self.told: Sentence | None = None
        self._column = QVBoxLayout()
        self._lay_out()
        self.reading.changed.connect(self._show_reading)
        self.reading.silent.connect(self._say_why_silent)
        workspace.failed.connect(self.tell)
        workspace.closing.connect(self.leave)
        self.dress()

    def _lay_out(self) -> None:
        across = QHBoxLayout(self._room)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(_GAP)
        across.addWidget(self.area, 1)
        self._column.setSpacing(_GAP)
        for part in (self.far, self._room, self._below, self.choices):
            self._column.addWidget(part)
        self._column.setStretch(1, 1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 16, 16, 16)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # never larger than what it covers
        row.setSpacing(_MARGIN)
        row.addLayout(self._column, 1)
        row.addWidget(self._side)

    # Showing ---------------------------------------------------------------------------------------------------------

    @property
    def look(self) -> Look:
        """Return how everything looks for this person."""
        return look_of(self.course.view)

    def page(self) -> Page:
        """Return what stands on the screen now."""
        if self.aside:
            return calm_page(self.aside, self.course.words, self.course.support, self.course.view)
        return self.course.page()

    def dress(self) -> None:
        """Make the whole screen as the person wants it, and show the present page."""
        look = self.look
        theme = look.theme
        self.setStyleSheet(
            f"#together, #together QScrollArea, #sheet {{ background: {theme.bg}; color: {theme.text}; }}"
            f"#together QPlainTextEdit {{ background: {theme.surface}; color: {theme.text}; padding: 8px;"
            f" border: 2px solid {theme.muted}; border-radius: 6px; }}"
            f"#together QPlainTextEdit:focus {{ border: 4px solid {theme.focus}; }}"
            f"#together QCheckBox {{ color: {theme.text}; spacing: 16px; }}"
            f"#together QCheckBox:focus {{ border: 4px solid {theme.focus}; border-radius: 6px; }}"
            "#together QCheckBox::indicator { width: 44px; height: 44px; }"
            f"#together QScrollBar:vertical {{ width: 28px; }}"
        )
        self.setCursor(pointer(self.course.view))
        self.far.wear(look)
        layout = self._side.layout()
        assert layout is not None
        for old in self.bar.values():
            layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.bar = {name: BigButton(self.course.words[f"go.{name}"], look.bar(), look, self._side) for name in BAR}
        wide = max(_BAR_WIDTH, *(one.least_width() for one in self.bar.values()))
        self._side.setFixedWidth(wide)
        for name, button in self.bar.items():
            keep = button.sizePolicy()
            keep.setRetainSizeWhenHidden(True)  # what is always there never moves
            button.setSizePolicy(keep)
            button.clicked.connect(lambda _on=False, name=name: self._press(name))
            layout.addWidget(button)
        self._fit_bar()
        self.render_page()

    def render_page(self) -> None:
        """Show the present page from its start."""
        self.reading.stop()
        self.tell("")
        page, look = self.page(), self.look
        self.sheet = Sheet(page, look)
        self.area.setWidget(self.sheet)
        # Beside its answers the question is always in sight, however large the words are; own words have it above them.
        self.question = self._replace(self.question, "" if page.field else page.question, look.question())
        buttons = []
        for number, one in enumerate(page.choices, 1):
            chosen = self.course.words["screen.chosen"] if one.chosen else ""
            made = BigButton(one.words, look.choice(), look, self.choices, one.sign, number, chosen)
            made.setObjectName(one.key)
            made.clicked.connect(lambda _on=False, key=one.key: self._choose(key))
            buttons.append(made)
        self.choices.show_buttons(buttons, self._wide())
        calm = bool(self.aside)
        there = {
            "back": not calm and self.course.can_go_back(),
            "skip": not calm and self.course.can_skip(),
            "slow": not calm,
            "stop": not calm and not self.course.at_end(),
            "read": True,
        }
        for name, button in self.bar.items():
            button.setVisible(there[name])
        self.far.show_far(None if calm else self.course.far(), self.course.words["go.done"])
        self.setWindowTitle(page.title)
        self._put_in_order()
        self.sheet.setFocus()
        self.scanning.start(self.course.view.scan)
        self._look_for_more()

    def _put_in_order(self) -> None:
        """Let Tab go as one reads: what is shown, the choices, then what is always there."""
        order = [*self.sheet.stops(), *self.choices.buttons, *self.bar.values()]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    def _wide(self) -> int:
        return max(2 * TARGET, self.width() - self._side.width() - 2 * _MARGIN - 16)

    def _fit_bar(self) -> None:
        """Let the buttons at the side have the room of the window, on a low screen a little less than a target."""
        room = (self.height() - 32 - 8 * (len(BAR) - 1)) // len(BAR)
        for one in self.bar.values():
            one.setFixedHeight(max(72, min(room, max(TARGET, one.height_for(self._side.width())))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()
        self.choices.lay_out(self._wide())
        self._look_for_more()

    # More than has room ----------------------------------------------------------------------------------------------

    def _look_for_more(self) -> None:
        if self.more is not None:
            self.more.hide()
            self.more.deleteLater()
            self.more = None
        # How high everything is, is known when it was laid out.
        QTimer.singleShot(0, self, self._offer_more)

    def _offer_more(self) -> None:
        if self.more is not None or self._leaving or self.area.verticalScrollBar().maximum() == 0:
            return
        look = self.look
        self.more = BigButton(self.course.words["screen.more"], look.bar(), look, self._room)
        self.more.setFixedWidth(max(TARGET, self.more.least_width()))
        self.more.setFixedHeight(self.more.height_for(self.more.width()))
        self.more.clicked.connect(self._scroll_on)
        layout = self._room.layout()
        assert layout is not None
        layout.addWidget(self.more)
        self.more.show()
        self.setTabOrder(self.sheet.stops()[-1], self.more)
        if self.choices.buttons:
            self.setTabOrder(self.more, self.choices.buttons[0])

    def _scroll_on(self) -> None:
        """Show what is below, and from the end the start again."""
        bar = self.area.verticalScrollBar()
        step = round(bar.pageStep() * 0.8)
        bar.setValue(0 if bar.value() >= bar.maximum() else bar.value() + step)
        if self.more is not None:
            at_end = bar.value() >= bar.maximum()
            self.more.setText(self.course.words["screen.up" if at_end else "screen.more"])
            self.more.setAccessibleName(self.more.text())

    # Acting ----------------------------------------------------------------------------------------------------------

    def targets(self) -> list[QWidget]:
        """Return the buttons that one switch can press, in reading order."""
        found = [*([self.more] if self.more is not None else []), *self.choices.buttons, *self.bar.values()]
        return [one for one in found if one.isVisible()]

    def _choose(self, key: str) -> None:
        if self.aside:
            self._choose_aside(key)
        elif key == "close":
            self.leave()
        elif self.course.choose(key, self.sheet.written(), self.sheet.forgotten()):
            self.render_page()

    def _choose_aside(self, key: str) -> None:
        if key == "leave":
            self.leave()
        elif key in ("on", "finish"):
            self.aside = ""
            if key == "finish":
                self.course.finish()
            self.render_page()
        else:
            self.course.set_view(changed_view(key, self.course.view))
            self.dress()

    def _press(self, name: str) -> None:
        if name == "read":
            self._read()
        elif name == "back":
            self.course.back(self.sheet.written(), self.sheet.forgotten())
            self.render_page()
        elif name == "skip":
            if self.course.skip():
                self.render_page()
        else:
            self._go_aside(name)

    def _go_aside(self, kind: str) -> None:
        """Show a calm page; words that were typed are taken along."""
        if not self.aside:
            self.course.hold(self.sheet.written(), self.sheet.forgotten())
        self.aside = kind
        self.render_page()

    def parts(self) -> list[Readable]:
        """Return what is read aloud, in reading order."""
        asked = [] if self.question is None else [self.question]
        return [*self.sheet.sentences, *asked, *self.choices.buttons]

    def _read(self) -> None:
        if self.reading.busy:
            self.reading.stop()
            return
        self.reading.read(self.parts(), self.course.language, self.course.view.rate)

    def _show_reading(self) -> None:
        if "read" in self.bar:
            words = self.course.words["go.quiet" if self.reading.busy else "go.read"]
            self.bar["read"].setText(words)
            self.bar["read"].setAccessibleName(words)

    def _say_why_silent(self, how: str) -> None:
        self.tell(f"{self.course.words['screen.silent']} {how}")

    def tell(self, words: str) -> None:
        """Say something below the page, to screen readers too; "" takes it away."""
        self.told = self._replace(self.told, words, self.look.bar())
        if self.told is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(self.told, QAccessible.Event.Alert))

    def _replace(self, old: Sentence | None, words: str, font: QFont) -> Sentence | None:
        """Put a sentence between the page and its choices instead of another one; none for ""."""
        layout = self._below.layout()
        assert layout is not None
        if old is not None:
            layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        made = Sentence(words, font, self.look, self._below) if words else None
        if made is not None:
            layout.addWidget(made)
        return made

    # Keys and leaving ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._ask_to_leave()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_5 and not event.isAutoRepeat():
            number = key - Qt.Key.Key_1
            if number < len(self.choices.buttons):
                self.choices.buttons[number].click()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar = self.area.verticalScrollBar()
            step = bar.pageStep() if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) else 60
            bar.setValue(bar.value() + (step if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) else -step))
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return) and self.scanning.running:
            self.scanning.advance()
        else:
            super().keyPressEvent(event)

    def _ask_to_leave(self) -> None:
        if self.aside == "leave":
            self.aside = ""
            self.render_page()
        elif self.course.at_end() and not self.aside:
            self.leave()
        else:
            self._go_aside("leave")

    def leave(self) -> None:
        """Close the screen; all that was said is written already."""
        self._leaving = True
        self.reading.stop()
        self.scanning.start(0)
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving:
            event.ignore()
            self._ask_to_leave()
            return
        self.left.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.reading.stop()
