"""A manuscript is held against what was said: what was altered is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core.documents import find_source
from qda.core.manuscript.checking import Check, check
from qda.core.themes import outline, printed, quotes
from qda.errors import RefusedError, UnreadableFileError
from tests.core.importers.test_docx import p, r, write_docx
from tests.core.manuscript import study

QUOTE = '<w:pStyle w:val="Quote"/>'
INDENTED = '<w:ind w:left="720"/>'
NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
BREAK = "<w:r><w:br/></w:r>"
# Twenty quotations: what is wrong with each, and the paragraphs they stand in.
PAPER = (
    ((), p(r("“By accident, I always say,” she began (Ada, line 2). They are “hard to reach” and “vulnerable”."))),
    ((), p(r("It went on: “My sister drove me […] until I got out” (Ada, Interview 1)."))),
    ((), p(r("‘I sat by the stove with my coat on for, I think, four Thursdays’, Ada said of the students’ room."))),
    ((), p(r("The doctor said ‘come back in six weeks’, and I couldn’t wait that long … So I went home and I cut "
             "the wood for the whole winter. (Ada)"), props=QUOTE)),
    ((), p(r("“It’s a wellbeing service, they call it” (Ada), wrote the “frequent attenders of the service”."))),
    ((), p(r("“[My boss] is not a bad man, but he talks.” (Ben, peer worker)"))),
    ((), p(r("In his words, “I never told my boss in [town] about the ward” (Ben, a peer worker)."))),
    ((), p(r("„Ich habe drei Jahre lang keinem Menschen davon erzählt“ (Dora)."))),
    ((), p(r("»Dann kam die Nachbarin mit einem Kuchen« (Dora, Zeile 2)."))),
    ((), p(r("“I am still tired in the morn\u00adings,"), BREAK, r("but I have people who notice [..] come.” (Cleo)"))),
    ((), p(r("“[S]he asked me how I slept, and she moved my shift to the afternoon” – Cleo."))),
    ((), p(r("Moderator: And now?"), BREAK, r("Ben: Now I work three days. On the other two I walk the dog (Ben)"),
           props=INDENTED)),
    (("changed",), p(r("“Somebody put a glass next to me, that was all.” (Ada)"))),
    (("cut",), p(r("“It was luck. I had a paper from the nurse” (Cleo)."))),
    (("cut",), p(r("“I would want one letter with a name under it. A number where a human being picks up.” (Ada)"))),
    (("cut",), p(r("Nobody rang. It’s a well-being service, they call it, and I was anything but well. (Ada)"),
                 props=INDENTED)),
    (("label",), p(r("“On the other two I walk the dog and I do not answer the phone” (Cleo)."))),
    (("consent",), p(r("« On m’a dit d’attendre, alors j’ai attendu » (Emil)."))),
    (("changed",), p(r("Weiter: „und ich habe die Tür zugemacht“ (Dora). It is said that “people with lived "
                       "experience are experts in their own lives” (Smith, 2020)."))),
    (("changed",), ""),  # in the footnote
)  # fmt: skip
FOOTNOTE = p(r("“Nobody ever rang. Nobody wrote. I thought they had forgotten” (Ada)."))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with study.make(tmp_path_factory.mktemp("manuscript") / "study.loom") as project:
        yield project


@pytest.fixture
def checked(project, tmp_path):
    def run(*paragraphs: str, **parts: str) -> Check:
        with project.read() as session:
            return check(session, write_docx(tmp_path / "paper.docx", "".join(paragraphs), **parts))

    return run


def test_of_twenty_quotations_all_eight_altered_ones_are_found_and_no_other(checked):
    body = [p(r("Findings"), props='<w:pStyle w:val="Heading1"/>'), *(words for _wrong, words in PAPER if words)]
    body[1] = body[1].replace("</w:p>", NOTE.format(2) + "</w:p>")
    found = checked(*body, footnotes=f'<w:footnote w:id="2">{FOOTNOTE}</w:footnote>')
    quoted = [one for one in found.quotations if one.standing != "unknown"]
    assert len(quoted) == 20
    told = [tuple(finding.kind for finding in one.findings) for one in quoted]
    assert told == [wrong for wrong, _words in PAPER], [(one.text, one.findings) for one in quoted if one.findings]
    unknown = {one.text for one in found.quotations if one.standing == "unknown"}
    assert unknown == {
        *("hard to reach", "vulnerable", "frequent attenders of the service"),
        "people with lived experience are experts in their own lives",
    }
    # And one person too often: nine of twenty where five could speak.
    assert [(one.kind, one.sentence) for one in found.findings] == [
        ("often", "Ada is quoted 9 times, more than twice the share of one person.")
    ]
    assert found.wrong == 9
    assert quoted[12].where == "Findings, paragraph 13"
    assert quoted[12].findings[0].sentence == "“glass” stands for “cup”."
    assert (quoted[12].participants, quoted[12].source, quoted[12].lines) == (("Ada",), "Interview 01", "2")
    assert quoted[13].findings[0].sentence == "“not” was left out without a mark."
    assert quoted[16].findings[0].sentence == "The label says Cleo; the words are Ben’s."
    assert quoted[17].findings[0].sentence == "Emil did not allow to be quoted."
    assert quoted[19].where == "Footnote 1"
    assert quoted[19].findings[0].sentence == "“ever” was not said there."
    assert all(study.ADA[one.start : one.end] == one.said for one in quoted if one.source == "Interview 01")


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("As Ben put it: “I told mine. She asked me how I slept.”", ["label"]),
        ("Unlike Ben, she had luck: “She asked me how I slept.”", []),
        ("“She asked me how I slept” (Cleo, peer worker).", ["label"]),
        ("“She asked me how I slept” (Cleo, line 8).", ["label"]),
        ("“She asked me how I slept” (Interview 1).", ["label"]),
        ("“And what did the doctor say?” (Ada).", ["label"]),
        ("“I met a tall stranger on the bridge at night” (Ben).", ["not found"]),
        ("“I met a tall stranger on the bridge at night” [12].", []),
        ("“I couldn't wait that long, I really could not” (Ada).", []),  # um
        ("“She asked me how I slept, and (laughs) she moved my shift” (Cleo).", []),
        ("“One day I opened the door to her.” (Dora, translated)", []),
        ("“One day I closed the door to her.” (Dora, translated)", ["changed"]),
        ("“A ‘well-being service’, they call it” (Ada); the ‘students’ of it.", []),
        ('"Nobody asked me anything." (Ada) "That was all" is what stayed.', []),
        ("“Nobody asked me anything.”, “You were lucky then” (Ben)", []),
        ("”Nobody asked me nothing at all” (Ada).", ["changed"]),
        ("“Nobody asked me anything. He is not a bad man, but he talks” (Ada).", ["changed", "label"]),
    ],
)
def test_labels_and_words_are_judged_one_by_one(checked, words, kinds):
    found = checked(p(r(words)))
    assert [finding.kind for one in found.quotations for finding in one.findings] == kinds, found.quotations


def test_a_word_that_the_project_masks_is_told(project, checked):
    words = "He is not a bad man, but he talks."
    with project.change("Mask") as s:
        theme = outline.add_theme(s, "Talk")
        start = study.GROUP.index("I never told")
        key = quotes.pick_quote(s, find_source(s, "Group 02"), start, start + 47, theme_id=theme)
        printed.write_printed(s, key, "I never told my boss in [town] about the ward.")
    told = checked(p(r(f"“I never told my boss in Vennick about the ward. {words}” (Ben)")))
    assert [one.sentence for quoted in told.quotations for one in quoted.findings] == [
        "“Vennick” is masked where the project prints this quote."
    ]
    told = checked(p(r(f"“I never told my boss […] about the ward. {words}” (Ben)")))
    project.undo()
    assert told.wrong == 0


def test_one_label_for_two_people_is_told(checked):
    found = checked(
        p(r("“It was not luck.” (P7) “I am still tired in the mornings” (P7).")),
        p(r("“He is not a bad man, but he talks.” (P7)")),
    )
    (wrong,) = (finding for one in found.quotations for finding in one.findings)
    assert wrong.sentence == "The label says P7, which is Cleo elsewhere; the words are Ben’s."


def test_a_quotation_goes_over_paragraphs_that_begin_with_a_mark_again(checked):
    found = checked(
        p(r("“I told mine. She asked me how I slept.")),
        p(r("“It was not luck. I had a paper from the nurse” (Cleo).")),
    )
    (one,) = found.quotations
    # What Ben said between, and who speaks, was left out.
    assert [finding.kind for finding in one.findings] == ["cut"]
    assert "You were lucky then" in one.findings[0].said


def test_what_is_no_word_file_is_refused(project, tmp_path):
    text, broken = tmp_path / "paper.odt", tmp_path / "broken.docx"
    for path in (text, broken):
        path.write_bytes(b"PK\x03\x04 nothing")
    with project.read() as session:
        with pytest.raises(RefusedError, match=r"paper\.odt is no Word file"):
            check(session, text)
        with pytest.raises(UnreadableFileError, match=r"broken\.docx"):
            check(session, Path(broken))
