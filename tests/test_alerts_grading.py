"""How alerts are graded: independent claimants, admissions, resolved places."""

import msgspec
import pytest
from alert_texts import article, claim, entity, only

from topics.alerts import Alert


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
