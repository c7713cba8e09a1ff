"""The screens of care for participants: correcting a transcript, withdrawing, backups, what is told before leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit

from qda import eventlog
from qda.core import memos, participants
from qda.core.correcting import edit, replace
from qda.core.memos import Link
from qda.core.withdrawal import withdraw as withdraw_now
from qda.storage import backups, keyring, locking
from qda.ui.dialogs import typed_before
from qda.ui.dialogs.new_project import NewProjectDialog
from qda.ui.dialogs.passphrase import ask_to_open
from qda.ui.dialogs.replace_text import ReplaceDialog
from qda.ui.dialogs.withdraw import WithdrawDialog, look
from qda.ui.views.studying.backups import BackupsPage
from qda.ui.widgets.sections import SectionsView
from tests.screenshots.stage import Stage
from tests.screenshots.studies import EMPTY, LONG, SAMPLE


def correcting(stage: Stage) -> None:
    """Write in the transcript where codings are."""
    stage.window.go("code")
    place = stage.window.code
    mark = min(place.marks.values(), key=lambda one: one.start)
    place.view.select(mark.start + 2, mark.start + 9)
    place.view.setFocus()
    stage.settle()
    stage.perform("correct_transcript")
    stage.type("corrected words")
    other = max(place.marks.values(), key=lambda one: one.end)
    editor = place.correcting_room.page.editor
    span = editor.draft.now.place(other.start, other.end)
    assert span is not None
    editor.put(*span, "")
    editor.select(mark.start, mark.start)
    stage.settle()


def replacing(stage: Stage) -> None:
    """Find and replace in it."""
    correcting(stage)
    stage.perform("find_replace")
    stage.type("the")
    stage.settle()


def question(stage: Stage) -> None:
    """Ask before passages lose their words."""
    stage.window.perform("accept_correction")


def _lose(stage: Stage) -> str:
    """Take words away from under codings, and go back to coding."""
    stage.window.go("code")
    place = stage.window.code
    assert place.transcript is not None
    key, marks = place.transcript.id, sorted(place.marks.values(), key=lambda one: one.start)
    pieces = [(marks[0].start, marks[0].end, "")]
    stage.window.workspace.do("Correct transcript", edit.correct, key, pieces, stage.window.workspace.coder_id)
    stage.settle()
    return key


def unplaced(stage: Stage) -> None:
    """Show what has no words any more."""
    _lose(stage)
    stage.perform("unplaced_passages")
    stage.window.findChildren(type(stage.front()))[-1].activateWindow()
    stage.settle()


def versions(stage: Stage) -> None:
    """Compare the versions of a text."""
    stage.window.perform("text_versions")


def lost(stage: Stage) -> None:
    """Have a version of before."""
    _lose(stage)


def by_a_file(stage: Stage) -> None:
    """Show what a corrected file would change."""
    stage.window.go("code")
    place, work = stage.window.code, stage.window.workspace
    here = place.transcript
    assert here is not None
    text = here.text.replace("the", "that", 40)
    preview = work.read(replace.preview, here.id, text)
    name = "Interview 07, corrected by its speaker, second version.docx"
    dialog = ReplaceDialog(here.name, here.text, name, preview, place.whose.initials(), stage.window)
    dialog.exec()
    dialog.deleteLater()


def people(stage: Stage) -> None:
    """Choose a participant."""
    stage.window.go("sources")
    stage.perform("show_people")
    stage.settle()


def withdraw(stage: Stage) -> None:
    """Ask whether the chosen one is taken out."""
    page = stage.window.sources.people
    (who,) = page.chosen_people()
    project = stage.window.workspace.project
    with project.change("Write memo") as session:
        memos.add_memo(
            session, "", "The hall in Vennick, after the recorder was off.", links=(Link(participant_id=who),)
        )
        (name,) = (one.name for one in participants.participants(session) if one.id == who)
        participants.edit_participant(session, who, name=f"{name} Oostendorp")
        participants.add_participant(session, "Klaas-Jan Oostendorp")
    dialog = WithdrawDialog(look(project, who), page)
    dialog.kinds.setCurrentRow(3)
    dialog.exec()
    dialog.deleteLater()


def withdrawn(stage: Stage) -> None:
    """Take the chosen one out, and read the certificate."""
    page, work = stage.window.sources.people, stage.window.workspace
    (who,) = page.chosen_people()
    withdraw_now(work.project, who, work.coder_id)
    work.announce()
    page.withdraw_work.show_withdrawals()


def escape(stage: Stage) -> None:
    """Discard."""
    stage.press(Qt.Key.Key_Escape)


def page_of(place: str, name: str) -> Callable[[Stage], None]:
    """Return the step that shows a page of a place."""

    def show(stage: Stage) -> None:
        stage.window.go(place)
        cast(SectionsView, stage.window.places.get(place)).choose(name)
        stage.settle()

    return show


def backed_up(stage: Stage) -> None:
    """Have backups for several reasons, and something done since."""
    path = stage.window.workspace.project.path
    for why in ("opened", "merged", "pseudonymised"):
        backups.make(path, why)
    _lose(stage)


def restoring(stage: Stage) -> None:
    """Ask before an older state comes back."""
    cast(BackupsPage, cast(SectionsView, stage.window.places.get("study")).page()).restore.click()


def faults(stage: Stage) -> None:
    """Have a fault of the program in its log, and look at that."""
    try:
        raise ValueError(0)
    except ValueError as error:
        eventlog.note_error(error)
    stage.window.perform("show_log")


def years(stage: Stage) -> None:
    """Know a number of everybody, by which they can be picked out."""
    work = stage.window.workspace
    years = work.do("Add attribute", participants.add_attribute, "Years in the service", "number").value
    for number, one in enumerate(work.read(participants.participants)):
        work.do("Set values", participants.set_values, one.id, years, [str(number)])
    stage.settle()


def product_findings(stage: Stage) -> None:
    """Look at a product in which people can be picked out."""
    page_of("report", "products")(stage)
    stage.window.report.products.show_product("participants")
    stage.settle()


_FIRST, _NOW = "gravel otter lantern", "mustard symphony quilt"


def locked(stage: Stage) -> None:
    """Have a project with a passphrase."""
    path = stage.window.workspace.project.path
    stage.window.close_project()
    locking.lock(path, _NOW)
    stage.window.workspace.open(path)
    stage.settle()


def locked_before(stage: Stage) -> None:
    """Have one with a backup that still has the passphrase of before."""
    path = stage.window.workspace.project.path
    stage.window.close_project()
    locking.lock(path, _FIRST)
    made = backups.make(path, "asked")
    assert made is not None
    elsewhere = made.path.rename(path.with_name("elsewhere"))
    locking.change_passphrase(path, _NOW)
    elsewhere.rename(made.path)
    keyring.forget_all()
    keyring.give(path, _NOW)
    stage.window.workspace.open(path)
    stage.settle()


def wrong_passphrase(stage: Stage) -> None:
    """Lock it now, and type something else than its passphrase."""
    stage.perform("lock_now")
    stage.type("mustard")
    stage.press(Qt.Key.Key_Return)


def perform(name: str) -> Callable[[Stage], None]:
    """Return the step that does an action."""
    return lambda stage: stage.window.perform(name)


def typed(*words: str) -> Callable[[Stage], None]:
    """Return the step that types into one field after the other."""

    def step(stage: Stage) -> None:
        for number, one in enumerate(words):
            if number:
                stage.press(Qt.Key.Key_Tab)
            stage.type(one)

    return step


def opening_locked(stage: Stage) -> None:
    """Ask once more for the passphrase of a project, since the one before was wrong."""
    path = stage.window.workspace.project.path.with_name("Interviews of the second year, locked.loom")
    wrong = "This passphrase does not open {name}. Look at capitals and keyboard layout, and type it again."
    ask_to_open(stage.window, path.name, wrong.format(name=path.name))


def typed_before_locking(stage: Stage) -> None:
    """Open it again after a dialog with words in it was closed by the lock."""
    dialog = QDialog(stage.window)
    dialog.setWindowTitle("New code")
    field = QLineEdit(dialog)
    field.setAccessibleName("Name")
    field.setText("Somebody who asks twice, and then waits")
    field.setModified(True)
    typed_before.keep(stage.window.workspace, dialog)
    dialog.deleteLater()
    typed_before.show(stage.window.workspace, stage.window)


def new_locked(stage: Stage) -> None:
    """Tick that the new project is to be locked."""
    dialog = cast(NewProjectDialog, stage.front())
    dialog.locked.click()
    dialog.secret.first.setFocus()
    typed("study", "stud")(stage)


ROWS: tuple[tuple[Any, ...], ...] = (
    ("correcting", SAMPLE, [correcting]),
    ("correcting-long", LONG, [correcting]),
    ("correcting-replace", SAMPLE, [replacing]),
    ("correcting-empties", SAMPLE, [correcting], question),
    ("correcting-discard", SAMPLE, [correcting], escape),
    ("correcting-unplaced", SAMPLE, [unplaced]),
    ("correcting-versions", SAMPLE, [lost], versions),
    ("correcting-file", SAMPLE, [], by_a_file),
    ("people-to-withdraw", SAMPLE, [people]),
    ("withdraw", SAMPLE, [people], withdraw),
    ("withdrawals", SAMPLE, [people], withdrawn),
    ("backups", SAMPLE, [backed_up, page_of("study", "backups")]),
    ("backups-none", EMPTY, [page_of("study", "backups")]),
    ("backups-restore", SAMPLE, [backed_up, page_of("study", "backups")], restoring),
    ("backups-locked", EMPTY, [locked_before, page_of("study", "backups")]),
    ("locked-page", EMPTY, [locked, wrong_passphrase]),
    ("locked-lock", EMPTY, [], perform("lock_project"), [typed("study", "stud")]),
    ("locked-change", EMPTY, [locked], perform("change_passphrase"), [typed(_FIRST, _FIRST)]),
    ("locked-remove", EMPTY, [locked], perform("remove_passphrase")),
    ("locked-open", EMPTY, [], opening_locked),
    ("locked-after", EMPTY, [], perform("lock_after")),
    ("locked-typed", EMPTY, [locked], typed_before_locking),
    ("locked-new", "", [], perform("new_project"), [typed("Empty study"), new_locked]),
    ("log", SAMPLE, [], faults),
    ("leaving", SAMPLE, [years, page_of("report", "leaving")]),
    ("leaving-nothing", EMPTY, [page_of("report", "leaving")]),
    ("leaving-findings", SAMPLE, [years, product_findings]),
)
"""These screens: what a Screen is made of, in its order."""
