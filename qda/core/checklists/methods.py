"""The methods of a study in plain prose, of what was really done; and what of it only the authors can say."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.agreement.wording import joined
from qda.core.checklists import analysis, material, synthesis
from qda.core.checklists.known import Known
from qda.core.review.numbers import SMALL
from qda.i18n import _, n_

_ANALYSED = {
    "reflexive": _("We analysed the data by reflexive thematic analysis."),
    "codebook": _("We analysed the data by thematic analysis with a shared codebook."),
    "framework": _("We analysed the data by framework analysis."),
    "review": _("We synthesised the findings of the reports."),
}
_CODES_CHANGED = {
    "merged": (_("{n} merger"), _("{n} mergers")),
    "split": (_("{n} split"), _("{n} splits")),
    "renamed": (_("{n} new name"), _("{n} new names")),
    "redefined": (_("{n} new definition"), _("{n} new definitions")),
    "deleted": (_("{n} deletion"), _("{n} deletions")),
}
SOFTWARE = _("Software.")
"""The lead of the passage that is there as soon as there is a source."""
_SENTENCE_START = re.compile(r"(^|[.!?] )([1-9])(?= [a-z])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the methods: what it is about, and its sentences."""

    lead: str
    words: str


def methods(session: Session) -> list[Passage]:
    """Return the paragraphs of what was really done, none of what the project knows nothing about.

    Saturation is told only where the approach has it. Nothing is made up: what is missing is in :func:`gaps`.
    """
    known = Known(session)
    told = (
        (_("Design."), (_design(known), analysis.concepts(known), material.setting(known))),
        (_("Ethics."), (material.ethics(known), material.consent_given(known), material.registration(known))),
        (_("Reports."), _reports(known)),
        (_("Participants."), _participants(known)),
        (_("Interviews."), _interviews(known)),
        (_("Researchers."), (material.roles(known), analysis.reflexive_memos(known))),
        (_("Coding."), (analysis.coders(known), _codebook(known), analysis.origins(known))),
        (_("Checks."), (analysis.second_looks(known), analysis.agreement(known))),
        (_("Themes."), _themes(known)),
        (_("Review with people."), (analysis.feedback(known),)),
        (_("Saturation."), (analysis.saturation(known), analysis.gains(known))),
        (SOFTWARE, (_software(known), analysis.trail(known))),
    )
    # What people wrote themselves stands as they wrote it.
    own = {material.setting(known), material.ethics(known), material.registration(known)}
    paragraphs = (
        (lead, " ".join(one if one in own else _SENTENCE_START.sub(_spelt, one) for one in sentences if one))
        for lead, sentences in told
    )
    return [Passage(lead, words) for lead, words in paragraphs if words]


def _spelt(found: re.Match[str]) -> str:
    """Return a number that begins a sentence in letters, as journals want it."""
    return found[1] + SMALL[int(found[2])].capitalize()


def _design(known: Known) -> str:
    """Return by which approach the data were analysed; the bare approach where nothing was analysed yet."""
    if not (known.coded or known.themes or known.facts.summaries):
        return analysis.approach(known)
    if known.approach.school:
        words = analysis.approach(known)
        return _("We worked by {approach}").format(approach=words[:1].lower() + words[1:])
    return _ANALYSED.get(known.approach.name, analysis.approach(known))


def _reports(known: Known) -> tuple[str, ...]:
    """Return what a synthesis says of its reports, nothing in studies with people."""
    if known.approach.name != "review":
        return ()
    facts = (synthesis.flow, synthesis.exclusions, synthesis.units, synthesis.charting, synthesis.judgements)
    return tuple(fact(known) for fact in facts)


def _participants(known: Known) -> tuple[str, ...]:
    if not known.people:
        return ()
    facts = (material.approached, material.recruited, material.sampling, material.size, material.sample)
    return tuple(fact(known) for fact in facts)


def _interviews(known: Known) -> tuple[str, ...]:
    facts = (
        *(material.dates, material.interviewers, material.relationships, material.modes),
        *(material.durations, material.guides, material.transcribed, material.checked),
    )
    return tuple(fact(known) for fact in facts)


def _codebook(known: Known) -> str:
    """Return the codebook with how it grew day by day, and what was done to codes on the way."""
    told = [analysis.codebook(known)]
    with_codes = [one for one in known.trail.standings if one.codes]
    if len(with_codes) > 1:
        first, last = with_codes[0], with_codes[-1]
        most = max(with_codes, key=lambda one: one.codes)
        sentence = _("On {first} there were {few} codes, on {last} {now}")
        words = sentence.format(first=first.day, few=first.codes, last=last.day, now=last.codes)
        if most.codes > last.codes:
            words += " " + _("(at most {most}, on {day})").format(most=most.codes, day=most.day)
        told.append(f"{words}.")
    kinds = Counter(
        one.kind for one in known.trail.decisions if one.in_force and one.things and one.things[0].kind == "code"
    )
    changed = [n_(*words, kinds[kind]) for kind, words in _CODES_CHANGED.items() if kinds[kind]]
    if changed:
        told.append(_("Codes changed on the way: {changes}.").format(changes=joined(changed)))
    return " ".join(filter(None, told))


def _themes(known: Known) -> tuple[str, ...]:
    levels = list(dict.fromkeys(one.level for one in known.themes if one.level))
    told = ""
    if len(levels) > 1:
        told = _("They stand on {n} levels: {levels}.").format(n=len(levels), levels=joined(levels))
    return (
        *(analysis.themes(known), told, analysis.ideas(known), analysis.relations(known)),
        *(analysis.quotes(known), analysis.different(known), _translated(known)),
    )


def _translated(known: Known) -> str:
    found = [one for one in known.quotes if one.translation.strip()]
    if not found:
        return ""
    words = n_("{n} quote is given in translation", "{n} quotes are given in translation", len(found))
    if by := list(dict.fromkeys(one.translator for one in found if one.translator)):
        words += " " + _("(by {names})").format(names=joined(by))
    return f"{words}."


def _software(known: Known) -> str:
    words = analysis.software(known)
    sentence = _("Sources were coded and kept in {program}") if known.coded else _("Sources were kept in {program}")
    return sentence.format(program=words) if words else ""


def gaps(session: Session) -> list[str]:
    """Return what a methods section needs and the project does not say, each with its place in the window."""
    known = Known(session)
    review = known.approach.name == "review"
    needed = (
        (material.question(known), _("The research question (Study, Facts and guide).")),
        (material.ethics(known) or review, _("Ethics approval (Study, Facts and guide).")),
        (material.consent_given(known) or review, _("Consent of participants (Sources, Consent).")),
        (material.setting(known) or review, _("Setting and period (Study, Facts and guide).")),
        (material.recruited(known) or review, _("How people were recruited, and who declined (Study, Recruitment).")),
        (material.dates(known) or review, _("When data were collected (Study, Interviews).")),
        (material.guides(known) or review, _("The interview guide (Study, Facts and guide).")),
        (synthesis.flow(known) or not review, _("The flow of reports (Study, Flow of reports).")),
        (analysis.reflexive_memos(known), _("Reflexive memos: who you are in this (Memos).")),
    )
    missing = [words for there, words in needed if not there]
    # What is worked out when somebody asks was perhaps never a step of the study.
    if analysis.saturation(known):
        missing.append(_("Whether you used saturation: the figures are worked out now, with the usual settings."))
    return [
        *missing,
        _("Theory and paradigm, and why this approach fits the question."),
        _("Why the data are adequate for the question."),
        _("How people were made unrecognisable, and how data are kept safe."),
    ]
