"""A project of QualCoder by its own schema (version v16 of its database), as its window and its machinery write one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

SCHEMA = """
CREATE TABLE project (databaseversion text, date text, memo text,about text, bookmarkfile integer, bookmarkpos integer,
  codername text, recently_used_codes text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text,
  av_text_id integer, risid integer, unique(name));
CREATE TABLE code_image (imid integer primary key,id integer,x1 integer, y1 integer, width integer, height integer,
  cid integer, memo text, date text, owner text, important integer, pdf_page integer);
CREATE TABLE code_av (avid integer primary key,id integer,pos0 integer, pos1 integer, cid integer, memo text, date text,
  owner text, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer,pos0 integer, pos1 integer, memo text, owner text,
  date text, unique(fid,pos0,pos1,owner));
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text,
  owner text, unique(name,attr_type,id));
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text,
  date text, memo text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text,date text,
  constraint ucm unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer,
  unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer,seltext text, pos0 integer, pos1 integer,
  owner text, date text, memo text, avid integer, important integer, unique(cid,fid,pos0,pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text,date text, color text,
  unique(name));
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text, unique(name));
CREATE TABLE stored_sql (title text, description text, grouper text, ssql text, unique(title));
CREATE TABLE graph (grid integer primary key, name text, description text, date text, scene_width integer,
  scene_height integer, unique(name));
CREATE TABLE ris (risid integer, tag text, longtag text, value text);
CREATE TABLE manage_files_display (mfid integer primary key, name text, tblrows text, tblcolumns text, owner text);
CREATE TABLE files_filter (filterid integer primary key, name text, filter text, owner text);
CREATE TABLE coder_names (name TEXT UNIQUE NOT NULL,
  visibility INTEGER NOT NULL DEFAULT 1 CHECK (visibility IN (0, 1)));
CREATE VIEW code_text_visible AS SELECT t.* FROM code_text t WHERE NOT EXISTS
  (SELECT 1 FROM coder_names c WHERE c.name = t.owner AND c.visibility = 0);
ALTER TABLE code_name ADD supercid integer;
INSERT INTO project VALUES ('v16', '2024-05-06 07:08:09', 'Falls 📌 at home', 'QualCoder 3.9', 0, 0, 'Ann', '');
"""

# A byte order mark, line ends of Windows, emoji, a combining accent and a word from right to left.
TEXT = (
    "\ufeffAnn: I fell 😀 twice.\r\n"
    "Ben: Were you afraid?\r\n\r\n"
    "Ann: Cafe\u0301 people 👩‍🦽 helped, שלום they said.\r\n"
    "Ann: I was afraid to fall again.\r\n"
)
WHEN = "2024-05-07 10:11:12"


def shown(text: str) -> str:
    """What a window of Qt holds of a stored text."""
    return text.lstrip("\ufeff").replace("\r\n", "\n")


def by_hand(text: str, words: str) -> tuple[str, int, int]:
    """Words kept and positions where somebody marks `words` in the window: UTF-16, line ends as one sign of Qt's."""
    window = shown(text)
    start = window.index(words)

    def units(part: str) -> int:
        return len(part.encode("utf-16-le")) // 2

    return words.replace("\n", "\u2029"), units(window[:start]), units(window[: start + len(words)])


def by_machine(text: str, words: str) -> tuple[str, int, int]:
    """Words kept and positions where a search in the stored text finds `words`."""
    stored = words.replace("\n", "\r\n") if "\r\n" in text else words
    start = text.index(stored)
    return stored, start, start + len(stored)


def make(folder: Path, text: str = TEXT) -> Path:
    """Make a project with one of everything, in `folder`."""
    for name in ("documents", "images", "audio", "video"):
        (folder / name).mkdir(parents=True)
    connection = sqlite3.connect(folder / "data.qda")
    connection.executescript(f"PRAGMA synchronous = OFF; BEGIN; {SCHEMA} COMMIT;")

    def put(table: str, **values: object) -> None:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))

    put("code_cat", catid=1, name="Feelings", owner="Ann", memo="What people feel")
    put("code_cat", catid=2, name="Hard ones", owner="Ann", supercatid=1)
    put("code_name", cid=1, name="Fear", catid=2, memo="Being afraid", owner="Ann", date=WHEN, color="#FF8800")
    put("code_name", cid=2, name="Fear of falling", supercid=1, owner="Ben", color="")
    put("code_name", cid=3, name="Help", owner="Ben", color="red")
    put(
        "source", id=1, name="one.txt", fulltext=text, mediapath="/docs/one.txt", memo="At home", owner="Ann", date=WHEN
    )
    (folder / "documents" / "one.txt").write_bytes(text.encode())
    put("source", id=2, name="Notes", fulltext="Typed by hand.", owner="Ben", date=WHEN)
    put("source", id=3, name="ramp.png", mediapath="/images/ramp.png", memo="The ramp", owner="Ann")
    (folder / "images" / "ramp.png").write_bytes(b"picture")
    put("source", id=4, name="talk.mp3", mediapath="audio:C:/Users/ann/talk.mp3", av_text_id=2, owner="Ann")
    marked = [
        (1, "Ann", by_hand(text, "afraid to fall again"), 1, "See the diary"),
        (2, "Ann", by_hand(text, "😀 twice.\nBen"), None, ""),
        (3, "Ben", by_machine(text, "people 👩‍🦽 helped"), None, ""),
        (1, "Ben", by_machine(text, "said.\nAnn: I was"), None, ""),
        (3, "Ben", by_hand(text, "שלום"), None, ""),
    ]
    for cid, owner, (words, start, end), important, memo in marked:
        put(
            "code_text",
            cid=cid,
            fid=1,
            seltext=words,
            pos0=start,
            pos1=end,
            owner=owner,
            date=WHEN,
            memo=memo,
            important=important,
        )
    _words, start, end = by_hand(text, "Cafe\u0301")
    put("annotation", fid=1, pos0=start, pos1=end, memo="An accent", owner="Ben", date=WHEN)
    put("journal", name="Diary", jentry="Began today.", date=WHEN, owner="Ann")
    put("cases", caseid=1, name="Ann B.", memo="Lives alone", owner="Ann")
    put("cases", caseid=2, name="Ben C.", memo="", owner="Ann")
    put("case_text", caseid=1, fid=1, pos0=0, pos1=len(text), owner="Ann", date=WHEN, memo="")
    _words, start, end = by_hand(text, "Ben: Were you afraid?")
    put("case_text", caseid=2, fid=1, pos0=start, pos1=end, owner="Ann", date=WHEN, memo="He asks")
    put("case_text", caseid=1, fid=3, pos0=0, pos1=0, owner="Ann", date=WHEN, memo="")
    put("attribute_type", name="Age", owner="Ann", caseOrFile="case", valuetype="numeric", memo="In years")
    put("attribute_type", name="Place", owner="Ann", caseOrFile="file", valuetype="character", memo="")
    put("attribute", name="Age", attr_type="case", value="81", id=1)
    put("attribute", name="Age", attr_type="case", value="", id=2)
    put("attribute", name="Place", attr_type="file", value="Kitchen", id=1)
    put("attribute", name="Place", attr_type="file", value="Street", id=3)
    put("code_image", id=3, x1=10, y1=20, width=30, height=40, cid=3, owner="Ann", date=WHEN, memo="Too steep")
    put("code_av", id=4, pos0=1500, pos1=4000, cid=1, owner="Ben", date=WHEN, memo="")
    put("graph", name="Map")
    put("coder_names", name="Cy")
    connection.commit()
    connection.close()
    return folder
