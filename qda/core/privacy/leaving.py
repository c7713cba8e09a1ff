"""A last look at a product before it leaves the study: names that stand in it, and people who can be picked out.

What can't be looked through (pictures) has no findings. Nothing is changed: people decide,
and each finding says what would mend it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.archiving.looking import is_role
from qda.core.codebook import codes
from qda.core.coders import coders
from qda.core.exporters import Product, ProductOptions, Written, export
from qda.core.exporters.known_of_people import KNOWN
from qda.core.participants import participants
from qda.core.privacy.combinations import Combinations, combinations
from qda.core.privacy.filewords import PATHS
from qda.core.privacy.standing import Finding, Known, names_standing
from qda.core.pseudonyms.finding import key_of
from qda.core.pseudonyms.keyfile import read_key
from qda.core.pseudonyms.table import Entry
from qda.core.review.naming import Names
from qda.core.themes.outline import themes
from qda.i18n import _
from qda.progress import Progress
from qda.storage.models import Attribute, AttributeValue, Participant, Source, Speaker, Study

_CITING = frozenset(("theme-table", "theme-report", "findings", "numbered-quotes", "quotes", "report"))
_TELLING = frozenset(("participants", "report"))
_HOLDING = frozenset(("project", "everything"))
"""What holds everybody's words beside what is known of them."""
_SHORTEST = 3
# What files of the program name by themselves: it, fonts, parts of Word files, what wrote their template.
_PROGRAM = ("Themeloom", "Helvetica", "Sans", "Hyperlegible", "Content Types", "Macintosh", "Unicode")


def look_through(
    session: Session,
    product: Product,
    path: Path,
    options: ProductOptions,
    *,
    key: Path | None = None,
    passphrase: str = "",
    progress: Progress | None = None,
) -> list[Finding]:
    """Return what somebody should look at in a written product before it leaves.

    `key` is the file with the key of pseudonyms; it is read and forgotten. Raises UnreadableFileError for no key,
    CancelledError where nobody waits for it any more.
    """
    names = names_in(session, path, key=key, passphrase=passphrase, progress=progress)
    return [*names, *_people(session, product, options)]


def names_in(
    session: Session, path: Path, *, key: Path | None = None, passphrase: str = "", progress: Progress | None = None
) -> list[Finding]:
    """Return the names that stand in a file that was written; none where it can't be looked through.

    `key` and errors are as :func:`look_through` has them.
    """
    if path.suffix.lower() not in PATHS:
        return []
    names = {name: (Entry(name, "", small=False), kind) for name, kind in _names(session) if len(name) >= _SHORTEST}
    if key is not None:
        for one in read_key(path=key, passphrase=passphrase).table.entries:
            small = one.small and len(one.name) >= _SHORTEST  # “bo” is a word, where Bo is a name
            names[one.name] = (replace(one, small=small), "key")
    language = session.scalar(select(Study.language)) or "en"
    return names_standing(path, Known(tuple(names.values()), tuple(_own_words(session)), language), progress)


def told_of_project(
    session: Session, path: Path, *, key: Path | None = None, passphrase: str = "", refused: bool = False
) -> tuple[str, ...]:
    """Return in sentences what should not stand in a file for another program: known names, people to be picked out.

    With `refused` the file stays with the team, who know the people: nobody is picked out then. `key` and errors are as
    :func:`look_through` has them.
    """
    found = names_in(session, path, key=key, passphrase=passphrase)
    if not refused and path.suffix.lower() != ".qdc":  # a codebook holds no people
        found += _beside_words(session)
    return tuple(one.sentence for one in found if one.certain)


def export_looked_through(
    session: Session, name: str, path: Path, options: ProductOptions, *, key: Path | None = None, passphrase: str = ""
) -> Written:
    """Write a product, and tell among its notices what should not stand in it; raise what either raises."""
    found: list[Finding] = []
    look = partial(look_through, session, key=key, passphrase=passphrase)
    written = export(session, name, path, options, lambda *what: found.extend(look(*what)))
    return replace(written, notices=(*written.notices, *(one.sentence for one in found if one.certain)))


def _names(session: Session) -> Iterator[tuple[str, str]]:
    """Yield names that should not be met, with their kind."""
    pseudonyms = {key_of(name) for name in session.scalars(select(Participant.name))}
    labels = select(Speaker.label, Participant.name).join(Participant, Participant.id == Speaker.participant_id)
    for label, name in session.execute(labels.distinct()):
        if key_of(label) != key_of(name) and key_of(label) not in pseudonyms and not is_role(label):
            yield label, "label"
    for name in Names(session).hidden:
        if key_of(name) not in pseudonyms:
            yield name, "person"
    for name, file in session.execute(select(Source.name, Source.original_name)):
        stem = Path(file).stem
        if len(stem) >= _SHORTEST and key_of(stem) not in (key_of(name), *pseudonyms):
            yield stem, "file"


def _own_words(session: Session) -> Iterator[str]:
    """Yield what the study itself calls things: what stands there is meant to be written."""
    yield from (one.name for one in participants(session))
    yield from (name for one in coders(session, counted=False) for name in (one.name, one.initials))
    yield from (one.path for one in codes(session))
    yield from (one.name for one in themes(session))
    yield from session.scalars(select(Source.name))
    yield from session.scalars(select(Attribute.name))
    yield from session.scalars(select(AttributeValue.value).distinct())
    yield from (words for row in session.execute(select(Study.title, Study.research_question)) for words in row)
    yield from _PROGRAM


def _people(session: Session, product: Product, options: ProductOptions) -> Iterator[Finding]:
    """Yield who can be picked out by what the product tells of people, be it together with their table."""
    if product.name in _TELLING:
        yield from _picked_out(combinations(session, options.attributes))
    elif product.name in _HOLDING:
        if KNOWN.of(options) != "all":  # that file stays on one's own desk
            yield from _beside_words(session) if product.name == "project" else _picked_out(combinations(session))
    elif product.name in _CITING and not options.chosen.get("attribution") and options.chosen.get("place") != "none":
        # By its pseudonym a quote belongs to a row of the table, wherever the two are printed.
        table = combinations(session)
        if table.split and not options.attributes:
            return
        shown = () if table.split else table.attributes
        found = combinations(session, list(dict.fromkeys((*shown, *(options.attributes or ())))))
        yield from _picked_out(found, "" if table.split else _("with the table of participants, by the pseudonym"))


def _beside_words(session: Session) -> Iterator[Finding]:
    """Yield who is picked out where what is known of people stands beside their words; apart, nothing is told there."""
    found = combinations(session)
    if not found.split:
        yield from _picked_out(found)


def _picked_out(found: Combinations, joined: str = "") -> Iterator[Finding]:
    """Yield the people who are picked out, as one finding; `joined` says what is read together."""
    if found.words:
        names = [name for one in found.rare for name in one.people]
        yield Finding("people", ", ".join(names), " ".join(filter(None, (found.words, joined))))
