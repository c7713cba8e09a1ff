"""A small study for checking manuscripts: five people in four transcripts of three languages."""

from __future__ import annotations

from pathlib import Path

from qda.core import consent, documents, participants
from qda.core.approaches import begin
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.core.themes import outline, quotes
from qda.storage.project import Project

ADA = """I: How did you get there the first time?
Ada: By accident, I always say. My sister drove me, and she wouldn't turn the engine off until I got out. [laughs] \
I sat by the stove with my coat on for, I think, four Thursdays. Nobody asked me anything. Somebody put a cup next to \
me, that was all.
I: And what did the doctor say?
Ada: The doctor said “come back in six weeks,” and I couldn't wait that long, um, I really could not. 😀 So I went \
home and I cut the wood for the whole winter.
I: Did anybody ring?
Ada: Nobody rang. Nobody wrote. I thought they had forgotten that I exist. It's a well-being service, they call it, \
and I was anything but well.
I: What would you change?
Ada: I would want one letter with a name under it. A name, and a number where a human being picks up."""
GROUP = """M: Who wants to begin?
Ben: I never told my boss in Vennick about the ward. He is not a bad man, but he talks.
Cleo: I told mine. She asked me how I slept, and she moved my shift to the afternoon.
Ben: You were lucky then.
Cleo: It was not luck. I had a paper from the nurse, and the nurse had rung before me.
M: And now?
Ben: Now I work three days. On the other two I walk the dog and I do not answer the phone.
Cleo: I am still tired in the mornings, but I have people who notice when I do not come."""
DORA = """I: Und davor?
Dora: Ich habe drei Jahre lang keinem Menschen davon erzählt. Dann kam die Nachbarin mit einem Kuchen, und ich habe \
die Tür aufgemacht.
I: Und dann?
Dora: Dann haben wir geredet, bis es dunkel war."""
EMIL = """I: Et après ?
Emil: On m'a dit d'attendre, alors j'ai attendu. Personne n'a demandé comment j'allais, pas une seule fois.
I: Personne ?
Emil: Non, personne."""
OPENED = "One day I opened the door to her."


def turns(text: str) -> tuple[Turn, ...]:
    """Return the turns of a text that has one on each line, with its label and a colon."""
    found, start = [], 0
    for line in text.split("\n"):
        label = line.partition(":")[0]
        found.append(Turn(start, start + len(line), start + len(label) + 2, label))
        start += len(line) + 1
    return tuple(found)


def make(path: Path) -> Project:
    """Make the study at `path`; the caller closes it. Everybody but Emil allowed to be quoted."""
    project = begin(path, title="Who asks", approach="codebook", coder="Nora Hestrim")
    with project.change("Make") as s:
        role = participants.add_attribute(s, "Role", "choice", ["peer worker", "service user"])
        sources = {}
        for name, text, language in (
            ("Interview 01", ADA, "en"),
            ("Group 02", GROUP, "en"),
            ("Interview 03", DORA, "de"),
            ("Interview 04", EMIL, "fr"),
        ):
            key = documents.add_source(s, Imported(name, text, turns(text), language=language))
            sources[name] = key
            for speaker in documents.speakers_of(s, key):
                if speaker.label in ("I", "M"):
                    documents.mark_interviewer(s, speaker.id, True)
                    continue
                person = participants.add_participant(s, speaker.label)
                participants.link_speaker(s, speaker.id, person)
                consent.record_consent(s, person, {"quote": speaker.label != "Emil"})
                participants.set_values(s, person, role, ["peer worker" if speaker.label == "Ben" else "service user"])
        theme = outline.add_theme(s, "Doors")
        start = DORA.index("ich habe die Tür")
        key = quotes.pick_quote(s, sources["Interview 03"], start, start + 29, theme_id=theme)
        quotes.edit_quote(s, key, translation=OPENED, translator="Nora")
    return project
