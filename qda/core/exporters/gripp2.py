"""GRIPP2, the guidance for reporting patient and public involvement: its headings, and what the record can say to each.

The items are those of Staniszewska et al. 2017, BMJ 358:j3453 (short form: 5, long form: 34), in words of our own. What
the record can't know, above all what it meant and what went badly, is left for people to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from qda.core.exporters.grid import Column, Grid, Row, paragraphs
from qda.core.review.numbers import Numbers, duration, methods_sentences, summary
from qda.core.review.people import LIVED
from qda.core.review.record import Record
from qda.core.review.rounds import ASKS, AUDIENCES, FORMS
from qda.i18n import _, n_


class Asked(NamedTuple):
    """An item: its number, its heading, what is to be told, and which fact of the record answers it ("" none)."""

    number: str
    heading: str
    asks: str
    fact: str = ""


SHORT = (
    Asked("1", _("Aim"), _("What the involvement was for."), "aim"),
    Asked("2", _("Methods"), _("How people were involved."), "methods"),
    Asked("3", _("Study results"), _("What the involvement led to, good and bad."), "results"),
    Asked("4", _("Discussion and conclusions: outcomes"), _("How far it shaped the study, for better or worse.")),
    Asked("5", _("Reflections: critical perspective"), _("What went well and what did not, so that others learn.")),
)
LONG = (
    Asked("1a", _("Abstract: aim"), _("The aim of the involvement."), "aim"),
    Asked("1b", _("Abstract: methods"), _("How people were involved."), "summary"),
    Asked("1c", _("Abstract: results"), _("What it led to."), "results"),
    Asked("1d", _("Abstract: conclusions"), _("What is concluded about it.")),
    Asked("1e", _("Abstract: keywords"), _("Words by which the involvement is found.")),
    Asked("2a", _("Background: definition"), _("How involvement is understood in the study.")),
    Asked("2b", _("Background: theory"), _("The thinking that it rests on.")),
    Asked("2c", _("Background: concepts"), _("The concepts or models that were used or made.")),
    Asked("3", _("Aims"), _("The aim of the involvement."), "aim"),
    Asked("4a", _("Methods: design"), _("What was done, and how."), "methods"),
    Asked("4b", _("Methods: people involved"), _("Who took part, and in which role."), "people"),
    Asked("4c", _("Methods: stages"), _("At which stages of the study."), "stages"),
    Asked("4d", _("Methods: level of involvement"), _("How much say people had.")),
    Asked("5a", _("Impact: evidence in words"), _("What shows in words that it made a difference."), "evidence"),
    Asked("5b", _("Impact: evidence in numbers"), _("What shows in numbers that it made a difference."), "summary"),
    Asked("5c", _("Impact: strength of the measure"), _("How well that could be told.")),
    Asked("6", _("Economic assessment"), _("What it cost."), "cost"),
    Asked("7a", _("Results: outcomes"), _("What the involvement led to, good and bad."), "results"),
    Asked("7b", _("Results: impact"), _("What it changed in the study, and for whom.")),
    Asked("7c", _("Results: context"), _("What around it helped or hindered.")),
    Asked("7d", _("Results: process"), _("What in the way of working helped or hindered.")),
    Asked("7ei", _("Results: theory that was developed"), _("Concepts or theory that came of it.")),
    Asked("7eii", _("Results: theory that was tested"), _("Concepts or theory that were tested in it.")),
    Asked("7f", _("Results: measurement"), _("Ways of measuring impact that were made or tested.")),
    Asked("7g", _("Results: economic assessment"), _("What is known of costs and gains."), "cost"),
    Asked("8a", _("Discussion: outcomes"), _("How far it shaped the study, for better or worse.")),
    Asked("8b", _("Discussion: impact"), _("What the difference it made means.")),
    Asked("8c", _("Discussion: definition"), _("How the understanding of involvement held.")),
    Asked("8d", _("Discussion: theory"), _("What it adds to the thinking about involvement.")),
    Asked("8e", _("Discussion: context"), _("What around it mattered.")),
    Asked("8f", _("Discussion: process"), _("What in the way of working mattered.")),
    Asked("8g", _("Discussion: measurement"), _("How well impact was captured.")),
    Asked("8h", _("Discussion: economic assessment"), _("What costs and gains mean.")),
    Asked("8i", _("Discussion: reflections"), _("What went well and what did not, so that others learn.")),
)
FORMS_OF = {"short": SHORT, "long": LONG}
EMPTY = _("[To be written by the team, together with those who took part.]")


def gripp2_table(form: str, told: Record, counts: Numbers) -> Grid:
    """Return the items of the short or the long form with what the record says to each, or an empty place to write."""
    facts = _facts(told, counts)
    rows = tuple(
        Row(
            (
                paragraphs(f"{one.number}. {one.heading}", "theme") + paragraphs(one.asks, "detail"),
                paragraphs(facts.get(one.fact, "") or EMPTY),
            )
        )
        for one in FORMS_OF[form]
    )
    caption = {
        "short": _("GRIPP2 short form: what the record says, and what is for people to write"),
        "long": _("GRIPP2 long form: what the record says, and what is for people to write"),
    }[form]
    return Grid("", caption, (Column(_("Item"), 0.36), Column(_("What is reported"), 0.64)), rows)


def _facts(told: Record, counts: Numbers) -> Mapping[str, str]:
    asks = [ask for ask in ASKS if any(ask in one.round.asks for one in told.rounds)]
    audiences = [words for key, words in AUDIENCES.items() if any(one.round.audience == key for one in told.rounds)]
    forms = [words for key, words in FORMS.items() if any(one.round.form == key for one in told.rounds)]
    aim = _("To hear from those whom the findings are about ({people}): {questions}").format(
        people=", ".join(audiences).lower(), questions=" ".join(ASKS[ask] for ask in asks)
    )
    forms_words = _("What was shown was looked at in these ways: {forms}.").format(forms="; ".join(forms).lower())
    return {
        "aim": aim,
        "methods": f"{methods_sentences(counts)} {forms_words}",
        "summary": f"{summary(counts)[:1].upper()}{summary(counts)[1:]}.",
        "results": _results(told, counts),
        "people": _people(counts),
        "stages": _("Review of the findings; the easy-read summary.")
        if counts.versions
        else _("Review of the findings."),
        "evidence": _("What changed and what did not, point by point, is in the tables of this record."),
        "cost": _cost(told),
    }


def _results(told: Record, counts: Numbers) -> str:
    if not told.points:
        return ""
    said = [n_("{n} point led to a change.", "{n} points led to a change.", counts.changed)]
    if counts.kept:
        said.append(n_("{n} point did not.", "{n} points did not.", counts.kept))
    if counts.renamed:
        said.append(n_("{n} theme was renamed.", "{n} themes were renamed.", counts.renamed))
    if counts.disagreed:
        one, many = _("People still disagree in {n} point."), _("People still disagree in {n} points.")
        said.append(n_(one, many, counts.disagreed))
    return " ".join(said)


def _people(counts: Numbers) -> str:
    parts = (
        n_("{n} co-researcher", "{n} co-researchers", counts.co_researchers) if counts.co_researchers else "",
        n_("{n} participant", "{n} participants", counts.participants) if counts.participants else "",
        n_("{n} supporter", "{n} supporters", counts.supporters) if counts.supporters else "",
    )
    return ", ".join(filter(None, parts))


def _cost(told: Record) -> str:
    lived = [one for one in told.people if one.role in LIVED]
    minutes = sum(one.minutes or 0 for one in lived)
    paid = sum(bool(one.payment) for one in lived)
    said = []
    if minutes:
        said.append(_("{hours} of work are recorded.").format(hours=duration(minutes)))
    if paid:
        said.append(_("Payment was offered to {n} of {all}.").format(n=paid, all=len(lived)))
    return " ".join(said)
