"""Pieces of XML as the writers put them together."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qda.core.refi.losses import Losses
from qda.core.refi.values import write_guid
from qda.i18n import _

ORIGIN = "Themeloom"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_ATTRIBUTE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": " ", "\r": " ", "\t": " "}
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_SPECIAL = re.compile(f"[{re.escape(''.join(_IN_ATTRIBUTE))}]|{_ILLEGAL.pattern}")
_ATTRIBUTE = str.maketrans(_IN_ATTRIBUTE)
_TEXT = str.maketrans(_IN_TEXT)


def open_tag(name: str, /, **attributes: str | int | None) -> str:
    """Return a tag that begins an element, with the attributes that are something."""
    return f"<{name}{_attributes(attributes)}>\n"


def single(name: str, /, **attributes: str | int | None) -> str:
    """Return an element without content."""
    return f"<{name}{_attributes(attributes)}/>\n"


def element(name: str, text: str) -> str:
    """Return an element with text, nothing where there is none."""
    return f"<{name}>{_escaped(text, _TEXT)}</{name}>\n" if text else ""


def reference(name: str, uid: str) -> str:
    """Return an element that refers to something."""
    return f'<{name} targetGUID="{write_guid(uid)}"/>\n'


def wrapped(name: str, pieces: Iterable[str]) -> list[str]:
    """Return `pieces` inside an element, or nothing where there are none: empty lists are not valid."""
    inside = list(pieces)
    return [f"<{name}>\n", *inside, f"</{name}>\n"] if inside else []


def file_of(pieces: Iterable[str]) -> bytes:
    """Return a whole XML file."""
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + "".join(pieces)).encode()


def _attributes(attributes: dict[str, str | int | None]) -> str:
    return "".join(
        f' {name}="{_escaped(str(value), _ATTRIBUTE)}"' for name, value in attributes.items() if value is not None
    )


def _escaped(text: str, table: dict[int, str]) -> str:
    return _ILLEGAL.sub("", text).translate(table) if _SPECIAL.search(text) else text


def legal(text: str) -> int:
    """Return how many signs of `text` XML can't hold."""
    return len(_ILLEGAL.findall(text))


def tell_illegal(losses: Losses, where: str, *texts: str) -> None:
    """Note the signs of names and notes that XML can't hold; they are left out."""
    count = sum(map(legal, texts))
    losses.lose("dropped", _("Control characters"), where, _("XML can’t hold them."), count)
