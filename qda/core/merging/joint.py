"""What joining another project would do, row by row: what is new, what fills a gap here, what must be asked.

A first join knows no state that both projects were once in: a row that is the same here is compared field by field. A
later one knows how theirs was at the last join, and takes over only what was changed there since.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table

from qda.core.merging.other_project import Ids, Row, Rows, owners, parents_first, sign, tables, ways_to_be_same
from qda.core.merging.plan import BOTH, OURS, THEIRS, Conflict, HeldBack
from qda.core.merging.titles import Titles, field_words, shown
from qda.core.naming import distinct
from qda.core.review.people import free_code
from qda.i18n import _
from qda.storage.ids import new_id

Then = Mapping[tuple[str, str], Row | None]
"""How the rows that changed since the last join were then, by table and id; None where they were not there yet."""
Place = tuple[str, str, str]
"""Table, id here, column."""

SPAN = "span"
"""Both borders of a passage, where a column is named: (start, end)."""

_EMPTY = (None, "", "[]", "{}")
# Where the two differ in these, ours stays and nobody is asked: order, looks, times, and names of what was said to be
# the same. What isn't set here is filled in all the same.
_QUIET = frozenset(
    (
        *("id", "name", "label", "title", "position", "created", "modified", "at", "colour", "initials", "role"),
        *("kind", "codable", "origin", "main", "text_version", "interviewer", "value", "key", "approach", "type"),
        *("line_unit", "line_width", "read", "finished", "original_name", "original_hash", "format", "encoding"),
        *("direction", "text_hash", "characters", "words", "x", "y", "width", "height", "scope"),
    )
)
_TEXTS = frozenset(
    ("definition", "include", "exclude", "example", "note", "body", "why", "idea", "boundaries", "summary")
)
# The same id, but other words or another code: a piece of work of its own.
_OF_ITSELF = {"coding": ("start", "end"), "quote": ("start", "end"), "source": ("text_hash",), "turn": ("start",)}
_OF_THE_TEXT = frozenset(("text_hash", "text_version", "characters", "words", "direction"))
# What goes when it was removed there, because nothing else goes with it.
_LEAVES = frozenset(("coding", "memo_link", "quote", "theme_code", "participation", "attribute_value", "reading"))
_NAMED = {"source": "name", "participant": "name", "attribute": "name"}
_CORRECTED = _("The text was corrected on one side since the two were joined. Correct it on the other, join again.")
_EARLIER = _("It has no place yet, and lies in an earlier text that is not here. Place it there, and join again.")


@dataclass(slots=True)
class Joint:
    """What there is to do here; ids are ours, keys of `asked` those of conflicts, `theirs` what stands to choose."""

    ids: Ids
    new: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    filled: dict[Place, Any] = field(default_factory=dict)
    removed: list[tuple[str, str]] = field(default_factory=list)
    asked: dict[str, tuple[Place, Any, Any]] = field(default_factory=dict)
    weights: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    overlapping: set[str] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)
    held_back: list[HeldBack] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    same: int = 0


def joint(ours: Rows, theirs: Rows, ids: Ids, titles: Titles, then: Then | None = None) -> Joint:
    """Compare two projects; `ids` hold what is the same, `then` how what changed there since the last join was."""
    work = _Work(ours, theirs, titles, then, Joint(ids))
    for table in tables():
        work.take(table)
    work.removals()
    work.words()
    work.overlaps()
    return work.found


class _Work:
    def __init__(self, ours: Rows, theirs: Rows, titles: Titles, then: Then | None, found: Joint) -> None:
        self.ours, self.theirs, self.titles, self.then, self.found = ours, theirs, titles, then, found
        self.ids = found.ids
        if then is None:
            everything = set().union(*ours.values())
            self.ids.ours = {key: mine for key, mine in self.ids.ours.items() if mine in everything}
        self.there = {name: set(rows) for name, rows in ours.items()}
        self.main_places = {row["code_id"]: key for key, row in ours["code_place"].items() if row["main"]}
        here = ours["source"]
        self.corrected = {
            key
            for key, row in theirs["source"].items()
            if self.ids.ours.get(key) in here and here[self.ids.ours[key]]["text_hash"] != row["text_hash"]
        }

    def take(self, table: Table) -> None:
        """Go through the rows of one table; what they point to was seen before."""
        ways = ways_to_be_same(table)
        signs = {(names, sign(names, row)): key for key, row in self.ours[table.name].items() for names in ways}
        after = 1 + max((row.get("position", 0) for row in self.ours[table.name].values()), default=-1)
        for row in parents_first(table, self.theirs[table.name].values()):
            if table.name in ("turn", "text_version") and self.ids[row["source_id"]] in self.ours["source"]:
                self.found.same += 1  # one text has its turns and its earlier versions once
                continue
            reason = self._other_words(table, row)
            if reason:
                self._hold_if_new(table, row, reason)
                continue
            if self.then is not None and self.then.get((table.name, row["id"]), row) is not None:
                self._again(table, row)
                continue
            moved = self._moved(table, row)
            if moved is None:
                continue
            twin = self._twin(table, row, moved, ways, signs)
            if twin is not None:
                self.ids.ours[row["id"]] = twin
                self._compare(table, self.ours[table.name][twin], moved)
                continue
            moved["id"] = self._free_id(table, row["id"])
            if table.name == "source":
                self.ids.ours[row["id"]] = moved["id"]  # to know it by, when its text is another one some day
            if "position" in moved:
                moved["position"] += after
            self._name(table, moved)
            self.there[table.name].add(moved["id"])
            self.found.new[table.name].append(moved)

    # Known from the last time ----------------------------------------------------------------------------------------

    def _again(self, table: Table, row: Row) -> None:
        assert self.then is not None
        mine = self.ours[table.name].get(self.ids[row["id"]])
        before = self.then.get((table.name, row["id"]))
        if before is None:  # nothing was done to it
            self.found.same += mine is not None
            return
        if mine is None:
            self._hold(table, row, _("It was removed here, and changed there since."))
            return
        old, moved = self.ids.translated(table, before), self.ids.translated(table, row)
        changed = [name for name in moved if name != "id" and moved[name] != old[name] and moved[name] != mine[name]]
        changed = [name for name in changed if name not in _OF_THE_TEXT or row["id"] not in self.corrected]
        reason = self._no_room(table, {**mine, **{name: moved[name] for name in changed}}, changed)
        if reason:
            self._hold(table, row, reason)
            return
        if {"start", "end"} & set(changed):
            # The borders of a passage are one thing: one of ours and one of theirs would be nobody's passage.
            changed = [*(name for name in changed if name not in ("start", "end")), SPAN]
            mine, old, moved = ({**one, SPAN: (one["start"], one["end"])} for one in (mine, old, moved))
        for name in changed:
            place = (table.name, mine["id"], name)
            if mine[name] == old[name]:
                self.found.filled[place] = moved[name]
            elif name not in _QUIET:
                self._ask(place, mine[name], moved[name], self._words(old[name]))
        self.found.same += not changed

    def _no_room(self, table: Table, wanted: Row, changed: Iterable[str]) -> str:
        """Say why a row can't become what it became there; "" where it can."""
        links = {name: target for name, target, _owned in owners(table) if name in changed}
        if any(wanted[name] is not None and wanted[name] not in self.there[target] for name, target in links.items()):
            return _("What it belongs to was removed here.")
        for names in ways_to_be_same(table):
            known = sign(names, wanted) if set(names) & set(changed) else None
            others = self.ours[table.name].items() if known is not None else ()
            if any(key != wanted["id"] and sign(names, one) == known for key, one in others):
                return _("It would be here twice.")
        if "parent_id" in links and self._below_itself(table, wanted):
            return _("Here it would stand below itself.")
        return ""

    def _below_itself(self, table: Table, wanted: Row) -> bool:
        which = "code_id" if table.name == "code_place" else "id"
        above: dict[str, set[str | None]] = defaultdict(set)
        for row in self.ours[table.name].values():
            if row["id"] != wanted["id"]:
                above[row[which]].add(self.found.filled.get((table.name, row["id"], "parent_id"), row["parent_id"]))
        return wanted["parent_id"] is not None and _leads_to(above, wanted["parent_id"], wanted[which])

    def _other_words(self, table: Table, row: Row) -> str:
        """Say why a row would lie on other words here than there; "" where it would not."""
        if table.name == "unplaced" and self.ids[row["source_id"]] in self.ours["source"]:
            return _EARLIER  # earlier texts of what both have don't come along
        return _CORRECTED if row.get("source_id") in self.corrected and row.get("start") is not None else ""

    def _hold_if_new(self, table: Table, row: Row, reason: str) -> None:
        """Hold a row back; what was done before the last join is here, or was told then."""
        if self.then is not None and self.then.get((table.name, row["id"]), row) is row:
            self.found.same += 1
        else:
            self._hold(table, row, reason)

    def removals(self) -> None:
        """Let go what was removed there since the last join, where it is here as it was there."""
        kept = 0
        for (name, key), before in (self.then or {}).items():
            mine = self.ours[name].get(self.ids[key]) if before is not None else None
            if mine is None or before is None or key in self.theirs[name]:
                continue
            table = next(one for one in tables() if one.name == name)
            untouched = {**self.ids.translated(table, before), "id": mine["id"]}
            if name in _LEAVES and all(mine[column] == untouched[column] for column in mine if column != "position"):
                self.found.removed.append((name, mine["id"]))
            else:
                kept += name in _NAMED or name in ("code", "theme", "memo", "coding")
        if kept:
            self.found.notes.append(
                _("{n} things that were removed there since the last time stay here.").format(n=kept)
            )

    # New here, or the same -------------------------------------------------------------------------------------------

    def _moved(self, table: Table, row: Row) -> Row | None:
        """Return a row with our ids; None where what it belongs to is not here, and it is held back."""
        moved = self.ids.moved(table, row)
        for name, target, owned in owners(table):
            if moved[name] is None or moved[name] in self.there.get(target, ()) or moved[name] == row["id"]:
                continue
            if owned and not (name == "parent_id" and table.name == "code_place" and moved["main"]):
                self._hold(table, row, _("What it belongs to was removed here."))
                return None
            moved[name] = None
        return moved

    def _twin(
        self,
        table: Table,
        row: Row,
        moved: Row,
        ways: Iterable[tuple[str, ...]],
        signs: Mapping[tuple[tuple[str, ...], Any], str],
    ) -> str | None:
        name, key = table.name, row["id"]
        if key in self.ids.ours:
            return self.ids.ours[key]
        if name == "code_place" and moved["main"] and moved["code_id"] in self.main_places:
            return self.main_places[moved["code_id"]]
        if name == "attribute_value":
            return self._value(moved)
        for names in ways:
            known = sign(names, moved)
            if known is not None and (names, known) in signs:
                return signs[names, known]
        mine = self.ours[name].get(key)
        own = (*(column for column, _target, owned in owners(table) if owned), *_OF_ITSELF.get(name, ()))
        same = mine is not None and key not in self.ids.apart and all(mine[column] == moved[column] for column in own)
        return key if same else None

    def _value(self, moved: Row) -> str | None:
        """Return the value of an attribute that is here already; of one with several choices, the same choice."""
        attribute = self.ours["attribute"].get(moved["attribute_id"])
        names = ["attribute_id", "participant_id", "source_id"]
        if attribute is None or attribute["type"] == "choices":
            names.append("value")
        wanted = [moved[name] for name in names]
        rows = self.ours["attribute_value"].items()
        return next((key for key, row in rows if [row[name] for name in names] == wanted), None)

    def _free_id(self, table: Table, key: str) -> str:
        if key not in self.ours[table.name]:
            return key
        self.ids.ours[key] = new_id()
        return self.ids.ours[key]

    def _name(self, table: Table, moved: Row) -> None:
        """Give a new thing a name that tells it from what is here."""
        if table.name in _NAMED:
            here = [row["name"] for row in (*self.ours[table.name].values(), *self.found.new[table.name])]
            name = distinct(moved["name"], here)
            if name != moved["name"] and table.name == "source":
                sentence = _("“{name}” here and there hold different words; theirs comes along as “{other}”.")
                self.found.notes.append(sentence.format(name=moved["name"], other=name))
            moved["name"] = name
        elif table.name == "coder":
            if moved["name"].casefold() in (row["name"].casefold() for row in self.ours["coder"].values()):
                sentence = _("“{name}” here and “{name}” there stay two people: a name alone doesn't say who it is.")
                self.found.notes.append(sentence.format(name=moved["name"]))
        elif table.name == "review_person":
            taken = {row["code"].casefold() for row in (*self.ours[table.name].values(), *self.found.new[table.name])}
            if moved["code"].casefold() in taken:
                moved["code"] = free_code(taken)  # packs and paper know people by it alone
        elif table.name == "code_place" and moved["main"]:
            self._name_code(moved)

    def _name_code(self, place: Row) -> None:
        """Spell a new code differently from those that will stand beside it."""
        fresh = {row["id"]: row for row in self.found.new["code"]}
        code = fresh.get(place["code_id"])
        if code is None:
            return
        places = (*self.ours["code_place"].values(), *self.found.new["code_place"])
        beside = [row["code_id"] for row in places if row["parent_id"] == place["parent_id"] and row["main"]]
        names = [(fresh.get(key) or self.ours["code"][key])["name"] for key in beside]
        code["name"] = distinct(code["name"], names)

    # What both have --------------------------------------------------------------------------------------------------

    def _compare(self, table: Table, mine: Row, moved: Row) -> None:
        differs = False
        for name, value in moved.items():
            if name == "id" or value == mine[name] or value in _EMPTY:
                continue
            place = (table.name, mine["id"], name)
            if name == "options":
                self._more_options(place, mine[name], value)
            elif mine[name] in _EMPTY:
                self.found.filled[place] = value
            elif _is_asked(table.name, name):
                self._ask(place, mine[name], value)
            else:
                continue
            differs = True
        self.found.same += not differs

    def _more_options(self, place: Place, mine: str, value: str) -> None:
        """Let an attribute have the values of both, or what comes along would be none of its own."""
        here, there = json.loads(mine), json.loads(value)
        if set(there) - set(here):
            self.found.filled[place] = json.dumps(list(dict.fromkeys([*here, *there])), ensure_ascii=False)

    def _ask(self, place: Place, mine: Any, value: Any, before: str = "") -> None:
        table, key, name = place
        conflict_key = f"{table}:{key}:{name}"
        choices = (OURS, THEIRS, BOTH) if name in _TEXTS else (OURS, THEIRS)
        words = {OURS: _("Keep what is here"), THEIRS: _("Take theirs"), BOTH: _("Put both together")}
        self.found.asked[conflict_key] = (place, mine, value)
        self.found.conflicts.append(
            Conflict(
                key=conflict_key,
                kind=table,
                title=self.titles.ours(table, key),
                field=field_words(name),
                base=before,
                ours=self._words(mine),
                theirs=self._words(value),
                choices=choices,
                words={choice: words[choice] for choice in choices},
                default=BOTH if BOTH in choices else OURS,
            )
        )

    def _words(self, value: Any) -> str:
        return self.titles.any(value) or shown(value)

    def _hold(self, table: Table, row: Row, reason: str) -> None:
        title, words = self.titles.theirs(table.name, row["id"])
        self.found.held_back.append(HeldBack(table.name, title, reason, words))

    # At the end ------------------------------------------------------------------------------------------------------

    def words(self) -> None:
        """Put our ids into words that name theirs, now that all of them are known; references in circles stay away."""
        for table in tables():
            if table.name in self.found.new:
                self.found.new[table.name] = [self.ids.with_words(table, row) for row in self.found.new[table.name]]
        for row in self.found.new.get("coding", ()):
            source = self.ours["source"].get(row["source_id"])
            if source is not None:
                row["text_version"] = source["text_version"]
        self._no_circles()

    def _no_circles(self) -> None:
        above: dict[str, set[str | None]] = defaultdict(set)
        for key, row in self.ours["code_place"].items():
            above[row["code_id"]].add(self.found.filled.get(("code_place", key, "parent_id"), row["parent_id"]))
        kept = []
        for row in sorted(self.found.new.get("code_place", ()), key=lambda one: not one["main"]):
            if row["parent_id"] is not None and _leads_to(above, row["parent_id"], row["code_id"]):
                title, _place = self.titles.theirs("code", row["code_id"])
                reason = _("Here it would stand below itself.")
                self.found.held_back.append(HeldBack("code_place", title, reason, ""))
                continue
            above[row["code_id"]].add(row["parent_id"])
            kept.append(row)
        if "code_place" in self.found.new:
            self.found.new["code_place"] = kept

    def overlaps(self) -> None:
        """Find codings of one coder and code that become one, and ask where their weights differ."""
        fresh = {row["id"] for row in self.found.new.get("coding", ())}
        fresh |= {key for table, key, name in self.found.filled if table == "coding" and name not in _QUIET}
        here = [self._as_filled("coding", row) for row in self.ours["coding"].values()]
        groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in (*self.found.new.get("coding", ()), *here):
            groups[row["coder_id"], row["code_id"], row["source_id"]].append(row)
        for (_coder, code, _source), rows in groups.items():
            for cluster in _clusters(rows):
                sides = (
                    [row for row in cluster if row["id"] not in fresh],
                    [row for row in cluster if row["id"] in fresh],
                )
                if sides[1]:
                    self.found.overlapping.add(code)
                    self._ask_weight(*sides)

    def _as_filled(self, table: str, row: Row) -> Row:
        changes = {
            name: value for name in row if (value := self.found.filled.get((table, row["id"], name))) is not None
        }
        return {**row, **changes} if changes else row

    def _ask_weight(self, mine: list[Row], fresh: list[Row]) -> None:
        weights = [sorted({row["weight"] for row in side} - {None}) for side in (mine, fresh)]
        if len({*weights[0], *weights[1]}) < 2 or not mine:
            return
        key = f"coding:{mine[0]['id']}:weight"
        self.found.weights[key] = ([row["id"] for row in mine], [row["id"] for row in fresh])
        ours, theirs = (", ".join(map(str, side)) for side in weights)
        words = {OURS: _("Keep what is here"), THEIRS: _("Take theirs")}
        title = self.titles.ours("coding", mine[0]["id"])
        self.found.conflicts.append(
            Conflict(key, "coding", title, field_words("weight"), "", ours, theirs, (OURS, THEIRS), words)
        )


def _is_asked(table: str, column: str) -> bool:
    if (table, column) == ("attribute_value", "value"):
        return True
    return column not in _QUIET and (table, column) != ("code_place", "parent_id")


def _clusters(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """Give the groups of codings that share characters directly or through others."""
    cluster: list[Row] = []
    reach = 0
    for row in sorted(rows, key=lambda one: (one["start"], one["end"])):
        if cluster and row["start"] >= reach:
            if len(cluster) > 1:
                yield cluster
            cluster = []
        reach = max(reach, row["end"]) if cluster else row["end"]
        cluster.append(row)
    if len(cluster) > 1:
        yield cluster


def _leads_to(above: Mapping[str, set[str | None]], start: str | None, goal: str) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if one == goal:
            return True
        if one is not None and one not in seen:
            seen.add(one)
            waiting += above.get(one, ())
    return False
