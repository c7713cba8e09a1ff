"""Whatever is edited in real transcripts, every passage whose words survive still covers those words; undo is exact."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from qda.core import codebook, coders, coding, documents
from qda.core.check import check
from qda.core.correcting import edit
from qda.core.correcting.replace import accept
from qda.core.importers import Imported
from qda.core.importers.speakers import find_turns
from qda.core.text import canonical
from qda.storage.models import Coding
from qda.storage.project import Project
from tests.nightly import cases
from tests.storage.study import dump

CASES = cases(300, 10_000)
EACH = 60
WORDS = ("P1", "[town]", "well", "um", "😀", "e\u0301", "医院", "Ana: Yes.\n", "\n", "  ", "…")
LONGEST = 3_000


@pytest.fixture(scope="module")
def transcripts(shared: Path) -> list[str]:
    """Return the first pages of real transcripts."""
    found = sorted(path for path in (shared / "data").rglob("*.txt") if 2_000 < path.stat().st_size < 400_000)
    return [canonical(path.read_text("utf-8", "replace"))[:LONGEST] for path in found[:40]]


def pieces(random: Random, text: str) -> list[edit.Piece]:
    """Draw an edit: things put in, taken out and replaced, a name replaced everywhere, or a long paste."""
    how = random.random()
    if how < 0.2:
        word = random.choice(text.split())
        starts, at = [], text.find(word)
        while at >= 0:
            starts.append(at)
            at = text.find(word, at + len(word))
        return [(start, start + len(word), "P1") for start in starts]
    if how < 0.22:
        at = random.randrange(len(text))
        return [(at, at, "pasted words " * 8_000)]
    cuts = sorted(random.sample(range(len(text)), 2 * random.randint(1, 6)))
    lengths = (0, 0, 1, 3, 20, 400)
    return [
        (start, min(end, start + random.choice(lengths)), "".join(random.choices(WORDS, k=random.randint(0, 3))))
        for start, end in zip(cuts[::2], cuts[1::2], strict=True)
    ]


def spans(session, source_id):
    return {row.id: (row.start, row.end) for row in session.query(Coding).filter_by(source_id=source_id)}


def expected(text, chosen, start, end):
    """Return the words that a passage must hold: its own, those that replaced part of them, nothing from beside it."""
    words, at = [], start
    for first, last, new in sorted(chosen):
        inside = first < end and last > start if first < last else start < first < end
        if inside:
            words += [text[at : max(first, at)], new]
            at = max(min(last, end), at)
    return "".join((*words, text[at:end]))


@pytest.mark.parametrize("seed", range(CASES // EACH))
def test_words_that_survive_are_covered_as_before_and_undo_is_exact(tmp_path, transcripts, seed):
    random = Random(seed)
    with Project.create(tmp_path / "study.loom") as project:
        with project.change("Begin") as session:
            coder = coders.add_coder(session, "Ann")
            text = random.choice(transcripts)
            source = documents.add_source(session, Imported("One", text, tuple(find_turns(text))))
            for number in range(12):
                # A code each, so that none is joined and each can be followed.
                start = random.randrange(len(text) - 60)
                code = codebook.add_code(session, f"Code {number}")
                coding.apply_code(session, coder, code, source, start, start + random.choice((1, 5, 20, 60)))
        for _case in range(EACH):
            look = random.random() < 0.15
            before = dump(project) if look else {}
            with project.read() as session:
                text, were = documents.source_text(session, source), spans(session, source)
            chosen = pieces(random, text)
            with project.change("Correct text") as session:
                done = edit.correct(session, source, chosen, coder)
            with project.read() as session:
                now, there = documents.source_text(session, source), spans(session, source)
            for key, (start, end) in were.items():
                words = expected(text, chosen, start, end)
                held = now[slice(*there[key])] if key in there else ""
                assert held == words, (seed, text[start:end])
                assert (key in done.emptied) == (words == "")
            if now == text:
                continue
            if look:
                after = dump(project)
                project.undo()
                assert dump(project) == before
                project.redo()
                assert dump(project) == after
            if len(now) > 2 * LONGEST:
                project.undo()
        assert check(project) == []


@pytest.mark.parametrize("seed", range(CASES // 100))
def test_the_same_as_a_corrected_file_never_lays_a_passage_on_other_words(tmp_path, transcripts, seed):
    random = Random(seed)
    text = random.choice(transcripts)
    with Project.create(tmp_path / "study.loom") as project:
        with project.change("Begin") as session:
            coder = coders.add_coder(session, "Ann")
            source = documents.add_source(session, Imported("One", text))
            for number, line in enumerate(line for line in set(text.split("\n")) if text.count(line) == 1 and line):
                start = text.index(line)
                coding.apply_code(
                    session, coder, codebook.add_code(session, f"C{number}"), source, start, start + len(line)
                )
            were = spans(session, source)
        cuts = sorted(random.sample(range(len(text)), 8))
        chosen = [(a, min(b, a + 200), random.choice(WORDS)) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
        new = edit.replaced(text, chosen).text
        with project.change("Replace text") as session:
            accept(session, source, new, coder)
            now, there = documents.source_text(session, source), spans(session, source)
        assert now == new
        for key, (start, end) in were.items():
            if all(last < start or first > end for first, last, _words in chosen):
                assert now[slice(*there[key])] == text[start:end]
