"""The name ledger: names of French text, and whether and how the English keeps them."""

from newsbrief.names.entry import Entry, Kind
from newsbrief.names.gazetteer import gazetteer
from newsbrief.names.glossary import load_glossary
from newsbrief.names.mention import Mention
from newsbrief.names.mentions import Names
from newsbrief.names.presence import missing, short_of
from newsbrief.names.rare import misspelled, respelled
from newsbrief.names.repair import repaired
from newsbrief.names.terms import TermUse, term_uses

__all__ = [
    "Entry",
    "Kind",
    "Mention",
    "Names",
    "TermUse",
    "gazetteer",
    "load_glossary",
    "missing",
    "misspelled",
    "repaired",
    "respelled",
    "short_of",
    "term_uses",
]
