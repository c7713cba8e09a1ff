"""What a project of another program holds of people who were withdrawn here does not come in, and that is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.documents import asks_questions
from qda.core.exchange.bundle import Bundle, MediaItem, PersonItem, TextItem
from qda.core.exchange.drafting import Draft, identity
from qda.core.importers.speakers import find_turns
from qda.core.text import canonical, text_hash
from qda.core.withdrawal.marks import REFUSED, Marks, tombstones
from qda.core.withdrawal.naming import common_among
from qda.core.withdrawal.own_words import GONE, OwnWords, tells
from qda.i18n import _
from qda.storage.models import Participant, ReviewResponse, Source
from qda.storage.texts import digest, load_text

_WRITTEN = frozenset(("title", "description", "name", "note", "body", "value", "original_name", "where"))
"""What people wrote in the things of a bundle, beside the texts of its sources."""
_ELSEWHERE = frozenset(("users", "turns", "moments", "members", "passages", "about"))


def heeded(session: Session, bundle: Bundle, draft: Draft) -> Bundle:
    """Return a bundle without who was withdrawn from the project; what is left out is told in the draft.

    They are known by their ids, and by texts that held their words; a person who is new and in nothing but such texts
    is not brought either. What others wrote comes without their words and names.
    """
    marks = tombstones(session)
    if not marks:
        return bundle
    texts = {item.id: item for item in bundle.sources if _is_marked(marks, item)}
    people = set(session.scalars(select(Participant.id)))
    gone = {item.id: item for item in bundle.persons if _is_gone(marks, item, texts, people)}
    media = set(_media(bundle, marks, texts, gone))
    left = replace(
        bundle,
        sources=tuple(one for one in bundle.sources if one.id not in texts),
        codings=tuple(one for one in bundle.codings if one.source not in texts),
        persons=tuple(one for one in bundle.persons if one.id not in gone),
        values=tuple(one for one in bundle.values if one.of not in {*texts, *gone}),
        media=tuple(one for one in bundle.media if one.id not in media),
        notes=tuple(one for one in bundle.notes if identity(one.id) not in marks.memos),
    )
    # By no name: what a text or person is called there may say who it is.
    for what, number, why in (
        (_("Sources"), len(texts), REFUSED),
        (_("Coded passages"), len(bundle.codings) - len(left.codings), REFUSED),
        (_("Pictures and recordings"), len(media), REFUSED),
        (_("Persons"), len(gone), _("They were withdrawn from this project.")),
        (_("Memos"), len(bundle.notes) - len(left.notes), _("They were about somebody who was withdrawn.")),
    ):
        if number:
            draft.lose("dropped", what, "", why, number)
    cleaning = _Cleaning(_own_words(session, bundle, texts, gone.values()))
    cleaned: Bundle = cleaning.anew(left)
    if cleaning.places:
        why = _("They held words or the name of somebody who was withdrawn; “{gone}” stands there.").format(gone=GONE)
        draft.lose("moved", _("What others wrote"), "", why, cleaning.places)
    return cleaned


def _is_marked(marks: Marks, item: TextItem) -> bool:
    hashes = [text_hash(canonical(item.text)), *([] if item.original is None else [digest(item.original)])]
    return identity(item.id) in marks.sources or marks.holds(hashes)


def _is_gone(marks: Marks, item: PersonItem, texts: Collection[str], known: Collection[str]) -> bool:
    places = {*item.sources, *(source for source, _start, _end in item.passages)}
    alone = bool(places) and places <= set(texts) and identity(item.id) not in known
    return alone or identity(item.id) in marks.participants


def _media(bundle: Bundle, marks: Marks, texts: Mapping[str, TextItem], gone: Collection[str]) -> Iterator[str]:
    """Yield the ids of files that are, show or are the recordings of what was withdrawn."""
    theirs = {("source", one) for one in texts} | {("person", one) for one in gone}
    linked = {
        one[1]
        for link in bundle.links
        for one, other in ((link.origin, link.target), (link.target, link.origin))
        if one[0] == "media" and other in theirs
    }
    pages = {item.name for item in texts.values()}
    for item in bundle.media:
        if item.id in texts or item.id in linked or _shows(marks, item) or (item.kind == "pdf" and item.name in pages):
            yield item.id


def _shows(marks: Marks, item: MediaItem) -> bool:
    return identity(item.id) in marks.sources or (item.data is not None and marks.holds([digest(item.data)]))


def _own_words(
    session: Session, bundle: Bundle, texts: Mapping[str, TextItem], gone: Collection[PersonItem]
) -> OwnWords:
    """Gather what they said in the bundle: what its texts have and the project, where others' words stayed, has not."""
    here = {key: load_text(session, text) for key, text in session.execute(select(Source.id, Source.text_hash))}
    said: list[str] = []
    for item in bundle.sources:
        kept = here.get(identity(item.id), "")
        if item.id in texts or (GONE in kept and canonical(item.text) != kept):
            said += _speech(item)
    others = [*here.values(), *session.scalars(select(ReviewResponse.words))]
    coded = (texts[one.source].text[one.start : one.end] for one in bundle.codings if one.source in texts)
    short = [words for words in coded if not any(words in text for text in others)]
    named = [one.name for one in gone if tells(one.name)]
    common = common_among(session, named)
    return OwnWords(said, short, [one for one in named if one not in common], others)


def _speech(item: TextItem) -> list[str]:
    """Return what is said in a text by others than who asks."""
    text = canonical(item.text)
    turns = item.turns or find_turns(text)
    said = [text[one.speech : one.end] for one in turns if not asks_questions(one.speaker or "")]
    return said or text.split("\n")  # whoever speaks has lines of their own


@dataclass(slots=True)
class _Cleaning:
    """Takes words out of a bundle; `places` counts where."""

    words: OwnWords
    places: int = field(default=0)

    def anew(self, thing: Any) -> Any:
        """Return a thing of a bundle without the words."""
        changed: dict[str, Any] = {}
        for one in fields(thing):
            held = getattr(thing, one.name)
            if one.name in _WRITTEN and isinstance(held, str):
                left: Any = self.words.without(held)
                self.places += left != held
            elif isinstance(held, tuple) and one.name not in _ELSEWHERE and held and is_dataclass(held[0]):
                left = tuple(map(self.anew, held))
            else:
                continue
            if left != held:
                changed[one.name] = left
        return replace(thing, **changed) if changed else thing
