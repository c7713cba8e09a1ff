"""The one gate between windows and project: every change, undo and read goes through here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from qda.core import approaches, coders, history, independent, viewstate
from qda.core.history import Way
from qda.errors import QdaError, QuestionError
from qda.i18n import _, n_
from qda.progress import Progress
from qda.settings import Settings
from qda.storage import keyring
from qda.storage.lineage import FOR_CODER
from qda.storage.project import Change, Project
from qda.ui import keys
from qda.ui.backup_work import BackupWork
from qda.ui.jobs import Jobs

# Changes of more rows than this are replayed off the window's thread, with progress.
SLOW_ROWS = 2_000


Things = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an action: true where it was done, with what the core function returned."""

    done: bool
    value: Any = None

    def __bool__(self) -> bool:
        return self.done


@dataclass(frozen=True, slots=True)
class Crossing:
    """A change of somebody else (`other`), or of an earlier sitting, that undo or redo would touch; `at` as stored."""

    label: str
    coder: str
    at: int
    other: bool


class Workspace(QObject):
    """The open project as the windows see it.

    `changed` names the tables that a change touched, undo and redo included, and goes to every view, the one that
    asked for it too. `failed` carries a finished sentence, `told` a notice with or without an offer to undo.
    """

    opened = Signal()
    closing = Signal()
    closed = Signal()
    changed = Signal(frozenset)
    coderLeaving = Signal()
    coderChanged = Signal()
    failed = Signal(str)
    told = Signal(str, bool)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.jobs = Jobs(self)
        self.backups = BackupWork(self)
        self._project: Project | None = None
        self._agreed: set[tuple[int, str | None]] = set()
        self._hidden: tuple[str, ...] = ()
        self.may_cross: Callable[[Crossing], bool] = lambda _crossing: True
        """Asks whether undo and redo may go on; the window puts its question here."""
        self.asker: Callable[[QuestionError], str | None] | None = None
        """What puts a question of a core function to the person; set by the window."""
        self.passphrase_asker: Callable[[Path, str], str | None] | None = None
        """What asks for the passphrase of a file, given what was wrong with the last one; set by the window."""

    # The project -----------------------------------------------------------------------------------------------------

    @property
    def project(self) -> Project:
        """Return the open project; a view must not ask when there is none."""
        if self._project is None:
            raise RuntimeError("no project is open")
        return self._project

    @property
    def is_open(self) -> bool:
        """Tell whether a project is open."""
        return self._project is not None

    @property
    def coder_id(self) -> str | None:
        """Return who is coding."""
        return self._project.coder_id if self._project else None

    def create(self, path: Path, title: str, approach: str, person: str, passphrase: str | None = None) -> bool:
        """Make a project with its first coder and open it; with a `passphrase` it is locked."""
        return self._enter_by(
            lambda: approaches.begin(path, title=title, approach=approach, coder=person, passphrase=passphrase)
        )

    def open(self, path: Path) -> bool:
        """Open a project; where it can't be, say why and leave the present one as it is."""
        return self.unlocked(path) and self._enter_by(lambda: Project.open(path))

    def unlocked(self, path: Path) -> bool:
        """Say whether the project file at `path` can be read: it is not locked, or the person says its passphrase.

        Jobs can't ask, so whoever lets one read another project asks here before.
        """
        wrong = ""
        while self.passphrase_asker is not None and not keyring.is_known(path):
            passphrase = self.passphrase_asker(path, wrong)
            if passphrase is None:
                return False
            try:
                keyring.give(path, passphrase)
            except QdaError as error:
                wrong = error.sentence
        return True

    def _enter_by(self, way: Callable[[], Project]) -> bool:
        if not self.is_open and self._gate_is_shut():
            return False  # the one that is written anew is opened after it
        try:
            project = way()
        except QdaError as error:
            self.failed.emit(error.sentence)
            return False
        self._enter(project)
        return True

    def adopt(self, project: Project) -> None:
        """Take over a project that was opened elsewhere (the sample study)."""
        self._enter(project)

    def _enter(self, project: Project) -> None:
        self.close()
        self._project = project
        self._agreed.clear()
        question = self._choose_known_coder() if project.coder_id is None else ""
        self._look()
        self.settings.remember_project(project.path)
        self.settings.save()
        self.opened.emit()
        if question:
            self.told.emit(question, False)
        if project.holder is not None:
            self.told.emit(
                _("{holder} has this project open. You can read it; what you do is not saved.").format(
                    holder=project.holder.words()
                ),
                False,
            )

    def _choose_known_coder(self) -> str:
        """Let somebody who is known here code; return the sentence that asks, where it may be somebody else."""
        people = [person for person in self.read(coders.coders, counted=False) if not person.is_consensus]
        known = {person.id: person.name for person in people}
        # A copy for a colleague says who that is.
        wanted = (self.settings.coders.get(str(self.project.path)), self.project.meta(FOR_CODER))
        found = next((one for one in wanted if one in known), None)
        self.project.coder_id = found or next(iter(known), None)
        if found is not None or len(known) < 2:
            return ""
        words = _("{name} is coding. Are you somebody else? Choose at the bottom left, or by {key}.")
        return words.format(name=next(iter(known.values())), key=keys.native(keys.key_of("choose_person")))

    def choose_coder(self, coder_id: str) -> None:
        """Let another person code from now on."""
        self.coderLeaving.emit()
        self.project.coder_id = coder_id
        self.settings.coders = {**self.settings.coders, str(self.project.path): coder_id}
        self.settings.save()
        other = self._look()
        self.coderChanged.emit()
        if other:
            self.changed.emit(independent.HIDING)

    def close(self) -> None:
        """Close the project; everything is on disk already."""
        if self._project is None:
            return
        self.jobs.stop()
        self.closing.emit()
        project, self._project = self._project, None
        try:
            project.close()
        except QdaError as error:
            self.closed.emit()
            self.failed.emit(error.sentence)
        else:
            self.closed.emit()

    # Changing and reading --------------------------------------------------------------------------------------------

    def do(
        self,
        label: str,
        function: Callable[..., Any],
        *args: Any,
        about: Things | Callable[[Any], Things] = (),
        tell: str | Callable[[Any], str] = "",
        **kwargs: Any,
    ) -> Outcome:
        """Run core `function(session, *args)` as one change called `label` and let every view know.

        A refusal becomes a sentence on the screen; a question is put to the person, with nothing changed meanwhile, and
        the function called again with the answer. `about` names things by (kind, id) for the history, `tell` is said
        below with an offer to undo; both may be made from what the function returns.
        """
        if self._gate_is_shut():
            return Outcome(False)
        things: list[tuple[str, str]] = []
        try:
            with self.project.change(label, things) as session:
                value = function(session, *args, **kwargs)
                things.extend(about(value) if callable(about) else about)
        except QuestionError as question:
            if self.asker is None or not question.answers:
                self.failed.emit(question.sentence)
                return Outcome(False)
            answer = self.asker(question)
            if answer is None:
                return Outcome(False)
            return self.do(label, function, *args, about=about, tell=tell, **kwargs | {question.keyword: answer})
        except QdaError as error:
            self.failed.emit(error.sentence)
            return Outcome(False)
        self.announce()
        words = tell(value) if callable(tell) else tell
        if words:
            self.told.emit(words, True)
        return Outcome(True, value)

    def do_beside(
        self,
        label: str,
        function: Callable[..., Any],
        *args: Any,
        about: Callable[[Any], Things],
        tell: Callable[[Any], str],
        then: Callable[[Any], object],
        **kwargs: Any,
    ) -> None:
        """Do as :meth:`do`, but beside the window with progress, since many rows are written; `then` gets the value."""
        if self._gate_is_shut():
            return
        project = self.project

        def work(_progress: object) -> Any:
            things: list[tuple[str, str]] = []
            with project.change(label, things) as session:
                value = function(session, *args, **kwargs)
                things.extend(about(value))
            return value

        def done(value: Any) -> None:
            self.announce()
            self.told.emit(tell(value), True)
            then(value)

        def failed(error: BaseException) -> None:
            if isinstance(error, QuestionError) and self.asker is not None and error.answers:
                answer = self.asker(error)
                if answer is not None:
                    again = kwargs | {error.keyword: answer}
                    self.do_beside(label, function, *args, about=about, tell=tell, then=then, **again)
            elif isinstance(error, QdaError):
                self.failed.emit(error.sentence)
            else:
                raise error

        self.jobs.start(_(label), work, done, writes=True, failed=failed)

    def work_beside(
        self,
        title: str,
        work: Callable[[Project, Progress], Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None],
    ) -> bool:
        """Run `work(project, progress)`, which makes its own changes, beside the window while the gate is closed.

        `then` gets what it returns and announces what was changed; False where another job is writing.
        """
        if self._gate_is_shut():
            return False
        project = self.project
        self.jobs.start(title, lambda progress: work(project, progress), then, writes=True, failed=failed)
        return True

    def _gate_is_shut(self) -> bool:
        """Tell whether a job is writing, and say so."""
        job = self.jobs.busy()
        if job:
            self.failed.emit(_("Wait until “{job}” is done, or stop it.").format(job=job))
        return bool(job)

    def read(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Return what core `function(session, *args)` reads; a QdaError goes to the caller."""
        with self.project.read() as session:
            return function(session, *args, **kwargs)

    def recall(self, key: str) -> str | None:
        """Return what was remembered of the view for the present coder, or None."""
        return self.read(viewstate.recall, self.coder_id, key) if self.coder_id else None

    def remember(self, values: dict[str, str]) -> None:
        """Remember something of the view for the present coder; no change, and nothing where it can't be written."""
        if self.coder_id and not self.project.read_only and not self.jobs.busy():
            coder_id = self.coder_id
            self.project.unjournalled(lambda session: viewstate.remember(session, coder_id, values))

    def read_everything(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Read as :meth:`read`, and what is hidden from the present coder too: how far others are, not what they do."""
        with self.project.read(everything=True) as session:
            return function(session, *args, **kwargs)

    def announce(self) -> None:
        """Let every view know of the change that was just made, here or by a job."""
        self._announce(self.project.last_tables)

    def _announce(self, tables: frozenset[str]) -> None:
        if tables & independent.DECIDING and self._look():
            tables |= independent.HIDING
        if tables:
            self.changed.emit(tables)

    @property
    def hidden_sources(self) -> tuple[str, ...]:
        """Return the sources in which others' work is hidden until the present coder has finished them."""
        return self._hidden

    def own_view(self) -> str:
        """Return the sentence that says in how many transcripts others' work is hidden, "" where none is."""
        return (
            n_(
                "Your own view: others' work is hidden in {n} transcript until you have finished it.",
                "Your own view: others' work is hidden in {n} transcripts until you have finished them.",
                len(self._hidden),
            )
            if self._hidden
            else ""
        )

    def _look(self) -> bool:
        """Keep from every reading what is hidden from the present coder; tell whether that is something else now."""
        before = (self.coder_id if self._hidden else None, self._hidden)
        self._hidden = self.read_everything(independent.hidden, self.coder_id)
        self.project.sight = independent.sight(self.coder_id, self._hidden)
        return before != (self.coder_id if self._hidden else None, self._hidden)

    # Undo and redo ---------------------------------------------------------------------------------------------------

    def undo_label(self) -> str | None:
        """Return what undo would take back, in words, or None."""
        change = self.project.undoable()
        return None if change is None else self.read(history.label_of, change)

    def redo_label(self) -> str | None:
        """Return what redo would do again, in words, or None."""
        change = self.project.redoable()
        return None if change is None else self.read(history.label_of, change)

    def undo(self) -> None:
        """Take back the last change; a large one runs beside the window, with progress."""
        self._take_back(self.project.undoable, self.project.undo, _("Undone: {label}"))

    def redo(self) -> None:
        """Do the last undone change again."""
        self._take_back(self.project.redoable, self.project.redo, _("Done again: {label}"))

    def _take_back(self, peek: Callable[[], Change | None], act: Callable[..., Any], words: str) -> None:
        if self._gate_is_shut():
            return
        change = peek()
        if change is None or not self._may_touch(change):
            return
        label = self.read(history.label_of, change)

        def finished(_result: object) -> None:
            self.announce()
            self.told.emit(words.format(label=label), False)

        if change.rows > SLOW_ROWS:
            self.jobs.start(words.format(label=label), act, finished, writes=True)
            return
        try:
            act()
        except QdaError as error:
            self.failed.emit(error.sentence)
            return
        finished(None)

    def _may_touch(self, change: Change) -> bool:
        """Tell whether undo or redo may go on; whose work it touches, or of which earlier sitting, is asked once."""
        other = change.coder_id not in (None, self.coder_id)
        whose = (change.session, change.coder_id)
        if whose in self._agreed or not (other or change.session != self.project.session):
            return True
        step = self.read(history.steps, [change])[0]
        if not self.may_cross(Crossing(self.read(history.label_of, change), step.coder, change.at, other)):
            return False
        self._agreed.add(whose)
        return True

    def go_to(self, way: Way, label: str) -> None:
        """Undo, or redo, as many changes as `way` says, beside the window; `label` is what is then the last.

        Where it is stopped, or one step fails, what was done until then stays, and can be gone on with.
        """
        if self._gate_is_shut():
            return
        steps, act = way.undos + way.redos, self.project.undo if way.undos else self.project.redo

        def walk(progress: Callable[[int, int], bool]) -> tuple[int, frozenset[str], str]:
            tables: frozenset[str] = frozenset()
            for done in range(steps):
                if not progress(done, steps):
                    return done, tables, ""
                try:
                    taken = act()
                except QdaError as error:
                    return done, tables, error.sentence
                tables |= taken.tables if taken is not None else frozenset()
            return steps, tables, ""

        def arrived(result: tuple[int, frozenset[str], str]) -> None:
            done, tables, wrong = result
            self._announce(tables)
            if wrong:
                self.failed.emit(wrong)
            elif done < steps:
                self.told.emit(_("Stopped after {done} of {steps} steps.").format(done=done, steps=steps), False)
            else:
                self.told.emit(_("The project is as it was after: {label}").format(label=label), False)

        self.jobs.start(_("Going through the history"), walk, arrived, writes=True)
