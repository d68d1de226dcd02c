"""Which follow-ups of the emulator are joined to the question before them."""

import pytest

from gemini_emulator.answers.follow_ups import stands_alone

ALONE = """
What is the capital of Australia?
Who wrote Hamlet?
How do I bake bread?
Can I use OpenAI's GPT-4 instead of Gemini?
who painted the mona lisa
What is the weather in Paris?
Tell me a joke
Write a poem about the sea
Translate good morning into French
Where was Napoleon born?
How tall is Mount Everest?
When does the next train leave?
Who won the cup this year?
Is there a Docker image?
Is there any support for Kubernetes?
Are there plugins for VitePress?
Which settings are there for Redis?
What is LangServe?
what are embeddings?
What's a passage?
Does Windows work?
Do I need a GPU?
How do I install askdocs on Windows?
How do I rotate an API key?
Which Python version do I need?
Where are the logs written?
Can I use Ollama?
Is Redis required?
In which folder does the index lie?
How are questions that are refused counted?
Which other languages does the panel speak?
Do two sites share the same index?
How many pages fit into one batch?
What are scores above 0.5 worth?
Thanks! How do I bake bread?
OK, who wrote Hamlet?
How do I set LOG_LEVEL?
What does askdocs doctor check and what does it print?
I use Docker Compose. How do I update it?
What is the tallest mountain in Europe?
Who is the president of France?
How do I cook rice?
When did World War II end?
how old is the universe
Which planet is biggest?
Recommend a good restaurant in Berlin
Is Pluto a planet?
Are you a robot?
Can I pay with PayPal?
Does the panel support Arabic?
How do I add a logo?
How are PDFs indexed?
What happens when Gemini is down?
Is my data sent to Google?
Where can I download the Docker image?
How do I write a source of my own?
What does GEMINI_API_KEY do?
is there a dark mode
can i export conversations as csv
What is the difference between serve and demo?
How do I report a bug?
Which licence does askdocs have?
Does askdocs store questions?
how to uninstall askdocs
What does exit code 4 mean?
How do I back up the database?
What is the default port?
Is there a limit on the number of pages?
Who invented the telephone and when?
Explain the theory of relativity
Is the earth flat?
What's 2 plus 2?
Why is the sky blue?
Sing me a song
What does Qdrant do?
Does Redis help?
How does the gate work?
Qui a peint la Joconde et quand?
"""
JOINED = """
Why?
why not
How?
How do I install it?
How do I configure it there?
And on Windows?
And who pays for that?
But why is it so slow?
Or with Docker?
What about Docker?
How about Windows?
On Windows?
With Redis instead?
Without a key?
For the search, too?
in a container
Is there another way?
Are there others?
Is there an example?
Can I see an example?
Can I change that?
can I change that
Can I use another one?
What else do I need?
Anything else?
Which one is better?
Which file?
What version?
How long?
how large
How many are there?
How much is that per day?
What is the default?
What is the default value?
What is the maximum?
What does this mean?
How do I turn that off?
How do I change the limit?
Where do they go?
When does this happen?
Does that also work offline?
Does it need a GPU?
Does the same hold for Docker?
Does Docker work too?
Explain more
Tell me more please
Show me an example
Thanks. And in German?
OK, why?
so what happens then?
Is there one for Docker?
More details
Does that have a GUI?
How so?
And then?
And if I have two sites?
Could you give me an example please?
What's the reason?
Is that free?
Do I have to restart it?
What if it fails?
Does this work on macOS?
Where do I put that file?
Which of them is faster?
Is it the same for MkDocs?
Are there any alternatives?
Is there a way around it?
What are the other options?
And the default?
in the browser?
by default?
since when?
For how long?
How often?
On which port?
For all users?
Really?
Please explain in more detail
can you explain that further
Could I do this with curl instead?
what would the command be
What is the name of the setting?
Where can I set this?
So it is 8000 by default?
How can I avoid this error?
Is there a faster way?
Can you shorten that?
what does the second parameter mean
same question for Sphinx
but not on Windows?
How do I undo this?
???
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("question", lines(ALONE))
def test_a_question_with_a_subject_of_its_own_stands_alone(question: str) -> None:
    assert stands_alone(question)


@pytest.mark.parametrize("question", lines(JOINED))
def test_a_question_that_refers_back_is_joined(question: str) -> None:
    assert not stands_alone(question)
