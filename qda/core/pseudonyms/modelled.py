"""Names that a language model finds, asked of a child process; none where no model is installed or it breaks down."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from multiprocessing.connection import Connection
from typing import Any

from qda.core.easyread.models import has_model
from qda.core.processes import start_child
from qda.core.pseudonyms.names_child import serve
from qda.core.stopwords import tag
from qda.core.text import paragraphs
from qda.progress import Progress, go_on

_BATCH = 40_000  # characters that are sent together
_LONGEST = 5_000  # of a paragraph that is longer only its beginning is looked at
_SECONDS = 60.0  # for a batch, and for loading a model on a busy computer
_POLL = 0.05


def modelled_names(texts: Iterable[tuple[str, str]], progress: Progress | None = None) -> Counter[tuple[str, str]]:
    """Return how often a model found each (name, kind) in (text, language) pairs.

    Languages without a model are passed over; so is the rest of one whose model takes too long or breaks down. Raises
    CancelledError.
    """
    by_language: dict[str, list[str]] = {}
    for text, language in texts:
        by_language.setdefault(tag(language), []).append(text)
    known = {code: own for code, own in by_language.items() if code and has_model(code)}
    total = sum(len(text) for own in known.values() for text in own)
    found: Counter[tuple[str, str]] = Counter()
    done = 0
    for code, own in known.items():
        process, connection = start_child(serve, code, name="Themeloom names")
        try:
            if _answer(connection, progress, done, total):
                for batch in _batches(own):
                    connection.send(batch)
                    for names in _answer(connection, progress, done, total):
                        found.update(names)
                    done += sum(map(len, batch))
        except (EOFError, OSError, TimeoutError):
            pass  # what was found until then is a proposal, too
        finally:
            process.kill()
            process.join()
            process.close()
            connection.close()
    return found


def _batches(texts: Iterable[str]) -> Iterable[list[str]]:
    batch: list[str] = []
    length = 0
    for text in texts:
        for start, end in paragraphs(text):
            part = text[start : min(end, start + _LONGEST)]
            batch.append(part)
            length += len(part)
            if length > _BATCH:
                yield batch
                batch, length = [], 0
    if batch:
        yield batch


def _answer(connection: Connection, progress: Progress | None, done: int, total: int) -> Any:
    until = time.monotonic() + _SECONDS
    while not connection.poll(_POLL):
        go_on(progress, done, total)
        if time.monotonic() > until:
            raise TimeoutError
    return connection.recv()
