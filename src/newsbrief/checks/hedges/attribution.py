"""Who says it: "selon", "d'après" and "à en croire" of the French against the English."""

from __future__ import annotations

import re

__all__ = ["lost_attribution"]


_TITLES = r"(?:M\.|MM\.|Mme|Mmes|Mlle|Me|Dr|Pr|Mgr)(?= )"


# Who or what may say something. A measure ("selon la taille", "l'heure", "ses moyens") is none,
# and a film is made "d'après le roman".
_PEOPLE = (
    r"avocat|auteur|analyste|expert|spécialiste|chercheu|scientifique|économiste|historien|juriste"
    r"|sociologue|politologue|psychologue|géologue|climatologue|médecin|docteur|professeur"
    r"|enseignant|élève|étudiant|infirmi|témoin|victime|voisin|habitant|riverain|proche|parent"
    r"|ami|collègue|collaborat|conseill|directeur|directrice|dirigeant|patron|président|ministre"
    r"|maire|préfet|député|sénat|élu|porte-parole|responsable|représentant|délégué|syndicaliste"
    r"|procureur|juge|magistrat|enquêteur|policier|gendarme|militaire|soldat|général|colonel"
    r"|officier|diplomate|ambassad|journaliste|observateur|correspondant|commentateur|critique"
    r"|biographe|écrivain|philosophe|organisat|manifestant|opposant|détracteur|défenseur|partisan"
    r"|adversaire|concurrent|client|consommateur|usager|passager|salarié|employé|employeur|ouvri"
    r"|agriculteur|pêcheur|producteur|fabricant|constructeur|vendeur|commerçant|investisseur"
    r"|actionnaire|banquier|courtier|pompier|secouriste|pilote|entraîneur|joueu|secrétaire"
    r"|chef|chancel|premier ministre|roi|reine|pape|évêque|fondat|accusat|plaignant|intéressé"
    r"|prévisionniste|météorologue|traducteur|avocate|femme|homme|mère|père|frère|sœur|fils|fille"
    r"|mari|épouse|veuve|famille|gens|français|russe|ukrainien|américain|britannique|chinois"
    r"|israélien|palestinien|rebelle|leader|confrère|professionnel|connaisseur|linguiste|astronome"
    r"|physicien|biologiste|archéologue|épidémiologiste|démographe|urbaniste|architecte"
    r"|ingénieur|technicien|notaire|créancier|locataire|propriétaire|hôte|auditeur|rapporteur"
    r"|agent|exploitant|gestionnaire|armateur|vétérinaire|négociant|garde|assureur|gérant|exilé"
    r"|réfugié|migrant|détenu|prévenu|suspect|meneur|sportif|arbitre|supporter"
)


_INSTITUTIONS = (
    r"gouvernement|ministère|mairie|préfecture|parquet|police|gendarmerie|justice|tribunal|cour"
    r"|armée|état-major|présidence|opposition|majorité|parti|syndicat|association|fédération|ligue"
    r"|union|confédération|organisation|ong|fondation|institut|observatoire|agence|banque|entreprise"
    r"|société|groupe|compagnie|firme|cabinet|commission|comité|conseil|université|hôpital"
    r"|laboratoire|office|bureau|autorité|régime|chambre|assemblée|entourage|direction|défense"
    r"|accusation|club|équipe|presse|journal|quotidien|hebdomadaire|magazine|mensuel|revue|chaîne"
    r"|télévision|radio|média|site|réseau|opérateur|diplomatie|service|administration|département"
    r"|collectif|élysée|maison-blanche|kremlin|think tank|centre|musée|église|camp"
    r"|inspection|franceinfo|rédaction|coalition|mouvement"
)


_SOURCES = (
    r"source|sondage|enquête|étude|rapport|statistique|estimation|chiffre|donnée|bilan|recensement"
    r"|décompte|information|communiqué|document|note|dossier|témoignage|déclaration|dire|propos"
    r"|rumeur|analyse|classement|baromètre|indiscrétion|aveu|récit|version|article|dépêche"
    r"|annonce|premiers? éléments?|éléments?|constatation|constat|expertise|autopsie|projection"
    r"|prévision|évaluation|résultat|recherche|publication|compte rendu|mémoire|lettre|câble"
)


_NOUN = (
    rf"(?:{_PEOPLE}|{_INSTITUTIONS}|{_SOURCES})"
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


# "Selon la Constitution" is "under" it: no opinion.
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


_REST_OF_WORD = re.compile(r"\w*")  # the pattern of a source stops at a name's first letter


def lost_attribution(source: str, english: str) -> str | None:
    """Return the words by which the French names a source that the English leaves out, or None.

    What follows "selon" must be one that speaks: a name, a title, a person, an institution, or a
    survey or other source; "selon la taille" measures.
    """
    named = _SOURCE.search(source)
    if named is None or _SAID.search(english):
        return None
    return named.group() + _REST_OF_WORD.match(source, named.end())[0]  # type: ignore[index]
