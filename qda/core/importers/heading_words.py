"""Words that head the columns of a transcript in a table: who speaks, from when, until when, and what is said."""

from __future__ import annotations

from qda.core.importers.speaker_words import word_set

# "Name", "participant" and the like are missing: in a survey they head the respondents, and only elsewhere speakers.
SPEAKER = word_set(
    """
    speaker speakers who sprecher sprecherin sprecher:in sprecher*in sprecher_in sprecher/in wer sprechende redner
    rednerin locuteur locutrice intervenant intervenante hablante orador oradora falante interlocutor interlocutora
    taler talare deltaker spreker parlante relatore puhuja דובר 说话人 發言人 話者
    """
)
BEGIN = word_set(
    """
    time timestamp timecode start begin zeit zeitstempel zeitmarke uhrzeit beginn von heure temps tiempo hora tempo tid
    tidspunkt tidskode tijd ora זמן שעה 时间 時間
    """
)
END = word_set("end stop ende bis fin fim slutt slut einde fine")
TEXT = word_set(
    """
    text transcript transcription transcribed utterance speech content words dialogue transkript transkription
    äußerung äusserung aussage beitrag wortlaut inhalt texte transcripción texto transcrição fala discours parole
    tekst ytring uttalelse transkripsjon testo trascrizione teksti טקסט תמלול 内容 內容 文本
    """
)
