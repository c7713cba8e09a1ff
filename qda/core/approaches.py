"""Ways of working: the levels above codes that each begins with, and beginning a project in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qda.core.coders import add_coder
from qda.core.naming import clean
from qda.core.themes.outline import set_levels
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.project import Project


@dataclass(frozen=True, slots=True)
class Approach:
    """A way of working: what it shows at first and what it leaves aside. It never locks anything, and can be changed.

    `levels` are names of the levels above codes, the lowest first; a project may change its own. `counts` says whether
    numbers of sources and participants are shown in tables and on the board; `hints` whether themes are looked at for
    a single source or a missing different view; `saturation` whether the curve of new codes is offered (grounded theory
    has sheets of categories instead); `agreement` whether agreement of coders is.
    """

    name: str
    title: str
    levels: tuple[str, ...]
    counts: bool = True
    hints: bool = True
    saturation: bool = True
    agreement: bool = True


APPROACHES: dict[str, Approach] = {
    one.name: one
    for one in (
        Approach(
            "reflexive",
            _("Reflexive thematic analysis"),
            ("subtheme", "theme", "core theme"),
            counts=False,
            hints=False,
            saturation=False,
            agreement=False,
        ),
        Approach("codebook", _("Codebook or coding-reliability analysis"), ("subtheme", "theme", "core theme")),
        Approach("framework", _("Framework analysis"), ("subtheme", "theme", "overarching theme")),
        Approach("grounded", _("Grounded theory"), ("sub-category", "category", "core category"), saturation=False),
        Approach("review", _("Review synthesis"), ("category", "subtheme", "theme")),
    )
}


def begin(path: Path, *, title: str = "", approach: str = "reflexive", coder: str = "", initials: str = "") -> Project:
    """Make a project with the levels of its approach and, where named, its first coder, and open it.

    Undo does not go behind this. Raises RefusedError for an unknown approach or a file that exists.
    """
    if approach not in APPROACHES:
        raise RefusedError(
            _("There is no approach called {name}; choose one of {known}.").format(
                name=approach, known=", ".join(APPROACHES)
            )
        )
    project = Project.create(path, title=clean(title) or clean(path.stem), approach=approach)
    try:
        with project.change("Set up study", floor=True) as session:
            set_levels(session, APPROACHES[approach].levels)
            if coder:
                project.coder_id = add_coder(session, coder, initials)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project
