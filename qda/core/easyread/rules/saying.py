"""Rules on how things are said: positively, to the reader, in simple forms of verbs, clear in whom they mean."""

from __future__ import annotations

from collections.abc import Iterator

from qda.core.easyread.language import Language, Parsed, Word
from qda.core.easyread.rules import Context, Found, Sentence, Whole, of_sentence, of_whole

_UNTOLD = ("words", "credits")  # pages that the program makes


def negations(sentence: Parsed, language: Language) -> list[Word]:
    """Return the words of a sentence that say no; where no is an answer it denies nothing, neither … nor are one.

    Words like unhappy count where there is another beside them.
    """
    leave = language.pattern("not_denying")
    spans = [found.span() for found in leave.finditer(sentence.text)] if leave else []
    ending, plain = language.said("negation_ending"), language.set_of("negations")
    pairs = language.pairs("negation_pairs")
    found: list[Word] = []
    for word in sentence.words:
        answered = any(start <= word.start < end for start, end in spans)
        is_one = _listed(word, plain) in plain or (bool(ending) and word.small.endswith(ending))
        second = any(word.small in pairs.get(_listed(other, plain), "").split() for other in found)
        if is_one and not answered and not second:
            found.append(word)
    if found:
        found += [word for word in sentence.words if word.small in language.set_of("negative_words")]
    return sorted(found, key=lambda word: word.start)


def _listed(word: Word, negations_: frozenset[str]) -> str:
    """Return a word as it is listed: of “n’aime” the “n’”."""
    elided = word.small.partition("'")[0] + "'"
    return elided if elided in negations_ else word.small


@of_sentence("W16")
def no_double_no(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find sentences that say no more often than the profile allows."""
    found = negations(sentence, context.language)
    if len(found) > context.rule.most:
        words = ", ".join(word.text for word in found)
        yield Found(found[0].start, found[-1].end, n=len(found), words=words)


@of_sentence("W16-one")
def say_what_is(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find sentences that say no once, where the rule against more than one is silent."""
    found = negations(sentence, context.language)
    several = context.rules("W16")
    if len(found) == 1 and (several is None or several.most >= 1):
        yield Found(found[0].start, found[0].end)


@of_whole("W17")
def talk_to_the_reader(whole: Whole, context: Context) -> Iterator[Found]:
    """Find pages on which too few words speak to the reader or say who speaks."""
    readers = context.language.set_of("readers")
    if not readers:
        return
    said = [0] * len(whole.written.pages)
    told = [False] * len(whole.written.pages)
    for sentence in whole.sentences:
        said[sentence.block.page] += sum(word.small in readers for word in sentence.parsed.words)
        told[sentence.block.page] |= not sentence.block.heading
    for page, sheet in enumerate(whole.written.pages):
        if told[page] and said[page] < context.rule.most and sheet.kind not in _UNTOLD:
            yield Found(0, 0, "once" if context.rule.most == 1 else "", n=said[page], page=page)


@of_sentence("W22")
def simple_verbs(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find would, could, might and the like (a model tells verbs from other words), and forms like “had been”."""
    language = context.language
    leave = language.pattern("not_conditional")
    taken = [found.span() for found in leave.finditer(sentence.text)] if leave else []
    tenses = language.pattern("hard_tenses")
    spans = [found.span() for found in tenses.finditer(sentence.text)] if tenses else []
    forms = language.pattern("conditional_form")
    for word in sentence.words:
        token = sentence.token_at(word.start)
        verb = token is None or token.pos in ("VERB", "AUX") or token.tag == "MD"
        listed = word.small in language.set_of("conditional")
        formed = (
            forms is not None
            and forms.search(word.small)
            and word.small not in language.set_of("not_conditional_words")
        )
        if verb and (listed or formed):
            spans.append((word.start, word.end))
    last = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last and not any(first <= start < stop for first, stop in taken):
            last = end
            yield Found(start, end)


@of_whole("W23")
def clear_who(whole: Whole, context: Context) -> Iterator[Found]:
    """Find sentences that begin with it, they or this where the sentence before names nobody and nothing."""
    language = context.language
    leave = language.pattern("not_unclear")
    before: Sentence | None = None
    clear = ""  # the pronoun that sentences began with since somebody was named
    for sentence in whole.sentences:
        first = sentence.parsed.words[0].small if sentence.parsed.words else ""
        named = before is not None and before.block.page == sentence.block.page
        named = named and before is not None and _names_something(before.parsed, language)
        if first in language.set_of("unclear") and not (leave and leave.search(sentence.parsed.text)):
            if not named and clear != first:
                start = sentence.start + sentence.parsed.words[0].start
                yield Found(start, start + len(sentence.parsed.words[0].text))
            clear = first
        else:
            clear = ""
        before = sentence


def _names_something(sentence: Parsed, language: Language) -> bool:
    if sentence.modelled:
        return any(token.pos in ("NOUN", "PROPN") for token in sentence.tokens)
    return any(word.small not in language.stops and word.small.isalpha() for word in sentence.words)
