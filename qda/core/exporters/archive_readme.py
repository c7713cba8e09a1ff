"""The README of an archive: what it holds, how it was made, what was not done, and what only authors can say."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from qda.core.approaches import APPROACHES
from qda.core.archiving.choosing import Going
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.markup import markdown
from qda.core.study import facts as study_facts
from qda.i18n import _, n_


def readme(session: Session, taken: Going, tables: Sequence[tuple[str, str]], facts: Colophon, people: int) -> str:
    """Return the README in Markdown; it names nobody and no source that stays away."""
    study = study_facts(session)
    sources = n_("{n} source", "{n} sources", len(taken.sources))
    size = _("{sources}, {people}, {coders}.").format(
        sources=sources,
        people=n_("{n} participant", "{n} participants", people),
        coders=n_("{n} coder", "{n} coders", len(taken.coders)),
    )
    parts = [f"# {markdown(facts.title) or _('Study')}"]
    if facts.question:
        parts.append(_("Research question: {question}").format(question=markdown(facts.question)))
    approach = APPROACHES.get(study.approach)
    if approach is not None:
        parts.append(_("Approach: {name}.").format(name=approach.title))
    parts += [
        size,
        _("Written by Themeloom {version} on {day}.").format(
            version=facts.version, day=facts.written.strftime("%Y-%m-%d")
        ),
        "## " + _("Files"),
        "\n".join(
            (
                "- " + _("`texts/`: the text of each source (UTF-8)."),
                *(f"- `{name}.csv`: {markdown(about)}" for name, about in tables),
                "- " + _("`data-dictionary.csv`: what each column of each file holds."),
            )
        ),
        _(
            "Tables are CSV in UTF-8 with a byte order mark. Passages are half-open: `text[start:end]`, counted from 0 "
            "in Unicode code points; in R, `substr(text, start + 1, end)`. Several values in one cell stand apart by "
            "“; ”. A cell that a spreadsheet would take for a formula begins with an apostrophe."
        ),
        "## " + _("How it was made anonymous"),
        "\n".join(f"- {words}" for words in _done(taken)),
        "## " + _("To be filled in by the authors"),
        "\n".join(
            f"- {words}:"
            for words in (
                _("Who may be asked"),
                _("Licence, and who may use the data for what"),
                _("How to cite"),
                _("Ethics approval"),
                _("What else was changed in the texts, by whom"),
            )
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _done(taken: Going) -> list[str]:
    done = [
        _("Participants appear by pseudonym only; labels of speakers in the texts were replaced by pseudonyms."),
        _("Interviewers and speakers who are not linked to a participant are called by what they do or by a number."),
        _("Coders are numbered."),
    ]
    if taken.away:
        done.append(
            n_(
                "{n} source is not in the archive, since those who speak in it did not allow it or were not asked.",
                "{n} sources are not in the archive, since those who speak in them did not allow it or were not asked.",
                len(taken.away),
            )
        )
    done.append(
        _("Words that people said were not changed by the program: names in them are for the authors to look at.")
    )
    return done
