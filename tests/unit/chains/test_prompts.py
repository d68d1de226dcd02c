"""The prompt of an answer, written by us and by LangChain."""

from langchain_core.messages import AIMessage, HumanMessage

from chains.prompts import create_answer_prompt, format_answer_prompt


def test_it_is_the_one_that_langchain_formats() -> None:
    prompt = create_answer_prompt("Be {kind}.", further_rules="- More.")
    history = [HumanMessage("What is a kettle?"), AIMessage("It {boils} water.")]
    passages, question = "<passage>\n{not} %s a field\n</passage>", "How {hot}?"
    ours = format_answer_prompt(prompt, history, passages, question)
    assert ours == prompt.format_messages(history=history, passages=passages, question=question)
    assert "Be {kind}." in ours[0].text
