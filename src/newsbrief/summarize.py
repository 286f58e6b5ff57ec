"""Translation → Summary: what the chat model writes, each sentence checked against the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.checks import Finding, FindingKind
from newsbrief.denials import unsaid_denial
from newsbrief.document import paragraph_numbers
from newsbrief.engines import ChatModel, ignore_progress
from newsbrief.lines import headline, numbered_sentences
from newsbrief.material import TOKENS_PER_SENTENCE, material, material_words
from newsbrief.normalise import Casing
from newsbrief.salience import statements
from newsbrief.selection import pick, quotable, repeats
from newsbrief.speech import without_false_quotes
from newsbrief.standalone import reads_well, stands_alone, without_connective
from newsbrief.support import Evidence
from newsbrief.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.prompts import PromptSet
    from newsbrief.support import Support
    from newsbrief.translate import Translation

__all__ = ["Summary", "SummaryOptions", "SummarySentence", "summarize"]

HEADLINE_TOKENS = 40
HEADLINE_WORDS = 12
# Asked again only when half of an answer is lost: the article's own sentences cost nothing, and a
# third answer seldom brings what two lack.
RETRY_SEEDS = (1,)
ENOUGH = 0.5
MIN_SUGGESTION = 0.6  # of a rejected sentence's words in a passage: it was about that passage


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
    headline = writing.headline()
    points = writing.sentences("key_points", "points", options.key_points, sentences)
    writing.hear_the_accused(sentences, points)
    return Summary(headline, tuple(sentences), tuple(points)), writing.findings


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
        self._quotable = quotable(self._statements)
        self._words = material_words(chat, options.sentences, options.key_points)

    def sentences(
        self, template: str, unit: str, asked: int, told: Sequence[SummarySentence] = ()
    ) -> list[SummarySentence]:
        """Return `asked` supported, distinct sentences, or as many as the article has to give.

        What `told` says is said again only where the article has nothing else.
        """
        count = min(asked, len(self._statements))
        if count < 1:
            return []
        found, said = _Found(), [sentence.text for sentence in told]
        read = material(self._quotable or self._statements, said, self._words)
        for seed in (None, *RETRY_SEEDS):
            if len(found.accepted) < (ENOUGH if seed else 1) * count:
                lines = self._ask(template, seed, count, article=read, **{unit: count})
                self._sort(lines, found)
        return self._filled(found, said, count, NOUNS[template])

    def hear_the_accused(
        self, sentences: list[SummarySentence], points: list[SummarySentence]
    ) -> None:
        """Put the article's denial in the place of the last thing told, if none has been told."""
        told = [sentence.text for sentence in (*sentences, *points)]
        denial = unsaid_denial(told, self._quotable, self._statements)
        if denial is not None:
            (points or sentences)[-1:] = [SummarySentence(denial.text, (denial.paragraph,))]

    def _filled(
        self, found: _Found, said: Sequence[str], count: int, noun: str
    ) -> list[SummarySentence]:
        """Of what was found `count` sentences that say something new, or the article's instead."""
        accepted = [s for s in found.accepted if not repeats(s.text, said)][:count]
        told = [*said, *(sentence.text for sentence in accepted)]
        picked = pick(self._quotable, count - len(accepted), told, found.suggested)
        if picked or len(accepted) < count:
            self.findings.append(_replaced(noun, len(accepted), len(picked), count))
        quoted = [SummarySentence(s.text, (s.paragraph,)) for s in picked]
        return sorted([*accepted, *quoted], key=lambda s: self._evidence.place(s.text))

    def _ask(self, template: str, seed: int | None, count: int, **fields: object) -> list[str]:
        answer = self._chat.complete(
            self._prompts.fill(template, **fields),
            max_tokens=TOKENS_PER_SENTENCE * count,
            num_lines=count,
            seed=seed,
            on_progress=self._on_progress,
        )
        return numbered_sentences(answer)

    def _sort(self, lines: Sequence[str], found: _Found) -> None:
        """Keep the lines that the article carries, and the passages that the others were about."""
        for line in lines:
            text = without_false_quotes(without_connective(line), self._paragraphs.values())
            support = self._evidence.support(text)
            told = [sentence.text for sentence in found.accepted]
            carried = not support.problems and support.paragraphs and stands_alone(text)
            if carried and _is_clear(text, support, told) and not repeats(text, told):
                found.accepted.append(SummarySentence(_copied(text, support), support.paragraphs))
            elif support.passage is not None and support.overlap >= MIN_SUGGESTION:
                found.suggested.extend(support.passage.sentences)

    def headline(self) -> str | None:
        """A supported headline by the model, or the translated title."""
        read = material(self._quotable or self._statements, [], self._words)
        prompt = self._prompts.fill("headline", article=read, words=HEADLINE_WORDS)
        answer = self._chat.complete(
            prompt, max_tokens=HEADLINE_TOKENS, on_progress=self._on_progress
        )
        text = self._casing.calm(headline(answer))
        if text and not self._evidence.support(text).problems:
            return text
        return self._title


NOUNS = {"summarise": "summary sentences", "key_points": "key points"}


def _is_clear(text: str, support: Support, told: Sequence[str]) -> bool:
    """Whether the text points at nothing, or at the sentence that has just been told."""
    previous = support.passage.previous if support.passage else ""
    return reads_well(text) or bool(previous and repeats(previous, told[-1:]))


def _copied(text: str, support: Support) -> str:
    """The passage itself where the model copied its words: it drops commas that matter."""
    passage = support.passage.text if support.passage else ""
    return passage if words(passage) == words(text) else text


def _replaced(noun: str, accepted: int, quoted: int, count: int) -> Finding:
    """Say how much is the article's own; what was rejected stays unsaid, or it would spread."""
    lacking = count - accepted - quoted
    verbs = ["is" if number == 1 else "are" for number in (quoted, lacking)]
    told = [f"{quoted} of {count} {noun} {verbs[0]} the article's own"] if quoted else []
    told += [f"{lacking} of {count} {noun} {verbs[1]} left out"] if lacking else []
    return Finding(
        # Key points are few when the summary has told what there is; a summary is to be whole.
        FindingKind.DROPPED if lacking and noun == NOUNS["summarise"] else FindingKind.SUMMARY,
        " and ".join(told) + ": what the model wrote in their place could not be verified",
    )
