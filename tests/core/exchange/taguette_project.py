"""A project of Taguette by its own schema, with positions counted by another parser than ours."""

from __future__ import annotations

import json
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

# As Taguette's own migrations make them (without indexes), the tag above a tag included.
SCHEMA = """
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME NOT NULL, hashed_password VARCHAR(192));
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, created DATETIME NOT NULL);
CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL,
  privileges VARCHAR(11) NOT NULL, PRIMARY KEY (project_id, user_login));
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
  description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL,
  text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL,
  user_login VARCHAR(30) NOT NULL, project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL,
  path VARCHAR(200) NOT NULL, description TEXT NOT NULL, parent_id INTEGER, UNIQUE (project_id, path));
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
  start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
  PRIMARY KEY (highlight_id, tag_id));
INSERT INTO projects VALUES (1, 'Falls', 'At home 😀', '2021-02-03 04:05:06.789000');
INSERT INTO project_members VALUES (1, 'ann', 'ADMIN'), (1, 'ben', 'TAG');
INSERT INTO tags VALUES (1, 1, 'fear', 'Being afraid', NULL), (2, 1, 'fear.again', '', 1), (3, 1, 'help', '', NULL);
"""
PAGE = (
    "<h1>Talk</h1>\r\n<p>Ann: I <b>fe</b>ll 😀 twice &amp; more.<br>Ben: Were\xa0you   afraid?</p>\r\n\r\n"
    '<p>Cafe\u0301 people <a href="https://example.org/?a&gt;b" title="x > y">👩‍🦽 helped</a>, שלום they said.</p>\r\n'
    "<ul>\r\n<li>I was afraid</li>\r\n<li>to fall &lt;again&gt;.</li>\r\n</ul>"
)


class Counted(HTMLParser):
    """The text between tags as a browser counts it, read by another parser than ours."""

    def __init__(self, contents: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(contents.replace("\r\n", "\n"))
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        return len(self.text[:start].encode()), len(self.text[:end].encode())

    def of(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return self.offsets(start, start + len(words))


def make(path: Path) -> Path:
    """Make a project with a bit of everything, as a file at `path`."""
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA synchronous = OFF; BEGIN; {SCHEMA} COMMIT;")
    where = "1, 1, 'One', 'First', 'C:\\talks\\one.docx', '2021-03-04 05:06:07.000008'"
    connection.execute(
        "INSERT INTO documents (id, project_id, name, description, filename, created, text_direction, contents)"
        f" VALUES ({where}, 'LEFT_TO_RIGHT', ?)",
        (PAGE,),
    )
    counted = Counted(PAGE)
    for number, (words, tags) in enumerate(
        [("fell 😀 twice & more.", (1,)), ("people 👩‍🦽 helped", (3, 1)), ("afraid\nto", ()), ("שלום", (2,))], 1
    ):
        start, end = counted.of(words)
        connection.execute("INSERT INTO highlights VALUES (?, 1, ?, ?, '')", (number, start, end))
        connection.executemany("INSERT INTO highlight_tags VALUES (?, ?)", [(number, tag) for tag in tags])

    def did(date: str, login: str, **payload: object) -> None:
        command = "INSERT INTO commands (date, user_login, project_id, document_id, payload) VALUES (?, ?, 1, 1, ?)"
        connection.execute(command, (date, login, json.dumps(payload)))

    did("2021-03-05 10:00:00.000000", "ann", type="highlight_add", highlight_id=1, tags=[1])
    did("2021-03-05 11:00:00.000000", "ben", type="highlight_add", highlight_id=2, tags=[9])
    did("2021-03-05 11:30:00.000000", "ben", type="tag_merge", src_tag_id=9, dest_tag_id=3)
    did("2021-03-05 12:00:00.000000", "ann", type="highlight_add", highlight_id=2, tags=[3, 1])
    did("2021-03-05 13:00:00.000000", "ben", type="highlight_add", id=3, tags=[])
    connection.execute("INSERT INTO commands VALUES (99, '', 'ann', 1, 1, 'no json')")
    connection.commit()
    connection.close()
    return path
