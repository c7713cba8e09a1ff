"""Drawings of signs: answers, words for what is the same or missing, rights, time and things."""

from __future__ import annotations

from drawing.parts import (
    BLUE,
    GREEN,
    GREY,
    INK,
    OCHRE,
    PLUM,
    RED,
    ROSE,
    SKY,
    STEEL,
    SUN,
    TEAL,
    WHITE,
    WOOD,
    arrow,
    box,
    call,
    circle,
    clock,
    cross,
    drawing,
    ellipse,
    heart,
    limbs,
    lines,
    padlock,
    paper,
    path,
    place,
    query,
    star,
    tick,
)
from drawing.people import BROWN, LIGHT, TAN, flat_hand, palm, thumb


@drawing
def yes() -> str:
    return circle(60, 60, 48, WHITE, stroke=GREEN, stroke_width=5) + tick(60, 62, 2.2)


@drawing
def no() -> str:
    return circle(60, 60, 48, WHITE, stroke=RED, stroke_width=5) + cross(60, 60, 2.3)


@drawing
def not_sure() -> str:
    return circle(60, 60, 48, WHITE, stroke=BLUE, stroke_width=5) + query(59, 58, 2.1, BLUE)


@drawing
def stop() -> str:
    eight = "M40 10 H80 L110 40 V80 L80 110 H40 L10 80 V40 Z"
    return path(eight, RED) + place(62, 62, 0.88, palm(LIGHT, WHITE))


@drawing
def agree() -> str:
    return place(62, 62, 1.1, thumb(TAN, BLUE)) + tick(97, 28, 0.9)


@drawing
def same() -> str:
    bars = lines([(50, 54), (70, 54)], [(50, 66), (70, 66)], stroke_width=5)
    return circle(25, 60, 19, TEAL) + circle(95, 60, 19, TEAL) + bars


@drawing
def different() -> str:
    return circle(32, 42, 22, TEAL) + box(66, 20, 42, 42, OCHRE, 4) + path("M60 74 L86 112 H34 Z", PLUM)


@drawing
def important() -> str:
    return path("M60 10 L114 106 H6 Z", SUN, stroke_width=4) + call(60, 72, 1.6)


@drawing
def change() -> str:
    first = path("M22 52 A40 40 0 0 1 92 36", stroke_width=13) + path(
        "M22 52 A40 40 0 0 1 92 36", stroke=TEAL, stroke_width=7
    )
    second = path("M98 68 A40 40 0 0 1 28 84", stroke_width=13) + path(
        "M98 68 A40 40 0 0 1 28 84", stroke=OCHRE, stroke_width=7
    )
    heads = path("M100 14 L102 48 L72 40 Z", TEAL) + path("M20 106 L18 72 L48 80 Z", OCHRE)
    return first + second + heads


@drawing
def missing() -> str:
    shape = "M14 14 H106 V106 H14 Z"
    gap = "M62 60 V50 a9 9 0 1 1 0 -18 V14 H106 V60 H90 a9 9 0 1 0 -16 0 Z"
    inner = lines([(60, 60), (60, 106)], [(14, 60), (60, 60)])
    return path(shape, SKY) + inner + path(gap, WHITE, stroke_dasharray="6 6") + query(86, 36, 0.95, RED)


@drawing
def choose() -> str:
    first = box(10, 18, 42, 42, WHITE, 5, stroke_width=4) + tick(31, 40, 1.2)
    second = box(68, 18, 42, 42, WHITE, 5, stroke_width=4)
    hand = place(60, 92, 0.62, palm(TAN, BLUE), turn=-38)
    return first + second + hand


@drawing
def decide() -> str:
    post = box(55, 34, 10, 78, WOOD, 2)
    left = path("M68 24 H24 L8 38 L24 52 H68 Z", SKY)
    right = path("M52 58 H96 L112 72 L96 86 H52 Z", SUN)
    return post + left + right + query(40, 37, 0.72) + query(80, 71, 0.72)


@drawing
def consent() -> str:
    sheet = paper(22, 8, 68, 92, 3)
    square = box(32, 78, 14, 14, WHITE, 2) + tick(40, 84, 0.85)
    name = path("M54 90 q5 -10 8 -2 q3 6 7 -3 q3 -4 5 3 q2 3 8 0", stroke=BLUE)
    pen = place(96, 86, 1, box(-4, -34, 8, 40, OCHRE, 2) + path("M-4 6 L0 16 L4 6 Z", WHITE), turn=32)
    return sheet + square + name + pen


@drawing
def rights() -> str:
    beam = lines([(60, 18), (60, 100)], [(22, 34), (98, 34)], [(38, 104), (82, 104)], stroke_width=6)
    pans = lines([(22, 34), (8, 68)], [(22, 34), (36, 68)], [(98, 34), (84, 68)], [(98, 34), (112, 68)])
    bowls = path("M4 68 H40 Q36 86 22 86 Q8 86 4 68 Z", OCHRE) + path("M80 68 H116 Q112 86 98 86 Q84 86 80 68 Z", OCHRE)
    return beam + pans + bowls + circle(60, 16, 6, OCHRE)


@drawing
def rules() -> str:
    book = box(18, 12, 84, 96, BLUE, 5) + box(30, 12, 72, 96, SKY, 4)
    rows = "".join(
        circle(44, y, 4, INK, stroke="none") + lines([(56, y), (90, y)], stroke_width=4) for y in (36, 58, 80)
    )
    return book + rows


@drawing
def private() -> str:
    return paper(26, 8, 68, 100, 5) + padlock(62, 66, 1.45)


@drawing
def safe() -> str:
    shield = path("M60 8 Q82 22 106 22 Q108 84 60 112 Q12 84 14 22 Q38 22 60 8 Z", SKY, stroke_width=4)
    return shield + tick(60, 60, 2)


@drawing
def trust() -> str:
    left = place(50, 74, 0.78, flat_hand(LIGHT, TEAL))
    right = place(70, 82, 0.78, flat_hand(BROWN, OCHRE), flip=True)
    return right + left + heart(60, 36, 1.5)


@drawing
def barrier() -> str:
    rows = []
    for row in range(4):
        y = 28 + row * 20
        starts = (10, 44, 78) if row % 2 == 0 else (-7, 27, 61, 95)
        for x in starts:
            left, right = max(10, x), min(110, x + 34)
            rows.append(box(left, y, right - left, 20, ROSE, 1))
    return "".join(rows)


@drawing
def makes_it_easier() -> str:
    steps = path("M8 106 V92 H38 V72 H68 V52 H98 V32 H112 V106 Z", GREY)
    return steps + arrow((14, 72), (78, 18), GREEN, 8)


@drawing
def time() -> str:
    return clock(60, 60, 48, (0, -0.55), (0.5, 0.28))


@drawing
def appointment() -> str:
    sheet = box(12, 20, 84, 84, WHITE, 5) + path("M12 44 V26 Q12 20 18 20 H90 Q96 20 96 26 V44 Z", RED)
    rings = lines([(34, 12), (34, 28)], [(74, 12), (74, 28)], stroke_width=5)
    days = "".join(box(x, y, 10, 9, GREY, 1, stroke="none") for y in (54, 70, 86) for x in (22, 40, 58, 76))
    return sheet + rings + days + clock(88, 86, 24)


@drawing
def end_date() -> str:
    sheet = box(16, 20, 88, 88, WHITE, 5) + path("M16 44 V26 Q16 20 22 20 H98 Q104 20 104 26 V44 Z", RED)
    rings = lines([(40, 12), (40, 28)], [(80, 12), (80, 28)], stroke_width=5)
    return sheet + rings + cross(60, 76, 1.7)


@drawing
def money() -> str:
    note = (
        box(8, 22, 92, 52, "#CBE3CF", 4) + circle(54, 48, 15, WHITE) + lines([(20, 34), (20, 62)], [(88, 34), (88, 62)])
    )
    coins = "".join(ellipse(84, y, 22, 9, SUN) for y in (104, 96, 88))
    return note + coins


@drawing
def information() -> str:
    dot = circle(60, 34, 7, WHITE, stroke="none")
    stem = lines([(50, 54), (60, 54), (60, 88)], [(48, 88), (72, 88)], stroke=WHITE, stroke_width=10)
    return circle(60, 60, 48, BLUE) + dot + stem


@drawing
def easy_read() -> str:
    sheet = box(18, 6, 84, 108, WHITE, 3)
    pictures = circle(40, 28, 10, OCHRE) + box(30, 50, 20, 20, TEAL, 3) + path("M40 82 L51 102 H29 Z", ROSE)
    rows = [[(60, y), (90, y)] for y in (24, 33, 56, 65, 88, 97)]
    return sheet + pictures + lines(*rows, stroke_width=4)


@drawing
def letter() -> str:
    return (
        box(10, 26, 100, 70, WHITE, 4)
        + path("M12 30 L60 66 L108 30")
        + lines([(14, 92), (46, 58)], [(106, 92), (74, 58)])
    )


@drawing
def form() -> str:
    rows = "".join(box(34, y, 14, 14, WHITE, 2) + lines([(58, y + 7), (88, y + 7)], stroke=STEEL) for y in (30, 54, 78))
    return box(20, 8, 80, 104, WHITE, 3) + lines([(34, 19), (70, 19)], stroke_width=5) + rows + tick(42, 36, 0.7)


@drawing
def phone() -> str:
    body = box(34, 6, 52, 108, "#3A3F47", 9) + box(40, 18, 40, 78, SKY, 2) + circle(60, 105, 3.5, WHITE, stroke="none")
    handset = path("M50 40 q-6 4 -3 14 q6 18 20 24 q8 2 10 -5 l-8 -8 l-6 3 q-7 -5 -10 -12 l4 -6 Z", GREEN)
    return body + handset


@drawing
def computer() -> str:
    screen = box(14, 16, 92, 62, "#3A3F47", 5) + box(21, 23, 78, 48, SKY, 2)
    return (
        screen
        + path("M6 96 L18 80 H102 L114 96 Q114 102 108 102 H12 Q6 102 6 96 Z", GREY)
        + lines([(44, 90), (76, 90)])
    )


@drawing
def key() -> str:
    bow = circle(34, 60, 24, OCHRE) + circle(34, 60, 9, WHITE)
    return limbs(OCHRE, 8, [(60, 60), (110, 60)], [(92, 60), (92, 76)], [(106, 60), (106, 74)]) + bow


@drawing
def good() -> str:
    return star(60, 62, 52)
