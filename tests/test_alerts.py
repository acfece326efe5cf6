"""From claims to alerts: which fire, what they carry, how they are identified and why others did not fire."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from alert_texts import FETCHED, RULES, article, claim, only, reasons, roles
from hypothesis import given
from hypothesis import strategies as st

from tocsin.alerts import Rules, alerts_of, why_not
from tocsin.alerts.identity import words_key
from topics import alerts as topic
from topics.alerts import Alert, Why
from topics.claims import Claim, Effect, PersonClass, ThingClass
from topics.enriched_articles import TOPIC as ENRICHED

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


def test_a_denial_alone_makes_no_alert() -> None:
    art = article(
        "The navy denied losing 2 ships.",
        claim("lost", "ship", "denied losing 2 ships", ("2", 2, 2), claimant="The navy", stance="denies"),
    )
    assert alerts_of(art, RULES) == ()
    assert reasons(art) == {("c1", None, "denial")}


def test_each_place_is_told_once() -> None:
    art = article(
        "2 drones and a jet fell in Orlow.",
        claim("downed", "helicopter", "2 drones", ("2", 2, 2), place="Orlow"),
        claim("downed", "aircraft", "a jet", ("a", 1, 1), place="Orlow"),
    )
    assert [place.text for place in only(art).places] == ["Orlow"]


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
