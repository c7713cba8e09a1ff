"""Rules of length: sentences, commas, paragraphs, lines of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qda.core.easyread.language import Parsed
from qda.core.easyread.rules import Context, Found, Whole, of_sentence, of_whole
from qda.core.text import count_words

_COMMA = re.compile(r"(?<!\d),|,(?!\d)|[،、，]")  # not that in 1,000 or 3,5


@of_sentence("W1")
def short_sentence(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find a sentence with more words than the profile has."""
    count = len(sentence.words)
    if count > context.rule.most:
        yield Found(0, len(sentence.text), n=count)


@of_sentence("W19")
def few_commas(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find a sentence with more commas than the profile has."""
    commas = [found.start() for found in _COMMA.finditer(sentence.text)]
    if len(commas) > context.rule.most:
        yield Found(0, len(sentence.text), n=len(commas))


@of_whole("W3")
def own_line(whole: Whole, context: Context) -> Iterator[Found]:
    """Find sentences that share a line with more than the profile allows before them."""
    before: dict[int, int] = {}
    for sentence in whole.sentences:
        place = before[sentence.block.start] = before.get(sentence.block.start, 0) + 1
        if place > context.rule.most and not sentence.block.heading:
            yield Found(sentence.start, sentence.end, n=place)


@of_whole("W24")
def short_paragraph(whole: Whole, context: Context) -> Iterator[Found]:
    """Find paragraphs with more words than the profile has."""
    for block in whole.written.blocks:
        count = count_words(whole.written.words_of(block))
        if count > context.rule.most:
            yield Found(block.start, block.end, n=count)
