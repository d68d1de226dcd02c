"""What a sentence has that refuses: words for nothing, for finding and for the documentation, excuses, idioms."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

_READ = re.compile(
    r"\b(?:docs|documentation|documentaci[oó]n|dokumentation|doku|passage[ns]?|pasajes?|excerpts?|extraits?|extractos?"
    r"|fragmentos?|auszüge?n?|context[eo]?|kontext|manual|manuel|handbuch|unterlagen|my sources|snippets?|texto|textos"
    r"|\w*(?:passagen?|textstellen?|auszügen?)"
    r"|(?:provided|given|supplied|bereitgestellte|vorliegende|gegebene|angegebene)\w*\s+(?:\w+\s+)?"
    r"(?:texte?n?|materials?|sources?|quellen|information\w*|pages?|seiten|content|documents?|dokumente\w*|references?)"
    r"|(?:textes?|sources|pages|documents|informations)\s+(?:fourni|donné|transmis)\w*"
    r"|(?:these|those|my|ces|mes|estas?|estos?|diese[nr]?)\s+(?:pages?|sections?|texts?|material|information|sources"
    r"|páginas?|secciones|seiten|abschnitte?n?|texten?|quellen)|abschnitte|chapitres?|capítulos?|kapitel|guía|guide|anleitung"
    r"|(?:i\s+have\s+access|i\s+was\s+given|(?:i['’]ve|i\s+have)\s+been\s+given|available\s+to\s+me|mir\s+vorlieg\w*"
    r"|dont\s+je\s+dispose|de\s+que\s+dispongo))\b"
    r"|ドキュメント|パッセージ|マニュアル|コンテキスト|資料|文書|文脈|抜粋|(?:提供|与え|渡)された|どの(?:節|章|箇所|ページ)"
    r"|文档|文檔|段落|资料|資料|上下文|手册|指南|片段|材料|正文|哪一[章节]|(?:给出|提供|所给|给定|现有)的|(?:任何|每)一节|文中",
    re.IGNORECASE,
)
"""What the model was given to read. Answers about a product seldom speak of it."""


_MENTIONS = re.compile(
    r"\b(?:mention|brought\s+up|talks?\s+about|go(?:es)?\s+into|gets?\s+into|touch(?:es|ed)?\s+(?:up)?on|clear\b|stated\b"
    r"|came\s+up|turned\s+up|erwähn|angesprochen|ansprech|zur\s+sprache|thematisiert|zu\s+lesen|geht\s+\w+\s+ein\b|deutlich"
    r"|klar\b|fündig|menciona|mención|nombra|alude|habla|claro\b|constancia|mentionn|évoqu|évoque|parle|clair\b|cité)"
    r"|言及|触れ|取り上げ|話題|はっきりし|明らか|谈|提到|提及|提过|讲|涉及|清楚|得不出|明确",
    re.IGNORECASE,
)
"""Where it is denied, a text speaks of texts: answers deny that things are, not that they are mentioned."""
_SORRY = re.compile(
    r"\b(?:sorry|apolog|afraid|regret|unfortunately|i\s+wish|leider|bedaure|bedauer|tut\s+mir\s+leid|entschuldig|verzeih"
    r"|lo\s+(?:siento|lamento)|lamentablemente|por\s+desgracia|me\s+temo|perdon|disculp|désolé|navré|hélas|malheureusement"
    r"|je\s+regrette|pardon)|申し訳|すみません|恐れ入り|残念|お力になれ|抱歉|对不起|遗憾|不好意思|帮不了",
    re.IGNORECASE,
)
"""Who answers has nothing to be sorry for."""


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
        r"not\b|no\b|cannot\b|unable|nothing|none\b|neither|nowhere|never\b|lacks?\b|missing|absent|beyond|outside|insufficient|unanswered|stops?\b|only\b"
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
        r"nicht|kein|nirgends|nirgendwo|keiner|nichts|weder|leider|fehl|außerhalb|übersteig|offen\b|nur\b|ausschließlich|ohne|un(?:klar|bekannt|dokumentiert|erwähnt)|schweig",
        r"find|gefunden|beantwort|antwort|erwähn|enthalt|enthält|hervor|beschrieb|beschreib|beinhalt|behandel|information"
        r"|angaben?|steht|stehen|weiß|sagen|sagt|auss?age|auskunft|helfen|geht|gehen|äußer|dokumentiert|vorhanden|hinweis|thema"
        r"|entnehm|entnomm|erklär|erläuter|genannt|nennen|nennt|les|ersichtlich|erkenn|fehl|schweig|unklar|unbekannt"
        r"|undokumentiert|unerwähnt|bekannt|stelle|deck|abgedeckt|beleg|erfahr|schließen|angegeben|aufgeführt",
        r"dokument|doku|passagen?|abschnitt|kontext|quellen?|texte?n?|auszüg|unterlagen|material|seiten?\b|handbuch|anleitung"
        r"|ich\b|mir\b|inform|hier\b|angaben?",
    ),
    _cues(
        r"no\b|ningun|ningún|nada|nunca|tampoco|carec|sin\b|imposible|fuera|falta|desconoc|silencio|insuficiente|ni\b|más\s+allá|solo\b|solamente|limitan",
        r"encontr|encuentr|respond|respuest|mencion|contien|conten|incluy|aparec|describ|detall|explic|trat|cubr|inform|hall"
        r"|especific|indic|dic|sé\b|figur|consta|ayud|halla|abord|refer|alcance|dato|disponible|documentad|habl|aclar|ve[or]\b"
        r"|vist|nombr|señal|contest|coment|desconoc|silencio|falta|exist|saber|aport|ofrec|precis|deduc|determin",
        r"document|pasaje|fragmento|extracto|contexto|fuentes?|textos?|secci|páginas?|manual|guía|puedo|podido|he\b|encuentro|sé\b"
        r"|inform|aquí|material|dato",
    ),
    _cues(
        r"ne\b|n['’]|pas\b|aucun|rien|ni\b|jamais|nulle|impossible|absent|hors|dehors|manqu|sans\b|muet|silenc|dépass|sor(?:t|tent)\b|suspens|seulement|uniquement|limitent|inconnu"
        r"|insuffisan",
        r"trouv|répon|mention|contien|conten|inclu|apparaî|figur|décri|précis|expliqu|trait|couvr|inform|abord|indiqu"
        r"|di[ts]\b|disent|sais|sait|savoir|parl|aid|évoqu|renseign|disponible|documenté|élément|question|détail|v[uo](?:is|it|ir)?\b"
        r"|référence|muet|silenc|cadre|portée|connai|inconnu|cit[eé]|donn|fourni|propos|absent|déterminer|déduire|clair",
        r"document|docs?\b|passages?|extraits?|contexte|sources?|textes?|sections?|pages?|manuel|guide|notice"
        r"|je\b|j['’]|inform|ici\b|éléments?|renseign",
    ),
    _cues(
        r"ませ|ない|なく|なかっ|無い|無し|なし|ず[、。]|未|ありません|不明|不足|範囲外|範囲の外|対象外|外れ|できかね|かねます|不十分|沈黙|だけ|のみ|超え",
        r"見つ|見当|記載|記述|含ま|答え|回答|触れ|情報|説明|言及|書か|書い|載っ|わか|分か|該当|確認|扱|存在|案内|不明|掲載|判断|読み取|対象|範囲|文書化|解説|紹介|示さ|述べ"
        r"|示し|答|知|提供|取り上げ|記録|特定|明記|明らか",
        r"ドキュメント|文書|資料|文章|パッセージ|情報|記載|記述|文脈|ソース|ページ|マニュアル|抜粋|内容|ここ|こちら|私|本文|回答|お答え"
        r"|答え|質問|説明|セクション|章|ガイド|残念|申し訳|について|に関して|その点|この点|その件|この件|コンテキスト|出典",
        words=False,
    ),
    _cues(
        r"没|未|无|無|沒|不能|不会|不包含|不包括|并不|并未|只|仅|得不出|找不到|查不到|看不到|不知道|不清楚|不了解|不确定|不在|不属于|不存在|缺|不足|不够|超出"
        r"|不涉及",
        r"找|提到|提及|包含|包括|回答|答案|说明|說明|信息|資訊|内容|描述|涉及|介绍|解释|记载|记录|查|知道|清楚|相关|足够|范围|写|谈|讲|说|给出|掌握|看到|提供|列出|指出|得出|了解|判断|确定|属于|存在|不足|缺"
        r"|讨论|覆盖|涵盖|定义|帮",
        r"文档|文檔|文件|段落|资料|資料|上下文|来源|出处|片段|摘录|手册|指南|我|信息|页面|本文|提供|原文|章节|內容|内容|这里|问题",
        words=False,
    ),
)
_LIMITS = re.compile(
    "only|without|nur|ausschließlich|ohne|sin|solo|solamente|limitan|sans|seulement|uniquement|limitent|だけ|のみ|只|仅",
    re.IGNORECASE,
)
"""These deny something only beside a word of finding: products do much "without" and "only"."""
_DENIALS = re.compile(
    # English
    r"\b(?:nothing|anything)\s+(?:here\s+|there\s+|in\s+(?:\w+\s+){1,4}?)?(?:on|about|regarding|of)\s|\bnone\s+of\s+(?:this|these|them|the)\b|\bremains?\s+(?:open|unanswered)"
    r"|\bnot\s+explained\b|\bdoes\s+not\s+occur\b|\bleaves?\s+(?:this|that|it)\s+open\b"
    r"|\b(?:no|any)\s+(?:\w+\s+){0,2}?(?:mention|information|info|indication|reference|guidance|answer|explanation|details?|instructions)\b"
    r"|\bundocumented\b|(?:\bnot|n['’]t)\s+(?:\w+\s+)?(?:documented|covered|mentioned|addressed|discussed|stated)\b"
    # German
    r"|\bkein\w*\s+(?:\w+\s+){0,2}?(?:angaben?|information\w*|hinweise?n?|erwähnung|aussagen?|antwort|auskunft)\b"
    r"|\bundokumentiert|\bnicht\s+(?:\w+\s+)?(?:dokumentiert|erwähnt|behandelt)\b|\bnirgend\w*\s[^,]*\brede\b"
    r"|\bl(?:ässt|assen?)\s+offen\b|\b(?:dazu|darüber|hierzu|davon)\s+(?:\w+\s+){0,4}?(?:nichts|nicht|kein\w*)\b"
    r"|\bnicht\s+(?:erklärt|erläutert)\b|\bkommt\s+nicht\s+vor\b|\bist\s+unklar|\bvergeblich\b|\bhält\s+sich\b.*\bbedeckt"
    r"|\bnichts\s+(?:dazu|darüber|davon)\b|\bzu[rm]?\s+[^,.]{1,40}\s(?:steht|finde\w*|gibt\s+es)\s+(?:\w+\s+)?nichts\b|\bnicht\s+(?:gesagt|genannt|verraten)\b"
    # Spanish
    r"|\b(?:ningun\w*|ningún|no\s+(?:\w+\s+){1,3}?)\s*(?:mención|información|referencia|indicación|respuesta|datos?)\b"
    r"|\bno\s+(?:está|se|queda|viene)\s+(?:\w+\s+)?(?:document|mencion|descri|trata|aborda|comenta)\w*"
    r"|\bno\s+se\s+(?:explica|sabe)\b|\bno\s+me\s+basta\b|\bno\s+aparece\s+ning|\bno\s+(?:deja|queda|está)\s+claro|\bcarezco\b|\bnada\s+(?:escrito|acerca|al\s+respecto)\b"
    # French
    r"|\baucune?\s+(?:\w+\s+){0,2}?(?:mention|information|indication|référence|détail|réponse|renseignement|précision)"
    r"|\b(?:pas|nulle\s+part)\s+(?:\S+\s+){0,2}?(?:d['’])?(?:mention\w*|information|indication|réponse|documenté)"
    r"|\b(?:incapable|impossible)\s+de\s+(?:\w+\s+)?répondre|\brien\s+(?:à\s+ce\s+(?:sujet|propos)|là-dessus|sur\s+ce)\b"
    r"|\bpas\s+expliqu|\bon\s+ne\s+sait\s+pas\b|\bne\s+me\s+suffit\b|\bnulle\s+part\b|\ben\s+suspens\b|\brien\s+(?:ici\s+)?(?:sur|au\s+sujet|à\s+propos)\b|\brien\s+n['’]est\s+dit\b"
    # Japanese
    r"|(?:言及|記載|記述|説明|回答|紹介|案内|定義|掲載)[はがも]?(?:され|して|でき|あり|見つか|見当た|存在)[^。]{0,5}(?:ませ|な[いか]|ず)"
    r"|情報[はがも](?:あり|見つか|見当た|含まれ|得られ)[^。]{0,5}(?:ませ|な[いか])|出てき(?:ませ|ない)|読み取れ(?:ませ|ない)|不明です|登場しませ|何とも言え"
    # Chinese
    r"|(?:没有|未|沒有)(?:被|对此|有)?(?:提到|提及|作出说明|记载|記載|记录|涉及|介绍|描述|解释|相关|答案)"
    r"|看不出|没有说明|避而不谈|不是[^。]*能回答|帮不上|没有出现",
    re.IGNORECASE,
)
"""Something said that it is not said: tells a refusal without what was given to read."""

_GIVES_UP = re.compile(
    # English
    r"\b(?:com(?:e|es|ing)|came)\s+(?:\w+\s+){0,2}?(?:up\s+)?(?:empty|short|blank)\b|\bdr[ae]wn?s?\s+a\s+blank\b|\bno\s+luck\b"
    r"|\b(?:at\s+a\s+loss|stumped|in\s+the\s+dark|empty-handed|beats\s+me|pass\s+on\s+th(?:is|at))\b"
    r"|\b(?:stay|remain|keep|is|are|be)s?\s+(?:\w+\s+)?(?:silent|quiet|mum|tight-lipped)\b|\bopen\s+question\b"
    r"|\b(?:stay|remain|is|are|left)s?\s+(?:\w+\s+)?(?:open|unsaid|unstated|unanswered|unresolved|unclear)\b"
    r"|\b(?:no|without\s+(?:any|a)|not\s+a)\s+(?:\w+\s+)?(?:trace|clues?|hints?|idea|word|pointers?|whisper|inkling)\b"
    r"|(?:not|n['’]t)\s+(?:\w+\s+)?(?:come\s+up|let\s+on|go\s+that\s+far|of\s+(?:more|much|any)\s+help|help\s+(?:you\s+)?(?:here|further))\b"
    r"|\b(?:leav|omit|skip)\w*\s+(?:out\s+)?(?:how|whether|what|when|why|which)\b|\bstops?\s+short\s+of\b"
    # German
    r"|\bverschweig\w*|\bschweig(?:t|en)\b|\bmuss\s+ich\s+(?:\w+\s+){0,3}?passen\b|\b(?:bleib|lass|läss|steh)\w*\s+(?:\S+\s+){0,4}?(?:offen|ungeklärt|unbeantwortet)\b"
    r"|\bgeh(?:t|en)\s+(?:\S+\s+){0,4}?über\b.*\bhinaus|\bsprengt\b|\büberfragt\b|\bim\s+dunkeln\b|\boffene\s+frage\b"
    r"|\bkein\w*\s+(?:\w+\s+)?(?:spur|anhaltspunkt|wort|silbe|ahnung|anhalt|idee)\w*|\bnicht\s+weiter(?:helfen|wissen)\b"
    r"|\b(?:ergebnis|erfolg)los\b|\bohne\s+(?:ergebnis|erfolg|befund|treffer)\b|\btauch\w*\s[^,]*\b(?:nicht|nirgends)\s+auf\b"
    # Spanish
    r"|\bse\s+(?:sale|escapa|aparta)\b|\bquedan?\s+(?:\S+\s+)?(?:abiert|pendiente|en\s+el\s+aire|sin\s+respuesta)|\bpregunta\s+abierta\b"
    r"|\b(?:no|ni|ningun\w*|ningún|sin)\s+(?:\S+\s+){0,4}?(?:rastro|pistas?|indicios?|idea\b|ayudar\w*|resuelve|fruto|palabra)"
    r"|\bmanos\s+vacías\b|\bguardan?\s+silencio\b|\bomit\w+\s+(?:cómo|si|qué|cuándo|cuál)\b"
    # French
    r"|\bdépass\w+\s+(?:le|la|mon|ce|mes|les)\b|\bquestion\s+(?:reste\s+|demeure\s+)?ouverte\b|\brest\w+\s+(?:\S+\s+)?(?:en\s+suspens|sans\s+réponse)"
    r"|\b(?:aucune?|pas\s+(?:la\s+moindre|le\s+moindre|d['’]))\s*(?:\w+\s+)?(?:trace|indices?|piste|idée)\b|\bsouffle\w*\s+mot\b"
    r"|\b(?:ne|n['’])\s*(?:\S+\s+){0,4}?(?:vous|t['’])\s*(?:aider|renseigner|répondre|éclairer)|\bchou\s+blanc\b|\bbredouille\b|\bsous\s+silence\b"
    # Japanese
    r"|はっきり[^。]{0,8}(?:ませ|な[いか])|見当たり?(?:ませ|な)|見当たら|お役に立て|(?:お)?力(?:に)?なれ|手[がか]かり[^。]*(?:ませ|な[いか]|無)|恐縮|皆無|触れずじまい|(?:方法|手順|詳細|理由)[はがも](?:省かれ|省略され|伏せられ)"
    r"|(?:お答え|ご案内|ご回答|お伝え)[^。]{0,6}(?:ませ|かね|な[いか])|持ち合わせ[^。]*(?:ませ|な[いか])"
    # Chinese
    r"|一无所[获知]|无可奉告|爱莫能助|无能为力|无从|帮不[上了到]|答不[上了出]|只字未|未见|(?:没有|没|无|找不到|毫无)[^。，]{0,10}(?:线索|踪影|头绪|痕迹|下文)"
    r"|尚无|不得而知|没能[^。]*(?:帮|回答|找)|(?:却|但)没讲|(?:略去|省略)了?[^。]{0,6}(?:方法|如何|怎)",
    re.IGNORECASE,
)
"""Idioms of those who have no answer: they tell a refusal by themselves; answers about a product have none of them."""
_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’]\w+|me|my|ich|mir|mich|je|j['’]\w*|m['’]\w*|puedo|encuentro|encontré|he|sé|dispongo|tengo|logré|podido)\b"
    r"|私|ませんでした|わたし|我",
    re.IGNORECASE,
)

_EVIDENCE = frozenset({"(denied)", "(not said)", "(given up)"})
"""Without any of these a sentence denies nothing, however like a refusal its words are."""
_KINDS = {
    "read": _READ,
    "mention": _MENTIONS,
    "sorry": _SORRY,
    "not said": _DENIALS,
    "given up": _GIVES_UP,
    "first person": _FIRST_PERSON,
}


def find_cues(sentence: str) -> Iterator[str]:
    """The names of the kinds of cues that the sentence has. None of them is proof: how much each tells is measured."""
    is_denial = denies(sentence)
    for name, pattern in _KINDS.items():
        if pattern.search(sentence):
            yield f"({name})"
            if is_denial:
                yield f"({name}, denied)"
    if is_denial:
        yield "(denied)"
        if any(_denies_finding(sentence, cues) for cues in _CUES):
            yield "(finding denied)"


def may_refuse(features: AbstractSet[str]) -> bool:
    """Whether a sentence with these features denies anything."""
    return not _EVIDENCE.isdisjoint(features)


def is_cue(feature: str) -> bool:
    """Whether a feature is the name of a kind of cues, and not a word."""
    return feature.startswith("(")


def denies(sentence: str) -> bool:
    """Whether it has a word for nothing, in any of the languages."""
    return any(cues.absence.search(sentence) for cues in _CUES)


def _denies_finding(sentence: str, cues: _Cues) -> bool:
    denials = cues.absence.findall(sentence)
    if not denials:
        return False
    is_strict = not all(map(_LIMITS.fullmatch, denials))
    if is_strict and (_READ.search(sentence) or _MENTIONS.search(sentence)):
        return True
    is_about_finding, is_about_place = cues.finding.search(sentence), cues.place.search(sentence)
    if _SORRY.search(sentence):
        return bool(is_about_finding or is_about_place)
    return bool(is_about_finding and is_about_place)
