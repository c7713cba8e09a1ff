"""How well bytes read in each of the older encodings: a score of letters and of their neighbours.

Every non-ASCII character of a trial reading is weighed: letters that the script or language uses count for it; letters
of another script beside it, capitals after small letters, symbols inside words and control characters count against it.
The sum is divided by the number of such characters, so readings of one and of two bytes a letter compare.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_ENOUGH = 0.25  # below this no reading is good enough to be called a guess
_SAMPLE = 3_000  # non-ASCII characters looked at

_WEST = (
    "éèêëàâçîïôùûüœæÿ",  # French
    "äöüßéèàâêôç",  # German
    "áéíóúñü",  # Spanish
    "áâãàçéêíóôõúü",  # Portuguese
    "àèéìòùâîôû",  # Italian
    "æøåäöéèêòôóüà",  # Danish, Norwegian, Swedish, Finnish
    "áéíóúýþæðö",  # Icelandic
    "éëïöüèáóàêâôîûç",  # Dutch
    "àèéíïóòúüç",  # Catalan
)
_CENTRAL = ("ąćęłńóśźżä", "áčďéěíňóřšťúůýžöü", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţéö", "čćđšžé")
_TURKISH = ("çğıöşüâîûİ",)
_BALTIC = ("ąčęėįšųūžé", "āčēģīķļņšūžé", "äöüõšžé")
_CYRILLIC = ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўјљњћџ",)
_GREEK = ("αοιετσνρκπυημλςωδγχίόάέήθύώφξβψζϊϋΐΰ",)
_HEBREW = ("יוהלאתרמבשםנדעכקחפןטגצסזךףץ",)
_ARABIC = ("اليمونتربدعسفهكقحجشصطخضةأىغذثزظءئؤإآپچژگکی",)
_THAI = ("านรอกเงมยลวดทตสตหปบคแขจใพชไผโธศซณถฟภึ่้ีัิ์ุูื็ะาำๆ",)

# In order of how often people meet them: the first of equals is taken.
_LETTERS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("cp1252", _WEST, "latin"),
    ("mac_roman", _WEST, "latin"),
    ("cp1251", _CYRILLIC, "other"),
    ("cp1255", _HEBREW, "other"),
    ("cp1256", _ARABIC, "other"),
    ("cp1253", _GREEK, "other"),
    ("cp1250", _CENTRAL, "latin"),
    ("iso8859_2", _CENTRAL, "latin"),
    ("mac_latin2", _CENTRAL, "latin"),
    ("cp1254", _TURKISH, "latin"),
    ("cp1257", _BALTIC, "latin"),
    ("cp850", _WEST, "latin"),
    ("koi8_u", _CYRILLIC, "other"),
    ("mac_cyrillic", _CYRILLIC, "other"),
    ("cp866", _CYRILLIC, "other"),
    ("iso8859_5", _CYRILLIC, "other"),
    ("iso8859_6", _ARABIC, "other"),
    ("cp874", _THAI, "other"),
)
_IDEOGRAPHS = (
    "的一是不了在人有我他这这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "這個們來為國說時會對著過發後裡樣開還進現經當沒動麼種學實從問題點關應讓該頭嗎覺話見與將給"
)
_SYLLABLES = "이다는을의가에고로하지한도은를기사어자나아그리라서해인있수들정시대것여부보일게스"


def best_guess(data: bytes) -> str | None:
    """Return the Python name of the older encoding in which `data` reads best, or None where none reads well."""
    best, best_score = None, _ENOUGH
    for name, score in _trials():
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        value = score(text)
        if value > best_score + 1e-9:
            best, best_score = name, value
    return best


def _trials() -> list[tuple[str, Callable[[str], float]]]:
    """The encodings with their scores; those of one byte come first because they are the more common."""
    trials: list[tuple[str, Callable[[str], float]]] = []
    for name, alphabets, script in _LETTERS:
        trials.append((name, _latin_score(alphabets) if script == "latin" else _script_score(alphabets[0])))
    return [*trials, *((name, _wide_score(name)) for name in ("gb18030", "big5", "cp932", "euc_jp", "cp949"))]


_ODD = re.compile(r"[^\x00-\x7f]")
_PUNCTUATION = "“”‘’„‚–—…«»‹›•·°§©®€£¿¡½№ºª\xa0×²³"
_VOWELS = "aeiouyhàâéèêëîïôœ"
_WORDS_OF_ONE = "éàèáóòåöæøù"
_OPENING = "“‘„‚«‹¿¡"


def _odd_characters(text: str) -> list[tuple[str, str, str]]:
    """Return the non-ASCII characters with the characters before and after them (a space at the ends)."""
    found = []
    for match in _ODD.finditer(text):
        i = match.start()
        found.append((text[i], text[i - 1] if i else " ", text[i + 1] if i + 1 < len(text) else " "))
        if len(found) == _SAMPLE:
            break
    return found


def _symbol_weight(char: str, before: str, after: str) -> float:
    if char < "\xa0" or "\ue000" <= char <= "\uf8ff":
        return -3.0
    if char not in _PUNCTUATION:
        return -1.0
    if char in "’­·" and before.isalpha():
        # English and French elisions are as good as a letter; elsewhere Mac Roman "í" looks like this in cp1252
        return (
            1.0 if after.lower() in "stmdrvl" or (after.lower() in _VOWELS and before.lower() in "dlcjmnstu") else 0.5
        )
    if before.isalpha() and after.isalpha():
        return 0.1 if char in "–—…\xa0" else -1.5
    if char in _OPENING and (before.isalpha() or after.isspace()):
        return -0.5 if char != "“" else 0.2  # a German quotation ends with it
    spaced = before.isspace() and after.isspace()
    quotes = (char in "“„«" and after.isalpha()) or (char in "”…»" and not before.isspace() and not after.isalpha())
    return 1.0 if quotes or (char in "–—" and spaced) else 0.4


def _strangeness(char: str, before: str, after: str) -> float:
    """Weigh against an accented letter the places where none stands in a European language."""
    if before.isdigit() or (char.isupper() and before.islower()) or (char.islower() and after.isupper()):
        return 1.5
    alone = not before.isalpha() and not after.isalpha() and char.lower() not in _WORDS_OF_ONE
    crowded = before > "\x7f" and after > "\x7f" and before.isalpha() and after.isalpha()
    return 1.0 if alone or crowded else 0.0


def _latin_score(alphabets: tuple[str, ...]) -> Callable[[str], float]:
    known = [frozenset(letters) for letters in alphabets]

    def score(text: str) -> float:
        total, counts, letters = 0.0, [0] * len(known), 0
        odd = _odd_characters(text)
        for char, before, after in odd:
            if not char.isalpha():
                total += _symbol_weight(char, before, after)
                continue
            letters += 1
            small = char.lower()
            for i, alphabet in enumerate(known):
                counts[i] += small in alphabet
            total -= _strangeness(char, before, after)
        used = max(counts)
        return (total + used - 0.7 * (letters - used)) / len(odd) if odd else 0.0

    return score


def _script_score(frequent_first: str) -> Callable[[str], float]:
    """Score a script of its own: frequent letters weigh more, letters beside ASCII ones count against it."""
    size = len(frequent_first)
    weights = {letter: 1.2 - 2.2 * place / size for place, letter in enumerate(frequent_first)}

    def score(text: str) -> float:
        odd = _odd_characters(text)
        latin = sum(char.isascii() and char.isalpha() for char in text[:_SAMPLE])
        # A few strange letters in plenty of Latin ones are accents, however well they would read as something else.
        total = -0.7 * len(odd) if latin > 4 * sum(not char.isascii() for char in text[:_SAMPLE]) else 0.0
        for char, before, after in odd:
            weight = weights.get(char.lower())
            if weight is None:
                total += -1.0 if char.isalpha() else _symbol_weight(char, before, after)
            elif _beside_ascii(before) or _beside_ascii(after) or (char.isupper() and before.islower()):
                total -= 1.0
            else:
                total += weight * (0.3 if char.isupper() and before.isupper() else 1.0)
        return total / len(odd) if odd else 0.0

    return score


def _beside_ascii(neighbour: str) -> bool:
    return neighbour.isascii() and neighbour.isalpha()


def _wide_score(encoding: str) -> Callable[[str], float]:
    def score(text: str) -> float:
        odd = [char for char, _before, _after in _odd_characters(text)]
        return sum(_wide_weight(char, encoding) for char in odd) / len(odd) if odd else 0.0

    return score


@cache
def _wide_weight(char: str, encoding: str) -> float:
    if char in "，。：、；？！“”‘’（）《》「」…—・ー　":
        return 0.5
    if "\u3040" <= char <= "\u30ff":
        return 0.2 if encoding in ("gb18030", "big5", "cp949") else 1.0
    if "\uac00" <= char <= "\ud7a3":
        return 1.2 if char in _SYLLABLES else 0.4
    if "\uff61" <= char <= "\uff9f" or "\ue000" <= char <= "\uf8ff":
        return -1.0
    if "\u4e00" <= char <= "\u9fff":
        return _ideograph_weight(char, encoding)
    return 0.0 if not char.isalpha() and char >= "\xa0" else -1.0


def _ideograph_weight(char: str, encoding: str) -> float:
    """The first level of each national set holds the characters in daily use."""
    first = char.encode(encoding)[0]
    second_level = {"gb18030": 0xD8, "big5": 0xC9, "cp932": 0x98, "euc_jp": 0xD0}.get(encoding, 0xCA)
    if encoding == "cp949":
        return -0.5
    if encoding == "gb18030" and (first < 0xB0 or char.encode(encoding)[1] < 0xA1):
        return -1.0
    if char in _IDEOGRAPHS:
        return 1.2
    return 0.5 if first < second_level else -0.2
