"""newsbrief as a library: articles in, briefs out, the models kept between calls.

What is done depends on the arguments alone: neither the configuration file nor the environment's
NEWSBRIEF_SENTENCES and its like are looked at. Nothing is printed; messages go to the logger
"newsbrief".
"""

from __future__ import annotations

import hashlib
import inspect
import json
import logging
import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar

from newsbrief import pipeline, results
from newsbrief.article import Article, Source
from newsbrief.engines.backends.configured import KEY_VARIABLE, configured_engines
from newsbrief.errors import NewsbriefError, UsageError
from newsbrief.inputs.expand import InputSettings, expand, in_bytes
from newsbrief.inputs.reading import read_article
from newsbrief.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TypeAlias

    from typing_extensions import Unpack

    from newsbrief.engines.protocols import Engines
    from newsbrief.pipeline import OnProgress

__all__ = ["Brief", "Keywords", "brief", "briefs"]

if TYPE_CHECKING:
    Input: TypeAlias = "Path | str | bytes | Article"
    Result: TypeAlias = tuple[Source, results.Brief | Exception]

Function = TypeVar("Function", bound="Callable[..., Any]")

# One brief at a time: the models use every core, and no two threads may ask one of them at once. A
# thread that has the lock may take it again: its iterable of sources may make briefs itself.
_MODELS = threading.RLock()

logger = logging.getLogger("newsbrief")


class Keywords(TypedDict, total=False):
    """The keyword arguments of `brief` and `briefs`, for type checkers; Settings has the defaults.

    `engines` and `on_progress` are the library's alone.
    """

    sentences: int
    points: int
    summary: bool
    translation: bool
    glossary: Path | str | Mapping[str, str] | None
    force: bool
    model: str | None
    model_translation: str | None
    model_summary: str | None
    llm_url: str | None
    llm_timeout: float | None
    runtime: Literal["auto", "ctranslate2", "transformers"]
    device: Literal["auto", "cpu", "cuda", "mps"]
    prompts: Path | str | None
    cache: bool
    engines: Engines | None
    on_progress: OnProgress | None


def _with_keywords(function: Function) -> Function:
    """Have help and notebooks show the keyword arguments one by one, with their defaults."""
    signature = inspect.signature(function)
    keyword = inspect.Parameter.KEYWORD_ONLY
    defaults = {field.name: field.default for field in fields(Settings)}
    settings = [
        inspect.Parameter(name, keyword, default=defaults.get(name))
        for name in Keywords.__annotations__
    ]
    plain = [
        parameter
        for parameter in signature.parameters.values()
        if parameter.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    vars(function)["__signature__"] = signature.replace(parameters=[*plain, *settings])
    return function


@dataclass(frozen=True, repr=False)
class Brief(results.Brief):
    """A brief of one article: its translation, summary and findings, and the ways to write it.

    A notebook shows it as Markdown. `document` is the article as read, `translation` its blocks in
    English, `summary` has `sentences` and `key_points`, `findings` what a reader must know and
    `flags` those findings that somebody must look into.
    """

    @property
    def title(self) -> str | None:
        """The English title, or the headline that was written for an article without one."""
        headline = self.summary.headline if self.summary else None
        return headline or (self.translation.title if self.translation else None)

    def to_markdown(
        self,
        *,
        layout: Literal["english", "interleaved", "side-by-side"] = "english",
        show_removed: bool = False,
    ) -> str:
        """Return the brief as the command line writes it, behind YAML front matter.

        `layout` "interleaved" sets the French below each block, "side-by-side" both in a table;
        `show_removed` lists the page's clutter.
        """
        from newsbrief.formats import Layout
        from newsbrief.formats.markdown import render

        return render(self, layout=Layout(layout), show_removed=show_removed)

    def to_html(
        self, *, layout: Literal["english", "interleaved", "side-by-side"] = "side-by-side"
    ) -> str:
        """Return one HTML page that needs nothing else; `layout` is how it opens.

        Raises MissingExtra.
        """
        from newsbrief.formats import Layout
        from newsbrief.formats.html import write_html

        return write_html(self, layout=Layout(layout))

    def to_docx(
        self,
        *,
        layout: Literal["english", "interleaved", "side-by-side"] = "english",
        show_removed: bool = False,
    ) -> bytes:
        """Return a Word document, the content of a file. Raises MissingExtra."""
        from newsbrief.formats import Layout
        from newsbrief.formats.docx import write_docx

        return write_docx(self, layout=Layout(layout), show_removed=show_removed)

    def to_json(self) -> str:
        """Return the brief and its findings as one JSON object."""
        from newsbrief.formats.record import to_json

        return to_json(self)

    def to_dict(self) -> dict[str, Any]:
        """Return what `to_json` writes, as a dict of plain values."""
        fields: dict[str, Any] = json.loads(self.to_json())
        return fields

    def __repr__(self) -> str:
        blocks, flags = len(self.document.blocks), len(self.flags)
        return f"<Brief {self.title or self.document.origin!r}: {blocks} blocks, {flags} flagged>"

    def _repr_markdown_(self) -> str:
        """What a notebook shows: the Markdown without its front matter, which is for programs."""
        return self.to_markdown().partition("\n---\n")[2].lstrip("\n")


@_with_keywords
def brief(
    source: Input | None = None, *, text: str | None = None, **keywords: Unpack[Keywords]
) -> Brief:
    """Translate one French article into English, summarise it, and check both.

    The article is `source`: a path or whatever else the command line takes (a str is never the
    text), the bytes of a file, or an `Article`; or it is `text` itself.

    >>> from newsbrief import brief
    >>> article = '''Voltarenne passe sous pavillon canadien
    ...
    ... Le groupe Northlake a racheté mardi l'entreprise Voltarenne pour 380 millions d'euros.
    ...
    ... L'entreprise de Saint-Étienne emploie 412 personnes dans ses deux usines de la Loire.
    ... '''
    >>> result = brief(text=article, sentences=1, points=0)
    >>> result
    <Brief 'Voltarenne passes under Canadian flag': 2 blocks, 0 flagged>
    >>> result.summary.sentences[0].text
    'The Northlake group bought Voltarenne on Tuesday for 380 million euros.'
    >>> print(result.to_markdown(layout="interleaved"))  # doctest: +ELLIPSIS
    ---
    title: Voltarenne passes under Canadian flag
    ...

    `sentences` (1 to 20) and `points` (0 to 20) are the lengths of the summary and of the list of
    key points; without `summary` or `translation` that part is left out. `glossary` is a file, or
    a mapping of French terms to English ones, or to "keep". With `force` a text that seems not to
    be French is translated all the same. Models are named as on the command line, None for
    newsbrief's choice; they are fetched on first use, and those of the last two settings stay
    loaded. Without `cache` nothing is remembered on disk. `engines` replace all settings that
    choose models.

    `on_progress` is called with (stage, done, total or None), maybe by another thread. Calls
    from several threads wait for each other.

    Raises NewsbriefError's children: InputError (EmptyInput, NotText, WrongLanguage), ModelError
    (UnknownModel, ModelUnavailable, WeightsCorrupt), GlossaryError, PromptError, MissingExtra, and
    UsageError for arguments that make no sense.
    """
    item = source if text is None else _article(text)
    if item is None or (source is not None and text is not None):
        raise UsageError("brief() takes an article's source or its text=; give one of them")
    sources = list(_sources(item))
    if len(sources) != 1:
        raise UsageError(f"{source!r} stands for {len(sources)} articles; use briefs()")
    return next(_Call(keywords).briefs(sources, on_error=None))


@_with_keywords
def briefs(
    sources: Iterable[Input],
    *,
    on_error: Callable[[str, NewsbriefError], None] | None = None,
    **keywords: Unpack[Keywords],
) -> Iterator[Brief]:
    """Yield a brief of each article, in order; ten at a time are translated together.

    A source may stand for several articles, as a folder does. The settings are `brief`'s. An
    article that fails ends the iteration with its error, unless `on_error` takes it as (origin,
    error): then the others go on. What would fail for every article is always raised.

    >>> from newsbrief import briefs
    >>> names = ["samples/windows.txt", "nothing.txt"]
    >>> for result in briefs(names, summary=False, on_error=print):
    ...     print(result)
    <Brief 'Saint-Aubin-des-Prés: the swimming pool reopens after 16 months of work': 4 blocks, \
0 flagged>
    nothing.txt no such file: 'nothing.txt'; check the path
    """
    expanded = (source for item in sources for source in _sources(item))
    return _Call(keywords).briefs(expanded, on_error)


def _sources(item: Input) -> Iterator[Source]:
    """The articles that one item stands for. Raises InputError and UsageError."""
    if isinstance(item, Article):
        yield Source(item.origin, "article", lambda: item)
    elif isinstance(item, bytes):
        yield from in_bytes(item, "bytes", "article", None, InputSettings())
    elif isinstance(item, str) and "\n" in item:
        raise UsageError("this is an article's text, not where it is; give it as brief(text=...)")
    else:
        yield from expand([str(item)])


def _article(text: str) -> Article:
    """An article of its text; a character that UTF-8 lacks, half of a pair, is replaced."""
    return read_article(text.encode("utf-8", "replace"), origin="text")


class _Call:
    """One call of the library: its options, its models, and its progress callback."""

    def __init__(self, keywords: Keywords):
        values: dict[str, Any] = {**keywords}
        engines = values.pop("engines", None)
        self._on_progress = values.pop("on_progress", None) or pipeline.no_progress
        settings = Settings.of(values)
        self._options = pipeline.Options.of(settings)
        with _MODELS:
            self._engines, self._reporter = engines_of(settings, engines)

    def briefs(
        self, sources: Iterable[Source], on_error: Callable[[str, NewsbriefError], None] | None
    ) -> Iterator[Brief]:
        """Yield a brief of each article; see `briefs` for `on_error`."""
        results = pipeline.briefs(
            sources, self._engines, self._options, on_progress=self._on_progress
        )
        while pair := self._next(results):
            source, result = pair
            if isinstance(result, NewsbriefError) and on_error is not None:
                on_error(source.origin, result)
            elif isinstance(result, Exception):
                raise result
            else:
                yield Brief(**{field.name: getattr(result, field.name) for field in fields(result)})

    def _next(self, results: Iterator[Result]) -> Result | None:
        with self._models():
            return next(results, None)

    @contextmanager
    def _models(self) -> Iterator[None]:
        """Keep other threads from the models, and pass on what they report."""
        with _MODELS:
            before = self._reporter.on_progress
            self._reporter.on_progress = self._on_progress
            try:
                yield
            finally:
                self._reporter.on_progress = before


def engines_of(settings: Settings, engines: Engines | None) -> tuple[Engines, Reporter]:
    """Return `engines`, or those of the settings, and what they report to.

    Those of the last two settings stay loaded. Raises PromptError.
    """
    if engines is not None:
        return engines, Reporter()
    # Another home means other weights and another memory; another key, other rights at the server.
    key = hashlib.sha256(os.environ.get(KEY_VARIABLE, "").encode("utf-8", "replace")).digest()
    return _kept_engines(settings.of_models(), os.environ.get("NEWSBRIEF_HOME"), key)


@lru_cache(maxsize=2)
def _kept_engines(settings: Settings, home: str | None, key: bytes) -> tuple[Engines, Reporter]:
    reporter = Reporter()
    # The server is asked for its model when the first summary is made.
    return configured_engines(settings, reporter, ask_server=False), reporter


class Reporter:
    """Takes what models report while they are fetched and loaded, for the call under way."""

    def __init__(self) -> None:
        self.on_progress: OnProgress | None = None
        self._stage, self._done = "", 0
        self._total: int | None = None

    def start(self, label: str, total: int | None) -> None:
        """Begin a stage of `total` bytes."""
        self._stage, self._done, self._total = label, 0, total
        self.advance(0)

    def advance(self, amount: int) -> None:
        """Report that `amount` more is done."""
        self._done += amount
        if self.on_progress is not None:
            self.on_progress(self._stage, self._done, self._total)

    def note(self, message: str) -> None:
        """Log one line."""
        logger.info(message)

    def finish(self) -> None:
        """End the stage."""
