"""What a review came to, listed in the terminal: rounds with counts, answers, points and how far they are."""

from __future__ import annotations

from typing import Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile
from qda.i18n import _
from qda.storage.project import Project

RoundName = Annotated[
    str, typer.Option("--round", metavar="ROUND", help="Which round; without it, all.", show_default=False)
]


def rounds(study: StudyFile, as_json: AsJson = False) -> None:
    """List the rounds: what is asked of whom, in which form, and how much was said."""
    from qda.core.review.rounds import AUDIENCES, FORMS
    from qda.core.review.rounds import rounds as all_rounds

    with Project.open(study, read_only=True) as project, project.read() as session:
        found = all_rounds(session)
    if as_json:
        output.print_json(found)
        return
    output.print_table(
        (_("round"), _("to whom"), _("how"), _("shown"), _("meetings"), _("people"), _("answers")),
        [
            (one.name, AUDIENCES[one.audience], FORMS[one.form], one.items, one.meetings, one.people, one.answers)
            for one in found
        ],
    )


def answers(study: StudyFile, name: RoundName = "", as_json: AsJson = False) -> None:
    """List what people said, by their codes and never by their names."""
    from qda.core.review.listing import said

    with Project.open(study, read_only=True) as project, project.read() as session:
        found = said(session, name)
    if as_json:
        output.print_json(found)
        return
    output.print_table(
        (_("round"), _("person"), _("shown"), _("question"), _("answer"), _("words")),
        [(one.round, one.person, one.shown, one.question, one.answer, one.words) for one in found],
    )


def points(study: StudyFile, name: RoundName = "", as_json: AsJson = False) -> None:
    """List what people raised, what was decided, and whether those who raised it were shown the answer."""
    from qda.core.review.listing import raised
    from qda.core.review.points import KINDS, STATES

    with Project.open(study, read_only=True) as project, project.read() as session:
        found = raised(session, name)
    if as_json:
        output.print_json(found)
        return
    output.print_table(
        (_("how far"), _("theme"), _("about"), _("raised by"), _("words")),
        [(STATES[one.state], one.theme, KINDS[one.kind], ", ".join(one.raised_by), one.words) for one in found],
    )
