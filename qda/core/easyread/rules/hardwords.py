"""Rules of hard words: which are rare, whether they are explained in the next sentence, bold, and in a word list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qda.core.easyread.hints import KnownWords
from qda.core.easyread.language import Language, Parsed, Phrases, Word
from qda.core.easyread.rules import Context, Found, Whole, of_whole

_NOUNS_HAVE_CAPITALS = ("de", "lb")
_LINKS = re.compile(
    r"\S+@\S+|\bhttps?://\S+|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|eu|uk|de|no|es|fr|au|edu)\b"
)


@of_whole("W5")
def everyday_words(whole: Whole, context: Context) -> Iterator[Found]:
    """Find words that are rarer than the profile has, where they come first and nobody explains them."""
    met: set[str] = set()
    for place, sentence in enumerate(whole.sentences):
        covered = [*_known_spans(sentence.parsed, context), *_links(sentence.parsed.text)]
        for number, word in enumerate(sentence.parsed.words):
            if word.lemma in met or any(start <= word.start < end for start, end in covered):
                continue
            token = sentence.parsed.token_at(word.start)
            if _names(word, number, token.pos if token else "", context.language):
                continue
            if is_hard(word, context.language, context.known, context.rule.most):
                met.add(word.lemma)
                if not explained_after(whole, place, word.text, context.language) and not _same_sentence(
                    sentence.parsed.text, word.text, context.language
                ):
                    start = sentence.start + word.start
                    parts = compound(word, context.language) if "parts" in context.rule.hints else ""
                    instead = (parts,) if parts else ()
                    yield Found(start, start + len(word.text), "parts" if parts else "", instead=instead)


def is_hard(word: Word, language: Language, known: KnownWords, least: float) -> bool:
    """Say whether a word is rarer than `least` on the Zipf scale, and neither explained nor familiar in the project."""
    if any(char.isdigit() for char in word.text) or len(word.text) < 2 or word.small in language.stops:
        return False
    if {word.small, word.lemma} & _known(known, language.code):
        return False
    parts = [part for part in re.split(r"['\-‐‑]", word.small) if part]
    if len(parts) > 1:
        return all(part in language.stops for part in parts) is False and any(
            _rare(Word(0, len(part), part, part, language.lemma(part)), language, least)
            for part in parts
            if len(part) > 1 and part not in language.stops and part not in language.set_of("endings")
        )
    return _rare(word, language, least)


def _rare(word: Word, language: Language, least: float) -> bool:
    common = language.zipf(word)
    return common is not None and common < least


def compound(word: Word, language: Language) -> str:
    """Return a long word of two common ones with a hyphen between them, "" where it is none: Arzt-Termin.

    That is how Leichte Sprache makes long German words readable. Of several ways the one is taken whose rarer part is
    the more common.
    """
    least = language.number("long_word", 0)
    if not least or len(word.text) < least or "-" in word.text:
        return ""
    best, common = "", 3.3
    for place in range(3, len(word.small) - 3):
        after = word.small[place:]
        for link in ("", *language.words("links")):
            before = word.small[:place].removesuffix(link) if link else word.small[:place]
            if len(before) < 3 or (link and not word.small[:place].endswith(link)):
                continue
            halves = [_common(half, language) for half in (before, after)]
            if min(halves) > common:
                best, common = f"{word.text[:place]}-{after[0].upper()}{word.text[place + 1 :]}", min(halves)
    return best


def _common(part: str, language: Language) -> float:
    noun = part.capitalize()
    return language.zipf(Word(0, len(part), noun, part, language.lemma(noun))) or 0.0


@lru_cache(maxsize=64)
def _bases(words: tuple[str, ...], code: str) -> frozenset[str]:
    from qda.core.lemmas import lemmas

    return frozenset(form for word in words for form in (word.lower(), *lemmas(word, code)))


def _known(known: KnownWords, code: str) -> frozenset[str]:
    return _bases((*known.explained, *sorted(known.familiar), *sorted(known.names)), code)


def _names(word: Word, number: int, pos: str, language: Language) -> bool:
    """Say whether a word is taken for a name: by the model, else by a capital that no sentence gives it."""
    if pos:
        return pos == "PROPN" and word.text[:1].isupper()
    return number > 0 and word.text[:1].isupper() and language.code not in _NOUNS_HAVE_CAPITALS


def _links(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _LINKS.finditer(text)]


def _known_spans(sentence: Parsed, context: Context) -> list[tuple[int, int]]:
    """Return where words of the project stand, in any of their forms: peer workers for peer worker."""
    known = context.known
    phrases = (*known.explained, *sorted(known.familiar), *sorted(known.names))
    return [(start, end) for start, end, _phrase in _phrases(phrases, context.language.code).find(sentence)]


@lru_cache(maxsize=32)
def _phrases(phrases: tuple[str, ...], code: str) -> Phrases:
    return Phrases(phrases, code)


@lru_cache(maxsize=64)
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds any of these phrases as whole words, as they are marked in the booklet; None for none."""
    longest = sorted(filter(None, phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE) if longest else None


def explained_after(whole: Whole, place: int, word: str, language: Language) -> bool:
    """Say whether the sentence after number `place` explains a word: “This means …”, “Consent is when …”."""
    following = whole.sentences[place + 1] if place + 1 < len(whole.sentences) else None
    if following is None or following.block.heading:
        return False
    text = following.parsed.text
    means = language.pattern("means")
    return bool((means and means.search(text)) or _filled("means_word", word, text, language))


def _same_sentence(text: str, word: str, language: Language) -> bool:
    return _filled("same_sentence", word, text, language)


def _filled(name: str, word: str, text: str, language: Language) -> bool:
    pattern = _with_word(language.said(name), word)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=2_000)
def _with_word(written: str, word: str) -> re.Pattern[str] | None:
    return re.compile(written.replace("{word}", re.escape(word)), re.IGNORECASE) if written else None


@of_whole("W6")
def explained(whole: Whole, context: Context) -> Iterator[Found]:
    """Find explained words that are not bold at first use, or explained elsewhere than in the next sentence."""
    for place, start, word in _hard_words(whole, context):
        sentence = whole.sentences[place]
        if _same_sentence(sentence.parsed.text, word, context.language):
            yield Found(start, start + len(word), "same")
        elif not explained_after(whole, place, word, context.language):
            yield Found(start, start + len(word))
        bold = [look for look in sentence.block.looks if look.bold]
        if sentence.block.looks and not any(look.start <= start < look.end for look in bold):
            yield Found(start, start + len(word), "bold")


def _hard_words(whole: Whole, context: Context) -> Iterator[tuple[int, int, str]]:
    """Yield each explained word where it comes first: number of the sentence, place in the text, the word there."""
    pattern = phrase_pattern(tuple(context.known.explained))
    met: set[str] = set()
    rarity = context.rules("W5")
    least = rarity.most if rarity is not None else 0.0
    for place, sentence in enumerate(whole.sentences):
        if sentence.block.heading:
            continue
        text = sentence.parsed.text
        marked = list(pattern.finditer(text)) if pattern is not None else []
        for found in marked:
            if found[0].casefold() not in met:
                met.add(found[0].casefold())
                yield place, sentence.start + found.start(), found[0]
        for number, word in enumerate(sentence.parsed.words):
            if word.small in met or any(found.start() <= word.start < found.end() for found in marked):
                continue
            if _names(word, number, "", context.language):
                continue
            if is_hard(word, context.language, context.known, least) and (
                _filled("means_word", word.text, _next_text(whole, place), context.language)
                or _same_sentence(text, word.text, context.language)
            ):
                met.add(word.small)
                yield place, sentence.start + word.start, word.text


def _next_text(whole: Whole, place: int) -> str:
    return whole.sentences[place + 1].parsed.text if place + 1 < len(whole.sentences) else ""


@of_whole("W7")
def word_list(whole: Whole, context: Context) -> Iterator[Found]:
    """Find that there are hard words and no list of them, neither as a page nor under a heading of its own."""
    hard = list(dict.fromkeys(word for _place, _start, word in _hard_words(whole, context)))
    if hard and not _has_list(whole, context.language):
        yield Found(0, 0, words=_listed(hard))


def _has_list(whole: Whole, language: Language) -> bool:
    if any(page.kind == "words" for page in whole.written.pages):
        return True
    title = language.pattern("word_list")
    return title is not None and any(
        title.search(whole.written.words_of(block).strip()) for block in whole.written.blocks
    )


def _listed(words: Iterable[str]) -> str:
    shown = list(words)
    return ", ".join(shown[:5]) + (", …" if len(shown) > 5 else "")
