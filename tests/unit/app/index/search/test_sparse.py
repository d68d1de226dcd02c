import socket
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from app.index.search.sparse import BM25, LANGUAGES, is_heading_word
from chains.errors import SettingsError


def share(bm25: BM25, question: str, passage: str, *, language: str = "") -> int:
    """How many words the two have in common."""
    (vector,) = bm25.embed_documents([passage], [language])
    asked = bm25.embed_query(question, [language]).indices
    return len([token for token in asked if not is_heading_word(token) and token in vector.indices])


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("安装步骤", "本页说明控制平面的安装步骤"),
        ("控制台", "本页说明控制台的用法"),
        ("接続文字列", "データベースの接続文字列を設定ファイルに書き込みます"),
        ("คอมพิวเตอร์", "ติดตั้งโปรแกรมลงในเครื่องคอมพิวเตอร์ของคุณแล้วเปิดใช้งาน"),
        ("កុំព្យូទ័រ", "សូមដំឡើងកម្មវិធីនៅលើកុំព្យូទ័ររបស់អ្នក"),
        ("ຄອມພິວເຕີ", "ຕິດຕັ້ງໂປຣແກຣມໃນຄອມພິວເຕີຂອງທ່ານ"),
        ("ကွန်ပျူတာ", "သင့်ကွန်ပျူတာတွင်ပရိုဂရမ်ကိုထည့်သွင်းပါ"),
        ("서버", "서버를 설치하고 설정합니다"),
        ("स्थापित", "अपने कंप्यूटर पर प्रोग्राम स्थापित करें।"),
        ("கணினியில்", "உங்கள் கணினியில் நிரலை நிறுவவும்"),
        ("ఇన్‌స్టాల్", "సాఫ్ట్‌వేర్ ఇన్‌స్టాల్ చేయండి"),
        ("ಸ್ಥಾಪಿಸಿ", "ಸಾಫ್ಟ್‌ವೇರ್ ಅನ್ನು ಸ್ಥಾಪಿಸಿ."),
    ],
)
def test_a_word_in_the_midst_of_a_sentence_is_found_in_every_script(question: str, passage: str) -> None:
    assert share(BM25("auto"), question, passage) == len(BM25("auto").embed_query(question).indices) / 2 > 0


@pytest.mark.parametrize(
    ("one", "other"), [("स्थापित", "स्थगित"), ("โปรแกรม", "คอมพิวเตอร์"), ("网络策略", "安装步骤"), ("కర్మ", "కర్త")]
)
def test_words_that_share_letters_are_others(one: str, other: str) -> None:
    assert share(BM25("auto"), one, other) == 0


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("如何安装？", "安装"),
        ("有什么区别？", "区别"),
        ("インストールは何ですか", "インストール"),
        ("โปรแกรมคืออะไร", "โปรแกรม"),
        ("प्रोग्राम कैसे स्थापित", "प्रोग्राम स्थापित"),
    ],
)
def test_words_that_only_ask_are_not_looked_for(question: str, words: str) -> None:
    assert BM25("auto").embed_query(question) == BM25("auto").embed_query(words)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("name", ["Gödel", "Ångström", "Кёльн", "Việt", "ガイド", "서버를", "Müller-Šmíd"])
def test_every_form_of_a_name_is_the_same(name: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"]) -> None:
    bm25 = BM25("auto")
    written = unicodedata.normalize(form, name)
    assert bm25.embed_documents([f"Frag {written} dazu"]) == bm25.embed_documents([f"Frag {name} dazu"])
    assert bm25.embed_query(written) == bm25.embed_query(name)


def test_sixty_pages_that_differ_in_one_accented_name_are_told_apart_in_every_form() -> None:
    bm25 = BM25("auto")
    names = [f"{first}{second}{last}" for first in "äöüé" for second in ("rs", "nt", "lk") for last in "àèìòù"]
    vectors = bm25.embed_documents([f"Setup\n\nThe module {name} reads the settings." for name in names])
    for form in ("NFC", "NFD"):
        for number, name in enumerate(names):
            asked = bm25.embed_query(unicodedata.normalize(form, f"module {name}")).indices
            shared = [len(set(asked) & set(vector.indices)) for vector in vectors]
            assert shared[number] == max(shared)
            assert shared.count(max(shared)) == 1


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("parametre", "paramètre"),
        ("Konfigurationsubersicht", "Konfigurationsübersicht"),
        ("Ｄｏｃｋｅｒ", "Docker"),
        ("Lodz", "Łódź"),
        ("елка", "ёлка"),
        ("שלום", "שָׁלוֹם"),
        ("αρχειο", "αρχείο"),
        ("ﾃﾞｰﾀ", "データ"),
    ],
)
def test_readers_may_leave_accents_out(typed: str, written: str) -> None:
    assert share(BM25("auto"), typed, f"— {written} —") == 1


def test_endings_are_folded_in_the_language_of_each_text() -> None:
    bm25 = BM25("auto")
    assert share(bm25, "configuración", "Las configuraciones del servidor", language="spanish") == 1
    assert share(bm25, "Häuser", "Die Farbe des Hauses", language="german") == 1
    assert share(bm25, "Häuser", "Die Farbe des Hauses") == 0
    asked = bm25.embed_query("Häuser settings", ["", "german"]).indices
    for text, language in (("Die Farbe des Hauses", "german"), ("One setting", "")):
        assert set(asked) & set(bm25.embed_documents([text], [language])[0].indices)


def test_nothing_is_downloaded_or_cached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network is not to be used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setenv("HOME", str(tmp_path))
    for language in (*LANGUAGES, "none"):
        assert BM25(language).embed_query("kubernetes helm").indices
    assert list(tmp_path.iterdir()) == []


def test_endings_are_folded_and_stopwords_left_out() -> None:
    english = BM25("english")
    assert english.embed_query("installing").indices == english.embed_query("installed").indices
    assert english.embed_query("what is the").indices == []
    german = BM25("german")
    assert german.embed_query("Häuser").indices == german.embed_query("hauses").indices


def test_without_a_language_words_stay_as_they_are() -> None:
    bm25 = BM25("none")
    assert bm25.embed_query("installing").indices != bm25.embed_query("installed").indices
    assert bm25.embed_query("what is the").indices


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match=r"BM25_LANGUAGE: 'klingon' .*none.*danish.*turkish"):
        BM25("klingon")


def test_a_repeated_word_weighs_more_and_a_longer_text_less() -> None:
    once, twice, long = BM25("english").embed_documents(["kettle", "kettle kettle", f"kettle {'filler ' * 500}"])
    (token,) = once.indices
    assert twice.values[0] > once.values[0] > long.values[long.indices.index(token)]


def test_a_heading_of_the_questions_words_alone_goes_before_a_longer_one_that_holds_them_more_often() -> None:
    bm25 = BM25("auto")
    headings = ["API > List commits (GET /commits)", "API > List pulls of a commit (GET /commits/{commit}/pulls/of/it)"]
    question = bm25.embed_query("list commits")
    asked = dict(zip(question.indices, question.values, strict=True))
    short, long = (
        sum(asked.get(token, 0) * weight for token, weight in zip(vector.indices, vector.values, strict=True))
        for vector in bm25.embed_documents([f"{heading}\n\nAnswers." for heading in headings])
    )
    assert short > long
