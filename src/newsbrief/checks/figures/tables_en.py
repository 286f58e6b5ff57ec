"""The words that English writes figures with."""

from __future__ import annotations

from decimal import Decimal

from newsbrief.checks.figures.lexicon import Lexicon, UnitOf, unit_words
from newsbrief.checks.figures.literals import SPACES
from newsbrief.checks.figures.spelled_out import join_english

__all__ = ["COLLECTIVES", "DECADES", "ENGLISH", "IMPLIED", "MAGNITUDES", "MONTH_NAMES", "PARTS"]


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()


_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()


MONTH_NAMES = (
    "January February March April May June July August September October November December"
).split()


COLLECTIVES = {"dozen": Decimal(12), "score": Decimal(20)}


MAGNITUDES = {
    "tens": Decimal(10),
    "dozens": Decimal(12),
    "hundreds": Decimal(100),
    "thousands": Decimal(1000),
    "millions": Decimal(10) ** 6,
    "billions": Decimal(10) ** 9,
    "trillions": Decimal(10) ** 12,
}


PARTS = {"third": 3, "quarter": 4, "fourth": 4} | {
    word: value for value, word in enumerate(_ORDINALS, start=1) if value >= 5
} | {"twentieth": 20, "hundredth": 100, "thousandth": 1000}  # fmt: skip


DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960,
    "seventies": 1970, "eighties": 1980, "nineties": 1990,
}  # fmt: skip


_UNITS = unit_words(
    {
        "EUR": "euro euros",
        "USD": "dollar dollars us_dollar us_dollars american_dollars u.s._dollars",
        "CAD": "canadian_dollar canadian_dollars",
        "AUD": "australian_dollar australian_dollars",
        "HKD": "hong_kong_dollars",
        "GBP": "pounds_sterling pound_sterling british_pounds sterling",
        "pound": "pound pounds lb lbs",
        "TRY": "turkish_lira turkish_liras turkish_pounds",
        "CNY": "yuan yuans renminbi chinese_yuan",
        "CHF": "swiss_francs swiss_franc",
        "XOF": "cfa_francs francs_cfa cfa_franc",
        "FRF": "franc francs french_francs",
        "JPY": "yen yens japanese_yen",
        "RUB": "rouble roubles ruble rubles",
        "INR": "rupee rupees",
        "KRW": "won south_korean_won",
        "BRL": "reais",
        "crown": "crown crowns krona kronor krone kroner koruna korunas koruny",
        "cent": "cent cents eurocents euro_cents euro_cent cents_euro centime centimes",
        "%": "per_cent percent pct percents %",
        "point": "point points percentage_point percentage_points",
        "bp": "basis_point basis_points",
        "years": "year years yr yrs year's years' decade*10 decades*10 century*100 centuries*100",
        "ly": "light-year light-years light_year light_years",
        "months": "month months quarter*3 quarters*3 semester*6 semesters*6",
        "weeks": "week weeks fortnight*2 fortnights*2",
        "days": "day days",
        "h": "hour hours hrs hr",
        "min": "minute minutes mins",
        "s": "second seconds secs",
        "km": "kilometre kilometres kilometer kilometers",
        "km/h": "kilometres_per_hour kilometers_per_hour kilometres_an_hour kilometers_an_hour",
        "m": "metre metres meter meters",
        "cm": "centimetre centimetres centimeter centimeters",
        "mm": "millimetre millimetres millimeter millimeters",
        "mile": "mile miles",
        "ft": "foot feet",
        "in": "inch inches",
        "km2": "square_kilometres square_kilometers square_kilometre square_kilometer",
        "m2": "square_metres square_meters square_metre square_meter",
        "m3": "cubic_metres cubic_meters cubic_metre cubic_meter",
        "ha": "hectare hectares",
        "kg": "kilo kilos kilogram kilograms kilogramme kilogrammes",
        "g": "gram grams gramme grammes",
        "t": "tonne tonnes ton tons metric_tons metric_tonnes",
        "l": "litre litres liter liters",
        "W": "watt watts",
        "kW": "kilowatt kilowatts",
        "MW": "megawatt megawatts",
        "GW": "gigawatt gigawatts",
        "kWh": "kilowatt-hour kilowatt-hours kilowatt_hours kilowatthours",
        "MWh": "megawatt-hour megawatt-hours megawatt_hours",
        "TWh": "terawatt-hour terawatt-hours terawatt_hours",
        "°C": "degrees_celsius degree_celsius degrees_centigrade",
        "°F": "degrees_fahrenheit",
        "°": "degree degrees",
        "GB": "gigabyte gigabytes",
        "barrel": "barrel barrels",
    }
)


# Words that count without a number: they may answer a French figure, and are no addition.
_FOLDS = {
    "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7,
    "eightfold": 8, "ninefold": 9, "tenfold": 10, "hundredfold": 100,
}  # fmt: skip


_IMPLIED_ROWS = {
    "": "one*1 once*1 both*2 twice*2 double*2 doubles*2 doubled*2 doubling*2 couple*2 pair*2 duo*2 "
    "twin*2 twins*2 thrice*3 triple*3 triples*3 tripled*3 tripling*3 treble*3 trebled*3 trio*3 "
    "triplet*3 quadruple*4 quadrupled*4 quadrupling*4 quartet*4 quintuple*5 quintupled*5 zero*0 "
    "nil*0 none*0 secondly*2 either*2 neither*2 alone*1 single*1 biennial*2 ",
    "years": "decade*10 century*100 millennium*1000 centenary*100 centennial*100 bicentenary*200 "
    "bicentennial*200 centenarian*100 octogenarian*80 septuagenarian*70 sexagenarian*60 "
    "nonagenarian*90",
    "months": "quarter*3 semester*6 quarterly*3",
    "weeks": "fortnight*2",
    "time": "noon*720 midday*720 midnight*1440",
}


IMPLIED: dict[str, UnitOf] = {
    word: ("", Decimal(value)) for word, value in _FOLDS.items()
} | unit_words(_IMPLIED_ROWS)


ENGLISH = Lexicon(
    group_marks="," + SPACES,
    decimal_mark=".",
    cardinals={word: value for value, word in enumerate(_ONES)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)},
    ordinals={word: value for value, word in enumerate(_ORDINALS, start=1)}
    | {f"{word[:-1]}ieth": 10 * value for value, word in enumerate(_TENS, start=2)}
    | {"hundredth": 100},
    lone_ordinals=frozenset(),
    hundreds=frozenset({"hundred"}),
    scales={
        "thousand": Decimal(1000),
        "thousands": Decimal(1000),
        "million": Decimal(10) ** 6,
        "millions": Decimal(10) ** 6,
        "billion": Decimal(10) ** 9,
        "billions": Decimal(10) ** 9,
        "trillion": Decimal(10) ** 12,
        "trillions": Decimal(10) ** 12,
        "quadrillion": Decimal(10) ** 15,
        "quintillion": Decimal(10) ** 18,
    },
    collectives=COLLECTIVES | {"hundred": Decimal(100)},
    months={
        word: number
        for number, row in enumerate(
            "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,"
            "september sept sep,october oct,november nov,december dec".split(","),
            start=1,
        )
        for word in row.split()
    },
    units=_UNITS,
    articles=frozenset({"one"}),
    ordinal_ends="st|nd|rd|th|ST|ND|RD|TH",
    adjectives=r"\s(?:last|past|first|next|previous|following|coming|long|short|more|additional|full|whole|"
    r"consecutive|straight|extra|good|other|further|small|new|final|czech|"
    r"(?!canad|austral|americ|brit|turk|swiss)[a-z]{2,12}(?:ian|an|ese|ish))",
    linkers=r"of\s(?:an?\s)?|an?\s",
    half=r"[\s-]and[\s-]a[\s-]half(?![^\W_])",
    times=r"[\s-](?:times|fold)(?![^\W_])",
    scale_signs={
        "k": Decimal(1000),
        "K": Decimal(1000),
        "m": Decimal(10) ** 6,
        "M": Decimal(10) ** 6,
        "mn": Decimal(10) ** 6,
        "mln": Decimal(10) ** 6,
        "bn": Decimal(10) ** 9,
        "bln": Decimal(10) ** 9,
        "B": Decimal(10) ** 9,
        "b": Decimal(10) ** 9,
        "tn": Decimal(10) ** 12,
        "trn": Decimal(10) ** 12,
        "T": Decimal(10) ** 12,
    },
    century=r"[\s-]centur(?:y|ies)(?![^\W_])",
    range_links=r"\s?[-–—]\s?|\s(?:to|or|through|till|until)\s(?:the\s|as\smuch\sas\s|almost\s|"
    r"nearly\s)?(?:[$€£]\s?)?",
    conjunction=r"\sand\s(?:the\s)?(?:[$€£]\s?)?",
    between=r"between(?:\sthe)?|from(?:\sthe)?|the",
    under=r"nearly|almost|close\sto|just\sunder|less\sthan|fewer\sthan|under|up\sto|below|"
    r"not\sfar\sfrom|approaching|at\smost|a\slittle\sless\sthan|barely",
    over=r"over|more\sthan|at\sleast|above|exceed(?:s|ed|ing)?|just\sover|upwards\sof|"
    r"in\sexcess\sof|beyond|a\slittle\smore\sthan|greater\sthan",
    about=r"about|around|some|roughly|approximately|approx\.?|circa|an?\sestimated|"
    r"(?:in|of)\sthe\s(?:region|order|vicinity)\sof|(?:about|around)\sthe|~|≈|nearly",
    about_after=r"\s(?:or\sso|approximately|roughly)(?![^\W_])",
    join=join_english,
)
