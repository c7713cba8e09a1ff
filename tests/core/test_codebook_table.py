"""A codebook in a table: what is written comes back the same, foreign tables are understood, damaged ones refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from qda.core import codebook, coders, coding, documents, exporters
from qda.core.codebook import CodeRow
from qda.core.codebook_columns import CodeTable, read_codebook
from qda.core.codebook_table import DIFFERS, FILLS, NEW, SAME, ImportedCodes, import_codebook, plan
from qda.core.importers import Imported
from qda.core.themes import quotes
from qda.errors import UnreadableFileError
from qda.storage.project import Project


def book(s) -> list[CodeRow]:
    """The codebook without what is new in every project: ids are paths."""
    rows = codebook.codes(s)
    paths = {row.id: row.path for row in rows}
    return [
        replace(row, id=row.path, parent=row.parent and paths[row.parent], also=tuple(paths[key] for key in row.also))
        for row in rows
    ]


def table(folder: Path, words: str, name: str = "codes.csv") -> CodeTable:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return read_codebook(path)


def lines(found: CodeTable) -> list[tuple[str, dict[str, str]]]:
    return [(line.path, dict(line.values)) for line in found.lines]


def paths(found: CodeTable) -> list[str]:
    return [line.path for line in found.lines]


@pytest.fixture
def studied(s) -> None:
    """A codebook with all that one can hold, and with what a spreadsheet would stumble over."""
    ann = coders.add_coder(s, "Ann")
    source = documents.add_source(s, Imported("Interview", "Some words to code."))
    root = codebook.add_code(s, "Codes", kind="category")
    codebook.edit_code(s, root, codable=False, colour="violet")
    mask = codebook.add_code(s, "mask; or not", root, definition="Two\nlines, “said”.", origin="in vivo")
    away = codebook.add_code(s, r"AC\\DC", root, include="=1+1", exclude="-3", example="'quoted'", stance="a need")
    low = codebook.add_code(s, "=SUM(A1)", away, definition=" @home", kind="category")
    codebook.add_code(s, "医院 😀", low, colour="teal", example="+49")
    for name in ("Ängste", "Angste"):
        codebook.add_code(s, name, root)
    codebook.refer_code(s, low, mask)
    codebook.refer_code(s, codebook.find_code(s, "医院 😀"), mask)
    coding.apply_code(s, ann, mask, source, 0, 4)
    quotes.pick_quote(s, source, 0, 4, code_id=mask, kind="exemplar")
    s.flush()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_exported_comes_back_the_same(s, studied, tmp_path, suffix):
    exporters.export(s, "codebook", tmp_path / f"book{suffix}")
    found = read_codebook(tmp_path / f"book{suffix}")
    assert found.refused == () and {step.kind for step in plan(s, found)} == {SAME}
    with Project.create(tmp_path / "other.loom") as other, other.change("Import") as session:
        done = import_codebook(session, found)
        assert done == ImportedCodes(len(found.lines), 0, 0, ())
        assert book(session) == book(s)
        assert import_codebook(session, found) == ImportedCodes(0, 0, 0, ())
        assert book(session) == book(s)


FOREIGN = {
    "names alone": ("Code\nfear\nhope\n", ["fear", "hope"]),
    "paths as names": ("name;comment\nAccess > gate;x\nhope;\n", ["Access > gate", "hope"]),
    "nodes": ("Name,Description\nNodes\\\\Access\\\\gate,x\nNodes\\\\hope,\n", ["Access > gate", "hope"]),
    "parents": (
        "Parent code,Code,Memo\n,Access,\nAccess,gate,\ngate,key,\nElsewhere,hope,\n",
        ["Access", "Access > gate", "Access > gate > key", "Elsewhere > hope"],
    ),
    "backslashes": ("Full path\nCode system\\Access\\gate\nCode system\\hope\n", ["Access > gate", "hope"]),
    "a title above": ("Codebook of the study,,\n\nCODE NAME,Farbe,\nfear,#ff0000,\n", ["fear"]),
    "a circle": ("code,category\na,b\nb,a\n", ["a > b > a", "b > a > b"]),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_foreign_tables_are_understood(tmp_path, kind):
    words, wanted = FOREIGN[kind]
    assert paths(table(tmp_path, words)) == wanted


def test_columns_are_known_by_their_headings_in_any_case_and_language(tmp_path):
    found = table(
        tmp_path,
        "KATEGORIE\tcode\tBeschreibung\tWhen to use\tWhen not to use\tAnkerbeispiel\tColor\tUses\n"
        "Angst\tPanik\tGroße Angst\tja\tnein\t„Ich lief weg“\tpurple\t12\n",
        "codes.tsv",
    )
    assert lines(found) == [
        (
            "Angst > Panik",
            {
                "definition": "Große Angst",
                "include": "ja",
                "exclude": "nein",
                "example": "„Ich lief weg“",
                "colour": "violet",
            },
        )
    ]
    assert found.used["parent"] == "KATEGORIE" and found.unused == ("Uses",)


COLOURS = {
    "Red": "red",
    "#3A75BF": "blue",
    "ffee88": "amber",
    "#00FF00": "green",
    "#8a8a8c": "slate",
    "#888": None,
    "loud": None,
}


@pytest.mark.parametrize(("cell", "colour"), COLOURS.items())
def test_colours_become_the_nearest_of_ours(tmp_path, cell, colour):
    assert lines(table(tmp_path, f"code,colour\nfear,{cell}\n"))[0][1].get("colour") == colour


def test_an_excel_sheet_of_another_program_is_read(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["Notes"])
    sheet = workbook.create_sheet("Codes")
    for row in (["Code", "Code Group", "Comment"], ["fear", "Feelings", "of people"], [None, None, "nobody's"]):
        sheet.append(row)
    workbook.save(tmp_path / "codes.xlsx")
    found = read_codebook(tmp_path / "codes.xlsx")
    assert lines(found) == [("Feelings > fear", {"definition": "of people"})]
    assert found.refused == ((3, "The name of the code is missing."),)


def test_codes_over_others_become_categories(s, tmp_path):
    found = table(tmp_path, "path,definition\nA > b > c,low\nA,top\n")
    import_codebook(s, found)
    kinds = {row.path: (row.kind, row.definition) for row in codebook.codes(s)}
    assert kinds == {"A": ("category", "top"), "A > b": ("category", ""), "A > b > c": ("code", "low")}


def test_known_codes_are_filled_and_only_on_demand_changed(s, tmp_path):
    fear = codebook.add_code(s, "fear", definition="Mine.", colour="red", stance="barrier")
    hope = codebook.add_code(s, "hope", definition="The  same.")
    codebook.add_code(s, "calm", definition="Kept.")
    found = table(
        tmp_path,
        "code,definition,include,colour,origin\nFEAR,Theirs.,Crowds.,blue,a priori\nhope,The same.,,,\nnew,,,,\n",
    )
    steps = plan(s, found)
    assert [(step.kind, step.code_id) for step in steps] == [(DIFFERS, fear), (SAME, hope), (NEW, None)]
    assert (steps[0].fills, steps[0].differs) == (("include", "origin"), ("definition", "colour"))
    assert steps[0].here == {"definition": "Mine.", "colour": "red"}
    assert import_codebook(s, found) == ImportedCodes(added=1, filled=1, changed=0, refused=())
    row = codebook.codes(s)[0]
    assert (row.definition, row.include, row.colour, row.origin) == ("Mine.", "Crowds.", "red", "a priori")
    assert [step.kind for step in plan(s, found)] == [DIFFERS, SAME, SAME]
    assert import_codebook(s, found, take=[2]) == ImportedCodes(added=0, filled=0, changed=1, refused=())
    row = codebook.codes(s)[0]
    assert (row.name, row.definition, row.colour, row.stance) == ("fear", "Theirs.", "blue", "barrier")
    assert [step.kind for step in plan(s, found)] == [SAME, SAME, SAME]


def test_a_row_only_to_be_filled_is_told_apart(s, tmp_path):
    codebook.add_code(s, "fear")
    assert plan(s, table(tmp_path, "code,definition\nfear,Being afraid.\n"))[0].kind == FILLS


def test_bad_rows_are_refused_with_their_reason_and_the_others_added(s, tmp_path):
    found = table(tmp_path, "code,also\nfear,nowhere\n,x\nFear,\nhope,fear; fear\ncalm,calm\n")
    done = import_codebook(s, found)
    assert [row.name for row in codebook.codes(s)] == ["fear", "hope", "calm"]
    assert done.added == 3
    assert done.refused == (
        (2, "There is no code “nowhere” under which it could be shown, too."),
        (3, "The name of the code is missing."),
        (4, "“Fear” stands in row 2 already."),
        (6, "A code can't be moved below itself."),
    )


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("codes.csv", b"", "holds nothing|empty"),
        ("codes.csv", b"fear,hope\nx,y\n", "no column with the names of codes"),
        ("codes.xlsx", b"PK\x03\x04 and then rubbish", "cannot be read|damaged|archive"),
        ("codes.csv", b"\x00\x01\x02\x03" * 50, "."),
        ("nowhere/codes.csv", None, "can't be read"),
    ],
)
def test_files_that_are_no_codebook_are_refused(tmp_path, name, data, says):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableFileError, match=says):
        read_codebook(tmp_path / name)
