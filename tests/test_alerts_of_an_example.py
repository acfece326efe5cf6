"""From the article that comes with Tocsin, through extraction, to its alerts."""

from pathlib import Path

import msgspec

from tocsin.alerts import alerts_of, default_rules, why_not
from tocsin.extraction import extract
from topics.articles import Article

EXAMPLE = Path(__file__).parents[1] / "examples" / "karabakh.json"


def test_the_example_gives_four_alerts() -> None:
    enriched = extract(msgspec.json.decode(EXAMPLE.read_bytes(), type=Article))
    told = {alert.category: alert for alert in alerts_of(enriched, default_rules())}
    assert list(told) == ["drone-loss", "armour-loss", "airport-destroyed", "civilian-casualties"]
    assert [category for category, alert in told.items() if alert.contested] == ["airport-destroyed"]
    assert {alert.certainty for alert in told.values()} == {"Possible"}
    for category, words in {
        "drone-loss": ("وزارة الدفاع الأرمينية: ", "113 طائرة مسيرة", "حصيلة إجمالية"),
        "armour-loss": ("وزارة الدفاع الأرمينية: ", "250 مركبة مدرعة", "حصيلة إجمالية"),
        "airport-destroyed": ("القوات الأرمينية: تدمير مطار في غنجه وسط نفي من مساعد رئيس آذربيجان",),
        "civilian-casualties": ("مساعد رئيس آذربيجان: مقتل شخص وإصابة 4 مدنيين على الأقل في غنجه",),
    }.items():
        assert [word for word in words if word not in told[category].headline["ar"]] == []
    (concern,) = (claim for claim in enriched.claims if claim.effect == "casualties")
    reasons = [found for found in why_not(enriched, default_rules()) if found.claim == concern.id]
    assert {found.code for found in reasons} == {"unquantified"}
