"""Drawings of people: who they are, and how they talk, listen, ask, think and work together."""

from __future__ import annotations

from drawing.parts import (
    BLUE,
    GREEN,
    GREY,
    INK,
    OCHRE,
    ROSE,
    SKY,
    STEEL,
    SUN,
    TEAL,
    WHITE,
    WOOD,
    arrow,
    box,
    bubble,
    circle,
    cross,
    drawing,
    limbs,
    lines,
    paper,
    path,
    place,
    query,
    thought,
    tick,
)
from drawing.people import (
    AMINA,
    ANNA,
    EVA,
    GRACE,
    JON,
    LEE,
    RUTH,
    SAM,
    TOM,
    Who,
    arm,
    bust,
    figure,
    head,
)

COAT = "#F4F5F7"


@drawing
def woman() -> str:
    return bust(60, 40, 1.5, EVA, long=53)


@drawing
def man() -> str:
    return bust(60, 40, 1.5, JON, long=53)


@drawing
def older_person() -> str:
    stick = path("M104 118 V70 q0 -9 -9 -9 q-8 0 -8 8", stroke=WOOD, stroke_width=5)
    return bust(54, 40, 1.5, RUTH, long=53) + path("M104 118 V70 q0 -9 -9 -9 q-8 0 -8 8", stroke_width=10) + stick


@drawing
def people() -> str:
    back = bust(30, 40, 0.95, GRACE, long=85) + bust(90, 40, 0.95, TOM, long=85)
    return back + bust(60, 58, 1.1, LEE, long=58)


@drawing
def doctor() -> str:
    who = Who(SAM.skin, "side", SAM.colour, COAT)
    tube = path("M-12 24 Q-14 44 0 46 Q14 44 12 24", stroke=TEAL, stroke_width=3.4) + circle(8, 51, 4.5, GREY)
    shirt = path("M-8 22 L0 38 L8 22", SKY)
    return bust(60, 40, 1.5, who, long=53, more=shirt + lines([(0, 38), (0, 53)]) + tube)


@drawing
def nurse() -> str:
    who = Who(GRACE.skin, "curly", GRACE.colour, SKY)
    watch = box(10, 34, 8, 4, WHITE, 1) + circle(14, 44, 5, WHITE) + lines([(14, 44), (14, 41.5)])
    collar = path("M-9 21 L0 34 L9 21", WHITE)
    plus = lines([(-16, 38), (-16, 48)], [(-21, 43), (-11, 43)], stroke=BLUE, stroke_width=4)
    return bust(60, 42, 1.45, who, "happy", long=54, more=collar + watch + plus)


@drawing
def support_worker() -> str:
    badge = (
        path("M-9 22 L0 40 L9 22", stroke=TEAL, stroke_width=3)
        + box(-8, 39, 16, 12, WHITE, 2)
        + lines([(-4, 45), (4, 45)])
    )
    return bust(82, 44, 1.15, ANNA, "happy", -0.5, 66, badge) + bust(36, 58, 1.05, LEE, "calm", 0.5, 60)


@drawing
def carer() -> str:
    helper = bust(84, 36, 1.05, GRACE, "happy", -0.8, 82)
    old = bust(42, 58, 1.1, TOM, "happy", 0.3, 58)
    return helper + old + arm(GRACE, (100, 84), (84, 98), (62, 96))


@drawing
def researcher() -> str:
    board = box(62, 76, 40, 42, WOOD, 3) + box(66, 82, 32, 36, WHITE, 1) + box(76, 72, 12, 8, STEEL, 2)
    rows = lines([(71, 92), (92, 92)], [(71, 101), (92, 101)], [(71, 110), (84, 110)], stroke=STEEL)
    return bust(54, 40, 1.4, AMINA, long=57) + board + rows + circle(62, 104, 7, AMINA.skin)


@drawing
def work_together() -> str:
    people_there = bust(30, 42, 1.05, EVA, "happy", 0.7, 48) + bust(90, 42, 1.05, SAM, "happy", -0.7, 48)
    table = box(4, 90, 112, 12, WOOD, 3) + lines([(16, 102), (16, 116)], [(104, 102), (104, 116)], stroke_width=5)
    sheet = path("M44 90 L50 74 H78 L72 90 Z", WHITE) + lines([(54, 80), (70, 80)], [(52, 85), (66, 85)], stroke=STEEL)
    return people_there + sheet + table


@drawing
def meeting() -> str:
    back = bust(60, 26, 0.8, JON, "talk", long=60)
    sides = bust(24, 44, 0.85, AMINA, "calm", 0.7, 60) + bust(96, 44, 0.85, TOM, "calm", -0.7, 60)
    table = path("M10 84 Q60 66 110 84 L118 114 H2 Z", WOOD)
    return (
        back + sides + table + place(60, 92, 1, box(-12, -6, 24, 12, WHITE, 1) + lines([(-6, 0), (6, 0)], stroke=STEEL))
    )


@drawing
def family() -> str:
    adults = bust(34, 32, 0.95, JON, "happy", 0.4, 95) + bust(86, 32, 0.95, ANNA, "happy", -0.4, 95)
    child = Who(JON.skin, "short", JON.colour, SUN)
    return adults + bust(60, 70, 0.8, child, "happy", long=66)


@drawing
def friends() -> str:
    left = bust(34, 46, 1.15, SAM, "happy", 0.5, 66)
    right = bust(86, 46, 1.15, LEE, "happy", -0.5, 66)
    return left + right + limbs(SAM.shirt, 9, [(56, 88), (66, 78), (100, 84)]) + circle(103, 85, 6, SAM.skin)


@drawing
def wheelchair_user() -> str:
    wheel = circle(52, 86, 26, "none", stroke_width=5) + circle(52, 86, 4, STEEL)
    small = circle(96, 104, 8, STEEL)
    frame = lines([(30, 48), (38, 82), (76, 82), (88, 104), (96, 104)], stroke_width=5)
    legs = limbs("#4A5568", 10, [(46, 74), (76, 74), (88, 98), (98, 98)])
    body = path("M34 78 V46 Q34 35 44 34 Q54 35 56 46 L58 78 Z", TEAL)
    face = place(46, 19, 0.72, head(EVA, look=0.6))
    reach = limbs(TEAL, 7, [(47, 46), (54, 64), (68, 66)]) + circle(70, 66, 4.5, EVA.skin)
    return frame + small + body + legs + wheel + reach + face


@drawing
def talk() -> str:
    left = bust(28, 70, 0.95, ANNA, "talk", 0.9, 52)
    right = bust(92, 70, 0.95, SAM, "calm", -0.9, 52)
    first = bubble(38, 24, 50, 32, (32, 49), SKY) + lines([(22, 20), (54, 20)], [(22, 29), (46, 29)])
    second = bubble(92, 22, 42, 26, (88, 46), SUN) + lines([(80, 22), (104, 22)])
    return left + right + first + second


@drawing
def say() -> str:
    return (
        bust(40, 62, 1.25, GRACE, "talk", 0.8, 50)
        + bubble(88, 28, 54, 40, (72, 62), SKY)
        + lines([(70, 22), (106, 22)], [(70, 33), (96, 33)], stroke_width=4)
    )


@drawing
def listen() -> str:
    waves = "".join(
        path(f"M{98 + k * 7} {40 - k * 7} q{6 + k * 2} {12 + k * 7} 0 {24 + k * 14}", stroke=BLUE, stroke_width=4)
        for k in range(3)
    )
    hand = path("M79 66 Q90 60 90 46 Q90 38 84 38 Q79 40 80 54 Z", LEE.skin)
    return bust(54, 48, 1.45, LEE, "calm", 0.6, 52) + arm(LEE, (88, 98), (104, 88), (85, 62)) + hand + waves


@drawing
def ask() -> str:
    return bust(42, 62, 1.25, TOM, "talk", 0.7, 50) + bubble(88, 30, 50, 48, (72, 66), SUN) + query(87, 28, 1.15)


@drawing
def explain() -> str:
    board = box(56, 8, 60, 62, WHITE, 3, stroke_width=4) + circle(72, 28, 8, OCHRE) + box(64, 46, 16, 14, TEAL, 2)
    rows = lines([(88, 24), (106, 24)], [(88, 32), (102, 32)], [(88, 50), (106, 50)], [(88, 57), (100, 57)])
    who = bust(32, 58, 1.15, AMINA, "talk", 0.6, 54)
    return board + rows + who + arm(AMINA, (58, 100), (72, 92), (74, 70))


@drawing
def understand() -> str:
    bulb = path("M78 34 q-10 -8 -8 -18 q3 -12 16 -12 q13 0 16 12 q2 10 -8 18 v8 h-16 Z", SUN)
    base = box(79, 42, 14, 9, STEEL, 2)
    rays = lines(
        [(60, 12), (66, 14)], [(112, 12), (106, 14)], [(62, 34), (67, 31)], [(110, 34), (105, 31)], stroke=OCHRE
    )
    return bust(42, 66, 1.2, EVA, "happy", 0.4, 50) + bulb + base + rays


@drawing
def do_not_understand() -> str:
    marks = query(20, 30, 0.95, BLUE) + query(98, 28, 1.25, BLUE) + query(104, 74, 0.8, BLUE)
    return bust(58, 56, 1.3, JON, "worried", long=50) + marks


@drawing
def think() -> str:
    hand = arm(RUTH, (64, 108), (72, 100), (52, 86))
    return bust(42, 64, 1.2, RUTH, "calm", 0.6, 50) + hand + thought(86, 28, 22, (60, 52))


@drawing
def disagree() -> str:
    left = bust(28, 72, 0.95, AMINA, "talk", 0.8, 50) + bubble(32, 24, 46, 36, (32, 51)) + tick(32, 25, 0.95)
    right = bust(92, 72, 0.95, JON, "talk", -0.8, 50) + bubble(88, 24, 46, 36, (86, 51)) + cross(88, 24, 0.9)
    return left + right


@drawing
def interview() -> str:
    people_there = bust(28, 48, 1, GRACE, "talk", 0.9, 46) + bust(92, 48, 1, LEE, "calm", -0.9, 46)
    table = box(4, 92, 112, 10, WOOD, 3) + lines([(16, 102), (16, 116)], [(104, 102), (104, 116)], stroke_width=5)
    recorder = box(52, 74, 16, 18, "#3A3F47", 3) + circle(60, 80, 3, "#E2574C", stroke="none")
    talk_sign = bubble(52, 16, 36, 22, (38, 34), SKY) + lines([(42, 16), (62, 16)])
    return people_there + recorder + table + talk_sign


@drawing
def read() -> str:
    book = path("M60 84 Q40 72 14 78 V112 Q40 106 60 116 Q80 106 106 112 V78 Q80 72 60 84 Z", WHITE) + lines(
        [(60, 84), (60, 116)]
    )
    rows = lines([(24, 88), (48, 90)], [(24, 98), (48, 100)], [(72, 90), (96, 88)], [(72, 100), (96, 98)], stroke=STEEL)
    return bust(60, 36, 1.3, RUTH, long=60) + book + rows + circle(14, 96, 6, RUTH.skin) + circle(106, 96, 6, RUTH.skin)


@drawing
def write() -> str:
    sheet = path("M22 114 L30 76 H98 L106 114 Z", WHITE) + lines(
        [(38, 86), (72, 86)], [(36, 96), (60, 96)], stroke=BLUE
    )
    pen = limbs(OCHRE, 4, [(64, 98), (84, 66)]) + circle(75, 84, 6.5, SAM.skin)
    return bust(54, 36, 1.2, SAM, long=66) + sheet + limbs(SAM.shirt, 10, [(84, 78), (100, 94), (84, 88)]) + pen


@drawing
def co_researchers() -> str:
    left = bust(32, 40, 1.05, LEE, "happy", 0.5, 78)
    right = bust(88, 40, 1.05, GRACE, "happy", -0.5, 78)
    sheet = paper(40, 68, 40, 46, 3)
    return left + right + sheet + circle(40, 96, 6, LEE.skin) + circle(80, 96, 6, GRACE.skin) + tick(62, 102, 0.9)


@drawing
def beside() -> str:
    seat = box(8, 76, 104, 9, WOOD, 3) + lines([(20, 85), (20, 112)], [(100, 85), (100, 112)], stroke_width=5)
    back = box(8, 50, 104, 8, WOOD, 3) + lines([(20, 58), (20, 76)], [(100, 58), (100, 76)], stroke_width=5)
    legs = (((-5, 50), (-7, 56), (-7, 78)), ((5, 50), (7, 56), (7, 78)))
    arms = (((-12, 20), (-17, 36), (-8, 46)), ((12, 20), (17, 36), (8, 46)))
    one = figure(40, 26, 1, ANNA, arms, legs, "happy", 0.5)
    other = figure(80, 26, 1, JON, arms, legs, "happy", -0.5)
    return back + seat + one + other


@drawing
def someone_goes_along() -> str:
    door = box(84, 12, 30, 100, SKY, 1) + circle(90, 64, 2.5, INK)
    first = figure(56, 26, 0.9, EVA, (((-12, 20), (-18, 34), (-20, 46)), ((12, 20), (20, 32), (28, 30))), look=0.6)
    second = figure(24, 22, 0.94, SAM, (((-12, 20), (-17, 36), (-16, 48)), ((12, 20), (20, 34), (30, 36))), look=0.6)
    return door + first + second


@drawing
def help() -> str:
    up = (((-12, 20), (-20, 30), (-28, 40)), ((12, 20), (18, 36), (16, 48)))
    standing = figure(82, 20, 1, GRACE, up, mood="happy", look=-0.6)
    reach = (((-12, 22), (-17, 38), (-16, 50)), ((12, 20), (17, 14), (20, 8)))
    sitting = figure(
        34, 52, 0.92, TOM, reach, (((-5, 48), (14, 46), (16, 64)), ((5, 48), (26, 48), (28, 64))), look=0.6
    )
    stool = box(18, 98, 30, 8, WOOD, 2) + lines([(24, 106), (24, 117)], [(42, 106), (42, 117)], stroke_width=4)
    return stool + sitting + standing


@drawing
def like_me() -> str:
    left, right = Who(LEE.skin, "short", LEE.colour, TEAL), Who(SAM.skin, "short", SAM.colour, TEAL)
    bars = lines([(54, 18), (66, 18)], [(54, 26), (66, 26)], stroke_width=5)
    return bust(30, 46, 1.05, left, "happy", 0.6, 74) + bust(90, 46, 1.05, right, "happy", -0.6, 74) + bars


@drawing
def left_out() -> str:
    group = bust(72, 34, 0.68, SAM, long=56) + bust(100, 34, 0.68, ANNA, long=56)
    ring = path("M50 8 H118 V74 H50 Z", "none", stroke=STEEL, stroke_dasharray="7 6")
    return group + ring + bust(30, 74, 0.9, AMINA, "sad", 0.6, 52)


@drawing
def in_charge() -> str:
    who = Who(LEE.skin, "side", LEE.colour, "#3F4A5C")
    tie = path("M-9 21 L0 32 L9 21", WHITE) + path("M0 30 L-4 36 L0 54 L4 36 Z", ROSE)
    desk = box(6, 92, 108, 24, WOOD, 2) + box(42, 98, 36, 12, SUN, 1)
    return bust(60, 38, 1.3, who, long=56, more=tie) + desk


@drawing
def give_and_take() -> str:
    left = bust(26, 60, 0.9, RUTH, "happy", 0.8, 64)
    right = bust(94, 60, 0.9, SAM, "happy", -0.8, 64)
    return left + right + arrow((34, 24), (86, 24), GREEN, 6) + arrow((86, 98), (36, 98), OCHRE, 6)
