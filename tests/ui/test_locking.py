"""Locked projects in the window: made, opened, locked now and by themselves, given passphrases, by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from qda.core import codebook, documents
from qda.core.approaches import begin
from qda.core.importers import Imported
from qda.storage import engine, keyring, texts
from qda.ui.dialogs.new_project import NewProjectDialog
from qda.ui.main_window import MainWindow
from qda.ui.widgets.passphrase_fields import PassphraseFields
from tests.ui.conftest import answer, drop_on, idle, in_front, keys, press, type_into, wait_until

WORDS = "gravel otter lantern"
SECRET = "Zebediah whispered"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))
    yield
    for path in list(keyring._keys):
        keyring.forget(path)


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A locked project with a transcript, whose key nobody knows any more."""
    path = tmp_path / "Held.loom"
    with begin(path, title="Held", coder="Ann Noor", passphrase=WORDS) as project, project.change("Add") as session:
        documents.add_source(session, Imported("Interview 1", f"{SECRET}: I never told anybody.\n"))
        codebook.add_code(session, "Zebediah code")
    keyring.forget_all()
    texts.forget()
    return path


def say(words: str) -> Callable[[QWidget], None]:
    """Return what types a passphrase where the keyboard is, and Return."""

    def act(dialog: QWidget) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit) and field.echoMode() == QLineEdit.EchoMode.Password
        keys(words, Qt.Key.Key_Return)

    return act


def escape(dialog: QWidget) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def labels(dialog: QWidget) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def open_locked(window: MainWindow, path: Path) -> None:
    asked = answer(say(WORDS))
    assert window.workspace.open(path) and asked
    idle(window)
    in_front(window)


def shown(window: MainWindow) -> str:
    """Everything that the window holds as words, seen or not."""
    found = [text.toPlainText() for text in window.findChildren(QPlainTextEdit) + window.findChildren(QTextEdit)]
    found += [label.text() + label.toolTip() for label in window.findChildren(QLabel)]
    found += [field.text() for field in window.findChildren(QLineEdit)]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if isinstance(model, QAbstractItemModel):
            found.extend(_of(model, QModelIndex()))
    return " ".join(found)


def _of(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield str(index.data() or "")
            if column == 0:
                yield from _of(model, index)


# Opening -------------------------------------------------------------------------------------------------------------


def test_a_wrong_passphrase_says_so_and_asks_again(window: MainWindow, locked: Path) -> None:
    said: list[str] = []

    def second(dialog: QWidget) -> None:
        said.append(labels(dialog))
        say(WORDS)(dialog)

    answer(say("something else"))
    answer(second)
    window.workspace.settings.recent = [str(locked)]
    window.welcome.refresh()
    recent = next(one for one in window.welcome.findChildren(QPushButton) if one.text().startswith("Held"))
    QTest.mouseClick(recent, Qt.MouseButton.LeftButton)
    assert window.workspace.is_open and window.locking.is_locked
    assert "does not open Held.loom" in said[0]
    idle(window)
    assert SECRET in window.code.view.toPlainText()
    assert "locked with a passphrase" in labels(window.statusBar())


def test_going_back_from_the_question_leaves_the_present_project(project_window: MainWindow, locked: Path) -> None:
    before = project_window.workspace.project
    asked = answer(escape)
    assert not project_window.workspace.open(locked) and asked
    assert project_window.workspace.project is before
    assert "locked with" not in labels(project_window.statusBar())


def test_a_dropped_project_asks_too(window: MainWindow, locked: Path) -> None:
    asked = answer(say(WORDS))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(locked))])
    drop_on(window, QPointF(300, 300), data)
    assert asked and window.workspace.is_open


def test_opening_another_project_forgets_the_key_of_the_one_before(
    window: MainWindow, locked: Path, tmp_path: Path
) -> None:
    open_locked(window, locked)
    with begin(tmp_path / "Other.loom", title="Other", coder="Ann Noor"):
        pass
    assert keyring.is_known(locked) and texts._cache
    assert window.workspace.open(tmp_path / "Other.loom")
    assert not keyring.is_known(locked) and not window.locking.is_locked
    assert "locked with" not in labels(window.statusBar())
    idle(window)
    assert "Zebediah" not in " ".join(texts._cache.values())
    open_locked(window, locked)
    assert SECRET in window.code.view.toPlainText()


def test_a_locked_copy_is_asked_for_before_it_is_looked_at(
    project_window: MainWindow, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(locked), ""))
    asked = answer(escape)
    project_window.perform("bring_copy_back")
    idle(project_window)
    assert asked and not keyring.is_known(locked)
    asked = answer(say(WORDS))
    project_window.perform("bring_copy_back")
    idle(project_window)
    assert asked and keyring.is_known(locked)


def test_a_new_project_is_locked_from_the_start(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "New.loom"

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, NewProjectDialog)
        type_into(dialog.title, "New")
        type_into(dialog.person, "Ann Noor")
        type_into(dialog.file, str(path))
        QTest.mouseClick(dialog.locked, Qt.MouseButton.LeftButton, pos=dialog.locked.rect().center() * 0.1)
        if not dialog.locked.isChecked():
            dialog.locked.setFocus()
            keys(Qt.Key.Key_Space)
        assert dialog.findChild(QCheckBox) is dialog.locked
        assert "not even we" in labels(dialog) and not dialog._make.isEnabled()
        type_into(dialog.secret.first, WORDS)
        assert not dialog._make.isEnabled()
        type_into(dialog.secret.again, WORDS)
        keys(Qt.Key.Key_Return)

    answer(fill)
    window.perform("new_project")
    assert window.workspace.is_open and window.locking.is_locked
    window.close_project()
    assert keyring.is_locked(path) and not keyring.is_known(path), "closing forgets the key"


# Locking now and by itself -------------------------------------------------------------------------------------------


def test_lock_now_keeps_nothing_in_the_window_and_its_page_opens_again(window: MainWindow, locked: Path) -> None:
    open_locked(window, locked)
    for place in ("sources", "memos", "study", "code"):
        window.go(place)
        idle(window)
    assert SECRET in shown(window) and "Zebediah code" in shown(window)
    window.code.view.setFocus()
    QTest.keyClick(window.code.view, Qt.Key.Key_W, CONTROL | ALT)
    assert not window.workspace.is_open and not keyring.is_known(locked)
    assert not texts._cache and not engine._put_into_words
    QApplication.processEvents()
    assert "Zebediah" not in shown(window)
    page = window.locking.page
    assert page is not None and window.stack.currentWidget() is page and page.title.text() == "Held"
    wait_until(page.field.hasFocus, "the field for the passphrase")
    keys("wrong", Qt.Key.Key_Return)
    assert "does not open" in page.problem.text() and not window.workspace.is_open
    keys(WORDS, Qt.Key.Key_Return)
    idle(window)
    assert window.workspace.is_open and SECRET in window.code.view.toPlainText()
    # The keys of the Code place work as before.
    window.go("sources")
    window.go("code")
    assert window.action("lock_now").isEnabled()


def test_words_that_were_being_typed_are_there_again(window: MainWindow, locked: Path) -> None:
    open_locked(window, locked)
    window.perform("new_memo")
    idle(window)
    body = window.memos.sheet.fields.body
    body.setFocus()
    keys("half a thought")
    window.perform("lock_now")
    assert not window.workspace.is_open
    page = window.locking.page
    assert page is not None
    page.field.setFocus()
    keys(WORDS, Qt.Key.Key_Return)
    window.go("memos")
    idle(window)
    assert "half a thought" in shown(window)


def test_other_projects_are_reached_from_the_locked_page(window: MainWindow, locked: Path) -> None:
    open_locked(window, locked)
    window.perform("lock_now")
    page = window.locking.page
    assert page is not None
    QTest.mouseClick(page.others, Qt.MouseButton.LeftButton)
    assert window.stack.currentWidget() is window.welcome


def test_an_idle_project_locks_itself_also_behind_a_dialog(
    window: MainWindow, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_locked(window, locked)
    now = window.locking._seen
    monkeypatch.setattr("qda.ui.lock_work.time.time", lambda: now + 14 * 60)
    window.locking.look_at_clock()
    assert window.workspace.is_open, "a minute is left"
    QTest.keyClick(window, Qt.Key.Key_Shift)
    monkeypatch.setattr("qda.ui.lock_work.time.time", lambda: now + 16 * 60)
    window.locking.look_at_clock()
    assert window.workspace.is_open, "a key was pressed two minutes ago"
    monkeypatch.setattr("qda.ui.lock_work.time.time", lambda: now + 60 * 60)
    asked = answer(lambda _dialog: window.locking.look_at_clock())
    window.perform("show_keys")
    wait_until(lambda: not window.workspace.is_open, "the lock")
    assert asked and window.locking.page is not None
    assert "15 minutes" in window.locking.page.words.text()


def _lock_behind(window: MainWindow, action: str, monkeypatch: pytest.MonkeyPatch, *typed: object) -> None:
    """Type in the dialog of an action, and let the idle time be over while it is open."""
    now = window.locking._seen

    def type_and_leave(dialog: QWidget) -> None:
        keys(*typed)
        with monkeypatch.context() as later:
            later.setattr("qda.ui.lock_work.time.time", lambda: now + 60 * 60)
            window.locking.look_at_clock()

    asked = answer(type_and_leave)
    window.perform(action)
    assert asked
    with monkeypatch.context() as later:
        later.setattr("qda.ui.lock_work.time.time", lambda: now + 60 * 60)
        wait_until(lambda: not window.workspace.is_open, "the lock")


def _unlock(window: MainWindow) -> None:
    page = window.locking.page
    assert page is not None
    in_front(window)
    page.field.setFocus()
    keys(WORDS, Qt.Key.Key_Return)
    assert window.workspace.is_open


def test_what_was_typed_in_a_dialog_is_kept_until_it_is_copied(
    window: MainWindow, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_locked(window, locked)
    _lock_behind(window, "new_code", monkeypatch, "Zebediah alone")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert "Zebediah" not in shown(window) and b"Zebediah" not in locked.read_bytes()
    found: list[str] = []

    def see(then: str) -> Callable[[QWidget], None]:
        def act(dialog: QWidget) -> None:
            (words,) = dialog.findChildren(QPlainTextEdit)
            assert words.hasFocus()
            found.append(words.toPlainText())
            press(then)(dialog)

        return act

    for then in ("Later", "Copy and close"):
        asked = answer(see(then))
        if not window.workspace.is_open:
            _unlock(window)
        else:
            window.perform("lock_now")
            _unlock(window)
        wait_until(lambda asked=asked: asked, "what was typed")
        idle(window)
    assert found[0] == found[1] and "Zebediah alone" in found[0] and "New code" in found[0]
    assert QApplication.clipboard().text() == found[0]
    window.perform("lock_now")
    _unlock(window)
    idle(window)
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None, "it was copied"


def test_no_passphrase_is_kept_of_a_dialog(window: MainWindow, locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_locked(window, locked)
    _lock_behind(window, "change_passphrase", monkeypatch, "mustard symphony", Qt.Key.Key_Tab, "mustard")
    _unlock(window)
    idle(window)
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None


def test_the_minutes_are_set_and_0_is_never(window: MainWindow, locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(dialog: QWidget) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QSpinBox) and field.value() == 15
        keys("0", Qt.Key.Key_Return)

    asked = answer(never)
    window.perform("lock_after")
    assert asked and window.workspace.settings.lock_minutes == 0
    open_locked(window, locked)
    now = window.locking._seen
    monkeypatch.setattr("qda.ui.lock_work.time.time", lambda: now + 1e6)
    window.locking.look_at_clock()
    assert window.workspace.is_open


def test_a_plain_project_is_not_locked_by_itself(project_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not project_window.locking._look.isActive()
    assert not project_window.action("lock_now").isEnabled()
    assert project_window.menus.why_not("lock_now") == "the project has no passphrase"
    assert project_window.action("lock_project").isEnabled()


# Passphrases given, changed and removed ------------------------------------------------------------------------------


def twice(words: str, again: str | None = None) -> Callable[[QWidget], None]:
    def act(dialog: QWidget) -> None:
        fields = dialog.findChild(PassphraseFields)
        assert isinstance(fields, PassphraseFields) and fields.first.hasFocus()
        keys(words, Qt.Key.Key_Tab, words if again is None else again, Qt.Key.Key_Return)
        if again is not None:
            wait_until(lambda: "not the same" in fields.hint.text(), "the difference to be told")
            escape(dialog)

    return act


def test_a_passphrase_is_given_changed_and_removed(project_window: MainWindow) -> None:
    window, path = project_window, project_window.workspace.project.path
    assert window.workspace.do("Add code", codebook.add_code, "Zebediah")
    answer(twice(WORDS, "another"))
    window.perform("lock_project")
    assert not window.locking.is_locked, "the two were not the same"
    answer(twice(WORDS))
    window.perform("lock_project")
    assert window.locking.page is not None and not window.locking.page.field.isVisible()
    assert not window.workspace.open(path), "it is being written"
    wait_until(lambda: window.workspace.is_open, "the project to be back")
    assert window.locking.is_locked
    assert "locked; its passphrase opens it" in window.notice.words()
    answer(twice("mustard symphony quilt"))
    window.perform("change_passphrase")
    wait_until(lambda: window.workspace.is_open, "the project to be back")
    window.perform("lock_now")
    page = window.locking.page
    assert page is not None and b"Zebediah" not in path.read_bytes()
    in_front(window)
    keys(WORDS, Qt.Key.Key_Return)
    assert not window.workspace.is_open and "does not open" in page.problem.text()
    keys("mustard symphony quilt", Qt.Key.Key_Return)
    assert window.workspace.is_open
    answer(press("Remove the passphrase"))
    window.perform("remove_passphrase")
    wait_until(lambda: window.workspace.is_open, "the project to be back")
    assert not window.locking.is_locked and not keyring.is_locked(path)
    assert [row.name for row in window.workspace.read(codebook.codes)] == ["Zebediah"]


def test_the_hint_follows_what_is_typed(project_window: MainWindow) -> None:
    said: list[str] = []

    def act(dialog: QWidget) -> None:
        fields = dialog.findChild(PassphraseFields)
        assert isinstance(fields, PassphraseFields)
        for words in ("study", "gravel otter lantern symphony mustard quilt"):
            type_into(fields.first, words)
            before = fields.hint.text()
            wait_until(lambda before=before: fields.hint.text() != before, "the hint")
            said.append(fields.hint.text())
        escape(dialog)

    answer(act)
    project_window.perform("lock_project")
    assert said[0].startswith("Very weak: words of the project itself") and "trong." in said[1]
