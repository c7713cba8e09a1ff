"""Coders, codes and what ties codes together, as they come in from another program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.codebook import CodeRow, codes
from qda.core.codebook_places import COLOURS
from qda.core.coders import COLOURS as CODER_COLOURS
from qda.core.coders import initials_of
from qda.core.exchange.bundle import Bundle, CodeItem, SetItem
from qda.core.exchange.drafting import Draft, Identities, identity
from qda.core.exchange.meanings_of_codes import several_fields
from qda.core.exchange.palette import nearest
from qda.core.naming import clean, distinct
from qda.i18n import _
from qda.storage.models import Code, CodePlace, Coder, Relation, Theme, now_ms

NOBODY = identity("a coder whom no file names")
"""The id of the coder who has what the other program gave to nobody: the same one however often files come in."""
RELATED = _("is related to")
"""What a relation is called that has no name in the other program."""
_ENDS = ("from_theme_id", "from_code_id", "to_theme_id", "to_code_id")


def take_coders(session: Session, bundle: Bundle, draft: Draft) -> Callable[[str | None], str]:
    """Bring in the people who coded; return what gives the coder of a coding, made where the file does not name one.

    Two people who share a name stay two: a person is an id.
    """
    identities = Identities(session, Coder)
    number = len(session.scalars(select(Coder.id)).all())
    made: dict[str, str] = {}

    def add(wanted: str, name: str, initials: str) -> str:
        key, known = identities.claim(wanted)
        made[wanted] = key
        if known:
            draft.known["coders"] += 1
            return key
        colour = CODER_COLOURS[(number + draft.new["coders"]) % len(CODER_COLOURS)]
        initials = clean(initials) or initials_of(name)
        draft.add(Coder, {"id": key, "name": name, "initials": initials, "colour": colour, "role": ""})
        draft.new["coders"] += 1
        return key

    for user in bundle.users:
        name = clean(user.name) or clean(user.initials) or _("Coder without a name")
        draft.things["coder", user.id] = add(user.id, name, user.initials)

    def coder_of(wanted: str | None) -> str:
        key = made.get(wanted or NOBODY)
        return key or add(wanted or NOBODY, _("Unknown coder"), "?")

    return coder_of


# Codes ---------------------------------------------------------------------------------------------------------------


class _Tree:
    """The codebook as it is and becomes: which names stand under which code, and how many places there are."""

    def __init__(self, rows: list[CodeRow], session: Session) -> None:
        self.rows = {row.id: row for row in rows}
        self.colours = {row.id: row.colour for row in rows}
        self.under: dict[str | None, dict[str, str]] = {}
        for row in rows:
            self.under.setdefault(row.parent, {})[row.name.casefold()] = row.id
        self.places: Counter[str | None] = Counter()
        for parent, position in session.execute(select(CodePlace.parent_id, CodePlace.position)):
            self.places[parent] = max(self.places[parent], position + 1)
        self.meant: set[str] = set()

    def colour(self, parent: str | None) -> str:
        """Return the colour of a new code as it is given here: the parent's, or at the top the one least used there."""
        if parent is not None:
            return self.colours[parent]
        used = Counter(self.colours[key] for key in self.under.get(None, {}).values())
        return min(COLOURS, key=lambda name: (used[name], COLOURS.index(name)))

    def put(self, draft: Draft, key: str, parent: str | None, name: str, colour: str, *, main: bool = True) -> None:
        """Let a code stand under `parent`, last among its neighbours."""
        row_id = draft.row_id(CodePlace, 0, key, parent)
        place = {"id": row_id, "code_id": key, "parent_id": parent, "position": self.places[parent], "main": main}
        draft.add(CodePlace, place)
        self.places[parent] += 1
        if main:
            self.under.setdefault(parent, {})[name.casefold()] = key
            self.colours[key] = colour


def take_codes(session: Session, bundle: Bundle, draft: Draft) -> None:
    """Bring in the codebook, its code sets and the links between codes.

    A code is known by its id, or else by its path, as in a codebook that comes as a table. Of a known code what was
    empty is filled in.
    """
    identities = Identities(session, Code)
    tree = _Tree(codes(session), session)
    coded = {one.code for one in bundle.codings}
    above = {one.parent for one in bundle.codes}
    for item in bundle.codes:
        parent = draft.things.get(("code", item.parent)) if item.parent else None
        if item.parent and parent is None:
            draft.lose("moved", _("Codes"), item.name, _("The code above it is not in the file; it stands at the top."))
        key, known = identities.claim(item.id)
        name = _name(item.name) or _("Code without a name")
        twin = None if known else tree.under.get(parent, {}).get(name.casefold())
        if twin is not None and twin in tree.rows and twin not in tree.meant:
            key, known = twin, True
        draft.things["code", item.id] = key
        if known and key in tree.rows:
            tree.meant.add(key)
            draft.known["codes"] += 1
            _fill(draft, tree.rows[key], item, coded=item.id in coded)
        else:
            _add(draft, tree, key, parent, name, item, category=item.id in above, coded=item.id in coded)
    _sets(session, bundle, draft, identities, tree)
    _links(session, bundle, draft)


def _name(name: str) -> str:
    # “>” stands between the names of a path.
    return clean(name).replace(">", "›")


def _add(
    draft: Draft, tree: _Tree, key: str, parent: str | None, name: str, item: CodeItem, *, category: bool, coded: bool
) -> None:
    free = distinct(name, tree.under.get(parent, {}))
    if ">" in item.name:
        why = _("“>” became “›”, because the first stands between the names of a path here.")
        draft.lose("moved", _("Names of codes"), clean(item.name), why)
    if free != name:
        why = _("There is another code of that name beside it; this one is called “{name}”.").format(name=free)
        draft.lose("moved", _("Names of codes"), name, why)
    if coded and not item.codable:
        draft.lose("moved", _("Codes"), name, _("It is a heading there that has passages; here it is a code."))
    colour = nearest(item.colour) or tree.colour(parent)
    heading, codable = category or not item.codable, item.codable or coded
    _add_row(draft, key, free, colour, item.description, heading=heading, codable=codable)
    tree.put(draft, key, parent, free, colour)
    draft.new["codes"] += 1


def _add_row(draft: Draft, key: str, name: str, colour: str, description: str, *, heading: bool, codable: bool) -> None:
    row = {
        "id": key,
        "name": name,
        "kind": "category" if heading else "code",
        "codable": codable,
        **several_fields(description),
        "colour": colour,
        "origin": "inductive",
        "stance": "",
        "coder_id": None,
        "created": now_ms(),
    }
    draft.add(Code, row)


def _fill(draft: Draft, row: CodeRow, item: CodeItem, *, coded: bool) -> None:
    """Say of a known code what was not said of it yet; what stands here stays."""
    said = {field: words for field, words in several_fields(item.description).items() if words}
    values: dict[str, object] = {field: words for field, words in said.items() if not getattr(row, field)}
    if coded and not row.codable:
        values["codable"] = True
    if values:
        draft.changes.append((Code, row.id, values))
    if any(getattr(row, field).split() != words.split() for field, words in said.items() if field not in values):
        draft.lose("dropped", _("Definitions"), row.path, _("The code is defined here already; these words stay."))


# Sets and links ------------------------------------------------------------------------------------------------------


def _sets(session: Session, bundle: Bundle, draft: Draft, identities: Identities, tree: _Tree) -> None:
    """Make a heading in the codebook of every set of codes, under which they stand by reference, too.

    A theme of this very project, which was taken out as a set, stays what it is.
    """
    themes = set(session.scalars(select(Theme.id)))
    for one in bundle.sets:
        members = [draft.things.get(("code", key)) for kind, key in one.members if kind == "code"]
        wanted = list(dict.fromkeys(filter(None, members)))
        if len(wanted) < len(members):
            why = _("The code is not in the file.")
            draft.lose("unplaced", _("Codes of sets"), one.name, why, len(members) - len(wanted))
        if not wanted:
            continue
        key, known = (one.id, True) if one.id in themes else identities.claim(one.id)
        draft.themes.update({key} & themes)
        draft.things["set", one.id] = key
        if known:
            draft.known["sets"] += 1
            continue
        name = distinct(_name(one.name) or _("Set without a name"), tree.under.get(None, {}))
        _add_heading(draft, tree, key, name, one)
        for code_id in wanted:
            tree.put(draft, code_id, key, "", "", main=False)
        draft.new["sets"] += 1
        why = _("It is a heading in the codebook that shows its codes by reference.")
        draft.lose("moved", _("Sets of codes"), name, why)


def _add_heading(draft: Draft, tree: _Tree, key: str, name: str, one: SetItem) -> None:
    colour = tree.colour(None)
    _add_row(draft, key, name, colour, one.description, heading=True, codable=False)
    tree.put(draft, key, None, name, colour)


def _links(session: Session, bundle: Bundle, draft: Draft) -> None:
    """Make relations of the links between codes and sets; those of memos are taken with these, others have no place."""
    identities = Identities(session, Relation)
    there: set[tuple[str | None, ...]] = set(
        session.execute(select(Relation.name, *(getattr(Relation, name) for name in _ENDS)))
    )
    for link in bundle.links:
        kinds = {link.origin[0], link.target[0]}
        if not kinds <= {"code", "set"}:
            if "memo" not in kinds:
                draft.lose("dropped", _("Links"), "", _("Only codes can be related to each other here."))
            continue
        start, end = draft.things.get(link.origin), draft.things.get(link.target)
        name = clean(link.name) or RELATED
        if start is None or end is None or start == end:
            draft.lose("unplaced", _("Links"), name, _("It does not lead from one code of the file to another."))
            continue
        ends = [
            key if (key in draft.themes) == of_themes else None for key in (start, end) for of_themes in (True, False)
        ]
        key, known = identities.claim(link.id)
        if known or (name, *ends) in there:
            draft.known["links"] += 1
            continue
        there.add((name, *ends))
        draft.new["links"] += 1
        row = {"id": key, "name": name, "note": link.note.strip()}
        draft.add(Relation, row | dict(zip(_ENDS, ends, strict=True)))
