"""Rules of clauses: one idea in a sentence, and no sentence inside a sentence; by a model, or by words that join."""

from __future__ import annotations

from collections.abc import Iterator

from qda.core.easyread.language import Language, Parsed, Token
from qda.core.easyread.rules import Context, Found, of_sentence

# Both the labels of the English models and those of Universal Dependencies.
_CLAUSES = ("ccomp", "advcl", "relcl", "csubj", "csubjpass", "acl:relcl", "csubj:pass", "parataxis")
_VERBS = ("VERB", "AUX")
_RELATIVE = ("relcl", "acl:relcl")


@of_sentence("W2")
def one_idea(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find a sentence with more parts that each say something of their own than the profile has."""
    parts = clauses_by_model(sentence) if sentence.modelled else clauses_by_words(sentence, context.language)
    if parts > context.rule.most:
        yield Found(0, len(sentence.text), n=parts)


def clauses_by_model(sentence: Parsed) -> int:
    """Count the main clause, verbs joined to another, and clauses that hang on it; infinitives are none."""
    return 1 + sum(_is_clause(sentence, token) for token in sentence.tokens)


def _is_clause(sentence: Parsed, token: Token) -> bool:
    if token.pos not in _VERBS or not _finite(sentence, token):
        return False
    if token.dep in _CLAUSES:
        return True
    return token.dep == "conj" and sentence.tokens[token.head].pos in _VERBS


def _finite(sentence: Parsed, token: Token) -> bool:
    """Say whether a verb stands for somebody doing something: not “to go”, “(help you) go”, “going” or “taken”."""
    below = [one for one in sentence.tokens if sentence.tokens[one.head] is token and one is not token]
    if any(one.tag == "TO" or one.morph == "PartType=Inf" for one in below):
        return False
    helped = any(one.pos == "AUX" or one.dep.startswith("aux") for one in below)
    bare = token.tag in ("VB", "VBG", "VBN") or "VerbForm=Inf" in token.morph or "VerbForm=Part" in token.morph
    # After another verb (can walk and cook) the helping verb is that of the first.
    return not bare or helped or (token.dep == "conj" and token.tag in ("VB", "VBN"))


def clauses_by_words(sentence: Parsed, language: Language) -> int:
    """Count parts by the words that begin one (because, which); of and, but, or by what comes after them.

    More than one “and” or “but” counts too, as W3C's guide for cognitive accessibility has it.
    """
    always, perhaps = language.set_of("clauses"), language.set_of("perhaps")
    joins, subjects = language.set_of("joins"), language.set_of("subjects")
    asked = sentence.text.rstrip("\"'”’»“ ").endswith(("?", "¿"))
    pattern = language.pattern("clause_pattern")
    parts, joined = 1 + len(pattern.findall(sentence.text) if pattern else ()), 0
    for place, word in enumerate(sentence.words):
        following = sentence.words[place + 1].small if place + 1 < len(sentence.words) else ""
        if word.small in always:
            parts += not (asked and place == 0)
        elif word.small in perhaps:
            parts += place > 0 and following in subjects
        elif word.small in joins and place:
            joined += 1
            parts += following in subjects or joined > 1
    return parts


@of_sentence("W19")
def nothing_inside(sentence: Parsed, context: Context) -> Iterator[Found]:
    """Find a sentence that stands within another, between those it is about and what they do."""
    spans = _inside_by_model(sentence) if sentence.modelled else _inside_by_commas(sentence, context.language)
    for start, end in spans:
        yield Found(start, end, "inside", kind="B")


def _inside_by_model(sentence: Parsed) -> Iterator[tuple[int, int]]:
    tokens = sentence.tokens
    for index, token in enumerate(tokens):
        if token.dep not in _RELATIVE or token.pos not in _VERBS:
            continue
        about = token.head
        verb = tokens[about].head
        below = [place for place in range(len(tokens)) if _hangs_on(tokens, place, index)]
        if "subj" in tokens[about].dep and about < index < verb and max(below) < verb:
            yield tokens[min(below)].start, tokens[max(below)].end


def _hangs_on(tokens: tuple[Token, ...], place: int, above: int) -> bool:
    for _step in range(len(tokens)):
        if place == above:
            return True
        if tokens[place].head == place:
            return False
        place = tokens[place].head
    return False


def _inside_by_commas(sentence: Parsed, language: Language) -> Iterator[tuple[int, int]]:
    """Find what stands between two commas and begins with who, which and the like."""
    relatives = language.set_of("relatives")
    for before, word in zip(sentence.words, sentence.words[1:], strict=False):
        comma = "," in sentence.text[before.end : word.start]
        end = sentence.text.find(",", word.end)
        if comma and word.small in relatives and end > 0:
            yield word.start, end
