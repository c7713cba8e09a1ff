"""Drawings of places, of daily life, and of what makes things near or far."""

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
    circle,
    clock,
    drawing,
    ellipse,
    house,
    limbs,
    lines,
    path,
    place,
)
from drawing.people import AMINA, ANNA, EVA, JON, LEE, LIGHT, SAM, bust, figure

SEATED_LEGS = (((-4, 48), (14, 48), (15, 72)), ((4, 48), (22, 49), (24, 72)))


@drawing
def home() -> str:
    return house(60, 10, 104) + box(52, 76, 20, 32, WOOD, 1) + box(28, 62, 16, 16, SKY, 1) + box(80, 62, 14, 16, SKY, 1)


@drawing
def village() -> str:
    hill = path("M2 112 V92 Q40 70 62 84 Q90 96 118 78 V112 Z", "#A9CBA4")
    return hill + house(28, 52, 38) + house(90, 40, 40, SKY, PLUM) + house(60, 66, 34, WHITE, OCHRE)


@drawing
def far_away() -> str:
    road = path("M14 116 Q70 92 40 72 Q22 56 78 46 L84 48 Q44 60 62 72 Q94 92 60 116 Z", GREY)
    middle = path("M38 114 Q82 92 52 72 Q38 60 74 50", stroke=WHITE, stroke_dasharray="7 6")
    return road + middle + house(92, 14, 34)


@drawing
def bus() -> str:
    body = (
        box(8, 20, 104, 74, OCHRE, 8) + box(16, 30, 88, 26, SKY, 3) + lines([(44, 30), (44, 56)], [(74, 30), (74, 56)])
    )
    wheels = "".join(circle(x, 96, 12, "#3A3F47") + circle(x, 96, 4, GREY) for x in (32, 88))
    return body + lines([(8, 70), (112, 70)]) + wheels + circle(104, 80, 3, SUN)


@drawing
def wait() -> str:
    arms = (((-12, 20), (-14, 36), (4, 44)), ((12, 20), (16, 34), (12, 44)))
    someone = figure(44, 30, 0.95, ANNA, arms, SEATED_LEGS, look=0.5)
    chair = limbs(WOOD, 5, [(22, 46), (24, 84), (50, 84)], [(24, 84), (20, 112)], [(48, 84), (50, 112)])
    return chair + someone + clock(94, 30, 22)


@drawing
def long_wait() -> str:
    glass = path("M28 14 H92 Q92 44 66 60 Q92 76 92 106 H28 Q28 76 54 60 Q28 44 28 14 Z", WHITE)
    sand = path("M40 34 H80 Q76 46 60 56 Q44 46 40 34 Z", OCHRE) + path("M34 104 Q40 84 60 82 Q80 84 86 104 Z", OCHRE)
    return (
        glass
        + sand
        + lines([(60, 56), (60, 82)], stroke=OCHRE)
        + box(20, 6, 80, 10, WOOD, 3)
        + box(20, 104, 80, 10, WOOD, 3)
    )


@drawing
def closed_door() -> str:
    return (
        box(26, 8, 68, 106, WOOD, 2)
        + box(36, 20, 48, 34, "#A57A4C", 1)
        + box(36, 64, 48, 40, "#A57A4C", 1)
        + circle(82, 60, 4.5, SUN)
    )


@drawing
def open_door() -> str:
    frame = box(18, 8, 70, 106, SUN, 2)
    leaf = path("M88 8 L112 20 V118 L88 114 Z", WOOD)
    return frame + leaf + circle(93, 64, 3, INK) + arrow((6, 74), (66, 74), GREEN, 8)


@drawing
def way_in_hard() -> str:
    steps = path("M58 116 V100 H76 V82 H94 V64 H114 V116 Z", GREY)
    wheel = circle(28, 94, 18, "none", stroke_width=5)
    body = lines([(14, 64), (20, 90), (42, 90), (50, 112)], stroke_width=4)
    who = (
        limbs(TEAL, 10, [(26, 62), (26, 82)])
        + limbs("#4A5568", 8, [(28, 84), (44, 84), (50, 104)])
        + circle(26, 42, 11, LIGHT)
    )
    hair = path("M15 42 Q14 29 26 29 Q38 29 37 42 Q30 34 15 42 Z", "#6B4A35")
    door = box(86, 18, 26, 46, SKY, 1)
    return door + steps + body + who + hair + wheel


@drawing
def work() -> str:
    case = box(10, 40, 100, 68, WOOD, 6) + path("M42 40 V30 Q42 22 50 22 H70 Q78 22 78 30 V40", stroke_width=6)
    return case + lines([(10, 72), (50, 72)], [(70, 72), (110, 72)]) + box(50, 65, 20, 15, SUN, 2)


@drawing
def food() -> str:
    plate = circle(60, 62, 36, WHITE) + circle(60, 62, 24, SKY)
    meal = ellipse(54, 60, 12, 8, OCHRE) + circle(70, 68, 7, GREEN) + circle(66, 54, 6, ROSE)
    fork = lines([(12, 18), (12, 40), (17, 44), (22, 40), (22, 18)], [(17, 18), (17, 106)], stroke_width=4)
    return plate + meal + fork + path("M104 106 V18 q-10 10 -8 40 h8", WHITE, stroke_width=4)


@drawing
def cook_together() -> str:
    two = bust(32, 34, 0.95, EVA, "happy", 0.6, 64) + bust(88, 34, 0.95, SAM, "happy", -0.6, 64)
    pot = path("M32 78 H88 V104 Q88 112 80 112 H40 Q32 112 32 104 Z", STEEL) + box(26, 72, 68, 9, GREY, 4)
    spoon = limbs(WOOD, 4, [(60, 74), (72, 46)])
    steam = path("M46 66 q-5 -6 0 -11 q4 -5 0 -10", stroke=STEEL)
    return two + spoon + pot + steam + circle(71, 52, 6, SAM.skin)


@drawing
def do_something() -> str:
    wrench = path("M-7 -20 Q-18 -28 -15 -42 L-7 -34 H7 L15 -42 Q18 -28 7 -20 V34 Q7 42 0 42 Q-7 42 -7 34 Z", GREY)
    hammer = box(-5, -18, 10, 62, WOOD, 3) + path("M-22 -36 H14 Q24 -34 26 -22 H10 V-16 H-22 Z", STEEL)
    return place(42, 60, 1.1, wrench, turn=-28) + place(76, 62, 1.1, hammer, turn=24)


@drawing
def seen_by_others() -> str:
    eye = "M4 34 Q30 6 60 6 Q90 6 116 34 Q90 60 60 60 Q30 60 4 34 Z"
    return (
        path(eye, WHITE, stroke_width=4)
        + circle(60, 33, 17, BLUE)
        + circle(60, 33, 7, INK)
        + bust(60, 84, 0.72, AMINA, "worried")
    )


@drawing
def two_roles() -> str:
    hat = path("M-24 8 Q-22 -16 0 -16 Q22 -16 24 8 Z", TEAL) + box(-32, 6, 64, 9, TEAL, 4)
    cap = path("M-22 8 Q-20 -18 0 -18 Q20 -18 22 8 Z", RED) + path("M14 4 Q38 4 40 12 H-22 V6 Z", RED)
    return place(34, 34, 0.85, hat) + place(84, 34, 0.85, cap) + bust(60, 76, 1, LEE, "calm")


@drawing
def next_step() -> str:
    stones = (
        ellipse(26, 100, 20, 9, STEEL)
        + ellipse(54, 78, 18, 8, STEEL)
        + ellipse(78, 58, 16, 7, GREY)
        + ellipse(98, 40, 14, 6, GREY)
    )
    return stones + arrow((30, 60), (76, 18), GREEN, 8)


@drawing
def walk() -> str:
    legs = (((-4, 50), (-10, 66), (-20, 82)), ((4, 50), (12, 64), (16, 84)))
    arms = (((-12, 20), (-20, 32), (-22, 44)), ((12, 20), (20, 34), (26, 42)))
    ground = lines([(8, 116), (112, 116)], stroke=STEEL, stroke_width=4)
    return ground + figure(60, 24, 1, JON, arms, legs, look=0.7)
