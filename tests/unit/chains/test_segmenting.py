"""Words are cut in the same way wherever they are compared."""

import pytest

from app.index.search.sparse import BM25
from chains.segmenting import list_words, separate_words
from chains.support import score_support
from chains.support.words import cut_words

CHINESE = "使用命令配置集群的网络"
THAI = "ติดตั้งโปรแกรมลงในคอมพิวเตอร์"
HINDI = "प्रोग्राम को कंप्यूटर पर स्थापित करें।"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain words, foo_bar v1.2", "plain words foo bar v1 2"),
        ("本页说明Docker的安装步骤。", "本 页 说明 Docker 的 安装 步骤"),
        ("控制台", "控制台 控制 制台"),
        ("インストール手順", "インストール 手順"),
        (THAI, "ติด ตั้ง โปรแกรม ลง ใน คอมพิวเตอร์"),
        (HINDI, "प्रोग्राम को कंप्यूटर पर स्थापित करें"),
        ("서버를 설치", "서버 버를 설치"),
        ("Ｄｏｃｋｅｒ １２", "Docker 12"),
        ("می‌خواهم", "میخواهم"),
        ("", ""),
    ],
)
def test_every_script_has_words(text: str, words: str) -> None:
    assert list_words(text) == words.split()


def test_text_of_ascii_stays_as_it_is() -> None:
    text = "Run `kubectl get pods --all-namespaces`; it's 1.2.3.\n"
    assert separate_words(text) is text


@pytest.mark.parametrize("text", [CHINESE, THAI, HINDI, "Ａccents: Ångström, naïve"])
def test_the_index_and_the_proof_of_sentences_know_the_same_words(text: str) -> None:
    words = [word for word in list_words(text) if len(word) > 1]
    assert cut_words(text) == [stem for word in words for stem in cut_words(word)[:1]]
    tokens = set(BM25("none").embed_query(text).indices)
    assert all(set(BM25("none").embed_query(word).indices) <= tokens for word in words)


@pytest.mark.parametrize("text", [CHINESE, THAI, HINDI])
def test_a_sentence_of_any_script_is_supported_by_its_passage_and_by_no_other(text: str) -> None:
    assert score_support(text, [f"{text}\n\nSee the settings."]) > 0.5
    related = {CHINESE: "升级之前请备份数据。", THAI: "สำรองข้อมูลก่อนอัปเกรด", HINDI: "डेटा का बैकअप लें।"}
    assert score_support(text, [related[text]]) < 0.5


@pytest.mark.parametrize("characters", ["安" * 5_000, "ก" * 5_000, "한" * 5_000, "\u0300" * 5_000, "é" * 5_000])
def test_long_runs_are_cut(characters: str) -> None:
    assert list_words(characters)
