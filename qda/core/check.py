"""Is the project whole: the file itself, and everything in it as the rules of coding, codebook and themes say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Integer, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from qda.core import check_care, check_judgements, check_plan, check_review, check_study, meanings
from qda.core.agreement import snapshots
from qda.core.confidence import LEVELS
from qda.core.correcting import checking as check_corrections
from qda.core.exchange import checking as check_exchange
from qda.core.reconciling import checking as check_reconciling
from qda.core.reports import checking as check_reports
from qda.core.tables import frame_check
from qda.core.text import count_words
from qda.core.trail.versions import check_versions
from qda.i18n import _
from qda.storage import check as file_check
from qda.storage import texts
from qda.storage.check import DAMAGE, Check, Finding
from qda.storage.models import (
    Attribute,
    AttributeValue,
    Blob,
    Code,
    CodePlace,
    Coding,
    Confidence,
    EasyStatement,
    EasySummary,
    EasyVersionPicture,
    FrameRow,
    MediaFile,
    MemoLink,
    Picture,
    Placement,
    Quote,
    QuoteWords,
    Reading,
    ReadingCodes,
    Recipe,
    Relation,
    ReviewItem,
    ReviewResponse,
    Source,
    Speaker,
    Study,
    Theme,
    ThemeCode,
    TurnRow,
    Wording,
)
from qda.storage.project import Project

__all__ = ["Finding", "check"]


def check(project: Project) -> list[Finding]:
    """Return everything that is off in a project, nothing where it is whole.

    Nothing is changed. Damage is reported, never raised. 100,000 codings in 300 sources take some seconds.
    """
    with project.read(everything=True) as session:
        team = check_reconciling.checks() | check_plan.checks() | check_judgements.checks() | snapshots.checks()
        papers = check_reports.checks() | check_exchange.checks() | check_corrections.checks() | check_care.checks()
        ours = _checks() | check_study.checks() | team | check_review.checks() | papers
        return file_check.run(session, file_check.checks() | ours)


def _checks() -> dict[str, Check]:
    return {
        "study": _study,
        "sources": _sources,
        "turns": _turns,
        "codings": _codings,
        "join rule": _join_rule,
        "codebook": _codebook,
        "themes": _themes,
        "quotes": _quotes,
        "memos": _memo_links,
        "relations": _relations,
        "placements": _placements,
        "frames": _frames,
        "attributes": _attribute_values,
        "confidence": _confidences,
        "readings": _readings,
        "versions": check_versions,
        "originals": _originals,
        "word list": _word_list,
    }


def _study(session: Session) -> Iterator[Finding]:
    rows = session.scalar(select(func.count()).select_from(Study))
    if rows != 1:
        yield Finding("study", _("The project's own row should be there once, not {n} times.").format(n=rows), "study")


def _sources(session: Session) -> Iterator[Finding]:
    query = select(Source.id, Source.name, Source.characters, Source.words, Source.text_hash)
    for source_id, name, characters, words, text_hash in session.execute(query):
        where = f"source {source_id}"
        if not texts.has_text(session, text_hash):
            yield Finding("sources", _("The text of {name} is missing.").format(name=name), where)
            continue
        try:
            text = texts.read_text(session, text_hash)
        except DAMAGE:
            yield Finding("sources", _("The text of {name} can't be read.").format(name=name), where)
            continue
        for counter, wanted in ((characters, len(text)), (words, count_words(text))):
            if counter != wanted:
                sentence = _("{name} counts {counter} characters or words, and has {wanted}.")
                yield Finding("sources", sentence.format(name=name, counter=counter, wanted=wanted), where)


def _turns(session: Session) -> Iterator[Finding]:
    follows = func.lag(TurnRow.end).over(partition_by=TurnRow.source_id, order_by=(TurnRow.start, TurnRow.end))
    turns = select(TurnRow.id, TurnRow.source_id, TurnRow.start, TurnRow.end, TurnRow.speech, follows.label("last"))
    turn = turns.subquery()
    odd = or_(
        turn.c.start < 0, turn.c.end > Source.characters, turn.c.speech < turn.c.start, turn.c.speech > turn.c.end
    )
    query = select(turn.c.id, turn.c.last > turn.c.start).join(Source, Source.id == turn.c.source_id)
    for turn_id, overlaps in session.execute(query.where(or_(odd, turn.c.last > turn.c.start))):
        if overlaps:
            yield Finding("turns", _("A turn begins before the last one ends."), f"turn {turn_id}")
        else:
            yield Finding("turns", _("A turn does not lie in the text of its source."), f"turn {turn_id}")
    strangers = select(TurnRow.id).join(Speaker, Speaker.id == TurnRow.speaker_id)
    for turn_id in session.scalars(strangers.where(Speaker.source_id != TurnRow.source_id)):
        yield Finding("turns", _("A turn belongs to a speaker of another source."), f"turn {turn_id}")


def _codings(session: Session) -> Iterator[Finding]:
    query = select(Coding.id).join(Source, Source.id == Coding.source_id)
    outside = or_(Coding.start < 0, Coding.start >= Coding.end, Coding.end > Source.characters)
    for coding_id in session.scalars(query.where(outside)):
        yield Finding("codings", _("A coded passage does not lie in the text of its source."), f"coding {coding_id}")
    for coding_id in session.scalars(query.where(Coding.text_version > Source.text_version)):
        yield Finding("codings", _("A coded passage knows a text that is not there yet."), f"coding {coding_id}")


def _join_rule(session: Session) -> Iterator[Finding]:
    same = (Coding.coder_id, Coding.code_id, Coding.source_id)
    last = func.lag(Coding.end).over(partition_by=same, order_by=(Coding.start, Coding.end))
    coding = select(Coding.id, Coding.start, last.label("last")).subquery()
    for coding_id in session.scalars(select(coding.c.id).where(coding.c.last > coding.c.start)):
        sentence = _("Two passages with the same code by the same coder overlap; they should be one.")
        yield Finding("join rule", sentence, f"coding {coding_id}")


def _codebook(session: Session) -> Iterator[Finding]:
    main = func.sum(case((type_coerce(CodePlace.main, Integer) == 1, 1), else_=0))
    query = select(Code.id, Code.name, func.coalesce(main, 0)).outerjoin(CodePlace, CodePlace.code_id == Code.id)
    for code_id, name, places in session.execute(query.group_by(Code.id)):
        if places != 1:
            sentence = _("“{name}” should have one main place in the codebook, and has {n}.")
            yield Finding("codebook", sentence.format(name=name, n=places), f"code {code_id}")
    edges = session.execute(select(CodePlace.code_id, CodePlace.parent_id))
    for code_id in _in_cycles((child, parent) for child, parent in edges if parent is not None):
        yield Finding("codebook", _("A code stands below itself."), f"code {code_id}")


def _themes(session: Session) -> Iterator[Finding]:
    edges = session.execute(select(Theme.id, Theme.parent_id))
    for theme_id in _in_cycles((child, parent) for child, parent in edges if parent is not None):
        yield Finding("themes", _("A theme stands below itself."), f"theme {theme_id}")


def _frames(session: Session) -> Iterator[Finding]:
    yield from frame_check.frames(session)
    edges = session.execute(select(FrameRow.id, FrameRow.parent_id))
    for row_id in _in_cycles((child, parent) for child, parent in edges if parent is not None):
        yield Finding("frames", _("A row of a framework matrix stands below itself."), f"frame_row {row_id}")


def _in_cycles(edges: Iterable[tuple[str, str]]) -> list[str]:
    """Return the things that lie on a way back to themselves, or between two such ways, of child-parent `edges`."""
    above: dict[str, set[str]] = {}
    for child, parent in edges:
        above.setdefault(child, set()).add(parent)
    # What has nothing above it, or nothing below it, lies on no cycle; taking it away frees the next.
    return sorted(_pruned(_turned(_pruned(above))))


def _pruned(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """Take away what leads nowhere, and then what leads only there."""
    into = _turned(edges)
    left = {thing: set(targets) for thing, targets in edges.items()}
    loose = [thing for thing in into if thing not in left]
    while loose:
        gone = loose.pop()
        for thing in into.get(gone, ()):
            left[thing].discard(gone)
            if not left[thing]:
                del left[thing]
                loose.append(thing)
    return left


def _turned(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    turned: dict[str, set[str]] = {}
    for thing, targets in edges.items():
        for target in targets:
            turned.setdefault(target, set()).add(thing)
    return turned


def _quotes(session: Session) -> Iterator[Finding]:
    query = select(Quote.id).join(Source, Source.id == Quote.source_id)
    outside = or_(Quote.start < 0, Quote.start >= Quote.end, Quote.end > Source.characters)
    for quote_id in session.scalars(query.where(outside)):
        yield Finding("quotes", _("A picked quote does not lie in the text of its source."), f"quote {quote_id}")
    for quote_id in session.scalars(select(Quote.id).where(_named(Quote.theme_id, Quote.code_id) != 1)):
        yield Finding("quotes", _("A quote should be picked for one theme or one code."), f"quote {quote_id}")
    elsewhere = select(Quote.id).join(Coding, Coding.id == Quote.coding_id).where(Coding.source_id != Quote.source_id)
    for quote_id in session.scalars(elsewhere):
        yield Finding("quotes", _("A quote was picked from a passage of another source."), f"quote {quote_id}")
    for words_id in session.scalars(select(QuoteWords.id).where(func.trim(QuoteWords.words) == "")):
        yield Finding("quotes", _("A quote is to be printed in no words."), f"quote_words {words_id}")


def _memo_links(session: Session) -> Iterator[Finding]:
    link = MemoLink
    things = _named(link.code_id, link.theme_id, link.source_id, link.participant_id, link.coding_id, link.other_id)
    for link_id in session.scalars(select(link.id).where(things != 1)):
        yield Finding("memos", _("A link of a memo should name one thing."), f"memo_link {link_id}")
    source = aliased(Source)
    query = select(link.id).outerjoin(source, source.id == link.source_id)
    place = _named(link.start, link.end)
    nowhere = or_(source.id.is_(None), place == 1, link.start < 0, link.start >= link.end, link.end > source.characters)
    for link_id in session.scalars(query.where(place != 0, nowhere)):
        yield Finding("memos", _("A memo is linked to a passage that does not lie in a text."), f"memo_link {link_id}")


def _relations(session: Session) -> Iterator[Finding]:
    ends = (
        _named(Relation.from_theme_id, Relation.from_code_id) != 1,
        _named(Relation.to_theme_id, Relation.to_code_id) != 1,
    )
    for relation_id in session.scalars(select(Relation.id).where(or_(*ends))):
        yield Finding("relations", _("A relation should go from one thing to one thing."), f"relation {relation_id}")
    itself = or_(Relation.from_theme_id == Relation.to_theme_id, Relation.from_code_id == Relation.to_code_id)
    for relation_id in session.scalars(select(Relation.id).where(itself)):
        yield Finding("relations", _("Something is related to itself."), f"relation {relation_id}")


def _placements(session: Session) -> Iterator[Finding]:
    drawn = and_(ThemeCode.theme_id == Placement.theme_id, ThemeCode.code_id == Placement.code_id)
    for placement_id in session.scalars(select(Placement.id).where(_named(Placement.theme_id, Placement.code_id) == 0)):
        yield Finding("placements", _("A place is kept for nothing."), f"placement {placement_id}")
    both = (Placement.theme_id.is_not(None), Placement.code_id.is_not(None))
    strays = select(Placement.id).outerjoin(ThemeCode, drawn).where(*both, ThemeCode.id.is_(None))
    for placement_id in session.scalars(strays):
        sentence = _("A card stands in a theme that does not draw on its code.")
        yield Finding("placements", sentence, f"placement {placement_id}")
    # The file's own rule takes two places without a theme, or without a code, for different ones.
    thing = (Placement.surface, Placement.theme_id, Placement.code_id)
    twice = select(func.min(Placement.id)).group_by(*thing).having(func.count() > 1)
    for placement_id in session.scalars(twice):
        yield Finding("placements", _("A thing stands in two places of one surface."), f"placement {placement_id}")


def _attribute_values(session: Session) -> Iterator[Finding]:
    nobody = _named(AttributeValue.participant_id, AttributeValue.source_id) == 0
    for value_id in session.scalars(select(AttributeValue.id).where(nobody)):
        yield Finding("attributes", _("A value belongs to nobody."), f"attribute_value {value_id}")
    strange = (Attribute.scope == "source") == AttributeValue.participant_id.is_not(None)
    query = select(AttributeValue.id).join(Attribute, Attribute.id == AttributeValue.attribute_id)
    for value_id in session.scalars(query.where(strange)):
        sentence = _("A value of a participant is one of a source, or the other way round.")
        yield Finding("attributes", sentence, f"attribute_value {value_id}")
    place = (AttributeValue.attribute_id, AttributeValue.participant_id, AttributeValue.source_id)
    several = query.where(Attribute.type != "choices").group_by(*place).having(func.count() > 1)
    for value_id in session.scalars(several):
        yield Finding("attributes", _("There are several values where one should be."), f"attribute_value {value_id}")


def _confidences(session: Session) -> Iterator[Finding]:
    for key in session.scalars(select(Confidence.id).where(Confidence.level.not_in(("", *LEVELS)))):
        yield Finding("confidence", _("Confidence in a theme is on no level there is."), f"confidence {key}")


def _readings(session: Session) -> Iterator[Finding]:
    """Look for codebooks that finished sources need and that are gone, can't be read, or are nobody's."""
    query = (
        select(ReadingCodes.id, ReadingCodes.text_hash, Reading.finished, Source.name)
        .join(Reading, Reading.id == ReadingCodes.reading_id)
        .join(Source, Source.id == Reading.source_id)
    )
    sound: set[bytes] = set()
    for key, text_hash, finished, name in session.execute(query.order_by(Source.position, ReadingCodes.id)):
        where = f"reading_codes {key}"
        if finished is None:
            sentence = _("A codebook was kept for {name}, which is not finished.")
            yield Finding("readings", sentence.format(name=name), where)
        if not texts.has_text(session, text_hash):
            sentence = _("The codebook as it was when {name} was finished is missing.")
            yield Finding("readings", sentence.format(name=name), where)
        elif text_hash not in sound:
            try:
                meanings.signatures_in(texts.read_text(session, text_hash))
            except DAMAGE:
                sentence = _("The codebook as it was when {name} was finished can't be read.")
                yield Finding("readings", sentence.format(name=name), where)
            else:
                sound.add(text_hash)


def _named(*columns: InstrumentedAttribute[str | None] | InstrumentedAttribute[int | None]) -> ColumnElement[int]:
    """Return how many of these columns hold something."""
    total: ColumnElement[int] = case((columns[0].is_not(None), 1), else_=0)
    for column in columns[1:]:
        total = total + case((column.is_not(None), 1), else_=0)
    return total


_FILES = (
    (Picture.hash, _("The file of a picture is missing.")),
    (EasyVersionPicture.hash, _("A picture that a version of an easy-read summary shows is missing.")),
    (MediaFile.hash, _("A file without text is missing.")),
    (Recipe.template_hash, _("The Word template of a report is missing.")),
    (EasyStatement.voice_hash, _("The recorded voice of a statement is missing.")),
    (EasySummary.logo_hash, _("The logo of an easy-read summary is missing.")),
    (ReviewItem.voice_hash, _("The recorded voice of what a round shows is missing.")),
    (ReviewResponse.voice_hash, _("The recorded voice of an answer is missing.")),
)


def _originals(session: Session) -> Iterator[Finding]:
    query = select(Source.id, Source.name).outerjoin(Blob, Blob.hash == Source.original_hash)
    for source_id, name in session.execute(query.where(Source.original_hash.is_not(None), Blob.hash.is_(None))):
        yield Finding(
            "originals", _("The original file of {name} is missing.").format(name=name), f"source {source_id}"
        )
    for column, sentence in _FILES:
        table = column.class_
        files = select(table.id).outerjoin(Blob, Blob.hash == column).where(column.is_not(None), Blob.hash.is_(None))
        for key in session.scalars(files):
            yield Finding("originals", sentence, f"{table.__tablename__} {key}")


def _word_list(session: Session) -> Iterator[Finding]:
    for entry_id, avoid in session.execute(select(Wording.id, Wording.avoid)):
        try:
            sound = all(isinstance(words, str) and words for words in json.loads(avoid))
        except (ValueError, TypeError):
            sound = False
        if not sound:
            yield Finding("word list", _("What an entry of the word list avoids can't be read."), f"wording {entry_id}")
