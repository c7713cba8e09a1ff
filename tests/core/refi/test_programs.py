"""Projects built as each program writes them: every passage lies on its words, and what hangs on it comes along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qda.core.exchange import kind_of
from qda.core.exchange.bundle import About, Bundle
from qda.core.refi import writer
from qda.core.refi.reader import read
from tests.core.refi.made import ANNA, BEN, archive, coding, guid, project, selection, text_source, uid

SAID = (
    "Interviewer: How are you? 😀\n"
    "Maria: I’m “fine”, thanks. My naïve colleague said no.\n"
    "\n"
    "Interviewer: And your work?\n"
    "Maria: 👩‍🔬 It is hard, e\u0301tudes help. שלום to all.\n"
)
WORDS = ("How are you?", "I’m “fine”, thanks.", "My naïve colleague said no.", "It is hard", "שלום to all.")


def _count(upto: str, *, utf16: bool, line_end: int) -> int:
    counted = upto.replace("\n", "\r\n") if line_end == 2 else upto
    return len(counted.encode("utf-16-le")) // 2 if utf16 else len(counted)


def _passages(*, utf16: bool, line_end: int, named: bool = True) -> str:
    """Return a selection for each of the words, coded in turn with both codes by both coders."""
    made = ""
    for number, words in enumerate(WORDS):
        at = SAID.index(words)
        ends = [_count(SAID[:one], utf16=utf16, line_end=line_end) for one in (at, at + len(words))]
        given = coding(200 + number, 1 + number % 2, (ANNA, BEN)[number % 2])
        made += selection(100 + number, *ends, given, name=words if named else None, by=ANNA)
    return made


def _covered(bundle: Bundle) -> list[str]:
    texts = {one.id: one.text for one in bundle.sources}
    return [texts[one.source][one.start : one.end] for one in bundle.codings]


_WINDOWS = SAID.replace("\n", "\r\n").encode()
_BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("origin", "utf16", "line_end", "data", "named"),
    [
        ("NVivo 12 for Windows", True, 2, _BOM + _WINDOWS, False),
        ("NVivo 15 Mac", False, 1, SAID.encode(), False),
        ("MAXQDA 24.7", False, 1, SAID.encode(), False),
        ("MAXQDA 2018", False, 2, _WINDOWS, False),
        ("ATLAS.ti 9", False, 1, _WINDOWS, True),
        ("QualCoder 3.5", False, 1, _BOM + SAID.encode(), True),
        ("QualCoder 3.5", False, 1, _BOM + _WINDOWS, True),
        ("qc", False, 1, SAID.encode(), False),
    ],
)
def test_every_passage_lies_on_its_words(
    tmp_path: Path, origin: str, utf16: bool, line_end: int, data: bytes, named: bool
) -> None:
    inside = project(text_source(9, _passages(utf16=utf16, line_end=line_end, named=named)), origin)
    bundle = read(archive(tmp_path / "study.qdpx", inside, {f"{guid(9)}.txt": data}))
    assert bundle.sources[0].text == SAID
    assert _covered(bundle) == list(WORDS)
    assert [one.coder for one in bundle.codings] == [_id(ANNA), _id(BEN)] * 2 + [_id(ANNA)]  # not the selection's
    assert bundle.losses == ()


def _id(written: str) -> str:
    return written.replace("-", "")


@pytest.fixture
def nvivo(tmp_path: Path) -> Bundle:
    """A project as NVivo 12 for Windows writes it: cases are codes, too, and annotations are linked notes."""
    codes = (
        f'<Code guid="{guid(1)}" name="work" isCodable="true"/><Code guid="{guid(2)}" name="rest" isCodable="true"/>'
        f'<Code guid="{guid(3)}" name="People" isCodable="true"><Code guid="{guid(4)}" name="Maria" isCodable="true"/>'
        "</Code>"
    )
    inside = (
        selection(100, 0, 11, coding(200, by=BEN), by=ANNA)
        + selection(101, 0, 11, coding(201, by=ANNA), by=ANNA)
        + selection(102, 13, 25, coding(202, 4), by=ANNA)
        + selection(103, 17, 20)
    )
    before = (
        f'<Variables><Variable guid="{guid(20)}" name="Cases:Age group" typeOfVariable="Text"/></Variables>'
        f'<Cases><Case guid="{guid(4)}" name="Maria"><Description>a nurse</Description><VariableValue><VariableRef '
        f'targetGUID="{guid(20)}"/><TextValue>30 to 39</TextValue></VariableValue><SourceRef targetGUID="{guid(9)}"/>'
        "</Case></Cases>"
    )
    after = (
        f'<Notes><Note guid="{guid(30)}" name="Annotation" plainTextPath="internal://{guid(30)}.txt"/>'
        f'<Note guid="{guid(31)}" name="On work" plainTextPath="internal://{guid(31)}.txt"><PlainTextSelection '
        f'guid="{guid(32)}" startPosition="0" endPosition="4">{coding(203)}</PlainTextSelection></Note></Notes>'
        f'<Links><Link guid="{guid(40)}" direction="OneWay" originGUID="{guid(30)}" targetGUID="{guid(103)}"/>'
        f'<Link guid="{guid(41)}" name="hinders" direction="OneWay" originGUID="{guid(1)}" targetGUID="{guid(2)}"/>'
        f"</Links>"
    )
    files = {
        f"{guid(9)}.txt": _BOM + b"We work hard\r\nMaria is here",
        f"{guid(30)}.txt": _BOM + b"Look at\r\nthis",
        f"{guid(31)}.txt": _BOM + b"Work is all",
    }
    whole = project(text_source(9, inside), "NVivo 12 Windows", codes=codes, more=f"{before}@{after}")
    return read(archive(tmp_path / "nvivo.qdpx", whole, files, folder="Sources"))


def test_nvivo_merges_spans_and_keeps_both_coders(nvivo: Bundle) -> None:
    given = [(one.start, one.end, one.coder) for one in nvivo.codings if one.source == uid(9)]
    assert given == [(0, 11, _id(BEN)), (0, 11, _id(ANNA))]


def test_nvivo_memos_that_are_coded_are_sources_as_well(nvivo: Bundle) -> None:
    memo = next(one for one in nvivo.sources if one.id != uid(9))
    assert (memo.name, memo.text) == ("On work", "Work is all")
    assert [_covered(nvivo)[n] for n, one in enumerate(nvivo.codings) if one.source == memo.id] == ["Work"]


def test_nvivo_cases_are_persons_and_no_codes(nvivo: Bundle) -> None:
    assert [one.name for one in nvivo.codes] == ["work", "rest"]
    (maria,) = nvivo.persons
    assert (maria.name, maria.description, maria.sources) == ("Maria", "a nurse", (uid(9),))
    assert maria.passages == ((uid(9), 12, 24),)  # codings with the case's own code are its words
    assert [(one.name, one.scope) for one in nvivo.variables] == [("Age group", "participant")]
    assert [(one.of, one.value) for one in nvivo.values] == [(uid(4), "30 to 39")]
    assert [(one.what, one.where) for one in nvivo.losses] == [
        ("Coded memos", "On work"),
        ("Folders of cases", "People"),
    ]


@pytest.mark.parametrize("profile", ["standard", "nvivo"])
def test_nvivo_goes_and_comes_again(nvivo: Bundle, tmp_path: Path, profile: writer.Profile) -> None:
    writer.write(tmp_path / "again.qdpx", nvivo, profile=profile)
    again = read(tmp_path / "again.qdpx")
    assert again.losses == ()
    assert [one.text for one in again.sources] == [one.text for one in nvivo.sources]
    assert again.codings == nvivo.codings
    assert (again.persons, again.values, again.links) == (nvivo.persons, nvivo.values, nvivo.links)
    assert again.notes == nvivo.notes


def test_nvivo_annotations_are_notes_about_their_passage(nvivo: Bundle) -> None:
    annotation, memo = nvivo.notes
    assert (annotation.body, annotation.about) == ("Look at\nthis", (About("source", uid(9), 16, 19),))
    assert (memo.title, memo.body, memo.about) == ("On work", "Work is all", ())
    (link,) = nvivo.links
    assert (link.name, link.origin, link.target) == ("hinders", ("code", uid(1)), ("code", uid(2)))


def test_a_link_of_a_passage_without_a_code_is_a_note_about_both(tmp_path: Path) -> None:
    """As the “see also” links of NVivo; a link between coded passages stays one."""
    links = "".join(
        f'<Link guid="{guid(40 + n)}" name="See also" originGUID="{guid(a)}" targetGUID="{guid(b)}"/>'
        for n, (a, b) in enumerate([(100, 1), (101, 102), (100, 77)])
    )
    inside = selection(100, 0, 5) + selection(101, 0, 5, coding(200)) + selection(102, 6, 11, coding(201))
    whole = project(text_source(9, inside), more=f"@<Links>{links}</Links>")
    bundle = read(archive(tmp_path / "a.qdpx", whole, {f"{guid(9)}.txt": b"First words"}))
    (note,) = bundle.notes
    assert (note.title, note.about) == ("See also", (About("source", uid(9), 0, 5), About("code", uid(1))))
    assert [(one.origin, one.target) for one in bundle.links] == [(("coding", uid(200)), ("coding", uid(201)))]
    assert [(one.kind, one.what) for one in bundle.losses] == [("unplaced", "Links")]


def test_maxqda_comments_variables_and_groups(tmp_path: Path) -> None:
    """Comments are passages without a code; variables stand in the sources; names of sources repeat."""
    before = (
        f'<Variables><Variable guid="{guid(20)}" name="Site" typeOfVariable="Text"/>'
        f'<Variable guid="{guid(21)}" name="Asked" typeOfVariable="Boolean"/>'
        f'<Variable guid="{guid(22)}" name="Day" typeOfVariable="DateTime"/></Variables>'
    )

    def value(number: int, inside: str) -> str:
        return f'<VariableValue><VariableRef targetGUID="{guid(number)}"/>{inside}</VariableValue>'

    facts = (
        value(20, "<TextValue>North</TextValue>")
        + value(21, "<BooleanValue>1</BooleanValue>")
        + value(22, "<DateTimeValue>2024-03-01T00:00:00</DateTimeValue>")
    )
    sources = text_source(9, selection(100, 0, 5, said="Says more later", by=BEN), more=facts) + text_source(
        10, selection(101, 0, 5, coding(201), said="Sure?"), more=value(20, "") + value(22, "<DateTimeValue/>")
    )
    after = f'<Sets><Set guid="{guid(50)}" name="Round 1"><MemberSource targetGUID="{guid(10)}"/></Set></Sets>'
    files = {f"{guid(9)}.txt": b"First words", f"{guid(10)}.txt": b"Other words"}
    whole = project(sources, "MAXQDA 24.7", more=f"{before}@{after}")
    bundle = read(archive(tmp_path / "m.qdpx", whole, files))
    assert [one.name for one in bundle.sources] == ["One", "One"]
    (comment,) = bundle.notes
    assert (comment.body, comment.coder) == ("Says more later", _id(BEN))
    assert comment.about == (About("source", uid(9), 0, 5),)
    assert [one.note for one in bundle.codings] == ["Sure?"]
    assert {(one.name, one.type, one.scope) for one in bundle.variables} == {
        ("Site", "text", "source"),
        ("Asked", "yesno", "source"),
        ("Day", "date", "source"),
    }
    assert [one.value for one in bundle.values] == ["North", "yes", "2024-03-01"]
    assert bundle.sets[0].members == (("source", uid(10)),)
    assert bundle.losses == ()


def test_quirkos_writes_facts_of_documents_as_nameless_cases_and_notes_with_their_passage(tmp_path: Path) -> None:
    before = (
        f'<Variables><Variable guid="{guid(20)}" name="Town" typeOfVariable="Text"/></Variables>'
        f'<Cases><Case guid="{guid(60)}"><VariableValue><VariableRef targetGUID="{guid(20)}"/><TextValue>Bath'
        f'</TextValue></VariableValue><SourceRef targetGUID="{guid(9)}"/></Case></Cases>'
    )
    note = (
        f'<Notes><Note guid="{guid(30)}"><PlainTextContent>Why?</PlainTextContent><PlainTextSelection '
        f'guid="{guid(31)}" startPosition="6" endPosition="11"/></Note></Notes>'
    )
    refer = f'<NoteRef targetGUID="{guid(30)}"/>'
    sources = text_source(9, more=refer) + text_source(10, name="Two")
    files = {f"{guid(9)}.txt": b"\xef\xbb\xbfFirst words", f"{guid(10)}.txt": b"Other"}
    bundle = read(archive(tmp_path / "q.qdpx", project(sources, "Quirkos", more=f"{before}@{note}"), files))
    assert bundle.persons == ()
    assert [(one.scope, one.name) for one in bundle.variables] == [("source", "Town")]
    assert [(one.of, one.value) for one in bundle.values] == [(uid(9), "Bath")]
    assert bundle.notes[0].about == (About("source", uid(9), 6, 11),)


def _atlas_pdf() -> str:
    boxes = "".join(
        f'<PDFSelection guid="{guid(100)}" page="{page}" firstX="9" firstY="80" secondX="50" secondY="20">'
        f"<Description>So it says</Description>{coding(200 + page)}{coding(205 + page, 2)}</PDFSelection>"
        for page in (0, 1)
    )
    loose = (
        f'<PDFSelection guid="{guid(101)}" page="2" firstX="1" firstY="2" secondX="3" secondY="4" name="A drawing">'
        f"{coding(210, 2)}</PDFSelection>"
    )
    text = selection(100, 6, 11, coding(220), name="words")
    return (
        f'<PDFSource guid="{guid(9)}" name="Paper.pdf" path="internal://{guid(70)}.pdf">{boxes}{loose}<Representation '
        f'guid="{guid(71)}" plainTextPath="internal://{guid(71)}.txt">{text}</Representation></PDFSource>'
    )


def test_atlasti_quotations_in_pdf_come_once(tmp_path: Path) -> None:
    files = {f"{guid(70)}.pdf": b"%PDF-1.4", f"{guid(71)}.txt": b"First words"}
    inside = project(_atlas_pdf(), "ATLAS.ti 23")
    bundle = read(archive(tmp_path / "Named.qdpx", inside, files, part="My Study.qde"))
    (source,) = bundle.sources
    assert (source.id, source.format, source.original, source.original_name) == (
        uid(9),
        ".pdf",
        b"%PDF-1.4",
        "Paper.pdf",
    )
    assert [(one.id, one.code, one.note) for one in bundle.codings] == [
        (uid(220), uid(1), "So it says"),
        (uid(205), uid(2), "So it says"),  # which only the boxes had
    ]
    assert _covered(bundle) == ["words", "words"]
    assert bundle.losses == ()
    (pages,) = bundle.media
    assert pages.data == b"%PDF-1.4" and pages.id != source.id
    (mark,) = pages.marks
    assert (mark.code, mark.name, mark.area.page, mark.area.bottom, mark.area.top) == (uid(2), "A drawing", 2, 2, 4)


def test_a_pdf_without_its_text_keeps_its_boxes(tmp_path: Path) -> None:
    bundle = read(archive(tmp_path / "a.qdpx", project(_atlas_pdf()), {f"{guid(70)}.pdf": b"%PDF-1.4"}))
    assert bundle.sources == ()
    assert [mark.area.page for mark in bundle.media[0].marks] == [0, 0, 1, 1, 2]
    assert bundle.media[0].data == b"%PDF-1.4"
    assert {one.what for one in bundle.losses} == {"Sources"}


def _film(text: int, more: str = "") -> str:
    points = "".join(
        f'<SyncPoint guid="{guid(300 + n)}" position="{place}" timeStamp="{time}"/>'
        for n, (place, time) in enumerate([(0, 0), (13, 1_500), (26, 4_000)])
    )
    clip = (
        f'<TranscriptSelection guid="{guid(310)}" fromSyncPoint="{guid(301)}" toSyncPoint="{guid(302)}">{coding(230)}'
        f'</TranscriptSelection><TranscriptSelection guid="{guid(311)}" fromSyncPoint="">{coding(231)}'
        "</TranscriptSelection>"
    )
    return (
        f'<VideoSource guid="{guid(80)}" path="relative:///film.mp4"><Transcript guid="{guid(81)}" name="Film" '
        f'plainTextPath="internal://{guid(text)}.txt">{points}{clip}</Transcript><VideoSelection guid="{guid(82)}" '
        f'begin="9000" end="500" name="Laughter">{coding(232, 2)}</VideoSelection></VideoSource>{more}'
    )


def test_a_transcript_is_a_text_tied_to_its_recording(tmp_path: Path) -> None:
    """With Windows line ends, and the film in the folder that ATLAS.ti puts beside the project."""
    (tmp_path / "t Media").mkdir()
    (tmp_path / "t Media" / "film.mp4").write_bytes(b"film")
    files = {f"{guid(9)}.txt": b"A: Who is it\r\nB: It is me."}
    inside = project(_film(9), "Transana", namespace="urn:QDA-XML:project:0:10")
    bundle = read(archive(tmp_path / "t.qdpx", inside.replace('position="13"', 'position="14"'), files))
    (source,) = bundle.sources
    assert (source.name, source.moments) == ("Film", ((0, 0), (13, 1_500), (25, 4_000)))
    assert _covered(bundle) == ["B: It is me."]
    (film,) = bundle.media
    assert (film.name, film.data, film.kind) == ("Film", b"film", "video")
    assert [(mark.area.begin, mark.area.end, mark.name) for mark in film.marks] == [(500, 9_000, "Laughter")]
    assert [(one.origin, one.target) for one in bundle.links] == [(("source", uid(81)), ("media", uid(80)))]
    assert [(one.kind, one.what) for one in bundle.losses] == [("unplaced", "Passages")]  # a moment is missing


def test_a_transcript_that_is_a_text_as_well_comes_once(tmp_path: Path) -> None:
    files = {f"{guid(9)}.txt": b"A: Who is it\nB: It is me."}
    listed = text_source(9, selection(100, 3, 6, coding(240)), name="Film.docx")
    for inside in (_film(9, listed), listed + _film(9)):
        bundle = read(archive(tmp_path / "t.qdpx", project(inside, "ATLAS.ti 8"), files))
        (source,) = bundle.sources
        assert source.moments == ((0, 0), (13, 1_500), (25, 4_000))
        assert sorted(_covered(bundle)) == ["B: It is me.", "Who"]


def test_atlasti_attributes_are_sets(tmp_path: Path) -> None:
    after = "".join(
        f'<Set guid="{guid(50 + n)}" name="{name}"><MemberSource targetGUID="{guid(9)}"/></Set>'
        for n, name in enumerate(["gender: female", "Pilot"])
    )
    inside = project(text_source(9), "ATLAS.ti 8", more=f"@<Sets>{after}</Sets>")
    bundle = read(archive(tmp_path / "a.qdpx", inside, {f"{guid(9)}.txt": b"Words"}))
    assert [(one.name, one.scope) for one in bundle.variables] == [("gender", "source")]
    assert [(one.of, one.value) for one in bundle.values] == [(uid(9), "female")]
    assert [one.name for one in bundle.sets] == ["Pilot"]


@pytest.mark.parametrize(
    "address",
    [
        lambda name: f"internal://{name}",
        lambda name: f"internal:/{name}",
        lambda name: name,
        lambda name: f"relative:///{name}",
        lambda name: f"Internal://{name.upper()}",
    ],
)
@pytest.mark.parametrize(
    ("part", "folder"),
    [("project.qde", "sources"), ("Project.qde", "Sources"), ("in/P.qde", "in/Sources"), ("P.qde", "")],
)
def test_files_are_found_however_they_are_named(
    tmp_path: Path, address: Callable[[str], str], part: str, folder: str
) -> None:
    name = f"{guid(9)}.txt"
    inside = project(text_source(9).replace(f"internal://{name}", address(name)))
    path = archive(tmp_path / "a.qdpx", inside, {name: b"Words"}, part=part, folder=folder)
    assert kind_of(path) == "project"
    assert [one.text for one in read(path).sources] == ["Words"]


def test_names_that_people_gave_to_passages_are_kept(tmp_path: Path) -> None:
    """A name that is neither words of the text nor the same for several says something of the passage."""
    passages = (
        selection(100, 0, 5, coding(200), name="Key moment", said="see also later")
        + selection(101, 6, 11, coding(201), name="words an…")
        + selection(102, 6, 15, coding(202), name="Quotation")
        + selection(103, 0, 11, coding(203), name="Quotation")
    )
    bundle = read(
        archive(tmp_path / "a.qdpx", project(text_source(9, passages)), {f"{guid(9)}.txt": b"First words and more"})
    )
    assert [one.note for one in bundle.codings] == ["Key moment: see also later", "", "", ""]


def test_codings_of_a_whole_source_and_notes_of_everything(tmp_path: Path) -> None:
    def refer(number: int) -> str:
        return f'<NoteRef targetGUID="{guid(number)}"/>'

    codes = f'<Code guid="{guid(1)}" name="work" isCodable="false">{refer(30)}</Code>'
    given = coding(200).replace("</Coding>", f"{refer(31)}</Coding>")
    inside = text_source(9, given, more=refer(32))
    notes = "".join(
        f'<Note guid="{guid(n)}" name="N{n}" creatingUser=""><PlainTextContent>Said {n}</PlainTextContent></Note>'
        for n in range(30, 34)
    )
    whole = project(inside, codes=codes, more=f"@<Notes>{notes}</Notes>{refer(33)}{refer(39)}")
    bundle = read(archive(tmp_path / "a.qdpx", whole, {f"{guid(9)}.txt": b"Words"}))
    assert [(one.start, one.end) for one in bundle.codings] == [(0, 5)]
    assert bundle.codes[0].codable  # it is in use, so it is a code
    kinds = [[(about.kind, about.id) for about in one.about] for one in bundle.notes]
    assert kinds == [[("code", uid(1))], [("coding", uid(200))], [("source", uid(9))], [("project", bundle.id)]]
    assert [(one.kind, one.what) for one in bundle.losses] == [("unplaced", "Memos")]
