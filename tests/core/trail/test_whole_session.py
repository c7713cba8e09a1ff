"""A whole theme-building session undone to its beginning gives the same database, and done again the same end."""

from __future__ import annotations

from qda.core import codebook, codebook_merge, coding, memos, retrieval, settings_of_study
from qda.core.themes import outline, placing, quotes, relations
from qda.core.themes.placing import Place
from qda.core.themes.relations import Node
from qda.core.trail import versions
from qda.core.trail.decisions import decisions
from qda.core.trail.history_of import history_of
from tests.storage.study import dump, make_study


def _session(project):
    """Themes made, nested, related, described, put aside; codes put in, merged, split; quotes, memos, settings."""

    def do(label, work):
        with project.change(label) as s:
            return work(s)

    with project.read() as s:
        mask, way, help_ = (codebook.find_code(s, name) for name in ("The mask", "The way", "Somebody helps"))
        rows = retrieval.quotes(s, retrieval.Filter(code_ids=(mask,)))
        passages, source = [row.id for row in rows], rows[0].source_id
        coder = coding.codings(s, source)[0].coder_id
    project.coder_id = coder
    inner = do("Make theme", lambda s: outline.add_theme(s, "Behind the mask", code_ids=[mask], coder_id=coder))
    outer = do("Make theme", lambda s: outline.add_theme(s, "Getting in", code_ids=[way], coder_id=coder))
    do("Put code into theme", lambda s: outline.add_codes(s, outer, [help_, mask]))
    do("Move theme", lambda s: outline.move_theme(s, inner, outer, 0))
    do("Describe theme", lambda s: outline.edit_theme(s, outer, idea="A door is not a way in.", stance="both"))
    do("Choose quote", lambda s: quotes.pick_codings(s, inner, passages[:1]))
    (picked,) = do("Keep as different view", lambda s: quotes.pick_codings(s, outer, passages[1:2], kind="counter"))
    do("Translate quote", lambda s: quotes.edit_quote(s, picked, translation="A mask.", translator="Ann"))
    do("Relate themes", lambda s: relations.relate(s, Node("theme", inner), "leads to", Node("theme", outer)))
    do("Write memo", lambda s: memos.add_memo(s, "Why nested", "Because.", links=(memos.Link(theme_id=inner),)))
    do("Move card", lambda s: placing.place(s, "board", [Place(inner, mask, 40, 60)]))
    do("Set ratings", lambda s: settings_of_study.put_setting(s, "ratings.bands", ["A", "B"]))
    do("Split code", lambda s: codebook_merge.split_code(s, mask, passages[:1], "toughness"))
    do("Merge codes", lambda s: codebook_merge.merge_codes(s, [way], help_, weights="highest"))
    do("Apply code", lambda s: coding.apply_code(s, coder, help_, source, 0, 9))
    do("Keep codebook", lambda s: versions.keep_version(s, "After the meeting"))
    do("Set status of theme", lambda s: outline.edit_theme(s, inner, status="set aside"))
    do("Delete theme", lambda s: outline.delete_theme(s, inner))
    return outer


def test_a_theme_building_session_is_undone_to_its_beginning_and_done_again(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        begun = dump(project)
        before = project.undoable()
        outer = _session(project)
        ended = dump(project)
        with project.read() as s:
            told = [line.sentence for line in history_of(s, "theme", outer)]
            decided = [one.what for one in decisions(s) if one.in_force]
        steps = 0
        while project.undoable() != before:
            project.undo()
            steps += 1
        assert dump(project) == begun and steps == 18
        # What was decided is told still, as undone; nothing of it is in force.
        with project.read() as s:
            undone = [one.what for one in decisions(s) if not one.in_force]
            lines = history_of(s, "theme", outer)
        assert set(decided) - set(undone) == {one for one in decided if one not in undone}
        assert {"made the theme “Getting in”", "deleted the theme “Behind the mask”"} <= set(undone)
        assert not any(line.in_force for line in lines if not line.sentence.startswith("Ann Noor undid"))
        while project.redoable() is not None:
            project.redo()
        assert dump(project) == ended
        with project.read() as s:
            again = [line.sentence for line in history_of(s, "theme", outer) if line.in_force]
        assert again[: len(told)] == told
