"""French sentence → the conditionals that report something unconfirmed."""

from __future__ import annotations

from dataclasses import dataclass

from newsbrief.conditional.context import Clue, supposes
from newsbrief.conditional.groups import normalised, verb_groups

__all__ = ["Reported", "reported"]


@dataclass(frozen=True)
class Reported:
    """A verb that reports: characters `start` to `end` of the sentence ("aurait déjà été vu").

    The first `form_length` characters are the conditional word with its inverted pronoun
    ("aurait-il"); `present` is the word's present indicative.
    """

    start: int
    end: int
    form_length: int
    present: str
    plural: bool
    compound: bool


def reported(sentence: str) -> tuple[Reported, ...]:
    """Find the conditionals of one French sentence that report, in order."""
    text = normalised(sentence)
    return tuple(
        Reported(
            start=verb.start,
            end=verb.end,
            form_length=verb.word_end - verb.start,
            present=verb.form.present,
            plural=verb.form.plural,
            compound=verb.compound,
        )
        for verb in verb_groups(sentence)
        if not supposes(Clue(text, verb))
    )
