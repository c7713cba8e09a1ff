"""Reading PDF: the text in reading order, its lines joined to paragraphs, without what every page repeats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qda.core.importers import Imported, ReadOptions, entry
from qda.errors import UnreadableFileError
from qda.i18n import _

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from qda.core.importers.pdfpages import Page

_MOST_SHOWN = 5
_UNREADABLE_SHARE = 0.2


@entry(".pdf")
def read(path: Path, options: ReadOptions) -> list[Imported]:
    """Return the one transcript in the PDF at `path`.

    Hyphens at the ends of lines go where they only divide a word; running heads, page numbers and line numbers are left
    out, pages without text are named, and warnings say so.
    Raises :class:`UnreadableFileError` where the file is damaged, locked, or holds pictures of pages only.
    """
    from qda.core.importers.flow import Flow
    from qda.core.importers.omissions import shortened
    from qda.core.importers.pdfmargins import take_line_numbers, take_margins
    from qda.core.importers.pdfparagraphs import Joiner, Layout

    pages, is_form = _pages(path)
    if not any(page.lines for page in pages):
        raise UnreadableFileError(
            _(
                "{file} holds pictures of pages, not text, as scanners make them. Have its text recognised (OCR) "
                "first, or type it out."
            ).format(file=path.name)
        )
    warnings = list(_warnings(pages, is_form))
    numbers, margins = take_line_numbers(pages), take_margins(pages)
    if margins:
        shown = ", ".join(f"“{shortened(text)}”" for text in margins[:_MOST_SHOWN])
        more = ", …" if len(margins) > _MOST_SHOWN else ""
        warnings.append(_("Running heads and page numbers were left out: {texts}.").format(texts=shown + more))
    if numbers:
        warnings.append(
            _("Line numbers in the margin were left out: {first} to {last}.").format(first=numbers[0], last=numbers[1])
        )
    layout = Layout(pages)
    joiner = Joiner(layout.lines, layout.rtl)
    flow = Flow()
    for paragraph in layout.paragraphs():
        text = joiner.text(paragraph)
        flow.paragraph(text, [(0, len(text))] if paragraph.is_bold else ())
    turns = flow.turns() if options.speakers else ()
    return [Imported(path.stem, flow.text, turns, ".pdf", warnings=tuple(warnings))]


def _pages(path: Path) -> tuple[list[Page], bool]:
    """Return the pages with their lines, and whether the document is a form to fill in."""
    import pypdfium2 as pdfium

    from qda.core.pdfs import opened

    try:
        with opened(path) as document:
            is_form = document.get_formtype() != pdfium.raw.FORMTYPE_NONE
            return _read(path, document), is_form
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium.raw.FPDF_ERR_PASSWORD:
            sentence = _("{file} is locked with a password. Save it without one and import it again.")
        else:
            sentence = _("{file} is damaged or no PDF. Try to get the file again, or save it anew in its program.")
        raise UnreadableFileError(sentence.format(file=path.name)) from error


def _read(path: Path, document: PdfDocument) -> list[Page]:
    import pypdfium2 as pdfium

    from qda.core.importers.pdfpages import read_page

    try:
        return [read_page(document[number], number) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        raise UnreadableFileError(
            _("A page of {file} is damaged. Open it in another program and save it anew.").format(file=path.name)
        ) from error


def _warnings(pages: list[Page], is_form: bool) -> list[str]:
    found: list[str] = []
    scanned = [str(page.number + 1) for page in pages if page.has_pictures]
    if scanned:
        if len(scanned) == 1:
            sentence = _("Page {numbers} is a picture without text, so its words are missing here.")
        else:
            sentence = _("Pages {numbers} are pictures without text, so their words are missing here.")
        found.append(sentence.format(numbers=", ".join(scanned)))
    text = "".join(line.text for page in pages for line in page.lines)
    unreadable = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    if unreadable > _UNREADABLE_SHARE * len(text):
        found.append(
            _("The fonts of this PDF do not say which letters they show, so that much of the text is unreadable.")
        )
    if is_form:
        found.append(_("This PDF is a form: check whether what was typed into its fields is in the text."))
    return found
