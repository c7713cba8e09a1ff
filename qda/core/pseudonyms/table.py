"""The table of pseudonyms: which name or other identifier stands for whom, what takes its place, and what stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from qda.core.naming import clean, one_of
from qda.core.pseudonyms.finding import Finder, key_of
from qda.errors import RefusedError
from qda.i18n import _

KINDS: Mapping[str, str] = {
    "person": _("Person"),
    "place": _("Place"),
    "organisation": _("Organisation"),
    "other": _("Other"),
}
"""What an identifier may be of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An identifier (`name`) and what takes its place.

    `small` says that it is looked for in small letters, too, which a name that is also a word (Will, May) should not
    be; `genitive` that it may have an s at its end, as German and the Scandinavian languages write it.
    """

    name: str
    pseudonym: str
    kind: str = "person"
    small: bool = True
    genitive: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A place where an identifier stays as it is: its words there, and what stands before and after them.

    The same words with the same around them stay wherever they are, in older versions of a text and in what quotes
    it, too. White space counts as one space.
    """

    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Table:
    """Identifiers with their pseudonyms, and the places where they stay. Make one with :func:`table`."""

    entries: tuple[Entry, ...] = ()
    kept: frozenset[Kept] = field(default_factory=frozenset)

    def finder(self) -> Finder:
        """Return what finds the identifiers in strings and replaces them."""
        return Finder(self.entries, {(one.words, one.before, one.after) for one in self.kept})

    def without(self, name: str) -> Table:
        """Return the table without the entry of a name."""
        return Table(tuple(one for one in self.entries if key_of(one.name) != key_of(name)), self.kept)


def table(entries: Iterable[Entry], kept: Iterable[Kept] = ()) -> Table:
    """Return a table of cleaned entries.

    Raises RefusedError, with a sentence that names it, for a name that is empty, stands there twice or has no
    pseudonym, for a kind that is none of :data:`KINDS`, and for a pseudonym in which an identifier stands: afterwards
    nobody could tell who is meant.
    """
    cleaned = tuple(_cleaned(one) for one in entries)
    seen: dict[str, str] = {}
    for one in cleaned:
        if key_of(one.name) in seen:
            raise RefusedError(_("“{name}” stands in the table twice. Keep one of the two.").format(name=one.name))
        seen[key_of(one.name)] = one.name
    made = Table(cleaned, frozenset(kept))
    for one, other in _unclear(made):
        sentence = _(
            "“{name}” is to become “{pseudonym}”, but “{other}” is a name to be replaced itself; afterwards nobody "
            "could tell who is meant. Choose another pseudonym."
        )
        raise RefusedError(sentence.format(name=one.name, pseudonym=one.pseudonym, other=other))
    return made


def _cleaned(entry: Entry) -> Entry:
    name, pseudonym = clean(entry.name), clean(entry.pseudonym)
    if not any(char.isalnum() for char in name):
        raise RefusedError(_("A row of the table names nobody: “{name}” holds no letter or digit.").format(name=name))
    if not pseudonym:
        raise RefusedError(_("“{name}” has no pseudonym yet. Write one, or a word in brackets.").format(name=name))
    return Entry(name, pseudonym, one_of(entry.kind or "person", KINDS), entry.small, entry.genitive)


def _unclear(made: Table) -> Iterator[tuple[Entry, str]]:
    """Yield the entries whose pseudonym holds an identifier, with that identifier."""
    # What is kept is kept by what stands around it, so it says nothing of pseudonyms.
    finder = Table(made.entries).finder()
    for one in made.entries:
        for hit in finder.hits(one.pseudonym):
            yield one, hit.name
