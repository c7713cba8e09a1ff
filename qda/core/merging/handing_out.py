"""A copy of the project for a colleague, with or without what others did."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Table, delete, or_, select, true
from sqlalchemy.orm import Session

from qda.core.coders import get_coder
from qda.i18n import _
from qda.progress import Progress
from qda.storage.copying import make_copy
from qda.storage.models import (
    AgreementSnapshot,
    Base,
    Coding,
    Commentary,
    Confidence,
    FrameCell,
    ImportReport,
    Judgement,
    MediaSelection,
    Memo,
    MergeReport,
    Quote,
    QuoteWords,
    Reading,
    Reread,
    Resolution,
    ReviewPerson,
    ReviewRound,
    Unplaced,
    Verification,
)
from qda.storage.project import Project

WORK = {
    "codings": _("Coded passages, picked quotes and summaries of matrices"),
    "memos": _("Memos and confidence in themes"),
    "readings": _("What is read, finished and looked over"),
    "resolutions": _("How differences were settled, and kept figures of agreement"),
    "judgements": _("Decisions and ratings given by each person"),
    "review": _("The review: its people, rounds and packs, and what was said"),
}
"""The kinds of others' work that a copy can go without, with words for them."""

_OF_A_CODER = {
    "codings": (Coding, FrameCell, MediaSelection, QuoteWords, Unplaced),
    "memos": (Memo, Confidence, Unplaced),
    "readings": (Reading, Reread, Verification),
    "judgements": (Judgement,),
}
_OF_THE_REVIEW = (ReviewRound, ReviewPerson, Commentary)
"""What all of the review goes with: answers and points, packs and their keys, names and consent of its people."""
_REPORTS = (MergeReport, ImportReport)
"""What tells of others' passages in words."""


def copy_project(
    project: Project,
    path: Path,
    *,
    for_coder: str | None = None,
    without: Collection[str] = (),
    blind: bool = False,
    progress: Progress | None = None,
) -> None:
    """Make a whole project file for a colleague at `path`, which must not exist; its journal begins empty.

    `for_coder` is the id of the coder it is for, None for somebody new. `without` names the kinds of :data:`WORK` of
    everybody else that are left out (with the codings goes the review, which shows quotes that were picked from them);
    `blind` leaves all of them out. They are then nowhere in the file, neither are reports of merges and imports, and
    when the copy comes back nothing of them counts as removed. Codes, themes, sources, participants, rounds of coding
    and assignments always go along. Raises RefusedError where the file exists, NotFoundError for a coder who is not
    there, ProjectFileError where it can't be written, CancelledError.
    """
    unknown = set(without) - WORK.keys()
    if unknown:
        raise ValueError(f"there is no kind of work called {min(unknown)}")
    # A round shows quotes that others picked, and so do the packs of it.
    wanted = {*without, "review"} if "codings" in without else set(without)
    kinds = [kind for kind in WORK if blind or kind in wanted]
    if for_coder is not None:
        with project.read() as session:
            get_coder(session, for_coder)
    make_copy(
        project,
        path,
        lambda session: _strip(session, kinds, for_coder),
        left_out=kinds,
        forgotten=_forgotten(kinds),
        viewer=for_coder,
        progress=progress,
    )


def _strip(session: Session, kinds: Collection[str], mine: str | None) -> None:
    if not kinds:
        return
    if "codings" in kinds:
        # A picked quote tells what somebody else has coded; those from one's own passages stay.
        own = select(Coding.id).where(Coding.coder_id == mine)
        session.execute(delete(Quote).where(or_(Quote.coding_id.is_(None), Quote.coding_id.not_in(own))))
    for kind in kinds:
        for model in _OF_A_CODER.get(kind, ()):
            # What is nobody's, as things of other programs may be, is no work of a newcomer's either.
            others = model.coder_id.is_distinct_from(mine) if mine is not None else true()
            session.execute(delete(model).where(others))
    if "resolutions" in kinds:
        session.execute(delete(Resolution))
        session.execute(delete(AgreementSnapshot))
    if "review" in kinds:
        for whole in _OF_THE_REVIEW:
            session.execute(delete(whole))
    for report in _REPORTS:
        session.execute(delete(report))


def _forgotten(kinds: Collection[str]) -> set[str]:
    """Return the tables of which something is left out, and those of what goes with it."""
    if not kinds:
        return set()
    models: list[type[Base]] = [*_REPORTS, *(model for kind in kinds for model in _OF_A_CODER.get(kind, ()))]
    models += [Quote] if "codings" in kinds else []
    models += [Resolution, AgreementSnapshot] if "resolutions" in kinds else []
    models += _OF_THE_REVIEW if "review" in kinds else []
    found: set[Table] = {Base.metadata.tables[model.__tablename__] for model in models}
    while True:
        more = {
            table
            for table in Base.metadata.sorted_tables
            for key in table.foreign_keys
            if key.ondelete == "CASCADE" and key.column.table in found
        }
        if more <= found:
            return {table.name for table in found}
        found |= more
