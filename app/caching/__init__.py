"""Not paying twice: answers and the embeddings of questions are kept, and shared while they are made.

`CachedChain` and `CachedEmbeddings` ask a `Cache` each, as the `CacheUse` of the request allows. A `Cache` asks a
`CacheStore` for what is there, and starts a `Flight` for what is not, for all who wait for it.
"""

from app.caching.caches import Caches

__all__ = ["Caches"]
