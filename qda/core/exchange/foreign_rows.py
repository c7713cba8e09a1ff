"""What readers of other programs' tables share: values as they are wanted, trees in order, what is told of all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qda.core.exchange.bundle import CodeItem, PersonItem
from qda.core.refi.losses import Losses
from qda.core.text import canonical
from qda.i18n import _

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def words(value: object) -> str:
    """Return a value of a table as text, with our line ends; nothing for none, or for what is no text."""
    return "" if value is None or isinstance(value, bytes) else canonical(str(value))


def whole(value: object) -> int | None:
    """Return a value of a table as a whole number, None where it is none."""
    try:
        return int(float(value)) if isinstance(value, int | float | str) else None
    except (ValueError, OverflowError):
        return None


def colour(value: object) -> str:
    """Return a colour as ``#rrggbb``, nothing for what is none."""
    text = words(value).strip()
    return text.lower() if _COLOUR.fullmatch(text) else ""


class Ids:
    """Ids of one project's things, made of what they are called there, and so the same whenever it is read.

    Row numbers would not do: two people who go on with copies of one project give the same number to different things.
    `project` is what stays of a project however it is copied; `known` are ids that the file itself carries, by kind
    and key.
    """

    def __init__(self, project: str, known: dict[tuple[str, str], str] | None = None) -> None:
        self._project = project
        self._known = known or {}

    def of(self, kind: str, *parts: object) -> str:
        """Return the id (32 hex digits) of the thing of a kind that these parts name."""
        key = key_of(*parts)
        carried = self._known.get((kind, key))
        if carried is not None:
            return carried
        named = "\x1f".join((self._project, kind, key))
        return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:32]


def key_of(*parts: object) -> str:
    """Return the parts that name a thing as one string."""
    return "\x1e".join("" if part is None else str(part) for part in parts)


def parents_first(items: Sequence[CodeItem]) -> tuple[tuple[CodeItem, ...], tuple[CodeItem, ...]]:
    """Return codes with parents before children, and those that lost their parent: it is missing, or below them."""
    by_id = {item.id: item for item in items}
    ordered: dict[str, CodeItem] = {}
    freed: list[CodeItem] = []
    for item in items:
        line, above = [], item
        while above.id not in ordered and above not in line:
            line.append(above)
            if above.parent is None:
                break
            if above.parent not in by_id:
                freed.append(above)
                line[-1] = replace(above, parent=None)
                break
            above = by_id[above.parent]
        else:
            # The parent of the last is further down the same line: a ring, opened where it was entered.
            if above.id not in ordered:
                freed.append(line[-1])
                line[-1] = replace(line[-1], parent=None)
        ordered.update((one.id, one) for one in reversed(line))
    return tuple(ordered.values()), tuple(freed)


def with_their_texts(
    cases: Mapping[int, PersonItem],
    sources: Mapping[int, Sequence[str]],
    passages: Mapping[int, Sequence[tuple[str, int, int]]],
) -> tuple[PersonItem, ...]:
    """Return cases with the sources and passages that are theirs, each once; all go by the number of the case."""
    return tuple(
        replace(
            one,
            sources=tuple(dict.fromkeys(sources.get(number, ()))),
            passages=tuple(dict.fromkeys(passages.get(number, ()))),
        )
        for number, one in cases.items()
    )


def tell_of_makers(losses: Losses, count: int) -> None:
    """Tell that codes, cases and attributes come without who made them and when."""
    why = _("Who made each and when is not kept; here the record of changes begins with bringing them in.")
    losses.lose("dropped", _("Makers of codes, cases and attributes"), "", why, count)


def some(names: Iterable[str], most: int = 5) -> str:
    """Return a few names as a list in a sentence."""
    listed = list(names)
    return ", ".join(listed[:most]) + (" …" if len(listed) > most else "")
