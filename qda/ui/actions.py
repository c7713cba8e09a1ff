"""Everything a person can do by menu or key, as data: one row an action.

The method that does it has the action's name and is looked for on the place in front, then on the main window.
"""

from __future__ import annotations

from dataclasses import dataclass

from qda.i18n import _

MENUS = (
    ("project", _("&Project")),
    ("edit", _("&Edit")),
    ("go", _("&Go")),
    ("code", _("&Code")),
    ("quotes", _("&Quotes")),
    ("themes", _("&Themes")),
    ("memos", _("&Memos")),
    ("compare", _("Comp&are")),
    ("view", _("&View")),
    ("help", _("&Help")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One action; without a name it is a line in the menu.

    `needs` is "" (always), "project" (an open one) or a place's name. `on` is empty where the key works all over the
    window, or names the widgets in which it does (:meth:`qda.ui.views.code.CodeView.key_widgets`, with words in PARTS).
    """

    name: str
    menu: str
    text: str = ""
    key: str = ""
    icon: str = ""
    needs: str = "project"
    checkable: bool = False
    on: str = ""


ROWS = (
    Row("new_project", "project", _("New project…"), "Ctrl+N", "new", needs=""),
    Row("open_project", "project", _("Open project…"), "Ctrl+O", "open", needs=""),
    Row("open_sample", "project", _("Open the sample study"), "", "help", needs=""),
    Row("", "project"),
    Row("choose_person", "project", _("Who is coding…"), "Ctrl+Alt+P", "user"),
    Row("", "project"),
    Row("import_files", "project", _("Import transcripts…"), "Ctrl+I", "import"),
    Row("import_folder", "project", _("Import a folder…"), "Ctrl+Shift+I", "folder"),
    Row("import_facts", "project", _("Import facts about people or reports…"), "", "import"),
    Row("import_codebook", "project", _("Import a codebook…"), "", "import"),
    Row("import_codings", "project", _("Import coded passages from a table…"), "", "import"),
    Row("bring_in_project", "project", _("Bring in a project of another program…"), "Ctrl+Alt+I", "import", needs=""),
    Row("check_manuscript", "project", _("Check a manuscript…"), "", "check"),
    Row("show_programs", "project", _("Other programs, in and out"), "", "export"),
    Row("", "project"),
    Row("copy_for_colleague", "project", _("Copy for a colleague…"), "Ctrl+Alt+A", "user"),
    Row("bring_copy_back", "project", _("Bring a copy back…"), "Ctrl+Alt+B", "merge"),
    Row("", "project"),
    Row("write_again", "project", _("Write the report again"), "F5", "report"),
    Row("write_theme_table", "project", _("Write the theme-quote table…"), "Ctrl+T", "export"),
    Row("", "project"),
    Row("lock_project", "project", _("Lock with a passphrase…"), "", "lock"),
    Row("change_passphrase", "project", _("Change the passphrase…"), ""),
    Row("remove_passphrase", "project", _("Remove the passphrase…"), ""),
    Row("lock_after", "project", _("Lock by itself after…"), "", "", needs=""),
    Row("lock_now", "project", _("Lock now"), "Ctrl+Alt+W", "lock"),
    Row("", "project"),
    Row("close_project", "project", _("Close project"), "Ctrl+W", "close"),
    Row("quit_program", "project", _("Quit"), "Ctrl+Q", "", needs=""),
    Row("undo", "edit", _("Undo"), "Ctrl+Z", "undo"),
    Row("redo", "edit", _("Redo"), "Ctrl+Shift+Z", "redo"),
    Row("copy_formatted", "edit", _("Copy with formatting"), "Ctrl+Alt+C"),
    Row("show_history", "edit", _("History"), "Ctrl+H", "recent", checkable=True),
    Row("thing_history", "edit", _("History of what is chosen…"), "Ctrl+Alt+H", "recent"),
    Row("", "edit"),
    Row("find_here", "edit", _("Find in this transcript…"), "Ctrl+F", "search", needs="code"),
    Row("find_next", "edit", _("Find next"), "F3", "", needs="code"),
    Row("find_previous", "edit", _("Find previous"), "Shift+F3", "", needs="code"),
    Row("find_replace", "edit", _("Find and replace…"), "Ctrl+F", "", needs="correcting"),
    Row("find_words", "edit", _("Find and code in all transcripts…"), "Ctrl+Shift+F", "search"),
    Row("count_words", "edit", _("Words counted…"), "Ctrl+Shift+W", "counts"),
    Row("", "edit"),
    Row("correct_transcript", "edit", _("Correct this transcript…"), "F2", "", needs="code", on="transcript"),
    Row("accept_correction", "edit", _("Accept the correction"), "Ctrl+Return", "check", needs="correcting"),
    Row("discard_correction", "edit", _("Discard the correction…"), "", "", needs="correcting"),
    Row("replace_transcript", "edit", _("Replace this transcript by a corrected file…"), "", "", needs="code"),
    Row("unplaced_passages", "edit", _("Passages without words…"), ""),
    Row("text_versions", "edit", _("Versions of this transcript…"), "", "recent", needs="code"),
    Row("", "edit"),
    Row("withdraw_participant", "edit", _("Withdraw the chosen participant…"), "", "remove", needs="sources"),
    Row("show_withdrawals", "edit", _("Withdrawals and their certificates…"), "", "recent", needs="sources"),
    Row("go_study", "go", _("Study"), "Alt+0", "study"),
    Row("go_sources", "go", _("Sources"), "Alt+1", "sources"),
    Row("go_code", "go", _("Code"), "Alt+2", "code"),
    Row("go_themes", "go", _("Themes"), "Alt+3", "themes"),
    Row("go_memos", "go", _("Memos"), "Alt+4", "memos"),
    Row("go_tables", "go", _("Tables"), "Alt+5", "tables"),
    Row("go_compare", "go", _("Compare"), "Alt+6", "compare"),
    Row("go_review", "go", _("Review together"), "Alt+7", "review"),
    Row("go_easyread", "go", _("Easy read"), "Alt+8", "easy-read"),
    Row("go_report", "go", _("Report"), "Alt+9", "report"),
    Row("", "go"),
    Row("show_transcripts", "go", _("Transcripts"), "Ctrl+Alt+1", "sources"),
    Row("show_people", "go", _("People and facts"), "Ctrl+Alt+2", "user"),
    Row("show_consent", "go", _("Consent of participants"), "Ctrl+Alt+3", "check"),
    Row("show_pseudonyms", "go", _("Pseudonyms"), "Ctrl+Alt+4", "user"),
    Row("show_leaving", "go", _("Before it leaves"), "Ctrl+Alt+9", "check"),
    Row("", "go"),
    Row("next_source", "go", _("Next transcript"), "Ctrl+PgDown", "down", needs="code"),
    Row("previous_source", "go", _("Previous transcript"), "Ctrl+PgUp", "up", needs="code"),
    Row("last_source", "go", _("Back to the last transcript"), "Ctrl+Tab", "", needs="code"),
    Row("", "go"),
    Row("next_coded", "go", _("Next passage with a code"), "Alt+Down", "", needs="code"),
    Row("previous_coded", "go", _("Previous passage with a code"), "Alt+Up", "", needs="code"),
    Row("next_uncoded", "go", _("Next passage without a code"), "Ctrl+Down", "", needs="code"),
    Row("previous_uncoded", "go", _("Previous passage without a code"), "Ctrl+Up", "", needs="code"),
    Row("code_selection", "code", _("Code this passage…"), "Return", "code", needs="code", on="transcript"),
    Row(
        "code_in_vivo",
        "code",
        _("Code in the person's own words"),
        "Ctrl+Return",
        "quote",
        needs="code",
        on="transcript",
    ),
    Row("repeat_code", "code", _("Repeat the last code"), "Ctrl+R", "recent", needs="code"),
    Row("change_code", "code", _("Change a code here…"), "Ctrl+E", "", needs="code"),
    Row("note_coding", "code", _("Note and weight here…"), "Ctrl+K", "note", needs="code"),
    Row("memo_here", "code", _("Memo here…"), "Ctrl+Shift+M", "memos", needs="code"),
    Row("remove_coding", "code", _("Take a code away here…"), "Delete", "remove", needs="code", on="transcript"),
    Row("", "code"),
    Row("end_later", "code", _("End the passage a word later"), "Alt+Shift+Right", "", "code", on="transcript"),
    Row("end_earlier", "code", _("End the passage a word earlier"), "Alt+Shift+Left", "", "code", on="transcript"),
    Row("begin_earlier", "code", _("Begin it a word earlier"), "Ctrl+Alt+Shift+Left", "", "code", on="transcript"),
    Row("begin_later", "code", _("Begin it a word later"), "Ctrl+Alt+Shift+Right", "", "code", on="transcript"),
    Row("divide_passage", "code", _("Divide the passage here…"), "Ctrl+Shift+X", "", needs="code", on="transcript"),
    Row("", "code"),
    Row("code_by_speaker", "code", _("Code by speaker…")),
    Row("code_by_question", "code", _("Code by question…")),
    Row("code_by_pattern", "code", _("Code by pattern…")),
    Row("", "code"),
    Row("mark_read", "code", _("Read, or not"), "Ctrl+Shift+R", "read", needs="code"),
    Row("mark_finished", "code", _("Finished, or not"), "Ctrl+Shift+E", "check", needs="code"),
    Row("mark_verified", "code", _("Looked over by me, or not"), "", "", needs="code"),
    Row("read_again", "code", _("Read again for codes that came late"), "Ctrl+Shift+Y", "recent", needs="code"),
    Row("", "code"),
    Row("find_code", "code", _("Find in the codebook"), "Ctrl+B", "search", needs="code"),
    Row("new_code", "code", _("New code…"), "Ctrl+Shift+N", "add"),
    Row("rename_code", "code", _("Rename code…"), "F2", "", needs="code", on="tree"),
    Row("code_sheet", "code", _("The code's sheet"), "Ctrl+D", "", needs="code"),
    Row("move_code_up", "code", _("Move code up"), "Alt+Shift+Up", "up", needs="code", on="tree"),
    Row("move_code_down", "code", _("Move code down"), "Alt+Shift+Down", "down", needs="code", on="tree"),
    Row("move_code_into", "code", _("Move code into…"), "", "", needs="code"),
    Row("move_code_to_top", "code", _("Move code out of all categories"), "", "", needs="code"),
    Row("refer_code", "code", _("Also show code under…"), "", "", needs="code"),
    Row("drop_reference", "code", _("Show code here no more"), "", "", needs="code"),
    Row("merge_code", "code", _("Merge code into…"), "Ctrl+M", "merge", needs="code"),
    Row("split_code", "code", _("Split code…"), "Ctrl+Shift+S", "", needs="code"),
    Row("delete_code", "code", _("Delete code…"), "Delete", "remove", needs="code", on="tree"),
    Row("keep_version", "code", _("Keep this codebook as a version…"), "Ctrl+Alt+K", "check"),
    Row("to_quotes", "quotes", _("Go to the quotes"), "Ctrl+Shift+Q", "quote", needs="code"),
    Row("words_around", "quotes", _("Words around the quote"), "F9", "", needs="code"),
    Row("", "quotes"),
    Row("recode_quotes", "quotes", _("Give another code…"), "", "code", needs="code"),
    Row("uncode_quotes", "quotes", _("Take the code away"), "Delete", "remove", needs="code", on="quotes"),
    Row("", "quotes"),
    Row("show_quote_bank", "quotes", _("Quote bank: used where, printed how"), "", "quote"),
    Row("", "quotes"),
    Row("quote_example", "quotes", _("Example of its code"), "F7", "", needs="code", on="quotes"),
    Row("quote_chosen", "quotes", _("Choose for a theme"), "Space", "star", needs="code", on="quotes"),
    Row("quote_counter", "quotes", _("Different view for a theme"), "F8", "", needs="code", on="quotes"),
    Row("", "quotes"),
    Row("compare_codes", "quotes", _("Compare with another code…"), "Ctrl+Shift+C", "compare", needs="code"),
    Row("similar_passages", "quotes", _("Similar passages"), "Ctrl+Shift+L", "search", needs="code"),
    Row("give_similar", "quotes", _("Give similar lines the code"), "Ctrl+Return", "", needs="code", on="quotes"),
    Row("new_theme", "themes", _("New theme…"), "Ctrl+Shift+T", "add"),
    Row("new_subtheme", "themes", _("New subtheme…"), "Ctrl+Alt+N", "", needs="themes"),
    Row("relate_theme", "themes", _("Relate theme to…"), "Ctrl+L", "", needs="themes"),
    Row("translate_quote", "themes", _("Translate a quote of the theme"), "Ctrl+J", "", needs="themes"),
    Row("move_up", "themes", _("Move theme or quote up"), "Alt+Shift+Up", "up", needs="themes"),
    Row("move_down", "themes", _("Move theme or quote down"), "Alt+Shift+Down", "down", needs="themes"),
    Row("", "themes"),
    Row("show_outline", "themes", _("Outline of themes"), "Ctrl+1", "themes", needs="themes"),
    Row("show_board", "themes", _("Board of themes"), "Ctrl+2", "board", needs="themes"),
    Row("show_map", "themes", _("Thematic map"), "Ctrl+3", "map", needs="themes"),
    Row("write_map", "themes", _("Write the thematic map…"), "", "export"),
    Row("toggle_theme_page", "themes", _("Page and quotes of the theme"), "F4", "page", needs="themes"),
    Row("", "themes"),
    Row("cluster_cards", "themes", _("Make the chosen cards a cluster"), "Ctrl+G", "cluster", needs="themes"),
    Row("align_left", "themes", _("Align cards at the left"), "Alt+Shift+L", "align-left", needs="themes"),
    Row("align_top", "themes", _("Align cards at the top"), "Alt+Shift+U", "align-top", needs="themes"),
    Row("tidy_rows", "themes", _("Tidy cards into rows"), "Alt+Shift+R", "align-rows", needs="themes"),
    Row("lay_out_anew", "themes", _("Lay the board or map out anew"), "", "", needs="themes"),
    Row("new_memo", "memos", _("New memo"), "Ctrl+Alt+M", "add"),
    Row("find_memos", "memos", _("Find in memos"), "Ctrl+Alt+F", "search"),
    Row("memo_timeline", "memos", _("Timeline of memos and analysis"), "", "recent", needs="memos"),
    Row("", "memos"),
    Row("link_memo", "memos", _("Link the memo to…"), "", "link", needs="memos"),
    Row("delete_memo", "memos", _("Delete memo"), "", "remove", needs="memos"),
    Row("", "memos"),
    Row("reflexive_prompts", "memos", _("Questions at turning points"), "", "", checkable=True),
    Row("next_difference", "compare", _("Next difference"), "F3", "down", needs="compare"),
    Row("previous_difference", "compare", _("Previous difference"), "Shift+F3", "up", needs="compare"),
    Row("", "compare"),
    Row("take_mine", "compare", _("Take mine"), "1", "", needs="compare", on="differences"),
    Row("take_theirs", "compare", _("Take another coder's"), "2", "", needs="compare", on="differences"),
    Row("take_both", "compare", _("Take all of them"), "3", "", needs="compare", on="differences"),
    Row("settle_new", "compare", _("Give another code…"), "4", "code", needs="compare", on="differences"),
    Row("settle_later", "compare", _("Discuss it later"), "5", "", needs="compare", on="differences"),
    Row("take_nobody", "compare", _("Take nobody's"), "0", "", needs="compare", on="differences"),
    Row("open_again", "compare", _("Open the difference again"), "Delete", "", needs="compare", on="differences"),
    Row("", "compare"),
    Row("take_agreed", "compare", _("Take over what you agree on"), "", "check", needs="compare"),
    Row("finish_consensus", "compare", _("Consensus finished, or not"), "", "check", needs="compare"),
    Row("reading_mode", "view", _("Reading mode, or back"), "F11", "read"),
    Row("", "view"),
    Row("text_larger", "view", _("Larger transcript text"), "Ctrl++", "", needs=""),
    Row("text_smaller", "view", _("Smaller transcript text"), "Ctrl+-", "", needs=""),
    Row("text_normal", "view", _("Normal transcript text"), "Ctrl+0", "", needs=""),
    Row("", "view"),
    Row("larger_interface", "view", _("Larger menus and lists"), "Ctrl+Alt++", "", needs=""),
    Row("smaller_interface", "view", _("Smaller menus and lists"), "Ctrl+Alt+-", "", needs=""),
    Row("", "view"),
    Row("step_lines", "view", _("Up and Down go by lines"), "", "", needs="code", checkable=True),
    Row("step_sentences", "view", _("Up and Down go by sentences"), "", "", needs="code", checkable=True),
    Row("step_paragraphs", "view", _("Up and Down go by turns or paragraphs"), "", "", needs="code", checkable=True),
    Row("choose_coders", "view", _("Show, dim or hide coders…"), "", "", needs="code"),
    Row("", "view"),
    Row("theme_system", "view", _("Colours as the system has them"), "", "", needs="", checkable=True),
    Row("theme_light", "view", _("Light"), "", "", needs="", checkable=True),
    Row("theme_dark", "view", _("Dark"), "", "", needs="", checkable=True),
    Row("theme_contrast", "view", _("High contrast"), "", "", needs="", checkable=True),
    Row("show_commands", "help", _("All commands…"), "Ctrl+P", "search", needs=""),
    Row("show_keys", "help", _("Keys…"), "F1", "help", needs=""),
    Row("show_log", "help", _("Log of errors…"), "", "", needs=""),
    Row("show_about", "help", _("About Themeloom"), "", "", needs=""),
)

# What can be done with the passage at the cursor, in the order of the menu.
_PASSAGE = ("repeat_code", "change_code", "note_coding", "memo_here")
PASSAGE_ACTIONS = (
    *(row.name for row in ROWS if row.menu == "code" and (row.on == "transcript" or row.name in _PASSAGE)),
    "correct_transcript",
)

NAMED = {row.name: row for row in ROWS if row.name}

# Where an action works, by its `needs` and, more narrowly, by its `on`.
PLACES = {
    "study": _("Study"),
    "sources": _("Sources"),
    "code": _("Code"),
    "correcting": _("Correcting a transcript"),
    "themes": _("Themes"),
    "memos": _("Memos"),
    "tables": _("Tables"),
    "compare": _("Compare"),
    "review": _("Review together"),
    "easyread": _("Easy read"),
    "report": _("Report"),
}
PARTS = {
    "transcript": _("in the transcript"),
    "tree": _("in the codebook"),
    "quotes": _("in the quotes"),
    "differences": _("in the list of differences"),
}
# What of the Code place can be done in reading mode, when that place is called "reading".
WHILE_READING = frozenset(("mark_read", "mark_finished", "memo_here", "next_source", "previous_source"))
# And what while a transcript is corrected, when it is called "correcting".
WHILE_CORRECTING = frozenset(("find_next", "find_previous"))


def plain(words: str) -> str:
    """Return the words of a menu without the sign for its letter and without the dots of a question."""
    return words.replace("&", "").rstrip("…")


def apart(row: Row, other: Row) -> bool:
    """Tell whether two actions never work at the same time, since each belongs to a place of its own."""
    return row.needs in PLACES and other.needs in PLACES and row.needs != other.needs


def works(row: Row, here: str) -> bool:
    """Tell whether an action that needs an open project can be done in the place called `here`."""
    if here == "reading":
        return row.name in WHILE_READING or (row.needs == "project" and row.menu != "code")
    if here == "correcting":
        may = row.name in WHILE_CORRECTING or (row.needs == "project" and row.menu != "code")
        return may or row.needs == here
    return row.needs in ("project", here)
