"""The search settings of `app.index.tuning` as a server's collection has them."""

from app.index.client import DENSE
from app.index.qdrant import AsyncQdrantClient, models
from app.index.tuning import NO_GRAPH, QUANTIZED_FROM_KB, SEGMENTS, Tuning, choose_tuning


def create_vector_config(dimensions: int) -> models.VectorParams:
    """The dense vectors of a new collection, two bytes a number as in the embedded engine."""
    tuning = choose_tuning(dimensions)
    return models.VectorParams(
        size=dimensions,
        distance=models.Distance.COSINE,
        datatype=models.Datatype.FLOAT16,
        hnsw_config=models.HnswConfigDiff(m=NO_GRAPH),
        quantization_config=_create_quantization(tuning),
    )


def create_optimizers() -> models.OptimizersConfigDiff:
    """When the server builds them."""
    return models.OptimizersConfigDiff(indexing_threshold=QUANTIZED_FROM_KB, default_segment_number=SEGMENTS)


async def ensure_tuned(client: AsyncQdrantClient, collection: str, dimensions: int) -> None:
    """Give a collection today's settings: the server goes on answering while it builds what they need."""
    tuning = choose_tuning(dimensions)
    await client.update_collection(
        collection,
        vectors_config={
            DENSE: models.VectorParamsDiff(
                hnsw_config=models.HnswConfigDiff(m=NO_GRAPH), quantization_config=_create_quantization(tuning)
            )
        },
        optimizers_config=create_optimizers(),
    )


def _create_quantization(tuning: Tuning) -> models.BinaryQuantization | models.ScalarQuantization:
    if tuning.is_binary:
        return models.BinaryQuantization(binary=models.BinaryQuantizationConfig(always_ram=True))
    return models.ScalarQuantization(
        scalar=models.ScalarQuantizationConfig(type=models.ScalarType.INT8, quantile=0.99, always_ram=True)
    )
