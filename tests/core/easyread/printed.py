"""A booklet of ten pages for tests of documents."""

from __future__ import annotations

import hashlib
import io
import wave

from qda.core.easyread.booklet import Booklet, Line, Page, Picture, Run

PERSON = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="30" r="18"/>'
    b'<path d="M15 95c0-30 15-42 35-42s35 12 35 42z"/></svg>'
)
SAID = (
    "People wait a long time.",
    "Some people wait so long that they give up and go home again without any help.",
    "They feel alone.",
    "Informed consent means: you say yes after you know all.",
    "A nurse who asks makes it better.",
)


def picture(data: bytes = PERSON, words: str = "A person.") -> Picture:
    return Picture(hashlib.sha256(data).hexdigest(), "image/svg+xml", data, words)


def line(text: str, shown: Picture | None = None, bold: str = "", voice: bytes | None = None) -> Line:
    before, hit, after = text.partition(bold) if bold else (text, "", "")
    return Line("s", tuple(run for run in (Run(before), Run(hit, True), Run(after)) if run.text), shown, voice)


def booklet(statements: tuple[str, ...] = SAID, *, themes: int = 6, language: str = "en") -> Booklet:
    """Return a front page, `themes` pages with a picture beside each statement, next, contact, words and credits."""
    shown = picture()
    lines = tuple(line(text, shown, "Informed consent" if "consent" in text else "") for text in statements)
    front = Page("front", "front", "Who made this", (line("We are 2 co-researchers.", shown),))
    about = [Page(f"t{number}", "theme", f"Big idea {number}", lines) for number in range(themes)]
    after = Page("next", "next", "What happens next", (line("We tell the clinic.", shown),))
    contact = Page("contact", "contact", "Ask us", (line("You can phone us.", shown),))
    words = Page("words", "words", "Word list", (line("clinic: A place with doctors.", None, "clinic"),))
    owed = Page("credits", "credits", "Pictures", (line("Our own drawings."),))
    return Booklet('Going to the "clinic" & back', language, "uk", (front, *about, after, contact, words, owed))


def sound(seconds: float = 0.1, rate: int = 8000) -> bytes:
    """Return silence as WAV."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(bytes(int(seconds * rate) * 2))
    return made.getvalue()
