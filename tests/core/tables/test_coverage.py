"""Coverage by hand, and stretches against sets of characters."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, participants
from qda.core.importers import Imported
from qda.core.tables.coverage import ALL, EVERYONE, Coverage, coverage
from qda.core.tables.stretches import joined, left_over, length, shared
from qda.errors import RefusedError
from tests.core.tables.conftest import ANA, GROUP, Counted
from tests.storage.study import interview

# What Ana says alone is 35 characters, of which 17 and 17 are coded and the blank between them is not.
IN_GROUP = {"Ana": len("No bus on Sundays."), "Cem": len("We walked, Ana and I, along the road.")}


def shares(found: Coverage) -> dict[str, tuple[int, int]]:
    """Return (coded, whole) by name; sources as ``Ana talks``, since people of that name speak in them."""
    rows = {f"{row.name} talks": row for row in found.sources} | {row.name: row for row in found.people}
    return {name: (row.share.coded, row.share.whole) for name, row in {**rows, "all": found.whole}.items()}


def test_shares_of_what_participants_said_by_hand(session: Session, counted: Counted) -> None:
    found = coverage(session)
    group = sum(IN_GROUP.values())
    assert shares(found) == {
        "Ana talks": (34, 35),
        "Ben talks": (36, 37),
        "Group talks": (group, group),  # all of it is coded by "Way"
        "Ana": (34 + 18, 35 + 18),
        "Ben": (36, 37),
        "Cem": (37, 37),
        "all": (34 + 36 + group, 35 + 37 + group),
    }
    first = found.sources[0]
    assert (first.by[counted.ids["Ann"]].coded, first.by[counted.ids["Bea"]].coded) == (34, 8)
    assert first.share.value == pytest.approx(34 / 35)


def test_questions_and_names_count_where_that_is_chosen(session: Session) -> None:
    assert shares(coverage(session, EVERYONE))["Ana talks"] == (34, 35 + len("How was it?"))
    assert shares(coverage(session, ALL))["Ana talks"] == (34, len(ANA.text) - 1)  # all but the new line
    assert shares(coverage(session, ALL))["Group talks"] == (len(GROUP.text) - 1, len(GROUP.text) - 1)
    with pytest.raises(RefusedError, match="speech, everyone, all"):
        coverage(session, "words")


def test_uncoded_stretches_longest_first_and_across_speakers(session: Session) -> None:
    gaps = coverage(session, EVERYONE).gaps
    # The blanks between what Ana and Ben said hold no word and are not worth a row.
    assert [(gap.source, gap.text, gap.characters, gap.lines) for gap in gaps] == [
        ("Ana", "How was it?", 11, "1"),
        ("Ben", "How was it?", 11, "1"),
    ]
    assert len(coverage(session, EVERYONE, gaps=1).gaps) == 1


def test_an_uncoded_stretch_goes_on_over_the_names_of_speakers(s: Session) -> None:
    source_id = documents.add_source(s, interview("Group", ("Ana", "No bus."), ("Cem", "We walked."), ("Ana", "Far.")))
    ann, code = coders.add_coder(s, "Ann"), codebook.add_path(s, "Way")
    whole = "Ana: No bus.\nCem: We walked.\nAna: Far."
    (gap,) = coverage(s).gaps
    assert (gap.start, gap.end, gap.characters) == (5, len(whole), len("No bus.We walked.Far."))
    coding.apply_code(s, ann, code, source_id, whole.index("We"), whole.index("walked"))
    assert [(gap.text, gap.characters) for gap in coverage(s).gaps] == [("walked.\nAna: Far.", 11), ("No bus.", 7)]
    # What the interviewer said lies between, counts for nothing, and parts nothing.
    (speaker,) = [one for one in documents.speakers_of(s, source_id) if one.label == "Cem"]
    documents.mark_interviewer(s, speaker.id, True)
    coding.remove_codings(s, [row.id for row in coding.codings(s, source_id)])
    (gap,) = coverage(s).gaps
    assert gap.characters == len("No bus.Far.") and gap.start == 5 and gap.end == len(whole)


def test_a_text_without_speakers_counts_whole_and_is_its_only_persons(s: Session) -> None:
    text = "Aufnahme 😀 im Heim.\n\nNiemand fragte."
    source_id = documents.add_source(s, Imported("Note", text))
    person = participants.add_participant(s, "Eva")
    participants.link_source(s, person, source_id)
    ann = coders.add_coder(s, "Ann")
    code = codebook.add_path(s, "Alone")
    start = text.index("Niemand")
    coding.apply_code(s, ann, code, source_id, start, start + 7)
    coding.apply_code(s, ann, code, source_id, 0, 10)
    found = coverage(s)
    assert shares(found)["Note talks"] == shares(found)["Eva"] == (17, 19 + 15)
    assert [gap.text for gap in found.gaps] == [" im Heim.", " fragte."]


def test_a_study_without_text_has_no_share(s: Session) -> None:
    found = coverage(s)
    assert found.whole.share.value is None and found.gaps == ()


spans = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda one: (one[0], one[0] + one[1])), max_size=9
)


def characters(found: list[tuple[int, int]]) -> set[int]:
    return {place for start, end in found for place in range(start, end)}


@given(spans, spans)
def test_stretches_are_sets_of_characters(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> None:
    one, other = joined(first), joined(second)
    assert characters(one) == characters(first) and length(one) == len(characters(first))
    assert characters(shared(one, other)) == characters(first) & characters(second)
    runs = left_over(one, other)
    pieces = [piece for run in runs for piece in run]
    assert characters(pieces) == characters(first) - characters(second)
    assert length(pieces) == len(characters(pieces))
    # Between the pieces of a run nothing is taken; between two runs something is, or else they lie in one region.
    for run in runs:
        assert not characters(second) & characters(one) & set(range(run[0][0], run[-1][1]))
    for before, after in pairwise(runs):
        assert characters(second) & characters(one) & set(range(before[-1][1], after[0][0]))
