"""What tells who somebody is: e-mail, phone, numbers of cards and accounts, addresses of machines, users' folders."""

import ipaddress
import re
from itertools import pairwise

from app.observability.masking.rule import RuleGroup

_NOBODY = {
    "user",
    "username",
    "users",
    "you",
    "your-name",
    "yourname",
    "me",
    "name",
    "runner",
    "shared",
    "public",
    "default",
}
_NOBODY |= {
    "app",
    "node",
    "ubuntu",
    "vscode",
    "docker",
    "root",
    "appuser",
    "someone",
    "youruser",
    "ec2-user",
    "www-data",
    "admin",
    "administrator",
    "git",
    "pi",
    "vagrant",
    "jovyan",
    "docusaurus",
    "gitpod",
    "codespace",
    "circleci",
    "nonroot",
    "linuxbrew",
    "deploy",
}
"""Folders of `/home` that belong to nobody."""
_EVERYWHERE = {"0.0.0.0", "127.0.0.1", "255.255.255.255", "255.255.255.0", "255.255.0.0", "255.0.0.0", "::", "::1"}  # noqa: S104
_EVERYWHERE |= {"8.8.8.8", "8.8.4.4", "1.1.1.1", "169.254.169.254"}
"""Addresses that mean the same for everybody."""


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
    if len(numbers) > 3 and len({after - before for before, after in pairwise(numbers)}) == 1:  # noqa: PLR2004 - it counts
        return match[0]
    is_phone = 7 <= len(digits) <= 15 and len(set(digits)) > 2  # noqa: PLR2004 - the longest that E.164 knows
    return "[phone]" if is_phone else match[0]


def _mask_address(match: re.Match[str]) -> str:
    """An address of one machine; with the length of a network, only where more than the network is in it."""
    address, _, length = match[0].split("%")[0].partition("/")
    try:
        parsed = ipaddress.ip_interface(match[0].split("%")[0])
    except ValueError:
        return match[0]
    is_network = bool(length) and parsed.network.num_addresses > 1 and parsed.ip == parsed.network.network_address
    if is_network or str(parsed.ip) in _EVERYWHERE or not re.search(r"\d", address):
        return match[0]
    return "[address]"


def _mask_user(match: re.Match[str]) -> str:
    name = match["user"]
    if name.lower() in _NOBODY or name[0] in "$<%{[*~":
        return match[0]
    return f"{match['folder']}[user]"


_NO_VERSION = r"(?<![\w.])(?<!\bv)(?<!version )(?<!Version )(?<!release )(?<!build )(?<![=><~!]=)(?<![\^~])"
_PHONE = (
    r"(?:\b(?:call(?: me)?|dial|ring|text me|my (?:phone )?number is|(?:cell)?phone|tel\.?|whatsapp|signal|handy"
    r"|mobile?|telefone?o?|téléphone|teléfono|móvil|celular|llámame al|appelez le|zadzwoń|телефон)"
    r"|电话|電話|手机|手機|携帯|전화)"
)
"""What people write before a number."""
_EMAIL = r"(?<![\w.+-])[\w.+-]++"
IDENTITIES: tuple[RuleGroup, ...] = (
    (
        re.compile(r"[@＠]|%40|\bat\b", re.IGNORECASE).search,
        (
            (
                re.compile(
                    r"(?:\"[^\"\n]{1,64}\"|(?<![\w.+'-])[\w.+'-]++)(?:@|＠|%40)[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}"
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
            (re.compile(rf"{_EMAIL} at [\w-]+(?: dot [\w-]+)+\b", re.IGNORECASE), "[e-mail]"),
        ),
    ),
    (
        re.compile(r"(?:\d[ .()/\u00a0-]{0,3}){7}|\d\w*(?:[ -]?\w{4}){3}").search,
        (
            (
                re.compile(
                    r"(?<![\w-])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?(?![\w-])", re.IGNORECASE
                ),
                _mask_account,
            ),
            (
                re.compile(
                    r"(?<![\w.-])[2-6]\d{3}(?:[ .\u00a0-]?\d{4}){2}[ .\u00a0-]?\d{1,7}(?![\w-])"
                    r"|(?<![\w.-])3\d{3}[ -]?\d{6}[ -]?\d{4,5}(?![\w-])"
                ),
                _mask_card,
            ),
            (re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"), "[number]"),
            (re.compile(r"(?<![\w+])(?:\+|00|%2B)[1-9][\d\u00a0 ().\-/]{6,20}\d(?![\w.-]*\w)"), _mask_phone),
            (
                re.compile(r"(?<![\w.)-])(?:[18][ -]?)?\(\d{2,5}\)[ -]?\d{3,5}(?:[ .-]?\d{4,5}|(?:-\d\d){2})(?!\w)"),
                _mask_phone,
            ),
            (re.compile(r"(?<![\w.-])0[1-9]([ .-])\d{2}(?:\1\d{2}){3}(?![\w-]|\.\d)"), _mask_phone),
            (re.compile(r"(?<![\w.-])(?:1[-. ])?\d{3}([-. ])\d{3}\1\d{4}(?![\w-])"), _mask_phone),
            (
                re.compile(r"(?<![\w.-])(?<!\d )0\d{1,4}(?: ?[/-] ?| )\d{2,4}(?:[ /-]?\d{2,4}){1,3}(?![\w-])"),
                _mask_phone,
            ),
            (
                re.compile(
                    rf"(?P<before>{_PHONE}(?: at| is| to| on|:|：)? ?)\d[\d ()./-]{{5,16}}\d",
                    re.IGNORECASE,
                ),
                r"\g<before>[phone]",
            ),
        ),
    ),
    (
        re.compile(r"\d\.\d+\.|[0-9a-f]?:.*:|(?:-[0-9a-f]{2}){4}", re.IGNORECASE).search,
        (
            (
                re.compile(r"(?<![\w.:-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\w:-])", re.IGNORECASE),
                "[address]",
            ),
            (
                re.compile(
                    r"(?<![\w:.])(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f:]{2,39}(?:\d{1,3}(?:\.\d{1,3}){3})?(?:%\w+)?"
                    r"(?:/\d{1,3})?(?![\w:/]|\.\d)",
                    re.IGNORECASE,
                ),
                _mask_address,
            ),
            (
                re.compile(rf"{_NO_VERSION}\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?:/\d{{1,2}})?(?![\w-]|\.\d|/\d)"),
                _mask_address,
            ),
        ),
    ),
    (
        re.compile(r"[/\\](?:home|Users|Documents)", re.IGNORECASE).search,
        (
            (
                re.compile(
                    r"(?P<folder>(?<![\w.~-])(?:(?:/(?:var|export|usr))?/(?:home|Users)/|(?:/mnt|/cygdrive)?/[a-z]/Users/))"
                    r"(?P<user>[^\s/\\:;,\"'`)?]+)"
                ),
                _mask_user,
            ),
            (
                re.compile(
                    r"(?P<folder>\b[A-Za-z]:[\\/]+(?:Users|Documents and Settings)[\\/]+|(?<!\w)[\\]{1,2}Users[\\]+"
                    r"|(?<!\w)[\\]{2,4}[\w.$-]+[\\]+(?:[\w.$-]+[\\]+)?(?:Users|home)[\\]+)"
                    r"(?P<user>[^\\/\n:*?\"<>|]{1,40}(?=[\\/])|[^\s\\/:*?\"<>|]+)",
                    re.IGNORECASE,
                ),
                _mask_user,
            ),
        ),
    ),
)
