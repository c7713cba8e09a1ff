"""A project file: create, open, close, change, read, undo and redo.

While a project is open its file has a write-ahead log beside it, and a lock; after a clean close one file rests.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import ORMExecuteState, Session, defer

from qda.errors import CancelledError, ProjectFileError, RefusedError
from qda.i18n import _
from qda.progress import Progress
from qda.storage import engine as engines
from qda.storage import fulltext, journal, keyring, places, schema
from qda.storage.lock import Holder, ProjectLock
from qda.storage.models import ChangeRow, Meta, Study, journalled_tables, now_ms
from qda.storage.unfinished import unfinished_beside

About = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the journal. `undoes` is the number of the change that this one takes back; `about` kinds and ids."""

    seq: int
    label: str
    about: tuple[tuple[str, str], ...]
    at: int
    coder_id: str | None
    session: int
    undoes: int | None
    tables: frozenset[str]
    rows: int


class Project:
    """An open project file; make one with :meth:`create` or :meth:`open`."""

    def __init__(self, path: Path, lock: ProjectLock | None, options: str = "") -> None:
        self.path = path
        self.read_only = lock is None
        self._closed = False
        self.holder: Holder | None = None
        self.coder_id: str | None = None
        self.session = secrets.randbits(31)
        self.last_tables: frozenset[str] = frozenset()
        self.sight: Sequence[Any] = ()
        """Options that every statement of a reading session is given: what those who look don't see is left out."""
        self._lock = lock
        self._busy = threading.RLock()
        self._changing = False
        self._file: places.FileInPlace | None = None
        self._writer: Engine | None = None if lock is None else engines.writer(path)
        self._reader = engines.reader(path, options or "mode=ro")

    # Coming and going ------------------------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        title: str = "",
        approach: str = "reflexive",
        line_unit: str = "turn",
        passphrase: str | None = None,
    ) -> Project:
        """Make a new, empty project at `path` and open it; with a `passphrase` it is locked from its first byte on.

        Raises RefusedError where a file of that name exists, ProjectFileError where none can be written.
        """
        path = Path(path)
        if path.exists():
            raise RefusedError(
                _("{name} exists already. Choose another name, or open it.").format(name=path.name or path)
            )
        try:
            with unfinished_beside(path) as unfinished:
                keyring.forget(path)
                if passphrase is not None:
                    keyring.give(unfinished, passphrase)
                schema.create(unfinished)
                with cls.open(unfinished) as project, project.change("Start project", floor=True) as session:
                    session.add(Study(title=title or path.stem, approach=approach, line_unit=line_unit))
                if path.exists():
                    raise RefusedError(
                        _("{name} was made by another program just now. Open it.").format(name=path.name)
                    )
                unfinished.replace(path)
                keyring.share(unfinished, path)
        except (*engines.DRIVER_ERRORS, OSError) as error:
            raise ProjectFileError(
                _("{path} cannot be written: {error}. Choose another place.").format(path=path, error=_reason(error))
            ) from error
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, wait: float = 0, passphrase: str | None = None) -> Project:
        """Open the project at `path`; where somebody else holds it, the view is read-only and `holder` says who.

        `wait` is how many seconds to wait until it is let go.

        An older format is migrated first, after a backup was made of it, also where it is only to be read. Raises
        ProjectFileError for anything that is not a whole project file of this or an older version; such a file is not
        touched. Raises LockedError where the `passphrase` is wanted or wrong; once given, this process knows the key.
        """
        path = Path(path).resolve()
        if passphrase is not None:
            keyring.give(path, passphrase)
        version = schema.inspect(path)
        frozen = not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)
        if read_only and not frozen and version < schema.FORMAT:
            cls.open(path, wait=wait).close()
            version = schema.inspect(path)
        if read_only or frozen:
            return cls._view(path, version, None, immutable=frozen and not path.with_name(path.name + "-wal").exists())
        lock = ProjectLock(path)
        if not lock.acquire(wait):
            return cls._view(path, version, lock.holder())
        try:
            with schema.failures_named(path):
                version = schema.settle(path)
                if version < schema.FORMAT:
                    _migrate(path)
                project = cls(path, lock)
                project._start()
            with suppress(ProjectFileError):  # no room, or somebody reads it: the next time, then
                project._finish_rewriting()
        except BaseException:
            lock.release()
            raise
        return project

    @classmethod
    def _view(cls, path: Path, version: int, holder: Holder | None, immutable: bool = False) -> Project:
        if version < schema.FORMAT:
            raise ProjectFileError(
                _(
                    "{name} was made by an older version and must be updated once, but it cannot be written to here. "
                    "Close it elsewhere, or copy it to a folder of your own and open the copy."
                ).format(name=path.name)
            )
        project = cls(path, None, "mode=ro&immutable=1" if immutable else "mode=ro")
        project.holder = holder
        with (
            schema.failures_named(path),
            engines.disposed_on_failure(project._reader) as engine,
            engine.connect() as connection,
        ):
            schema.refuse_strangers(engines.raw(connection), path)
        return project

    def _start(self) -> None:
        assert self._writer is not None and self._lock is not None
        with engines.disposed_on_failure(self._writer) as engine, engine.connect() as connection:
            raw = engines.raw(connection)
            schema.refuse_strangers(raw, self.path)
            # SQLite 3.40 counts json_object() as unsafe in a trigger; the triggers have just been found to be ours.
            raw.execute("PRAGMA trusted_schema = ON")
            # Where other machines write too, nothing but the file counts, and a log beside it would be taken apart.
            raw.execute(f"PRAGMA journal_mode = {'WAL' if places.shared(self.path) is None else 'DELETE'}")
            self._lock.write_holder()
        self._file = places.FileInPlace(self.path)

    def _finish_rewriting(self) -> None:
        """Do what a process that died after a rewriting has left undone: free the file of old words, drop backups."""
        from qda.storage import backups, rewriting

        assert self._writer is not None
        # By the connection that is there: each one that is new reads all tables first.
        with schema.failures_named(self.path), self._writer.connect() as connection:
            raw = engines.raw(connection)
            due = raw.execute("SELECT 1 FROM meta WHERE key = ?", (rewriting.DUE,)).fetchone() is not None
            [(at,)] = raw.execute("SELECT max(at) FROM withdrawal")
        if due:
            rewriting.purge(self.path)
        if at is not None:
            backups.drop_from_before(self.path, at)

    def close(self) -> None:
        """Close the project; one file rests.

        Raises ProjectFileError where the log can't be taken in (disk full, medium gone): then it stays beside the file
        and belongs to it, and nothing is lost.
        """
        self._reader.dispose()
        self._closed = True
        if self._writer is None:
            return
        with self._busy:
            writer, self._writer = self._writer, None
            try:
                with writer.connect() as connection:
                    _come_to_rest(engines.raw(connection))
            except engines.DRIVER_ERRORS as error:
                raise ProjectFileError(self._unrested_sentence(error)) from error
            finally:
                writer.dispose()
                if self._lock is not None:
                    self._lock.release()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_more: object) -> None:
        if kind is None:
            self.close()
            return
        # What failed first is what a person must hear; the log stays where it is, and nothing is lost.
        with suppress(ProjectFileError):
            self.close()

    # Reading and changing --------------------------------------------------------------------------------------------

    @contextmanager
    def read(self, *, everything: bool = False) -> Iterator[Session]:
        """Give a session that sees one unchanging state of the project and cannot write.

        With `everything`, also what :attr:`sight` leaves out. Raises ProjectFileError after the project was closed.
        """
        if self._closed:
            raise ProjectFileError(_("{name} is closed. Open it again.").format(name=self.path.name))
        with (
            schema.failures_named(self.path),
            Session(self._reader, expire_on_commit=False, autoflush=False) as session,
        ):
            options = () if everything else self.sight
            if options:
                event.listen(session, "do_orm_execute", lambda state: _narrow(state, options))
            yield session

    @contextmanager
    def change(self, label: str, about: About = (), *, floor: bool = False) -> Iterator[Session]:
        """Give a session for one change: all of it lands, images included, or nothing.

        `label` is a verb phrase without names; `about` says what the change is about as (kind, id), from which people
        are shown the names. A change that touches nothing leaves no trace. With `floor`, undo goes no further back
        than this change.
        """
        with self._transaction() as session:
            yield session
            session.flush()
            self._finish(session, label, tuple(about), floor)

    @contextmanager
    def rewriting(self, label: str, about: About = ()) -> Iterator[Session]:
        """Give a session for a change that rewrites the file from its beginning on; undo stops here.

        Rows that are added in it are recorded as in any change. :func:`qda.storage.rewriting.rewrite` writes past the
        journal; :func:`qda.storage.rewriting.purge` belongs after it.
        """
        from qda.storage.rewriting.purging import mark_due, see_room

        see_room(self.path)
        with self.change(label, about, floor=True) as session:
            mark_due(session)
            yield session
        self.last_tables = frozenset(table.name for table in journalled_tables())

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        if self._writer is None:
            raise ProjectFileError(self._read_only_sentence())
        with self._busy:
            if self._changing:
                raise RuntimeError("a change is already going on")
            if self._file is not None:
                self._file.see()
            self._changing = True
            try:
                with (
                    schema.failures_named(self.path),
                    Session(self._writer, expire_on_commit=False) as session,
                    session.begin(),
                ):
                    journal.set_gate(session.connection(), journal.RECORDING)
                    yield session
            finally:
                self._changing = False

    def _finish(self, session: Session, label: str, about: tuple[tuple[str, str], ...], floor: bool) -> None:
        connection = session.connection()
        recorded = journal.collect(connection, journal.known_ids(self.coder_id, about))
        journal.set_gate(connection, journal.SHUT)
        self.last_tables = recorded.tables if recorded else frozenset()
        if recorded is None:
            return
        if "source" in recorded.tables:
            fulltext.refresh(session)
        seq = journal.next_seq(connection)
        journal.append(
            connection,
            seq=seq,
            label=label,
            about=journal.write_about(about),
            at=now_ms(),
            coder_id=self.coder_id,
            session=self.session,
            undoes=None,
            undo_top=None if floor else seq,
            redo_top=None,
            rows=recorded.rows,
            tables=",".join(sorted(recorded.tables)),
            images=recorded.images,
        )

    # Undo and redo ---------------------------------------------------------------------------------------------------

    def undoable(self) -> Change | None:
        """Return the change that undo would take back, or None."""
        with self.read() as session:
            return self._change(session, journal.position(session.connection()).undo)

    def redoable(self) -> Change | None:
        """Return the undo that redo would take back, or None; its label is that of the original change."""
        with self.read() as session:
            return self._change(session, journal.position(session.connection()).redo)

    def undo(self, progress: Progress | None = None) -> Change | None:
        """Take back the last change that is in force, as a new change; return what was taken back, or None.

        `progress(done, all)` is called between batches; where it returns False, the undo is given up as a whole and
        CancelledError raised.
        """
        return self._take_back("undo", progress)

    def redo(self, progress: Progress | None = None) -> Change | None:
        """Take back the last undo, as a new change; return what was redone, or None. A new action ends redo."""
        return self._take_back("redo", progress)

    def _take_back(self, which: str, progress: Progress | None) -> Change | None:
        with self._transaction() as session:
            connection = session.connection()
            position = journal.position(connection)
            target = position.undo if which == "undo" else position.redo
            taken = self._change(session, target)
            if taken is None or target is None:
                journal.set_gate(connection, journal.SHUT)
                return None
            images = [image.inverted() for image in reversed(journal.images_of(connection, target))]
            for done in journal.replay(connection, images):
                if progress is not None and not progress(done, len(images)):
                    raise CancelledError(_("Stopped; nothing was changed."))
            below = journal.position(connection, before=target)
            seq = journal.next_seq(connection)
            tops = (
                {"undo_top": below.undo, "redo_top": seq}
                if which == "undo"
                else {"undo_top": seq, "redo_top": below.redo}
            )
            journal.append(
                connection,
                seq=seq,
                label=taken.label,
                about=journal.write_about(taken.about),
                at=now_ms(),
                coder_id=self.coder_id,
                session=self.session,
                undoes=target,
                rows=taken.rows,
                tables=",".join(sorted(taken.tables)),
                images=None,
                **tops,
            )
            if "source" in taken.tables:
                fulltext.refresh(session)
            self.last_tables = taken.tables
            return taken

    def history(self, limit: int | None = None) -> list[Change]:
        """Return the journal, newest first."""
        with self.read() as session:
            query = select(ChangeRow).options(_no_images()).order_by(ChangeRow.seq.desc()).limit(limit)
            return [_as_change(row) for row in session.scalars(query)]

    @staticmethod
    def _change(session: Session, seq: int | None) -> Change | None:
        row = session.get(ChangeRow, seq, options=[_no_images()]) if seq is not None else None
        return _as_change(row) if row is not None else None

    # Facts about the file --------------------------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """Return a fact about the file, such as ``project_id``."""
        with self.read() as session:
            return session.execute(select(Meta.value).where(Meta.key == key)).scalar()

    def unjournalled(self, work: Callable[[Session], None]) -> None:
        """Run `work` in a transaction that may only touch what lies outside the journal (view state)."""
        with self._transaction() as session:
            journal.set_gate(session.connection(), journal.SHUT)
            work(session)

    @property
    def left_by(self) -> Holder | None:
        """Return who held the project last and did not close it in order, or None."""
        return None if self._lock is None else self._lock.left_by

    def say_still_here(self) -> Holder | None:
        """Say to other machines that the project is still open here; return who opened it there meanwhile, or None.

        To be called every few minutes (:data:`qda.storage.lock.SAID_MS`); nobody who only reads says anything.
        """
        return None if self._lock is None else self._lock.say_again()

    def _read_only_sentence(self) -> str:
        if self.holder is not None:
            return _("{name} is open elsewhere ({holder}); here it can only be read.").format(
                name=self.path.name, holder=self.holder.words()
            )
        return _("{name} is open for reading only.").format(name=self.path.name)

    def _unrested_sentence(self, error: Exception) -> str:
        return _(
            "All that was done in {name} is saved, but part of it lies in {log} beside it, because the disk took no "
            "more ({error}). Keep the two together, make room, then open and close the project once more."
        ).format(name=self.path.name, log=f"{self.path.name}-wal", error=_reason(error))


def _migrate(path: Path) -> None:
    """Bring an older file to the present format, after a backup was made of it."""
    from qda.storage import backups
    from qda.storage.migrations import upgrade

    backups.make(path, "migrated")
    upgrade(path, schema.REVISIONS[schema.FORMAT])


def _narrow(state: ORMExecuteState, options: Sequence[Any]) -> None:
    if state.is_select and not state.is_column_load:
        state.statement = state.statement.options(*options)


def _no_images() -> Any:
    # Made when it is wanted: it has the mapper of every table set up, and a window can show itself without.
    return defer(ChangeRow.images)


def _reason(error: Exception) -> str:
    """Return the system's or SQLite's own words, without those that SQLAlchemy puts around them."""
    return str(getattr(error, "strerror", None) or getattr(error, "orig", None) or error)


def _come_to_rest(connection: sqlite3.Connection) -> None:
    """Take the write-ahead log into the file; where somebody still reads, it stays until they close."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA busy_timeout = 200")
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise


def _as_change(row: ChangeRow) -> Change:
    return Change(
        seq=row.seq,
        label=row.label,
        about=journal.read_about(row.about),
        at=row.at,
        coder_id=row.coder_id,
        session=row.session,
        undoes=row.undoes,
        tables=frozenset(row.tables.split(",")) if row.tables else frozenset(),
        rows=row.rows,
    )
