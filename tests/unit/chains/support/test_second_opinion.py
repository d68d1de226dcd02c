"""What an embedding model, or the chat model, says of sentences that words alone decide; and what facts leave them."""

from typing import Any

import pytest
from langchain_core.embeddings import Embeddings

from chains.errors import ModelQuotaError, SettingsError
from chains.settings import AnswerSettings, SupportMethod
from chains.support import SecondOpinion, create_second_opinion
from tests.support.answer_chain import add_up, create_chain
from tests.support.doubles import FixedRetriever, Script, ScriptedModel, create_document
from tests.support.virtual_time import in_virtual_time

PASSAGE = create_document(
    "Soap removes the seasoning of a cast-iron pan. The oven warms up to 200 degrees in seven minutes.", title="Care"
)
OTHER = create_document("Detergent cleans walls. Paint comes off in strips. A second coating is costly.", title="Walls")
PARAPHRASE = "Detergent strips the protective coating from a cooking pan."
STRANGE = "A pan needs walls of copper, which paint protects from detergent."
COPIED = "Soap removes the seasoning of a cast-iron pan."
WRONG = "The oven warms up to 300 degrees in seven minutes."


class Directions(Embeddings):
    """Texts of `alike` have one direction, others a right angle to it, and what is about nothing one to both."""

    def __init__(self, *alike: str, failure: Exception | None = None) -> None:
        self._alike = alike
        self._failure = failure
        self.calls: list[list[str]] = []

    async def aembed_documents(self, texts: list[str]) -> list[list[float]]:
        self.calls.append(texts)
        if self._failure:
            raise self._failure
        return [self._choose(text) for text in texts]

    def _choose(self, text: str) -> list[float]:
        if "pan" not in text and "oven" not in text:
            return [0.0, 0.0, 1.0]
        return [1.0, 0.0, 0.0] if any(one in text for one in self._alike) else [0.0, 1.0, 0.0]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        raise NotImplementedError

    def embed_query(self, text: str) -> list[float]:
        raise NotImplementedError


class Asked:
    """An answer of these sentences, with the second opinion of a model."""

    def __init__(self, method: SupportMethod, said: Script = (), embeddings: Embeddings | None = None) -> None:
        self.failures = 0
        self.judge = ScriptedModel(scripts=[said], prompts=[])
        self._method = method
        self._embeddings = embeddings or Directions()

    async def answer(self, *sentences: str, marker: str = " [1]", seconds: float = 45) -> Any:
        chain, *_ = create_chain(
            [" ".join(f"{sentence[:-1]}{marker}." for sentence in sentences)],
            retriever=FixedRetriever(documents=[PASSAGE, OTHER], asked=[]),
            settings=AnswerSettings(support=self._method, deadline_seconds=seconds),
            second_opinion=self._create_opinion(),
        )
        return await add_up(chain, {"query": "How?"})

    def _create_opinion(self) -> SecondOpinion | None:
        return create_second_opinion(
            self._method, llm=self.judge, embeddings=self._embeddings, on_failure=self._note_failure
        )

    def _note_failure(self) -> None:
        self.failures += 1


async def test_strings_alone_take_a_paraphrase_for_unsupported() -> None:
    assert (await Asked("strings").answer(PARAPHRASE))["unsupported"] == [PARAPHRASE]


async def test_near_vectors_support_a_paraphrase() -> None:
    embeddings = Directions("Detergent", "Soap")
    asked = Asked("embeddings", embeddings=embeddings)
    assert (await asked.answer(PARAPHRASE, STRANGE))["unsupported"] == [STRANGE]
    assert len(embeddings.calls) == 1
    assert asked.failures == 0


async def test_the_chat_model_says_which_sentences_are_right() -> None:
    asked = Asked("model", ["1: yes\n", "2: no"])
    response = await asked.answer(PARAPHRASE, STRANGE)
    assert response["unsupported"] == [STRANGE]
    assert response["usage"] == {"input_tokens": 14, "cached_tokens": 0, "output_tokens": 6, "embedding_tokens": 0}
    prompt = str(asked.judge.prompts[0][-1].content)
    assert f"1: {PARAPHRASE[:-1]} (cites 1)" in prompt
    assert "Soap removes the seasoning" in prompt


@pytest.mark.parametrize("method", ["embeddings", "model"])
async def test_nobody_is_asked_about_copies_and_wrong_facts(method: SupportMethod) -> None:
    embeddings = Directions("oven")
    asked = Asked(method, ["1: yes"], embeddings)
    assert (await asked.answer(COPIED, WRONG))["unsupported"] == [WRONG]
    assert (embeddings.calls, asked.judge.prompts, asked.failures) == ([], [], 0)


@pytest.mark.parametrize("method", ["embeddings", "model"])
async def test_nobody_is_asked_about_an_answer_that_cites_nothing(method: SupportMethod) -> None:
    asked = Asked(method, ["1: yes"])
    assert (await asked.answer(PARAPHRASE, marker=""))["reason"] == "uncited"
    assert asked.judge.prompts == []


@pytest.mark.parametrize(
    "said",
    [
        "1: yes",
        "Both are right.",
        "1: yes\n2: perhaps",
        "1: yes\n2: no\n3: no",
        f"1: yes\n{'9' * 5_000}: no",
        ModelQuotaError("no quota"),
    ],
)
async def test_strings_decide_when_the_chat_model_does_not(said: str | Exception) -> None:
    asked = Asked("model", [said])
    assert (await asked.answer(PARAPHRASE, STRANGE))["unsupported"] == [PARAPHRASE, STRANGE]
    assert asked.failures == 1


async def test_strings_decide_when_nothing_can_be_embedded() -> None:
    asked = Asked("embeddings", embeddings=Directions(failure=ModelQuotaError("no quota")))
    assert (await asked.answer(PARAPHRASE))["unsupported"] == [PARAPHRASE]
    assert asked.failures == 1


@in_virtual_time
@pytest.mark.parametrize("seconds", [1.0, 45.0])
async def test_an_answer_waits_a_few_seconds_for_an_opinion_and_never_beyond_its_deadline(seconds: float) -> None:
    asked = Asked("model", [30.0, "1: yes"])
    response = await asked.answer(PARAPHRASE, seconds=seconds)
    assert (response["outcome"], response["unsupported"], asked.failures) == ("answered", [PARAPHRASE], 1)


async def test_a_hundred_texts_at_most_are_embedded() -> None:
    embeddings = Directions()
    sentences = [f"Detergent strips coating {'x' * number} from a pan." for number in range(3, 63)]
    await Asked("embeddings", embeddings=embeddings).answer(*sentences)
    assert [len(call) for call in embeddings.calls] == [100]


@pytest.mark.parametrize("method", ["embeddings", "model"])
def test_a_chain_that_is_given_no_second_opinion_says_how_to_hand_it_on(method: SupportMethod) -> None:
    with pytest.raises(SettingsError, match="let the function that builds your chain take `second_opinion`"):
        create_chain([], settings=AnswerSettings(support=method))


@pytest.mark.parametrize("sentence", [PARAPHRASE, STRANGE])
async def test_vectors_that_are_all_alike_do_no_harm(sentence: str) -> None:
    class Alike(Directions):
        def _choose(self, text: str) -> list[float]:
            return [1.0, 0.0, 0.0]

    asked = Asked("embeddings", embeddings=Alike())
    assert (await asked.answer(sentence))["outcome"] == "answered"
    assert asked.failures == 0
