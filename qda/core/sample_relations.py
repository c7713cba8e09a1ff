"""How the themes of the sample study are related, as its file tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qda.core.themes.relations import Node, relate
from qda.storage.project import Project


def relate_themes(project: Project, told: Sequence[Mapping[str, Any]], themes: Mapping[str, str]) -> None:
    """Relate the themes, called by name in `told`, each relation in a change of its own."""
    for one in told:
        start, end = (themes[one[side]] for side in ("from", "to"))
        with project.change("Relate themes", [("theme", start), ("theme", end)]) as session:
            relate(session, Node("theme", start), one["name"], Node("theme", end), one["note"])
