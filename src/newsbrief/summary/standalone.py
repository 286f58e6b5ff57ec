"""Which sentences of an article can be read without the sentences around them."""

from __future__ import annotations

import re

from newsbrief.summary.lexicon import any_of
from newsbrief.summary.quotations import has_speaker, names_speaker, outside_quotes

__all__ = ["gives_orders", "reads_well", "stands_alone", "without_connective"]

_LEANS = re.compile(
    rf"^(?:{any_of('standalone', 'leaning_openings')}\b"
    rf"|{any_of('standalone', 'leaning_quantities')}|[(\-–])",
    re.IGNORECASE,
)

_POINTS_BACK = re.compile(any_of("standalone", "pointing_back"), re.IGNORECASE)

# Case matters here: "i.e." and "the US" are no first person.
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Yy]ou|[Yy]our)\b")
_LABEL = re.compile(r"^[^\s:\"]+(?: [^\s:\"]+){0,3}: (?!\")")
_DATELINE = re.compile(r"^[A-ZÀ-Ý][A-ZÀ-Ý' -]+, [^()]{3,30}\([^()]*\) [-–—] ")

_CONNECTIVE = re.compile(
    rf"^(?:{any_of('standalone', 'connectives')}, ?|(?:and|but),? )", re.IGNORECASE
)

_SUMMARISER = any_of("standalone", "summarisers") + "s?"

_ORDERS = re.compile(
    any_of("standalone", "orders")
    + r"|\b(?:notes?|messages?|instructions?|reminder|attention|addressed) "
    + rf"(?:to|for) (?:the |an? |any |all )?{_SUMMARISER}\b"
    + rf"|^(?:dear )?{_SUMMARISER}, ",
    re.IGNORECASE,
)


def gives_orders(sentence: str) -> bool:
    """Tell whether a sentence gives orders to whoever writes the summary."""
    return _ORDERS.search(outside_quotes(sentence)) is not None


def stands_alone(sentence: str) -> bool:
    """Tell whether `sentence` means the same, about the same subject, outside its article."""
    unquoted = outside_quotes(sentence)
    leans = _LEANS.search(sentence) or _LABEL.search(sentence) or gives_orders(sentence)
    return not leans and not _FIRST_PERSON.search(unquoted) and has_speaker(sentence)


def reads_well(sentence: str) -> bool:
    """Tell whether a sentence that stands alone also points at nothing outside itself."""
    return names_speaker(sentence) and not _POINTS_BACK.search(outside_quotes(sentence))


def without_connective(sentence: str) -> str:
    """Return `sentence` without a dateline or a connective ("However,") at its beginning."""
    rest = _CONNECTIVE.sub("", _DATELINE.sub("", sentence), count=1)
    return rest[:1].upper() + rest[1:]
