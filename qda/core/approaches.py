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
class Front:
    """A tool that an approach puts in front: a place of the window, perhaps a section of it, and what it serves."""

    place: str
    section: str
    what: str


@dataclass(frozen=True, slots=True)
class School:
    """A school of grounded theory by the names it gives the stages of coding, the first one first."""

    name: str
    title: str
    stages: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Approach:
    """A way of working: what it shows at first and what it leaves aside. It never locks anything, and can be changed.

    `levels` are names of the levels above codes, the lowest first; a project may change its own. `counts` says whether
    numbers of sources and participants are shown in tables and on the board; `hints` whether themes are looked at for
    a single source or a missing different view; `saturation` whether the curve of new codes is offered (grounded theory
    has sheets of categories instead); `agreement` whether agreement of coders is. `reasons` are sentences that say why
    something is left aside; `stages` the names of the stages of coding, of the school that was chosen.
    """

    name: str
    title: str
    levels: tuple[str, ...]
    counts: bool = True
    hints: bool = True
    saturation: bool = True
    agreement: bool = True
    about: str = ""
    reasons: tuple[str, ...] = ()
    fronts: tuple[Front, ...] = ()
    school: str = ""
    stages: tuple[str, ...] = ()


OWN = "own"
SCHOOLS: dict[str, School] = {
    one.name: one
    for one in (
        School("charmaz", "Charmaz", (_("Initial coding"), _("Focused coding"), _("Theoretical coding"))),
        School("birks-mills", "Birks & Mills", (_("Initial coding"), _("Intermediate coding"), _("Advanced coding"))),
        School("corbin-strauss", "Corbin & Strauss", (_("Open coding"), _("Axial coding"), _("Selective coding"))),
        School(OWN, _("Own names"), (_("First coding"), _("Second coding"), _("Third coding"))),
    )
}

_CODE = Front("code", "", _("Code: line by line, with the quotes of a code beside the text"))
_BOARD = Front("themes", "", _("Themes: codes as cards, clusters that become themes"))
_CATEGORIES = Front("themes", "", _("Themes: categories with their sheets, relations and the core category"))
_MEMOS = Front("memos", "", _("Memos: what you decide, what you see and who you are in it"))
_INTERVIEWS = Front("study", "interviews", _("Interviews: how each one came about"))

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
            about=_(
                "Themes are developed by researchers who read closely and say where they stand. Codes change while you "
                "work, and meaning counts more than number."
            ),
            reasons=(
                _(
                    "No agreement score: coding is an interpretation by people who bring themselves along. That two "
                    "of them agree doesn't make it truer; talking about where they differ makes it richer."
                ),
                _(
                    "No saturation curve: meaning is made in the reading and has no point at which it is used up. Say "
                    "instead why your data are adequate: how rich they are, how close to the question, how varied "
                    "those who spoke (information power)."
                ),
                _("No numbers in tables and on the board: how often something was said is not how much it matters."),
            ),
            fronts=(_CODE, _MEMOS, _BOARD),
        ),
        Approach(
            "codebook",
            _("Codebook or coding-reliability analysis"),
            ("subtheme", "theme", "core theme"),
            about=_(
                "The team shares a codebook with definitions, several people code the same sources independently, and "
                "where they differ they agree on a rule."
            ),
            fronts=(
                Front("code", "", _("Code: a codebook with definitions, and who finished which source")),
                _BOARD,
                Front("tables", "saturation", _("Saturation: how many new codes each further source brought")),
                Front("tables", "coverage", _("Coverage: how much of each source is coded, and by whom")),
            ),
        ),
        Approach(
            "framework",
            _("Framework analysis"),
            ("subtheme", "theme", "overarching theme"),
            about=_(
                "A frame of questions or domains, set beforehand or grown from the data, is filled person by person "
                "or study by study with short summaries that keep their quotes."
            ),
            fronts=(
                Front("tables", "framework", _("Framework matrix: a written summary in every cell, with its quotes")),
                _CODE,
                Front("tables", "matrix", _("Matrix: codes or themes by people, sources or groups")),
            ),
        ),
        Approach(
            "grounded",
            _("Grounded theory"),
            ("sub-category", "category", "core category"),
            saturation=False,
            about=_(
                "Incident is compared with incident, code with code and category with category, memos carry the "
                "thinking, and collecting and analysing go side by side until categories gain nothing more."
            ),
            reasons=(
                _(
                    "No curve of new codes: what counts is whether categories still gain properties. The sheet of "
                    "each category says what the last interviews added to it."
                ),
            ),
            fronts=(_CODE, _MEMOS, _CATEGORIES, _INTERVIEWS),
        ),
        Approach(
            "review",
            _("Review synthesis"),
            ("category", "subtheme", "theme"),
            about=_(
                "Reports are the sources: their findings are coded line by line, what is known about them is charted "
                "under fixed headings, and every count says whether it is of reports, studies or samples."
            ),
            fronts=(
                Front("study", "charting", _("Charting: what each report says under fixed headings")),
                Front("study", "prisma", _("Flow of reports: how many were found, screened and included")),
                _CODE,
                Front("tables", "ratings", _("Ratings: how many reports, studies or samples show a theme")),
            ),
        ),
    )
}


def begin(
    path: Path,
    *,
    title: str = "",
    approach: str = "reflexive",
    coder: str = "",
    initials: str = "",
    passphrase: str | None = None,
) -> Project:
    """Make a project with the levels of its approach and, where named, its first coder, and open it.

    With a `passphrase` it is locked from its first byte on. Undo does not go behind this. Raises RefusedError for an
    unknown approach or a file that exists.
    """
    if approach not in APPROACHES:
        raise RefusedError(
            _("There is no approach called {name}; choose one of {known}.").format(
                name=approach, known=", ".join(APPROACHES)
            )
        )
    project = Project.create(path, title=clean(title) or clean(path.stem), approach=approach, passphrase=passphrase)
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
