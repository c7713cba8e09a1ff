"""Rewriting a project file from its beginning on: names become pseudonyms, what somebody withdrew was never there.

Everything in the file is rewritten in one transaction: rows, texts, files, the journal's images, the states of a
copy's ancestors, where people left off. What is outside of it (backups, copies, products) is the caller's.
Afterwards :func:`purge` sees that no byte of the old is left.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.orm import Session

from qda.progress import Progress, go_on
from qda.storage import fulltext, journal, last_images, remembered
from qda.storage import texts as store
from qda.storage.models import Blob, ChangeRow, JournalRow
from qda.storage.rewriting import present
from qda.storage.rewriting.cells import Cells
from qda.storage.rewriting.going import Going
from qda.storage.rewriting.past import Past, changes_back
from qda.storage.rewriting.plan import Counts, NewText, Plan
from qda.storage.rewriting.purging import DUE, purge
from qda.storage.rewriting.rows import Rows
from qda.storage.rewriting.shape import shapes
from qda.storage.rewriting.waiting import Waiting

__all__ = ["DUE", "Counts", "NewText", "Plan", "purge", "rewrite"]


def rewrite(session: Session, plan: Plan, progress: Progress | None = None) -> Counts:
    """Rewrite everything in the file by `plan`, in the running transaction of :meth:`Project.rewriting`.

    With what goes, what belongs to it goes too, as the tables say, and so do passages of which nothing is left. Texts
    and files that nothing names any more are dropped. Where two things would come to have the same name that may not,
    the later one gets a number. Raises CancelledError where `progress` says stop, KeyError for a text that isn't there.
    """
    session.flush()
    connection = session.connection()
    journal.set_gate(connection, journal.REPLAYING)
    counts = Counts()
    steps = _Steps(progress, 2 * (session.scalar(select(func.count()).select_from(ChangeRow)) or 0))
    differing = present.make_whole(session)
    texts, cells = _others(session, plan, counts)
    books = present.kept_books(session, cells, plan.texts)
    for old, text in books.items():
        cells.texts[old.hex().upper()] = store.put_text(session, text).hex().upper()
    counts.texts += len(books)

    lost = frozenset(key.hex().upper() for key, body in plan.blobs.items() if body is None)
    waiting = Waiting(session, texts)
    gone = Going(plan.gone, texts, lost, waiting).work_out(session, Past(session), steps.one)
    rows = Rows(cells, texts, gone, plan.cells, waiting)
    others = present.sources_of(session, plan.texts)
    past = Past(session)
    named = _rewrite_journal(session, rows, past, counts, steps)
    present.rewrite_facts(session, rows, past, named)
    present.remove(session, rows, counts)
    present.rewrite_rows(session, rows, Past(session), counts)
    present.rewrite_views(session, cells, others | {key.lower() for keys in gone.values() for key in keys})
    session.flush()
    present.sweep(session, named | cells.named, counts)
    present.make_small(session, differing, cells)
    session.execute(delete(Blob).where(Blob.hash.in_(key for key, body in plan.blobs.items() if body is None)))
    remembered.forget()
    session.expire_all()
    fulltext.rebuild(session)
    _record_rest(connection)
    journal.set_gate(connection, journal.RECORDING)
    return counts


def _record_rest(connection: Connection) -> None:
    """Record where rows are not what the history comes to, now that both were rewritten: a name that got a number."""
    recorded = {(table, key) for table, key in connection.execute(select(JournalRow.tbl, JournalRow.key))}
    odd = [one for one in last_images.odd_rows(connection) if (one.table, one.key) not in recorded]
    journal.stage(connection, [one.happened() for one in odd])


class _Steps:
    """Counts steps, and says how far the work is."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def one(self) -> None:
        self._done += 1
        if self._done % 50 == 0:
            go_on(self._progress, self._done, self._total)


def _others(session: Session, plan: Plan, counts: Counts) -> tuple[dict[str, NewText], Cells]:
    """Put the new texts and files into the store; return the texts by the old ones' hash, and what rewrites cells."""
    texts = {old.hex().upper(): new for old, new in plan.texts.items()}
    named = {old: store.put_text(session, new.text).hex().upper() for old, new in texts.items()}
    files = {
        old.hex().upper(): None if body is None else store.put_blob(session, body).hex().upper()
        for old, body in plan.blobs.items()
    }
    counts.texts += len(texts)
    counts.files += len(files)
    return texts, Cells(plan.words, named, files)


def _rewrite_journal(session: Session, rows: Rows, past: Past, counts: Counts, steps: _Steps) -> set[str]:
    """Rewrite the images of all changes; return the hashes of texts and files that they name.

    Newest first: an undo has its images from the older change that it took back, as they were.
    """
    named: set[str] = set()
    connection = session.connection()
    for change, images in changes_back(session):
        steps.one()
        stands = past.back(images)
        if change.undoes is not None:
            continue
        new = [rows.image(image, stand) for image, stand in zip(images, stands, strict=True)]
        kept = [image for image in new if image is not None]
        for image in kept:
            named |= present.hashes_in(shapes()[image.table], image.row)
        if kept == images:
            continue
        counts.past += sum(now != was for now, was in zip(new, images, strict=True))
        known = journal.known_ids(change.coder_id, journal.read_about(change.about))
        tables = ",".join(sorted({image.table for image in kept}))
        values = {"images": journal.pack(journal.written(kept), known), "rows": len(kept), "tables": tables}
        connection.execute(update(ChangeRow).where(ChangeRow.seq == change.seq).values(values))
    return named
