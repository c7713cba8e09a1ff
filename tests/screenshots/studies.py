"""The studies that are shown: the sample, one as large and as German as a real one, and one with nothing in it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents
from qda.core.approaches import begin
from qda.core.importers import Imported
from qda.core.importers.reading import read_file
from qda.core.text import Turn
from qda.core.themes import outline
from tests.benchmarks.prose import Prose
from tests.screenshots.large_team import TEAM, build_team
from tests.told import sample_study

SAMPLE, LONG, EMPTY, CARDS = "Sample study", "Lange Interviews", "Empty study", "300 codes"
LONG_SOURCE = "Gruppeninterview mit Programmierpraktikumsteilnehmerinnen"
ALL = (SAMPLE, LONG, EMPTY, CARDS, TEAM)
_REAL = "data/transcripts/divekit-roadmap/nnWMA2_transkript.md"
_WORDS = 10_000
_CODINGS, _CROWD = 700, 40
_CODES = """
Prüfungsangst
Prüfungsangst > Benachteiligungsempfinden im Bewertungsverfahren
Prüfungsangst > Wiederholungsprüfungsvorbereitungsstress
Selbstwirksamkeitserwartungserfahrungen
Selbstwirksamkeitserwartungserfahrungen > Verantwortungsübernahmebereitschaft
Selbstwirksamkeitserwartungserfahrungen > Aufgabe gelöst
Selbstwirksamkeitserwartungserfahrungen > Hilfe von Kommilitoninnen und Kommilitonen
Rückmeldung
Rückmeldung > automatisch
Rückmeldung > automatisch > Testfallfehlermeldungsverständlichkeit
Rückmeldung > durch Menschen
Zusammenarbeit > Arbeitsgemeinschaftszusammensetzung
Zusammenarbeit > Abschreiben
Werkzeuge > Entwicklungsumgebungseinrichtungsaufwand
Werkzeuge > Git
Zeit
Geld
Betreuung > Studienanfängerinnenunterstützungsangebote der Fachschaft
""".strip().splitlines()
_DEFINITION = "Wo jemand davon erzählt, dass es an der Hochschule so ist, und nicht nur, dass es so sein könnte. "


def build(folder: Path, names: Iterable[str] = ALL) -> dict[str, Path]:
    """Make studies in `folder` and return their files by name."""
    made = {name: folder / f"{name}.loom" for name in names}
    for name, path in made.items():
        _BUILT_BY[name](path)
    return made


def _long(path: Path) -> None:
    """Make the large German study."""
    project = begin(path, title=LONG, approach="codebook", coder="Ann-Kathrin Schmidt-Rottluff", initials="AKS")
    with project.change("Import") as session:
        source = documents.add_source(session, _transcript())
        documents.add_source(session, Imported("Kurznotiz", "Nur eine Zeile.", format=".txt"))
    with project.change("Make code") as session:
        codes = [codebook.add_path(session, path) for path in _CODES]
        for code in codes:
            codebook.edit_code(session, code, definition=_DEFINITION * 2)
        other = coders.add_coder(session, "Maximiliane Öztürk")
    with project.change("Apply code") as session:
        _code(session, source, codes, [str(project.coder_id), other])
    project.close()


def _cards(path: Path) -> None:
    """Make a study of 300 codes, most of them in one of fifteen themes or in two."""
    chance, themes = random.Random(5), []
    words = [name.rpartition(" > ")[2] for name in _CODES]
    with begin(path, title=CARDS, approach="codebook", coder="Ann Noor") as project, project.change("Make codes") as s:
        codes = [codebook.add_code(s, f"{words[n % len(words)]} {n // len(words) + 1}") for n in range(300)]
        for number in range(15):
            drawn = codes[number * 18 : number * 18 + 18]
            below = themes[number - 1] if number % 3 == 2 else None
            name = f"{words[-number - 1]} und was daraus folgt"
            themes.append(outline.add_theme(s, name, below, code_ids=drawn[: chance.randint(5, 18)]))
        outline.add_codes(s, themes[0], codes[40:44])


def _transcript() -> Imported:
    """Return a long German interview: a real one where the shared data is, else one that is made up."""
    place = Path(os.environ.get("THEMELOOM_SHARED", Path(__file__).resolve().parents[3] / "shared")) / _REAL
    if place.is_file():
        read = read_file(place)[0]
        text, turns = read.text, list(read.turns)
        # Eight and a half thousand words; the first turns are said again to make it ten.
        more = [turn for turn in turns if turn.end < len(text) // 6]
        for turn in more:
            start = len(text) + 1
            text += "\n" + text[turn.start : turn.end]
            turns.append(
                Turn(start, len(text), start + turn.speech - turn.start, turn.speaker, turn.begin_ms, turn.end_ms)
            )
        return Imported(LONG_SOURCE, text, tuple(turns), read.format, language="de")
    said, spans = Prose(3).interview(_WORDS, 180, ("Interviewerin", "Studienanfängerin"))
    return Imported(LONG_SOURCE, said, spans, ".docx", language="de")


def _code(session: Session, source: str, codes: list[str], people: list[str]) -> None:
    """Code words all over a source, and one place with everything there is."""
    chance, text = random.Random(1), documents.source_text(session, source)
    for number in range(_CODINGS):
        start = chance.randrange(len(text) - 400)
        end = start + chance.choice((30, 90, 90, 350))
        coding.apply_code(session, people[number % 7 == 6], chance.choice(codes), source, start, end)
    for number in range(_CROWD):
        start = 2_000 + 3 * number
        coding.apply_code(session, people[number % 2], codes[number // 2 % len(codes)], source, start, start + 60)


_BUILT_BY: dict[str, Callable[[Path], None]] = {
    SAMPLE: lambda path: sample_study(path).close(),
    EMPTY: lambda path: begin(path, title=EMPTY, coder="Ann Noor").close(),
    CARDS: _cards,
    TEAM: build_team,
    LONG: _long,
}
