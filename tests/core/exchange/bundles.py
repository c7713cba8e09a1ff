"""A bundle as a reader gives it, with something of every kind in it."""

from __future__ import annotations

from qda.core.exchange.bundle import (
    About,
    Area,
    Bundle,
    CodeItem,
    CodingItem,
    LinkItem,
    Loss,
    MediaItem,
    MediaMark,
    NoteItem,
    PersonItem,
    SetItem,
    TextItem,
    User,
    ValueItem,
    Variable,
)

TALK = (
    "I: How was it?\nAna: The mask 😀 felt tight.\nI: And then?\nAna: We walked home.\n"
    "I: Was it far?\nAna: It was.\nI: Thank you.\nAna: Goodbye.\n"
)
NOTES = "The clinic is far.\nNobody told us."


def gid(number: int) -> str:
    """Return the id number `number` as another program would give one: no time in it."""
    return f"{0xF00D0000000040008000000000000000 + number:032x}"


def foreign() -> Bundle:
    """Return a small project of another program."""
    mask, home = TALK.index("The mask"), TALK.index("We walked")
    spoken = [at for at in range(len(TALK)) if TALK.startswith("Ana: ", at)]
    return Bundle(
        program="NVivo",
        title="Clinic",
        description="What the study is about.",
        id=gid(1),
        users=(User(gid(10), "Ann Lee", "AL"), User(gid(11), "Ben")),
        codes=(
            CodeItem(gid(20), "Barriers", None, codable=False, colour="#B45248"),
            CodeItem(gid(21), "Mask", gid(20), description="Anything on masks.\n\nExclude: Scarves."),
            CodeItem(gid(22), "Way > home", None),
            CodeItem(gid(23), "mask", gid(20)),
        ),
        sources=(
            TextItem(gid(30), "Ana", TALK, language="en", original=TALK.encode(), original_name="ana.txt"),
            TextItem(gid(31), "Notes", NOTES, moments=((0, 1_000), (19, 5_000))),
            TextItem(gid(32), "Empty", " \n"),
        ),
        codings=(
            CodingItem(gid(40), gid(30), gid(21), gid(10), mask, mask + 10, "tight?", 2_000),
            CodingItem(gid(41), gid(30), gid(21), gid(10), mask + 4, mask + 20, "really", 1_000),
            CodingItem(gid(42), gid(30), gid(21), gid(11), mask, mask + 10),
            CodingItem(gid(43), gid(30), gid(22), None, home, home + 9),
            CodingItem(gid(44), gid(31), gid(20), gid(10), 4, 10),
            CodingItem(gid(45), gid(31), gid(22), gid(10), 20, 900),
            CodingItem(gid(46), gid(31), gid(22), gid(10), 900, 950),
            CodingItem(gid(47), gid(32), gid(22), gid(10), 0, 1),
        ),
        notes=(
            NoteItem(gid(50), "On masks", "They frighten.", (About("code", gid(21)), About("coding", gid(41)))),
            NoteItem(gid(51), "", "About Ana", (About("person", gid(60)),), coder=gid(11), created=5),
            NoteItem(gid(52), "Here", "words", (About("source", gid(30), 3, 6), About("media", gid(90)))),
            NoteItem(gid(53), "", ""),
        ),
        variables=(
            Variable(gid(70), "Age", "number"),
            Variable(gid(71), "Role"),
            Variable(gid(72), "Site", scope="source"),
        ),
        values=(
            ValueItem(gid(70), gid(60), "34"),
            ValueItem(gid(70), gid(61), "about 40"),
            ValueItem(gid(71), gid(60), "patient"),
            ValueItem(gid(71), gid(60), "worker"),
            ValueItem(gid(72), gid(30), "Oslo"),
            ValueItem(gid(72), gid(99), "Bergen"),
        ),
        persons=(
            PersonItem(gid(60), "Ana", "first", (), tuple((gid(30), at, TALK.index("\n", at)) for at in spoken)),
            PersonItem(gid(61), "Ana", "", (gid(31),), ((gid(31), 0, 3),)),
        ),
        sets=(
            SetItem(gid(80), "gender: female", (("source", gid(30)),)),
            SetItem(gid(81), "First wave", (("source", gid(30)), ("source", gid(31)))),
            SetItem(gid(82), "What to show", (("code", gid(21)), ("code", gid(22)), ("memo", gid(50)))),
        ),
        links=(
            LinkItem(gid(85), "leads to", ("code", gid(21)), ("code", gid(22)), note="mostly"),
            LinkItem(gid(86), "", ("memo", gid(52)), ("code", gid(22))),
            LinkItem(gid(87), "see", ("coding", gid(40)), ("coding", gid(42))),
        ),
        media=(
            MediaItem(
                gid(90),
                "Door",
                "picture",
                b"\x89PNG not really",
                "door.png",
                marks=(
                    MediaMark(gid(91), Area(left=1, top=2, right=30, bottom=40), gid(21), gid(10), note="closed"),
                    MediaMark(gid(92), Area(left=5, top=5, right=9, bottom=9), name="bell"),
                ),
            ),
            MediaItem(gid(93), "Talk", "audio"),
        ),
        losses=(Loss("dropped", "Graphs", "", "They are drawings.", 2),),
    )
