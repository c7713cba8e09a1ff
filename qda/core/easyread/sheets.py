"""Tells by their headings what the pages of a file are, and which words its own word list explains."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from qda.core.easyread.language import Language
from qda.core.easyread.written import Block, Sheet, Written

MADE = ("words", "credits")
"""Kinds of pages that are lists: nobody reads them sentence by sentence."""
_ENTRY = re.compile(r"^\s*([^:–—]{2,40}?)\s*(?::|\s[–—-])\s+(\S.*)$")


def told(written: Written, language: Language) -> Written:
    """Return a file with the kinds of its pages as far as their headings say so: words, credits, contact.

    In plain text a line that says “Word list” begins such a page.
    """
    by_kind = {"words": "word_list", "credits": "credits", "contact": "contact_heading"}
    patterns = {kind: language.pattern(name) for kind, name in by_kind.items()}
    pages: list[Sheet] = list(written.pages)
    blocks: list[Block] = []
    moved = 0
    for block in written.blocks:
        words = written.words_of(block).strip()
        kind = next((kind for kind, pattern in patterns.items() if pattern and pattern.search(words)), "")
        page = block.page + moved
        if kind and (block.heading or (kind == "words" and written.kind == "text")):
            if any(other.page == page and not other.heading for other in blocks):
                # It stands under others on one page: from here on that page is another one.
                moved += 1
                page += 1
                pages.insert(page, Sheet(title=words))
            pages[page] = replace(pages[page], kind=kind)
        blocks.append(replace(block, page=page))
    return replace(written, blocks=tuple(blocks), pages=tuple(pages))


def listed_words(written: Written) -> Mapping[str, str]:
    """Return the words that a word list in a file explains: ``consent: you say yes``."""
    found = {}
    for block in written.blocks:
        entry = _ENTRY.match(written.words_of(block))
        if written.pages[block.page].kind == "words" and not block.heading and entry:
            found[entry[1]] = entry[2]
    return found
