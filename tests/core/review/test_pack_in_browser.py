"""The pack in a real browser without a network: by keys, by touch, at 200 % zoom; answers saved and read back."""

from __future__ import annotations

import json

import pytest

from qda.core import consent
from qda.core.review import answers, items, meetings, pack_html, pack_import, packs, people, rounds
from qda.storage.models import ReviewItem
from tests.browser import axe, window
from tests.storage.study import make_study

STEP = "document.querySelector('main').dataset.step"


class Handed:
    """A study whose first round was handed out to Jo as a pack that has a content note before its second card."""

    def __init__(self, folder, project):
        self.project, self.path = project, folder / "pack.html"
        with project.change("Hand out") as session:
            self.round = rounds.find_round(session, "First look")
            first, second, *_rest = items.items(session, self.round)
            session.get_one(ReviewItem, first.id).words = "Masks can frighten. They hide a face."
            items.edit_item(session, second.id, content_note="It is about being left alone.")
            self.pack = packs.one_pack(session, packs.hand_out(session, self.round))
            pack_html.write(session, self.pack.id, self.path)
        self.url = self.path.as_uri()

    def read(self, path):
        with self.project.change("Read") as session:
            back = pack_import.take_back(session, path.read_bytes(), path.name)
            said = [one for one in answers.answers(session, self.round) if one.meeting_id == back.meeting_id]
            there = next(one for one in meetings.meetings(session) if one.id == back.meeting_id).people
        order = {card["id"]: number for number, card in enumerate(self.pack.shown["items"])}
        return back, sorted((order[one.item_id], one.question, one.answer, one.words) for one in said), there


@pytest.fixture(scope="module")
def handed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handed")
    with make_study(folder / "made.loom") as project:
        yield Handed(folder, project)


def step(tab):
    return tab.evaluate(STEP)


def heading(tab):
    return tab.locator("h1").inner_text()


def choose(tab, text):
    tab.get_by_role("button", name=text, exact=True).click()


def keys(tab, pressed):
    for key in pressed.split():
        tab.keyboard.press(key)


def saved(tab, path, how):
    with tab.expect_download() as caught:
        how()
    caught.value.save_as(path)
    return caught.value.suggested_filename


def test_by_keys_alone_from_hello_to_answers_in_the_project(handed, tab, tmp_path):
    tab.goto(handed.url)
    assert (heading(tab), tab.title()) == ("Hello", "Hello – First look")
    keys(tab, "1 1")  # start; somebody is to help
    assert step(tab) == "helping"
    keys(tab, "1")  # P2
    assert (heading(tab), tab.locator("main .sentence").all_inner_texts()) == (
        "Big idea: Fear",
        ["Masks can frighten."],
    )
    keys(tab, "1 1")
    assert tab.locator("main .sentence").all_inner_texts() == ["Masks can frighten.", "They hide a face."]
    assert tab.locator("#far").inner_text() == "1 of 4"
    assert tab.locator("[aria-pressed=true]").count() == 0  # nothing is chosen for anybody
    keys(tab, "1 3")  # easy: yes; right: no
    assert step(tab) == "words"
    for _ in range(6):
        if tab.evaluate("document.activeElement.id") == "own":
            break
        keys(tab, "Tab")
    tab.keyboard.type("1 2 3 are not for me.")
    keys(tab, "Tab Tab Enter")  # past the box to Next
    assert step(tab) == "missing"
    keys(tab, "2")  # nothing is missing
    assert (step(tab), tab.locator(".choice").first.inner_text()) == ("note", "Skip it")
    keys(tab, "1")
    assert heading(tab) == "Page: Fear"
    tab.locator("#go-back").focus()
    keys(tab, "Enter")
    assert step(tab) == "note"
    keys(tab, "2")  # show it after all
    assert heading(tab) == "Big idea: Company"
    tab.locator("#go-skip").focus()
    keys(tab, "Enter")
    assert tab.locator("#question").inner_text() == "Is this right, for you?"
    tab.locator("#go-stop").focus()
    keys(tab, "Enter")
    assert "You can talk to Kim." in tab.locator("main").inner_text()
    assert "Phone: 0123" in tab.locator("main").inner_text()
    keys(tab, "2")  # finish for today
    assert "You gave 3 answers." in tab.locator("main").inner_text()
    file = tmp_path / "answers.json"
    assert saved(tab, file, lambda: keys(tab, "1")) == f"answers-{handed.pack.code}-P1.json"
    sealed = file.read_text(encoding="utf-8")
    assert not any(word in sealed for word in ("not for me", '"right"', '"P1"'))
    back, said, there = handed.read(file)
    assert (back.answers, back.notices, there[0].supporter, there[1].role) == (4, (), "yes", "supporter")
    assert said == [
        (0, "easy", "yes", ""),
        (0, "missing", "no", ""),
        (0, "right", "no", "1 2 3 are not for me."),
        (1, "easy", "skipped", ""),
    ]
    assert handed.read(file)[0].known


def _nothing_is_cut_off_or_small(tab):
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), step(tab)
    sizes = tab.evaluate("Array.from(document.querySelectorAll('.choice'), one => [one.offsetWidth, one.offsetHeight])")
    assert min(min(size) for size in sizes) >= 120 and len(sizes) <= 5, (step(tab), sizes)
    over = tab.evaluate("Array.from(document.querySelectorAll('button'), one => one.scrollWidth - one.clientWidth)")
    assert max(over) <= 0, step(tab)


def test_by_touch_at_200_percent_with_large_targets_and_nothing_cut_off(handed, chromium, tmp_path):
    # 1280 x 720 at 200 % zoom leaves 640 x 360 of the pixels that the page knows.
    with window(chromium, viewport={"width": 640, "height": 360}, has_touch=True, device_scale_factor=2) as tab:
        tab.goto(handed.url)
        tab.get_by_role("button", name="Start").tap()
        tab.get_by_role("button", name="No", exact=True).tap()
        seen = set()
        while step(tab) != "end":
            if step(tab) not in seen:
                seen.add(step(tab))
                _nothing_is_cut_off_or_small(tab)
            if step(tab) == "words":
                tab.locator("#own").fill("Private.")
                tab.get_by_label("Do not keep these words").tap()
            tab.locator(".choice").nth({"ask": 1, "note": 1}.get(step(tab), 0)).tap()
        assert seen == {"part", "ask", "words", "missing", "note", "check"}
        assert "Private" not in tab.evaluate("JSON.stringify(localStorage)")
        saved(tab, tmp_path / "b.json", lambda: tab.get_by_role("button", name="Save my answers").tap())
    back, said, there = handed.read(tmp_path / "b.json")
    assert {answer for _card, _ask, answer, _words in said} == {"unsure", "skipped"}
    assert {words for *_rest, words in said} == {""}
    assert (back.answers, there[0].check_in, there[0].supporter) == (12, "good", "no")


def test_question_answers_and_stop_are_seen_without_scrolling(handed, chromium):
    with window(chromium, viewport={"width": 1280, "height": 600}) as tab:
        tab.goto(handed.url)
        assert "Nothing is sent." in tab.locator("main").inner_text()
        keys(tab, "1 2 1 1")
        assert step(tab) == "ask"
        below = "one => one.getBoundingClientRect().bottom <= innerHeight"
        for seen in ("#question", ".choice:last-child", "#go-skip", "#go-stop"):
            assert tab.locator(seen).evaluate(below), seen
        again = tab.locator(".choices ~ .part .sentence").all_inner_texts()  # the card stands below
        assert again == ["Masks can frighten.", "They hide a face."]


def test_axe_finds_nothing_at_any_step_light_and_dark(handed, chromium):
    for look, rules in (("light", ()), ("dark", ("color-contrast",))):
        with window(chromium, color_scheme=look, viewport={"width": 1280, "height": 720}) as tab:
            tab.goto(handed.url)
            shown, found = set(), {}
            while True:
                for beside in (None, "slow", "stop"):
                    if beside and (beside in shown or not tab.locator(f"#go-{beside}").is_visible()):
                        continue
                    if beside:
                        tab.locator(f"#go-{beside}").click()
                    if step(tab) not in shown:
                        shown.add(step(tab))
                        found[step(tab)] = axe(tab, only=rules)
                    if beside:
                        keys(tab, "1")
                if step(tab) in ("clear", "end"):
                    break
                tab.locator(".choice").nth({"ask": 2, "note": 1, "helper": 0}.get(step(tab), 0)).click()
            choose(tab, "Clear this computer")
            found["sure"] = axe(tab, only=rules)
            assert found == {name: [] for name in found}
            assert {"hello", "helping", "note", "part", "ask", "words", "missing", "check", "slow", "stop"} <= shown


def test_closing_the_page_loses_nothing_and_clearing_leaves_nothing(handed, chromium, tmp_path):
    with window(chromium) as tab:
        tab.goto(handed.url)
        keys(tab, "1 2 1 1 2")
        choose(tab, "Next")
        keys(tab, "3")
        choose(tab, "Slow down")
        choose(tab, "Bigger words")
        choose(tab, "More space")
        other = tab.context.new_page()
        tab.close()
        other.goto(handed.url)
        assert heading(other) == "Somebody has started here already."
        choose(other, "Go on")
        assert (step(other), other.evaluate("document.documentElement.dataset.size")) == ("words", "1")
        choose(other, "Stop")
        choose(other, "Finish for today")
        choose(other, "Clear this computer")
        assert heading(other) == "Your answers are not saved yet. Do you want to delete them?"
        choose(other, "Back")
        saved(other, tmp_path / "c.json", lambda: choose(other, "Save my answers"))
        assert other.evaluate("localStorage.length") == 1
        choose(other, "Clear this computer")
        assert (heading(other), other.evaluate("localStorage.length")) == ("All is cleared.", 0)
        other.reload()
        assert heading(other) == "Hello"
    _back, said, _there = handed.read(tmp_path / "c.json")
    assert said == [(0, "easy", "unsure", ""), (0, "right", "no", "")]


def test_where_the_browser_can_not_lock_answers_it_says_so_and_prints(handed, chromium):
    with window(chromium) as tab:
        tab.add_init_script("Object.defineProperty(window, 'crypto', {value: {}}); window.print = () => {};")
        tab.goto(handed.url)
        assert "can't lock your answers" in tab.locator("main").inner_text()
        keys(tab, "1 2 1 1 3")
        tab.locator("#own").fill("Too many words.")
        choose(tab, "Next")
        choose(tab, "Stop")
        choose(tab, "Finish for today")
        assert tab.get_by_role("button", name="Save my answers").count() == 0
        choose(tab, "Print my answers")
        tab.emulate_media(media="print")
        sheet = tab.locator("#sheet")
        assert sheet.is_visible() and not tab.locator("#page").is_visible()
        told = sheet.inner_text()
        assert handed.pack.code in told and "P1" in told and "Too many words." in told
        crossed = sheet.locator(".boxed", has=tab.locator(".box", has_text="X")).all_inner_texts()
        assert [one.split() for one in crossed] == [["X", "No"]]
        tab.emulate_media(media="screen")
        choose(tab, "Clear this computer")
        assert "not saved yet" in heading(tab)  # nobody knows whether the sheet was really printed


def test_reading_aloud_marks_the_word_and_takes_no_voice_from_the_network(handed, chromium):
    voices = """
      window.said = [];
      const voice = (name, localService, lang) => ({name, localService, lang, default: false});
      Object.defineProperty(window, 'speechSynthesis', {value: {
        getVoices: () => [voice('cloud', false, 'en-GB'), voice('other', true, 'de-DE'), voice('here', true, 'en_US')],
        cancel: () => {},
        speak: (one) => { window.said.push([one.voice.name, one.text, one.rate]); window.speaking = one; },
      }});
      window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    """
    with window(chromium) as tab:
        tab.goto(handed.url)
        choose(tab, "Read aloud")
        assert tab.get_by_role("status").inner_text() == "This computer has no voice for this language."
    with window(chromium) as tab:
        tab.add_init_script(voices)
        tab.goto(handed.url)
        keys(tab, "1 2")
        choose(tab, "Read aloud")
        assert tab.evaluate("window.said") == [["here", "Big idea: Fear", 0.8]]
        tab.evaluate("window.speaking.onboundary({charIndex: 4})")
        assert tab.locator(".spoken").all_inner_texts() == ["idea:"]
        tab.evaluate("window.speaking.onend()")
        assert tab.evaluate("window.said[1][1]") == "Masks can frighten."
        choose(tab, "Stop reading")
        assert tab.locator(".spoken").count() == 0


def test_more_people_than_choices_type_their_code(handed, chromium, tmp_path):
    with handed.project.change("More people") as session:
        others = [people.add_person(session, f"Person {number}") for number in range(6)]
        consent.record_consent(session, others[0], {"answers": True})
        pack = packs.one_pack(session, packs.hand_out(session, handed.round, others))
        pack_html.write(session, pack.id, tmp_path / "many.html")
    with window(chromium) as tab:
        tab.goto((tmp_path / "many.html").as_uri())
        keys(tab, "1")
        assert heading(tab) == "Which code is yours?"
        tab.locator("#code").fill("q9")
        keys(tab, "Enter")
        tab.locator("#code").press("Enter")
        assert "not in the list" in tab.get_by_role("status").inner_text()
        tab.locator("#code").fill(next(iter(pack.people)).lower())
        tab.locator("#code").press("Enter")
        assert step(tab) == "helper"


def test_words_of_a_page_that_somebody_changed_are_not_answered_as_ours(handed, chromium, tmp_path):
    forged = tmp_path / "forged.html"
    text = handed.path.read_text(encoding="utf-8")
    forged.write_text(text.replace("They hide a face.", "They are good."), encoding="utf-8")
    with window(chromium) as tab:
        tab.goto(forged.as_uri())
        keys(tab, "1 2 1 1 1")
        choose(tab, "Stop")
        choose(tab, "Finish for today")
        saved(tab, tmp_path / "d.json", lambda: keys(tab, "1"))
    with pytest.raises(Exception, match="changed after it was handed out"):
        handed.read(tmp_path / "d.json")
    assert json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["pack"] == handed.pack.code
