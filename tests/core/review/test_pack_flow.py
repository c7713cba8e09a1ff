"""The pack's page takes people the same way as the simple screen: its steps are those of the flow."""

from __future__ import annotations

import random
from collections import namedtuple

from qda.core.review import flow
from qda.resources import path as resource

Card = namedtuple("Card", "id note parts")
WAY = """([content, kept, people, helpers]) => {
  const saidTo = (card, ask) => kept.said[`${card.id} ${ask}`];
  %s
  return steps().map(({ kind, number, part, ask }) => [kind, number ?? -1, part ?? -1, ask || ""]);
}"""


def test_the_steps_of_a_pack_are_those_of_the_screen(tab):
    way = WAY % resource("pack", "flow.js").read_text(encoding="utf-8")
    asks = ["easy", "right", "missing"]
    for seed in range(30):
        drawn = random.Random(seed)
        cards = [Card(f"c{n}", drawn.choice(("", "Fear.")), ["s"] * drawn.randint(1, 3)) for n in range(4)]
        said = flow.Said(supporter=drawn.choice(("", "yes", "no")))
        said.passed.update(card.id for card in cards if drawn.random() < 0.3)
        for card in cards:
            for ask in drawn.sample(asks, drawn.randint(0, 3)):
                said.replies[card.id, ask] = flow.Reply(drawn.choice(("yes", "unsure", "no", "skipped", "")))
        helpers = drawn.choice(([], ["P3"]))
        kept = {
            "run": "",
            "supporter": said.supporter,
            "passed": dict.fromkeys(said.passed, True),
            "said": {" ".join(key): {"answer": one.answer} for key, one in said.replies.items()},
        }
        content = {"items": [card._asdict() for card in cards], "asks": asks, "shuffled": False}
        found = tab.evaluate(way, [content, kept, ["P1"], helpers])
        assert [flow.Step(*one) for one in found] == flow.steps(cards, asks, said, helpers), seed


def test_a_round_that_mixes_its_cards_shows_each_run_one_order_of_its_own(tab):
    way = WAY.replace("steps()", "cards()").replace(
        '({ kind, number, part, ask }) => [kind, number ?? -1, part ?? -1, ask || ""]', "card => card.id"
    )
    way %= resource("pack", "flow.js").read_text(encoding="utf-8")
    items = [{"id": f"c{n}"} for n in range(6)]
    orders = set()
    for run in ("a" * 32, "b" * 32, "0123" * 8, "4567" * 8):
        content = {"items": items, "asks": [], "shuffled": True}
        order, again = (tab.evaluate(way, [content, {"run": run, "said": {}}, ["P1"], []]) for _ in range(2))
        assert order == again and sorted(order) == [one["id"] for one in items]
        orders.add(tuple(order))
    assert len(orders) > 1
