"""The tables of a present QualCoder project, as it makes them itself, for projects that are written for it.

Established from its public source, repository ccbogel/QualCoder, src/qualcoder/__main__.py, the functions new_project
(database version v17: v15 added bookmarks of recordings, v16 `supercid` for codes below codes, v17 labels on lines of
graphs and memos on graphs) and open_project (what each version added), and src/qualcoder/app.py, update_coder_names
(v14: coder_names). QualCoder makes its four views of visible coders when it opens a project, so they are left to it.
Only names and types of columns are facts of the format; the wording of the statements here is ours.
"""

from __future__ import annotations

VERSION = "v17"
UNCOLOURED = "#b8c4ce"
"""The colour of codes that have none here; QualCoder needs one."""

COLUMNS: dict[str, str] = {
    "project": "databaseversion text, date text, memo text, about text, bookmarkfile integer, bookmarkpos integer, "
    "codername text, recently_used_codes text, avbookmarkfile integer, avbookmarkmsec integer, "
    "avbookmarktextpos integer",
    "source": "id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text, "
    "av_text_id integer, risid integer, unique(name)",
    "code_image": "imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer, "
    "cid integer, memo text, date text, owner text, important integer, pdf_page integer",
    "code_av": "avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, memo text, date text, "
    "owner text, important integer",
    "annotation": "anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, "
    "date text, unique(fid, pos0, pos1, owner)",
    "attribute_type": "name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text",
    "attribute": "attrid integer primary key, name text, attr_type text, value text, id integer, date text, "
    "owner text, unique(name, attr_type, id)",
    "case_text": "id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text, "
    "date text, memo text",
    "cases": "caseid integer primary key, name text, memo text, owner text, date text, constraint ucm unique(name)",
    "code_cat": "catid integer primary key, name text, owner text, date text, memo text, supercatid integer, "
    "unique(name)",
    "code_text": "ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer, "
    "owner text, date text, memo text, avid integer, important integer, unique(cid, fid, pos0, pos1, owner)",
    "code_name": "cid integer primary key, name text, memo text, catid integer, owner text, date text, color text, "
    "supercid integer, unique(name)",
    "journal": "jid integer primary key, name text, jentry text, date text, owner text, unique(name)",
    "stored_sql": "title text, description text, grouper text, ssql text, unique(title)",
    "graph": "grid integer primary key, name text, description text, date text, scene_width integer, "
    "scene_height integer, unique(name)",
    "gr_cdct_text_item": "gtextid integer primary key, grid integer, x integer, y integer, supercatid integer, "
    "catid integer, cid integer, font_size integer, bold integer, isvisible integer, displaytext text",
    "gr_case_text_item": "gcaseid integer primary key, grid integer, x integer, y integer, caseid integer, "
    "font_size integer, bold integer, color text, displaytext text",
    "gr_file_text_item": "gfileid integer primary key, grid integer, x integer, y integer, fid integer, "
    "font_size integer, bold integer, color text, displaytext text",
    "gr_free_text_item": "gfreeid integer primary key, grid integer, freetextid integer, x integer, y integer, "
    "free_text text, font_size integer, bold integer, color text, tooltip text, ctid integer, memo_ctid integer, "
    "memo_imid integer, memo_avid integer",
    "gr_cdct_line_item": "glineid integer primary key, grid integer, fromcatid integer, fromcid integer, "
    "tocatid integer, tocid integer, color text, linewidth real, linetype text, isvisible integer, label text, "
    "arrow_mode text",
    "gr_free_line_item": "gflineid integer primary key, grid integer, fromfreetextid integer, fromcatid integer, "
    "fromcid integer, fromcaseid integer, fromfileid integer, fromimid integer, fromavid integer, "
    "tofreetextid integer, tocatid integer, tocid integer, tocaseid integer, tofileid integer, toimid integer, "
    "toavid integer, color text, linewidth real, linetype text, label text, arrow_mode text",
    "gr_memo_item": "gmemoid integer primary key, grid integer, memo_source_type text, memo_source_id integer, "
    "x integer, y integer, color text, font_size integer",
    "gr_pix_item": "grpixid integer primary key, grid integer, imid integer, x integer, y integer, px integer, "
    "py integer, w integer, h integer, filepath text, tooltip text, pdf_page integer",
    "gr_av_item": "gr_avid integer primary key, grid integer, avid integer, x integer, y integer, pos0 integer, "
    "pos1 integer, filepath text, tooltip text, color text",
    "ris": "risid integer, tag text, longtag text, value text",
    "manage_files_display": "mfid integer primary key, name text, tblrows text, tblcolumns text, owner text",
    "files_filter": "filterid integer primary key, name text, filter text, owner text",
    "coder_names": "name text unique not null, visibility integer not null default 1 check (visibility in (0, 1))",
}
"""What stands between the brackets of each table, in the order of its columns."""

IDS = "themeloom_id"
"""A table of ours that QualCoder leaves alone: the id of a thing by its kind and what it is called there."""
IDS_COLUMNS = "kind text, key text, id text, unique(kind, key)"


def statements() -> list[str]:
    """Return the statements that make an empty project, with our table of ids."""
    return [f"CREATE TABLE {table} ({columns})" for table, columns in {**COLUMNS, IDS: IDS_COLUMNS}.items()]
