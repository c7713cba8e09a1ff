"""Names and other identifiers that a table of pseudonyms should perhaps hold: proposed, never replaced by themselves.

They come from labels of speakers, participants and names of files, from capitals that recur, and from a language model
where one is installed. What somebody is called already in the list of participants is proposed as the pseudonym.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.archiving.looking import is_role
from qda.core.importers.speaker_words import telling_parts
from qda.core.naming import clean
from qda.core.pseudonyms.capitals import likely_names
from qda.core.pseudonyms.finding import key_of
from qda.core.pseudonyms.modelled import modelled_names
from qda.core.pseudonyms.table import Entry, Table, table
from qda.core.stopwords import guess_language
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.models import Participant, Source, Speaker
from qda.storage.texts import load_text

WHY: Mapping[str, str] = {
    "label": _("speaks in a source"),
    "participant": _("is a participant"),
    "file": _("stands in the name of a file or source"),
    "model": _("a language model takes it for a name"),
    "capitals": _("is written like a name"),
}
"""Why something is proposed."""
_STEPS = 100
_NUMBERED = re.compile(r"\d\s*$")  # “Row 102”, “Participant 5”
_SHORTEST = 3
_LEAST_ORGANISATION = 2  # small models take much for an organisation
_MANY = 10_000_000  # characters of which a model sees no more: it needs about a minute for a million


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row that a table should perhaps have; how often its name stands in the texts, in how many, and why (WHY)."""

    entry: Entry
    times: int
    sources: int
    why: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    """What is known of a name: why, of what kind, and what stands for it."""

    name: str
    why: dict[str, None] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    pseudonym: str = ""

    def learn(self, why: str, kind: str, pseudonym: str) -> None:
        """Note one more reason, what the name is of, and what stands for it, where that is known."""
        self.why[why] = None
        if kind:
            self.kinds[kind] += 1
        self.pseudonym = self.pseudonym or pseudonym


def proposals(
    session: Session, known: Table | None = None, *, model: bool = True, progress: Progress | None = None
) -> list[Proposal]:
    """Return proposals for what the table `known` does not hold, those who speak first, then the most frequent.

    Without `model`, language models are not asked. Raises CancelledError.
    """
    known = known or Table()
    texts = [(load_text(session, key), language) for key, language in _texts(session)]
    spoken = [(text, language or guess_language(text)) for text, language in texts]
    found: dict[str, _Found] = {}
    _of_people(session, found)
    go_on(progress, 1, _STEPS)
    for name in likely_names(spoken):
        _add(found, name, "capitals")
    go_on(progress, 5, _STEPS)
    if model:
        _of_models(spoken, found, progress)
    taken = {key_of(one.name) for one in known.entries}
    asked = [one for key, one in found.items() if key not in taken]
    made = _named(asked, known, [text for text, _language in texts], session)
    # What stands for somebody is nobody's name.
    finder = Table(tuple(one.entry for one in made)).finder()
    pseudonyms = [*(one.pseudonym for one in known.entries), *(one.entry.pseudonym for one in made)]
    used = {hit.name for pseudonym in dict.fromkeys(pseudonyms) for hit in finder.hits(pseudonym)}
    return [one for one in made if one.entry.name not in used]


def _texts(session: Session) -> Iterable[tuple[bytes, str]]:
    return session.execute(select(Source.text_hash, Source.language).order_by(Source.position, Source.id))


def _add(found: dict[str, _Found], name: str, why: str, kind: str = "", pseudonym: str = "") -> None:
    name = clean(name).strip(' .,;:!?"“”„()[]–—')
    if len(name) < 2 or not any(char.isalpha() for char in name):
        return
    found.setdefault(key_of(name), _Found(name)).learn(why, kind, pseudonym)


def _of_people(session: Session, found: dict[str, _Found]) -> None:
    """Add those who speak, participants, and words of names of files that are no common ones."""
    called = dict(session.execute(select(Participant.id, Participant.name)).all())
    labels = select(Speaker.label, Speaker.participant_id, Speaker.interviewer).order_by(Speaker.id)
    for label, participant_id, asking in session.execute(labels):
        if is_role(label) or _NUMBERED.search(label):
            continue
        other = called.get(participant_id, "") if participant_id else _("Interviewer") if asking else ""
        own = "" if key_of(other) == key_of(label) else other
        for name in (label, *telling_parts(label), *_uncased_parts(label)):
            _add(found, name, "label", "person", own)
    standing = {key_of(name) for name in called.values()}
    for name in called.values():
        # A name that stands for a label is a pseudonym already.
        if (
            not is_role(name)
            and not _NUMBERED.search(name)
            and not any(one.pseudonym == name for one in found.values())
        ):
            _add(found, name, "participant", "person")
    for name, file in session.execute(select(Source.name, Source.original_name)):
        for part in dict.fromkeys((*telling_parts(name), *telling_parts(file.rpartition(".")[0]))):
            if key_of(part) not in standing:
                _add(found, part, "file", "person")


def _uncased_parts(label: str) -> list[str]:
    """Return the words of a label in a script without capitals (Hebrew, Arabic), but for roles and such as היו"ר."""
    parts = label.split() if label == label.lower() == label.upper() else []
    return [part for part in parts if len(part) >= _SHORTEST and part.isalpha() and not is_role(part)]


def _of_models(texts: Iterable[tuple[str, str]], found: dict[str, _Found], progress: Progress | None) -> None:
    shown: list[tuple[str, str]] = []
    room = _MANY
    for text, language in texts:
        if len(text) <= room:
            shown.append((text, language))
            room -= len(text)

    def step(done: int, total: int) -> bool:
        return progress is None or progress(5 + 90 * done // max(total, 1), _STEPS)

    for (name, kind), times in modelled_names(shown, step).items():
        parts = telling_parts(name)
        if not parts or (kind == "organisation" and times < _LEAST_ORGANISATION):
            continue
        _add(found, " ".join(name.removeprefix("the ").removeprefix("The ").split()), "model", kind)


def _named(asked: list[_Found], known: Table, texts: list[str], session: Session) -> list[Proposal]:
    """Return the proposals with what each would become, and how often it stands in the texts."""
    counted = _counted([one.name for one in asked], texts)
    longer = _longer_names([key_of(one.name) for one in asked])
    made: dict[str, Proposal] = {}
    for one in asked:
        key = key_of(one.name)
        times, sources, small, capital = counted[key]
        if times or not set(one.why) <= {"capitals", "model"}:
            kind = next(iter(dict(one.kinds.most_common(1))), "person")
            entry = Entry(one.name, one.pseudonym, kind, small=small <= capital)
            made[key] = Proposal(entry, times, sources, tuple(one.why))
    free = _Pseudonyms(known, session)
    given: dict[str, Entry] = {}
    for shown in _ordered(list(made.values())):
        root = key_of(shown.entry.name)
        while not made[root].entry.pseudonym and longer.get(root) in made:
            root = longer[root]
        whole = made[root].entry
        given.setdefault(root, whole if whole.pseudonym else replace(whole, pseudonym=free.next_of(whole.kind)))
        entry = replace(shown.entry, kind=whole.kind, pseudonym=given[root].pseudonym)
        made[key_of(shown.entry.name)] = replace(shown, entry=entry)
    return _ordered(list(made.values()))


def _longer_names(keys: list[str]) -> dict[str, str]:
    """Return for each name that is a part of just one longer name which that is: Maria is Maria Lind."""
    containing: dict[str, set[str]] = {}
    for key in keys:
        words = key.split(" ")
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                if end - start < len(words):
                    containing.setdefault(" ".join(words[start:end]), set()).add(key)
    # Of several longer ones that hold each other, the longest is meant.
    found: dict[str, str] = {}
    for key in keys:
        several = containing.get(key, set())
        longest = max(several, key=len, default="")
        if longest and all(f" {one} " in f" {longest} " for one in several):
            found[key] = longest
    return found


def _counted(names: list[str], texts: list[str]) -> dict[str, tuple[int, int, int, int]]:
    """Return for each name how often it stands in the texts, in how many, and how often in small letters or not."""
    counts = {key_of(name): [0, 0, 0, 0] for name in names}
    finder = Table(tuple(Entry(name, "x") for name in names)).finder()
    for text in texts:
        there: set[str] = set()
        for start, end, name in finder.everywhere(text):
            one = counts[key_of(name)]
            there.add(key_of(name))
            one[0] += 1
            one[2 if text[start:end].islower() else 3] += 1
        for key in there:
            counts[key][1] += 1
    return {key: (one[0], one[1], one[2], one[3]) for key, one in counts.items()}


def _ordered(found: list[Proposal]) -> list[Proposal]:
    speaking = ("label", "participant")
    return sorted(
        found, key=lambda one: (not set(speaking) & set(one.why), -len(one.why), -one.times, one.entry.name.casefold())
    )


class _Pseudonyms:
    """Numbers pseudonyms that nobody has yet."""

    def __init__(self, known: Table, session: Session) -> None:
        names = {one.pseudonym for one in known.entries} | set(session.scalars(select(Participant.name)))
        self._taken = {key_of(name) for name in names}

    def next_of(self, kind: str) -> str:
        """Return a pseudonym for somebody or something of a kind."""
        form = {
            "person": _("Person {n}"),
            "place": _("[place {n}]"),
            "organisation": _("[organisation {n}]"),
            "other": _("[detail {n}]"),
        }[kind]
        number = 1
        while key_of(form.format(n=number)) in self._taken:
            number += 1
        made = form.format(n=number)
        self._taken.add(key_of(made))
        return made


def chosen(found: Iterable[Proposal], known: Table | None = None) -> Table:
    """Return the table `known` with proposals as further rows; RefusedError as for :func:`table`."""
    known = known or Table()
    return table((*known.entries, *(one.entry for one in found)), known.kept)
