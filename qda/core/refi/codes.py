"""Codes and sets of codes, as projects (.qde) and codebooks (.qdc) hold them alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from qda.core.exchange.bundle import CodeItem, SetItem, ThingKind
from qda.core.importers.xmlparts import Element
from qda.core.naming import clean
from qda.core.refi.draft import Draft
from qda.core.refi.markup import child, children, described
from qda.core.refi.values import read_bool, read_colour, read_guid
from qda.i18n import _

_MEMBERS = ("MemberCode", "MemberSource", "MemberNote")


def read_codes(draft: Draft, codebook: Element | None) -> None:
    """Read the tree of codes, parents before children.

    A code that has the identity of a case is that case (as NVivo writes them) and no code: its codings are the words
    of that person. What stands below it moves up.
    """
    waiting: list[tuple[Element, str | None]] = [
        (one, None) for one in reversed(list(children(child(codebook, "Codes"), "Code")))
    ]
    while waiting:
        element, parent = waiting.pop()
        uid = read_guid(element.get("guid"))
        if uid and uid in draft.case_ids:
            below = parent
        else:
            below = draft.own_id(element, _("Codes"), draft.codes)
            draft.codes[below] = CodeItem(
                id=below,
                name=clean(element.get("name") or "") or _("Code without a name"),
                parent=parent,
                codable=read_bool(element.get("isCodable"), True),
                description=described(element),
                colour=read_colour(element.get("color")),
            )
            draft.known[below] = ("code", below)
        waiting.extend((one, below) for one in reversed(list(children(element, "Code"))))


def settle_codes(draft: Draft, with_cases: Collection[str]) -> None:
    """Leave out folders that held nothing but cases, and let every code that is in use be one.

    `with_cases` are the codes that had cases below them in the file.
    """
    used = {coding.code for coding in draft.codings.values()} | {
        mark.code for item in draft.media.values() for mark in item.marks if mark.code
    }
    parents = {one.parent for one in draft.codes.values()}
    for uid in reversed(list(draft.codes)):
        code = draft.codes[uid]
        if uid in with_cases and uid not in used and uid not in parents and not code.description:
            why = _("It held only persons or other cases, which are no codes here.")
            draft.lose("dropped", _("Folders of cases"), code.name, why)
            del draft.codes[uid], draft.known[uid]
            parents = {one.parent for one in draft.codes.values()}
        elif uid in used and not code.codable:
            draft.codes[uid] = replace(code, codable=True)


def holding_cases(draft: Draft, codebook: Element | None) -> set[str]:
    """Return the codes that have cases anywhere below them."""
    found: set[str] = set()
    for element in () if codebook is None else codebook.iter("Code"):
        if read_guid(element.get("guid")) in draft.case_ids:
            above = element.getparent()
            while above is not None and above.tag == "Code":
                found.add(read_guid(above.get("guid")))
                above = above.getparent()
    return found


def read_sets(draft: Draft, sets: Element | None) -> None:
    """Read named groups; members are named by `targetGUID`, by `guid` or by the text of the element."""
    for element in children(sets, "Set"):
        uid = draft.own_id(element, _("Sets"), draft.sets)
        name = clean(element.get("name") or "")
        members: list[tuple[ThingKind, str]] = []
        for member in children(element, *_MEMBERS):
            target = read_guid(member.get("targetGUID") or member.get("guid") or member.text)
            thing = draft.thing(target)
            if thing is not None:
                members.append(thing)
            else:
                why = _("The file holds no such thing, or its own file did not come along.")
                draft.lose("unplaced", _("Members of sets"), name, why)
        draft.sets[uid] = SetItem(uid, name, tuple(dict.fromkeys(members)), described(element))
        draft.known[uid] = ("set", uid)
