"""The thematic map: themes by level, on demand their codes, and how they are related; read from a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.codebook import codes
from qda.core.settings_of_study import put_setting, setting
from qda.core.study import facts
from qda.core.themes import placing
from qda.core.themes.graph import core_themes
from qda.core.themes.outline import ThemeRow, levels, themes
from qda.core.themes.placing import MAP, Place
from qda.core.themes.relations import STANDARD, Node, relations
from qda.errors import RefusedError
from qda.i18n import _

LAYOUTS = {
    "levels": _("By level"),
    "tree": _("Tree"),
    "radial": _("Around the core"),
    "circle": _("Circle"),
    "force": _("By relations"),
}
"""How a map is laid out by the program, with words for it; the first is how it begins."""
_LAYOUT_KEY, _CODES_KEY = "map.layout", "map.codes"
_AGAINST = ("contradicts", STANDARD[-1].name.casefold())


@dataclass(frozen=True, slots=True)
class MapNode:
    """A theme or code on the map. `branch` numbers the parts of the map that get a colour each; the core has none.

    `depth` counts from 0 for what stands in nothing; a code stands one deeper than the theme that draws on it, of
    several the first that has none below it that does.
    """

    node: Node
    name: str
    depth: int
    level: str = ""
    core: bool = False
    parent: Node | None = None
    branch: int | None = None
    stance: str = ""


@dataclass(frozen=True, slots=True)
class MapTie:
    """What ties two nodes: a relation by its name, or (`nested`) the place of `start` in `end`."""

    start: Node
    end: Node
    name: str = ""
    mutual: bool = False
    nested: bool = False

    @property
    def against(self) -> bool:
        """Tell whether the relation is one of contradiction, which is drawn as a broken line."""
        return self.name.casefold() in _AGAINST


@dataclass(frozen=True, slots=True)
class ThematicMap:
    """A map as it is drawn: nodes in the order of the outline, codes after all themes; ties between nodes of the map.

    `layout` is what the study chose, `places` are those given by hand: the middles of nodes.
    """

    title: str
    language: str
    nodes: tuple[MapNode, ...]
    ties: tuple[MapTie, ...]
    layout: str
    places: dict[Node, tuple[int, int]]
    codes_shown: bool


def thematic_map(session: Session, *, with_codes: bool | None = None) -> ThematicMap:
    """Read the map; themes that are set aside are left out. Codes are shown `with_codes` (None: as the study chose).

    A code that is related to something is there in any case.
    """
    about = facts(session)
    shown = codes_shown(session) if with_codes is None else with_codes
    rows = [row for row in themes(session) if row.status != "set aside"]
    cores = {row.id for row in core_themes(rows, [name for _id, name in levels(session)])}
    nodes: dict[Node, MapNode] = {}
    ties: list[MapTie] = []
    branches = 0
    for row in rows:
        here, above = Node("theme", row.id), nodes.get(Node("theme", row.parent or ""))
        branch = above.branch if above is not None else None
        if branch is None and row.id not in cores:
            branch, branches = branches, branches + 1
        parent = above.node if above is not None else None
        depth = above.depth + 1 if above is not None else 0
        nodes[here] = MapNode(here, row.name, depth, row.level, row.id in cores, parent, branch, row.stance)
        if parent is not None:
            ties.append(MapTie(here, parent, nested=True))
    names = {row.id: row.name for row in codes(session)}
    related = relations(session)
    wanted = {end.id for tie in related for end in (tie.start, tie.end) if end.kind == "code"}
    for code_id, drawing in _nearest(rows).items():
        if (shown or code_id in wanted) and code_id in names:
            here, around = Node("code", code_id), nodes[Node("theme", drawing[0])]
            nodes[here] = MapNode(here, names[code_id], around.depth + 1, parent=around.node, branch=around.branch)
            ties += [MapTie(here, Node("theme", theme_id), nested=True) for theme_id in drawing]
    for code_id in sorted(wanted):
        here = Node("code", code_id)
        nodes.setdefault(here, MapNode(here, names[code_id], 0))
    ends = (tie for tie in related if tie.start in nodes and tie.end in nodes)
    ties += [MapTie(tie.start, tie.end, tie.name, tie.mutual) for tie in ends]
    return ThematicMap(
        title=about.title,
        language=about.language or "en",
        nodes=tuple(nodes.values()),
        ties=tuple(ties),
        layout=chosen_layout(session),
        places=_by_hand(session),
        codes_shown=shown,
    )


def _nearest(rows: Sequence[ThemeRow]) -> dict[str, list[str]]:
    """Return for every code the themes that draw on it, but for those above another one that does."""
    above: dict[str, set[str]] = {}
    drawing: dict[str, list[str]] = {}
    for row in rows:
        above[row.id] = above.get(row.parent or "", set()) | ({row.parent} if row.parent else set())
        for code_id in row.code_ids:
            drawing.setdefault(code_id, []).append(row.id)
    return {
        code_id: [one for one in found if not any(one in above[other] for other in found)]
        for code_id, found in drawing.items()
    }


def chosen_layout(session: Session) -> str:
    """Return how the study's map is laid out where nothing was moved by hand."""
    name = setting(session, _LAYOUT_KEY)
    return name if name in LAYOUTS else next(iter(LAYOUTS))


def codes_shown(session: Session) -> bool:
    """Tell whether the study's map shows codes."""
    return setting(session, _CODES_KEY) == "yes"


def choose_layout(session: Session, name: str) -> None:
    """Lay the map out in another way; what was moved by hand is laid out, too. RefusedError for an unknown way."""
    if name not in LAYOUTS:
        sentence = _("A map can't be laid out as {name}; it can as {known}.")
        raise RefusedError(sentence.format(name=name, known=", ".join(LAYOUTS)))
    put_setting(session, _LAYOUT_KEY, name)
    placing.lay_out_anew(session, MAP)


def show_codes(session: Session, *, shown: bool) -> None:
    """Show codes on the map, or themes alone."""
    put_setting(session, _CODES_KEY, "yes" if shown else None)


def move_nodes(session: Session, places: dict[Node, tuple[int, int]]) -> None:
    """Keep where nodes were put by hand: their middles, in points."""
    wanted = [Place(*_key(node), *place) for node, place in places.items()]
    placing.place(session, MAP, wanted)


def _key(node: Node) -> placing.Key:
    return (node.id, None) if node.kind == "theme" else (None, node.id)


def _by_hand(session: Session) -> dict[Node, tuple[int, int]]:
    kept = placing.places(session, MAP)
    return {
        Node("code", code_id) if code_id is not None else Node("theme", theme_id or ""): at
        for (theme_id, code_id), at in kept.items()
    }
