"""`qda check` on what is in a project: each broken rule of coding, codebook, themes and memos is found."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from qda.core.check import check
from qda.storage.models import Pseudonymising, Tombstone, Withdrawal
from qda.storage.project import Project
from tests.storage.damage import harm
from tests.storage.study import make_study


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "study.loom"
    with make_study(path) as project, project.change("Care") as session:
        gone = Withdrawal(counts='{"removed": {"memo": 1}, "history": 2, "outside": [["pack", "AB", 5]]}', at=1)
        session.add_all((gone, Pseudonymising(counts='{"texts": 3}', key_print="0f" * 32)))
        session.flush()
        for kind, mark in (("memo", "0f" * 16), ("text", "0f" * 48)):
            session.add(Tombstone(withdrawal_id=gone.id, kind=kind, mark=mark))
    return path


@pytest.fixture
def path(whole, tmp_path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "study.loom"))


COPY_CODING = (
    "INSERT INTO coding SELECT randomblob(16), source_id, code_id, coder_id, {start}, {end}, 1, NULL, '', 1 FROM coding"
)
NEW_LINK = "INSERT INTO memo_link (id, memo_id, {columns}) SELECT randomblob(16), id, {values} FROM memo"

RULES = {
    "an approach that there isn't": ("UPDATE study SET approach = 'poetry'", "approach"),
    "numbers shown perhaps": (
        "INSERT INTO setting (id, key, value) VALUES (randomblob(16), 'approach.show.counts', 'perhaps')",
        "approach",
    ),
    "an outcome that there isn't": ("UPDATE recruitment SET outcome = 'perhaps'", "recruitment"),
    "a cell wanted twice": (
        "INSERT INTO sampling_target SELECT randomblob(16), attribute_id, value, across_id, across, 1 "
        "FROM sampling_target",
        "sampling",
    ),
    "fewer than nobody wanted": ("UPDATE sampling_target SET wanted = -1", "sampling"),
    "sampling by an attribute of sources": ("UPDATE attribute SET scope = 'source'", "sampling"),
    "an interview of no minutes": ("UPDATE interview_sheet SET minutes = 0", "interviews"),
    "a word list that can't be read": ("UPDATE wording SET avoid = '[muzzle'", "word list"),
    "a word list with a gap": ("UPDATE wording SET avoid = '[null]'", "word list"),
    "a difference settled in no known way": ("UPDATE resolution SET outcome = 'perhaps'", "resolutions"),
    "a difference that can't be read": ("UPDATE resolution SET sides = '[]'", "resolutions"),
    "a difference beyond the text": ('UPDATE resolution SET "end" = "end" + 10000', "resolutions"),
    "a report that can't be read": ("UPDATE recipe SET content = '[1]'", "reports"),
    "a report with a part of no known form": (
        """UPDATE recipe SET content = '{"parts": [{"form": "song"}]}'""",
        "reports",
    ),
    "two consensus coders": ("UPDATE coder SET role = 'consensus'", "consensus"),
    "a round of no known kind": ("UPDATE coding_round SET kind = 'secret'", "rounds"),
    "given to do something": ("UPDATE assignment SET task = 'sing'", "assignments"),
    "given beyond the text": (
        'UPDATE assignment SET "start" = 10000, "end" = 10001 WHERE id = (SELECT min(id) FROM assignment)',
        "assignments",
    ),
    "nothing decided": ("UPDATE judgement SET value = ''", "judgements"),
    "a source judged as a person": ("UPDATE attribute SET scope = 'participant'", "judgements"),
    "one's own work looked over": ("UPDATE verification SET whose_id = coder_id", "verifications"),
    "looked over twice": (
        "INSERT INTO verification SELECT randomblob(16), source_id, coder_id, NULL, '', 1 FROM verification "
        "UNION SELECT randomblob(16), source_id, coder_id, NULL, '', 1 FROM verification",
        "verifications",
    ),
    "a consent of nobody": ("UPDATE consent SET participant_id = NULL, person_id = NULL", "consent"),
    "a consent twice": (
        "INSERT INTO consent SELECT randomblob(16), participant_id, person_id, form, given, supported, deadline, note, "
        "created FROM consent",
        "consent",
    ),
    "perhaps a consent": ("UPDATE consent_answer SET answer = 'perhaps'", "consent"),
    "a part that nobody plays": ("UPDATE review_person SET role = 'king'", "review"),
    "a round that asks nothing": ("UPDATE review_round SET asks = ''", "review"),
    "an answer that there isn't": ("UPDATE review_response SET answer = 'maybe'", "answers"),
    "an answer to another round": (
        "UPDATE review_item SET round_id = (SELECT id FROM review_round WHERE name = 'Second look')",
        "answers",
    ),
    "a card that its round does not show": (
        "UPDATE review_item SET round_id = (SELECT max(id) FROM review_round) WHERE kind = 'quote'",
        "piles",
    ),
    "kept without a reason": ("UPDATE review_point SET outcome = 'kept', why = ''", "points"),
    "a pack that was changed": ("UPDATE review_pack SET content = replace(content, 'Kim', 'Tim')", "packs"),
    "a pack whose answers can't be opened": ("UPDATE review_pack SET private_key = NULL", "packs"),
    "a pack in no known form": ("UPDATE review_pack SET form = 'song' WHERE form = 'paper'", "packs"),
    "shown before it was decided": ("UPDATE review_point SET outcome = ''", "points"),
    "a version that can't be read": ("UPDATE easy_version SET content = '[]'", "easy read"),
    "a page of no kind": ("UPDATE easy_page SET kind = 'poem'", "easy read"),
    "a picture without its file": ("DELETE FROM blob WHERE hash = (SELECT hash FROM picture)", "originals"),
    "no study": ("DELETE FROM study", "study"),
    "a picture of a version without its file": ("UPDATE easy_version_picture SET hash = randomblob(32)", "originals"),
    "a source without its text": ("DELETE FROM text WHERE hash = (SELECT min(text_hash) FROM source)", "sources"),
    "characters miscounted": ("UPDATE source SET characters = characters + 1", "sources"),
    "words miscounted": ("UPDATE source SET words = words + 1", "sources"),
    "a turn beyond the text": ('UPDATE turn SET "end" = "end" + 10000', "turns"),
    "a turn before the text": ('UPDATE turn SET "start" = -1 WHERE "start" = 0', "turns"),
    "speech outside its turn": ('UPDATE turn SET speech = "end" + 1', "turns"),
    "turns that overlap": ('UPDATE turn SET "start" = "start" - 5 WHERE "start" > 0', "turns"),
    "a turn of another source's speaker": (
        "UPDATE turn SET speaker_id = (SELECT id FROM speaker WHERE source_id <> turn.source_id LIMIT 1)",
        "turns",
    ),
    "a coding beyond the text": ('UPDATE coding SET "end" = "end" + 10000', "codings"),
    "a coding before the text": ('UPDATE coding SET "start" = -1', "codings"),
    "an empty coding": ('UPDATE coding SET "end" = "start"', "codings"),
    "a coding of a text to come": ("UPDATE coding SET text_version = 9", "codings"),
    "overlapping codings": (COPY_CODING.format(start='"end" - 1', end='"end" + 1'), "join rule"),
    "a coding inside another": (COPY_CODING.format(start='"start" + 1', end='"end" - 1'), "join rule"),
    "a coding twice": (COPY_CODING.format(start='"start"', end='"end"'), "join rule"),
    "a code without a place": ("DELETE FROM code_place WHERE parent_id IS NULL", "codebook"),
    "a code with two main places": ("UPDATE code_place SET main = 1", "codebook"),
    "a code below itself": ("UPDATE code_place SET parent_id = code_id WHERE main", "codebook"),
    "codes in a ring": (
        "UPDATE code_place SET parent_id = (SELECT code_id FROM code_place AS below"
        " WHERE below.parent_id = code_place.code_id) WHERE main AND parent_id IS NULL",
        "codebook",
    ),
    "themes in a ring": (
        "UPDATE theme SET parent_id = (SELECT id FROM theme AS below WHERE below.parent_id = theme.id)"
        " WHERE parent_id IS NULL",
        "themes",
    ),
    "a quote beyond the text": ('UPDATE quote SET "end" = "end" + 10000', "quotes"),
    "a quote for nothing": ("UPDATE quote SET theme_id = NULL, code_id = NULL", "quotes"),
    "a quote for theme and code": ("UPDATE quote SET code_id = (SELECT min(id) FROM code)", "quotes"),
    "a quote from a passage elsewhere": (
        "UPDATE quote SET coding_id = (SELECT id FROM coding WHERE source_id <> quote.source_id LIMIT 1)",
        "quotes",
    ),
    "a quote printed in no words": ("UPDATE quote_words SET words = ' '", "quotes"),
    "a memo link to nothing": ("UPDATE memo_link SET code_id = NULL", "memos"),
    "a memo link to two things": ("UPDATE memo_link SET theme_id = (SELECT min(id) FROM theme)", "memos"),
    "a memo passage beyond the text": ('UPDATE memo_link SET "end" = 100000 WHERE "end" IS NOT NULL', "memos"),
    "a memo passage without an end": ('UPDATE memo_link SET "end" = NULL WHERE "end" IS NOT NULL', "memos"),
    "a memo passage without a source": (
        NEW_LINK.format(columns='code_id, "start", "end"', values="(SELECT min(id) FROM code), 1, 2"),
        "memos",
    ),
    "a relation to nothing": (
        "INSERT INTO relation (id, name, from_code_id, note) SELECT randomblob(16), 'causes', id, '' FROM code",
        "relations",
    ),
    "a relation to itself": (
        "INSERT INTO relation (id, name, from_code_id, to_code_id, note)"
        " SELECT randomblob(16), 'is', id, id, '' FROM code",
        "relations",
    ),
    "rows of a framework matrix in a ring": (
        "UPDATE frame_row SET parent_id = (SELECT id FROM frame_row AS below WHERE below.parent_id = frame_row.id)"
        " WHERE parent_id IS NULL",
        "frames",
    ),
    "a row below one of another matrix": (
        "UPDATE frame_row SET frame_id = (SELECT id FROM frame WHERE id <> frame_row.frame_id)"
        " WHERE parent_id IS NOT NULL",
        "frames",
    ),
    "a cell across two matrices": (
        "UPDATE frame_cell SET column_id = (SELECT max(id) FROM frame_column)",
        "frames",
    ),
    "a column of a person and a source": (
        "UPDATE frame_column SET source_id = (SELECT min(id) FROM source)",
        "frames",
    ),
    "a passage of a matrix beyond the text": ('UPDATE frame_quote SET "end" = 100000', "frames"),
    "a passage of a matrix from elsewhere": (
        "UPDATE frame_quote SET coding_id = (SELECT id FROM coding WHERE source_id <> frame_quote.source_id LIMIT 1)",
        "frames",
    ),
    "a value of nobody": ("UPDATE attribute_value SET participant_id = NULL, source_id = NULL", "attributes"),
    "a source's value of a participant": ("UPDATE attribute SET scope = 'source'", "attributes"),
    "a participant's value of a source": ("UPDATE attribute SET scope = 'participant'", "attributes"),
    "several values of one": ("UPDATE attribute SET type = 'text'", "attributes"),
    "a place for nothing": ("UPDATE placement SET theme_id = NULL, code_id = NULL", "placements"),
    "a card of a code that is not in its theme": ("DELETE FROM theme_code", "placements"),
    "a thing in two places": (
        "INSERT INTO placement (id, surface, theme_id, x, y) SELECT randomblob(16), surface, theme_id, 1, 1"
        " FROM placement WHERE code_id IS NULL",
        "placements",
    ),
    "confidence on no level": ("UPDATE confidence SET level = 'sure'", "confidence"),
    "a kept codebook gone": (
        "DELETE FROM text WHERE hash = (SELECT text_hash FROM reading_codes)",
        "readings",
    ),
    "a text that is no codebook": (
        "UPDATE reading_codes SET text_hash = (SELECT min(text_hash) FROM source)",
        "readings",
    ),
    "a codebook version gone": ("UPDATE codebook_version SET text_hash = zeroblob(32)", "versions"),
    "a codebook version that is no codebook": (
        "UPDATE codebook_version SET text_hash = (SELECT min(text_hash) FROM source)",
        "versions",
    ),
    "a codebook kept for what is not finished": ("UPDATE reading SET finished = NULL", "readings"),
    "an earlier text gone": ("DELETE FROM text_difference", "corrections"),
    "a passage that waits and can't be read": ("UPDATE unplaced SET rows = '[]'", "corrections"),
    "names replaced perhaps": ('UPDATE pseudonymising SET counts = \'{"texts": "many"}\'', "pseudonyms"),
    "a key of which no print is kept": ("UPDATE pseudonymising SET key_print = 'none'", "pseudonyms"),
    "a certificate that can't be read": ("UPDATE withdrawal SET counts = '{'", "withdrawals"),
    "a certificate of no numbers": ("UPDATE withdrawal SET counts = '{\"removed\": [1]}'", "withdrawals"),
    "handed out in no known way": ('UPDATE withdrawal SET counts = \'{"outside": ["pack"]}\'', "withdrawals"),
    "a mark of no kind": ("UPDATE tombstone SET kind = 'song' WHERE kind = 'memo'", "marks"),
    "a mark that is no id": ("UPDATE tombstone SET mark = 'x' WHERE kind = 'memo'", "marks"),
    "a mark of a text without its key": ("UPDATE tombstone SET mark = substr(mark, 33) WHERE kind = 'text'", "marks"),
    "an original gone": ("DELETE FROM blob", "originals"),
    "a report of an import that is no report": ("UPDATE import_report SET content = '[1]'", "imports"),
    "a part of a picture that lies nowhere": ('UPDATE media_selection SET area = \'{"left": "x"}\'', "imports"),
}


@pytest.mark.parametrize(("statement", "kind"), RULES.values(), ids=RULES.keys())
def test_every_broken_rule_is_found(path, statement, kind):
    harm(path, statement)
    with Project.open(path, read_only=True) as project:
        found = check(project)
    assert kind in {finding.kind for finding in found}
    # What a sentence says is about a place that can be looked up.
    assert all(finding.what.endswith(".") or finding.kind == "pages" for finding in found)
    assert all(finding.where for finding in found)


def test_nothing_is_off_in_a_whole_project_and_touching_codings_are_fine(path):
    harm(path, COPY_CODING.format(start='"end"', end='"end" + 1') + " WHERE weight = 3")
    with Project.open(path, read_only=True) as project:
        assert check(project) == []


def test_only_the_codes_of_a_ring_are_named(path):
    harm(path, RULES["codes in a ring"][0])
    with Project.open(path, read_only=True) as project:
        ring = [finding for finding in check(project) if finding.what == "A code stands below itself."]
        with project.read() as session:
            below = session.connection().exec_driver_sql("SELECT count(*) FROM code_place").scalar()
    assert 2 <= len(ring) < below


def test_a_larger_project_is_checked_in_little_time(tmp_path):
    """5,000 codings in 30 sources well under a second on any machine; 100,000 in 300 take some four."""
    from qda.core import codebook, coders, documents
    from qda.core.importers import Imported
    from qda.storage.models import Coding

    with Project.create(tmp_path / "large.loom") as project:
        with project.change("Fill") as session:
            coder = coders.add_coder(session, "Ann")
            codes = [codebook.add_code(session, f"Code {number}") for number in range(20)]
            for number in range(30):
                text = f"Source {number}.\n" + "words and more words\n" * 2_000
                source = documents.add_source(session, Imported(f"s{number}", text))
                session.add_all(
                    Coding(source_id=source, code_id=codes[n % 20], coder_id=coder, start=n * 20, end=n * 20 + 15)
                    for n in range(167)
                )
        begun = time.perf_counter()
        assert check(project) == []
        assert time.perf_counter() - begun < 3
