"""What tells who somebody is: e-mail, phone, and numbers of cards, accounts and persons."""

import re
from itertools import pairwise

from app.observability.masking.rule import RuleGroup


def _mask_email(match: re.Match[str]) -> str:
    return match[0] if match[0].lower().startswith(("git@", "git%40")) else "[e-mail]"


def _mask_card(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    return "[number]" if 13 <= len(digits) <= 19 and _has_check_digit(digits) else match[0]  # noqa: PLR2004 - of cards


def _has_check_digit(digits: str) -> bool:
    """Luhn's sum, which all cards have."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0  # noqa: PLR2004 - Luhn's


def _mask_account(match: re.Match[str]) -> str:
    """An IBAN, also when words follow it that look like more of it."""
    text = match[0]
    ends = [len(text), *(gap.start() for gap in re.finditer(r"[ -]", text))]
    end = next((end for end in ends if _is_account(re.sub(r"[ -]", "", text[:end]).upper())), None)
    return text if end is None else f"[number]{text[end:]}"


def _is_account(plain: str) -> bool:
    """Whether its digits, with letters as numbers, leave 1 when divided by 97. The shortest is Norway's."""
    number = int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4]))
    return len(plain) >= 15 and number % 97 == 1  # noqa: PLR2004


def _mask_phone(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    numbers = [int(number) for number in re.findall(r"\d+", match[0])]
    if re.fullmatch(r"\d\d([/-])\d\d\1(?:19|20)\d\d", match[0]):  # a date
        return match[0]
    if len(numbers) > 3 and len({after - before for before, after in pairwise(numbers)}) == 1:  # noqa: PLR2004 - it counts
        return match[0]
    is_phone = 7 <= len(digits) <= 15 and len(set(digits)) > 2  # noqa: PLR2004 - the longest that E.164 knows
    return "[phone]" if is_phone else match[0]


def _mask_chinese_mobile(match: re.Match[str]) -> str:
    """Eleven digits alone, only in a Chinese text: in another one they may be a count of bytes."""
    return "[phone]" if re.search(r"[\u4e00-\u9fff]", match.string) else match[0]


_PHONE = (
    r"(?:(?:\b|_)(?:call(?: me)?|dial|ring|text me|my (?:phone )?number is|(?:cell)?phone|tel\.?|whatsapp|signal|handy"
    r"|mobile?|telefone?o?|téléphone|teléfono|móvil|celular|llámame al|llame al|appelez le|zadzwoń|телефон|msisdn|fax)"
    r"|电话|電話|手机|手機|携帯|전화)"
)
"""What people write before a number."""
_ALONE, _ENDS = r"(?<![A-Za-z0-9_.-])", r"(?![A-Za-z0-9_-])"
"""A number may be glued to words of a script that writes no blanks, but not to Latin ones."""
_EMAIL = r"(?<![\w.+-])[\w.+-]++"
IDENTITIES: tuple[RuleGroup, ...] = (
    (
        re.compile(r"[@＠]|%40|&#64|&commat|(?:\b|_)at(?:\b|_)", re.IGNORECASE).search,
        (
            (
                re.compile(
                    r"(?:\"[^\"\n]{1,64}\"|(?<![\w.+'-])[\w.+'-]++)(?:@|＠|%40|&#64;|&commat;|\s?(?:\[[@＠]\]|\([@＠]\))\s?)[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}"
                ),
                _mask_email,
            ),
            (
                re.compile(
                    rf"{_EMAIL}\s*[\[({{<]\s*at\s*[\])}}>]\s*[\w-]+(?:\s*(?:\.|[\[({{<]\s*dot\s*[\])}}>])\s*[\w-]+)+",
                    re.IGNORECASE,
                ),
                "[e-mail]",
            ),
            (re.compile(rf"{_EMAIL} AT [\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
            (re.compile(rf"{_EMAIL} @ [\w-]+(?: ?\. ?[\w-]+)+"), "[e-mail]"),
            (
                re.compile(r"(?<![^\W_])[A-Za-z0-9.-]+_at_[A-Za-z0-9-]+(?:_dot_[A-Za-z0-9-]+)+", re.IGNORECASE),
                "[e-mail]",
            ),
            (re.compile(rf"{_EMAIL} at [\w-]+(?: dot [\w-]+)+\b", re.IGNORECASE), "[e-mail]"),
        ),
    ),
    (
        re.compile(r"(?:\d[ .()/\u00a0-]{0,3}){7}|\d\w*(?:[ -]?\w{4}){3}").search,
        (
            (
                re.compile(
                    rf"{_ALONE}[A-Z]{{2}}\d{{2}}(?:[ -]?[A-Z0-9]{{4}}){{2,7}}(?:[ -]?[A-Z0-9]{{1,4}})?{_ENDS}",
                    re.IGNORECASE,
                ),
                _mask_account,
            ),
            (
                re.compile(
                    rf"{_ALONE}[2-6]\d{{3}}(?:[ .\u00a0-]?\d{{4}}){{2}}[ .\u00a0-]?\d{{1,7}}{_ENDS}"
                    rf"|{_ALONE}3\d{{3}}[ -]?\d{{6}}[ -]?\d{{4,5}}{_ENDS}"
                ),
                _mask_card,
            ),
            (re.compile(rf"{_ALONE}(?:\d{{3}}-\d{{2}}-\d{{4}}|\d{{3}}\.\d{{3}}\.\d{{3}}-\d{{2}}){_ENDS}"), "[number]"),
            (
                re.compile(
                    r"(?P<before>\b(?:visa|mastercard|amex|maestro|(?:kredit)?karte|carte|tarjeta|card)"
                    r"(?: no\.?| number| num)?[ :=]{1,2})\d{4}([ -]?)\d{4}\2\d{4}\2\d{4}(?![A-Za-z0-9_])"
                    r"|(?P<number>\baadhaar (?:no\.? |number )?)\d{4} ?\d{4} ?\d{4}",
                    re.IGNORECASE,
                ),
                lambda match: f"{match['before'] or match['number']}[number]",
            ),
            (re.compile(rf"{_ALONE}0[89]00[ -]?\d(?:[ -]?\d){{5,8}}{_ENDS}"), _mask_phone),
            (
                re.compile(
                    r"(?<![A-Za-z0-9_+])(?:\+|00|%2B)[1-9][\d\u00a0 ().\-/]{6,20}\d(?![A-Za-z0-9_.-]*[A-Za-z0-9_])"
                ),
                _mask_phone,
            ),
            (
                re.compile(
                    r"(?<![A-Za-z0-9_.)-])(?:[18][ -]?)?\(\d{2,5}\)"
                    r"[ -]?\d{3,5}(?:[ .-]?\d{4,5}|(?:-\d\d){2})(?![A-Za-z0-9_])"
                ),
                _mask_phone,
            ),
            (re.compile(rf"{_ALONE}0[1-9]([ .-])\d{{2}}(?:\1\d{{2}}){{3}}{_ENDS}(?!\.\d)"), _mask_phone),
            (re.compile(rf"{_ALONE}(?:1[-. ])?\d{{3}}([-. ])\d{{3,4}}\1\d{{4}}{_ENDS}"), _mask_phone),
            (re.compile(rf"{_ALONE}1[3-9]\d{{9}}{_ENDS}(?!\.\d)"), _mask_chinese_mobile),
            (
                re.compile(rf"{_ALONE}(?<!\d )0\d{{1,4}}(?: ?[/-] ?| )\d{{2,4}}(?:[ /-]?\d{{2,4}}){{1,3}}{_ENDS}"),
                _mask_phone,
            ),
            (
                re.compile(
                    rf"(?P<before>{_PHONE}(?:[ _-]?n(?:umber|ummer|umero|o|r)\b)?"
                    r"(?: at| is| to| on|[\"'`]?\s?[:：=])?[ \"'`]{0,2}\+?)"
                    r"\d[\d ()./-]{5,16}\d",
                    re.IGNORECASE,
                ),
                r"\g<before>[phone]",
            ),
        ),
    ),
    (
        re.compile(r"passport|reisepass|passeport", re.IGNORECASE).search,
        (
            (
                re.compile(
                    r"(?P<before>\b(?:passport|reisepass|passeport)(?: ?n(?:umber|ummer|uméro|o|r)\b)?\.?"
                    r"(?: is|:|=)? ?)(?=[A-Z0-9]*\d)[A-Z0-9]{7,10}(?![A-Za-z0-9_])",
                    re.IGNORECASE,
                ),
                r"\g<before>[number]",
            ),
        ),
    ),
)
