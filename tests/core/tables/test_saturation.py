"""Saturation after Guest, Namey and Chen: an example reckoned by hand, and what is said about it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, readings
from qda.core.importers import Imported
from qda.core.tables.saturation import Wanted, judged, method_sentence, notes, saturation
from qda.core.themes import outline
from qda.errors import RefusedError
from qda.storage.models import Coding, InterviewSheet

# New codes of ten interviews: the base of four brought 30. Runs of two, each one on: 5+6 bring 6 (20 %), 6+7 bring 3
# (10 %), 7+8 bring 1 (3.3 %), 8+9 bring 1, 9+10 bring 2 (6.7 %). At 5 % the run 7+8 is the first that is enough.
NEW = [12, 9, 5, 4, 4, 2, 1, 0, 1, 1]


def test_the_example_by_hand() -> None:
    base, runs, reached, reason = judged(NEW, Wanted())
    assert (base, reached, reason) == (30, 6, "")
    assert [(run.first, run.last, run.new) for run in runs] == [(5, 6, 6), (6, 7, 3), (7, 8, 1), (8, 9, 1), (9, 10, 2)]
    assert [round(100 * run.share, 1) for run in runs] == [20.0, 10.0, 3.3, 3.3, 6.7]
    assert [run.enough for run in runs] == [False, False, True, True, False]


@pytest.mark.parametrize(
    ("values", "reached"),
    [
        ({"run": 3}, None),  # 5-7: 7, 6-8: 3, 7-9: 2 (6.7 %), 8-10: 2
        ({"run": 3, "threshold": 7}, 6),
        ({"threshold": 0}, None),
        ({"threshold": 20}, 4),
        ({"base": 5}, 6),  # 34 codes; 6+7: 3 (8.8 %), 7+8: 1 (2.9 %)
        ({"base": 6, "run": 2}, 6),
    ],
)
def test_other_sizes_by_hand(values: dict[str, int], reached: int | None) -> None:
    assert judged(NEW, Wanted(**values))[2] == reached  # type: ignore[arg-type]


def test_the_threshold_itself_is_enough() -> None:
    # One new code on a base of 20 is exactly 5 %, which a number with a point in it might miss.
    assert judged([20, 0, 0, 0, 1, 0], Wanted())[2] == 4
    assert judged([19, 0, 0, 0, 1, 0], Wanted())[2] is None


def test_too_few_sources_say_why() -> None:
    assert judged([5, 4, 3], Wanted())[3] == "There are 3 coded sources; a base of 4 and a run of 2 need 6."
    assert judged([0, 0, 0, 0, 1, 0], Wanted())[3] == "The sources of the base have no codes."


@pytest.fixture
def study(s: Session) -> dict[str, str]:
    """Seven sources a to g; what each is coded with stands in CODED, g is not coded at all."""
    ids = {"Ann": coders.add_coder(s, "Ann"), "Bea": coders.add_coder(s, "Bea")}
    for name in "abcdefg":
        ids[name] = documents.add_source(s, Imported(name, "Words " * 20))
    for path in ("Top > one", "Top > two", "three", "four"):
        ids[path.split(" > ")[-1]] = codebook.add_path(s, path)
    for number, (source, code, who) in enumerate(CODED):
        found = coding.apply_code(s, ids[who], ids[code], ids[source], 6 * number, 6 * number + 5)
        row = s.scalars(select(Coding).where(Coding.id == found.id)).one()
        row.created = 1_000 + number
    s.flush()
    return ids


CODED = (
    ("b", "one", "Ann"), ("b", "two", "Ann"), ("a", "one", "Ann"), ("c", "three", "Bea"), ("d", "one", "Ann"),
    ("e", "two", "Ann"), ("f", "four", "Ann"),
)  # fmt: skip


def new(found: object) -> list[tuple[str, list[str], int]]:
    return [
        (step.source, [found.codes[number].name for number in step.new], step.so_far)  # type: ignore[attr-defined]
        for step in found.steps  # type: ignore[attr-defined]
    ]


def test_sources_stand_in_the_order_of_collection(s: Session, study: dict[str, str]) -> None:
    for name, date in (("c", "2025-03"), ("a", "2025-03-02"), ("f", "2024")):
        s.add(InterviewSheet(source_id=study[name], date=date))
    found = saturation(s, Wanted(base=3, run=2))
    assert new(found) == [
        ("f", ["four"], 1),
        ("c", ["three"], 2),
        ("a", ["one"], 3),
        ("b", ["two"], 4),
        ("d", [], 4),
        ("e", [], 4),
    ]
    assert (found.base_codes, found.reached, found.notation) == (3, 4, "4+2")
    assert notes(found) == [
        "3 sources have no date of collection and stand at the end.",
        "1 source is not coded yet and is left out: g.",
    ]
    assert [sorted(step.here) for step in found.steps] == [[0], [1], [2], [2, 3], [2], [3]]


def test_sources_stand_in_the_order_of_analysis(s: Session, study: dict[str, str]) -> None:
    found = saturation(s, Wanted(order="analysis"))
    assert [step.source for step in found.steps] == list("bacdef")
    assert new(found)[0] == ("b", ["one", "two"], 2)
    assert found.reached is None and "was not reached within 6 sources" in method_sentence(found)
    assert "still brought 1 new (33.3 %)" in method_sentence(found)


def test_categories_and_themes_can_count_instead(s: Session, study: dict[str, str]) -> None:
    found = saturation(s, Wanted(counted="categories", order="analysis"))
    assert [code.name for code in found.codes] == ["Top", "three", "four"]
    outline.add_theme(s, "T", code_ids=[study["three"]])
    outline.add_theme(s, "Old", status="set aside", code_ids=[study["four"]])
    found = saturation(s, Wanted(counted="themes", order="analysis"))
    assert [code.name for code in found.codes] == ["three"]
    assert [step.source for step in found.steps] == list("bacdef")  # sources without such a code count, too


def test_one_coders_codes_alone(s: Session, study: dict[str, str]) -> None:
    found = saturation(s, Wanted(coder_id=study["Bea"], base=1, run=1))
    assert new(found) == [("c", ["three"], 1)] and found.reason
    assert "codes of Bea" in method_sentence(found)
    readings.finish(s, study["Bea"], [study["d"]])  # she has read it and found nothing
    found = saturation(s, Wanted(coder_id=study["Bea"], base=1, run=1))
    assert new(found)[1] == ("d", [], 1) and found.notation == "1+1"


def test_the_sentence_for_the_methods_section(s: Session, study: dict[str, str]) -> None:
    assert method_sentence(saturation(s, Wanted(base=3, run=2))) == (
        "We assessed saturation of codes after Guest, Namey and Chen (2020), with the sources in the order of the "
        "source list: base size 3, run length 2 (runs overlapping, each one source on), new-information threshold "
        "≤ 5 %. The base held 3 codes. The threshold was reached at source 3 (written 3+2): sources 4 to 5 brought 0 "
        "new (0.0 %)."
    )


@pytest.mark.parametrize(
    "wanted", [Wanted(base=0), Wanted(run=0), Wanted(threshold=101), Wanted(order="name"), Wanted(counted="words")]
)
def test_what_makes_no_sense_is_refused(s: Session, wanted: Wanted) -> None:
    with pytest.raises(RefusedError):
        saturation(s, wanted)
