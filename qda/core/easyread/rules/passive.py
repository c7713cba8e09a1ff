"""The rule on saying who does it: passives, by a model or by a helping verb with a participle."""

from __future__ import annotations

from collections.abc import Iterator

from qda.core.easyread.language import Language, Parsed, Token, Word
from qda.core.easyread.rules import Context, Found, of_sentence

_HELPING = ("auxpass", "aux:pass")
_SUBJECT = ("nsubjpass", "csubjpass", "nsubj:pass", "csubj:pass")


@of_sentence("W4")
def active(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find passives; what only looks like one (is closed, was worried) is left alone."""
    spans = set(_by_pattern(sentence, context.language))
    if sentence.modelled:
        spans |= set(_by_model(sentence, context.language))
    else:
        spans |= set(_by_words(sentence, context.language))
    last = -1
    for start, end in sorted(spans):
        if start >= last:
            yield Found(start, end)
            last = end


def _by_model(sentence: Parsed, language: Language) -> Iterator[tuple[int, int]]:
    for index, token in enumerate(sentence.tokens):
        below = [one for place, one in enumerate(sentence.tokens) if one.head == index and place != index]
        helping = [one for one in below if one.dep in _HELPING]
        passive = helping or any(one.dep in _SUBJECT for one in below)
        by = any(one.dep in ("agent", "obl:agent") for one in below)
        if passive and (by or not _is_state(sentence, token.start, language)):
            first = min([*helping, token], key=lambda one: one.start)
            yield first.start, max(token.end, first.end)
        elif _had_done(sentence, token, below) or _left_short(token, below):
            first = sentence.tokens[token.head] if token.dep == "ccomp" else token
            yield min(first.start, token.start), token.end


def _had_done(sentence: Parsed, token: Token, below: list[Token]) -> bool:
    """Say whether it is “had her blood taken”."""
    above = sentence.tokens[token.head]
    having = above.text.lower() in ("had", "have", "has", "having", "got", "get", "gets")
    done_to = any(one.dep == "nsubj" for one in below)
    return token.tag == "VBN" and token.dep == "ccomp" and having and done_to and above.start < token.start


def _left_short(token: Token, below: list[Token]) -> bool:
    """Say whether it is “the people asked by us”: done to somebody, with nobody's “was”."""
    return token.tag == "VBN" and token.dep == "acl" and any(one.dep == "agent" for one in below)


def _by_words(sentence: Parsed, language: Language) -> Iterator[tuple[int, int]]:
    """Find a helping verb and, a few words on, a participle; in German anywhere in the sentence."""
    helping = language.set_of("be")
    gap = language.number("passive_gap", 0)
    words = sentence.words
    for place, word in enumerate(words):
        if word.small not in helping:
            continue
        before = words[:place] if gap > len(words) else ()
        for other in (*words[place + 1 : place + 2 + gap], *before):
            if is_participle(other, language):
                if _by_somebody(sentence, other, language) or not _is_state(sentence, other.start, language):
                    yield min(word.start, other.start), max(word.end, other.end)
                break
            if other.small in helping and gap <= len(words):
                break  # “is being asked”: the next helping verb finds it


def _is_state(sentence: Parsed, start: int, language: Language) -> bool:
    """Say whether the participle at `start` tells how somebody or something is: tired, closed, used to it."""
    place = next((number for number, word in enumerate(sentence.words) if word.start == start), None)
    if place is None:
        return False
    word, following = sentence.words[place], sentence.words[place + 1 : place + 2]
    before_to = word.small in language.set_of("stative_to") and any(one.small == "to" for one in following)
    return before_to or word.small in language.set_of("stative")


def _by_somebody(sentence: Parsed, participle: Word, language: Language) -> bool:
    place = sentence.words.index(participle)
    return any(word.small in language.set_of("by") for word in sentence.words[place + 1 : place + 2])


def is_participle(word: Word, language: Language) -> bool:
    """Say whether a word looks like a participle, by its ending or from the list of those without one."""
    if word.small in language.set_of("not_participles"):
        return False
    ending = language.pattern("participle")
    return word.small in language.set_of("participles") or bool(ending and ending.search(word.small))


def _by_pattern(sentence: Parsed, language: Language) -> Iterator[tuple[int, int]]:
    """Find further ways of a language, as the Norwegian “kan gjøres”."""
    pattern = language.pattern("passive")
    if pattern is not None:
        for found in pattern.finditer(sentence.text):
            yield found.span()
