"""What the kinds of things that a merge brings are called where they are counted."""

from __future__ import annotations

from collections.abc import Mapping

from qda.i18n import _

KINDS: Mapping[str, str] = {
    "coding": _("Coded passages"),
    "code": _("Codes and categories"),
    "code_place": _("Places in the codebook"),
    "theme": _("Themes"),
    "theme_code": _("Codes of themes"),
    "quote": _("Picked quotes"),
    "relation": _("Relations between themes"),
    "memo": _("Memos"),
    "memo_link": _("Links of memos"),
    "source": _("Sources"),
    "turn": _("Turns"),
    "speaker": _("Speakers"),
    "participant": _("Participants"),
    "participation": _("Participants in sources"),
    "attribute": _("Attributes"),
    "attribute_value": _("Facts about people and reports"),
    "coder": _("Coders"),
    "reading": _("Sources read or finished"),
    "verification": _("Sources looked over"),
    "judgement": _("Decisions and ratings"),
    "resolution": _("Settled differences"),
    "agreement_snapshot": _("Kept figures of agreement"),
    "coding_round": _("Rounds of coding"),
    "assignment": _("Assignments"),
    "frame": _("Framework matrices"),
    "frame_row": _("Rows of matrices"),
    "frame_column": _("Columns of matrices"),
    "frame_cell": _("Summaries in matrices"),
    "frame_quote": _("Quotes in matrices"),
    "confidence": _("Confidence in themes"),
    "level": _("Levels of themes"),
    "category_sheet": _("Sheets of categories"),
    "category_property": _("Properties of categories"),
    "category_gain": _("Gains of categories"),
    "concept": _("Concepts"),
    "guide_version": _("Interview guides"),
    "interview_sheet": _("Interview sheets"),
    "recruitment": _("Entries of the recruitment log"),
    "sampling_target": _("Cells of the sampling grid"),
    "wording": _("Entries of the word list"),
    "codebook_version": _("Kept codebooks"),
    "review_round": _("Rounds of review"),
    "review_item": _("What rounds show"),
    "review_meeting": _("Meetings"),
    "meeting_person": _("People at meetings"),
    "review_person": _("People of the review"),
    "review_response": _("Answers in reviews"),
    "review_point": _("Open points"),
    "point_raised": _("Who raised points"),
    "review_pack": _("Packs"),
    "pack_return": _("Answers to packs"),
    "pile": _("Piles of quotes"),
    "pile_card": _("Cards on piles"),
    "theme_credit": _("Credits for themes"),
    "commentary": _("Commentaries"),
    "commentary_author": _("Authors of commentaries"),
    "consent": _("Consents"),
    "consent_answer": _("Answers about consent"),
    "easy_summary": _("Easy-read summaries"),
    "easy_page": _("Easy-read pages"),
    "easy_statement": _("Easy-read statements"),
    "statement_trace": _("What statements rest on"),
    "hint_dismissal": _("Hints put aside"),
    "hard_word": _("Words that are explained"),
    "easy_version": _("Versions of summaries"),
    "easy_version_picture": _("Pictures of versions"),
    "easy_agreement": _("Agreements to versions"),
    "picture": _("Pictures"),
    "picture_set": _("Sets of pictures"),
    "media_file": _("Files without text"),
    "media_selection": _("Parts of files without text"),
    "quote_words": _("Quotes as printed"),
    "recipe": _("Reports"),
    "import_report": _("Reports of imports"),
    "text_version": _("Versions of texts"),
    "unplaced": _("Passages without a place"),
    "pseudonymising": _("Pseudonymisings"),
    "withdrawal": _("Withdrawals"),
    "tombstone": _("Marks of withdrawals"),
    "placement": _("Places on board and map"),
    "reading_codes": _("Codebooks at finishing"),
    "reread": _("Sources read again"),
    "setting": _("Settings"),
    "study": _("The project itself"),
}
"""By table, the most telling first."""


def in_order(*counts: Mapping[str, int]) -> list[str]:
    """Return the kinds that are counted, the most telling first."""
    there = {kind for one in counts for kind, number in one.items() if number}
    return [kind for kind in KINDS if kind in there] + sorted(there - KINDS.keys())


def kind_words(kind: str) -> str:
    """Return what a kind is called."""
    return KINDS.get(kind, kind.replace("_", " "))
