"""The paper form as a Word document: real headings, no table, nothing floating, so that it can be read out too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.core.easyread.booklet import Page
from qda.core.easyread.printing import measures
from qda.core.easyread.printing.typesetting import has_pictures
from qda.core.easyread.printing.wordfile import add_line, add_page_number, set_up
from qda.core.review.paper_form import Asked, Form
from qda.core.review.plain import words

if TYPE_CHECKING:
    from docx.document import Document

_BOX = "\u2610"
_BESIDE_CM = 5.5  # from one box to the next
_WIDTH_CM = measures.PAGE_CM[0] - 2 * measures.MARGIN_CM


def write_docx(path: Path, form: Form) -> None:
    """Write the form as .docx."""
    import docx

    document = docx.Document()
    set_up(document, form.booklet)
    _head(document.sections[0].header, form.head)
    front, *cards = form.booklet.pages
    document.add_heading(form.booklet.title, 1)
    for line in front.lines:
        add_line(document, form.booklet, line)
    for blank in form.blanks:
        _rule(document, f"{blank} ")
    for card in cards:
        _card(document, form, card)
    for owed in form.owed:
        document.add_paragraph().add_run(owed).font.size = _points(form.booklet.size * 0.75)
    document.save(str(path))


def _card(document: Document, form: Form, card: Page) -> None:
    _begin(document, form, card)
    document.add_heading(card.title, 1)
    beside = has_pictures(card)
    for line in card.lines:
        add_line(document, form.booklet, line, beside=beside)
    for asked in form.asked:
        _asked(document, asked)


def _begin(document: Document, form: Form, card: Page) -> None:
    """Begin a sheet for a card; the sheets after its first one say at their head to which card they belong."""
    from docx.enum.section import WD_SECTION

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = True
    _head(section.header, form.head, card.title)
    if len(document.sections) == 2:  # later cards have it from the first one
        _head(section.first_page_header, form.head)
        add_page_number(section.first_page_footer.paragraphs[0], words(form.booklet.language)["booklet.page"])


def _head(header: Any, *told: str) -> None:
    header.is_linked_to_previous = False
    for number, text in enumerate(told, start=1):
        paragraph = header.add_paragraph() if number > 1 else header.paragraphs[0]
        paragraph.add_run(text).bold = True
        paragraph.paragraph_format.line_spacing = 1.15
        paragraph.paragraph_format.space_after = _points(12 if number == len(told) else 0)


def _asked(document: Document, asked: Asked) -> None:
    from docx.shared import Cm

    _tight(document.add_heading(asked.question, 2), 6).keep_with_next = True
    boxes = document.add_paragraph()
    for number, beside in enumerate(asked.boxes):
        box = boxes.add_run(f"{chr(9) if number else ''}{_BOX}")
        box.font.size = _points(22)
        boxes.add_run(f" {beside}")
        if number:
            boxes.paragraph_format.tab_stops.add_tab_stop(Cm(_BESIDE_CM * number))
    _tight(boxes, 0).keep_with_next = True
    for number in range(asked.lines):
        last = number + 1 == asked.lines
        _tight(_rule(document, ""), 14 if last else 6).keep_with_next = not last


def _rule(document: Document, before: str) -> Any:
    """Add a line to write on, after some words: a tab that is drawn as a line."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm

    paragraph = document.add_paragraph(f"{before}\t")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    return paragraph


def _tight(paragraph: Any, after: float) -> Any:
    """Let a paragraph of the form stand closer than sentences do, and return its layout; `after` in points."""
    paragraph.paragraph_format.line_spacing = 1.15
    paragraph.paragraph_format.space_after = _points(after)
    return paragraph.paragraph_format


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(round(size))
