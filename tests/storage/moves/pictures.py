"""Moves of pictures and their sets."""

from __future__ import annotations

from io import BytesIO

from sqlalchemy.orm import Session

from qda.core.easyread import illustrating, own_pictures, picture_sets, pictures, voicing
from qda.storage import models
from tests.core.speech.test_sounds import recording
from tests.storage.moves.base import Moves, move

LICENCES = ("CC BY-SA 4.0", "CC BY-NC-SA", "Ours")


def _png(m: Moves) -> bytes:
    from PIL import Image

    file = BytesIO()
    colour = tuple(m.random.randrange(256) for _part in range(3))
    Image.new("RGB", (m.random.randint(1, 4), 2), colour).save(file, "PNG")
    return file.getvalue()


@move(pictures.add_picture)
def _(m: Moves, s: Session) -> object:
    values = {"idea": m.words(1), "search": m.prose(), "credit": m.prose(), "kind": "photo"}
    values |= {"participant_id": m.maybe_one(s, models.Participant), "person_id": m.maybe_one(s, models.ReviewPerson)}
    return pictures.add_picture(s, _png(m), f"Someone {m.words()}", **values)


@move(pictures.keep)
def _(m: Moves, s: Session) -> object:
    return pictures.keep(s, "image/png", _png(m), "", idea=m.words(1), set_id=m.maybe_one(s, models.PictureSet))


@move(pictures.use_drawing)
def _(m: Moves, s: Session) -> object:
    return pictures.use_drawing(s, m.random.choice(sorted(own_pictures.drawings("en"))), m.random.choice(("en", "de")))


@move(pictures.edit_picture)
def _(m: Moves, s: Session) -> object:
    key, kind = m.one(s, models.Picture), m.random.choice(list(pictures.KINDS))
    return pictures.edit_picture(s, key, words=f"See {m.prose()}", idea=m.words(2), kind=kind, credit=m.prose())


@move(pictures.remove_picture)
def _(m: Moves, s: Session) -> object:
    return pictures.remove_picture(s, m.one(s, models.Picture))


@move(picture_sets.add_set)
def _(m: Moves, s: Session) -> object:
    files = [
        picture_sets.SetFile(f"{number}.png", "image/png", _png(m), m.words(1), m.words(), "") for number in range(3)
    ]
    read = picture_sets.ReadSet("set", tuple(files), (), "")
    return picture_sets.add_set(s, read, m.words(), m.random.choice(LICENCES), m.prose())


@move(picture_sets.edit_set)
def _(m: Moves, s: Session) -> object:
    return picture_sets.edit_set(s, m.one(s, models.PictureSet), name=m.words(), commercial=m.maybe())


@move(picture_sets.remove_set)
def _(m: Moves, s: Session) -> object:
    return picture_sets.remove_set(s, m.one(s, models.PictureSet))


def _chosen(m: Moves, s: Session) -> illustrating.Chosen:
    name = m.random.choice(sorted(own_pictures.drawings("en")))
    ways = ({}, {"drawing": name}, {"data": _png(m)}, {"picture_id": m.maybe_one(s, models.Picture) or ""})
    return illustrating.Chosen(words=f"Someone {m.words()}", **m.random.choice(ways))


@move(illustrating.take)
def _(m: Moves, s: Session) -> object:
    return illustrating.take(s, _chosen(m, s))


@move(illustrating.illustrate)
def _(m: Moves, s: Session) -> object:
    return illustrating.illustrate(s, m.one(s, models.EasyStatement), _chosen(m, s))


@move(voicing.give_voice)
def _(m: Moves, s: Session) -> object:
    wav = recording(100 + 10 * m.random.randrange(9))
    return voicing.give_voice(s, m.one(s, models.EasyStatement), wav, m.maybe_one(s, models.ReviewPerson))


@move(voicing.name_voice)
def _(m: Moves, s: Session) -> object:
    return voicing.name_voice(s, m.one(s, models.EasyStatement), m.maybe_one(s, models.ReviewPerson))


@move(voicing.take_voice_away)
def _(m: Moves, s: Session) -> object:
    return voicing.take_voice_away(s, m.one(s, models.EasyStatement))
