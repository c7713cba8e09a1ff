"""Coded passages that come by their words: placed where these stand, doubtful ones for a person, from any program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qda.core import codebook, coders, coding, documents, exporters, retrieval
from qda.core.coding_columns import read_codings
from qda.core.coding_plan import REFUSED, plan
from qda.core.coding_table import import_codings
from qda.core.exchange import reports
from qda.core.importers import Imported
from qda.core.quote_finding import DOUBTFUL, FOUND, MOVED, NOWHERE, THERE
from qda.core.text import Turn
from qda.errors import UnreadableFileError
from qda.storage.models import Coding

FIRST = (
    "Neil: I asked for help 😀 and “nobody” came.\nInterviewer: Nobody?\nNeil: Yes. The door was shut.\n"
    "Frank: Yes. The door was shut for me, too.\nInterviewer: And then?\nFrank: Then it was morning.\n"
)
SECOND = "Larry: They laughed at me in the yard.\nInterviewer: Who?\nLarry: The door was shut.\nInterviewer: I see.\n"


@pytest.fixture
def sources(s) -> dict[str, str]:
    made = {}
    for name, text in (("Interview 1", FIRST), ("Interview 2", SECOND)):
        labels = re.finditer(r"^(\w+): .*", text, re.MULTILINE)
        turns = tuple(Turn(label.start(), label.end(), label.end(1) + 2, label[1]) for label in labels)
        made[name] = documents.add_source(s, Imported(name, text, turns), b"x", f"{name}.docx")
    return made


def table(folder: Path, text: str, name: str = "table.csv"):
    path = folder / name
    path.write_text(text, "utf-8")
    return read_codings(path)


def coded(s) -> list[tuple[str, str, str, str]]:
    return [(row.source, row.text, row.code, row.coder) for row in retrieval.quotes(s)]


def test_rows_are_found_by_their_words_and_doubtful_ones_wait_for_a_person(s, sources, tmp_path):
    found = table(
        tmp_path,
        "Document,Quotation,Code,Coder,Speaker\n"
        'Interview 1,"asked for help 😀 and ""nobody"" came",Help,Ann,\n'
        "Interview 1.docx,The door was shut.,Door,Ann,\n"
        "Interview 1,the door was shut,Door,Ann,Frank\n"
        "Interview 1,I asked for some help and nobody came,Help,Ann,\n"
        "Interview 1,Words that nobody has said here,Help,Ann,\n"
        ",Larry: They laughed at me,Yard,Bo,\n"
        ",the door was shut,Yard,Bo,\n"
        "Interview 9,Then it was morning,Help,Ann,\n",
    )
    looked = plan(s, found)
    kinds = [row.kind for row in looked.rows]
    assert kinds == [FOUND, FOUND, FOUND, DOUBTFUL, NOWHERE, FOUND, DOUBTFUL, REFUSED]
    assert [place.words for place in looked.rows[3].places] == ["I asked for help 😀 and “nobody” came"]
    assert [(place.source, place.start) for place in looked.rows[6].places] == [
        ("Interview 1", FIRST.index("The door")),
        ("Interview 1", FIRST.rindex("The door")),
        ("Interview 2", SECOND.index("The door")),
    ]
    assert "no source called Interview 9" in looked.rows[7].reason
    assert (looked.new_codes, looked.new_coders) == (("Help", "Door", "Yard"), ("Ann", "Bo"))
    assert codebook.codes(s) == [] and coders.coders(s) == [], "looking changes nothing"

    loaded = import_codings(s, found, take={7: 2, 4: 9, 1: 5})
    assert (loaded.added, loaded.joined) == (5, 0)
    assert [step.line.row for step in loaded.doubtful] == [4]
    assert loaded.refused[0] == (5, "These words are not in Interview 1.")
    assert [row for row, _reason in loaded.refused] == [5, 8]
    (report,) = reports.reports(s)
    assert (report.file_name, report.new) == ("table.csv", {"codings": 5, "codes": 3, "coders": 2})
    assert [(loss.kind, loss.where.partition(",")[0]) for loss in report.losses] == [
        *(("unplaced", row) for row in ("Row 4", "Row 5", "Row 8"))
    ]
    assert coded(s) == [
        ("Interview 1", "asked for help 😀 and “nobody” came", "Help", "Ann"),
        ("Interview 1", "The door was shut.", "Door", "Ann"),
        ("Interview 1", "The door was shut", "Door", "Ann"),
        ("Interview 2", "Larry: They laughed at me", "Yard", "Bo"),
        ("Interview 2", "The door was shut", "Yard", "Bo"),
    ]


def test_offsets_that_no_longer_hold_give_way_to_the_words_and_are_told(s, sources, tmp_path):
    start = FIRST.index("nobody")
    rows = [
        f"Interview 1,{start},{start + 6},nobody,A",
        f"Interview 1,{start + 1},{start + 7},nobody,B",  # UTF-16
        f"Interview 1,{start + 20},{start + 26},“nobody” came,C",
        "Interview 1,x,,Then it was morning.,D",
        "Interview 1,90000,90010,Nothing like it is here,E",
    ]
    found = table(tmp_path, "\n".join(["source,start,end,text,code", *rows]))
    ann = coders.add_coder(s, "Ann")
    assert [row.kind for row in plan(s, found, coder_id=ann).rows] == [THERE, MOVED, MOVED, FOUND, NOWHERE]
    loaded = import_codings(s, found, coder_id=ann)
    assert (loaded.moved, [row for row, _reason in loaded.refused]) == ((2, 3), [5])
    (report,) = reports.reports(s)
    assert [loss.kind for loss in report.losses] == ["moved", "moved", "unplaced"]
    assert [(text, code) for _source, text, code, _coder in coded(s)] == [
        ("“nobody” came", "C"),
        ("nobody", "A"),
        ("nobody", "B"),
        ("Then it was morning.", "D"),
    ]
    assert "coder is missing" in import_codings(s, found).refused[0][1]


@pytest.mark.parametrize(
    "text",
    [
        # Lists of coded segments, highlights and quotations as programs write them.
        "Color\tComment\tDocument group\tDocument name\tCode\tBegin\tEnd\tWeight score\tSegment\tModified by\n"
        "●\tnote\tA\tInterview 1\tAccess\\Door\t4\t4\t0\tThe door was shut for me, too.\tAnn\n",
        'id,document,tag,content,coder,note\n1,Interview 1,Access > Door,"The door was shut for me, too.",Ann,note\n',
        "ID;Quotation Name;Document;Quotation Content;Codes;Comment;Created by\n"
        '1:1;x;Interview 1;"The door was shut for me, too.";Access > Door;note;Ann\n',
    ],
)
def test_lists_of_other_programs_are_understood(s, sources, tmp_path, text):
    door = codebook.add_path(s, "Access > Door")
    loaded = import_codings(s, table(tmp_path, text, "list.tsv" if "\t" in text else "list.csv"))
    assert (loaded.added, loaded.refused, loaded.doubtful) == (1, (), ())
    assert coded(s) == [("Interview 1", "The door was shut for me, too.", "Access > Door", "Ann")]
    (row,) = coding.codings(s, sources["Interview 1"])
    assert (row.code_id, row.note) == (door, "note")


def test_several_codes_in_a_cell_are_given_each(s, sources, tmp_path):
    found = table(tmp_path, 'source,quote,codes,coder\nInterview 2,in the yard,"Yard; Access > Door",Ann\n')
    assert import_codings(s, found).added == 2
    assert [(text, code) for _source, text, code, _coder in coded(s)] == [
        ("in the yard", "Yard"),
        ("in the yard", "Access > Door"),
    ]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_our_own_list_of_quotes_comes_back_the_same(s, sources, tmp_path, suffix):
    ann, door = coders.add_coder(s, "Ann"), codebook.add_path(s, "=Access > Door")
    for name, words in (
        ("Interview 1", "The door was shut for"),
        ("Interview 1", "“nobody”"),
        ("Interview 2", "I see."),
    ):
        text = documents.source_text(s, sources[name])
        start = text.index(words)
        coding.apply_code(s, ann, door, sources[name], start, start + len(words), note="=1+1", weight=None)
    before = coded(s)
    path = tmp_path / f"quotes{suffix}"
    exporters.export(s, "quotes", path)
    s.query(Coding).delete()
    assert import_codings(s, read_codings(path)).added == 3
    assert coded(s) == before
    assert {row.note for row in retrieval.quotes(s)} == {"=1+1"}


def test_a_table_that_does_not_say_what_is_coded_is_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match="lacks the columns code, quote;"):
        table(tmp_path, "source,coder\nx,y\n")
    with pytest.raises(UnreadableFileError, match="lacks the columns end;"):
        table(tmp_path, "source,start,code\nx,1,y\n")
