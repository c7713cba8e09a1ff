"""The text of an OpenDocument text's body, walked from its XML (OpenDocument 1.3 part 3) into a flow of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from qda.core.importers.flow import Flow, piece_spans
from qda.core.importers.odfstyles import LEVELS, OFFICE, TEXT, ListStyle, Look, OdfStyles
from qda.core.importers.omissions import Omissions
from qda.core.importers.xmlparts import Element, whole

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_MOST_CELLS = 200
_ROW_GROUPS = {f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"}
_WORDLESS = {
    f"{OFFICE}forms", f"{OFFICE}annotation-end", f"{TEXT}ruby-text", f"{TEXT}note-citation",
    f"{TEXT}index-title-template",
}  # fmt: skip
Action = Callable[[Element], None]


class OdfStory:
    """Walks the body; `flow` receives its paragraphs, `omitted` what is not text, `notes` the notes in order."""

    def __init__(self, styles: OdfStyles, omitted: Omissions) -> None:
        self.flow = Flow()
        self.omitted = omitted
        self.notes: list[tuple[str, Element]] = []
        self._styles = styles
        # The paragraph in hand: pieces of text, which of them are bold, and whether a space has just been written.
        self._pieces: list[str] = []
        self._bold: list[int] = []
        self._after_space = True
        self._boxes: list[Element] = []
        self._look = Look()
        self._hidden_section = 0
        self._counters_of_list: dict[str | None, list[int | None]] = {}
        self._counters_of_style: dict[str, list[int | None]] = {}
        self._outline_counters: list[int | None] = [None] * LEVELS
        # The label of the next paragraph: set by a list item, used up by its first paragraph.
        self._label = ""
        self._in_list = 0
        self._block_actions: dict[str, Action] = {
            f"{TEXT}p": self._paragraph,
            f"{TEXT}h": self._paragraph,
            f"{TEXT}list": self._list,
            f"{TEXT}section": self._section,
            f"{TABLE}table": self._table,
            f"{TEXT}tracked-changes": self._changes,
            f"{OFFICE}annotation": self._comment,
        }
        self._inline_actions: dict[str, Action] = {
            f"{TEXT}span": self._span,
            f"{TEXT}s": lambda one: self._write(" " * min(whole(one.get(f"{TEXT}c"), 1) or 1, _MOST_SPACES)),
            f"{TEXT}tab": lambda _one: self._write("\t"),
            f"{TEXT}line-break": lambda _one: self._write("\n"),
            f"{TEXT}note": self._note,
            f"{OFFICE}annotation": self._comment,
        }

    def read(self, element: Element) -> Flow:
        """Walk the blocks in `element` and return the flow."""
        self._blocks(element)
        return self.flow

    def read_note(self, element: Element, label: str) -> None:
        """Add the note in `element` to the flow after its `label`."""
        outer, self.flow = self.flow, Flow()
        self._blocks(element)
        text = self.flow.text.strip()
        self.flow = outer
        self.flow.paragraph(label + text)

    def _blocks(self, element: Element) -> None:
        for child in element:
            if child.tag not in _WORDLESS:
                self._block_actions.get(child.tag, self._blocks)(child)

    def _paragraph(self, element: Element) -> None:
        label, self._label = self._label, ""
        if element.tag == f"{TEXT}h" and not label and not self._in_list:
            label = self._heading_label(element)
        outer, self._look = self._look, self._styles.look("paragraph", element.get(f"{TEXT}style-name"))
        if any(one.get(f"{TEXT}is-hidden") == "true" for one in element.iter(f"{TEXT}hidden-paragraph")):
            self._look = Look(hidden=True)
        self._pieces, self._bold, self._after_space = [], [], True
        self._inside(element)
        self._look = outer
        pieces, boxes, self._boxes = self._pieces, self._boxes, []
        bold = piece_spans(pieces, self._bold, len(label)) if self._bold else ()
        if not self._hidden_section:
            self.flow.paragraph(label + "".join(pieces), bold, len(label))
        for box in boxes:
            self._blocks(box)

    def _inside(self, element: Element) -> None:
        self._words(element.text)
        for child in element:
            tag = child.tag
            if tag.startswith(DRAW):
                self._boxes.append(child)
            elif tag not in _WORDLESS:
                self._inline_actions.get(tag, self._inside)(child)
            self._words(child.tail)

    def _words(self, text: str | None) -> None:
        if text:
            text = _SPACES.sub(" ", text)
            if self._after_space and text.startswith(" "):
                text = text[1:]
            if text:
                self._write(text)
                self._after_space = text.endswith(" ")

    def _write(self, text: str) -> None:
        self._after_space = False
        if self._look.hidden or self._hidden_section:
            self.omitted.hidden.append(text)
            return
        if self._look.bold:
            self._bold.append(len(self._pieces))
        self._pieces.append(text.replace("\ufeff", ""))

    def _span(self, element: Element) -> None:
        outer = self._look
        self._look = self._styles.look("text", element.get(f"{TEXT}style-name")).over(outer)
        self._inside(element)
        self._look = outer

    def _note(self, element: Element) -> None:
        body = element.find(f"{TEXT}note-body")
        citation = element.find(f"{TEXT}note-citation")
        number = "" if citation is None else "".join(citation.itertext()).strip()
        label = f"[{number or len(self.notes) + 1}]" if body is not None else ""
        if body is not None and not self._look.hidden and not self._hidden_section:
            self.notes.append((label, body))
        self._write(label)

    def _comment(self, _element: Element) -> None:
        self.omitted.comments += 1

    def _changes(self, element: Element) -> None:
        self.omitted.deletions += sum(1 for _one in element.iter(f"{TEXT}deletion"))

    def _section(self, element: Element) -> None:
        hidden = element.get(f"{TEXT}display") == "none"
        self._hidden_section += hidden
        self._blocks(element)
        self._hidden_section -= hidden

    def _heading_label(self, element: Element) -> str:
        level = whole(element.get(f"{TEXT}outline-level"), 1) - 1
        if not 0 <= level < LEVELS or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        return self._styles.outline.label(self._outline_counters, level)

    def _list(self, element: Element) -> None:
        name = element.get(f"{TEXT}style-name") or ""
        if element.get(f"{TEXT}continue-numbering") == "true" and name in self._counters_of_style:
            counters = self._counters_of_style[name]
        else:
            fresh: list[int | None] = [None] * LEVELS
            counters = self._counters_of_list.get(element.get(f"{TEXT}continue-list"), fresh)
        self._counters_of_style[name] = counters
        if (own := element.get(_ID)) is not None:
            self._counters_of_list[own] = counters
        self._in_list += 1
        self._items(element, name, counters, 0)
        self._in_list -= 1

    def _items(self, element: Element, name: str, counters: list[int | None], level: int) -> None:
        for item in element:
            if item.tag == f"{TEXT}list-item":
                self._item(item, name, counters, level)
            elif item.tag == f"{TEXT}list-header":
                self._blocks(item)

    def _item(self, item: Element, name: str, counters: list[int | None], level: int) -> None:
        start = item.get(f"{TEXT}start-value")
        labelled = False
        for child in item:
            if child.tag == f"{TEXT}list":
                inner = child.get(f"{TEXT}style-name") or name
                self._items(child, inner, counters, min(level + 1, LEVELS - 1))
                continue
            if child.tag in (f"{TEXT}p", f"{TEXT}h") and not labelled:
                style = self._list_style(name, child)
                if style is not None:
                    self._label = style.label(counters, level, whole(start, 1) if start else None)
                labelled = True
            self._block_actions.get(child.tag, self._blocks)(child)
            self._label = ""

    def _list_style(self, name: str, paragraph: Element) -> ListStyle | None:
        if name:
            return self._styles.list_style(name)
        return self._styles.list_style(self._styles.list_of_paragraph(paragraph.get(f"{TEXT}style-name")))

    def _table(self, element: Element) -> None:
        outer, label, in_list = self.flow, self._label, self._in_list
        outer.table()
        self._label, self._in_list = "", 0
        for row in _rows(element):
            cells: list[Flow] = []
            for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
                self.flow = Flow()
                self._blocks(cell)
                repeats = whole(cell.get(f"{TABLE}number-columns-repeated"), 1) or 1
                cells += [self.flow] * min(repeats, _MOST_CELLS)
            if cells and not self._hidden_section:
                outer.row(cells)
        self.flow, self._label, self._in_list = outer, label, in_list


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)
