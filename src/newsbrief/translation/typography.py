"""Typography: French punctuation as the model knows it, and figures and quotes as English has them.

Sentences are translated one by one, so a quotation of several sentences loses marks between them:
after « …, dit-il. the model closes the quotation, and nothing opens it again (`balance`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "balance",
    "bare_figures",
    "english_figures_copied",
    "english_typography",
    "source_punctuation",
]

# opus-mt's training text had its Unicode punctuation replaced (OPUS-MT-train, February 2020):
# doing the same gains 0.2 BLEU on flores-dev (43.0 to 43.2). « » were left alone there.
_PUNCTUATION = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "…": "...",
        "％": "%",
        "−": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "•": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
    }
)

_SPACES = re.compile(r"\s+")


def source_punctuation(text: str) -> str:
    """Return `text` with the punctuation and spaces that opus-mt saw in training."""
    return _SPACES.sub(" ", text.translate(_PUNCTUATION)).strip()


_LETTERS = re.compile(r"[^\W\d_]+")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")

_CURRENCY_LAST = re.compile(
    r"(?<![\d.,€$£])(?<![€$£] )([-+−]?)(\d[\d.,]*(?<=\d))\s?(?:(Mds?|M|k)\s?)?"
    r"(€|£|US\$|\$(?!US))(?![\d€$£])"
)

_SCALES = {"k": ",000", "M": " million", "Md": " billion", "Mds": " billion", None: ""}
_HOURS_MINUTES = re.compile(r"(?<!\d)(\d{1,2})\s?h\s?([0-5]\d)(?!\d)")  # a time or a duration
MAX_UNIT_LETTERS = 2  # "kg", "h", "M€"; a longer word is for the model
_SHORT_WORDS = frozenset("à de du le la en et ou un au ce sa se si on il ne y".split())


def bare_figures(text: str) -> str | None:
    """Return a text of figures, units and punctuation as English writes it, None for any other.

    The model must not see such a text: it invents a sentence from a single dash, and turns a
    duration in a table, "4 h 15", into the time "4.15 a.m.".
    """
    words = _LETTERS.findall(text)
    if any(len(word) > MAX_UNIT_LETTERS or word.lower() in _SHORT_WORDS for word in words):
        return None
    if _LETTERS.search(text) and not any(character.isdigit() for character in text):
        return None
    text = _THOUSANDS.sub(",", _DECIMAL.sub(".", text))
    text = _sign_first(_HOURS_MINUTES.sub(r"\1:\2", text))
    return re.sub(r"(?<=\d)\s%", "%", text).strip()


def _sign_first(text: str) -> str:
    """Return `text` with the currency first: "640 €" as "€640", "-1.2 M€" as "-€1.2 million"."""
    return _CURRENCY_LAST.sub(lambda m: f"{m[1]}{m[4]}{_amount(m[2], m[3])}", text)


def _amount(digits: str, sign: str | None) -> str:
    if sign == "k" and "." in digits:
        return f"{digits}K"  # "1.5 k€" is not "€1.5,000"
    return f"{digits}{_SCALES[sign]}"


_GUILLEMETS = re.compile(r"«\s*|\s*»")
_SPACE_BEFORE = re.compile(r"(?<=[\w)\]\"'%€$£]) +(?=[,.;:!?%](?:\s|$))")
_POSSESSIVE = re.compile(r"(?<=\w) ' ?s\b(?= )")  # "the prosecutor ' s office"
_OPENING_SPACE = re.compile(r"^\" (?=\w)")
_DOUBLED_QUOTE = re.compile(r"\"\s*\"(?=\w)")


def english_typography(text: str) -> str:
    """Return `text` with straight quotes and without the French spaces before punctuation."""
    text = _GUILLEMETS.sub('"', text.replace("“", '"').replace("”", '"'))
    text = text.replace("\u202f", " ").replace("\u00a0", " ")
    text = _POSSESSIVE.sub("'s", text)
    text = _SPACE_BEFORE.sub("", _DOUBLED_QUOTE.sub('"', text)).strip()
    text = _sign_first(_EUROS.sub("€", _MILLIONS_OF.sub(" million", text)))
    text = _THOUSAND_BILLION.sub(_trillions, text)
    return _OPENING_SPACE.sub('"', text)


# The model writes "2 000 milliards" as "2,000 billion", and "1,5 Md€" with "€" or with "EUR".
_THOUSAND_BILLION = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{3}) billion\b")
_MILLIONS_OF = re.compile(r"(?<=\d)\s?M(?: of)?(?= [a-z]{3})")  # "4,3 M de passagers"
_EUROS = re.compile(r"(?:\bEUR|€) (?=\d)")


def _trillions(match: re.Match[str]) -> str:
    decimals = match[2].rstrip("0")
    return f"{match[1]}{'.' if decimals else ''}{decimals} trillion"


_FRENCH_FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})*(?:,\d+)?(?![\d,])")


def english_figures_copied(source: str, text: str) -> str:
    """Return `text` with "45,000" and "5.80" for each "45 000" and "5,80" copied from `source`."""
    figures = {" ".join(figure.split()) for figure in _FRENCH_FIGURE.findall(source)}
    if not figures:
        return text
    copied = "|".join(map(re.escape, sorted(figures, key=len, reverse=True)))
    return re.sub(rf"(?<![\d.,])(?:{copied})(?!\d|[.,]\d)", _as_english, text)


def _as_english(figure: re.Match[str]) -> str:
    return figure[0].replace(",", ".").replace(" ", ",")


_OPENING, _CLOSING = "«“", "»”"


def balance(sources: Sequence[str], translations: Sequence[str]) -> list[str]:
    """Return the translations of one text's sentences with every quotation opened and closed.

    `translations` use straight quotes. They stay as they are where the source has no paired marks,
    or a quotation that is not closed.
    """
    text = "".join(sources)
    opened, closed = (sum(text.count(mark) for mark in marks) for marks in (_OPENING, _CLOSING))
    if opened == 0 or opened != closed:
        return list(translations)
    balanced: list[str] = []
    inside_source = inside = False
    for source, translation in zip(sources, translations, strict=True):
        if inside_source and not inside and not translation.startswith('"'):
            translation = f'"{translation}'
        elif inside and not inside_source and not translation.startswith('"'):
            balanced[-1] += '"'
            inside = False
        inside_source = _inside_after(source, inside_source)
        inside ^= translation.count('"') % 2 == 1
        balanced.append(translation)
    if inside:
        balanced[-1] += '"'
    return balanced


def _inside_after(source: str, inside: bool) -> bool:
    """Tell whether a quotation is open after `source`: the last mark decides."""
    last = max(source.rfind(mark) for mark in _OPENING + _CLOSING)
    return inside if last < 0 else source[last] in _OPENING
