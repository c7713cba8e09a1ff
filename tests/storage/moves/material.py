"""Moves of coders, sources, participants, themes, quotes and memos."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from qda.core import (
    coders,
    coding_table,
    documents,
    intake,
    memo_text,
    memos,
    participants,
    readings,
    study,
    viewstate,
)
from qda.core.coding_columns import read_codings
from qda.core.importers import Imported
from qda.core.importers.reading import FileResult
from qda.core.text import Turn
from qda.core.themes import outline, quotes
from qda.errors import RefusedError
from qda.storage import models
from tests.storage.moves.base import Moves, move

# Coders -------------------------------------------------------------------------------------------------------------


@move(coders.add_coder)
def _(m: Moves, s: Session) -> object:
    return coders.add_coder(s, m.words(), role=m.prose())


@move(coders.edit_coder)
def _(m: Moves, s: Session) -> object:
    return coders.edit_coder(s, m.one(s, models.Coder), name=m.prose(), colour="red")


@move(coders.remove_coder)
def _(m: Moves, s: Session) -> object:
    return coders.remove_coder(s, m.one(s, models.Coder))


@move(readings.finish)
def _(m: Moves, s: Session) -> object:
    return readings.finish(s, m.one(s, models.Coder), m.some(s, models.Source), finished=m.maybe())


@move(readings.mark_read)
def _(m: Moves, s: Session) -> object:
    return readings.mark_read(s, m.one(s, models.Coder), m.some(s, models.Source), read=m.maybe())


@move(readings.tick_off)
def _(m: Moves, s: Session) -> object:
    read = [(source_id, m.one(s, models.Code)) for source_id in m.some(s, models.Source, 2)]
    return readings.tick_off(s, m.one(s, models.Coder), read, done=m.maybe())


# The study ----------------------------------------------------------------------------------------------------------


@move(study.edit_study)
def _(m: Moves, s: Session) -> object:
    return study.edit_study(s, title=m.prose(), approach=m.random.choice(study.APPROACHES), research_question=m.prose())


@move(study.set_lines)
def _(m: Moves, s: Session) -> object:
    return study.set_lines(s, m.random.choice(("turn", "sentence", "fixed")), m.random.randint(20, 400))


@move(viewstate.remember)
def _(m: Moves, s: Session) -> object:
    """Lies outside the journal: it must neither leave a change behind nor touch what is compared."""
    return viewstate.remember(s, m.one(s, models.Coder), {"reading": m.prose()})


# Sources and participants -------------------------------------------------------------------------------------------


@move(documents.add_source)
def _(m: Moves, s: Session) -> object:
    lines: list[str] = []
    turns: list[Turn] = []
    start = 0
    for _line in range(m.random.randint(1, 8)):
        speaker = m.random.choice(("I", "P1", "P2", None))
        label = f"{speaker}: " if speaker else ""
        lines.append(label + m.words(9))
        turns.append(Turn(start, start + len(lines[-1]), start + len(label), speaker))
        start += len(lines[-1]) + 1
    text = "\n".join(lines)
    original = text.encode() if m.maybe() else None
    return documents.add_source(s, Imported(m.words(2), text, tuple(turns)), original, "file.txt")


@move(intake.take_in)
def _(m: Moves, s: Session) -> object:
    results = []
    for number in range(m.random.randint(1, 3)):
        path = m.folder / f"taken{number}.txt"
        text = f"P1: {m.words()}\nP2: {m.words(9)}"
        path.write_text(text, encoding="utf-8")
        facts = {"Site": m.words(1), "Age": str(m.random.randint(18, 90))} if m.maybe() else {}
        turns = (Turn(0, text.index("\n"), 4, "P1"), Turn(text.index("\n") + 1, len(text), text.index("P2") + 4, "P2"))
        results.append(FileResult(path, [Imported(m.words(2), text, turns, attributes=facts)]))
    results.append(FileResult(m.folder / "gone.txt", [Imported("gone", "Nobody.")]))
    return intake.take_in(s, results, duplicates=m.maybe(), people=m.maybe(), interviewers={results[0].path: ["P1"]})


@move(documents.mark_interviewer)
def _(m: Moves, s: Session) -> object:
    return documents.mark_interviewer(s, m.one(s, models.Speaker), m.maybe())


@move(documents.edit_source)
def _(m: Moves, s: Session) -> object:
    return documents.edit_source(s, m.one(s, models.Source), name=m.words(), note=m.prose(), language="de")


@move(documents.move_source)
def _(m: Moves, s: Session) -> object:
    return documents.move_source(s, m.one(s, models.Source), m.random.randint(-1, 5))


@move(documents.remove_source)
def _(m: Moves, s: Session) -> object:
    return documents.remove_source(s, m.one(s, models.Source))


@move(participants.add_participant)
def _(m: Moves, s: Session) -> object:
    return participants.add_participant(s, m.words(2), m.prose())


@move(participants.add_participants)
def _(m: Moves, s: Session) -> object:
    return participants.add_participants(s, [m.words(2), m.words(1)])


@move(participants.edit_participant)
def _(m: Moves, s: Session) -> object:
    return participants.edit_participant(s, m.one(s, models.Participant), name=m.words(), note=m.prose())


@move(participants.remove_participant)
def _(m: Moves, s: Session) -> object:
    return participants.remove_participant(s, m.one(s, models.Participant))


@move(participants.link_speaker)
def _(m: Moves, s: Session) -> object:
    return participants.link_speaker(s, m.one(s, models.Speaker), m.maybe_one(s, models.Participant))


@move(participants.link_source)
def _(m: Moves, s: Session) -> object:
    person, source = m.one(s, models.Participant), m.one(s, models.Source)
    return participants.link_source(s, person, source, linked=m.random.random() < 0.7)


# Memos --------------------------------------------------------------------------------------------------------------


def _link(m: Moves, s: Session) -> memos.Link:
    columns: Sequence[tuple[str, Any]] = (
        ("code_id", models.Code),
        ("theme_id", models.Theme),
        ("source_id", models.Source),
        ("participant_id", models.Participant),
        ("coding_id", models.Coding),
        ("other_id", models.Memo),
    )
    column, model = m.random.choice(columns)
    key = m.one(s, model)
    if column == "source_id" and m.maybe():
        start, end = m.span(s, key)
        return memos.Link(source_id=key, start=start, end=end)
    return memos.Link(**{column: key})


@move(memos.add_memo)
def _(m: Moves, s: Session) -> object:
    links = tuple(_link(m, s) for _link_number in range(m.random.randint(0, 2)))
    kind = m.random.choice(memos.KINDS)
    return memos.add_memo(s, m.words(), m.prose(), kind=kind, coder_id=m.maybe_one(s, models.Coder), links=links)


@move(memos.edit_memo)
def _(m: Moves, s: Session) -> object:
    words = memo_text.link_words(m.words(), _link(m, s)) if m.maybe() else ""
    return memos.edit_memo(s, m.one(s, models.Memo), body=f"{m.prose()} {words}")


@move(memos.write_memo)
def _(m: Moves, s: Session) -> object:
    memo_id = m.maybe_one(s, models.Memo) or m.random.randbytes(16).hex()
    body = m.prose() if m.random.random() < 0.8 else ""
    return memos.write_memo(s, memo_id, "", body, kind=m.random.choice(memos.KINDS), links=(_link(m, s),))


@move(memos.link_memo)
def _(m: Moves, s: Session) -> object:
    return memos.link_memo(s, m.one(s, models.Memo), _link(m, s))


@move(memos.unlink_memo)
def _(m: Moves, s: Session) -> object:
    linked = [memo for memo in memos.memos(s) if memo.links]
    if not linked:
        raise RefusedError("no memo has a link yet")
    memo = m.random.choice(linked)
    return memos.unlink_memo(s, memo.id, m.random.choice(memo.links))


@move(memos.move_links)
def _(m: Moves, s: Session) -> object:
    return memos.move_links(s, "code_id", m.some(s, models.Code), m.one(s, models.Code))


@move(memos.delete_memo)
def _(m: Moves, s: Session) -> object:
    return memos.delete_memo(s, m.one(s, models.Memo))


# Themes -------------------------------------------------------------------------------------------------------------


@move(outline.set_levels)
def _(m: Moves, s: Session) -> object:
    return outline.set_levels(s, m.random.sample(("subtheme", "theme", "core theme", "category"), 2))


@move(outline.add_theme)
def _(m: Moves, s: Session) -> object:
    return outline.add_theme(
        s, m.words(), m.maybe_one(s, models.Theme), code_ids=m.some(s, models.Code), idea=m.prose(), core=m.maybe()
    )


@move(outline.edit_theme)
def _(m: Moves, s: Session) -> object:
    level = m.maybe_one(s, models.Level)
    return outline.edit_theme(s, m.one(s, models.Theme), definition=m.prose(), status="named", level_id=level)


@move(outline.move_theme)
def _(m: Moves, s: Session) -> object:
    return outline.move_theme(s, m.one(s, models.Theme), m.maybe_one(s, models.Theme), m.random.choice((None, 0, 9)))


@move(outline.delete_theme)
def _(m: Moves, s: Session) -> object:
    return outline.delete_theme(s, m.one(s, models.Theme))


@move(outline.add_codes)
def _(m: Moves, s: Session) -> object:
    return outline.add_codes(s, m.one(s, models.Theme), m.some(s, models.Code))


@move(outline.remove_code)
def _(m: Moves, s: Session) -> object:
    row = s.get_one(models.ThemeCode, m.one(s, models.ThemeCode))
    return outline.remove_code(s, row.theme_id, row.code_id)


@move(quotes.pick_quote)
def _(m: Moves, s: Session) -> object:
    source = m.one(s, models.Source)
    owner = {"theme_id": m.one(s, models.Theme)} if m.maybe() else {"code_id": m.one(s, models.Code)}
    return quotes.pick_quote(s, source, *m.span(s, source), kind=m.random.choice(quotes.KINDS), **owner)


@move(quotes.pick_codings)
def _(m: Moves, s: Session) -> object:
    return quotes.pick_codings(s, m.one(s, models.Theme), m.some(s, models.Coding))


@move(quotes.pick_passages)
def _(m: Moves, s: Session) -> object:
    source = m.one(s, models.Source)
    passages = [(source, *m.span(s, source)) for _passage in range(2)]
    return quotes.pick_passages(s, m.one(s, models.Theme), passages, kind="counter")


@move(quotes.edit_quote)
def _(m: Moves, s: Session) -> object:
    return quotes.edit_quote(s, m.one(s, models.Quote), translation=m.prose(), translator=m.words(1))


@move(quotes.move_quote)
def _(m: Moves, s: Session) -> object:
    return quotes.move_quote(s, m.one(s, models.Quote), m.random.randint(0, 3))


@move(quotes.unpick_quotes)
def _(m: Moves, s: Session) -> object:
    return quotes.unpick_quotes(s, m.some(s, models.Quote, 2))


# Tables ---------------------------------------------------------------------------------------------------------------


@move(coding_table.import_codings)
def _(m: Moves, s: Session) -> object:
    path = m.folder / "codings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "start", "end", "quote", "code", "coder", "note"])
        for _row in range(m.random.randint(1, 12)):
            key = m.one(s, models.Source)
            start, end = m.span(s, key)
            quote = m.random.choice(("", documents.source_text(s, key)[start:end]))
            start += m.random.choice((-1, 0, 9))
            source, code = (
                m.random.choice((key, "nowhere")),
                m.random.choice(("Table > one", "Table > two", "three", ">")),
            )
            writer.writerow([source, start, end, quote, code, m.random.choice("XY "), m.words()])
    table, coder_id = read_codings(path), m.maybe_one(s, models.Coder)
    take = dict.fromkeys((row for row in range(1, 13) if m.maybe()), 0)
    return coding_table.import_codings(s, table, finished=m.maybe(), take=take, coder_id=coder_id)
