"""The newsbrief command with a table of words for a translation model: its own code alone.

What comes out is no English, but has its figures, names and small words, so that most sentences
pass the checks as they do with the model.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "helpers"))
from fakes import RuleTranslator
from newsbrief.__main__ import main
from newsbrief.engines.backends import LoadedEngines
from newsbrief.results import ModelUse

TABLE = dict(
    pair.split(":")
    for pair in (
        "le:the la:the les:the l:the de:of du:of des:of d:of et:and ou:or un:a une:a est:is "
        "sont:are a:has ont:have à:to au:to aux:to dans:in en:in pour:for sur:on par:by avec:with "
        "que:that qui:who qu:that ce:this cette:this ces:these il:he elle:she ils:they se:itself "
        "s:itself ne:not n:not pas:not plus:more mais:but son:his sa:his ses:his leur:their "
        "été:been être:be comme:as selon:according aurait:would serait:would c:it y:there"
    ).split()
)
WORD = re.compile(r"[^\W\d_]+")
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")


class WordTable(RuleTranslator):
    """A Translator that knows some fifty words."""

    use = ModelUse("translation", "word table", "0", "none")

    def hypotheses(self, text: str) -> list[str]:
        """See RuleTranslator.hypotheses."""
        return [_english(text)]


def _english(text: str) -> str:
    words = WORD.sub(lambda match: TABLE.get(match[0].lower(), match[0]), text)
    return DECIMAL_COMMA.sub(".", words)


if __name__ == "__main__":
    LoadedEngines.translator = lambda self: WordTable()  # type: ignore[method-assign]
    main()
