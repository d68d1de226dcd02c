"""Keys, tokens and passwords. What only stands for one, such as `$TOKEN` or `<your key>`, stays."""

import re

from app.observability.masking.rule import RuleGroup

KEY = "[key]"

_PLACEHOLDER = re.compile(
    r"""(?ix) (?:[\w-]*:)?[<{\[(*.$%].* | x+ | \.+ | \W* | (?:your|my|the|some|an?|this|that|example)(?:[_\ -][\w-]*)?
    | .*(?:your|here|example|placeholder|changeme|change-me|redacted|env\.|environ|getenv|secrets\.).*
    | true | false | null | none | nil | yes | no | on | off | undefined | empty | unset | string | str | int | integer
    | number | bool(?:ean)? | object | any | text | float | bytes | list | dict | auto | default | required | optional
    | password | passwd | pass | pwd | secret(?:str)? | token | key | api[_-]?key | user(?:name)? | admin | value
    | name | name:key | header | cookie | bearer | basic | file | path | env | query | [a-z_]+\(.*
    | await | new | async | function | return
    | include | omit | same-origin | (?:samesite|path|domain|max-age|expires|secure|httponly)(?:=.*)?
    | how | what | where | when | why | which | who | is | are | does | do | can | must | should | not """
)
"""What documentation writes where a key would stand."""
_NAME = (
    r"(?:(?:api|access|secret|private|auth|account|storage|signing|encryption|licen[cs]e)[ _-]?key|client[_-]?secret"
    r"|token|secret|password|passwd|passwort|kennwort|pwd|pw|pass ?phrase|credentials?|signature|sig|my pin|pin code"
    r"|contraseña|clave|senha|mot de passe|wachtwoord|hasło|пароль|密码|密碼|パスワード)"
)
_BEFORE = r"(?:(?<![A-Za-z])(?:[\w-]*[_-])?|(?<![A-Za-z0-9])(?-i:[A-Za-z][A-Za-z0-9]*[a-z0-9](?=[A-Z])))"
"""What a name may begin with: `MY_`, `x-`, and `shared` as in `sharedToken`."""
_GLUED = r"(?<![A-Za-z0-9_-])[a-z0-9_-]{1,24}(?:password|passwd|pwd|token|secret|apikey)"
"""Names written as one word, such as `PGPASSWORD` and `csrftoken`."""
_VALUE = r"(?:\"[^\"\n]{3,}\"|'[^'\n]{3,}'|`[^`\n]{3,}`|[^\s\"'`,;&]{3,})"
_KNOWN_BEGINNINGS = (
    "(?:sk|pk|rk|gh[oprsu]|github_pat|glpat|gldt|glsa|glrt|npm|pypi|hf|gsk|r8|xai|pplx|tvly|nvapi|whsec|shpat|shpss"
    "|dop_v1|doo_v1|dckr_pat|lin_api|ntn|sntrys|key|pat|phc|phx|fly|vercel|sbp|tfp|figd|mfa|sl|SG|hvs)[_.:-]"
    "|(?:sq0atp|sq0csp|EAAA|ya29|AIza|A(?:KI|SI|RO|ID|GP|NP|BI|CC)A|xox[abeprs]|xapp|rzp_live|AGE-SECRET-KEY|PMAK|LTAI"
    "|1//|4/0A|GOCSPX|dapi|oy2|CFPAT|atlasv1|bot)[_.:-]?"
)


_HINTS: tuple[str, ...] = (
    "key",
    "token",
    "secret",
    "pass",
    "pw",
    "credential",
    "sig",
    "bearer",
    "basic",
    " -u",
    "--auth",
    "--user",
    "contraseña",
    "clave",
)
_HINTS += (
    "kennwort",
    " pin",
    "otp",
    "2fa",
    "mfa",
    " code",
    "login",
    "log in",
    "sign in",
    "senha",
    "mot de",
    "wachtwoord",
    "hasło",
    "пароль",
    "密",
    "パスワード",
)


def _names_secret(text: str) -> bool:
    lowered = text.lower()  # a pattern that ignores case takes ten times as long
    return any(hint in lowered for hint in _HINTS)


def looks_secret(text: str) -> bool:
    """Whether a program has made this up: letters and digits in turn, or nothing but hexadecimal digits."""
    letters = re.sub(r"[^A-Za-z0-9]", "", text)
    if len(set(letters)) <= 2:  # noqa: PLR2004 - such as a UUID of zeros
        return False
    if re.fullmatch(r"[0-9a-f]{32,}|[0-9A-F]{32,}", letters):
        return True
    if all(_is_word(part) for part in re.split(r"[^A-Za-z0-9]+", text)):
        return False
    digits = len(re.findall(r"\d+", letters))
    turns = len(re.findall(r"[a-z][A-Z]", letters))
    is_mixed = letters.lower() != letters != letters.upper()
    return digits >= (2 if is_mixed else 3) or (digits >= 1 and turns >= 3)  # noqa: PLR2004 - as names never have


_WORD = re.compile(r"(?:[A-Z]?[a-z]*|[A-Z]*|(?:[A-Z][a-z]+){1,6}[A-Z]{0,3})\d{0,4}[a-z]?|\d{1,3}[A-Z]|20\d{6}")
_NAMES_HASH = re.compile(
    r"\b(?:commit|checkout|revert|cherry-pick|rev(?:ision)?|etag|blob|digest)[ =:]+[\"'`]?$"
    r"|\b(?:sha-?\d{1,3}|md5)[:=-]$",
    re.IGNORECASE,
)
_NAMED_BY_PROGRAM = re.compile(
    r"^[a-z][a-z0-9-]*-[b-df-hj-np-tv-z2-9]{8,10}-[b-df-hj-np-tv-z2-9]{5}$|^0-\d{14}-[0-9a-f]{12}$"
)
"""Pods of Kubernetes, and versions of Go modules that have no tag."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NAMES_ID = re.compile(
    r"(?:^|[^\w ][ ]*|\b(?:const|let|var|the|an?|with|by|and|where|=)\s+)"
    r"(?:id|[ug]uid)[\"'`]?(?:\s*(?:[:=]|=>)=*\s*|\s+)[\"'`]?$",
    re.IGNORECASE,
)


def _is_word(part: str) -> bool:
    """Such as `config`, `Config`, `CONFIG`, `v2`, `utf8`, `ChatModel`, `2026` and `7B`."""
    return _WORD.fullmatch(part) is not None


def _mask_value(match: re.Match[str]) -> str:
    value = match["value"].strip("\"'`").rstrip(".?!)")
    name = match["name"].lower()
    is_count = value.isdecimal() and ("token" in name or name.startswith(("pass:", "pass ", "pass=")))
    return match[0] if is_count or _PLACEHOLDER.fullmatch(value) else f"{match['name']}{KEY}"


def _mask_cookies(match: re.Match[str]) -> str:
    """The values of a header's cookies that a program has made up; attributes such as `Path=/` stay."""
    return re.sub(r"(?<==)[^;\s=]{8,}", lambda value: KEY if _is_made_up(value[0]) else value[0], match[0])


def _is_made_up(value: str) -> bool:
    return not _PLACEHOLDER.fullmatch(value) and (looks_secret(value) or bool(re.search(r"\d|[a-z][A-Z]", value)))


def _mask_said(match: re.Match[str]) -> str:
    """After a word such as `is`, where a value is mostly a plain word: "the token is wrong"."""
    value = match["value"].strip("\"'`").rstrip(".?!,)")
    is_made_up = re.search(r"\d|\w[!@#$%^&*+=_]", value) and not (_PLACEHOLDER.fullmatch(value) or "://" in value)
    return f"{match['name']}{KEY}" if is_made_up else match[0]


def _mask_made_up(match: re.Match[str]) -> str:
    """A hash that is called one stays: of a commit, or of an image. So does a UUID that is called nothing but an id."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    is_hash = re.fullmatch(r"[0-9a-f]+", match[0]) and _NAMES_HASH.search(before)
    is_id = _UUID.fullmatch(match[0]) and _NAMES_ID.search(before)
    is_public = is_hash or is_id or _NAMED_BY_PROGRAM.search(match[0])
    return KEY if looks_secret(match[0]) and not is_public else match[0]


def _mask_known(match: re.Match[str]) -> str:
    rest = match["rest"]
    return match[0] if all(_is_word(part) for part in re.split(r"[^A-Za-z0-9]+", rest)) else KEY


_SECRETS_OF_FILES = "PRIVATE KEY|CERTIFICATE"
KEYS: tuple[RuleGroup, ...] = (
    (
        re.compile(r"-----BEGIN").search,
        (
            (
                re.compile(
                    rf"-----BEGIN [A-Z0-9 ]*(?:{_SECRETS_OF_FILES})[A-Z ]*-----.*?(?:-----END [A-Z0-9 ]+-----|\Z)",
                    re.DOTALL,
                ),
                KEY,
            ),
        ),
    ),
    (
        re.compile(r"://.*@").search,
        (
            (
                re.compile(
                    r"(?P<name>(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*+://[^\s/:@]*:)"
                    r"(?P<value>[^\s/@]+(?:@(?=[^\s/]*@)[^\s/@]+)*)(?=@)",
                    re.IGNORECASE,
                ),
                _mask_value,
            ),
        ),
    ),
    (
        re.compile(r"[:=：]").search,
        (
            (
                re.compile(
                    r"(?P<name>\b(?:authorization|x-api-key|[a-z]*session_?id|x-[a-z-]*(?:token|key))[\"']?\s*[:=]\s*[\"']?"
                    r"(?:(?:bearer|basic|token|apikey|digest)\s+)?)(?P<value>[^\s\"',;]{6,})",
                    re.IGNORECASE,
                ),
                _mask_value,
            ),
            (
                re.compile(
                    rf"(?P<name>(?:{_BEFORE}(?:{_NAME}|pass)|{_GLUED})s?(?:[_-]\w+)?[\"'`\]]*\s*(?:=>|:=|[:=：])\s*)"
                    rf"(?P<value>{_VALUE})",
                    re.IGNORECASE,
                ),
                _mask_value,
            ),
        ),
    ),
    (
        re.compile(r"cookie|sid=|mysql|mariadb| login|sqlplus|:thin:|//hooks\.|/webhooks", re.IGNORECASE).search,
        (
            (re.compile(r"(?<=[a-z.]sid)=[^\s;\"'&]+|(?<=\bsid)=[^\s;\"'&]+", re.IGNORECASE), _mask_cookies),
            (re.compile(r"(?<=cookie)[\"']?\s*[:=]\s*[\"']?[^\n\"']+", re.IGNORECASE), _mask_cookies),
            (
                re.compile(
                    r"(?P<name>\b(?:mysql|mariadb)[\w-]*\b[^\n|;&]*?\s-p|\b\w+ login\b[^\n|;&]*?\s-p[ =]?)"
                    r"(?P<value>(?!\d+(?!\S))[^\s\"']{3,}|'[^'\n]+'|\"[^\"\n]+\")"
                ),
                _mask_value,
            ),
            (re.compile(r"(?P<name>(?:\bsqlplus\s+(?:-\w+\s+)*|:thin:)[\w$#]+/)(?P<value>[^\s/@]+)(?=@)"), _mask_value),
            (re.compile(r"(?P<name>//hooks\.[\w.-]+/\w+/|/webhooks/)(?P<value>(?=[\w/-]*\d)[\w/-]{16,})"), _mask_value),
        ),
    ),
    (
        _names_secret,
        (
            (re.compile(r"(?P<name>\b(?:bearer|basic)\s+)(?P<value>[\w.~+/=-]{8,})", re.IGNORECASE), _mask_said),
            (
                re.compile(
                    r"(?P<name>\b(?:user|username|login|usr) \S+ (?:and )?pass )(?P<value>\S{4,})", re.IGNORECASE
                ),
                _mask_said,
            ),
            (
                re.compile(
                    r"(?P<name>\b(?:otp|2fa|mfa|passcode"
                    r"|(?:pin|verification|one[- ]time|security|sms|login|access)[ -]code)"
                    r"(?: code)?[\"']?\s?(?:is|was|:|=)?\s?[\"']?)(?P<value>\d{4,8})(?![\w.])",
                    re.IGNORECASE,
                ),
                rf"\g<name>{KEY}",
            ),
            (re.compile(rf"(?P<name>(?<![\w-])--?[\w-]*{_NAME}\s+)(?P<value>{_VALUE})", re.IGNORECASE), _mask_value),
            (
                re.compile(
                    r"(?P<name>(?:\s(?:-u|--(?:proxy-)?user|--auth)|\b(?:log ?in|sign in) (?:with|as))\s*[\"']?"
                    r"[^\s:\"']+:(?!//)|\bsshpass -p ?)"
                    r"(?P<value>[^\s\"']+)"
                ),
                _mask_value,
            ),
            (
                re.compile(
                    rf"(?P<name>(?<!\w){_NAME}(?:\s+(?:for|of|to|on|für|von|I|we|ich)\s+\S+)?"
                    rf"(?:['’]s|\s+(?:is|was|are|to|ist|lautet|war|est|es|è|=))\s*:?\s*)(?P<value>{_VALUE})",
                    re.IGNORECASE,
                ),
                _mask_said,
            ),
            (
                re.compile(rf"(?P<name>(?<![^\W_]){_BEFORE}{_NAME}\s+)(?P<value>[^\s\"'`,;]{{6,}})", re.IGNORECASE),
                _mask_said,
            ),
        ),
    ),
    (
        re.compile(r"\S{16}").search,
        (
            (re.compile(r"(?P<kind>\b(?:ssh-\w+|ecdsa-[\w-]+) )AAAA[\w+/=]+(?: [^\s@]+@[\w.-]+)?"), rf"\g<kind>{KEY}"),
            (re.compile(r"\beyJ[\w-]{8,}(?:\.[\w-]+){0,2}"), KEY),
            (
                re.compile(rf"(?<![A-Za-z0-9])(?:{_KNOWN_BEGINNINGS})(?P<rest>[\w.~+/-]{{14,}}=*)"),
                _mask_known,
            ),
            (
                re.compile(r"(?<![\w/+.])(?=[\w/+]*[A-Z])(?=[\w/+]*[a-z])(?=[\w/+]*\d)[A-Za-z0-9/+]{40}(?![\w/+])"),
                _mask_made_up,
            ),
            (re.compile(r"(?<![\w+=-])[\w+-]{20,}={0,2}(?![\w+-])"), _mask_made_up),
        ),
    ),
)
"""In this order: what names itself comes first, so that what only looks so sees less."""
