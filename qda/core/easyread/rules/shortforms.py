"""Rules of short forms: abbreviations, and contractions like “don't”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from qda.core.easyread.language import Language, Parsed, Word
from qda.core.easyread.rules import Context, Found, Whole, of_sentence, of_whole
from qda.core.easyread.rules.hardwords import explained_after
from qda.core.easyread.rules.signs import is_roman

_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}(?!\w)")


@of_whole("W8")
def no_abbreviations(whole: Whole, context: Context) -> Iterator[Found]:
    """Find abbreviations that are neither familiar nor explained in the next sentence."""
    known = context.known
    listed = (*context.language.words("familiar"), *known.familiar, *known.explained, *known.names)
    familiar = {word.casefold() for word in listed}
    for place, sentence in enumerate(whole.sentences):
        last = 0
        for start, end, instead in sorted(_abbreviations(sentence.parsed, context.language), key=_longest):
            words = sentence.parsed.text[start:end]
            forms = {words.casefold(), words.rstrip(".").casefold(), words.removesuffix("s").casefold()}
            if start < last or forms & familiar:
                continue
            last = end
            if explained_after(whole, place, words, context.language):
                familiar |= forms
            else:
                yield Found(sentence.start + start, sentence.start + end, instead=instead)


def _abbreviations(sentence: Parsed, language: Language) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    listed = _pattern(tuple(language.pairs("abbreviations")))
    if listed is not None:
        for found in listed.finditer(sentence.text):
            instead = language.pairs("abbreviations").get(found[0].lower(), "")
            yield found.start(), found.end(), (instead,) if instead else ()
    for found in _DOTTED.finditer(sentence.text):
        yield found.start(), found.end(), ()
    shouting = len(sentence.words) > 1 and not any(char.islower() for char in sentence.text)
    for word in sentence.words:
        if _initials(word) and not shouting:
            yield word.start, word.end, ()


def _longest(found: tuple[int, int, tuple[str, ...]]) -> tuple[int, int, bool]:
    """Sort by place, of those at one place the longest first, and those that say what to write before others."""
    start, end, instead = found
    return start, -end, not instead


def _initials(word: Word) -> bool:
    letters = word.text.removesuffix("s") if word.text[-1:] == "s" else word.text
    capitals = sum(char.isupper() for char in letters)
    return capitals >= 2 and capitals * 2 > len(letters) and not is_roman(letters)


@lru_cache(maxsize=16)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE) if longest else None


@of_sentence("W9")
def no_contractions(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find short forms of two words with what they are short for; a possessive ’s is none."""
    listed, endings = context.language.pairs("contractions"), context.language.pairs("contraction_endings")
    for word in sentence.words:
        whole = listed.get(word.small) or _by_ending(word, endings) or _by_model(sentence, word)
        if whole:
            whole = whole[0].upper() + whole[1:] if word.text[0].isupper() else whole
            yield Found(word.start, word.end, instead=(whole,))


def _by_ending(word: Word, endings: Mapping[str, str]) -> str:
    for ending, full in endings.items():
        if word.small.endswith(ending) and len(word.small) > len(ending):
            return word.text[: -len(ending)] + full
    return ""


def _by_model(sentence: Parsed, word: Word) -> str:
    """Return “mum is” for “mum's” where a model takes it for a verb."""
    if not word.small.endswith("'s"):
        return ""
    token = sentence.token_at(word.end - 2)
    return f"{word.text[:-2]} is" if token is not None and token.pos in ("AUX", "VERB") else ""
