"""Codebook versions: kept whole, read again, renamed, deleted, and looked after by `qda check`."""

from __future__ import annotations

import pytest

from qda.core import codebook
from qda.core.trail import versions
from qda.errors import NotFoundError, ProjectFileError, RefusedError


def test_a_version_holds_the_codebook_as_it_was(s):
    above = codebook.add_code(s, "Prison culture", kind="category")
    mask = codebook.add_code(s, "mask", above, definition="Hiding it.", origin="in vivo", stance="barrier")
    first = versions.keep_version(s, " First  pass ", "After six\ninterviews. ")
    again = versions.keep_version(s, "The same")
    codebook.edit_code(s, mask, name="prison mask")
    codebook.delete_codes(s, [above])
    kept = versions.book(s, first)[mask]
    assert (kept.path, kept.definition, kept.origin, kept.stance) == (
        "Prison culture > mask",
        "Hiding it.",
        "in vivo",
        "barrier",
    )
    assert versions.book(s, again) == versions.book(s, first)
    assert versions.book(s, None) == {}
    one, two = versions.versions(s)
    assert (one.name, one.note, one.codes, two.name) == ("First pass", "After six\ninterviews.", 2, "The same")


def test_names_are_unlike_and_an_empty_codebook_is_refused(s):
    with pytest.raises(RefusedError, match="no code yet"):
        versions.keep_version(s, "Nothing")
    codebook.add_code(s, "mask")
    key = versions.keep_version(s, "One")
    with pytest.raises(RefusedError, match="called One already"):
        versions.keep_version(s, "one")
    with pytest.raises(RefusedError, match="needs a name"):
        versions.keep_version(s, " ")
    versions.edit_version(s, key, name="ONE", note="Because.")
    assert [(row.name, row.note) for row in versions.versions(s)] == [("ONE", "Because.")]
    versions.delete_version(s, key)
    assert versions.versions(s) == []
    with pytest.raises(NotFoundError):
        versions.edit_version(s, key, name="Two")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"fields":["id"],"codes":[["x"]]}', '{"fields":[],"codes":[1]}'])
def test_what_is_no_codebook_is_refused_in_words(text):
    with pytest.raises(ProjectFileError, match="can't be read"):
        versions.read_book(text)
