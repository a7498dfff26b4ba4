"""Taking secrets out of what is written: those that are known, and what looks like one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, quote_plus, unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

REDACTED: Final = "[redacted]"
_SHORTEST: Final = 6
"""Characters; taking out shorter words would only riddle the text."""

_SECRETS: Final = ("password", "passwd", "secret", "token", "authorization")


def _names_a_secret(text: str) -> bool:
    """Say whether one of the words is in a text, in whatever case."""
    folded = text.casefold()
    return any(word in folded for word in _SECRETS)


_PATTERNS: Final = (
    # A token of Discord's: three parts of base64url, of which the first is the bot's id.
    (re.compile(r"\.[\w-]{5,8}\.[\w-]{25}").search,
     re.compile(r"(?<![\w.-])[\w-]{18,40}\.[\w-]{5,8}\.[\w-]{25,80}(?![\w.-])"), REDACTED),
    # User and password in an address, whatever it is of.
    (lambda text: "://" in text, re.compile(r"(?<=://)[^\s/@'\"]{1,512}@"), f"{REDACTED}@"),
    (_names_a_secret,
     re.compile(rf"(?i)\b({'|'.join(_SECRETS)})([=:]\s*)(?:bot |bearer )?[^\s,;'\"&]{{1,512}}"), rf"\1\2{REDACTED}"),
    # Interaction tokens in paths of Discord's: with one, anybody could answer in the bot's name for 15 minutes.
    (lambda text: "/webhooks/" in text or "/interactions/" in text,
     re.compile(r"(/(?:webhooks|interactions)/\d{1,20}/)[\w.%-]{8,512}"), rf"\1{REDACTED}"),
)  # fmt: skip
"""What says quickly that a text holds nothing of the kind, as nearly all lines do; what secrets look like; what is
written instead."""


class Redactor:
    """Replaces secrets in a text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms: set[str] = set()
        for secret in secrets:
            forms.update(_forms(secret.strip()))
        known = sorted((form for form in forms if len(form) >= _SHORTEST), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, text: str) -> str:
        """Return the text without secrets."""
        if self._known is not None:
            text = self._known.sub(REDACTED, text)
        for may_be_in, pattern, replacement in _PATTERNS:
            if may_be_in(text):
                text = pattern.sub(replacement, text)
        return text


def _forms(secret: str) -> set[str]:
    """Return what a secret may look like in a text: itself, quoted for an address, as `repr` shows it; its password."""
    forms = {secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]}
    if "://" in secret:
        try:
            password = urlsplit(secret).password
        except ValueError:
            password = None
        if password:
            forms |= _forms(password) | _forms(unquote(password))
    return forms
