"""Turns are found by the habits people really write in, and never where nobody speaks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.core.importers.encodings import decode
from qda.core.importers.speakers import find_turns
from qda.core.text import Turn, canonical

Said = list[tuple[str | None, int | None, str]]


def said(text: str, bold: list[str] | None = None) -> Said:
    """Return (speaker, begin, words) of every turn; `bold` names the parts of the text that are in bold."""
    spans, at = [], 0
    for part in bold or []:
        at = text.index(part, at)
        spans.append((at, at + len(part)))
        at += len(part)
    turns = find_turns(text, bold=spans)
    assert_sound(text, turns)
    return [(turn.speaker, turn.begin_ms, text[turn.speech : turn.end]) for turn in turns]


def assert_sound(text: str, turns: list[Turn]) -> None:
    last = 0
    for turn in turns:
        assert last <= turn.start <= turn.speech <= turn.end <= len(text)
        assert turn.start < turn.end
        assert not text[turn.start].isspace()
        assert not text[turn.end - 1].isspace()
        last = turn.end


HABITS: dict[str, tuple[str, Said]] = {
    "a role and a code": (
        "Interviewer: How was it?\n\nP1: Hard.\n\nInterviewer: Why?\n\nP1: No time.",
        [
            ("Interviewer", None, "How was it?"),
            ("P1", None, "Hard."),
            ("Interviewer", None, "Why?"),
            ("P1", None, "No time."),
        ],
    ),
    "time in brackets before the name": (
        "[00:01:23] Maria: Hello\n[00:01:25] Ben: Hi\n[00:01:26] Maria: So",
        [("Maria", 83_000, "Hello"), ("Ben", 85_000, "Hi"), ("Maria", 86_000, "So")],
    ),
    "time between name and colon": (
        "Maria [00:01:23]: Hello\nBen [00:01:25]: Hi\nMaria [00:01:26]: So",
        [("Maria", 83_000, "Hello"), ("Ben", 85_000, "Hi"), ("Maria", 86_000, "So")],
    ),
    "bare time before the name": (
        "00:01:23 Maria: Hello\n00:01:25 Ben: Hi\n00:01:26 Maria: So",
        [("Maria", 83_000, "Hello"), ("Ben", 85_000, "Hi"), ("Maria", 86_000, "So")],
    ),
    "short time after the colon": (
        "I: (00:12) So?\nB: (00:15) Well.\nI: (1:02:03.4) And?",
        [("I", 12_000, "So?"), ("B", 15_000, "Well."), ("I", 3_723_400, "And?")],
    ),
    "several turns in a paragraph": (
        "I: How was it? R: Hard. I: Why? R: No time.\nAnd no money. I: I see.",
        [
            ("I", None, "How was it?"),
            ("R", None, "Hard."),
            ("I", None, "Why?"),
            ("R", None, "No time.\nAnd no money. I: I see."),
        ],
    ),
    "names in Markdown bold": (
        "**Maria:** Hello\n\n**Ben**: Hi\n\n**Maria:** So\n\n**Ben:** Yes",
        [("Maria", None, "Hello"), ("Ben", None, "Hi"), ("Maria", None, "So"), ("Ben", None, "Yes")],
    ),
    "initials": (
        "AN: Hello\nMK: Hi\nAN: So\nMK: Yes",
        [("AN", None, "Hello"), ("MK", None, "Hi"), ("AN", None, "So"), ("MK", None, "Yes")],
    ),
    "name and time on a line of their own": (
        "Speaker 1  0:03  \nHello there\nand more\n\nMaria Lee  0:10  \nHi\n\nSpeaker 1  0:12\nSo",
        [("Speaker 1", 3_000, "Hello there\nand more"), ("Maria Lee", 10_000, "Hi"), ("Speaker 1", 12_000, "So")],
    ),
    "time and name on a line of their own": (
        "[00:00:03] Speaker 1\nHello there\n\n[00:00:10] Speaker 2\nHi\n\n[00:00:12] Speaker 1\nSo",
        [("Speaker 1", 3_000, "Hello there"), ("Speaker 2", 10_000, "Hi"), ("Speaker 1", 12_000, "So")],
    ),
    "a role in brackets": (
        "Maria Lee (nurse): Hello\nTom Day (doctor): Hi\nMaria Lee: So\nTom Day: Yes\nMaria Lee: Fine\nTom Day: Ok",
        [
            ("Maria Lee", None, "Hello"),
            ("Tom Day", None, "Hi"),
            ("Maria Lee", None, "So"),
            ("Tom Day", None, "Yes"),
            ("Maria Lee", None, "Fine"),
            ("Tom Day", None, "Ok"),
        ],
    ),
    "people told apart by the brackets alone": (
        "Nurse (Eva): Hello\nNurse (Ada): Hi\nNurse (Eva): So",
        [("Nurse (Eva)", None, "Hello"), ("Nurse (Ada)", None, "Hi"), ("Nurse (Eva)", None, "So")],
    ),
    "time and below it the name": (
        "0:0:3.450 --> 0:0:5.1\nMaria Lee\nHello\n\n0:0:5.1 --> 0:0:9.0\nTom Day\nHi\n\n"
        "0:0:9.0 --> 0:0:9.9\nMaria Lee\nSo",
        [("Maria Lee", 3_450, "Hello"), ("Tom Day", 5_100, "Hi"), ("Maria Lee", 9_000, "So")],
    ),
    "French space before the colon": (
        "Enquêtrice\u00a0: Alors ?\nMarie\u202f: Oui.\nEnquêtrice\u00a0: Et ?\nMarie\u202f: Non.\nMarie : Peut-être.",
        [
            ("Enquêtrice", None, "Alors ?"),
            ("Marie", None, "Oui."),
            ("Enquêtrice", None, "Et ?"),
            ("Marie", None, "Non."),
            ("Marie", None, "Peut-être."),
        ],
    ),
    "labels of machines": (
        "[SPEAKER_00]: Hello\n[SPEAKER_01]: Hi\n[SPEAKER_00]: So\n[SPEAKER_01]: Yes",
        [
            ("SPEAKER_00", None, "Hello"),
            ("SPEAKER_01", None, "Hi"),
            ("SPEAKER_00", None, "So"),
            ("SPEAKER_01", None, "Yes"),
        ],
    ),
    "number and colon, time on the line of the name": (
        "Participant #1: (00:02)\nHello\n\nParticipant #2: (00:05)\nHi\n\nParticipant #1: (00:07)\nSo",
        [("Participant #1", 2_000, "Hello"), ("Participant #2", 5_000, "Hi"), ("Participant #1", 7_000, "So")],
    ),
    "time, dash and name": (
        "[00:00:03.090] - Speaker 1\nHello\n\n[00:00:07.250] - Speaker 2\nHi\n\n[00:00:09.000] - Speaker 1\nSo",
        [("Speaker 1", 3_090, "Hello"), ("Speaker 2", 7_250, "Hi"), ("Speaker 1", 9_000, "So")],
    ),
    "time ranges and nobody named": (
        "[00:00.000 --> 00:05.000]  Hello\n[00:05.000 --> 00:07.500]  there\n[00:07.500 --> 00:09.000]  so",
        [(None, 0, "Hello"), (None, 5_000, "there"), (None, 7_500, "so")],
    ),
    "capitals": (
        "THE CHAIRMAN: Order.\nMR SMITH: Thank you.\nTHE CHAIRMAN: Go on.\nMR SMITH: I will.",
        [
            ("THE CHAIRMAN", None, "Order."),
            ("MR SMITH", None, "Thank you."),
            ("THE CHAIRMAN", None, "Go on."),
            ("MR SMITH", None, "I will."),
        ],
    ),
    "Hebrew": (
        "מראיין: מה שלומך?\nדנה כהן: טוב.\nמראיין: ואז?\nדנה כהן: הלכתי.\nדנה כהן: הביתה.",
        [
            ("מראיין", None, "מה שלומך?"),
            ("דנה כהן", None, "טוב."),
            ("מראיין", None, "ואז?"),
            ("דנה כהן", None, "הלכתי."),
            ("דנה כהן", None, "הביתה."),
        ],
    ),
    "Arabic": (
        "الباحثة: كيف حالك؟\nسارة: بخير.\nالباحثة: ثم ماذا؟\nسارة: ذهبت.\nسارة: نعم.",
        [
            ("الباحثة", None, "كيف حالك؟"),
            ("سارة", None, "بخير."),
            ("الباحثة", None, "ثم ماذا؟"),
            ("سارة", None, "ذهبت."),
            ("سارة", None, "نعم."),
        ],
    ),
    "Chinese with the wide colon": (
        "采访者：你好吗？\n张丽：很好。\n采访者：为什么？\n张丽：因为家人。\n张丽：还有朋友。",
        [
            ("采访者", None, "你好吗？"),
            ("张丽", None, "很好。"),
            ("采访者", None, "为什么？"),
            ("张丽", None, "因为家人。"),
            ("张丽", None, "还有朋友。"),
        ],
    ),
    "numbered students without a space": (
        "S1:Hello\nS2:Hi\nS1:So\nS2:Yes",
        [("S1", None, "Hello"), ("S2", None, "Hi"), ("S1", None, "So"), ("S2", None, "Yes")],
    ),
    "number signs around times at the start": (
        "#00:00:01-0# I: So?\n#00:00:03-4# B: Well.\n#00:00:05-5# I: And?",
        [("I", 1_000, "So?"), ("B", 3_400, "Well."), ("I", 5_500, "And?")],
    ),
    "number signs around times at the end": (
        "I: So? #00:00:03-4#\n\nB: Well. #00:00:05-0#\n\nI: And? #00:00:06-0#",
        [
            ("I", None, "So? #00:00:03-4#"),
            ("B", 3_400, "Well. #00:00:05-0#"),
            ("I", 5_000, "And? #00:00:06-0#"),
        ],
    ),
    "times and nobody named": (
        "[00:00] Hello\n[00:10] Hi there\n[00:21] So",
        [(None, 0, "Hello"), (None, 10_000, "Hi there"), (None, 21_000, "So")],
    ),
    "one who speaks once among the others": (
        "Ann Lee: Hello\nTom Day: Hi\nAnn Lee: So\nEva Moe: May I?\nTom Day: Yes\nAnn Lee: Fine\nTom Day: Good",
        [
            ("Ann Lee", None, "Hello"),
            ("Tom Day", None, "Hi"),
            ("Ann Lee", None, "So"),
            ("Eva Moe", None, "May I?"),
            ("Tom Day", None, "Yes"),
            ("Ann Lee", None, "Fine"),
            ("Tom Day", None, "Good"),
        ],
    ),
    "a slip of the key after a label": (
        "I: So?\nP10: Well.\nI: And?\nP10|: No.",
        [("I", None, "So?"), ("P10", None, "Well."), ("I", None, "And?"), ("P10", None, "No.")],
    ),
    "a legend and facts before the talk": (
        "Date: 17.05.2021\nDuration: 01:08:10\n\nI: Asks, B: Teacher\n\nI: So?\n\nB: Well.\n\nI: And?\n\nB: Yes.",
        [("I", None, "So?"), ("B", None, "Well."), ("I", None, "And?"), ("B", None, "Yes.")],
    ),
    "a sentence with a colon inside a turn": (
        "I: So?\n\nB: Three things.\n\nOne thing was clear: we were late.\n\nNote: this is B.\n\nI: And?\n\nB: Yes.",
        [
            ("I", None, "So?"),
            ("B", None, "Three things.\n\nOne thing was clear: we were late.\n\nNote: this is B."),
            ("I", None, "And?"),
            ("B", None, "Yes."),
        ],
    ),
    "headings end a turn": (
        "# Part 1\n\nI: So?\n\nB: Well.\n\n## Part 2\n\nNotes by hand.\n\nI: And?\n\nB: Yes.\n\nNOTES\nShe was tired.",
        [("I", None, "So?"), ("B", None, "Well."), ("I", None, "And?"), ("B", None, "Yes.")],
    ),
    "front matter names the speaker": (
        "---\ntitle: A talk\nspeakers:\n  - Max Moe\n---\nSome words first.\n\nMax Moe: Thank you all for coming.",
        [("Max Moe", None, "Thank you all for coming.")],
    ),
}


@pytest.mark.parametrize("habit", HABITS)
def test_habits_of_transcribers(habit: str) -> None:
    text, expected = HABITS[habit]
    assert said(text) == expected


def test_names_in_bold_on_lines_of_their_own() -> None:
    text = "Interview with Maria\n\nInterviewer\nHow was it?\n\nMaria\nHard.\n\nInterviewer\nWhy?\n\n"
    text += "Maria\nNo time.\n\nMaria\nNone."
    names = ["Interviewer", "Maria\nHard", "Interviewer", "Maria\nNo", "Maria\nNone"]
    assert said(text, names) == [
        ("Interviewer", None, "How was it?"),
        ("Maria", None, "Hard."),
        ("Interviewer", None, "Why?"),
        ("Maria", None, "No time."),
        ("Maria", None, "None."),
    ]
    assert said(text) == []


def test_a_bold_heading_ends_a_turn_and_is_no_speaker() -> None:
    text = "I: So?\nB: Well.\nWork\nI: And?\nB: Yes.\nHome\nHere she cried."
    assert said(text, ["Work", "Home"]) == [
        ("I", None, "So?"),
        ("B", None, "Well."),
        ("I", None, "And?"),
        ("B", None, "Yes."),
    ]


NOBODY_SPEAKS = [
    "",
    "One thing was clear: we were late.\n\nNote: bring water.\n\nFor example: tea.\n\nWe met at\n10:30: a good time.",
    "See http://example.org and https://example.org\nhttp://a.b\nhttps://c.d\nmailto: me",
    "Q1: What is your name?\nAnna, I said.\n\nQ2: How old are you?\nForty.\n\nQ3: Where do you live?\nHere.",
    "Question 1: Why?\nAnswer:\nBecause.\n\nQuestion 2: How?\nAnswer:\nSo.\n\nQuestion 3: When?\nAnswer:\nNow.",
    "Name: Anna\nAge: 34\nSite: North\n\nName: Ben\nAge: 40\nSite: South\n\nName: Eva\nAge: 51\nSite: East",
    "Village: A\nHouse: B\nColour: red\nVillage: C\nHouse: D\nColour: blue\nVillage: E\nHouse: F\nColour: green",
    "Advantages: cheap\nDisadvantages: slow\nAdvantages: near\nDisadvantages: dark\nAdvantages: x\nDisadvantages: y",
    "P1: nurse, 34\nP2: doctor, 40\nP3: cleaner, 51",
    "I: interviewer\nB: teacher",
    "- Main: a\n- Main: b\n- Test: c\n- Test: d\n# Main: e\n| Main: | x |",
    "比如：茶。\n\n比如：水。\n\n注意：时间。\n\n注意：地点。",
    "---\ntitle: A\ndate: 1\ntitle: B\ndate: 2\ntitle: C\ndate: 3\n---\nText.",
    "She said: come.\nShe said: go.\nShe said: stay.\nThen he said: no.\nThen he said: never.",
    "Topic A: one\nSetting: x\nSetting: y\nSetting: z\nSetting: u\nColour: a\nColour: b\nColour: c\nColour: d",
    "Repository: a\n\nRepository: b\n\nRepository: c\n\nRepository: d\n\nRepository: e\n\nRepository: f",
    "In short: x\n\nIn short: y\n\nIn short: z\n\nIn long: a\n\nIn long: b\n\nIn long: c",
]


@pytest.mark.parametrize("text", NOBODY_SPEAKS)
def test_a_colon_does_not_make_a_speaker(text: str) -> None:
    assert said(text) == []


BITS = "I: ~B: ~Maria: ~P10: ~[00:10] ~#00:01:02-3#~**~\n~\n\n~ ~Well. ~x~：~:~Speaker 1  0:03~(a)~# ~NOTES~---\n~👍"
CHANGING = st.lists(st.sampled_from([*BITS.split("~"), "שלום: ", "\u2028", "<", ">", "|", "Q1: "]), max_size=60).map(
    "".join
)


@given(CHANGING, st.data())
def test_turns_are_ordered_and_inside_the_text_whatever_it_holds(raw: str, data: st.DataObject) -> None:
    text = canonical(raw)
    place = st.integers(0, len(text))
    bold = data.draw(st.lists(st.tuples(place, place).map(lambda pair: (min(pair), max(pair))), max_size=4))
    assert_sound(text, find_turns(text, bold=bold))


def test_ends_are_kept_where_a_range_gives_them() -> None:
    text = "[0:10 - 0:15] Ann Lee: Hello\n[0:15 - 0:21.5] Tom Day: Hi\n[0:22 - 0:30] Ann Lee: So"
    assert [(turn.begin_ms, turn.end_ms) for turn in find_turns(text)] == [
        (10_000, 15_000),
        (15_000, 21_500),
        (22_000, 30_000),
    ]


def test_a_long_transcript_takes_no_time() -> None:
    import time

    one = "Interviewer: " + "How was it, then? " * 40 + "\n\nMaria Lee: " + "Hard, (very) hard. " * 60 + "\n\n"
    text = one * 300 + "(" * 20_000 + "a" * 20_000 + "[" * 20_000 + " " * 20_000 + ":"
    begin = time.perf_counter()
    assert len(find_turns(text)) == 600
    assert time.perf_counter() - begin < 2


HEBREW = {
    'היו"ר משה גפני': 23,
    "רפאל חדד": 10,
    "קובי בוזו": 7,
    "גיא גולדמן": 4,
    "שאול ששון": 3,
    "שלומית ארליך": 1,
    "טמיר כהן": 1,
}
BMR006 = {"Professor D": 319, "Grad B": 312, "PhD C": 278, "Postdoc E": 240, "PhD A": 134, "PhD F": 85}
EDUCATION = {
    "Nick Williams": 41,
    "Lynne Neagle AM": 38,
    "Janet Finch-Saunders AM": 31,
    "Sharon Davies": 25,
    "Sian Gwenllian AM": 19,
    "Dawn Bowden AM": 19,
    "Dr Ian Johnson": 18,
    "David Hopkins": 15,
    "Sarah Stone": 11,
    "Liz Williams": 10,
    "Sian Hughes": 2,
}
SENATE = {
    "AA": 44,
    "Senador": 35,
    "Senador Greene": 2,
    "Senador M": 2,
    "Senador Black": 1,
    "Senador R": 1,
    "Senador Meredith": 1,
    "Senador Hervieux-Payette": 1,
    "Senador Tkachuk": 1,
}
REAL: dict[str, dict[str | None, int]] = {
    "bitcoin-transcripts/2014-10-08-andreas-antonopolous-canada-senate-bitcoin.es.md": {**SENATE},
    "bitcoin-transcripts/2019-06-29-hardware-wallets.es.md": {"P": 8, "R": 7},
    "bitcoin-transcripts/2020-01-21-socratic-seminar-5.es.md": {},
    "bitcoin-transcripts/2020-01-21-socratic-seminar-5.md": {},
    "bitcoin-transcripts/2020-05-24-sergi-delgado-watchtowers.zh.md": {
        "答": 10,
        "Max Hillebrand": 5,
        "Max Hilebrand": 2,
        "Jeff Gallas": 5,
    },
    "carpentries/2017-11-15.md": {},
    "chaoss-survey/other_challenges_freeform_redacted.txt": {},
    "chaoss-survey/strengths_freeform_redacted.txt": {},
    "code-review-comprehension/P10R1.txt": {"I": 1, "P10": 1},
    "code-review-comprehension/P10R2.txt": {"I": 11, "P10": 11},
    "code-review-comprehension/P1R3.txt": {},
    "code-review-comprehension/P2R1.txt": {},
    "code-review-comprehension/P4R2.txt": {"I": 9, "P4": 9},
    "code-review-comprehension/P5R2.txt": {"I": 8, "P5": 8},
    "code-review-comprehension/P7R2.txt": {"I": 7, "P7": 7},
    "code-review-comprehension/P8R2.txt": {"I": 22, "P8": 23},
    "derived/P10R1_macroman_cr.txt": {"I": 1, "P10": 1},
    "derived/knesset_317899_cp1255.txt": {**HEBREW},
    "derived/knesset_317899_utf16.txt": {**HEBREW},
    "derived/nnProf_cp1252_crlf.txt": {"I": 33, "B": 32},
    "derived/nnProf_nfd.txt": {"I": 33, "B": 32},
    "derived/nnProf_utf16le_bom.txt": {"I": 33, "B": 32},
    "derived/qmsum_Bmr006.txt": {**BMR006},
    "derived/qmsum_ES2004a.txt": {
        "Marketing": 103,
        "Project Manager": 102,
        "Industrial Designer": 66,
        "User Interface": 49,
    },
    "derived/qmsum_education_4.txt": {**EDUCATION},
    "derived/raise_P1_latin1.txt": {},
    "derived/stortinget_taler.txt": {"Ukjent taler": 9},
    "derived/stortinget_taler_cp1252.txt": {"Ukjent taler": 9},
    "derived/wma2_otter_style.txt": {"Interviewer": 26, "Speaker 2": 33},
    "divekit-roadmap/fkrampe_transkript.md": {"I": 67, "B": 59},
    "divekit-roadmap/jintveen_MA_Kohls_transkript.md": {"I": 26, "B": 26},
    "divekit-roadmap/jintveen_MA_nnWMA4_transkript.md": {"I": 29, "B": 28, None: 1},
    "divekit-roadmap/jintveen_MA_sbente_transkript.md": {"I": 25, "B": 25},
    "divekit-roadmap/nnProf_transkript.md": {"I": 33, "B": 32},
    "divekit-roadmap/nnWMA2_transkript.md": {"I": 26, "B": 32, "P": 2},
    "knesset-committees/20_ptv_317899.txt": {**HEBREW},
    "knesset-committees/20_ptv_317899_tika.txt": {**HEBREW},
    "raise-replication/Exp_P1.txt": {},
    "raise-replication/Exp_P2.txt": {},
    "raise-replication/Exp_P3.txt": {},
    "raise-replication/Exp_P4.txt": {},
}


@pytest.mark.parametrize("name", REAL)
def test_speakers_of_real_transcripts(shared: Path, name: str) -> None:
    text, _encoding, _warnings = decode((shared / "data" / "transcripts" / name).read_bytes())
    turns = find_turns(text)
    assert_sound(text, turns)
    assert Counter(turn.speaker for turn in turns) == REAL[name]


@pytest.mark.parametrize("name", ["Bro004", "covid_4", "education_4", "ES2004a", "Bmr006"])
def test_turns_are_those_of_the_data_the_transcript_was_made_from(shared: Path, name: str) -> None:
    import json
    import re

    place = shared / "data" / "transcripts"
    text = (place / "derived" / f"qmsum_{name}.txt").read_text("utf-8")
    spoken = json.loads((place / "qmsum-meetings" / f"{name}.json").read_text("utf-8"))["meeting_transcripts"]
    expected = [(re.sub(r" ?\(.*", "", part["speaker"]), part["content"].split()) for part in spoken]
    found = [(turn.speaker, text[turn.speech : turn.end].split()) for turn in find_turns(text)]
    assert found == expected
