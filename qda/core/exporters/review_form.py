"""The form on paper of a round of review: large print, boxes to tick, lines to write on, and its code."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.consent import left_out_words
from qda.core.exporters import Choice, ProductOptions, Written
from qda.i18n import _

ROUND = Choice("round", _("Which round, by its name (empty: the last)"))
PERSON = Choice("person", _("For whom, by code or name (empty: all whom the round is for)"))


@exporters.product(
    "review-form",
    title=_("Review form"),
    about=_("A round of review to fill in on paper: large print, boxes, and a code that answers are found by."),
    suffixes=(".docx", ".pdf"),
    choices=(ROUND, PERSON),
    alone=True,
    own_consent=True,
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the form; RefusedError where there is no round, or where it shows nothing that is allowed."""
    from qda.core.review.pack_content import content
    from qda.core.review.packs import find_people
    from qda.core.review.paper_form import form, write_form
    from qda.core.review.rounds import find_round

    wanted = PERSON.of(options)
    shown = content(session, find_round(session, ROUND.of(options)), find_people(session, [wanted] if wanted else []))
    write_form(form(shown), path)
    told = left_out_words(shown.left_out)
    return Written(path, (told,) if told else (), rows=len(shown.cards), people=len(shown.people))
