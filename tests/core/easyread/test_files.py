"""Files that are checked: what is read of Word, web pages, Markdown and text, and what is refused."""

from __future__ import annotations

from io import BytesIO

import pytest

from qda.core.easyread.checking import Checker
from qda.core.easyread.colours import contrast
from qda.core.easyread.files import read_markdown, read_written
from qda.core.easyread.files_html import read_html
from qda.core.easyread.profiles import profile
from qda.errors import UnreadableFileError

# A grey dot of one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6368000000820081dd436af4"
    "0000000049454e44ae426082"
)


def rules_of(written, **numbers):
    found = Checker(profile().adjusted(numbers), "en", model=False).written(written)
    return {hint.rule for hint in found}


def texts(written):
    return [written.words_of(block) for block in written.blocks]


def good_document():
    """A Word document as easy read wants it."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    for name in ("Normal", "Heading 1"):
        style = document.styles[name]
        style.font.size, style.font.name = Pt(16), "Arial"
        style.paragraph_format.line_spacing = 1.5
        style.paragraph_format.keep_together = True
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Heading 1"].font.color.rgb = None
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    for code in ("PAGE", "NUMPAGES"):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        document.sections[0].footer.paragraphs[0]._p.append(field)
    document.add_heading("About this page", 1)
    idea(document, "This page tells what we found.", "A page")
    document.add_heading("More about this", 1)
    idea(document, "You can phone Marit.", "A phone")
    idea(document, "We checked it with Ola.", "Ola")
    return document


def idea(document, words, picture, **look):
    paragraph = document.add_paragraph()
    if picture:
        shape = paragraph.add_run().add_picture(BytesIO(PNG + picture.encode()))
        shape._inline.docPr.set("descr", picture)
    run = paragraph.add_run(words)
    for name, value in look.items():
        setattr(run.font, name, value)
    return paragraph


LOOKS = {"L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "L10", "L12", "L13", "L14", "C1", "C2"}


def test_a_good_word_document_has_no_hints_on_its_looks(tmp_path):
    path = tmp_path / "good.docx"
    good_document().save(path)
    written = read_written(path)
    assert texts(written)[:2] == ["About this page", "This page tells what we found."]
    assert [block.heading for block in written.blocks] == [True, False, True, False, False]
    assert rules_of(written) & LOOKS == set()


def broken(name):
    """The same document with one thing wrong."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt, RGBColor

    document = good_document()
    if name in ("italic", "underline", "all_caps"):
        idea(document, "Words", "Words", **{name: True})
    elif name == "small":
        idea(document, "Words", "Words", size=Pt(11))
    elif name == "serif":
        idea(document, "Words", "Words", name="Times New Roman")
    elif name in ("RIGHT", "CENTER", "JUSTIFY"):
        idea(document, "Words", "Words").alignment = WD_ALIGN_PARAGRAPH[name]
    elif name == "tight":
        idea(document, "Words", "Words").paragraph_format.line_spacing = 1.0
    elif name == "parted":
        idea(document, "Many words " * 10, "Words").paragraph_format.keep_together = False
    elif name == "wide":
        document.sections[0].right_margin = document.sections[0].left_margin = Pt(10)
        idea(document, "Many words " * 10, "Words")
    elif name == "no picture":
        idea(document, "Words", "")
    elif name == "picture after":
        idea(document, "Words", "").add_run().add_picture(BytesIO(PNG))
    elif name == "pale":
        run = idea(document, "Words", "Words").runs[-1]
        run.font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)
    elif name == "hyphens":
        document.settings.element.append(OxmlElement("w:autoHyphenation"))
    elif name == "no numbers":
        footer = document.sections[0].footer.paragraphs[0]._p
        for field in list(footer):
            footer.remove(field)
    elif name == "same page":
        document.styles["Heading 1"].paragraph_format.page_break_before = False
    elif name == "no contact":
        document.paragraphs[3].runs[-1].text = "You can go home."
    elif name == "logo":
        idea(document, "Words", "European Easy-to-Read Logo")
    return document


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("small", "L1"),
        ("serif", "L2"),
        ("italic", "L3"),
        ("underline", "L3"),
        ("all_caps", "L3"),
        ("CENTER", "L3"),
        ("JUSTIFY", "L3"),
        ("RIGHT", "L4"),
        ("hyphens", "L4"),
        ("tight", "L5"),
        ("wide", "L6"),
        ("no picture", "L7"),
        ("picture after", "L7"),
        ("parted", "L9"),
        ("same page", "L10"),
        ("no numbers", "L12"),
        ("pale", "L13"),
        ("no contact", "L14"),
        ("logo", "C2"),
    ],
)
def test_each_thing_wrong_in_a_word_document_is_found_alone(tmp_path, name, rule):
    path = tmp_path / "broken.docx"
    broken(name).save(path)
    assert rules_of(read_written(path)) & LOOKS == {rule}


PAGE = """<html lang="en"><head><style>
:root {{ --ink: #111 }} body {{ font: 16pt/1.5 Arial, sans-serif; color: var(--ink) }} h1 {{ font-size: 20pt }}
.row p {{ max-width: 40ch }} {css}
@media print {{ body {{ font-size: 8pt }} }}
</style></head><body><h1>About</h1>
<div class="row"><img src="a.svg" alt="A page"><p>This page tells what we found. {more}</p></div>
<div class="row"><img src="b.svg" alt="A phone"><p>You can phone Marit.</p></div>
<div class="row"><img src="c.svg" alt="Ola"><p>We checked it with Ola.</p></div>{end}</body></html>"""


def page(css="", more="", end=""):
    return read_html(PAGE.format(css=css, more=more, end=end))


def test_a_good_web_page_has_no_hints_on_its_looks():
    written = page()
    assert texts(written) == [
        "About",
        "This page tells what we found.",
        "You can phone Marit.",
        "We checked it with Ola.",
    ]
    assert rules_of(written) & LOOKS == set()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"css": "p { font-size: 0.5em }"}, "L1"),
        ({"css": "p { font-family: Georgia, serif }"}, "L2"),
        ({"more": "Please <em>come</em>."}, "L3"),
        ({"more": "Please <u>come</u>."}, "L3"),
        ({"css": ".row p { text-transform: uppercase }"}, "L3"),
        ({"css": "p { text-align: center }"}, "L3"),
        ({"css": "p { text-align: justify }"}, "L3"),
        ({"css": "p { text-align: right }"}, "L4"),
        ({"css": "p { hyphens: auto }"}, "L4"),
        ({"css": "p { line-height: 1.1 }"}, "L5"),
        ({"css": ".row p { max-width: 90ch }", "more": "You can do so many things here with us. " * 2}, "L6"),
        ({"end": "<p>Words.</p>"}, "L7"),
        ({"end": "<div><p>Words.</p><img src='d.svg' alt='Words'></div>"}, "L7"),
        ({"end": "<div><img src='e.svg' alt='Ola'><p>Ola.</p></div>"}, "L8"),
        ({"end": "<div><img src='e.jpg' alt='Me'><p>Ola.</p></div>"}, "L8"),
        ({"css": "p { color: #aaa }"}, "L13"),
        ({"css": ".row { background: url(a.png) }"}, "L13"),
        ({"end": "<img src='l.svg' alt='European Easy-to-Read Logo'>"}, "C2"),
    ],
)
def test_each_thing_wrong_in_a_web_page_is_found_alone(change, rule):
    assert rules_of(page(**change)) & LOOKS == {rule}


def test_a_picture_takes_its_part_of_a_line():
    grid = ".row { display: grid; grid-template-columns: minmax(4rem, 4cm) 1fr; gap: 1cm } main { max-width: 600pt }"
    more = "You can do so many things here with us. " * 2
    wide = page(css=grid + " .row p { max-width: inherit }", more=more)
    assert "L6" not in rules_of(wide)
    inside = f"<main><div class=row><img src=a.png alt=A><p>{more}</p></div><p>{more}</p></main>"
    rooms = [round(block.room) for block in read_html(f"<style>{grid}</style>{inside}").blocks]
    assert rooms == [76, 100]  # 600 points of letters of 6, less 4 cm and 1 cm


def test_what_is_not_seen_is_not_checked():
    written = page(end="<p hidden>Utilise</p><script>var x</script><p style='display:none'>Utilise</p>")
    assert "Utilise" not in written.text and "var x" not in written.text


def test_markdown_is_read_as_it_is_meant():
    written = read_markdown(
        "# About\n\nYou can **say** _no_.\nThat is [fine](x.html).\n\n- ![A nurse](n.png) One\n- Two\n"
    )
    assert texts(written) == ["About", "You can say no. That is fine.", "One", "Two"]
    marked = [written.text[look.start : look.end] for block in written.blocks for look in block.looks if look.bold]
    assert marked == ["say"]
    assert [one.words for one in written.blocks[2].pictures] == ["A nurse"]
    assert "L3" in rules_of(written)


def test_a_word_list_in_a_file_explains_its_words_and_is_not_read_as_sentences():
    text = "# About\n\nYou give consent.\n\nThis means you say yes.\n\n"
    words = "# Word list\n\nconsent: that you say yes, after you were asked, to something which is hard.\n"
    assert "W5" in {
        hint.rule for hint in Checker(profile(), "en", model=False).written(read_markdown("We give consent."))
    }
    found = Checker(profile(), "en", model=False).written(read_markdown(text + words))
    assert not {"W5", "W7", "W1", "W19"} & {hint.rule for hint in found}
    under = read_markdown(text + words.replace("# ", "## "))
    assert "W7" not in {hint.rule for hint in Checker(profile(), "en", model=False).written(under)}


def test_who_to_ask_needs_no_picture():
    contact = "<div><h2>How to reach us</h2><p>Ask for Nora.</p></div><p>Page 2 of 2</p>"
    written = read_html(f"<h1>A</h1><h2>One</h2><div><img src='a.png' alt='A'><p>You can ask.</p></div>{contact}")
    assert not {"L7", "L9"} & rules_of(written)
    assert "Page 2" not in written.text


def test_snake_case_is_no_italics():
    assert texts(read_markdown("a_b_c 2 * 3 * 4")) == ["a_b_c 2 * 3 * 4"]


def test_a_gap_to_write_in_stays_and_many_of_them_take_no_time():
    assert texts(read_markdown("I am ____ and _you_ are ______.")) == ["I am ____ and you are ______."]
    assert texts(read_markdown("x" + "_" * 500_000)) == ["x" + "_" * 500_000]


def test_more_words_than_any_easy_text_has_are_refused(tmp_path):
    (tmp_path / "a.md").write_bytes(b"_a" * 200_000)
    with pytest.raises(UnreadableFileError, match=r"larger than 0\.3 MB"):
        read_written(tmp_path / "a.md")


def test_text_and_word_say_the_same_of_words(tmp_path):
    (tmp_path / "a.txt").write_text("You don't know.\nWe met three times.", encoding="utf-8")
    written = read_written(tmp_path / "a.txt")
    found = Checker(profile(), "en", model=False).written(written)
    assert [(hint.rule, hint.start, hint.text) for hint in found if hint.rule in ("W9", "W12")] == [
        ("W9", 4, "don't"),
        ("W12", 23, "three"),
    ]


@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"%PDF-1.7"), ("a.docx", b"no zip"), ("b.docx", b"PK\x03\x04damaged")]
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableFileError, match=name):
        read_written(tmp_path / name)


def test_a_damaged_word_document_is_refused(tmp_path):
    import zipfile

    good_document().save(tmp_path / "good.docx")
    for name, content in (("word/document.xml", b"<w:doc"), ("[Content_Types].xml", b"<Types/>")):
        with zipfile.ZipFile(tmp_path / "good.docx") as good, zipfile.ZipFile(tmp_path / "bad.docx", "w") as bad:
            for member in good.namelist():
                bad.writestr(member, content if member == name else good.read(member))
        with pytest.raises(UnreadableFileError, match=r"bad\.docx is no Word document"):
            read_written(tmp_path / "bad.docx")


def test_contrast_is_that_of_wcag():
    assert contrast("000000", "#fff") == pytest.approx(21)
    assert contrast("#767676", "white") == pytest.approx(4.54, abs=0.01)
    assert contrast("rgb(255, 255, 255)", "white") == pytest.approx(1)
    assert contrast("inherit", "white") is None


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_our_own_documents_keep_the_rules_of_looks(tmp_path, suffix):
    from qda.core.easyread.printing.webpage import write_html
    from qda.core.easyread.printing.wordfile import write_docx
    from tests.core.easyread.printed import booklet

    path = tmp_path / f"ours{suffix}"
    {".docx": write_docx, ".html": write_html}[suffix](path, booklet(themes=2))
    written = read_written(path)
    assert "Big idea 1" in texts(written)
    assert len([block for block in written.blocks if block.pictures]) >= 12
    # It was made for trying documents: nobody is named as having checked it.
    assert rules_of(written) & LOOKS <= {"C1", "L14"}
