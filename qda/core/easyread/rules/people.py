"""Rules on people: who made and checked it is named, and the logo stands only where its conditions hold."""

from __future__ import annotations

from collections.abc import Iterator

from qda.core.easyread.rules import Context, Found, Whole, of_whole


@of_whole("C1")
def checked_with_people(whole: Whole, context: Context) -> Iterator[Found]:
    """Find that fewer people are named as having checked this than the profile asks for.

    In a project that is what was recorded, in a file a sentence that says so.
    """
    checkers = whole.written.checkers
    if checkers is not None:
        if len(checkers) < context.rule.most:
            yield Found(0, 0, n=len(checkers))
        return
    said = context.language.pattern("checked")
    if whole.written.kind != "booklet" and said is not None and not said.search(whole.written.text):
        yield Found(0, 0, n=0)


@of_whole("C2")
def logo_with_its_conditions(whole: Whole, context: Context) -> Iterator[Found]:
    """Find a logo without the names of those who read it, or without its line."""
    written = whole.written
    if not written.logo:
        return
    said = context.language.pattern("checked")
    named = bool(written.checkers) if written.checkers is not None else bool(said and said.search(written.text))
    if not named:
        yield Found(0, 0)
    if "easy-to-read.eu" not in f"{written.credit} {written.text}":
        yield Found(0, 0, "credit")
