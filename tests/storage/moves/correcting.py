"""Moves of corrections: of texts, and of what lies on them."""

from __future__ import annotations

import dataclasses

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from qda.core.correcting import accepting, edit, replace, spans, speakers, turns, unplaced
from qda.core.documents import source_text, turns_of
from qda.core.reconciling import resolutions
from qda.core.replacing import replaced
from qda.storage import models
from tests.storage.moves.base import WEIGHTS, Moves, move

Pieces = list[tuple[int, int, str]]


def pieces(m: Moves, text: str) -> Pieces:
    """Draw a few stretches of a text with words for them: put in, taken out, replaced; or one name everywhere."""
    if m.random.random() < 0.2:
        word = m.random.choice(text.split())
        parts = text.split(word)
        starts = [len(word.join(parts[:number])) for number in range(1, len(parts))]
        return [(start, start + len(word), "P1") for start in starts]
    cuts = sorted(m.random.randint(0, len(text)) for _cut in range(2 * m.random.randint(1, 3)))
    found = [
        (a, min(b, a + 30), m.random.choice(("", m.words(), m.prose())))
        for a, b in zip(cuts[::2], cuts[1::2], strict=True)
    ]
    return [(a, a if m.maybe() else b, words) for a, b, words in found]


@move(edit.correct)
def _(m: Moves, s: Session) -> object:
    source = m.one(s, models.Source)
    chosen = pieces(m, source_text(s, source))
    return edit.correct(s, source, chosen, m.maybe_one(s, models.Coder), weights=m.random.choice(WEIGHTS))


@move(replace.accept)
def _(m: Moves, s: Session) -> object:
    source = m.one(s, models.Source)
    text = source_text(s, source)
    new = replaced(text, pieces(m, text)).text
    return replace.accept(s, source, new, m.maybe_one(s, models.Coder), note=m.words(1), weights="highest")


@move(accepting.accept)
def _(m: Moves, s: Session) -> object:
    source = m.one(s, models.Source)
    text = source_text(s, source)
    new = replaced(text, pieces(m, text))
    return accepting.accept(s, source, new.text, new, how="edit", weights="newest")


@move(spans.move)
def _(m: Moves, s: Session) -> object:
    """Every passage a character shorter at its end, where it has more than one: the shortest lose their words."""
    source = m.one(s, models.Source)
    return spans.move(s, source, lambda a, b: (a, b - 1) if b - a > 1 else None, how="edit", weights="lowest")


@move(turns.follow)
def _(m: Moves, s: Session) -> object:
    """Turns that somebody knows for a text that stays: all but the first, under other names."""
    source = m.one(s, models.Source)
    text, there = source_text(s, source), turns_of(s, source)
    read = [dataclasses.replace(one, speaker=m.random.choice((one.speaker, m.words(1)))) for one in there[1:]]
    return turns.follow(s, source, text, text, (), m.random.choice((None, read)))


@move(speakers.settle)
def _(m: Moves, s: Session) -> object:
    return speakers.settle(s, m.one(s, models.Source), [], [m.words(2)])


@move(speakers.drop_silent)
def _(m: Moves, s: Session) -> object:
    """Somebody who has fallen silent."""
    silent = s.get_one(models.Speaker, m.one(s, models.Speaker))
    s.execute(delete(models.TurnRow).where(models.TurnRow.speaker_id == silent.id))
    return speakers.drop_silent(s, silent.source_id, {silent.id})


@move(resolutions.move_passages)
def _(m: Moves, s: Session) -> object:
    source = s.get_one(models.Resolution, m.one(s, models.Resolution)).source_id
    return resolutions.move_passages(s, source, lambda a, b: (a, b - 1) if b - a > 1 else None)


@move(unplaced.put_aside)
def _(m: Moves, s: Session) -> object:
    model = m.random.choice((models.Coding, models.Quote, models.FrameQuote, models.Resolution))
    return unplaced.put_aside(s, {model.__table__: m.some(s, model)}, why="emptied")


@move(unplaced.place)
def _(m: Moves, s: Session) -> object:
    one = s.get_one(models.Unplaced, m.one(s, models.Unplaced))
    return unplaced.place(s, one.id, *m.span(s, one.source_id), weights=m.random.choice(WEIGHTS))


@move(unplaced.drop)
def _(m: Moves, s: Session) -> object:
    waiting = sorted(s.scalars(select(models.Unplaced.id)))
    return unplaced.drop(s, waiting[:1])
