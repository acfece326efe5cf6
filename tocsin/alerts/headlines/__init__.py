"""Headlines of alerts: who says what happened where, in English and in the article's language.

A headline repeats what the claims say and adds nothing: their claimants, their numbers with every hedge, the place,
and who denies it. Classes are called by plain names ("drone"); numbers of several claimants become one interval.
"""

from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from tocsin.alerts.directory import speaks_for_another
from tocsin.alerts.grouping import Incident
from tocsin.alerts.headlines.language import Language, counted, language, languages
from tocsin.alerts.headlines.tolls import Row, rows
from tocsin.alerts.headlines.words import NameOf, isolated, one_line, quoted
from tocsin.alerts.identity import Identities
from tocsin.alerts.matching import is_about_people
from topics.alerts import Kind
from topics.claims import Claim
from topics.enriched_articles import EnrichedArticle

_ENGLISH = "en"
_MOST_TOLLS = 3
_MOST_SPEAKERS = 2


def headlines(
    kind: Kind, incident: Incident, article: EnrichedArticle, identities: Identities, name_of: NameOf
) -> dict[str, str]:
    """Headlines by language code: English first, then the article's language if it has a data file."""
    own = (article.language or "").split("-")[0].lower()
    codes = [_ENGLISH] if own == _ENGLISH or own not in languages() else [_ENGLISH, own]
    writers = {code: _Writer(code, language(code), own == code, article, identities, name_of) for code in codes}
    return {code: writer.headline(kind, incident) for code, writer in writers.items()}


class Side(NamedTuple):
    """A harmed side, by its name or in the words of the article."""

    text: str
    named: bool


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes headlines about one article in one language; `own` says whether it is the article's."""

    code: str
    lang: Language
    own: bool
    article: EnrichedArticle
    identities: Identities
    name_of: NameOf

    def headline(self, kind: Kind, incident: Incident) -> str:
        tolls = rows(incident)[:_MOST_TOLLS]
        told = [claim for row in tolls for claim in row.claims]
        what = self._listed([self._row(row, side) for row, side in zip(tolls, self._sides(tolls), strict=True)])
        if place := next((words for claim in [*told, *incident.firing] if (words := self._place(claim))), None):
            what = self._fill("place", what=what, place=place)
        if incident.firing[0].scope == "cumulative":
            what = self._fill("cumulative", what=what)
        text = self._fill("plain", who=self._speakers(told), what=what)
        if incident.contesting:
            text = self._fill("contested", headline=text, who=self._speakers(incident.contesting))
        text = text[:1].upper() + text[1:]
        return text if kind == "new" else self._fill(kind, headline=text)

    def _row(self, row: Row, side: Side | None) -> str:
        """One effect on one class, the parts of its number after it: "17 people killed, including 4 children"."""
        people = is_about_people(row.claims[0])
        lang = self.lang
        mine, others = lang.effects_on_people, lang.effects_on_things
        effects = {**others, **mine} if people else {**mine, **others}  # a misread claim may have "destroyed" people
        number = counted(lang, row.target, row.toll)
        if side is not None:
            number = self._fill("of_named_side" if side.named else "of_side_in_words", counted=number, party=side.text)
        text = effects[row.effect].format(counted=number)
        if row.parts:
            parts = self._listed([counted(lang, part.target, part.toll) for part in row.parts])
            text = self._fill("including_people" if people else "including_things", whole=text, part=parts)
        return text

    def _sides(self, tolls: list[Row]) -> list[Side | None]:
        """For each row of combatants or things the side that they belong to, but not twice the same in succession."""
        sides = [
            None if is_about_people(row.claims[0]) and row.target != "military" else self._side(row) for row in tolls
        ]
        return [None if i and side == sides[i - 1] else side for i, side in enumerate(sides)]

    def _side(self, row: Row) -> Side | None:
        claim = next((claim for claim in row.claims if claim.party is not None), None)
        if claim is None or claim.party is None:
            return None
        named = claim.party_id is not None and self.name_of(claim.party_id, self.code) is not None
        own = self.own and not named
        return Side(quoted(claim.party, claim.party_id, self.code, self.lang, own, self.name_of), named)

    def _place(self, claim: Claim) -> str | None:
        if claim.place is None:
            return None
        return quoted(claim.place, claim.place_id, self.code, self.lang, self.own, self.name_of)

    def _speakers(self, claims: list[Claim]) -> str:
        """Who makes these claims, each once; last the article's source, where the article says it in its own voice."""
        first: dict[str | None, Claim] = {}
        for claim in sorted(claims, key=lambda claim: claim.claimant is None):
            first.setdefault(self.identities.speaker(claim), claim)
        names = list(dict.fromkeys(map(self._speaker, first.values())))
        if len(names) > _MOST_SPEAKERS:
            return self._fill("others", first=names[0], last=names[1])
        return self._listed(names)

    def _speaker(self, claim: Claim) -> str:
        if claim.claimant is None:
            return isolated(one_line(self.article.source or self.article.url or self.article.id), self.lang)
        name = quoted(claim.claimant, claim.claimant_id, self.code, self.lang, self.own, self.name_of)
        if self.own or claim.claimant_id is None or not speaks_for_another(claim.claimant_id, claim.claimant.text):
            return name
        return self._fill("spoken_for", name=name)

    def _listed(self, items: list[str]) -> str:
        """Items joined as the language lists them: "a, b and c"."""
        *most, last = items
        if not most:
            return last
        return self._fill("and", first=reduce(lambda a, b: self._fill("comma", first=a, last=b), most), last=last)

    def _fill(self, template: str, **values: str) -> str:
        return self.lang.headline[template].format(**values)
