"""What operators and numbers are worth."""

from indexing.javascript.values import MAX_SIZE, UNKNOWN, format_primitive


def compute(operator: str, left: object, right: object) -> object:
    """What an operator makes of two known values."""
    if operator in {"<", ">", "<=", ">="}:
        return _compare(operator, left, right)
    if operator in {"===", "=="}:
        return left == right
    if operator in {"!==", "!="}:
        return left != right
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        match operator:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right if right else UNKNOWN
    texts = format_primitive(left), format_primitive(right)
    if operator == "+" and texts[0] is not None and texts[1] is not None and len(texts[0] + texts[1]) <= MAX_SIZE:
        return texts[0] + texts[1]
    return UNKNOWN


def _compare(operator: str, left: object, right: object) -> object:
    if left is None or right is None:  # `undefined` is neither more nor less
        return False
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        order = (left > right) - (left < right)
        return order in {"<": {-1}, ">": {1}, "<=": {-1, 0}, ">=": {0, 1}}[operator]
    return UNKNOWN


def read_number(source: str) -> object:
    """The value of a number as it is written."""
    digits = source.replace("_", "").removesuffix("n").lower()
    try:
        if digits.startswith(("0x", "0o", "0b")):
            return int(digits, 0)
        return float(digits) if set(digits) & set(".e") else int(digits)
    except ValueError:
        return UNKNOWN
