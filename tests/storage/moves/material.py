"""Moves of coders, sources, participants, codes, codings, themes, quotes and memos."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qda.core import (
    autocode,
    chosen,
    codebook,
    codebook_merge,
    codebook_places,
    codebook_table,
    coders,
    coding,
    coding_table,
    comparing,
    documents,
    intake,
    memo_text,
    memos,
    participants,
    readings,
    study,
    viewstate,
)
from qda.core.chosen import Choice
from qda.core.codebook_columns import CodeTable, Line
from qda.core.coding_columns import read_codings
from qda.core.concordance import EXTENTS
from qda.core.importers import Imported
from qda.core.importers.reading import FileResult
from qda.core.text import Turn
from qda.core.themes import outline, quotes
from qda.errors import RefusedError
from qda.storage import models
from tests.storage.moves.base import WEIGHTS, Moves, move

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


# Codebook -----------------------------------------------------------------------------------------------------------


@move(codebook.add_code)
def _(m: Moves, s: Session) -> object:
    parent = m.maybe_one(s, models.Code)
    return codebook.add_code(s, m.words(), parent, definition=m.prose(), coder_id=m.maybe_one(s, models.Coder))


@move(codebook.add_path)
def _(m: Moves, s: Session) -> object:
    return codebook.add_path(s, " > ".join(m.words(2) for _level in range(m.random.randint(1, 3))))


@move(codebook.edit_code)
def _(m: Moves, s: Session) -> object:
    values: dict[str, Any] = {"definition": m.prose(), "codable": m.random.random() < 0.9}
    if m.maybe():
        values["name"] = m.words()
    return codebook.edit_code(s, m.one(s, models.Code), **values)


@move(codebook.move_code)
def _(m: Moves, s: Session) -> object:
    position = m.random.choice((None, 0, 1, 99))
    return codebook.move_code(s, m.one(s, models.Code), m.maybe_one(s, models.Code), position)


@move(codebook.refer_code)
def _(m: Moves, s: Session) -> object:
    return codebook.refer_code(s, m.one(s, models.Code), m.one(s, models.Code), refer=m.random.random() < 0.7)


@move(codebook.delete_codes)
def _(m: Moves, s: Session) -> object:
    return codebook.delete_codes(s, m.some(s, models.Code, 2))


@move(codebook_merge.merge_codes)
def _(m: Moves, s: Session) -> object:
    merged, target = m.some(s, models.Code), m.one(s, models.Code)
    definitions = m.random.choice((codebook_merge.JOIN, codebook_merge.KEEP, merged[0]))
    if definitions == target:
        definitions = codebook_merge.KEEP
    weights = m.random.choice(("ask", "highest"))
    foretold = codebook_merge.merging(s, merged, target)
    joined = codebook_merge.merge_codes(s, merged, target, definitions=definitions, weights=weights)
    assert joined == foretold.joined
    return joined


@move(codebook_merge.split_code)
def _(m: Moves, s: Session) -> object:
    code = s.get_one(models.Coding, m.one(s, models.Coding)).code_id
    rows = sorted(s.scalars(select(models.Coding.id).where(models.Coding.code_id == code)))
    chosen = m.random.sample(rows, m.random.randint(1, len(rows)))
    return codebook_merge.split_code(s, code, chosen, m.words(2), coder_id=m.maybe_one(s, models.Coder))


@move(codebook.code_beside)
def _(m: Moves, s: Session) -> object:
    return codebook.code_beside(s, m.one(s, models.Code), m.words(2))


@move(codebook.edit_codes)
def _(m: Moves, s: Session) -> object:
    return codebook.edit_codes(
        s, m.some(s, models.Code), stance=m.prose(), colour=m.random.choice(codebook_places.COLOURS)
    )


@move(codebook.shift_codes)
def _(m: Moves, s: Session) -> object:
    return codebook.shift_codes(s, m.some(s, models.Code, 2), m.random.choice((-1, 1)))


@move(codebook.refer_codes)
def _(m: Moves, s: Session) -> object:
    return codebook.refer_codes(s, m.some(s, models.Code, 2), m.one(s, models.Code))


@move(codebook.drop_references)
def _(m: Moves, s: Session) -> object:
    pairs = [(m.one(s, models.Code), m.one(s, models.Code)) for _pair in range(5)]
    return codebook.drop_references(s, pairs)


@move(codebook.move_references)
def _(m: Moves, s: Session) -> object:
    pairs = [(m.one(s, models.Code), m.one(s, models.Code)) for _pair in range(5)]
    return codebook.move_references(s, pairs, m.one(s, models.Code))


@move(codebook_table.import_codebook)
def _(m: Moves, s: Session) -> object:
    known = [row.path for row in codebook.codes(s)]
    paths = [m.random.choice(known) if known and m.maybe() else f"{m.words(2)} > {m.words(2)}" for _row in range(4)]
    lines = tuple(
        Line(row, path, {"definition": m.prose(), "colour": "red", "codable": "yes"}, m.random.choice(paths))
        for row, path in enumerate(dict.fromkeys(paths), 2)
    )
    table = CodeTable("codes.csv", lines, (), {}, ())
    return codebook_table.import_codebook(s, table, take=(2, 3), coder_id=m.maybe_one(s, models.Coder))


@move(codebook.apply_new)
def _(m: Moves, s: Session) -> object:
    source = m.one(s, models.Source)
    path = " > ".join(m.words(2) for _level in range(m.random.randint(1, 2)))
    return codebook.apply_new(s, m.one(s, models.Coder), path, source, *m.span(s, source), in_vivo=m.maybe())


@move(codebook.move_codes)
def _(m: Moves, s: Session) -> object:
    before = m.maybe_one(s, models.Code)
    return codebook.move_codes(s, m.some(s, models.Code), m.maybe_one(s, models.Code), before)


# Coding -------------------------------------------------------------------------------------------------------------


@move(coding.apply_code)
def _(m: Moves, s: Session) -> object:
    coder, code, source = (m.one(s, model) for model in (models.Coder, models.Code, models.Source))
    for _time in range(m.random.randint(1, 5)):
        start, end = m.span(s, source)
        weight = m.random.choice((None, None, None, 2, 5))
        coding.apply_code(s, coder, code, source, start, end, note=m.random.choice(("", m.prose())), weight=weight)
    return None


@move(coding.apply_code_to)
def _(m: Moves, s: Session) -> object:
    coder, code, source = (m.one(s, model) for model in (models.Coder, models.Code, models.Source))
    points = sorted({point for _time in range(4) for point in m.span(s, source)})
    return coding.apply_code_to(s, coder, code, source, list(pairwise(points)), weights=m.random.choice(WEIGHTS))


@move(chosen.made_codes)
def _(m: Moves, s: Session) -> object:
    return chosen.made_codes(s, m.one(s, models.Coder), [Choice(path=m.words(2)), Choice(path=m.words(1))])


@move(autocode.code_places)
def _(m: Moves, s: Session) -> object:
    found = [(source, *m.span(s, source)) for source in m.some(s, models.Source) for _time in range(3)]
    choices = [Choice(code_id=m.one(s, models.Code)), Choice(path=m.words(2))][: m.random.randint(1, 2)]
    how = {"extent": m.random.choice(EXTENTS), "weights": m.random.choice(WEIGHTS)}
    return autocode.code_places(s, m.one(s, models.Coder), choices, found, **how)


@move(coding.remove_codings)
def _(m: Moves, s: Session) -> object:
    return coding.remove_codings(s, m.some(s, models.Coding))


@move(coding.uncode)
def _(m: Moves, s: Session) -> object:
    row = s.get_one(models.Coding, m.one(s, models.Coding))
    start, end = sorted(m.random.randint(max(0, row.start - 2), row.end + 2) for _end in range(2))
    return coding.uncode(s, row.coder_id, row.code_id, row.source_id, start, end)


@move(coding.resize_coding)
def _(m: Moves, s: Session) -> object:
    row = s.get_one(models.Coding, m.one(s, models.Coding))
    return coding.resize_coding(s, row.id, *m.span(s, row.source_id))


@move(coding.split_coding)
def _(m: Moves, s: Session) -> object:
    row = s.get_one(models.Coding, m.one(s, models.Coding))
    return coding.split_coding(s, row.id, m.span(s, row.source_id))


@move(chosen.give_codes)
def _(m: Moves, s: Session) -> object:
    coder, code, source = (m.one(s, model) for model in (models.Coder, models.Code, models.Source))
    choices = [chosen.Choice(code_id=code), chosen.Choice(path=m.words(2), definition=m.prose())]
    return chosen.give_codes(s, coder, choices, source, *m.span(s, source), weights=m.random.choice(WEIGHTS))


@move(chosen.change_code)
def _(m: Moves, s: Session) -> object:
    choice = chosen.Choice(path=m.words(2), definition=m.prose())
    weights = m.random.choice(WEIGHTS)
    return chosen.change_code(s, m.one(s, models.Coder), m.some(s, models.Coding), choice, weights=weights)


@move(comparing.mark_examples)
def _(m: Moves, s: Session) -> object:
    return comparing.mark_examples(s, m.some(s, models.Coding), on=m.random.random() < 0.7)


@move(comparing.mark_for_theme)
def _(m: Moves, s: Session) -> object:
    kind = m.random.choice(("chosen", "counter"))
    return comparing.mark_for_theme(s, m.one(s, models.Theme), m.some(s, models.Coding), kind, on=m.maybe())


@move(comparing.give_passages)
def _(m: Moves, s: Session) -> object:
    source, code, coder = (m.one(s, model) for model in (models.Source, models.Code, models.Coder))
    choices = [chosen.Choice(code_id=code), chosen.Choice(path=m.words(2))]
    passages = [(source, *m.span(s, source)) for _passage in range(3)]
    return comparing.give_passages(s, coder, choices, passages, weights=m.random.choice(WEIGHTS))


@move(coding.recode)
def _(m: Moves, s: Session) -> object:
    return coding.recode(s, m.some(s, models.Coding, 9), m.one(s, models.Code))


@move(coding.edit_coding)
def _(m: Moves, s: Session) -> object:
    return coding.edit_coding(s, m.one(s, models.Coding), note=m.prose(), weight=m.random.choice((None, 0, 3)))


@move(coding.join_overlaps)
def _(m: Moves, s: Session) -> object:
    """Codings as an import brings them, overlapping, and the rule brought about."""
    coder, code, source = (m.one(s, model) for model in (models.Coder, models.Code, models.Source))
    length = documents.source(s, source).characters
    spans = [(start, min(length, start + 7)) for start in range(0, min(length, 30), 4)]
    columns = {"coder_id": coder, "code_id": code, "source_id": source}
    s.execute(insert(models.Coding), [{**columns, "start": start, "end": end} for start, end in spans])
    return coding.join_overlaps(s, code)


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
