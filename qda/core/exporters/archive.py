"""An archive for a repository: texts, codebook and coded passages of those who said yes, under pseudonyms only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import dataset, exporters
from qda.core.archiving import looking
from qda.core.archiving.choosing import Going, going
from qda.core.attributes import attribute_rows, values
from qda.core.codebook import SEPARATOR, codes
from qda.core.consent import left_out_words
from qda.core.dataset import Value
from qda.core.dataset.material import attribute_columns, typed
from qda.core.exporters import Choice, ProductOptions, Written, citing, formats
from qda.core.exporters.archive_file import Folder, dictionary, folder_file, listing
from qda.core.exporters.archive_readme import readme
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Column, plain_grid
from qda.core.exporters.memo_prose import day
from qda.core.memo_text import lines
from qda.core.memos import memos
from qda.core.participants import participants
from qda.core.pseudonyms.capitals import likely_names
from qda.core.retrieval import quotes
from qda.errors import RefusedError
from qda.i18n import _, n_
from qda.storage.models import Coding, Source

FOLDER = "archive"
CONSENT = Choice(
    "consent",
    _("Sources where"),
    (("yes", _("everybody said yes")), ("not-refused", _("nobody said no"))),
)
MEMOS = Choice("memos", _("Memos and notes"), (("no", _("Left out")), ("yes", _("Included"))))
NAMES = Choice("names", _("Names of sources"), (("numbers", _("Numbers")), ("own", _("As they are here"))))
ATTRIBUTES = Choice("attributes", _("Attributes shown (name; name)"))
KEY = Choice("key", _("Key file of real names"))
_MOST_NAMED = 12


@dataclass(slots=True)
class _Hidden:
    """What quoted people who stay away: names of codes with what they became; `left_out` counts texts and notes."""

    codes: dict[str, str] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def path(self, path: str) -> str:
        """Return where a code stands, without such names."""
        return SEPARATOR.join(self.codes.get(name, name) for name in path.split(SEPARATOR))


_Table = tuple[str, str, tuple[dataset.Column, ...], list[tuple[Value, ...]]]


@exporters.product(
    "archive",
    title=_("Archive for a repository"),
    about=_("Texts, codebook and coded passages under pseudonyms, of those who allowed it, with a README, for reuse."),
    suffixes=(".zip",),
    choices=(CONSENT, MEMOS, NAMES, ATTRIBUTES, KEY),
    own_consent=True,
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the archive; RefusedError where nobody's words may be archived.

    The notices name what stayed away, and names that still stand in the words: those are for people to look at.
    """
    key = Path(KEY.of(options)) if KEY.of(options) else None
    taken = going(session, not_asked=CONSENT.of(options) == "not-refused", own_names=NAMES.of(options) == "own")
    if not taken.sources:
        raise RefusedError(
            _(
                "There is no source whose people all said yes to “Archive and reuse”. Record their answers in Sources, "
                "or choose to include sources where nobody was asked."
            )
        )
    facts = colophon(session)
    away = looking.StayingAway(session, taken)
    tables, hidden = _tables(session, taken, away, options)
    said = f"{facts.title}\n{facts.question}"
    notices = _notices(session, taken, {"README.md": said, **_held(taken, tables)}, key, hidden)
    codings = next(len(rows) for name, _about, _columns, rows in tables if name == "codings")
    if path.suffix == ".html":  # what the window shows of it
        columns = (Column(_("File"), 0.25), Column(_("What a row is"), 0.55), Column(_("Rows"), 0.2, number=True))
        shown = [(f"{name}.csv", about, f"{len(rows):,}") for name, about, _columns, rows in tables]
        shown += [(f"texts/{one.file}", _("The text of a source."), "") for one in taken.sources]
        grid = plain_grid(_("Files in the archive"), columns, shown)
        formats.write_grid(path, replace(grid, title=facts.title, notes=notices), facts)
        return Written(path, codings=codings)
    with folder_file(path, FOLDER) as folder:
        _fill(folder, taken, tables, facts)
        people = {person for one in taken.sources for person in one.people}
        folder.text("README.md", readme(session, taken, [row[:2] for row in tables], facts, len(people)))
    return Written(path, notices, codings=codings, rows=len(taken.sources))


def _fill(folder: Folder, taken: Going, tables: Sequence[_Table], facts: Colophon) -> None:
    for one in taken.sources:
        folder.text(f"texts/{one.file}", one.masked.text)
    for name, about, columns, rows in tables:
        folder.csv(f"{name}.csv", listing(facts.title, about, columns, rows))
    described = [(f"{name}.csv", about, columns) for name, about, columns, _rows in tables]
    folder.text("data-dictionary.csv", dictionary(described))


# The tables --------------------------------------------------------------------------------------------------------


def _tables(
    session: Session, taken: Going, away: looking.StayingAway, options: ProductOptions
) -> tuple[list[_Table], _Hidden]:
    """Return the tables of the archive, and what in them was left out since it quotes who stays away."""
    with_memos = MEMOS.of(options) == "yes"
    hidden = _Hidden()
    for row in codes(session):
        if row.name not in hidden.codes and away.said_in(row.name):
            hidden.codes[row.name] = _("Code {n}").format(n=len(hidden.codes) + 1)
    codebook = _codebook(session, away, hidden)
    tables = [
        _sources(taken),
        _participants(session, taken, options),
        codebook,
        _codings(session, taken, away, hidden, with_notes=with_memos),
    ]
    return [*tables, *([_memos(session, taken, away)] if with_memos else [])], hidden


def _sources(taken: Going) -> _Table:
    columns = (
        dataset.Column("source", _("The source, as the other files call it.")),
        dataset.Column("file", _("The file of its text.")),
        dataset.Column("characters", _("How long the text is, in Unicode code points."), "whole"),
        dataset.Column("participants", _("How many participants speak in it."), "whole"),
    )
    rows: list[tuple[Value, ...]] = [
        (one.name, f"texts/{one.file}", len(one.masked.text), len(one.people)) for one in taken.sources
    ]
    return "sources", _("A row is a source."), columns, rows


def _participants(session: Session, taken: Going, options: ProductOptions) -> _Table:
    named = [name.strip() for name in ATTRIBUTES.of(options).split(";") if name.strip()]
    shown = citing.known_attributes(session, options.attributes if options.attributes is not None else named)
    wanted = [row for name in shown for row in attribute_rows(session, "participant") if row.name == name]
    there = {person for one in taken.sources for person in one.people}
    known = values(session)
    fixed = (
        dataset.Column("participant", _("The pseudonym.")),
        dataset.Column("sources", _("The sources in which the person speaks."), "list"),
    )
    columns = (*fixed, *attribute_columns(wanted, fixed))
    rows: list[tuple[Value, ...]] = [
        (
            one.name,
            tuple(source.name for source in taken.sources if one.id in source.people),
            *(typed(known.overall(row.id, one.id), row) for row in wanted),
        )
        for one in participants(session)
        if one.id in there
    ]
    return "participants", _("A row is a participant, by pseudonym."), columns, rows


def _codebook(session: Session, away: looking.StayingAway, hidden: _Hidden) -> _Table:
    texts = ("definition", "include", "exclude", "example")
    columns = (
        dataset.Column("code", _("Where the code stands: the categories above it, and its name.")),
        dataset.Column("kind", _("code or category.")),
        dataset.Column("definition", _("What it means.")),
        dataset.Column("include", _("What is to be coded with it.")),
        dataset.Column("exclude", _("What is not.")),
        dataset.Column("example", _("A typical passage, in the coders' words.")),
        dataset.Column("stance", _("barrier, enabler, both, or another word of the study.")),
    )
    rows: list[tuple[Value, ...]] = []
    for row in codes(session):
        words = {name: str(getattr(row, name)) for name in texts}
        quoting = [name for name, said in words.items() if away.said_in(said)]
        hidden.left_out["texts"] += len(quoting)
        said = ("" if name in quoting else words[name] for name in texts)
        rows.append((hidden.path(row.path), row.kind, *said, row.stance))
    return "codebook", _("A row is a code, categories before the codes in them."), columns, rows


def _codings(session: Session, taken: Going, away: looking.StayingAway, hidden: _Hidden, *, with_notes: bool) -> _Table:
    columns = (
        dataset.Column("source", _("The source.")),
        dataset.Column("start", _("First character of the passage in the text, from 0."), "whole"),
        dataset.Column("end", _("The character after its last one."), "whole"),
        dataset.Column("text", _("The words of the text from start to end.")),
        dataset.Column("code", _("The code, with the categories above it.")),
        dataset.Column("coder", _("Who coded it, by a number.")),
        dataset.Column("participants", _("Whose words they are, by pseudonym."), "list"),
        *((dataset.Column("note", _("The coder's note on the passage.")),) if with_notes else ()),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        kept = {one.id: one for one in taken.sources}
        whose = dict(session.execute(select(Coding.id, Coding.coder_id)).all())
        for row in quotes(session):
            if (source := kept.get(row.source_id)) is None:
                continue
            start, end = source.masked.place(row.start, row.end)
            words, coder = source.masked.text[start:end], taken.coders[whose[row.id]]
            quoting = with_notes and away.said_in(row.note)
            hidden.left_out["notes"] += quoting
            note = ("" if quoting else row.note,) if with_notes else ()
            yield (source.name, start, end, words, hidden.path(row.code), coder, row.participants, *note)

    return "codings", _("A row is a coded passage."), columns, list(rows())


def _memos(session: Session, taken: Going, away: looking.StayingAway) -> _Table:
    """Return the memos, but for those about sources and people that stay away, or in their words."""
    columns = (
        dataset.Column("title", _("The title.")),
        dataset.Column("kind", _("analytic, theoretical, methodological, reflexive, code, case or familiarisation.")),
        dataset.Column("coder", _("Who wrote it, by a number.")),
        dataset.Column("written", _("The day it was written.")),
        dataset.Column("memo", _("Its words.")),
    )
    sources = {one.id for one in taken.sources}
    people = {person for one in taken.sources for person in one.people}
    passages = dict(session.execute(select(Coding.id, Coding.source_id)).all())
    rows: list[tuple[Value, ...]] = []
    for memo in memos(session):
        about = [link.source_id or passages.get(link.coding_id or "") for link in memo.links]
        whom = [link.participant_id for link in memo.links if link.participant_id]
        if any(one and one not in sources for one in about) or not people.issuperset(whom):
            continue
        body = "\n".join(line.text for line in lines(memo.body))
        if not away.said_in(f"{memo.title}\n{body}"):
            coder = taken.coders.get(memo.coder_id or "", "")
            rows.append((memo.title, memo.kind, coder, day(memo.created), body))
    return "memos", _("A row is a memo."), columns, rows


# What a person must look at ----------------------------------------------------------------------------------------


def _notices(
    session: Session, taken: Going, held: Mapping[str, str], key: Path | None, hidden: _Hidden
) -> tuple[str, ...]:
    notices = [left_out_words(taken.left_out)]
    if taken.away:
        names = ", ".join(name for _key, name in taken.away)
        notices.append(_("These sources stay away: {names}.").format(names=names))
    if hidden.left_out["texts"]:
        notices.append(
            n_(
                "{n} text of the codebook quotes a source that stays away, and was left empty.",
                "{n} texts of the codebook quote sources that stay away, and were left empty.",
                hidden.left_out["texts"],
            )
        )
    if hidden.codes:
        notices.append(
            n_(
                "{n} code is called by words of a source that stays away, and has a number instead.",
                "{n} codes are called by words of sources that stay away, and have numbers instead.",
                len(hidden.codes),
            )
        )
    if hidden.left_out["notes"]:
        notices.append(
            n_(
                "{n} note on a passage quotes a source that stays away, and was left empty.",
                "{n} notes on passages quote sources that stay away, and were left empty.",
                hidden.left_out["notes"],
            )
        )
    unproven = [name for name in taken.as_they_were if not looking.is_role(name)]
    if unproven:
        names = ", ".join(unproven[:_MOST_NAMED]) + ("…" if len(unproven) > _MOST_NAMED else "")
        words = _("Participants are called as in this project: {names}. Make sure that none of these is a real name.")
        notices.append(words.format(names=names))
    named = looking.known_names(session, taken, key)
    found = looking.standing(named, held)
    for name, places in list(found.items())[:_MOST_NAMED]:
        where = ", ".join(f"{place} ({number})" for place, number in places.items())
        notices.append(_("The name “{name}” stands in {where}.").format(name=name, where=where))
    if more := len(found) - _MOST_NAMED if len(found) > _MOST_NAMED else 0:
        notices.append(n_("{n} more name stands there.", "{n} more names stand there.", more))
    languages = dict(session.execute(select(Source.id, Source.language)).all())
    pseudonyms = [one.name for one in participants(session)]
    read = ((one.masked.text, languages[one.id]) for one in taken.sources)
    likely = likely_names(read, (*pseudonyms, *named), once=True)
    if likely:
        words = ", ".join(f"{word} ({number})" for word, number in likely.most_common(_MOST_NAMED))
        words += "…" if len(likely) > _MOST_NAMED else ""
        notices.append(
            _("Words that look like names: {words}. Look whether they tell who somebody is.").format(words=words)
        )
    return tuple(filter(None, notices))


def _held(taken: Going, tables: Sequence[_Table]) -> dict[str, str]:
    """Return what the archive holds in words, by source and file; of the coded passages only the notes on them."""
    held = {one.name: one.masked.text for one in taken.sources}
    for name, _about, columns, rows in tables:
        if name != "codings":
            held[f"{name}.csv"] = _words(rows)
        elif columns[-1].name == "note":
            held[f"{name}.csv"] = _words([row[-1:] for row in rows])
    return held


def _words(rows: Sequence[tuple[Value, ...]]) -> str:
    return "\n".join(str(value) for row in rows for value in row if isinstance(value, str))
