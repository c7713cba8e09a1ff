"""Easy-read pages set by typst: tagged PDF (PDF/UA-1), pictures of pages, and how full a page is.

typst refuses to write PDF/UA where a picture has no words, a heading jumps or the title is missing, so what comes out
has them.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from qda.core.easyread.booklet import Booklet, Line, Page, Picture
from qda.core.easyread.printing import measures
from qda.core.review.plain import words
from qda.core.text import direction
from qda.errors import RefusedError
from qda.i18n import _

_FONTS = ("Atkinson Hyperlegible", "Noto Sans", "DejaVu Sans", "Arial")
_NO_LETTERS = re.compile(r"the text `(.+?)` could not be displayed")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_BODY_CM = measures.PAGE_CM[1] - 2 * measures.MARGIN_CM


class NoLettersError(RefusedError):
    """There are letters in the words that no font of this computer has, so that they can't be set as PDF/UA."""


class Fit(NamedTuple):
    """How full a page is: `share` of one sheet of paper (above 1, more than one), and how many `sheets` it takes."""

    share: float
    sheets: int


def write_pdf(path: Path, booklet: Booklet) -> None:
    """Write a booklet as tagged PDF; RefusedError where typst can't set it (a picture that it can't read)."""
    with _written(booklet) as source:
        path.write_bytes(compiled(source, format="pdf", pdf_standards=["ua-1"]))


def page_images(booklet: Booklet, page_id: str, *, dots: int = 97) -> list[bytes]:
    """Return the sheets of one page of a booklet as PNG with so many dots an inch, as they will be printed.

    Its number is that which it has where each page of the booklet takes one sheet.
    """
    number = next(number for number, page in enumerate(booklet.pages, start=1) if page.id == page_id)
    with _written(_alone(booklet, page_id), number, len(booklet.pages)) as source:
        made = compiled(source, format="png", ppi=dots)
    return [made] if isinstance(made, bytes) else list(made)


def fit(booklet: Booklet, page_id: str) -> Fit:
    """Return how much of its sheet a page of a booklet takes."""
    import typst

    with _written(_alone(booklet, page_id)) as source:
        try:
            found = json.loads(typst.query(source, "<end>", **_places(source)))
        except typst.TypstError as error:
            raise _unset(error) from error
    [end] = found
    sheet = int(end["value"]["page"])
    down = float(end["value"]["y"].removesuffix("pt")) / 72 * 2.54 - measures.MARGIN_CM
    return Fit(sheet - 1 + max(0.0, down) / _BODY_CM, sheet)


def rastered(svg: bytes, *, dots: int = 300) -> bytes:
    """Return a drawing as PNG with so many dots an inch at the size of a picture beside its statement."""
    with tempfile.TemporaryDirectory(prefix="themeloom-drawing-") as folder:
        place = Path(folder)
        (place / "drawing.svg").write_bytes(svg)
        size = f"{measures.PICTURE_CM}cm"
        source = place / "drawing.typ"
        shown = f'#image("drawing.svg", width: {size}, height: {size}, fit: "contain")'
        source.write_text(f"#set page(width: {size}, height: {size}, margin: 0pt)\n{shown}", encoding="utf-8")
        return bytes(compiled(source, format="png", ppi=dots))


def _alone(booklet: Booklet, page_id: str) -> Booklet:
    return replace(booklet, pages=tuple(page for page in booklet.pages if page.id == page_id))


def compiled(source: Path, **wanted: Any) -> Any:
    """Return what typst makes of a file of markup; RefusedError in a sentence where it can't be set."""
    import typst

    try:
        return typst.compile(source, **_places(source), **wanted)
    except typst.TypstError as error:
        raise _unset(error) from error


def _unset(error: Exception) -> RefusedError:
    letters = _NO_LETTERS.search(str(error))
    if letters:
        return NoLettersError(_("No font on this computer has the letters {letters}.").format(letters=letters[1]))
    return RefusedError(_("The pages can't be set: {reason}").format(reason=str(error).partition("\n")[0]))


def _places(source: Path) -> dict[str, Any]:
    return {"root": source.parent, "font_paths": _fonts()}


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Return the fonts of the computer with ours; looking for them takes longer than to set a page."""
    import fontpkg_atkinson_hyperlegible
    import typst

    return typst.Fonts(font_paths=[str(next(iter(fontpkg_atkinson_hyperlegible.__path__)))])


@contextmanager
def _written(booklet: Booklet, first: int = 1, total: int = 0) -> Iterator[Path]:
    """Give a folder with the booklet as typst markup and its pictures; it is gone afterwards.

    `first` is the number of its first sheet, `total` how many there are said to be, 0 for as many as there are.
    """
    with tempfile.TemporaryDirectory(prefix="themeloom-easy-read-") as folder:
        place = Path(folder)
        for line in (line for page in booklet.pages for line in page.lines):
            if line.picture and not (file := place / file_of(line.picture)).exists():
                file.write_bytes(line.picture.data)
        if booklet.logo:
            (place / f"logo{measures.SUFFIXES[booklet.logo.media]}").write_bytes(booklet.logo.data)
        source = place / "booklet.typ"
        source.write_text("\n".join(_markup(booklet, first, total)), encoding="utf-8")
        yield source


def file_of(picture: Picture) -> str:
    """Return the name under which a picture lies beside the markup."""
    return f"{picture.key}{measures.SUFFIXES[picture.media]}"


def string(text: str) -> str:
    """Return words as a string of typst, in which nothing is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_CONTROLS.sub(" ", escaped)}"'


def _markup(booklet: Booklet, first: int, total: int) -> Iterator[str]:
    yield from look(booklet, total)
    if first > 1:
        yield f"#counter(page).update({first})"
    for number, page in enumerate(booklet.pages):
        if number:
            yield "#pagebreak()"
        yield from _page(booklet, page)
    yield "#context [#metadata((page: here().page(), y: here().position().y)) <end>]"


def look(booklet: Booklet, sheets: int = 0) -> Iterator[str]:
    """Return how a booklet is set: title, language, letters, headings, sheet, and number of it (of `sheets`)."""
    parts = booklet.language.split("-")
    region = f", region: {string(parts[1])}" if len(parts) > 1 and len(parts[1]) == 2 else ""
    numbered = words(booklet.language)["booklet.page"]
    before, _n, rest = numbered.partition("{n}")
    between, _all, after = rest.partition("{all}")
    fonts = ", ".join(map(string, _FONTS))
    yield f"#set document(title: {string(booklet.title or ' ')})"
    yield f"#set text(lang: {string(parts[0] or 'en')}{region}, font: ({fonts}))"
    turned = "rtl" if right_to_left(booklet) else "ltr"
    yield f"#set text(size: {booklet.size}pt, hyphenate: false, dir: {turned})"
    yield "#set text(top-edge: 0.8em, bottom-edge: -0.2em)"
    yield f"#set par(leading: {measures.SPACING - 1}em, spacing: {measures.SPACING - 1}em, justify: false)"
    for level, share in measures.HEADINGS.items():
        title = f"text(size: {booklet.size * share}pt, weight: 700, it.body)"
        yield f"#show heading.where(level: {level}): it => block(below: 18pt, {title})"
    now, total = "#counter(page).display()", str(sheets or "#counter(page).final().first()")
    footer = f"[#{string(before)}{now}#{string(between)}{total}#{string(after)}]"
    yield f'#set page(paper: "a4", margin: {measures.MARGIN_CM}cm, footer: context {footer})'


def _page(booklet: Booklet, page: Page) -> Iterator[str]:
    for level, title in headings(booklet, page):
        yield f"#heading(level: {level}, {string(title)})"
    beside = has_pictures(page)
    for line in page.lines:
        yield from line_markup(line, beside)
    if page.kind == "front" and booklet.logo:
        logo = booklet.logo
        file = f"logo{measures.SUFFIXES[logo.media]}"
        yield f'#block(above: 1em, image("{file}", width: {measures.LOGO_CM}cm, alt: {string(logo.credit)}))'
        for words_ in (*logo.readers, logo.credit):
            yield f"#par({string(words_)})"


def has_pictures(page: Page) -> bool:
    """Return whether words stand right of pictures on a page: all of them then, so that they begin alike."""
    return any(line.picture for line in page.lines)


def line_markup(line: Line, beside: bool = False) -> Iterator[str]:
    """Give a statement with its picture beside it; `beside` where words without one are to stand as if."""
    runs = "".join(f"#strong({string(run.text)})" if run.bold else f"#{string(run.text)}" for run in line.runs)
    if line.picture is None and not beside:
        yield f"#block(breakable: false, above: 0.9em, below: 0.9em, par[{runs}])"
        return
    shown = "[]" if line.picture is None else _image(line.picture)
    yield (
        f"#block(breakable: false, above: 0.9em, below: 0.9em, grid(columns: ({measures.TEXT_AT_CM}cm, 1fr), "
        f"align: (start + top, start + horizon), {shown}, par[{runs}]))"
    )


def _image(picture: Picture) -> str:
    size = f"{measures.PICTURE_CM}cm"
    shown = f'image("{file_of(picture)}", width: {size}, height: {size}, fit: "contain"'
    return f"{shown}, alt: {string(picture.words)})" if picture.words else f"pdf.artifact({shown}))"


def right_to_left(booklet: Booklet) -> bool:
    """Return whether a booklet is read from right to left, as most of its letters are."""
    lines = (line.text for page in booklet.pages for line in page.lines)
    return direction(" ".join((booklet.title, *lines))) == "rtl"


def headings(booklet: Booklet, page: Page) -> Sequence[tuple[int, str]]:
    """Return the headings of a page with their levels: each page's title; on the front, the booklet's before it."""
    own = [(1, page.title)] if page.title else []
    if page.kind != "front" or not booklet.title:
        return own
    return [(1, booklet.title), *([(2, page.title)] if page.title and page.title != booklet.title else [])]
