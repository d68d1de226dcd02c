"""Finding passages: the vector store, BM25, and the retriever that chains receive."""
