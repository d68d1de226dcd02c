import socket
from pathlib import Path

import pytest

from app.index.search.sparse import BM25, LANGUAGES, segment
from chains.errors import SettingsError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words, unchanged", "plain words, unchanged"),
        ("安装指南", "安装 装指 指南"),
        ("用Docker安装", "用 Docker 安装"),
        ("インストール", "イン ンス スト トー ール"),
        ("서버를 설치", "서버 버를 설치"),
        ("ติดตั้ง", "ติ ิด ดต ตั ั้ ้ง"),
        ("", ""),
    ],
)
def test_unspaced_scripts_are_cut_into_pairs(text: str, expected: str) -> None:
    assert segment(text).split() == expected.split()


def test_a_chinese_question_shares_words_with_its_passage() -> None:
    bm25 = BM25("none")
    (passage,) = bm25.embed_documents(["本页说明控制平面的安装步骤"])
    words = {index for index in bm25.embed_query("安装步骤").indices if index < 2**31}
    assert len(words) == 3
    assert words <= set(passage.indices)
    assert not set(bm25.embed_query("网络策略").indices) & set(passage.indices)


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
