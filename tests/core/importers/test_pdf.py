"""PDF comes in as paragraphs in reading order: lines and divided words joined, what every page repeats left out."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest

from qda.core.importers import Imported, ReadOptions
from qda.core.importers.docx import read as read_docx
from qda.core.importers.pdf import read
from qda.core.text import canonical
from qda.errors import UnreadableFileError

Spot = tuple[float, float, str]
UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    "1 beginbfrange <20> <7e> <0020> endbfrange 3 beginbfchar <01> <FB01> <02> <00DC> <03> <FB02> endbfchar endcmap"
)


def write_pdf(path: Path, pages: list[list[Spot]], extra: str = "", picture: bool = False) -> Path:
    r"""Write a PDF with texts at (x, y) in Courier of 10 points (6 wide); \1 is fi, \2 is Ü, \3 is fl; "b:" is bold."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    fonts = ("Courier", "Courier-Bold")
    objects += [f"<</Type/Font/Subtype/Type1/BaseFont/{name}/ToUnicode 5 0 R>>" for name in fonts]
    objects.append(f"<</Length {len(UNICODE)}>>stream\n{UNICODE}\nendstream")
    kids = []
    for page in pages:
        drawn = "0 0 0 rg 10 10 400 400 re f\n" if picture and not page else ""
        for x, y, text in page:
            font = "F2" if text.startswith("b:") else "F1"
            safe = re.sub(r"([()\\])", r"\\\1", text.removeprefix("b:"))
            drawn += f"BT /{font} 10 Tf {x} {y} Td ({safe}) Tj ET\n"
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    data, places = "%PDF-1.5\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{one:010} 00000 n \n" for one in places)
    data += f"trailer<</Size {len(objects) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF"
    path.write_bytes(data.encode("latin-1"))
    return path


def down(lines: list[str], x: float = 50, y: float = 780, step: float = 12) -> list[Spot]:
    return [(x, y - step * number, text) for number, text in enumerate(lines) if text]


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    def build(*pages: list[Spot], **more: str) -> Imported:
        (one,) = read(write_pdf(tmp_path / "made.pdf", list(pages), **more), ReadOptions())
        assert canonical(one.text) == one.text
        return one

    return build


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext (poppler) is not installed")
@pytest.mark.parametrize("name", ["P1", "P2", "P3", "P4"])
def test_real_interviews_have_the_words_that_poppler_finds(shared: Path, name: str) -> None:
    path = shared / f"data/transcripts/pdpilot-user-study/{name}.pdf"
    (one,) = read(path, ReadOptions())
    theirs = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    # Page numbers ("1/5") and the numbers of the lines in the margin are no words of anybody's.
    assert [word for word in words(one.text) if not word.isdigit()] == [
        word for word in words(theirs) if not word.isdigit()
    ]
    assert {turn.speaker for turn in one.turns} == {"Dan", "Participant"}
    assert any(warning.startswith("Line numbers in the margin were left out: 1 to ") for warning in one.warnings)
    assert any("“1/" in warning for warning in one.warnings)


def test_a_real_export_has_the_speech_of_its_markdown_twin(shared: Path) -> None:
    folder = shared / "data/transcripts/divekit-roadmap"
    (one,) = read(folder / "fkrampe_transkript.pdf", ReadOptions())
    twin = (folder / "fkrampe_transkript.md").read_text(encoding="utf-8").partition("## Inhalt")[2]
    twin = re.sub(r"^\w: *\[[\d:]+\]", "", twin, flags=re.MULTILINE)
    # Two words that the PDF itself has without a space between them.
    twin = twin.replace("weil ich sag mal so, wenn ihr jetzt", "weil ichsag mal so, wenn ihr jetzt")
    spoken = " ".join(one.text[turn.speech : turn.end] for turn in one.turns)
    assert words(spoken.partition("END OF TRANSCRIPT")[0]) == words(twin)
    assert {turn.speaker for turn in one.turns} == {"I", "B"}
    assert (one.turns[2].begin_ms, one.turns[3].begin_ms) == (5_000, 86_000)


def test_a_pdf_with_line_numbers_has_the_paragraphs_of_its_word_twin(shared: Path) -> None:
    folder = shared / "data/transcripts"
    (one,) = read(folder / "derived/haski_interview1.pdf", ReadOptions())
    (twin,) = read_docx(
        folder / "haski-paper/NodeGrade_paper_ECSEE_qualitative_data_interview1_german.docx", ReadOptions()
    )
    assert [words(line) for line in one.text.split("\n")] == [words(line) for line in twin.text.split("\n") if line]
    assert one.warnings == ("Line numbers in the margin were left out: 1 to 63.",)


def test_hebrew_comes_in_logical_order_with_its_speakers(shared: Path) -> None:
    folder = shared / "data/transcripts/derived"
    (one,) = read(folder / "knesset_317899_rtl.pdf", ReadOptions())
    (twin,) = read_docx(folder / "knesset_317899_rtl.docx", ReadOptions())
    # The first page has "הכנסת" as its running head; the others have theirs left out.
    assert words(one.text) == ["הכנסת", *words(twin.text)]
    assert "(הוראת שעה מס' 11), התשע\"ה-2015" in one.text
    assert {"קובי בוזו", 'היו"ר משה גפני'} <= {turn.speaker for turn in one.turns}
    assert any("ועדת הכספים" in warning for warning in one.warnings)


LONG = "these words fill the whole line up to its very end as one"


def test_lines_are_joined_and_paragraphs_kept(imported: Callable[..., Imported]) -> None:
    one = imported(
        down(
            [
                f"I: {LONG}",
                f"{LONG} is.",
                f"B: {LONG}",
                "short end.",
                "Next one.",
                "",
                f"I: {LONG}",
                f"{LONG[:-8]}so on.",
            ]
        )
    )
    assert one.text.split("\n") == [
        f"I: {LONG} {LONG} is.",
        f"B: {LONG} short end.",
        "Next one.",
        f"I: {LONG} {LONG[:-8]}so on.",
    ]


def test_short_answers_stay_apart(imported: Callable[..., Imported]) -> None:
    lines = ["Mary Jones: Did you?", "Kim: Yes, I did so.", "Mary Jones: Why was it?", "Kim: For no reason."]
    assert imported(down(lines)).text.split("\n") == lines


def test_hanging_and_first_line_indents(imported: Callable[..., Imported]) -> None:
    hanging = [
        (50.0, 780.0, f"I: {LONG}"),
        (70.0, 768.0, LONG[3:]),
        (70.0, 756.0, LONG[3:]),
        (50.0, 744.0, f"B: {LONG}"),
    ]
    one = imported(hanging)
    assert one.text == f"I: {LONG} {LONG[3:]} {LONG[3:]}\nB: {LONG}"
    indented = [(70.0, 780.0, LONG), (50.0, 768.0, f"and {LONG}"), (70.0, 756.0, LONG), (50.0, 744.0, f"but {LONG}")]
    assert imported(indented).text == f"{LONG} and {LONG}\n{LONG} but {LONG}"


def test_hyphens_go_where_they_only_divide_a_word(imported: Callable[..., Imported]) -> None:
    def filled(left: str, right: str) -> str:
        return f"{left} {'x ' * ((60 - len(left) - len(right)) // 2)}{right}"

    one = imported(
        down(
            [
                filled("Here peer-support is a word", "they gave us peer-"),
                filled("support in", "the hos-"),
                filled("pital with", "pa-"),
                filled("tience from", "Anna-"),
                filled("Maria of", "Vor-"),
                filled("und Nachteile", "then -"),
                "well, nothing",
            ]
        )
    )
    assert re.sub("(?:x )+", "", one.text) == (
        "Here peer-support is a word they gave us peer-support in the hospital with patience from Anna-Maria of "
        "Vor- und Nachteile then - well, nothing"
    )


def test_running_heads_go_and_labels_at_the_top_stay(imported: Callable[..., Imported]) -> None:
    head, talk = (50.0, 810.0, "Study 7, confidential"), ["[00:0{0}:00] I", "Who said {0}?", "[00:0{0}:30] B", "Me."]
    pages = [[head, *down([line.format(page) for line in talk]), (290.0, 30.0, f"- {page} -")] for page in range(1, 6)]
    one = imported(*pages)
    assert one.text.startswith("[00:01:00] I\nWho said 1?\n[00:01:30] B\nMe.\n[00:02:00] I\n")
    assert [turn.speaker for turn in one.turns] == ["I", "B"] * 5
    dropped = ", ".join(["“Study 7, confidential”", *(f"“- {page} -”" for page in range(1, 5))])
    assert one.warnings == (f"Running heads and page numbers were left out: {dropped}, ….",)


def test_two_pages_may_begin_with_the_same_words(imported: Callable[..., Imported]) -> None:
    one = imported(down(["Yes.", "Anna came."]), down(["No.", "Yes.", "Ben came."]), down(["Yes.", "All went."]))
    assert one.text.split("\n") == ["Yes.", "Anna came.", "No.", "Yes.", "Ben came.", "Yes.", "All went."]


def test_a_paragraph_goes_on_over_the_page(imported: Callable[..., Imported]) -> None:
    one = imported(down([f"I: {LONG}", LONG]), down(["and here too.", f"B: {LONG}"]))
    assert one.text == f"I: {LONG} {LONG} and here too.\nB: {LONG}"


def test_line_numbers_before_the_text_go(imported: Callable[..., Imported]) -> None:
    lines = ["I: What happened?", "B: A lot did.", "I: Like what?", "B: This and that.", "I: I see."]
    numbers = [(20.0, 780.0 - 12 * number, str(number + 1)) for number in range(5)]
    one = imported([*down(lines), *numbers])
    assert one.text.split("\n") == lines


def test_numbers_that_belong_to_the_text_stay(imported: Callable[..., Imported]) -> None:
    lines = ["I: How many?", "7", "B: In 2019 there were", "12", "more."]
    assert imported(down(lines)).text.split("\n") == lines


def test_text_is_ordered_from_top_to_bottom(imported: Callable[..., Imported]) -> None:
    assert imported([(50, 700, "third."), (50, 780, "first."), (50, 740, "second.")]).text == "first.\nsecond.\nthird."


def test_columns_are_read_one_after_the_other(imported: Callable[..., Imported]) -> None:
    left, right = [f"left side line no {n} is it" for n in range(6)], [f"right side line no {n} ends" for n in range(6)]
    one = imported([*down(left), *down(right, x=320)])
    assert words(one.text) == words(" ".join(left + right))


def test_ligatures_are_unfolded(imported: Callable[..., Imported]) -> None:
    assert imported(down(["\1ve of\3ine \2bungen"])).text == "five offline Übungen"


def test_names_in_bold_on_lines_of_their_own_are_speakers(imported: Callable[..., Imported]) -> None:
    talk = [("Anna", "Good morning."), ("Ben", "Hello to you."), ("Anna", "Let us start."), ("Ben", "Gladly so.")] * 2
    one = imported(down([text for name, said in talk for text in (f"b:{name}", said)]))
    assert [(turn.speaker, one.text[turn.speech : turn.end]) for turn in one.turns] == talk


def test_scanned_pages_are_named_and_scans_refused(tmp_path: Path) -> None:
    some = write_pdf(tmp_path / "some.pdf", [down(["Some words."]), [], down(["More words."]), []], picture=True)
    (one,) = read(some, ReadOptions())
    assert one.warnings == ("Pages 2, 4 are pictures without text, so their words are missing here.",)
    scan = write_pdf(tmp_path / "scan.pdf", [[], []], picture=True)
    with pytest.raises(UnreadableFileError, match=r"scan\.pdf holds pictures of pages.*OCR"):
        read(scan, ReadOptions())


def test_a_form_is_announced(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "form.pdf", [down(["Your answer:"])])
    path.write_bytes(path.read_bytes().replace(b"<</Type/Catalog", b"<</AcroForm<</Fields[]>>/Type/Catalog"))
    assert any("form" in warning for warning in read(path, ReadOptions())[0].warnings)


def test_locked_and_damaged_files_are_refused_with_a_sentence(tmp_path: Path) -> None:
    lock = f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>"
    locked = write_pdf(tmp_path / "locked.pdf", [down(["secret"])], extra=lock)
    with pytest.raises(UnreadableFileError, match=r"locked\.pdf is locked with a password"):
        read(locked, ReadOptions())
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    with pytest.raises(UnreadableFileError, match=r"damaged\.pdf is damaged"):
        read(damaged, ReadOptions())
