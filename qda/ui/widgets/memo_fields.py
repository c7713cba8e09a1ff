"""The fields of a memo that is written: kind, title, and words with what formats and links them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qda.core import memos
from qda.core.memo_things import Named
from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon
from qda.ui.widgets.link_finder import LinkFinder
from qda.ui.widgets.memo_editor import KEYS, MemoEditor
from qda.ui.widgets.wording_hint import WordingHint
from qda.ui.workspace import Workspace

KIND_WORDS = {
    "analytic": _("Analytic"),
    "theoretical": _("Theoretical"),
    "methodological": _("Methodological"),
    "reflexive": _("Reflexive"),
    "code": _("On a code"),
    "case": _("On a case"),
    "familiarisation": _("Familiarisation"),
}


class Written(NamedTuple):
    """A memo as it stands in its fields."""

    kind: str
    title: str
    body: str


class MemoFields(QWidget):
    """Signals: `typed()` at every change by the person, `left()` when the keyboard goes elsewhere.

    `followed(Link)` comes from a link in the words. With `bar` there are buttons for what the keys do.
    """

    typed = Signal()
    left = Signal()
    followed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget, *, bar: bool = False) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._finder: LinkFinder | None = None
        self.memo_id = ""
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(_("Kind of memo"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for name in memos.KINDS:
            self.kind.addItem(KIND_WORDS[name], name)
        self.title = QLineEdit(self)
        self.title.setAccessibleName(_("Title of the memo"))
        self.title.setPlaceholderText(_("Title, if it needs one"))
        self.body = MemoEditor(self)
        self.body.setPlaceholderText(_("What comes to mind here?"))
        self.bar: list[tuple[QToolButton, str]] = self._make_bar() if bar else []
        self._lay_out()
        self.dress()
        self.kind.activated.connect(self.typed)
        self.title.textEdited.connect(self.typed)
        self.body.typed.connect(self.typed)
        self.body.linkAsked.connect(self.ask_link)
        self.body.followed.connect(self.followed)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]

    def _make_bar(self) -> list[tuple[QToolButton, str]]:
        acts: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            ("bold", "bold", _("Bold"), self.body.toggle_bold),
            ("italic", "italic", _("Italics"), self.body.toggle_italic),
            ("heading", "heading", _("Heading"), lambda: self.body.toggle_kind("heading", 1)),
            ("list", "list", _("List"), lambda: self.body.toggle_kind("item")),
            ("link", "link", _("Link to…, or type [["), self.ask_link),
        )
        return [(self._button(sign, words, key, act), sign) for key, sign, words, act in acts]

    def _button(self, sign: str, words: str, key: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        pressed = QKeySequence(KEYS[key]).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{words} ({pressed})")
        button.setAccessibleName(words.partition("…")[0])
        button.setObjectName(sign)

        def do() -> None:
            self.body.setFocus()
            act()

        button.clicked.connect(do)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.kind, 1)
        for button, _sign in self.bar:
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        if self.bar:
            column.addWidget(self.title)
            column.addLayout(top)
        else:
            column.addLayout(top)
            column.addWidget(self.title)
        column.addWidget(self.body, 1)
        if self.bar:
            column.addWidget(WordingHint(self._workspace, self.body, self))

    # Words in and out ------------------------------------------------------------------------------------------------

    def show_memo(self, memo_id: str, written: Written, *, editable: bool = True) -> None:
        """Put a memo before the person."""
        self.memo_id = memo_id
        with QSignalBlocker(self.body):
            self.kind.setCurrentIndex(max(0, self.kind.findData(written.kind)))
            self.title.setText(written.title)
            self.body.show_body(written.body)
        self.let_write(editable)

    def let_write(self, editable: bool) -> None:
        """Let the memo be written, or be read only."""
        self.kind.setEnabled(editable)
        for field in (self.title, self.body):
            field.setReadOnly(not editable)
        for button, _sign in self.bar:
            button.setEnabled(editable)

    def written(self) -> Written:
        """Return the memo as it stands here."""
        return Written(str(self.kind.currentData()), self.title.text(), self.body.body())

    # Links -----------------------------------------------------------------------------------------------------------

    def ask_link(self) -> None:
        """Ask what the words at the cursor are to be linked to."""
        if not self.body.isReadOnly():
            self.find_thing(lambda thing: self.body.insert_link(thing.link, thing.name))

    def find_thing(self, then: Callable[[Named], object], near: QWidget | None = None) -> None:
        """Ask for a thing to link to, at the cursor or at a widget; `then` gets it."""
        window = self.window()
        centre = window.centralWidget() if isinstance(window, QMainWindow) else None
        room = centre or window
        if self._finder is None:
            self._finder = LinkFinder(self._workspace, room)
        if near is None:
            place = self.body.viewport().mapTo(room, self.body.cursorRect().topLeft())
            rect = QRect(place, self.body.cursorRect().size())
        else:
            rect = QRect(near.mapTo(room, QPoint(0, 0)), near.size())
        self._finder.open(rect, then, self.body, self.memo_id)

    # Looks and leaving -----------------------------------------------------------------------------------------------

    def dress(self) -> None:
        """Tint the signs with the theme's colours, and give every field the height that its words need."""
        side = self.fontMetrics().height()
        for button, sign in self.bar:
            button.setIcon(icon(sign, theme.current()))
            button.setIconSize(QSize(side, side))
        self.body.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        for field in (self.kind, self.title):
            # The style sheet's own least height is that of small letters.
            field.ensurePolished()
            field.setMinimumHeight(field.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "bar"):
            self.dress()

    def holds(self, widget: QWidget | None) -> bool:
        """Tell whether the keyboard, when it is in `widget`, is still at this memo."""
        finding = self._finder is not None and widget is not None and self._finder.isAncestorOf(widget)
        return finding or (widget is not None and (widget is self or self.isAncestorOf(widget)))

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if self.holds(old) and not self.holds(now) and QApplication.activePopupWidget() is None:
            self.left.emit()
