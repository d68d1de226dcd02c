"""The same chain as LangServe's documentation writes it: what ours is compared with.

Settings come from the environment: GEMINI_API_KEY, GEMINI_BASE_URL, QDRANT_HOST, QDRANT_COLLECTION_NAME.
Run it as `python -m benchmarks.peers.bare_langserve PORT`.
"""

import os
import sys
from operator import itemgetter

import uvicorn
from fastapi import FastAPI
from google.genai import _api_client
from langchain_core.documents import Document
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableParallel, RunnablePassthrough
from langchain_google_genai import ChatGoogleGenerativeAI, GoogleGenerativeAIEmbeddings
from langchain_qdrant import QdrantVectorStore
from langserve import add_routes
from pydantic import BaseModel

PROMPT = ChatPromptTemplate.from_template("Answer from these passages:\n{context}\n\nQuestion: {query}")


class Question(BaseModel):
    """The input, for the playground."""

    query: str


class Answer(BaseModel):
    """The output: without it, LangServe infers a type that has no sources, and `/invoke` drops them."""

    sources: list[Document]
    query: str
    response: str


def format_documents(documents: list[Document]) -> str:
    """The passages as one text."""
    return "\n\n".join(document.page_content for document in documents)


def create_app() -> FastAPI:
    """Build the service."""
    # The SDK uses aiohttp where that is installed, as askdocs does; the packages that the documentation names do not.
    _api_client.has_aiohttp = False
    key, base_url = os.environ["GEMINI_API_KEY"], os.environ["GEMINI_BASE_URL"]
    embeddings = GoogleGenerativeAIEmbeddings(
        model="gemini-embedding-001", google_api_key=key, base_url=base_url, output_dimensionality=3072
    )
    store = QdrantVectorStore.from_existing_collection(
        collection_name=os.environ["QDRANT_COLLECTION_NAME"],
        embedding=embeddings,
        url=os.environ["QDRANT_HOST"],
        vector_name="dense",
    )
    retriever = store.as_retriever(search_kwargs={"k": 8})
    llm = ChatGoogleGenerativeAI(model="gemini-3.8-flash", google_api_key=key, base_url=base_url)
    write = RunnablePassthrough.assign(context=lambda found: format_documents(found["sources"])) | PROMPT | llm
    chain = RunnableParallel(sources=itemgetter("query") | retriever, query=itemgetter("query")).assign(
        response=write | StrOutputParser()
    )
    app = FastAPI()
    add_routes(app, chain.with_types(input_type=Question, output_type=Answer), path="/chat")
    return app


if __name__ == "__main__":
    uvicorn.run(create_app(), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
