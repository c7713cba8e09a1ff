"""Every cell that is filled in for the sample study, held against what its story tells."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda import __version__, resources
from qda.core import retrieval, sample
from qda.core.checklists.filling import FACTS, OPEN, PARTLY, TOLD, fill
from qda.core.checklists.known import Known
from qda.core.checklists.lists import NAMES
from qda.core.checklists.methods import gaps, methods
from qda.storage.project import Project

STORY = json.loads(resources.path("sample", "study.json").read_text(encoding="utf-8"))
FACTS_OF_SAMPLE = Path(__file__).with_name("sample_facts.toml").read_text(encoding="utf-8")
EXPECTED: dict[str, str] = tomllib.loads(FACTS_OF_SAMPLE.replace("VERSION", __version__))
STATES = {
    "coreq": {OPEN: "2 3 4 5 7 20 30", PARTLY: "8 9 10 17 19 22 29 31 32"},
    "srqr": {OPEN: "S2 S3 S18 S19 S20", PARTLY: "S1 S5 S6 S7 S8 S9 S10 S11 S13 S14 S15 S16"},
    "entreq": {OPEN: "3 6 7 10 11 12", PARTLY: "2 4 5 13 14 17 20"},
    "rtarg": {OPEN: "1 13 17 18 19", PARTLY: "3 4 5 7 10 12 14"},
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with sample.build(tmp_path_factory.mktemp("sample") / "study.loom") as project:
        yield project


def _steady(words: str) -> str:
    """Return words without what is another at each making: days, and figures of a statistic tested elsewhere."""
    words = re.sub(r"\(20\d\d-\d\d-\d\d, (\d+)\)", r"(TODAY, \1)", words)
    words = re.sub(r"(?<=Over all codes: )[^.]+?(?:\.\d+[^.]*)*(?=\. Code by code)", "FIGURES", words)
    return re.sub(r"(?<=Code by code, )[^;]+(?=;)", "FIGURES", words)


def test_every_fact_is_what_the_story_tells(study: Project) -> None:
    with study.read() as session:
        known = Known(session)
        said = {name: _steady(fact(known)) for name, fact in FACTS.items()}
        quoted = {name for one in retrieval.theme_quotes(session) if one.kind == "chosen" for name in one.participants}
    trail, flow = said.pop("trail"), said.pop("flow")
    assert said == EXPECTED
    assert re.fullmatch(
        r"(On|From 20\d\d-\d\d-\d\d to) 20\d\d-\d\d-\d\d every action was recorded\. \d\d decisions on codes "
        rf"and themes are kept; memos explain \d+ of them\. {len(STORY['memos'])} memos were written\.",
        trail,
    )
    boxes = STORY["came_about"]["prisma"]["boxes"]
    assert [int(n) for n in re.findall(r": (\d+)", flow)] == list(boxes.values())
    assert f"They are from {len(quoted)} of 8 participants." in said["quotes"]


def test_the_numbers_are_those_of_the_story() -> None:
    """What is expected above was counted by hand; here it is counted once more."""
    codes = Counter(one["origin"] for one in STORY["codes"] if one["kind"] == "code")
    assert EXPECTED["origins"] == (
        f"The codebook marks {codes['inductive']} codes as made from the data, {codes['in vivo']} as participants' own "
        f"words and {codes['a priori']} as set beforehand."
    )
    assert EXPECTED["codebook"].startswith(f"The codebook has {codes.total()} codes in ")
    chosen = sum(one["kind"] == "chosen" for theme in STORY["themes"] for one in theme["quotes"])
    translated = len(STORY["theme_work"]["translated"])  # picked by the translator, so that there is something to give
    assert EXPECTED["quotes"].startswith(f"{chosen + translated} quotes are chosen for {len(STORY['themes'])} of ")
    assert EXPECTED["size"].startswith(
        f"{len(STORY['participants'])} participants took part, in {len(STORY['sources'])}"
    )
    parent = {one["name"]: one["parent"] for one in STORY["themes"]}
    tops = [name for name, above in parent.items() if not above or not parent[above]]
    assert sorted(EXPECTED["major"].rstrip(".").split("; ")) == sorted(tops)
    assert len(EXPECTED["minor"].split("; ")) == len(parent) - len(tops)
    different = sum(any(one["kind"] == "counter" for one in theme["quotes"]) for theme in STORY["themes"])
    assert EXPECTED["different"].startswith(f"{different} of {len(parent)} themes have")
    relations = len(STORY["relations"]) + len(STORY["theme_work"]["relations"])
    assert EXPECTED["relations"].startswith(f"{relations} relations")


@pytest.mark.parametrize("key", NAMES)
def test_every_filled_cell_holds_its_facts_and_the_others_are_empty(study: Project, key: str) -> None:
    with study.read() as session:
        found = fill(session, key)
    by_state: dict[str, list[str]] = {OPEN: [], PARTLY: [], TOLD: []}
    for one in found.answers:
        by_state[one.state].append(one.item.number)
        expected = [EXPECTED[name] for name in one.item.facts if name not in ("trail", "flow") and EXPECTED[name]]
        assert [words for words in map(_steady, one.told) if words in expected] == expected
        assert len(one.told) == len(expected) + len({"trail", "flow"} & set(one.item.facts))
    assert {state: " ".join(by_state[state]) for state in (OPEN, PARTLY)} == STATES[key]


def test_the_methods_tell_what_was_done_in_prose_and_list_what_is_missing(study: Project) -> None:
    with study.read() as session:
        told = {one.lead: one.words for one in methods(session)}
        missing = gaps(session)
    assert list(told) == [
        *("Design.", "Ethics.", "Participants.", "Interviews.", "Researchers.", "Coding.", "Checks.", "Themes."),
        *("Review with people.", "Saturation.", "Software."),
    ]
    assert told["Design."].startswith(
        "We analysed the data by thematic analysis with a shared codebook. Two sensitising concepts were kept in view: "
    )
    assert "Two people coded: Nora Hestrim (6 sources), Amos Tarvole (2 sources). Two of 6 sources" in told["Coding."]
    assert "Codes changed on the way: 1 merger, 1 new name and 1 new definition." in told["Coding."]
    assert "They stand on 3 levels: core theme, theme and subtheme." in told["Themes."]
    assert "Two quotes are given in translation (by Ines and Nora Hestrim, read by Ines)." in told["Themes."]
    assert "4+2" in told["Saturation."]
    assert not re.search(r"(^|[.] )\d [a-z]", " ".join(told.values()))
    assert missing == [
        "Whether you used saturation: the figures are worked out now, with the usual settings.",
        "Theory and paradigm, and why this approach fits the question.",
        "Why the data are adequate for the question.",
        "How people were made unrecognisable, and how data are kept safe.",
    ]
