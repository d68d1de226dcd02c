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


_READ = re.compile(
    r"\b(?:docs|documentation|documentaci[oó]n|dokumentation|doku|passage[ns]?|pasajes?|excerpts?|extraits?|extractos?"
    r"|fragmentos?|auszüge?n?|context[eo]?|kontext|manual|manuel|handbuch|unterlagen)\b"
    r"|ドキュメント|パッセージ|マニュアル|コンテキスト|資料|文書|文脈|抜粋|文档|文檔|段落|资料|資料|上下文|手册|指南|片段",
    re.IGNORECASE,
)
"""What the model was given to read. Answers about a product seldom speak of it."""


class _Cues(NamedTuple):
    """What stands for a refusal in one sentence: nothing, was found, in the documentation (or by me).

    Nothing, together with what was given to read, is enough.
    """

    absence: re.Pattern[str]
    finding: re.Pattern[str]
    place: re.Pattern[str]


def _cues(absence: str, finding: str, place: str, *, words: bool = True) -> _Cues:
    edge = r"\b" if words else ""
    return _Cues(*(re.compile(f"{edge}(?:{one})", re.IGNORECASE) for one in (absence, finding, place)))


_CUES = (
    _cues(
        r"not\b|no\b|cannot\b|unable|nothing|none\b|neither|nowhere|never\b|lacks?\b|missing|absent|beyond|outside|insufficient"
        r"|fails?\b|failed|without|un(?:clear|documented|known|specified|mentioned)|silent|(?:do|does|did|could|ca|wo|is|are"
        r"|was|were|have|has)n['’]t",
        r"find|found|answer|mention|contain|cover|includ|provid|specif|address|describ|discuss|say|state|know|tell"
        r"|inform|detail|explain|locate|see\b|saw\b|refer|help|present|available|documented|related|relevant|talk|scope|enough"
        r"|un(?:clear|documented|known|specified|mentioned)|silent|clarif|indicat|touch|deal|giv|determin|conclu|cite|list"
        r"|missing|absent|lack|appear",
        r"documentation|docs?\b|passages?|context|sources?|excerpts?|pages?|texts?|material|manual|sections?"
        r"|I\b|I['’]m|me\b|information|content|here",
    ),
    _cues(
        r"nicht|kein|nirgends|nirgendwo|nichts|weder|leider|fehl|außerhalb|ohne|un(?:klar|bekannt|dokumentiert|erwähnt)|schweig",
        r"find|gefunden|beantwort|antwort|erwähn|enthalt|enthält|hervor|beschrieb|beschreib|beinhalt|behandel|information"
        r"|angaben?|steht|stehen|weiß|sagen|sagt|auss?age|auskunft|helfen|geht|gehen|äußer|dokumentiert|vorhanden|hinweis|thema"
        r"|entnehm|entnomm|erklär|erläuter|genannt|nennen|nennt|les|ersichtlich|erkenn|fehl|schweig|unklar|unbekannt"
        r"|undokumentiert|unerwähnt|bekannt|stelle|deck|abgedeckt|beleg|erfahr|schließen|angegeben|aufgeführt",
        r"dokument|doku|passagen?|abschnitt|kontext|quellen?|texte?n?|auszüg|unterlagen|material|seiten?\b|handbuch|anleitung"
        r"|ich\b|mir\b|inform|hier\b|angaben?",
    ),
    _cues(
        r"no\b|ningun|ningún|nada|nunca|tampoco|carec|sin\b|imposible|fuera|falta|desconoc|silencio|insuficiente",
        r"encontr|encuentr|respond|respuest|mencion|contien|conten|incluy|aparec|describ|detall|explic|trat|cubr|inform|hall"
        r"|especific|indic|dic|sé\b|figur|consta|ayud|halla|abord|refer|alcance|dato|disponible|documentad|habl|aclar|ve[or]\b"
        r"|vist|nombr|señal|contest|coment|desconoc|silencio|falta|exist|saber|aport|ofrec|precis|deduc|determin",
        r"document|pasaje|fragmento|extracto|contexto|fuentes?|textos?|secci|páginas?|manual|guía|puedo|podido|he\b|encuentro|sé\b"
        r"|inform|aquí|material|dato",
    ),
    _cues(
        r"ne\b|n['’]|pas\b|aucun|rien|ni\b|jamais|nulle|impossible|absent|hors|manqu|sans\b|muet|silenc|dépass|inconnu"
        r"|insuffisan",
        r"trouv|répon|mention|contien|conten|inclu|apparaî|figur|décri|précis|expliqu|trait|couvr|inform|abord|indiqu"
        r"|di[ts]\b|disent|sais|sait|savoir|parl|aid|évoqu|renseign|disponible|documenté|élément|question|détail|v[uo](?:is|it|ir)?\b"
        r"|référence|muet|silenc|cadre|portée|connai|inconnu|cit[eé]|donn|fourni|propos|absent|déterminer|déduire|clair",
        r"document|docs?\b|passages?|extraits?|contexte|sources?|textes?|sections?|pages?|manuel|guide|notice"
        r"|je\b|j['’]|inform|ici\b|éléments?|renseign",
    ),
    _cues(
        r"ませ|ない|なく|なかっ|無い|無し|なし|ず[、。]|未|ありません|不明|不足|範囲外|対象外|外れ|できかね|かねます",
        r"見つ|見当|記載|記述|含ま|答え|回答|触れ|情報|説明|言及|書か|書い|載っ|わか|分か|該当|確認|扱|存在|案内|不明|掲載|判断|読み取|対象|範囲|文書化|解説|紹介|示さ|述べ"
        r"|示し|答|知|提供|取り上げ|記録|特定|明記|明らか",
        r"ドキュメント|文書|資料|文章|パッセージ|情報|記載|記述|文脈|ソース|ページ|マニュアル|抜粋|内容|ここ|こちら|私|本文|回答|お答え"
        r"|答え|質問|説明|セクション|章|ガイド|残念|申し訳|について|に関して|その点|この点|その件|この件|コンテキスト|出典",
        words=False,
    ),
    _cues(
        r"没|未|无|無|沒|不能|不会|不包含|不包括|并不|找不到|查不到|看不到|不知道|不清楚|不了解|不确定|不在|不属于|不存在|缺|不足|不够|超出"
        r"|不涉及",
        r"找|提到|提及|包含|包括|回答|答案|说明|說明|信息|資訊|内容|描述|涉及|介绍|解释|记载|记录|查|知道|清楚|相关|足够|范围|写|谈|讲|说|给出|掌握|看到|提供|列出|指出|得出|了解|判断|确定|属于|存在|不足|缺"
        r"|讨论|覆盖|涵盖|定义|帮",
        r"文档|文檔|文件|段落|资料|資料|上下文|来源|出处|片段|摘录|手册|指南|我|信息|页面|本文|提供|原文|章节|內容|内容|这里|问题",
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
    return any(_is_refusal(sentence, cues) for sentence in (sentences[0], sentences[-1]) for cues in _CUES)


def _is_refusal(sentence: str, cues: _Cues) -> bool:
    if not cues.absence.search(sentence):
        return False
    return bool(_READ.search(sentence) or (cues.finding.search(sentence) and cues.place.search(sentence)))
