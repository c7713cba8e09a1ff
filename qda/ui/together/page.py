"""One page of the simple screen as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from qda.core.easyread.booklet import Picture


class Choice(NamedTuple):
    """A large button: `key` is what is chosen by it, `sign` a drawing on it, `chosen` whether it was chosen before."""

    key: str
    words: str
    sign: str = ""
    chosen: bool = False


class Line(NamedTuple):
    """One sentence; beside it its picture, and a recording of it (WAV) where there is one."""

    words: str
    picture: Picture | None = None
    voice: bytes | None = None


class Field(NamedTuple):
    """A field for own words, called `label`; `forget` is the tick that they are not kept, "" where they always are."""

    label: str
    words: str = ""
    forget: str = ""
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the screen at once: five choices at most."""

    kind: str
    title: str
    lines: tuple[Line, ...] = ()
    question: str = ""
    field: Field | None = None
    choices: tuple[Choice, ...] = ()
