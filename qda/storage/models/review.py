"""Checking with people who lived it: rounds, what is shown in them, meetings, answers, open points, sorting together.

What people say here is a record of its own beside the data and never coded.
"""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.storage.models.base import Base, Journalled, link_column, now_ms, owner_column, text_column


class ReviewPerson(Journalled, Base):
    """Somebody who takes part in the review: co-researcher, participant, supporter, researcher, team.

    `code` stands for the name in packs and on paper. `credit` says how the person wants to be named (full, first,
    initials, other, none), `credited_as` the words; `minutes`, `payment` and `authorship` what was worked, offered and
    talked about. `view` is how the simple screen is set for this person (JSON).
    """

    __tablename__ = "review_person"
    name: Mapped[str] = text_column()
    code: Mapped[str] = text_column()
    role: Mapped[str] = text_column("co-researcher")
    participant_id: Mapped[str | None] = link_column("participant", index=False)
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    credit: Mapped[str] = text_column("none")
    credited_as: Mapped[str] = text_column()
    minutes: Mapped[int | None]
    payment: Mapped[str] = text_column()
    authorship: Mapped[str] = text_column()
    contribution: Mapped[str] = text_column()
    view: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "participant_id"), Index(None, "coder_id"))


class ReviewRound(Journalled, Base):
    """Themes, statements, pages or quotes shown to people (`audience`: co-researchers, participants, team).

    `form` is screen, pack or paper; `asks` the questions, separated by blanks (:data:`qda.core.review.rounds.ASKS`);
    `again_of` the round that this one asks the other way round. `support_name` and `support_phone` are whom the calm
    page names. `closed` is when it was ended.
    """

    __tablename__ = "review_round"
    name: Mapped[str] = text_column()
    audience: Mapped[str] = text_column("co-researchers")
    form: Mapped[str] = text_column("screen")
    language: Mapped[str] = text_column()
    asks: Mapped[str] = text_column()
    shuffled: Mapped[bool] = mapped_column(default=False)
    again_id: Mapped[str | None] = link_column("review_round")
    support_name: Mapped[str] = text_column()
    support_phone: Mapped[str] = text_column()
    note: Mapped[str] = text_column()
    closed: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class ReviewItem(Journalled, Base):
    """What a round shows, in the words in which it was shown: `kind` is theme, statement, page or quote.

    `content_note` says before it what may upset in it.
    """

    __tablename__ = "review_item"
    round_id: Mapped[str] = owner_column("review_round")
    kind: Mapped[str] = text_column("theme")
    theme_id: Mapped[str | None] = link_column("theme")
    page_id: Mapped[str | None] = link_column("easy_page")
    statement_id: Mapped[str | None] = link_column("easy_statement")
    quote_id: Mapped[str | None] = link_column("quote")
    title: Mapped[str] = text_column()
    words: Mapped[str] = text_column()
    picture_id: Mapped[str | None] = link_column("picture")
    voice_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    content_note: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)


class ReviewMeeting(Journalled, Base):
    """A meeting of a round (`date` YYYY-MM-DD), or one person's answers to a pack or on paper (`form`)."""

    __tablename__ = "review_meeting"
    round_id: Mapped[str] = owner_column("review_round")
    form: Mapped[str] = text_column("screen")
    date: Mapped[str] = text_column()
    place: Mapped[str] = text_column()
    minutes: Mapped[int | None]
    note: Mapped[str] = text_column()
    created: Mapped[int] = mapped_column(default=now_ms)


class MeetingPerson(Journalled, Base):
    """Who was at a meeting, in which role there; `supporter` says whether a supporter may be there: yes, no or ""."""

    __tablename__ = "meeting_person"
    meeting_id: Mapped[str] = owner_column("review_meeting", index=False)
    person_id: Mapped[str] = owner_column("review_person")
    role: Mapped[str] = text_column()
    supporter: Mapped[str] = text_column()
    check_in: Mapped[str] = text_column()
    rules = (UniqueConstraint("meeting_id", "person_id"),)


class ReviewResponse(Journalled, Base):
    """What one person said to one question about one item: yes, unsure, no or skipped; and in own words.

    `helper_id` is who helped. What was not to be kept has no row.
    """

    __tablename__ = "review_response"
    meeting_id: Mapped[str] = owner_column("review_meeting", index=False)
    item_id: Mapped[str] = owner_column("review_item")
    person_id: Mapped[str] = owner_column("review_person")
    helper_id: Mapped[str | None] = link_column("review_person")
    question: Mapped[str] = text_column()
    answer: Mapped[str] = text_column()
    words: Mapped[str] = text_column()
    voice_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("meeting_id", "item_id", "person_id", "question"),)


class ReviewPoint(Journalled, Base):
    """An open point on a theme or page: what was raised (`kind`: easy, right, missing, other), what was decided.

    `outcome` is "" (open), changed, kept; `before` and `after` are the words that changed, `why` the reason.
    """

    __tablename__ = "review_point"
    round_id: Mapped[str] = owner_column("review_round")
    theme_id: Mapped[str | None] = link_column("theme")
    page_id: Mapped[str | None] = link_column("easy_page")
    item_id: Mapped[str | None] = link_column("review_item")
    kind: Mapped[str] = text_column()
    words: Mapped[str] = text_column()
    outcome: Mapped[str] = text_column()
    why: Mapped[str] = text_column()
    before: Mapped[str] = text_column()
    after: Mapped[str] = text_column()
    decided_by: Mapped[str] = text_column()
    decided: Mapped[int | None]
    created: Mapped[int] = mapped_column(default=now_ms)


class PointRaised(Journalled, Base):
    """A person raised a point by a response; `verdict` is what they said when the answer was shown to them.

    "" (not shown yet), agreed, disagreed; with their words, when, and at which meeting.
    """

    __tablename__ = "point_raised"
    point_id: Mapped[str] = owner_column("review_point", index=False)
    response_id: Mapped[str | None] = link_column("review_response")
    person_id: Mapped[str] = owner_column("review_person")
    meeting_id: Mapped[str | None] = link_column("review_meeting")
    verdict: Mapped[str] = text_column()
    words: Mapped[str] = text_column()
    shown: Mapped[int | None]
    rules = (UniqueConstraint("point_id", "person_id"),)


class ReviewPack(Journalled, Base):
    """A pack or paper form that was handed out: what answers to it are checked against and opened with.

    `content` is the JSON of what it shows, `private_key` opens the answers (PKCS #8, DER); `left_out` says what was
    not allowed (JSON). `code` is printed on it.
    """

    __tablename__ = "review_pack"
    round_id: Mapped[str] = owner_column("review_round")
    form: Mapped[str] = text_column("pack")
    code: Mapped[str] = text_column()
    content: Mapped[str] = text_column()
    private_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    left_out: Mapped[str] = text_column()
    coder_id: Mapped[str | None] = link_column("coder", index=False)
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (Index(None, "coder_id"),)


class PackReturn(Journalled, Base):
    """Answers that came back in a file: `key` tells the same answers when they come twice."""

    __tablename__ = "pack_return"
    pack_id: Mapped[str] = owner_column("review_pack", index=False)
    meeting_id: Mapped[str | None] = link_column("review_meeting")
    key: Mapped[str] = text_column()
    at: Mapped[int] = mapped_column(default=now_ms)
    rules = (UniqueConstraint("pack_id", "key"),)


class Pile(Journalled, Base):
    """A pile of quote cards that people made and named at a meeting, and the candidate theme that it became."""

    __tablename__ = "pile"
    meeting_id: Mapped[str] = owner_column("review_meeting")
    name: Mapped[str] = text_column()
    theme_id: Mapped[str | None] = link_column("theme")
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)


class PileCard(Journalled, Base):
    """An item of the round on a pile."""

    __tablename__ = "pile_card"
    pile_id: Mapped[str] = owner_column("pile", index=False)
    item_id: Mapped[str] = owner_column("review_item")
    position: Mapped[int] = mapped_column(default=0)
    rules = (UniqueConstraint("pile_id", "item_id"),)


class ThemeCredit(Journalled, Base):
    """A theme is owed to people of the review: `how` is sorting, naming or idea."""

    __tablename__ = "theme_credit"
    theme_id: Mapped[str] = owner_column("theme", index=False)
    person_id: Mapped[str] = owner_column("review_person")
    how: Mapped[str] = text_column("sorting")
    rules = (UniqueConstraint("theme_id", "person_id", "how"),)


class Commentary(Journalled, Base):
    """A lived-experience commentary: changed by its authors alone (:mod:`qda.core.review.commentary`)."""

    __tablename__ = "commentary"
    title: Mapped[str] = text_column()
    words: Mapped[str] = text_column()
    position: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=now_ms)
    modified: Mapped[int] = mapped_column(default=now_ms)


class CommentaryAuthor(Journalled, Base):
    """Who wrote a commentary."""

    __tablename__ = "commentary_author"
    commentary_id: Mapped[str] = owner_column("commentary", index=False)
    person_id: Mapped[str] = owner_column("review_person")
    position: Mapped[int] = mapped_column(default=0)
    rules = (UniqueConstraint("commentary_id", "person_id"),)
