"""An easy-read booklet as one HTML file, with all it needs inside: no address, no script, read by any browser."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from pathlib import Path

from qda.core.easyread.booklet import Booklet, Line, Page, Picture
from qda.core.easyread.printing.typesetting import has_pictures, headings, right_to_left
from qda.core.review.plain import words
from qda.resources import path as resource


def write_html(path: Path, booklet: Booklet) -> None:
    """Write a booklet as one accessible HTML file."""
    path.write_text("".join(_parts(booklet)), encoding="utf-8")


def _parts(booklet: Booklet) -> Iterator[str]:
    style = resource("templates", "easy-read.css").read_text(encoding="utf-8")
    turned = ' dir="rtl"' if right_to_left(booklet) else ""
    yield f'<!doctype html>\n<html lang="{escape(booklet.language or "en")}"{turned}>\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(booklet.title)}</title>\n"
    yield f"<style>\n:root {{ --size: {booklet.size}pt; }}\n{style}</style>\n</head>\n<body>\n<main>\n"
    numbered = words(booklet.language)["booklet.page"]
    for number, page in enumerate(booklet.pages, start=1):
        yield from _page(booklet, page, numbered.format(n=number, all=len(booklet.pages)))
    yield "</main>\n</body>\n</html>\n"


def _page(booklet: Booklet, page: Page, number: str) -> Iterator[str]:
    front = page.kind == "front"
    yield f'<section class="page {escape(page.kind)}">\n'
    for level, title in headings(booklet, page):
        # The title of the booklet alone is of the first level; every page's own title stands below it.
        deep = level if front else level + 1
        yield f"<h{deep}>{escape(title)}</h{deep}>\n"
    beside = has_pictures(page)
    for line in page.lines:
        yield from _line(line, beside)
    if front and booklet.logo:
        logo = booklet.logo
        yield f'<img class="logo" src="{_data(logo.media, logo.data)}" alt="{escape(logo.credit)}">\n'
        yield "".join(f"<p>{escape(one)}</p>\n" for one in (*logo.readers, logo.credit))
    yield f"<footer>{escape(number)}</footer>\n</section>\n"


def _line(line: Line, beside: bool) -> Iterator[str]:
    said = "".join(f"<strong>{escape(run.text)}</strong>" if run.bold else escape(run.text) for run in line.runs)
    yield f'<div class="line{"" if line.picture else " alone" if beside else " bare"}">\n'
    if line.picture:
        yield _picture(line.picture)
    yield f"<div><p>{said}</p>\n"
    if line.voice:
        sound = _data("audio/wav", line.voice)
        yield f'<audio controls preload="none" src="{sound}" aria-label="{escape(line.text)}"></audio>\n'
    yield "</div></div>\n"


def _picture(picture: Picture) -> str:
    return f'<img src="{_data(picture.media, picture.data)}" alt="{escape(picture.words)}">\n'


def _data(media: str, data: bytes) -> str:
    return f"data:{media};base64,{b64encode(data).decode('ascii')}"
