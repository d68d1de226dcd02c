"""The reading: from a documentation site to pages, chunks and a plan. Pure: knows neither Gemini nor Qdrant."""
