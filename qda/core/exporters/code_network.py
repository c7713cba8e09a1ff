"""Codes as a network for Gephi, Cytoscape, igraph or NetworkX: GraphML and GEXF, with everything known of each node."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.codebook import codes
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.counted_together import CODERS, CODES, COUNT, HOW, LEAST, WITHIN, least_of, wanted_of
from qda.core.exporters.grid import Column, plain_grid, visible
from qda.core.privacy.withholding import cleaned
from qda.core.retrieval import code_counts, theme_counts
from qda.core.tables import cooccurrence as together
from qda.core.tables import plots
from qda.core.themes.outline import themes
from qda.core.themes.relations import relations
from qda.errors import RefusedError
from qda.i18n import _

TIES = Choice(
    "ties",
    _("Ties are"),
    (
        ("together", _("Codes that stand together")),
        ("structure", _("Codebook, themes and relations")),
        ("all", _("All of these")),
    ),
)


@exporters.product(
    "code-network",
    title=_("Network of codes for other programs"),
    about=_("Codes that stand together, or the codebook with themes and relations, for Gephi, Cytoscape, R or Python."),
    suffixes=(".graphml", ".gexf"),
    choices=(TIES, HOW, WITHIN, COUNT, LEAST, CODES, CODERS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the network; RefusedError where there are no codes or a choice is no number.

    Ties of codes that stand together have no direction; `weight` is the number, `similarity` Jaccard's. Those of the
    structure run from a code to its category (``is in``), from a theme to its codes (``draws on``) and to the theme
    above (``is under``), and as people related things (``relation``).
    """
    if not codes(session):
        raise RefusedError(_("There is no code to write yet. Make a code first."))
    facts = colophon(session)
    wanted = TIES.of(options)
    import networkx

    # Between two nodes there may be several ties of the structure; what stands together has no direction.
    graph = (networkx.Graph if wanted == "together" else networkx.MultiDiGraph)(name=visible(facts.title))
    _add_codes(graph, session)
    notices = []
    if wanted != "structure" and not _add_together(graph, session, options):
        notices.append(plots.nothing(least_of(options)))
    if wanted != "together":
        _add_structure(graph, session)
    if path.suffix == ".html":  # what the window shows of it
        names = {key: found["label"] for key, found in graph.nodes(data=True)}
        rows = [(names[a], found["kind"], names[b], str(found["weight"])) for a, b, found in graph.edges(data=True)]
        columns = (Column(_("From"), 0.35), Column(_("Tie"), 0.2), Column(_("To"), 0.35), Column("n", 0.1, number=True))
        formats.write_grid(path, replace(plain_grid(_("Ties of the network"), columns, rows), title=facts.title), facts)
    elif path.suffix == ".gexf":
        networkx.write_gexf(graph, path)
    else:
        networkx.write_graphml(graph, path)
    return Written(path, tuple(notices), codes=graph.number_of_nodes(), rows=graph.number_of_edges())


def _add_codes(graph: Any, session: Session) -> None:
    counts = code_counts(session)
    for row in codes(session):
        own, below = counts[row.id].own, counts[row.id].below
        graph.add_node(
            row.id,
            label=cleaned(visible(row.name)),
            type=row.kind,
            path=cleaned(visible(row.path)),
            definition=cleaned(visible(row.definition)),
            stance=visible(row.stance),
            colour=row.colour,
            depth=row.depth,
            passages=own.codings,
            passages_below=below.codings,
            sources=own.sources,
            participants=own.participants,
        )


def _add_together(graph: Any, session: Session, options: ProductOptions) -> bool:
    """Add what stands together, and say whether anything does."""
    found = together.cooccurrence(session, wanted_of(session, options))
    ranked = found.ranked(least_of(options))
    for i, j, pair in ranked:
        about = {"kind": "together", "label": "", "weight": pair.number, "similarity": round(pair.similarity, 6)}
        graph.add_edge(found.codes[i].id, found.codes[j].id, **about)
    return bool(ranked)


def _add_structure(graph: Any, session: Session) -> None:
    """Add themes, what they draw on, what stands under what, and relations."""
    counts = theme_counts(session)
    outline = themes(session)
    for row in outline:
        known = counts[row.id]
        graph.add_node(
            row.id,
            label=cleaned(visible(row.name)),
            type="theme",
            path="",
            definition=cleaned(visible(row.definition)),
            stance=visible(row.stance),
            colour="",
            depth=row.depth,
            passages=0,
            passages_below=known.codings,
            sources=known.sources,
            participants=known.participants,
        )
    for row in outline:
        if row.parent:
            _tie(graph, row.id, row.parent, "is under")
        for code_id in row.code_ids:
            _tie(graph, row.id, code_id, "draws on")
    for code in codes(session):
        for parent in (code.parent, *code.also):
            if parent:
                _tie(graph, code.id, parent, "is in")
    for relation in relations(session):
        _tie(graph, relation.start.id, relation.end.id, "relation", relation.name)


def _tie(graph: Any, start: str, end: str, kind: str, name: str = "") -> None:
    graph.add_edge(start, end, kind=kind, label=cleaned(visible(name)), weight=1, similarity=0.0)
