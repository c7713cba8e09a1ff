"""Who was withdrawn from is in no product: neither their words nor what was known of them, wherever they stood."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qda.core import consent, participants
from qda.core.exporters import ProductOptions, export, products
from qda.core.withdrawal import withdraw
from qda.errors import QdaError
from tests.core.exporters.test_refusals import ALLOWED, NEVER, refusing_study, words_of

QUICK = (".json", ".csv", ".html", ".md", ".svg")


def test_no_product_holds_anything_of_people_who_withdrew(tmp_path: Path) -> None:
    made = refusing_study(tmp_path / "study.loom")
    with made.project.change("Ask again") as session:
        gone = [participants.find_participant(session, name) for name in ("Vera", "Odysseus")]
        for key in gone:  # they had allowed everything: no refusal keeps their words away
            consent.record_consent(session, key, {"quote": True, "take_part": True, "archive": True})
    before = _said(made.project, tmp_path, ["everything"])
    assert [words for words in NEVER if not any(words in said for said in before.values())] == []
    for key in gone:
        withdraw(made.project, key)
    after = _said(made.project, tmp_path, products())
    found = [(name, words) for name, said in after.items() for words in (*NEVER, "Vera") if words in said]
    assert found == []
    assert any(ALLOWED in said for said in after.values())
    made.project.close()


def _said(project, folder: Path, wanted: Iterable[str]) -> dict[str, str]:
    """Return all that products say in the form that is written the fastest, with all that may be chosen to be in it."""
    found = {}
    with project.read() as session:
        for one in map(products().__getitem__, wanted):
            names = {choice.name for choice in one.choices}
            chosen = {name: value for name, value in (("refused", "include"), ("known", "all")) if name in names}
            suffix = next((suffix for suffix in QUICK if suffix in one.suffixes), one.suffixes[0])
            path = folder / f"{one.name}{suffix}"
            try:
                export(session, one.name, path, ProductOptions(chosen=chosen))
            except QdaError:
                continue
            found[one.name] = " ".join(words_of(path).split())
    return found
