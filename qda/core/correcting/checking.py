"""Is what corrections leave behind whole: earlier texts, and passages that wait for a place."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.correcting.naming import KINDS
from qda.core.correcting.unplaced import kept_rows
from qda.i18n import _
from qda.storage.check import DAMAGE, Check, Finding
from qda.storage.models import Source, TextVersion, Unplaced
from qda.storage.texts import has_text


def checks() -> dict[str, Check]:
    """Return the checks by kind."""
    return {"corrections": _corrections}


def _corrections(session: Session) -> Iterator[Finding]:
    versions = select(TextVersion.id, TextVersion.number, TextVersion.text_hash, Source.name)
    for key, number, text_hash, name in session.execute(versions.join(Source, Source.id == TextVersion.source_id)):
        if not has_text(session, text_hash):
            sentence = _("Version {number} of the text of {name} is missing.")
            yield Finding("corrections", sentence.format(number=number, name=name), f"text_version {key}")
    for row in session.scalars(select(Unplaced)):
        try:
            kind, kept = kept_rows(row)[0]
            sound = kind == row.kind and kind in KINDS and kept["id"] == row.id and kept["start"] >= 0
        except (*DAMAGE, IndexError):
            sound = False
        if not sound:
            sentence = _("A passage that waits for a place can't be read.")
            yield Finding("corrections", sentence, f"unplaced {row.id}")
