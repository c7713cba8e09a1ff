"""Rules of the document: room on a page, one page a theme, its length, page numbers, a front page and who to ask."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qda.core.easyread.rules import Context, Found, Whole, of_whole
from qda.core.text import count_words

_MADE = ("words", "credits")  # pages that the program makes, as long as they have to be


@of_whole("L9")
def not_crowded(whole: Whole, context: Context) -> Iterator[Found]:
    """Find pages with more statements than the profile has, and lines that the end of a page may part."""
    if whole.written.kind == "text":
        return  # has no pages
    for page, sheet in enumerate(whole.written.pages):
        count = sum(not block.heading for block in whole.written.on_page(page))
        if count > context.rule.most and sheet.kind not in _MADE:
            yield Found(0, 0, n=count, page=page)
    if any(not block.kept for block in whole.written.blocks):
        yield Found(0, 0, "split")


@of_whole("L10")
def one_page_a_theme(whole: Whole, context: Context) -> Iterator[Found]:
    """Find themes that take more pages than the profile has, and parts that do not begin on a new page."""
    for page, (sheet, taken) in enumerate(zip(whole.written.pages, whole.written.taken, strict=False)):
        if sheet.theme and math.ceil(taken) > context.rule.most:
            yield Found(0, 0, n=math.ceil(taken), page=page)
    for page, sheet in enumerate(whole.written.pages):
        if page and not sheet.anew:
            yield Found(0, 0, "start", page=page)


@of_whole("L11")
def few_pages(whole: Whole, context: Context) -> Iterator[Found]:
    """Find a document with more pages than the profile has."""
    length = whole.written.length
    if length is not None and length > context.rule.most:
        yield Found(0, 0, n=length)


@of_whole("L11-words")
def few_words(whole: Whole, context: Context) -> Iterator[Found]:
    """Find a document with as many words as the profile has, or more."""
    count = count_words(whole.written.text)
    if count >= context.rule.most:
        yield Found(0, 0, n=count)


@of_whole("L12")
def page_numbers(whole: Whole, _context: Context) -> Iterator[Found]:
    """Find that pages have no numbers, or that these do not say of how many."""
    if whole.written.numbered == "":
        yield Found(0, 0)
    elif whole.written.numbered == "page":
        yield Found(0, 0, "total")


@of_whole("L14")
def front_and_contact(whole: Whole, context: Context) -> Iterator[Found]:
    """Find that nothing says what this is and who can help, that nobody can be asked, that there are no headings."""
    written, language = whole.written, context.language
    kinds = {sheet.kind for sheet in written.pages}
    about, contact = language.pattern("about"), language.pattern("contact")
    if written.kind == "booklet":
        missing = [kind for kind in ("front", "contact") if not _filled_page(whole, kind)]
        untitled = [page for page, sheet in enumerate(written.pages) if not sheet.title.strip()]
    else:
        missing = [
            kind
            for kind, pattern in (("front", about), ("contact", contact))
            if pattern is not None and not pattern.search(written.text) and kind not in kinds
        ]
        untitled = []
    for kind in missing:
        yield Found(0, 0, "" if kind == "front" else "contact")
    for page in untitled:
        yield Found(0, 0, "title", page=page)
    if not any(block.heading for block in written.blocks) and written.kind in ("docx", "html", "md"):
        yield Found(0, 0, "headings")


def _filled_page(whole: Whole, kind: str) -> bool:
    pages = [page for page, sheet in enumerate(whole.written.pages) if sheet.kind == kind]
    return any(not block.heading for page in pages for block in whole.written.on_page(page))
