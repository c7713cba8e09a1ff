"""Words that tell a speaker label from a heading, a note or a fact: roles, particles, words nobody is called."""

from __future__ import annotations

import re
import unicodedata

_SHORTEST = 3
NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""One word of a name, be it of two parts: O’Brien, Anne-Marie."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of `text`, which white space parts."""
    return frozenset(text.split())


ROLES = word_set(
    """
    interviewer interviewee interviewers interviewees moderator facilitator researcher respondent participant informant
    speaker host guest chair chairman chairperson chairwoman president narrator observer patient nurse doctor teacher
    student parent mother father client therapist caller audience male female man woman voice unknown co-researcher
    interviewerin interviewter interviewte befragte befragter befragtes moderatorin forscher forscherin sprecher
    sprecherin teilnehmer teilnehmerin teilnehmende proband probandin gruppe
    intervjuer intervjuar intervjuare informanten deltaker deltakar deltagare deltager moderatoren ordstyrer forsker
    taler talar talare ukjent okänd unbekannt unbekannter desconocido desconhecido inconnu
    entrevistador entrevistadora entrevistado entrevistada moderador moderadora participante investigador investigadora
    pesquisador pesquisadora hablante orador falante
    intervieweur intervieweuse enquêteur enquêtrice enquêté enquêtée animateur animatrice modérateur modératrice
    répondant répondante locuteur locutrice chercheur chercheuse intervistatore intervistatrice intervistato
    intervistata moderatore moderatrice partecipante geïnterviewde onderzoeker deelnemer respondente spreker
    badacz respondentka ankieter haastattelija haastateltava tazatel
    интервьюер респондент модератор участник участница ведущий ведущая исследователь
    συνεντευκτής ερευνητής συμμετέχων συνεντευξιαζόμενος görüşmeci katılımcı araştırmacı
    מראיין מראיינת מרואיין מרואיינת משתתף משתתפת מנחה חוקר חוקרת دوره
    المحاور المحاورة المقابل الباحث الباحثة المشارك المشاركة الميسر
    采访者 受访者 访谈者 访谈员 主持人 研究者 被访者 參與者 参与者 訪談者 受訪者 記者 记者
    インタビュアー 司会 参加者 調査者 回答者
    면접자 연구자 참여자 진행자
    """
)

ASKERS = word_set("i int iv q m mod f fac r e p host interviewer moderator researcher facilitator entrevistador")

# Who asks the questions, taken for certain; fewer than ASKERS, since M or R alone may be Maria or a respondent.
INTERVIEWERS = word_set(
    """
    i int interviewer interviewerin moderator moderatorin mod facilitator researcher entrevistador entrevistadora
    intervjuer
    """
)

ANSWERS = word_set(
    """
    answer answers response question questions respuesta respuestas pregunta preguntas resposta respostas pergunta
    perguntas réponse réponses antwort antworten frage fragen svar spørsmål spørsmal fråga risposta risposte domanda
    domande vraag antwoord odpowiedź pytanie odpověď otázka válasz kérdés ответ вопрос απάντηση ερώτηση yanıt cevap soru
    תשובה שאלה جواب سؤال 答 问 問 回答 提问 提問 问题 問題 質問 답 질문
    """
)

PARTICLES = word_set(
    """
    de da do dos das del della di du des la le les el al bin ibn ben van der den ter ten von vom zu zur zum und and y
    e et og och i of the af av d' l' ap abu bint st the
    """
)

NEVER = word_set(
    """
    note notes nb ps example examples e.g i.e summary conclusion conclusions result results finding findings date dates
    duration time times location place title topic topics subject author authors source sources figure fig table box
    abstract keywords key introduction background method methods discussion aim aims goal goals purpose context section
    chapter part page pages line item items step steps task tasks point points option options theme themes code codes
    category definition include exclude advantage advantages disadvantage disadvantages strength strengths weakness
    weaknesses pro pros con cons problem problems challenge challenges solution reason reasons cause causes effect
    recommendation recommendations warning important remember update name names age gender sex role site address email
    e-mail phone tel fax website url http https www ftp mailto file files version status project language languages
    recording recorder transcriber transcript transcription transcribed interview interviews participants attendees
    present absent apologies agenda minutes comment comments memo reference references see also first second third
    firstly secondly finally however therefore one thing another that this there here where when what who why how which
    yes no so but and or well ok okay then because if including follows following namely today yesterday tomorrow
    hinweis anmerkung anmerkungen beispiel beispiele zusammenfassung fazit ergebnis ergebnisse datum dauer uhrzeit ort
    titel thema themen autor autorin quelle quellen abbildung abb tabelle tab kapitel seite vorteil vorteile nachteil
    nachteile stärken schwächen problem probleme lösung grund gründe empfehlung wichtig achtung name alter geschlecht
    rolle adresse aufnahme transkript interviewpartner interviewpartnerin tätigkeitsfeld zusammenhang einleitung
    nota notas ejemplo ejemplos resumen conclusión conclusiones resultado resultados fecha duración hora lugar título
    tema temas autora fuente fuentes figura tabla ventaja ventajas desventaja desventajas nombre edad sexo grabación
    exemplo exemplos resumo conclusão conclusões data duração local título assunto fonte tabela vantagem vantagens
    desvantagem desvantagens nome idade gravação usuário usuários observação observações
    remarque remarques exemple exemples résumé résultat résultats durée heure lieu titre sujet auteur figure tableau
    avantage avantages inconvénient inconvénients nom âge enregistrement
    merknad eksempel sammendrag konklusjon resultat dato varighet sted tittel tema kilde tabell fordeler ulemper navn
    alder kjønn opptak esempio riassunto conclusione risultato durata luogo titolo fonte vantaggi svantaggi nome età
    例如 比如 譬如 注 注意 备注 備註 注释 总结 總結 结论 結論 结果 結果 日期 时间 時間 地点 地點 标题 標題 题目
    来源 來源 姓名 年龄 年齡
    性别 例 目的 原因 首先 其次 最后 第一 第二 第三 主题 主題 例えば 注記 日付 場所 まとめ
    למשל הערה הערות דוגמה סיכום מסקנה תאריך מקום נושא כותרת שם גיל מין נכחו מוזמנים
    مثلا مثال ملاحظة ملاحظات ملخص خلاصة النتيجة التاريخ الوقت المكان العنوان الموضوع الاسم العمر الجنس
    """
)


def telling_parts(name: str) -> list[str]:
    """Return the words of a name that name somebody by themselves: with a capital, long enough, no roles; composed."""
    known = ROLES | NEVER | PARTICLES
    composed = unicodedata.normalize("NFC", name.replace("_", " "))
    parts = [part for part in NAME_WORD.findall(composed) if len(part) >= _SHORTEST]
    return [part for part in parts if part[:1] != part[:1].lower() and part.casefold() not in known]
