"""The rules in German, Spanish, French and Norwegian, without a model: what breaks them and what does not."""

from __future__ import annotations

import pytest

from qda.core.easyread.hints import KnownWords
from qda.core.easyread.language import language
from qda.core.easyread.profiles import profile
from qda.core.easyread.rules.hardwords import compound
from tests.core.easyread.conftest import PROFILES, hints, hits

# rule: what breaks it with what is found, and what does not
GERMAN = {
    "W1": ("Wir fragen dich und alle deine Freunde heute noch.", ..., "Wir fragen dich und alle deine Freunde heute."),
    "W2": ("Ich gehe, weil ich müde bin.", ..., "Ich gehe nach Hause."),
    "W3": ("Das ist gut. Das ist neu.", ["Das ist neu."], "Das ist gut.\nDas ist neu."),
    "W4": ("Der Brief wurde gestern geschrieben.", ["wurde gestern geschrieben"], "Wir werden morgen gehen."),
    "W5": ("Das ist eine Gleichstellung.", ["Gleichstellung"], "Das ist ein Haus."),
    "W8": ("Sie isst Obst, z. B. Äpfel.", ["z. B."], "Sie isst Obst, zum Beispiel Äpfel."),
    "W10": ("20 Prozent sagen das.", ["20 Prozent"], "20 von 100 sagen das."),
    "W11": ("Es kamen 1.500 Menschen.", ["1.500"], "Im Jahr 2019 kamen 999 Menschen."),
    "W12": ("Wir waren einundzwanzig.", ["einundzwanzig"], "Ein Mensch kam."),
    "W13": ("Brot & Butter.", ["&"], "Brot und Butter."),
    "W14": ("Komm am 21.9. bitte.", ["21.9."], "Komm am 21. September bitte."),
    "W15": ("Wir sprechen auf Augenhöhe.", ["auf Augenhöhe"], "Wir sprechen im Haus."),
    "W16": ("Niemand hat nichts gesagt.", ["Niemand hat nichts"], "Weder er noch sie kam."),
    "W16-one": ("Das ist nicht gut.", ["nicht"], "Sie sagt nein."),
    "W17": ("Viele Menschen warten.", ..., "Wir warten."),
    "W18": ("Der Arzt kam.\nDer Mediziner ging.", ["Mediziner"], "Der Arzt kam.\nDer Arzt ging."),
    "W19": ("Ich gehe, sie geht.", ..., "Ich gehe und sie geht."),
    "W20": ("Die Durchführung der Auswertung war gut.", ["Durchführung der Auswertung"], "Die Zeitung war gut."),
    "W21": ("Sie benötigen Hilfe.", ["benötigen"], "Sie brauchen Hilfe."),
    "W22": ("Das könnte gut sein.", ["könnte"], "Das kann gut sein."),
    "W23": ("Er kam.", ["Er"], "Das Haus ist neu."),
}
SPANISH = {
    "W1": (" ".join(["ven"] * 16), ..., " ".join(["ven"] * 15)),
    "W2": ("Voy a casa porque estoy mal.", ..., "Voy a casa."),
    "W3": ("Es bueno. Es nuevo.", ["Es nuevo."], "Es bueno.\nEs nuevo."),
    "W4": ("La carta fue enviada ayer.", ["fue enviada"], "Nosotros enviamos la carta."),
    "W5": ("Esto es un consentimiento.", ["consentimiento"], "Esto es una casa."),
    "W8": ("Come fruta, p. ej. manzanas.", ["p. ej."], "Come fruta, por ejemplo manzanas."),
    "W10": ("El 20 por ciento dice eso.", ["20 por ciento"], "5 de cada 100 dicen eso."),
    "W11": ("Vinieron 1.500 personas.", ["1.500"], "En 2019 vinieron 999 personas."),
    "W12": ("Somos treinta y dos.", ["treinta y dos"], "Vino una persona."),
    "W13": ("Pan & agua en el siglo XX.", ["&", "XX"], "Pan y agua."),
    "W14": ("Ven el 21/09/2024.", ["21/09/2024"], "Ven el 21 de septiembre."),
    "W15": ("Hoy llueve a cántaros.", ["llueve a cántaros"], "Hoy llueve."),
    "W16": ("No es imposible.", ["No es imposible"], "No viene nadie."),
    "W16-one": ("No vengas.", ["No"], "Puedes decir no."),
    "W17": ("Muchas personas esperan.", ..., "Tú puedes esperar."),
    "W18": ("El médico vino.\nEl doctor se fue.", ["doctor"], "El médico vino.\nEl médico se fue."),
    "W19": ("Pan, agua, y sal.", ..., "Pan, agua y sal."),
    "W20": ("La evaluación y la implementación son buenas.", ["evaluación y la implementación"], "La ciudad es buena."),
    "W21": ("Debes realizar esto.", ["realizar"], "Debes hacer esto."),
    "W22": ("Eso podría ser.", ["podría"], "La panadería de María."),
    "W23": ("Ellos vinieron.", ["Ellos"], "Esto significa pan."),
}
FRENCH = {
    "W1": (" ".join(["oui"] * 16), ..., " ".join(["oui"] * 15)),
    "W2": ("Je pars parce que je suis mal.", ..., "Je pars."),
    "W3": ("C'est bon. C'est neuf.", ["C'est neuf."], "C'est bon.\nC'est neuf."),
    "W4": ("La lettre a été envoyée hier.", ["été envoyée"], "Elle est arrivée hier."),
    "W5": ("Voici le consentement.", ["consentement"], "Voici la maison."),
    "W8": ("Le Dr Petit vient.", ["Dr"], "Le docteur vient."),
    "W10": ("20 pour cent le disent.", ["20 pour cent"], "20 sur 100 le disent."),
    "W11": ("Il y avait 1 500 personnes.", ["1 500"], "En 2019, il y avait 999 personnes."),
    "W12": ("Nous sommes vingt et un.", ["vingt et un"], "Une personne vient."),
    "W13": ("Pain & eau.", ["&"], "Pain et eau."),
    "W14": ("Venez le 21/09/2024.", ["21/09/2024"], "Venez le 21 septembre."),
    "W15": ("Il pleut des cordes.", ["Il pleut des cordes"], "Il pleut."),
    "W16": ("Ce n'est pas impossible.", ["n'est pas impossible"], "Ce n'est pas bon."),
    "W16-one": ("Ne partez pas.", ["Ne"], "Vous pouvez dire non."),
    "W17": ("Des personnes attendent.", ..., "Vous attendez."),
    "W18": ("Le médecin vient.\nLe docteur part.", ["docteur"], "Le médecin vient.\nLe médecin part."),
    "W19": ("Du pain, de l'eau, et du sel.", ..., "Du pain, de l'eau et du sel."),
    "W20": ("La réalisation de l'évaluation est bonne.", ["réalisation de l'évaluation"], "La question est bonne."),
    "W21": ("Vous devez effectuer cela.", ["effectuer"], "Vous devez faire cela."),
    "W22": ("Cela pourrait être bien.", ["pourrait"], "Cela est bien."),
    "W23": ("Ils viennent.", ["Ils"], "Il y a du pain."),
}
NORWEGIAN = {
    "W1": (" ".join(["ja"] * 16), ..., " ".join(["ja"] * 15)),
    "W2": ("Jeg går fordi jeg er trøtt.", ..., "Jeg går hjem."),
    "W3": ("Det er fint. Det er nytt.", ["Det er nytt."], "Det er fint.\nDet er nytt."),
    "W4": ("Brevet ble sendt i går.", ["ble sendt"], "Hun ble sint."),
    "W5": ("Dette er et samtykke.", ["samtykke"], "Dette er et hus."),
    "W8": ("Spis frukt, f.eks. epler.", ["f.eks."], "Spis frukt, for eksempel epler."),
    "W10": ("20 prosent sier det.", ["20 prosent"], "20 av 100 sier det."),
    "W11": ("Det kom 1 500 folk.", ["1 500"], "I 2019 kom 999 folk."),
    "W12": ("Vi var tjue.", ["tjue"], "En person kom."),
    "W13": ("Brød & smør.", ["&"], "Brød og smør."),
    "W14": ("Kom 21.09.2024 da.", ["21.09.2024"], "Kom 21. september."),
    "W15": ("Vi er i samme båt.", ["i samme båt"], "Vi er i båten."),
    "W16": ("Ingen har ikke sagt noe.", ["Ingen har ikke"], "Ingen har sagt noe."),
    "W16-one": ("Ikke gå.", ["Ikke"], "Du kan si nei."),
    "W17": ("Mange folk venter.", ..., "Du venter."),
    "W18": ("Legen kom.\nDoktoren gikk.", ["Doktoren"], "Legen kom.\nLegen gikk."),
    "W19": ("Brød, vann, og salt.", ..., "Brød, vann og salt."),
    "W20": ("Gjennomføringen av evalueringen var bra.", ["Gjennomføringen av evalueringen"], "Nyheten var bra."),
    "W21": ("Du kan benytte dette.", ["benytte"], "Du kan bruke dette."),
    "W22": ("Det burde ha gått.", ["burde ha gått"], "Det går bra."),
    "W23": ("De kom.", ["De"], "De fleste folk kom."),
}
TABLES = {"de": GERMAN, "es": SPANISH, "fr": FRENCH, "nb": NORWEGIAN}
ROWS = [(code, rule, *row) for code, table in TABLES.items() for rule, row in table.items()]


@pytest.mark.parametrize(("code", "rule", "broken", "found", "kept"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_a_rule_in_its_language(code, rule, broken, found, kept):
    said = hits(rule, broken, PROFILES[code])
    assert len(said) == 1 if found is ... else said == found
    assert hits(rule, kept, PROFILES[code]) == []


@pytest.mark.parametrize("code", TABLES)
def test_every_rule_of_words_of_a_profile_has_its_row(code):
    rules = {rule.id for rule in profile(PROFILES[code]).rules.values() if rule.on and rule.id.startswith("W")}
    assert rules - set(TABLES[code]) <= {"W6", "W7"}


@pytest.mark.parametrize(
    ("code", "word", "good", "bad", "heading"),
    [
        (
            "de",
            "Vormund",
            "Du hast einen Vormund.\nDas bedeutet: Er hilft dir.",
            "Du hast einen Vormund.\nEr ist da.",
            "Wörter-Buch",
        ),
        ("es", "tutela", "Hay una tutela.\nEsto significa ayuda.", "Hay una tutela.\nEs así.", "Glosario"),
        (
            "fr",
            "tutelle",
            "Il y a une tutelle.\nCela veut dire aide.",
            "Il y a une tutelle.\nVoilà.",
            "Mots difficiles",
        ),
        ("nb", "verge", "Du har en verge.\nDet betyr hjelp.", "Du har en verge.\nHan er her.", "Ordliste"),
    ],
)
def test_hard_words_are_explained_and_listed(code, word, good, bad, heading):
    known = KnownWords(explained={word: "…"})
    assert hits("W6", good, PROFILES[code], known=known) == []
    assert hits("W6", bad, PROFILES[code], known=known) == [word]
    assert hits("W7", good, PROFILES[code], known=known) == [word]
    assert hits("W7", f"{good}\n{heading}", PROFILES[code], known=known) == []


@pytest.mark.parametrize(
    ("word", "parts"),
    [("Gleichstellungsgesetz", "Gleichstellungs-Gesetz"), ("Wohngemeinschaft", "Wohn-Gemeinschaft"), ("Haustür", "")],
)
def test_long_german_words_are_offered_with_a_hyphen(word, parts):
    german = language("de", model=False)
    assert compound(german.parse(f"Die {word}").words[1], german) == parts


def test_a_hint_on_a_long_german_word_offers_its_parts():
    found = hints("W5", "Das ist ein Gleichstellungsgesetz.", "leichte-sprache")
    assert [(hint.instead, hint.hint) for hint in found] == [
        (
            ("Gleichstellungs-Gesetz",),
            "“Gleichstellungsgesetz” is long. Please check: would a hyphen help, like “Gleichstellungs-Gesetz”?",
        )
    ]


@pytest.mark.parametrize("code", ["tlh", "zh", ""])
def test_a_language_without_lists_has_the_rules_that_need_none(code):
    from qda.core.easyread.checking import check_text

    found = {hint.rule for hint in check_text("To jest 45% & 21/09/2024. Tak.", profile(), code, model=False)}
    assert {"W3", "W10", "W13", "W14"} <= found
    assert not {"W4", "W15", "W17"} & found
