"""What is read and taken back without a window: quotes, counts, search, undo; and how large the file is."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from qda.core import codebook, coding, retrieval, search
from qda.storage import texts
from qda.storage.models import Coding, Source, StoredText
from qda.storage.project import Project
from tests.benchmarks.generate import MANY_QUOTES
from tests.benchmarks.rounds import Measured, alternate, timed


def all_quotes(path: Path, rounds: int) -> Measured:
    """Read all quotes of one code as data."""
    with Project.open(path) as project, project.read() as session:
        wanted = retrieval.Filter(code_ids=(codebook.find_code(session, MANY_QUOTES),))

        def work() -> None:
            with project.read() as fresh:
                found = retrieval.quotes(fresh, wanted)
            assert len(found) >= 5_000 and all(quote.text for quote in found)

        return alternate(work, None, rounds, before=texts._cache.clear)


def full_text(path: Path, rounds: int) -> Measured:
    """Search words of all kinds, the texts not in memory: each search is a round."""
    with Project.open(path) as project, project.read() as session:
        names = {name for text in _texts(session)[:3] for name in text.lower().split() if name.isalpha()}
        ranked = sorted(names, key=lambda name: -sum(text.lower().count(f" {name} ") for text in _texts(session)))
        queries = [ranked[3], ranked[40], ranked[400], ranked[-1], f"{ranked[5]} {ranked[30]}", f"{ranked[300][:4]}*"]
        measured = Measured()
        for number in range(rounds + 1):
            for query in queries:
                texts._cache.clear()
                with project.read() as fresh:
                    took = timed(lambda words=query, with_=fresh: search.search(with_, words, limit=100))
                if number:
                    measured.work.append(took)
        words = session.scalar(select(func.sum(Source.words)))
        measured.note = f"{words:,} words; {len(queries)} searches a round: words frequent and rare, phrase, beginning"
        return measured


def _texts(session: object) -> list[str]:
    hashes = [key for (key,) in session.execute(select(Source.text_hash).order_by(Source.position).limit(12))]  # type: ignore[attr-defined]
    return list(texts.load_texts(session, hashes).values())  # type: ignore[arg-type]


def counts(path: Path, rounds: int) -> Measured:
    """Count the codings of every code in every source."""
    with Project.open(path) as project:

        def work() -> None:
            with project.read() as session:
                assert retrieval.code_source_matrix(session)

        return alternate(work, None, rounds)


def undo(path: Path, rounds: int) -> Measured:
    """Undo a change that took 20,000 codings away."""
    with Project.open(path) as project:
        with project.change("Take code away") as session:
            ids = list(session.scalars(select(Coding.id).order_by(Coding.id).limit(20_000)))
            removed = coding.remove_codings(session, ids)
        steps: list[int] = []

        def progress(done: int, _all: int) -> bool:
            steps.append(done)
            return True

        measured = alternate(lambda: project.undo(progress), None, rounds, before=_redone(project))
        assert len(steps) > rounds
        measured.note = f"{removed:,} codings, progress told {len(steps) // (rounds + 1)} times"
        return measured


def _redone(project: Project) -> object:
    def redo() -> None:
        if project.redoable() is not None:
            project.redo()

    return redo


def file_size(path: Path, _rounds: int) -> Measured:
    """Compare the file with the text in it."""
    with Project.open(path) as project, project.read() as session:
        hashes = list(session.scalars(select(StoredText.hash)))
        size = sum(len(text.encode()) for text in texts.load_texts(session, hashes).values())
        codings = session.scalar(select(func.count()).select_from(Coding))
    whole = path.stat().st_size
    note = f"{whole / 1e6:.1f} MB over {size / 1e6:.1f} MB of text; {codings:,} codings, each a change of its own"
    return Measured(ratio=whole / size, note=note)
