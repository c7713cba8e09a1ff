"""The paragraph on patient and public involvement that a paper prints, held against what the record of the review says.

A claim is found by the words in it, in English; what the words mean is for people to judge, so each finding is a
warning and never a correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy.orm import Session

from qda.core.review.numbers import SMALL, Numbers, numbers, spelt
from qda.core.study_details import details
from qda.i18n import _, n_

_PEOPLE = r"(?:patients?|public|service users?|people with lived experience|co-researchers?)"
_DENIES = re.compile(
    rf"\b(?:no|without|neither)\s+(?:any\s+)?(?:{_PEOPLE}|involvement)\b"
    rf"|\b(?:{_PEOPLE}|people|users?)\b[^.]{{0,60}}\b(?:were|was)\s+not\s+involved\b",
    re.IGNORECASE,
)
_AGREES = re.compile(r"\b(?:all|everybody|everyone|full(?:y)?|unanimous\w*)\b[^.]{0,40}\bagree\w*", re.IGNORECASE)
_UNCHANGED = re.compile(r"\b(?:no|without)\s+changes?\b|\bnothing\s+(?:was|had to be)\s+changed\b", re.IGNORECASE)
_COUNTED: tuple[tuple[str, str, str], ...] = (
    (r"co-?researchers?", "co_researchers", _("co-researchers")),
    (r"meetings?|sessions?|workshops?", "meetings", _("meetings")),
    (r"changes?", "changed", _("changes")),
    (r"themes?\s+(?:were\s+)?renamed", "renamed", _("themes renamed")),
)
"""What is counted in the paragraph, what of the record it is, and its name."""


def paragraph(session: Session) -> str:
    """Return the paragraph as it was written; "" where nobody has."""
    return details(session)["involvement"]


def suggested(told: Numbers, summary: str) -> str:
    """Return a beginning for the paragraph made of what the record bears out; the rest is for people to write."""
    if not (told.co_researchers or told.participants):
        return _("People with lived experience did not take part in the review of the findings.")
    said = [
        _("People with lived experience took part in the review of the findings: {summary}.").format(summary=summary)
    ]
    if told.kept:
        one, many = _("{n} point led to no change."), _("{n} points led to no change.")
        said.append(spelt(n_(one, many, told.kept)).capitalize())
    return " ".join(said)


def contradictions(session: Session) -> list[str]:
    """Return sentences on where the paragraph says something else than the record; none where there is none."""
    words = paragraph(session)
    return list(_against(words, numbers(session))) if words else []


def _against(words: str, told: Numbers) -> Iterator[str]:
    lived = told.co_researchers + told.participants
    if lived and _DENIES.search(words):
        yield n_(
            "The paragraph says that nobody was involved; the record has {n} person with lived experience.",
            "The paragraph says that nobody was involved; the record has {n} people with lived experience.",
            lived,
        )
    if told.disagreed and _AGREES.search(words):
        yield n_(
            "The paragraph says that all agreed; the record has {n} point in which people still disagree.",
            "The paragraph says that all agreed; the record has {n} points in which people still disagree.",
            told.disagreed,
        )
    if told.changed and _UNCHANGED.search(words):
        yield n_(
            "The paragraph says that nothing was changed; the record has {n} change.",
            "The paragraph says that nothing was changed; the record has {n} changes.",
            told.changed,
        )
    for pattern, field, name in _COUNTED:
        there = getattr(told, field)
        for said in _numbers_before(words, pattern):
            if said != there:
                sentence = _("The paragraph says {said} {name}; the record has {there}.")
                yield sentence.format(said=said, name=name, there=there)
    if not lived and not _DENIES.search(words):
        yield _("The paragraph tells of involvement; the record has nobody with lived experience.")


def _numbers_before(words: str, pattern: str) -> Iterator[int]:
    """Yield the numbers that stand before something, one describing word allowed between (“three long meetings”)."""
    spelling = "|".join(SMALL[1:])
    for found in re.finditer(rf"\b(\d+|{spelling})\s+(?:[\w-]+\s+)??(?:{pattern})\b", words, re.IGNORECASE):
        number = found[1].casefold()
        yield int(number) if number.isdecimal() else SMALL.index(number)
