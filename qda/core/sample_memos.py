"""The memos of the sample study, each written after the step of the work that it belongs to, and its word list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qda.core import memo_text, memos, wordlist
from qda.core.memo_text import Link
from qda.errors import RefusedError
from qda.i18n import _

if TYPE_CHECKING:
    from qda.core.sample import Telling

_NAMED = re.compile(r"\]\((code|theme|memo):([^()\n]+)\)")


def write(telling: Telling, after: str) -> None:
    """Write the memos that came after a step: import, merging, renaming, coding or themes."""
    lead = telling.project.coder_id
    for one in telling.told["memos"]:
        if one["after"] != after:
            continue
        telling.project.coder_id = telling.coders[one["author"]]
        about: list[tuple[str, str]] = []
        with telling.project.change("Write memo", about) as session:
            key = memos.add_memo(
                session,
                one["title"],
                _NAMED.sub(lambda match: f"]({_target(telling, match[1], match[2])})", one["body"]),
                kind=one["kind"],
                coder_id=telling.project.coder_id,
                links=tuple(_link(telling, link) for link in one["links"]),
            )
            about.append(("memo", key))
        telling.memos[one["title"]] = key
    telling.project.coder_id = lead


def _target(telling: Telling, kind: str, name: str) -> str:
    return memo_text.target_of(_link(telling, {kind: name}))


def _link(telling: Telling, told: dict[str, Any]) -> Link:
    if "code" in told:
        return Link(code_id=_code(telling, told["code"]))
    if "theme" in told:
        return Link(theme_id=telling.themes[told["theme"]])
    if "memo" in told:
        return Link(other_id=telling.memos[told["memo"]])
    source_id = telling.sources[told["source"]]
    if "quote" not in told:
        return Link(source_id=source_id)
    start, end = telling.span(told["source"], told["quote"])
    return Link(source_id=source_id, start=start, end=end)


def _code(telling: Telling, name: str) -> str:
    """Return the code of that path or name."""
    for path, key in telling.codes.items():
        if name in (path, path.rpartition(" > ")[2]):
            return key
    raise RefusedError(_("There is no code called {name}.").format(name=name))


def note_words(telling: Telling) -> None:
    """Write the word list down."""
    with telling.project.change("Add to the word list") as session:
        for one in telling.told["words"]:
            rest = {field: one[field] for field in ("context", "why", "said_by", "dissent")}
            wordlist.add_entry(session, one["preferred"], one["avoid"], **rest)
