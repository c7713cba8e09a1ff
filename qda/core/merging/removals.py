"""What one side removed and the other changed or still uses: nothing of it goes without being asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from qda.core.merging.plan import BOTH, OURS, THEIRS
from qda.core.merging.sides import Key
from qda.core.merging.sources import Texts
from qda.core.merging.state import Merging
from qda.core.merging.tables import DESCRIPTIONS, Row
from qda.i18n import _

Dependants = dict[Key, list[Key]]


def settle_removals(state: Merging, texts: Texts) -> None:
    """Decide on all that is gone on one side: remove it here, keep it, bring it back, or let another take its place."""
    _removed_there(state, texts)
    _close(state)
    _removed_here(state, texts)


def _dependants(state: Merging, gone: set[Key], rows: Callable[[str], Iterable[tuple[bytes, Row]]]) -> Dependants:
    """Return what goes with each thing that is gone, by the thing."""
    found: Dependants = defaultdict(list)
    tables = {table for table, _key in gone}
    for table, form in state.forms.items():
        owners = {column: target for column, target in form.owners.items() if target in tables}
        if not owners:
            continue
        for key, row in rows(table):
            for column, target in owners.items():
                if (target, row[column]) in gone:
                    found[target, row[column]].append((table, key))
    return found


def _owners(dependants: Dependants) -> dict[Key, list[Key]]:
    found: dict[Key, list[Key]] = defaultdict(list)
    for owner, owned in dependants.items():
        for key in owned:
            found[key].append(owner)
    return found


def _contested(
    gone: set[Key], dependants: Dependants, live: Callable[[Key], bool], changed: Callable[[Key], bool]
) -> list[Key]:
    """Return what is gone and must be asked about: the topmost things that were changed or are used by what lives.

    What belongs to one of them is settled with it.
    """
    owners = _owners(dependants)
    waiting = [key for key in gone if DESCRIPTIONS[key[0]].asks and changed(key)]
    waiting += [owner for key, above in owners.items() if key not in gone and live(key) for owner in above]
    contested: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key not in contested:
            contested.add(key)
            waiting.extend(owners.get(key, ()))
    return sorted(key for key in contested if not any(owner in contested for owner in owners.get(key, ())))


def _below(roots: Iterable[Key], dependants: Dependants, within: set[Key] | None = None) -> set[Key]:
    """Return things and all that belongs to them, of `within` where it is given."""
    found: set[Key] = set()
    waiting = list(roots)
    while waiting:
        key = waiting.pop()
        if key not in found and (within is None or key in within):
            found.add(key)
            waiting.extend(dependants.get(key, ()))
    return found


def _of_root(root: Key, dependants: Dependants, gone: set[Key]) -> list[Key]:
    """Return what still lives and belongs to something gone."""
    return sorted(_below([root], dependants) - gone)


# Removed in the copy -------------------------------------------------------------------------------------------------


def _removed_there(state: Merging, texts: Texts) -> None:
    gone = state.gone_there
    if not gone:
        return
    dependants = _dependants(state, gone, state.finals)
    bases = state.meeting.bases

    def changed(key: Key) -> bool:
        row = state.ours.row(*key)
        assert row is not None
        return texts.changed(key[0], row, bases.of(*key, row, key[1], None)[0], ours=True)

    kept: set[Key] = set()
    moving: dict[Key, bytes] = {}
    for root in _contested(gone, dependants, lambda key: DESCRIPTIONS[key[0]].asks, changed):
        survivor = _survivor_there(state, root)
        used = _of_root(root, dependants, gone)
        if _ask_there(state, root, used, changed(root), survivor) == OURS:
            kept |= _below([root], dependants, gone)
        elif survivor is not None:
            moving[root] = survivor
    state.deletes |= gone - kept
    for root, survivor in moving.items():
        _move(state, root, survivor, dependants, gone)
    heirs = {key: _survivor_there(state, key) for key in gone - kept if key in state.survivors[1]}
    _move_links(state, {key: heir for key, heir in heirs.items() if heir is not None})


def _survivor_there(state: Merging, key: Key) -> bytes | None:
    """Return what took the place of something in the copy, as far as that will be here."""
    survivor = state.mapped(key[0], state.survivors[1].get(key))
    return survivor if survivor is not None and _known(state, key[0], survivor) else None


def _ask_there(state: Merging, root: Key, used: list[Key], changed: bool, survivor: bytes | None) -> str:
    table, key = root
    row = state.ours.row(table, key)
    assert row is not None
    wording = state.wording
    words = {OURS: _("Keep it, with all that belongs to it"), THEIRS: _("Remove it here too")}
    theirs = _("removed")
    if survivor is not None:
        name = wording.name(table, survivor)
        words[THEIRS] = _("Remove it here too; what belongs to it goes to “{name}”").format(name=name)
        theirs = _("became part of “{name}”").format(name=name)
    base = state.meeting.bases.of(table, key, row, key, None)[0]
    versions = (wording.name(table, key) if base is not None else "", _still(used, changed), theirs)
    return state.ask(f"{table}:{key.hex()}:removed there", table, wording.title(table, row), versions, words)


def _still(used: list[Key], changed: bool) -> str:
    """Return in words why something that the other side removed is asked about."""
    counts: dict[str, int] = defaultdict(int)
    for table, _key in used:
        if DESCRIPTIONS[table].asks:
            counts[DESCRIPTIONS[table].word] += 1
    told = ", ".join(f"{word}: {n}" for word, n in counts.items())
    parts = [_("changed")] if changed else []
    parts += [_("in use ({told})").format(told=told)] if told else []
    return ", ".join(parts)


def _known(state: Merging, table: str, key: bytes) -> bool:
    here = key in state.ours.tables[table] and (table, key) not in state.gone_there
    return here or (table, key) in state.new


def _move(state: Merging, root: Key, survivor: bytes, dependants: Dependants, gone: set[Key]) -> None:
    """Let what lives and belongs to something that is merged away belong to what took its place."""
    for table, key in dependants.get(root, ()):
        if (table, key) in gone:
            continue
        row = state.final(table, key)
        if row is None:
            continue
        for column, target in state.forms[table].owners.items():
            if (target, row[column]) == root:
                state.update(table, key, {column: survivor})


def _move_links(state: Merging, heirs: dict[Key, bytes]) -> None:
    """Let what is only linked to something that is merged away (as a memo to who wrote it) be linked to its heir."""
    for table, form in state.forms.items() if heirs else ():
        links = {column: target for column, target in form.links.items() if any(target == key[0] for key in heirs)}
        for key, row in list(state.finals(table)) if links else ():
            for column, target in links.items():
                if (target, row[column]) in heirs:
                    state.update(table, key, {column: heirs[target, row[column]]})


def _close(state: Merging) -> None:
    """Let what belongs to something removed go as well, as the file itself would."""
    more = True
    while more:
        more = False
        gone = {table for table, _key in state.deletes}
        for table, form in state.forms.items():
            owners = {column: target for column, target in form.owners.items() if target in gone}
            if not owners:
                continue
            for key, row in list(state.finals(table)):
                if any((target, row[column]) in state.deletes for column, target in owners.items()):
                    state.drop(table, key)
                    more = True


# Removed here --------------------------------------------------------------------------------------------------------


def _removed_here(state: Merging, texts: Texts) -> None:
    gone = state.gone_here
    if not gone:
        return

    def rows(table: str) -> Iterable[tuple[bytes, Row]]:
        names = state.forms[table].columns
        return ((key, dict(zip(names, row, strict=True))) for key, row in state.theirs.tables[table].items())

    dependants = _dependants(state, gone, rows)
    bases = state.meeting.bases

    def changed(key: Key) -> bool:
        row = state.theirs.row(*key)
        assert row is not None
        return texts.changed(key[0], row, bases.of(*key, None, key[1], row)[1], ours=False)

    def live(key: Key) -> bool:
        # What was held back when this was asked before is no reason to ask again.
        return key in state.new and key not in bases.held and DESCRIPTIONS[key[0]].asks

    for root in _contested(gone, dependants, live, changed):
        used = [key for key in _of_root(root, dependants, gone) if key in state.new]
        survivor = _survivor_here(state, root)
        if root in state.instead and not changed(root):
            continue  # settled at an earlier merge
        choice = _ask_here(state, root, used, changed(root), survivor)
        if choice == THEIRS:
            state.instead.pop(root, None)
            state.new |= dict.fromkeys(_below([root], dependants, gone))
        elif choice == BOTH and survivor is not None:
            state.instead[root] = survivor


def _survivor_here(state: Merging, root: Key) -> bytes | None:
    survivor = state.instead.get(root) or state.survivors[0].get(root)
    if survivor is None or not state.there(root[0], survivor):
        return None
    return survivor


def _ask_here(state: Merging, root: Key, used: list[Key], changed: bool, survivor: bytes | None) -> str:
    table, key = root
    row = state.theirs.row(table, key)
    assert row is not None
    wording = state.wording
    words = {
        OURS: _("Leave it removed; what came to it in the copy is held back"),
        THEIRS: _("Bring it back, with all that belongs to it"),
    }
    ours = _("removed")
    if survivor is not None:
        name = wording.name(table, survivor)
        words[BOTH] = _("Let what came to it in the copy go to “{name}”").format(name=name)
        ours = _("became part of “{name}”").format(name=name)
    base = state.meeting.bases.of(table, key, None, key, row)[1]
    versions = (wording.name(table, key) if base is not None else "", ours, _still(used, changed))
    return state.ask(
        f"{table}:{key.hex()}:removed here",
        table,
        wording.title(table, row),
        versions,
        words,
        default=BOTH if survivor is not None else THEIRS,
    )
