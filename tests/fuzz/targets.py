"""Every importer of the program as one function of a path that may return, or refuse with a sentence; nothing else.

What was read goes on into a study where there is a way in, in a change that is taken back, so that what a reader lets
through is also what the project can hold.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from qda.core.importers import Imported, ReadOptions
from qda.core.text import canonical
from qda.core.whole_file import bytes_of
from qda.storage.project import Project
from tests.fuzz import corpus
from tests.fuzz.a_study import gone_on_file, in_study, opened, study, study_file
from tests.fuzz.mutations import Mutation, of_bytes, of_json, of_sqlite, of_text, of_xml, of_zip


@dataclass(frozen=True, slots=True)
class Target:
    """An importer: what a file of it is called, how it is read, what is changed and how.

    `tokens` are words of the format; `read` gets the path and a number that is different for each input.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, int], object]
    seeds: Callable[[], list[bytes]]
    change: Mutation
    tokens: tuple[bytes, ...] = ()


def _sound(imported: Sequence[Imported]) -> None:
    """See that a transcript is canonical and its turns lie in it, in order, with their speech inside."""
    for one in imported:
        assert one.text == canonical(one.text), "the text is not canonical"
        (one.text + one.name).encode("utf-8")
        end = 0
        for turn in one.turns:
            assert end <= turn.start <= turn.speech <= turn.end <= len(one.text), "a turn does not lie in the text"
            end = turn.end


_ENCODINGS = (None, None, None, None, "utf-16", "cp1252", "gb18030", "utf-9", "")


def _transcript(path: Path, number: int) -> None:
    from qda.core.importers.reading import FileResult, read_file
    from qda.core.intake import take_in

    options = ReadOptions(
        encoding=_ENCODINGS[number % 9] if number % 4 == 0 else None,
        speakers=bool(number % 5),
        per=(None, "row", "question", "whole")[number % 4] if path.suffix in (".csv", ".xlsx") else None,
    )
    imported = read_file(path, options)
    _sound(imported)
    if number % 8 == 0 or path.suffix in (".csv", ".xlsx"):
        with in_study() as session:
            take_in(session, [FileResult(path, imported)], duplicates=True, people=True)


def _old_word(path: Path, number: int) -> None:
    """Read an old Word file as far as our own code goes: LibreOffice is not started."""
    from qda.core.importers import word97

    word97._program = lambda: None
    _transcript(path, number)


def _exchange(path: Path, number: int) -> None:
    from qda.core import exchange
    from qda.core.exchange import taking

    bundle = exchange.read(path)
    with in_study() as session:
        taking.take_in(session, bundle, file_name=path.name)


def _codings(path: Path, _number: int) -> None:
    from qda.core.coding_columns import read_codings
    from qda.core.coding_table import import_codings

    table = read_codings(path)
    with in_study() as session:
        import_codings(session, table, finished=True)


def _codebook(path: Path, _number: int) -> None:
    from qda.core.codebook_columns import read_codebook
    from qda.core.codebook_table import import_codebook, plan

    table = read_codebook(path)
    with in_study() as session:
        plan(session, table)
        import_codebook(session, table)


def _facts(path: Path, _number: int) -> None:
    from qda.core.attribute_columns import read_facts
    from qda.core.attribute_table import import_facts, plan

    table = read_facts(path)
    with in_study() as session:
        plan(session, table)
        import_facts(session, table, take=True)


def _interviews(path: Path, _number: int) -> None:
    from qda.core.interviews_table import import_sheets, plan_sheets, read_sheets

    table = read_sheets(path)
    with in_study() as session:
        plan_sheets(session, table)
        import_sheets(session, table, replace=True)


def _ratings(path: Path, number: int) -> None:
    from qda.core.agreement.scores import score, usual
    from qda.core.agreement.table_file import read_ratings

    table = read_ratings(path)
    level = ("nominal", "ordinal", "interval", "ratio")[number % 4]
    ratings = table.ratings(level)
    if len(table.units) < 60:
        for name in usual(ratings, level):
            score(ratings, name, level)
    table.sets()


def _pairs(path: Path, _number: int) -> None:
    from qda.core.merging.joining import read_pairs

    read_pairs(path)


def _key(path: Path, _number: int) -> None:
    from qda.core.privacy.keyfile import real_names
    from qda.core.pseudonyms.keyfile import is_sealed, read_key

    if not is_sealed(path):
        read_key(path)
    real_names(path, ["P1", "Ana"])


@cache
def _pack() -> Any:
    from qda.core.review.packs import packs

    with study().read() as session:
        return packs(session)[-1]


def _leftovers(path: Path, _number: int) -> None:
    from qda.core.privacy.filewords import words_in

    data = bytes_of(path, 10**9)
    words_in(data, ".pdf" if b"%PDF" in data[:99] else ".docx" if data.startswith(b"PK") else ".html", path.name)


def _answers(path: Path, _number: int) -> None:
    from qda.core.review.pack_import import answers_in, take_back
    from qda.core.review.sealing import content_hash
    from tests.core.review.packing import seal_bytes

    pack = _pack()
    data = answers_in(path)
    if b'"format"' not in data:  # what is sealed, and not the file around it
        data = seal_bytes(pack, data.replace(b"CARD", pack.shown["items"][0]["id"].encode()))
    path.write_bytes(
        data.replace(b"CODE-CODE", pack.code.encode()).replace(b"CONTENT", content_hash(pack.content).hex().encode())
    )
    with in_study() as session:
        take_back(session, answers_in(path), path.name)


def _picture(path: Path, _number: int) -> None:
    from qda.core.easyread.picture_files import media_of, prepared_file

    media, data = prepared_file(path)
    assert media_of(data) == media


def _picture_set(path: Path, _number: int) -> None:
    from qda.core.easyread.picture_sets import add_set, read_set

    found = read_set(path)
    with in_study() as session:
        add_set(session, found, "Set", "CC BY", "Somebody")


@cache
def _product() -> bytes:
    from qda.core import exporters

    with opened() as session:
        return corpus.made_by(lambda path: exporters.export(session, "codebook", path), "codebook.docx")


def _template(path: Path, _number: int) -> None:
    import docx

    from qda.core.exporters.restyling import LARGEST, restyle

    styled = path.with_name("styled.docx")
    styled.write_bytes(_product())
    restyle(styled, bytes_of(path, LARGEST), path.name)
    docx.Document(str(styled))


def _manuscript(path: Path, _number: int) -> None:
    from qda.core.manuscript import checking

    with study().read() as session:
        checking.check(session, path)


def _easy_read(path: Path, _number: int) -> None:
    from qda.core.easyread.files import read_written

    written = read_written(path)
    for block in written.blocks:
        assert 0 <= block.start <= block.end <= len(written.text), "a block does not lie in the text"


def _accessibility(path: Path, _number: int) -> None:
    from qda.core.accessibility import barriers

    barriers(path)


def _project(path: Path, number: int) -> None:
    from qda.core.check import check
    from qda.core.merging import bringing
    from qda.storage.repair import rescue

    if number % 8 == 3:  # before anything is written to it
        rescued = path.with_name("rescued.loom")
        rescued.unlink(missing_ok=True)
        rescue(path, rescued)
    with Project.open(path, read_only=bool(number % 2)) as project:
        if number % 4 == 0:
            check(project)
    if number % 4 == 1:
        bringing.preview(study(), path)


def _looms() -> list[bytes]:
    """Return a study as it is and as somebody went on in it, and one of the first format, which is slow to update."""
    first = Path(__file__).parents[1] / "data" / "format1.loom"
    return [study_file(), gone_on_file(), gone_on_file(), first.read_bytes()]


def _tables(*lines: str) -> list[bytes]:
    """Return tables as CSV with commas, and as Excel workbooks."""
    import openpyxl

    found = [line.encode() for line in lines]
    for line in lines:
        book = openpyxl.Workbook()
        for row in line.split("\n"):
            book.active.append(row.split(","))
        buffer = io.BytesIO()
        book.save(buffer)
        found.append(buffer.getvalue())
    return found


def _of_any(data: bytes, random: Any, tokens: Sequence[bytes]) -> bytes:
    if data.startswith(b"PK"):
        return of_zip(data, random, tokens)
    if data.startswith(b"SQLite"):
        return of_sqlite(data, random, tokens)
    return (of_xml if data.lstrip()[:1] == b"<" else of_text)(data, random, tokens)


def _of_picture(data: bytes, random: Any, tokens: Sequence[bytes]) -> bytes:
    return (of_xml if data.startswith(b"<") else of_bytes)(data, random, tokens)


def _neighbours(make: Callable[[Path], Any], name: str) -> Callable[[], list[bytes]]:
    return lambda: [corpus.made_by(make, name)]


def _refi(suffix: str) -> Callable[[], list[bytes]]:
    def seeds() -> list[bytes]:
        folder = corpus.SHARED / "refi-qda" / "samples"
        return [
            one.read_bytes() for one in sorted(folder.rglob(f"*{suffix}")) if one.stat().st_size < 60_000
        ] + _refi_made(suffix)

    return seeds


def _refi_made(suffix: str) -> list[bytes]:
    """Return what the program itself writes of the study."""
    from qda.core import exporters

    product = "project" if suffix == ".qdpx" else "codebook-exchange"
    with opened() as session:
        return [corpus.made_by(lambda path: exporters.export(session, product, path), f"made{suffix}")]


def _answer_seeds() -> list[bytes]:
    import json

    from qda.core.review.packs import packs
    from tests.core.review.packing import said

    with opened() as session:
        pack = packs(session)[-1]
    words = json.dumps(said(pack)).replace(pack.shown["items"][0]["id"], "CARD")
    outer = '{"format": "themeloom-answers", "version": 1, "key": "QUJD", "nonce": "QUJD", "sealed": "QUJD", '
    return [words.encode(), (outer + '"pack": "CODE-CODE", "content": "CONTENT"}').encode()]


def _all() -> Iterator[Target]:
    from tests.core.exchange import qualcoder_project, rqda_project, taguette_project

    made, texts, tokens, derived = corpus.made, corpus.real_texts, corpus.tokens, "transcripts/derived"

    def talks() -> list[bytes]:
        names = ("qmsum_ES2004a.txt", "wma2_otter_style.txt", "knesset_317899_utf16.txt")
        return [*made("talk.txt"), *texts(derived, *names)]

    def cues() -> list[bytes]:
        return [*made("talk.srt", "talk.vtt"), *texts(derived, "wma2_bom.srt", "wma2_zoom_style.vtt")]

    def pages() -> list[bytes]:
        return [*made("talk.html"), *texts(derived, "haski_interview2.html")]

    def rich() -> list[bytes]:
        return [*made("talk.rtf"), *texts(derived, "haski_interview1.rtf", "knesset_317899_rtl.rtf")]

    def tables() -> list[bytes]:
        survey = texts("transcripts/chaoss-survey", "Clean_CHAOSS_Understanding_Challenges_Survey.csv")
        return [*made("people.csv", "survey.csv", "turns.tsv"), *survey]

    yield Target("plain", (".txt", ".md"), _transcript, talks, of_text, tokens("plain"))
    yield Target("subtitles", (".srt", ".vtt"), _transcript, cues, of_text, tokens("subtitles"))
    yield Target("html", (".html", ".xhtml"), _transcript, pages, of_text, tokens("html"))
    yield Target("docx", (".docx", ".doc"), _transcript, corpus.documents, of_zip)
    yield Target("odt", (".odt",), _transcript, corpus.open_documents, of_zip)
    yield Target("rtf", (".rtf", ".doc"), _transcript, rich, of_text, tokens("rtf"))
    yield Target("pdf", (".pdf",), _transcript, corpus.pages, of_bytes, tokens("pdf"))
    yield Target("doc", (".doc",), _old_word, corpus.old_documents, of_bytes)
    yield Target("csv", (".csv", ".tsv"), _transcript, tables, of_text, tokens("table"))
    yield Target("xlsx", (".xlsx", ".xlsm"), _transcript, corpus.sheets, of_zip)
    yield Target("refi-project", (".qdpx", ".qde"), _exchange, _refi(".qdpx"), _of_any)
    yield Target("refi-codebook", (".qdc",), _exchange, _refi(".qdc"), of_xml)
    qualcoder = _neighbours(qualcoder_project.make, "Falls.qda")
    yield Target("qualcoder", (".zip", ".qda"), _exchange, qualcoder, of_zip)
    yield Target("taguette", (".sqlite3",), _exchange, _neighbours(taguette_project.make, "a.sqlite3"), of_sqlite)
    yield Target("rqda", (".rqda",), _exchange, _neighbours(rqda_project.make, "a.rqda"), of_sqlite)
    for name, read, *lines in _TABLES:
        seeds = partial(_tables, *lines)
        yield Target(name, (".csv", ".tsv", ".xlsx"), read, seeds, _of_any, (*tokens("table"), b" > ", b"\\\\"))
    pairs = b"kind,theirs,ours\ncode,A,B\nparticipant,P1,\n"
    yield Target("pairs", (".csv",), _pairs, lambda: [pairs], of_text, tokens("table"))
    key = b"name;pseudonym\nMaria Holm;P1\nBen;P2\n"
    yield Target("key", (".csv",), _key, lambda: [key, *tables()], of_text, tokens("table"))
    leavings = (".docx", ".html", ".pdf", ".odt")
    yield Target("leftovers", leavings, _leftovers, lambda: [*corpus.documents(), *pages(), *corpus.pages()], _of_any)
    yield Target("answers", (".json",), _answers, _answer_seeds, of_json, tokens("json"))
    yield Target("picture", (".png", ".svg"), _picture, corpus.pictures, _of_picture, tokens("picture"))
    yield Target("picture-set", (".zip",), _picture_set, corpus.picture_sets, of_zip)
    yield Target("template", (".docx",), _template, corpus.documents, of_zip)
    yield Target("manuscript", (".docx",), _manuscript, corpus.documents, of_zip)
    words = (*tokens("markdown", "html"),)
    yield Target("easy-read", (".md", ".html"), _easy_read, lambda: [*talks(), *pages()], of_text, words)
    yield Target("easy-read-word", (".docx",), _easy_read, corpus.documents, of_zip)
    yield Target("accessibility", (".docx",), _accessibility, corpus.documents, of_zip)
    yield Target("project", (".loom",), _project, _looms, of_sqlite)


_TABLES = (
    (
        *("codings", _codings),
        "source,start,end,quote,code,coder,note,weight,before,after,speaker,lines\nGroup one,30,40,mask,A > B,Ann,n,50",
        "document,segment,codes,author\nCarla,prison mask,A;B > C,Bob\n,The mask,A,Ann",
    ),
    (
        *("codebook", _codebook),
        "path,name,category,definition,colour,kind,codable,origin,stance,also\nA > B,B,A,d,#f00000,code,1,x,y,C",
        "name,parent\nA,B\nB,C\nC,A\nD,D\n=x,\n",
    ),
    (
        *("facts", _facts),
        "participant,interview,age,role,site,born\nAna,Group one,34,nurse,N; S,2001-02-03\nNew,Carla,x,cook,,",
        "study,sample,report,country\nS1,A,R1,NO\nS1,B,R2,SE",
    ),
    (
        *("interviews", _interviews),
        "interview,interviewer,date,place,minutes,others,guide,note\nCarla,Ann,2024-05-06,home,1:30,no,v2,n",
    ),
    (
        *("ratings", _ratings),
        "unit,Ann,Bob,Cy\n1,a,a,b\n2,b,,b\n3,{a;b},{},a",
        "Ann,Bob\n1,2\n3,3.5\n-1,NA\n2,2",
    ),
)


@cache
def targets() -> dict[str, Target]:
    """Return every importer by name."""
    return {one.name: one for one in _all()}
