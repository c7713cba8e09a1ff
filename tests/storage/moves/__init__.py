"""Random moves: for every public core function that writes, one way of calling it with whatever a project holds.

A move is found by the function it calls; ``test_histories.py`` fails where a core function that writes has none. Moves
may be refused (QdaError): then the project must be as before. The modules beside this one are found by themselves.
"""

from __future__ import annotations

import importlib
import pkgutil

from tests.storage.moves.base import MOVES, Moves

__all__ = ["MOVES", "Moves"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
