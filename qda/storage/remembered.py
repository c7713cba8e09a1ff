"""What this process remembers of a project's words, so that it can be forgotten when a project is locked or closed."""

from __future__ import annotations

import sys
from functools import _lru_cache_wrapper

from qda.storage import engine, texts


def forget() -> None:
    """Drop texts, statements with the words they asked for, and what functions of this program keep of their calls.

    All of it is found again when it is wanted. What a function keeps without a limit is the program's own (tables,
    models of languages) and stays.
    """
    texts.forget()
    engine.forget()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "qda":
            for thing in list(vars(module).values()):
                if isinstance(thing, _lru_cache_wrapper) and thing.cache_parameters()["maxsize"] is not None:
                    thing.cache_clear()
