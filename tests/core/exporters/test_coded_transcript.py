"""Coded transcripts: citable lines, coded words marked, who coded what in the margin or as comments of Word."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, exporters
from qda.core.exporters import ProductOptions
from qda.core.exporters.coded_lines import Mark, coded_lines
from qda.core.importers import Imported
from qda.core.retrieval import Filter
from qda.core.text import Turn
from qda.errors import NotFoundError
from qda.storage.project import Project

from .conftest import GERMAN, HEBREW, MASK, SPOKEN, Facts


def written(session: Session, path: Path, **chosen: str) -> docx.document.Document:
    exporters.export(session, "coded-transcript", path, ProductOptions(chosen=chosen))
    return docx.Document(str(path))


def test_each_citable_line_has_a_row_with_its_number_its_words_and_its_codes(session: Session, tmp_path: Path) -> None:
    document = written(session, tmp_path / "t.docx")
    assert [part.text for part in document.paragraphs if part.style.name == "Heading 1"] == [
        "Interview 1", "Interview 2", "Interview 3",
    ]  # fmt: skip
    assert not [part for part in document.paragraphs if part.style.name == "Caption"]
    first, second, third = document.tables
    rows = [[cell.text for cell in row.cells] for row in first.rows]
    assert rows[0] == ["Line", "Words", "Codes"]
    assert rows[1] == ["1", "I: More?", ""]
    assert rows[2][:2] == ["2", f"P: {MASK}"]
    assert rows[2][2] == "Culture > mask (AN)"
    words = first.rows[2].cells[1].paragraphs[0].runs
    assert [(run.text, run.bold, run.underline is not None) for run in words] == [
        ("P: ", True, False),
        (MASK, None, True),
    ]
    assert first.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in first.rows[1:])
    assert first._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Interview 1"
    assert second.rows[2].cells[1].text == f"P: {GERMAN}"
    assert third.rows[2].cells[1].paragraphs[0]._p.pPr.find(qn("w:bidi")) is not None
    assert "AN: Ann Noor; MD: Marit Dahl" in [part.text for part in document.paragraphs]
    section = document.sections[0]
    assert section.page_width < section.page_height


def test_sources_codes_and_coders_are_chosen_by_name(study: Facts, session: Session, tmp_path: Path) -> None:
    document = written(session, tmp_path / "t.docx", sources="Interview 1", coders="Marit Dahl", notes="yes")
    assert len(document.tables) == 1
    margin = [row.cells[2].text for row in document.tables[0].rows[1:] if row.cells[2].text]
    assert all("(MD)" in words for words in margin)
    assert len(margin) == 3
    only = written(session, tmp_path / "t.docx", codes="waiting", notes="yes")
    margin = [row.cells[2].text for table in only.tables for row in table.rows[1:] if row.cells[2].text]
    assert all(words.startswith("waiting (") for words in margin)
    assert any(words.endswith("AN: -2 looks odd") for words in margin)
    wanted = ProductOptions(wanted=Filter(code_ids=(study.codes["Access > waiting"],)))
    assert exporters.export(session, "coded-transcript", tmp_path / "t.html", wanted).codings == len(margin)
    for choice in ("sources", "codes", "coders"):
        with pytest.raises(NotFoundError):
            written(session, tmp_path / "t.docx", **{choice: "nobody"})


def test_as_comments_every_passage_is_one_by_its_coder_around_its_very_words(session: Session, tmp_path: Path) -> None:
    document = written(session, tmp_path / "t.docx", show="comments")
    comments = {comment.comment_id: comment for comment in document.comments}
    assert {comment.author for comment in comments.values()} == {"Ann Noor", "Marit Dahl"}
    said = spans(document)
    assert len(said) == len(comments) == 8
    found = {words: comments[key] for key, words in said.items()}
    assert {MASK, GERMAN, HEBREW, SPOKEN} <= set(found)
    assert (found[MASK].text, found[MASK].initials) == ("Culture > mask", "AN")
    numbered = [part.text for part in document.paragraphs if part.style.name == "Themeloom Transcript"]
    assert numbered[1] == f"2\tP: {MASK}"


def spans(document: docx.document.Document) -> dict[int, str]:
    """Return the words that each comment is about, lines joined."""
    open_: dict[int, str] = {}
    done: dict[int, str] = {}
    for part in document.element.body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:t"), qn("w:br")):
        if part.tag == qn("w:commentRangeStart"):
            open_[int(part.get(qn("w:id")))] = ""
        elif part.tag == qn("w:commentRangeEnd"):
            done[int(part.get(qn("w:id")))] = open_.pop(int(part.get(qn("w:id"))))
        else:
            for key in open_:
                open_[key] += (part.text or "") if part.tag == qn("w:t") else "\n"
    assert not open_
    return done


def test_overlapping_passages_over_several_lines_are_cut_where_they_begin_and_end(tmp_path: Path) -> None:
    """Emoji before, two coders on the same words, one passage over three lines and one of a single sign."""
    text = "P: 😀 one two\nP: three\n\nP: four five"
    turns = tuple(Turn(at, end, at + 3, "P") for at, end in ((0, 12), (13, 21), (23, 35)))
    with Project.create(tmp_path / "s.loom") as project:
        with project.change("Make") as session:
            source = documents.add_source(session, Imported("S", text, turns))
            ann, ben = coders.add_coder(session, "Ann"), coders.add_coder(session, "Ben")
            whole, part = codebook.add_path(session, "whole"), codebook.add_path(session, "part")
            coding.apply_code(session, ann, whole, source, text.index("two"), text.index(" five"))
            for coder in (ann, ben):
                coding.apply_code(session, coder, part, source, text.index("three"), text.index("three") + 5)
            coding.apply_code(session, ben, whole, source, text.index("😀"), text.index("😀") + 1)
        with project.read() as session:
            margin = [row.cells[2].text for row in written(session, tmp_path / "m.docx").tables[0].rows[1:]]
            commented = spans(written(session, tmp_path / "c.docx", show="comments"))
            session_lines = coded_lines(documents.transcript(session, source), ())
    assert margin == ["whole (BE) “😀”\nwhole (AN) “two” to line 3", "part (AN, BE)", ""]
    # What is not said, as numbers of lines, stands between.
    assert sorted(commented.values()) == sorted(["😀", "two2P: three3P: four", "three", "three"])
    assert ["".join(piece.text for piece in line.pieces) for line in session_lines] == [
        "P: 😀 one two", "P: three", "P: four five",
    ]  # fmt: skip


def test_a_passage_of_nothing_but_the_gap_between_lines_still_has_its_comment() -> None:
    from qda.core.documents import Transcript
    from qda.core.exporters.coded_comments import _transcript
    from qda.core.exporters.colophon import Colophon

    source = Transcript("1", "S", "one\n\ntwo\n", (), ((0, 3), (5, 8)), "ltr", ())
    marks = [Mark(3, 5, "gap", "Ann", "A", "", "", 0), Mark(8, 9, "end", "Ann", "A", "", "", 0)]
    facts = Colophon("S", "", (), "en", "turn", True, None, "1")  # type: ignore[arg-type]
    xml = "".join(_transcript(coded_lines(source, marks), marks, 5, facts))
    for key in (5, 6):
        assert xml.count(f'commentRangeStart w:id="{key}"') == xml.count(f'commentReference w:id="{key}"') == 1


def test_a_web_page_has_its_codes_in_the_margin_and_says_so(session: Session, tmp_path: Path) -> None:
    options = ProductOptions(chosen={"show": "comments"})
    result = exporters.export(session, "coded-transcript", tmp_path / "t.html", options)
    assert result.notices == ("A web page has no comments; the codes stand in its margin.",)
    page = (tmp_path / "t.html").read_text("utf-8")
    assert '<table aria-label="Interview 1">' in page
    assert "<caption>" not in page
    assert f"<strong>P: </strong><u>{MASK}</u>" in page
