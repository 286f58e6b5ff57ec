"""Code, formulas and addresses within sentences: hidden from the model and restored after it.

Of 13 such strings opus-mt keeps 9 as they are, and all 13 of the stand-ins. It turns an address
that ends in "/fr/statistiques/7" into one in "/en/statistics/7", and leaves formulas out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from newsbrief.document import VERBATIM_SPANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsbrief.document import Block

__all__ = ["Verbatim"]

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"]*[\w/]"
    r"|(?<![\w.+@-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?![\w@])"
)

_TOKEN = re.compile(r"\w+|\W")
_STAND_IN = re.compile(r"\bZZ(\d+)\b")


@dataclass
class _Tree:
    """Strings as a tree of their tokens; `index` is the number of the string that ends here."""

    after: dict[str, _Tree] = field(default_factory=dict)
    index: int | None = None

    def longest(self, tokens: Sequence[str], start: int) -> tuple[int, int] | None:
        """Return the index of the longest string at `start` and the position after it, or None."""
        match, node = None, self
        if start and _is_word(tokens[start - 1]):
            return None
        for place in range(start, len(tokens)):
            if (following := node.after.get(tokens[place])) is None:
                break
            node, end = following, place + 1
            if node.index is not None and not (end < len(tokens) and _is_word(tokens[end])):
                match = node.index, end
        return match


def _is_word(token: str) -> bool:
    return token[0].isalnum() or token[0] == "_"


@dataclass(frozen=True)
class Verbatim:
    """The strings of one document that no model may change, each once."""

    strings: tuple[str, ...] = ()

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> Verbatim:
        """Collect the code, the formulas and the addresses of the blocks' texts.

        Plain words and figures are not among them, since elsewhere they may be plain French. There
        are none if a text has something like a stand-in already.
        """
        blocks = list(blocks)
        strings = dict.fromkeys(text for block in blocks for text in _kept(block))
        if any(_STAND_IN.search(block.text) for block in blocks):
            return cls()
        return cls(tuple(strings))

    @cached_property
    def _tree(self) -> _Tree:
        """The strings as a tree of tokens; to search for each of 50,000 took hours."""
        root = _Tree()
        for index, string in enumerate(self.strings):
            node = root
            for token in _TOKEN.findall(string):
                node = node.after.setdefault(token, _Tree())
            node.index = index
        return root

    def hidden(self, text: str) -> str:
        """Return `text` with a stand-in ("ZZ1") for each string, the longest first."""
        if not self.strings:
            return text
        tokens, pieces, place = _TOKEN.findall(text), [], 0
        while place < len(tokens):
            match = self._tree.longest(tokens, place)
            pieces.append(tokens[place] if match is None else f"ZZ{match[0] + 1}")
            place = place + 1 if match is None else match[1]
        return "".join(pieces)

    def restored(self, text: str) -> str:
        """Return `text` with the strings in place of their stand-ins."""
        return _STAND_IN.sub(self._string, text) if self.strings else text

    def _string(self, match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        return self.strings[index] if 0 <= index < len(self.strings) else match[0]


def _kept(block: Block) -> Iterator[str]:
    for span in block.spans:
        text = block.text[span.start : span.end]
        if span.kind in VERBATIM_SPANS and _is_code(text):
            yield text
    yield from _ADDRESS.findall(block.text)


def _is_code(text: str) -> bool:
    """Tell whether a text is no word of French: "git_log", "npm install", "getName", "x2"."""
    letters = any(map(str.isalpha, text))
    return letters and (not text.isalpha() or any(map(str.isupper, text[1:])))
