"""What people said and then did not want kept: the history has it still, until it is taken out of there as well.

An answer that is there and has no words now, but had some, lost them because somebody wanted that. As long as the
project is open undo may bring them back; when somebody withdraws, or on being asked, the history forgets them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.storage.looking_back import backwards
from qda.storage.models import ReviewPoint, ReviewResponse
from qda.storage.project import Project
from qda.storage.rewriting import Plan, purge, rewrite
from qda.storage.rewriting.plan import Cell

LABEL = "Forget words"
Cells = dict[str, dict[str, Mapping[str, Cell]]]


def unkept(session: Session) -> Cells:
    """Return which cells lose what they held of words that were not to be kept: table, id, column, what is there.

    These are the answers themselves, and the points on which their words stood line by line.
    """
    now = select(ReviewResponse.id, ReviewResponse.item_id, ReviewResponse.voice_hash)
    empty = {key: (item, voice) for key, item, voice in session.execute(now.where(ReviewResponse.words == ""))}
    said: dict[str, set[str]] = defaultdict(set)
    points: dict[str, str | None] = dict(session.execute(select(ReviewPoint.id, ReviewPoint.item_id)).all())
    for seen in backwards(session) if empty else ():
        for image in seen.images({"review_response", "review_point"}):
            key = image.key.lower()
            if image.table == "review_point":
                _learn(points, key, image.row)
            elif key in empty:
                held = [one for name in ("words", "voice_hash") for one in _held(image.row.get(name)) if one]
                if held:
                    said[key].update(filter(None, _held(image.row.get("words"))))
    cells: Cells = defaultdict(dict)
    lines: dict[str, set[str]] = defaultdict(set)
    for key, words in said.items():
        item, voice = empty[key]
        # A voice that is there now was given after the words went.
        cells["review_response"][key] = {"words": "", **({} if voice else {"voice_hash": None})}
        lines[item] |= {line for one in words for line in one.split("\n") if line}
    others = select(ReviewResponse.item_id, ReviewResponse.words).where(ReviewResponse.words != "")
    for about, stays in session.execute(others):
        if about in lines:
            lines[about] -= set(stays.split("\n"))
    for key, on in points.items():
        if gone := lines.get(on or ""):
            cells["review_point"][key] = {"words": _without(frozenset(gone))}
    return dict(cells)


def purge_unkept(project: Project) -> int:
    """Take out of the history what was not to be kept, and return of how many answers; undo stops here if there are.

    Raises ProjectFileError.
    """
    with project.read() as session:
        cells = unkept(session)
    count = len(cells.get("review_response", ()))
    if count:
        with project.rewriting(LABEL) as session:
            rewrite(session, Plan(cells=cells))
        purge(project.path)
    return count


def _held(value: Any) -> list[Any]:
    """Return what a column held by an image: before and after where it changed."""
    return value if isinstance(value, list) else [value]


def _learn(points: dict[str, str | None], key: str, row: Mapping[str, Any]) -> None:
    for item in filter(None, _held(row.get("item_id"))):
        points.setdefault(key, item.lower())


def _without(gone: frozenset[str]) -> Callable[[str], str]:
    def lines(words: str) -> str:
        return "\n".join(line for line in words.split("\n") if line not in gone)

    return lines
