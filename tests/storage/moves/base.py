"""What every move draws from, and how a move says which function it calls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import (
    documents,
)
from qda.errors import RefusedError

WORDS = (
    *("mask", "prison", "Help", "clinic", "waiting", "Straße", "İzmir", "naïve", "e\u0301cole", "don't"),
    *("医院", "很远", "ไม่รู้", "שלום", "مرحبا", "नमस्ते", "😀", "👩🏽‍⚕️", "x_1", "NULL"),
)
WEIGHTS = ("ask", "highest", "lowest", "newest")
NASTY = ('"', "\\", "\x00", "\x1f", "\n", "\u2028", "'; --", "\ufeff", "{}", "\U0010ffff")


class Moves:
    """Draws arguments from one random source; `folder` is for files that moves read."""

    def __init__(self, random: Random, folder: Path) -> None:
        self.random = random
        self.folder = folder

    def words(self, most: int = 4) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, most)))

    def prose(self) -> str:
        """Return words with something in them that JSON, SQL or a terminal might trip over."""
        return self.words() + self.random.choice(("", *NASTY)) + self.words(2)

    def maybe(self) -> bool:
        return self.random.random() < 0.5

    def one(self, session: Session, model: Any) -> str:
        """Return the id of one row; refuse where there is none."""
        ids = sorted(session.scalars(select(model.id)))
        if not ids:
            raise RefusedError("there is nothing of that kind yet")
        return self.random.choice(ids)

    def some(self, session: Session, model: Any, most: int = 4) -> list[str]:
        ids = sorted(session.scalars(select(model.id)))
        return self.random.sample(ids, min(len(ids), self.random.randint(1, most)))

    def maybe_one(self, session: Session, model: Any) -> str | None:
        return self.one(session, model) if self.maybe() and session.scalar(select(model.id).limit(1)) else None

    def span(self, session: Session, source_id: str) -> tuple[int, int]:
        """Return a passage of a source, mostly short, now and then reaching out of it."""
        length = documents.source(session, source_id).characters
        start = self.random.randrange(length)
        return start, start + self.random.choice((1, 5, 12, 30))


Move = Callable[[Moves, Session], object]
MOVES: dict[str, Move] = {}


def move(function: Callable[..., object]) -> Callable[[Move], Move]:
    """Say which core function a move calls."""

    def register(made: Move) -> Move:
        MOVES[f"{function.__module__}.{function.__name__}"] = made
        return made

    return register
