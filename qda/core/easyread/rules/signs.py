"""Rules of signs: special characters, Roman numerals, dates in numbers, years long ago."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from qda.core.easyread.language import Language, Parsed
from qda.core.easyread.rules import Context, Found, of_sentence

_SPECIAL = re.compile(r"[&%<>§#/;()\[\]{}=+*~^_|\\†‡©®™¶→←]")
_LINK = re.compile(r"\S+@\S+|\bhttps?://\S+|\bwww\.\S+")
_ROMAN = re.compile(r"(?<![\w.'’-])([IVXLCDM]{2,})(e|ème|\.)?(?![\w'’])")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_WELL_FORMED = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# Day, month and year in numbers; with a day and a month alone only where both are followed by a full stop (21.9.).
_DATE = re.compile(
    r"(?<![\w.,/])(?:(?:\d{1,2})([./-])(?:\d{1,2})\1(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}|\d{4}/\d{1,2}/\d{1,2}"
    r"|(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.)(?![\d])"
)
_YEAR = re.compile(r"(?<![\w.,/-])1\d{3}(?![\w,/]|\.\d)")


@of_sentence("W13")
def no_special_signs(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find special signs, each once, and Roman numerals with their digits; addresses of sites are left alone."""
    text = sentence.text
    taken = [found.span() for found in _LINK.finditer(text)] + [(start, end) for start, end, _say in dates(sentence)]
    met = {"%"} if context.rules("W10") is not None else set()
    for found in _SPECIAL.finditer(text):
        pair = {")": "(", "]": "[", "}": "{"}.get(found[0], found[0])
        if pair not in met and not any(start <= found.start() < end for start, end in taken):
            met.add(pair)
            yield Found(found.start(), found.end())
    for found in _ROMAN.finditer(text):
        if is_roman(found[1]):
            yield Found(found.start(1), found.end(1), "roman", instead=(str(roman_value(found[1])),))


def is_roman(letters: str) -> bool:
    """Say whether capitals are a Roman numeral and no abbreviation: of I, V and X, or of four letters and more."""
    if len(letters) < 2 or not _WELL_FORMED.fullmatch(letters):
        return False
    return set(letters) <= set("IVX") or len(letters) >= 4


def roman_value(letters: str) -> int:
    """Return what a Roman numeral counts: IX is 9."""
    values = [_VALUES[letter] for letter in letters]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def dates(sentence: Parsed) -> list[tuple[int, int, str]]:
    """Return the dates that are written in numbers: start, end, the words."""
    return [(found.start(), found.end(), found[0]) for found in _DATE.finditer(sentence.text) if _may_be(found[0])]


def _may_be(date: str) -> bool:
    numbers = [int(part) for part in re.split(r"\D", date) if part]
    year = max(range(len(numbers)), key=lambda place: numbers[place]) if max(numbers) > 31 else len(numbers)
    days = [number for place, number in enumerate(numbers) if place != year][:2]
    return len(days) == 2 and 0 < min(days) <= 12 and 0 < max(days) <= 31


def is_year(sentence: Parsed, start: int, end: int, language: Language) -> bool:
    """Say whether four digits are a year: after a word like “in” or a month, or at the end of what is said.

    Where a word that can be counted follows an early one (in 1500 homes) it is none.
    """
    digits = sentence.text[start:end]
    if not re.fullmatch(r"1\d{3}|20\d{2}", digits):
        return False
    before = next((word for word in reversed(sentence.words) if word.end <= start), None)
    following = next((word for word in sentence.words if word.start >= end), None)
    alone = following is None or bool(sentence.text[end : following.start].strip())
    after = before is not None and before.small in language.set_of("ago") | language.set_of("months")
    late = int(digits) >= 1900
    return (after and (late or alone or (following is not None and following.small in language.stops))) or (
        alone and late
    )


@of_sentence("W14")
def dates_in_full(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find dates in numbers, and years before the profile's."""
    found_dates = dates(sentence)
    for start, end, _words in found_dates:
        yield Found(start, end)
    for found in _YEAR.finditer(sentence.text):
        inside = any(start <= found.start() < end for start, end, _words in found_dates)
        year = int(found[0])
        if not inside and year < context.rule.most and is_year(sentence, *found.span(), context.language):
            yield Found(found.start(), found.end(), "old", n=round(datetime.now(UTC).year - year, -1))
