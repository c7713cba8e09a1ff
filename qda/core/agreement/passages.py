"""Agreement on given passages of free length: every member of the unitizing family, with a value or the reason."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

from qda.core.agreement.given import is_missing, rows_of
from qda.core.agreement.unitizing import (
    OldTally,
    Pieces,
    as_one,
    family,
    of_code,
    old_disagreement,
    old_tally,
    old_together,
    overlaps,
    pieces,
    tally,
    why_undefined,
)
from qda.errors import RefusedError
from qda.i18n import _

Passage = tuple[Hashable, int, int, Hashable]
"""Coder, start, end (half-open, in characters) and code."""


@dataclass(frozen=True, slots=True)
class Member:
    """A statistic of passages: `name` is u-alpha, u-alpha-relevance (|u-alpha), cu-alpha, ku-alpha or alpha-U.

    `code` is None for all codes together. `value` is None where it is not defined, and `reason` says why. `coverage` is
    the share of the text (ku-alpha: of what was given the code) that it is about; `observed` and `expected` are the
    disagreements, lengths over all pairs (alpha-U: D_o and D_e).
    """

    name: str
    code: Hashable | None
    value: float | None
    reason: str
    coverage: float | None
    observed: float | None
    expected: float | None


@dataclass(frozen=True, slots=True)
class Unitizing:
    """All members; `length` is that of the text, `coders` and `codes` as they were named, in order."""

    coders: tuple[Hashable, ...]
    codes: tuple[Hashable, ...]
    length: int
    members: tuple[Member, ...]

    def find(self, name: str, code: Hashable | None = None) -> Member:
        """Return a member by name (``u-alpha`` or ``u_alpha``), and of a code where one is given, or raise KeyError."""
        for member in self.members:
            if member.name == name.replace("_", "-") and member.code == code:
                return member
        raise KeyError(name if code is None else (name, code))


def unitizing(
    passages: Iterable[Any],
    length: int | Sequence[int],
    *,
    coders: Sequence[Hashable] = (),
) -> Unitizing:
    """Return how far coders agree on passages (coder, start, end, code) of a text of `length` characters.

    Several texts are given as a list of lists of passages with a list of lengths. `coders` names them in order, those
    too who marked nothing; otherwise they are who has a passage. The family over all codes (code None, and ku-alpha of
    each) is for codes that exclude each other; where passages of one coder with different codes overlap it is undefined
    with that reason, and u-alpha of each code, as if it were the only one, remains. alpha-U looks at each code by
    itself anyway. Passages of one coder and code that overlap count once.

    Raises ValueError with a sentence for fewer than two coders, a passage without a character or beyond its text, and
    what is no passage.
    """
    single = not isinstance(length, Iterable) or isinstance(length, str)
    several: Any = [length] if single else length
    lengths = [_whole(one, _("The length of a text")) for one in several]
    given_parts: list[Any] = [passages] if single else list(passages)
    if len(given_parts) != len(lengths):
        raise ValueError(_("As many lengths are needed as there are lists of passages."))
    continua = [[_passage(row) for row in _rows(part)] for part in given_parts]
    given = [passage for part in continua for passage in part]
    if any(start < 0 or start >= end for _coder, start, end, _code in given):
        raise ValueError(_("A passage needs at least one character."))
    if any(end > size for part, size in zip(continua, lengths, strict=True) for _coder, _start, end, _code in part):
        raise ValueError(_("A passage goes beyond the end of its text."))
    known = list(dict.fromkeys(coders or sorted({row[0] for row in given}, key=str)))
    codes = sorted({row[3] for row in given}, key=str)
    if len(known) < 2:
        raise ValueError(_("Agreement needs two coders; name those who marked nothing with coders=[…]."))
    unknown = next((row[0] for row in given if row[0] not in known), None)
    if unknown is not None:
        raise ValueError(_("{coder} has passages, but is not among the coders that were named.").format(coder=unknown))
    texts = [
        [
            pieces((start, end, codes.index(code) + 1) for who, start, end, code in part if who == coder)
            for coder in known
        ]
        for part in continua
    ]
    members = [*_family(texts, lengths, codes), *_each(texts, lengths, codes), *_old(texts, lengths, codes)]
    return Unitizing(tuple(known), tuple(codes), sum(lengths), tuple(members))


def _rows(part: Any) -> list[Sequence[Any]]:
    try:
        return rows_of(part)
    except RefusedError as error:
        raise ValueError(_("Passages are given as a list of (coder, start, end, code).")) from error


def _passage(row: Sequence[Any]) -> Passage:
    if len(row) != 4:
        raise ValueError(_("A passage is (coder, start, end, code), and {row} is not.").format(row=row))
    coder, start, end, code = row
    for one in (coder, code):
        if is_missing(one) or not isinstance(one, Hashable):
            raise ValueError(_("A passage needs a coder and a code, and {row} lacks one.").format(row=row))
    return coder, _whole(start, _("Where a passage starts")), _whole(end, _("Where a passage ends")), code


def _whole(value: Any, what: str) -> int:
    """Return a number of characters; 5.0 is one too, which is what data frames make of 5 beside a missing cell."""
    if isinstance(value, Real) and float(value).is_integer() and float(value) >= 0:
        return int(float(value))
    raise ValueError(_("{what} is a whole number of characters, and {value} is none.").format(what=what, value=value))


def _family(texts: Sequence[Sequence[Pieces]], lengths: Sequence[int], codes: Sequence[Hashable]) -> list[Member]:
    if any(overlaps(one) for text in texts for one in text):
        reason = _("Undefined over several codes, because passages of one coder with different codes overlap.")
        wanted = [
            ("u-alpha", None),
            ("u-alpha-relevance", None),
            ("cu-alpha", None),
            *(("ku-alpha", code) for code in codes),
        ]
        return [Member(name, code, None, reason, None, None, None) for name, code in wanted]
    return _members(texts, lengths, codes)


def _each(texts: Sequence[Sequence[Pieces]], lengths: Sequence[int], codes: Sequence[Hashable]) -> list[Member]:
    """Return u-alpha of every code as if it were the only one."""
    found = []
    for place, code in enumerate(codes, 1):
        alone = [[as_one(of_code(one, place)) for one in text] for text in texts]
        whole = _members(alone, lengths, [code])[0]
        found.append(Member("u-alpha", code, whole.value, whole.reason, whole.coverage, whole.observed, whole.expected))
    return found


def _members(texts: Sequence[Sequence[Pieces]], lengths: Sequence[int], codes: Sequence[Hashable]) -> list[Member]:
    tallies = [tally(text, length, len(codes)) for text, length in zip(texts, lengths, strict=True)]
    found = tallies[0]
    for more in tallies[1:]:
        found = type(found)(found.coincidences + more.coincidences, found.selves + more.selves, found.met + more.met)
    members = []
    for alpha in family(found):
        value = float(alpha.value)
        defined = math.isfinite(value)
        members.append(
            Member(
                alpha.name,
                None if alpha.code is None else codes[alpha.code - 1],
                # A minus zero is a zero.
                value + 0.0 if defined else None,
                "" if defined else why_undefined(alpha.name, found, alpha.code),
                *(_number(part) for part in (alpha.coverage, alpha.observed, alpha.expected)),
            )
        )
    return members


def _number(value: object) -> float | None:
    number = float(value)  # type: ignore[arg-type]
    return number if math.isfinite(number) else None


def _old(texts: Sequence[Sequence[Pieces]], lengths: Sequence[int], codes: Sequence[Hashable]) -> list[Member]:
    found, sums = [], [0.0, 0.0]
    for place, code in enumerate(codes, 1):
        tallies: list[OldTally] = [
            old_tally([of_code(one, place) for one in text], length)
            for text, length in zip(texts, lengths, strict=True)
        ]
        observed, expected = old_disagreement(old_together(tallies), len(texts[0]))
        sums = [sums[0] + observed, sums[1] + expected]
        found.append(_old_member(code, observed, expected))
    return [_old_member(None, sums[0], sums[1]), *found]


def _old_member(code: Hashable | None, observed: float, expected: float) -> Member:
    if expected > 0:
        return Member("alpha-U", code, 1 - observed / expected, "", 1.0, observed, expected)
    reason = _("Undefined, because there is nothing that chance could part: too few passages in too little text.")
    return Member("alpha-U", code, None, reason, 1.0, observed, expected)
