"""The sheet of keys, on which they can be changed, and what this program is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda import __version__
from qda.i18n import _
from qda.settings import Settings
from qda.ui import keys
from qda.ui.actions import NAMED, PARTS, PLACES, Row, plain
from qda.ui.dialogs.question import confirm
from qda.ui.widgets.key_field import KeyField
from qda.ui.widgets.labels import muted

_ACTION = Qt.ItemDataRole.UserRole
_FIXED = (
    ("code", "transcript", _("Previous or next line"), "Up / Down"),
    ("code", "transcript", _("Select line by line"), "Shift+Up / Shift+Down"),
    ("code", "transcript", _("Look for a code: just type"), "a … z"),
    ("", "", _("Go one step back"), "Esc"),
    ("", "", _("Go to the next control, or the one before"), "Tab / Shift+Tab"),
)


class KeysDialog(QDialog):
    """All keys by the place where they work, filtered by typing; Enter on a row takes another key for it.

    What is changed is kept in `settings`, and `wear` is called to let it be so at once.
    """

    def __init__(self, settings: Settings, wear: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._wear = settings, wear
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.setWindowTitle(_("Keys"))
        letters = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize()
        self.resize(min(letters * 90, room.width() - 64), min(max(640, letters * 80), room.height() - 64))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Find an action or a key"))
        self.field.setAccessibleName(_("Find an action or a key"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        self.tree = self._make_tree()
        self.key_field = KeyField(self)
        self.key_field.taken.connect(self._take)
        self.key_field.left.connect(self.tree.setFocus)
        self._what = muted("", self)
        self._none = QPushButton(_("No key"), self)
        self._none.clicked.connect(lambda: self._take(""))
        self._reset = QPushButton(_("As at first"), self)
        self._reset.clicked.connect(self._reset_one)
        self._reset_all = QPushButton(_("All as at first"), self)
        self._reset_all.clicked.connect(self._ask_reset_all)
        for button in (self._none, self._reset, self._reset_all):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.key_field, 1)
        for button in (self._none, self._reset, self._reset_all):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (self.field, self.tree, self._what):
            column.addWidget(part)
        column.addLayout(row)
        self._fill()
        self._show_choice()
        self.field.setFocus()

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setHeaderLabels([_("What"), _("Key"), _("At first")])
        tree.setAccessibleName(_("Keys"))
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setIndentation(12)
        tree.setUniformRowHeights(True)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.currentItemChanged.connect(lambda *_items: self._show_choice())
        tree.itemActivated.connect(lambda *_item: self.key_field.setFocus())
        return tree

    # The sheet -------------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Write the sheet anew, with the same row chosen."""
        chosen = self._chosen()
        self.tree.clear()
        self._groups = []
        for title, rows in _groups():
            group = QTreeWidgetItem(self.tree, [title])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            group.setFirstColumnSpanned(True)
            items = []
            for words, key, name in rows:
                item = QTreeWidgetItem(group, [words, key])
                item.setData(0, _ACTION, name)
                if name and keys.key_of(name) != NAMED[name].key:
                    item.setText(2, keys.native(NAMED[name].key) or _("none"))
                if chosen is not None and name == chosen.name:
                    self.tree.setCurrentItem(item)
                items.append(item)
            self._groups.append((group, items))
        self.tree.expandAll()
        self._look(self.field.text())

    def _look(self, typed: str) -> None:
        words, found = typed.casefold().split(), False
        for group, items in self._groups:
            for item in items:
                told = f"{item.text(0)} {item.text(1)} {group.text(0)}".casefold()
                item.setHidden(not all(word in told for word in words))
            group.setHidden(all(item.isHidden() for item in items))
            found = found or not group.isHidden()
        self._show_choice("" if found else _("No action has these words or this key."))

    def _chosen(self) -> Row | None:
        item = self.tree.currentItem()
        return NAMED.get(item.data(0, _ACTION) or "") if item is not None else None

    def _show_choice(self, why: str = "") -> None:
        """Say which action the field below is for, or `why` a key was not taken."""
        row = self._chosen()
        for part in (self.key_field, self._none, self._reset):
            part.setEnabled(row is not None)
        self._reset_all.setEnabled(bool(self._settings.keys))
        if row is not None:
            self._none.setEnabled(bool(keys.key_of(row.name)))
            self._reset.setEnabled(keys.key_of(row.name) != row.key)
        fixed = self.tree.currentItem() is not None and row is None
        nothing = _("This key can't be changed.") if fixed else _("Choose an action to give it another key.")
        asked = _("Another key for “{action}”: press Enter, then the key.")
        words = asked.format(action=plain(row.text)) if row else nothing
        self._what.setText(why or words)
        self._what.setProperty("danger", bool(why))
        self._what.style().unpolish(self._what)
        self._what.style().polish(self._what)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key()
        if watched is self.field and pressed in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_to_first()
            return True
        return super().eventFilter(watched, event)

    def _go_to_first(self) -> None:
        shown = (item for _group, items in self._groups for item in items if not item.isHidden())
        first = next((item for item in shown if item.data(0, _ACTION)), None)
        if first is not None:
            self.tree.setFocus()
            self.tree.setCurrentItem(first)

    # Changing --------------------------------------------------------------------------------------------------------

    def _take(self, key: str) -> None:
        """Let the chosen action have `key`; where another has it, ask whether they are to change places."""
        row = self._chosen()
        if row is None or key == keys.key_of(row.name):
            return
        why = keys.refusal(row, key)
        if why:
            self._show_choice(why)
            return
        other = keys.clash(row, key)
        given = {row.name: key}
        if other is not None:
            theirs = keys.key_of(row.name)
            given[other.name] = "" if keys.refusal(other, theirs) else theirs
            if not self._ask_swap(row, key, other, given[other.name]):
                self._show_choice(
                    _("{key} stays with “{other}”.").format(key=keys.native(key), other=plain(other.text))
                )
                return
        self._keep({**self._settings.keys, **given})
        self.tree.setFocus()

    def _ask_swap(self, row: Row, key: str, other: Row, theirs: str) -> bool:
        told = {"key": keys.native(key), "other": plain(other.text), "action": plain(row.text)}
        words = _("{key} belongs to “{other}”. Give it to “{action}”?").format(**told) + " "
        if theirs:
            words += _("“{other}” gets {key} instead.").format(other=told["other"], key=keys.native(theirs))
        else:
            words += _("“{other}” has no key then.").format(other=told["other"])
        return confirm(self, _("This key is taken"), words, _("Change both") if theirs else _("Give the key"))

    def _reset_one(self) -> None:
        row = self._chosen()
        if row is not None:
            self._take(row.key)

    def _ask_reset_all(self) -> None:
        if confirm(
            self, _("All keys as at first?"), _("Every key you changed goes back to what it was."), _("Reset all keys")
        ):
            self._keep({})

    def _keep(self, changed: dict[str, str]) -> None:
        self._settings.keys = {
            name: key for name, key in changed.items() if name not in NAMED or key != NAMED[name].key
        }
        self._settings.save()
        self._wear()
        self._fill()
        self._show_choice()


def _groups() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return the groups of the sheet: a title, and rows of words, key and the action's name ("" where it is fixed)."""
    groups: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for row in sorted(NAMED.values(), key=lambda row: (row.needs in PLACES, bool(row.on))):
        where = (row.needs if row.needs in PLACES else "", row.on)
        groups.setdefault(where, []).append((plain(row.text), keys.native(keys.key_of(row.name)), row.name))
    for place, part, words, key in _FIXED:
        groups.setdefault((place, part), []).append((words, key, ""))
    return [(_title(*where), rows) for where, rows in groups.items()]


def _title(place: str, part: str) -> str:
    title = PLACES.get(place, _("Everywhere"))
    return f"{title}, {PARTS[part]}" if part else title


def show_about(parent: QWidget) -> None:
    """Say what this program is, which version, and that nothing leaves the computer."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("About Themeloom"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(
        _(
            "Themeloom {version}\n\nQualitative thematic analysis on your own computer. Nothing is sent anywhere."
        ).format(version=__version__)
    )
    box.setInformativeText(_("Free software under the MIT licence."))
    box.exec()
