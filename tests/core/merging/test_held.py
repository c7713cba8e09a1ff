"""From what was held back to its place: the source that its title names, and its words there."""

from __future__ import annotations

import pytest

from qda.core.documents import source, source_text
from qda.core.merging import HeldBack
from qda.core.merging.held import place_of
from tests.core.merging import team
from tests.storage.ready import copied


@pytest.mark.parametrize(
    ("title", "words", "found"),
    [
        ("“Fear” by Ben in Carla", "My sister 医院", ("Carla", "My sister 医院")),
        ("“Fear” by Ben in Carla", "My sister 医院…", ("Carla", "My sister 医院")),
        ("“Fear” by Ben in Carla", "words that went", ("Carla", "")),
        ("Memo “On time”", "My sister", None),
    ],
)
def test_the_title_names_the_source_and_the_words_the_passage(tmp_path, title, words, found):
    with copied(tmp_path / "study.loom", team.begin) as project, project.read() as session:
        place = place_of(session, HeldBack("coding", title, "The code is gone.", words))
        if found is None:
            assert place is None
            return
        source_id, start, end = place
        assert (source(session, source_id).name, source_text(session, source_id)[start:end]) == found
