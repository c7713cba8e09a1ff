"""Cooper et al. 2024, BMC Medicine 22:72: five domains by facilitators and barriers, themes told per perspective."""

from __future__ import annotations

import pytest

from qda.core import retrieval
from qda.core.retrieval import Filter
from qda.core.tables import frame_cells, frame_making, frame_parts, frameworks
from qda.core.themes import quotes
from tests.replays.conftest import Replay

# The five domains of the Consolidated Framework for Implementation Research.
DOMAINS = ("Innovation", "Outer setting", "Inner setting", "Individuals", "Implementation process")
SUMMARIES = {
    ("Innovation", "Facilitators"): "Company that asks nothing makes the first step small.",
    ("Inner setting", "Barriers"): "Staff do not know which door is the peer worker's.",
    ("Outer setting", "Barriers"): "The money ends in June, every June.",
}


@pytest.fixture
def frame(replay: Replay) -> tuple[Replay, str]:
    """The frame without a case dimension, three of its ten cells written, one resting on a passage."""
    made = replay.do(
        "Make framework matrix",
        frame_making.add_frame,
        "What helps and what hinders",
        cases="free",
        headings=("Facilitators", "Barriers"),
        lines="\n".join(DOMAINS),
    )
    found = replay.ask(frameworks.framework, made)
    rows = {row.name: row.id for row in found.rows}
    columns = {column.name: column.id for column in found.columns}
    for (row, column), summary in SUMMARIES.items():
        replay.do(
            "Write summary",
            frame_cells.write_cell,
            rows[row],
            columns[column],
            summary=summary,
            done=row != "Innovation",
            coder_id=replay.coder,
        )
    passage = replay.ask(retrieval.quotes, Filter(code_ids=(replay.codes["Until June"],)))[0]
    span = (passage.source_id, passage.start, passage.end)
    replay.do("Put quote", frame_cells.put_quotes, rows["Outer setting"], columns["Barriers"], [span])
    return replay, made


def test_the_framework_matrix_has_domains_by_facilitators_and_barriers_with_summaries(
    frame: tuple[Replay, str],
) -> None:
    replay, made = frame
    table = replay.word("framework", frame="What helps and what hinders")
    assert table[0][1:] == ["Facilitators", "Barriers"]
    assert [row[0].split("\n")[0] for row in table[1 : 1 + len(DOMAINS)]] == list(DOMAINS)
    cells = {row[0].split("\n")[0]: row for row in table}
    for (row, column), summary in SUMMARIES.items():
        assert summary in cells[row][1 + ("Facilitators", "Barriers").index(column)]
    found = replay.ask(frameworks.framework, made)
    progress = frame_cells.progress(found)
    assert (progress.whole, progress.written, progress.done) == (10, 3, 2)


def test_a_summary_leads_to_the_words_it_rests_on(frame: tuple[Replay, str]) -> None:
    replay, made = frame
    found = replay.ask(frameworks.framework, made)
    (quote,) = [quote for cell in found.cells.values() for quote in cell.quotes]
    assert quote.text and quote.participants
    words = replay.word("framework", frame="What helps and what hinders", quotes="words")
    assert quote.text.split("\n")[0][:40] in "\n".join("\n".join(row) for row in words)


def test_the_frame_may_grow_from_the_data_and_says_so(frame: tuple[Replay, str]) -> None:
    replay, made = frame
    replay.do("Add row", frame_parts.add_row, made, "Distance", added=True)
    found = replay.ask(frameworks.framework, made)
    assert [row.name for row in found.rows if row.added] == ["Distance"]
    assert any("Distance" in row[0] for row in replay.word("framework", frame="What helps and what hinders"))


def test_overarching_themes_are_told_per_perspective_with_what_contradicts_them(replay: Replay) -> None:
    replay.start_over(["subtheme", "overarching theme"])
    hope = replay.theme("Beside, not in front", "overarching theme")
    walk = replay.theme("Walking in", "subtheme", hope, ("Walking in together", "Having been there"))
    passages = replay.ask(retrieval.quotes, Filter(code_ids=(replay.codes["Where peer support stops"],)))
    against = next(row for row in passages if row.participants == ("Maria",))
    replay.do("Keep as different view", quotes.pick_codings, walk, [against.id], kind="counter")
    report = replay.text("theme-report", ".md", perspective="Role", quotes="all")
    section = report[report.index("Walking in") :]
    for perspective in ("Peer worker", "Service user", "Family member"):
        assert perspective in section
    assert against.text.split("\n")[0][:40] in section
    table = "\n".join("\n".join(row) for row in replay.word("theme-table", form="columns"))
    assert "Beside, not in front" in table and "Walking in" in table
