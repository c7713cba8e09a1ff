"""The trail of a long study: its audit trail written, read change by change from the journal."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import func, insert, select

from qda.core import exporters
from qda.storage import journal
from qda.storage.models import ChangeRow, Code, now_ms
from qda.storage.project import Project
from tests.benchmarks.rounds import Measured, alternate, peak_mb

_SHARE = 5  # one decision comes to so many codings


def audit(path: Path, rounds: int) -> Measured:
    """Write the audit trail as a Word file; every coding of the study is a change of its own."""
    with Project.open(path) as project, tempfile.TemporaryDirectory() as folder:
        decided = _decide(project)
        file = Path(folder) / "audit.docx"

        def work() -> None:
            with project.read() as session:
                exporters.export(session, "audit", file)

        before = peak_mb()
        measured = alternate(work, None, rounds)
        measured.memory_mb = peak_mb()
        with project.read() as session:
            changes = session.scalar(select(func.count()).select_from(ChangeRow))
        grown = measured.memory_mb - before
        measured.note = f"{changes:,} changes, {decided:,} of them definitions; {grown:.0f} MB more than before"
        return measured


def _decide(project: Project) -> int:
    """Let codes be defined anew as often as a fifth of all codings, and return how often.

    The changes are written into the journal as :func:`qda.core.codebook.edit_code` would have, without the commits.
    """
    with project._transaction() as session:
        connection = session.connection()
        journal.set_gate(connection, journal.SHUT)
        seq = journal.next_seq(connection)
        codes = list(session.scalars(select(Code.id).order_by(Code.id)))
        rows = []
        for number in range(seq // _SHARE):
            code_id = codes[number % len(codes)]
            about = [("code", code_id)]
            turn = number // len(codes)
            words = f'["What people say about it, seen {turn} times.","What they say of it, seen {turn + 1} times."]'
            image = f'[["u","code","{code_id.upper()}",{{"definition":{words}}}]]'
            rows.append(
                {
                    "seq": seq + number,
                    "label": "Define code",
                    "about": journal.write_about(about),
                    "at": now_ms(),
                    "coder_id": None,
                    "session": project.session,
                    "undoes": None,
                    "undo_top": seq + number,
                    "redo_top": None,
                    "rows": 1,
                    "tables": "code",
                    "images": journal.pack(image, journal.known_ids(None, about)),
                }
            )
        session.execute(insert(ChangeRow), rows)
        return len(rows)
