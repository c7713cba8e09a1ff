"""What two codebooks differ in, in sentences: added, removed, merged, split, renamed, redefined, moved.

What was merged and what was split off is known from the journal between the two moments; colours are no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from qda.core.codebook import TEXTS
from qda.core.trail.codes import SPLIT, merges, splits
from qda.core.trail.events import counted_passages
from qda.core.trail.rows import Moment, moments
from qda.core.trail.versions import Book, Kept, book
from qda.i18n import _

KINDS = {
    "added": _("Added"),
    "removed": _("Removed"),
    "merged": _("Merged"),
    "split": _("Split"),
    "renamed": _("Renamed"),
    "redefined": _("Redefined"),
    "moved": _("Moved"),
}
_PARTS = dict(
    zip(TEXTS, (_("the definition"), _("when to use it"), _("when not to use it"), _("the example")), strict=True)
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference; `before` and `after` hold the whole words where they were changed, `path` is the later one."""

    kind: str
    code_id: str
    name: str
    path: str
    sentence: str
    before: str = ""
    after: str = ""
    passages: int = 0


@dataclass(slots=True)
class Between:
    """What the journal says of the time between two codebooks: code -> (what it became part of, passages), by id.

    `split` maps what was split off to where it came from; `made` are the codes that were made.
    """

    merged: dict[str, tuple[str, int]] = field(default_factory=dict)
    split: dict[str, tuple[str, int]] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Act:
    """A code was made, merged into another or split off it by change `change`."""

    change: int
    what: str
    code: str
    other: str = ""
    passages: int = 0


class Acts:
    """Collects what was made, merged and split while the journal is read backwards; it must see every change."""

    def __init__(self) -> None:
        self._acts: list[_Act] = []  # newest first
        self._names: dict[str, str] = {}
        self._turns: dict[int, list[int]] = {}  # the undos and redos of each action
        self._kept: dict[str, int] = {}

    def take(self, moment: Moment) -> None:
        """Take the next older change."""
        change = moment.change
        if change.undoes is not None:
            self._turns.setdefault(moment.origin, []).append(change.seq)
            return
        for image in moment.of("codebook_version", "i"):
            self._kept[image.key] = change.seq
        if "code" not in change.tables and moment.label != SPLIT:
            return
        gone = {image.key for image in moment.of("code", "d")}
        made = {image.key for image in moment.of("code", "i")}
        for key in gone | made:
            self._names.setdefault(key, moment.name("code", key))
        moved = moment.tally.moved
        self._acts += [_Act(change.seq, "made", key) for key in made]
        self._acts += [
            _Act(change.seq, "merged", old, new, moved[old, new]) for old, new in merges(moment, gone).items()
        ]
        self._acts += [_Act(change.seq, "split", new, old, moved[old, new]) for old, new in splits(moment, gone, made)]

    def between(self, earlier: str | None, later: str | None) -> Between:
        """Return what was done from one version to another (None: now); only what was in force at the later one."""
        first = self._kept.get(earlier or "", 0)
        last = self._kept.get(later or "") or max((act.change for act in self._acts), default=0)
        seen = self._kept.get(later or "")
        found = Between(names=self._names)
        # Oldest first: what was merged twice is told of where it went at last.
        for act in reversed(self._acts):
            turns = sum(1 for turn in self._turns.get(act.change, ()) if seen is None or turn <= seen)
            if not first < act.change <= last or turns % 2:
                continue
            if act.what == "made":
                found.made.add(act.code)
            else:
                (found.merged if act.what == "merged" else found.split)[act.code] = (act.other, act.passages)
        return found


def differences(session: Session, earlier: str | None, later: str | None, acts: Acts | None = None) -> list[Difference]:
    """Return what the codebook of version `later` has otherwise than that of `earlier` (None: as it is now).

    `acts` are those of the whole journal, where somebody has them already.
    """
    first, last = book(session, earlier), book(session, later)
    if acts is None:
        acts = Acts()
        for moment in moments(session):
            acts.take(moment)
    return compare(first, last, acts.between(earlier, later))


def compare(first: Book, last: Book, known: Between) -> list[Difference]:
    """Return the differences of two codebooks, in the order of :data:`KINDS` and of the tree."""
    found: list[Difference] = []
    for key, code in last.items():
        old = first.get(key)
        if old is None:
            found.append(_new(code, first, known))
        else:
            found.extend(_changed(old, code, first, last))
            if key in known.split:
                found.append(_split(code, first, known))
    found.extend(_gone(code, last, known) for key, code in first.items() if key not in last)
    order = list(KINDS)
    return sorted(found, key=lambda one: order.index(one.kind))


def _about(kind: str, code: Kept, sentence: str, **more: str | int) -> Difference:
    return Difference(kind, code.id, code.name, code.path, sentence, **more)  # type: ignore[arg-type]


def _new(code: Kept, first: Book, known: Between) -> Difference:
    if code.id in known.split:
        return _split(code, first, known)
    above = code.path.rpartition(" > ")[0]
    if known.made and code.id not in known.made:
        words = _("“{name}” was brought back.")
    elif above:
        words = _("“{name}” was added below “{parent}”.")
    else:
        words = _("“{name}” was added.")
    return _about("added", code, words.format(name=code.name, parent=above), after=code.definition)


def _split(code: Kept, first: Book, known: Between) -> Difference:
    origin, passages = known.split[code.id]
    old = first[origin].name if origin in first else known.names.get(origin, "")
    words = _("“{name}” was split off “{old}”") if code.id not in first else _("“{name}” took over part of “{old}”")
    sentence = f"{words.format(name=code.name, old=old)} ({counted_passages(passages)})."
    return _about("split", code, sentence, after=code.definition, passages=passages)


def _gone(code: Kept, last: Book, known: Between) -> Difference:
    target, passages = known.merged.get(code.id, ("", 0))
    while target in known.merged and target not in last:
        target = known.merged[target][0]
    if not target:
        sentence = _("“{name}” was deleted.").format(name=code.name)
        return _about("removed", code, sentence, before=code.definition)
    into = last[target].name if target in last else known.names.get(target, "")
    words = (
        _("“{name}” was merged into “{target}”")
        if target in last
        else _("“{name}” was merged into “{target}”, now gone")
    )
    counted = f" ({counted_passages(passages)})" if passages else ""
    sentence = f"{words.format(name=code.name, target=into)}{counted}."
    return _about("merged", code, sentence, before=code.definition, passages=passages)


def _changed(old: Kept, code: Kept, first: Book, last: Book) -> Iterator[Difference]:
    if old.name != code.name:
        sentence = _("“{old}” was renamed “{name}”.").format(old=old.name, name=code.name)
        yield _about("renamed", code, sentence, before=old.name, after=code.name)
    for name, part in _PARTS.items():
        before, after = getattr(old, name), getattr(code, name)
        if before.split() != after.split():
            verb = _("was changed") if before and after else _("was written") if after else _("was taken away")
            sentence = _("“{name}”: {part} {verb}.").format(name=code.name, part=part, verb=verb)
            yield _about("redefined", code, sentence, before=before, after=after)
    if old.parent != code.parent:
        places = [
            where[parent].name if parent in where else ""
            for where, parent in ((first, old.parent), (last, code.parent))
        ]
        if not places[1]:
            words = _("“{name}” was moved out of “{old}”, to the top.")
        elif not places[0]:
            words = _("“{name}” was moved below “{new}”.")
        else:
            words = _("“{name}” was moved from “{old}” to “{new}”.")
        sentence = words.format(name=code.name, old=places[0], new=places[1])
        yield _about("moved", code, sentence, before=old.path, after=code.path)
