"""A study as a large team has it: 300 codes, forty transcripts, five coders, a counted round and long names."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qda.core import codebook, coders, coding, documents, plan, readings
from qda.core.approaches import begin
from qda.core.draws import Draw
from qda.core.importers import Imported
from tests.benchmarks.prose import Prose
from tests.screenshots import agreement, team
from tests.screenshots.reconciling import differences
from tests.screenshots.stage import Stage

TEAM = "Große Auswertung"
_PEOPLE = ("Maximiliane Öztürk", "Hans-Jürgen Wiśniewski", "Maria-Magdalena Übermüller-Ångström", "Bo Li")
_CODES, _SOURCES, _EACH = 300, 40, 40
_NAMES = ("Prüfungsangst", "Wiederholungsprüfungsvorbereitungsstress", "Verantwortungsübernahmebereitschaft", "Zeit")


def build_team(path: Path) -> None:
    """Make the study at `path`: all have finished the third that was drawn, but for the last, who has not begun."""
    chance, prose = random.Random(11), Prose(3)
    with begin(path, title=TEAM, approach="codebook", coder="Ann-Kathrin Schmidt-Rottluff", initials="AKS") as project:
        with project.change("Make study") as session:
            people = [str(project.coder_id), *(coders.add_coder(session, name) for name in _PEOPLE)]
            codes = [
                codebook.add_path(session, f"Bereich {n % 15 + 1} > {_NAMES[n % len(_NAMES)]} {n // len(_NAMES) + 1}")
                for n in range(_CODES)
            ]
            sources = []
            for number in range(_SOURCES):
                said, spans = prose.interview(700, 40, ("Interviewerin", "Studienanfängerin"))
                name = f"Interview {number + 1:02} mit der Studienanfängerin, überarbeitete Fassung"
                sources.append(documents.add_source(session, Imported(name, said, spans, ".docx", language="de")))
            third = plan.plan_round(
                session, "Zweite Auswertungsrunde nach der Überarbeitung", Draw(number=12, seed=3), people, blind=True
            )
            drawn = sorted({part.source_id for part in plan.parts_of(session, third)})
        with project.change("Apply code") as session:
            for source in drawn:
                length = len(documents.source_text(session, source))
                for _number in range(_EACH):
                    start, code = chance.randrange(length - 120), chance.choice(codes)
                    for person in people[:4]:
                        if chance.random() < 0.7:
                            other = chance.choice(codes) if chance.random() < 0.2 else code
                            coding.apply_code(session, person, other, source, start, start + chance.choice((80, 110)))
                for person in people[:4]:
                    readings.finish(session, person, [source])


def independent(step: Callable[[Stage], object]) -> Callable[[Stage], object]:
    """Return `step` as it looks to somebody who has not finished, and from whom others' work is hidden."""

    def look(stage: Stage) -> None:
        work = stage.window.workspace
        last = max(work.read(coders.coders, counted=False), key=lambda person: person.name == _PEOPLE[-1])
        work.choose_coder(last.id)
        stage.settle()
        step(stage)
        stage.settle()

    return look


def _compare(name: str) -> Callable[[Stage], object]:
    def show(stage: Stage) -> None:
        stage.window.go("compare")
        stage.window.compare.choose(name)
        stage.settle()

    return show


def _do(name: str) -> Callable[[Stage], object]:
    return lambda stage: stage.perform(name)


def _first_round(stage: Stage) -> None:
    _compare("coders")(stage)
    table: Any = team.rounds(stage)
    table.setCurrentIndex(table.model().index(0, 0))
    stage.settle()


ROWS: tuple[tuple[Any, ...], ...] = (
    ("team-agreement", TEAM, [agreement.agreement]),
    ("team-heat", TEAM, [agreement.heat_map]),
    ("team-rounds", TEAM, [_first_round]),
    ("team-plan-round", TEAM, [_compare("coders")], team.plan_round, [lambda stage: stage.type("Ein Drittel")]),
    ("team-differences", TEAM, [differences()]),
    ("team-copies", TEAM, [_compare("copies")]),
    ("team-who-codes", TEAM, [], _do("choose_person")),
    ("independent-agreement", TEAM, [independent(agreement.agreement)]),
    ("independent-differences", TEAM, [independent(differences())]),
    ("independent-rounds", TEAM, [independent(_compare("coders"))]),
    ("independent-sources", TEAM, [independent(_do("go_sources"))]),
    ("independent-code", TEAM, [independent(_do("go_code"))]),
    ("independent-themes", TEAM, [independent(_do("go_themes"))]),
    ("independent-tables", TEAM, [independent(_do("go_tables"))]),
)
"""What a Screen is made of, in its order."""
