"""A desk at which up to four people code the same two sources, for tests of what differs between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents
from qda.core.importers import Imported
from qda.core.reconciling import consensus, looking, settling
from qda.core.reconciling.looking import Look
from qda.core.reconciling.resolutions import Case
from qda.storage.models import Coding

TEXT = "0123456789" * 20
Spans = list[tuple[str, int, int]]


@dataclass
class Desk:
    """Coders A, B, C, D and codes X, Y, Z by their letters; the first source is the one worked on."""

    s: Session
    coders: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        return self.sources[0]

    def code(self, who: str, what: str, start: int, end: int) -> str:
        return coding.apply_code(self.s, self.coders[who], self.codes[what], self.source, start, end).id

    def uncode(self, who: str, what: str, start: int, end: int) -> None:
        coding.uncode(self.s, self.coders[who], self.codes[what], self.source, start, end)

    def ids(self, who: str) -> list[str]:
        return [self.coders[letter] for letter in who]

    def look(self, who: str = "AB") -> Look:
        return looking.look(self.s, self.source, self.ids(who))

    def cases(self, who: str = "AB") -> list[Case]:
        return list(self.look(who).cases)

    def one(self, who: str = "AB") -> Case:
        (case,) = self.cases(who)
        return case

    def settle(self, case: Case, outcome: str, **more: object) -> str:
        took = [self.coders[who] for who in str(more.pop("took", ""))]
        return settling.settle(self.s, case.difference, outcome, coder_id=self.coders["A"], took=took, **more)

    def told(self, who: str = "AB") -> list[tuple[str, int, int, dict[str, Spans]]]:
        """Return what differs, in letters: kind, where, and what each coder has."""
        return [
            (one.kind, one.start, one.end, {self.person(side.coder_id): self.spans(side.held) for side in one.sides})
            for one in (case.difference for case in self.cases(who))
        ]

    def person(self, coder_id: str) -> str:
        return next(letter for letter, key in self.coders.items() if key == coder_id)

    def letter(self, code_id: str) -> str:
        return next((letter for letter, key in self.codes.items() if key == code_id), "?")

    def spans(self, held: Sequence[tuple[str, int, int]]) -> Spans:
        return [(self.letter(code_id), start, end) for code_id, start, end in held]

    def consensus(self) -> Spans:
        """Return what the consensus has, in letters."""
        found = consensus.find_consensus(self.s)
        query = select(Coding.code_id, Coding.start, Coding.end).where(Coding.coder_id == found)
        rows = self.s.execute(query.where(Coding.source_id == self.source)).all()
        return sorted(self.spans([tuple(row) for row in rows]))

    def own(self) -> set[tuple[object, ...]]:
        """Return every coding but those of the consensus, whole."""
        found = consensus.find_consensus(self.s)
        columns = select(*Coding.__table__.columns)
        return {tuple(row) for row in self.s.execute(columns) if row.coder_id != found}


def make_desk(s: Session) -> Desk:
    desk = Desk(s)
    desk.sources = [documents.add_source(s, Imported(name, TEXT)) for name in ("First", "Second")]
    desk.coders = {letter: coders.add_coder(s, f"{letter} {letter}") for letter in "ABCD"}
    desk.codes = {letter: codebook.add_code(s, f"Code {letter}") for letter in "XYZ"}
    return desk
