"""The page of copies: hand one out, bring it back, see what it brings, merge it, and read what each one brought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from qda.core.merging import HeldBack, Plan, Report, merge, preview, reports, withdraw_too
from qda.core.merging.copies import Look, copies, look_at
from qda.core.merging.held import place_of
from qda.core.merging.joining import join, preview_join, propose
from qda.core.merging.kinds import in_order, kind_words
from qda.core.merging.matching import known_things
from qda.core.pseudonyms.keyfile import Key
from qda.errors import CancelledError, KeyNeededError, QdaError, WithdrawnThereError
from qda.i18n import _
from qda.ui import keys as shortcuts
from qda.ui.dialogs.ask_key import ask_key
from qda.ui.dialogs.question import confirm
from qda.ui.views.comparing.copy_preview import CopyPreview
from qda.ui.views.comparing.copy_reports import CopyReports
from qda.ui.views.comparing.same_things import SameThings
from qda.ui.views.comparing.ways_of_copies import WaysOfCopies
from qda.ui.widgets.labels import Shortened, Wrapped, as_heading
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow

_TOUCHING = frozenset(("copy", "coder", "merge_report"))
_TELLING = ("coding", "code", "theme", "memo", "source", "participant")
_UNSEEN = frozenset(("coding", "memo"))
_NO_WAY_BACK = _("This can't be undone, and backups from before are deleted.")
_LOOKING = _("Looking at the copy")


class CopiesPage(QWidget):
    """What was handed out and brought back; in front of it, the copy that is being brought back."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setAcceptDrops(True)
        self._path = Path()
        self._look: Look | None = None
        self._merging = False
        self.title = as_heading(Shortened(self), 1.3)
        self.hand_out, self.bring_back = QPushButton(self), QPushButton(self)
        for button, words, name in (
            (self.hand_out, _("Copy for a colleague…"), "copy_for_colleague"),
            (self.bring_back, _("Bring a copy back…"), "bring_copy_back"),
        ):
            button.setText(words)
            shortcuts.tip(button, words.rstrip("…"), name)
            button.clicked.connect(lambda _on=False, name=name: self._window().perform(name))
        self.hand_out.setProperty("primary", True)
        self.problem = Wrapped(parent=self)
        self.problem.setProperty("muted", False)
        self.problem.setProperty("danger", True)
        self.problem.setAccessibleName(_("What went wrong"))
        self.ways = WaysOfCopies(self)
        self.list = CopyReports(self)
        self.list.goAsked.connect(self._go_to)
        self.same = SameThings(self)
        self.same.confirmed.connect(lambda: self._look_at(joined=True))
        self.preview = CopyPreview(self)
        self.preview.goAsked.connect(self._go_to)
        self.preview.mergeAsked.connect(self._merge)
        self.preview.againAsked.connect(self.look_again)
        for left in (self.same.left, self.preview.left):
            left.connect(self.leave)
        self.stack = QStackedWidget(self)
        for part in (self.ways, self.list, self.same, self.preview):
            self.stack.addWidget(part)
        head = title_bar(self.title, self.bring_back, self.hand_out)
        lay_out(self, (head, self.problem, self.stack), 12)

    def _window(self) -> MainWindow:
        return cast("MainWindow", self.window())

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        front = self.stack.currentWidget()
        if front is self.preview:
            self.preview.take_keyboard()
        elif front is self.same:
            self.same.table.setFocus()
        else:
            self.hand_out.setFocus(Qt.FocusReason.OtherFocusReason)

    # A place's page --------------------------------------------------------------------------------------------------

    def opened(self) -> None:
        """Show the project that was opened."""
        self._merging = False
        self.leave()

    def closing(self) -> None:
        """Leave the copy that is being looked at; nothing of it was written."""
        self.workspace.jobs.drop(_LOOKING)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched; a copy that is being looked at must then be looked at again."""
        if self.stack.currentWidget() is self.preview:
            if not self._merging and kinds - {"copy"}:
                self.preview.outdated()
        elif self.stack.currentWidget() is not self.same and kinds & _TOUCHING:
            self._show_list()

    def _show_list(self) -> None:
        made, back = self.workspace.read(copies), self.workspace.read(reports)
        self.list.show_all(made, back)
        self.title.say(_("Copies"))
        for button in (self.hand_out, self.bring_back):
            button.show()
        self.bring_back.setEnabled(not self.workspace.project.read_only)
        self.stack.setCurrentWidget(self.list if made or back else self.ways)

    def leave(self) -> None:
        """Go back to the list; of the copy that was looked at, nothing was written."""
        self.workspace.jobs.drop(_LOOKING)
        self._say("")
        self._show_list()
        if self.isVisible():
            self.focusInEvent(QFocusEvent(QFocusEvent.Type.FocusIn))

    def refuse(self, words: str) -> None:
        """Say in place why a copy can't be brought back."""
        self.leave()
        self._say(words)

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    # Bringing one back -----------------------------------------------------------------------------------------------

    def bring(self, path: Path) -> None:
        """Look at a copy beside the window, and show what it would bring."""
        if self.workspace.project.read_only:
            self.refuse(_("This project can only be read here, so that no copy can be merged into it."))
            return
        if not self.workspace.unlocked(path):
            return
        self._path, self.preview.plan = path, None
        self._look_at()

    def look_again(self) -> None:
        """Look at the same copy once more, since the project was changed."""
        self._look_at(joined=self._look is not None and not self._look.same)

    def _look_at(self, *, joined: bool = False, keys: Sequence[Key] = ()) -> None:
        """Look at the copy; `joined`, at another project whose things that are the same were confirmed.

        One from before names were replaced needs the `keys` of then.
        """
        project, path, pairs = self.workspace.project, self._path, self.same.pairs() if joined else []

        def look(progress: Callable[[int, int], bool]) -> tuple[Look, Any]:
            seen = look_at(project, path)
            if seen.same:
                return seen, preview(project, path, progress, keys=keys)
            if joined:
                return seen, preview_join(project, path, pairs, progress)
            with project.read() as session:
                return seen, (propose(project, path), known_things(session))

        self._say("")
        self.title.say(_("Looking at {name}…").format(name=path.name))

        def not_looked(error: BaseException) -> None:
            known = ask_key(self, error.sentence) if isinstance(error, KeyNeededError) else None
            if known is not None:
                self._look_at(joined=joined, keys=(*keys, known))
            elif isinstance(error, WithdrawnThereError) and confirm(
                self, _("Withdraw here too?"), f"{error.sentence} {_NO_WAY_BACK}", _("Withdraw here too")
            ):
                self._withdraw_too(path, lambda: self._look_at(joined=joined, keys=keys))
            else:
                self._not_looked(error)

        self.workspace.jobs.start(_LOOKING, look, self._looked, failed=not_looked)

    def _withdraw_too(self, path: Path, then: Callable[[], None]) -> None:
        def done(_counts: object) -> None:
            self.workspace.announce()
            then()

        title = _("Withdrawing")
        self.workspace.work_beside(
            title, lambda project, progress: withdraw_too(project, path, progress), done, self._not_looked
        )

    def _looked(self, found: tuple[Look, Any]) -> None:
        self._look, plan = found
        for button in (self.hand_out, self.bring_back):
            button.hide()
        if isinstance(plan, Plan):
            self.title.say(_("What “{name}” brings").format(name=plan.copy))
            self.preview.show_plan(self._unseen(plan), self._look)
            self.stack.setCurrentWidget(self.preview)
            self.preview.take_keyboard()
            return
        matches, here = plan
        self.title.say(_("What is the same in “{name}”?").format(name=self._look.name))
        self.same.show_matches(matches, here)
        self.stack.setCurrentWidget(self.same)
        self.same.table.setFocus()

    def _unseen(self, plan: Plan) -> Plan:
        """Leave out which codes others used, where somebody is still to code independently of them."""
        if not self.workspace.hidden_sources:
            return plan
        return replace(plan, names={kind: names for kind, names in plan.names.items() if kind not in _UNSEEN})

    def _not_looked(self, error: BaseException) -> None:
        if not isinstance(error, QdaError):
            raise error
        self.refuse("" if isinstance(error, CancelledError) else error.sentence)

    def _merge(self) -> None:
        plan, look = self.preview.plan, self._look
        if plan is None or look is None:
            return
        choices = dict(self.preview.conflicts.choices)
        act = merge if look.same else join
        title = _("Merging the copy")
        self._merging = self.workspace.work_beside(
            title, lambda project, progress: act(project, plan, choices, progress), self._merged, self._not_merged
        )
        if self._merging:
            self.preview.busy(True)

    def _merged(self, report: Report) -> None:
        self.workspace.announce()
        self._merging = False
        self.preview.busy(False)
        self.leave()
        self.list.choose(report.id)
        if report.id:
            self.list.back.setFocus()
            self.workspace.told.emit(_said(report), True)

    def _not_merged(self, error: BaseException) -> None:
        self._merging = False
        self.preview.busy(False)
        if not isinstance(error, QdaError):
            raise error
        if isinstance(error, CancelledError):
            self.preview.say(_("Stopped; nothing was written."))
            return
        self.preview.outdated()
        self.preview.say(error.sentence)

    def _go_to(self, held: HeldBack) -> None:
        place = self.workspace.read(place_of, held)
        if place is None:
            self._say(_("What this is about is not in the project."))
        else:
            self._window().show_passage(*place)

    # Dropping a file -------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _projects(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        if not self._merging:
            self.bring(_projects(event.mimeData())[0])


def _projects(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix == ".loom"]


def _said(report: Report) -> str:
    """Say in one line what a merge brought."""
    told = {kind: report.new[kind] for kind in _TELLING if report.new.get(kind)}
    if not told:
        return _("Merged {name}.").format(name=report.copy)
    things = "; ".join(f"{kind_words(kind).lower()} {told[kind]:,}" for kind in in_order(told))
    return _("Merged {name}. New: {things}.").format(name=report.copy, things=things)
