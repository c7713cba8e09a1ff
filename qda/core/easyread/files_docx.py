"""Reads a Word file for checking: paragraphs with sizes, fonts and places, pictures, page numbers, hyphenation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from qda.core.easyread.colours import contrast
from qda.core.easyread.written import Block, Look, Seen, Sheet, Written
from qda.core.text import canonical

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ALIGNED = {"both": "justify", "distribute": "justify", "center": "center", "right": "right", "end": "right"}
_USUAL_ROOM = 450.0  # points of a line on a page that says nothing of its margins
_LETTER = 0.5  # how wide a letter is on average, as a share of its size
_LOGO = re.compile(r"easy[- ]to[- ]read|inclusion europe", re.IGNORECASE)


def read_docx(path: Path) -> Written:
    """Return a Word document for checking; paragraphs are blocks, headings of the first level and breaks begin pages.

    Raises whatever a parser does for what is no Word document, or a damaged one.
    """
    import docx

    # The open file, not its path: python-docx has an error of its own for a path that is no package.
    with path.open("rb") as file:
        read = _Read(docx.Document(file))
    return read.written()


class _Read:
    """What is read of a document, block by block."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles = _Styles(document)
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._pages: list[Sheet] = [Sheet()]
        self._place = 0
        self._waiting: list[Seen] = []
        self._room = _room(document)
        for paragraph in document.element.body.iter(f"{_W}p"):
            if not any(above.tag == f"{_W}txbxContent" for above in paragraph.iterancestors()):
                self._add(paragraph)

    def _add(self, paragraph: Any) -> None:
        style = self._styles.of_paragraph(paragraph)
        level = style.heading
        text, looks = self._words(paragraph, style)
        pictures = list(self._pictures(paragraph))
        if level == 1 and text and self._blocks:
            self._pages.append(Sheet(anew=style.breaks or self._broken))
        self._broken = any(one.get(f"{_W}type") == "page" for one in paragraph.iter(f"{_W}br"))
        if not text:
            self._waiting += pictures
            return
        # In a table of a row for each idea the picture is a cell before the words, else a paragraph before them.
        pictures, self._waiting = [*self._waiting, *pictures], []
        size = max((look.size or 0 for look in looks), default=0)
        self._blocks.append(
            Block(
                *(self._place, self._place + len(text), len(self._pages) - 1, level > 0),
                looks=looks,
                pictures=tuple(pictures),
                align=style.align,
                spacing=style.spacing,
                room=(self._room - style.indent) / (size * _LETTER) if size else None,
                kept=style.kept or len(text) < 80,
            )
        )
        if level == 1:
            self._pages[-1] = replace(self._pages[-1], title=text)
        self._parts.append(text)
        self._place += len(text) + 1

    _broken = False

    def _words(self, paragraph: Any, style: _Look) -> tuple[str, tuple[Look, ...]]:
        parts: list[str] = []
        looks: list[Look] = []
        place = self._place
        for run in paragraph.iter(f"{_W}r"):
            words = canonical("".join(_text(part) for part in run)).replace("\n", " ")
            if not parts:
                words = words.lstrip()
            if not words:
                continue
            looks.append(self._styles.look(run, style, place, place + len(words)))
            parts.append(words)
            place += len(words)
        text = "".join(parts).rstrip()
        end = self._place + len(text)
        return text, tuple(replace(look, end=min(look.end, end)) for look in looks if look.start < end)

    def _pictures(self, paragraph: Any) -> Iterator[Seen]:
        for drawing in paragraph.iter(f"{_WP}inline", f"{_WP}anchor"):
            words = drawing.find(f"{_WP}docPr")
            blip = drawing.find(f".//{_A}blip")
            part = self._document.part.related_parts.get(blip.get(f"{_R}embed")) if blip is not None else None
            before = [
                run
                for run in drawing.xpath("ancestor::*[local-name()='r'][1]/preceding-sibling::*[local-name()='r']")
                if "".join(_text(one) for one in run).strip()
            ]
            yield Seen(
                "" if part is None else hashlib.sha256(part.blob).hexdigest(),
                "" if words is None else words.get("descr", ""),
                part is not None and part.content_type == "image/jpeg",
                after=bool(before),
                behind=drawing.get("behindDoc") == "1",
            )

    def written(self) -> Written:
        """Return all that was read."""
        settings = self._document.settings.element
        hyphenated = settings.find(f"{_W}autoHyphenation")
        seen = [picture for block in self._blocks for picture in block.pictures or ()] + self._waiting
        return Written(
            "\n".join(self._parts),
            tuple(self._blocks),
            tuple(self._pages),
            "docx",
            numbered=_numbered(self._document),
            hyphenated=hyphenated is not None and hyphenated.get(f"{_W}val", "true") not in ("0", "false", "off"),
            logo=any(_LOGO.search(picture.words) for picture in seen),
        )


def _text(part: Any) -> str:
    if part.tag == f"{_W}t":
        return part.text or ""
    return {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": "\u00ad"}.get(part.tag, "")


def _room(document: Any) -> float:
    """Return how many points a line has between the margins."""
    section = next(iter(document.sections), None)
    if section is None:
        return _USUAL_ROOM
    width, left, right = section.page_width, section.left_margin, section.right_margin
    return float(width.pt - left.pt - right.pt) if None not in (width, left, right) else _USUAL_ROOM


def _numbered(document: Any) -> str:
    """Return ``page`` where headers or footers number the pages, ``page of all`` where they count them too."""
    codes: list[str] = []
    for section in document.sections:
        for part in (section.footer, section.header, section.first_page_footer, section.first_page_header):
            codes += [one.get(f"{_W}instr", "") for one in part._element.iter(f"{_W}fldSimple")]
            codes += [one.text or "" for one in part._element.iter(f"{_W}instrText")]
    fields = {word for code in codes for word in code.upper().split()}
    if "PAGE" not in fields:
        return ""
    return "page of all" if fields & {"NUMPAGES", "SECTIONPAGES"} else "page"


class _Look:
    """How a paragraph looks, by itself and its style."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.values = found
        self.heading: int = found.get("heading", 0)
        self.align: str = _ALIGNED.get(found.get("jc", ""), "left")
        self.spacing: float | None = found.get("line")
        self.kept: bool = found.get("keepLines", False)
        self.breaks: bool = found.get("pageBreakBefore", False)
        self.indent: float = found.get("indent", 0.0)


class _Styles:
    """The styles of a document, each with what it has from those it is based on."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._by_id = {one.get(f"{_W}styleId"): one for one in root.iter(f"{_W}style")}
        usual = root.find(f"{_W}docDefaults")
        self._usual: dict[str, Any] = {"size": 10.0}
        if usual is not None:
            for properties in (*usual.iter(f"{_W}pPr"), *usual.iter(f"{_W}rPr")):
                self._usual |= _properties(properties)
        self._normal = next(
            (
                name
                for name, one in self._by_id.items()
                if one.get(f"{_W}default") == "1" and one.get(f"{_W}type") == "paragraph"
            ),
            "Normal",
        )

    def of_paragraph(self, paragraph: Any) -> _Look:
        """Return how a paragraph looks."""
        own = paragraph.find(f"{_W}pPr")
        name = self._normal
        if own is not None and own.find(f"{_W}pStyle") is not None:
            name = own.find(f"{_W}pStyle").get(f"{_W}val")
        found = {**self._usual, **self._style(name)}
        if own is not None:
            mark = own.find(f"{_W}rPr")  # the look of the sign at its end, not of its words
            found |= {
                key: value for key, value in _properties(own).items() if mark is None or key not in _properties(mark)
            }
        return _Look(found)

    def _style(self, name: str, depth: int = 0) -> dict[str, Any]:
        style = self._by_id.get(name)
        if style is None or depth > 20:
            return {}
        based = style.find(f"{_W}basedOn")
        found = self._style(based.get(f"{_W}val"), depth + 1) if based is not None else {}
        for properties in (style.find(f"{_W}pPr"), style.find(f"{_W}rPr")):
            if properties is not None:
                found = {**found, **_properties(properties)}
        named = style.find(f"{_W}name")
        heading = re.fullmatch(r"heading ([1-9])", (named.get(f"{_W}val") or "").lower()) if named is not None else None
        if heading:
            found["heading"] = int(heading[1])
        elif named is not None and named.get(f"{_W}val") == "Title":
            found["heading"] = 1
        return found

    def look(self, run: Any, paragraph: _Look, start: int, end: int) -> Look:
        """Return how the words of a run look."""
        own = run.find(f"{_W}rPr")
        found = dict(paragraph.values)
        if own is not None:
            style = own.find(f"{_W}rStyle")
            if style is not None:
                found |= self._style(style.get(f"{_W}val"))
            found |= _properties(own)
        ink, ground = found.get("color", "000000"), found.get("fill", "ffffff")
        return Look(
            *(start, end),
            size=found.get("size"),
            font=found.get("font", ""),
            bold=found.get("b", False),
            italic=found.get("i", False),
            # A link is underlined so that it is seen as one.
            underline=found.get("u", False) and not any(True for _one in run.iterancestors(f"{_W}hyperlink")),
            capitals=found.get("caps", False) or found.get("smallCaps", False),
            contrast=contrast(ink, ground),
        )


def _properties(element: Any) -> dict[str, Any]:
    """Return what an element says of looks: sizes and indents in points, spacing as a multiple."""
    found: dict[str, Any] = {}
    for one in element:
        name = one.tag.removeprefix(_W)
        value = one.get(f"{_W}val")
        if name in ("b", "i", "caps", "smallCaps", "keepLines", "pageBreakBefore"):
            found[name] = value not in ("0", "false", "off")
        elif name == "u":
            found["u"] = value not in (None, "none")
        elif name == "sz" and value:
            found["size"] = float(value) / 2
        elif name == "jc" and value:
            found["jc"] = value
        elif name == "rFonts" and one.get(f"{_W}asciiTheme"):
            found["font"] = ""  # that of the theme, whose name isn't looked up
        elif name == "rFonts" and one.get(f"{_W}ascii"):
            found["font"] = one.get(f"{_W}ascii")
        elif name == "color" and value and value != "auto":
            found["color"] = value
        elif name == "shd" and one.get(f"{_W}fill") not in (None, "auto"):
            found["fill"] = one.get(f"{_W}fill")
        elif name == "spacing" and one.get(f"{_W}line") and one.get(f"{_W}lineRule", "auto") == "auto":
            found["line"] = float(one.get(f"{_W}line")) / 240
        elif name == "ind":
            ends = [one.get(f"{_W}{side}") for side in ("left", "start", "right", "end")]
            found["indent"] = sum(float(end) for end in ends if end) / 20
        elif name == "rPr":
            found |= _properties(one)
    return found
