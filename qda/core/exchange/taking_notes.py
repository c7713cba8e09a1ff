"""Memos with their links, and files without text with their marked parts, as they come in from another program."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.exchange.bundle import About, Bundle, MediaItem, NoteItem, ThingKind
from qda.core.exchange.drafting import Draft, Identities, identity
from qda.core.exchange.media import write_area
from qda.core.exchange.taking_texts import Texts
from qda.core.memos import KINDS
from qda.core.naming import clean
from qda.i18n import _
from qda.storage.models import Coder, MediaFile, MediaSelection, Memo, MemoLink, now_ms

_COLUMNS: dict[ThingKind, str] = {
    "code": "code_id",
    "source": "source_id",
    "person": "participant_id",
    "coding": "coding_id",
    "memo": "other_id",
    "set": "code_id",
}
_KINDS: dict[ThingKind, str] = {"code": "code", "person": "case"}
_NO_LINK = (*_COLUMNS.values(), "theme_id", "start", "end")


def take_notes(session: Session, bundle: Bundle, draft: Draft, texts: Texts) -> None:
    """Bring in memos, journal entries and annotations as memos, linked to what they are about.

    A memo without a kind is a code's where it is about codes only, a case's about persons, else analytic. What the
    other program says of the project as a whole becomes a memo, too.
    """
    identities = Identities(session, Memo)
    coders = set(session.scalars(select(Coder.id))) | {row["id"] for row in draft.rows.get(Coder, ())}
    fresh: list[tuple[NoteItem, str]] = []
    for item in (*_about_project(bundle), *bundle.notes):
        title, body = clean(item.title), item.body.strip()
        if not title and not body:
            draft.lose("unplaced", _("Memos"), "", _("It is empty."))
            continue
        key, known = identities.claim(item.id)
        draft.things["memo", item.id] = key
        if known:
            draft.known["memos"] += 1
            continue
        fresh.append((item, key))
        created = item.created or now_ms()
        coder = draft.things.get(("coder", item.coder or ""), item.coder)
        draft.new["memos"] += 1
        row = {
            "id": key,
            "title": title,
            "kind": item.kind if item.kind in KINDS else _kind(item),
            "body": item.body,
            "coder_id": coder if coder in coders else None,
            "created": created,
            "modified": max(item.modified or created, created),
        }
        draft.add(Memo, row)
    links = _memo_links(bundle)
    for item, key in fresh:
        for order, about in enumerate(dict.fromkeys((*item.about, *links.get(item.id, ())))):
            _link(draft, texts, item, (key, order), about)


def _about_project(bundle: Bundle) -> tuple[NoteItem, ...]:
    """Return what is said of the project as a whole as a memo."""
    body = bundle.description.strip()
    if not body:
        return ()
    title = _("About the project {title}").format(title=bundle.title).strip()
    key = identity(f"about the project {bundle.id or bundle.title or body}")
    return (NoteItem(key, title, body, kind="methodological"),)


def _kind(item: NoteItem) -> str:
    kinds = {_KINDS.get(about.kind, "analytic") for about in item.about}
    return kinds.pop() if len(kinds) == 1 else "analytic"


def _memo_links(bundle: Bundle) -> dict[str, list[About]]:
    """Return what links say that memos are about, by the memos' ids."""
    found: dict[str, list[About]] = {}
    for link in bundle.links:
        for (kind, key), (other, target) in ((link.origin, link.target), (link.target, link.origin)):
            if kind == "memo":
                found.setdefault(key, []).append(About(other, target))
                break
    return found


def _link(draft: Draft, texts: Texts, item: NoteItem, place: tuple[str, int], about: About) -> None:
    memo_id, order = place
    if about.kind == "project":
        return
    what, title = _("Links of memos"), clean(item.title) or clean(item.body)[:60]
    if about.kind not in _COLUMNS:
        why = _("A memo can be about codes, sources, passages, persons and memos here; its words are kept.")
        draft.lose("dropped", what, title, why)
        return
    thing = draft.things.get((about.kind, about.id))
    if thing is None or (about.kind == "memo" and thing == memo_id):
        draft.lose("unplaced", what, title, _("What it is about did not come in."))
        return
    column = "theme_id" if thing in draft.themes else _COLUMNS[about.kind]
    row: dict[str, object] = {**dict.fromkeys(_NO_LINK), "memo_id": memo_id, column: thing}
    if about.start is not None and about.end is not None and about.kind == "source":
        span = texts.place(thing, about.start, about.end)
        if span is None:
            draft.lose("moved", what, title, _("Its passage does not lie in the text; it is about the source."))
        else:
            row["start"], row["end"] = span
    row["id"] = draft.row_id(MemoLink, order, memo_id, thing, row["start"], row["end"])
    draft.add(MemoLink, row)


# Files without text --------------------------------------------------------------------------------------------------


def take_media(session: Session, bundle: Bundle, draft: Draft, coder_of: Callable[[str | None], str]) -> None:
    """Bring in pictures, recordings and scanned pages as files, with their coded or noted parts listed.

    One row for each code of each coder, as :class:`qda.storage.models.MediaSelection` has it.
    """
    identities, parts = Identities(session, MediaFile), Identities(session, MediaSelection)
    last = session.scalar(select(func.max(MediaFile.position)))
    position = -1 if last is None else last
    for item in bundle.media:
        key, known = identities.claim(item.id)
        draft.things["media", item.id] = key
        if known:
            draft.known["media"] += 1
        else:
            position += 1
            _add_file(draft, item, key, position)
        for mark in item.marks:
            code_id = draft.things.get(("code", mark.code)) if mark.code else None
            part_id, there = parts.claim(mark.id)
            if there:
                draft.known["selections"] += 1
                continue
            if mark.code and code_id is None:
                draft.lose("moved", _("Parts of files"), item.name, _("Its code is not in the file; it is a note."))
            row = {
                "id": part_id,
                "media_id": key,
                "code_id": code_id,
                "coder_id": coder_of(mark.coder) if mark.coder else None,
                "area": write_area(mark.area),
                "name": clean(mark.name),
                "note": mark.note,
                "created": mark.created or now_ms(),
            }
            draft.add(MediaSelection, row)
            draft.new["selections"] += 1


def _add_file(draft: Draft, item: MediaItem, key: str, position: int) -> None:
    name = clean(item.name) or clean(item.original_name) or _("File without a name")
    row = {
        "id": key,
        "name": name,
        "kind": item.kind,
        "hash": draft.keep_file(item.data),
        "original_name": item.original_name,
        "note": item.description,
        "position": position,
        "created": now_ms(),
    }
    draft.add(MediaFile, row)
    draft.new["media"] += 1
    if item.data is None:
        draft.lose("unplaced", _("Files"), name, _("The file did not come along; its parts are listed."))
