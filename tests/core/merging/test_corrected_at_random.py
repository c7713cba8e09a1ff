"""Texts corrected on both sides at random, and merged either way: words stay coded, every text stays readable.

Every word of the texts is another one, so what a passage covers is told by words, wherever it lies.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from qda.core import codebook, coders, coding, documents, memos
from qda.core.check import check
from qda.core.correcting import edit, replace, unplaced, versions
from qda.core.importers import Imported
from qda.core.importers.speakers import find_turns
from qda.core.merging import copy_project, merge, preview
from qda.errors import QdaError, QuestionError
from qda.storage.models import Code, Coding, Memo, MemoLink, Source, Unplaced
from qda.storage.project import Project
from tests.nightly import cases
from tests.storage.study import dump

Words = frozenset[str]
STEPS = 12
CODES = 6


@dataclass(slots=True)
class Seen:
    """A file as it is: which words each coding covers by id, which ids wait, the words of each text, texts ever."""

    covered: dict[str, Words]
    whose: dict[str, tuple[str, str, str]]
    waits: set[str]
    words: dict[str, Words]
    texts: dict[str, set[str]]
    linked: set[str]


def words_of(text: str) -> Words:
    return frozenset(re.findall(r"\bw\d+x\b", text))


def see(project: Project) -> Seen:
    with project.read() as session:
        texts = {key: documents.source_text(session, key) for key, _name in documents.source_names(session)}
        rows = session.scalars(select(Coding)).all()
        for row in rows:
            assert versions.text_of(session, row.source_id, row.text_version)
        ever = {}
        for key in texts:
            kept = versions.versions(session, key)
            assert [one.number for one in kept] == list(range(1, len(kept) + 1)), "a number for each version"
            ever[key] = {versions.text_of(session, key, one.number) for one in kept}
        waits = {row.id: row for row in session.scalars(select(Unplaced))}
        for row in waits.values():
            (_kind, own), *_others = unplaced.kept_rows(row)
            assert own["start"] < len(versions.text_of(session, row.source_id, row.version))
        assert not waits.keys() & {row.id for row in rows}, "it waits, or it is there"
        return Seen(
            {row.id: words_of(texts[row.source_id][row.start : row.end]) for row in rows},
            {row.id: (row.coder_id, row.code_id, row.source_id) for row in rows},
            set(waits),
            {key: words_of(text) for key, text in texts.items()},
            ever,
            {memo_id for (memo_id,) in session.execute(select(MemoLink.memo_id))},
        )


def begin(path: Path) -> None:
    with Project.create(path) as project, project.change("Begin") as session:
        people = [coders.add_coder(session, name) for name in ("Ann", "Ben")]
        kept = [codebook.add_code(session, f"Code {number}") for number in range(CODES)]
        for number in range(1):
            said = [" ".join(f"w{number}{turn}{word:02}x" for word in range(12)) for turn in range(5)]
            text = "\n".join(f"{('I', 'Ana')[turn % 2]}: {words}." for turn, words in enumerate(said))
            source = documents.add_source(session, Imported(f"Source {number}", text, tuple(find_turns(text))))
            for code, start in zip(kept, range(4, len(text) - 40, 60), strict=False):
                coding.apply_code(session, people[len(code) % 2], code, source, start, start + 25, note="old")


@dataclass(slots=True)
class Side:
    """A file in which somebody works, and what was decided in it: ids that were removed or given up, or resized."""

    path: Path
    gone: set[str] = field(default_factory=set)
    resized: set[str] = field(default_factory=set)


class History:
    """Two copies of a project, and what is done in them by chance."""

    def __init__(self, random: Random, folder: Path, base: Path) -> None:
        self.random, self.folder = random, folder
        ours, theirs = folder / "ours.loom", folder / "theirs.loom"
        shutil.copyfile(base, ours)
        with Project.open(ours) as project:
            copy_project(project, theirs)
        self.sides = [Side(ours), Side(theirs)]
        self.fresh = 0

    def work(self, side: Side) -> None:
        with Project.open(side.path) as project:
            for step in range(self.random.randint(2, 5)):
                done = self.random.choice(WORK) if step else correct
                try:
                    with project.change(done.__name__) as session:
                        done(self, side, session)
                except (QdaError, QuestionError):
                    continue

    def meet(self) -> None:
        """Merge one side into the other, with any answers."""
        into, brought = self.random.sample(self.sides, 2)
        with Project.open(brought.path) as project:
            theirs = see(project)
        with Project.open(into.path) as project:
            before = see(project)
            plan = preview(project, brought.path)
            answers = {one.key: self.random.choice(one.choices) for one in plan.conflicts if self.random.random() < 0.6}
            report = merge(project, plan, answers)
            assert check(project) == []
            after = see(project)
            again = preview(project, brought.path)
            assert again.empty, (again.new, again.changed, again.removed, again.conflicts)
        asked = " ".join(plan_key.key for plan_key in plan.conflicts) + str(report.answers)
        self.look(into, brought, before, theirs, after, asked, {one.words for one in report.held_back})
        for ids in ("gone", "resized"):
            both = getattr(into, ids) | getattr(brought, ids)
            setattr(into, ids, set(both))

    def look(
        self, into: Side, brought: Side, before: Seen, theirs: Seen, after: Seen, asked: str, held: set[str]
    ) -> None:
        """See that no text, no passage and no link is lost, and that passages have the words they had."""
        for key, text in after.words.items():
            assert text in (before.words[key], theirs.words[key])
            assert before.texts[key] | theirs.texts[key] <= after.texts[key], "every text can be looked up"
        assert before.linked <= after.linked | {"-"} or into.gone | brought.gone, "memos keep their links"
        decided = into.gone | brought.gone
        for key in before.waits - decided:
            taken = key in theirs.covered
            assert key in after.waits or taken, "what waited waits, but where the copy has a place for it"
        for side, other in ((before, theirs), (theirs, before)):
            for key, words in side.covered.items():
                group = side.whose[key]
                now = frozenset().union(*(after.covered[one] for one in after.covered if after.whose[one] == group))
                if key in decided | into.resized | brought.resized or key in asked:
                    continue
                there = after.words[group[2]]
                if key in after.waits:
                    assert key in side.waits | other.waits
                    continue
                if key in other.covered:
                    both = words & other.covered[key] & there
                    assert both <= now, ("what both had coded stays so", key)
                elif words & there and side is before and key not in other.waits:
                    assert words & there <= now, ("what we coded stays so", key)
                elif not words & there <= now:
                    assert held, "what has no place is told"
                    assert side is theirs
        for one, words in after.covered.items():
            source = after.whose[one][2]
            mine = [
                w for side in (before, theirs) for k, w in side.covered.items() if side.whose[k] == after.whose[one]
            ]
            known = before.words[source] & theirs.words[source] & words
            if not (decided | into.resized | brought.resized):
                assert known <= hull(mine, before, theirs, source), "no passage lies on words that nobody coded"


def hull(covered: list[Words], *_sides: object) -> Words:
    return frozenset().union(*covered)


def correct(history: History, _side: Side, session) -> None:
    random = history.random
    source = random.choice(sorted(session.scalars(select(Source.id))))
    text = documents.source_text(session, source)
    pieces = []
    for match in random.sample(list(re.finditer(r"w\d+x", text)), 2):
        history.fresh += 1
        how, new = random.random(), f"w9{history.fresh:04}x"
        if how < 0.4:
            pieces.append((match.start(), match.end(), new))
        elif how < 0.7:
            pieces.append((match.end(), match.end(), f" {new}"))
        else:
            end = min(match.end() + random.choice((0, 0, 15, 40)), len(text))
            pieces.append((match.start(), end, ""))
    edit.correct(session, source, pieces)


def correct_file(history: History, _side: Side, session) -> None:
    random = history.random
    source = random.choice(sorted(session.scalars(select(Source.id))))
    words = documents.source_text(session, source).split(" ")
    at = random.randrange(len(words))
    history.fresh += 1
    replace.accept(
        session, source, " ".join((*words[:at], f"w9{history.fresh:04}x", *words[at + random.randint(0, 5) :]))
    )


def apply(history: History, _side: Side, session) -> None:
    random = history.random
    source = random.choice(sorted(session.scalars(select(Source.id))))
    length = documents.source(session, source).characters
    start = random.randrange(length - 30)
    code, coder = random.choice(sorted(session.scalars(select(Code.id)))), coders.find_coder(session, "Ben")
    coding.apply_code(session, coder, code, source, start, start + random.randint(4, 30), weights="highest")


def note(history: History, _side: Side, session) -> None:
    coding.edit_coding(session, one(history, session, Coding), note=f"noted {history.random.random()}")


def add_memo(history: History, _side: Side, session) -> None:
    memos.add_memo(session, "Memo", "It matters.", links=(memos.Link(coding_id=one(history, session, Coding)),))


def resize(history: History, side: Side, session) -> None:
    key = one(history, session, Coding)
    row = session.get(Coding, key)
    coding.resize_coding(session, key, max(row.start - 3, 0), row.end, weights="highest")
    side.resized.add(key)


def remove(history: History, side: Side, session) -> None:
    key = one(history, session, Coding)
    coding.remove_codings(session, [key])
    side.gone.add(key)


def place(history: History, side: Side, session) -> None:
    key = one(history, session, Unplaced)
    length = documents.source(session, session.get(Unplaced, key).source_id).characters
    start = history.random.randrange(length - 10)
    unplaced.place(session, key, start, start + 9, weights="highest")
    side.resized.add(key)


def give_up(history: History, side: Side, session) -> None:
    key = one(history, session, Unplaced)
    unplaced.drop(session, [key])
    side.gone.add(key)


def delete_memo(history: History, side: Side, session) -> None:
    memos.delete_memo(session, one(history, session, Memo))
    side.gone.add("memo")


def one(history: History, session, model) -> str:
    keys = sorted(session.scalars(select(model.id)))
    if not keys:
        raise QdaError("there is none")
    return history.random.choice(keys)


WORK = [
    correct,
    correct,
    correct,
    correct_file,
    apply,
    apply,
    note,
    add_memo,
    resize,
    remove,
    place,
    give_up,
    delete_memo,
]


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("base") / "base.loom"
    begin(path)
    return path


def live(seed: int, folder: Path, base: Path) -> None:
    """Live through a history: work on both sides, meet, and in the end take everything back."""
    history = History(Random(seed), folder, base)
    ours = history.sides[0].path
    with Project.open(ours) as project:
        first = dump(project)
    for _round in range(3):
        for side in history.sides:
            if history.random.random() < 0.8:
                history.work(side)
        history.meet()
    with Project.open(ours) as project:
        while dump(project) != first:
            assert project.undo() is not None, "undo takes all of it back"
        assert check(project) == []


@pytest.mark.parametrize("seed", range(cases(2, 200)))
def test_texts_corrected_on_both_sides_keep_their_passages_and_their_versions(tmp_path, base, seed, monkeypatch):
    monkeypatch.setattr("qda.core.merging.bringing.backups.make", lambda *_how: None)
    live(seed, tmp_path, base)
