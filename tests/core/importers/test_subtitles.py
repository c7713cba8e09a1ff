from __future__ import annotations

import re
from pathlib import Path

import pytest
import webvtt

from qda.core.importers import Imported, ReadOptions
from qda.core.importers.subtitles import read
from qda.core.text import canonical
from qda.errors import UnreadableFileError

LUNCH = "data/transcripts/lunchroom-manners/lunchroom_manners"
DERIVED = "data/transcripts/derived"


def imported(path: Path, **options: object) -> Imported:
    [source] = read(path, ReadOptions(**options))  # type: ignore[arg-type]
    assert source.text == canonical(source.text)
    last = 0
    for turn in source.turns:
        assert last <= turn.start <= turn.speech < turn.end <= len(source.text)
        assert turn.speaker is None or source.text[turn.start :].startswith(f"{turn.speaker}: ")
        last = turn.end
    return source


def written(folder: Path, text: str, name: str = "meeting.vtt", **options: object) -> Imported:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return imported(path, **options)


def said(source: Imported) -> list[tuple[str | None, str]]:
    return [(turn.speaker, source.text[turn.speech : turn.end]) for turn in source.turns]


def times(source: Imported) -> list[tuple[int | None, int | None]]:
    return [(turn.begin_ms, turn.end_ms) for turn in source.turns]


def test_captions_of_a_film_keep_every_word_and_name_nobody(shared: Path) -> None:
    path = shared / f"{LUNCH}.vtt"
    source = imported(path)
    expected = [word for caption in webvtt.read(str(path)) for word in caption.text.split()]
    assert source.text.split() == expected
    assert len(expected) == 1195
    assert {turn.speaker for turn in source.turns} == {None}
    assert source.text.startswith("[music] Just before lunch one day, a puppet show was put on at school. It was")
    assert source.text.endswith("and lunch will be more fun for everyone.")
    assert times(source)[0] == (1_200, 54_900) and times(source)[-1] == (527_600, 557_600)
    assert source.warnings == ("4 note, style and region blocks of the file are no speech and were left out.",)
    assert (source.format, source.encoding, source.name) == (".vtt", "utf-8", "lunchroom_manners")


def test_subrip_of_the_same_film_gives_the_same_text_and_times(shared: Path) -> None:
    vtt, srt = imported(shared / f"{LUNCH}.vtt"), imported(shared / f"{LUNCH}.srt")
    assert srt.text == vtt.text and srt.turns == vtt.turns
    assert (srt.format, srt.warnings) == (".srt", ())


def test_paragraphs_of_captions_end_at_pauses_and_after_400_characters_at_sentences(shared: Path) -> None:
    source = imported(shared / f"{LUNCH}.vtt")
    for turn, following in zip(source.turns, source.turns[1:], strict=False):
        paragraph = source.text[turn.start : turn.end]
        assert turn.end_ms is not None and following.begin_ms is not None
        pause = following.begin_ms - turn.end_ms > 2_000
        assert pause or (len(paragraph) >= 400 and paragraph[-1] in '.!?"')
    assert len(source.turns) == 26


@pytest.mark.parametrize("file", ["wma2_zoom_style.vtt", "wma2_bom.srt"])
def test_a_zoom_interview_has_its_turns_speakers_and_words(shared: Path, file: str) -> None:
    path = shared / DERIVED / file
    source = imported(path)
    cues = re.findall(
        r"(\d\d):(\d\d):(\d\d)[.,](\d{3}) --> .*?\n(Interviewer|Befragte Person): (.*)",
        path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"),
    )
    assert len(cues) == 59
    changes = [number for number, cue in enumerate(cues) if not number or cue[4] != cues[number - 1][4]]
    assert [turn.speaker for turn in source.turns] == [cues[number][4] for number in changes]
    assert [turn.begin_ms for turn in source.turns] == [
        ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)
        for hours, minutes, seconds, rest in (cues[number][:4] for number in changes)
    ]
    assert " ".join(words for _speaker, words in said(source)).split() == " ".join(cue[5] for cue in cues).split()
    assert len(source.turns) == 50 and source.warnings == ()
    assert said(source)[1] == ("Befragte Person", "Ja, ist in Ordnung.")
    assert "Wenn wir das dann nachher bei github hochladen?" in source.text and "ü" in source.text
    assert times(source)[-1] == (3_249_000, 3_259_000)


TEAMS = """WEBVTT

5a3c1b9e-1111-4c2d-9f00-aaaaaaaaaaaa/12-0
00:00:03.540 --> 00:00:05.310
<v Lopez, Maria>Hello everyone &amp; welcome.</v>

5a3c1b9e-1111-4c2d-9f00-aaaaaaaaaaaa/14-0
00:00:05.400 --> 00:00:09.000
<v Lopez, Maria>Who would like
to begin?</v>

5a3c1b9e-1111-4c2d-9f00-aaaaaaaaaaaa/15-0
00:00:09.500 --> 00:00:11.000
<v Tom Ng>I would: it is x &lt; 3.</v> <v Lopez, Maria>Thanks.</v>
"""


def test_voice_tags_of_teams_are_speakers_and_split_cues_one_turn(tmp_path: Path) -> None:
    source = written(tmp_path, TEAMS)
    assert source.text.split("\n") == [
        "Lopez, Maria: Hello everyone & welcome. Who would like to begin?",
        "Tom Ng: I would: it is x < 3.",
        "Lopez, Maria: Thanks.",
    ]
    assert times(source) == [(3_540, 9_000), (9_500, 11_000), (9_500, 11_000)]
    assert written(tmp_path, TEAMS, speakers=False).turns == ()


def test_a_zoom_export_with_crlf_tags_settings_and_times_without_hours(tmp_path: Path) -> None:
    text = (
        "WEBVTT\n\n1\n00:01.000 --> 00:02.500 align:start position:0%\n"
        "Dr. Ana Pérez (she/her): <b>Good</b> morning.\n\n"
        "2\n00:02.500 --> 00:04.000\nDr. Ana Pérez (she/her): <i.loud>Shall</i> we?\n\n"
        "3\n00:04.000 --> 01:00:05.000\nTom: Yes. <laughs>\n\n"
        "4\n01:00:06.000 --> 01:00:07.000\nDr. Ana Pérez (she/her): So.\n"
    )
    source = written(tmp_path, text.replace("\n", "\r\n"))
    assert said(source) == [
        ("Dr. Ana Pérez (she/her)", "Good morning. Shall we?"),
        ("Tom", "Yes. <laughs>"),
        ("Dr. Ana Pérez (she/her)", "So."),
    ]
    assert times(source) == [(1_000, 4_000), (4_000, 3_605_000), (3_606_000, 3_607_000)]


def test_otter_names_a_speaker_once_and_goes_on_without(tmp_path: Path) -> None:
    cues = ["Maria: We began in May.", "It was cold: minus three.", "Tom: And wet.", "Maria: Very.", "Tom: Yes."]
    text = "\n\n".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{cue}" for n, cue in enumerate(cues, 1))
    assert said(written(tmp_path, text, "otter.srt")) == [
        ("Maria", "We began in May. It was cold: minus three."),
        ("Tom", "And wet."),
        ("Maria", "Very."),
        ("Tom", "Yes."),
    ]


def test_two_speakers_in_one_cue_are_two_turns(tmp_path: Path) -> None:
    cue = "00:00:0{n}.000 --> 00:00:0{n}.900\n"
    text = "WEBVTT\n\n" + "\n\n".join(cue.format(n=n) + f"Ana: Ready {n}?\nBo: Ready." for n in range(1, 4))
    assert said(written(tmp_path, text))[:3] == [("Ana", "Ready 1?"), ("Bo", "Ready."), ("Ana", "Ready 2?")]


@pytest.mark.parametrize(
    "line", ["Remember: wash your hands.", "And I said: no.", "Warning: hot.", "See https://a.org"]
)
def test_a_colon_alone_makes_no_speaker(tmp_path: Path, line: str) -> None:
    cues = ["We begin.", line, "Then we eat.", line, "Then we rest.", *(f"Step {n} follows." for n in range(5))]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}" for n, cue in enumerate(cues))
    source = written(tmp_path, text)
    assert {turn.speaker for turn in source.turns} == {None}
    assert source.text.split() == " ".join(cues).split()


def test_without_speakers_wanted_the_labels_stay_in_the_text(shared: Path) -> None:
    source = imported(shared / DERIVED / "wma2_zoom_style.vtt", speakers=False)
    assert source.turns == ()
    assert source.text.count("Befragte Person: ") == 33 and source.text.count("Interviewer: ") == 26


def test_rolling_captions_lose_their_repetitions_and_say_so(tmp_path: Path) -> None:
    text = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.160 --> 00:00:02.389 align:start position:0%\n \n"
        "hello<00:00:00.480><c> and</c><00:00:00.800><c> welcome</c>\n\n"
        "00:00:02.389 --> 00:00:02.399 align:start position:0%\nhello and welcome\n \n\n"
        "00:00:02.399 --> 00:00:04.550 align:start position:0%\nhello and welcome\nto<00:00:02.560><c> this</c>\n\n"
        "00:00:04.550 --> 00:00:04.560 align:start position:0%\nto this\n \n\n"
        "00:00:04.560 --> 00:00:06.000 align:start position:0%\nto this\nno<00:00:05.000><c> no</c>\n"
    )
    source = written(tmp_path, text)
    assert source.text == "hello and welcome to this no no"
    assert times(source) == [(160, 6_000)] and source.language == "en"
    assert source.warnings == (
        "These are rolling captions: 4 captions repeat words of the one before; the repetitions were left out.",
    )


def test_live_captions_that_grow_are_read_once(tmp_path: Path) -> None:
    grown = ["so", "so we", "so we went", "so we went home", "and then", "and then slept"]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}" for n, cue in enumerate(grown))
    assert written(tmp_path, text).text == "so we went home and then slept"


def test_people_who_repeat_themselves_keep_their_words(tmp_path: Path) -> None:
    cues = [
        "No.",
        "No.",
        "I said no.",
        "It was late.",
        "We left.",
        "It rained.",
        "It rained.",
        "Then sun.",
        "And heat.",
    ]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}" for n, cue in enumerate(cues))
    source = written(tmp_path, text)
    assert source.text == " ".join(cues) and source.warnings == ()


def test_damage_is_counted_and_no_word_lost(tmp_path: Path) -> None:
    text = (
        "1\n00:00:01,000 -> 00:00:02,000\nlost arrow\n\n"
        "2\n00:00:04,000 --> 00:00:03,000\nends early\n\nafter a blank line\n\n"
        "3\n00:99:00,000 --> xx\nbroken time\n\n"
        "4\n00:00:05,000 --> 00:00:06,000\n\n"
        "5\n00:00:07,000 --> 00:00:08,000\nno blank line\n6\n00:00:06,500 --> 00:00:09,000 words behind the time\n"
    )
    source = written(tmp_path, text, "damaged.srt")
    assert " ".join(source.text.split()) == (
        "lost arrow ends early after a blank line broken time no blank line words behind the time"
    )
    assert source.warnings == (
        "2 captions have damaged time lines; their words were kept.",
        "1 caption ends before it begins; its words and beginning were kept.",
        "1 line stood outside any caption and was added to the caption before it.",
        "1 caption begins before the one it follows; the order of the file was kept.",
        "1 caption is empty and was left out.",
    )


@pytest.mark.parametrize("step", [1, 2, 3, 5])
def test_a_file_cut_or_missing_lines_keeps_the_words_that_are_there(shared: Path, tmp_path: Path, step: int) -> None:
    """Every time line from a random place on is spoiled in turn; the words must all come through."""
    lines = (shared / f"{LUNCH}.srt").read_text("utf-8").split("\n")
    spoiled = [
        line.replace(" --> ", " > ") if "-->" in line and n % step == 0 else line for n, line in enumerate(lines)
    ]
    whole = imported(shared / f"{LUNCH}.srt")
    source = written(tmp_path, "\n".join(spoiled), "spoiled.srt")
    assert source.text.split() == whole.text.split()
    assert any("damaged time lines" in warning for warning in source.warnings)


@pytest.mark.parametrize(
    "text", ["", "WEBVTT\n", "WEBVTT\n\nNOTE nothing\n", "I: Hello\n\nB: Hi\n", "1\n00:00:01,000 --> 00:00:02,000\n\n"]
)
def test_a_file_without_captions_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "none.vtt"
    path.write_text(text)
    with pytest.raises(UnreadableFileError, match=r"none\.vtt holds no subtitles"):
        read(path, ReadOptions())


def test_other_scripts_keep_their_labels(tmp_path: Path) -> None:
    cues = ["מראיין: שלום לך.", "מרואיינת: שלום.", "מראיין: איך היה?", "מרואיינת: טוב מאוד."]
    text = "WEBVTT\n\n" + "\n\n".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}" for n, cue in enumerate(cues))
    assert [speaker for speaker, _words in said(written(tmp_path, text))] == ["מראיין", "מרואיינת"] * 2
    chinese = text.replace("מראיין: ", "记者：").replace("מרואיינת: ", "王女士：")
    assert [speaker for speaker, _words in said(written(tmp_path, chinese))] == ["记者", "王女士"] * 2


def test_a_long_line_takes_no_time(tmp_path: Path) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 100_000 + "&" * 100_000 + " word" * 1_000_000
    assert written(tmp_path, text).text.endswith("word word")
    spaces = " " * 200_000
    text = f"1\n{spaces}00:01.000{spaces}\n00:01.000 --> 00:02.000\nwords\n"
    assert written(tmp_path, text, "spaces.srt").text.endswith("words")
