"""What Docusaurus' theme calls admonitions that have no title, in the languages in which it has words of its own."""

import json
from collections.abc import Mapping
from pathlib import Path

from indexing.errors import PageError
from indexing.files.loading import load_text

_KINDS = ("note", "tip", "info", "warning", "danger", "caution")
_NAMES: Mapping[str, str] = {
    "ar": "ملاحظة | تلميح | معلومات | warning | خطر | حذر",
    "bg": "Бележка | Съвет | Информация | Внимание | Опасност | Внимание",
    "de": "hinweis | tipp | info | warnung | gefahr | vorsicht",
    "es": "nota | consejo | información | aviso | peligro | precaución",
    "et": "teade | nõuanne | info | hoiatus | oht | hoiatus",
    "fa": "یادداشت | نکته | اطلاع | هشدار | اخطار | توجه",
    "fr": "remarque | astuce | info | attention | danger | attention",
    "hu": "megjegyzés | tanács | információ | vigyázat | veszély | figyelem",
    "id": "catatan | tip | info | peringatan | bahaya | waspada",
    "is": "athugasemd | ábending | upplýsingar | aðvörun | hætta | varúð",
    "it": "note | suggerimento | informazioni | warning | pericolo | attenzione",
    "ja": "注記 | ヒント | 備考 | 警告 | 危険 | 注意",
    "ko": "노트 | 팁 | 정보 | 경고 | 위험 | 주의",
    "nb": "merknad | tips | info | warning | fare | forsiktig",
    "nl": "notitie | tip | info | waarschuwing | gevaar | pas op",
    "pl": "notatka | wskazówka | informacja | ostrzeżenie | ważne | uwaga",
    "pt-BR": "observação | dica | informação | aviso | perigo | cuidado",
    "ru": "примечание | подсказка | к сведению | warning | осторожно | предупреждение",
    "sl": "opomba | namig | informacija | opozorilo | nevarnost | pozor",
    "sv": "anteckning | tips | info | warning | risk | varning",
    "tk": "bellik | maslahat | maglumat | duýduryş | howp | duýduryş",
    "tr": "not | ipucu | bilgi | uyarı | tehlike | uyarı",
    "uk": "примітка | порада | інформація | попередження | небезпека | обережно",
    "ur": "نوٹ | ٹپ | معلومات | انتباہ | خطرہ | احتیاط",
    "vi": "ghi chú | mẹo | thông tin | cảnh báo | cảnh báo | cẩn thận",
    "zh-Hans": "备注 | 提示 | 信息 | 注意 | 危险 | 警告",
    "zh-Hant": "備註 | 提示 | 資訊 | 注意 | 危險 | 警告",
}
"""By locale, in the order of the kinds."""
_LIKELY = {
    "pt": "pt-BR",
    "zh": "zh-Hans",
    "zh-CN": "zh-Hans",
    "zh-SG": "zh-Hans",
    "zh-TW": "zh-Hant",
    "zh-HK": "zh-Hant",
}
"""Which of several forms of a language is meant."""
_KEY = "theme.admonition."


def load_admonition_names(i18n_folder: Path, locale: str) -> dict[str, str]:
    """The name of each kind that has one: the site's own in `code.json`, else the theme's. Others bear their kind's."""
    names = _NAMES.get(_LIKELY.get(locale, locale)) or _NAMES.get(locale.partition("-")[0], "")
    found = dict(zip(_KINDS, names.split(" | "), strict=False)) if names else {}
    try:
        given = json.loads(load_text(i18n_folder / "code.json").text)
    except (PageError, ValueError, RecursionError):  # most sites have none; Docusaurus itself refuses a wrong one
        return found
    for kind in _KINDS:
        entry = given.get(f"{_KEY}{kind}") if isinstance(given, dict) else None
        message = entry.get("message") if isinstance(entry, dict) else None
        if isinstance(message, str) and message.strip():
            found[kind] = message.strip()
    return found
