"""The history in words: what was done, by whom, with the names things have today; undo of a redo is an undo."""

from __future__ import annotations

from qda.core import codebook, coders, history


def labels(project) -> list[str]:
    with project.read() as s:
        return [step.label for step in history.steps(s, project.history())]


def test_labels_name_what_a_change_was_about_as_it_is_called_now(project):
    with project.change("Add coder") as s:
        ann = coders.add_coder(s, "Ann")
    project.coder_id = ann
    with project.change("Add code") as s:
        code = codebook.add_code(s, "Mask")
    with project.change("Rename code", [("code", code)]) as s:
        codebook.edit_code(s, code, name="Cover")
    with project.read() as s:
        newest, _older, first, start = history.steps(s, project.history())
        assert newest.label == "Rename code “Cover”"
        assert (newest.coder, first.coder, start.label) == ("Ann", "", "Start project")
        assert newest.time >= first.time > 1_600_000_000_000
        assert history.label_of(s, project.history(1)[0]) == "Rename code “Cover”"
    with project.change("Delete code", [("code", code)]) as s:
        codebook.delete_codes(s, [code])
    assert labels(project)[:2] == ["Delete code", "Rename code"]


def test_undo_and_redo_are_named_for_what_they_take_back(project):
    with project.change("Add codes") as s:
        added = [codebook.add_code(s, name) for name in ("one", "two", "three", "four")]
    with project.change("Recolour", [("code", key) for key in added]) as s:
        codebook.edit_codes(s, added, colour="red")
    for step in (project.undo, project.redo, project.undo, project.redo):
        step()
    shown = "Recolour “one”, “two”, “three” …"
    assert labels(project)[:5] == [f"Redo: {shown}", f"Undo: {shown}", f"Redo: {shown}", f"Undo: {shown}", shown]
    # The last lines alone say the same, though what they take back isn't among them.
    with project.read() as s:
        assert [step.label for step in history.steps(s, project.history(2))] == [f"Redo: {shown}", f"Undo: {shown}"]


def test_a_long_history_is_read_quickly(project):
    import time

    for number in range(150):
        with project.change("Add code") as s:
            codebook.add_code(s, f"Code {number}")
    for _time in range(100):
        project.undo()
    begun = time.perf_counter()
    shown = labels(project)
    assert time.perf_counter() - begun < 1
    assert len(shown) == 251
    assert shown[:100] == ["Undo: Add code"] * 100
