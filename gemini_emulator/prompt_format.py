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
PASSAGES_TAG = "passages"
PASSAGE_TAG = "passage"
PASSAGE_ATTRIBUTES = ("number", "title", "section")
QUESTION_TAG = "question"
