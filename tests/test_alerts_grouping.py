"""What goes together in an alert: one incident, what contests it, and what has an alert of its own."""

from dataclasses import dataclass
from typing import Any

import pytest
from alert_texts import RULES, article, claim, day_of, only, roles

from tocsin.alerts import alerts_of
from topics.claims import When


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
    Pair("another day", {"when": day_of(1)}, {"when": day_of(2)}, False),
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
    ("first", "second", "alerts"), [(day_of(1), day_of(2), 2), (day_of(1), day_of(1), 1), (day_of(1), None, 1)]
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
        claim("killed", "civilian", "3 villagers died", ("3", 3, 3), claimant="Police", place="Orlow", when=day_of(1)),
        claim("killed", "civilian", "5 shepherds", ("5", 5, 5), claimant="Doctors", place="Orlow", when=day_of(2)),
        claim("injured", "civilian", "4 were hurt", ("4", 4, 4), claimant="Doctors", place="Orlow"),
    )
    assert [set(roles(alert)) for alert in alerts_of(art, RULES)] == [{"c1"}, {"c2", "c3"}]


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
