"""What was done to the themes of the sample study once they stood: relations, translated quotes, better words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.core.themes import outline, quotes
from qda.core.themes.relations import Node, RelationName, relate, set_relation_names

if TYPE_CHECKING:
    from qda.core.sample import Telling


def relate_more(telling: Telling) -> None:
    """Give relations the study's own names, and relate what closes a circle, has such a name, or begins at a code."""
    told = telling.told["theme_work"]
    with telling.project.change("Name relations") as session:
        set_relation_names(session, [RelationName(name, mutual) for name, mutual in told["relation_names"]])
    for one in told["relations"]:
        start, end = _node(telling, one["from"]), _node(telling, one["to"])
        with telling.project.change("Relate themes", [(start.kind, start.id), (end.kind, end.id)]) as session:
            relate(session, start, one["name"], end, one["note"])


def translate(telling: Telling) -> None:
    """Choose the quotes that were said in another language, and put their translation beside them."""
    for one in telling.told["theme_work"]["translated"]:
        theme_id = telling.themes[one["theme"]]
        start, end = telling.span(one["source"], one["quote"])
        with telling.project.change("Translate quote", [("theme", theme_id)]) as session:
            key = quotes.pick_quote(session, telling.sources[one["source"]], start, end, theme_id=theme_id)
            quotes.edit_quote(session, key, translation=one["translation"], translator=one["translator"])


def reword(telling: Telling) -> None:
    """Word some themes anew, each by whoever found the better words."""
    lead = telling.project.coder_id
    for one in telling.told["theme_work"]["rewordings"]:
        theme_id = telling.themes[one["theme"]]
        telling.project.coder_id = telling.coders[one["by"]]
        with telling.project.change("Describe theme", [("theme", theme_id)]) as session:
            outline.edit_theme(session, theme_id, **{one["field"]: one["words"]})
    telling.project.coder_id = lead


def _node(telling: Telling, told: dict[str, str]) -> Node:
    if "code" in told:
        return Node("code", telling.codes[told["code"]])
    return Node("theme", telling.themes[told["theme"]])
