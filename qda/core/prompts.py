"""Questions that invite a memo at turning points of an analysis: what has just been done is worth a thought.

The idea is that of memo-writing in reflexive thematic analysis and grounded theory: Braun & Clarke (2022), *Thematic
Analysis: A Practical Guide*, ch. 1-2 (a reflexive journal through all phases); Charmaz (2014), *Constructing Grounded
Theory*, ch. 7 (stop and write when something turns). The questions are this program's own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.i18n import _
from qda.storage.models import ChangeRow, Code, Coding, Reading, Source, Theme

REPORT = "report"
_MANY_CODES = 10


@dataclass(frozen=True, slots=True)
class Prompt:
    """A turning point: what happened, and what to ask oneself. `kind` is the kind of memo it invites."""

    name: str
    happened: str
    question: str
    kind: str = "reflexive"


PROMPTS = {
    prompt.name: prompt
    for prompt in (
        Prompt(
            "first finished",
            _("You have finished your first transcript."),
            _("What surprised you in it, and what did you expect to find? What of yourself did you hear in it?"),
        ),
        Prompt(
            "ten codes",
            _("There are ten codes now."),
            _("Whose words are they, the participants' or yours? What do you keep coding, and what do you pass over?"),
            "analytic",
        ),
        Prompt(
            "first theme",
            _("This is your first theme."),
            _("What in the data asked for it? What would somebody see who disagrees with you?"),
            "analytic",
        ),
        Prompt(
            "theme named",
            _("A theme has got its name."),
            _("What does the name bring to light, and what does it leave in the dark? Whose voice is in it?"),
            "analytic",
        ),
        Prompt(
            "codes merged",
            _("Codes have become one."),
            _("What did they share, and which difference is given up by it? What would make you part them again?"),
            "analytic",
        ),
        Prompt(
            "new sources",
            _("New sources have come in since you began to code."),
            _("What do you hope they will say? What would they have to say to change your mind?"),
        ),
        Prompt(
            REPORT,
            _("You are about to write it down."),
            _("Who is served by this account, and who might not know themselves in it? What changed on the way?"),
        ),
    )
}


def reached(session: Session, coder_id: str | None, passed: Collection[str] = ()) -> frozenset[str]:
    """Return the names of the turning points that this project and coder have reached, `passed` and the report apart.

    That codes have become one is reached by the last change only. A few looks by key: cheap after every change.
    """
    # Ids sort by the time they were made.
    first_coding = select(func.min(Coding.id)).scalar_subquery()
    last_change = select(func.max(ChangeRow.seq)).scalar_subquery()
    looks = {
        "first finished": select(Reading.id).where(Reading.coder_id == coder_id, Reading.finished.is_not(None)),
        "ten codes": select(Code.id).where(Code.kind == "code").offset(_MANY_CODES - 1),
        "first theme": select(Theme.id),
        "theme named": select(Theme.id).where(Theme.status == "named"),
        "codes merged": select(ChangeRow.seq).where(ChangeRow.seq == last_change, ChangeRow.label == "Merge codes"),
        "new sources": select(Source.id).where(Source.id > first_coding),
    }
    asked = {name: query for name, query in looks.items() if name not in passed}
    return frozenset(name for name, query in asked.items() if session.scalar(query.limit(1)) is not None)


def newest(names: Iterable[str]) -> Prompt | None:
    """Return the prompt to offer of those that were reached just now: the one furthest on the way."""
    order = list(PROMPTS)
    known = sorted((name for name in names if name in PROMPTS), key=order.index)
    return PROMPTS[known[-1]] if known else None
