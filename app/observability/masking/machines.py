"""What tells whose machine it is: addresses, and users' folders."""

import ipaddress
import re

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


def _mask_machine(match: re.Match[str]) -> str:
    """A hardware address, if it is not one that stands for any, such as `aa:bb:cc:dd:ee:ff` and `00:11:22:33:44:55`."""
    digits = re.sub(r"[^0-9a-f]", "", match[0].lower())
    return match[0] if digits[::2] == digits[1::2] or not re.search(r"\d", digits) else "[address]"


def _mask_address(match: re.Match[str]) -> str:
    """An address of one machine; with the length of a network, only where more than the network is in it."""
    address, _, length = match[0].split("%")[0].partition("/")
    try:
        parsed = ipaddress.ip_interface(match[0].split("%")[0])
    except ValueError:
        return match[0]
    is_network = bool(length) and parsed.network.num_addresses > 1 and parsed.ip == parsed.network.network_address
    is_nowhere = parsed.version == 4 and int(parsed.ip) < 1 << 24  # noqa: PLR2004 - 0.1.2.3 is a version
    if is_network or is_nowhere or str(parsed.ip) in _EVERYWHERE or not re.search(r"\d", address):
        return match[0]
    return "[address]"


def _mask_user(match: re.Match[str]) -> str:
    name = match["user"]
    if name.lower() in _NOBODY or name[0] in "$<%{[*~":
        return match[0]
    return f"{match['folder']}[user]"


def _mask_home(match: re.Match[str]) -> str:
    name = match["user"] or match["user2"]
    return match[0] if name.lower() in _NOBODY else "~[user]"


_NO_VERSION = (
    r"(?<![A-Za-z0-9_.])(?<!\bv)(?<!version )(?<!Version )(?<!release )(?<!build )(?<!chapter )(?<!Chapter )"
    r"(?<!section )(?<!Section )(?<!step )(?<!§ )(?<!§)(?<![=><~!]=)(?<![\^~])"
)
MACHINES: tuple[RuleGroup, ...] = (
    (
        re.compile(r"\d\.\d+\.|[0-9a-f]?:.*:|(?:-[0-9a-f]{2}){4}|(?:\.[0-9a-f]{4}){2}", re.IGNORECASE).search,
        (
            (
                re.compile(
                    r"(?<![A-Za-z0-9_.:-])[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![A-Za-z0-9_:-])"
                    r"|(?<![A-Za-z0-9_.:-])(?=[\d.]*[a-f])[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?![A-Za-z0-9_:-])",
                    re.IGNORECASE,
                ),
                _mask_machine,
            ),
            (
                re.compile(
                    r"(?<![A-Za-z0-9_:.])(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f:]{2,39}(?:\d{1,3}(?:\.\d{1,3}){3})?(?:%\w+)?"
                    r"(?:/\d{1,3})?(?![A-Za-z0-9_:/]|\.\d)",
                    re.IGNORECASE,
                ),
                _mask_address,
            ),
            (
                re.compile(rf"{_NO_VERSION}\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?:/\d{{1,2}})?(?![A-Za-z0-9_-]|\.\d|/\d)"),
                _mask_address,
            ),
        ),
    ),
    (
        re.compile(r"\bmac\b", re.IGNORECASE).search,
        (
            (
                re.compile(r"(?<![A-Za-z0-9_.:-])(?=\d*[A-F])[0-9A-F]{12}(?![A-Za-z0-9_.:-])", re.IGNORECASE),
                _mask_machine,
            ),
        ),
    ),
    (
        re.compile(r"[/\\](?:home|Users|Documents)|~[A-Za-z]", re.IGNORECASE).search,
        (
            (
                re.compile(
                    r"(?P<folder>(?<![\w~-])(?<!\w\.)(?:(?:/(?:var|export|usr))?/(?:home|Users)/|(?:/mnt|/cygdrive)?/[a-z]/Users/))"
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
            (
                re.compile(
                    r"(?P<folder>(?<=[\w]/)~)(?P<user>[A-Za-z][\w.-]*)(?=/|[\s?#\"')]|$)"
                    r"|(?P<folder2>(?<![\w/~.@-])~)(?P<user2>[A-Za-z][\w.-]*)(?=/(?:public_html|\.|Desktop|Documents|Downloads))"
                ),
                _mask_home,
            ),
        ),
    ),
)
