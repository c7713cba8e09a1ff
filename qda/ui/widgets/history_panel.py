"""The history beside the work: what was done, when and by whom, and the way back to any moment of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qda.core import history
from qda.core.history import Entry, Way
from qda.i18n import _, n_
from qda.ui import keys, theme
from qda.ui.dialogs.question import confirm
from qda.ui.icons import icon
from qda.ui.models.history_model import ENTRY, HistoryModel
from qda.ui.widgets.going_back import on_escape
from qda.ui.widgets.labels import heading, muted
from qda.ui.workspace import Workspace

_PAD = 4
_PAUSE = 120  # milliseconds after which what was done, or chosen, is caught up with


class _Line(QStyledItemDelegate):
    """Draws an action in two lines; what was undone has a sign, a word and muted letters."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, 2 * option.fontMetrics.lineSpacing() + 3 * _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        worn, metrics, model = theme.current(), option.fontMetrics, index.model()
        entry: Entry = index.data(ENTRY)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        assert isinstance(model, HistoryModel)
        painter.save()
        painter.setFont(option.font)
        painter.fillRect(rect, QColor(worn.selection if chosen else worn.surface))
        painter.setPen(QColor(worn.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        secondary = QColor(worn.text if chosen else worn.muted)
        here = entry.change == model.present()
        sign, inside = ("●" if here else "" if entry.in_force else "↶"), rect.adjusted(8, _PAD, -8, -_PAD)
        painter.setPen(QColor(worn.accent) if here and not chosen else secondary)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, sign)
        inside.setLeft(inside.left() + metrics.horizontalAdvance("↶") + 8)
        for words, pen, side in (
            (entry.label, QColor(worn.text) if entry.in_force else secondary, Qt.AlignmentFlag.AlignTop),
            (model.facts(entry), secondary, Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setPen(pen)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | side, shown)
        painter.restore()


class HistoryPanel(QWidget):
    """Stays open beside the place in front. Signals: `closeAsked()`, `left()` when the keyboard is to go back."""

    closeAsked = Signal()
    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._job = _("Finding the way")
        self._found: Way | None = None
        self.model = HistoryModel(lambda reader, limit: workspace.read(history.actions, reader, limit), self)
        self.list = QListView(self)
        self.list.setAccessibleName(_("History, newest first"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.activated.connect(lambda _index: self.go())
        self.list.selectionModel().currentChanged.connect(lambda *_rows: self._look_soon())
        self._way = muted("", self)
        self.button = QPushButton(_("Go back to here"), self)
        self.button.clicked.connect(self.go)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(_("Close the history"))
        keys.tip(self._close, _("Close the history"), "show_history")
        self._close.clicked.connect(self.closeAsked)
        head = QHBoxLayout()
        head.addWidget(heading(_("History"), self), 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self.list, self._way, self.button):
            column.addWidget(part)
        on_escape(self, self.left)
        self._read_soon, self._way_soon = QTimer(self), QTimer(self)
        for timer, act in ((self._read_soon, self.refresh), (self._way_soon, self._look)):
            timer.setSingleShot(True)
            timer.setInterval(_PAUSE)
            timer.timeout.connect(act)
        workspace.changed.connect(lambda _kinds: self._catch_up() if self.isVisible() else None)
        workspace.coderChanged.connect(self._look_soon)
        workspace.closing.connect(self._forget)
        self.dress()

    def dress(self) -> None:
        """Tint what is drawn with the theme's colours."""
        self._close.setIcon(icon("close", theme.current()))

    def _catch_up(self) -> None:
        """Read again in a moment; until then no way leads from what was."""
        self._found = None
        self._read_soon.start()

    def refresh(self) -> None:
        """Read the newest actions again, with the same one chosen."""
        self._read_soon.stop()
        if not self._workspace.is_open:
            return
        entry = self.chosen()
        self.model.begin()
        row = self.model.row_of(entry.change) if entry else -1
        self.list.setCurrentIndex(self.model.index(max(row, 0), 0))
        self._look_soon()

    def choose(self, change: int) -> None:
        """Choose an action, reading back as far as it lies."""
        while (row := self.model.row_of(change)) < 0 and self.model.canFetchMore(QModelIndex()):
            self.model.fetchMore(QModelIndex())
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row, 0))
            self.list.scrollTo(self.model.index(row, 0), QListView.ScrollHint.PositionAtCenter)

    def chosen(self) -> Entry | None:
        """Return the action that is chosen."""
        entry = self.list.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Entry) else None

    def _forget(self) -> None:
        self._read_soon.stop()
        self._way_soon.stop()
        self.model.forget()
        self._way.clear()
        self._found = None
        self.button.setEnabled(False)

    # The way ---------------------------------------------------------------------------------------------------------

    def _look_soon(self) -> None:
        self._found = None
        self.button.setEnabled(False)
        self._way_soon.start()

    def _look(self) -> None:
        """Find the way to the chosen action beside the window: it may be long."""
        entry = self.chosen()
        if entry is None or not self._workspace.is_open:
            self._forget()
            return
        project, me = self._workspace.project, self._workspace.coder_id

        def find(_progress: object) -> Way:
            with project.read() as session:
                return history.way_to(session, entry.change, me, project.session)

        self._workspace.jobs.start(self._job, find, lambda way: self._show_way(entry, way), quiet=True)

    def _show_way(self, entry: Entry, way: Way) -> None:
        if entry != self.chosen() or self._way_soon.isActive():
            return
        self._found = way
        self.button.setText(_("Go forward to here") if way.redos else _("Go back to here"))
        self.button.setEnabled(bool(way.reachable and (way.undos or way.redos)))
        self._way.setText(_sentence(entry, way, self.model.present()))

    def go(self) -> None:
        """Go to the moment just after the chosen action; ask where others' work or an earlier sitting is touched."""
        entry = self.chosen()
        if entry is None:
            return
        work = self._workspace
        # A way of a hundred thousand steps takes a second to find: the one that is shown is not looked for again.
        way = self._found or work.read(history.way_to, entry.change, work.coder_id, work.project.session)
        words = _sentence(entry, way, self.model.present())
        if not way.reachable or not (way.undos or way.redos):
            self._way.setText(words)
            return
        if way.others or way.earlier:
            verb = self.button.text() if self.button.isEnabled() else _("Go there")
            if not confirm(self, _("Go to this moment?"), f"{words} {_('You can come back here afterwards.')}", verb):
                return
        work.go_to(way, entry.label)


def _sentence(entry: Entry, way: Way, present: int) -> str:
    """Say what lies between now and a moment, or why there is no way."""
    if not way.reachable and not entry.in_force:
        return _("This was undone before something else was done, so nothing leads there any more.")
    if not way.reachable:
        return _("Nothing leads behind a point at which the history was closed, as when names were taken out.")
    if way.redos:
        words = n_("Does {n} action again", "Does {n} actions again", way.redos)
    elif way.undos:
        words = n_("Takes {n} action back", "Takes {n} actions back", way.undos)
    else:
        return _("This is where you are.") if entry.change == present else _("Nothing lies between this and now.")
    crossed = [_("{n} by {person}").format(n=number, person=person) for person, number in way.others]
    if way.earlier:
        crossed.append(_("{n} from before this project was opened").format(n=way.earlier))
    return f"{words}: {', '.join(crossed)}." if crossed else f"{words}."
