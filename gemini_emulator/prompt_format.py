r"""What the emulator and the answer chain share: how a prompt carries passages, and how an answer refuses.

<passages>
<passage number="1" title="Install" section="Guide &gt; Install">
Markdown text, in which these tags are written `<\passage`, `<\/passage` and so on
</passage>
</passages>

<question>
How do I install it?
</question>
"""

REFUSAL = "I could not find this in the documentation."
REFUSALS = (
    REFUSAL,
    "Das konnte ich in der Dokumentation nicht finden.",
    "No he podido encontrar esto en la documentación.",
    "Je n’ai pas trouvé cela dans la documentation.",
    "ドキュメントの中に見つかりませんでした。",
    "我在文档中没有找到这个内容。",
)
"""What the chain makes of it in the language of the question; a conversation has it so."""
PASSAGES_TAG = "passages"
PASSAGE_TAG = "passage"
PASSAGE_ATTRIBUTES = ("number", "title", "section")
QUESTION_TAG = "question"
