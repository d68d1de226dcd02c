"""Questions to begin with that fit the documentation at hand: its own headings, as questions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf

from chains.suggestions import is_generic

COUNT = 3
_WORDS = re.compile(r"[^\W\d_][\w'’-]*")
_PLAIN = re.compile(r"[\w\s,'’?./+#-]+")
_MOST_CHARACTERS = 70
_WORD_COUNTS = range(2, 10)
_QUESTION_WORDS = ("how", "what", "why", "when", "where", "which", "who", "can", "does", "do", "is", "are", "should")
_VERBS = frozenset(
    """
    add align allow apply authenticate build cache call change check choose clean combine compare configure
    connect convert copy create customize debug define delete deploy disable display download edit enable
    export extend fetch filter find fix format generate get handle import improve index initialize inspect
    install integrate join limit link load log make manage measure merge migrate monitor move normalize open
    optimize organize override pass prepare prevent publish query read record reduce refactor remove rename
    render replace request reset restore retry return run save schedule search secure select send serve set
    setup share show simplify sort split start stop store style subscribe switch test track transform
    translate troubleshoot uninstall update upgrade upload use validate verify view wait watch work write
    """.split()  # noqa: SIM905 - a list of strings would be a page long
)
_SMALL_WORDS = frozenset(
    "a an and as at by for from in into my of on or own the to up with without your".split()  # noqa: SIM905 - as above
)
_GERUND = re.compile(r"(\w+)ing\Z", re.IGNORECASE)
_CHINESE = re.compile(r"(?=.*[\u4e00-\u9fff])[^\u3040-\u30ff\uac00-\ud7af]{4,40}")
"""Han characters, and none of Japanese or Korean, which write some of their words with them as well."""
_CHINESE_QUESTION = re.compile(r"如何|怎[么样]|什么|为[何啥]|哪|谁|是否|能否|可否|[吗呢][？?]|多少|何[时处]")
_CHINESE_VERBS = (
    *(
        "安装",
        "卸载",
        "升级",
        "部署",
        "配置",
        "设置",
        "启动",
        "启用",
        "禁用",
        "停止",
        "使用",
        "运行",
        "创建",
        "新建",
        "删除",
    ),
    *(
        "添加",
        "移除",
        "更新",
        "修改",
        "迁移",
        "备份",
        "恢复",
        "构建",
        "编写",
        "调试",
        "测试",
        "验证",
        "监控",
        "查看",
        "自定义",
    ),
    *("注册", "发布", "导入", "导出", "连接", "集成", "扩展", "优化", "生成", "管理", "登录", "访问", "排查", "贡献"),
)
_CHINESE_NOUN = re.compile(r"如何|示例|[后前时：:]")
"""What follows such a verb is no object of it: an example of it, a time, a sentence of its own."""
_DULL = re.compile(r".*\b(?:tutorial|glossary)\b.*", re.IGNORECASE)


@dataclass(slots=True)
class Starters:
    """Collects headings while pages are read, one page after the other."""

    _candidates: list[tuple[int, int, float, str, str]] = field(default_factory=list)

    def add_page(self, title: str, headings: Iterable[str], *, depth: int = 0, position: float = inf) -> None:
        """The title of a page, and what stands under it. `depth` says how far it is from the site's root.

        `position` says where the sidebar has it.
        """
        found = [(title, 1), *((heading, 0) for heading in headings if heading != title)]
        for heading, is_title in dict.fromkeys(found):
            if question := create_question(heading):
                rank = 0 if heading.rstrip().endswith("?") else 1 if question.startswith(("How do I", "如何")) else 2
                self._candidates.append((rank + is_title, depth, position, title, question))

    def choose(self, count: int = COUNT) -> list[str]:
        """The best questions, each of another page; pages near the root first, then as the sidebar has them."""
        chosen: dict[str, str] = {}
        for *_, title, question in sorted(self._candidates, key=lambda one: one[:3]):
            if title not in chosen and question not in chosen.values():
                chosen[title] = question
            if len(chosen) == count:
                break
        return list(chosen.values())


def create_question(heading: str) -> str:
    """The heading as a question; empty where it makes none that a reader would ask."""
    text = " ".join(heading.split())
    return _create_chinese_question(text) if _CHINESE.fullmatch(text) else _create_english_question(text)


def _create_english_question(text: str) -> str:
    words = _WORDS.findall(text)
    if len(words) not in _WORD_COUNTS or len(text) > _MOST_CHARACTERS:
        return ""
    if not _PLAIN.fullmatch(text) or _DULL.fullmatch(text) or is_generic(text):
        return ""
    first, _, rest = text.partition(" ")
    if text.endswith("?"):
        return text if first.lower() in _QUESTION_WORDS and text.count("?") == 1 else ""
    if "?" in text or not rest:
        return ""
    if text.lower().startswith("how to "):
        return f"How do I {_lower_small_words(_lower(text[7:]))}?"
    verb = _find_verb(first)
    return f"How do I {verb} {_lower_small_words(rest)}?" if verb else ""


def _create_chinese_question(text: str) -> str:
    if is_generic(text) or not _PLAIN.fullmatch(re.sub("[？，、：“”（）]", " ", text)):
        return ""
    if text.endswith(("?", "？")):
        return text if _CHINESE_QUESTION.search(text) and len(re.findall("[?？]", text)) == 1 else ""
    if text.startswith(("如何", "怎么", "怎样")):
        return f"{text}？"
    says_what_is_done = text.startswith(_CHINESE_VERBS) and not text.endswith(_CHINESE_VERBS)
    return f"如何{text}？" if says_what_is_done and not _CHINESE_NOUN.search(text) else ""


def _find_verb(word: str) -> str:
    """The verb that a heading begins with: `Install …` and `Installing …`; empty for another word."""
    if word.lower() in _VERBS:
        return word.lower()
    gerund = _GERUND.fullmatch(word.lower())
    if gerund is None:
        return ""
    stem = gerund[1]
    shorter = stem[:-1] if stem[-2:-1] == stem[-1:] else stem  # setting: set
    return next((verb for verb in (stem, f"{stem}e", shorter) if verb in _VERBS), "")


def _lower_small_words(text: str) -> str:
    """`Up Your Store` is `up my Store`: which of the others are names, nobody knows."""
    words = [word.lower() if word.lower() in _SMALL_WORDS else word for word in text.split()]
    return " ".join("my" if word == "your" else word for word in words)


def _lower(text: str) -> str:
    """Without the capital letter of a sentence's beginning; a name keeps its own."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
