"""People as the drawings show them: heads, faces, bodies, arms and hands; adults of many kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drawing.parts import (
    BLUE,
    INK,
    OCHRE,
    PLUM,
    ROSE,
    TEAL,
    WHITE,
    Point,
    box,
    circle,
    ellipse,
    limbs,
    lines,
    n,
    path,
    place,
)

LIGHT, TAN, BROWN, DARK = "#F1CBAE", "#D8A377", "#A9714A", "#74503A"
BLACK, CHESTNUT, RED_HAIR, BLOND, SILVER = "#2E2725", "#6B4A35", "#A4522D", "#D8B25E", "#C3C7CC"


@dataclass(frozen=True)
class Who:
    """How somebody looks: skin, hair (style and colour), shirt, and what else is to be seen."""

    skin: str
    hair: str
    colour: str
    shirt: str
    glasses: bool = False


ANNA = Who(LIGHT, "bob", CHESTNUT, TEAL)
SAM = Who(BROWN, "short", BLACK, BLUE)
RUTH = Who(LIGHT, "bun", SILVER, PLUM, glasses=True)
JON = Who(TAN, "beard", BLACK, OCHRE)
AMINA = Who(TAN, "scarf", PLUM, ROSE)
GRACE = Who(DARK, "curly", BLACK, OCHRE)
TOM = Who(LIGHT, "bald", SILVER, BLUE, glasses=True)
LEE = Who(LIGHT, "side", BLACK, TEAL)
EVA = Who(LIGHT, "long", RED_HAIR, BLUE)


def head(who: Who, mood: str = "calm", look: float = 0) -> str:
    """Return a head around (0, 0), about 34 wide and 40 high; `look` turns the face left or right (-1 to 1)."""
    neck = box(-6, 12, 12, 14, who.skin, 4)
    ears = circle(-14.5, 1, 3.2, who.skin) + circle(14.5, 1, 3.2, who.skin)
    if who.hair == "scarf":
        cloth = path("M-19 24 Q-22 -22 0 -22 Q22 -22 19 24 Q0 32 -19 24 Z", who.colour)
        return cloth + ellipse(0, 0, 12.5, 15, who.skin) + _face(mood, look, who)
    face = ellipse(0, 0, 14.5, 17.5, who.skin)
    return _behind(who) + neck + ears + face + _beard(who) + _face(mood, look, who) + _hair(who)


def _behind(who: Who) -> str:
    shapes = {
        "bob": "M-19 14 Q-21 -21 0 -21 Q21 -21 19 14 Q10 19 0 18 Q-10 19 -19 14 Z",
        "long": "M-19 30 Q-23 -21 0 -21 Q23 -21 19 30 Q0 34 -19 30 Z",
    }
    if who.hair == "curly":
        around = [
            (-15, -4, 8),
            (-14, -14, 8),
            (-5, -19, 9),
            (6, -19, 9),
            (14, -13, 8),
            (16, -3, 8),
            (-16, 5, 6),
            (16, 6, 6),
        ]
        return "".join(circle(x, y, r, who.colour) for x, y, r in around)
    if who.hair == "bun":
        return circle(0, -22, 7.5, who.colour)
    return path(shapes[who.hair], who.colour) if who.hair in shapes else ""


def _hair(who: Who) -> str:
    shapes = {
        "short": "M-15.5 -1 Q-18 -20.5 0 -20.5 Q18 -20.5 15.5 -1 Q13 -9 8 -11 Q0 -12.5 -8 -11 Q-13 -9 -15.5 -1 Z",
        "beard": "M-15.5 -1 Q-18 -20.5 0 -20.5 Q18 -20.5 15.5 -1 Q13 -9 8 -11 Q0 -12.5 -8 -11 Q-13 -9 -15.5 -1 Z",
        "side": "M-15.5 0 Q-18 -21 2 -21 Q18 -20 15.5 -1 Q13 -8 9 -12 Q-2 -6 -12 -9 Q-14 -6 -15.5 0 Z",
        "bob": "M-15 1 Q-17 -20 2 -19.5 Q17 -19 15 1 Q13 -8 4 -13 Q-4 -6 -15 1 Z",
        "long": "M-15 3 Q-18 -20 0 -20 Q18 -20 15 3 Q12 -9 0 -14 Q-12 -9 -15 3 Z",
        "bun": "M-15 -1 Q-17 -20 0 -20 Q17 -20 15 -1 Q10 -12 0 -12 Q-10 -12 -15 -1 Z",
        "curly": "M-14.5 -3 Q-14 -18 0 -18 Q14 -18 14.5 -3 Q8 -12 0 -11 Q-8 -12 -14.5 -3 Z",
    }
    if who.hair == "bald":
        side = "M-14.5 -5 Q-19 -4 -16.5 5 L-13.5 4 Z"
        return path(side, who.colour) + place(0, 0, 1, path(side, who.colour), flip=True)
    return path(shapes[who.hair], who.colour) if who.hair in shapes else ""


def _beard(who: Who) -> str:
    if who.hair != "beard":
        return ""
    return path("M-14.5 1 Q-14 19 0 19 Q14 19 14.5 1 Q11 5 6 4.5 Q0 2.5 -6 4.5 Q-11 5 -14.5 1 Z", who.colour)


_MOUTHS = {
    "calm": "M-5 8.5 Q0 10.5 5 8.5",
    "happy": "M-7 7 Q0 15.5 7 7 Z",
    "sad": "M-5.5 11 Q0 6.5 5.5 11",
    "worried": "M-6 10 Q-3 7.5 0 9.5 Q3 11.5 6 9",
    "angry": "M-6 11 Q0 7 6 11",
    "afraid": "M-4 12 Q-4 6.5 0 6.5 Q4 6.5 4 12 Z",
    "pain": "M-6.5 8 L-3.2 11 L0 8 L3.2 11 L6.5 8",
    "tired": "M-4.5 10 L4.5 10",
    "rest": "M-6 8 Q0 12.5 6 8",
    "talk": "M-4.5 8 Q0 6.5 4.5 8 Q3 13 0 13 Q-3 13 -4.5 8 Z",
}
_BROWS = {
    "sad": ((-9, -6), (-3.5, -8.5)),
    "worried": ((-9.5, -6), (-3.5, -9)),
    "afraid": ((-9.5, -8), (-3.5, -10.5)),
    "angry": ((-9.5, -9.5), (-3, -6)),
    "pain": ((-9.5, -8.5), (-3, -5.5)),
}
_OPEN = ("happy", "afraid", "talk")


def _face(mood: str, look: float, who: Who) -> str:
    dx = 3 * look
    dark = who.hair == "beard"
    mouth = path(
        _MOUTHS[mood], WHITE if mood in _OPEN else "none", **({"stroke": WHITE} if dark and mood not in _OPEN else {})
    )
    if mood in ("tired", "pain", "rest"):
        eyes = lines([(-8, -0.5), (-5.5, 0.8), (-3, -0.5)], [(3, -0.5), (5.5, 0.8), (8, -0.5)])
    else:
        size = 2.4 if mood == "afraid" else 1.9
        eyes = circle(-5.5, -1, size, INK, stroke="none") + circle(5.5, -1, size, INK, stroke="none")
    left = _BROWS.get(mood, ((-8.5, -7.5), (-3.5, -7.5)))
    brows = lines(left, [(-x, y) for x, y in left], stroke_width=2)
    glasses = (
        circle(-6, -1, 5, "none", stroke_width=1.8)
        + circle(6, -1, 5, "none", stroke_width=1.8)
        + lines([(-1, -1), (1, -1)], stroke_width=1.8)
        if who.glasses
        else ""
    )
    return place(dx, 0, 1, eyes + brows + glasses + mouth)


def bust(
    x: float, y: float, size: float, who: Who, mood: str = "calm", look: float = 0, long: float = 52, more: str = ""
) -> str:
    """Return somebody from the waist up, head at (x, y); `long` is how far down, `more` is in front.

    `more` has the measures of the body: shoulders at (-24, 34) and (24, 34).
    """
    long = min(long, (117 - y) / size)  # nobody stands out of the picture
    body = f"M-30 {n(long)} V44 Q-30 25 -11 21 Q0 29 11 21 Q30 25 30 44 V{n(long)} Z"
    head_in_front = head(who, mood, look)
    torso = path(body, who.shirt)
    if who.hair == "scarf":
        return place(x, y, size, torso + head_in_front + more)
    behind = _behind(who)
    return place(x, y, size, behind + torso + head_in_front.removeprefix(behind) + more)


def arm(who: Who, *way: Point, size: float = 1, sleeve: str = "") -> str:
    """Return an arm along its points, with the hand at the last one."""
    x, y = way[-1]
    return limbs(sleeve or who.shirt, 9, way, scale=size) + circle(x, y, 5.5, who.skin)


def figure(
    x: float,
    y: float,
    size: float,
    who: Who,
    arms: Sequence[Sequence[Point]] = (((-12, 20), (-17, 36), (-16, 48)), ((12, 20), (17, 36), (16, 48))),
    legs: Sequence[Sequence[Point]] = (((-5, 50), (-6, 84)), ((5, 50), (6, 84))),
    mood: str = "calm",
    look: float = 0,
    trousers: str = "#4A5568",
) -> str:
    """Return somebody whole, head at (x, y), about 100 high; arms and legs are given by their points."""
    k = 0.62
    feet = "".join(ellipse(leg[-1][0] + (2 if leg[-1][0] > 0 else -2), leg[-1][1] + 3, 6, 3.4, INK) for leg in legs)
    low = limbs(trousers, 9, *legs, scale=size)
    trunk = path("M-14 52 V26 Q-14 15 -5 14 Q0 17 5 14 Q14 15 14 26 V52 Z", who.shirt)
    hands = "".join(arm_of(who, way, size) for way in arms)
    top = place(0, 0, k, f'<g stroke-width="{n(3 / (k * size))}">{head(who, mood, look)}</g>')
    return place(x, y, size, feet + low + trunk + hands + top)


def arm_of(who: Who, way: Sequence[Point], size: float = 1) -> str:
    """Return an arm of a whole person."""
    x, y = way[-1]
    return limbs(who.shirt, 5.5, way, scale=size) + circle(x, y, 3.8, who.skin)


# Hands ----------------------------------------------------------------------------------------------------


def palm(skin: str = TAN, sleeve: str = BLUE) -> str:
    """Return an open hand, fingers up, around (0, 0), about 60 wide and 90 high with its sleeve."""
    fingers = [[(-13, 0), (-17, -26)], [(-5, -2), (-6, -34)], [(4, -2), (5, -33)], [(12, 0), (15, -25)]]
    thumb = [(-12, 16), (-27, 2)]
    cuff = box(-16, 30, 32, 22, sleeve, 3)
    wrist = box(-12, 18, 24, 20, skin, 3)
    hand = limbs(skin, 9, *fingers, thumb)
    middle = box(-17.5, -4, 35, 34, skin, 12)
    cover = path("M-13 -3 L12 -3", stroke=skin, stroke_width=7) + lines(
        [(-12, 16), (-19, 9)], stroke=skin, stroke_width=8
    )
    return wrist + hand + middle + cover + cuff


def thumb(skin: str = TAN, sleeve: str = BLUE) -> str:
    """Return a fist with its thumb up around (0, 0), about 76 wide."""
    cuff = box(-46, -4, 22, 36, sleeve, 3)
    up = limbs(skin, 13, [(-10, 4), (-2, -30)])
    hand = path("M-26 0 Q-14 -4 -8 -6 H16 Q24 -4 24 4 Q24 32 14 34 H-14 Q-24 33 -26 28 Z", skin)
    joins = lines([(8, 5), (22, 5)], [(8, 15), (23, 15)], [(8, 25), (20, 25)])
    cover = lines([(-10, 4), (-6, -12)], stroke=skin, stroke_width=13)
    return up + hand + cover + cuff + joins


def flat_hand(skin: str = TAN, sleeve: str = BLUE) -> str:
    """Return a hand that holds something up, from the left, its palm at (0, 0), about 80 wide."""
    arm_shape = limbs(sleeve, 16, [(-52, 16), (-34, 12)])
    hand = path("M-34 2 Q-22 0 -16 2 L24 -6 Q34 -8 33 -2 Q32 2 24 5 L8 14 Q-8 24 -34 21 Z", skin)
    return hand + arm_shape + lines([(-14, 10), (4, 8)])
