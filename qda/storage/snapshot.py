"""A project file that somebody brings back, looked at without touching it: in a copy of it in a folder of our own."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from sqlalchemy import delete
from sqlalchemy.orm import Session

from qda.errors import ProjectFileError, QdaError
from qda.i18n import _
from qda.storage import check, journal, keyring, odd_values, schema
from qda.storage import engine as engines
from qda.storage.models import Base, JournalRow


class Snapshot:
    """What a project file held when it was looked at; its folder goes with it.

    Raises ProjectFileError for a file that is missing, foreign, newer, damaged, or open elsewhere. One of an older
    format is brought to the present one here, not there.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._as_it_was = True
        version = schema.inspect(self.path)
        _refuse_open(self.path)
        folder = mkdtemp(prefix="themeloom-")
        self._forget = weakref.finalize(self, rmtree, folder, ignore_errors=True)
        self._file = Path(folder) / "copy.loom"
        keyring.share(self.path, self._file)
        with schema.failures_named(self.path):
            with (
                closing(engines.connect(self.path, "mode=ro&immutable=1")) as source,
                closing(engines.connect(self._file, "mode=rwc")) as target,
            ):
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
                verdict = target.execute("PRAGMA quick_check").fetchone()[0]
                if verdict != "ok":
                    raise sqlite3.DatabaseError(verdict)
            if version < schema.FORMAT:
                from qda.storage.migrations import upgrade

                upgrade(self._file, schema.REVISIONS[schema.FORMAT])
            self._engine = engines.reader(self._file, "mode=ro&immutable=1")
            with engines.disposed_on_failure(self._engine) as engine, engine.connect() as connection:
                schema.refuse_strangers(engines.raw(connection), self.path)
                # What is no number would be taken for one, or brought in as somebody's work.
                for odd in odd_values.rows_with_odd_values(connection, Base.metadata.sorted_tables):
                    raise odd_values.OddValueError(f"{odd}: {odd.sentence}")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that reads what the file held; what goes wrong in it is damage where the file is damaged."""
        with schema.failures_named(self.path), Session(self._engine, autoflush=False) as session:
            try:
                yield session
            except QdaError:
                raise
            except check.DAMAGE as error:
                # What was changed here since is in no history, and would be found as if it were damage.
                found = check.run(session, check.checks()) if self._as_it_was else []
                if not found:
                    raise
                raise odd_values.OddValueError(f"{found[0].where}: {found[0].what}") from error

    def change(self, work: Callable[[Session], object]) -> None:
        """Change what is read here by `work`, past the journal; the file that was looked at stays as it is."""
        self._as_it_was = False
        self._engine.dispose()
        writer = engines.writer(self._file)
        try:
            with schema.failures_named(self.path), Session(writer) as session:
                # SQLite counts json_object() as unsafe in a trigger; those of a file that was looked at are ours.
                session.connection().exec_driver_sql("PRAGMA trusted_schema = ON")
                journal.set_gate(session.connection(), journal.REPLAYING)
                work(session)
                session.flush()
                session.execute(delete(JournalRow))
                journal.set_gate(session.connection(), journal.SHUT)
                session.commit()
        finally:
            writer.dispose()

    def close(self) -> None:
        """Forget it; otherwise its folder goes when nobody holds it any more."""
        self._engine.dispose()
        keyring.forget(self._file)
        self._forget()


def _refuse_open(path: Path) -> None:
    if any(path.with_name(path.name + rest).exists() for rest in ("-wal", "-journal", ".holder")):
        sentence = _(
            "{name} is open in another window or at somebody else's, or was not closed properly. Close it there, or "
            "open and close it once, and bring it again."
        )
        raise ProjectFileError(sentence.format(name=path.name))
