"""The document on the rules says what the profiles say."""

from __future__ import annotations

from pathlib import Path

from qda.core.easyread.profiles import profiles

DOCUMENT = Path(__file__).parents[3] / "docs" / "easy-read-rules.md"


def test_the_table_has_every_rule_with_its_kind_title_and_numbers():
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    named = [one.id for one in profiles()]
    assert rows[0][3:-1] == named
    expected = {
        rule.id: [
            rule.kind + ("P" if rule.question else ""),
            rule.title,
            *(_cell(one.rules[rule.id]) for one in profiles()),
        ]
        for rule in profiles()[0].rules.values()
    }
    assert {row[0]: row[1:-1] for row in rows[2:]} == expected


def _cell(rule):
    if not rule.on:
        return "–"
    return ("x" if rule.number is None else f"{rule.number:g}") + ("?" if rule.to_confirm else "")
