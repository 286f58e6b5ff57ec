"""One document through the translation, as most tests want it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsbrief.translation.translate import translate_many

if TYPE_CHECKING:
    from newsbrief.document import Document
    from newsbrief.engines.protocols import Translator
    from newsbrief.results import Finding, Translation


def translate(
    document: Document, translator: Translator, *names: Any, **options: Any
) -> tuple[Translation, list[Finding]]:
    (translated,) = translate_many([document], translator, *names, **options)
    return translated
