"""What the window asks of every place it shows: sources, code, themes, report."""

from __future__ import annotations

from typing import Protocol


class Place(Protocol):
    """A page of the window; `refresh` gets the names of the tables that a change touched."""

    name: str
    actors: tuple[object, ...]
    """Objects whose methods do the place's actions, besides the place itself."""

    def opened(self) -> None: ...
    def closing(self) -> None: ...
    def refresh(self, kinds: frozenset[str]) -> None: ...
