"""Headlines: who says it, every hedge, agreement of numbers and nouns, and nothing invented."""

import re
from string import Formatter
from typing import Any, get_args

import msgspec
import pytest
from alert_texts import article, claim

from tocsin.alerts import alerts_of, default_rules
from tocsin.alerts.headlines.language import Toll, counted, language, languages
from tocsin.alerts.headlines.words import isolated, one_line
from topics.claims import Effect, PersonClass, ThingClass
from topics.enriched_articles import EnrichedArticle

RULES = default_rules()
FSI, PDI = "\u2068", "\u2069"


def headline(text: str, *claims: dict[str, Any], code: str = "en", **fields: Any) -> str:
    return alerts_of(article(text, *claims, **fields), RULES)[0].headline[code]


@pytest.mark.parametrize(
    ("toll", "english", "arabic"),
    [
        (Toll(1, 1, False), "one civilian", "مدني"),
        (Toll(2, 2, False), "2 civilians", "مدنيين اثنين"),
        (Toll(3, 3, False), "3 civilians", "3 مدنيين"),
        (Toll(10, 10, False), "10 civilians", "10 مدنيين"),
        (Toll(11, 11, False), "11 civilians", "11 مدنياً"),
        (Toll(99, 99, False), "99 civilians", "99 مدنياً"),
        (Toll(100, 100, False), "100 civilians", "100 مدني"),
        (Toll(103, 103, False), "103 civilians", "103 مدنيين"),
        (Toll(1250, 1250, False), "1,250 civilians", "1250 مدنياً"),
        (Toll(4, None, False), "at least 4 civilians", "4 مدنيين على الأقل"),
        (Toll(1, None, False), "at least one civilian", "مدني على الأقل"),
        (Toll(0, 12, False), "up to 12 civilians", "ما يصل إلى 12 مدنياً"),
        (Toll(30, 30, True), "about 30 civilians", "نحو 30 مدنياً"),
        (Toll(300, None, True), "about 300 civilians or more", "نحو 300 مدني أو أكثر"),
        (Toll(11, 15, False), "11 to 15 civilians", "11 إلى 15 مدنياً"),
        (Toll(1, 2, False), "1 to 2 civilians", "1 إلى 2 مدنيين"),
        (Toll(30, 40, True), "about 30 to 40 civilians", "نحو 30 إلى 40 مدنياً"),
        (Toll(20, None, True), "dozens of civilians", "عشرات المدنيين"),
        (Toll(200, None, True), "hundreds of civilians", "مئات المدنيين"),
        (Toll(2000, None, True), "thousands of civilians", "آلاف المدنيين"),
        (None, "civilians", "مدنيين"),
    ],
)
def test_numbers_agree_and_keep_their_hedges(toll: Toll | None, english: str, arabic: str) -> None:
    assert counted(language("en"), "civilian", toll) == english
    assert counted(language("ar"), "civilian", toll) == arabic


def test_arabic_duals_and_feminine_nouns() -> None:
    arabic = language("ar")
    assert counted(arabic, "uav", Toll(2, 2, False)) == "طائرتين مسيرتين"
    assert counted(arabic, "uav", Toll(113, 113, False)) == "113 طائرة مسيرة"
    assert counted(arabic, "uav", Toll(6, 6, False)) == "6 طائرات مسيرة"


def test_english_tells_who_what_whose_and_where() -> None:
    text = "The northern army said 250 tanks of Southland were lost in the Vale since spring."
    told = claim("lost", "tank", "250 tanks", ("250", 250, 250), claimant="The northern army", party="Southland",
                 place="the Vale", scope="cumulative")  # fmt: skip
    assert headline(text, told) == "The northern army: 250 tanks (Southland) lost in the Vale (running total)"


def test_a_claimant_in_small_letters_begins_with_a_capital() -> None:
    text = "Two drones fell, police said."
    assert headline(text, claim("downed", "uav", "Two drones fell", ("Two", 2, 2), claimant="police")) == (
        "Police: 2 drones downed"
    )


def test_the_source_says_what_the_article_says_in_its_own_voice() -> None:
    assert headline("A drone fell.", claim("downed", "uav", "A drone fell", ("A", 1, 1))) == (
        "Harbour News: one drone downed"
    )


def test_the_denial_is_told_with_the_claim() -> None:
    text = "Rebels said the airport in Orlow was destroyed. The governor denied it."
    asserted = claim("destroyed", "airport", "the airport in Orlow was destroyed", claimant="Rebels", place="Orlow")
    denied = claim("destroyed", "airport", "denied it", claimant="The governor", stance="denies")
    assert headline(text, asserted, denied) == "Rebels: airports destroyed in Orlow; denied by the governor"


ARABIC = "قالت الشرطة إن 3 مدنيين قتلوا وأصيب 12 شخصا في أورلو، ونفى الجيش ذلك."


def arabic_claims() -> list[dict[str, Any]]:
    return [
        claim("killed", "civilian", "3 مدنيين قتلوا", ("3", 3, 3), claimant="الشرطة", place="أورلو"),
        claim("injured", "person", "أصيب 12 شخصا", ("12", 12, 12), claimant="الشرطة", place="أورلو"),
        claim("casualties", "civilian", "ونفى الجيش ذلك", claimant="الجيش", stance="denies"),
    ]


def test_arabic_tells_the_same() -> None:
    told = headline(ARABIC, *arabic_claims(), code="ar", language="ar")
    assert told == "الشرطة: مقتل 3 مدنيين وإصابة 12 شخصاً في أورلو وسط نفي من الجيش"


def test_english_quotes_the_words_of_another_language_apart_from_its_own() -> None:
    told = headline(ARABIC, *arabic_claims(), language="ar")
    police, orlow, army = (f"{FSI}“{words}”{PDI}" for words in ("الشرطة", "أورلو", "الجيش"))
    assert told == f"{police}: 3 civilians killed and 12 people injured in {orlow}; denied by {army}"


def test_english_uses_the_name_of_a_resolved_entity() -> None:
    art = article(ARABIC, *arabic_claims(), language="ar")
    claims = tuple(msgspec.structs.replace(made, claimant_id="tocsin:police") for made in art.claims[:2])
    resolved = msgspec.structs.replace(art, claims=claims)
    names = {("tocsin:police", "en"): "Police of Orlow"}
    (alert,) = alerts_of(resolved, RULES, lambda identifier, code: names.get((identifier, code)))
    assert alert.headline["en"].startswith("Police of Orlow: 3 civilians killed")
    assert alert.headline["ar"].startswith("الشرطة: ")


def test_a_side_is_told_by_its_name_and_once() -> None:
    text = "Rebels said 12 Ukrainian soldiers were killed and 30 wounded in Orlow."
    told = {"claimant": "Rebels", "party": "Ukrainian", "place": "Orlow"}
    art = article(
        text,
        claim("killed", "military", "12 Ukrainian soldiers were killed", ("12", 12, 12), **told),
        claim("injured", "military", "30 wounded", ("30", 30, 30), **told),
    )
    claims = tuple(msgspec.structs.replace(made, party_id="iso3166:UA") for made in art.claims)
    (alert,) = alerts_of(msgspec.structs.replace(art, claims=claims), RULES)
    assert alert.headline["en"] == "Rebels: 12 combatants of Ukraine killed and 30 combatants injured in Orlow"


@pytest.mark.parametrize(
    ("words", "identifier", "english"),
    [
        ("إلهام علييف", "tocsin:ilham-aliyev", "Ilham Aliyev: "),
        ("مستشار إلهام علييف", "tocsin:ilham-aliyev", "Ilham Aliyev’s side: "),
        ("وزارة الخارجية الإيطالية", "tocsin:it-ministry-of-foreign-affairs", "Italian Foreign Ministry: "),
        ("متحدث باسم وزارة الخارجية الإيطالية", "tocsin:it-ministry-of-foreign-affairs", "Italian Foreign Ministry: "),
    ],
)
def test_who_speaks_for_a_person_is_not_that_person(words: str, identifier: str, english: str) -> None:
    told = claim("downed", "uav", "سقطت طائرة", ("طائرة", 1, 1), claimant=words, claimant_id=identifier)
    assert headline(f"قال {words} إنه سقطت طائرة.", told, language="ar").startswith(english)


def test_named_claimants_come_before_the_source() -> None:
    text = "5 villagers died in Orlow. Police said 5 villagers died."
    claims = [
        claim("killed", "civilian", "5 villagers died in Orlow", ("5", 5, 5), place="Orlow"),
        claim("killed", "civilian", "5 villagers died.", ("5", 5, 5), claimant="Police", place="Orlow"),
    ]
    assert headline(text, *claims) == "Police and Harbour News: 5 civilians killed in Orlow"


def test_a_latin_source_is_set_apart_in_arabic() -> None:
    art = article("سقطت طائرة مسيرة.", claim("downed", "uav", "سقطت طائرة", ("طائرة", 1, 1)), language="ar")
    assert alerts_of(art, RULES)[0].headline["ar"] == f"{FSI}Harbour News{PDI}: إسقاط طائرة مسيرة"


def test_conflicting_numbers_become_an_interval_of_all_who_tell_them() -> None:
    text = "Police said 11 villagers were killed in Orlow; the hospital said 15, a monitor more than 12."
    claims = [
        claim("killed", "civilian", "11 villagers were killed", ("11", 11, 11), claimant="Police", place="Orlow"),
        claim("killed", "civilian", "15", ("15", 15, 15), claimant="the hospital", place="Orlow"),
        claim("killed", "civilian", "more than 12", ("12", 12, None), claimant="a monitor", place="Orlow"),
    ]
    assert headline(text, *claims[:2]) == "Police and the hospital: 11 to 15 civilians killed in Orlow"
    assert headline(text, *claims) == "Police, the hospital and others: at least 11 civilians killed in Orlow"


def test_parts_are_told_inside_their_whole() -> None:
    text = "A blast killed 17 people in Orlow, including 4 children and 2 women, and hurt dozens, police said."
    claims = [
        claim("killed", "person", "killed 17 people", ("17", 17, 17), claimant="police", place="Orlow"),
        claim("killed", "child", "4 children", ("4", 4, 4), claimant="police", place="Orlow", subset=True),
        claim("injured", "person", "hurt dozens", ("dozens", 20, None, True), claimant="police", place="Orlow"),
    ]
    art = article(text, *claims)
    children = next(alert for alert in alerts_of(art, RULES) if alert.category == "children-harmed")
    assert children.headline["en"] == (
        "Police: 17 people killed, including 4 children and dozens of people injured in Orlow"
    )


def test_a_part_of_the_same_class_changes_no_number() -> None:
    text = "A blast killed 17 residents, 5 of them students, police said. It hurt 2 of the residents."
    claims = [
        claim("killed", "civilian", "killed 17 residents", ("17", 17, 17), claimant="police"),
        claim("killed", "civilian", "5 of them students", ("5", 5, 5), claimant="police", subset=True),
        claim("injured", "woman", "hurt 2 of the residents", ("2", 2, 2), claimant="police", subset=True),
    ]
    art = article(text, *claims)
    civilians = next(alert for alert in alerts_of(art, RULES) if alert.category == "civilian-casualties")
    assert len(civilians.claims) == 3
    assert civilians.headline["en"] == "Police: 17 civilians killed and 2 women injured"


def test_a_headline_tells_three_tolls_at_most() -> None:
    text = "Police said 4 villagers were killed, 3 hurt, 2 missing and 1 held."
    effects = {"killed": "4", "injured": "3", "missing": "2", "captured": "1"}
    claims = [
        claim(effect, "civilian", number, (number, int(number), int(number)), claimant="Police")
        for effect, number in effects.items()
    ]
    assert headline(text, *claims) == "Police: 4 civilians killed, 3 civilians injured and 2 civilians missing"


def test_the_side_is_told_of_combatants_and_not_of_civilians() -> None:
    text = "Rebels said 12 soldiers and 3 villagers of Southland were killed in Orlow."
    told = {"claimant": "Rebels", "party": "Southland", "place": "Orlow"}
    soldiers = claim("killed", "military", "12 soldiers", ("12", 12, 12), **told)
    villagers = claim("killed", "civilian", "3 villagers", ("3", 3, 3), **told)
    assert headline(text, soldiers) == "Rebels: 12 combatants (Southland) killed in Orlow"
    assert headline(text, villagers) == "Rebels: 3 civilians killed in Orlow"


@pytest.mark.parametrize(
    ("fields", "english", "arabic"),
    [
        ({"version": 2}, "Update: Rebels", "تحديث: "),
        ({"version": 2, "status": "cancelled"}, "Withdrawn: Rebels", "سحب خبر: "),
    ],
)
def test_updates_and_withdrawals_say_so(fields: dict[str, Any], english: str, arabic: str) -> None:
    told = claim("downed", "uav", "3 drones", ("3", 3, 3), claimant="Rebels")
    assert headline("Rebels downed 3 drones.", told, **fields).startswith(english)
    assert headline("Rebels downed 3 drones.", told, code="ar", language="ar", **fields).startswith(arabic)


def test_words_of_an_article_cannot_break_a_headline() -> None:
    assert one_line("a\x00b\u202ec\n d") == "a b c d"
    assert one_line("word " * 60).endswith("word …")
    assert len(one_line("x" * 500)) == 100
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"
    assert isolated("12", language("ar")) == f"{FSI}12{PDI}"


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(languages()))
def test_each_language_file_is_complete(code: str) -> None:
    lang, english = language(code), language("en")
    assert set(lang.nouns) == set(get_args(PersonClass)) | set(get_args(ThingClass))
    assert set(lang.effects_on_people) | set(lang.effects_on_things) == set(get_args(Effect))
    assert set(lang.numbers) == set(lang.plural_forms)
    assert all(len(forms) == len(lang.noun_forms) for forms in lang.nouns.values())
    for table in ("headline", "effects_on_people", "effects_on_things"):
        mine, theirs = getattr(lang, table), getattr(english, table)
        assert {key: _fields(text) for key, text in mine.items()} == {k: _fields(text) for k, text in theirs.items()}
    assert set(lang.counts) == set(english.counts)
    forms = set(lang.noun_forms)
    for template in (*lang.numbers.values(), *lang.counts.values()):
        assert _fields(template) <= forms | {"n", "counted", "low", "high"}


def test_headlines_of_articles_in_other_languages_are_english_alone() -> None:
    art: EnrichedArticle = article("Дрон.", claim("downed", "uav", "Дрон", ("Дрон", 1, 1)), language="ru")
    assert list(alerts_of(art, RULES)[0].headline) == ["en"]
    assert list(alerts_of(msgspec.structs.replace(art, language="ar-EG"), RULES)[0].headline) == ["en", "ar"]
    assert re.fullmatch("[A-Za-z :]+", alerts_of(art, RULES)[0].headline["en"])
