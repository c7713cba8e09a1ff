"""A study that several people code, for tests: who, what they coded, what they finished."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, readings
from qda.core.agreement.asking import Agreement, Ask, Result
from qda.core.agreement.comparing import compare
from qda.core.importers import Imported
from qda.core.text import Turn


class Team:
    """Coders, codes and sources by name; everything in one session."""

    def __init__(self, session: Session, names: str = "Ann Ben") -> None:
        self.session = session
        self.who = {name: coders.add_coder(session, name) for name in names.split()}
        self.codes: dict[str, str] = {}
        self.sources: dict[str, str] = {}

    def source(self, name: str, text: str, turns: Sequence[Turn] = ()) -> str:
        self.sources[name] = documents.add_source(self.session, Imported(name, text, tuple(turns)))
        return self.sources[name]

    def code(self, name: str, parent: str | None = None, **details: str) -> str:
        above = None if parent is None else self.codes[parent]
        self.codes[name] = codebook.add_code(self.session, name, above, **details)
        return self.codes[name]

    def gives(self, who: str, code: str, source: str, *spans: tuple[int, int]) -> None:
        for start, end in spans:
            coding.apply_code(self.session, self.who[who], self.codes[code], self.sources[source], start, end)

    def finish(self, who: str, *sources: str) -> None:
        ids = [self.sources[name] for name in sources or self.sources]
        readings.finish(self.session, self.who[who], ids)

    def everybody_finished(self) -> None:
        for who in self.who:
            self.finish(who)

    def compare(self, **asked: object) -> Agreement:
        return compare(self.session, Ask(**asked))  # type: ignore[arg-type]

    def result(
        self, found: Agreement, statistic: str, code: str | None = None, who: str = "", source: str | None = None
    ) -> Result:
        """Return the one result of a code (None: over all) for some coders, all where `who` is empty."""
        names = {key: name for name, key in self.who.items()}
        fitting = [
            row
            for row in found.results
            if row.statistic == statistic
            and row.scope == ("all" if code is None else "code")
            and row.code_id == (None if code is None else self.codes[code])
            and row.source_id == (None if source is None else self.sources[source])
            and [names[key] for key in row.coders] == (who.split() or [person.name for person in found.coders])
        ]
        assert len(fitting) == 1, [(row.scope, row.coders, row.statistic) for row in fitting]
        return fitting[0]
