"""What happened to one thing in one change, as a sentence that lacks only its subject."""

from __future__ import annotations

from dataclasses import dataclass

from qda.i18n import _, n_

NAMED = {
    "code": _("the code “{name}”"),
    "theme": _("the theme “{name}”"),
    "memo": _("the memo “{name}”"),
    "quote": _("a quote of “{name}”"),
    "coding": _("a coded passage"),
    "wording": _("the wording “{name}”"),
    "codebook_version": _("the version “{name}”"),
}
_IT = _("it")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that has a history: its kind (a table's name), id, and what it was called at the time."""

    kind: str
    id: str
    name: str = ""

    def words(self) -> str:
        """Return the thing in words."""
        return NAMED.get(self.kind, "{name}").replace("{name}", self.name)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `it` says so where the thing is known (“renamed it …”), `full` with its name.

    `passages` is how many coded passages were touched, `others` are the other things that took part. `before` and
    `after` are whole texts where words were changed. `sort` is the kind of a memo that was written.
    """

    kind: str
    thing: Thing
    it: str
    full: str
    before: str = ""
    after: str = ""
    passages: int = 0
    others: tuple[Thing, ...] = ()
    sort: str = ""


def event(
    kind: str,
    thing: Thing,
    words: str,
    *,
    before: str = "",
    after: str = "",
    passages: int = 0,
    others: tuple[Thing, ...] = (),
    **values: object,
) -> Event:
    """Make an event from a template with ``{thing}``; `values` fill in the rest, and passages follow in brackets."""
    counted = f" ({counted_passages(passages)})" if passages else ""
    it, full = (words.format(thing=named, **values) + counted for named in (_IT, thing.words()))
    return Event(kind, thing, it, full, before, after, passages, others)


def renamed(thing: Thing, before: str, after: str) -> Event:
    """Make the event of another name; `thing` bears the one it had before, which need not be said twice."""
    it = _("renamed {thing} from “{before}” to “{after}”").format(thing=_IT, before=before, after=after)
    full = _("renamed {thing} to “{after}”").format(thing=thing.words(), after=after)
    return Event("renamed", thing, it, full, before, after)


def counted_passages(number: int) -> str:
    """Return a number of coded passages in words."""
    return n_("{n} passage", "{n} passages", number)


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a thing: `its` words where the thing is known, `of` with its name; `kind` of event when it changes."""

    its: str
    of: str
    kind: str = "described"

    def changed(self, thing: Thing, before: str, after: str) -> Event:
        """Return what a change of this text was: written, changed or taken away."""
        words = _("changed {part}") if before and after else _("wrote {part}") if after else _("took away {part}")
        it, full = words.format(part=self.its), words.format(part=self.of.format(thing=thing.words()))
        return Event(self.kind, thing, it, full, before, after)
