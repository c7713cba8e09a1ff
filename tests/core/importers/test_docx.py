"""Word documents come in as Word shows them: no word glued, dropped or taken from what was deleted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qda.core.importers import Imported, ReadOptions
from qda.core.importers.docx import read
from qda.core.text import canonical
from qda.errors import UnreadableFileError

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATION}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
Write = Callable[..., Path]


def write_docx(path: Path, body: str, **parts: str) -> Path:
    """Write a Word document with `body` as its w:body; `parts` are the inner XML of numbering, styles, footnotes …"""
    relations = ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, inner) in enumerate(parts.items(), start=1):
            relations += f'<Relationship Id="r{number}" Type="{RELATION}/{name}" Target="{name}.xml"/>'
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMES}>{inner}</w:{name}>")
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
            "</Relationships>",
        )
    return path


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    def build(body: str, **parts: str) -> Imported:
        (one,) = read(write_docx(tmp_path / "made.docx", body, **parts), ReadOptions())
        assert canonical(one.text) == one.text
        return one

    return build


def p(*runs: str, props: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{''.join(runs)}</w:p>"


def r(text: str, props: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def with_python_docx(path: Path) -> str:
    """Return the text of paragraphs and tables in document order as python-docx has it."""
    import docx
    from docx.table import Table

    def blocks(container: Any) -> list[str]:
        found: list[str] = []
        for block in container.iter_inner_content():
            if isinstance(block, Table):
                found += [text for row in block.rows for cell in row.cells for text in blocks(cell)]
            else:
                found.append(block.text)
        return found

    return "\n".join(blocks(docx.Document(str(path))))


@pytest.mark.parametrize(
    "name",
    [
        "haski-paper/NodeGrade_paper_ECSEE_qualitative_data_interview1_german.docx",
        "haski-paper/NodeGrade_paper_ECSEE_qualitative_data_interview2_german.docx",
        "derived/wma2_table.docx",
        "derived/knesset_317899_rtl.docx",
    ],
)
def test_real_documents_have_the_words_that_python_docx_finds(shared: Path, name: str) -> None:
    path = shared / "data/transcripts" / name
    (one,) = read(path, ReadOptions())
    assert words(one.text) == words(with_python_docx(path))
    assert len(words(one.text)) > 700


def test_a_real_interview_has_its_speakers(shared: Path) -> None:
    folder = shared / "data/transcripts/haski-paper"
    (one,) = read(folder / "NodeGrade_paper_ECSEE_qualitative_data_interview1_german.docx", ReadOptions())
    assert {turn.speaker for turn in one.turns} == {"I", "S1", "S2"}
    assert one.text[one.turns[0].speech : one.turns[0].end].startswith("Wie gut fühlt ihr euch")
    assert one.format == ".docx"


def test_a_real_table_gives_speaker_and_time_of_every_row(shared: Path) -> None:
    (one,) = read(shared / "data/transcripts/derived/wma2_table.docx", ReadOptions())
    assert {turn.speaker for turn in one.turns} == {"I", "B", "P"}
    first, second = one.turns[:2]
    assert one.text[first.start : first.speech] == "00:00:00\tI\t"
    assert (second.speaker, second.begin_ms) == ("B", 24_000)
    assert one.text[second.speech : second.end] == "Ja, ist in Ordnung."
    assert len(one.turns) == one.text.count("\n", one.text.index("Sprecher"))


def test_speakers_switched_off_keeps_the_text(shared: Path) -> None:
    path = shared / "data/transcripts/derived/wma2_table.docx"
    (with_turns,), (without,) = read(path, ReadOptions()), read(path, ReadOptions(speakers=False))
    assert without.text == with_turns.text
    assert without.turns == ()


def test_breaks_tabs_and_hyphens_part_words_and_no_run_border_does(imported: Callable[..., Imported]) -> None:
    one = imported(
        p(r("Ich "), r("ver"), r("stehe"), "<w:r><w:br/></w:r>", r("es"), "<w:r><w:tab/></w:r>", r("nicht"))
        + p("<w:r><w:t>peer</w:t><w:noBreakHyphen/><w:t>support</w:t><w:softHyphen/><w:t>er</w:t></w:r>")
        + p('<w:r><w:br w:type="page"/><w:t>Next</w:t><w:br w:type="page"/><w:t>page</w:t><w:cr/><w:t>end</w:t></w:r>')
    )
    assert one.text == "Ich verstehe\nes\tnicht\npeer\u2011support\u00ader\nNext\npage\nend"


def test_raw_newlines_and_byte_order_marks_in_runs_are_no_text(imported: Callable[..., Imported]) -> None:
    one = imported(p(r("\ufeffone\n two&#13;&#10;three"), "<w:r><w:br/></w:r>", r("four", "<w:b/>")))
    assert one.text == "one two three\nfour"


def test_tracked_insertions_are_text_and_deletions_are_not(imported: Callable[..., Imported]) -> None:
    mark = '<w:rPr><w:del w:id="9" w:author="A"/></w:rPr>'
    one = imported(
        p(
            r("We "),
            '<w:del w:id="1" w:author="A"><w:r><w:delText>never</w:delText></w:r></w:del>',
            f'<w:ins w:id="2" w:author="A">{r("always")}</w:ins>',
            r(" met"),
        )
        + p(f'<w:moveFrom w:id="3" w:author="A">{r("gone")}</w:moveFrom>', props=mark)
        + p(r("joined "), props=mark)
        + p(r("with this"), f'<w:moveTo w:id="4" w:author="A">{r(" gone")}</w:moveTo>')
    )
    assert one.text == "We always met\njoined with this gone"
    assert any("tracked changes" in warning for warning in one.warnings)


def test_a_deleted_table_row_is_no_text(imported: Callable[..., Imported]) -> None:
    gone = f'<w:tr><w:trPr><w:del w:id="1" w:author="A"/></w:trPr><w:tc>{p(r("old"))}</w:tc></w:tr>'
    one = imported(f"<w:tbl>{gone}<w:tr><w:tc>{p(r('new'))}</w:tc></w:tr></w:tbl>")
    assert one.text == "new"


def test_hidden_text_is_left_out_and_counted(imported: Callable[..., Imported]) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Base"/></w:style>'
    )
    one = imported(
        p(r("seen "), r("not this", "<w:vanish/>"), r("and this", '<w:vanish w:val="0"/>'))
        + p(r("shown "), r("styled away", '<w:rStyle w:val="Secret"/>'))
        + p(r("whole paragraph"), props='<w:pStyle w:val="Child"/>'),
        styles=styles,
    )
    assert one.text == "seen and this\nshown \n"
    assert "6 words of hidden text were left out." in one.warnings


def test_notes_stand_at_the_end_and_their_marks_in_the_text(imported: Callable[..., Imported]) -> None:
    reference = '<w:r><w:{0}Reference w:id="{1}"/></w:r>'
    one = imported(
        p(r("I: Said"), reference.format("footnote", 2), r(" so"), reference.format("endnote", 5), r("."))
        + p(r("B: No."))
        + p(r("I: Why?"))
        + p(r("B: More"), reference.format("footnote", 3)),
        footnotes=f'<w:footnote w:type="separator" w:id="0">{p(r("line"))}</w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", r(" laughs"))}{p(r("loudly"))}</w:footnote>'
        f'<w:footnote w:id="3">{p(r("sighs"))}</w:footnote>',
        endnotes=f'<w:endnote w:id="5">{p(r("in 2019"))}</w:endnote>',
    )
    assert one.text == "I: Said[1] so[i].\nB: No.\nI: Why?\nB: More[2]\n[1] laughs\nloudly\n[i] in 2019\n[2] sighs"
    assert [(turn.speaker, one.text[turn.speech : turn.end]) for turn in one.turns] == [
        ("I", "Said[1] so[i]."),
        ("B", "No."),
        ("I", "Why?"),
        ("B", "More[2]"),
    ]


def test_comments_headers_and_footers_are_left_out_and_said(imported: Callable[..., Imported]) -> None:
    one = imported(
        p(r("text"), '<w:r><w:commentReference w:id="0"/></w:r>')
        + '<w:sectPr><w:headerReference w:type="default" r:id="r1"/></w:sectPr>',
        header=p(r("Study 4, confidential")),
    )
    assert one.text == "text"
    assert one.warnings == ("1 comment was left out.", "Headers and footers were left out: “Study 4, confidential”.")


def test_fields_give_their_result_and_not_their_instruction(imported: Callable[..., Imported]) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + "<w:r><w:instrText>REF x</w:instrText></w:r>" + mark("separate") + r("inner") + mark("end")
    one = imported(
        p(r("see "), mark("begin"), "<w:r><w:instrText>IF </w:instrText></w:r>", inner, mark("separate"), r("page 3"))
        + p(mark("end"), f'<w:fldSimple w:instr="AUTHOR">{r("Ann")}</w:fldSimple>', r(" wrote"))
    )
    assert one.text == "see page 3\nAnn wrote"


def test_a_field_that_never_ends_swallows_nothing(imported: Callable[..., Imported]) -> None:
    one = imported(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("kept")) + p(r("too")))
    assert one.text == "kept\ntoo"


def test_old_form_lists_give_the_chosen_entry(imported: Callable[..., Imported]) -> None:
    form = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="yes"/>'
        '<w:listEntry w:val="no"/></w:ddList></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert imported(p(r("Consent: "), form)).text == "Consent: no"


def test_wrappers_around_text_hide_nothing(imported: Callable[..., Imported]) -> None:
    one = imported(
        p(
            f'<w:hyperlink r:id="x">{r("link ")}</w:hyperlink>',
            f"<w:smartTag>{r('tag ')}</w:smartTag>",
            f"<w:sdt><w:sdtContent>{r('control ')}</w:sdtContent></w:sdt>",
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here')}</w:sdtContent></w:sdt>",
            f"<w:bdo w:val='rtl'>{r('over ')}</w:bdo>",
            f"<w:r><w:ruby><w:rt>{r('かん')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>",
        )
        + f"<w:sdt><w:sdtContent>{p(r('block'))}</w:sdtContent></w:sdt>"
        + f"<w:customXml>{p(r('custom'))}</w:customXml>"
    )
    assert one.text == "link tag control over 漢\nblock\ncustom"


def test_alternative_content_is_read_once_and_text_boxes_follow_their_paragraph(
    imported: Callable[..., Imported],
) -> None:
    box = f"<w:txbxContent>{p(r('in the box'))}</w:txbxContent>"
    one = imported(
        p(
            r("before "),
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            r("after"),
        )
        + p(r("next"))
    )
    assert one.text == "before after\nin the box\nnext"


def test_mathematics_keeps_its_parts_apart(imported: Callable[..., Imported]) -> None:
    def m(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{m('1')}</m:num><m:den>{m('2')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('3')}</m:sup></m:sSup>"
    assert imported(p(r("half "), f"<m:oMath>{fraction}{m('+')}{power}</m:oMath>")).text == "half 1/2+x^3"


def test_signs_of_symbol_fonts_become_characters(imported: Callable[..., Imported]) -> None:
    one = imported(
        p(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F061"/>'
            '<w:sym w:font="Wingdings 3" w:char="F07D"/></w:r>'
        )
    )
    assert one.text == "✓α\uf07d"
    assert one.warnings == ("1 sign of a symbol font has no known meaning; look it up in the document.",)


def level(depth: int, form: str, text: str, more: str = "") -> str:
    shape = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'
    return f'<w:lvl w:ilvl="{depth}">{shape}</w:lvl>'


def item(text: str, number: int, depth: int = 0) -> str:
    return p(r(text), props=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_lists_carry_the_numbers_that_word_shows(imported: Callable[..., Imported]) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1.")
        + level(1, "lowerLetter", "%1.%2)")
        + level(2, "upperRoman", "(%3)", '<w:suff w:val="space"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )
    one = imported(
        item("one", 1)
        + item("deeper", 1, 1)
        + item("deepest", 1, 2)
        + item("deeper", 1, 1)
        + item("two", 1)
        + item("anew", 1, 1)
        + item("seven", 2)
        + item("eight", 2)
        + item("none", 0),
        numbering=numbering,
    )
    assert one.text.split("\n") == [
        "1.\tone",
        "1.a)\tdeeper",
        "(I) deepest",
        "1.b)\tdeeper",
        "2.\ttwo",
        "2.a)\tanew",
        "7.\tseven",
        "8.\teight",
        "none",
    ]


def test_bullets_and_lists_that_come_from_styles(imported: Callable[..., Imported]) -> None:
    symbol = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'
    numbering = (
        '<w:abstractNum w:abstractNumId="3">'
        + level(0, "bullet", "\uf0b7", symbol)
        + level(1, "bullet", "o", '<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>')
        + '</w:abstractNum><w:abstractNum w:abstractNumId="4">'
        + level(0, "upperLetter", "Part %1", '<w:pStyle w:val="H1"/>')
        + level(1, "decimal", "%1.%2", '<w:isLgl/><w:pStyle w:val="H2"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="4"/></w:num>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}">'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        for name in ("H1", "H2")
    )
    one = imported(
        item("dot", 1)
        + item("ring", 1, 1)
        + p(r("Start"), props='<w:pStyle w:val="H1"/>')
        + p(r("First"), props='<w:pStyle w:val="H2"/>')
        + p(r("Second"), props='<w:pStyle w:val="H2"/>'),
        numbering=numbering,
        styles=styles,
    )
    assert one.text.split("\n") == ["•\tdot", "◦\tring", "Part A\tStart", "1.1\tFirst", "1.2\tSecond"]


def test_a_number_before_the_name_does_not_hide_the_speaker(imported: Callable[..., Imported]) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    talk = [("Anna", "Good morning to you."), ("Ben", "Hello."), ("Anna", "Let us start."), ("Ben", "Gladly so.")] * 2
    one = imported(
        "".join(item(f"{name}: {text}", 1) for name, text in talk),
        numbering=numbering,
    )
    assert one.text.startswith("1\tAnna: Good morning")
    assert [(turn.speaker, one.text[turn.start : turn.end]) for turn in one.turns] == [
        (name, f"{name}: {text}") for name, text in talk
    ]


def test_names_in_bold_on_lines_of_their_own_are_speakers(imported: Callable[..., Imported]) -> None:
    styles = '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    talk = [("Anna", "Good morning."), ("Ben", "Hello to you."), ("Anna", "Let us start."), ("Ben", "Gladly so.")] * 2
    bold = ["<w:b/>", '<w:rStyle w:val="Strong"/>']
    one = imported(
        "".join(p(r(name, bold[index % 2])) + p(r(text)) for index, (name, text) in enumerate(talk)), styles=styles
    )
    assert [(turn.speaker, one.text[turn.speech : turn.end]) for turn in one.turns] == talk


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


def test_tables_are_read_row_by_row_with_nested_ones_in_place(imported: Callable[..., Imported]) -> None:
    nested = f"<w:tbl>{row(p(r('x')), p(r('y')))}</w:tbl>{p()}"
    one = imported(
        p(r("above"))
        + f"<w:tbl>{row(p(r('a')), p(r('b1')) + p(r('b2')))}{row(nested, p(r('d')))}</w:tbl>"
        + p(r("below"))
    )
    assert one.text == "above\na\tb1\nb2\nx\ty\n\td\nbelow"


def test_a_speaker_table_keeps_paragraphs_of_a_cell_in_one_turn(imported: Callable[..., Imported]) -> None:
    rows = [("Anna:", "How did it begin?"), ("Ben:", "Slowly."), ("Anna:", "And then?"), ("Ben:", "All at once.")]
    table = "".join(row(p(r(name)), p(r(text)) + p(r("(pause)"))) for name, text in rows)
    one = imported(p(r("Interview 3")) + f"<w:tbl>{table}</w:tbl>" + p(r("The end.")))
    assert [(turn.speaker, one.text[turn.speech : turn.end]) for turn in one.turns] == [
        (name.rstrip(":"), f"{text}\n(pause)") for name, text in rows
    ]
    assert one.text[one.turns[1].start :].startswith("Ben:\tSlowly.")


def test_a_table_of_facts_has_no_speakers(imported: Callable[..., Imported]) -> None:
    facts = [("Name", "P4"), ("Age", "34"), ("Place", "a small town near the coast"), ("Role", "nurse")]
    one = imported(f"<w:tbl>{''.join(row(p(r(a)), p(r(b))) for a, b in facts)}</w:tbl>")
    assert one.turns == ()
    assert one.text.startswith("Name\tP4\nAge\t34\n")


def test_an_embedded_document_is_reported(imported: Callable[..., Imported]) -> None:
    one = imported(p(r("visible")) + '<w:altChunk r:id="r9"/>')
    assert any("embedded" in warning for warning in one.warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_strict_documents_and_other_part_names_are_read(tmp_path: Path, encoding: str) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    relation = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    path = tmp_path / "strict.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="{relation}/officeDocument" Target="word/document2.xml"/></Relationships>',
        )
        body = f'<x:document xmlns:x="{strict}"><x:body><x:p><x:r><x:t>Grüße 🎤</x:t></x:r></x:p></x:body></x:document>'
        xml = f'<?xml version="1.0" encoding="{encoding}"?>{body}'
        archive.writestr("word/document2.xml", xml.encode(encoding))
    assert read(path, ReadOptions())[0].text == "Grüße 🎤"


def test_what_python_docx_writes_is_read_back(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_heading("Interview", 1)
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("second", style="List Number")
    document.add_paragraph("third", style="List Number")
    document.add_paragraph("I: What did you do?")
    path = tmp_path / "plain.docx"
    document.save(str(path))
    assert read(path, ReadOptions())[0].text == "Interview\n•\tfirst\n1.\tsecond\n2.\tthird\nI: What did you do?"


def test_damaged_and_hostile_documents_are_refused_with_a_sentence(tmp_path: Path, shared: Path) -> None:
    whole = shared / "data/transcripts/derived/knesset_317899_rtl.docx"
    cut = tmp_path / "cut.docx"
    cut.write_bytes(whole.read_bytes()[:20_000])
    no_body = tmp_path / "nobody.docx"
    with zipfile.ZipFile(no_body, "w") as archive:
        archive.writestr("word/styles.xml", "<x/>")
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body><w:p>")
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w") as archive:
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
            f"<w:document {NAMES}><w:body><w:p><w:r><w:t>&b;&f;</w:t></w:r></w:p></w:body></w:document>",
        )
    deep = write_docx(
        tmp_path / "deep.docx", "<w:sdt><w:sdtContent>" * 900 + p(r("x")) + "</w:sdtContent></w:sdt>" * 900
    )
    empty = write_docx(tmp_path / "empty.docx", p() + p())
    for path in (cut, no_body, broken, bomb, deep, empty):
        with pytest.raises(UnreadableFileError) as refusal:
            read(path, ReadOptions())
        assert path.name in refusal.value.sentence
        assert refusal.value.sentence.endswith(".")
