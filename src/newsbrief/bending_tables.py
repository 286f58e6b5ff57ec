"""Which English words and phrases a sentence can lose, and which govern what it keeps."""

from __future__ import annotations

import re

__all__ = [
    "ADDED",
    "DAYS",
    "GOVERNS",
    "LIGHT",
    "LIGHT_HEADS",
    "LIGHT_TAILS",
    "NARROWS",
    "OPENERS",
    "OWN_CLAUSE",
    "PAST",
    "PRESENT",
    "PRONOUNS",
    "RELATIVE",
    "SHORT",
    "TAKES_BACK",
    "TIMES",
    "TITLE",
    "UNFINISHED",
]

# Words that neither narrow nor widen: they come and go.
LIGHT = frozenset(
    """a an the this that these those is are was were be been being am has have had having do does
    did which who it its he his she her they their them him there and of in on at for with as
    also however indeed moreover furthermore therefore thus then already still even just very quite
    so too fact addition finally now hence actually particular notably meanwhile
    yet simply really especially particularly recently currently clearly truly obviously naturally
    strongly deeply company group firm mr mrs ms dr""".split()
)
# A phrase at the head of a sentence narrows all that follows ("In the South-West, ..."), but for
# these.
LIGHT_HEADS = re.compile(
    r"^(?!(?:depend|dur|includ|concern|regard|consider|accord)ing\b)"
    r"(?:[a-z]+(?:ed|ing)|born|despite|while|whereas|although|though|because|certainly"
    r"|as a result|in the end|for (?:his|her|its|their) part|on the other hand"
    r"|in recent \w+|one thing|unfortunately|of course|for example|as a reminder"
    r"|at the same time|(?:just )?\w+ \w+ ago)\b"
)
# A tail that gives a reason or a circumstance, not a limit.
LIGHT_TAILS = re.compile(
    r"^(?:because|while|whereas|in order to|so as to|in an? (?:effort|attempt|bid) to|thanks to"
    r"|due to|despite|following"
    r"|for (?:\w+ )?\d[\d.,]* (?:\w+ )?(?:euro|dollar|pound)s?(?: on \w+day)?$"
    r"|as (?:\w+ ){1,3}(?:is|are|was|were|has|have|had))\b"
)
DAYS = re.compile(
    r"^(?:(?:on|this|last|late|early) )*"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)"
    r"(?: (?:morning|afternoon|evening|night))?$"
)
# Set off by commas inside a sentence, these still narrow it.
NARROWS = re.compile(
    r"^(?:in|among|for|at|on|between|under|from|during|within|outside|when|once|until|by)\b"
)
# In a phrase set off by commas these govern what stands outside it.
GOVERNS = re.compile(
    r"\b(?:according|sa(?:y|ys|id|ying)|t(?:old|ells?)|claim\w*|alleg\w+|report(?:s|ed|edly)"
    r"|believe\w*|th(?:ought|inks?)|estimat\w+|expect\w*|w(?:ould|ants?|ished)|could|may|might|can"
    r"|should|must|plan(?:s|ned)|intend\w*|hop(?:es?|ed|ing)|aim(?:s|ed)|propos\w+|consider\w*"
    r"|envisag\w+|promis\w+|pledg\w+|accus\w+|suspect\w*|trial|se(?:ems|emed|emingly)|appear\w*"
    r"|apparent\w*|probabl\w+|possibl\w+|perhaps|likely|unlikely|suppos\w+|presum\w+|if|unless"
    r"|provid(?:ed|ing)|condition\w*|otherwise|except\w*|exclud\w+|den(?:y|ies|ied)|disput\w+"
    r"|contest\w*|fear\w*|warn\w*|argu\w+|explain\w*|add(?:s|ed)|not(?:e|es|ed)|stress\w*|recall\w*"
    r"|assur\w+|maintain\w*|insist\w*|declar\w+|announc\w+|indicat\w+|stat(?:es|ed)|repl(?:y|ies|ied)"
    r"|warn\w*|mention\w*|suggest\w*|conclud\w+|without|not|no|never|only|until|unconfirmed"
    r"|predict\w*|forecast\w*|admit\w*|acknowledg\w+|call(?:s|ed)|judg\w+|wrote|writes?"
    r"|ask(?:s|ed)|demand(?:s|ed)|certif(?:y|ies|ied)|testif(?:y|ies|ied))\b"
)
OWN_CLAUSE = re.compile(r"^(?:(?:and|but) )?(?:and|while|whereas|which|who|whose|where)\b")
# "..., but nothing has been decided", "..., which he denies": they take back what stands before.
TAKES_BACK = re.compile(
    r"^(?:but|which|who|and|while|although|though|even)\b(?! (?:which|who)\b)(?: \S+){0,5} (?:not"
    r"|no|none|never|nothing|only|den(?:y|ies|ied)|disput\w+|contest\w+|doubt\w*|reject\w*"
    r"|refus\w+|unlikely|according to|sa(?:ys?|id))\b"
)
# A short phrase of heavy words is one of a list, or says who says so: "weapons, ammunition, bombs",
# "Roy certifies".
SHORT = 3
OPENERS = frozenset(
    """in on at for from to with without after before during since until despite according when
    while once if as by among between under over moreover however now recently then thus also yet
    still furthermore indeed although because following unlike like through""".split()
)
RELATIVE = frozenset("which who whose where whom".split())
TITLE = re.compile(r"^(?:the|an?|its|his|her|their)(?: [^\d\s,;:()A-Z]+){1,5}$")
# After these a title is not over, or what is left of it says something else.
UNFINISHED = frozenset(
    """of to for by with from against in on at than or and not as the a an its former outgoing
    acting like near about around deputy interim vice future assistant next last late
    first""".split()
)
ADDED = LIGHT | {"but", "while"}
PRONOUNS = frozenset("it he she they its his her their company group firm".split())
TIMES = re.compile(
    r"^(?:\w+day|January|February|March|April|May|June|July|August|September|October|November"
    r"|December)$"
)
PAST, PRESENT = frozenset("was were had".split()), frozenset("is are has have".split())
