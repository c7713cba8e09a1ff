"""Rules of pages and pictures, people and the logo, on summaries and on what is known of files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.core.easyread.booklet import Booklet, Line, Logo, Page, Picture, Run
from qda.core.easyread.checking import Checker, check_booklet
from qda.core.easyread.written import Block, Look, Sheet, Written
from tests.core.easyread.conftest import only

NURSE = Picture("aa", "image/svg+xml", b"<svg/>", "A nurse helps a man")
FRIENDS = Picture("bb", "image/svg+xml", b"<svg/>", "Two friends")


def line(text, picture=NURSE, key="", bold=""):
    before, middle, after = text.partition(bold) if bold else (text, "", "")
    runs = [Run(before), Run(middle, True), Run(after)]
    return Line(key or text[:8], tuple(run for run in runs if run.text), picture)


FRONT = Page("f", "front", "About time with doctors", (line("This page tells what we found."),))
THEME = Page("t1", "theme", "Not enough time", (line("You need time."), line("Ask a friend.", FRIENDS, "l2")), "theme")
CONTACT = Page("c", "contact", "Who you can ask", (line("You can phone Marit.", None),))
BOOKLET = Booklet("About time with doctors", "en", "uk", (FRONT, THEME, CONTACT))


def said(rule, booklet, **options):
    found = check_booklet(booklet, only(rule, "uk"), model=False, **options)
    return [(hint.page, hint.line, hint.text) for hint in found]


def with_theme(*lines, **changes):
    return replace(BOOKLET, pages=(FRONT, replace(THEME, lines=lines or THEME.lines, **changes), CONTACT))


def hints_of(rule, written, language="en"):
    return [(hint.text, hint.hint) for hint in Checker(only(rule, "uk"), language, model=False).written(written)]


def test_a_good_summary_has_no_hints():
    assert check_booklet(BOOKLET, only("W1", "uk"), checkers=["Ola"], model=False) == []
    rules = ("L1", "L2", "L3", "L4", "L7", "L8", "L9", "L10", "L11", "L12", "L14", "C1", "C2", "W3", "W17", "W24")
    assert [rule for rule in rules if said(rule, BOOKLET, taken=(0.5, 0.9, 0.4), checkers=["Ola"])] == []


def test_places_count_within_the_statement():
    found = check_booklet(with_theme(line("Yes."), line("We met three times.", FRIENDS, "l2")), only("W12", "uk"))
    assert [(hint.page, hint.line, hint.start, hint.end, hint.text) for hint in found] == [("t1", "l2", 7, 12, "three")]


def test_each_idea_has_a_picture():
    assert said("L7", with_theme(line("You need time.", None, "x"))) == [("t1", "x", "You need time.")]


def test_the_same_thing_has_the_same_picture():
    other = replace(FRIENDS, words="A nurse helps a man")
    assert said("L8", with_theme(line("A nurse.", NURSE), line("A nurse again.", other, "x"))) == [
        ("t1", "x", "A nurse again.")
    ]
    stands_for_two = replace(NURSE, words="A vote")
    assert said("L8", with_theme(line("A nurse.", NURSE), line("You vote.", stands_for_two, "x"))) == [
        ("t1", "x", "You vote.")
    ]
    photo = replace(FRIENDS, media="image/jpeg")
    assert said("L8", with_theme(line("A nurse.", NURSE), line("You vote.", photo, "x"))) == [("", "", "")]


def test_a_page_holds_six_statements():
    seven = [line(f"You can say {number}.", NURSE, str(number)) for number in range(7)]
    assert said("L9", with_theme(*seven[:6])) == []
    assert said("L9", with_theme(*seven)) == [("t1", "", "")]


def test_a_theme_has_one_page():
    assert said("L10", BOOKLET, taken=(1.4, 0.99, 0.4)) == []  # the front may be longer
    found = check_booklet(BOOKLET, only("L10", "uk"), taken=(0.4, 1.2, 0.4))
    assert [(hint.page, hint.hint) for hint in found] == [("t1", "This theme takes 2 pages. Can it fit on 1?")]


def test_a_summary_is_short():
    long = replace(BOOKLET, pages=(FRONT, *[THEME] * 19, CONTACT))
    assert said("L11", replace(BOOKLET, pages=(FRONT, *[THEME] * 18, CONTACT))) == []
    assert said("L11", long) == [("", "", "")]
    wordy = with_theme(line("You are " + "very " * 990 + "good."))
    assert said("L11-words", BOOKLET) == []
    assert said("L11-words", wordy) == [("", "", "")]


def test_there_are_a_front_a_contact_and_titles():
    assert said("L14", replace(BOOKLET, pages=(THEME, CONTACT))) == [("", "", "")]
    assert said("L14", replace(BOOKLET, pages=(FRONT, THEME, replace(CONTACT, lines=())))) == [("", "", "")]
    assert said("L14", with_theme(title="")) == [("t1", "", "")]


def test_somebody_is_spoken_to_on_every_page():
    assert said("W17", with_theme(line("Some people wait."))) == [("t1", "", "")]


def test_people_who_checked_it_are_named():
    assert said("C1", BOOKLET, checkers=()) == [("", "", "")]
    assert said("C1", BOOKLET, checkers=["Ola"]) == []
    assert said("C1", BOOKLET) == []  # nobody asked for them
    text = Written("Some people wait.", (Block(0, 17),))
    assert len(hints_of("C1", text)) == 1
    assert hints_of("C1", replace(text, text="Checked by Ola.", blocks=(Block(0, 15),))) == []


def test_the_logo_stands_only_with_names_and_its_line():
    line_ = "© European Easy-to-Read Logo: Inclusion Europe. More information at easy-to-read.eu"
    logo = Logo("image/png", b"", ("Ola",), line_)
    assert said("C2", replace(BOOKLET, logo=logo), checkers=["Ola"]) == []
    assert len(said("C2", replace(BOOKLET, logo=logo), checkers=())) == 1
    assert len(said("C2", replace(BOOKLET, logo=replace(logo, credit="")), checkers=["Ola"])) == 1
    assert said("C2", BOOKLET, checkers=()) == []


TEXT = "You can say no.\nThat is fine."
PLAIN = Look(0, 15, 16.0, "Arial", contrast=21.0)
GOOD = Written(TEXT, (Block(0, 15, looks=(PLAIN,), align="left", spacing=1.5, room=50), Block(16, 29)), kind="docx")


def changed(**values):
    of_block = {name: values.pop(name) for name in ("align", "spacing", "room", "pictures", "kept") if name in values}
    block = replace(GOOD.blocks[0], looks=(replace(PLAIN, **values),), **of_block)
    return replace(GOOD, blocks=(block, GOOD.blocks[1]))


@pytest.mark.parametrize(
    ("rule", "values", "hint"),
    [
        ("L1", {"size": 12.0}, "These letters have 12 points. They need 14 or more."),
        (
            "L2",
            {"font": "Times New Roman"},
            "Times New Roman is a font with small strokes on its letters. Use a plain one.",
        ),
        ("L3", {"italic": True}, "These words are in italics. Use plain or bold letters."),
        ("L3", {"underline": True}, "These words are underlined. Use plain or bold letters."),
        ("L3", {"capitals": True}, "These words are in capital letters. Use small letters."),
        ("L3", {"align": "center"}, "These lines are in the middle. Start them at the left."),
        (
            "L3",
            {"align": "justify"},
            "These lines are stretched to both edges. Start them at the left and let them end",
        ),
        ("L4", {"align": "right"}, "These lines start at the right. Start them at the left."),
        ("L5", {"spacing": 1.0}, "These lines are 1 apart. They need 1.5."),
        ("L9", {"kept": False}, "Lines that belong together can be parted by the end of a page. Keep them together."),
        ("L13", {"contrast": 3.2}, "These words are hard to see: their contrast is 3.2 to 1."),
    ],
)
def test_looks_of_words(rule, values, hint):
    assert hints_of(rule, GOOD) == []
    assert hints_of(rule, changed(**values))[0][1].startswith(hint)


def test_fonts_are_counted():
    blocks = tuple(Block(0, 3, looks=(Look(0, 3, font=font),)) for font in ("Arial", "Verdana", "Tahoma"))
    assert hints_of("L2", replace(GOOD, blocks=blocks[:2])) == []
    assert hints_of("L2", replace(GOOD, blocks=blocks))[0][0] == "Arial, Verdana, Tahoma"


def test_words_in_capitals_are_found_in_plain_text_too():
    assert hints_of("L3", Written("DO NOT come.", (Block(0, 12),)))[0][0] == "DO NOT"
    assert hints_of("L3", Written("The NHS came.", (Block(0, 13),))) == []


def test_split_words():
    text = "You can dis-\nagree now."
    assert hints_of("L4", Written(text, (Block(0, len(text)),)))[0][1].startswith("“dis-agree” is split")
    assert len(hints_of("L4", replace(GOOD, hyphenated=True))) == 1


def test_long_lines():
    long = "You can say no " * 6
    block = Block(0, len(long), room=90)
    assert len(hints_of("L6", Written(long, (block,), kind="html"))) == 1
    assert hints_of("L6", Written(long, (replace(block, room=64),), kind="html")) == []
    assert hints_of("L6", Written(long, (replace(block, end=30),), kind="html")) == []  # fits on the line


@pytest.mark.parametrize(("numbered", "count"), [("page of all", 0), ("page", 1), ("", 1), (None, 0)])
def test_page_numbers(numbered, count):
    assert len(hints_of("L12", replace(GOOD, numbered=numbered))) == count


def test_a_new_part_begins_on_a_new_page():
    assert hints_of("L10", replace(GOOD, pages=(Sheet(), Sheet()))) == []
    assert len(hints_of("L10", replace(GOOD, pages=(Sheet(), Sheet(anew=False))))) == 1
