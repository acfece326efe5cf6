"""The engine on whole articles: the first article's claims, a variant with other names, and what holds for any text."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.extraction import explain, extract
from topics.articles import Article
from topics.claims import Claim, Count, Span

ROOT = Path(__file__).parent.parent
NOW = datetime(2020, 10, 4, 23, tzinfo=UTC)
ENCODE = msgspec.json.Encoder(order="deterministic").encode

KARABAKH = {
    ("casualties", "civilian", None, "asserts", "incident"): ("لافروف", None, "ناغورنو كاراباخ"),
    ("destroyed", "armoured_vehicle", None, "asserts", "incident"): (
        "لوزارة الدفاع الأرمينية",
        "الآذربيجانية",
        "ناغورنو كاراباخ",
    ),
    ("lost", "uav", (113, 113), "asserts", "cumulative"): ("وزارة الدفاع الأرمينية", "أذربيجان", "ناغورنو كاراباخ"),
    ("lost", "armoured_vehicle", (250, 250), "asserts", "cumulative"): (
        "وزارة الدفاع الأرمينية",
        "أذربيجان",
        "ناغورنو كاراباخ",
    ),
    ("destroyed", "airport", (1, 1), "asserts", "incident"): ("القوات الأرمينية", None, "غنجه"),
    ("destroyed", "military_site", None, "denies", "incident"): ("مساعد رئيس آذربيجان", None, "غنجه"),
    ("killed", "person", (1, 1), "asserts", "incident"): ("مساعد رئيس آذربيجان", None, "غنجه"),
    ("injured", "civilian", (4, None), "asserts", "incident"): ("مساعد رئيس آذربيجان", None, "غنجه"),
}

VARIANT = """وأعلنت وزارة الدفاع السودانية أنه ومنذ اندلاع المعارك في دارفور، خسرت قوات الدعم السريع 47 دبابة \
و12 منظومة دفاع جوي.

جاء ذلك بعدما أكد الجيش السوداني تدمير مستودع ذخيرة في نيالا.

من جهته نفى المتحدث باسم الدعم السريع تدمير أي مستودعات في نيالا، لكنه أقر بتعرض المدينة لغارة أدت إلى مقتل ثلاثة \
أطفال وإصابة 17 امرأة على الأقل."""

IN_VARIANT = {
    ("lost", "tank", (47, 47), "asserts", "cumulative"),
    ("lost", "air_defence", (12, 12), "asserts", "cumulative"),
    ("destroyed", "ammunition", (1, 1), "asserts", "incident"),
    ("destroyed", "ammunition", None, "denies", "incident"),
    ("killed", "child", (3, 3), "asserts", "incident"),
    ("injured", "woman", (17, None), "asserts", "incident"),
}


def article(text: str, title: str = "", language: str | None = None) -> Article:
    return Article(
        id="a", url="", source="test", title=title, text=text, fetched_at=NOW, published_at=NOW, language=language
    )


def seed() -> Article:
    return msgspec.json.decode((ROOT / "examples" / "karabakh.json").read_bytes(), type=Article)


def summary(claim: Claim) -> tuple[object, ...]:
    count = claim.count and (claim.count.min, claim.count.max)
    return claim.effect, claim.target, count, claim.stance, claim.scope


def test_the_first_article_holds_its_eight_claims_and_no_other() -> None:
    claims = {summary(claim): claim for claim in extract(seed()).claims}
    assert set(claims) == set(KARABAKH)
    for key, (claimant, party, place) in KARABAKH.items():
        claim = claims[key]
        assert claim.claimant is not None
        assert claimant in claim.claimant.text
        assert claim.place is not None
        assert claim.place.text == place
        if party:
            assert claim.party is not None
            assert party in claim.party.text
        assert not claim.background
        assert not claim.subset


def test_its_names_are_resolved() -> None:
    read = extract(seed())
    drones = next(claim for claim in read.claims if claim.target == "uav")
    airport = next(claim for claim in read.claims if claim.target == "airport")
    assert drones.party_id == "iso3166:AZ"
    assert drones.claimant_id == "tocsin:am-ministry-of-defence"
    assert airport.place_id == "geonames:586523"
    assert {"wikidata:Q58217", "geonames:587084", "tocsin:minsk-group"} <= {entity.id for entity in read.entities}


def test_its_times_are_told() -> None:
    drones = next(claim for claim in extract(seed()).claims if claim.target == "uav")
    assert drones.when is not None
    assert drones.when.precision == "open"


def test_the_same_rules_read_a_variant() -> None:
    claims = extract(article(VARIANT, language="ar")).claims
    assert {summary(claim) for claim in claims} == IN_VARIANT
    assert {claim.claimant and claim.claimant.text for claim in claims if claim.effect == "lost"} == {
        "وزارة الدفاع السودانية"
    }
    assert all(
        claim.claimant is not None and "الدعم السريع" in claim.claimant.text
        for claim in claims
        if claim.target in ("child", "woman")
    )


def test_the_language_is_found_where_none_is_given() -> None:
    assert extract(article(VARIANT)).language == "ar"
    assert extract(article("Two soldiers were killed in the attack on Monday, the ministry said.")).language == "en"


def test_a_language_without_a_pack_has_no_claims() -> None:
    read = extract(article("Deux soldats ont été tués lundi dans une attaque, selon le ministère.", language="fr"))
    assert (read.language, read.claims) == ("fr", ())


def test_appended_headlines_are_not_read() -> None:
    own = "قتل خمسة جنود في كمين قرب الأبيض، وفق مصدر عسكري."
    text = f"{own}\n\nاقرأ أيضا\nمقتل 30 مدنيا في قصف سوق\nإصابة 12 طفلا في انفجار"
    assert [summary(claim)[:3] for claim in extract(article(text, language="ar")).claims] == [
        ("killed", "military", (5, 5))
    ]


def test_every_candidate_can_be_asked_why() -> None:
    found = explain(
        article("The army threatened to kill 40 rebels. Two soldiers died on Monday in Goma.", language="en")
    )
    assert [(item.claim, item.count) for item in found] == [(False, (40, 40)), (True, (2, 2))]
    assert found[0].why
    assert found[1].rules


def spans(claim: Claim) -> list[Span | Count]:
    parts = (claim.target_text, claim.party, claim.actor, claim.claimant, claim.place, claim.evidence, claim.count)
    return [part for part in parts if part is not None]


def check(document: Article) -> None:
    """What holds for any article: true offsets, sound intervals, the same bytes again."""
    read = extract(document)
    for claim in read.claims:
        for span in spans(claim):
            assert document.document[span.start : span.end] == span.text
        assert claim.count is None or claim.count.max is None or 0 <= claim.count.min <= claim.count.max
        assert 0 <= claim.confidence <= 1
        assert claim.rules
    for entity in read.entities:
        assert document.document[entity.start : entity.end] == entity.text
    assert len({claim.id for claim in read.claims}) == len(read.claims)
    assert ENCODE(extract(document)) == ENCODE(read)
    explain(document)


PIECES = [
    "قتل",
    "وأصيب",
    "15",
    "جنديا",
    "١١٣",
    "طائرة مسيرة",
    "مدنيين",
    "بينهم",
    "أطفال",
    "نفى",
    "المتحدث",
    "على الأقل",
    "،",
    ".",
    "«",
    "»",
    "لم",
    "أي",
    "(",
    ")",
    "killed",
    "were",
    "at least",
    "twelve",
    "people",
    "including",
    "four",
    "children",
    "and",
    "wounded",
    "no",
    "casualties",
    "denied",
    "said",
    "that",
    "drones",
    "shot down",
    "-",
    "–",
    ":",
    '"',
    "'s",
    "\n",
    "\n\n",
    "?",
    "؟",
    "0",
    "1,200",
    "10-15",
    "2.5 million",
    "\u200f",
    "\u0640",
    "\u064b",
    "😀",
    "\0",
    "MiG-29",
    "of",
    "من",
    "إلى",
    "to",
    "dozens of",
    "عشرات",
    "آلاف",
    "the",
    "a",
    "%",
    "Kyiv",
    "غزة",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["ar", "en", None]), st.sampled_from([" ", ""]))
def test_any_mixture_of_its_words_is_read(pieces: list[str], language: str | None, between: str) -> None:
    check(article(between.join(pieces), title=between.join(pieces[:6]), language=language))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.text(max_size=40), st.sampled_from(["ar", "en", None]))
def test_any_text_is_read(text: str, title: str, language: str | None) -> None:
    check(article(text, title, language))


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "«",
        "killed ",
        "قتل ",
        "15 ",
        "and ",
        "و",
        "\n",
        ".",
        "no ",
        "said ",
        "بينهم ",
        "two soldiers, ",
        "\u064b",
        "1,",
    ],
)
def test_repetition_is_read(piece: str, language: str) -> None:
    check(article(piece * 300, language=language))
