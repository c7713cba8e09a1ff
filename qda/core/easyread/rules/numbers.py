"""Rules of numbers: percentages, big numbers, digits rather than words (or the other way round)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from qda.core.easyread.language import Language, Parsed, Word
from qda.core.easyread.rules import Context, Found, of_sentence
from qda.core.easyread.rules.signs import dates, is_year

# Digits in groups of three come with what a language puts between; a full stop or comma may also part decimals.
_GROUPED = {"en": r"[,\u00a0\u202f ]"}
_USUAL_GROUPED = r"[.\u00a0\u202f '’]"
_PHONE = re.compile(r"(?:\+|\b0)\d[\d ()/-]{4,}\d")
_NUMBER = r"\d+(?:[.,]\d+)?"


@of_sentence("W10")
def no_percentages(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find percentages; whole ones get what to say instead."""
    percent = context.language.pattern("percent") or re.compile("%")
    for found in percent.finditer(sentence.text):
        before = re.search(rf"{_NUMBER}\s*$", sentence.text[: found.start()])
        start = before.start() if before else found.start()
        word = _number_before(sentence, found.start(), context.language) if before is None else None
        start = word[0] if word else start
        value = before[0].strip() if before else word[1] if word else ""
        said = context.language.said("instead_of_percent")
        instead = (said.replace("{n}", value),) if said and value.isdecimal() and 0 < int(value) <= 100 else ()
        yield Found(start, found.end(), instead=instead)


def _number_before(sentence: Parsed, place: int, language: Language) -> tuple[int, str] | None:
    for start, end, value in number_words(sentence, language):
        if end <= place and not sentence.text[end:place].strip():
            return start, str(value)
    return None


@of_sentence("W11")
def no_big_numbers(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find numbers as large as the profile's, in digits or words; years, dates and phone numbers are none."""
    text = sentence.text
    taken = [found.span() for found in _PHONE.finditer(text)] + [(start, end) for start, end, _say in dates(sentence)]
    large = context.language.set_of("large")
    instead = tuple(filter(None, (context.language.said("many"),)))
    between = _GROUPED.get(context.language.code, _USUAL_GROUPED)
    pattern = re.compile(rf"(?<![\w.,])(?:\d{{1,3}}(?:{between}\d{{3}})+(?!\d)|{_NUMBER})")
    for found in pattern.finditer(text):
        if any(start <= found.start() < end for start, end in taken):
            continue
        following = next((word for word in sentence.words if word.start >= found.end()), None)
        if following is not None and following.small in large and not text[found.end() : following.start].strip():
            yield Found(found.start(), following.end, instead=instead)
            taken.append((following.start, following.end))
            continue
        digits = re.sub(r"\D", "", found[0]) if re.fullmatch(rf"\d{{1,3}}(?:{between}\d{{3}})+", found[0]) else ""
        value = float(digits or found[0].replace(",", "."))
        if value >= context.rule.most and not is_year(sentence, found.start(), found.end(), context.language):
            yield Found(found.start(), found.end(), instead=instead)
    for word in sentence.words:
        if word.small in large and not any(start <= word.start < end for start, end in taken):
            yield Found(word.start, word.end, instead=instead)


@of_sentence("W12")
def as_digits(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find numbers written as words, with their digits."""
    for start, end, value in number_words(sentence, context.language):
        yield Found(start, end, instead=(str(value),))


@of_sentence("W12-words")
def as_words(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find small numbers written as digits, with their words; for those who ask for it the other way round."""
    words = {digits: word for word, digits in context.language.pairs("digits").items()}
    for found in re.finditer(r"(?<![\w.,:/-])\d{1,2}(?![\w%:/-]|[.,]\d)", sentence.text):
        if found[0] in words and int(found[0]) <= 12:
            yield Found(found.start(), found.end(), instead=(words[found[0]],))


def number_words(sentence: Parsed, language: Language) -> Iterator[tuple[int, int, int]]:
    """Yield numbers in words as start, end and value; several words that make one number are one."""
    values = language.pairs("digits")
    together: list[Word] = []
    joined = False  # by “and” within one number
    for word, following in zip_longest(sentence.words, sentence.words[1:]):
        if all(part in values for part in _parts(word, language)):
            if together and not joined and sentence.text[together[-1].end : word.start].strip():
                yield from _one_number(together, language)
                together = []
            together.append(word)
            joined = False
            continue
        joined = bool(together) and word.small in language.set_of("number_joins") and _tens(together, values, following)
        if not joined:
            yield from _one_number(together, language)
            together = []
    yield from _one_number(together, language)


def _tens(together: list[Word], values: Mapping[str, str], following: Word | None) -> bool:
    """Say whether “and” stands within one number, as in “a hundred and five”, not in “five and six”."""
    if following is None or following.small not in values:
        return False
    last = int(values.get(together[-1].small, "0"))
    return last >= 20 and last > int(values.get(following.small, "0"))


def _parts(word: Word, language: Language) -> list[str]:
    """Return the words that a number in one word is made of: twenty and five, fünf and zwanzig."""
    if word.small in language.pairs("digits"):
        return [word.small]
    return re.split(language.said("number_split") or r"[-‐‑]", word.small)


def _one_number(words: list[Word], language: Language) -> Iterator[tuple[int, int, int]]:
    if not words or (len(words) == 1 and words[0].small in language.pairs("not_digits")):
        return
    total = 0
    for word in words:
        for part in _parts(word, language):
            value = int(language.pairs("digits").get(part, "0"))
            total = max(total, 1) * value if value == 100 else total + value
    yield words[0].start, words[-1].end, total
