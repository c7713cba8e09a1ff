"""Dunn et al. 2024, BMJ Quality & Safety 33(5): a review, rated by frequency, significance and sensitivity."""

from __future__ import annotations

import pytest

from qda.core import attributes, participants, study
from qda.core.attributes import Cell
from qda.core.confidence import Component, set_confidence
from qda.core.documents import edit_source
from qda.core.tables import bands
from qda.core.themes import outline
from qda.errors import RefusedError
from tests.replays.conftest import Replay

# Two reports are of one study, and two studies of one sample, as happened in the paper.
LABELS = {
    "Interview 01": ("Lind 2019", "Valley"),
    "Interview 02": ("Lind 2019", "Valley"),
    "Interview 03": ("Moe 2020", "Valley"),
    "Interview 04": ("Ruud 2021", "Town"),
    "Interview 05": ("Dahl 2022", "Coast"),
    "Group interview 06": ("Aas 2023", "Islands"),
}
QUALITY = {
    "Interview 01": "86",
    "Interview 02": "86",
    "Interview 03": "70",
    "Interview 04": "95",
    "Group interview 06": "60",
}


@pytest.fixture
def review(replay: Replay) -> Replay:
    """Categories below subthemes below themes; each theme a barrier, an enabler or both."""
    replay.start_over(["category", "subtheme", "theme"])
    replay.do("Choose approach", study.change_approach, "review", levels="keep")
    for name, (label, on) in LABELS.items():
        replay.do("Label study", edit_source, replay.sources[name], study_label=label, sample_label=on)
    quality = replay.do("Add attribute", participants.add_attribute, "QualSyst %", "number", scope="source")
    cells = [Cell(quality, None, replay.sources[name], value) for name, value in QUALITY.items()]
    replay.do("Fill in", attributes.set_cells, cells)
    far = replay.theme("Access", "theme", stance="barrier")
    road = replay.theme("The way there", "subtheme", far, stance="barrier")
    replay.theme("Roads and screens", "category", road, ("Distance and transport", "Care by screen"))
    replay.theme("Waiting", "subtheme", far, ("Waiting without word",), stance="barrier")
    met = replay.theme("Being met", "theme", stance="both")
    replay.theme("Words", "subtheme", met, ("Plain words",), stance="enabler")
    replay.theme("Families left out", "subtheme", met, ("Left in the corridor",), stance="barrier")
    return replay


def test_bands_with_a_hole_are_refused_and_the_default_says_that_it_closes_them(review: Replay) -> None:
    with pytest.raises(RefusedError, match=r"10.*3|3.*10"):
        review.do("Set bands", bands.set_bands, "A > 10, B 7-9, C 4-6, D < 3")
    assert bands.printed(review.ask(bands.bands)) == "A ≥ 10, B 7–9, C 4–6, D ≤ 3"
    notes = review.text("ratings", ".html", table="themes", unit="reports")
    assert "10 and 3" in notes or "3 and 10" in notes


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        # Distance or screen: all six reports; five studies; four samples. Waiting: 02, 03, group. Plain words: 02, 05,
        # group. Left in the corridor: 03, group.
        ("reports", {"Access": 6, "The way there": 6, "Waiting": 3, "Words": 3, "Families left out": 2}),
        ("studies", {"Access": 5, "The way there": 5, "Waiting": 3, "Words": 3, "Families left out": 2}),
        ("samples", {"Access": 4, "The way there": 4, "Waiting": 2, "Words": 3, "Families left out": 2}),
    ],
)
def test_subthemes_are_rated_by_reports_studies_or_samples(review: Replay, unit: str, expected: dict[str, int]) -> None:
    rows = {row["theme"].split(" > ")[-1]: row for row in review.data("ratings", table="themes", unit=unit)}
    assert {name: int(rows[name]["number"]) for name in expected} == expected
    letters = {6: "C", 5: "C", 4: "C", 3: "D", 2: "D"}
    assert {name: rows[name]["rating"] for name in expected} == {name: letters[n] for name, n in expected.items()}


def test_significance_states_its_denominator_and_how_it_was_chosen(review: Replay) -> None:
    table = review.word("ratings", table="themes", unit="reports", denominator="QualSyst %")
    cells = {row[0].split("\n")[0]: row for row in table}
    # One of the six reports has no quality score, and it is one that has plain words: 2 of 5, not 3 of 6.
    assert any("2/5" in cell for cell in cells["Words"])
    page = review.text("ratings", ".html", table="themes", unit="reports", denominator="QualSyst %")
    assert "6" in page and "QualSyst %" in page and "5" in page


def test_a_row_a_study_has_its_sensitivity_and_its_quality(review: Replay) -> None:
    rows = {row["unit"]: row for row in review.data("ratings", table="studies", unit="studies")}
    assert list(rows) == ["Lind 2019", "Moe 2020", "Ruud 2021", "Dahl 2022", "Aas 2023"]
    # Of four subthemes: the first study's two reports have way, waiting and words between them.
    sensitivity = {"Lind 2019": 3, "Moe 2020": 3, "Ruud 2021": 1, "Dahl 2022": 2, "Aas 2023": 4}
    assert {name: int(row["sensitivity"]) for name, row in rows.items()} == sensitivity
    assert {name: row["QualSyst %"] for name, row in rows.items()} == {
        "Lind 2019": "86",
        "Moe 2020": "70",
        "Ruud 2021": "95",
        "Dahl 2022": "",
        "Aas 2023": "60",
    }
    page = review.word("ratings", table="studies", unit="studies")
    assert [row[0] for row in page[1:]] == list(rows)


def test_findings_are_summarised_with_the_confidence_people_have_in_them(review: Replay) -> None:
    words = next(theme.id for theme in review.ask(outline.themes) if theme.name == "Words")
    review.do(
        "Say confidence",
        set_confidence,
        words,
        level="moderate",
        why="Few studies, but rich ones.",
        components={"adequacy": Component("minor", "Three studies.")},
        coder_id=review.coder,
    )
    (finding,) = review.data("ratings", table="findings", unit="studies")
    assert finding["confidence"] == "moderate" and "Few studies" in str(finding)
    page = review.word("ratings", table="findings", unit="studies")
    assert len(page) == 2 and "Lind 2019" in "\n".join(page[1]) and "Few studies, but rich ones." in "\n".join(page[1])


def test_the_theme_table_says_of_each_theme_whether_it_is_a_barrier_or_an_enabler(review: Replay) -> None:
    table = review.word("theme-table")
    names = {row[0].split("\n")[0]: row[0] for row in table[1:]}
    said = {name: words.split("\n")[1].split(" · ")[-1] for name, words in names.items() if "\n" in words}
    assert (said["Access"], said["Being met"], said["Words"]) == ("barrier", "barrier and enabler", "enabler")
    assert "category" in names["Roads and screens"]
