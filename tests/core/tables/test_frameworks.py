"""Framework matrices: made of codes, themes or headings, written cell by cell, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.core import codebook, codebook_merge, participants, retrieval
from qda.core.check import check
from qda.core.tables import frame_cells, frame_making, frame_parts, frameworks
from qda.core.tables.frameworks import Framework
from qda.core.themes import outline
from qda.errors import NotFoundError, RefusedError
from tests.core.tables.conftest import Counted, build


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Counted]:
    made = build(tmp_path / "roads.loom")
    yield made
    assert check(made.project) == []
    made.project.close()


def make(study: Counted, name: str = "Frame", **how: object) -> str:
    with study.project.change("Make framework matrix") as session:
        return frame_making.add_frame(session, name, **how)  # type: ignore[arg-type]


def read(study: Counted, frame_id: str) -> Framework:
    with study.project.read() as session:
        return frameworks.framework(session, frame_id)


def rows(found: Framework) -> list[tuple[str, int]]:
    return [(row.name, row.depth) for row in found.rows]


def columns(found: Framework) -> list[str]:
    return [column.name for column in found.columns]


def test_codes_make_a_frame_nested_as_they_are(study: Counted) -> None:
    ids = study.ids
    frame = make(study, code_ids=[ids["Way > bus"], ids["Way"], ids["Words"]])
    found = read(study, frame)
    assert rows(found) == [("Way", 0), ("bus", 1), ("Words", 0)]
    assert columns(found) == ["Ana", "Ben", "Cem"]
    assert not any(row.added for row in found.rows)
    themed = read(study, make(study, theme_ids=[ids["Far"], ids["Icy"]], cases="source"))
    assert (rows(themed), columns(themed)) == ([("Far", 0), ("Icy", 1)], ["Ana", "Ben", "Group"])


def test_indented_lines_make_a_frame_and_no_cases_one_column(study: Counted) -> None:
    lines = "Innovation\n\tDesign\n\n  \n    Cost\nOuter setting"
    found = read(study, make(study, cases="free", lines=lines))
    assert rows(found) == [("Innovation", 0), ("Design", 1), ("Cost", 1), ("Outer setting", 0)]
    assert columns(found) == ["Summary"]
    two = read(study, make(study, cases="free", headings=["Facilitators", "Barriers", " "]))
    assert columns(two) == ["Facilitators", "Barriers"]


def test_groups_are_columns_and_new_ones_come_when_asked(study: Counted) -> None:
    ids = study.ids
    frame = make(study, cases="value", attribute_id=ids["Role"], code_ids=[ids["Way"]])
    assert columns(read(study, frame)) == ["user", "worker", "manager"]
    with study.project.change("Set value") as session:
        participants.set_values(session, ids["Cem"], ids["Role"], ["driver"])
        assert frame_making.renew_columns(session, frame) == 1
        assert frame_making.renew_columns(session, frame) == 0
        frame_making.add_column(session, frame, "All together")
    assert columns(read(study, frame)) == ["user", "worker", "manager", "driver", "All together"]
    with pytest.raises(RefusedError):
        make(study, cases="value")


def test_a_summary_rests_on_its_passages_and_says_who_wrote_it(study: Counted) -> None:
    ids = study.ids
    frame = make(study, code_ids=[ids["Way"], ids["Way > road"]])
    found = read(study, frame)
    road, ana = found.rows[1].id, found.columns[0].id
    with study.project.read() as session:
        wanted = frameworks.offered(session, found, road, ana)
        offered = retrieval.quotes(session, wanted)
    assert [quote.text for quote in offered] == ["The road is long.", "The road"]
    spans = [(quote.source_id, quote.start, quote.end) for quote in offered]
    with study.project.change("Write summary") as session:
        frame_cells.write_cell(session, road, ana, summary=" Long. ", coder_id=ids["Bea"])
        assert frame_cells.put_quotes(session, road, ana, spans, coder_id=ids["Bea"]) == 2
        assert frame_cells.put_quotes(session, road, ana, spans[:1]) == 0
    cell = read(study, frame).cell(road, ana)
    assert (cell.summary, cell.done, cell.coder) == ("Long.", False, "Bea")
    assert [(quote.text, quote.participants, quote.lines) for quote in cell.quotes] == [
        ("The road is long.", ("Ana",), "2"),
        ("The road", ("Ana",), "2"),
    ]
    assert frame_cells.placed(read(study, frame))[spans[0]] == ["road · Ana"]
    with study.project.change("Done") as session:
        frame_cells.write_cell(session, road, ana, done=True, coder_id=ids["Ann"])
        frame_cells.take_quotes(session, [cell.quotes[0].id])
    cell = read(study, frame).cell(road, ana)
    assert (cell.done, cell.coder, len(cell.quotes)) == (True, "Ann", 1)


def test_what_holds_nothing_any_more_is_no_cell(study: Counted) -> None:
    frame = make(study, code_ids=[study.ids["Way"]])
    found = read(study, frame)
    place = (found.rows[0].id, found.columns[0].id)
    span = (study.ids["Ana talks"], 0, 5)
    with study.project.change("Write") as session:
        frame_cells.write_cell(session, *place, summary="x")
        frame_cells.put_quotes(session, *place, [span])
        frame_cells.write_cell(session, *place, summary="  ")
    (quote,) = read(study, frame).cell(*place).quotes
    with study.project.change("Take") as session:
        frame_cells.take_quotes(session, [quote.id])
    assert read(study, frame).cells == {}
    with pytest.raises(RefusedError, match="does not lie"), study.project.change("Put") as session:
        frame_cells.put_quotes(session, *place, [(span[0], 0, 10_000)])


def test_progress_counts_what_is_to_be_written(study: Counted) -> None:
    ids = study.ids
    frame = make(study, code_ids=[ids["Way"], ids["Way > road"], ids["Words"]])
    found = read(study, frame)
    way, road, words = (row.id for row in found.rows)
    ana, ben, _cem = (column.id for column in found.columns)
    with study.project.change("Write") as session:
        for row, column, done in ((road, ana, True), (words, ben, False), (way, ben, False)):
            frame_cells.write_cell(session, row, column, summary="x", done=done)
        frame_cells.put_quotes(session, words, ana, [(ids["Ana talks"], 0, 5)])
    found = read(study, frame)
    # Two rows of three cells are to be written; "Way" is a heading and counts where it has a summary all the same.
    assert frame_cells.progress(found) == frame_cells.Progress(3, 1, 7)
    assert frame_cells.progress(found, row_id=way) == frame_cells.Progress(1, 0, 1)
    assert frame_cells.progress(found, column_id=ana) == frame_cells.Progress(1, 1, 2)


def test_rows_are_added_nested_moved_and_deleted(study: Counted) -> None:
    frame = make(study, lines="A\nB\nC", cases="free")
    a, b, c = (row.id for row in read(study, frame).rows)
    with study.project.change("Change rows") as session:
        d = frame_parts.add_row(session, frame, "D", a)
        frame_parts.indent_row(session, c)
        frame_parts.shift_row(session, b, -1)
        frame_parts.indent_row(session, b)
    assert rows(read(study, frame)) == [("B", 0), ("C", 1), ("A", 0), ("D", 1)]
    assert [row.added for row in read(study, frame).rows] == [False, False, False, True]
    with study.project.change("Change rows") as session:
        frame_parts.outdent_row(session, c)
        frame_parts.move_row(session, a, b)
        frame_parts.edit_row(session, d, name=" D two ", about="From interview 3.", added=False)
        frame_parts.delete_row(session, a)
    assert rows(read(study, frame)) == [("B", 0), ("D two", 1), ("C", 0)]
    with pytest.raises(RefusedError, match="below itself"), study.project.change("Move") as session:
        frame_parts.move_row(session, b, d)
    with pytest.raises(RefusedError, match="heading"), study.project.change("Name") as session:
        frame_parts.edit_row(session, b, name=" ")


def test_columns_are_moved_named_and_deleted(study: Counted) -> None:
    frame = make(study, cases="free", headings=["One", "Two", "Three"])
    one, two, _three = (column.id for column in read(study, frame).columns)
    with study.project.change("Change columns") as session:
        frame_parts.shift_column(session, one, 1)
        frame_parts.edit_column(session, two, "Second")
        frame_parts.shift_column(session, two, -1)
    assert columns(read(study, frame)) == ["Second", "One", "Three"]
    with study.project.change("Change columns") as session:
        frame_parts.delete_column(session, one)
    assert columns(read(study, frame)) == ["Second", "Three"]
    people = read(study, make(study)).columns[0].id
    with pytest.raises(RefusedError, match="rename that"), study.project.change("Name") as session:
        frame_parts.edit_column(session, people, "Anna")


def test_a_row_follows_its_code_through_renaming_merging_and_deleting(study: Counted) -> None:
    ids = study.ids
    frame = make(study, code_ids=[ids["Way > road"], ids["Words"]], theme_ids=[ids["Far"]])
    with study.project.change("Rename") as session:
        codebook.edit_code(session, ids["Way > road"], name="the road")
    assert rows(read(study, frame))[0] == ("the road", 0)
    with study.project.change("Merge") as session:
        codebook_merge.merge_codes(session, [ids["Way > road"]], ids["Way > bus"])
    merged = read(study, frame).rows[0]
    assert (merged.name, merged.code_id) == ("bus", ids["Way > bus"])
    with study.project.change("Delete") as session:
        codebook.delete_codes(session, [ids["Words"]])
        outline.delete_theme(session, ids["Far"])
    left = read(study, frame).rows
    assert [(row.name, row.code_id, row.theme_id) for row in left[1:]] == [("Words", None, None), ("Far", None, None)]


def test_offered_are_the_quotes_of_row_and_case(study: Counted) -> None:
    ids = study.ids
    frame = make(study, cases="value", attribute_id=ids["Area"], theme_ids=[ids["Far"]], lines="Other")
    found = read(study, frame)
    far, other = (row.id for row in found.rows)
    north = found.columns[0].id

    def texts(row: str, column: str, code: str | None = None) -> list[str]:
        with study.project.read() as session:
            wanted = frameworks.offered(session, found, row, column, code_id=code)
            return [quote.text for quote in retrieval.quotes(session, wanted)]

    assert texts(far, north) == ["The road is long.", "The road", "The bus was late."]
    assert texts(other, north) == texts(far, north)
    assert texts(far, north, ids["Way > bus"]) == ["The bus was late."]
    free = make(study, cases="free", lines="Only a heading")
    found = read(study, free)
    assert len(texts(found.rows[0].id, found.columns[0].id)) == 8


def test_a_frame_is_found_renamed_and_deleted(study: Counted) -> None:
    frame = make(study, "By person")
    with study.project.change("Rename") as session:
        frame_making.edit_frame(session, frame, name="Person by person", note="For the team.")
        assert frameworks.find_frame(session, "Person by person") == frame
    with pytest.raises(NotFoundError, match="Did you mean"), study.project.read() as session:
        frameworks.find_frame(session, "Person by persn")
    with study.project.change("Delete") as session:
        frame_making.delete_frame(session, frame)
        assert frameworks.frames(session) == []
