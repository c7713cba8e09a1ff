"""Moves of codes and codings."""

from __future__ import annotations

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
    coding,
    comparing,
    documents,
)
from qda.core.chosen import Choice
from qda.core.codebook_columns import CodeTable, Line
from qda.core.concordance import EXTENTS
from qda.storage import models
from tests.storage.moves.base import WEIGHTS, Moves, move

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
