"""A project of RQDA by its own schema."""

from __future__ import annotations

import sqlite3
from pathlib import Path

# As RQDA 0.2 makes them (new_proj in R/ProjectFun.R).
SCHEMA = """
create table source (name text, id integer, file text, memo text, owner text, date text, dateM text, status integer);
create table freecode (name text, memo text, owner text,date text,dateM text, id integer, status integer, color text);
create table treecode (cid integer, catid integer, date text, dateM text, memo text, status integer, owner text);
create table treefile (fid integer, catid integer, date text,dateM text, memo text, status integer,owner text);
create table filecat (name text,fid integer, catid integer, owner text, date text, dateM text,memo text,
  status integer);
create table codecat (name text, cid integer, catid integer, owner text, date text, dateM text,memo text,
  status integer);
create table coding (cid integer, fid integer,seltext text, selfirst real, selend real, status integer, owner text,
  date text, memo text);
create table coding2 (cid integer, fid integer,seltext text, selfirst real, selend real, status integer, owner text,
  date text, memo text);
create table project (databaseversion text, date text,dateM text, memo text,about text, imageDir text);
create table cases (name text, memo text, owner text,date text,dateM text, id integer, status integer);
create table caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, owner text,
  date text, memo text);
create table attributes (name text, status integer, date text, dateM text, owner text,memo text, class text);
create table caseAttr (variable text, value text, caseID integer, date text, dateM text, owner text, status integer);
create table fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text, status integer);
create table journal (name text, journal text, date text, dateM text, owner text,status integer);
create table annotation (fid integer,position integer,annotation text, owner text, date text,dateM text,
  status integer);
create table image (name text, id integer, date text, dateM text, owner text,status integer);
create table imageCoding (cid integer,iid integer,x1 integer, y1 integer, x2 integer, y2 integer, memo text, date text,
  dateM text, owner text,status integer);
"""
TEXT = "Ann: I fell 😀 twice.\r\nBen: Were you afraid?\r\nCafe\u0301 people 👩‍🦽 helped."
WHEN = "Tue May  7 10:11:12 2024"


def make(path: Path) -> Path:
    """Make a project with a bit of everything, as a file at `path`."""
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA synchronous = OFF; BEGIN; {SCHEMA} COMMIT;")

    def put(table: str, **values: object) -> None:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))

    put("project", databaseversion="0.2.2", date=WHEN, memo="At home")
    put("source", name="one", id=1, file=TEXT, memo="First", owner="ann", date=WHEN, status=1)
    put("source", name="gone", id=2, file="x", owner="ann", status=0)
    put("freecode", name="fear", id=1, memo="Being afraid", owner="ann", status=1, color="#FF8800")
    put("freecode", name="help", id=2, owner="ann", status=1, color="antiquewhite1")
    put("codecat", name="feelings", catid=1, status=1, memo="All")
    put("codecat", name="others", catid=2, status=1)
    for catid in (1, 2):
        put("treecode", cid=1, catid=catid, status=1)

    def at(words: str) -> dict[str, float]:
        start = TEXT.index(words)
        return {"selfirst": float(start), "selend": float(start + len(words))}

    put(
        "coding",
        cid=1,
        fid=1,
        seltext="twice.\r\nBen",
        **at("twice.\r\nBen"),
        status=1,
        owner="ann",
        memo="n",
        date=WHEN,
    )
    put("coding2", cid=2, fid=1, seltext="people 👩‍🦽", **at("people 👩‍🦽"), status=1, owner="ben")
    put("coding", cid=1, fid=1, seltext="fell", **at("fell"), status=-1, owner="ann")
    put("coding", cid=1, fid=1, seltext="mended since", **at("afraid"), status=1, owner="ann")
    put("coding", cid=9, fid=1, seltext="Ann", selfirst=0.0, selend=3.0, status=1, owner="ann")
    put("coding", cid=1, fid=9, seltext="Ann", selfirst=0.0, selend=3.0, status=1, owner="ann")
    put("cases", name="Ann B.", id=1, status=1, memo="Lives alone")
    put("caselinkage", caseid=1, fid=1, selfirst=0.0, selend=float(len(TEXT)), status=1)
    put("cases", name="Ben C.", id=2, status=1)
    put("caselinkage", caseid=2, fid=1, **at("Ben: Were you afraid?"), status=1, memo="He asks", owner="ann")
    put("attributes", name="age", **{"class": "numeric"}, memo="Years", status=1)
    put("caseAttr", variable="age", value="81", caseID=1, status=1)
    put("caseAttr", variable="age", value="NA", caseID=2, status=1)
    put("fileAttr", variable="place", value="Kitchen", fileID=1)
    put("filecat", name="Interviews", catid=5, status=1)
    put("treefile", fid=1, catid=5, status=1)
    put("journal", name="Diary", journal="Began.", date=WHEN, owner="ann", status=1)
    put("annotation", fid=1, position=TEXT.index("👩"), annotation="Who?", owner="ben", date=WHEN, status=1)
    put("image", name="ramp.png", id=1, status=1)
    put("imageCoding", cid=2, iid=1, x1=30, y1=40, x2=10, y2=20, memo="Steep", owner="ben", status=1)
    connection.commit()
    connection.close()
    return path
