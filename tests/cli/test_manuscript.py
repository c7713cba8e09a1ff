"""A paper is checked from the terminal."""

from __future__ import annotations

from tests.core.importers.test_docx import p, r, write_docx
from tests.core.manuscript import study


def test_a_paper_is_checked_and_what_is_wrong_gives_exit_code_one(qda, tmp_path):
    path = tmp_path / "study.loom"
    study.make(path).close()
    good = write_docx(tmp_path / "good.docx", p(r("“She asked me how I slept” (Cleo).")))
    bad = write_docx(tmp_path / "bad.docx", p(r("“He asked me how I slept and she moved my shift” (Ben).")))
    told = qda("manuscript", "check", path, good)
    assert (told.code, told.out) == (0, "As it was said: 1\n")
    told = qda("manuscript", "check", path, bad)
    assert told.code == 1
    assert "“He” stands for “She”." in told.out
    assert "The label says Ben; the words are Cleo’s." in told.out
    found = qda("manuscript", "check", path, bad, "--json")
    assert found.code == 1
    (one,) = found.json["quotations"]
    assert (one["source"], one["lines"], one["participants"]) == ("Group 02", "3", ["Cleo"])
    assert [finding["kind"] for finding in one["findings"]] == ["changed", "label"]
    assert found.json["wrong"] == 2
    assert {one["participant"]: one["quotations"] for one in found.json["people"]}["Cleo"] == [1]
    refused = qda("manuscript", "check", path, tmp_path / "study.loom")
    assert (refused.code, refused.err) == (
        1,
        "study.loom is no Word file (.docx). Save the manuscript as one and check that.\n",
    )
