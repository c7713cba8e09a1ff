"""Bringing a bundle of another program into a project: a preview with counts, then all of it as one change.

An imported thing keeps the id (GUID) of the other program, and a thing whose id is there already is the same thing: so
importing twice is once. What does not come over as it is stands in the losses, which are kept with the project.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from qda.core.exchange import reports
from qda.core.exchange.bundle import Bundle, Loss
from qda.core.exchange.drafting import Draft, write
from qda.core.exchange.heeding import heeded
from qda.core.exchange.taking_codes import take_coders, take_codes
from qda.core.exchange.taking_notes import take_media, take_notes
from qda.core.exchange.taking_people import take_persons, take_values
from qda.core.exchange.taking_texts import take_codings, take_sources
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.project import Project

KINDS = {
    "coders": _("Coders"),
    "sources": _("Sources"),
    "codes": _("Codes"),
    "codings": _("Coded passages"),
    "memos": _("Memos"),
    "participants": _("Persons or studies"),
    "attributes": _("Attributes"),
    "values": _("Values of attributes"),
    "sets": _("Sets"),
    "links": _("Relations of codes"),
    "media": _("Pictures and recordings"),
    "selections": _("Parts of them"),
}
"""What is counted, with the words for it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What bringing a bundle in would do: how much of each of :data:`KINDS` is new, and how much is here already."""

    program: str
    title: str
    new: Mapping[str, int]
    known: Mapping[str, int]
    losses: tuple[Loss, ...]

    @property
    def empty(self) -> bool:
        """Tell whether nothing is new."""
        return not any(self.new.values())


@dataclass(frozen=True, slots=True)
class Taken(Preview):
    """What bringing a bundle in did; `report_id` is that of the report in the project, "" where nothing was new."""

    report_id: str = ""


def preview(session: Session, bundle: Bundle, progress: Progress | None = None) -> Preview:
    """Say what :func:`take_in` would do; nothing is written. Raises CancelledError."""
    draft = draft_of(session, bundle, progress)
    return _told(bundle, draft)


def preview_alone(bundle: Bundle, progress: Progress | None = None) -> Preview:
    """Say what :func:`take_in` would do in a project that is made for it. Raises CancelledError."""
    with (
        TemporaryDirectory() as folder,
        Project.create(Path(folder) / "preview.loom") as project,
        project.read() as session,
    ):
        return preview(session, bundle, progress)


def take_in(
    session: Session,
    bundle: Bundle,
    *,
    file_name: str = "",
    coder_id: str | None = None,
    progress: Progress | None = None,
) -> Taken:
    """Bring a bundle into the project as part of the running change, and keep a report of it.

    `coder_id` is who brings it in. Where nothing is new, nothing is written. Raises CancelledError.
    """
    draft = draft_of(session, bundle, progress)
    told = _told(bundle, draft)
    if draft.empty:
        return Taken(told.program, told.title, told.new, told.known, told.losses)
    write(session, draft, progress)
    report = reports.Report(program=told.program, title=told.title, file_name=file_name, new=told.new, known=told.known)
    report_id = reports.keep(session, replace(report, losses=told.losses), coder_id)
    return Taken(told.program, told.title, told.new, told.known, told.losses, report_id)


def draft_of(session: Session, bundle: Bundle, progress: Progress | None = None) -> Draft:
    """Work out what is to be written."""
    go_on(progress, 0, 0)
    draft = Draft(session)
    bundle = heeded(session, bundle, draft)
    for loss in bundle.losses:
        draft.lose(loss.kind, loss.what, loss.where, loss.why, loss.count)
    coder_of = take_coders(session, bundle, draft)
    take_codes(session, bundle, draft)
    texts = take_sources(session, bundle, draft, progress)
    take_codings(session, bundle, draft, texts, coder_of)
    take_persons(session, bundle, draft, texts)
    take_values(session, bundle, draft)
    take_media(session, bundle, draft, coder_of)
    take_notes(session, bundle, draft, texts)
    return draft


def _told(bundle: Bundle, draft: Draft) -> Preview:
    new = {kind: draft.new[kind] for kind in KINDS}
    known = {kind: draft.known[kind] for kind in KINDS}
    return Preview(bundle.program, bundle.title, new, known, draft.losses)
