"""A small study and the people who take copies of it away: what each does there, by numbers that hypothesis draws.

A piece of work is a function of a session, the worker and a few numbers; a number picks the nth of what is there. What
the program refuses was not done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import (
    codebook,
    codebook_merge,
    coders,
    coding,
    documents,
    memos,
    participants,
    readings,
    settings_of_study,
)
from qda.core.importers import Imported
from qda.core.themes import outline, quotes
from qda.errors import QdaError, QuestionError
from qda.storage.models import Code, Coder, Coding, Memo, Participant, Quote, Source, Speaker, Theme, journalled_tables
from qda.storage.project import Project
from tests.storage.study import dump, interview

LENGTH = 60
TEXTS = {
    "Group": interview("Group", ("I", "What is it like?"), ("Ana", "Like waiting 😀 in the rain, for ever.")),
    "Carla": interview("Carla", ("I", "And what helped?"), ("Carla", "My sister 医院 came with me, always.")),
}

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]


def rows_of(project: Project, *, but: Sequence[str] = ()) -> Rows:
    """Return every row of the journalled tables, column by column, by table and id; tables named in `but` left out."""
    names = {table.name: table.columns.keys() for table in journalled_tables()}
    return {
        table: {key: dict(zip(names[table], row, strict=True)) for key, row in rows.items()}
        for table, rows in dump(project).items()
        if table not in but
    }


def begin(path: Path) -> Project:
    """Make the study that everybody starts from: sources, codes, coders, a theme; the caller closes it."""
    project = Project.create(path, title="Waiting")
    with project.change("Import") as session:
        sources = [documents.add_source(session, text) for text in TEXTS.values()]
    with project.change("Set up") as session:
        ann, ben = coders.add_coder(session, "Ann Noor"), coders.add_coder(session, "Ben Okri")
        waiting, help_ = (codebook.add_path(session, f"Getting there > {name}") for name in ("Waiting", "Help"))
        codebook.add_code(session, "Fear", definition="Whoever is afraid.")
        participants.add_participant(session, "Ana")
    with project.change("Apply code") as session:
        first = coding.apply_code(session, ann, waiting, sources[0], 5, 12, note="first").id
        coding.apply_code(session, ann, help_, sources[0], 8, 20, weight=2)
        coding.apply_code(session, ben, help_, sources[1], 3, 30)
    with project.change("Write") as session:
        theme = outline.add_theme(session, "Time", code_ids=[waiting])
        quotes.pick_codings(session, theme, [first])
        memos.add_memo(session, "On time", "It drags.", coder_id=ann, links=[memos.Link(coding_id=first)])
        settings_of_study.put_setting(session, "ratings.shown", "1")
    return project


@dataclass(slots=True)
class Worker:
    """Who works in which project file: `own` is the coder that is theirs alone, `shared` one that others are too."""

    project: Project
    own: str
    shared: str


Work = Callable[[Session, Worker, Sequence[int]], object]
WORK: dict[str, Work] = {}


def work(done: Work) -> Work:
    """Have a piece of work found by its name."""
    WORK[done.__name__] = done
    return done


def do(worker: Worker, name: str, numbers: Sequence[int]) -> bool:
    """Do a piece of work as one change of the worker's; say whether it was done, and not refused."""
    with suppress(QdaError, QuestionError), worker.project.change(name) as session:
        WORK[name](session, worker, numbers)
        return True
    return False


def nth(session: Session, model: Any, number: int) -> str:
    """Return the id of one row of a table, in the order of making; refuse where there is none."""
    ids = sorted(session.scalars(select(model.id)))
    if not ids:
        raise QdaError("there is nothing of that kind")
    return str(ids[number % len(ids)])


def passage(session: Session, source_id: str, a: int, b: int) -> tuple[int, int]:
    """Return a passage of a source by two numbers."""
    length = documents.source(session, source_id).characters
    start = a % (length - 1)
    return start, min(start + 1 + b % 15, length)


# Codings -------------------------------------------------------------------------------------------------------------


@work
def apply_own(session: Session, who: Worker, n: Sequence[int]) -> object:
    source = nth(session, Source, n[0])
    return coding.apply_code(session, who.own, nth(session, Code, n[1]), source, *passage(session, source, n[2], n[3]))


@work
def apply_shared(session: Session, who: Worker, n: Sequence[int]) -> object:
    source = nth(session, Source, n[0])
    span = passage(session, source, n[2], n[3])
    note = f"note {n[2]}" if n[3] % 3 == 0 else ""
    return coding.apply_code(session, who.shared, nth(session, Code, n[1]), source, *span, note=note, weights="highest")


@work
def resize(session: Session, _who: Worker, n: Sequence[int]) -> object:
    coding_id = nth(session, Coding, n[0])
    source_id = coding.codings_by_id(session, [coding_id])[0].source_id
    return coding.resize_coding(session, coding_id, *passage(session, source_id, n[1], n[2]), weights="highest")


@work
def note(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return coding.edit_coding(session, nth(session, Coding, n[0]), note=f"noted {n[1]}")


@work
def weigh(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return coding.edit_coding(session, nth(session, Coding, n[0]), weight=n[1] % 4 or None)


@work
def recode(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return coding.recode(session, [nth(session, Coding, n[0])], nth(session, Code, n[1]), weights="highest")


@work
def remove(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return coding.remove_codings(session, [nth(session, Coding, n[0])])


@work
def uncode(session: Session, who: Worker, n: Sequence[int]) -> object:
    source = nth(session, Source, n[0])
    return coding.uncode(session, who.shared, nth(session, Code, n[1]), source, *passage(session, source, n[2], n[3]))


# Codebook ------------------------------------------------------------------------------------------------------------


@work
def add_code(session: Session, who: Worker, n: Sequence[int]) -> object:
    parent = nth(session, Code, n[0]) if n[1] % 2 else None
    return codebook.add_code(session, f"Idea {n[2] % 3}", parent, coder_id=who.own)


@work
def rename_code(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return codebook.edit_code(session, nth(session, Code, n[0]), name=f"Named {n[1] % 5}")


@work
def define_code(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return codebook.edit_code(session, nth(session, Code, n[0]), definition=f"Means {n[1] % 5}.")


@work
def move_code(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return codebook.move_code(session, nth(session, Code, n[0]), nth(session, Code, n[1]) if n[2] % 3 else None)


@work
def refer_code(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return codebook.refer_code(session, nth(session, Code, n[0]), nth(session, Code, n[1]), refer=bool(n[2] % 3))


@work
def merge_codes(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return codebook_merge.merge_codes(session, [nth(session, Code, n[0])], nth(session, Code, n[1]), weights="highest")


@work
def delete_code(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return codebook.delete_codes(session, [nth(session, Code, n[0])])


# Themes, quotes, memos -----------------------------------------------------------------------------------------------


@work
def add_theme(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return outline.add_theme(session, f"Theme {n[0] % 3}", code_ids=[nth(session, Code, n[1])])


@work
def word_theme(session: Session, _who: Worker, n: Sequence[int]) -> object:
    field = ("name", "idea", "status")[n[1] % 3]
    value = "named" if field == "status" else f"Said {n[2] % 4}"
    return outline.edit_theme(session, nth(session, Theme, n[0]), **{field: value})


@work
def draw_on(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return outline.add_codes(session, nth(session, Theme, n[0]), [nth(session, Code, n[1])])


@work
def draw_no_more(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return outline.remove_code(session, nth(session, Theme, n[0]), nth(session, Code, n[1]))


@work
def move_theme(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return outline.move_theme(session, nth(session, Theme, n[0]), nth(session, Theme, n[1]) if n[2] % 3 else None)


@work
def delete_theme(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return outline.delete_theme(session, nth(session, Theme, n[0]))


@work
def pick(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return quotes.pick_codings(session, nth(session, Theme, n[0]), [nth(session, Coding, n[1])])


@work
def unpick(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return quotes.unpick_quotes(session, [nth(session, Quote, n[0])])


@work
def add_memo(session: Session, who: Worker, n: Sequence[int]) -> object:
    link = (
        memos.Link(code_id=nth(session, Code, n[1])) if n[0] % 2 else memos.Link(coding_id=nth(session, Coding, n[1]))
    )
    return memos.add_memo(session, f"Memo {n[0]}", "It matters.", coder_id=who.own, links=[link])


@work
def edit_memo(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return memos.edit_memo(session, nth(session, Memo, n[0]), body=f"Thought {n[1] % 4} of it.")


@work
def delete_memo(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return memos.delete_memo(session, nth(session, Memo, n[0]))


# People, sources, settings -------------------------------------------------------------------------------------------


@work
def finish(session: Session, who: Worker, n: Sequence[int]) -> object:
    coder = who.own if n[1] % 2 else who.shared
    return readings.finish(session, coder, [nth(session, Source, n[0])], finished=bool(n[2] % 4))


@work
def add_participant(session: Session, _who: Worker, n: Sequence[int]) -> object:
    person = participants.add_participant(session, f"Person {n[0] % 3}")
    return participants.link_speaker(session, nth(session, Speaker, n[1]), person)


@work
def link_source(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return participants.link_source(
        session, nth(session, Participant, n[0]), nth(session, Source, n[1]), linked=bool(n[2] % 3)
    )


@work
def add_attribute(session: Session, _who: Worker, n: Sequence[int]) -> object:
    role = participants.add_attribute(session, f"Role {n[0] % 2}", "choice", ["nurse", "patient"])
    return participants.set_values(session, nth(session, Participant, n[1]), role, ["nurse"])


@work
def name_source(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return documents.edit_source(session, nth(session, Source, n[0]), note=f"Noted {n[1] % 4}")


@work
def add_source(session: Session, _who: Worker, n: Sequence[int]) -> object:
    words = f"Number {n[0] % 4} said this and that, and more of it to fill a line."
    return documents.add_source(session, Imported(f"New {n[0] % 4}", words))


@work
def remove_source(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return documents.remove_source(session, nth(session, Source, n[0]))


@work
def name_coder(session: Session, _who: Worker, n: Sequence[int]) -> object:
    return coders.edit_coder(session, nth(session, Coder, n[0]), colour=("red", "teal", "olive")[n[1] % 3])


@work
def set_setting(session: Session, _who: Worker, n: Sequence[int]) -> object:
    value = None if n[1] % 5 == 0 else str(n[1] % 3)
    return settings_of_study.put_setting(session, f"ratings.{n[0] % 3}", value)


# What is taken back is work too --------------------------------------------------------------------------------------


def undo(worker: Worker) -> None:
    """Take the last change back, where it is one made in this file."""
    worker.project.undo()
