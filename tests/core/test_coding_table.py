"""Codings from a table: good rows are applied, bad ones refused one by one with a reason, and leave nothing behind."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qda.core import codebook, coders, coding, documents, readings, retrieval
from qda.core.coding_columns import read_codings
from qda.core.coding_table import import_codings
from qda.core.importers import Imported
from qda.errors import UnreadableFileError


def table(folder: Path, *rows: str, header: str = "source,start,end,code,coder,note", encoding: str = "utf-8") -> Path:
    path = folder / "codings.csv"
    path.write_bytes("\n".join([header, *rows]).encode(encoding))
    return path


@pytest.fixture
def source(s) -> str:
    return documents.add_source(s, Imported("Interview", "0123456789" * 5))


def test_a_note_of_any_length_comes_in_and_a_weight_of_any_length_is_refused(s, source, tmp_path):
    header = "source,start,end,code,coder,note,weight"
    rows = [f"Interview,0,5,Mask,Ann,{'n' * 200_000},3", f"Interview,9,12,Mask,Ann,,{'9' * 30}"]
    loaded = import_codings(s, read_codings(table(tmp_path, *rows, header=header)))
    assert (loaded.added, [row for row, _reason in loaded.refused]) == (1, [2])
    assert "is no weight" in loaded.refused[0][1]
    assert [(len(row.note), row.weight) for row in coding.codings(s, source)] == [(200_000, 3)]


def test_codes_and_coders_are_made_when_missing_and_known_ones_used(s, source, tmp_path):
    ann = coders.add_coder(s, "Ann Noor")
    mask = codebook.add_path(s, "Access > Mask")
    rows = (
        "Interview,0,5,access > mask,AN,first",
        f"{source},10,15,Access>Mask,Ann Noor,",
        "Interview,20,25,Safety > Door,Bo,",
        "Interview,30,35,Safety > Door,Bo,",
    )
    loaded = import_codings(s, read_codings(table(tmp_path, *rows)))
    assert (loaded.added, loaded.joined, loaded.refused) == (4, 0, ())
    assert [person.name for person in coders.coders(s)] == ["Ann Noor", "Bo"]
    assert [row.path for row in codebook.codes(s)] == ["Access", "Access > Mask", "Safety", "Safety > Door"]
    found = [
        (row.start, row.end, row.code_id == mask, row.coder_id == ann, row.note) for row in coding.codings(s, source)
    ]
    assert found == [
        (0, 5, True, True, "first"),
        (10, 15, True, True, ""),
        (20, 25, False, False, ""),
        (30, 35, False, False, ""),
    ]


def test_overlapping_rows_are_joined_and_counted(s, source, tmp_path):
    rows = ("Interview,0,5,Mask,Bo,a", "Interview,4,9,Mask,Bo,b", "Interview,9,12,Mask,Bo,c")
    loaded = import_codings(s, read_codings(table(tmp_path, *rows)))
    assert (loaded.added, loaded.joined) == (3, 1)
    assert [(row.start, row.end, row.note) for row in coding.codings(s, source)] == [(0, 9, "a\n\nb"), (9, 12, "c")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Nowhere,0,5,New,Newcomer,", "no source called Nowhere"),
        ("Interview,zero,5,New,Newcomer,", "not a whole number"),
        ("Interview,0,,New,Newcomer,", "not a whole number"),
        ("Interview,0,51,New,Newcomer,", "does not lie in the text"),
        ("Interview,5,5,New,Newcomer,", "does not lie in the text"),
        ("Interview,-1,5,New,Newcomer,", "does not lie in the text"),
        ("Interview,0,5,,Newcomer,", "code is missing"),
        ("Interview,0,5,New > ,Newcomer,", "not a path"),
        ("Interview,0,5,New,,", "coder is missing"),
        ("Interview,0,5,Heading,Newcomer,", "only a heading"),
        ("Interview", "code is missing"),
    ],
)
def test_a_bad_row_is_refused_alone_and_leaves_no_code_or_coder(s, source, tmp_path, row, reason):
    heading = codebook.add_code(s, "Heading")
    codebook.edit_code(s, heading, codable=False)
    loaded = import_codings(s, read_codings(table(tmp_path, "Interview,0,5,Good,Bo,", row, "Interview,7,9,Good,Bo,")))
    assert loaded.added == 2
    ((number, sentence),) = loaded.refused
    assert number == 2
    assert reason in sentence
    assert {row.name for row in codebook.codes(s)} == {"Heading", "Good"}
    assert [person.name for person in coders.coders(s)] == ["Bo"]
    # What a refused row would have made is made by a good one later.
    again = import_codings(
        s, read_codings(table(tmp_path, "Interview,0,51,New,Newcomer,", "Interview,0,5,New,Newcomer,"))
    )
    assert (again.added, len(again.refused)) == (1, 1)
    assert len(coding.codings(s, source)) == 3


def test_differing_weights_are_refused_with_the_reason(s, source, tmp_path):
    header = "source,start,end,code,coder,weight"
    loaded = import_codings(
        s, read_codings(table(tmp_path, "Interview,0,5,M,Bo,2", "Interview,3,9,M,Bo,4", header=header))
    )
    assert loaded.added == 1
    assert "different weights" in loaded.refused[0][1]
    assert [(row.end, row.weight) for row in coding.codings(s, source)] == [(5, 2)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_as_programs_write_them(s, source, tmp_path, encoding, delimiter):
    header = delimiter.join((" Source", "START", "end ", "Code", "coder", "extra"))
    row = delimiter.join(("Interview", " 0 ", "5", "“Mäske” 😀", "Zoë", "x"))
    loaded = import_codings(s, read_codings(table(tmp_path, row, "", header=header, encoding=encoding)))
    assert loaded.added == 1
    assert retrieval.quotes(s)[0].code == "“Mäske” 😀"
    assert coders.coders(s)[0].name == "Zoë"


def test_finished_rows_finish_their_sources(s, source, tmp_path):
    other = documents.add_source(s, Imported("Other", "Untouched words."))
    import_codings(s, read_codings(table(tmp_path, "Interview,0,5,M,Bo,", "Nowhere,0,5,M,Cy,")), finished=True)
    (bo,) = coders.coders(s)
    assert readings.finished_sources(s, bo.id) == [source]
    assert other
    # The codes that the table made belong to the codebook it was finished with; what comes later came late.
    assert readings.late_codes(s, bo.id) == []
    codebook.add_code(s, "Waiting")
    assert [code.name for code in readings.late_codes(s, bo.id)] == ["Waiting"]


def test_a_table_that_is_none_says_what_is_missing(s, tmp_path):
    with pytest.raises(UnreadableFileError, match="lacks the columns code;"):
        import_codings(s, read_codings(table(tmp_path, "x,1,2", header="source,start,end")))
    with pytest.raises(UnreadableFileError, match="can't be read"):
        read_codings(tmp_path / "none.csv")


def test_thousands_of_rows_take_seconds(s, tmp_path):
    documents.add_source(s, Imported("Long", "word " * 10_000))
    rows = [f"Long,{number * 10},{number * 10 + 9},Code {number % 40},Bo," for number in range(3_000)]
    begun = time.process_time()
    assert import_codings(s, read_codings(table(tmp_path, *rows))).added == 3_000
    assert time.process_time() - begun < 20
