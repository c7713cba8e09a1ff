"""Every listing: the fields that scripts rely on, the filters, and tables for people."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tests.cli.conftest import HELP, MASK, TEXT, Answer

Qda = Callable[..., Answer]


def test_sources_have_their_fields(qda: Qda, study: Path) -> None:
    (source,) = qda("sources", study, "--json").json
    assert source.pop("id") == qda("quotes", study, "--json").json[0]["source_id"]
    expected = {
        "name": "Interview 1",
        "words": 20,
        "characters": len(TEXT),
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "language": "en",
        "turns": 4,
        "speakers": ["I", "P1"],
        "codings": 3,
        "coders": ["Ann Noor", "Ben Oak"],
    }
    assert {key: source[key] for key in expected} == expected


def test_codes_have_their_fields_and_a_parent_by_id(qda: Qda, study: Path) -> None:
    category, mask, help_ = qda("codes", study, "--json").json
    assert (category["path"], category["kind"], category["parent"]) == ("Access", "category", None)
    assert (mask["name"], mask["path"], mask["kind"]) == ("mask", "Access > mask", "code")
    assert mask["parent"] == help_["parent"] == category["id"]
    assert mask["definition"] == "What one shows.\nAnd hides."
    assert (mask["codings"], mask["sources"], mask["participants"]) == (2, 1, 1)
    assert mask["colour"]
    assert int(mask["id"], 16).bit_length() > 64


def test_quotes_have_their_fields_and_the_words_of_the_source(qda: Qda, study: Path) -> None:
    rows = qda("quotes", study, "--json").json
    assert [row["coder"] for row in rows] == ["Ann Noor", "Ben Oak", "Ann Noor"]
    first = rows[0]
    expected = {
        "source": "Interview 1",
        "start": MASK[0],
        "end": MASK[1],
        "text": "a prison mask 😀",
        "code": "Access > mask",
        "themes": ["The mask"],
        "coder": "Ann Noor",
        "participant": "Neil",
        "lines": "2",
        "note": "strong",
    }
    assert {key: first[key] for key in expected} == expected
    assert int(first["id"], 16)


def test_quotes_can_be_narrowed_down_by_everything(qda: Qda, study: Path) -> None:
    def starts(*options: object) -> list[int]:
        return [row["start"] for row in qda("quotes", study, "--json", *options).json]

    mask, help_ = MASK[0], HELP[0]
    code_id = qda("codes", study, "--json").json[1]["id"]
    source_id = qda("sources", study, "--json").json[0]["id"]
    assert starts("--code", "Access") == [mask, mask, help_]
    assert starts("--code", "access>MASK") == starts("--code", code_id) == [mask, mask]
    assert starts("--code", "mask", "--code", "help") == [mask, mask, help_]
    assert starts("--theme", "The mask") == starts("--theme", "Faces") == [mask, mask]
    assert starts("--coder", "BO") == starts("--coder", "Ben Oak") == [mask]
    assert starts("--source", source_id, "--code", "help") == [help_]
    assert starts("--where", "role=NURSE") == starts("--where", "Role=nurse", "--where", "Role=patient")
    assert len(starts("--where", "Role=nurse")) == 3


def test_a_value_that_nobody_has_is_named_with_those_there_are(qda: Qda, study: Path) -> None:
    answer = qda("quotes", study, "--json", "--where", "Role=priest")
    assert answer.code == 1
    assert "Nobody has priest as Role. There is: nurse, patient." in answer.err


def test_a_name_that_is_nearly_right_is_offered(qda: Qda, study: Path) -> None:
    assert "Did you mean The mask?" in qda("quotes", study, "--theme", "The msak").err
    assert "Did you mean Interview 1?" in qda("quotes", study, "--source", "Intervew 1").err
    assert "Did you mean" not in qda("quotes", study, "--coder", "zzz").err


def test_themes_have_their_fields_with_codes_and_picked_quotes(qda: Qda, study: Path) -> None:
    over, theme = qda("themes", study, "--json").json
    assert (over["name"], over["level"], over["status"], over["parent"]) == ("Faces", "theme", "candidate", None)
    assert (theme["parent"], theme["status"], theme["codes"]) == (over["id"], "named", ["Access > mask"])
    assert (theme["sources"], theme["participants"]) == (1, 1)
    (quote,) = theme["quotes"]
    assert (quote["text"], quote["kind"], quote["source"]) == ("a prison mask 😀", "chosen", "Interview 1")
    assert (quote["start"], quote["end"], quote["participant"], quote["lines"]) == (*MASK, "Neil", "2")
    assert (over["codes"], over["quotes"], over["sources"]) == ([], [], 1)


def test_search_finds_places_in_code_points(qda: Qda, study: Path) -> None:
    (hit,) = qda("search", study, "really", "--json").json
    start = TEXT.index("Really")
    assert (hit["source"], hit["start"], hit["end"], hit["text"]) == ("Interview 1", start, start + 6, "Really")
    assert len(qda("search", study, "I", "--json").json) > len(qda("search", study, "I", "--limit", 1, "--json").json)
    assert qda("search", study, "riso", "--json").json == []
    assert qda("search", study, "riso", "--inside", "--json").json[0]["text"] == "riso"
    forms = {words: qda("search", study, words, "--forms", "--json").json for words in ("masks", "unheard")}
    assert {hit["text"] for hit in forms["masks"]} == {"mask"} and forms["unheard"] == []


def test_history_is_newest_first_and_says_when_and_who(qda: Qda, study: Path) -> None:
    rows = qda("history", study, "--json").json
    assert [row["change"] for row in rows] == [5, 4, 3, 2, 1]
    assert [row["label"] for row in rows[:2]] == ["Theme", "Code"]
    assert rows[0]["coder"] == "Ann Noor"
    assert rows[-1]["coder"] == ""
    assert rows[0]["time"] >= rows[-1]["time"]
    assert rows[0]["time"].endswith("Z")


def test_the_history_of_one_code_is_told_in_sentences(qda: Qda, study: Path) -> None:
    rows = qda("history", study, "--of", "mask", "--json").json
    assert (rows[0]["coder"], rows[0]["kind"]) == ("Ann Noor", "made")
    assert rows[0]["sentence"].startswith("Ann Noor made it") and rows[0]["time"].endswith("Z")
    assert {"label", "in_force", "before", "after", "passages"} < set(rows[0])
    told = qda("history", study, "--of", "mask").out.splitlines()
    assert [line.partition("  ")[2] for line in told] == [row["sentence"] for row in rows]
    refused = qda("history", study, "--of", "nobody")
    assert refused.code == 1 and "no code or theme called nobody" in refused.err


def test_the_text_is_printed_exactly(qda: Qda, study: Path) -> None:
    assert qda("text", study, "Interview 1").out == TEXT


def test_tables_for_people_are_aligned_and_one_line_a_row(qda: Qda, study: Path) -> None:
    lines = qda("codes", study).out.splitlines()
    assert [line.split()[0] for line in lines] == ["code", "Access", "mask", "help"]
    assert "What one shows. And hides." in lines[2]
    assert lines[2].startswith("  mask ")
    assert {line.index(number) for line, number in zip(lines[1:], "021", strict=True)} == {lines[0].index("s  sources")}
    for command in ("sources", "quotes", "themes", "history"):
        assert len(qda(command, study).out.splitlines()) > 1
    assert "a prison mask 😀" in qda("quotes", study).out


def test_wide_letters_keep_their_columns(qda: Qda, study: Path, tmp_path: Path) -> None:
    table = tmp_path / "codings.csv"
    table.write_text(
        "source,start,end,code,coder\nInterview 1,0,2,医院,Ann Noor\nInterview 1,0,2,e\u0301te\u0301,Ann Noor\n"
    )
    qda("codings", "import", study, table)
    lines = qda("codes", study).out.splitlines()
    ends = {line.split("  1 ")[0]: len(line.split("  1 ")[0]) for line in lines if "医院" in line or "e\u0301" in line}
    (hospital,), (summer,) = [[n for k, n in ends.items() if mark in k] for mark in ("医院", "e\u0301")]
    # Two ideographs take four columns, two accents none.
    assert hospital + 2 == summer - 2
