"""The command line in this process, with an article and what fakes answer to it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from newsbrief import __main__ as entry

if TYPE_CHECKING:
    import pytest


ARTICLE = """Voltarenne passe sous pavillon canadien

Le groupe Northlake a racheté mardi l'entreprise Voltarenne pour 380 millions d'euros.

L'entreprise de Saint-Étienne emploie 412 personnes dans ses deux usines de la Loire.

Les syndicats de l'entreprise réclament une prime de 3 000 euros pour chaque salarié.
"""


ENGLISH = {
    "Voltarenne passe sous pavillon canadien": ["Voltarenne goes under Canadian flag"],
    "Le groupe Northlake a racheté mardi l'entreprise Voltarenne pour 380 millions d'euros.": [
        "The Northlake group bought the company Voltarenne on Tuesday for 380 million euros."
    ],
    "L'entreprise de Saint-Étienne emploie 412 personnes dans ses deux usines de la Loire.": [
        "The Saint-Étienne company employs 412 people in its two Loire plants."
    ],
    "Les syndicats de l'entreprise réclament une prime de 3 000 euros pour chaque salarié.": [
        "The company's unions demand a bonus of 3,000 euros for each employee."
    ],
}


SUMMARY = "1. The Northlake group…\n2. The Saint-Étienne company…\n3. The company's unions…"


def newsbrief(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Run the command in this process; return its exit code."""
    monkeypatch.setattr(sys, "argv", ["newsbrief", *arguments])
    return entry.run()
