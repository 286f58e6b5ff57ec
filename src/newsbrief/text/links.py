"""Addresses that may stand in a brief: resolved, safe and printable."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

__all__ = ["SAFE_SCHEMES", "clean_target"]

SAFE_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})

# Everything that may stand unencoded in an address and cannot end a Markdown destination:
# RFC 3986's characters less parentheses, brackets, asterisk, quotes and the like.
_KEPT = "/:?#@!$&+,;=%-._~"
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]+")


def clean_target(target: str, base: str | None = None) -> str:
    """Return `target` resolved against `base` and percent-encoded, or "" when it is not safe.

    Addresses that run code or carry data (javascript:, data:, vbscript:, file:) are not safe.
    """
    target = _UNPRINTABLE.sub("", target)
    if not target:
        return ""
    try:
        resolved = urljoin(base, target) if base else target
        scheme = urlsplit(resolved).scheme.lower()
    except ValueError:  # an unbalanced bracket in a host name
        return ""
    if scheme not in SAFE_SCHEMES:
        return ""
    return quote(re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", resolved), safe=_KEPT)
