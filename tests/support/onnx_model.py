"""A cross-encoder of a few hundred bytes: it counts the pairs of equal words in a question and a passage.

Its file is written by hand, field by field as ONNX' `onnx.proto` numbers them, because the package that writes such
files takes 20 MB.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

_VARINT, _BYTES = 0, 2
_FLOAT, _INT64 = 1, 7
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_WORDS = (
    "pan",
    "wash",
    "by",
    "hand",
    "how",
    "is",
    "a",
    "the",
    "never",
    "put",
    "into",
    "turn",
    "pans",
    "oven",
    "vinegar",
    "month",
)


def write_cross_encoder(folder: Path, *, outputs: int = 1, fault: Literal["", "nan", "tokens"] = "") -> Path:
    """Write `model.onnx` and `tokenizer.json`; with two outputs for a pair, the first one is its negation.

    With the fault `nan` it writes NaN for pairs that share words, with `tokens` numbers for each pair of words.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(_create_model(outputs, fault))
    _create_tokenizer().save(str(folder / "tokenizer.json"))
    return folder


def _create_tokenizer() -> Tokenizer:
    special = ("[UNK]", "[CLS]", "[SEP]")
    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate((*special, *_WORDS), 1)}, "[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer


def _create_model(outputs: int, fault: str) -> bytes:
    logits = {
        "": _node("Concat", ("negated", "score") if outputs > 1 else ("score",), "logits", axis=1),
        "nan": _node("Sqrt", ("negated",), "logits"),
        "tokens": _node("Cast", ("in_both",), "logits", to=_FLOAT),
    }
    shape = ("pairs", "words", "words") if fault == "tokens" else ("pairs", outputs)
    nodes = [
        _node("Sub", ("attention_mask", "token_type_ids"), "asked"),
        _node("Unsqueeze", ("input_ids", "last"), "rows"),
        _node("Unsqueeze", ("input_ids", "first"), "columns"),
        _node("Equal", ("rows", "columns"), "equal"),
        _node("Cast", ("equal",), "equal_numbers", to=_INT64),
        _node("Unsqueeze", ("token_type_ids", "last"), "of_passage"),
        _node("Unsqueeze", ("asked", "first"), "of_question"),
        _node("Mul", ("equal_numbers", "of_passage"), "in_passage"),
        _node("Mul", ("in_passage", "of_question"), "in_both_or_special"),
        _node("Greater", ("rows", "special"), "known"),
        _node("Cast", ("known",), "known_numbers", to=_INT64),
        _node("Mul", ("in_both_or_special", "known_numbers"), "in_both"),
        _node("ReduceSum", ("in_both", "both"), "sums", keepdims=0),
        _node("Unsqueeze", ("sums", "first"), "column"),
        _node("Cast", ("column",), "score", to=_FLOAT),
        _node("Neg", ("score",), "negated"),
        logits[fault],
    ]
    constants = [_tensor("first", [1]), _tensor("last", [2]), _tensor("both", [1, 2]), _tensor("special", [3])]
    graph = b"".join(
        [
            *(_field(1, node) for node in nodes),
            _field(2, b"overlap"),
            *(_field(5, constant) for constant in constants),
            *(_field(11, _value(name, _INT64, ("pairs", "words"))) for name in _INPUTS),
            _field(12, _value("logits", _FLOAT, shape)),
        ]
    )
    operators = _field(2, 13)
    return _field(1, 8) + _field(7, graph) + _field(8, operators)


def _node(operator: str, inputs: Sequence[str], output: str, **attributes: int) -> bytes:
    named = [
        _field(5, _field(1, name.encode()) + _field(3, value) + _field(20, 2)) for name, value in attributes.items()
    ]
    return b"".join(
        [
            *(_field(1, name.encode()) for name in inputs),
            _field(2, output.encode()),
            _field(4, operator.encode()),
            *named,
        ]
    )


def _tensor(name: str, values: Sequence[int]) -> bytes:
    numbers = b"".join(_field(7, value) for value in values)
    return _field(1, len(values)) + _field(2, _INT64) + numbers + _field(8, name.encode())


def _value(name: str, element: int, shape: Sequence[int | str]) -> bytes:
    sizes = [_field(1, size) if isinstance(size, int) else _field(2, size.encode()) for size in shape]
    tensor = _field(1, element) + _field(2, b"".join(_field(1, size) for size in sizes))
    return _field(1, name.encode()) + _field(2, _field(1, tensor))


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3 | _VARINT) + _varint(value)
    return _varint(number << 3 | _BYTES) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    written = bytearray()
    while value > 0x7F:
        written.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*written, value])
