"""Easy-read documents as others check them: tagged PDF, Word and HTML; and bad ones, which must be found out."""

from __future__ import annotations

import zipfile
from dataclasses import replace

import pypdfium2
import pytest

from qda.core.accessibility import barriers
from qda.core.easyread.booklet import Logo, Page
from qda.core.easyread.printing import typesetting, webpage, wordfile
from qda.errors import RefusedError, UnreadableFileError
from tests.browser import axe, chromium, tab  # noqa: F401
from tests.core.easyread.printed import PERSON, SAID, booklet, line, picture


def ua_failures(path) -> list[str]:
    page = pytest.importorskip("page", reason="page-validation is not installed; it is in the extra `test`")
    return [str(rule) for rule in page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1).failures]


def pdf_words(path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(pdf[number].get_textpage().get_text_bounded().split()) for number in range(len(pdf))]


def test_a_booklet_is_valid_pdf_for_everybody_one_page_a_theme(tmp_path):
    made = booklet()
    typesetting.write_pdf(tmp_path / "b.pdf", made)
    assert ua_failures(tmp_path / "b.pdf") == []
    told = pdf_words(tmp_path / "b.pdf")
    assert len(told) == len(made.pages)
    assert told[0].startswith('Going to the "clinic" & back Who made this We are 2 co-researchers.')
    assert told[1].endswith("Page 2 of 11")
    assert all(text in told[1] for text in SAID)


def test_markup_in_words_is_words(tmp_path):
    nasty = ('#pagebreak() *bold* $x$ "q" \\ [a](b) <i>&amp;</i> @ref', "Ünïcode مرحبا")
    made = booklet(nasty, themes=1)
    typesetting.write_pdf(tmp_path / "b.pdf", made)
    webpage.write_html(tmp_path / "b.html", made)
    wordfile.write_docx(tmp_path / "b.docx", made)
    assert '#pagebreak() *bold* $x$ "q" \\ [a](b) <i>&amp;</i> @ref' in pdf_words(tmp_path / "b.pdf")[1]
    assert "&lt;i&gt;&amp;amp;&lt;/i&gt;" in (tmp_path / "b.html").read_text(encoding="utf-8")
    assert ua_failures(tmp_path / "b.pdf") == []


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\nnothing", b"<svg"], ids=["png", "svg"])
def test_a_picture_that_is_none_is_refused_with_a_sentence(tmp_path, data):
    media = "image/png" if data.startswith(b"\x89") else "image/svg+xml"
    bad = replace(picture(data), media=media)
    made = replace(booklet(), pages=(Page("t", "theme", "One", (line("Look.", bad),)),))
    with pytest.raises(RefusedError, match="can't be set"):
        typesetting.write_pdf(tmp_path / "b.pdf", made)


def test_pdfs_that_shut_people_out_are_found_out(tmp_path):
    import typst

    for name in ("untagged", "no title"):
        path = tmp_path / f"{name}.pdf"
        if name == "untagged":
            with pypdfium2.PdfDocument.new() as pdf:
                pdf.new_page(600, 800)
                pdf.save(path)
        else:
            path.write_bytes(typst.compile(b"= Hello\nWords"))
        assert ua_failures(path), name


def test_letters_that_no_font_has_are_named(tmp_path):
    with pytest.raises(RefusedError, match="No font on this computer has the letters"):
        typesetting.write_pdf(tmp_path / "b.pdf", booklet(("Look: \u0378.",), themes=1))


def test_how_full_a_page_is_follows_what_stands_on_it():
    shares = [typesetting.fit(booklet(SAID * times), "t0") for times in (1, 2)]
    assert (shares[0].sheets, shares[1].sheets) == (1, 2)
    assert 0.5 < shares[0].share < 1 < shares[1].share
    assert typesetting.fit(booklet(SAID[:1]), "t0").share < shares[0].share
    assert len(typesetting.page_images(booklet(SAID * 2), "t0")) == 2
    assert typesetting.page_images(booklet(), "t0")[0].startswith(b"\x89PNG")


def test_a_page_is_shown_with_the_number_that_it_will_have(tmp_path, monkeypatch):
    told = []

    def as_pdf(source, **_wanted):
        (tmp_path / "b.pdf").write_bytes(compiled(source, format="pdf"))
        told.extend(pdf_words(tmp_path / "b.pdf"))
        return b""

    compiled = typesetting.compiled
    monkeypatch.setattr(typesetting, "compiled", as_pdf)
    typesetting.page_images(booklet(), "t0")
    assert len(told) == 1 and told[0].endswith("Page 2 of 11")


def test_a_booklet_is_a_word_document_that_screen_readers_read_in_order(tmp_path):
    import docx

    path = tmp_path / "b.docx"
    wordfile.write_docx(path, booklet(language="de"))
    assert barriers(path) == []
    document = docx.Document(path)
    assert (document.core_properties.title, document.core_properties.language) == ('Going to the "clinic" & back', "de")
    heads = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert heads[:3] == [
        ("Heading 1", 'Going to the "clinic" & back'),
        ("Heading 2", "Who made this"),
        ("Heading 1", "Big idea 0"),
    ]
    assert not document.tables
    normal = document.styles["Normal"]
    assert (normal.font.size.pt, normal.paragraph_format.line_spacing, normal.font.name) == (16, 1.5, "Arial")
    with zipfile.ZipFile(path) as packed:
        told = {name: packed.read(name).decode("utf-8") for name in packed.namelist() if name.endswith(".xml")}
    assert '<w:autoHyphenation w:val="0"/>' in told["word/settings.xml"]
    assert "wp:anchor" not in told["word/document.xml"] and 'w:jc w:val="both"' not in told["word/document.xml"]
    assert all(fields in told["word/footer1.xml"] for fields in ("Seite ", "PAGE", " von ", "NUMPAGES"))
    empty = [p for p in document.paragraphs if not p.text and not p._p.xpath(".//w:drawing")]
    assert empty == []


def test_word_documents_that_shut_people_out_are_found_out(tmp_path):
    import docx

    document = docx.Document()
    document.core_properties.title = ""
    document.add_heading("First", 1)
    document.add_heading("Third", 3)
    document.add_heading("", 1)
    shown = document.add_paragraph().add_run().add_picture(picture_file(tmp_path))
    document.add_paragraph().add_run().add_picture(picture_file(tmp_path))._inline.docPr.set("descr", "")
    document.add_table(2, 2)
    shown._inline.docPr.set("descr", "IMG_2034.jpg")
    for lang in document.styles.element.xpath("//w:lang"):
        lang.getparent().remove(lang)
    document.save(str(tmp_path / "bad.docx"))
    found = barriers(tmp_path / "bad.docx")
    assert {(one.kind, one.words) for one in found} == {
        ("title", "The document has no title."),
        ("language", "The document does not say in which language it is."),
        ("headings", "A heading skips a level."),
        ("headings", "A heading is empty."),
        ("alternative text", "The alternative text of a picture is a file name."),
        ("alternative text", "A picture has no alternative text."),
        ("tables", "A table has no header row."),
        ("contrast", "Words are too faint."),  # headings as Word's template has them, at 4.0
    }
    floating = tmp_path / "floating.docx"
    with zipfile.ZipFile(tmp_path / "bad.docx") as packed, zipfile.ZipFile(floating, "w") as out:
        for name in packed.namelist():
            data = packed.read(name)
            out.writestr(name, data.replace(b"wp:inline", b"wp:anchor") if name == "word/document.xml" else data)
    assert sum(one.kind == "floating" for one in barriers(floating)) == 2
    (tmp_path / "none.docx").write_bytes(b"nothing")
    with pytest.raises(UnreadableFileError):
        barriers(tmp_path / "none.docx")


def picture_file(folder) -> str:
    (folder / "drawn.png").write_bytes(typesetting.rastered(PERSON, dots=20))
    return str(folder / "drawn.png")


def test_a_booklet_is_one_page_of_html_that_everybody_can_read(tmp_path, tab):  # noqa: F811
    made = booklet()
    logo = Logo("image/svg+xml", PERSON, ("Jo Lind",), "Easy to read")
    webpage.write_html(tmp_path / "b.html", replace(made, logo=logo))
    tab.goto((tmp_path / "b.html").as_uri())
    assert axe(tab) == []
    assert tab.locator("h1").all_inner_texts() == ['Going to the "clinic" & back']
    assert tab.locator("h2").count() == len(made.pages)
    tab.set_viewport_size({"width": 320, "height": 600})
    assert tab.evaluate("document.documentElement.scrollWidth <= 320"), "nothing is cut off on a telephone"
    assert "Jo Lind" in tab.locator("section.front").inner_text()


def test_html_that_shuts_people_out_is_found_out(tmp_path, tab):  # noqa: F811
    (tmp_path / "bad.html").write_text('<html><body><img src="data:image/png;base64,"><h3>x</h3></body></html>')
    tab.goto((tmp_path / "bad.html").as_uri())
    found = " ".join(axe(tab))
    assert all(rule in found for rule in ("image-alt", "html-has-lang", "document-title"))


def test_a_logo_stands_on_the_front_with_its_readers_and_its_line(tmp_path):
    made = replace(booklet(), logo=Logo("image/svg+xml", PERSON, ("Jo Lind",), "Logo: somebody"))
    typesetting.write_pdf(tmp_path / "b.pdf", made)
    wordfile.write_docx(tmp_path / "b.docx", made)
    assert "Jo Lind Logo: somebody" in pdf_words(tmp_path / "b.pdf")[0]
    assert ua_failures(tmp_path / "b.pdf") == [] == barriers(tmp_path / "b.docx")
