"""How an answer refuses, in the languages of the panel: our own sentence, and how models word it themselves."""

import re
from typing import NamedTuple

from chains.languages import detect_language
from chains.prompts import NOT_IN_DOCS

REFUSALS = {
    "en": NOT_IN_DOCS,
    "de": "Das konnte ich in der Dokumentation nicht finden.",
    "es": "No he podido encontrar esto en la documentación.",
    "fr": "Je n’ai pas trouvé cela dans la documentation.",
    "ja": "ドキュメントの中に見つかりませんでした。",
    "zh": "我在文档中没有找到这个内容。",
}
"""The sentence with which a refusal ends; the model is told the English one, whatever the language."""
_MAX_CHARACTERS = 600
"""Whoever says more than this says something."""
_MAX_SENTENCES = 4
_SENTENCE = re.compile(r"[^.!?。！？\n]+[.!?。！？]?")


class _Cues(NamedTuple):
    """What all three stand for in one sentence of a refusal: nothing, was found, in the documentation (or by me)."""

    absence: re.Pattern[str]
    finding: re.Pattern[str]
    place: re.Pattern[str]


def _cues(absence: str, finding: str, place: str, *, words: bool = True) -> _Cues:
    edge = r"\b" if words else ""
    return _Cues(*(re.compile(f"{edge}(?:{one})", re.IGNORECASE) for one in (absence, finding, place)))


_CUES = (
    _cues(
        r"not\b|no\b|cannot\b|unable|nothing|none\b|neither|nowhere|lacks?\b|missing|beyond|outside|insufficient"
        r"|(?:do|does|did|could|ca|wo|is|are|was|were|have|has)n['’]t",
        r"find|found|answer|mention|contain|cover|includ|provid|specif|address|describ|discuss|say|state|know|tell"
        r"|inform|detail|explain|locate|see\b|refer|help|present|available|documented|related|relevant|talk|scope|enough",
        r"documentation|docs?\b|passages?|context|sources?|excerpts?|pages?|texts?|material|manual|sections?"
        r"|I\b|I['’]m|me\b|information|content|here",
    ),
    _cues(
        r"nicht|kein|nirgends|nichts|weder|leider|fehl|außerhalb",
        r"find|gefunden|beantwort|antwort|erwähn|enthalt|enthält|hervor|beschrieb|beschreib|beinhalt|behandel|information"
        r"|angaben?|steht|stehen|weiß|sagen|sagt|auskunft|helfen|geht|äußer|dokumentiert|vorhanden|hinweis|thema",
        r"dokumentation|doku|passagen?|abschnitt|kontext|quellen?|texte?n?|auszüg|unterlagen|seiten|handbuch"
        r"|ich\b|mir\b|inform|hier\b|angaben?",
    ),
    _cues(
        r"no\b|ningun|ningún|nada|tampoco|carec|sin\b|imposible|fuera|falta",
        r"encontr|encuentr|respond|respuest|mencion|contien|conten|incluy|aparec|describ|detall|explic|trat|cubr|inform|hall"
        r"|especific|indic|dic|sé\b|figur|consta|ayud|halla|abord|refer|alcance|dato|disponible|documentad",
        r"documentaci|pasaje|fragmento|contexto|fuentes?|textos?|secci|páginas?|manual|puedo|podido|he\b|encuentro|sé\b"
        r"|inform|aquí|material|dato",
    ),
    _cues(
        r"ne\b|n['’]|pas\b|aucun|rien|ni\b|impossible|absent|hors|manqu|sans\b",
        r"trouv|répon|mention|contien|conten|inclu|apparaî|figur|décri|précis|expliqu|trait|couvr|inform|abord|indiqu"
        r"|di[ts]\b|disent|sais|parl|aid|évoqu|renseign|disponible|documenté|élément|question|détail",
        r"documentation|docs?\b|passages?|extraits?|contexte|sources?|textes?|sections?|pages?|manuel"
        r"|je\b|j['’]|inform|ici\b|éléments?|renseign",
    ),
    _cues(
        r"ませ|ない|なく|なかっ|無い|未|ありません|不明|範囲外|できかね",
        r"見つ|見当|記載|記述|含ま|答え|回答|触れ|情報|説明|言及|書か|載っ|わか|分か|該当|確認|扱|存在|案内|不明|掲載",
        r"ドキュメント|文書|資料|文章|パッセージ|情報|記載|文脈|ソース|ページ|マニュアル|抜粋|内容|ここ|私|本文|回答|お答え|質問",
        words=False,
    ),
    _cues(
        r"没有|未|无法|無法|沒有|不能|不包含|不包括|并未|找不到|查不到|不知道|不清楚|不在|缺少|缺乏|不足|超出|没提|不涉及|无关",
        r"找|提到|提及|包含|包括|回答|答案|说明|說明|信息|資訊|内容|描述|涉及|介绍|解释|记载|记录|查|知道|清楚|相关|足够|范围|写",
        r"文档|文檔|文件|段落|资料|資料|上下文|来源|片段|手册|我|信息|页面|本文|提供|原文|章节|內容|内容",
        words=False,
    ),
)


def choose_refusal(question: str, locale: str = "") -> str:
    """The refusal sentence in the language of the question; where that does not tell, in that of the documentation."""
    for language in (detect_language(question), locale.lower()[:2]):
        if language in REFUSALS:
            return REFUSALS[language]
    return NOT_IN_DOCS


def words_refusal(text: str) -> bool:
    """Whether a short text says in its own words, in its first or last sentence, that nothing was found.

    It is meant for texts that cite nothing: one that cites passages for what it says is an answer.
    """
    sentences = [sentence for sentence in _SENTENCE.findall(text) if sentence.strip()]
    if not sentences or len(text) > _MAX_CHARACTERS or len(sentences) > _MAX_SENTENCES or "```" in text:
        return False
    return any(
        all(cue.search(sentence) for cue in cues) for sentence in (sentences[0], sentences[-1]) for cues in _CUES
    )
