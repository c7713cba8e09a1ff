"""The study itself: title, approach, and what the approach shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import approaches
from qda.core.approaches import OWN, SCHOOLS, Approach
from qda.core.naming import clean, required
from qda.core.settings_of_study import listed, put_setting, setting, settings_below
from qda.core.text import LINE_UNITS
from qda.core.themes import levels as theme_levels
from qda.core.themes import outline
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Coding, Study

APPROACHES = tuple(approaches.APPROACHES)
SWITCHES = ("counts", "hints", "saturation", "agreement")
"""What an approach shows at first, and a project may show or leave aside all the same."""
_SHOWN = {True: "on", False: "off"}


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """The project's own facts. `counts` says whether numbers of sources and participants are shown."""

    title: str
    approach: str
    research_question: str
    language: str
    line_unit: str
    line_width: int
    counts: bool


def facts(session: Session) -> StudyFacts:
    """Return the project's own facts."""
    row = session.scalars(select(Study)).one()
    return StudyFacts(
        title=row.title,
        approach=row.approach,
        research_question=row.research_question,
        language=row.language,
        line_unit=row.line_unit,
        line_width=row.line_width,
        counts=approach(session).counts,
    )


def approach(session: Session) -> Approach:
    """Return the project's way of working, with its own levels, its school, and what it switched on or off."""
    base = approaches.APPROACHES[session.scalars(select(Study.approach)).one()]
    said = settings_below(session, "approach.show.")

    def shown(switch: str) -> bool:
        usual = getattr(base, switch)
        return bool(said.get(f"approach.show.{switch}", _SHOWN[usual]) == _SHOWN[True])

    chosen = school(session) if base.name == "grounded" else ""
    return replace(
        base,
        levels=tuple(name for _key, name in outline.levels(session)) or base.levels,
        counts=shown("counts"),
        hints=shown("hints"),
        saturation=shown("saturation"),
        agreement=shown("agreement"),
        school=chosen,
        stages=stages(session) if chosen else (),
    )


def school(session: Session) -> str:
    """Return the school of grounded theory that the project follows, a name of SCHOOLS."""
    name = setting(session, "approach.school", "charmaz")
    return name if name in SCHOOLS else "charmaz"


def stages(session: Session) -> tuple[str, ...]:
    """Return the names of the stages of coding, as the chosen school has them or as the project named its own."""
    name = school(session)
    own = listed(session, "approach.stages", []) if name == OWN else []
    return tuple(str(one) for one in own) if len(own) == len(SCHOOLS[OWN].stages) else SCHOOLS[name].stages


def edit_study(session: Session, **values: str) -> None:
    """Change title, approach, research question or language of the project; the approach never locks anything."""
    row = session.scalars(select(Study)).one()
    if "title" in values:
        values["title"] = required(values["title"], _("A project needs a title."))
    if values.get("approach", row.approach) not in APPROACHES:
        raise _no_approach(values["approach"])
    for field, value in values.items():
        if field not in ("title", "approach", "research_question", "language"):
            raise TypeError(f"a study has no {field}")
        # Several research questions stand one a line.
        setattr(row, field, _lines(value) if field == "research_question" else clean(value))


def _lines(value: str) -> str:
    return "\n".join(filter(None, (clean(line) for line in value.splitlines())))


def _no_approach(name: str) -> RefusedError:
    sentence = _("There is no approach called {name}; choose one of {known}.")
    return RefusedError(sentence.format(name=name, known=", ".join(APPROACHES)))


def change_approach(session: Session, name: str, *, levels: str = theme_levels.ASK) -> None:
    """Work in another way from now on. Nothing is locked by it, and no theme loses its level.

    `levels` says what becomes of the levels: TAKE gives them the new approach's names, KEEP leaves them, and ASK asks
    (QuestionError) where themes use the present ones or somebody named them. What the project had switched on or off
    against its old approach is forgotten. Raises RefusedError for an approach that there isn't.
    """
    if name not in APPROACHES:
        raise _no_approach(name)
    row = session.scalars(select(Study)).one()
    old, new = approaches.APPROACHES[row.approach], approaches.APPROACHES[name]
    if name == row.approach:
        return
    theme_levels.take_levels(session, new.levels, usual=old.levels, levels=levels)
    row.approach = name
    for switch in SWITCHES:
        put_setting(session, f"approach.show.{switch}", None)
    session.flush()


def show(session: Session, switch: str, shown: bool | None) -> None:
    """Show something of SWITCHES, or leave it aside, whatever the approach does; None does as the approach does."""
    if switch not in SWITCHES:
        raise TypeError(f"a study does not switch {switch}")
    usual = getattr(approaches.APPROACHES[session.scalars(select(Study.approach)).one()], switch)
    put_setting(session, f"approach.show.{switch}", None if shown in (None, usual) else _SHOWN[bool(shown)])


def choose_school(session: Session, name: str, stages: tuple[str, ...] = ()) -> None:
    """Follow a school of grounded theory; `stages` are the three names of one's own, where the school is OWN."""
    if name not in SCHOOLS:
        sentence = _("There is no school called {name}; choose one of {known}.")
        raise RefusedError(sentence.format(name=name, known=", ".join(SCHOOLS)))
    put_setting(session, "approach.school", name)
    if stages:
        named = [required(one, _("A stage of coding needs a name.")) for one in stages]
        if len(named) != len(SCHOOLS[OWN].stages):
            raise RefusedError(_("Grounded theory has three stages of coding here; name all three."))
        put_setting(session, "approach.stages", named)


def set_lines(session: Session, unit: str, width: int = 72) -> None:
    """Fix what a citable line is, for everybody; refused once something is coded, since numbers may be quoted."""
    if unit not in LINE_UNITS or not 20 <= width <= 400:
        raise RefusedError(_("Lines are turns, sentences, or 20 to 400 characters."))
    if session.scalar(select(Coding.id).limit(1)) is not None:
        raise RefusedError(_("Lines can't be counted in another way any more: something is coded already."))
    row = session.scalars(select(Study)).one()
    row.line_unit, row.line_width = unit, width
