"""Translation → Summary: what the chat model writes, each sentence checked against the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.checks import Finding, FindingKind
from newsbrief.document import paragraph_numbers
from newsbrief.engines import ChatModel, ignore_progress
from newsbrief.lines import headline, numbered_sentences
from newsbrief.normalise import Casing
from newsbrief.salience import Statement, digest, statements
from newsbrief.speech import without_false_quotes
from newsbrief.standalone import reads_well, stands_alone, without_connective
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
MIN_SUGGESTION = 0.6  # of a rejected sentence's words in a passage: it was about that passage
SUGGESTED = 0.4  # of salience; a sentence about the title's matter gains as much
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
    points = writing.sentences("key_points", "points", options.key_points, sentences)
    summary = Summary(writing.headline(), tuple(sentences), tuple(points))
    return summary, writing.findings


@dataclass(frozen=True)
class _Found:
    """Of the model's answers: verified sentences, and the passages that the others were about."""

    accepted: list[SummarySentence] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)


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
        self._quotable = [s for s in whole if stands_alone(without_connective(s.text))]
        self._material = _defused(
            digest(self._statements, self._title, min(words, self._room(chat, options)))
        )

    @staticmethod
    def _room(chat: ChatModel, options: SummaryOptions) -> int:
        """The words of material that the context holds beside prompt and answer."""
        answer = TOKENS_PER_SENTENCE * max(options.sentences, options.key_points)
        return max(1, (chat.context_tokens - PROMPT_TOKENS - answer) // TOKENS_PER_WORD)

    def sentences(
        self, template: str, unit: str, asked: int, told: Sequence[SummarySentence] = ()
    ) -> list[SummarySentence]:
        """Return `asked` supported, distinct sentences, or as many as the article has to give.

        What `told` says is said again only where the article has nothing else.
        """
        count = min(asked, len(self._statements))
        if count < 1:
            return []
        found = _Found()
        for seed in (None, *RETRY_SEEDS):
            if len(found.accepted) < count:
                self._sort(self._ask(template, unit, count, seed), found)
        accepted = _distinct(found.accepted, told)[:count]
        quoted = self._quote(count - len(accepted), [*accepted, *told], found.suggested)
        if missing := count - len(accepted) - len(quoted):
            accepted += _distinct(found.accepted, [*accepted, *quoted])[:missing]
        if quoted or len(accepted) < count:
            self.findings.append(_replaced(template, len(accepted), len(quoted), count))
        return sorted([*accepted, *quoted], key=lambda s: s.paragraphs) if quoted else accepted

    def _ask(self, template: str, unit: str, count: int, seed: int | None) -> list[str]:
        prompt = self._prompts.fill(template, article=self._material, **{unit: count})
        answer = self._chat.complete(
            prompt,
            max_tokens=TOKENS_PER_SENTENCE * count,
            num_lines=count,
            seed=seed,
            on_progress=self._on_progress,
        )
        return numbered_sentences(answer)

    def _sort(self, lines: Sequence[str], found: _Found) -> None:
        """Keep the lines that the article carries, and the passages that the others were about."""
        for line in lines:
            text = without_false_quotes(line, self._paragraphs.values())
            support = self._evidence.support(text)
            verified = not support.problems and support.paragraphs and stands_alone(text)
            if verified and not _repeats(text, found.accepted):
                found.accepted.append(SummarySentence(text, support.paragraphs))
            elif support.passage is not None and support.overlap >= MIN_SUGGESTION:
                found.suggested.extend(support.passage.sentences)

    def _quote(
        self, missing: int, told: Sequence[SummarySentence], suggested: Sequence[str]
    ) -> list[SummarySentence]:
        """The article's own sentences that stand alone and say what is not yet told.

        Those that the model tried to put into words count as more salient, and those that point at
        something before them come last.
        """
        quoted: list[SummarySentence] = []

        def rank(statement: Statement) -> tuple[bool, float]:
            bonus = SUGGESTED if statement.text in suggested else 0.0
            return not reads_well(statement.text), -statement.salience - bonus

        for statement in sorted(self._quotable, key=rank):
            text = without_connective(statement.text)
            if len(quoted) < missing and not _repeats(text, [*told, *quoted]):
                quoted.append(SummarySentence(text, (statement.paragraph,)))
        return quoted

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


def _replaced(template: str, accepted: int, quoted: int, count: int) -> Finding:
    """Say how much is the article's own; what was rejected stays unsaid, or it would spread."""
    lacking = count - accepted - quoted
    told = (
        [f"{quoted} of {count} {NOUNS[template]} are the article's own sentences"] if quoted else []
    )
    told += [f"{lacking} of {count} {NOUNS[template]} are left out"] if lacking else []
    return Finding(
        FindingKind.SUMMARY,
        " and ".join(told) + ": what the model wrote in their place could not be verified",
    )


_TAG = re.compile(
    r"</?\s*(?:article|text|system|user|assistant)\b[^>]*>|<\|[^|>]*\|>", re.IGNORECASE
)


def _defused(material: str) -> str:
    """Remove what an article could use to leave its place in the prompt."""
    return _TAG.sub("", material)


MIN_QUOTABLE, MAX_QUOTABLE = 40, 300  # characters: a fragment tells nothing, a monster too much


def _is_quotable(statement: Statement) -> bool:
    text = statement.text
    whole = text.count('"') % 2 == 0 and not statement.spoken
    return MIN_QUOTABLE <= len(text) <= MAX_QUOTABLE and whole


def _distinct(
    sentences: Sequence[SummarySentence], told: Sequence[SummarySentence]
) -> list[SummarySentence]:
    return [sentence for sentence in sentences if not _repeats(sentence.text, told)]


def _repeats(text: str, accepted: Sequence[SummarySentence]) -> bool:
    own = set(content_stems(text))
    return any(
        len(own & other) > MAX_SHARED * min(len(own), len(other))
        for other in (set(content_stems(sentence.text)) for sentence in accepted)
    )
