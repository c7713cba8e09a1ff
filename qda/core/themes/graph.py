"""Themes, codes and their relations as a graph: what the core category binds, and what might need a second look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.retrieval import Counts, theme_counts
from qda.core.study import approach
from qda.core.themes.outline import ThemeRow, levels, themes
from qda.core.themes.relations import Node, RelationRow, relations
from qda.i18n import _
from qda.storage.models import Quote

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_NAMED = 4  # so many names stand in a hint


@dataclass(frozen=True, slots=True)
class Bound:
    """What a core category binds: themes related to it or just below it, those reached through these, those not."""

    core: ThemeRow
    directly: tuple[ThemeRow, ...]
    through: tuple[ThemeRow, ...]
    loose: tuple[ThemeRow, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that might need a second look: `sentence` says what, `nodes` are what it is about.

    `kind` is ``core`` (not bound to the core category), ``island``, ``circle``, ``one source`` or ``one view``.
    """

    kind: str
    sentence: str
    nodes: tuple[Node, ...]


def relation_graph(session: Session, *, set_aside: bool = False) -> MultiDiGraph:
    """Return themes, and codes that are related, as a networkx graph over :class:`Node`.

    Nodes have `name`, `depth` and `core` (codes: depth None). An edge between two of them is a relation, with its id
    as key and `name`, `mutual` and `nested` (False), or a subtheme's place below its theme (`nested`). Themes that are
    set aside are left out unless asked for, with what is related to them.
    """
    rows = [row for row in themes(session) if set_aside or row.status != "set aside"]
    return _graph(rows, relations(session))


def _graph(rows: Sequence[ThemeRow], ties: Sequence[RelationRow]) -> MultiDiGraph:
    import networkx as nx

    graph = nx.MultiDiGraph()
    for row in rows:
        graph.add_node(Node("theme", row.id), name=row.name, depth=row.depth, core=row.core)
    for row in rows:
        if row.parent and Node("theme", row.parent) in graph:
            ends = Node("theme", row.id), Node("theme", row.parent)
            graph.add_edge(*ends, name=_("is part of"), mutual=False, nested=True)
    for tie in ties:
        for node, name in ((tie.start, tie.start_name), (tie.end, tie.end_name)):
            if node.kind == "code":
                graph.add_node(node, name=name, depth=None, core=False)
        if tie.start in graph and tie.end in graph:
            graph.add_edge(tie.start, tie.end, tie.id, name=tie.name, mutual=tie.mutual, nested=False)
    return graph


def core_themes(rows: Sequence[ThemeRow], level_names: Sequence[str]) -> list[ThemeRow]:
    """Return the core categories: themes ticked as core, else the one that stands alone on the highest level.

    `level_names` are those of the project, lowest first.
    """
    if ticked := [row for row in rows if row.core]:
        return ticked
    highest = [row for row in rows if level_names and row.level == level_names[-1]]
    return highest if len(highest) == 1 and len(rows) > 1 else []


def bound(session: Session) -> list[Bound]:
    """Say for each core category which themes it binds: by relations, in whatever direction, and by their place."""
    rows = [row for row in themes(session) if row.status != "set aside"]
    cores = core_themes(rows, [name for _key, name in levels(session)])
    return _bound(rows, relations(session), cores) if cores else []


def _bound(rows: Sequence[ThemeRow], ties: Sequence[RelationRow], cores: Sequence[ThemeRow]) -> list[Bound]:
    import networkx as nx

    graph = _graph(rows, ties).to_undirected(as_view=True)
    found = []
    for core in cores:
        steps: Mapping[Node, int] = nx.single_source_shortest_path_length(graph, Node("theme", core.id))
        others = [(row, steps.get(Node("theme", row.id))) for row in rows if row is not core]
        found.append(
            Bound(
                core=core,
                directly=tuple(row for row, far in others if far == 1),
                through=tuple(row for row, far in others if far is not None and far > 1),
                loose=tuple(row for row, far in others if far is None),
            )
        )
    return found


# Hints -------------------------------------------------------------------------------------------------------------


def hints(session: Session, counts: Mapping[str, Counts] | None = None) -> list[Hint]:
    """Return what might need a second look, as the project's approach has it: a reading aid, never a fault.

    Where nothing is related yet, nothing is said of relations. Themes that are set aside are left in peace. `counts`
    are those of :func:`~qda.core.retrieval.theme_counts` where they are at hand.
    """
    rows = [row for row in themes(session) if row.status != "set aside"]
    ties = relations(session)
    found: list[Hint] = []
    if ties:
        cores = core_themes(rows, [name for _key, name in levels(session)])
        found += _unbound(rows, ties, cores) if cores else _islands(rows, ties)
        found += _circles(rows, ties)
    if approach(session).hints:
        found += _one_source(rows, theme_counts(session) if counts is None else counts)
        found += _one_view(session, rows)
    return found


def _unbound(rows: Sequence[ThemeRow], ties: Sequence[RelationRow], cores: Sequence[ThemeRow]) -> list[Hint]:
    found = []
    for one in _bound(rows, ties, cores):
        if one.loose:
            sentence = _("“{core}” does not bind {names} yet.").format(core=one.core.name, names=_listed(one.loose))
            found.append(Hint("core", sentence, _nodes(one.loose)))
    return found


def _islands(rows: Sequence[ThemeRow], ties: Sequence[RelationRow]) -> list[Hint]:
    """Return the groups of themes that nothing ties to the largest group."""
    import networkx as nx

    graph = _graph(rows, ties)
    place = {Node("theme", row.id): number for number, row in enumerate(rows)}
    groups = [
        [rows[number] for number in sorted(place[node] for node in group if node in place)]
        for group in nx.weakly_connected_components(graph)
    ]
    groups = [group for group in groups if group]
    groups.sort(key=lambda group: (-len(group), place[Node("theme", group[0].id)]))
    found = []
    for group in groups[1:]:
        sentence = _("Apart from all other themes: {names}.").format(names=_listed(group))
        found.append(Hint("island", sentence, _nodes(group)))
    return found


def _circles(rows: Sequence[ThemeRow], ties: Sequence[RelationRow]) -> list[Hint]:
    """Return a shortest circle of each group of things that relations, followed as they point, lead back to."""
    import networkx as nx

    there = {Node("theme", row.id) for row in rows}
    directed = nx.DiGraph()
    for tie in ties:
        if not tie.mutual and all(node.kind == "code" or node in there for node in (tie.start, tie.end)):
            directed.add_edge(tie.start, tie.end, tie=tie)
    found = []
    for group in nx.strongly_connected_components(directed):
        if len(group) < 2:
            continue
        circle = min(_rounds(directed.subgraph(group)), key=lambda way: (len(way), way))
        steps = [directed.edges[start, end]["tie"] for start, end in zip(circle, (*circle[1:], circle[0]), strict=True)]
        words = ", ".join(_("{name} “{end}”").format(name=tie.name, end=tie.end_name) for tie in steps)
        sentence = _("A circle: “{start}” {steps}. Is it meant?").format(start=steps[0].start_name, steps=words)
        found.append(Hint("circle", sentence, tuple(circle)))
    return sorted(found, key=lambda hint: hint.sentence)


def _rounds(group: MultiDiGraph) -> Iterable[list[Node]]:
    """Return for every node of a strongly connected group a shortest way that leads back to it."""
    import networkx as nx

    for node in sorted(group):
        ways = nx.single_source_shortest_path(group, node)
        yield min((ways[last] for last in group.predecessors(node)), key=lambda way: (len(way), way))


def _one_source(rows: Sequence[ThemeRow], counts: Mapping[str, Counts]) -> list[Hint]:
    single = [row for row in rows if counts.get(row.id, Counts()).sources == 1]
    sentence = _("Drawing on a single source: {names}.").format(names=_listed(single))
    return [Hint("one source", sentence, _nodes(single))] if single else []


def _one_view(session: Session, rows: Sequence[ThemeRow]) -> list[Hint]:
    """Return the themes for which quotes are chosen and that show no different view, themselves or below."""
    kinds: dict[str, set[str]] = {row.id: set() for row in rows}
    for theme_id, kind in session.execute(select(Quote.theme_id, Quote.kind).where(Quote.theme_id.is_not(None))):
        if theme_id in kinds:
            kinds[theme_id].add(kind)
    for row in reversed(rows):  # subthemes stand behind their themes
        if row.parent in kinds:
            kinds[row.parent] |= kinds[row.id]
    single = [row for row in rows if "chosen" in kinds[row.id] and "counter" not in kinds[row.id]]
    sentence = _("No different view yet in {names}.").format(names=_listed(single))
    return [Hint("one view", sentence, _nodes(single))] if single else []


def _nodes(rows: Iterable[ThemeRow]) -> tuple[Node, ...]:
    return tuple(Node("theme", row.id) for row in rows)


def _listed(rows: Sequence[ThemeRow]) -> str:
    names = [f"“{row.name}”" for row in rows[:_NAMED]]
    if not names:
        return ""
    if len(rows) > _NAMED:
        return _("{names} and {n} more").format(names=", ".join(names), n=len(rows) - _NAMED)
    return names[0] if len(names) == 1 else _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])
