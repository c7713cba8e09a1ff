"""The text of a Word document's body or note, walked from its XML (ECMA-376 part 1, 17) into a flow of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from qda.core.importers.flow import Flow, piece_spans
from qda.core.importers.numerals import numeral
from qda.core.importers.omissions import Omissions
from qda.core.importers.symbols import symbol
from qda.core.importers.wordparts import WordParts
from qda.core.importers.wordstyles import PLAIN, VAL, Style, W, is_on
from qda.core.importers.xmlparts import Element, whole

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _R, _T, _PPR, _RPR = f"{W}p", f"{W}r", f"{W}t", f"{W}pPr", f"{W}rPr"
_STYLE, _NUMBERING, _SECTION, _RUN_STYLE = f"{W}pStyle", f"{W}numPr", f"{W}sectPr", f"{W}rStyle"
_B, _BCS, _RTL, _VANISH = f"{W}b", f"{W}bCs", f"{W}rtl", f"{W}vanish"
_DELETED = {f"{W}del", f"{W}moveFrom"}
_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo"}
_WORDLESS = (
    *("instrText", "delInstrText", "delText", "fldData", "rt", "rubyPr", "proofErr", "bookmarkStart", "bookmarkEnd"),
    *("footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator", "lastRenderedPageBreak"),
    *("tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"),
    *("commentRangeStart", "commentRangeEnd"),
)
_UNTIDY = re.compile(r"\s*[\r\n]\s*")


class Story:
    """Walks one part of a document; `flow` receives its paragraphs and `omitted` what is not text.

    Insertions of tracked changes are text, deletions are not; of fields the result is text, not the instruction; of
    alternative contents one is read; text boxes follow the paragraph that they are anchored in. `notes` are (kind, id,
    label) in text order, `margins` the relationships of headers and footers. Without `note_marks` the labels of notes
    stay out of the text.
    """

    def __init__(self, parts: WordParts, omitted: Omissions, *, note_marks: bool = True) -> None:
        self.flow = Flow()
        self.omitted = omitted
        self.notes: list[tuple[str, str, str]] = []
        self.margins: list[str] = []
        self._parts = parts
        self._note_marks = note_marks
        # The paragraph in hand: its pieces of text, and which of them are bold.
        self._pieces: list[str] = []
        self._bold: list[int] = []
        self._boxes: list[Element] = []
        self._paragraph_style = PLAIN
        self._run_style = PLAIN
        # One entry for each field that is open: whether its result has begun.
        self._fields: list[bool] = []
        self._fields_balance = True
        self._actions = self._make_actions()

    def read(self, element: Element) -> Flow:
        """Walk `element` and return the flow."""
        self._fields_balance = _balanced(element)
        self._inside(element)
        if self._pieces or self._boxes:
            self._finish()
        return self.flow

    def read_note(self, element: Element, label: str) -> None:
        """Add the note in `element` to the flow, its paragraphs on one line each, after its `label`."""
        outer, self.flow = self.flow, Flow()
        text = self.read(element).text.strip()
        self.flow = outer
        self.flow.paragraph(label + text)

    def _make_actions(self) -> dict[str, Callable[[Element], None]]:
        actions: dict[str, Callable[[Element], None]] = {
            _P: self._paragraph,
            _R: self._run,
            _T: self._words,
            f"{MATH}t": self._words,
            f"{MATH}f": self._fraction,
            f"{MATH}sup": lambda element: self._after_sign("^", element),
            f"{MATH}sub": lambda element: self._after_sign("_", element),
            f"{MC}AlternateContent": self._alternatives,
            f"{W}tbl": self._table,
            f"{W}tab": lambda _element: self._say("\t"),
            f"{W}ptab": lambda _element: self._say("\t"),
            f"{W}cr": lambda _element: self._say("\n"),
            f"{W}noBreakHyphen": lambda _element: self._say("\u2011"),
            f"{W}softHyphen": lambda _element: self._say("\u00ad"),
            f"{W}br": self._break,
            f"{W}sym": self._sign,
            f"{W}fldChar": self._field,
            f"{W}txbxContent": lambda element: self._boxes.append(element),
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            f"{W}commentReference": self._comment,
            f"{W}del": self._deletion,
            f"{W}moveFrom": self._deletion,
            f"{W}sdt": self._control,
            f"{W}altChunk": self._chunk,
            f"{W}subDoc": self._chunk,
            _SECTION: self._section,
        }
        for name in _WORDLESS:
            actions[W + name] = _skip
        return actions

    def _inside(self, element: Element) -> None:
        actions, inside = self._actions, self._inside
        for child in element:
            actions.get(child.tag, inside)(child)

    def _paragraph(self, element: Element) -> None:
        if self._boxes:
            self._finish()
        style, label, mark_shown = PLAIN, None, True
        actions, inside, run = self._actions, self._inside, self._run
        self._paragraph_style = PLAIN
        for child in element:
            tag = child.tag
            if tag == _R:
                run(child)
            elif tag == _PPR:
                style, label, mark_shown = self._properties(child)
                self._paragraph_style = style
            else:
                actions.get(tag, inside)(child)
        # A deleted or hidden paragraph mark joins this paragraph to the next one, whose number then counts.
        if mark_shown:
            self._finish("" if label is None else self._parts.lists.label(*label))

    def _finish(self, label: str = "") -> None:
        """End the paragraph in hand; text boxes that are anchored in it follow."""
        pieces, boxes = self._pieces, self._boxes
        text = "".join(pieces)
        if "\r" in text or "\ufeff" in text or ("\n" in text and text.count("\n") != pieces.count("\n")):
            pieces = [piece if piece == "\n" else _tidied(piece) for piece in pieces]
            text = "".join(pieces)
        bold = piece_spans(pieces, self._bold, len(label)) if self._bold else ()
        self._pieces, self._bold, self._boxes = [], [], []
        self.flow.paragraph(label + text if label else text, bold, len(label))
        for box in boxes:
            outer, self._fields = self._fields, []
            self._inside(box)
            self._fields = outer

    def _properties(self, element: Element) -> tuple[Style, tuple[str, int | None, str | None] | None, bool]:
        name, number, level, mark_shown = None, None, None, True
        for child in element:
            tag = child.tag
            if tag == _STYLE:
                name = child.get(VAL)
            elif tag == _NUMBERING:
                for one in child:
                    if one.tag == f"{W}numId":
                        number = one.get(VAL)
                    elif one.tag == f"{W}ilvl":
                        level = whole(one.get(VAL), 0)
            elif tag == _RPR:
                mark_shown = not any(one.tag in _DELETED or (one.tag == _VANISH and is_on(one)) for one in child)
            elif tag == _SECTION:
                self._section(child)
        style = PLAIN if name is None else self._parts.styles.style(name)
        if number is None:
            number, level = style.number, style.level if level is None else level
            # A style that numbers its paragraphs leaves the level to the list that points back at the style.
            level = level or None
        return style, (None if number in (None, "0") else (number or "", level, name)), mark_shown

    def _run(self, element: Element) -> None:
        self._run_style = self._paragraph_style
        actions, inside = self._actions, self._inside
        for child in element:
            tag = child.tag
            if tag == _T:
                self._say(child.text)
            elif tag == _RPR:
                self._look(child)
            else:
                actions.get(tag, inside)(child)

    def _look(self, element: Element) -> None:
        """Take from run properties whether the run is bold or hidden."""
        bold = bold_rtl = hidden = None
        rtl = False
        base = self._paragraph_style
        for child in element:
            tag = child.tag
            if tag == _B:
                bold = is_on(child)
            elif tag == _BCS:
                bold_rtl = is_on(child)
            elif tag == _VANISH:
                hidden = is_on(child)
            elif tag == _RTL:
                rtl = is_on(child)
            elif tag == _RUN_STYLE:
                own = self._parts.styles.style(child.get(VAL))
                # Switches of a paragraph style and a character style cancel each other out (17.7.3).
                base = Style(base.bold != own.bold, base.hidden != own.hidden)
        heavy = bold_rtl if rtl else bold
        if heavy is not None or hidden is not None or base is not self._paragraph_style:
            self._run_style = Style(base.bold if heavy is None else heavy, base.hidden if hidden is None else hidden)

    def _say(self, text: str | None) -> None:
        if not text or (self._fields and self._fields_balance and not all(self._fields)):
            return
        style = self._run_style
        if style.hidden:
            self.omitted.hidden.append(text)
            return
        if style.bold:
            self._bold.append(len(self._pieces))
        self._pieces.append(text)

    def _words(self, element: Element) -> None:
        self._say(element.text)

    def _break(self, element: Element) -> None:
        # A page or column break before the first word of a paragraph is layout, not text.
        if element.get(f"{W}type", "textWrapping") == "textWrapping" or self._pieces:
            self._say("\n")

    def _sign(self, element: Element) -> None:
        code = element.get(f"{W}char", "")
        try:
            number = int(code, 16)
        except ValueError:
            return
        sign = symbol(number, element.get(f"{W}font", ""))
        if sign is None:
            self.omitted.unknown_signs += 1
            sign = "\ufffd" if not 0xE000 <= number < 0xF900 else chr(number)
        self._say(sign)

    def _field(self, element: Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(False)
            chosen = _chosen(element)
            if chosen is not None:
                self._fields[-1] = True
                self._say(chosen)
                self._fields[-1] = False
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _note(self, element: Element) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        if self._run_style.hidden:
            return
        number = 1 + sum(other == kind for other, _id, _label in self.notes)
        label = numeral(number, "decimal" if kind == "footnote" else "lowerRoman")
        self.notes.append((kind, element.get(f"{W}id", ""), f"[{label}]"))
        if self._note_marks:
            self._say(f"[{label}]")

    def _comment(self, _element: Element) -> None:
        self.omitted.comments += 1

    def _deletion(self, _element: Element) -> None:
        self.omitted.deletions += 1

    def _chunk(self, _element: Element) -> None:
        self.omitted.embedded += 1

    def _section(self, element: Element) -> None:
        for child in element.iterchildren(f"{W}headerReference", f"{W}footerReference"):
            self.margins += [value for name, value in child.attrib.items() if name.endswith("}id")]

    def _control(self, element: Element) -> None:
        properties = element.find(f"{W}sdtPr")
        prompt = None if properties is None else properties.find(f"{W}showingPlcHdr")
        # "Click here to enter text" is the form speaking, not a person.
        if prompt is None or not is_on(prompt):
            self._inside(element)

    def _alternatives(self, element: Element) -> None:
        options = [one for one in element if one.tag in (f"{MC}Choice", f"{MC}Fallback")]
        for option in options:
            if next(option.iter(_T, f"{MATH}t", f"{W}sym"), None) is not None:
                self._inside(option)
                return

    def _fraction(self, element: Element) -> None:
        for place, child in enumerate(element.iterchildren(f"{MATH}num", f"{MATH}den")):
            if place:
                self._say("/")
            self._inside(child)

    def _after_sign(self, sign: str, element: Element) -> None:
        self._say(sign)
        self._inside(element)

    def _table(self, element: Element) -> None:
        if self._pieces or self._boxes:
            self._finish()
        outer = self.flow
        outer.table()
        for row in _within(element, f"{W}tr"):
            changes = row.find(f"{W}trPr")
            if changes is not None and changes.find(f"{W}del") is not None:
                self.omitted.deletions += 1
                continue
            cells: list[Flow] = []
            for cell in _within(row, f"{W}tc"):
                self.flow = Flow()
                self._inside(cell)
                if self._pieces or self._boxes:
                    self._finish()
                cells.append(self.flow)
            if cells:
                outer.row(cells)
        self.flow = outer


def _skip(_element: Element) -> None:
    """Pass over an element that holds no words."""


def _within(element: Element, tag: str) -> Iterator[Element]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag)


def _tidied(text: str) -> str:
    return _UNTIDY.sub(" ", text).replace("\ufeff", "")


def _balanced(element: Element) -> bool:
    """Say whether every field that begins also ends; if not, all text is taken, so that no word is lost."""
    depth = 0
    for one in element.iter(f"{W}fldChar"):
        if next(one.iterancestors(*_DELETED), None) is None:
            kind = one.get(f"{W}fldCharType")
            depth += (kind == "begin") - (kind == "end")
            if depth < 0:
                return False
    return depth == 0


def _chosen(field_begin: Element) -> str | None:
    """Return the entry that is chosen in an old form field's list."""
    choices = field_begin.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return None
    entries = [one.get(VAL, "") for one in choices.iterchildren(f"{W}listEntry")]
    result = choices.find(f"{W}result")
    index = 0 if result is None else whole(result.get(VAL), 0)
    return entries[index] if 0 <= index < len(entries) else None
