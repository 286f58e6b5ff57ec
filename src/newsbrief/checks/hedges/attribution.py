"""Attribution: whether the English keeps the source named by "selon", "d'après", "à en croire"."""

from __future__ import annotations

import re

from newsbrief.checks.hedges.lexicon import alternatives

__all__ = ["lost_attribution"]

_TITLES = r"(?:M\.|MM\.|Mme|Mmes|Mlle|Me|Dr|Pr|Mgr)(?= )"

_NOUN = (
    rf"(?:{alternatives('people')}|{alternatives('institutions')}|{alternatives('documents')})"
    r"(?:[eèi]?r|re|rice|t?eur|s?euse|se|ière|ne|le)?e?[sx]?"
)

_EACH = (
    r"(?:l['’]une? (?:des? |d['’])|la plupart (?:des? |d['’])|la majorité (?:des? |d['’])"
    r"|bon nombre d(?:e |es |['’])|nombre d(?:e |['’])|une (?:grande |large )?partie des "
    r"|(?:une )?\w+aine d(?:e |['’])|beaucoup d(?:e |['’])|certaine?s d(?:e |es |['’]))?"
)

_DETERMINER = (
    r"(?:l['’]|(?:les?|la|une?|des?|du|cet?|cette|ces|son|sa|ses|leurs?|notre|nos|mon|ma|mes|votre"
    r"|vos|plusieurs|certaine?s|divers(?:es)?|différente?s|quelques|deux|trois|quatre|\d+) )?"
)

_WORDS = r"(?:(?!des?\b|du\b|que\b|qui\b|et\b|ou\b|à\b|aux?\b|en\b|par\b)[a-zà-öø-ÿœ-]+ ){0,2}"
_PERSON = r"(?:lui|elle|eux|elles|moi|nous|ce (?:dernier|qu)|cette dernière|ces derni)"

# "Selon la Constitution" means "under": these capitalised words are no sources.
_NO_NAME = r"(?!Constitution|Code\b|Traité|Charte)"

_SOURCE = re.compile(
    r"\b(?:[Ss]elon|SELON|[Dd]['’]après|[ÀA] en croire|à en croire) "
    rf"(?:{_TITLES}|{_PERSON}\b(?!-)|[«“\"]"
    rf"|{_EACH}{_DETERMINER}{_WORDS}(?:{_NO_NAME}[A-ZÀ-ÖØ-ÞŒ]|(?i:{_NOUN})\b))"
)

_SAID = re.compile(
    r"\b(?:according|accord|says?|said|saying|tells?|told|reports?|reported|reporting|reportedly"
    r"|claims?|claimed|believes?|believed|thinks?|thought|estimates?|estimated|argues?|argued"
    r"|sources?|quot\w+|cit\w+|based on|depending"
    r"|in (?:his|her|its|their|my|our|the|[^,;:.]{1,60}(?:'s|’s|s'|s’)) (?:\w+ )?"
    r"(?:view|opinion|words|eyes)|in the (?:view|opinion|words|eyes) of"
    r"|for (?:him|her|them)|by the standards|as per|per|following|shows?|finds?|found|suggests?"
    r"|indicates?|announced?|states?|stated|puts?|writes?|wrote|reveals?|revealed"
    r"|adapted from|inspired by)\b",
    re.IGNORECASE,
)

_REST_OF_WORD = re.compile(r"\w*")  # _SOURCE ends at the first letter of a name


def lost_attribution(source: str, english: str) -> str | None:
    """Return the words by which the French names a source that the English leaves out, or None.

    A source is a name, a title, a person, an institution, or a document such as a survey; what
    follows "selon" may also be a measure ("selon la taille"), which is ignored.
    """
    named = _SOURCE.search(source)
    if named is None or _SAID.search(english):
        return None
    return named.group() + _REST_OF_WORD.match(source, named.end())[0]  # type: ignore[index]
