"""The words that French writes figures with."""

from __future__ import annotations

from decimal import Decimal

from newsbrief.checks.figures.lexicon import Lexicon, UnitOf, unit_words
from newsbrief.checks.figures.literals import SPACES
from newsbrief.checks.figures.spelled_out import join_french

__all__ = ["COLLECTIVES", "DECADES", "FRENCH", "IMPLIED", "MAGNITUDES", "PARTS"]


_ONES = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
).split()


_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip


_STEMS = {
    "deux": 2, "trois": 3, "quatr": 4, "cinqu": 5, "six": 6, "sept": 7, "huit": 8, "neuv": 9,
    "dix": 10, "onz": 11, "douz": 12, "treiz": 13, "quatorz": 14, "quinz": 15, "seiz": 16,
    "un": 1, "vingt": 20, "trent": 30, "quarant": 40, "cinquant": 50, "soixant": 60, "cent": 100,
}  # fmt: skip


_FIRSTS = {
    "premier": 1, "première": 1, "premiers": 1, "premières": 1, "second": 2, "seconde": 2,
    "seconds": 2,
}  # fmt: skip


COLLECTIVES = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip


MAGNITUDES = {f"{word}s": Decimal(value) for word, value in COLLECTIVES.items() if value <= 100} | {
    "milliers": Decimal(1000),
    "millions": Decimal(10) ** 6,
    "milliards": Decimal(10) ** 9,
}


PARTS = {"tiers": 3, "quart": 4, "quarts": 4} | {
    f"{stem}ième{end}": value for stem, value in _STEMS.items() if value >= 5 for end in ("", "s")
}


DECADES = {
    "vingt": 1920, "trente": 1930, "quarante": 1940, "cinquante": 1950, "soixante": 1960,
    "soixante-dix": 1970, "quatre-vingt": 1980, "quatre-vingts": 1980, "quatre-vingt-dix": 1990,
    "deux mille": 2000,
}  # fmt: skip


_UNITS = unit_words(
    {
        "EUR": "euro euros",
        "USD": "dollar dollars dollars_américains dollars_us",
        "CAD": "dollars_canadiens",
        "AUD": "dollars_australiens",
        "HKD": "dollars_de_hong_kong",
        "GBP": "livres_sterling livre_sterling livres_britanniques",
        "pound": "livre livres",
        "TRY": "livres_turques",
        "CNY": "yuan yuans renminbi renminbis",
        "CHF": "francs_suisses franc_suisse",
        "XOF": "francs_cfa",
        "FRF": "franc francs",
        "JPY": "yen yens",
        "RUB": "rouble roubles",
        "INR": "roupie roupies",
        "KRW": "won wons",
        "BRL": "real reais réal réals",
        "crown": "couronne couronnes",
        "cent": "centime centimes centimes_d'euro cent cents",
        "%": "pour_cent pour-cent pourcent pourcents %",
        "point": "point points points_de_pourcentage point_de_pourcentage",
        "bp": "points_de_base point_de_base",
        "years": "an ans année années décennie*10 décennies*10 siècle*100 siècles*100",
        "ly": "année-lumière années-lumière année_lumière années_lumière",
        "months": "mois trimestre*3 trimestres*3 semestre*6 semestres*6",
        "weeks": "semaine semaines",
        "days": "jour jours journée journées",
        "h": "heure heures",
        "min": "minute minutes",
        "s": "seconde secondes",
        "km": "kilomètre kilomètres",
        "km/h": "kilomètres_à_l'heure kilomètres_heure kilomètres-heure kilomètres_par_heure "
        "kilomètre-heure kilomètre_par_heure",
        "m": "mètre mètres",
        "cm": "centimètre centimètres",
        "mm": "millimètre millimètres",
        "mile": "mile miles",
        "ft": "pied pieds",
        "in": "pouce pouces",
        "km2": "kilomètres_carrés kilomètre_carré",
        "m2": "mètres_carrés mètre_carré",
        "m3": "mètres_cubes mètre_cube",
        "ha": "hectare hectares",
        "kg": "kilo kilos kilogramme kilogrammes",
        "g": "gramme grammes",
        "t": "tonne tonnes",
        "l": "litre litres",
        "W": "watt watts",
        "kW": "kilowatt kilowatts",
        "MW": "mégawatt mégawatts",
        "GW": "gigawatt gigawatts",
        "kWh": "kilowattheure kilowattheures kilowatts-heure kilowatt-heure",
        "MWh": "mégawattheure mégawattheures mégawatts-heure",
        "TWh": "térawattheure térawattheures térawatts-heure",
        "°C": "degrés_celsius degré_celsius",
        "°": "degré degrés",
        "GB": "gigaoctet gigaoctets",
        "barrel": "baril barils",
    }
)


# Words that count without a number. They may answer a figure in English ("sexagénaire" → "in his
# sixties"), and nobody misses them where English says it otherwise.
_VERBS = {"doubl": 2, "tripl": 3, "quadrupl": 4, "quintupl": 5, "décupl": 10, "centupl": 100}


_VERB_ENDS = "e er é ée és ées ent ait aient era eront ant es ement".split()


_IMPLIED_ROWS = {
    "": "couple*2 paire*2 duo*2 binôme*2 jumeaux*2 jumelles*2 trio*3 tiercé*3 quatuor*4 "
    "moitiés*0.5 zéro*0 bis*2 doublement*2 triplement*3 trentenaire*30 quadragénaire*40 biennal*2 "
    "triennal*3 deuxièmement*2 duel*2 doublette*2 unique*1 mi*0.5",
    "years": "quinquagénaire*50 sexagénaire*60 septuagénaire*70 octogénaire*80 nonagénaire*90 "
    "centenaire*100 bicentenaire*200 tricentenaire*300 cinquantenaire*50 quinquennat*5 "
    "quinquennal*5 quinquennale*5 septennat*7 décennie*10 décennal*10 décennale*10 siècle*100 "
    "millénaire*1000 biennale*2 septuagénaires*70 octogénaires*80 sexagénaires*60 centenaires*100 "
    "quinquagénaires*50 nonagénaires*90",
    "months": "trimestre*3 semestre*6 semestriel*6 semestrielle*6 trimestriel*3 trimestrielle*3",
    "days": "quinzaine*14",
    "time": "midi*720 minuit*1440",
}


IMPLIED: dict[str, UnitOf] = {
    f"{stem}{end}": ("", Decimal(value)) for stem, value in _VERBS.items() for end in _VERB_ENDS
} | unit_words(_IMPLIED_ROWS)


FRENCH = Lexicon(
    group_marks=SPACES + ".'’",
    decimal_mark=",",
    cardinals={word: value for value, word in enumerate(_ONES)} | {"une": 1} | _TENS,
    ordinals={f"{stem}ième{end}": value for stem, value in _STEMS.items() for end in ("", "s")}
    | _FIRSTS,
    lone_ordinals=frozenset(_FIRSTS),
    hundreds=frozenset({"cent", "cents"}),
    scales={
        "mille": Decimal(1000),
        "mil": Decimal(1000),
        "millier": Decimal(1000),
        "milliers": Decimal(1000),
        "million": Decimal(10) ** 6,
        "millions": Decimal(10) ** 6,
        "milliard": Decimal(10) ** 9,
        "milliards": Decimal(10) ** 9,
        "billion": Decimal(10) ** 12,
        "billions": Decimal(10) ** 12,
        "trillion": Decimal(10) ** 18,
        "trillions": Decimal(10) ** 18,
    },
    collectives={
        f"{word}{end}": Decimal(value) for word, value in COLLECTIVES.items() for end in ("", "s")
    },
    months={
        word: number
        for number, row in enumerate(
            "janvier janv,février févr fév,mars,avril avr,mai,juin,juillet juil,août,"
            "septembre sept,octobre oct,novembre nov,décembre déc".split(","),
            start=1,
        )
        for word in row.split()
    }
    | {"fevrier": 2, "aout": 8, "decembre": 12},
    units=_UNITS,
    articles=frozenset({"un", "une"}),
    ordinal_ends="ers?|res?|ères?|nde?s?|i?èmes?|i?emes?|es?|ès|ᵉʳ?",
    adjectives=r"\s(?:derni(?:er|ère)s|premi(?:er|ère)s|prochaine?s|longue?s|petite?s|bonn?e?s|autres|"
    r"nouve(?:aux|lles)|pleine?s|grande?s|courte?s)",
    linkers=r"d['’]|de\s",
    half=r"\set\sdemie?(?![^\W_])",
    times=r"\sfois(?![^\W_])",
    scale_signs={
        "k": Decimal(1000),
        "K": Decimal(1000),
        "M": Decimal(10) ** 6,
        "Mio": Decimal(10) ** 6,
        **dict.fromkeys(("Md", "Mds", "md", "mds", "MD", "MDS"), Decimal(10) ** 9),
        "Mrd": Decimal(10) ** 9,
        "Mrds": Decimal(10) ** 9,
        "G": Decimal(10) ** 9,
    },
    century=r"\s(?:siècles?|s\.)(?![^\W_])",
    range_links=r"\s?[-–—]\s?|\s(?:à|a|au|ou|voire|jusqu['’]à)\s(?:près\sde\s|plus\sde\s)?",
    conjunction=r"\set\s(?:le\s|du\s|de\sla\s|au\s|les\s)?",
    between=r"entre(?:\sle|\sles)?|les|des",
    under=r"près\sd[e'’]|presque|quasi(?:ment)?|moins\sd[e'’]|pas\sloin\sd[e'’]|jusqu['’]à|"
    r"à\speine|au\splus|un\speu\smoins\sd[e'’]|maximum",
    over=r"plus\sd[e'’]|au\smoins|au-delà\sd[e'’]|supérieure?s?\sà|au-dessus\sd[e'’]|dépass\w{1,6}|"
    r"minimum|bien\splus\sd[e'’]",
    about=r"environ|quelque|quelques|autour\sd[e'’]|à\speu\sprès|approximativement|vers|"
    r"de\sl['’]ordre\sd[e'’]|(?:aux|dans\sles)\salentours\sd[e'’]|une\s(?:petite|bonne)|~|≈",
    about_after=r"\s(?:environ|à\speu\sprès|ou\spresque)(?![^\W_])",
    join=join_french,
)
