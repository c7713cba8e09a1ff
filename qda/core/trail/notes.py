"""What happens to memos and coded passages, and to the study as a whole: approach, levels, versions, word list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qda.core.trail.events import Event, Part, Thing, event
from qda.core.trail.rows import Moment, listed
from qda.i18n import _

STUDY = Thing("study", "", "")
_MEMO = {
    "title": Part(_("its title"), _("the title of {thing}")),
    "body": Part(_("what it says"), _("what {thing} says")),
}
_LINKS = ("code_id", "theme_id", "source_id", "participant_id", "other_id")
_CODING = {
    "note": Part(_("the note on it"), _("the note on {thing}")),
    "weight": Part(_("its weight"), _("the weight of {thing}")),
}
_WORDING = {
    "preferred": Part(_("the wording that is preferred"), _("{thing}, the wording that is preferred"), "wording"),
    "avoid": Part(_("the wordings to avoid for it"), _("the wordings to avoid for {thing}"), "wording"),
    "why": Part(_("why it is preferred"), _("why {thing} is preferred"), "wording"),
}


def memo_events(moment: Moment) -> Iterator[Event]:
    """Give what a change did to memos and to what they are linked to."""
    made = {image.key for image in moment.of("memo", "i")}
    gone = {image.key for image in moment.of("memo", "d")}
    for image in moment.of("memo"):
        here = Thing("memo", image.key, moment.name("memo", image.key))
        if image.op == "i":
            yield _written(moment, here, image.row)
        elif image.op == "d":
            yield event("deleted", here, _("deleted {thing}"), before=image.row["body"])
        else:
            for column, part in _MEMO.items():
                if column in image.row:
                    yield part.changed(here, *image.row[column])
            if "kind" in image.row:
                yield event("described", here, _("called {thing} {sort}"), sort=_(image.row["kind"][1]))
    for image in moment.of("memo_link", "id"):
        yield from _linked(moment, image.op, image.row, made, gone)


def _written(moment: Moment, here: Thing, row: dict[str, Any]) -> Event:
    """Return that a memo was written, with what it was about from the beginning."""
    links = (linked_thing(image.row) for image in moment.of("memo_link", "i") if image.row["memo_id"] == here.id)
    others = tuple(Thing(*found, moment.name(*found)) for found in links if found is not None)
    full = _("wrote the {sort} memo “{name}”").format(sort=_(row["kind"]), name=here.name)
    return Event("memo", here, _("wrote it"), full, after=row["body"], others=others, sort=row["kind"])


def linked_thing(row: dict[str, Any]) -> tuple[str, str] | None:
    """Return kind and id of what a link of a memo names, a code, theme, source, participant or memo."""
    for column in _LINKS:
        if row.get(column):
            return {"other_id": "memo"}.get(column, column.removesuffix("_id")), row[column]
    return None


def _linked(moment: Moment, op: str, row: dict[str, Any], made: set[str], gone: set[str]) -> Iterator[Event]:
    found, memo_id = linked_thing(row), row["memo_id"]
    if found is None or memo_id in gone:
        return
    memo = Thing("memo", memo_id, moment.name("memo", memo_id))
    other = Thing(*found, moment.name(*found))
    if op == "d":
        if any(True for image in moment.of(other.kind, "d") if image.key == other.id):
            return
        said = (_("linked the memo “{memo}” to {thing} no more"), _("linked {thing} to {other} no more"))
    elif memo_id in made:
        said = (_("wrote the memo “{memo}” about {thing}"), "")
    else:
        said = (_("linked the memo “{memo}” to {thing}"), _("linked {thing} to {other}"))
    yield event("memo", other, said[0], memo=memo.name, others=(memo,))
    if said[1]:
        yield event("linked", memo, said[1], other=other.words(), others=(other,))


def coding_events(moment: Moment, key: str) -> Iterator[Event]:
    """Give what a change did to one coded passage."""
    here = Thing("coding", key)
    for image in moment.codings():
        if image.key != key:
            continue
        row = image.row
        if image.op != "u":
            code = Thing("code", row["code_id"], moment.name("code", row["code_id"]))
            words = _("gave {thing} the code “{code}”") if image.op == "i" else _("took the code “{code}” off {thing}")
            kind = "made" if image.op == "i" else "deleted"
            yield event(kind, here, words, code=code.name, others=(code,))
            continue
        if "code_id" in row:
            old, new = (Thing("code", one, moment.name("code", one)) for one in row["code_id"])
            words = _("gave {thing} the code “{new}” in place of “{old}”")
            yield event("recoded", here, words, old=old.name, new=new.name, others=(new,))
        if "start" in row or "end" in row:
            yield event("described", here, _("changed where {thing} begins or ends"))
        for column, part in _CODING.items():
            if column in row:
                before, after = ("" if value is None else str(value) for value in row[column])
                yield part.changed(here, before, after)


def study_events(moment: Moment) -> Iterator[Event]:
    """Give what a change decided for the study as a whole."""
    for image in moment.of("study", "u"):
        if "approach" in image.row:
            before, after = image.row["approach"]
            said = _("changed the approach from {before} to {after}").format(before=_(before), after=_(after))
            yield Event("approach", STUDY, said, said, before, after)
    if any(moment.of("level")) and not moment.undoes:
        levels = sorted(moment.rows.all("level").items(), key=lambda one: (one[1]["position"], one[0]))
        yield event("levels", STUDY, _("set the levels: {names}"), names=listed((row["name"] for _k, row in levels), 9))
    for image in moment.of("codebook_version"):
        here = Thing("codebook_version", image.key, moment.name("codebook_version", image.key))
        if image.op == "i":
            words = _("kept the codebook as the version “{name}”")
            yield event("version", here, words, name=here.name, after=image.row["note"])
        elif image.op == "d":
            yield event("version", here, _("deleted {thing} of the codebook"))
    for image in moment.of("wording"):
        here = Thing("wording", image.key, moment.name("wording", image.key))
        if image.op == "u":
            for column, part in _WORDING.items():
                if column in image.row:
                    yield part.changed(here, *image.row[column])
        else:
            words = _("put {thing} on the word list") if image.op == "i" else _("took {thing} off the word list")
            yield event("wording", here, words)
