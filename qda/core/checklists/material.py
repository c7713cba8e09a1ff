"""Facts about the material: who was asked, who took part, how interviews came about, what was allowed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from qda.core.agreement.wording import joined
from qda.core.checklists.known import Fact, Known
from qda.core.consent import consents
from qda.core.group_characteristics import group_characteristics
from qda.core.guides import guide_versions
from qda.core.interviews import counted, duration_sentence
from qda.core.recruitment import recruitment_log, recruitment_sentences
from qda.core.sampling import chosen_grid, sampling_grid
from qda.core.study import facts as study_facts
from qda.core.study_details import research_questions
from qda.i18n import _, n_


def title(known: Known) -> str:
    """Say what the project is called."""
    return _("The project is called “{title}”.").format(title=study_facts(known.session).title)


def question(known: Known) -> str:
    """Say what the study asks."""
    return " ".join(research_questions(known.session))


def _said(known: Known, field: str, words: str) -> str:
    names = counted(known.sheets, field)
    return words.format(names=names) if names else ""


def interviewers(known: Known) -> str:
    """Say who held the interviews."""
    return _said(known, "interviewer", _("Interviews were held by {names}."))


def relationships(known: Known) -> str:
    """Say how interviewer and participants stood to each other."""
    return _said(known, "relationship", _("How interviewers and participants stood to each other: {names}."))


def places(known: Known) -> str:
    """Say where the interviews were."""
    return _said(known, "place", _("Interviews were held at these places: {names}."))


def others(known: Known) -> str:
    """Say who else was there."""
    return _said(known, "others", _("Others were present: {names}."))


def modes(known: Known) -> str:
    """Say in which way people were interviewed."""
    return _said(known, "mode", _("Interviews were held in these ways: {names}."))


def transcribed(known: Known) -> str:
    """Say who transcribed."""
    return _said(known, "transcribed_by", _("Interviews were transcribed by {names}."))


def checked(known: Known) -> str:
    """Say who checked transcripts; participants are not told by their pseudonyms."""
    own = _pseudonyms(known)
    rows = [
        replace(row, checked_by=_("the participant")) if row.checked_by.casefold() in own else row
        for row in known.sheets
    ]
    names = counted(rows, "checked_by")
    return _("Transcripts were checked by {names}.").format(names=names) if names else ""


def _pseudonyms(known: Known) -> set[str]:
    return {one.name.casefold() for one in known.people}


def returned(known: Known) -> str:
    """Say how many transcripts participants checked themselves, where the sheets name one of them as checking."""
    own = _pseudonyms(known)
    number = sum(row.checked_by.casefold() in own for row in known.sheets)
    if not number:
        return ""
    words = n_(
        "The transcript of {n} of {{all}} sources was checked by a participant.",
        "The transcripts of {n} of {{all}} sources were checked by participants.",
        number,
    )
    return words.format(all=len(known.sheets))


def durations(known: Known) -> str:
    """Say how long the interviews lasted."""
    return duration_sentence(known.sheets)


def dates(known: Known) -> str:
    """Say between which days the data were collected."""
    found = sorted(row.date for row in known.sheets if row.date)
    if not found:
        return ""
    if found[0] == found[-1]:
        return _("Data were collected in {first}.").format(first=found[0])
    sentence = _("Data were collected from {first} to {last}.").format(first=found[0], last=found[-1])
    if missing := len(known.sheets) - len(found):
        one, many = _("For {n} source no date is noted."), _("For {n} sources no date is noted.")
        sentence += " " + n_(one, many, missing)
    return sentence


def guides(known: Known) -> str:
    """Say which versions the interview guide has, and why it changed."""
    versions = guide_versions(known.session)
    if not versions:
        return ""
    told = [n_("The interview guide has {n} version.", "The interview guide has {n} versions.", len(versions))]
    for one in versions:
        name = f"{one.name} ({one.date})" if one.date else one.name
        words = n_("was used in {n} interview", "was used in {n} interviews", one.interviews)
        told.append(_("Version {name} {used}.").format(name=name, used=words))
        if one.why:
            told.append(_("Why it changed: {why}").format(why=one.why))
    return " ".join(told)


def repeated(known: Known) -> str:
    """Say how many people stand in more than one source."""
    if not known.people:
        return ""
    number = sum(len(one.source_ids) > 1 for one in known.people)
    if not number:
        return _("No participant stands in more than one source.")
    return n_("{n} participant stands in several sources.", "{n} participants stand in several sources.", number)


def sampling(known: Known) -> str:
    """Say by which attributes people were wanted and how far that was reached; "" where no number was set."""
    chosen = chosen_grid(known.session)
    if chosen is None:
        return ""
    grid = sampling_grid(known.session, *chosen)
    wanted = [cell for cell in grid.cells.values() if cell.wanted]
    if not wanted:
        return ""
    names = joined([one.name for one in (grid.attribute, grid.across) if one])
    told = n_("Participants were wanted in {n} group", "Participants were wanted in {n} groups", len(wanted))
    reached = sum(not cell.missing for cell in wanted)
    sentence = _("{told} by {attributes}; in {n} of them the number was reached.")
    sentence = sentence.format(told=told, attributes=names, n=reached)
    if empty := grid.empty():
        groups = "; ".join(", ".join(filter(None, (cell.value, cell.across))) for cell in empty)
        sentence += " " + _("Nobody was found for: {groups}.").format(groups=groups)
    return sentence


def approached(known: Known) -> str:
    """Say in which ways people were asked to take part."""
    ways = Counter(row.how for row in recruitment_log(known.session) if row.how)
    names = ", ".join(f"{how} ({number})" for how, number in ways.most_common())
    return _("People were approached in these ways: {names}.").format(names=names) if names else ""


def recruited(known: Known) -> str:
    """Say how many agreed, declined and left, and why."""
    return " ".join(recruitment_sentences(known.session))


def size(known: Known) -> str:
    """Say how many sources there are, and how many people in them."""
    if not known.sources:
        return ""
    sources = n_("{n} source", "{n} sources", len(known.sources))
    if not known.people:
        return f"{sources}."
    people = n_("{n} participant", "{n} participants", len(known.people))
    return _("{people} took part, in {sources}.").format(people=people, sources=sources)


def sample(known: Known) -> str:
    """Say who took part, as a group."""
    told = [one.words() for one in group_characteristics(known.session)]
    return ". ".join(told) + "." if told else ""


def setting(known: Known) -> str:
    """Say where and when the study was."""
    return known.details["setting"]


def ethics(known: Known) -> str:
    """Say what is noted of ethics approval."""
    return known.details["ethics"]


def registration(known: Known) -> str:
    """Say what is noted of registration or protocol."""
    return known.details["registration"]


def funding(known: Known) -> str:
    """Say what is noted of funding."""
    return known.details["funding"]


def consent_given(known: Known) -> str:
    """Say of how many participants consent is recorded."""
    given = consents(known.session)
    said = [given[one.id].answers.get("take_part") for one in known.people if one.id in given]
    number = sum(answer is True for answer in said)
    if not number:
        return ""
    sentence = _("Consent to take part is recorded for {n} of {all} participants.")
    return sentence.format(n=number, all=len(known.people))


def roles(known: Known) -> str:
    """Say who coded, and in which role, in the words of the project."""
    told = [
        _("{name} worked as {role}").format(name=one.name, role=one.role) for one in known.coders if one.role.strip()
    ]
    return "; ".join(told) + "." if told else ""


MATERIAL: dict[str, Fact] = {
    "title": title,
    "question": question,
    "interviewers": interviewers,
    "relationships": relationships,
    "places": places,
    "others": others,
    "modes": modes,
    "transcribed": transcribed,
    "checked": checked,
    "returned": returned,
    "durations": durations,
    "dates": dates,
    "guides": guides,
    "repeated": repeated,
    "sampling": sampling,
    "approached": approached,
    "recruited": recruited,
    "size": size,
    "sample": sample,
    "setting": setting,
    "ethics": ethics,
    "registration": registration,
    "funding": funding,
    "consents": consent_given,
    "roles": roles,
}
