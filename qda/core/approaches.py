"""Ways of working: the levels above codes that each begins with, and beginning a project in one of them."""

from __future__ import annotations

from pathlib import Path

from qda.core.coders import add_coder
from qda.core.naming import clean
from qda.core.themes.outline import set_levels
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.project import Project

# Lowest level first; a project may change its own.
LEVELS: dict[str, tuple[str, ...]] = {
    "reflexive": ("subtheme", "theme", "core theme"),
    "codebook": ("subtheme", "theme", "core theme"),
    "framework": ("subtheme", "theme", "overarching theme"),
    "grounded": ("sub-category", "category", "core category"),
    "review": ("category", "subtheme", "theme"),
}


def begin(path: Path, *, title: str = "", approach: str = "reflexive", coder: str = "", initials: str = "") -> Project:
    """Make a project with the levels of its approach and, where named, its first coder, and open it.

    Undo does not go behind this. Raises RefusedError for an unknown approach or a file that exists.
    """
    if approach not in LEVELS:
        raise RefusedError(
            _("There is no approach called {name}; choose one of {known}.").format(
                name=approach, known=", ".join(LEVELS)
            )
        )
    project = Project.create(path, title=clean(title) or clean(path.stem), approach=approach)
    try:
        with project.change("Set up study", floor=True) as session:
            set_levels(session, LEVELS[approach])
            if coder:
                project.coder_id = add_coder(session, coder, initials)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project
