"""Drawings of feelings and of health: faces, the body, medicine and hospital."""

from __future__ import annotations

from drawing.parts import (
    BLUE,
    GREY,
    OCHRE,
    RED,
    ROSE,
    SKY,
    SUN,
    TEAL,
    WHITE,
    WOOD,
    box,
    bubble,
    circle,
    drawing,
    ellipse,
    heart,
    lines,
    path,
    place,
)
from drawing.people import AMINA, ANNA, EVA, GRACE, LEE, RUTH, SAM, TAN, TOM, arm, bust, figure, head, palm


@drawing
def happy() -> str:
    return bust(60, 46, 1.6, GRACE, "happy")


@drawing
def sad() -> str:
    drop = path("M76 54 q6 9 0 12 q-6 -3 0 -12 Z", BLUE, stroke_width=2)
    return bust(60, 46, 1.6, LEE, "sad") + drop


@drawing
def worried() -> str:
    cloud = path("M84 28 q-12 0 -10 -10 q2 -9 12 -7 q6 -9 16 -3 q12 -1 12 10 q-1 10 -12 10 Z", GREY)
    rain = lines([(84, 36), (80, 46)], [(96, 36), (92, 46)], [(108, 36), (104, 46)], stroke=BLUE)
    return bust(46, 60, 1.4, ANNA, "worried", 0.3) + cloud + rain


@drawing
def angry() -> str:
    marks = lines([(16, 16), (28, 26)], [(60, 4), (60, 12)], [(104, 16), (92, 26)], stroke=RED, stroke_width=6)
    return bust(60, 56, 1.45, TOM, "angry") + marks


@drawing
def afraid() -> str:
    hands = arm(EVA, (24, 112), (18, 90), (38, 78)) + arm(EVA, (96, 112), (102, 90), (82, 78))
    return bust(60, 46, 1.5, EVA, "afraid") + hands


@drawing
def tired() -> str:
    letters = lines(
        [(84, 40), (98, 40), (84, 56), (98, 56)],
        [(100, 12), (114, 12), (100, 28), (114, 28)],
        stroke=BLUE,
        stroke_width=4,
    )
    return bust(46, 56, 1.4, SAM, "tired", -0.4) + letters


@drawing
def calm() -> str:
    air = path("M92 34 h14 q8 0 8 -8 q0 -7 -7 -7", stroke=BLUE, stroke_width=4) + path("M88 46 h22", stroke=BLUE)
    return bust(52, 50, 1.5, RUTH, "rest") + air


@drawing
def lonely() -> str:
    seat = box(10, 86, 100, 8, WOOD, 3) + lines([(22, 94), (22, 114)], [(98, 94), (98, 114)], stroke_width=5)
    legs = (((-5, 50), (-7, 56), (-7, 78)), ((5, 50), (7, 56), (7, 78)))
    arms = (((-12, 20), (-15, 36), (-6, 46)), ((12, 20), (15, 36), (6, 46)))
    return seat + figure(36, 38, 0.94, AMINA, arms, legs, "sad", -0.6)


@drawing
def hope() -> str:
    sun = circle(60, 72, 26, SUN)
    rays = lines(
        [(60, 34), (60, 16)],
        [(32, 44), (20, 30)],
        [(88, 44), (100, 30)],
        [(22, 66), (6, 62)],
        [(98, 66), (114, 62)],
        stroke=OCHRE,
        stroke_width=6,
    )
    hill = path("M4 112 V92 Q30 66 62 84 Q90 98 116 80 V112 Z", TEAL)
    return rays + sun + hill


@drawing
def hide() -> str:
    mask = path("M34 34 H86 Q90 86 60 94 Q30 86 34 34 Z", WHITE)
    eyes = path("M42 52 q7 -6 14 0") + path("M64 52 q7 -6 14 0")
    smile = path("M46 68 Q60 84 74 68 Z", RED)
    return bust(74, 50, 1.45, ANNA, "sad", 0.4) + place(-8, 0, 1, mask + eyes + smile) + circle(30, 74, 7, ANNA.skin)


@drawing
def pain() -> str:
    bolts = path("M92 14 L82 32 H90 L84 46 L102 26 H93 L98 14 Z", RED) + path(
        "M24 22 L20 36 H27 L26 48 L38 30 H31 L33 22 Z", RED
    )
    hand = arm(LEE, (34, 112), (20, 92), (40, 70))
    return bust(60, 54, 1.4, LEE, "pain") + hand + bolts


@drawing
def ill() -> str:
    bed = box(6, 80, 108, 16, WHITE, 3) + lines(
        [(10, 96), (10, 112)], [(110, 96), (110, 112)], [(8, 40), (8, 80)], stroke_width=6
    )
    pillow = box(12, 58, 36, 22, SKY, 7)
    face = place(34, 56, 0.8, head(TOM, "tired"), turn=-14)
    cover = path("M44 80 V70 Q50 60 64 62 H106 Q114 64 114 80 Z", TEAL)
    return bed + pillow + face + cover


@drawing
def get_better() -> str:
    ground = lines([(6, 112), (114, 112)], stroke_width=4)
    stem = path("M60 112 V50", stroke_width=9) + path("M60 112 V50", stroke=TEAL, stroke_width=4)
    leaves = path("M60 88 Q34 90 30 66 Q56 64 60 88 Z", TEAL) + path("M60 70 Q86 72 92 48 Q64 46 60 70 Z", TEAL)
    bloom = "".join(circle(60 + x, 32 + y, 10, ROSE) for x, y in ((0, -13), (12, -4), (8, 11), (-8, 11), (-12, -4)))
    return ground + stem + leaves + bloom + circle(60, 32, 9, SUN)


@drawing
def mental_health() -> str:
    profile = "M36 114 V92 Q14 78 14 50 Q16 10 58 8 Q98 10 100 48 L110 68 L100 72 V86 Q98 94 86 92 L78 92 V114 Z"
    return path(profile, TAN) + heart(56, 54, 2)


@drawing
def medicine() -> str:
    bottle = box(18, 34, 50, 76, OCHRE, 6) + box(24, 16, 38, 18, WHITE, 3) + box(18, 54, 50, 34, WHITE, 0)
    plus = lines([(43, 62), (43, 80)], [(34, 71), (52, 71)], stroke=RED, stroke_width=6)
    pill = place(
        92, 82, 1, box(-10, -24, 20, 48, WHITE, 10) + path("M-10 0 V-14 A10 10 0 0 1 10 -14 V0 Z", ROSE), turn=24
    )
    return bottle + plus + pill


@drawing
def hospital() -> str:
    walls = box(8, 42, 104, 70, WHITE, 2) + box(38, 14, 44, 98, SKY, 2)
    windows = "".join(box(x, y, 12, 12, BLUE, 1) for x in (16, 92) for y in (54, 78))
    plus = lines([(60, 24), (60, 52)], [(46, 38), (74, 38)], stroke=RED, stroke_width=9)
    return walls + plus + windows + box(50, 84, 20, 28, OCHRE, 1)


@drawing
def crisis() -> str:
    ring = circle(60, 60, 44, RED, stroke_width=3) + circle(60, 60, 20, WHITE)
    bands = "".join(
        place(60, 60, 1, path("M-9 -43 L-9 -18 Q0 -22 9 -18 L9 -43 Q0 -46 -9 -43 Z", WHITE), turn=t)
        for t in (45, 135, 225, 315)
    )
    return ring + bands


@drawing
def slow_down() -> str:
    return path("M60 8 L112 60 L60 112 L8 60 Z", SUN, stroke_width=4) + place(60, 60, 0.7, palm(TAN, WHITE))


@drawing
def break_time() -> str:
    cup = path("M22 50 H82 V82 Q82 104 62 104 H42 Q22 104 22 82 Z", TEAL)
    ear = path("M82 58 h8 q16 0 16 14 q0 16 -24 16", stroke_width=10) + path(
        "M82 58 h8 q16 0 16 14 q0 16 -24 16", stroke=TEAL, stroke_width=4
    )
    steam = path("M38 38 q-8 -9 0 -16 q6 -7 0 -14") + path("M60 38 q-8 -9 0 -16 q6 -7 0 -14")
    return ear + cup + steam + ellipse(52, 110, 44, 4, GREY)


@drawing
def thank_you() -> str:
    return bust(44, 62, 1.3, AMINA, "happy", 0.3) + bubble(90, 30, 50, 44, (74, 66)) + heart(90, 33, 1.1)
