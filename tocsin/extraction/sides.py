"""Where it happened, whose the harmed were and who did it, by the names in the text."""

from typing import Final

from tocsin.entities.lookup import first_from
from tocsin.entities.mentions import Mention
from tocsin.extraction import signs
from tocsin.extraction.actors import actor_before_verb
from tocsin.extraction.signs import ATTACK, BY, PLACE
from tocsin.extraction.speakers import phrase_after
from tocsin.extraction.text import Phrase, Text
from tocsin.extraction.triggers import Binding
from tocsin.extraction.words import PEOPLE, Word

_VAGUE: Final = {"state": 0, "region": 1}
_EARLIER: Final = 4  # places named before that may be meant where a sentence names none
_NEAR: Final = 3  # words between a noun and the name that says whose it is
_REACH: Final = 8  # words between a trigger and the "by" of its actor
_OWNED: Final = frozenset(("armed_group", "army", "police", "government", "state", "coalition", "ministry"))


class Names:
    """The mentions of a document, in order; each knows its tokens."""

    def __init__(self, found: list[Mention]) -> None:
        self.found = found
        self._near = 0  # where it was looked last
        self.places: dict[int, list[tuple[int, int, Phrase]]] = {}  # by the start of their sentence

    def within(self, first: int, last: int) -> list[Mention]:
        """Those that begin at tokens `first` up to `last`."""
        low = self._number(first)
        return self.found[low : self._number(last)]

    def before(self, token: int, most: int) -> list[Mention]:
        """The last of those that begin before a token, `most` of them."""
        end = self._number(token)
        return self.found[max(0, end - most) : end]

    def _number(self, token: int) -> int:
        """How many begin before a token; what is asked one after the other lies close together."""
        found, k = self.found, self._near
        while k and found[k - 1].tokens[0] >= token:
            k -= 1
        while k < len(found) and found[k].tokens[0] < token:
            k += 1
        self._near = k
        return k


def names(text: Text, mentions: list[Mention]) -> Names:
    """The mentions by the tokens that they cover; tells the text which tokens are of names that may speak."""
    starts, at, end = text.starts, 0, len(text.starts)
    for mention in mentions:
        at = max(at, first_from(starts, mention.start + 1, at) - 1)
        last = at
        while last + 1 < end and starts[last + 1] < mention.end:
            last += 1
        if not mention.is_place:
            for token in range(at, last + 1):
                text.named.add(token)
        text.exact[at, last] = mention.start, mention.end
        mention.tokens = at, last
    return Names(mentions)


def place(text: Text, binding: Binding, known: Names, first: int, last: int) -> Phrase | None:
    """The most specific place that the sentence names; of several the nearest."""
    places = known.places.get(first)
    if places is None:
        named: list[Mention] = []
        for one in known.within(first, last):
            if one.is_place:
                if named and named[-1].tokens[0] == one.tokens[0]:
                    named.pop()
                named.append(one)
        places = _listed_places(text, named)
        _add_unlisted_places(text, places, [one.tokens[0] for one in named], first, last)
        known.places[first] = places
    best, highest, nearest = None, -1, 0
    for k, precise, found in places:
        distance = abs(k - binding.trigger.at)
        if precise > highest or (precise == highest and distance < nearest):
            best, highest, nearest = found, precise, distance
    return best


def _listed_places(text: Text, named: list[Mention]) -> list[tuple[int, int, Phrase]]:
    """The places of a sentence that are mentions: where each stands, and how precise it is."""
    places = []
    for one in named:
        first = one.tokens[0]
        if one.kind in ("state", "capital") and not _is_where(text, first):
            continue
        if one.id is None and (text.words[first].rules or text.words[first].adjective is not None):
            continue
        places.append((first, _VAGUE.get(one.kind, 2), one.tokens))
    return places


def _add_unlisted_places(
    text: Text, places: list[tuple[int, int, Phrase]], named: list[int], first: int, last: int
) -> None:
    """Add the places of a sentence that no list holds: where what announces each stands, and how precise it is."""
    words, cased = text.words, text.lexicon.cased
    for k in range(first, last - 1):
        if not words[k].signs & PLACE:
            continue
        kind = "place_kinds" in words[k].cues
        if (kind or cased) and k + 1 not in named:
            found = _unlisted(text, k, last)
            if found is not None:
                places.append((k, 3 if kind else 1, found))


def place_before(known: Names, first: int) -> Phrase | None:
    """The place that the document named last before token `first`, a town rather than a country."""
    country: Phrase | None = None
    seen = 0
    for one in reversed(known.before(first, 4 * _EARLIER)):
        if one.is_place:
            if one.kind not in _VAGUE:
                return one.tokens
            country = country or one.tokens
            seen += 1
            if seen == _EARLIER:
                break
    return country


def _is_where(text: Text, k: int) -> bool:
    """Whether what stands before a name makes it a place, not a side."""
    word = text.words[k]
    if any(text.lexicon.prepositions.get(clitic) in ("place_in", "with") for clitic in text.lexicon.clitics(word)):
        return True
    return k > 0 and bool("place_in" in text.words[k - 1].cues or "place_kinds" in text.words[k - 1].cues)


def _unlisted(text: Text, k: int, last: int) -> Phrase | None:
    """The name of a place that no list holds, after a word for a kind of place or a preposition of place."""
    words, start = text.words, k + 1
    while start < last and (words[start].text in _OPENERS or words[start].signs & signs.DETERMINER):
        start += 1
    end = start
    while end < last and end - start < _NAME and _name_like(text, words[end], end > start):
        end += 1
    return (start, end - 1) if end > start else None


def _name_like(text: Text, word: Word, going_on: bool) -> bool:
    if word.punctuation or word.known or word.digits or word.folded.startswith(text.lexicon.contractions):
        return False
    if text.lexicon.cased:
        return word.capital
    return not word.proclitics or (word.proclitics == text.lexicon.article and not going_on)


_OPENERS: Final = "\"“«‘'"
_NAME: Final = 2  # words of a place's name that no list holds


def party(text: Text, binding: Binding, known: Names, first: int, last: int) -> Phrase | None:
    """Whose the harmed are: the name beside the noun, or who lost them."""
    quantity, words = binding.quantity, text.words
    if quantity.party is not None:
        return quantity.party, quantity.party
    end = quantity.noun_last if quantity.noun_last is not None else quantity.last
    for one in known.within(end, min(last, end + _NEAR + 1)):
        if _owns(one) and _belongs(text, end + 1, one.tokens[0]):
            return one.tokens
    for one in known.within(quantity.first, end + 1):
        if _owns(one):
            return one.tokens
    if binding.effect == "lost" and binding.rule.voice == "active":
        low, high = (binding.trigger.at + 1, quantity.first) if not text.lexicon.cased else (first, binding.trigger.at)
        for one in known.within(low, high):
            if _owns(one) or one.is_place:
                return one.tokens
    if binding.target not in PEOPLE or binding.target == "military":
        for k in range(end + 1, min(last, end + _NEAR + 1)):
            if "party_of" in words[k].cues:
                return phrase_after(text, k + 1, last)
    return None


def _owns(one: Mention) -> bool:
    """Whether it may be a side: whose the harmed are, or who did it."""
    return one.kind in _OWNED


def _belongs(text: Text, low: int, high: int) -> bool:
    """Whether only words of belonging stand between a noun and a name."""
    return all(
        "of" in text.words[k].cues
        or "party_of" in text.words[k].cues
        or "determiner" in text.words[k].cues
        or text.words[k].adjective
        for k in range(low, high)
    )


def actor(text: Text, binding: Binding, known: Names, first: int, last: int) -> Phrase | None:
    """Who is said to have done it: after "by", the subject of an active verb, or the side whose attack it was."""
    words, at, quantity = text.words, binding.trigger.at, binding.quantity
    if text.lexicon.subject_first:
        places = [one.tokens for one in known.within(first, last) if one.is_place and one.kind != "state"]
        return actor_before_verb(text, binding, places, first, last)
    for k in range(max(first, min(at, quantity.first) - 2), min(last, max(at, quantity.last) + _REACH)):
        if words[k].signs & BY:
            found = phrase_after(text, k + 1, last)
            if found is not None and not _at_a_place(text, known, found):
                return found
    if (
        binding.rule.voice == "active"
        and not binding.trigger.passive
        and binding.direction == "after"
        and binding.effect != "lost"
    ):
        subject = _subject(text, binding, known, first)
        if subject is not None:
            return subject
    for one in known.within(first, last):
        if _owns(one) and _attacks(text, one.tokens, first, last) and not _is_where(text, one.tokens[0]):
            return one.tokens
    return None


def _at_a_place(text: Text, known: Names, tokens: Phrase) -> bool:
    """Whether what follows "in the attack" tells only where it was."""
    if _is_where(text, tokens[0]):
        return True
    named = known.within(tokens[0], tokens[0] + 1)
    return any(one.is_place and one.kind != "state" and one.tokens[1] >= tokens[1] for one in named)


def _subject(text: Text, binding: Binding, known: Names, first: int) -> Phrase | None:
    at, start = binding.trigger.at, binding.quantity.first
    if text.lexicon.verb_first:
        for one in known.within(at + 1, start):
            if _owns(one):
                return one.tokens
        if start - at > 1 and text.words[at + 1].noun is not None:
            return at + 1, start - 1
    for one in reversed(known.within(first, at)):
        if _owns(one) and not any(
            "says" in text.words[k].cues or "complementisers" in text.words[k].cues
            for k in range(one.tokens[1] + 1, at)
        ):
            return one.tokens
    return None


def _attacks(text: Text, tokens: Phrase, first: int, last: int) -> bool:
    """Whether a word for an attack stands just before or after the name."""
    near = text.words[max(first, tokens[0] - 3) : min(last, tokens[1] + 3)]
    return any(word.signs & (ATTACK | BY) for word in near)
