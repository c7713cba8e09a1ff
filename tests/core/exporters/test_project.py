"""A study leaves as a project and as a codebook of other programs, and what comes back is what went."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exchange.gathering import gather
from qda.core.exporters import ProductOptions
from qda.core.refi import codebook, reader


@pytest.mark.parametrize("profile", ["standard", "nvivo"])
def test_a_study_as_a_project_covers_the_same_words(session: Session, tmp_path: Path, profile: str) -> None:
    chosen = ProductOptions(chosen={"profile": profile})
    written = exporters.export(session, "project", tmp_path / "a.qdpx", chosen)
    bundle = gather(session)
    assert (written.codes, written.codings, written.memos) == (
        len(bundle.codes),
        len(bundle.codings),
        len(bundle.notes),
    )
    assert "whole transcripts" in written.notices[0]
    assert any("emoji" in one for one in written.notices) == (profile == "standard")
    again = reader.read(tmp_path / "a.qdpx")
    texts = {one.id: one.text for one in bundle.sources}
    assert {one.id: one.text for one in again.sources} == texts
    place = [
        {one.id: (one.source, one.code, one.coder, one.start, one.end) for one in b.codings} for b in (bundle, again)
    ]
    assert place[0] == place[1] != {}
    assert [(one.id, one.parent) for one in again.codes] == [(one.id, one.parent) for one in bundle.codes]
    exporters.export(session, "project", tmp_path / "b.qdpx", chosen)
    assert (tmp_path / "b.qdpx").read_bytes() == (tmp_path / "a.qdpx").read_bytes()


def test_the_codebook_alone(session: Session, tmp_path: Path) -> None:
    written = exporters.export(session, "codebook-exchange", tmp_path / "a.qdc")
    bundle, again = gather(session), codebook.read(tmp_path / "a.qdc")
    assert written.codes == len(again.codes) == len(bundle.codes)
    assert [one.id for one in again.codes] == [one.id for one in bundle.codes]
    assert [one.name for one in again.codes] == [one.name for one in bundle.codes]
    assert [(one.id, one.members) for one in again.sets] == [(one.id, one.members) for one in bundle.sets]
