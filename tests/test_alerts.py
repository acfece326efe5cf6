"""From claims to alerts: which fire, what goes together, what is contested, how alerts are graded and identified."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from alert_texts import FETCHED, article, claim, entity
from hypothesis import given
from hypothesis import strategies as st

from tocsin.alerts import Rules, alerts_of, default_rules, why_not
from tocsin.alerts.identity import words_key
from topics import alerts as topic
from topics.alerts import Alert, Why
from topics.claims import Claim, Effect, PersonClass, ThingClass, When
from topics.enriched_articles import TOPIC as ENRICHED
from topics.enriched_articles import EnrichedArticle

RULES = default_rules()


def only(art: EnrichedArticle, rules: Rules = RULES) -> Alert:
    (alert,) = alerts_of(art, rules)
    return alert


def roles(alert: Alert) -> dict[str, str]:
    return {entry.claim: entry.role for entry in alert.why.inputs}


def reasons(art: EnrichedArticle) -> set[tuple[str, str | None, str]]:
    return {(found.claim, found.rule, found.code) for found in why_not(art, RULES)}


# An article with what a report of a war holds: totals and incidents, two sides, a denial, a comment, zeros, history.
REPORT = article(
    "The minister spoke of concern over losses among civilians in the Vale. The northern army said it has destroyed "
    "40 drones and 12 tanks of Southland since the war began. Its commanders said an airfield in Orlow was destroyed. "
    "The governor of Orlow denied that military facilities were destroyed but said one person died and at least 4 "
    "residents were hurt. There were no casualties in Brin. In 1994 shelling killed 60 civilians.",
    claim("casualties", "civilian", "losses among civilians", claimant="The minister", place="the Vale"),
    claim(
        "destroyed", "uav", "destroyed 40 drones", ("40", 40, 40), claimant="The northern army", party="Southland",
        scope="cumulative",
    ),
    claim(
        "destroyed", "tank", "12 tanks of Southland", ("12", 12, 12), claimant="The northern army", party="Southland",
        scope="cumulative",
    ),
    claim(
        "destroyed", "airport", "an airfield in Orlow was destroyed", ("an airfield", 1, 1),
        claimant="Its commanders", place="Orlow",
    ),
    claim("destroyed", "military_site", "denied that military facilities were destroyed", claimant="The governor",
          place="Orlow", stance="denies"),
    claim("killed", "person", "one person died", ("one person", 1, 1), claimant="The governor", place="Orlow"),
    claim("injured", "civilian", "at least 4 residents were hurt", ("at least 4", 4, None), claimant="The governor",
          place="Orlow"),
    claim("casualties", "person", "no casualties in Brin", ("no casualties", 0, 0), place="Brin"),
    claim("killed", "civilian", "killed 60 civilians", ("60", 60, 60), background=True),
)  # fmt: skip


def test_a_report_gives_an_alert_for_each_rule_and_incident() -> None:
    assert [(alert.category, alert.contested, set(roles(alert))) for alert in alerts_of(REPORT, RULES)] == [
        ("drone-loss", False, {"c2"}),
        ("armour-loss", False, {"c3"}),
        ("airport-destroyed", True, {"c4", "c5"}),
        ("civilian-casualties", False, {"c6", "c7"}),
    ]


def test_every_claim_is_in_an_alert_or_has_a_reason() -> None:
    assert reasons(REPORT) == {
        ("c1", "civilian-casualties", "unquantified"),
        ("c1", "mass-casualties", "unquantified"),
        ("c6", "mass-casualties", "below_threshold"),
        ("c8", None, "zero"),
        ("c9", None, "background"),
    }


def test_the_victims_of_one_incident_ride_along() -> None:
    civilians = alerts_of(REPORT, RULES)[3]
    assert roles(civilians) == {"c6": "accompanies", "c7": "fires"}
    assert [c.evidence.text for c in civilians.claims] == ["one person died", "at least 4 residents were hurt"]


def test_an_alert_carries_what_a_reader_needs() -> None:
    alert = only(article(
        "Two drones were downed over Orlow.",
        claim("downed", "uav", "Two drones were downed", ("Two", 2, 2), place="Orlow"),
        published_at=FETCHED, id="a7", url="https://news.example/7",
    ))  # fmt: skip
    assert (alert.article_ids, alert.url, alert.source) == (("a7",), "https://news.example/7", "Harbour News")
    assert alert.first_seen == alert.published_at == FETCHED
    assert alert.why.rule == "drone-losses"
    assert alert.why.thresholds == {"incident": 1, "cumulative": 1}
    assert [(i.value, i.threshold) for i in alert.why.inputs] == [(2, 1)]
    assert alert.why.severity == "2 reaches 1: Minor"


def test_a_cancelled_article_withdraws_the_alerts_it_made() -> None:
    made = alerts_of(REPORT, RULES)
    updated = alerts_of(msgspec.structs.replace(REPORT, version=2), RULES)
    withdrawn = alerts_of(msgspec.structs.replace(REPORT, version=3, status="cancelled"), RULES)
    assert [alert.id for alert in made] == [alert.id for alert in updated] == [alert.id for alert in withdrawn]
    assert {alert.kind for alert in made} == {"new"}
    assert {alert.kind for alert in updated} == {"update"}
    assert {alert.kind for alert in withdrawn} == {"cancel"}


def test_ids_differ_between_rules_incidents_and_articles() -> None:
    ids = [alert.id for alert in alerts_of(REPORT, RULES)]
    other = [alert.id for alert in alerts_of(msgspec.structs.replace(REPORT, id="article-2"), RULES)]
    assert len(set(ids + other)) == len(ids + other)


def test_an_id_does_not_depend_on_the_number() -> None:
    def of(count: int) -> Alert:
        text = f"{count} drones were downed over Orlow."
        return only(article(text, claim("downed", "uav", "drones", (f"{count}", count, count), place="Orlow")))

    assert of(3).id == of(5).id


def _day(day: int) -> When:
    return When(datetime(2026, 5, day, tzinfo=UTC), datetime(2026, 5, day + 1, tzinfo=UTC), "day", None)


@dataclass(frozen=True)
class Pair:
    """An assertion and what may deny it, and whether it does."""

    name: str
    assertion: dict[str, Any]
    denial: dict[str, Any]
    contested: bool


PAIRS = [
    Pair("the same", {}, {}, True),
    Pair("lost for downed", {}, {"effect": "lost"}, True),
    Pair("damage denied", {}, {"effect": "damaged"}, True),
    Pair("captured for downed", {}, {"effect": "captured"}, False),
    Pair("a wider class", {"target": "helicopter"}, {"target": "aircraft"}, True),
    Pair("any equipment", {"target": "helicopter"}, {"target": "equipment"}, True),
    Pair("another class", {"target": "helicopter"}, {"target": "uav"}, False),
    Pair("another place", {}, {"place": "Brin"}, False),
    Pair("a place spelled otherwise", {}, {"place": "ORLOW"}, True),
    Pair("an unknown place", {}, {"place": None}, True),
    Pair("another side", {"party": "Southland"}, {"party": "Northland"}, False),
    Pair("the same claimant", {}, {"claimant": "The army"}, False),
    Pair("the article itself", {}, {"claimant": None}, True),
    Pair("a denied event against a total", {"scope": "cumulative"}, {}, False),
    Pair("a denied number of a total", {"scope": "cumulative"}, {"count": ("5", 5, 5)}, True),
    Pair("another day", {"when": _day(1)}, {"when": _day(2)}, False),
    Pair("an old denial", {}, {"background": True}, False),
    Pair("none, says another", {}, {"stance": "asserts", "count": ("none", 0, 0)}, True),
    Pair("none, nobody says", {}, {"stance": "asserts", "count": ("none", 0, 0), "claimant": None}, False),
    Pair("none, against nowhere", {"place": None}, {"stance": "asserts", "count": ("none", 0, 0)}, False),
    Pair("none, of nowhere", {}, {"stance": "asserts", "count": ("none", 0, 0), "place": None}, False),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_denial_contests_what_it_can_mean(pair: Pair) -> None:
    text = "The army downed 5 over Orlow. The ministry denied it: none, it said. Northland, Southland, Brin, ORLOW."
    asserted = {"effect": "downed", "target": "aircraft", "evidence": "downed 5", "count": ("5", 5, 5)}
    denied = {"effect": "downed", "target": "aircraft", "evidence": "denied it", "count": None, "stance": "denies"}
    alert = only(article(
        text,
        {**asserted, "claimant": "The army", "place": "Orlow", **pair.assertion},
        {**denied, "claimant": "The ministry", "place": "Orlow", **pair.denial},
    ))  # fmt: skip
    assert alert.contested is pair.contested
    assert ("c2" in roles(alert)) is pair.contested
    assert (alert.why.contested is not None) is pair.contested


def test_a_denial_of_casualties_contests_deaths() -> None:
    text = "Rebels said 3 villagers were killed in Orlow. The army denied any casualties."
    killed = claim("killed", "civilian", "3 villagers were killed", ("3", 3, 3), claimant="Rebels", place="Orlow")
    denied = claim("casualties", "person", "denied any casualties", claimant="The army", stance="denies")
    assert only(article(text, killed, denied)).contested


def test_a_denial_alone_makes_no_alert() -> None:
    art = article(
        "The navy denied losing 2 ships.",
        claim("lost", "ship", "denied losing 2 ships", ("2", 2, 2), claimant="The navy", stance="denies"),
    )
    assert alerts_of(art, RULES) == ()
    assert reasons(art) == {("c1", None, "denial")}


def test_conflicting_tolls_stay_in_one_alert() -> None:
    text = "Police said 11 villagers were killed in Orlow; the hospital said 15."
    art = article(
        text,
        claim("killed", "civilian", "11 villagers were killed", ("11", 11, 11), claimant="Police", place="Orlow"),
        claim("killed", "civilian", "15", ("15", 15, 15), claimant="the hospital", place="Orlow"),
    )
    civilians = alerts_of(art, RULES)[0]
    assert set(roles(civilians)) == {"c1", "c2"}
    assert civilians.severity == "Severe"


def test_places_and_sides_part_incidents() -> None:
    text = (
        "The army said 3 villagers died in Orlow and 5 in Brin. It said 2 tanks of Southland and 4 of Northland burned."
    )
    art = article(
        text,
        claim("killed", "civilian", "3 villagers died", ("3", 3, 3), claimant="The army", place="Orlow"),
        claim("killed", "civilian", "5 in Brin", ("5", 5, 5), claimant="The army", place="Brin"),
        claim("destroyed", "tank", "2 tanks", ("2", 2, 2), claimant="The army", party="Southland"),
        claim("destroyed", "tank", "4 of Northland", ("4", 4, 4), claimant="The army", party="Northland"),
    )
    assert [set(roles(alert)) for alert in alerts_of(art, RULES)] == [{"c3"}, {"c4"}, {"c1"}, {"c2"}]


@pytest.mark.parametrize(
    ("first", "second", "alerts"), [(_day(1), _day(2), 2), (_day(1), _day(1), 1), (_day(1), None, 1)]
)
def test_days_part_incidents(first: When, second: When | None, alerts: int) -> None:
    art = article(
        "Police said 3 villagers died in Orlow. The hospital said 5 died.",
        claim("killed", "civilian", "3 villagers died", ("3", 3, 3), claimant="Police", place="Orlow", when=first),
        claim("killed", "civilian", "5 died", ("5", 5, 5), claimant="The hospital", place="Orlow", when=second),
    )
    assert len(alerts_of(art, RULES)) == alerts


def test_two_exact_numbers_of_one_claimant_are_two_incidents() -> None:
    art = article(
        "The army said 3 drones were downed over Orlow at dawn and 5 at noon.",
        claim("downed", "uav", "3 drones were downed", ("3", 3, 3), claimant="The army", place="Orlow"),
        claim("downed", "uav", "5 at noon", ("5", 5, 5), claimant="The army", place="Orlow"),
    )
    alerts = alerts_of(art, RULES)
    assert [set(roles(alert)) for alert in alerts] == [{"c1"}, {"c2"}]
    assert alerts[0].id != alerts[1].id


def test_a_claim_without_a_place_joins_only_the_incident_it_must_belong_to() -> None:
    text = "Police said 3 villagers died in Orlow. 2 students were hurt. 5 shepherds died in Brin."
    orlow = claim("killed", "civilian", "3 villagers died", ("3", 3, 3), claimant="Police", place="Orlow")
    hurt = claim("injured", "civilian", "2 students were hurt", ("2", 2, 2), claimant="Police")
    brin = claim("killed", "civilian", "5 shepherds died", ("5", 5, 5), claimant="Police", place="Brin")
    assert [set(roles(alert)) for alert in alerts_of(article(text, orlow, hurt), RULES)] == [{"c1", "c2"}]
    assert len(alerts_of(article(text, orlow, hurt, brin), RULES)) == 3


def test_a_claim_joins_the_nearest_of_several_incidents() -> None:
    art = article(
        "Police said 3 villagers died in Orlow on Friday. Doctors said 5 shepherds died on Saturday. 4 were hurt.",
        claim("killed", "civilian", "3 villagers died", ("3", 3, 3), claimant="Police", place="Orlow", when=_day(1)),
        claim("killed", "civilian", "5 shepherds", ("5", 5, 5), claimant="Doctors", place="Orlow", when=_day(2)),
        claim("injured", "civilian", "4 were hurt", ("4", 4, 4), claimant="Doctors", place="Orlow"),
    )
    assert [set(roles(alert)) for alert in alerts_of(art, RULES)] == [{"c1"}, {"c2", "c3"}]


def test_each_place_is_told_once() -> None:
    art = article(
        "2 drones and a jet fell in Orlow.",
        claim("downed", "helicopter", "2 drones", ("2", 2, 2), place="Orlow"),
        claim("downed", "aircraft", "a jet", ("a", 1, 1), place="Orlow"),
    )
    assert [place.text for place in only(art).places] == ["Orlow"]


def test_a_part_fires_its_own_rule_with_the_total_beside_it() -> None:
    art = article(
        "A blast in Orlow killed 7 people, including 4 children, police said.",
        claim("killed", "person", "killed 7 people", ("7", 7, 7), claimant="police", place="Orlow"),
        claim("killed", "child", "4 children", ("4", 4, 4), claimant="police", place="Orlow", subset=True),
    )
    children = only(art)
    assert children.category == "children-harmed"
    assert roles(children) == {"c1": "accompanies", "c2": "fires"}


def test_an_unnumbered_claim_rides_with_a_total_of_the_same_side() -> None:
    text = "A spokeswoman showed Southland's destroyed armour. The ministry said Southland lost 250 armoured vehicles."
    art = article(
        text,
        claim("destroyed", "armoured_vehicle", "destroyed armour", claimant="A spokeswoman", party="Southland"),
        claim("lost", "armoured_vehicle", "lost 250 armoured vehicles", ("250", 250, 250), claimant="The ministry",
              party="Southland", scope="cumulative"),
    )  # fmt: skip
    assert roles(only(art)) == {"c1": "accompanies", "c2": "fires"}


@pytest.mark.parametrize(
    ("count", "scope", "code"),
    [
        (("up to 9", 0, 9), "incident", "below_threshold"),
        (("9", 9, 9), "cumulative", "scope"),
        (None, "incident", "unquantified"),
    ],
)
def test_why_mass_casualties_did_not_fire(count: tuple[Any, ...] | None, scope: str, code: str) -> None:
    art = article("A quake killed up to 9 people.", claim("killed", "person", "killed", count, scope=scope))
    assert alerts_of(art, RULES) == ()
    assert reasons(art) == {("c1", "mass-casualties", code)}


def test_why_a_class_without_a_rule_did_not_fire() -> None:
    art = article("A bridge was destroyed.", claim("destroyed", "transport", "A bridge was destroyed", ("A", 1, 1)))
    assert reasons(art) == {("c1", None, "no_rule")}


def test_thresholds_of_running_totals_and_confidence() -> None:
    drones = next(rule for rule in RULES.rules if rule.name == "drone-losses")
    strict = Rules((msgspec.structs.replace(drones, min_count=2, min_total=50, min_confidence=0.5),))
    made = claim("lost", "uav", "20 drones", ("20", 20, 20))
    assert only(article("20 drones", made), strict)
    (total,) = why_not(article("20 drones", {**made, "scope": "cumulative"}), strict)
    assert (total.code, total.value, total.threshold) == ("below_threshold", 20, 50)
    (unsure,) = why_not(article("20 drones", {**made, "confidence": 0.4}), strict)
    assert (unsure.code, unsure.value, unsure.threshold) == ("confidence", 0.4, 0.5)


def _two_claimants(first: str, second: str, countries: dict[str, str]) -> Alert:
    text = f"{first} said 2 ships were sunk off Orlow. {second} said 2 ships were sunk."
    art = article(
        text,
        claim("destroyed", "ship", "2 ships were sunk off Orlow", ("2", 2, 2), claimant=first, place="Orlow"),
        claim("destroyed", "ship", "said 2 ships were sunk.", ("2", 2, 2), claimant=second, place="Orlow"),
    )
    found = [entity(art, words, id=None, type="place", country=code) for words, code in countries.items()]
    return only(msgspec.structs.replace(art, entities=tuple(found)))


@pytest.mark.parametrize(
    ("first", "second", "countries", "certainty"),
    [
        ("Rebels", "The navy", {}, "Likely"),
        ("The navy", "The NAVY", {}, "Possible"),
        ("The ministry of defence", "A ministry spokeswoman", {}, "Possible"),
        ("A military officer", "The militaries", {}, "Possible"),
        ("وزارة الدفاع", "المتحدثة باسم الوزارة", {}, "Possible"),
        ("The Northland ministry", "The Southland ministry", {"Northland": "NL", "Southland": "SL"}, "Likely"),
        ("Northland police", "Northland doctors", {"Northland": "NL"}, "Possible"),
    ],
)
def test_two_independent_claimants_make_an_alert_likely(
    first: str, second: str, countries: dict[str, str], certainty: str
) -> None:
    assert _two_claimants(first, second, countries).certainty == certainty


def test_the_article_itself_is_no_second_claimant() -> None:
    art = article(
        "2 ships were sunk. The navy said 2 ships were sunk.",
        claim("destroyed", "ship", "2 ships were sunk.", ("2", 2, 2)),
        claim("destroyed", "ship", "The navy said 2 ships were sunk", ("2", 2, 2), claimant="The navy"),
    )
    assert only(art).certainty == "Possible"


@pytest.mark.parametrize(("target", "certainty"), [("ship", "Likely"), ("civilian", "Possible"), ("airport", "Likely")])
def test_what_a_side_admits_of_its_own_forces_is_likely(target: str, certainty: str) -> None:
    effect = "killed" if target == "civilian" else "destroyed"
    text = "The Southland navy said 2 of Southland were hit."
    art = article(
        text, claim(effect, target, "2 of Southland", ("2", 2, 2), claimant="The Southland navy", party="Southland")
    )
    side = entity(art, "Southland", id="iso3166:SL", type="place", country="SL")
    party = entity(art, "Southland were", id="iso3166:SL", type="place", country="SL")
    claims = tuple(msgspec.structs.replace(made, party_id="iso3166:SL") for made in art.claims)
    assert only(msgspec.structs.replace(art, claims=claims, entities=(side, party))).certainty == certainty


def test_a_resolved_place_is_told_with_its_country_and_coordinates() -> None:
    art = article("A drone fell in Orlow.", claim("lost", "uav", "A drone fell", ("A", 1, 1), place="Orlow"))
    claims = tuple(msgspec.structs.replace(made, place_id="geonames:7") for made in art.claims)
    orlow = entity(art, "Orlow", id="geonames:7", type="place", country="SL", latitude=1.5, longitude=2.5)
    (place,) = only(msgspec.structs.replace(art, claims=claims, entities=(orlow,))).places
    assert (place.id, place.country, place.latitude, place.longitude) == ("geonames:7", "SL", 1.5, 2.5)


def test_spelling_variants_compare_equal() -> None:
    assert words_key("أذربيجان") == words_key("آذربيجان") == words_key("اذربيجان")
    assert words_key("غَنجة") == words_key("غنجه")
    assert words_key("Qarabağ ") == words_key("QARABAG")


def test_examples_are_what_the_default_rules_make() -> None:
    enriched = ENRICHED.examples[0]
    withdrawn = msgspec.structs.replace(enriched, version=2, status="cancelled")
    assert topic.TOPIC.examples == (*alerts_of(enriched, RULES), alerts_of(withdrawn, RULES)[0])


def _document(name: str) -> str:
    return (Path(__file__).parents[1] / "docs" / name).read_text(encoding="utf-8")


def test_the_explained_example_is_true() -> None:
    art = article(
        "Rebels said an airfield in Orlow was destroyed. The governor denied that military facilities were hit.",
        claim("destroyed", "airport", "an airfield in Orlow", ("an", 1, 1), claimant="Rebels", place="Orlow"),
        claim("destroyed", "military_site", "military facilities were hit", claimant="The governor", stance="denies"),
    )  # fmt: skip
    (example,) = re.findall(r"```json\n(.*?)```", _document("alerts.md"), re.DOTALL)
    assert msgspec.convert(json.loads(example), Why) == only(art).why


def test_the_guide_to_claims_and_alerts_is_whole() -> None:
    claims, alerts = _document("claims.md"), _document("alerts.md")
    classes = (*get_args(Effect), *get_args(PersonClass), *get_args(ThingClass))
    assert [word for word in (*Claim.__struct_fields__, *classes) if f"`{word}`" not in claims] == []
    assert [field for field in Alert.__struct_fields__ if f"`{field}`" not in alerts] == []


_NAMES = st.sampled_from([None, "Orlow", "Brin", "the Vale"])
_CLAIMS = st.fixed_dictionaries(
    {
        "effect": st.sampled_from(["killed", "injured", "casualties", "destroyed", "downed", "lost", "captured"]),
        "target": st.sampled_from(["civilian", "child", "person", "military", "uav", "tank", "airport", "equipment"]),
        "evidence": st.sampled_from(["one", "two", "three"]),
        "count": st.one_of(
            st.none(),
            st.tuples(st.just("one"), st.integers(0, 300), st.none(), st.booleans()),
            st.tuples(st.just("two"), st.integers(0, 9), st.integers(9, 300), st.booleans()),
        ),
        "place": _NAMES,
        "party": _NAMES,
        "claimant": _NAMES,
        "stance": st.sampled_from(["asserts", "asserts", "denies"]),
        "scope": st.sampled_from(["incident", "cumulative"]),
        "background": st.sampled_from([False, False, False, True]),
        "subset": st.booleans(),
    }
)


@given(st.lists(_CLAIMS, max_size=8), st.sampled_from(["en", "ar", "xx", None]))
def test_any_claims_give_sound_alerts(claims: list[dict[str, Any]], language: str | None) -> None:
    art = article("one two three Orlow Brin the Vale", *claims, language=language)
    alerts = alerts_of(art, RULES)
    assert alerts == alerts_of(art, RULES)
    assert len({alert.id for alert in alerts}) == len(alerts)
    told = {entry.claim for alert in alerts for entry in alert.why.inputs}
    explained = {found.claim for found in why_not(art, RULES)}
    assert told | explained == {made.id for made in art.claims}
    for alert in alerts:
        assert "fires" in roles(alert).values()
        assert alert.certainty in {"Possible", "Likely"}
        assert not any(made.background for made in alert.claims)
        assert alert.contested == ("contests" in roles(alert).values())
        assert set(alert.headline) == {"en", *({language} & {"ar"})}
