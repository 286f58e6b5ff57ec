"""The one module that knows the order of the stages: Article → Brief."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief import __version__
from newsbrief.checks import Finding, FindingKind, count_figures
from newsbrief.engines import Engines, ModelUse
from newsbrief.errors import EmptyInput, NotText, UsageError
from newsbrief.language import check_french
from newsbrief.names import Entry, Mention, Names, TermUse, gazetteer, term_uses
from newsbrief.readers import read
from newsbrief.segments import segment
from newsbrief.summarize import Summary, SummaryOptions, SummarySentence, summarize
from newsbrief.translate import Translation, translate_many

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.article import Article
    from newsbrief.document import Document

__all__ = [
    "Brief",
    "Engines",
    "ModelUse",
    "Options",
    "Readied",
    "Summary",
    "SummarySentence",
    "Translated",
    "Translation",
    "brief",
    "no_progress",
    "ready",
    "translate_all",
]


@dataclass(frozen=True)
class Options:
    """What to write. Raises UsageError for a combination that asks for nothing."""

    summary: SummaryOptions | None = field(default_factory=SummaryOptions)
    translation: bool = True
    force: bool = False  # go on though the article seems not to be French
    glossary: tuple[Entry, ...] = ()  # the user's terms; they come before the names known

    def __post_init__(self) -> None:
        if self.summary is None and not self.translation:
            raise UsageError("--no-summary and --no-translation leave nothing to write; drop one")


@dataclass(frozen=True)
class Brief:
    """Everything a brief holds; `markdown.render` turns it into text.

    `translation` has no blocks when only its title was asked for.
    """

    document: Document
    language: str  # of the source, ISO 639-1
    translation: Translation | None
    summary: Summary | None
    findings: tuple[Finding, ...]
    num_figures: int  # of the source, each looked for in the translation
    num_names: int  # of the source that the gazetteer knows or the text introduces, likewise
    terms: tuple[TermUse, ...]  # of the user's glossary, with how often each stands in the source
    models: tuple[ModelUse, ...]
    version: str

    @property
    def flags(self) -> tuple[Finding, ...]:
        """The findings that somebody must look into."""
        return tuple(finding for finding in self.findings if finding.is_flag)


def no_progress(stage: str, done: int, total: int | None) -> None:
    """The default progress callback: does nothing."""


@dataclass(frozen=True)
class Readied:
    """An article as read, before any model: what it holds and what must be said of it."""

    document: Document
    language: str
    findings: tuple[Finding, ...]


def ready(article: Article, options: Options) -> Readied:
    """Read one article. Raises EmptyInput, NotText and WrongLanguage."""
    document = _readable(read(article), article.encoding)
    language, findings = check_french(document, force=options.force)
    return Readied(document, language, (*_about_the_source(article, document), *findings))


@dataclass(frozen=True)
class Translated:
    """An article with its translation, which waits for its summary; `flagged` is of the former."""

    readied: Readied
    translation: Translation
    flagged: tuple[Finding, ...]


def translate_all(
    articles: Sequence[Readied],
    engines: Engines,
    options: Options,
    *,
    on_progress: Callable[[str, int, int | None], None] = no_progress,
) -> list[Translated]:
    """Translate several articles in one stream of batches, each as `brief` does it alone.

    Raises ModelError.
    """
    translated = translate_many(
        [article.document for article in articles],
        engines.translator(),
        _names(options.glossary),
        on_progress=_translating(engines, options, on_progress),
    )
    return [
        Translated(article, translation, tuple(flagged))
        for article, (translation, flagged) in zip(articles, translated, strict=True)
    ]


def brief(
    article: Article | Readied | Translated,
    engines: Engines,
    options: Options | None = None,
    *,
    on_progress: Callable[[str, int, int | None], None] = no_progress,
) -> Brief:
    """Read, translate and summarise one article, or do what of it is still to be done.

    `on_progress` is told (stage, units done, units in all or None). Raises NewsbriefError's
    children: EmptyInput, NotText, WrongLanguage, ModelError.
    """
    options = options or Options()
    if isinstance(article, Translated):
        return _finished(article, engines, options, on_progress)
    readied = article if isinstance(article, Readied) else ready(article, options)
    (translated,) = translate_all([readied], engines, options, on_progress=on_progress)
    return _finished(translated, engines, options, on_progress)


def _finished(
    translated: Translated,
    engines: Engines,
    options: Options,
    on_progress: Callable[[str, int, int | None], None],
) -> Brief:
    """Summarise what is translated, and count what was checked."""
    document, translation = translated.readied.document, translated.translation
    flagged = [*translated.readied.findings, *translated.flagged]
    summary, models = None, [engines.translator().use]
    if options.summary is not None:
        chat = engines.chat()
        summary, unsupported = summarize(
            translation,
            chat,
            engines.prompts,
            options.summary,
            on_progress=lambda done: on_progress("Summarising", done, None),
        )
        flagged += unsupported
        models.append(replace(chat.use, role="summary"))
    texts = [document.title or "", *(block.text for block in document.blocks)]
    mentions = _mentions(_names(options.glossary), [part.text for part in segment(texts)])
    return Brief(
        document=document,
        language=translated.readied.language,
        translation=translation if options.translation else replace(translation, blocks=()),
        summary=summary,
        findings=tuple(flagged),
        num_figures=count_figures(texts),
        num_names=len(mentions),
        terms=term_uses(mentions),
        models=tuple(models),
        version=__version__,
    )


def _translating(
    engines: Engines, options: Options, on_progress: Callable[[str, int, int | None], None]
) -> Callable[[int, int], None]:
    """The translator's progress: it is at work, so the summary model may be opened beside it.

    Not where all is remembered, for then no model may be needed at all; and not before, since
    opening a GGUF holds the interpreter: the translator's own threads must have their batches.
    """

    def translating(done: int, total: int) -> None:
        if options.summary is not None and done < total:
            engines.anticipate_chat()
        on_progress("Translating", done, total)

    return translating


@lru_cache(maxsize=1)
def _names(glossary: tuple[Entry, ...]) -> Names:
    """The names to look for, indexed once for all articles of a run: it takes 0.05 s."""
    return Names([*glossary, *gazetteer()])


def _mentions(names: Names, sentences: Sequence[str]) -> list[Mention]:
    """The names of the source that the translation was checked for."""
    known = names.learned(sentences)
    return [m for sentence in sentences for m in known.mentions(sentence) if not m.tentative]


def _readable(document: Document, encoding: str) -> Document:
    if any(sign.isalpha() for block in document.blocks for sign in block.text):
        return document
    if not encoding.startswith("utf"):  # bytes at random, in the encoding that shows the most
        raise NotText(f"no words found in {document.origin}, read as {encoding}; save it as UTF-8")
    if not any(sign.isalpha() for line in document.removed for sign in line):
        raise EmptyInput(f"no words found in {document.origin}; give an article as text")
    raise EmptyInput(
        f"no article found in {document.origin}: all of its {len(document.removed)} lines look "
        "like a page's menus and forms; paste the article's own text"
    )


def _about_the_source(article: Article, document: Document) -> list[Finding]:
    notes = list(article.notes)
    if document.paywalled:
        notes.append("the text stops at a subscription wall: this is the article's beginning only")
    return [Finding(FindingKind.SOURCE, note) for note in notes]
