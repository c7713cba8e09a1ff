"""Projects of sizes S, M and L for the benchmarks: the same seed makes the same study, built through the core.

Transcripts come in as imports of twenty files, codes, participants and themes in a few changes, and every coding is a
change of its own in the journal, as when somebody codes line by line.
"""

from __future__ import annotations

import hashlib
import random
import secrets
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

import qda
from qda.core import codebook, coders, documents, participants
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.core.themes import outline, quotes
from qda.storage import journal
from qda.storage.ids import new_id
from qda.storage.models import ChangeRow, Coding, JournalRow
from qda.storage.project import Project
from tests.benchmarks.prose import Prose

SEED = 20_240_117
MANY_QUOTES = "The code with many quotes"
LONG_SOURCE = "Long interview"
_BEGAN = 1_700_000_000_000  # the time of the first coding; one every four seconds follows
_AT_ONCE = 20  # transcripts in one import
_PASSAGE = (40, 260)  # characters
_BATCH = 250  # rows between two looks at the images; more would leave more room free in the file than a user does
_ROLES, _SITES, _AGES = ("nurse", "patient", "carer", "manager"), ("north", "south", "coast"), ("18-34", "35-59", "60+")


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a study is; `codes` stand in `categories`, `of_one` codings more have one code, ``long_`` is one more.

    The long transcript has `long_words` words and `long_codings` codings besides those of the code with many quotes.
    """

    transcripts: int
    words: int
    codes: int
    categories: int
    codings: int
    coders: int
    turns: int = 200
    long_words: int = 0
    long_codings: int = 0
    of_one: int = 0


_EXTRAS = {"long_words": 100_000, "long_codings": 3_000, "of_one": 5_000}
SHAPES = {
    "S": Shape(15, 8_000, 60, 10, 1_500, 1),
    "M": Shape(60, 10_000, 200, 25, 10_000, 2),
    "L": Shape(300, 10_000, 500, 60, 95_000, 4, **_EXTRAS),
}


def project(size: str, *, extras: bool = False) -> Path:
    """Return the project of a size, made where this version of the code has not made it yet; copy it to change it.

    With `extras` there are the long transcript and the code with 5,000 quotes, which L always has.
    """
    shape = SHAPES[size] if not extras or size == "L" else replace(SHAPES[size], **_EXTRAS)
    folder = Path(tempfile.gettempdir()) / "themeloom-benchmarks"
    folder.mkdir(exist_ok=True)
    target = folder / f"{size}{'+' if shape.long_words else ''} {_version()}.loom"
    if not target.exists():
        for old in folder.glob("*.loom*"):
            if old.stat().st_mtime < time.time() - 86_400:
                old.unlink(missing_ok=True)
        unfinished = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
        build(unfinished, shape)
        if target.exists():  # another run was quicker
            unfinished.unlink()
        else:
            unfinished.replace(target)
    return target


def _version() -> str:
    """Return what changes when the code that makes projects changes."""
    root = Path(qda.__file__).parent
    here = Path(__file__).parent
    code = [here / "generate.py", here / "prose.py", *sorted(root.glob("storage/**/*.py"))]
    code += sorted((root / "core").glob("*.py")) + sorted((root / "core" / "themes").glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()[:12]


def build(path: Path, shape: Shape, seed: int = SEED) -> None:
    """Make the study of `shape` at `path`."""
    prose, chance = Prose(seed), random.Random(seed + 1)
    with Project.create(path, title=f"Study {seed}", approach="codebook") as made:
        with made.change("Add coder") as session:
            people = [coders.add_coder(session, f"{prose.title(1)} {prose.title(1)}") for _n in range(shape.coders)]
        made.coder_id = people[0]
        with made.change("Make code") as session:
            codes, many = _codebook(session, shape, prose, chance)
        texts = _transcripts(made, shape, prose)
        _participants(made, texts, chance)
        rows = _codings(texts, codes, many, people, shape, chance)
        record(made, rows)
        with made.change("Make theme") as session:
            _themes(session, codes, [row["id"] for row in rows], prose, chance)


# The parts of a study ------------------------------------------------------------------------------------------------


def _codebook(session: Session, shape: Shape, prose: Prose, chance: random.Random) -> tuple[list[str], str]:
    """Make categories and codes and return the ids of the codes, and that of the one with many quotes."""
    above = [
        codebook.add_code(session, f"{prose.title(2)} {n}", kind="category", definition=prose.sentences(12))
        for n in range(shape.categories)
    ]
    codes = [
        codebook.add_code(session, f"{prose.title(3)} {n}", chance.choice(above), definition=prose.sentences(20))
        for n in range(shape.codes)
    ]
    if not shape.of_one:
        return codes, ""
    codebook.edit_code(session, codes[0], name=MANY_QUOTES)
    return codes[1:], codes[0]


@dataclass(slots=True, eq=False)
class _Text:
    """A transcript that was taken in, and what of it is coded: (code, coder) -> passages."""

    id: str
    text: str
    turns: tuple[Turn, ...]
    taken: dict[tuple[str, str], list[tuple[int, int]]] = field(default_factory=dict)


def _transcripts(made: Project, shape: Shape, prose: Prose) -> list[_Text]:
    """Take in the transcripts, the long one last."""
    wanted = [(f"Interview {n + 1}", shape.words, shape.turns) for n in range(shape.transcripts)]
    if shape.long_words:
        wanted.append((LONG_SOURCE, shape.long_words, shape.turns * shape.long_words // shape.words))
    texts = []
    for first in range(0, len(wanted), _AT_ONCE):
        with made.change("Import") as session:
            for number, (name, words, turns) in enumerate(wanted[first : first + _AT_ONCE], first + 1):
                text, spans = prose.interview(words, turns, ("Interviewer", f"P{number}"))
                read = Imported(name, text, spans, ".docx", language="en")
                texts.append(_Text(documents.add_source(session, read, None, f"{name}.docx"), text, spans))
    return texts


def _participants(made: Project, texts: Sequence[_Text], chance: random.Random) -> None:
    with made.change("Describe participants") as session:
        kinds = {"role": _ROLES, "site": _SITES, "age": _AGES}
        asked = {name: participants.add_attribute(session, name, "choice", values) for name, values in kinds.items()}
        for text in texts:
            speaker = next(row for row in documents.speakers_of(session, text.id) if not row.interviewer)
            person = participants.add_participant(session, speaker.label)
            participants.link_speaker(session, speaker.id, person)
            for name, attribute in asked.items():
                participants.set_values(session, person, attribute, [chance.choice(kinds[name])])


def _codings(
    texts: Sequence[_Text], codes: Sequence[str], many: str, people: Sequence[str], shape: Shape, chance: random.Random
) -> list[dict[str, object]]:
    """Return the rows of all codings: each coder goes through the sources one after the other, from the top."""
    usual = texts[: shape.transcripts]
    # Some codes are used far more often than others.
    often = [1 / (rank + 5) for rank in range(len(codes))]
    spans: list[tuple[int, int, str, int, int]] = []
    for where, count in ((usual, shape.codings), (texts[shape.transcripts :], shape.long_codings)):
        for number, code in enumerate(chance.choices(codes, often, k=count)):
            coder = chance.randrange(len(people))
            place = number % len(where)
            spans.append((coder, texts.index(where[place]), code, *_passage(where[place], code, coder, chance)))
    spans += _everywhere(usual, many, shape.of_one, len(people))
    spans.sort(key=lambda span: (span[0], span[1], span[3], span[4]))
    return [
        {
            "id": new_id(),
            "source_id": texts[place].id,
            "code_id": code,
            "coder_id": people[coder],
            "start": start,
            "end": end,
            "text_version": 1,
            "weight": None,
            "note": "",
            "created": _BEGAN + 4_000 * number,
        }
        for number, (coder, place, code, start, end) in enumerate(spans)
    ]


def _everywhere(texts: Sequence[_Text], code: str, count: int, people: int) -> list[tuple[int, int, str, int, int]]:
    """Spread `count` codings of one code over the turns of all participants, several side by side where need be."""
    spans = []
    turns = len(texts[0].turns) // 2
    cells = -(-count // (len(texts) * turns))
    for number in range(count):
        step, place = divmod(number, len(texts))
        cell, turn = divmod(step, turns)
        spoken = texts[place].turns[1 + 2 * turn]
        room = (spoken.end - spoken.speech) // cells
        start = spoken.speech + cell * room
        spans.append((step % people, place, code, start, start + min(room - 1, _PASSAGE[1])))
    return spans


def _passage(text: _Text, code: str, coder: int, chance: random.Random) -> tuple[int, int]:
    """Return words of a participant's turn that this coder has not given this code yet."""
    taken = text.taken.setdefault((code, str(coder)), [])
    while True:
        turn = text.turns[1 + 2 * chance.randrange(len(text.turns) // 2)]
        begin = chance.randrange(turn.speech, max(turn.end - _PASSAGE[0], turn.speech + 1))
        start = text.text.rfind(" ", turn.speech - 1, begin) + 1 or turn.speech
        end = min(start + chance.randint(*_PASSAGE), turn.end)
        end = text.text.find(" ", end, turn.end) if text.text.find(" ", end, turn.end) > 0 else turn.end
        if all(end <= other[0] or other[1] <= start for other in taken):
            taken.append((start, end))
            return start, end


def _themes(
    session: Session, codes: Sequence[str], coded: Sequence[object], prose: Prose, chance: random.Random
) -> None:
    """Make a theme for every twelve codes, with two subthemes and a few chosen quotes each."""
    for first in range(0, len(codes), 12):
        theme = outline.add_theme(session, prose.title(5), definition=prose.sentences(30))
        for half in (codes[first : first + 6], codes[first + 6 : first + 12]):
            below = outline.add_theme(session, prose.title(4), theme, code_ids=half, idea=prose.sentences(15))
            quotes.pick_codings(session, below, [str(key) for key in chance.sample(coded, min(4, len(coded)))])


# One change each -----------------------------------------------------------------------------------------------------


def record(made: Project, rows: Sequence[dict[str, object]]) -> None:
    """Put codings in, each as a change of its own with the images its triggers wrote, all in one transaction.

    The journal is the same, row by row, as if `coding.apply_code` had been called for each in a change of its own
    (`test_generate.py` compares them); only the hundred thousand commits are saved.
    """
    with made._transaction() as session:
        connection = session.connection()
        seq = journal.next_seq(connection)
        for first in range(0, len(rows), _BATCH):
            part = rows[first : first + _BATCH]
            session.execute(insert(Coding), part)
            images = session.execute(
                select(JournalRow.op, JournalRow.tbl, JournalRow.key, JournalRow.row).order_by(JournalRow.n)
            ).all()
            connection.exec_driver_sql("DELETE FROM journal_row")
            session.execute(
                insert(ChangeRow),
                [
                    _change(made, number, row, image)
                    for number, (row, image) in enumerate(zip(part, images, strict=True), seq + first)
                ],
            )
        journal.set_gate(connection, journal.SHUT)


def _change(made: Project, seq: int, row: dict[str, object], image: Sequence[str]) -> dict[str, object]:
    op, table, key, values = image
    coder_id, about = str(row["coder_id"]), [("code", str(row["code_id"]))]
    return {
        "seq": seq,
        "label": "Apply code",
        "about": journal.write_about(about),
        "at": row["created"],
        "coder_id": coder_id,
        "session": made.session,
        "undoes": None,
        "undo_top": seq,
        "redo_top": None,
        "rows": 1,
        "tables": table,
        "images": journal.pack(f'[["{op}","{table}","{key}",{values}]]', journal.known_ids(coder_id, about)),
    }
