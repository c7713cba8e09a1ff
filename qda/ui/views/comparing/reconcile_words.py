"""How differences are told in words: in a row of the list, and at length beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from qda.core.codebook import CodeRow
from qda.core.coders import Person
from qda.core.documents import Transcript
from qda.core.reconciling import KINDS, MISSING, Difference, Held
from qda.core.reconciling.resolutions import BOTH, LATER, NEW, NOBODY, OPEN, SETTLED, STALE, TOOK, Case, Resolved
from qda.i18n import _
from qda.ui.models.history_model import when
from qda.ui.widgets.difference_card import Told
from qda.ui.widgets.differences_list import Entry

_STATES = {OPEN: "", LATER: _("Later"), STALE: _("Changed since"), SETTLED: _("Settled")}
_SHORT = 20  # letters of a name
_CODES = 3  # of a difference that are named in its row
_ENDS = 4  # words at either end of a passage, by which its borders are told


class Names(NamedTuple):
    """Who and what is named: coders and codes by their ids, the one who is coding, and the transcript."""

    people: Mapping[str, Person]
    codes: Mapping[str, CodeRow]
    me: str | None
    transcript: Transcript

    def person(self, coder_id: str | None) -> str:
        """Return a name; of one who is not in the project any more, that."""
        person = self.people.get(coder_id or "")
        if person is None:
            return _("somebody who is not here any more")
        return _("{name} (you)").format(name=person.name) if person.id == self.me else person.name

    def initials(self, coder_id: str) -> str:
        """Return the initials of a coder."""
        return self.people[coder_id].initials if coder_id in self.people else "?"

    def short(self, coder_id: str) -> str:
        """Return a name for a button: of a long one the initials."""
        name = self.person(coder_id)
        return name if len(name) <= _SHORT else self.initials(coder_id)

    def code(self, code_id: str) -> str:
        """Return the name of a code; of one that is gone, that."""
        return self.codes[code_id].name if code_id in self.codes else _("a code that is gone")

    def lines(self, start: int, end: int) -> str:
        """Return the citable lines of a passage in words, "" where there are none."""
        cited = self.transcript.line_span(start, end)
        if not cited:
            return ""
        return (_("Lines {lines}") if "-" in cited else _("Line {lines}")).format(lines=cited.replace("-", "–"))

    def held(self, held: Held) -> str:
        """Return a coded passage in words: its code, its lines, and the words with which it begins and ends."""
        words = self.transcript.text[held.start : held.end].split()
        ends = words if len(words) <= 2 * _ENDS else [*words[:_ENDS], "…", *words[-_ENDS:]]
        said = _("“{words}”").format(words=" ".join(ends))
        lines = self.lines(held.start, held.end)
        return f"{self.code(held.code_id)} ({f'{lines.lower()}, {said}' if lines else said})"


def kind_in_words(names: Names, one: Difference) -> str:
    """Return the kind of a difference: of a missing code, who has it."""
    if one.kind != MISSING:
        return KINDS[one.kind]
    who = [names.initials(side.coder_id) for side in one.sides if side.held]
    return _("Coded by {who} only").format(who=", ".join(who))


def entry(names: Names, case: Case) -> Entry:
    """Return a difference as a row of the list."""
    one = case.difference
    codes = [names.code(code_id) for code_id in one.code_ids]
    said = " ↔ ".join(codes[:_CODES]) + (f" +{len(codes) - _CODES}" if len(codes) > _CODES else "")
    colours = tuple(names.codes[key].colour if key in names.codes else "slate" for key in one.code_ids)
    kind, lines = kind_in_words(names, one), names.lines(one.start, one.end)
    state = _STATES[case.state] or _("Open")
    about = "\n".join((f"{lines} · {kind} · {state}", *sides(names, one)))
    return Entry(one.key, lines, kind, _STATES[case.state], said, colours, about)


def sides(names: Names, one: Difference) -> list[str]:
    """Return what each coder has of a difference, a line each."""
    return [
        _("{who}: {what}").format(
            who=names.person(side.coder_id), what="; ".join(map(names.held, side.held)) or _("nothing here")
        )
        for side in one.sides
    ]


def told(names: Names, case: Case, mine: str) -> Told:
    """Return all that is said of a difference; `mine` is the coder whose passages the first button takes."""
    one, resolved = case.difference, case.resolved
    others = [coder_id for coder_id in one.coder_ids if coder_id != mine]
    theirs = names.short(others[0]) if len(others) == 1 else _("Another's…")
    return Told(
        sides(names, one),
        "" if resolved is None else standing(names, case, resolved),
        "" if resolved is None else resolved.note,
        _("Mine") if mine == names.me else names.short(mine),
        theirs,
        _("Both") if len(one.sides) == 2 else _("All"),
        case.state != OPEN,
    )


def standing(names: Names, case: Case, resolved: Resolved) -> str:
    """Return how a difference was settled, by whom and when; and whether it was coded otherwise since."""
    if case.state == OPEN:
        return ""
    taken = ", ".join(map(names.person, resolved.took))
    given = ", ".join(dict.fromkeys(names.code(held.code_id) for held in resolved.gave))
    who, at = names.person(resolved.coder_id), when(resolved.at)
    if resolved.outcome == LATER:
        return _("{who} put it off ({when}).").format(who=who, when=at)
    what = {
        TOOK: _("what {who} has").format(who=taken),
        BOTH: _("what everybody has"),
        NEW: _("another code, {codes}").format(codes=given),
        NOBODY: _("nobody's passage"),
    }[resolved.outcome]
    told_by = _("{who} settled it ({when}): {what}.").format(who=who, when=at, what=what)
    if case.state == STALE:
        return _("{decided} Since then somebody has coded this otherwise; settle it again.").format(decided=told_by)
    return told_by
