"""Real transcripts at the size of real work: the join rule at random places, one code with 5,000 quotes, a search that
shrinks to one letter."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from qda.core import codebook, coders, coding, documents, retrieval, search
from qda.core.importers.reading import read_file
from qda.core.retrieval import Filter
from qda.storage.ids import new_id
from qda.storage.models import Coding
from qda.storage.project import Project

FILES = (
    "divekit-roadmap/nnWMA2_transkript.md",
    "knesset-committees/20_ptv_317899.txt",
    "bitcoin-transcripts/2020-05-24-sergi-delgado-watchtowers.zh.md",
    "code-review-comprehension/P10R1.txt",
)


@pytest.fixture
def sources(s: Session, shared: Path) -> dict[str, str]:
    """Real transcripts in four languages in the project: the text of each by its id."""
    return add(s, shared)


def add(session: Session, shared: Path) -> dict[str, str]:
    read = [read_file(shared / "data" / "transcripts" / name)[0] for name in FILES]
    return {documents.add_source(session, one): one.text for one in read}


def covered(spans: list[tuple[int, int]]) -> set[int]:
    return {point for start, end in spans for point in range(start, end)}


@pytest.mark.parametrize("seed", range(3))
def test_codings_of_one_code_by_one_coder_never_share_a_character(
    s: Session, sources: dict[str, str], seed: int
) -> None:
    chance = random.Random(seed)
    people = [coders.add_coder(s, name) for name in ("Ann Noor", "Ben Ode")]
    codes = [codebook.add_code(s, name) for name in ("one", "two")]
    given: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for _step in range(300):
        source, text = chance.choice(list(sources.items()))
        start = chance.randrange(min(len(text), 4_000))
        end = min(len(text), start + chance.choice((1, 12, 60, 200)))
        person, code = chance.choice(people), chance.choice(codes)
        coding.apply_code(s, person, code, source, start, end)
        given.setdefault((person, code, source), []).append((start, end))
    for (person, code, source), spans in given.items():
        rows = [row for row in coding.codings(s, source) if (row.coder_id, row.code_id) == (person, code)]
        kept = sorted((row.start, row.end) for row in rows)
        assert all(before[1] <= after[0] for before, after in pairwise(kept))
        assert covered(kept) == covered(spans)
        # What only touched stayed two incidents: every border that was drawn and not written over is still there.
        drawn = {start for start, end in spans} & {end for start, end in spans}
        inside = covered([(start + 1, end) for start, end in spans])
        assert {point for point in drawn if point not in inside} <= {start for start, _end in kept}


def test_five_thousand_quotes_of_one_code_are_their_very_words(s: Session, sources: dict[str, str]) -> None:
    chance = random.Random(5)
    person, code = coders.add_coder(s, "Ann Noor"), codebook.add_code(s, "everything")
    places = []
    for source, text in sources.items():
        step = max(2, len(text) // 1_250)
        places += [(source, start, min(len(text), start + step - 1)) for start in range(0, len(text) - step, step)]
    places = chance.sample(places, min(len(places), 5_000))
    rows = [
        {"id": new_id(), "source_id": source, "code_id": code, "coder_id": person, "start": start, "end": end}
        for source, start, end in places
    ]
    s.execute(insert(Coding), rows)
    every = retrieval.quotes(s, Filter(code_ids=(code,)))
    assert len(every) == len(places) >= 4_900
    assert all(quote.text == sources[quote.source_id][quote.start : quote.end] for quote in every)
    assert retrieval.quotes(s, Filter(code_ids=(code,)), limit=100) == every[:100]
    counts = retrieval.code_counts(s)[code].own
    assert (counts.codings, counts.sources) == (len(places), len(sources))


def test_a_search_that_shrinks_to_one_letter_finds_its_first_places_and_no_more(project: Project, shared: Path) -> None:
    with project.change("Import") as session:
        sources = add(session, shared)
    english = next(text for text in sources.values() if " because " in text)
    word = Counter(re.findall(r"\b[a-z]{6,}\b", english)).most_common(1)[0][0]
    with project.read() as session:
        for typed in (word[:length] for length in range(len(word), 0, -1)):
            found = search.search(session, f"{typed}*", limit=100)
            assert 0 < len(found) <= 100
            for hit in found:
                assert hit.text == sources[hit.source_id][hit.start : hit.end]
                assert search.fold(hit.text).startswith(typed)
    assert len(found) == 100 and typed == word[0]
