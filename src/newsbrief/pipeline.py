"""The one module that knows the order of the stages: Article → Brief, one or several."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief.checks.language import check_french
from newsbrief.checks.names import Entry, Mention, Names, gazetteer, term_uses
from newsbrief.checks.segment import count_figures
from newsbrief.errors import (
    EmptyInput,
    InputError,
    MissingExtra,
    ModelError,
    NewsbriefError,
    NotText,
    UsageError,
)
from newsbrief.readers import read
from newsbrief.results import Brief, Finding, FindingKind, Translation
from newsbrief.summary.summarize import SummaryOptions, summarize
from newsbrief.translation.segments import segment
from newsbrief.translation.translate import translate_many
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.article import Article, Source
    from newsbrief.document import Document
    from newsbrief.engines.protocols import Engines

__all__ = [
    "AHEAD",
    "Options",
    "Readied",
    "Translated",
    "brief",
    "concerns_one_article",
    "no_progress",
    "read_group",
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


if TYPE_CHECKING:
    Due = Readied | Translated | InputError | MissingExtra  # an article, as far as it is


AHEAD = 10  # articles translated together, in 0.6 of the time of one by one; the first waits longer


def read_group(
    sources: Sequence[Source],
    engines: Engines,
    options: Options,
    on_progress: Callable[[str, int, int | None], None],
    *,
    ahead: bool,
) -> list[Due]:
    """Read each article, or the error that it makes when its turn comes.

    With `ahead` their texts are translated together. Raises ModelError where there is no model.
    """
    read = [_read(source, options) for source in sources]
    good = [article for article in read if isinstance(article, Readied)]
    if not ahead or not good:
        return [*read]
    try:
        done = iter(translate_all(good, engines, options, on_progress=on_progress))
    except ModelError as exc:
        if not concerns_one_article(exc):
            raise
        return [*read]  # the article at fault will tell
    return [next(done) if isinstance(article, Readied) else article for article in read]


def _read(source: Source, options: Options) -> Readied | InputError | MissingExtra:
    try:
        return ready(source.read(), options)
    except (InputError, MissingExtra) as exc:
        return exc


def concerns_one_article(exc: NewsbriefError) -> bool:
    """Whether other articles may do better: no missing model, no full disk."""
    return isinstance(exc, (InputError, MissingExtra)) or type(exc) is ModelError
