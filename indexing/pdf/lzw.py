"""How much a stream that is packed by LZW holds, without unpacking it: a hundred kilobytes may hold 140 MB."""

_CLEAR, _END = 256, 257
_FIRST_WIDTH, _LAST_WIDTH = 9, 12


def measure_lzw(packed: bytes, limit: int) -> int:
    """How many bytes it unpacks to; what is damaged ends it. Counting ends behind `limit`."""
    lengths = [1] * _CLEAR + [0, 0]
    size = before = bits = held = 0
    width = _FIRST_WIDTH
    for byte in packed:
        held, bits = (held << 8 | byte) & 0xFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & (1 << width) - 1
        if code == _END or size > limit:
            break
        if code == _CLEAR:
            del lengths[_CLEAR + 2 :]
            before, width = 0, _FIRST_WIDTH
            continue
        if code > len(lengths) or (code == len(lengths) and not before):
            break
        length = before + 1 if code == len(lengths) else lengths[code]
        size += length
        if before and len(lengths) < 1 << _LAST_WIDTH:
            lengths.append(before + 1)
        before = length
        width = min(_LAST_WIDTH, max(_FIRST_WIDTH, (len(lengths) + 1).bit_length()))
    return size
