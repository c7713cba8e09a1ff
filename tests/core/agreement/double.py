"""A study that two people coded: three interviews, one of them finished by one person only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, readings
from qda.core.approaches import begin
from qda.core.importers import Imported
from qda.storage.project import Project

SENTENCES = (
    "I hid it for years. ",
    "Nobody at work knew. ",
    "Then I met a peer. ",
    "We talked over tea. ",
    "The bus was late. ",
    "I waited outside. ",
    "She called me back. ",
    "That helped a lot.",
)
TEXT = "".join(SENTENCES)


def sentence(number: int) -> tuple[int, int]:
    """Return where a sentence of the text stands, without the space after it."""
    start = sum(len(one) for one in SENTENCES[:number])
    return start, start + len(SENTENCES[number].rstrip())


@dataclass(frozen=True, slots=True)
class Double:
    """Ids of what is in the study."""

    ann: str
    ben: str
    sources: tuple[str, ...]
    hiding: str
    help: str
    unused: str


CODED = {
    # code: sentences of Ann, sentences of Ben, in the first two interviews
    "Hiding": ((0, 1), (0,)),
    "Help": ((2, 3, 6, 7), (2, 3, 6, 7)),
}


def fill(session: Session) -> Double:
    """Fill a project; both coded the first two interviews, Ann alone the third."""
    known = {person.name: person.id for person in coders.coders(session)}
    ann, ben = (known.get(name) or coders.add_coder(session, name) for name in ("Ann Noor", "Ben Ito"))
    sources = tuple(documents.add_source(session, Imported(f"Interview {n}", TEXT)) for n in (1, 2, 3))
    ids = {name: codebook.add_path(session, f"Peers > {name}") for name in (*CODED, "Unused")}
    for source in sources:
        for name, said in CODED.items():
            for person, numbers in zip((ann, ben), said, strict=True):
                for number in numbers if person == ann or source != sources[2] else ():
                    coding.apply_code(session, person, ids[name], source, *sentence(number))
    readings.finish(session, ann, sources)
    readings.finish(session, ben, sources[:2])
    return Double(ann, ben, sources, ids["Hiding"], ids["Help"], ids["Unused"])


def make(path: Path, approach: str = "codebook") -> Double:
    """Make such a study at `path` and close it."""
    with begin(path, title="Peers", approach=approach, coder="Ann Noor") as project:
        return fill_project(project)


def fill_project(project: Project) -> Double:
    """Fill an open project in one change."""
    with project.change("Fill") as session:
        return fill(session)
