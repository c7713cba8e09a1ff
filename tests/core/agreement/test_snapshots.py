"""Figures kept on a day: read again, compared with later ones, and marked where coders had talked before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from qda.core import codebook, coders, coding, documents, readings
from qda.core.agreement import snapshots
from qda.core.agreement.asking import Compared
from qda.core.check import check
from qda.core.importers import Imported
from qda.core.reconciling import looking, settling
from qda.errors import NotFoundError, RefusedError
from qda.storage.models import AgreementSnapshot
from tests.storage.agreed import agreed


@pytest.fixture
def study(s):
    """Two coders, a code that they gave differently, and two sources; returns their ids."""
    people = [coders.add_coder(s, name) for name in ("Ann Noor", "Ben Okri")]
    sources = [documents.add_source(s, Imported(name, "The mask. The bus. The nurse.")) for name in ("One", "Two")]
    code = codebook.add_code(s, "Mask")
    for person, (start, end) in zip(people, ((0, 9), (4, 18)), strict=True):
        coding.apply_code(s, person, code, sources[0], start, end)
        readings.finish(s, person, sources)
    return people, code, sources


def test_figures_come_back_as_they_were_kept(s, study):
    people, code, sources = study
    found = agreed(people, code, sources, 0.25)
    key = snapshots.keep_snapshot(
        s, found, " First  look ", "Before we met. ", methods="Two coders …", coder_id=people[0]
    )
    (kept,) = snapshots.snapshots(s)
    assert (kept.id, kept.name, kept.note, kept.methods) == (key, "First look", "Before we met.", "Two coders …")
    assert (kept.unit, kept.coders, kept.source_ids) == ("sentence", found.coders, tuple(sources))
    assert not kept.discussed
    over_all, of_code = kept.figures
    assert (of_code.name, of_code.value, of_code.low, of_code.high) == (
        "Barriers > The mask",
        0.25,
        0.25 - 0.2,
        1.0,
    )
    assert (over_all.value, over_all.reason) == (None, "Undefined, because.")
    assert snapshots.figures_of(found) == kept.figures


def test_only_all_coders_together_are_kept_of_codes(s, study):
    people, code, sources = study
    found = agreed(people, code, sources)
    pair = [replace(one, coders=(people[0], "c")) for one in found.results]
    alone = [replace(one, source_id=sources[0]) for one in found.results]
    more = replace(found, results=(*found.results, *pair, *alone))
    assert [one.scope for one in snapshots.figures_of(more)] == ["all", "code", "all"]


def test_several_are_kept_and_deleted_one_by_one(s, study):
    people, code, sources = study
    first = snapshots.keep_snapshot(s, agreed(people, code, sources), "A")
    second = snapshots.keep_snapshot(s, agreed(people, code, sources), "B")
    assert {one.id for one in snapshots.snapshots(s)} == {first, second}
    snapshots.delete_snapshot(s, second)
    (left,) = snapshots.snapshots(s)
    assert (left.id, left.name) == (first, "A")


def test_nameless_and_missing_ones_are_refused(s, study):
    people, code, sources = study
    with pytest.raises(RefusedError, match="needs a name"):
        snapshots.keep_snapshot(s, agreed(people, code, sources), "  ")
    key = snapshots.keep_snapshot(s, agreed(people, code, sources), "A")
    snapshots.delete_snapshot(s, key)
    with pytest.raises(NotFoundError):
        snapshots.delete_snapshot(s, key)


def test_after_a_talk_about_one_of_its_sources_figures_are_not_independent(s, study):
    people, code, sources = study
    before = snapshots.keep_snapshot(s, agreed(people, code, sources), "Before")
    difference = looking.look(s, sources[0], people).cases[0].difference
    settling.settle(s, difference, "took", coder_id=people[0], took=[people[1]])
    # The figures were computed before the talk, but they are kept after it.
    after = snapshots.keep_snapshot(s, agreed(people, code, sources), "After")
    elsewhere = snapshots.keep_snapshot(s, agreed(people, code, sources[1:]), "Another source")
    told = snapshots.keep_snapshot(s, agreed(people, code, sources[1:], talked=True), "Told so")
    assert {one.id: one.discussed for one in snapshots.snapshots(s)} == {
        before: False,
        after: True,
        elsewhere: False,
        told: True,
    }


def test_the_difference_of_two_days(study, s):
    people, code, sources = study
    earlier = snapshots.figures_of(agreed(people, code, sources, 0.25))
    turned = snapshots.figures_of(agreed(people[::-1], code, sources, 0.75))
    over_all, of_code = snapshots.difference(earlier, turned)
    assert (of_code.before, of_code.after, of_code.by) == (0.25, 0.75, 0.5)
    assert (over_all.before, over_all.after, over_all.by) == (None, None, None)
    other = codebook.add_code(s, "Other")
    rows = snapshots.difference(earlier, snapshots.figures_of(agreed(people, other, sources, 0.5)))
    assert [(row.figure.code_id, row.before, row.after) for row in rows[1:]] == [(other, None, 0.5), (code, 0.25, None)]


def test_what_can_not_be_compared_says_so(s, study):
    people, code, sources = study
    found = agreed(people, code, sources)
    snapshots.keep_snapshot(s, found, "A")
    kept = snapshots.snapshots(s)[0]
    assert snapshots.why_not_alike(kept, found) == snapshots.why_not_alike(kept, kept) == ""
    assert "units" in snapshots.why_not_alike(kept, replace(found, unit="word"))
    assert "coders" in snapshots.why_not_alike(kept, replace(found, coders=(*found.coders, Compared("c", "C"))))
    assert "sources" in snapshots.why_not_alike(kept, agreed(people, code, sources[:1]))


@pytest.mark.parametrize("figures", ["", "[]", "{}", '{"unit": "page"}', "{", "null"])
def test_damaged_figures_are_reported_and_passed_over(project, figures):
    with project.change("Keep") as session:
        people = [coders.add_coder(session, name) for name in ("Ann", "Ben")]
        code = codebook.add_code(session, "Mask")
        key = snapshots.keep_snapshot(session, agreed(people, code, []), "A")
    with project.change("Harm") as session:
        session.execute(update(AgreementSnapshot).values(figures=figures))
    assert [(one.kind, one.where) for one in check(project)] == [("snapshots", f"agreement_snapshot {key}")]
    with project.read() as session:
        assert snapshots.snapshots(session) == []
    with project.change("Remove") as session:
        session.execute(delete(AgreementSnapshot))
