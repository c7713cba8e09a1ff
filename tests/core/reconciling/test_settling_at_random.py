"""Whatever is decided, in any order and as often as one likes: the consensus is what was decided and agreed on."""

from __future__ import annotations

from random import Random

import pytest

from qda.core.chosen import Choice
from qda.core.reconciling import Held, consensus, joined, resolutions, settling
from qda.core.reconciling.resolutions import BOTH, LATER, NEW, NOBODY, TOOK
from qda.storage.project import Project
from tests.core.reconciling.desk import Desk, make_desk
from tests.storage.study import dump


def _expected(desk: Desk, who: str) -> list[tuple[str, int, int]]:
    gave = [held for row in resolutions.resolutions(desk.s, desk.source) for held in row.gave]
    return sorted(desk.spans(joined([*gave, *desk.look(who).agreed])))


def _code_at_random(desk: Desk, random: Random, who: str) -> None:
    for _time in range(random.randint(6, 26)):
        start = random.randint(0, 60)
        code, span = random.choice("XYZ"), (start, start + random.randint(1, 20))
        people = who if random.random() < 0.4 else random.choice(who)
        for one in people:
            desk.code(one, code, *span)


def _decide(desk: Desk, random: Random, who: str) -> None:
    case = random.choice(desk.cases(who))
    outcome = random.choice((TOOK, BOTH, NEW, NOBODY, LATER, "open"))
    if outcome == "open":
        settling.reopen(desk.s, case.difference, coder_id=desk.coders["A"])
        return
    more = {"took": random.choice(who)} if outcome == TOOK else {}
    if outcome == NEW:
        more = {"choices": [Choice(code_id=desk.codes[random.choice("XYZ")])]}
    desk.settle(case, outcome, **more)


@pytest.mark.parametrize("seed", range(30))
def test_the_consensus_is_what_was_decided_and_nothing_of_the_coders_own_changes(s, seed):
    random = Random(seed)
    desk, who = make_desk(s), "ABC"[: 2 + seed % 2]
    _code_at_random(desk, random, who)
    own = desk.own()
    consensus.take_agreed(s, desk.source, desk.ids(who))
    for _time in range(20):
        if not desk.cases(who):
            break
        _decide(desk, random, who)
        assert desk.consensus() == _expected(desk, who)
    assert desk.own() == own


@pytest.mark.parametrize("seed", range(3))
def test_undo_of_every_decision_brings_back_what_was(tmp_path, seed):
    random = Random(seed)
    with Project.create(tmp_path / "study.loom") as project:
        with project.change("Make") as session:
            desk = make_desk(session)
            _code_at_random(desk, random, "AB")
        past = [dump(project)]
        steps = [lambda: consensus.take_agreed(desk.s, desk.source, desk.ids("AB"))]
        steps += [lambda: _decide(desk, random, "AB")] * 8
        for step in steps:
            with project.change("Settle") as session:
                desk.s = session
                step()
            if dump(project) != past[-1]:
                past.append(dump(project))
        assert len(past) > 3
        for state in past[-2::-1]:
            project.undo()
            assert dump(project) == state


def test_one_decision_is_one_change(tmp_path):
    with Project.create(tmp_path / "study.loom") as project:
        with project.change("Make") as session:
            desk = make_desk(session)
            desk.code("A", "X", 10, 20)
            desk.code("B", "X", 10, 25)
        with project.change("Settle") as session:
            desk.s = session
            desk.settle(desk.one(), BOTH)
        project.undo()
        with project.read() as session:
            assert resolutions.resolutions(session) == []
            assert consensus.find_consensus(session) is None, "made with the first decision, gone with it"


def test_joining_keeps_touching_passages_apart():
    held = [Held("x", 5, 9), Held("x", 0, 5), Held("x", 8, 12), Held("y", 0, 9)]
    assert joined(held) == (Held("x", 0, 5), Held("y", 0, 9), Held("x", 5, 12))
