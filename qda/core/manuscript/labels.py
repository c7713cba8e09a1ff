"""What a paper says about whose words a quotation is: names, sources, lines and attributes, as it writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.attributes import Values, attribute_rows, known_values, values
from qda.core.documents import source_names
from qda.core.exporters.citing import place
from qda.core.participants import participants
from qda.i18n import _

_ZEROS = re.compile(r"\b0+(?=\d)")
_LINES = re.compile(r"\b(?:lines?|ll?\.|zeilen?|z\.|lignes?|linje[rn]?)\s*(\d+)(?:\s*[-–—]\s*(\d+))?", re.IGNORECASE)
_PIECES = re.compile(r"\s*[,;/|·]\s*|\s+(?:and|und|et|og)\s+")
_LEADING = re.compile(r"^(?:as|wie|comme)\s+")
_ARTICLE = re.compile(r"^(?:an?|the|one|ein|eine|une?)\s+", re.IGNORECASE)
_CODE = re.compile(
    r"(?!(?:pp?|fig|figure|table|box|ref|eq|vol|section|appendix|chapter)\b)[^\W\d_]{1,14}[ .#-]?\d{1,3}"
)
_REFERENCE = re.compile(r"[\d\s,;–-]*")  # the number of a reference says nothing of people


@dataclass(frozen=True, slots=True)
class Claim:
    """What a label says: ids of participants and sources, the lines, and (attribute id, value) pairs, any that may be.

    `code` is a name like P7 that the project doesn't know. Nothing at all where the label is about something else.
    """

    people: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    lines: tuple[int, int] | None = None
    values: tuple[tuple[str, frozenset[str]], ...] = ()
    code: str = ""

    def __bool__(self) -> bool:
        return bool(self.people or self.sources or self.lines or self.values or self.code)


class Labels:
    """Reads labels: knows the names, sources and attribute values of a project."""

    def __init__(self, session: Session) -> None:
        self._people = {_plain(one.name): one.id for one in participants(session)}
        self._names = {one.id: one.name for one in participants(session)}
        self._sources = {_plain(name): key for key, name in source_names(session)}
        self._source_names = dict(source_names(session))
        self._values: Values = values(session)
        self._having: dict[str, set[str]] = {}
        known = known_values(session)
        for row in attribute_rows(session, "participant"):
            for value in known.get(row.name, ()):
                self._having.setdefault(_plain(value), set()).add(row.id)

    def read(self, label: str) -> Claim:
        """Return what a label behind a quotation says."""
        plain = _plain(label)
        if _REFERENCE.fullmatch(plain):
            return Claim()
        lines = _LINES.search(plain)
        people, rest = _named(plain, self._people)
        sources, rest = _named(rest, self._sources)
        pieces = [_ARTICLE.sub("", piece.strip(" .:")) for piece in _PIECES.split(_LINES.sub("", rest))]
        found = tuple((piece, frozenset(self._having[piece])) for piece in pieces if piece in self._having)
        code = ""
        if not people and not sources and pieces and _CODE.fullmatch(pieces[0]):
            code = pieces[0]
        span = (int(lines[1]), int(lines[2] or lines[1])) if lines else None
        return Claim(frozenset(people), frozenset(sources), span, found, code)

    def lead(self, words: str) -> Claim:
        """Return whom a sentence names that leads in to a quotation: its first words, and nobody else in it."""
        plain = _LEADING.sub("", _plain(words))
        people, _rest = _named(plain, self._people)
        begins = any(re.match(rf"{re.escape(name)}(?!\w)(?!'s)", plain) for name in self._people)
        return Claim(frozenset(people)) if len(people) == 1 and begins else Claim()

    def wrong(self, claim: Claim, people: Iterable[str], source_id: str, lines: str) -> list[str]:
        """Return in sentences what a label says that isn't so for the words of `people` in a source."""
        people = list(people)
        told: list[str] = []
        if claim.people and people and not claim.people.intersection(people):
            sentence = _("The label says {said}; the words are {names}’s.")
            names = _(" and ").join(self._names[key] for key in people)
            told.append(sentence.format(said=self._said(claim.people, self._names), names=names))
        elif claim.sources and source_id not in claim.sources:
            sentence = _("The label says {said}; the words stand in {source}.")
            said = self._said(claim.sources, self._source_names)
            told.append(sentence.format(said=said, source=self._source_names[source_id]))
        elif claim.lines and lines and not _overlap(claim.lines, lines):
            sentence = _("The label says {said}; the words stand in {lines}.")
            claimed = "-".join(dict.fromkeys(map(str, claim.lines)))
            told.append(sentence.format(said=place((), "", claimed), lines=place((), "", lines)))
        for value, attribute_ids in claim.values if people else ():
            having = {
                attribute_id: [_plain(one) for key in people for one in self._values.at(attribute_id, key, source_id)]
                for attribute_id in attribute_ids
            }
            if all(having.values()) and not any(value in known for known in having.values()):
                sentence = _("The label says “{said}”; {names} is {values}.")
                names = _(" and ").join(self._names[key] for key in people)
                others = ", ".join(dict.fromkeys(one for known in having.values() for one in known))
                told.append(sentence.format(said=value, names=names, values=others))
        return told

    def _said(self, keys: Iterable[str], names: Mapping[str, str]) -> str:
        return ", ".join(sorted(names[key] for key in keys))


def _named(plain: str, known: Mapping[str, str]) -> tuple[set[str], str]:
    """Return the ids of the names in a text, longest names first, and the text without them."""
    found: set[str] = set()
    for name in sorted(known, key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        if name and re.search(pattern, plain):
            found.add(known[name])
            plain = re.sub(pattern, " ", plain)
    return found, plain


def _plain(words: str) -> str:
    return _ZEROS.sub("", " ".join(words.replace("’", "'").split()).casefold())


def _overlap(claimed: tuple[int, int], lines: str) -> bool:
    first, _dash, last = lines.partition("-")
    return claimed[0] <= int(last or first) and int(first) <= claimed[1]
