"""OpenDocument texts come in with the same words as their Word twins, and with what only this format knows."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qda.core.importers import Imported, ReadOptions
from qda.core.importers.docx import read as read_docx
from qda.core.importers.odt import read
from qda.core.text import canonical
from qda.errors import UnreadableFileError

ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = " ".join(
    f'xmlns:{prefix}="{ODF}:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)


def write_odt(path: Path, body: str, automatic: str = "", styles: str | None = None, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        if styles is not None:
            archive.writestr("styles.xml", f"<office:document-styles {NAMES}>{styles}</office:document-styles>")
        for name, text in members.items():
            archive.writestr(f"META-INF/{name}.xml", text)
    return path


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    def build(body: str, **more: str) -> Imported:
        (one,) = read(write_odt(tmp_path / "made.odt", body, **more), ReadOptions())
        assert canonical(one.text) == one.text
        return one

    return build


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def with_odfpy(path: Path) -> str:
    """Return the paragraphs as odfpy extracts them."""
    from odf import teletype
    from odf.opendocument import load
    from odf.text import H, P

    document = load(str(path))
    found: list[str] = []

    def walk(element: object) -> None:
        for child in getattr(element, "childNodes", ()):
            if getattr(child, "qname", None) in (P().qname, H(outlinelevel=1).qname):
                found.append(teletype.extractText(child))
            else:
                walk(child)

    walk(document.text)
    return "\n".join(found)


@pytest.mark.parametrize("name", ["haski_interview2", "knesset_317899_rtl"])
def test_real_documents_have_the_words_that_odfpy_finds(shared: Path, name: str) -> None:
    path = shared / f"data/transcripts/derived/{name}.odt"
    (one,) = read(path, ReadOptions())
    assert words(one.text) == words(with_odfpy(path))
    assert len(words(one.text)) > 900


def test_the_twin_of_a_word_document_has_its_text_and_turns(shared: Path) -> None:
    folder = shared / "data/transcripts"
    (one,) = read(folder / "derived/haski_interview2.odt", ReadOptions())
    (twin,) = read_docx(
        folder / "haski-paper/NodeGrade_paper_ECSEE_qualitative_data_interview2_german.docx", ReadOptions()
    )
    assert one.text == twin.text
    assert one.turns == twin.turns
    assert {turn.speaker for turn in one.turns} == {"I", "S3", "S4"}


def test_hebrew_speakers_are_found(shared: Path) -> None:
    (one,) = read(shared / "data/transcripts/derived/knesset_317899_rtl.odt", ReadOptions())
    assert "קובי בוזו" in {turn.speaker for turn in one.turns}
    assert any(warning.startswith("Headers and footers were left out: “ועדת הכספים") for warning in one.warnings)


def test_white_space_is_read_as_the_format_means_it(imported: Callable[..., Imported]) -> None:
    one = imported(
        "<text:p>\n  one\n   two<text:s text:c='3'/>three<text:tab/>four <text:span> five</text:span></text:p>"
        "<text:h>six<text:line-break/>seven<text:soft-page-break/></text:h>"
    )
    assert one.text == "one two   three\tfour five\nsix\nseven"


def test_what_is_no_text_is_left_out_and_said(imported: Callable[..., Imported]) -> None:
    one = imported(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>said<office:annotation><text:p>remark</text:p></office:annotation>"
        '<text:span text:style-name="Secret"> not this</text:span> aloud</text:p>'
        '<text:section text:name="s" text:display="none"><text:p>nor that</text:p></text:section>'
        "<text:p><text:hidden-paragraph text:is-hidden='true'/>nor here</text:p>",
        automatic='<style:style style:name="Secret" style:family="text" style:parent-style-name="Base"/>'
        '<style:style style:name="Base" style:family="text"><style:text-properties text:display="none"/></style:style>',
        styles="<office:master-styles><style:header><text:p>Study 4</text:p></style:header></office:master-styles>",
    )
    assert one.text == "said aloud\n"
    assert one.warnings == (
        "The document has tracked changes: insertions are part of the text, deletions were left out.",
        "6 words of hidden text were left out.",
        "1 comment was left out.",
        "Headers and footers were left out: “Study 4”.",
    )


def test_notes_boxes_and_ruby(imported: Callable[..., Imported]) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>laughs</text:p></text:note-body></text:note>"
    )
    one = imported(
        f"<text:p>Said{note}, <draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>"
        "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby></text:p>"
        "<text:p>then</text:p>"
    )
    assert one.text == "Said[1], 漢\nboxed\nthen\n[1] laughs"


LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" '
    'text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7">'
    '<style:text-properties style:font-name="Symbol"/></text:list-level-style-bullet></text:list-style>'
)


def test_lists_carry_their_numbers(imported: Callable[..., Imported]) -> None:
    def item(*inner: str, more: str = "") -> str:
        return f"<text:list-item{more}>{''.join(inner)}</text:list-item>"

    seven = item("<text:p>seven</text:p>", more=' text:start-value="7"')
    one = imported(
        '<text:list text:style-name="L">'
        + item("<text:p>one</text:p><text:p>more</text:p>", f"<text:list>{item('<text:p>deep</text:p>')}</text:list>")
        + item("<text:p>two</text:p>")
        + "</text:list><text:p>between</text:p>"
        + f'<text:list text:style-name="L" text:continue-numbering="true">{item("<text:p>three</text:p>")}</text:list>'
        + f'<text:list text:style-name="L">{seven}'
        + f"{item('<text:p>eight</text:p>')}</text:list>"
        + f'<text:list text:style-name="B">{item("<text:p>dot</text:p>")}</text:list>'
        + f'<text:list xml:id="a" text:style-name="L">{item("<text:p>new</text:p>")}</text:list>'
        + f'<text:list text:style-name="L">{item("<text:p>newer</text:p>")}</text:list>'
        + f'<text:list text:style-name="L" text:continue-list="a">{item("<text:p>on</text:p>")}</text:list>',
        automatic=LISTS,
    )
    assert one.text.split("\n") == [
        "1.\tone",
        "more",
        "1.a)\tdeep",
        "2.\ttwo",
        "between",
        "3.\tthree",
        "7.\tseven",
        "8.\teight",
        "•\tdot",
        "1.\tnew",
        "1.\tnewer",
        "2.\ton",
    ]


def test_headings_carry_the_numbers_of_the_outline(imported: Callable[..., Imported]) -> None:
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
        "</office:styles>"
    )
    one = imported(
        '<text:h text:outline-level="1">First</text:h><text:h text:outline-level="2">Sub</text:h>'
        '<text:h text:outline-level="1">Second</text:h>',
        styles=outline,
    )
    assert one.text == "I.\tFirst\nSub\nII.\tSecond"


def test_tables_row_by_row_with_speakers(imported: Callable[..., Imported]) -> None:
    def row(*cells: str) -> str:
        inner = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
        return f"<table:table-row>{inner}</table:table-row>"

    talk = [("Anna", "How did it begin?"), ("Ben", "Slowly, and then fast."), ("Anna", "And then what happened?")]
    rows = "".join(row(*pair) for pair in talk)
    one = imported(
        f"<table:table><table:table-header-rows>{row('Speaker', 'Text')}</table:table-header-rows>{rows}</table:table>"
    )
    assert one.text.startswith("Speaker\tText\nAnna\tHow did it begin?\n")
    assert [(turn.speaker, one.text[turn.speech : turn.end]) for turn in one.turns] == talk


def test_unreadable_files_are_refused_with_a_sentence(tmp_path: Path, shared: Path) -> None:
    cut = tmp_path / "cut.odt"
    cut.write_bytes((shared / "data/transcripts/derived/haski_interview2.odt").read_bytes()[:30_000])
    locked = write_odt(tmp_path / "locked.odt", "x", manifest="<manifest:encryption-data/>")
    empty = write_odt(tmp_path / "empty.odt", "<text:p/>")
    other = tmp_path / "other.odt"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("content.xml", f"<office:document-content {NAMES}/>")
    bomb = tmp_path / "bomb.odt"
    with zipfile.ZipFile(bomb, "w") as archive:
        archive.writestr("content.xml", f'<!DOCTYPE x [<!ENTITY a "b">]><office:document-content {NAMES}/>')
    for path in (cut, locked, empty, other, bomb):
        with pytest.raises(UnreadableFileError) as refusal:
            read(path, ReadOptions())
        assert path.name in refusal.value.sentence
