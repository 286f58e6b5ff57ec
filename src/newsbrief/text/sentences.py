"""French sentences: where they end, and where one that is too long is best cut.

Both functions return half-open spans of characters of the text they were given, without the white
space around them, in order. Everything that is not white space lies in exactly one span.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["split_clauses", "split_sentences"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What precedes a name or a figure, and so never ends a sentence.
_PREFIXES = _words(
    "mm mr mrs ms mme mmes mlle mlles me dr drs pr prof mgr st ste sts stes cf gén gal col lieut "
    "brig cdt cap lt adj sgt amb insp boul vs trad apr c.-à-d i.e e.g n.b"
)


# Abbreviations before a figure or a lone capital only ("art. L. 121"); some are words too.
_NUMBERED = _words("p pp art no nos n vol fig chap ch t tél al sect ann pl ill livr dép réf coll")


_NUMBERED_WORDS = _words("art no nos vol réf coll ann")


# What stands after its figure or at the end of a list, and so may well end a sentence.
_MONTHS = _words("janv févr fév avr juil juill sept oct nov déc")


_DAYS = _words("lun ven sam dim")  # "mar", "mer" and "jeu" are words


_TIMES = _words("h min mn sec s")


_ERAS = _words("av apr ap avant après")


# Ambiguous: they end a sentence only when a word follows that opens one.
_AMBIGUOUS = _words(
    "av éd ed dir al cit suppl ibid op loc max moy approx env cie ets éts inc corp ltd co jr sr "
    "suiv sq sqq rééd bd fg ndlr coord rev bull cass civ crim"
) | (_NUMBERED - _NUMBERED_WORDS)


# Nouns that take a letter: "plan B.", "vitamine C.", "groupe A."
_LETTERED = _words(
    "plan vitamine vitamines groupe catégorie classe hépatite hépatites ligne série type niveau "
    "zone annexe division bac rer ligue national lot bloc quai hall point grippe film lettre"
)


# Brands whose name ends in an exclamation mark.
_SHOUTED = _words("yahoo jeopardy joomla hop kahoot")


_PARTICLES = _words("le la les l' de du des d' van von")


# Words that open sentences and do not open names.
_STARTERS = _PARTICLES - _words("van von") | _words(
    "un une il elle ils elles on ce cet cette ces c' ça cela celui celle ceux celles je j' tu "
    "nous vous mais et ou or car donc ni puis ensuite enfin alors ainsi aussi après avant avec "
    "sans sous sur dans en entre par pour selon chez depuis pendant lors lorsque lorsqu' quand "
    "si s' comme quant que qu' qui quel quelle quels quelles où son sa ses leur leurs mon ma "
    "mes notre nos votre vos au aux à plus moins tout toute tous toutes chaque aucun aucune "
    "plusieurs certains certaines deux trois quatre cinq six sept huit neuf dix hier demain "
    "aujourd'hui désormais cependant toutefois pourtant néanmoins malgré outre face grâce afin "
    "parmi vers jusqu' contre voici voilà n' ne y autre même très bien rien pas oui non parce "
    "puisque puisqu' t' m' dès côté faute seul seule seuls seules reste résultat sauf hors peu "
    "beaucoup interrogé interrogée joint jointe"
)


_DETERMINERS = _words("le la les du de des au aux ce cet cette un une son sa ses en")


_SUFFIXES = _words(
    "fr com net org eu io gouv info be ch ca uk us de js py md txt pdf html xml doc docx xlsx "
    "csv zip jpg png exe php asp tv app dev"
)


_WORD = re.compile(r"\w")


_GAP = re.compile(r"\s*")


_MARK = re.compile(r"[.!?…]+(?:[ \u00a0\u202f\u2009]?[!?…]+)*")


_CLOSERS = re.compile(r"(?:[ \u00a0\u202f\u2009]?[»”›)\]]|['’](?!\w)|\[\d{1,3}\])*")


# What may stand between the gap and the first word of the next sentence.
_OPENERS = re.compile(
    r"(?:\[(?:…|\.{3})\]\s?|\((?:…|\.{3})\)\s?|[«“‹„\"'‘(\[¿¡*]\s?|[—–•-]\s){0,6}"
)


_NEXT = re.compile(r"([^\W\d_]{1,30}['’]?|\d{1,30})(?:\s?(\w)(\w?))?")


_BRAND = re.compile(r"[a-z]{1,2}[A-Z]|macOS|watchOS")  # iPhone, eBay, iOS


_LETTER_ITEM = re.compile(r"[a-z]\)\s")


_ITEM = re.compile(r"(?:[-–—•*▪◦·‣]|\d{1,2}[.)]|[a-zA-Z][.)]|#{1,6})\s")


_ITEM_BEFORE = re.compile(r"(?:^|[.!?…:;]\s+|\n\s*)[«(]?(\d{1,2}|[a-zA-Z]|[IVX]{2,5})$")


_INITIALS = re.compile(r"(?:[A-ZÀ-Ý][a-zé]?\.-?)*[A-ZÀ-Ý][hlr]?")


_ROMAN = re.compile(r"[IVXLC]+(?:er|e)?")


_YEAR = re.compile(r"[12]\d{3}")


_GLUED = re.compile(r"[A-ZÀ-Ý](?:[a-zà-ÿœ]|['’]\w)|[«“]")


_ADDRESS = re.compile(r"[/@=_\\]|www\.|\.[^\W_]+\.")


_CONTINUES = re.compile(r"\s{0,3}[,;:–—a-zà-ÿœ]")  # after a quotation: », a-t-il dit


_PAIRED = re.compile(r"[«»“”‹›()\[\]\"]|[.!?…]+")


_CLOSES = {"«": "»", "“": "”", "‹": "›", "(": ")", "[": "]"}


# A quotation of up to 40 characters (about six words: « Non ! Jamais ! ») inside a sentence is part
# of it; a bracket of up to 300 is an aside, beyond that it is taken for unclosed.
_SHORT_QUOTE = 40


_ASIDE = 300


_LOOK_BACK = 48  # longer than any abbreviation; bounds the work on hostile text


# What is read sentence by sentence may take more than linear time, so none is longer than this:
# of 4,000 sentences of French news the longest has 697 characters.
_LONGEST = 2_000


_MARKS_OF_ONE_LETTER = 16  # more combining marks in a row are no letter's accents


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences of one block, in characters.

    A line break inside the block ends a sentence only where the line does, or where a list item or
    a heading begins. What goes on for more than 2,000 characters without an end is cut at a space,
    or anywhere if it has none. Time grows linearly with the text.
    """
    cuts = sorted({0, len(text), *_line_cuts(text), *_mark_cuts(text)})
    spans = _strip(text, pairwise(cuts))
    return [part for span in spans for part in _bounded(text, *span)]


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span, in parts if it is longer than any sentence."""
    cuts = [start]
    while end - cuts[-1] > _LONGEST:
        limit = cuts[-1] + _LONGEST
        gap = max(text.rfind(space, cuts[-1] + _LONGEST // 2, limit) for space in " \n\u00a0")
        cuts.append(gap if gap > 0 else _before_marks(text, limit))
    return _strip(text, pairwise([*cuts, end])) if len(cuts) > 1 else [(start, end)]


def _before_marks(text: str, at: int) -> int:
    """The place before the letter whose combining marks stand at `at`."""
    first = max(0, at - _MARKS_OF_ONE_LETTER)
    return next((i for i in range(at, first, -1) if not unicodedata.combining(text[i])), at)


def _strip(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans without the white space around them; empty ones are left out."""
    stripped = []
    for start, end in spans:
        part = text[start:end]
        inner = part.strip()
        if inner:
            first = start + len(part) - len(part.lstrip())
            stripped.append((first, first + len(inner)))
    return stripped


# ---- quotations and brackets


@dataclass(frozen=True)
class _Pairs:
    """Where no sentence may end: `starts[i]` < end <= `ends[i]`, disjoint and in order.

    `asides` holds the closing marks of what was opened in mid-sentence: only a word that opens a
    sentence makes a break after those. `closing` holds the straight quotes that close.
    """

    starts: list[int]
    ends: list[int]
    asides: frozenset[int]
    closing: frozenset[int]

    def shelter(self, end: int) -> bool:
        index = bisect_left(self.starts, end) - 1
        return index >= 0 and end <= self.ends[index]


def _pairs(text: str) -> _Pairs:
    sheltered: list[tuple[int, int]] = []
    asides: list[int] = []
    closing: list[int] = []
    for start, end in _matched(text):
        if text[end] == '"':
            closing.append(end)
        bracket = text[start] in "(["
        inside = _in_running_sentence(text, start)
        if end - start > (_ASIDE if bracket else _SHORT_QUOTE):
            continue
        if inside:
            asides.append(end)
        if inside or (not bracket and _CONTINUES.match(text, end + 1)):
            sheltered.append((start, end))
    return _Pairs(*_merge(sheltered), frozenset(asides), frozenset(closing))


def _matched(text: str) -> Iterator[tuple[int, int]]:
    """The quotations and brackets that hold a final mark (start, closing mark), by their close."""
    open_at: dict[str, list[int]] = {close: [] for close in _CLOSES.values()}
    straight = last_mark = -1
    for match in _PAIRED.finditer(text):
        at, sign = match.start(), match.group()
        if sign in _CLOSES:
            open_at[_CLOSES[sign]].append(at)
        elif sign == '"':
            if straight >= 0 and not _opens(text, at):
                yield straight, at
                straight = -1
            elif _opens(text, at) or not text[at - 1 : at].strip():
                straight = at
        elif sign not in open_at:
            last_mark = at
        elif open_at[sign]:
            start = open_at[sign].pop()
            if start < last_mark:
                yield start, at


def _opens(text: str, at: int) -> bool:
    """Whether a straight quote stands as an opening one: white space before, none after."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before.strip() or before in "(«[") and bool(after.strip(" \u00a0\n.,;:!?)"))


def _in_running_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip()
    return bool(before) and before[-1] not in '.!?…:»”"'


def _merge(ranges: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(ranges):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


# ---- line breaks


def _line_cuts(text: str) -> Iterator[int]:
    for match in re.finditer(r"\n\s*", text):
        if match.group().count("\n") > 1 or _new_line_begins(text, match.start(), match.end()):
            yield match.end()


def _new_line_begins(text: str, end: int, start: int) -> bool:
    """Whether the line at `start` is a list item, or one of the two lines is a heading."""
    if _ITEM.match(text, start):
        return True
    above, below = _line(text, end - 1), _line(text, start)
    if not (_heading_like(above) and below[:1].isupper()):
        return False
    following = _NEXT.match(below)
    return _heading_like(below) or (following is not None and _key(following[1]) in _STARTERS)


def _line(text: str, at: int) -> str:
    """The line around `at`, as far as it matters: 90 characters either way."""
    first = max(text.rfind("\n", max(0, at - 90), at + 1) + 1, at - 90, 0)
    last = text.find("\n", at + 1, at + 90)
    return text[first : at + 90 if last < 0 else last].strip()


def _heading_like(line: str) -> bool:
    return line[:1].isupper() and len(line) <= 80 and line[-1] not in '.!?…,;:»)"-–'


# ---- final marks


def _mark_cuts(text: str) -> Iterator[int]:
    pairs = _pairs(text)
    start = item = 0
    for match in _MARK.finditer(text):
        number = _item_number(text, match, item)
        item = item if number is None else number
        end = _sentence_end(text, match, pairs) if number is None else None
        if end is not None and _WORD.search(text, start, match.start()):
            yield end
            start = end


def _item_number(text: str, match: re.Match[str], last: int) -> int | None:
    """The number of the list item that this full stop belongs to, None if it is not one.

    A letter or a Roman number counts as 0, and only where a line begins with it.
    """
    if match.group() != "." or not text[match.end() : match.end() + 1].isspace():
        return None
    found = _ITEM_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
    if found is None:
        return None
    at_line = "\n" in found.group() or (not found.start() and match.start() < 8)
    if not found[1].isdigit():
        return 0 if at_line else None
    number = int(found[1])
    return number if at_line or number in (1, last + 1) else None


def _sentence_end(text: str, mark: re.Match[str], pairs: _Pairs) -> int | None:
    """Where the sentence that this mark may close ends; None if it goes on."""
    end = _closed(text, mark.end(), pairs)
    gap = _GAP.match(text, end)
    start = gap.end() if gap else end
    if start == len(text) or pairs.shelter(end):
        return None
    if start == end:
        return end if _glued(text, mark, end) else None
    opening = _OPENERS.match(text, start)
    first = opening.end() if opening else start
    if not _can_begin(text, first):
        return None
    following = _Following.at(text, first)
    if _after_aside(text, mark, end, pairs) and not following.starts_sentence:
        return None
    return end if _mark_ends(text, mark, following) else None


def _closed(text: str, end: int, pairs: _Pairs) -> int:
    """The end of the closing quotes and brackets after a mark that ends at `end`."""
    while True:
        closers = _CLOSERS.match(text, end)
        end = closers.end() if closers else end
        quote = end + (text[end : end + 1] in ("\u00a0", "\u202f", " "))
        if quote not in pairs.closing:
            return end
        end = quote + 1


def _after_aside(text: str, mark: re.Match[str], end: int, pairs: _Pairs) -> bool:
    """Whether the mark closes a bracket, or is all that a short quotation ends with ("!")."""
    closers = range(mark.end(), min(end, mark.end() + 8))
    full_stop = mark.group() == "."
    return any(at in pairs.asides and not (full_stop and text[at] not in ")]") for at in closers)


def _can_begin(text: str, at: int) -> bool:
    """Whether a sentence can begin with the character at `at`."""
    first = text[at : at + 1]
    if first.islower():
        return bool(_BRAND.match(text, at) or _LETTER_ITEM.match(text, at))
    return first.isalnum() or first in "€$£#@§→☞☛+&" or unicodedata.category(first or " ") == "So"


class _Following(NamedTuple):
    """The first word after a possible end, and the two characters after that word."""

    word: str
    initial: str
    second: str

    @classmethod
    def at(cls, text: str, at: int) -> _Following:
        match = _NEXT.match(text, at)
        return cls(match[1], match[2] or "", match[3] or "") if match else cls("", "", "")

    @property
    def starts_sentence(self) -> bool:
        return _key(self.word) in _STARTERS

    @property
    def may_be_a_name(self) -> bool:
        """Whether it is a particle before a capitalised name, as in "Le Pen" or "L'Hermitte"."""
        capitalised = self.initial.isupper() and not self.second.isupper()
        return capitalised and _key(self.word) in _PARTICLES

    @property
    def in_capitals(self) -> bool:
        return len(self.word) > 1 and self.word.isupper()

    @property
    def is_figure(self) -> bool:
        return self.word[:1].isdigit()


def _key(word: str) -> str:
    return word.casefold().replace("’", "'")


def _left_words(text: str, at: int) -> tuple[str, str]:
    """The word that ends at `at` and the one before it, without opening quotes and brackets."""
    if not at or text[at - 1].isspace():
        return "", ""
    words = text[max(0, at - _LOOK_BACK) : at].rsplit(None, 2)
    word = words[-1].lstrip("«“‹\"'‘([–—-")
    return word, words[-2] if len(words) > 1 else ""


def _mark_ends(text: str, mark: re.Match[str], following: _Following) -> bool:
    word, before = _left_words(text, mark.start())
    if mark.group() == ".":
        return _full_stop_ends(word, before, following)
    if mark.group()[0] in ".…":
        return not following.is_figure
    if _key(word) in _SHOUTED:
        return following.starts_sentence and not following.is_figure
    return True


def _full_stop_ends(word: str, raw_before: str, following: _Following) -> bool:
    """Whether a full stop after `word` ends the sentence, before a capital or a figure."""
    before = raw_before.rstrip(".,;")
    bare = re.split("['’]", word)[-1]
    low = bare.casefold()
    if bare in ("J.-C", "J-C") and before.casefold() in _ERAS:
        return True
    if bare.isupper() and bare.isalpha() and len(bare) > 1 and not following.in_capitals:
        return bare != "MM"  # an acronym (PR, CAP), not an abbreviation, unless all is in capitals
    if low in _PREFIXES and low != "m":
        return False
    if _INITIALS.fullmatch(bare):
        if raw_before[-1:].isdigit() and "." not in bare and not following.is_figure:
            return following.starts_sentence and not following.may_be_a_name  # a unit: 20 W
        return _initials_end(bare, bare != word, before, following)
    if low in _MONTHS and _YEAR.fullmatch(following.word):
        return False
    if low in _MONTHS or low in _TIMES:
        return not following.is_figure or not before[-1:].isdigit()
    if low in _NUMBERED and _is_reference(following):
        return False
    if low == "p" and raw_before[-1:].isdigit():
        return True  # a book's pages: "352 p."
    if bare in _DAYS and following.is_figure:
        return False
    if low in _AMBIGUOUS:
        return following.starts_sentence
    if low == "ex":
        return before.casefold() not in ("par", "p") and bare == word
    if re.fullmatch(r"(?:[b-xzé]\.)*[b-xz]", low):
        return before[-1:].isdigit() or following.starts_sentence
    return True


def _is_reference(following: _Following) -> bool:
    """A figure, a Roman number or a lone capital."""
    word = following.word
    return following.is_figure or len(word) == 1 or bool(_ROMAN.fullmatch(word))


def _initials_end(bare: str, elided: bool, before: str, following: _Following) -> bool:
    """Initials ("J.-P.") end few sentences; acronyms ("U.S.A.") and letters ("plan B.") more."""
    dots = bare.count(".")
    if not dots and before.casefold() in _LETTERED:
        return not following.is_figure
    if not following.starts_sentence or following.is_figure:
        return False
    if bare == "M":  # the title, unless a surname cut to its initial ("Kevin M.")
        named = before[:1].isupper() and _key(before) not in _STARTERS
        return named and not following.may_be_a_name
    acronym = dots and "-" not in bare
    determined = elided or before.casefold() in _DETERMINERS
    return not following.may_be_a_name or bool(acronym and (dots > 1 or determined))


def _glued(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether a space is missing after a final mark ("fin.Le lendemain", not "Leboncoin.fr")."""
    before = text[mark.start() - 1 : mark.start()]
    if not (before.isalnum() or before in '»”")% \u00a0\u202f') or not _GLUED.match(text, end):
        return False
    left = text[max(0, mark.start() - _LOOK_BACK) : mark.start()].split(" ")[-1]
    right = text[end : end + _LOOK_BACK].split(" ")[0]
    if _ADDRESS.search(left + mark.group() + right):
        return False
    if mark.group() != "." or end > mark.end():
        return bool(re.search(r"\w[»”\")]?\s?$", left)) or not left
    word = re.search(r"[^\W\d_]+$", left)
    following = _Following.at(text, end)
    if word is None or len(word.group()) < 2 or not word.group()[-1].islower():
        return bool(re.search(r"\d{4}$|%$", left)) and following.starts_sentence
    if _key(following.word) in _SUFFIXES:
        return False
    return word.group().islower() or following.starts_sentence or text[end] in "«“"


# ---- clauses

_SPACES = re.compile(r"\s+")


_LONG_WORD_STOP = re.compile(r"[^\W\d_]{4}\.$")  # too long a word for most abbreviations


_INCISE = re.compile(r"[^\W\d_]{1,20}(?:-t)?-(?:ils?|elles?|on|je|nous)\b")  # ", a-t-il dit"


_LINKS = _words(
    "et mais ou or car donc puis ni qui que qu' dont où lequel laquelle lesquels lesquelles "
    "alors tandis quand lorsque lorsqu' parce puisque puisqu' pendant dès afin si comme tant "
    "bien avant après"
)


_BOUND = _words(
    "le la les l' un une des du de d' à au aux en et ou par pour sur dans ce cet cette ces son "
    "sa ses leur leurs mon ma mes notre nos votre vos se ne que qui je tu il elle on nous vous "
    "ils elles plus très a ont est sont avec sans sous entre devant contre vers chez depuis "
    "alors tandis dès afin parce bien tant ainsi pendant lors jusqu'à quoi"
)


_STOP, _DASH, _COMMA_LINK, _COMMA, _LINK, _SPACE, _TIGHT, _GLUE = range(8)


_QUOTED = 3  # what a cut inside a quotation costs: as much as three ranks of border


_RANK_WEIGHT = 1 / 6  # a better border is worth a cut this much further from the middle


class _Border(NamedTuple):
    """A place to cut and its rank: 0 the best, `_GLUE` and above only when nothing else is left."""

    at: int
    rank: int


def split_clauses(text: str, fits: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Return the spans of the parts of one sentence, each of which `fits`, as few as is sensible.

    `fits` tells whether a stretch is within the budget; it is taken to be monotone (a part of what
    fits also fits). A lone character that does not fit is returned as it is.
    """
    if fits(text):
        return _strip(text, [(0, len(text))])
    borders = list(_borders(text))
    places = [border.at for border in borders]
    done: list[tuple[int, int]] = []
    waiting = _strip(text, [(0, len(text))])
    while waiting:
        start, end = waiting.pop()
        if end - start <= 1 or fits(text[start:end]):
            done.append((start, end))
            continue
        room = _room(text, start, end, fits)
        inside = borders[bisect_right(places, start) : bisect_left(places, end)]
        cut = _best_cut(inside, start, end, room) or _blind_cut(text, start, end, room)
        waiting.extend(_strip(text, [(start, cut), (cut, end)]))
    return sorted(done)


def _room(text: str, start: int, end: int, fits: Callable[[str], bool]) -> int:
    """How many characters from `start` fit (at least 1), found in O(log) calls on short strings."""
    low, high = 1, 64
    while start + high < end and fits(text[start : start + high]):
        low, high = high, 2 * high
    high = min(high, end - start)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(text[start : start + middle]) else (low, middle)
    return low


def _best_cut(borders: list[_Border], start: int, end: int, room: int) -> int | None:
    """The border that best divides the stretch into parts of about `room` characters."""
    fewest = max(2, -(-(end - start) // room))
    for parts, worst in ((fewest, _COMMA), (fewest + 1, _COMMA), (fewest, _TIGHT)):
        left = parts // 2
        low, high = max(start + 1, end - (parts - left) * room), min(end - 1, start + left * room)
        edge = (end - start) // (4 * parts)  # no scrap of a few words beside a long part
        low, high = max(low, start + edge), min(high, end - edge)
        target = start + (end - start) * left // parts
        able = [b for b in borders if low <= b.at <= high and b.rank <= worst]
        if able:
            return _nearest(able, target, end - start)
    middle = start + (end - start) * (fewest // 2) // fewest
    loose = [b for b in borders if b.rank < _GLUE] or borders
    return _nearest(loose, middle, end - start) if loose else None


def _nearest(borders: list[_Border], target: int, length: int) -> int:
    return min(
        borders, key=lambda b: (b.rank * _RANK_WEIGHT + abs(b.at - target) / length, b.at)
    ).at


def _blind_cut(text: str, start: int, end: int, room: int) -> int:
    """A cut between characters, not before a combining mark."""
    parts = max(2, -(-(end - start) // room))
    return max(start + 1, _before_marks(text, start + (end - start) * (parts // 2) // parts))


def _borders(text: str) -> Iterator[_Border]:
    quoted = dashes = 0
    last = 0
    for gap in _SPACES.finditer(text):
        start, end = gap.span()
        if not start or end == len(text):
            continue
        quoted = max(0, quoted + _depth(text, last, start))
        last = start
        if text[start - 1] in "–—" and end - start == 1 and dashes % 2 == 0 and dashes:
            yield _Border(end, _DASH + _QUOTED * bool(quoted))  # after a closing dash
            continue
        dashes += text[end] in "–—"
        rank = _rank(text, start, end, dashes)
        if rank is not None:
            yield _Border(end, rank + _QUOTED * bool(quoted))


def _depth(text: str, start: int, end: int) -> int:
    """By how much this stretch deepens the quotations and brackets around what follows it."""
    part = text[start:end]
    return sum(map(part.count, "«“(")) - sum(map(part.count, "»”)"))


def _rank(text: str, start: int, end: int, dashes: int) -> int | None:
    """The rank of a cut at the gap `text[start:end]`; None where there is no border."""
    left, right = text[start - 1], text[end]
    if right in ";:!?»,.)…%”]" or left in "«(“[–—":
        return None
    if left in ";:!?…" or _LONG_WORD_STOP.search(text, max(0, start - 5), start):
        return _STOP
    if right in "–—":
        return _DASH if dashes % 2 else None
    following = _Following.at(text, end).word
    if _INCISE.match(text, end):
        return _GLUE
    if left == ",":
        return _COMMA_LINK if _key(following) in _LINKS else _COMMA
    if text[start] in "\u00a0\u202f" or _belong_together(text, start, end):
        return _GLUE
    before = text[max(0, start - 12) : start].split()[-1:]
    if before and (_key(before[0]) in _BOUND or _INCISE.fullmatch(before[0])):
        return _TIGHT
    return _LINK if _key(following) in _LINKS else _SPACE


def _belong_together(text: str, start: int, end: int) -> bool:
    """Figures and their units, names in two words, an abbreviation and what it announces."""
    left, right = text[start - 1], text[end]
    if left.isdigit() or right.isdigit() or right in "%€$£" or left == ".":
        return True
    before = text[max(0, start - 30) : start].split()[-1:]
    return right.isupper() and bool(before) and before[0][0].isupper()
