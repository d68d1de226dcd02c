"""Headings as questions."""

import pytest

from chains.suggestions import create_question, repeats


@pytest.mark.parametrize(
    ("section", "locale", "question"),
    [
        ("Guide > Install the package on Linux", "en", "How do I install the package on Linux?"),
        ("Guide > Configure TLS", "en-GB", "How do I configure TLS (Guide)?"),
        ("Guide > How to run it behind a proxy", "", "How do I run it behind a proxy?"),
        ("Kettle > Descaling the kettle with vinegar", "en", "How does descaling the kettle with vinegar work?"),
        ("Kettle > Noise", "en", "What should I know about “Noise” in “Kettle”?"),
        ("Guide > Install > Linux", "en", "What should I know about “Linux” in “Install”?"),
        ("FAQ > Why is it loud?", "de", "Why is it loud?"),
        ("Kessel > Entkalken", "de", "Was sollte ich über „Entkalken“ in „Kessel“ wissen?"),
        ("水壶 > 除垢", "zh-CN", "关于“水壶”中的“除垢”，我应该知道什么？"),
        ("Kattila > Melu", "fi", "Melu (Kattila)?"),
        ("Guide", "en", ""),
        ("Guide > Overview", "en", ""),
        ("Guide > 2.1.0", "en", ""),
        ("Guide > Further Information", "en", ""),
        ("Guide > What You’ve Learned", "en", ""),
        ("Guide > 3. Next steps:", "en", ""),
        ("Guide > Related work", "en", ""),
        ("Guide > More about heat", "en", "What should I know about “More about heat” in “Guide”?"),
        ("水壶 > 参考资料", "zh", ""),
        ("Guide > See also", "en", ""),
        (f"Guide > {'x' * 101}", "en", ""),
        ("", "en", ""),
    ],
)
def test_a_heading_becomes_a_question(section: str, locale: str, question: str) -> None:
    assert create_question(section, locale) == question


def test_a_question_that_says_nothing_new_repeats() -> None:
    assert repeats("How do I install it?", ["Tell me how to do this: install"])
    assert not repeats("How do I install it on Linux?", ["How do I install it?"])
    assert repeats("如何安装？", ["如何安装？"])
