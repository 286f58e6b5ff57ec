"""The name ledger: names of French text, and whether and how the English keeps them."""

from newsbrief.names.edit import apply_edits
from newsbrief.names.entry import Entry, Kind
from newsbrief.names.gazetteer import gazetteer
from newsbrief.names.glossary import glossary_of, load_glossary
from newsbrief.names.mention import Mention
from newsbrief.names.mentions import Names
from newsbrief.names.presence import missing, short_of
from newsbrief.names.rare import full_names, misspelled, respellings
from newsbrief.names.repair import joined_in_english, repairs
from newsbrief.names.terms import TermUse, term_uses

__all__ = [
    "Entry",
    "Kind",
    "Mention",
    "Names",
    "TermUse",
    "apply_edits",
    "full_names",
    "gazetteer",
    "glossary_of",
    "joined_in_english",
    "load_glossary",
    "missing",
    "misspelled",
    "repairs",
    "respellings",
    "short_of",
    "term_uses",
]
