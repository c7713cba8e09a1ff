"""New rows find their place here: owners that are there, the join rule, one main place each, and no circles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from qda.core.merging.joins import join_passages, join_values
from qda.core.merging.linking import theirs_led
from qda.core.merging.plan import HeldBack
from qda.core.merging.sides import Key
from qda.core.merging.sources import Texts, unplaced
from qda.core.merging.state import Merging
from qda.core.merging.tables import DESCRIPTIONS, Form, Row
from qda.core.review.people import free_code
from qda.i18n import _

_NOT_ITSELF = {
    "relation": (("from_theme_id", "to_theme_id"), ("from_code_id", "to_code_id")),
    "verification": (("coder_id", "whose_id"),),
}
_ABOVE = {"code_place": ("code_id", "parent_id"), "theme": ("id", "parent_id"), "frame_row": ("id", "parent_id")}


def bring_in(state: Merging, texts: Texts) -> None:
    """Bring in what is new of theirs, table by table, and let each table be as its rules say."""
    coming: dict[str, list[bytes]] = defaultdict(list)
    for table, key in state.new:
        coming[table].append(key)
    for table, form in state.forms.items():
        _bring(state, texts, form, sorted(coming.get(table, ())))
        if not state.touched(table):
            continue
        _mend_pointers(state, form)
        if table == "text_version":
            _mend_links(state, form)
        _none_to_itself(state, table)
        if form.unique or table == "placement":
            _one_of_each(state, table)
        if table == "coding":
            join_passages(state)
        if table in _ABOVE:
            _no_circles(state, table)
    if state.touched("code", "code_place"):
        _main_places(state)
    if state.touched("placement", "theme_code"):
        _cards_in_themes(state)
    if state.touched("attribute", "attribute_value"):
        join_values(state)
    if state.touched("review_person"):
        _codes_of_people(state)


def _bring(state: Merging, texts: Texts, form: Form, keys: list[bytes]) -> None:
    table = form.name
    rows = {key: state.theirs.row(table, key) or {} for key in keys}
    coming = {key: state.as_ours(table, row) for key, row in rows.items()}
    # Rows of one table may belong to each other; a row without its owner takes away what it owns, and so on.
    checked = False
    while not checked:
        checked = True
        for key in list(coming):
            missing = _missing_owner(state, form, coming[key], coming)
            if missing is None:
                continue
            if table == "code_place" and missing == "parent_id" and coming[key]["main"]:
                coming[key]["parent_id"] = None
                continue
            del coming[key]
            state.hold(table, rows[key], _gone(state, form.owners[missing], rows[key][missing]))
            checked = False
    for key, row in coming.items():
        for column, target in form.links.items():
            if row[column] is not None and not (state.there(target, row[column]) or _comes(target, row[column], form)):
                row[column] = None
        if table == "turn" and texts.keeps_ours(row):
            continue
        if table == "turn" and (("source", rows[key]["source_id"]) in state.same):
            continue  # the same text, imported twice, has its turns already
        if form.anchored:
            placed = _placed(state, texts, rows[key], row)
            if placed is None:
                state.hold(table, rows[key], unplaced())
                continue
            row = placed
        elif table == "memo":
            row = theirs_led(state, texts, row)
        state.inserts[table, key] = texts.numbered(row, ours=False)
    _drop_own_links(state, form, coming)


def _comes(target: str, key: bytes, form: Form) -> bool:
    """Say whether a link goes to a row of the same table; whether that comes is seen when all have come."""
    return target == form.name and key is not None


def _drop_own_links(state: Merging, form: Form, coming: Iterable[bytes]) -> None:
    own = [column for column, target in form.links.items() if target == form.name]
    for key in coming:
        row = state.inserts.get((form.name, key), {})
        for column in own if row else ():
            if row[column] is not None and not state.there(form.name, row[column]):
                row[column] = None


def _placed(state: Merging, texts: Texts, theirs: Row, row: Row) -> Row | None:
    held = state.theirs.row("source", theirs["source_id"]) if theirs["source_id"] is not None else None
    if held is None:
        return row
    return texts.place(row, held["text_hash"])


def _missing_owner(state: Merging, form: Form, row: Row, coming: dict[bytes, Row]) -> str | None:
    """Return the column of an owner that won't be here, or None."""
    for column, target in form.owners.items():
        key = row[column]
        if key is not None and not state.there(target, key) and not (target == form.name and key in coming):
            return column
    return None


def _gone(state: Merging, target: str, key: Any) -> str:
    name = state.wording.name(target, key)
    sentence = _("{what} “{name}” is not here any more.") if name else _("{what} is not here any more.")
    return sentence.format(what=DESCRIPTIONS[target].word, name=name)


def _mend_pointers(state: Merging, form: Form) -> None:
    """Take back changes that would let a row of ours belong to what isn't here, and empty links to it."""
    for (table, key), values in list(state.updates.items()):
        if table != form.name:
            continue
        for column, target in form.pointers.items():
            if values.get(column) is None or state.there(target, values[column]):
                continue
            if column in form.links:
                values[column] = None
            else:
                del values[column]
        if not values:
            del state.updates[table, key]


def _mend_links(state: Merging, form: Form) -> None:
    """Empty links of what comes by a rule of its own to what isn't here."""
    for (table, _key), row in state.inserts.items():
        for column, target in form.links.items() if table == form.name else ():
            if row[column] is not None and not state.there(target, row[column]):
                row[column] = None


def _none_to_itself(state: Merging, table: str) -> None:
    """Drop what would lead from a thing to itself, since two things became one."""
    touched = [key for ops in (state.updates, state.inserts) for name, key in ops if name == table]
    for key in touched if table in _NOT_ITSELF else ():
        row = state.final(table, key)
        if row is not None and any(row[a] is not None and row[a] == row[b] for a, b in _NOT_ITSELF[table]):
            state.drop(table, key)


def _one_of_each(state: Merging, table: str) -> None:
    """Let rows that came to say the same be one: ours, or else that with the smallest id."""
    natural = DESCRIPTIONS[table].natural
    if natural is None:
        return
    touched = {key for ops in (state.updates, state.inserts) for name, key in ops if name == table}
    groups: dict[Any, list[bytes]] = defaultdict(list)
    for key, row in state.finals(table):
        groups[natural(row, state.final)].append(key)
    for keys in groups.values():
        if len(keys) < 2 or touched.isdisjoint(keys):
            continue
        keys.sort(key=lambda key: (key not in state.ours.tables[table], key in touched, key))
        for key in keys[1:]:
            state.drop(table, key)
            state.instead[table, key] = keys[0]


def _codes_of_people(state: Merging) -> None:
    """Give people who come another code where somebody here has theirs: packs and paper know people by it alone.

    Packs that were handed out name the person of each code by id; their answers still come to the right one.
    """
    coming = [key for name, key in state.inserts if name == "review_person"]
    new = set(coming)
    taken = {row["code"].casefold() for key, row in state.finals("review_person") if key not in new}
    for key in sorted(coming):
        row = state.inserts["review_person", key]
        code = free_code(taken) if row["code"].casefold() in taken else row["code"]
        if code != row["code"]:
            sentence = _("“{name}” has the code {code} from here on: {before} is somebody else's here.")
            state.notes.append(sentence.format(name=row["name"], code=code, before=row["code"]))
            row["code"] = code
        taken.add(code.casefold())


def _main_places(state: Merging) -> None:
    """Let every code that was touched have one main place in the codebook."""
    codes = {key for name, key in state.inserts if name == "code"}
    for name, key in (*state.updates, *state.inserts, *state.deletes):
        if name == "code_place":
            for row in (state.final(name, key), state.ours.row(name, key)):
                if row is not None:
                    codes.add(row["code_id"])
    places: dict[bytes, list[tuple[bytes, Row]]] = defaultdict(list)
    for key, row in state.finals("code_place"):
        if row["code_id"] in codes:
            places[row["code_id"]].append((key, row))
    for code in sorted(codes):
        if not state.there("code", code):
            continue
        here = sorted(places[code], key=lambda place: (place[0] not in state.ours.tables["code_place"], place[0]))
        main = [key for key, row in here if row["main"]]
        if not main and here:
            state.update("code_place", here[0][0], {"main": 1})
        for key in main[1:]:
            state.update("code_place", key, {"main": 0})
        if not here:
            _give_place(state, code)


def _give_place(state: Merging, code: bytes) -> None:
    """Put a code that lost all its places on the uppermost level, by the place it had on either side."""
    for side in (state.ours, state.theirs):
        names = state.forms["code_place"].columns
        for key, values in side.tables["code_place"].items():
            row = dict(zip(names, values, strict=True))
            if row["code_id"] == code and row["main"]:
                back = {**row, "parent_id": row["parent_id"] if state.there("code", row["parent_id"]) else None}
                state.deletes.discard(("code_place", key))
                if key in state.ours.tables["code_place"]:
                    state.update("code_place", key, {"parent_id": back["parent_id"]})
                else:
                    state.inserts["code_place", key] = back
                return


def _no_circles(state: Merging, table: str) -> None:
    """Take back what the copy moved where a thing would come to stand below itself."""
    below, above = _ABOVE[table]
    parents: dict[bytes, set[bytes]] = defaultdict(set)
    for _key, row in state.finals(table):
        if row[above] is not None:
            parents[row[below]].add(row[above])
    moved = [key for key, values in state.updates.items() if key[0] == table and values.get(above) is not None]
    moved += [key for key, row in state.inserts.items() if key[0] == table and row[above] is not None]
    for key in sorted(moved):
        row = state.final(*key) or {}
        if row.get(above) is None or not _reaches(parents, row[above], row[below]):
            continue
        theirs = state.theirs.row(*key) or row
        _take_back(state, key, above)
        parents[row[below]].discard(row[above])
        back = state.final(*key)
        if back is not None and back[above] is not None:
            parents[row[below]].add(back[above])
        reason = _("It would come to stand below itself, so it stays where it was.")
        thing = "code" if table == "code_place" else table
        state.held_back.append(_held(state, thing, theirs, row[below], reason))


def _held(state: Merging, thing: str, theirs: Row, key: bytes, reason: str) -> HeldBack:
    row = state.final(thing, key) or theirs
    return HeldBack(thing, state.wording.title(thing, row), reason, "")


def _take_back(state: Merging, key: Key, above: str) -> None:
    if key in state.updates:
        state.updates[key].pop(above)
        if not state.updates[key]:
            del state.updates[key]
    elif key[0] == "code_place" and not state.inserts[key]["main"]:
        del state.inserts[key]
    else:
        state.inserts[key][above] = None


def _reaches(parents: dict[bytes, set[bytes]], start: bytes, wanted: bytes) -> bool:
    seen: set[bytes] = set()
    waiting = [start]
    while waiting:
        thing = waiting.pop()
        if thing == wanted:
            return True
        if thing not in seen:
            seen.add(thing)
            waiting.extend(parents.get(thing, ()))
    return False


def _cards_in_themes(state: Merging) -> None:
    """Take off the board cards of codes on which their theme does not draw any more."""
    drawn = {(row["theme_id"], row["code_id"]) for _key, row in state.finals("theme_code")}
    for key, row in list(state.finals("placement")):
        pair = (row["theme_id"], row["code_id"])
        if None not in pair and pair not in drawn:
            state.drop("placement", key)
