"""English inflection, made from rules and the irregular forms that news uses.

Forms are only ever *generated* from words the dictionary glosses, never guessed back from running
text, so a wrong form costs one unused word: "news" never becomes the plural of "new".
"""

VOWELS = "aeiou"
# Lemma, then past and past participle where they differ.
IRREGULAR_VERBS = """
be was were been being is are am; become became; begin began begun; bear bore borne; beat beaten;
bind bound; bite bit bitten; blow blew blown; break broke broken; breed bred; bring brought; build
built; burn burnt burned; buy bought; catch caught; choose chose chosen; come came; deal dealt; dig
dug; do did done does; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten; fall
fell fallen; feed fed; feel felt; fight fought; find found; fly flew flown; forbid forbade
forbidden; forget forgot forgotten; freeze froze frozen; get got gotten; give gave given; go went
gone goes; grow grew grown; hang hung; have had has; hear heard; hide hid hidden; hold held; keep
kept; know knew known; lay laid; lead led; learn learnt learned; leave left; lend lent; lie lay lain
lying; light lit; lose lost; make made; mean meant; meet met; overcome overcame; pay paid; prove
proven proved; ride rode ridden; ring rang rung; rise rose risen; run ran running; say said; see saw
seen; seek sought; sell sold; send sent; shake shook shaken; shine shone; shoot shot; show shown
showed; sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid; speak spoke spoken; spend
spent; stand stood; steal stole stolen; stick stuck; strike struck; strive strove striven; swear
swore sworn; sweep swept; swim swam swum; swing swung; take took taken; teach taught; tear tore
torn; tell told; think thought; throw threw thrown; undergo underwent undergone; understand
understood; undertake undertook undertaken; uphold upheld; wake woke woken; wear wore worn; weave
wove woven; win won; withdraw withdrew withdrawn; write wrote written; cut; put; set; let; hit;
hurt; cost; shut; spread; read; burst; cast; broadcast
"""
IRREGULAR_NOUNS = """
man men; woman women; child children; person people persons; foot feet; tooth teeth; mouse mice;
goose geese; crisis crises; basis bases; analysis analyses; phenomenon phenomena; criterion
criteria; medium media; datum data; life lives; wife wives; knife knives; leaf leaves; half halves;
shelf shelves; wolf wolves; thief thieves; hero heroes; potato potatoes; tomato tomatoes; echo
echoes
"""
# These have no plural of their own, or one that is another word.
UNCOUNTED = frozenset(
    ["news", "china", "series", "species", "chinese", "japanese", "this", "his", "its", "us"]
)


def _table(lines: str) -> dict[str, tuple[str, ...]]:
    rows = (row.split() for row in lines.replace("\n", " ").split(";"))
    return {row[0]: tuple(row[1:]) for row in rows if row}


VERBS = _table(IRREGULAR_VERBS)
NOUNS = _table(IRREGULAR_NOUNS)
PERSONS = tuple(noun for noun in NOUNS if noun in {"man", "woman"})


def verb_forms(verb: str) -> list[str]:
    """Return a verb's other forms.

    >>> verb_forms("visit")
    ['visits', 'visiting', 'visited']
    >>> verb_forms("win")
    ['wins', 'winning', 'won']
    """
    irregular = VERBS.get(verb)
    stem = _doubled(verb)
    ing = (
        verb[:-1] + "ing"
        if verb.endswith("e") and verb[-2:] not in {"ee", "ye", "oe"}
        else stem + "ing"
    )
    past = [stem + "ed"] if irregular is None else list(irregular)
    if irregular is None and verb.endswith("e"):
        past = [verb + "d"]
    elif irregular is None and verb.endswith("y") and verb[-2:-1] not in VOWELS:
        past = [verb[:-1] + "ied"]
    return [form for form in [_with_s(verb), ing, *past] if form != verb]


def noun_forms(noun: str) -> list[str]:
    """Return a noun's plural.

    >>> noun_forms("station"), noun_forms("city"), noun_forms("news"), noun_forms("policewoman")
    (['stations'], ['cities'], [], ['policewomen'])
    """
    if noun in NOUNS:
        return list(NOUNS[noun])
    for person in PERSONS[::-1]:
        if noun.endswith(person):
            return [noun[: -len(person)] + NOUNS[person][0]]
    if noun in UNCOUNTED or noun.endswith(("ss", "ness", "ics")) or len(noun) < 3:
        return [noun + "es"] if noun.endswith("ss") and not noun.endswith("ness") else []
    return [_with_s(noun)]


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")) or (word.endswith("o") and word in VERBS):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubled(verb: str) -> str:
    """Double the last consonant of a short syllable: stop -> stopp(ing), visit -> visit(ing)."""
    short = sum(letter in VOWELS for letter in verb) == 1 and len(verb) >= 3
    closed = verb[-1:] not in VOWELS + "wxy" and verb[-2:-1] in VOWELS and verb[-2:-1] != ""
    return verb + verb[-1] if short and closed else verb
