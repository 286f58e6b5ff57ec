"""Translation → Summary: what the chat model writes, each sentence checked against the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.checks import Finding, FindingKind
from newsbrief.document import paragraph_numbers
from newsbrief.engines import ChatModel, ignore_progress
from newsbrief.lines import headline, numbered_sentences
from newsbrief.normalise import Casing
from newsbrief.salience import Statement, digest, statements
from newsbrief.support import Evidence
from newsbrief.wording import content_stems

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.prompts import PromptSet
    from newsbrief.translate import Translation

__all__ = ["Summary", "SummaryOptions", "SummarySentence", "summarize"]

TOKENS_PER_SENTENCE = 90  # the longest sentence that lines.py lets through, at 3.8 characters each
HEADLINE_TOKENS = 40
HEADLINE_WORDS = 12
# The model reads the statements that matter, not the whole article. On eight articles it wrote 20
# of 32 sentences that could be verified from 250 words, 17 of 32 from the whole text, and took 0.6
# of the time.
MIN_DIGEST_WORDS = 250
WORDS_PER_SENTENCE = 40  # a longer summary needs more to choose from
TOKENS_PER_WORD = 2  # with room to spare: English prose takes 1.3
PROMPT_TOKENS = 350  # the longest shipped template, chat markup included, and some room
RETRY_SEEDS = (1,)  # a third answer seldom brings what two lack, and costs as much
MAX_SHARED = 0.6  # of the shorter sentence's stems: above it two sentences say the same


@dataclass(frozen=True)
class SummarySentence:
    """One sentence and the numbers of the paragraphs it rests on (from 1)."""

    text: str
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Summary:
    """What the summariser wrote; `headline` is None when none was asked for."""

    headline: str | None
    sentences: tuple[SummarySentence, ...]
    key_points: tuple[SummarySentence, ...]


@dataclass(frozen=True)
class SummaryOptions:
    """How much to write: counts of sentences and of key points (0: none)."""

    sentences: int = 3
    key_points: int = 4


def summarize(
    translation: Translation,
    chat: ChatModel,
    prompts: PromptSet,
    options: SummaryOptions,
    *,
    on_progress: Callable[[int], None] = ignore_progress,
) -> tuple[Summary, list[Finding]]:
    """Write the summary, the key points and the headline of a translated document.

    Every sentence that comes out is supported by the article's words, names and figures, or is a
    sentence of the article itself. `on_progress` is told the tokens written. Raises ModelError.
    """
    writing = _Writing(translation, chat, prompts, options, on_progress)
    sentences = writing.sentences("summarise", "sentences", options.sentences)
    points = writing.sentences("key_points", "points", options.key_points)
    summary = Summary(writing.headline(), tuple(sentences), tuple(points))
    return summary, writing.findings


class _Writing:
    """One article's material, and the findings made while writing about it."""

    def __init__(
        self,
        translation: Translation,
        chat: ChatModel,
        prompts: PromptSet,
        options: SummaryOptions,
        on_progress: Callable[[int], None],
    ):
        self.findings: list[Finding] = []
        self._title = translation.title
        self._chat = chat
        self._prompts = prompts
        self._on_progress = on_progress
        numbers = paragraph_numbers(translation.blocks)
        paragraphs = {number: translation.blocks[index].text for index, number in numbers.items()}
        self._paragraphs = {0: self._title, **paragraphs} if self._title else paragraphs
        self._evidence = Evidence(self._paragraphs)
        self._casing = Casing(paragraphs.values())
        self._statements = statements(self._paragraphs)
        words = max(MIN_DIGEST_WORDS, WORDS_PER_SENTENCE * (options.sentences + options.key_points))
        whole = [s for s in self._statements if _is_quotable(s)]
        self._quotable = [s for s in whole if _stands_alone(s.text)] or whole
        self._material = _defused(
            digest(self._statements, self._title, min(words, self._room(chat, options)))
        )

    @staticmethod
    def _room(chat: ChatModel, options: SummaryOptions) -> int:
        """The words of material that the context holds beside prompt and answer."""
        answer = TOKENS_PER_SENTENCE * max(options.sentences, options.key_points)
        return max(1, (chat.context_tokens - PROMPT_TOKENS - answer) // TOKENS_PER_WORD)

    def sentences(self, template: str, field: str, asked: int) -> list[SummarySentence]:
        """Return `asked` supported, distinct sentences, or as many as the article has to give."""
        count = min(asked, len(self._statements))
        if count < 1:
            return []
        accepted: list[SummarySentence] = []
        for seed in (None, *RETRY_SEEDS):
            if len(accepted) < count:
                self._collect(self._ask(template, field, count, seed), accepted, count)
        quoted = self._quote(count - len(accepted), accepted)
        if not quoted:
            return accepted
        self.findings.append(_replaced(template, len(quoted), count))
        return sorted([*accepted, *quoted], key=lambda sentence: sentence.paragraphs)

    def _ask(self, template: str, field: str, count: int, seed: int | None) -> list[str]:
        prompt = self._prompts.fill(template, article=self._material, **{field: count})
        answer = self._chat.complete(
            prompt,
            max_tokens=TOKENS_PER_SENTENCE * count,
            num_lines=count,
            seed=seed,
            on_progress=self._on_progress,
        )
        return numbered_sentences(answer)

    def _collect(
        self,
        lines: Sequence[str],
        accepted: list[SummarySentence],
        count: int,
    ) -> None:
        for line in lines:
            text = self._without_false_quotes(line)
            support = self._evidence.support(text)
            verified = not support.problems and _stands_alone(text)
            if verified and len(accepted) < count and not _repeats(text, accepted):
                accepted.append(SummarySentence(text, support.paragraphs))

    def _quote(self, missing: int, accepted: Sequence[SummarySentence]) -> list[SummarySentence]:
        """The article's most salient sentences that stand alone and say what is not yet said."""
        quoted: list[SummarySentence] = []
        for statement in sorted(self._quotable, key=lambda s: -s.salience):
            if len(quoted) < missing and not _repeats(statement.text, [*accepted, *quoted]):
                quoted.append(SummarySentence(statement.text, (statement.paragraph,)))
        return quoted

    def _without_false_quotes(self, sentence: str) -> str:
        """Take the quotation marks off words that the article does not say in these words."""
        article = "\n".join(self._paragraphs.values()).lower()

        def keep_or_strip(match: re.Match[str]) -> str:
            said = match.group(1).strip(" .,!?").lower()
            return match.group() if said in article else match.group(1)

        return _QUOTED.sub(keep_or_strip, sentence)

    def headline(self) -> str | None:
        """A supported headline by the model, or the translated title."""
        prompt = self._prompts.fill("headline", article=self._material, words=HEADLINE_WORDS)
        answer = self._chat.complete(
            prompt, max_tokens=HEADLINE_TOKENS, on_progress=self._on_progress
        )
        text = self._casing.calm(headline(answer))
        if text and not self._evidence.support(text).problems:
            return text
        return self._title


NOUNS = {"summarise": "summary sentences", "key_points": "key points"}


def _replaced(template: str, quoted: int, count: int) -> Finding:
    """Say how much is the article's own; what was rejected stays unsaid, or it would spread."""
    return Finding(
        FindingKind.SUMMARY,
        f"{quoted} of {count} {NOUNS[template]} are the article's own sentences: what the model "
        "wrote in their place could not be verified",
    )


_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_TAG = re.compile(
    r"</?\s*(?:article|text|system|user|assistant)\b[^>]*>|<\|[^|>]*\|>", re.IGNORECASE
)


def _defused(material: str) -> str:
    """Remove what an article could use to leave its place in the prompt."""
    return _TAG.sub("", material)


MIN_QUOTABLE, MAX_QUOTABLE = 40, 300  # characters: a fragment tells nothing, a monster too much
# Out of its place such a sentence says nothing, or says it in the name of the wrong person.
_LEANS = re.compile(
    r"^(?:(?:it|he|she|they|this|these|those|that|there|his|her|its|their|but|and|or|so|then|yet"
    r"|also|however|moreover|finally|first|second|next|instead|hence|thus|because|half of them"
    r"|according to (?:him|her|them))\b|[\"(\-])",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|we|my|our|me|us|you|your)\b", re.IGNORECASE)
_SPEAKER = re.compile(r"^[^\s:]+(?: [^\s:]+){0,3}: ")


def _stands_alone(sentence: str) -> bool:
    told = re.sub(r"\"[^\"]*\"", "", sentence)
    return not (_LEANS.search(sentence) or _SPEAKER.search(sentence) or _FIRST_PERSON.search(told))


def _is_quotable(statement: Statement) -> bool:
    text = statement.text
    return MIN_QUOTABLE <= len(text) <= MAX_QUOTABLE and text.count('"') % 2 == 0


def _repeats(text: str, accepted: Sequence[SummarySentence]) -> bool:
    own = set(content_stems(text))
    return any(
        len(own & other) > MAX_SHARED * min(len(own), len(other))
        for other in (set(content_stems(sentence.text)) for sentence in accepted)
    )
