"""Facts about the analysis: who coded what, how the codebook grew, who looked again, which themes were developed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from qda import __version__
from qda.core.agreement.wording import joined
from qda.core.approaches import SCHOOLS
from qda.core.checklists.known import Fact, Known
from qda.core.concepts import concepts as concept_rows
from qda.core.participants import voices
from qda.core.plan import Round
from qda.core.reconciling.resolutions import BOTH, NEW, NOBODY, TOOK
from qda.core.review.numbers import methods_sentences
from qda.core.themes.relations import relations as relation_rows
from qda.core.trail.versions import versions
from qda.core.verifying import verified
from qda.i18n import _, n_
from qda.storage.models import CategoryGain, Resolution

_SETTLED = (TOOK, BOTH, NEW, NOBODY)
_NOT_DECIDED = "memo"
"""The kind of decision that is only a memo, which may hold some."""


def day(time: int) -> str:
    """Return the day of a moment (milliseconds since 1970) as the clocks of this place have it."""
    return datetime.fromtimestamp(time / 1000).astimezone().date().isoformat()


def approach(known: Known) -> str:
    """Say by which approach the project works."""
    found = known.approach
    if not found.school:
        return f"{found.title}."
    school = SCHOOLS[found.school]
    stages = joined([one[:1].lower() + one[1:] for one in found.stages])
    return _("{approach}, with the stages of {school}: {stages}.").format(
        approach=found.title, school=school.title, stages=stages
    )


def concepts(known: Known) -> str:
    """Say which sensitising concepts were kept in view."""
    names = [one.name for one in concept_rows(known.session)]
    one, many = _("{n} sensitising concept was kept in view"), _("{n} sensitising concepts were kept in view")
    return f"{n_(one, many, len(names))}: {joined(names)}." if names else ""


def reflexive_memos(known: Known) -> str:
    """Say how many reflexive memos there are, and by whom."""
    found = [one for one in known.memos if one.kind == "reflexive"]
    if not found:
        return ""
    by = joined(list(dict.fromkeys(known.names[one.coder_id] for one in found if one.coder_id in known.names)))
    told = n_("{n} reflexive memo was kept", "{n} reflexive memos were kept", len(found))
    if by:
        told += " " + _("by {names}").format(names=by)
    return f"{told}."


def coders(known: Known) -> str:
    """Say who coded how many sources, and how many of them several people coded."""
    if not known.coded:
        return ""
    told = [f"{known.names[key]} ({n_('{n} source', '{n} sources', len(coded))})" for key, coded in known.coded.items()]
    who = n_("{n} person coded", "{n} people coded", len(told))
    sentence = f"{who}: {', '.join(told)}."
    several = sum(number > 1 for number in Counter(key for one in known.coded.values() for key in one).values())
    if several:
        words = n_(
            "{n} of {{all}} sources was coded by more than one of them.",
            "{n} of {{all}} sources were coded by more than one of them.",
            several,
        )
        sentence += " " + words.format(all=len(known.sources))
    return sentence


def codebook(known: Known) -> str:
    """Say how large the codebook is, and which versions of it were kept."""
    codes = [one for one in known.book if one.kind == "code"]
    if not codes:
        return ""
    sentence = n_("The codebook has {n} code", "The codebook has {n} codes", len(codes))
    if groups := len(known.book) - len(codes):
        sentence += " " + n_("in {n} category", "in {n} categories", groups)
    if defined := sum(bool(one.definition.strip()) for one in codes):
        sentence += "; " + n_("{n} has a definition", "{n} have a definition", defined)
    if kept := versions(known.session):
        told = ", ".join(f"“{one.name}” ({day(one.at)}, {one.codes})" for one in kept)
        words = _("Versions of it were kept, with their day and number of codes and categories: {names}")
        sentence += ". " + words.format(names=told)
    return f"{sentence}."


def origins(known: Known) -> str:
    """Say how many codes the codebook marks as set beforehand, in participants' words, or made from the data.

    Every code begins as made from the data; where all are, nobody may have looked, so nothing is said.
    """
    found = Counter(one.origin for one in known.book if one.kind == "code")
    if not found["in vivo"] and not found["a priori"]:
        return ""
    words = {
        "inductive": n_("{n} code as made from the data", "{n} codes as made from the data", found["inductive"]),
        "in vivo": n_("{n} as participants' own words", "{n} as participants' own words", found["in vivo"]),
        "a priori": n_("{n} as set beforehand", "{n} as set beforehand", found["a priori"]),
    }
    told = [words[key] for key in words if found[key]]
    return _("The codebook marks {codes}.").format(codes=joined(told))


def themes(known: Known) -> str:
    """Say how many themes were developed and how many of them draw on codes."""
    if not known.themes:
        return ""
    drawing = sum(bool(one.code_ids) for one in known.themes)
    made = n_("{n} theme was developed", "{n} themes were developed", len(known.themes))
    return f"{made}; {n_('{n} draws on codes', '{n} draw on codes', drawing)}."


def second_looks(known: Known) -> str:
    """Say what was coded by several people, what a second person looked over, and how differences were settled."""
    told = [sentence for one in known.rounds if one.task == "code" and (sentence := _coded_twice(known, one))]
    looked: dict[str, set[str]] = {}
    for one in verified(known.session):
        if one.coder_id in known.names:
            looked.setdefault(one.coder_id, set()).add(one.source_id)
    for coder_id, sources in looked.items():
        number = n_("{n} source", "{n} sources", len(sources))
        sentence = _("{who} looked over what others had coded in {sources}.")
        told.append(sentence.format(who=known.names[coder_id], sources=number))
    query = select(func.count()).select_from(Resolution).where(Resolution.outcome.in_(_SETTLED))
    if settled := known.session.scalar(query):
        told.append(
            n_("{n} difference between coders was settled.", "{n} differences between coders were settled.", settled)
        )
    return " ".join(told)


def _coded_twice(known: Known, one: Round) -> str:
    done = [
        source_id
        for source_id in one.source_ids
        if sum(source_id in known.coded.get(coder_id, ()) for coder_id in one.coder_ids) > 1
    ]
    if not done:
        return ""
    number = n_("{n} of {{all}} sources was coded", "{n} of {{all}} sources were coded", len(done))
    sentence = _("{sources} by {names} for comparison.")
    if one.blind:
        sentence = _("{sources} by {names}, who did not see each other's work before they had finished.")
    who = [known.names[key] for key in one.coder_ids if key in known.names]
    return sentence.format(sources=number.format(all=len(known.sources)), names=joined(who))


def agreement(known: Known) -> str:
    """Say how far coders agree: as it was kept last, else as it is now where the approach shows agreement.

    Nothing is said where no two people have finished a source.
    """
    from qda.core.agreement.snapshots import snapshots

    for one in snapshots(known.session):
        if one.methods and not one.training:
            return one.methods
    if not known.approach.agreement or not known.facts.twice:
        return ""
    from qda.core.agreement.asking import Ask
    from qda.core.agreement.basis import find_basis
    from qda.core.agreement.choosing import few
    from qda.core.agreement.comparing import compare
    from qda.core.agreement.methods import methods_text, sample_of
    from qda.errors import RefusedError

    coded = [one for one in known.rounds if one.task == "code"]
    round_id = coded[0].id if len(coded) == 1 else None
    ask = Ask(round_id=round_id, pairs=False, intervals="")
    try:
        few_of = few(len(find_basis(known.session, ask).coders))
        found = compare(known.session, replace(ask, statistics=few_of))
    except RefusedError:
        return ""
    return methods_text(found, sample_of(known.session, round_id))


def feedback(known: Known) -> str:
    """Say who looked at the findings and what came of it."""
    return methods_sentences(known.review) if known.review and known.review.themes else ""


def participants_feedback(known: Known) -> str:
    """Say what came of participants' looking at the findings; "" where none of them did, whoever else looked."""
    return feedback(known) if known.review and known.review.participants else ""


def trail(known: Known) -> str:
    """Say how the analysis can be followed: what is recorded, what was decided and which decisions memos explain."""
    decided = [one for one in known.trail.decisions if one.in_force and one.kind != _NOT_DECIDED]
    if not decided:
        return ""
    standings = known.trail.standings
    first, last = standings[0].day, standings[-1].day
    sentence = _("From {first} to {last} every action was recorded.")
    if first == last:
        sentence = _("On {last} every action was recorded.")
    sentence = sentence.format(first=first, last=last)
    explained = sum(bool(one.why) for one in decided)
    words = n_("{n} decision on codes and themes is kept", "{n} decisions on codes and themes are kept", len(decided))
    sentence += " " + _("{decisions}; memos explain {n} of them.").format(decisions=words, n=explained)
    if known.memos:
        sentence += " " + n_("{n} memo was written.", "{n} memos were written.", len(known.memos))
    return sentence


def quotes(known: Known) -> str:
    """Say how many quotes are chosen for how many themes, and from how many people they are."""
    chosen = [one for one in known.quotes if one.kind == "chosen"]
    if not chosen:
        return ""
    speaking = voices(known.session, {one.source_id for one in chosen})
    people = {who for one in chosen for who in speaking.of(one.source_id, one.start, one.end)}
    words = n_("{n} quote is chosen", "{n} quotes are chosen", len(chosen))
    sentence = _("{quotes} for {n} of {all} themes.").format(
        quotes=words, n=len({one.theme_id for one in chosen}), all=len(known.themes)
    )
    if people:
        sentence += " " + _("They are from {n} of {all} participants.").format(n=len(people), all=len(known.people))
    return sentence


def different(known: Known) -> str:
    """Say how many themes have a quote with a different view."""
    number = len({one.theme_id for one in known.quotes if one.kind == "counter"})
    if not number:
        return ""
    words = n_(
        "{n} of {{all}} themes has a quote with a different view.",
        "{n} of {{all}} themes have a quote with a different view.",
        number,
    )
    return words.format(all=len(known.themes))


def major(known: Known) -> str:
    """Name the themes at the top of the outline; under a single one at the top also those right below it."""
    return _named(known, below=False)


def minor(known: Known) -> str:
    """Name the themes below those that :func:`major` names."""
    return _named(known, below=True)


def _named(known: Known, *, below: bool) -> str:
    tops = [one for one in known.themes if one.depth == 0]
    last = 1 if len(tops) == 1 and len(known.themes) > 1 else 0
    names = [one.name for one in known.themes if (one.depth > last) is below]
    return "; ".join(names) + "." if names else ""


def ideas(known: Known) -> str:
    """Say how many themes have a central idea written down."""
    number = sum(bool(one.idea.strip()) for one in known.themes)
    sentence = _("A central idea is written down for {n} of {all} themes.")
    return sentence.format(n=number, all=len(known.themes)) if number else ""


def relations(known: Known) -> str:
    """Say how many relations between themes are named."""
    number = len(relation_rows(known.session))
    one, many = _("{n} relation of themes or codes is named."), _("{n} relations of themes or codes are named.")
    return n_(one, many, number) if number else ""


def saturation(known: Known) -> str:
    """Say whether new sources stopped to bring new codes; "" where the approach leaves that aside."""
    if not known.approach.saturation or not known.coded:
        return ""
    from qda.core.tables.saturation import method_sentence
    from qda.core.tables.saturation import saturation as found

    return method_sentence(found(known.session))


def gains(known: Known) -> str:
    """Say for how many categories it is written down what further sources added; only in grounded theory."""
    if known.approach.name != "grounded":
        return ""
    query = select(func.count(CategoryGain.theme_id.distinct())).where(func.trim(CategoryGain.words) != "")
    number = known.session.scalar(query) or 0
    one, many = (
        _("For {n} category it is written down what further sources added."),
        _("For {n} categories it is written down what further sources added."),
    )
    return n_(one, many, number) if number else ""


def software(known: Known) -> str:
    """Say which program was used."""
    return _("Themeloom {version}.").format(version=__version__) if known.sources else ""


ANALYSIS: dict[str, Fact] = {
    "approach": approach,
    "concepts": concepts,
    "reflexive_memos": reflexive_memos,
    "coders": coders,
    "codebook": codebook,
    "origins": origins,
    "themes": themes,
    "second_looks": second_looks,
    "agreement": agreement,
    "feedback": feedback,
    "participants_feedback": participants_feedback,
    "trail": trail,
    "quotes": quotes,
    "different": different,
    "major": major,
    "minor": minor,
    "ideas": ideas,
    "relations": relations,
    "saturation": saturation,
    "gains": gains,
    "software": software,
}
