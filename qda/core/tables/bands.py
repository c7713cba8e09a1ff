"""Bands of a frequency rating: which numbers of studies are an A, a B, a C, and that no number falls in none or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.naming import clean
from qda.core.settings_of_study import put_setting, setting
from qda.errors import RefusedError
from qda.i18n import _

_KEY = "ratings.bands"
DEFAULT = "A >= 10, B 7-9, C 4-6, D <= 3"
"""What holds until the study sets its own. It closes the holes of the bands of Dunn et al. 2024, which were
“>10, 7-9, 4-6, <3”."""
_HOLES = _(
    "The bands close the holes of the set “>10, 7-9, 4-6, <3”, in which 10 and 3 have no rating: 10 is in A, 3 in D."
)
# At the end of a part, since a name may hold numbers of its own: "Level 1: 7-9".
_NUMBERS = re.compile(
    r"(?P<sign>>=|<=|=>|=<|≥|≤|>|<)?\s*(?P<low>\d+)\s*(?:(?:-|–|to)\s*(?P<high>\d+)|(?P<plus>\+))?\s*$"
)
_MOST_DIGITS = 5  # beyond any number of studies, and still soon counted through for holes
_UP, _UP_FROM, _DOWN, _DOWN_FROM = (">",), (">=", "=>", "≥"), ("<",), ("<=", "=<", "≤")


@dataclass(frozen=True, slots=True)
class Band:
    """A band: the numbers from `low` to `high`, both included (None: without end), are rated `name`."""

    name: str
    low: int
    high: int | None

    def holds(self, number: int) -> bool:
        """Say whether a number is in this band."""
        return self.low <= number and (self.high is None or number <= self.high)

    def words(self) -> str:
        """Return the band as it is typed and printed: ``A ≥ 10``, ``B 7–9``, ``D ≤ 3``."""
        if self.high is None:
            return f"{self.name} ≥ {self.low}"
        if self.low <= 1:
            return f"{self.name} ≤ {self.high}"
        return f"{self.name} {self.low}" if self.low == self.high else f"{self.name} {self.low}–{self.high}"


def parse(words: str) -> tuple[Band, ...]:
    """Return the bands that `words` name, ``A >= 10, B 7-9, C 4-6, D <= 3``; without names they are A, B, C, …

    Numbers are whole, and count from 1: what is in no study has no rating. Raises RefusedError for what can't be read,
    for numbers that are left out and for numbers in two bands, and names them.
    """
    parts = [part for part in re.split(r"[,;\n]", words) if part.strip()]
    found = tuple(_band(part, chr(ord("A") + place)) for place, part in enumerate(parts))
    if not found:
        raise RefusedError(_("Write at least one band, such as {example}.").format(example=DEFAULT))
    names = [band.name.casefold() for band in found]
    if len(set(names)) < len(names):
        double = next(band.name for band in found if names.count(band.name.casefold()) > 1)
        raise RefusedError(_("Two bands are called {name}. Give each a name of its own.").format(name=double))
    _refuse_holes(found)
    return found


def _band(part: str, letter: str) -> Band:
    found = _NUMBERS.search(part)
    if found is None:
        sentence = _("“{part}” is no band. Write a name and numbers, such as {example}.")
        raise RefusedError(sentence.format(part=part.strip(), example=DEFAULT))
    if len(found["low"]) > _MOST_DIGITS or len(found["high"] or "") > _MOST_DIGITS:
        raise RefusedError(_("The numbers of a band have at most {most} digits.").format(most=_MOST_DIGITS))
    name = clean(part[: found.start()]).rstrip(":= ") or letter
    low, sign = int(found["low"]), found["sign"] or ""
    if sign in _UP or sign in _UP_FROM or found["plus"]:
        return Band(name, low + (sign in _UP), None)
    if sign in _DOWN or sign in _DOWN_FROM:
        return Band(name, min(1, low - (sign in _DOWN)), low - (sign in _DOWN))
    high = int(found["high"] or low)
    if high < low:
        sentence = _("“{part}” goes backwards. Write the smaller number first.")
        raise RefusedError(sentence.format(part=part.strip()))
    return Band(name, low, high)


def _refuse_holes(found: Sequence[Band]) -> None:
    """Raise RefusedError where a number from 1 on is in no band or in two."""
    # Beyond the last number that is named all are alike.
    last = max(max(band.low, band.high or 0) for band in found) + 1
    inside = {number: [band.name for band in found if band.holds(number)] for number in range(1, last + 1)}
    falling = found[0].low > found[-1].low
    missing = _ranges([number for number, names in inside.items() if not names], last, falling=falling)
    doubled = _ranges([number for number, names in inside.items() if len(names) > 1], last, falling=falling)
    sentences = []
    if missing:
        sentences.append(_("These bands leave out {numbers}.").format(numbers=_listed(missing)))
    if doubled:
        sentences.append(_("These bands hold {numbers} twice.").format(numbers=_listed(doubled)))
    if sentences:
        sentences.append(_("Every number from 1 on belongs in one band."))
        raise RefusedError(" ".join(sentences))


def _ranges(numbers: Sequence[int], last: int, *, falling: bool) -> list[str]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    words = []
    for low, high in runs:
        if high == last:
            words.append(_("{n} and more").format(n=low))
        else:
            words.append(str(low) if low == high else f"{low}–{high}")
    return words[::-1] if falling else words


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else _("{some} and {last}").format(some=", ".join(words[:-1]), last=words[-1])


def bands(session: Session) -> tuple[Band, ...]:
    """Return the bands of this study."""
    return parse(setting(session, _KEY, DEFAULT))


def set_bands(session: Session, words: str) -> tuple[Band, ...]:
    """Set the bands of this study as :func:`parse` reads them; "" brings the usual ones back."""
    found = parse(words or DEFAULT)
    put_setting(session, _KEY, None if found == parse(DEFAULT) else printed(found))
    return found


def printed(found: Sequence[Band]) -> str:
    """Return bands in words: ``A ≥ 10, B 7–9, C 4–6, D ≤ 3``."""
    return ", ".join(band.words() for band in found)


def note(found: Sequence[Band]) -> str:
    """Return the sentence that stands under a table of ratings; of the usual bands it says which holes they close."""
    sentence = _("Rating by number: {bands}.").format(bands=printed(found))
    return f"{sentence} {_HOLES}" if tuple(found) == parse(DEFAULT) else sentence


def rating(found: Sequence[Band], number: int) -> str:
    """Return the name of the band that a number of units is in, "" for 0."""
    return next((band.name for band in found if number > 0 and band.holds(number)), "")
