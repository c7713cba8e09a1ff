"""Rules of pictures: one for each idea at the left of its words, and the same one for the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from qda.core.easyread.rules import Context, Found, Whole, of_whole
from qda.core.easyread.written import Block, Seen

_WITHOUT = ("words", "credits", "contact")  # pages that need no pictures


@of_whole("L7")
def picture_for_each_idea(whole: Whole, _context: Context) -> Iterator[Found]:
    """Find blocks without a picture, and pictures that come after their words."""
    for block in whole.written.blocks:
        if block.pictures is None or block.heading or whole.written.pages[block.page].kind in _WITHOUT:
            continue
        if not block.pictures:
            yield Found(block.start, block.end)
        elif all(picture.after for picture in block.pictures):
            yield Found(block.start, block.end, "right")


@of_whole("L8")
def same_picture(whole: Whole, _context: Context) -> Iterator[Found]:
    """Find things that have two pictures, pictures that stand for two things, and photos among drawings."""
    shown = [(block, picture) for block in whole.written.blocks for picture in block.pictures or ()]
    of_words: dict[str, str] = {}
    of_picture: dict[str, str] = {}
    for block, picture in shown:
        thing = picture.words.strip().casefold()
        if not thing or not picture.key:
            continue
        if of_words.setdefault(thing, picture.key) != picture.key:
            yield Found(block.start, block.end, words=picture.words)
        elif of_picture.setdefault(picture.key, thing) != thing:
            yield Found(block.start, block.end, "other")
    yield from _two_styles(shown)


def _two_styles(shown: list[tuple[Block, Seen]]) -> Iterator[Found]:
    if len({picture.photo for _block, picture in shown}) > 1:
        yield Found(0, 0, "style")
