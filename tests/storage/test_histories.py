"""Random histories: whatever is done, undoing all of it and redoing it gives the very states that were there."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest

from qda.core import documents, search
from qda.core.check import check
from qda.errors import QdaError, QuestionError
from qda.storage.project import Project
from tests.storage.bulk_moves import in_bulk
from tests.storage.moves import MOVES, Moves
from tests.storage.study import Dump, dump, make_study
from tests.storage.writers import REWRITING, writing_functions


def test_every_core_function_that_writes_has_a_move():
    """Add a move to tests/storage/moves for a new function; take the move away with the function."""
    assert not set(MOVES) & REWRITING
    assert set(MOVES) | REWRITING == set(writing_functions())


class History:
    """A project under random moves, beside the states it went through; `past[-1]` is the state now.

    Every third one begins empty, the others with a study that has something of everything; that is as far as undo goes
    back here.
    """

    def __init__(self, path: Path, seed: int) -> None:
        self.random = Random(seed)
        self.path = path
        self.project = make_study(path) if seed % 3 else Project.create(path)
        self.empty = self.project.undoable() is None
        self.moves = Moves(self.random, path.parent)
        self.past: list[Dump] = [dump(self.project)]
        self.future: list[Dump] = []
        self.done: set[str] = set()
        self.names = [*(name for name in sorted(MOVES) for _time in range(1 if _takes_away(name) else 3)), "in bulk"]

    def act(self, name: str) -> None:
        """Make one change by the move `name`; a refused one must leave nothing behind."""
        move = MOVES.get(name, in_bulk)
        last = self.project.history(1)[0].seq
        refused = False
        try:
            with self.project.change(name) as session:
                move(self.moves, session)
        except (QdaError, QuestionError):
            refused = True
        now = dump(self.project)
        (change,) = self.project.history(1)
        if change.seq == last:
            assert now == self.past[-1], f"{name} left something behind without a change"
            return
        assert not refused, f"{name} was refused, and there is a change of it"
        assert change.label == name
        self.done.add(name)
        self.past.append(now)
        self.future.clear()
        assert self.project.redoable() is None, "a new action ends redo"

    def undo(self) -> bool:
        if len(self.past) == 1:
            assert not self.empty or self.project.undo() is None
            return False
        taken = self.project.undo()
        assert taken is not None
        self.future.append(self.past.pop())
        assert dump(self.project) == self.past[-1], f"undo of {taken.label}"
        return True

    def redo(self) -> bool:
        taken = self.project.redo()
        if not self.future:
            assert taken is None
            return False
        assert taken is not None
        self.past.append(self.future.pop())
        assert dump(self.project) == self.past[-1], f"redo of {taken.label}"
        return True

    def reopen(self) -> None:
        self.project.close()
        self.project = Project.open(self.path)
        assert dump(self.project) == self.past[-1]

    def step(self) -> None:
        """Do one random thing: mostly act, sometimes go back or forth a few steps, sometimes reopen the file."""
        chance = self.random.random()
        if chance < 0.72:
            self.act(self.random.choice(self.names))
        elif chance < 0.84:
            for _time in range(self.random.randint(1, 4)):
                self.undo()
        elif chance < 0.95:
            for _time in range(self.random.randint(1, 4)):
                self.redo()
        else:
            self.reopen()

    def compare_search(self) -> None:
        """Search by the index must find what a plain look through all texts finds."""
        word = self.random.choice(("mask", "prison", "help", "clinic", "waiting", "straße", "naïve"))
        with self.project.read() as session:
            plain = {
                (source_id, match.start())
                for source_id, _name in documents.source_names(session)
                for match in re.finditer(
                    rf"\b{word}\b", documents.source_text(session, source_id), re.IGNORECASE
                )
            }  # fmt: skip
            found = search.search(session, word)
            assert {(hit.source_id, hit.start) for hit in found} == plain
            for hit in found:
                assert documents.source_text(session, hit.source_id)[hit.start : hit.end] == hit.text

    def sound(self) -> None:
        self.compare_search()
        assert check(self.project) == []


def _takes_away(name: str) -> bool:
    return any(word in name for word in ("remove_s", "remove_c", "delete_", "merge_", "remove_participant"))


def run(path: Path, seed: int, steps: int, between_checks: int) -> History:
    history = History(path, seed)
    for number in range(steps):
        history.step()
        history.compare_search()
        if number % between_checks == 0:
            history.sound()
    at_the_end = list(history.past)
    while history.redo():
        pass
    while history.undo():
        if history.random.random() < 0.1:
            history.reopen()
    history.sound()
    while history.redo():
        if history.random.random() < 0.1:
            history.reopen()
    history.sound()
    assert history.past[: len(at_the_end)] == at_the_end
    history.project.close()
    return history


@pytest.mark.parametrize("seed", range(6))
def test_undo_all_and_redo_all_after_random_changes(tmp_path, seed):
    run(tmp_path / "study.loom", seed, steps=100, between_checks=10)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 130))
def test_undo_all_and_redo_all_after_very_many_random_changes(tmp_path, seed):
    history = run(tmp_path / "study.loom", seed, steps=600, between_checks=20)
    assert len(history.done) > 40


def test_the_moves_reach_everything_they_are_for(tmp_path):
    """Each move, made on a study that has everything, changes it, and one undo brings back the very rows."""
    with make_study(tmp_path / "study.loom") as project:
        moves = Moves(Random(1), tmp_path)
        before = dump(project)
        for name, move in [*sorted(MOVES.items()), ("bulk", in_bulk)]:
            after = before
            for _attempt in range(200):
                try:
                    with project.change(name) as session:
                        move(moves, session)
                except QdaError:
                    continue
                after = dump(project)
                if after != before:
                    break
            if name in ("qda.core.viewstate.remember", "qda.core.study.set_lines"):
                # One lies outside the journal, the other is refused where something is coded.
                assert dump(project) == before
                continue
            assert after != before, f"{name} never changed anything"
            label = project.undo()
            assert label is not None
            now = dump(project)
            while project.undoable() and now != before:
                project.undo()
                now = dump(project)
            assert now == before
        assert check(project) == []
