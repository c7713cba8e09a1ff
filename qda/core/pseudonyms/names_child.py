"""Names that a language model finds in texts, in a process of its own: a model holds the interpreter for seconds."""

from __future__ import annotations

import signal
from multiprocessing.connection import Connection

KINDS = {
    **dict.fromkeys(("PERSON", "PER"), "person"),
    **dict.fromkeys(("GPE", "LOC", "FAC", "GPE_LOC"), "place"),
    **dict.fromkeys(("ORG", "GPE_ORG"), "organisation"),
}
"""What the labels of models are here; others (dates, sums, peoples) are no names."""


def serve(connection: Connection, code: str) -> None:
    """Say whether there is a model for a language; answer texts with (name, kind) lists, until it closes."""
    from qda.core.easyread.models import load_model

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    model = load_model(code, names=True)
    connection.send(model is not None)
    if model is None:
        return
    while True:
        try:
            texts: list[str] = connection.recv()
        except (EOFError, OSError):
            return
        found = model.pipe(texts, batch_size=64)
        connection.send([[(one.text, KINDS[one.label_]) for one in doc.ents if one.label_ in KINDS] for doc in found])
