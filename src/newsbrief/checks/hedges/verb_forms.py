"""French verb forms: which words are conditionals, and their present indicative."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Conditional", "conditional_form", "is_participle"]


@dataclass(frozen=True)
class Conditional:
    """A third-person conditional: "seraient" is the stem "ser", plural."""

    stem: str  # the future stem, as in "envisager", "ser", "viendr"
    plural: bool

    @property
    def present(self) -> str:
        """The same verb in the present indicative: "sont", "envisage", "viennent"."""
        return _present(self.stem, plural=self.plural)

    @property
    def future(self) -> str:
        """The same verb in the future: "seront", "envisagera", "viendront"."""
        return f"{self.stem}{'ont' if self.plural else 'a'}"


_FORM = re.compile(r"(?P<stem>[a-zà-öø-ÿœ]*r)(?:ait|(?P<plural>aient))")


# An imperfect of a verb in -rer ("il entrait") ends like a conditional and differs in its stem:
# these endings are all that a future stem can have, but for the verbs in -irer listed below.
_FUTURE_STEM = re.compile(
    r"\w*(?:er|[^aiou]ir|[ou]ir|rir|plair|tair|[ds]trair|xtrair"
    r"|[aeo]ndr|[eo]rdr|[aeo]indr|oudr|iendr|v?audr|mettr|battr|[ao][iî]tr|cevr|ivr"
    r"|verr|querr|courr|ompr|clur|vaincr)"
    r"|pourr|devr|voudr|saur|aur|mourr|pleuvr|haïr|ir"
)


_IMPERFECT_STEMS = frozenset(
    """tir retir attir étir soutir vir chavir admir mir inspir respir aspir expir conspir
    transpir désir cir déchir délir empir soupir livr délivr enivr givr scandr effondr
    engendr foudr poudr
    saupoudr""".split()
)


def conditional_form(word: str) -> Conditional | None:
    """Read a lower-case word as a third-person conditional, or None: "serait", not "entrait"."""
    match = _FORM.fullmatch(word)
    if not match or match["stem"] in _IMPERFECT_STEMS or not _FUTURE_STEM.fullmatch(match["stem"]):
        return None
    return Conditional(match["stem"], bool(match["plural"]))


# Whole stems: third persons singular and plural of the present.
_IRREGULAR = {
    "ser": ("est", "sont"),
    "aur": ("a", "ont"),
    "ir": ("va", "vont"),
    "fer": ("fait", "font"),
    "refer": ("refait", "refont"),
    "satisfer": ("satisfait", "satisfont"),
    "saur": ("sait", "savent"),
    "devr": ("doit", "doivent"),
    "pourr": ("peut", "peuvent"),
    "voudr": ("veut", "veulent"),
    "faudr": ("faut", "faut"),
    "mourr": ("meurt", "meurent"),
    "répartir": ("répartit", "répartissent"),
    "asservir": ("asservit", "asservissent"),
    "assortir": ("assortit", "assortissent"),
    "haïr": ("hait", "haïssent"),
    "rir": ("rit", "rient"),
    "sourir": ("sourit", "sourient"),
    **{f"{p}lir": (f"{p}lit", f"{p}lisent") for p in ("", "re", "é", "réé")},
    **{f"{p}dir": (f"{p}dit", f"{p}disent") for p in ("", "re", "contre", "inter", "pré", "mé")},
}


# Endings of stems, the first that fits, with the endings of the present.
_ENDINGS = (
    ("enverr", "envoie", "envoient"),
    ("verr", "voit", "voient"),
    ("oir", "oit", "oient"),
    ("cevr", "çoit", "çoivent"),
    ("ivr", "it", "ivent"),
    ("tiendr", "tient", "tiennent"),
    ("viendr", "vient", "viennent"),
    ("prendr", "prend", "prennent"),
    ("audr", "aut", "alent"),
    ("soudr", "sout", "solvent"),
    ("indr", "int", "ignent"),
    ("dr", "d", "dent"),
    ("courr", "court", "courent"),
    ("querr", "quiert", "quièrent"),
    ("mettr", "met", "mettent"),
    ("battr", "bat", "battent"),
    ("aîtr", "aît", "aissent"),
    ("aitr", "ait", "aissent"),
    ("oîtr", "oît", "oissent"),
    ("plair", "plaît", "plaisent"),
    ("trair", "trait", "traient"),
    ("tair", "tait", "taisent"),
    ("ompr", "ompt", "ompent"),
    ("clur", "clut", "cluent"),
    ("vaincr", "vainc", "vainquent"),
    ("crir", "crit", "crivent"),
    ("suffir", "suffit", "suffisent"),
    ("fuir", "fuit", "fuient"),
    ("uir", "uit", "uisent"),
    ("sortir", "sort", "sortent"),
    ("partir", "part", "partent"),
    ("dormir", "dort", "dorment"),
    ("sentir", "sent", "sentent"),
    ("pentir", "pent", "pentent"),
    ("mentir", "ment", "mentent"),
    ("servir", "sert", "servent"),
    ("vêtir", "vêt", "vêtent"),
    ("vrir", "vre", "vrent"),
    ("ffrir", "ffre", "ffrent"),
    ("ir", "it", "issent"),
    ("er", "e", "ent"),
)


_SHARP = re.compile(r"é(qu|gu|[^aeiouyéèê]+)er$")


def _present(stem: str, *, plural: bool) -> str:
    if stem in _IRREGULAR:
        return _IRREGULAR[stem][plural]
    # "céder" keeps its é in the future ("céderait") and not in the present ("cède").
    stem = _SHARP.sub(r"è\1er", stem)
    ending, *forms = next(row for row in _ENDINGS if stem.endswith(row[0]))
    return stem.removesuffix(ending) + forms[plural]


_PARTICIPLE = re.compile(
    r"\w+é(?:e|s|es)?"
    r"|\w*[^aeiou\W](?:i|u|û)(?:e|s|es)?"
    r"|\w*(?:fui|cueilli|eu|trahi|haï|ouï|suivi|acclu)(?:e|s|es)?"
    r"|\w*(?:fait|dit|crit|uit|aint|eint|oint|ert|mort|clos|trait)(?:e|s|es)?"
    r"|\w*(?:mis|pris|quis|assis|inclus|exclus|sous)(?:e|es)?"
)


# Words that end like one, and stand where one may: after "aurait" and "serait".
_NO_PARTICIPLE = frozenset(
    """lieu peu du dus plus trois tous ici ainsi aussi parmi lui celui qui quoi si mi lundi mardi
    jeudi samedi midi jusqu sous dessous feu jeu milieu bleu ni demi abri merci défi conflit
    début but individu individus plusieurs député députée députés députées blessés employés
    salariés énergie envie partie vie majorité capacité possibilité nationalité sous refus accru-s
    petit petite petits fort forte part tort revenu revenus vertu situé âgé âgée âgés âgées
    associés tués morts quantité quantités nuit nuits toit droit effectif depuis puis juillet
    produit produits crédit appui ennui conduite suite faillite fuite élu élus""".split()
)


def is_participle(word: str) -> bool:
    """Tell whether a lower-case word looks like a past participle."""
    return word not in _NO_PARTICIPLE and bool(_PARTICIPLE.fullmatch(word))
