"""A commentary is changed by its authors alone."""

from __future__ import annotations

import pytest

from qda.core import consent
from qda.core.review import commentary, people
from qda.errors import RefusedError


def test_only_its_authors_change_a_commentary(s):
    jo, ola = people.add_person(s, "Jo Lind", credit="full"), people.add_person(s, "Ola")
    consent.record_consent(s, jo, {"name": True})
    key = commentary.add_commentary(s, "What I think", [jo], "Ask us first.")
    for wrong in (
        lambda: commentary.edit_commentary(s, key, ola, words="Ask nobody."),
        lambda: commentary.add_author(s, key, ola, ola),
        lambda: commentary.remove_commentary(s, key, ola),
    ):
        with pytest.raises(RefusedError, match="by Jo Lind"):
            wrong()
    commentary.edit_commentary(s, key, jo, words="Ask us first, and early.")
    commentary.add_author(s, key, jo, ola)
    commentary.edit_commentary(s, key, ola, title="What we think")
    (told,) = commentary.commentaries(s)
    assert (told.title, told.words) == ("What we think", "Ask us first, and early.")
    assert told.by == ("Jo Lind", "a co-researcher")
    commentary.remove_commentary(s, key, ola)
    assert commentary.commentaries(s) == []


def test_a_commentary_of_nobody_is_refused(s):
    with pytest.raises(RefusedError, match="who writes"):
        commentary.add_commentary(s, "What we think", [])


def test_what_nobody_is_the_author_of_any_more_can_be_taken_away_but_not_changed(s):
    jo = people.add_person(s, "Jo")
    key = commentary.add_commentary(s, "What I think", [jo])
    people.remove_person(s, jo)
    with pytest.raises(RefusedError):
        commentary.edit_commentary(s, key, jo, words="Nothing.")
    commentary.remove_commentary(s, key, None)
    assert commentary.commentaries(s) == []
