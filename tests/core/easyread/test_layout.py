"""Where things stand on easy-read pages: one page a theme, pictures beside their words, read in that order."""

from __future__ import annotations

import ctypes
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from qda.core.accessibility import barriers
from qda.core.easyread.booklet import Booklet
from qda.core.easyread.checking import Checker
from qda.core.easyread.files import read_written
from qda.core.easyread.printing import typesetting, webpage, wordfile
from qda.core.easyread.profiles import profile
from tests.browser import chromium, tab  # noqa: F401
from tests.core.easyread.printed import SAID, booklet, line, picture
from tests.core.easyread.test_documents import ua_failures

TWO_LINES = "Some people wait so long that they give up and go home again without help."


def full(statements: int, size: int = 16) -> Booklet:
    """Return a page as full as it may be: a title of two lines, and statements of as many with their pictures."""
    made = booklet((TWO_LINES,) * statements, themes=1)
    page = replace(made.pages[1], title="A big idea with so long a title that it needs two lines")
    return replace(made, pages=(page,), size=size)


def breaks(path) -> list[str]:
    """Return the words of each paragraph before which a page begins, "" for a picture."""
    import docx

    return [p.text for p in docx.Document(path).paragraphs if p.paragraph_format.page_break_before]


def test_six_statements_of_two_lines_below_a_title_of_two_fit_a_page(tmp_path):
    assert typesetting.fit(full(6), "t0").sheets == 1
    wordfile.write_docx(tmp_path / "b.docx", full(6))
    assert breaks(tmp_path / "b.docx") == []
    wordfile.write_docx(tmp_path / "b.docx", full(6, size=28))
    assert breaks(tmp_path / "b.docx"), "larger letters need more room"


def test_a_page_that_is_too_full_goes_on_at_a_statement_and_leaves_no_empty_page(tmp_path):
    import docx

    wordfile.write_docx(tmp_path / "b.docx", full(9))
    assert breaks(tmp_path / "b.docx") == [TWO_LINES]
    paragraphs = docx.Document(tmp_path / "b.docx").paragraphs
    frames = [p for p in paragraphs if p._p.xpath("./w:pPr/w:framePr")]
    inline = [one for p in frames for one in p._p.xpath(".//wp:inline")]
    assert all(one.get("distL") == one.get("distR") == "0" for one in inline), "nothing is cut off at the frame"
    assert len(frames) == len(inline) == 9 and all(p.paragraph_format.keep_with_next for p in frames)


def test_words_without_a_picture_begin_where_those_beside_pictures_do(tmp_path, tab):  # noqa: F811
    import docx

    bare = booklet(themes=1)
    page = replace(bare.pages[1], lines=(line("With one.", picture()), line("Without one.")))
    mixed = replace(bare, pages=(page,))
    webpage.write_html(tmp_path / "b.html", mixed)
    tab.goto((tmp_path / "b.html").as_uri())
    lefts = [tab.get_by_text(words).bounding_box()["x"] for words in ("With one.", "Without one.")]
    assert lefts[0] == lefts[1] > tab.locator("h2").bounding_box()["x"] + 50
    wordfile.write_docx(tmp_path / "b.docx", mixed)
    indents = [
        p.paragraph_format.left_indent for p in docx.Document(tmp_path / "b.docx").paragraphs if "one." in p.text
    ]
    assert indents[0] == indents[1] and indents[0].cm == pytest.approx(4, abs=0.01)
    typesetting.write_pdf(tmp_path / "b.pdf", mixed)
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as pdf:
        text = pdf[0].get_textpage()
        found = text.get_text_range()
        places = [text.get_charbox(found.index(words))[0] for words in ("With one.", "Without one.")]
    assert places[0] == pytest.approx(places[1], abs=1)


ARABIC = ("الناس ينتظرون وقتا طويلا.", "يشعرون بالوحدة.")


def test_from_right_to_left_pictures_stand_at_the_right_of_their_words(tmp_path, tab):  # noqa: F811
    import docx

    made = booklet(ARABIC, themes=1, language="ar")
    made = replace(made, title="الذهاب إلى العيادة", pages=(replace(made.pages[1], title="فكرة كبيرة"),))
    webpage.write_html(tmp_path / "b.html", made)
    tab.goto((tmp_path / "b.html").as_uri())
    box = tab.locator(".line p").first.bounding_box()
    assert tab.locator(".line img").first.bounding_box()["x"] > box["x"] + box["width"]
    typesetting.write_pdf(tmp_path / "b.pdf", made)
    assert ua_failures(tmp_path / "b.pdf") == []
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as pdf:
        text = pdf[0].get_textpage()
        right = max(text.get_charbox(place)[2] for place in range(text.count_chars()))
        assert right > pdf[0].get_width() - 90, "the title begins at the right margin"
        [*drawn] = (one.get_bounds() for one in pdf[0].get_objects() if one.type != pdfium.FPDF_PAGEOBJ_TEXT)
        assert min(bounds[0] for bounds in drawn) > pdf[0].get_width() / 2
    wordfile.write_docx(tmp_path / "b.docx", made)
    assert barriers(tmp_path / "b.docx") == []
    document = docx.Document(tmp_path / "b.docx")
    for name in ("Normal", "Heading 1"):
        assert document.styles[name].font.rtl and document.styles[name].element.xpath("./w:pPr/w:bidi")
    assert document.styles["Normal"].element.xpath("string(./w:rPr/w:szCs/@w:val)") == "32"
    assert not document.element.xpath("//w:framePr") and not any(
        p.paragraph_format.left_indent for p in document.paragraphs
    )


def test_our_own_documents_break_no_rule_of_looks(tmp_path):
    made = booklet(themes=2)
    wordfile.write_docx(tmp_path / "b.docx", made)
    webpage.write_html(tmp_path / "b.html", made)
    checker = Checker(profile(), "en", model=False)
    hints = {suffix: checker.written(read_written(tmp_path / f"b.{suffix}")) for suffix in ("docx", "html")}
    assert [(one.rule, one.text) for one in hints["docx"]] == [(one.rule, one.text) for one in hints["html"]]
    assert [one for one in hints["docx"] if one.rule[0] == "L" or one.rule == "W3"] == []


def structure(path, number: int) -> list[tuple[str, str]]:
    """Return what a screen reader goes through on a page of a PDF: kinds of parts with their alternative text."""
    found: list[tuple[str, str]] = []

    def text(element, read) -> str:
        size = read(element, None, 0)
        if size < 2:
            return ""
        buffer = ctypes.create_string_buffer(size)
        read(element, buffer, size)
        return buffer.raw.decode("utf-16-le").rstrip("\0")

    def walk(element) -> None:
        kind = text(element, pdfium.FPDF_StructElement_GetType)
        found.append((kind, text(element, pdfium.FPDF_StructElement_GetAltText)))
        for child in range(pdfium.FPDF_StructElement_CountChildren(element)):
            below = pdfium.FPDF_StructElement_GetChildAtIndex(element, child)
            if below:
                walk(below)

    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number]  # the tree is its, and goes with it
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for child in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, child))
        pdfium.FPDF_StructTree_Close(tree)
    return [(kind, alt) for kind, alt in found if kind in ("H1", "H2", "Figure", "P", "Table", "L")]


def test_a_screen_reader_goes_from_title_to_picture_to_words_and_meets_no_table(tmp_path):
    typesetting.write_pdf(tmp_path / "b.pdf", booklet(SAID[:2], themes=1))
    beside = [("Figure", "A person."), ("P", "")]
    assert structure(tmp_path / "b.pdf", 1) == [("H1", ""), *beside, *beside]


def test_a_pdf_with_a_picture_that_nobody_put_in_words_is_found_out(tmp_path):
    import typst

    (tmp_path / "a.svg").write_bytes(picture().data)
    source = tmp_path / "a.typ"
    source.write_text('#set document(title: "A")\n= Hello\n#image("a.svg", width: 2cm)', encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(typst.compile(source, format="pdf"))
    assert any("7.3" in failure or "alt" in failure.lower() for failure in ua_failures(tmp_path / "b.pdf"))
