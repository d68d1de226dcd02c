"""Questions to begin with, made of the headings of any documentation."""

import pytest

from app.wires.pages.starters import Starters, create_question


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("How do I index my documentation?", "How do I index my documentation?"),
        ("How to Write Tests", "How do I write Tests?"),
        ("Installing Redux", "How do I install Redux?"),
        ("Setting Up Your Store", "How do I set up my Store?"),
        ("Writing custom middleware", "How do I write custom middleware?"),
        ("Configure the server", "How do I configure the server?"),
        ("  Use\nthe   CLI ", "How do I use the CLI?"),
        ("集群的 'Push' 和 'Pull' 模式有何区别？", ""),
        ("什么是 Karmada？", "什么是 Karmada？"),
        ("如何贡献", "如何贡献？"),
        ("启动 Karmada 集群", "如何启动 Karmada 集群？"),
        ("在 `member1` 集群中部署 Deployment", ""),
        ("前提条件", ""),
        ("安装配置", ""),
        ("Karmada をインストールする", ""),
    ],
)
def test_a_heading_becomes_a_question(heading: str, question: str) -> None:
    assert create_question(heading) == question


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "Install",
        "Overview",
        "See also",
        "Further Information",
        "API Reference",
        "String theory",
        "`createStore(reducer)`",
        "Use <b>this</b> | that",
        "Really? Yes",
        "Nonsense that ends so?",
        "Use " + "very " * 30 + "long headings",
        "Part 3: Using Thunks Tutorial",
    ],
)
def test_a_heading_that_makes_no_question_makes_none(heading: str) -> None:
    assert create_question(heading) == ""


def test_three_questions_of_three_pages_are_chosen_and_those_of_the_authors_come_first() -> None:
    starters = Starters()
    starters.add_page("Start", ["Start", "Install the tool", "Use the tool"])
    starters.add_page("Why", ["What is it good for?", "Why is it slow?"])
    starters.add_page("More", ["Deploying to a server"])
    starters.add_page("Last", ["Test your code"])
    assert starters.choose() == ["What is it good for?", "How do I install the tool?", "How do I deploy to a server?"]


def test_documentation_without_such_headings_offers_nothing() -> None:
    starters = Starters()
    starters.add_page("Reference", ["createStore", "combineReducers"])
    assert starters.choose() == []
