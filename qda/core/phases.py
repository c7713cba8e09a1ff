"""The guide of phases: what each phase of the chosen approach is for, and what in the project shows that it is done.

Nothing is locked by it. Phases of reflexive analysis are those of Braun & Clarke (2006, 2021), of framework analysis
those of Ritchie & Spencer (1994), of review synthesis those of Thomas & Harden (2008); stages of coding in grounded
theory are named by the school that the project follows.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from qda.core import study
from qda.core.coders import coders
from qda.core.phase_facts import Facts, facts
from qda.core.settings_of_study import put_setting, settings_below
from qda.errors import NotFoundError
from qda.i18n import _, n_


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that shows how far a phase is: `done` or not, None where it only tells; and where it is worked on."""

    words: str
    done: bool | None
    place: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase with what it is for, its signs, and the tick of a person: `ticked` (a date, "" for none) and `by`."""

    key: str
    title: str
    purpose: str
    signs: tuple[Sign, ...]
    ticked: str = ""
    by: str = ""

    @property
    def shown(self) -> bool:
        """Say whether everything in the project that can show it as done does."""
        known = [sign.done for sign in self.signs if sign.done is not None]
        return bool(known) and all(known)


_Signs = Callable[[Facts], tuple[Sign, ...]]
_Plan = tuple[str, str, str, _Signs]


def phases(session: Session) -> list[Phase]:
    """Return the phases of the project's approach in order, with how far each has come."""
    approach = study.approach(session)
    now = facts(session)
    people = {person.id: person.name for person in coders(session, counted=False)}
    kept = settings_below(session, f"phase.{approach.name}.")
    found = []
    for key, title, purpose, signs in _plans(approach.name, approach.stages):
        tick = _tick(kept.get(f"phase.{approach.name}.{key}", ""))
        found.append(Phase(key, title, purpose, signs(now), tick.get("date", ""), people.get(tick.get("by") or "", "")))
    return found


def _tick(kept: str) -> dict[str, str]:
    try:
        found = json.loads(kept) if kept else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def tick_phase(session: Session, key: str, *, done: bool = True, coder_id: str | None = None) -> None:
    """Say that a phase is done today, or that it is not; the day and the person are kept."""
    approach = study.approach(session)
    if key not in {plan[0] for plan in _plans(approach.name, approach.stages)}:
        raise NotFoundError(_("The approach of this project has no such phase."))
    today = datetime.now(UTC).astimezone().date().isoformat()
    put_setting(session, f"phase.{approach.name}.{key}", {"date": today, "by": coder_id} if done else None)


# Signs ---------------------------------------------------------------------------------------------------------------


def _read(now: Facts) -> Sign:
    if not now.sources:
        return Sign(_("No source is there yet"), False, "sources")
    words = _("{n} of {all} sources are read by somebody").format(n=now.read, all=now.sources)
    if now.readers:
        words += f" ({', '.join(f'{name}: {number}' for name, number in now.readers)})"
    return Sign(words, now.read == now.sources, "sources")


def _memos(kind: str, one: str, many: str) -> _Signs:
    def sign(now: Facts) -> tuple[Sign, ...]:
        number = now.memos.get(kind, 0)
        return (Sign(n_(one, many, number), number > 0, "memos"),)

    return sign


_familiar = _memos("familiarisation", "{n} memo of familiarisation", "{n} memos of familiarisation")
_theoretical = _memos("theoretical", "{n} theoretical memo", "{n} theoretical memos")
_preconceptions = _memos("reflexive", "{n} reflexive memo on preconceptions", "{n} reflexive memos on preconceptions")


def _finished(now: Facts) -> Sign:
    words = _("{n} of {all} sources are finished by somebody").format(n=now.finished, all=now.sources)
    return Sign(words, 0 < now.sources == now.finished, "code")


def _codes(now: Facts) -> Sign:
    words = n_("{n} code", "{n} codes", now.codes) + ", " + n_("{n} coded passage", "{n} coded passages", now.passages)
    return Sign(words, now.passages > 0, "code")


def _defined_codes(now: Facts) -> Sign:
    words = _("{n} of {all} codes have a definition").format(n=now.defined_codes, all=now.codes)
    return Sign(words, 0 < now.codes == now.defined_codes, "code")


def _themes(now: Facts) -> Sign:
    words = _("{n} of {all} themes draw on codes").format(n=now.drawing_themes, all=now.themes)
    return Sign(words, now.drawing_themes > 0, "themes")


def _leftover(now: Facts) -> Sign:
    return Sign(n_("{n} code serves no theme", "{n} codes serve no theme", now.leftover_codes), None, "themes")


def _reviewed(now: Facts) -> Sign:
    words = _("{n} of {all} themes are reviewed or named").format(n=now.reviewed_themes, all=now.themes)
    return Sign(words, 0 < now.themes == now.reviewed_themes, "themes")


def _different(now: Facts) -> Sign:
    words = n_("{n} theme shows a different view", "{n} themes show a different view", now.countered_themes)
    return Sign(words, None, "themes")


def _defined(now: Facts) -> Sign:
    words = _("{n} of {all} themes have a definition or a central idea").format(n=now.defined_themes, all=now.themes)
    return Sign(words, 0 < now.themes == now.defined_themes, "themes")


def _named(now: Facts) -> Sign:
    words = _("{n} of {all} themes are named").format(n=now.named_themes, all=now.themes)
    return Sign(words, 0 < now.themes == now.named_themes, "themes")


def _quoted(now: Facts) -> Sign:
    words = _("{n} of {all} themes have chosen quotes").format(n=now.quoted_themes, all=now.themes)
    return Sign(words, 0 < now.themes == now.quoted_themes, "report")


def _related(now: Facts) -> Sign:
    return Sign(n_("{n} named relation", "{n} named relations", now.relations), now.relations > 0, "themes")


def _core(now: Facts) -> Sign:
    words = _("A core category is marked") if now.cores else _("No core category is marked yet")
    return Sign(words, now.cores > 0, "themes")


def _frame(now: Facts) -> Sign:
    words = n_("{n} frame", "{n} frames", now.frames)
    return Sign(words, now.frames > 0, "tables", "framework")


def _summaries(now: Facts) -> Sign:
    words = n_("{n} cell has a written summary", "{n} cells have a written summary", now.summaries)
    return Sign(words, now.summaries > 0, "tables", "framework")


def _question(now: Facts) -> Sign:
    words = n_("{n} research question", "{n} research questions", now.questions)
    return Sign(words, now.questions > 0, "study", "facts")


def _guide(now: Facts) -> Sign:
    words = n_("{n} version of the interview guide", "{n} versions of the interview guide", now.guides)
    return Sign(words, now.guides > 0, "study", "facts")


def _sheets(now: Facts) -> Sign:
    words = _("{n} of {all} sources have an interview sheet").format(n=now.sheets, all=now.sources)
    return Sign(words, 0 < now.sources == now.sheets, "study", "interviews")


def _flow(now: Facts) -> Sign:
    words = _("The flow of reports is typed in") if now.flow else _("The flow of reports is not typed in yet")
    return Sign(words, now.flow, "study", "prisma")


def _charted(now: Facts) -> Sign:
    words = _("{n} of {all} reports are charted").format(n=now.charted, all=now.sources)
    return Sign(words, 0 < now.sources == now.charted, "study", "charting")


def _twice(now: Facts) -> Sign:
    words = n_(
        "{n} source is finished by two people or more", "{n} sources are finished by two people or more", now.twice
    )
    return Sign(words, now.twice > 0, "code")


def _rated(now: Facts) -> Sign:
    words = n_("Confidence is set for {n} finding", "Confidence is set for {n} findings", now.rated)
    return Sign(words, now.rated > 0, "tables", "ratings")


def _all(*makers: Callable[[Facts], Sign]) -> _Signs:
    return lambda now: tuple(maker(now) for maker in makers)


def _with(signs: _Signs, *makers: Callable[[Facts], Sign]) -> _Signs:
    return lambda now: (*_all(*makers)(now), *signs(now))


# Phases --------------------------------------------------------------------------------------------------------------

_READ_ALL = _("Read everything, and read it again, before anything is named; note what strikes you.")
_WRITE = (
    "write",
    _("Write the report"),
    _("Tell the findings as an answer to the question, with quotes that show rather than stand for the analysis."),
    _all(_quoted),
)


def _plans(approach: str, stages: tuple[str, ...]) -> tuple[_Plan, ...]:
    if approach == "grounded":
        return _grounded(stages)
    return _PLANS[approach]


_REFLEXIVE: tuple[_Plan, ...] = (
    ("familiarise", _("Familiarise yourself with the data"), _READ_ALL, _with(_familiar, _read)),
    (
        "code",
        _("Code"),
        _("Go through every source with the question in mind, mark what matters, close to the words and under them."),
        _all(_codes, _finished),
    ),
    (
        "generate",
        _("Generate initial themes"),
        _("Put codes together around a central idea, in several ways, and see which tells something."),
        _all(_themes, _leftover),
    ),
    (
        "review",
        _("Develop and review themes"),
        _("Hold each theme against its passages and against the whole; let go of what is only a topic."),
        _all(_reviewed, _different),
    ),
    (
        "define",
        _("Refine, define and name themes"),
        _("Say in a few sentences what each theme is about and where it ends, and give it a name that tells it."),
        _all(_defined, _named),
    ),
    _WRITE,
)
_CODEBOOK: tuple[_Plan, ...] = (
    ("familiarise", _("Familiarise yourself with the data"), _READ_ALL, _with(_familiar, _read)),
    (
        "codebook",
        _("Develop the codebook"),
        _("Agree on codes with definitions, what belongs to them and what doesn't, and try them on a few sources."),
        _all(_codes, _defined_codes),
    ),
    (
        "apply",
        _("Code independently"),
        _("Apply the codebook to all sources, some of them by several people who don't see each other's work."),
        _all(_finished, _twice),
    ),
    (
        "themes",
        _("Build themes"),
        _("Group codes into themes, and look at what speaks against them."),
        _all(_themes, _leftover, _different),
    ),
    ("define", _("Define and name themes"), _("Say what each theme is and where it ends."), _all(_defined, _named)),
    _WRITE,
)
_FRAMEWORK: tuple[_Plan, ...] = (
    ("familiarise", _("Familiarisation"), _READ_ALL, _with(_familiar, _read)),
    (
        "frame",
        _("Identify a thematic framework"),
        _("Set the questions or domains under which the data will be sorted; they may grow from what you read."),
        _all(_frame, _defined_codes),
    ),
    ("index", _("Index"), _("Apply the framework to every source, passage by passage."), _all(_codes, _finished)),
    (
        "chart",
        _("Chart"),
        _("Write a short summary of what each person or study says in each cell, and keep its quotes with it."),
        _all(_summaries),
    ),
    (
        "map",
        _("Map and interpret"),
        _("Read along the rows and down the columns: what goes together, for whom, and why."),
        _all(_themes, _related, _defined),
    ),
    _WRITE,
)
_REVIEW: tuple[_Plan, ...] = (
    ("question", _("Set the question"), _("Say what the review asks, and where its protocol is."), _all(_question)),
    (
        "search",
        _("Search and select"),
        _("Find reports, screen them and say of every one that fell away why."),
        _all(_flow),
    ),
    (
        "chart",
        _("Chart the reports"),
        _("Note under the same headings what each report is about, how it was done and how good it is."),
        _all(_charted),
    ),
    (
        "code",
        _("Code the findings line by line"),
        _("Give every line of the findings a code, one there is already or a new one."),
        _all(_codes, _finished),
    ),
    (
        "describe",
        _("Develop descriptive themes"),
        _("Group like with like, and stay close to what the reports say."),
        _all(_themes, _leftover),
    ),
    (
        "analyse",
        _("Develop analytical themes"),
        _("Go beyond the reports: what do they say together on the question of the review?"),
        _all(_reviewed, _defined, _different),
    ),
    ("rate", _("Rate the findings"), _("Say how much each finding can be relied on, and why."), _all(_rated)),
    _WRITE,
)
_PLANS = {"reflexive": _REFLEXIVE, "codebook": _CODEBOOK, "framework": _FRAMEWORK, "review": _REVIEW}


def _grounded(stages: tuple[str, ...]) -> tuple[_Plan, ...]:
    first, second, third = stages
    return (
        (
            "prepare",
            _("Begin"),
            _("Write down what you expect, begin to collect, and let the guide change with what you learn."),
            _with(_preconceptions, _guide, _sheets),
        ),
        (
            "stage1",
            first,
            _("Go line by line and compare incident with incident; names are close to what people do and say."),
            _all(_codes, _finished),
        ),
        (
            "stage2",
            second,
            _("Compare code with code; put related ones into categories with what they share and where they differ."),
            _all(_themes, _leftover, _different),
        ),
        (
            "stage3",
            third,
            _("Relate categories to one another, and find the one that binds them."),
            _with(_theoretical, _related, _core),
        ),
        _WRITE,
    )
