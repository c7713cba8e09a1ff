"""An easy-read booklet as a Word document that screen readers read in order: real headings, no table, nothing floating.

Each picture is an inline picture in a paragraph with a text frame at the left margin; its statement is the next
paragraph, indented. Word has no column that a picture and several lines could share but a table, and a table is read
as one. From right to left a picture stands above its statement: LibreOffice lays frames at the right over the words.
"""

from __future__ import annotations

import io
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.core.easyread.booklet import Booklet, Line, Logo, Page
from qda.core.easyread.printing import measures
from qda.core.easyread.printing.typesetting import has_pictures, headings, right_to_left
from qda.core.review.plain import words

if TYPE_CHECKING:
    from docx.document import Document

_FONT = "Arial"
_POINTS = 72 / 2.54  # in a centimetre
_TWIPS = 20 * _POINTS
# Letters and lines as large as they may be in text sizes, to guess heights: too low a guess leaves room beside a
# picture, too high a one begins a page early. Lines are as tall as those of Arial, or of Noto where it stands in.
_NARROW, _BROAD = 0.44, 0.56
_LOW, _TALL = 1.15 * measures.SPACING, 1.36 * measures.SPACING
_TITLE = 1.15  # distance of lines of a title
_AFTER = 12  # points below a statement
_WIDTH = (measures.PAGE_CM[0] - 2 * measures.MARGIN_CM) * _POINTS
_FOOTER_CM = 1.0  # from the edge of the paper


def write_docx(path: Path, booklet: Booklet) -> None:
    """Write a booklet as .docx."""
    import docx

    document = docx.Document()
    set_up(document, booklet)
    for number, page in enumerate(booklet.pages):
        _page(document, booklet, page, first=number == 0)
    document.save(str(path))


def set_up(document: Document, booklet: Booklet) -> None:
    """Give an empty document the language, title, letters, sheet and footer of a booklet."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt, RGBColor

    language = booklet.language or "en"
    document.core_properties.title = booklet.title
    document.core_properties.language = language
    document.core_properties.author = ""
    document.core_properties.comments = ""
    turned = right_to_left(booklet)
    sizes = {"Normal": 1.0, **{f"Heading {level}": share for level, share in measures.HEADINGS.items()}}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.size, style.font.italic, style.font.bold = Pt(round(booklet.size * size)), False, name != "Normal"
        style.font.color.rgb = RGBColor(0, 0, 0)
        _one_font(style)
        layout = style.paragraph_format
        layout.alignment = WD_ALIGN_PARAGRAPH.LEFT
        layout.line_spacing = measures.SPACING if name == "Normal" else _TITLE
        layout.space_before, layout.space_after = Pt(0), Pt(_AFTER)
        if turned:
            _turn(style)
    for run in document.styles.element.iter(_w("rPrDefault")):
        properties = run.find(_w("rPr"))
        for old in properties.findall(_w("lang")):
            properties.remove(old)
        properties.append(element("lang", val=language))
    settings = document.settings.element
    for old in settings.findall(_w("autoHyphenation")):
        settings.remove(old)
    # Where the schema has it, before what Word's template brings.
    settings.insert(_place_of_hyphenation(settings), element("autoHyphenation", val="0"))
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(one) for one in measures.PAGE_CM)
    for side in ("left_margin", "right_margin", "top_margin"):
        setattr(section, side, Cm(measures.MARGIN_CM))
    section.bottom_margin, section.footer_distance = Pt(round(_bottom(booklet))), Cm(_FOOTER_CM)
    add_page_number(section.footer.paragraphs[0], words(language)["booklet.page"])


def _bottom(booklet: Booklet) -> float:
    """Return how far from the edge pages end, in points: above the page number, with a little room between them."""
    return max(measures.MARGIN_CM * _POINTS, _FOOTER_CM * _POINTS + 1.2 * booklet.size + _AFTER)


def _turn(style: Any) -> None:
    """Let a style run from right to left; "left" means where lines begin then, and letters take sizes of their own."""
    style.font.rtl, style.font.cs_bold = True, style.font.bold
    size = style.element.rPr.find(_w("sz"))
    for old in style.element.rPr.findall(_w("szCs")):
        style.element.rPr.remove(old)
    size.addnext(element("szCs", val=size.get(_w("val"))))
    layout = style.element.get_or_add_pPr()
    layout.find(_w("spacing")).addprevious(element("bidi"))


def _place_of_hyphenation(settings: Any) -> int:
    """Return where w:autoHyphenation goes: after w:defaultTabStop, or before the first of what follows it."""
    later = [_w(name) for name in ("defaultTabStop",)]
    places = [number for number, child in enumerate(settings) if child.tag in later]
    return places[-1] + 1 if places else len(settings)


def _one_font(style: Any) -> None:
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_w(name), _FONT)


def add_page_number(paragraph: Any, numbered: str) -> None:
    """Fill a footer with the number of the page, in the words `numbered` ("Page {n} of {all}")."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    # One line is as high as it is, or a large one would push the page up.
    paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = 1.0, 0
    before, _n, rest = numbered.partition("{n}")
    between, _all, after = rest.partition("{all}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        if text:
            paragraph.add_run(text)
        if field:
            made = element("fldSimple", instr=field)
            run = element("r")
            run.append(element("t"))
            run[0].text = "1"
            made.append(run)
            paragraph._p.append(made)


def _page(document: Document, booklet: Booklet, page: Page, *, first: bool) -> None:
    turned = right_to_left(booklet)
    used, beside = 0.0, has_pictures(page) and not turned
    body = (measures.PAGE_CM[1] - measures.MARGIN_CM) * _POINTS - _bottom(booklet)
    for number, (level, title) in enumerate(headings(booklet, page)):
        heading = document.add_heading(title, level)
        heading.paragraph_format.page_break_before = number == 0 and not first
        size = booklet.size * measures.HEADINGS[level]
        used += _lines(title, size, _WIDTH) * size * 1.36 * _TITLE + _AFTER
    for line in page.lines:
        tall = _height(booklet, line)
        # A picture in a frame takes no part in where Word breaks pages.
        over = used + tall - _AFTER > body and used > 0 and not turned
        add_line(document, booklet, line, beside=beside, new_page=over)
        used = tall if over else used + tall
    if page.kind == "front" and booklet.logo:
        _logo(document, booklet.logo)


def _logo(document: Document, logo: Logo) -> None:
    from docx.shared import Cm

    shown = document.add_paragraph().add_run()
    _say(shown.add_picture(io.BytesIO(_raster(logo.media, logo.data)), Cm(measures.LOGO_CM)), logo.credit)
    for one in (*logo.readers, logo.credit):
        document.add_paragraph(one)


def _lines(text: str, size: float, width: float, letter: float = _BROAD) -> int:
    return max(1, ceil(len(text) * size * letter / width))


def _beside(booklet: Booklet, line: Line, letter: float, tall: float) -> float:
    """Return about how tall a statement is beside its picture, in points."""
    width = _WIDTH - measures.TEXT_AT_CM * _POINTS
    return _lines(line.text, booklet.size, width, letter) * booklet.size * tall


def _height(booklet: Booklet, line: Line) -> float:
    """Return about how tall a statement is at most, with its picture and the room below it, in points."""
    if line.picture is None:
        return _lines(line.text, booklet.size, _WIDTH) * booklet.size * _TALL + _AFTER
    return _beside(booklet, line, _BROAD, _TALL) + _below(booklet, line)


def _below(booklet: Booklet, line: Line) -> float:
    """Return the room below a statement, in points: one lower than its picture leaves more, or pictures would meet."""
    return max(0.0, measures.PICTURE_CM * _POINTS - _beside(booklet, line, _NARROW, _LOW)) + _AFTER


def add_line(document: Document, booklet: Booklet, line: Line, *, beside: bool = False, new_page: bool = False) -> None:
    """Add a statement with its picture beside it; `beside` where words without one are to stand as if."""
    from docx.shared import Cm, Pt

    turned = right_to_left(booklet)
    if line.picture is not None:
        picture = _picture(document, line)
        if not turned:
            _put_beside(picture)
    paragraph = document.add_paragraph()
    for run in line.runs:
        font = paragraph.add_run(run.text).font
        font.bold = font.cs_bold = run.bold or None
    layout = paragraph.paragraph_format
    layout.keep_together = True
    # The frame before it goes along; a break of its own would leave a page with nothing on it.
    layout.page_break_before = new_page or None
    if beside or (line.picture is not None and not turned):
        layout.left_indent = Cm(measures.TEXT_AT_CM)
    if line.picture is not None and not turned:
        layout.space_after = Pt(round(_below(booklet, line)))


def _picture(document: Document, line: Line) -> Any:
    """Add the picture of a statement as a paragraph that stays with the next one, and return it."""
    from docx.image.image import Image
    from docx.shared import Cm

    assert line.picture is not None
    data = _raster(line.picture.media, line.picture.data)
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_after = 0
    paragraph.paragraph_format.line_spacing = 1.0
    image = Image.from_blob(data)
    share = measures.PICTURE_CM / max(image.px_width, image.px_height)
    width, height = Cm(image.px_width * share), Cm(image.px_height * share)
    shown = paragraph.add_run().add_picture(io.BytesIO(data), width, height)
    _say(shown, line.picture.words)
    return paragraph


def _put_beside(paragraph: Any) -> None:
    """Put a paragraph into a frame at the left margin, so that the next one stands beside it."""
    frame = element(
        "framePr",
        # As wide as the column: what goes beyond a frame is cut.
        w=str(round((measures.TEXT_AT_CM - 0.2) * _TWIPS)),
        h=str(round(measures.PICTURE_CM * _TWIPS)),
        hRule="exact",
        hSpace="0",
        wrap="around",
        vAnchor="text",
        hAnchor="margin",
        x="1",
        y="1",
    )
    properties = paragraph._p.get_or_add_pPr()
    before = {_w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore")}
    properties.insert(sum(child.tag in before for child in properties), frame)


def _say(shown: Any, alternative: str) -> None:
    for side in "TBLR":  # without these LibreOffice sets it aside, and cuts off what stands out of its frame
        shown._inline.set(f"dist{side}", "0")
    about = shown._inline.docPr
    about.set("descr", alternative)
    about.set("name", "")


@lru_cache(maxsize=64)
def _raster(media: str, data: bytes) -> bytes:
    """Return a picture as PNG or JPEG: Word before 2016 shows no SVG."""
    if media != "image/svg+xml":
        return data
    from qda.core.easyread.printing.typesetting import rastered

    return rastered(data)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def element(name: str, **values: str) -> Any:
    """Return an element of WordprocessingML with its attributes."""
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(_w(key), value)
    return made
