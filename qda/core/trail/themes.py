"""What happens to themes: made, named, nested, put aside, related; the codes they draw on and the quotes they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from qda.core.trail.events import Event, Part, Thing, event, renamed
from qda.core.trail.rows import Moment, listed
from qda.i18n import _

_PARTS = {
    "idea": Part(_("its central idea"), _("the central idea of {thing}"), "redefined"),
    "definition": Part(_("its definition"), _("the definition of {thing}"), "redefined"),
    "boundaries": Part(_("what it is not"), _("what {thing} is not"), "redefined"),
    "stance": Part(_("what it is to the question"), _("what {thing} is to the question")),
}
_CONFIDENCE = {
    "level": Part(_("how confident we are in it"), _("how confident we are in {thing}"), "confidence"),
    "why": Part(_("why we are so confident in it"), _("why we are so confident in {thing}"), "confidence"),
}
_STATUSES = {
    "candidate": _("made {thing} a candidate again"),
    "reviewed": _("reviewed {thing}"),
    "named": _("settled the name of {thing}"),
    "set aside": _("set {thing} aside"),
}
_QUOTES = {
    "chosen": (_("chose a quote of “{source}” for {thing}"), _("chose a quote of “{source}” for {thing} no more")),
    "counter": (
        _("kept a quote of “{source}” as a different view of {thing}"),
        _("kept a quote of “{source}” as a different view of {thing} no more"),
    ),
    "exemplar": (
        _("picked a quote of “{source}” as an example of {thing}"),
        _("picked a quote of “{source}” as an example of {thing} no more"),
    ),
}


def theme_events(moment: Moment) -> Iterator[Event]:
    """Give what a change did to themes, to the codes in them, and to relations of both."""
    made = {image.key for image in moment.of("theme", "i")}
    gone = {image.key for image in moment.of("theme", "d")}
    deleted = {image.key for image in moment.of("code", "d")}
    yield from _made(moment)
    for image in moment.of("theme", "u"):
        if image.key not in made:
            yield from _edited(moment, image.key, image.row)
    for theme_id in gone:
        yield event("deleted", theme(moment, theme_id), _("deleted {thing}"))
    yield from _drawn(moment, gone, deleted)
    for image in moment.of("relation"):
        row = moment.row("relation", image.key) | (image.row if image.op != "u" else {})
        if not _ends(row) & (gone | deleted):
            yield from _related(moment, image.op, row, image.row)
    yield from _quotes(moment, gone | deleted)
    for image in moment.of("confidence"):
        trusted = moment.row("confidence", image.key).get("theme_id")
        if trusted not in gone:
            yield from _trusted(theme(moment, trusted), image.op, image.row)


def theme(moment: Moment, key: str | None) -> Thing:
    """Return a theme as it was called then."""
    return Thing("theme", key or "", moment.name("theme", key))


def _made(moment: Moment) -> Iterator[Event]:
    for image in moment.of("theme", "i"):
        parent = moment.name("theme", image.row["parent_id"])
        words = _("made {thing} below “{parent}”") if parent else _("made {thing}")
        idea = str(moment.row("theme", image.key).get("idea", ""))
        yield event("made", theme(moment, image.key), words, parent=parent, after=idea)


def _edited(moment: Moment, key: str, row: dict[str, Any]) -> Iterator[Event]:
    here = theme(moment, key)
    for column, (before, after) in row.items():
        if column == "name":
            here = Thing("theme", key, before)
            yield renamed(here, before, after)
        elif column in _PARTS:
            yield _PARTS[column].changed(here, before or "", after or "")
        elif column == "status":
            kind = "put aside" if "set aside" in (before, after) else "described"
            yield event(kind, here, _STATUSES.get(after, _("changed the status of {thing}")))
        elif column == "parent_id":
            names = [moment.name("theme", one) for one in (before, after)]
            words = _("moved {thing} below “{parent}”") if after else _("moved {thing} to the top")
            yield event("nested", here, words, parent=names[1], before=names[0] or _("top"), after=names[1] or _("top"))
        elif column == "level_id":
            names = [moment.name("level", one) for one in (before, after)]
            words = _("called {thing} a {level}") if after else _("gave {thing} no level any more")
            yield event("level", here, words, level=names[1], before=names[0], after=names[1])
        elif column == "core":
            words = _("let {thing} bind the others, as the core") if after else _("let {thing} be the core no more")
            yield event("level", here, words)


def _drawn(moment: Moment, gone: set[str], deleted: set[str]) -> Iterator[Event]:
    """Give which codes were put into themes and taken out, all of one theme together."""
    into: dict[str, list[str]] = {}
    out: dict[str, list[str]] = {}
    for image in moment.of("theme_code"):
        row = moment.row("theme_code", image.key) | (image.row if image.op != "u" else {})
        if row.get("theme_id") in gone or row.get("code_id") in deleted:
            continue
        if image.op != "u":
            (into if image.op == "i" else out).setdefault(row["theme_id"], []).append(row["code_id"])
        elif "code_id" in image.row:
            old, new = (Thing("code", key, moment.name("code", key)) for key in image.row["code_id"])
            words = _("let {thing} draw on “{new}” in place of “{old}”")
            yield event("codes", theme(moment, row["theme_id"]), words, old=old.name, new=new.name, others=(new,))
    for where, words, single in (
        (into, _("put {codes} into {thing}"), _("put {thing} into the theme “{theme}”")),
        (out, _("took {codes} out of {thing}"), _("took {thing} out of the theme “{theme}”")),
    ):
        for key, code_ids in where.items():
            here = theme(moment, key)
            codes = tuple(Thing("code", code_id, moment.name("code", code_id)) for code_id in code_ids)
            yield event("codes", here, words, codes=listed(code.name for code in codes), others=codes)
            for code in codes:
                yield event("in theme", code, single, theme=here.name, others=(here,))


def _ends(row: dict[str, Any]) -> set[str]:
    return {row[name] for name in ("from_theme_id", "from_code_id", "to_theme_id", "to_code_id") if row.get(name)}


def _related(moment: Moment, op: str, row: dict[str, Any], image: dict[str, Any]) -> Iterator[Event]:
    """Give a relation, told of both ends: the decision is told of the one it begins at."""
    first, second = (
        theme(moment, row[f"{end}_theme_id"])
        if row.get(f"{end}_theme_id")
        else Thing("code", row.get(f"{end}_code_id") or "", moment.name("code", row.get(f"{end}_code_id")))
        for end in ("from", "to")
    )
    name = row.get("name", "")
    if op == "u":
        if "name" not in image:
            return
        old, name = image["name"]
        said = _("said that {thing} {relation} “{other}”, and not that it {old}")
    else:
        old = ""
        said = (
            _("said that {thing} {relation} “{other}”")
            if op == "i"
            else _("said no more that {thing} {relation} “{other}”")
        )
    yield event("related", first, said, relation=name, other=second.name, old=old, others=(second,))
    said = _("said that “{other}” {relation} {thing}") if op != "d" else _("said no more “{other}” {relation} {thing}")
    yield event("related to", second, said, relation=name, other=first.name, others=(first,))


def _quotes(moment: Moment, gone: Iterable[str]) -> Iterator[Event]:
    for image in moment.of("quote"):
        row: dict[str, Any] = moment.row("quote", image.key) | (image.row if image.op != "u" else {})
        owner = Thing("theme" if row.get("theme_id") else "code", row.get("theme_id") or row.get("code_id") or "")
        if owner.id in gone or not owner.id:
            continue
        source = moment.name("source", row.get("source_id"))
        owner = Thing(owner.kind, owner.id, moment.name(owner.kind, owner.id))
        here = Thing("quote", image.key, source)
        if image.op != "u":
            words = _QUOTES[row["kind"]][image.op == "d"]
            yield event("quotes", owner, words, source=source, others=(here,))
            done = _("picked {thing} for {owner}") if image.op == "i" else _("picked {thing} for {owner} no more")
            yield event("quotes", here, done, owner=owner.words(), others=(owner,))
            continue
        if "kind" in image.row:
            words = _QUOTES[image.row["kind"][1]][False]
            yield event("quotes", owner, words, source=source, others=(here,))
            yield event("quotes", here, _("picked {thing} otherwise for {owner}"), owner=owner.words(), others=(owner,))
        for column, part in _QUOTE_PARTS.items():
            if column in image.row:
                yield part.changed(here, *(value or "" for value in image.row[column]))


_QUOTE_PARTS = {
    "translation": Part(_("its translation"), _("the translation of {thing}"), "translated"),
    "translator": Part(_("who translated it"), _("who translated {thing}"), "translated"),
    "note": Part(_("the note on it"), _("the note on {thing}")),
}


def _trusted(here: Thing, op: str, row: dict[str, Any]) -> Iterator[Event]:
    if op == "d":
        yield event("confidence", here, _("took away how confident we are in {thing}"))
        return
    for column, part in _CONFIDENCE.items():
        value = row.get(column)
        before, after = value if isinstance(value, list) else ("", value)
        if before != after and (before or after):
            yield part.changed(here, before or "", after or "")
