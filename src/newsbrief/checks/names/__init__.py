"""Names: those of a French sentence, and whether its English has them in their right form."""

from newsbrief.checks.names.edit import apply_edits
from newsbrief.checks.names.entry import Entry, Kind, Mention, gazetteer
from newsbrief.checks.names.glossary import glossary_of, load_glossary, term_uses
from newsbrief.checks.names.mentions import Names
from newsbrief.checks.names.misspelled import full_names, misspelled, respellings
from newsbrief.checks.names.presence import missing, short_of
from newsbrief.checks.names.repair import joined_in_english, repairs
from newsbrief.results import TermUse

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
