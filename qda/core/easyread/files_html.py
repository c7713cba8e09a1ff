"""Reads a web page for checking: what stands in it as blocks, with the looks that its own style gives them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Any

from qda.core.easyread import css
from qda.core.easyread.colours import contrast
from qda.core.easyread.written import Block, Look, Seen, Sheet, Written
from qda.core.text import canonical

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "form"),
        *("fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "label"),
        *("legend", "li", "main", "nav", "ol", "p", "section", "summary", "table", "tbody", "td", "th", "thead"),
        *("tr", "ul"),
    )
)
_TOGETHER = frozenset(("li", "tr", "div", "figure", "section", "article"))  # where a picture and its words may be
# Not the head as a whole: of pages without a body the parser puts elements it doesn't know there.
_UNSEEN = frozenset(
    ("title", "script", "style", "template", "noscript", "button", "select", "option", "input", "footer")
)
_USUAL: dict[str, dict[str, str]] = {
    "i": {"font-style": "italic"},
    "em": {"font-style": "italic"},
    "cite": {"font-style": "italic"},
    "u": {"text-decoration": "underline"},
    "ins": {"text-decoration": "underline"},
    "b": {"font-weight": "bold"},
    "strong": {"font-weight": "bold"},
    "center": {"text-align": "center"},
    "h1": {"font-size": "2em"},
    "h2": {"font-size": "1.5em"},
    "h3": {"font-size": "1.17em"},
    "small": {"font-size": "smaller"},
    "th": {"text-align": "center"},
}
_PAGE_NUMBER = re.compile(r"\w+ \d{1,3} \w+ \d{1,3}|\d{1,3} ?/ ?\d{1,3}")
_LOGO = re.compile(r"easy[- ]to[- ]read|inclusion europe", re.IGNORECASE)


def read_html(text: str) -> Written:
    """Return a web page for checking; what begins with a heading of the highest rank that comes twice is a page."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(canonical(text).encode("utf-8"), parser=_parser())
    except etree.ParserError:  # nothing is in it
        return Written("", (), kind="html")
    sheet = css.read_sheets([one.text or "" for one in root.iter("style")])
    read = _Read(sheet, _page_heading(root))
    read.element(root, {"font-size": "12pt"}, 12.0)
    return read.written()


def _parser() -> Any:
    from lxml import html

    return html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _page_heading(root: Any) -> str:
    counts = {tag: sum(1 for _one in root.iter(tag)) for tag in ("h1", "h2")}
    return "h2" if counts["h1"] <= 1 and counts["h2"] else "h1"


class _Read:
    """What is read of a page, block by block."""

    def __init__(self, sheet: css.Sheet, heading: str) -> None:
        self._sheet = sheet
        self._heading = heading
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._pages: list[Sheet] = [Sheet()]
        self._place = 0
        self._waiting: list[Seen] = []
        self._runs: list[tuple[str, dict[str, str], float]] = []
        self._shown: list[Seen] = []
        self._hyphenated = False
        self._all: list[Seen] = []

    def element(self, element: Any, handed: dict[str, str], size: float) -> None:
        """Read an element with what is in it; `handed` is what it has from around it, `size` in points."""
        tag = element.tag if isinstance(element.tag, str) else ""
        own = {**_USUAL.get(tag, {}), **self._sheet.of(element)}
        if tag in _UNSEEN or own.get("display") == "none" or element.get("hidden") is not None:
            return
        style = {**handed, **own}
        size = css.points(own["font-size"], size) or 0.0 if "font-size" in own else size
        self._hyphenated |= own.get("hyphens") == "auto"
        if tag in ("img", "svg"):
            self._picture(element, tag)
            return
        if tag == "br":
            self._finish(style, size)
            return
        begun, waiting = len(self._blocks), len(self._waiting)
        if tag in _BLOCKS:
            self._finish(style, size)
        if tag == self._heading and self._blocks:
            self._pages.append(Sheet())
        if "background-image" in own and tag in _BLOCKS and own["background-image"] != "none":
            self._waiting.append(Seen("", "", behind=True))
        below = {name: value for name, value in style.items() if name in css.HANDED_DOWN}
        beside = css.first_column(own, size)
        width = css.points(style["max-width"], size) if "max-width" in style else None
        if beside and width:  # the words stand in the second column
            below["max-width"] = f"{max(width - beside, 0):.1f}pt"
        self._words(element.text, style, size)
        for child in element:
            self.element(child, below, size)
            self._words(child.tail, style, size)
        if tag in _BLOCKS:
            self._finish(style, size, heading=re.fullmatch("h[1-6]", tag) is not None)
        if tag in _TOGETHER and len(self._blocks) > begun and len(self._waiting) > waiting:
            self._belong_to_the_last(waiting)

    def _belong_to_the_last(self, waiting: int) -> None:
        """Give pictures that came after the words they stand beside to these words."""
        last = self._blocks[-1]
        late = tuple(
            Seen(one.key, one.words, one.photo, after=True, behind=one.behind) for one in self._waiting[waiting:]
        )
        del self._waiting[waiting:]
        self._blocks[-1] = replace(last, pictures=(*(last.pictures or ()), *late))

    def _picture(self, element: Any, tag: str) -> None:
        if element.get("aria-hidden") == "true":
            return
        words = element.get("alt") or element.get("aria-label") or ""
        source = element.get("src") or ""
        if tag == "svg":
            titles = [one.text or "" for one in element.iter() if str(one.tag).endswith("title")]
            words = words or " ".join(titles)
            source = re.sub(r"\s+", " ", "".join(str(sorted(one.attrib.items())) for one in element.iter()))
        photo = source.startswith("data:image/jpeg") or source.lower().endswith((".jpg", ".jpeg"))
        after = any(text.strip() for text, _style, _size in self._runs)
        seen = Seen(hashlib.sha256(source.encode()).hexdigest(), words, photo, after=after)
        self._all.append(seen)
        (self._shown if after else self._waiting).append(seen)

    def _words(self, text: str | None, style: dict[str, str], size: float) -> None:
        flat = re.sub(r"[ \t\n\f\r]+", " ", text or "")
        if self._runs and self._runs[-1][0].endswith(" "):
            flat = flat.lstrip(" ")
        if flat and (self._runs or flat.strip()):
            self._runs.append((flat if self._runs else flat.lstrip(), style, size))

    def _finish(self, style: dict[str, str], size: float, *, heading: bool = False) -> None:
        """End the block that was begun, if there is one."""
        runs, self._runs = self._runs, []
        shown, self._shown = self._shown, []
        text = "".join(words for words, _style, _size in runs).rstrip()
        if not text or _PAGE_NUMBER.fullmatch(text):  # “Page 1 of 9” is no statement
            return
        looks, place = [], self._place
        for words, of_run, points in runs:
            end = min(place + len(words), self._place + len(text))
            if end > place:
                looks.append(_look(place, end, of_run, points or None))
            place += len(words)
        waiting, self._waiting = self._waiting, []
        width = css.points(style["max-width"], size) if "max-width" in style else None
        self._blocks.append(
            Block(
                *(self._place, self._place + len(text), len(self._pages) - 1, heading),
                looks=tuple(looks),
                pictures=(*waiting, *shown),
                align={"end": "right", "start": "left"}.get(
                    style.get("text-align", ""), style.get("text-align", "left")
                ),
                spacing=css.multiple(style.get("line-height", "normal"), size),
                room=width / (size * 0.5) if width and size else None,
            )
        )
        self._parts.append(text)
        self._place += len(text) + 1

    def written(self) -> Written:
        """Return all that was read."""
        return Written(
            "\n".join(self._parts),
            tuple(self._blocks),
            tuple(self._pages),
            "html",
            hyphenated=self._hyphenated,
            logo=any(_LOGO.search(one.words) for one in self._all),
        )


def _look(start: int, end: int, style: dict[str, str], size: float | None) -> Look:
    weight = style.get("font-weight", "normal")
    return Look(
        *(start, end, size),
        font=style.get("font-family", "").split(",")[0].strip("\"' "),
        bold=weight in ("bold", "bolder") or (len(weight) < 5 and weight.isdecimal() and int(weight) >= 600),
        italic=style.get("font-style") in ("italic", "oblique"),
        underline="underline" in style.get("text-decoration", ""),
        capitals=style.get("text-transform") == "uppercase" or style.get("font-variant") == "small-caps",
        contrast=contrast(style.get("color", "#000000"), style.get("background-color", "#ffffff")),
    )
