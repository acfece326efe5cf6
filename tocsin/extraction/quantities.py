"""Quantity phrases: how many of whom or what, as a sentence names them."""

from dataclasses import dataclass

from tocsin.extraction.lexicon import PEOPLE, Noun, Rule, Word
from tocsin.extraction.numbers import NumberPhrase, modifier_after, number_at
from tocsin.extraction.text import Text

_REACH = 5  # words that may stand between a number and its noun where the noun's head stands last
_AFTER_NOUN = 4  # words after a noun that are searched for what narrows its class


@dataclass(slots=True)
class Quantity:
    """Tokens `first` to `last` name `target` (None: only a number), `minimum` to `maximum` of it (None, None: not said)."""

    first: int
    last: int
    target: str | None
    noun: int | None = None
    noun_last: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    approx: bool = False
    counted: bool = False
    number_first: int | None = None
    number_last: int | None = None
    form: int | None = None
    generic: bool = False
    definite: bool = False
    indefinite: bool = False
    others: bool = False
    party: int | None = None
    trigger: int | None = None
    attacker: bool = False
    narrowed: bool = False
    none: bool = False
    part: bool = False
    like: str | None = None
    crowd: str | None = None
    preposition: str = ""
    clitic: str = ""
    owned: bool = False
    other: Noun | None = None

    @property
    def elliptical(self) -> bool:
        return self.noun is None

    @property
    def interval(self) -> tuple[int, int | None] | None:
        return (self.minimum or 0, self.maximum) if self.counted else None


def self_rule(word: Word) -> Rule | None:
    """The rule by which the word itself names the harmed ("casualties"), if there is one."""
    for rule in word.rules:
        if "self" in rule.patient:
            return rule
    return None


def quantities(text: Text, first: int, last: int) -> list[Quantity]:
    """The quantity phrases of the tokens from `first` up to `last`, in order; they do not overlap."""
    found: list[Quantity] = []
    free = first
    for i in [i for i, word in enumerate(text.words[first:last], first) if word.amount]:
        word = text.words[i]
        if i < free:
            continue
        quantity = None
        if word.digits or word.number is not None or (word.modifier is not None and word.modifier.before):
            quantity = _numbered(text, i, first, last)
        if quantity is None and not word.known:
            quantity = _foreigner(text, i, first, last)
        if quantity is None and word.cues & {"given_names", "kunya"}:
            quantity = _name(text, i, first, last)
        if quantity is None and _nounlike(word) and not _body(text, i, first, last):
            quantity = _bare(text, i, first, last)
        if quantity is not None:
            _preposition(text, quantity, first)
            found.append(quantity)
            free = quantity.last + 1
    return found


_NAME = 4  # words of a name
_TITLE = 4  # words after a name in which its bearer's office stands


def _name(text: Text, i: int, first: int, last: int) -> Quantity | None:
    """One person told by name just after a word of harm or "including": "مقتل محمد خلف الراوي", "بينهم أبو عمر"."""
    words, j = text.words, i + 1
    if (
        i == first
        or words[i].proclitics
        or not (words[i - 1].cues & {"subset"} or any(r.people and not r.weak for r in words[i - 1].rules))
    ):
        return None
    while (
        j < min(last, i + _NAME)
        and (not words[j].known or words[j].cues & {"given_names", "kunya"})
        and not words[j].punctuation
        and not words[j].digits
    ):
        j += 1
    if j - i < 2:
        return None
    quantity = Quantity(
        i,
        j - 1,
        "person",
        noun=i,
        noun_last=j - 1,
        minimum=1,
        maximum=1,
        counted=True,
        form=1,
        number_first=i,
        number_last=j - 1,
    )
    for k in range(j, min(last, j + _TITLE)):
        word = words[k]
        if word.punctuation or word.rules or word.number is not None or word.digits:
            break
        if word.noun is not None and word.noun.number == 1 and word.noun.target in PEOPLE and not word.noun.generic:
            quantity.target = word.noun.target
            break
    return quantity


def _nounlike(word: Word) -> bool:
    return word.noun is not None or self_rule(word) is not None


def _body(text: Text, i: int, first: int, last: int) -> bool:
    """Whether the token names a body of people ("the army") of whom nothing is counted here, or only qualifies a noun."""
    noun = text.words[i].noun
    if not head_is_last(text) and (_qualifies(text, i, first) or _precedes(text, i, last)):
        return True
    return noun is not None and noun.collective and not (i > first and "among" in text.words[i - 1].cues)


def _qualifies(text: Text, i: int, first: int) -> bool:
    """Whether a noun that may be an adjective ("militant") agrees with the word before it ("هجوم مسلح")."""
    word, before = text.words[i], text.words[i - 1]
    if i == first or (word.adjective is None and not word.party) or word.rules or before.punctuation or before.rules:
        return False
    if (
        before.number is not None
        or before.digits
        or before.modifier is not None
        or before.cues - {"speakers", "place_kinds", "attacker"}
    ):
        return False
    return not _clitics(word) and _definite(text, word) == _definite(text, before)


def _precedes(text: Text, i: int, last: int) -> bool:
    """Whether "another" in the singular stands before its noun, and so means "the last" ("آخر معقل"), or is "the other"."""
    word = text.words[i]
    if "others" not in word.cues or word.noun is None or word.noun.number != 1:
        return False
    if _definite(text, word):
        return True
    after = text.words[i + 1] if i + 1 < last else None
    return after is not None and not (
        after.punctuation or after.proclitics or after.cues or after.rules or after.adjective
    )


def _clitics(word: Word) -> bool:
    """Whether something other than the article is written on to the word."""
    return bool(word.enclitic) or len(word.proclitics) not in (0, 2)


def _definite(text: Text, word: Word) -> bool:
    article = text.lexicon.settings.get("article", "\0")
    return bool(article) and (word.proclitics.endswith(article) or word.folded.startswith(article))


def _numbered(text: Text, i: int, first: int, last: int) -> Quantity | None:
    words = text.words
    phrase = number_at(words, i, last, text.lexicon.grammar)
    if phrase is None:
        return None
    if phrase.quantified and (_hyphenated(text, phrase.end, last) or _age(text, i, phrase.end, first, last)):
        return None
    if (
        i > first
        and not words[i].digits
        and words[i].proclitics
        and _definite(text, words[i])
        and _definite(text, words[i - 1])
    ):
        return None  # "الأشهر الأربعة"
    quantity = Quantity(i, phrase.end - 1, None, number_first=i, number_last=phrase.end - 1)
    if phrase.quantified:
        _count(quantity, phrase)
    if phrase.quantified and phrase.end < last and "out_of" in words[phrase.end].cues:
        whole = _numbered(text, phrase.end + 1, phrase.end + 1, last)  # "15 out of 18 drones"
        if whole is not None and whole.counted and whole.noun is not None:
            whole.first, whole.number_first, whole.number_last = i, i, phrase.end - 1
            _count(whole, phrase)
            return whole
    part = phrase.end < last and "part_of" in words[phrase.end].cues
    head = _head_after(text, phrase.end + part, last)
    if head is not None:
        _take_head(text, quantity, *head, last)
    quantity.part = part
    if head is None and not part and quantity.counted and head_is_last(text):
        _take_whole(text, quantity, phrase.end, last)
    if part:
        quantity.last = max(quantity.last, phrase.end)
        quantity.preposition = "subset"
    elif quantity.noun is None and quantity.counted:
        _of_collective(text, quantity, first)
    after = _modifier_later(text, quantity, last)
    if after is not None and quantity.counted:
        end, kind = after
        quantity.number_last = end - 1
        quantity.last = max(quantity.last, end - 1)
        _modify(quantity, kind)
        if quantity.noun is None:
            head = _head_after(text, end, last)
            if head is not None:
                _take_head(text, quantity, *head, last)
    if part and quantity.noun is None and quantity.last + 1 < last and "severity" in words[quantity.last + 1].cues:
        return None
    if quantity.noun is None and _is_label(text, i, first):
        return None
    if quantity.noun is None and (not quantity.counted or _counts_something_else(text, quantity.last + 1, last)):
        return _unknown_people(text, quantity, i, first, last)
    return quantity


def _is_label(text: Text, i: int, first: int) -> bool:
    """Whether digits name the one before them ("مدفع 57", "الفرقة 30") where nouns come first."""
    if head_is_last(text) or i == first or not text.words[i].digits or text.words[i].proclitics:
        return False
    before = text.words[i - 1]
    if before.noun is not None:
        return before.noun.number == 1 and not before.noun.collective
    return not (before.known or before.punctuation or before.digits or _definite(text, before))


def _unknown_people(text: Text, quantity: Quantity, i: int, first: int, last: int) -> Quantity | None:
    """A number beside a word that harms people counts people, whatever the pack's nouns ("مقتل 3 مبتعثين", "killing 3 bricklayers")."""
    at = quantity.last + 1
    if not quantity.counted or at >= last:
        return None
    word = text.words[at]
    if (
        word.known
        or word.punctuation
        or word.proclitics
        or word.capital
        or not (_harmed_before(text, i, first) or _harmed_after(text, at + 1, last))
    ):
        return None
    quantity.noun = quantity.noun_last = quantity.last = at
    endings = tuple(text.lexicon.settings.get("agent_endings", ()))
    quantity.target, quantity.generic = (
        ("civilian", False) if endings and word.folded.endswith(endings) else ("person", True)
    )
    return quantity


def _harmed_before(text: Text, i: int, first: int) -> bool:
    if i == first or not _harms_people(text.words[i - 1]):
        return False
    return not head_is_last(text) or all(rule.things is None for rule in text.words[i - 1].rules)


def _harmed_after(text: Text, k: int, last: int) -> bool:
    """Whether auxiliaries and a word that harms people, and no things, follow ("... were killed")."""
    if not head_is_last(text):
        return False
    start = k
    while k < last and text.words[k].cues & {"passive", "perfect", "adverb"}:
        k += 1
    return (
        k < last
        and k > start
        and _harms_people(text.words[k])
        and all(rule.things is None for rule in text.words[k].rules)
    )


def _harms_people(word: Word) -> bool:
    return any(rule.people and not (rule.weak or rule.toll or "self" in rule.patient) for rule in word.rules)


def _foreigner(text: Text, i: int, first: int, last: int) -> Quantity | None:
    """An unknown noun with a nationality just after a word that harms people ("قتل مبتعث سعودي")."""
    words = text.words
    if (
        head_is_last(text)
        or i == first
        or i + 1 >= last
        or words[i].known
        or words[i].proclitics
        or not _harms_people(words[i - 1])
    ):
        return None
    if (
        words[i].punctuation
        or not words[i + 1].party
        or words[i + 1].proclitics
        or words[i + 1].folded.endswith(tuple(text.lexicon.settings.get("group_endings", ())))
    ):
        return None
    return Quantity(
        i, i + 1, "person", noun=i, noun_last=i, minimum=1, maximum=1, counted=True, generic=True, form=1, number_first=i, number_last=i, party=i + 1
    )  # fmt: skip


def _take_whole(text: Text, quantity: Quantity, k: int, last: int) -> None:
    """Takes the noun of the whole that a number is out of: "four of the six crew", "three out of 20 men"."""
    words = text.words
    if k >= last or "of" not in words[k].cues:
        return
    k += 1
    while k < last and "determiner" in words[k].cues and words[k].number is None:
        k += 1
    whole = _numbered(text, k, k, last) if k < last and (words[k].digits or words[k].number is not None) else None
    if whole is not None and whole.noun is not None:
        quantity.noun, quantity.noun_last, quantity.last = whole.noun, whole.noun_last, whole.last
        quantity.target, quantity.generic, quantity.trigger = whole.target, whole.generic, whole.trigger


def _of_collective(text: Text, quantity: Quantity, first: int) -> None:
    """A number alone after a body of people and "of" counts its people ("a family of five")."""
    at = quantity.first - 2
    if at >= first and "of" in text.words[at + 1].cues:
        noun = text.words[at].noun
        if noun is not None and (noun.collective or (noun.number == 0 and not noun.generic)) and noun.target in PEOPLE:
            quantity.first = quantity.noun = quantity.noun_last = at
            quantity.target = noun.target


def _hyphenated(text: Text, i: int, last: int) -> bool:
    """Whether the number that ends before token `i` is joined to it ("three-storey", "12-year-old")."""
    if not i < last or text.starts[i] != text.ends[i - 1] + 1:
        return False
    return text.document[text.ends[i - 1]] in "-‐‑"


def _age(text: Text, i: int, end: int, first: int, last: int) -> bool:
    """Whether the number stands alone between signs after a name, as an age does ("Ferri, 34,")."""
    if i - 2 < first or text.words[i - 1].text not in ",،(":
        return False
    bearer = text.words[i - 2]
    if not bearer.capital and not (
        bearer.noun is not None and bearer.noun.number == 1 and bearer.noun.target in PEOPLE
    ):
        return False
    return end >= last or text.words[end].text in ",،).;"


def _counts_something_else(text: Text, i: int, last: int) -> bool:
    """Whether a number without a known noun counts the unknown word after it ("eight air raids")."""
    if i >= last:
        return False
    words, j = text.words, i
    word = words[i]
    if (word.text in "-–" and i + 1 < last and words[i + 1].digits) or (
        i > 2 and words[i - 2].text in "-–" and words[i - 3].digits
    ):
        return True  # a score: "lost 3-1"
    while j < min(last - 1, i + _REACH) and (words[j].capital or words[j].party) and "not_counted" not in words[j].cues:
        j += 1
    if "not_counted" in words[j].cues or "weapon" in word.cues or (word.text == ")" and text.words[i - 2].text == "("):
        return True
    return not (word.punctuation or word.known or word.party or _joined(text, i) or word.proclitics)


def _count(quantity: Quantity, phrase: NumberPhrase) -> None:
    quantity.minimum, quantity.maximum, quantity.approx, quantity.counted = phrase.min, phrase.max, phrase.approx, True


def _modify(quantity: Quantity, kind: str) -> None:
    if kind in ("at_least", "more_than"):
        quantity.maximum = None
    elif kind == "up_to":
        quantity.minimum = 0
    elif kind == "about":
        quantity.approx = True


def _head_after(text: Text, i: int, last: int) -> tuple[int, int] | None:
    """The noun (first and last token) that a number just before token `i` counts."""
    words, head_last = text.words, text.lexicon.settings.get("head") == "last"
    j, skipped, of = i, 0, False
    while j < last:
        word = words[j]
        if word.punctuation:
            if word.text in "\"“”«»'‘’(" and skipped <= _REACH and (j > i or _quotes_word(text, j, last)):
                j, skipped = j + 1, skipped + 1
                continue
            return None
        if _nounlike(word) and not _joined(text, j) and (of or word.noun is None or not word.noun.collective):
            if not head_last:
                return j, j
            k = j
            while (
                k + 1 < last
                and _nounlike(words[k + 1])
                and not words[k + 1].rules
                and words[k + 1].number is None
                and not _is_body(words[k + 1])
            ):
                k += 1
            if (
                self_rule(words[k]) is None
                and k + 1 < last
                and self_rule(words[k + 1]) is not None
                and words[k].noun is not None
            ):
                return k + 1, k + 1
            return k, k
        if _joined(text, j) or (word.number is not None and word.number.role != "article") or word.digits:
            return None
        if "of" in word.cues and not of:
            of, j = True, j + 1
            continue
        if "others" in word.cues and not head_last:
            return None
        if word.rules and not word.adjective:
            return None
        if word.cues & _STOPS and not (
            head_last and "adverb" in word.cues and j + 1 < last and (words[j + 1].noun or words[j + 1].adjective)
        ):
            return None
        if word.party and (j + 1 >= last or not _may_go_on(text, j + 1)):
            return j, j
        if (
            "determiner" in word.cues
            or word.adjective is not None
            or word.party
            or word.capital
            or "others" in word.cues
            or head_last
            or of
        ):
            j, skipped = j + 1, skipped + 1
        else:
            return None
        if skipped > (_REACH if head_last else 1):
            return None
    return None


def _may_go_on(text: Text, j: int) -> bool:
    word = text.words[j]
    if word.text in '"”’' and j + 1 < len(text.words):
        word = text.words[j + 1]  # two "SDF" fighters
    return not (word.punctuation or word.rules or word.cues & _STOPS or "and" in word.cues or _joined(text, j))


_STOPS = frozenset(
    ("place_in", "actor_by", "clause_break", "says", "complementisers", "negation", "passive", "subset", "incident", "goes_on", "according_to")
)  # fmt: skip


def _quotes_word(text: Text, j: int, last: int) -> bool:
    """Whether the quotation mark at `j` holds a word or two, as in: two "SDF" fighters."""
    return text.words[j].text in '"“‘' and any(text.words[k].text in '"”’' for k in range(j + 2, min(last, j + 4)))


def _is_body(word: Word) -> bool:
    return word.noun is not None and word.noun.collective


def _joined(text: Text, i: int) -> bool:
    """Whether the token begins with "and" or is it."""
    word = text.words[i]
    return "and" in word.cues or bool(
        word.proclitics and word.proclitics[0] in text.lexicon.settings.get("conjunctions", ())
    )


def _take_head(text: Text, quantity: Quantity, first: int, head: int, last: int) -> None:
    word = text.words[head]
    quantity.noun, quantity.noun_last = first, head
    quantity.last = max(quantity.last, head)
    rule = self_rule(word)
    if rule is not None:
        quantity.trigger, quantity.target, quantity.generic = head, rule.target or "person", rule.target is None
        quantity.form = rule.number
    if word.noun is None and rule is None:
        quantity.target, quantity.generic, quantity.party = "person", True, head
    if word.noun is not None and rule is None:
        quantity.target, quantity.generic, quantity.form = word.noun.target, word.noun.generic, word.noun.number
        quantity.other = word.other
    quantity.attacker = "attacker" in word.cues
    quantity.others = any("others" in text.words[k].cues for k in range(quantity.first, head + 1))
    for k in range(quantity.first, head):
        _narrow(text, quantity, k)
    k = head + 1
    while k < min(last, head + 1 + _AFTER_NOUN):
        after = text.words[k]
        if after.punctuation or _joined(text, k) or after.number is not None or after.digits:
            break
        if after.adjective is None and not after.party and "others" not in after.cues:
            break
        quantity.others = quantity.others or "others" in after.cues
        _narrow(text, quantity, k)
        quantity.last = k
        k += 1
    if head_is_last(text) and rule is None and _unknown_head(text, k, last):
        quantity.last, k = k, k + 1
    if quantity.generic:
        _narrow_by_phrase(text, quantity, k, last)
    elif rule is not None and rule.target == "infrastructure":
        _narrow_thing(text, quantity, k, last)


def _unknown_head(text: Text, k: int, last: int) -> bool:
    """Whether the unknown word at `k` ends a noun phrase after the noun that the pack knows ("bridge section")."""
    if k >= last:
        return False
    word = text.words[k]
    if (
        word.punctuation
        or word.capital
        or word.digits
        or word.noun
        or word.rules
        or word.cues
        or word.number
        or word.party
        or word.adjective
    ):
        return False
    return k + 1 >= last or text.words[k + 1].punctuation or _joined(text, k + 1)


def _narrow(text: Text, quantity: Quantity, k: int) -> None:
    word = text.words[k]
    if word.party and quantity.party is None:
        quantity.party = k
    target = None
    if word.adjective is not None:
        target = word.adjective.target(quantity.target) or (word.adjective.target() if quantity.generic else None)
    elif (
        word.noun is not None
        and word.noun.target in PEOPLE
        and not word.noun.generic
        and quantity.generic
        and quantity.trigger is not None
    ):
        target = word.noun.target
    if target is not None:
        quantity.target, quantity.generic = target, False


def _narrow_thing(text: Text, quantity: Quantity, k: int, last: int) -> None:
    """ "damage to a school", "أضرار في منازل": what damage with nothing named was done to, where it is said at once."""
    skipped = 0
    while k < last and skipped <= _AFTER_NOUN:
        word = text.words[k]
        if (
            word.punctuation
            or _joined(text, k)
            or word.rules
            or word.cues & {"complementisers", "clause_break", "says", "actor_by"}
        ):
            return
        if word.digits or word.number is not None:
            phrase = number_at(text.words, k, last, text.lexicon.grammar)  # "damage to 20 houses"
            head = _head_after(text, phrase.end, last) if phrase is not None and phrase.quantified else None
            noun = text.words[head[1]].noun if head is not None else None
            if phrase is not None and head is not None and noun is not None and noun.target not in PEOPLE:
                _count(quantity, phrase)
                quantity.target, quantity.last = noun.target, head[1]
                quantity.number_first, quantity.number_last = k, phrase.end - 1
            return
        if word.noun is not None and word.noun.target not in PEOPLE:
            quantity.target = word.noun.target
            quantity.last = k
            if word.noun.number in (1, 2):
                quantity.minimum = quantity.maximum = word.noun.number
                quantity.counted, quantity.number_first, quantity.number_last = True, k, k
            return
        skipped += not word.cues & {"of", "place_in", "determiner"}
        k += 1


def _narrow_by_phrase(text: Text, quantity: Quantity, k: int, last: int) -> None:
    """ "dead among civilians", "قتلى من الجنود": what follows a weak head with "of" or "among" gives its class."""
    if k >= last or _joined(text, k):
        return
    j = k + 1
    if not text.words[k].cues & {"of", "among"}:
        if head_is_last(text) or not _owned(text, quantity, k):
            return
        j = k
    while j < min(last, k + 5):
        word = text.words[j]
        if word.text in '"“”«»(':
            j += 1
            continue
        if j > k and word.noun is None and "determiner" in word.cues:
            j += 1
            continue
        if word.noun is not None and (not _joined(text, j) or j == k):
            if (word.noun.number != 1 or j == k) and not word.noun.generic and word.noun.target in PEOPLE:
                quantity.target, quantity.generic, quantity.narrowed = word.noun.target, False, True
                if quantity.trigger is None or quantity.noun == quantity.trigger:
                    quantity.last = j
            return
        if word.punctuation or word.rules or word.number or word.digits or word.cues & _STOPS:
            return
        j += 1


def _owned(text: Text, quantity: Quantity, k: int) -> bool:
    """Whether token `k` is the owner of a weak head just before it: "قتلى الجيش", "أفراد القوة", "جثة جندي", "قتلى للجيش"."""
    if k + 1 < len(text.words) and text.words[k].text in '«“"':
        k, gap = k + 1, 2
    else:
        gap = 1
    word = text.words[k]
    if word.noun is None or quantity.last != k - gap or text.words[k - gap].enclitic:
        return False
    prepositions = text.lexicon.settings.get("prepositions", {})
    owned = all(prepositions.get(clitic, "of") == "of" for clitic in text.lexicon.clitics(word))
    return owned and not _joined(text, k) and word.noun.target in PEOPLE and not word.rules


def _bare(text: Text, i: int, first: int, last: int) -> Quantity | None:
    words = text.words
    head = i
    if text.lexicon.settings.get("head") == "last":
        while (
            head + 1 < last
            and words[head + 1].noun is not None
            and not words[head + 1].rules
            and words[head + 1].number is None
            and not _is_body(words[head + 1])
        ):
            head += 1
        if head + 1 < last and self_rule(words[head + 1]) is not None and self_rule(words[head]) is None:
            rule = self_rule(words[head + 1])
            quantity = Quantity(
                i, head + 1, words[i].noun.target if words[i].noun else "person", noun=head + 1, noun_last=head + 1
            )
            quantity.trigger, quantity.form = head + 1, rule.number if rule else None
            return quantity
    if first < i and head + 1 < last and words[i - 1].text == "(" and words[head + 1].text == ")":
        return None  # a gloss: "Walid (son)"
    quantity = Quantity(i, head, None)
    _take_head(text, quantity, i, head, last)
    word = words[head]
    rule = self_rule(word)
    quantity.definite = rule is not None and rule.definite
    if i - 2 >= first and words[i - 1].text in "'’" and words[i - 2].noun is not None:
        quantity.definite = True  # "the victims' bodies"
    quantity.part = word.number is not None and head + 1 < last and "part_of" in words[head + 1].cues
    _determine(text, quantity, i, first)
    article = text.lexicon.settings.get("article")
    named = quantity.last + 1 < last and _begins_name(text, quantity.last + 1)
    if (
        article
        and (word.proclitics.endswith(article) or word.enclitic)
        and not named
        and not (word.noun and word.noun.collective)
    ):
        quantity.definite = True
    if not head_is_last(text) and quantity.last + 1 < last and rule is None:
        owner = words[quantity.last + 1]
        quantity.owned = (
            not quantity.definite and owner.adjective is None and not _clitics(owner) and _definite(text, owner)
        )
    if quantity.last + 1 < last and words[quantity.last + 1].number is not None and not head_is_last(text):
        phrase = number_at(words, quantity.last + 1, last, text.lexicon.grammar)
        few = phrase is not None and (phrase.min or 0) in (1, 2) and phrase.max in (None, 1, 2)
        agrees = quantity.definite and _definite(
            text, words[quantity.last + 1]
        )  # "the five soldiers", "her four children"
        if phrase is not None and phrase.quantified and (few or agrees) and not _joined(text, quantity.last + 1):
            _count(quantity, phrase)
            quantity.number_first, quantity.number_last = i, phrase.end - 1
            quantity.last = phrase.end - 1
    if not quantity.counted and quantity.form in (1, 2):
        quantity.minimum = quantity.maximum = quantity.form
        quantity.counted = True
        quantity.number_first = quantity.number_last = head
    if rule is not None and head_is_last(text):
        _count_of(text, quantity, last)
    after = _modifier_later(text, quantity, last)
    if after is not None and quantity.counted:
        _modify(quantity, after[1])
        quantity.last = after[0] - 1
    return quantity


def _begins_name(text: Text, k: int) -> bool:
    """Whether the token after a definite noun is its bearer's name."""
    word = text.words[k]
    return bool(word.cues & {"given_names", "kunya"}) or word.folded.startswith(
        tuple(text.lexicon.settings.get("name_beginnings", ()))
    )


def _count_of(text: Text, quantity: Quantity, last: int) -> None:
    """ "The bodies of six miners": the number and class are told after "of"."""
    at = quantity.last + 1
    if at + 1 >= last or "of" not in text.words[at].cues:
        return
    counted = _numbered(text, at + 1, at + 1, last)
    if counted is not None and counted.counted:
        _count(quantity, NumberPhrase(at + 1, counted.last + 1, counted.minimum, counted.maximum, counted.approx))
        quantity.number_first, quantity.number_last, quantity.last = (
            counted.number_first,
            counted.number_last,
            counted.last,
        )
        if counted.target is not None and not counted.generic:
            quantity.target, quantity.generic = counted.target, False


def _determine(text: Text, quantity: Quantity, i: int, first: int) -> None:
    """Reads back from the noun at token `i` to its determiner, which tells whether one, any or a known one is meant."""
    words, k, loose = text.words, i - 1, 0
    while k >= max(first, i - _REACH) and not words[k].punctuation:
        before = words[k]
        if before.cues & {"any", "zero"}:
            quantity.form, quantity.none = 0, True
        elif before.number is not None and before.number.role == "article":
            quantity.form = quantity.form if quantity.form == 2 else 1
        if k == i - 1 and "place_in" in before.cues and head_is_last(text):
            quantity.form = 0  # "in parliament", "by car"
        if "determiner" in before.cues:
            quantity.definite = quantity.definite or "indefinite" not in before.cues
            quantity.indefinite = "indefinite" in before.cues
            quantity.first = k
            return
        if before.adjective is None and not before.party and not before.capital and "others" not in before.cues:
            if before.cues - {"year_word"} or before.noun or before.rules or before.number or not head_is_last(text):
                return
            loose += 1
        if not loose:
            _narrow(text, quantity, k)
        k -= 1


def _modifier_later(text: Text, quantity: Quantity, last: int) -> tuple[int, str] | None:
    """A hedge after the phrase: at once, after a comma, or after what the phrase is of ("عنصر من الشرطة على الأقل")."""
    words, j = text.words, quantity.last + 1
    found = modifier_after(words, j, last)
    if found is not None or j >= last:
        return found
    if words[j].text in ",،":
        return modifier_after(words, j + 1, last)
    if quantity.noun is None or head_is_last(text) or not words[j].cues & {"of", "among"}:
        return None
    for k in range(j + 1, min(last, j + 5)):
        word = words[k]
        found = modifier_after(words, k, last)
        if found is not None and k > j + 1:
            return found
        if (
            (word.punctuation and word.text not in '"“”«»')
            or word.rules
            or word.number
            or word.digits
            or _joined(text, k)
            or word.cues & _STOPS
        ):
            return None
    return None


def head_is_last(text: Text) -> bool:
    return text.lexicon.settings.get("head") == "last"


def _preposition(text: Text, quantity: Quantity, first: int) -> None:
    """What the phrase hangs on: the cue of the word before it, or of a clitic on it."""
    k = quantity.first - 1
    if k >= first:
        cues = text.words[k].cues
        before = text.words[k - 1].number if k > first else None
        if "of" in cues and quantity.counted and before is not None and before.role == "fraction":
            quantity.preposition = "whole"  # "a third of the 90 passengers"
            return
        for name in ("actor_by", "place_in", "subset", "of", "among", "with"):
            if name in cues and not (
                "event" in cues and quantity.counted
            ):  # "in an attack three soldiers": the attack is an aside
                quantity.preposition = name
                return
    for clitic in text.lexicon.clitics(text.words[quantity.first]):
        name = text.lexicon.settings.get("prepositions", {}).get(clitic)
        if name:
            quantity.preposition, quantity.clitic = name, clitic
            return
