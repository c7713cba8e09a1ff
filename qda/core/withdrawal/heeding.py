"""What was withdrawn does not come back: it is taken out of copies, other projects and backups before they are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.withdrawal.marks import Marks, tombstones
from qda.core.withdrawal.removing import LABEL, take_out
from qda.core.withdrawal.stemming import there
from qda.errors import WithdrawnThereError
from qda.i18n import _
from qda.progress import Progress
from qda.storage import backups
from qda.storage.models import Coder, Memo, Participant, Source, Tombstone, Withdrawal, now_ms
from qda.storage.project import Project
from qda.storage.rewriting import Counts, purge
from qda.storage.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The withdrawals of a file and their tombstones as rows (column -> value), and what they mark."""

    withdrawals: tuple[Mapping[str, Any], ...]
    tombstones: tuple[Mapping[str, Any], ...]
    marks: Marks

    def __bool__(self) -> bool:
        """Say whether anything was withdrawn."""
        return bool(self.withdrawals)

    def covers(self, other: Withdrawn) -> bool:
        """Say whether everything that was withdrawn in another file was so here."""
        return {row["id"] for row in other.withdrawals} <= {row["id"] for row in self.withdrawals}


def withdrawn(session: Session) -> Withdrawn:
    """Return what was withdrawn from a project, as far as the file tells."""
    rows = [
        tuple(dict(row._mapping) for row in session.execute(select(table.__table__)))
        for table in (Withdrawal, Tombstone)
    ]
    return Withdrawn(rows[0], rows[1], tombstones(session))


def heed(project: Project, marks: Marks) -> Counts | None:
    """Remove again what a restored or merged file brought back of what was withdrawn; None where it brought nothing."""
    with project.read(everything=True) as session:
        brought = there(session, marks)
    if not brought:
        return None
    with project.rewriting(LABEL) as session:
        done = take_out(session, brought)
    purge(project.path)
    return done


def heed_within(session: Session, known: Withdrawn, progress: Progress | None = None) -> Counts:
    """Take out of a file, in a transaction that rewrites it, what was withdrawn elsewhere, and let it know of that."""
    brought = there(session, known.marks)
    done = take_out(session, brought, progress) if brought else Counts()
    _remember(session, known)
    return done


def heed_copy(ours: Session, copy: Snapshot) -> dict[str, int]:
    """Take out of a copy that was looked at, never of its file, what was withdrawn here; return rows by table.

    Raises WithdrawnThereError where somebody was withdrawn in the copy who is still here, or a memo about them.
    """
    with copy.read() as theirs:
        late = tombstones(theirs)
        mine = tombstones(ours)
        stay = there(ours, late) if late else Marks()
        brought = there(theirs, mine, besides=list(ours.scalars(select(Source.id)))) if mine else Marks()
    if stay:
        raise WithdrawnThereError(_asked(ours, stay, copy.path.name))
    if not brought:
        return {}
    done = Counts()

    def work(session: Session) -> None:
        nonlocal done
        done = take_out(session, brought)

    copy.change(work)
    return done.removed


def follow(project: Project, copy: Snapshot, progress: Progress | None = None) -> Counts:
    """Withdraw here too, for good, who was withdrawn in a copy; undo stops here, and backups from before are deleted.

    Raises CancelledError (nothing was changed), ProjectFileError.
    """
    with copy.read() as theirs:
        known = withdrawn(theirs)
    at = now_ms()
    # Backups from before this moment hold them, not those from before the moment in the copy.
    late = Withdrawn(tuple({**row, "at": at} for row in known.withdrawals), known.tombstones, known.marks)
    with project.rewriting(LABEL) as session:
        done = heed_within(session, late, progress)
    purge(project.path)
    backups.drop_from_before(project.path, at)
    return done


def _remember(session: Session, known: Withdrawn) -> None:
    coders = set(session.scalars(select(Coder.id)))
    there_ids = set(session.scalars(select(Withdrawal.id)))
    for row in known.withdrawals:
        if row["id"] not in there_ids:
            session.add(Withdrawal(**{**row, "coder_id": row["coder_id"] if row["coder_id"] in coders else None}))
    session.flush()
    marks = {(kind, mark) for kind, mark in session.execute(select(Tombstone.kind, Tombstone.mark))}
    session.add_all(Tombstone(**row) for row in known.tombstones if (row["kind"], row["mark"]) not in marks)
    session.flush()


def _asked(session: Session, stay: Marks, name: str) -> str:
    names = [
        *session.scalars(select(Participant.name).where(Participant.id.in_(stay.participants))),
        *session.scalars(select(Source.name).where(Source.id.in_(stay.sources))),
        *session.scalars(select(Memo.title).where(Memo.id.in_(stay.memos))),
    ]
    sentence = _(
        "In {name} somebody was withdrawn who is still in this project ({who}). Withdraw them here too, for good, "
        "before the copy is brought in."
    )
    return sentence.format(name=name, who=", ".join(sorted(names)) or _("what they said in a group"))
