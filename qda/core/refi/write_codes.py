"""Codes and their sets, as the writer of projects and that of codebooks put them down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qda.core.exchange.bundle import Bundle, CodeItem
from qda.core.refi.elements import element, open_tag, reference, single, tell_illegal, wrapped
from qda.core.refi.losses import Losses
from qda.core.refi.values import read_colour, write_guid
from qda.i18n import _


def code_elements(losses: Losses, bundle: Bundle, notes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the tree of codes; `notes` are the ids of what is noted about each."""
    below: dict[str | None, list[CodeItem]] = defaultdict(list)
    known = {code.id for code in bundle.codes}
    for code in bundle.codes:
        below[code.parent if code.parent in known else None].append(code)
    waiting: list[CodeItem | str] = [*reversed(below[None])]
    while waiting:
        next_one = waiting.pop()
        if isinstance(next_one, str):  # the end of one whose children are written
            yield next_one
            continue
        code = next_one
        tell_illegal(losses, code.name, code.name, code.description)
        yield open_tag(
            "Code",
            guid=write_guid(code.id),
            name=code.name,
            isCodable="true" if code.codable else "false",
            color=read_colour(code.colour) or None,
        )
        yield element("Description", code.description)
        yield from (reference("NoteRef", note) for note in notes.get(code.id, ()))
        waiting.append("</Code>\n")
        waiting.extend(reversed(below[code.id]))


def code_sets(losses: Losses, bundle: Bundle) -> list[str]:
    """Return the sets that hold codes, as codebooks have them."""
    pieces: list[str] = []
    known = {code.id for code in bundle.codes}
    for one in bundle.sets:
        codes = [uid for kind, uid in one.members if kind == "code" and uid in known]
        if len(codes) < len(one.members):
            why = _("A codebook holds sets of codes only.")
            losses.lose("dropped", _("Members of sets"), one.name, why, len(one.members) - len(codes))
        if codes:
            tell_illegal(losses, one.name, one.name, one.description)
            pieces += [
                open_tag("Set", guid=write_guid(one.id), name=one.name),
                element("Description", one.description),
                *(single("MemberCode", guid=write_guid(uid)) for uid in codes),
                "</Set>\n",
            ]
    return wrapped("Sets", pieces)
