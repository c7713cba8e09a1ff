"""Projects of other programs from before a withdrawal bring nothing of who was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from qda.core import codebook, documents, exchange, memos, participants
from qda.core.check import check
from qda.core.exchange.bundle import Bundle, LinkItem, MediaItem
from qda.core.exchange.giving import give
from qda.core.exchange.taking import preview, take_in
from qda.core.withdrawal import withdraw
from qda.storage.models import Coding, MediaFile, Participant, Source
from qda.storage.project import Project
from tests.core.exchange.bundles import gid
from tests.core.withdrawal.before import WORDS, dorothea, make
from tests.storage.searching import leftovers
from tests.storage.study import interview

QUOTED = "She said “the ambulance smelled of oranges that night”; Edmund said “I waited outside for hours”."


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """The study, from which Dorothea is withdrawn after Ben wrote about her in his copy."""
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    with make(tmp_path) as project:
        with Project.open(tmp_path / "ben.loom") as copy, copy.change("Write") as session:
            memos.add_memo(session, "On Dorothea", QUOTED)
            codebook.edit_code(session, codebook.find_code(session, "Waiting"), definition=QUOTED)
            fresh = documents.add_source(session, interview("Afterwards", ("Edmund", "Nothing more to say.")))
            participants.link_source(session, participants.find_participant(session, "Edmund"), fresh)
            role = participants.add_attribute(session, "Role")
            participants.set_values(session, participants.find_participant(session, "Edmund"), role, ["Dorothea's son"])
        withdraw(project, dorothea(project))
        yield project


def read(folder: Path, suffix: str) -> Bundle:
    """Return Ben's copy as another program hands it on."""
    path = folder / f"ben{suffix}"
    with Project.open(folder / "ben.loom", read_only=True) as copy, copy.read() as session:
        give(session, path, refused=True)
    return exchange.read(path)


@pytest.mark.parametrize("suffix", [".qdpx", ".qda"])
@pytest.mark.parametrize("strange", [False, True])
def test_nothing_of_them_comes_in_and_the_rest_does(project: Project, tmp_path: Path, suffix: str, strange: bool):
    bundle = read(tmp_path, suffix)
    if strange:  # a program that gives all things ids of its own
        bundle = _with_other_ids(bundle)
    with project.read() as session:
        told = preview(session, bundle)
    with project.change("Bring in a project") as session:
        taken = take_in(session, bundle)
    assert taken.losses == told.losses
    lost = {loss.what: loss for loss in taken.losses}
    assert (lost["Sources"].count, lost["Sources"].where) == (2, "")
    assert "somebody who was withdrawn" in lost["Sources"].why
    assert lost["What others wrote"].count == 5
    with project.read() as session:
        assert set(session.scalars(select(Source.name))) == {"Group", "Afterwards"}
        assert set(session.scalars(select(Participant.name))) == {"Edmund", *(["Edmund (2)"] if strange else [])}
        bodies = [row.body for row in memos.memos(session)]
        assert "She said “[withdrawn]”; Edmund said “I waited outside for hours”." in bodies
    assert check(project) == []
    project.close()
    assert leftovers(project.path, WORDS) == []


def test_recordings_and_pages_of_them_stay_away(project: Project, tmp_path: Path) -> None:
    bundle = read(tmp_path, ".qdpx")
    alone = next(one.id for one in bundle.sources if one.name == "One voice")
    person = next(one.id for one in bundle.persons if one.name == "Dorothea")
    media = tuple(MediaItem(gid(number), f"{number}", "audio", bytes([number])) for number in (1, 2, 3))
    pages = MediaItem(gid(4), "One voice", "pdf", b"%PDF")
    links = (
        LinkItem(gid(5), "Transcript", ("media", gid(1)), ("source", alone)),
        LinkItem(gid(6), "Case", ("person", person), ("media", gid(2))),
    )
    with project.change("Bring in a project") as session:
        take_in(session, replace(bundle, media=(*media, pages), links=links))
        assert session.scalars(select(MediaFile.name)).all() == ["3"]


def test_a_text_that_another_program_changed_gives_their_words_away_no_more(project: Project, tmp_path: Path) -> None:
    bundle = read(tmp_path, ".qdpx")
    sources = tuple(
        replace(one, text=one.text.replace("hours", "minutes"), original=None) if one.name == "Group" else one
        for one in bundle.sources
    )
    with project.change("Bring in a project") as session:
        take_in(session, replace(bundle, sources=sources))
        assert len(session.scalars(select(Coding.id)).all()) == 1  # “waited outside”, which Edmund said
    project.close()
    assert leftovers(project.path, WORDS) == []


def test_where_nobody_was_withdrawn_nothing_is_taken_out(tmp_path: Path) -> None:
    with make(tmp_path) as project:
        bundle = read(tmp_path, ".qdpx")
        with project.change("Bring in a project") as session:
            told = take_in(session, bundle)
    assert not any("withdrawn" in loss.why for loss in told.losses)


def _with_other_ids(bundle: Bundle) -> Bundle:
    """Return a bundle in which every id is another one, the same wherever it stands."""

    def anew(thing: Any) -> Any:
        if isinstance(thing, str) and len(thing) == 32 and set(thing) <= set("0123456789abcdef"):
            return thing[::-1]
        if isinstance(thing, tuple):
            return tuple(map(anew, thing))
        if is_dataclass(thing) and not isinstance(thing, type):
            return replace(thing, **{one.name: anew(getattr(thing, one.name)) for one in fields(thing)})
        return thing

    return anew(bundle)
