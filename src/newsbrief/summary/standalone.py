"""Which sentences of an article can be read away from their place."""

from __future__ import annotations

import re

from newsbrief.summary.quotations import has_speaker, names_speaker, outside_quotes

__all__ = ["gives_orders", "reads_well", "stands_alone", "without_connective"]


# Out of its place such a sentence says nothing, or says it in the name of the wrong person.
_LEANS = re.compile(
    r"^(?:(?:here|he|she|they|this|these|those|that|his|her|its|their|but|and|or|so|then|yet|some,"
    r"|it(?! (?:is|was) (?:said|believed|thought|estimated|expected|feared|known|possible|likely) )"
    r"|there(?! (?:is|are|was|were|will|would|could|has|have|had) )"
    r"|also|however|moreover|finally|first|second|next|instead|hence|thus|because|half of them"
    r"|both|neither|among them|of the (?:two|three)|the (?:latter|former|other|same)"
    r"|(?:one|two) of them|another|others|such"
    r"|(?:like|according to|for|with) (?:him|her|them|this))\b"
    r"|(?:all|each|some|many|most|few|several|none)"
    r" (?:can|could|are|is|was|were|has|have|had|will) "
    r"|(?:(?:more|less) than |nearly |almost |about |around |only )?"
    r"\d[\d.,]* ?(?:%|per ?cent) (?!of )"
    r"|over there\b|[(\-–])",
    re.IGNORECASE,
)


# "From the inquiry that is to come, she hopes ...": who, the sentence before knew.
_POINTS_BACK = re.compile(
    r"^(?:[^,\"]*, ){1,2}(?:he|she|they|it)\b"
    r"|^(?:on|in|at|after|before|during|since|for|despite|last) (?:[^,\"]*, ){1,2}"
    r"(?:his|her|its|their)\b"
    r"|^[^,\"]{0,40}\bof them\b"
    r"|\b(?:he|she|they) (?:said|says|adds?|added|explain(?:s|ed)|think|note[sd])\b"
    r"|\b(?:said|says|adds|added) (?:he|she|they)\b"
    r"|\b(?:according to|for) (?:him|her|them)\b"
    r"|\b(?:the latter|the former,)|\bsees? (?:it|this|that)\b"
    r"|^the (?:group|company|firm|association|institution|text) (?!of)"
    r"|\b(?:these|this|those|such an?) (?!week|month|year|summer|autumn|winter|spring|morning|time"
    r"|afternoon|evening|night|weekend|season|century|is\b|was\b|that\b)\w+"
    r"|\.\.\.$",
    re.IGNORECASE,
)


# In its case: "i.e." and "the US" speak of nobody.
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Yy]ou|[Yy]our)\b")


_LABEL = re.compile(r"^[^\s:\"]+(?: [^\s:\"]+){0,3}: (?!\")")


_DATELINE = re.compile(r"^[A-ZÀ-Ý][A-ZÀ-Ý' -]+, [^()]{3,30}\([^()]*\) [-–—] ")


_CONNECTIVE = re.compile(
    r"^(?:(?:however|moreover|furthermore|in addition|in fact|indeed|thus|therefore|finally|also"
    r"|besides|nevertheless|nonetheless|on the other hand|for (?:his|her|its|their) part"
    r"|as a result|from there|now|in particular|similarly|meanwhile|consequently|of course"
    r"|in short|well), ?"
    r"|(?:and|but),? )",
    re.IGNORECASE,
)


# What an article says to a language model is not what it reports.
_READER = (
    r"(?:(?:automatic |machine )?(?:summari[sz]er|translator)|AI|artificial intelligence|assistant"
    r"|(?:language )?model|LLM|chatbot|GPT)s?"
)


_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|above)\b"
    r"|\b(?:summary|brief|headline|translation|assistant|AI|language model) (?:must|should)\b"
    rf"|\b(?:notes?|messages?|instructions?|reminder|attention|addressed) "
    rf"(?:to|for) (?:the |an? |any |all )?{_READER}\b"
    rf"|^(?:dear )?{_READER}, "
    r"|\b(?:in|of|from) (?:the|your|its|this) (?:summary|brief|headline|translation)\b"
    r"|\bonly (?:permitted|allowed|possible|valid) (?:answer|response)\b"
    r"|\bonly (?:answer|response) (?:permitted|allowed)\b|\bonly (?:\w+ )?summary\b"
    r"|\byou (?:are|must|will|should|may) (?:now|only|always|never)\b"
    r"|\b(?:repeat|print|reveal|show)\b.{0,30}\b(?:instructions?|prompts?)\b"
    r"|<\||\|>|<</?SYS|\[/?INST\]|<(?:start|end)_of_turn>|</?s>"
    r"|^(?:write|answer|reply|respond|say|print|output|repeat|translate)\b(?!.* (?:says|said)\b)"
    r"|\bsystem prompt\b",
    re.IGNORECASE,
)


def gives_orders(sentence: str) -> bool:
    """Tell whether a sentence speaks to whoever sums it up."""
    return _ORDERS.search(outside_quotes(sentence)) is not None


def stands_alone(sentence: str) -> bool:
    """Tell whether `sentence` says the same, of the same, without those before it."""
    told = outside_quotes(sentence)
    leans = _LEANS.search(sentence) or _LABEL.search(sentence) or gives_orders(sentence)
    return not leans and not _FIRST_PERSON.search(told) and has_speaker(sentence)


def reads_well(sentence: str) -> bool:
    """Tell whether a sentence that stands alone also points at nothing outside it."""
    return names_speaker(sentence) and not _POINTS_BACK.search(outside_quotes(sentence))


def without_connective(sentence: str) -> str:
    """Return `sentence` without the "However," that ties it to the one before, or a dateline."""
    rest = _CONNECTIVE.sub("", _DATELINE.sub("", sentence), count=1)
    return rest[:1].upper() + rest[1:]
