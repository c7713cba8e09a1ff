"""Passages that match a regular expression, with a time limit: a bad pattern costs some seconds and a sentence."""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Collection, Iterator
from multiprocessing.connection import Connection

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.concordance import Span
from qda.core.pattern_child import serve
from qda.core.processes import start_child
from qda.errors import RefusedError
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.models import Source
from qda.storage.texts import load_text

SECONDS = 5.0  # for one text
_START_SECONDS = 60.0  # a busy computer may take long to start a process
_POLL = 0.05
_MOST = 5_000  # places in one text


def check_pattern(pattern: str) -> None:
    """Raise RefusedError, with what is wrong in a sentence, where `pattern` is no regular expression."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        sentence = _("This is no pattern yet: {error}. To find signs as they are, put a \\ before each.")
        raise RefusedError(sentence.format(error=error)) from None


def matching(
    session: Session,
    pattern: str,
    *,
    source_ids: Collection[str] | None = None,
    progress: Progress | None = None,
    seconds: float = SECONDS,
) -> Iterator[Span]:
    """Yield the passages that match a regular expression, each within its line, capitals aside.

    Raises RefusedError for what is no pattern, and for one that takes longer than `seconds` over a text; CancelledError
    where `progress` answers False.
    """
    check_pattern(pattern)
    if not pattern:
        return
    query = select(Source.id, Source.name, Source.text_hash).order_by(Source.position, Source.id)
    rows = [row for row in session.execute(query) if source_ids is None or row.id in source_ids]
    process, connection = start_child(serve, pattern, _MOST, name="Themeloom pattern")
    try:
        _answer(connection, _START_SECONDS, "", progress, 0, len(rows))
        for done, (source_id, name, text_hash) in enumerate(rows):
            connection.send(load_text(session, text_hash))
            for start, end in _answer(connection, seconds, name, progress, done, len(rows)) or ():
                yield source_id, start, end
    except (EOFError, OSError) as error:
        raise RefusedError(_("Looking for this pattern broke down. Try a simpler one.")) from error
    finally:
        process.kill()
        process.join()
        process.close()
        connection.close()


def _answer(
    connection: Connection, seconds: float, name: str, progress: Progress | None, done: int, total: int
) -> list[tuple[int, int]] | None:
    until = time.monotonic() + seconds
    while not connection.poll(_POLL):
        go_on(progress, done, total)
        if time.monotonic() > until:
            sentence = _(
                "This pattern takes too long in “{name}”. Often two repetitions one in the other, like (a+)+, are why."
            )
            raise RefusedError(sentence.format(name=name))
    go_on(progress, done, total)
    answer: list[tuple[int, int]] | None = connection.recv()
    return answer
