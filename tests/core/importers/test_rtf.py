"""RTF comes in with the words of its Word twin: code pages, tables and notes included, hidden and deleted words not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from qda.core.importers import Imported, ReadOptions
from qda.core.importers.docx import read as read_docx
from qda.core.importers.rtf import read
from qda.core.text import canonical
from qda.errors import UnreadableFileError

HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset177 Arial (Hebrew);}"
HEAD += (
    r"{\f2\fcharset128 MS Mincho;}{\f3\fcharset2 Symbol;}{\f4\fcharset204{\*\falt Cyr}Times;}}{\info{\author Nobody}}"
)


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    def build(body: str, options: ReadOptions | None = None, end: str = "}") -> Imported:
        path = tmp_path / "made.rtf"
        path.write_bytes((HEAD + body + end).encode("latin-1"))
        (one,) = read(path, options or ReadOptions())
        assert canonical(one.text) == one.text
        return one

    return build


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("haski_interview1.rtf", "haski-paper/NodeGrade_paper_ECSEE_qualitative_data_interview1_german.docx"),
        ("knesset_317899_rtl.rtf", "derived/knesset_317899_rtl.docx"),
    ],
)
def test_real_documents_have_the_words_and_speakers_of_their_word_twins(shared: Path, name: str, twin: str) -> None:
    (one,) = read(shared / "data/transcripts/derived" / name, ReadOptions())
    (other,) = read_docx(shared / "data/transcripts" / twin, ReadOptions())
    assert words(one.text) == words(other.text)
    assert [turn.speaker for turn in one.turns] == [turn.speaker for turn in other.turns]
    assert len(one.turns) > 10


def test_a_real_document_has_the_words_that_striprtf_finds(shared: Path) -> None:
    from striprtf.striprtf import rtf_to_text

    path = shared / "data/transcripts/derived/haski_interview1.rtf"
    (one,) = read(path, ReadOptions())
    assert words(one.text) == words(rtf_to_text(path.read_text("latin-1")))


def test_bytes_are_read_with_the_code_page_of_their_font(imported: Callable[..., Imported]) -> None:
    one = imported(
        r"Gr\'fc\'dfe {\f1\'f9\'ec\'e5\'ed} {\f2\'93\'fa\'96\{} {\f2\'83A} {\f4\'cc\'e8\'f0} {\f3 a\'b7}\par bare "
        "\xfcber"
    )
    assert one.text == "Grüße שלום 日本 ア Мир α•\nbare über"


def test_the_script_that_runs_right_to_left_takes_its_own_font(imported: Callable[..., Imported]) -> None:
    assert imported(r"{\ltrch\fcs0 \f0 \rtlch\fcs1 \af1 \'f9\'ec\'e5\'ed}").text == "שלום"


def test_a_person_can_correct_the_code_page(imported: Callable[..., Imported]) -> None:
    assert imported(r"\'cf\'f0\'e8\'e2\'e5\'f2", ReadOptions(encoding="cp1251")).text == "Привет"


def test_unicode_escapes_with_their_stand_ins(imported: Callable[..., Imported]) -> None:
    one = imported(
        r"\u1513?\u1500\'3f\uc2\u8364EUx{\uc0\u228}y \uc1\u-10179?\u-8700? \u26085 \'3fz{\upr{old}{\*\ud{n\u233 e}}}"
    )
    assert one.text == "של€xäy 😄 日zné"


def test_signs_breaks_and_spaces(imported: Callable[..., Imported]) -> None:
    one = imported(
        "one\\line two\\tab three\\~four\\_five\\-six \\ldblquote x\\rdblquote\\emdash\n\r\ny\\{\\}\\\\"
        "\\par\\page new\\page page\\sect end\\\nApple"
    )
    assert one.text == "one\ntwo\tthree\u00a0four\u2011five\u00adsix “x”—y{}\\\nnew\npage\nend\nApple"


def test_what_is_no_text_is_left_out_and_said(imported: Callable[..., Imported]) -> None:
    one = imported(
        r"{\header\pard Study 4\par}{\stylesheet{\s0 Normal;}}{\pict\wmetafile8 0102}{\*\unknown secret}"
        r"{\v hidden words}said {\deleted never }{\revised always}{\*\atnid A}{\*\annotation a remark}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\deleted\par}joined{\bin5 }}}}}}{\xe index}\par"
    )
    assert one.text == "said alwayslinkjoined"
    assert one.warnings == (
        "The document has tracked changes: insertions are part of the text, deletions were left out.",
        "2 words of hidden text were left out.",
        "1 comment was left out.",
        "Headers and footers were left out: “Study 4”.",
    )


def test_notes_and_text_boxes(imported: Callable[..., Imported]) -> None:
    one = imported(
        r"Said{\super\chftn}{\footnote\pard\plain {\super\chftn} laughs\par}"
        r" so{\super\chftn}{\footnote\ftnalt in 2019}."
        r"{\shp{\*\shpinst{\sp{\sn name}{\sv value}}{\shptxt\pard boxed\par}}{\shprslt{\*\do boxed}}} On\par next\par"
    )
    assert one.text == "Said[1] so[i]. On\nboxed\nnext\n[1] laughs\n[i] in 2019"


def test_lists_carry_the_numbers_in_the_file(imported: Callable[..., Imported]) -> None:
    one = imported(
        r"{\listtext\pard\plain 1.\tab}first\par{\pntext\f3\'b7\tab}dot\par{\listtext\f3\u61623 ?\tab}sign\par"
    )
    assert one.text == "1.\tfirst\n•\tdot\n•\tsign"


def test_tables_with_lines_in_cells_and_nested_tables(imported: Callable[..., Imported]) -> None:
    one = imported(
        r"above\par\trowd\cellx1\cellx2\pard\intbl a\cell b1\par b2\cell\row"
        r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
        r"\pard\intbl after\cell d\cell\row\pard below\par"
    )
    assert one.text == "above\na\tb1\nb2\nx\ty\nafter\td\nbelow"


def test_a_speaker_table_gives_turns(imported: Callable[..., Imported]) -> None:
    talk = [("Anna", "How did it begin?"), ("Ben", "Slowly, then fast."), ("Anna", "And what then?")] * 2
    rows = "".join(rf"\trowd\pard\intbl {name}\cell {text}\cell\row" for name, text in talk)
    one = imported(rf"\pard Interview\par{rows}\pard The end.\par")
    assert [(turn.speaker, one.text[turn.speech : turn.end]) for turn in one.turns] == talk


def test_names_in_bold_on_lines_of_their_own_are_speakers(imported: Callable[..., Imported]) -> None:
    talk = [("Anna", "Good morning."), ("Ben", "Hello to you."), ("Anna", "Let us start."), ("Ben", "Gladly so.")] * 2
    one = imported("".join(rf"{{\b {name}}}\par {text}\par" for name, text in talk))
    assert [(turn.speaker, one.text[turn.speech : turn.end]) for turn in one.turns] == talk


def test_half_a_file_is_read_with_a_warning(imported: Callable[..., Imported]) -> None:
    one = imported(r"first\par{\b second", end="")
    assert one.text == "first\nsecond"
    assert one.warnings[-1].startswith("The file ends in the middle")


def test_odd_files_do_no_harm(imported: Callable[..., Imported]) -> None:
    odd = (
        r"\itap99999999\cell\nestrow\row\u99999999x\'zz\u8364\par "
        + "{" * 5000
        + "deep"
        + "}" * 5000
        + r"\bin9999999 x"
    )
    assert imported(odd).text.split() == ["zz€", "deep"]


def test_damaged_real_files_are_read_or_refused_but_never_fail(shared: Path, tmp_path: Path) -> None:
    data = (shared / "data/transcripts/derived/haski_interview1.rtf").read_bytes()
    path = tmp_path / "damaged.rtf"
    chance = random.Random(4)
    for _round in range(60):
        broken = bytearray(data[: chance.randrange(40, len(data))])
        for _flip in range(20):
            broken[chance.randrange(20, len(broken))] = chance.choice(b"{}\\'0ub\xff")
        path.write_bytes(broken)
        try:
            (one,) = read(path, ReadOptions())
        except UnreadableFileError:
            continue
        assert canonical(one.text) == one.text
        assert all(0 <= turn.start <= turn.speech <= turn.end <= len(one.text) for turn in one.turns)


def test_what_is_not_rtf_or_empty_is_refused(tmp_path: Path) -> None:
    other, empty = tmp_path / "other.rtf", tmp_path / "empty.rtf"
    other.write_text("I: hello")
    empty.write_text(HEAD + r"\par\par}")
    for path in (other, empty):
        with pytest.raises(UnreadableFileError) as refusal:
            read(path, ReadOptions())
        assert path.name in refusal.value.sentence
