"""Rules of looks: size, fonts, italics and capitals, alignment, split words, space, length of lines, contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qda.core.easyread.rules import Context, Found, Whole, of_whole
from qda.core.easyread.written import Block, Look

_SERIF = re.compile(
    r"\b(?:times|georgia|cambria|garamond|palatino|bookman|century|baskerville|bodoni|didot|caslon|minion|constantia"
    r"|book antiqua|liberation serif|dejavu serif|noto serif|source serif|libre baskerville|courier)\b"
    r"|(?<!sans[- ])\bserif\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?<!\w)[^\W\d_a-z]{2,}(?:[ ,'’-]+[^\W\d_a-z]{2,})+(?!\w)")
_SPLIT = re.compile(r"\b([^\W\d_]{2,})[-‐\u00ad]\n([^\W\d_]{2,})")
_SOFT = re.compile(r"\w*\u00ad\w+")


def _looks(whole: Whole) -> Iterator[Look]:
    for block in whole.written.blocks:
        yield from (look for look in block.looks if whole.written.text[look.start : look.end].strip())


def _joined(looks: Iterator[Look], text: str) -> Iterator[tuple[int, int, Look]]:
    """Yield runs that stand one after another as one, with the look of the first."""
    start, end, first = -1, -1, None
    for look in looks:
        if first is not None and not text[end : look.start].strip() and "\n" not in text[end : look.start]:
            end = look.end
            continue
        if first is not None:
            yield start, end, first
        start, end, first = look.start, look.end, look
    if first is not None:
        yield start, end, first


@of_whole("L1")
def large_letters(whole: Whole, context: Context) -> Iterator[Found]:
    """Find words with letters of fewer points than the profile has."""
    small = (look for look in _looks(whole) if look.size is not None and look.size < context.rule.most)
    for start, end, look in _joined(small, whole.written.text):
        yield Found(start, end, n=look.size)


@of_whole("L2")
def plain_fonts(whole: Whole, context: Context) -> Iterator[Found]:
    """Find more fonts than the profile allows, and fonts with serifs."""
    fonts = list(dict.fromkeys(look.font for look in _looks(whole) if look.font))
    if len(fonts) > context.rule.most:
        yield Found(0, 0, n=len(fonts), words=", ".join(fonts))
    for font in fonts:
        if _SERIF.search(font):
            yield Found(0, 0, "serif", words=font)


@of_whole("L3")
def plain_letters(whole: Whole, _context: Context) -> Iterator[Found]:
    """Find italics, underlined words, words in capitals, and lines that are stretched or in the middle."""
    text = whole.written.text
    for name, hint in (("italic", ""), ("underline", "underline"), ("capitals", "capitals")):
        marked = (look for look in _looks(whole) if getattr(look, name))
        for start, end, _look in _joined(marked, text):
            yield Found(start, end, hint)
    for sentence in whole.sentences:
        for found in _CAPITALS.finditer(sentence.parsed.text):
            if found[0].isupper():
                yield Found(sentence.start + found.start(), sentence.start + found.end(), "capitals")
    for block in whole.written.blocks:
        if block.align in ("justify", "center"):
            yield Found(block.start, block.end, block.align)


@of_whole("L4")
def whole_words_at_the_left(whole: Whole, _context: Context) -> Iterator[Found]:
    """Find lines that start at the right, words that are split at the end of a line or may be."""
    for block in whole.written.blocks:
        if block.align == "right":
            yield Found(block.start, block.end)
    if whole.written.hyphenated:
        yield Found(0, 0, "hyphenation")
    for pattern in (_SPLIT, _SOFT):
        for found in pattern.finditer(whole.written.text):
            words = found[0].replace("\n", "").replace("\u00ad", "-")
            yield Found(found.start(), found.end(), "split", words=words)


@of_whole("L5")
def space_between_lines(whole: Whole, context: Context) -> Iterator[Found]:
    """Find blocks whose lines are closer to each other than the profile has."""
    for block in whole.written.blocks:
        if block.spacing is not None and block.spacing < context.rule.most and not block.heading:
            yield Found(block.start, block.end, n=block.spacing)


@of_whole("L6")
def short_lines(whole: Whole, context: Context) -> Iterator[Found]:
    """Find blocks that have room for more letters on a line than the profile has, and that fill one."""
    for block in whole.written.blocks:
        if _too_wide(block, context.rule.most):
            yield Found(block.start, block.end, n=round(block.room or 0))


def _too_wide(block: Block, most: float) -> bool:
    return block.room is not None and block.room > most and block.end - block.start > most


@of_whole("L13")
def dark_on_light(whole: Whole, context: Context) -> Iterator[Found]:
    """Find words with less contrast to their ground than the profile has, and pictures behind words."""
    pale = (look for look in _looks(whole) if look.contrast is not None and look.contrast < context.rule.most)
    for start, end, look in _joined(pale, whole.written.text):
        yield Found(start, end, n=look.contrast)
    for block in whole.written.blocks:
        if any(picture.behind for picture in block.pictures or ()):
            yield Found(block.start, block.end, "behind")
