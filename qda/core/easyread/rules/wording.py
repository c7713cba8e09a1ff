"""Rules of wording: figures of speech, one word for one thing, needless and foreign words, the project's own list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from qda.core import wordlist
from qda.core.easyread.language import Language, Parsed, Phrases
from qda.core.easyread.rules import Context, Found, Whole, of_sentence, of_whole


@of_sentence("W15")
def no_idioms(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find figures of speech from our list, in any form of their words."""
    for start, end, _phrase in context.language.phrases("idioms").find(sentence):
        yield Found(start, end)


@of_sentence("W17")
def no_words_from_research(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find words that only researchers use, with what to say instead."""
    instead = context.language.pairs("jargon")
    for start, end, phrase in context.language.phrases("jargon").find(sentence):
        if sentence.text[start:end].lower() not in context.known.familiar:
            yield Found(start, end, "jargon", instead=(instead[phrase],))


@of_sentence("W21")
def plain_words(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find needless, foreign and hard words for which there are plain ones."""
    last = -1
    for start, end, hint, instead in sorted(_plainer(sentence, context.language), key=lambda one: (one[0], -one[1])):
        if start >= last:
            last = end
            yield Found(start, end, hint, instead=(instead,) if instead else ())


def _plainer(sentence: Parsed, language: Language) -> Iterator[tuple[int, int, str, str]]:
    for name, hint in (("simple", ""), ("foreign", "foreign"), ("leave", "leave")):
        said = language.pairs(name)
        for start, end, phrase in language.phrases(name).find(sentence):
            yield start, end, hint, said[phrase]


@of_sentence("words")
def own_words(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find wordings that the project's word list avoids, with those it prefers."""
    if context.known.listed:
        for hint in wordlist.marked(context.known.listed, sentence.text, context.language.code):
            yield Found(hint.start, hint.end, instead=(hint.entry.preferred,))


@of_sentence("W20")
def verbs_not_nouns(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find sentences with several names for doing (decision, treatment), by their endings and where known as nouns."""
    endings = tuple(context.language.words("nominal_endings"))
    leave = context.language.set_of("not_nominal")
    found = []
    for word in sentence.words:
        token = sentence.token_at(word.start)
        noun = token is None or token.pos in ("NOUN", "PROPN")
        if endings and noun and word.small.endswith(endings) and word.small not in leave and len(word.small) > 5:
            found.append(word)
    if len(found) > context.rule.most:
        words = ", ".join(f"“{word.text}”" for word in found)
        yield Found(found[0].start, found[-1].end, n=len(found), words=words)


@of_whole("W18")
def same_word(whole: Whole, context: Context) -> Iterator[Found]:
    """Find words that others than the one for this thing, by the project's terms and by our list.

    Of our list only words are found that stand beside another of the same meaning, first used.
    """
    terms = context.known.terms
    others = {other: term for term, all_ in terms.items() for other in all_}
    groups = context.language.groups("same")
    of_term = _phrases(tuple(others), context.language.code)
    of_list = _phrases(tuple(word for group in groups for word in group), context.language.code)
    first: dict[int, str] = {}
    met: set[str] = set()
    for sentence in whole.sentences:
        for start, end, phrase in of_term.find(sentence.parsed):
            yield Found(sentence.start + start, sentence.start + end, instead=(others[phrase],))
        for start, end, phrase in of_list.find(sentence.parsed):
            group = next(number for number, words in enumerate(groups) if phrase in words)
            used = first.setdefault(group, phrase)
            if phrase != used and phrase not in met and phrase not in others:
                met.add(phrase)
                yield Found(sentence.start + start, sentence.start + end, instead=(used,))


@lru_cache(maxsize=32)
def _phrases(phrases: tuple[str, ...], code: str) -> Phrases:
    return Phrases(phrases, code)
