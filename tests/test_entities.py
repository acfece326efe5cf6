"""Entities: names found, resolved to the same ids in both languages, and linked from claims."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.entities import ANERCORP, CLAIMS, FIELDS, LANGUAGES, accuracy, claim_errors, place_errors, tagger_figures
from tocsin.entities import PARTY_KINDS, claimant_kind, link_claims, recognise
from tocsin.entities.built import read_gazetteer
from tocsin.entities.gazetteer import gazetteer
from tocsin.entities.normalise import Folded, fold
from tocsin.extraction.loading import load
from tocsin.extraction.text import read
from topics.claims import Claim, Span
from topics.enriched_articles import Entity

ROOT = Path(__file__).parent.parent
SEED = ROOT.parent / "shared" / "seed" / "karabakh.txt"
LEAST = 0.92
"""The share of places, and of parties, actors and claimants, that must be linked as a reader links them."""


def ids(text: str, language: str | None = None) -> dict[str, str | None]:
    """The names of a text with their ids."""
    return {entity.text: entity.id for entity in recognise(text, language)}


def found(text: str, mention: str) -> Entity:
    """The entity of a text that stands for `mention`."""
    return next(entity for entity in recognise(text, None) if entity.text == mention)


def claim(document: str, **spans: str) -> Claim:
    """A claim on a document whose spans are the given words."""
    places = {name: Span(text, document.index(text), document.index(text) + len(text)) for name, text in spans.items()}
    whole = Span(document, 0, len(document))
    return Claim(
        id="", article_id="", effect="killed", target="person", target_text=None, count=None, stance="asserts",
        party=places.get("party"), actor=places.get("actor"), claimant=places.get("claimant"),
        place=places.get("place"), scope="incident", background=False, subset=False, evidence=whole, confidence=1.0,
        rules=(),
    )  # fmt: skip


def linked(document: str, **spans: str) -> Claim:
    return link_claims(document, (claim(document, **spans),))[0]


@pytest.mark.parametrize(
    "text",
    [
        "سقطت قذائف على أذربيجان",
        "سقطت قذائف على آذربيجان",
        "سقطت قذائف على اذربيجان",
        "وبأذربيجان سقطت قذائف",
        "سقطت قذائف على أَذْرَبِيجان",
        "Shells fell on Azerbaijan",
    ],
)
def test_every_spelling_is_one_country(text: str) -> None:
    assert "iso3166:AZ" in ids(text).values()


@pytest.mark.parametrize(
    ("document", "party"),
    [
        ("خسرت القوات الآذربيجانية ثلاث دبابات", "القوات الآذربيجانية"),
        ("خسرت أذربيجان ثلاث دبابات", "أذربيجان"),
        ("دمرت ثلاث دبابات أذربيجانية", "أذربيجانية"),
        ("The Azerbaijani army lost three tanks", "Azerbaijani army"),
        ("Baku lost three tanks", "Baku"),
    ],
)
def test_a_party_is_one_side_however_it_is_named(document: str, party: str) -> None:
    assert linked(document, party=party).party_id == "iso3166:AZ"


@pytest.mark.parametrize(
    ("document", "claimant", "expected"),
    [
        ("قالت وزارة الدفاع الأرمينية إن جنديا قتل", "وزارة الدفاع الأرمينية", "tocsin:am-ministry-of-defence"),
        ("One died, Armenia's defence ministry said", "Armenia's defence ministry", "tocsin:am-ministry-of-defence"),
        ("قالت المتحدثة باسم الداخلية الروسية", "المتحدثة باسم الداخلية الروسية", "tocsin:ru-ministry-of-interior"),
        ("The navy command in Ankara said one sailor died", "The navy command in Ankara", "tocsin:tr-navy"),
        ("وقال المرصد السوري لحقوق الإنسان إن مدنيا قتل", "المرصد السوري لحقوق الإنسان", "tocsin:sohr"),
        ("Moscow said one soldier died", "Moscow", "iso3166:RU"),
        ("A witness told Reuters that one man died", "A witness told Reuters", None),
        ("قالت مصادر أمنية عراقية إن جنديا قتل", "مصادر أمنية عراقية", None),
    ],
)  # fmt: skip
def test_a_claimant_is_the_office_that_speaks(document: str, claimant: str, expected: str | None) -> None:
    assert linked(document, claimant=claimant).claimant_id == expected


@pytest.mark.parametrize(
    ("claimant", "linked_id", "kind"),
    [
        ("وزارة الدفاع الأرمينية", "tocsin:am-ministry-of-defence", "ministry"),
        ("المرصد السوري", "tocsin:sohr", "monitor"),
        ("شهود عيان", None, "witness"),
        ("مصادر طبية", None, "medic"),
        ("صحيفة محلية", None, "media"),
        ("a security source", None, "unnamed"),
        ("Eyewitnesses", None, "witness"),
        ("John Ferrant", None, None),
    ],
)
def test_a_claimant_has_a_kind(claimant: str, linked_id: str | None, kind: str | None) -> None:
    assert claimant_kind(Span(claimant, 0, len(claimant)), linked_id) == kind
    assert ("monitor" in PARTY_KINDS, "armed_group" in PARTY_KINDS) == (False, True)


def test_a_bare_side_is_read_by_the_country_of_the_text() -> None:
    syrian = "قصفت قوات النظام بلدة في ريف حلب في سوريا"
    assert linked(syrian, actor="قوات النظام").actor_id == "iso3166:SY"
    yemeni = "قصفت طائرات التحالف معسكرا في صنعاء في اليمن"
    assert linked(yemeni, actor="طائرات التحالف").actor_id == "tocsin:saudi-led-coalition"
    nowhere = "قصفت طائرات التحالف معسكرا"
    assert linked(nowhere, actor="طائرات التحالف").actor_id is None


def test_a_place_is_linked_with_its_country_division_and_coordinates() -> None:
    ganja = found("قُصفت مدينة غنجه في أذربيجان", "غنجه")
    assert (ganja.id, ganja.country, ganja.kind) == ("geonames:586523", "AZ", "city")
    assert ganja.subdivision == "AZ-GA"
    assert (ganja.latitude, ganja.longitude) == pytest.approx((40.68, 46.36), abs=0.05)
    assert linked("قتل رجل في غنجه في أذربيجان", place="غنجه").place_id == "geonames:586523"


def test_a_name_of_two_countries_goes_with_the_text() -> None:
    assert ids("انفجار في طرابلس شمال لبنان قرب بيروت")["طرابلس"] == "geonames:266826"
    assert ids("انفجار في طرابلس غربي ليبيا قرب بنغازي")["طرابلس"] == "geonames:2210247"


def test_a_governorate_is_not_its_seat() -> None:
    assert found("قصف على ريف إدلب في سوريا", "إدلب").kind == "region"
    assert found("قصف على مدينة إدلب في سوريا", "إدلب").kind == "city"
    assert found("Shelling hit Idlib province in Syria", "Idlib").kind == "region"


def test_a_homograph_needs_a_cue() -> None:
    assert "تدمر" in ids("اشتباكات قرب مدينة تدمر في سوريا")
    assert "تدمر" not in ids("الطائرات تدمر ثلاث دبابات في سوريا")


def test_what_the_text_leaves_open_keeps_its_candidates() -> None:
    open_name = found("انفجار في مدينة طرابلس", "طرابلس")
    assert open_name.id is None
    assert len(open_name.candidates) > 1


def test_names_inside_words_are_none() -> None:
    assert ids("استمالي المدير") == {}
    assert "Ur" not in ids("Urgent: nothing")


def test_offsets_and_names() -> None:
    text = "عن المصادر أنَّ القصفَ طال للرياض وبغداد، وفق «رويترز»"
    for entity in recognise(text, "ar"):
        assert text[entity.start : entity.end] == entity.text
    assert found(text, "بغداد").name == "بغداد"
    assert found('بيان مجموعة "مينسك" أمس', 'مجموعة "مينسك"').name == "مجموعة مينسك"
    assert found("تابعة للقوات الروسية", "قوات الروسية").name == "القوات الروسية"


def test_names_beyond_the_list() -> None:
    arabic = recognise("قال العقيد محمد يوسف الجابري إن قذائف سقطت على بلدة دلبوسة، وفق صحيفة «المرساة»", "ar")
    assert [(e.type, e.text) for e in arabic] == [
        ("person", "محمد يوسف الجابري"),
        ("place", "دلبوسة"),
        ("organisation", "صحيفة «المرساة»"),
    ]
    english = recognise(
        "Shells fell on Dulbusa village, said Colonel Ferran Oltreda of the Morning Star Brigade.", "en"
    )
    assert [(e.type, e.text) for e in english] == [
        ("place", "Dulbusa"),
        ("person", "Ferran Oltreda"),
        ("organisation", "Morning Star Brigade"),
    ]
    assert {e.id for e in (*arabic, *english)} == {None}


@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    for entity in recognise(text, None):
        assert text[entity.start : entity.end] == entity.text


@given(st.text(alphabet="ابتةأإى َّـﻻﷺé.،", max_size=40))
def test_folding_maps_back(text: str) -> None:
    folded = Folded(text)
    offsets = [folded.original(i) for i in range(len(folded.text))]
    assert offsets == sorted(offsets)
    assert offsets[-1] <= len(text)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None)  # the first text waits for the language pack
@given(text=st.text(alphabet="ابتةأإى َّـﻻﷺé.،15ax'\n\t-", max_size=60))
def test_a_text_folds_piece_by_piece_as_it_does_whole(language: str, text: str) -> None:
    fold, whole = read(text, 0, load(language)).fold, Folded(text)
    assert fold is not None
    assert " ".join(word.text for word in fold.words) == whole.text
    assert fold.dropped == whole.dropped


def test_folding_is_its_own_fixed_point() -> None:
    assert fold("Deir ez-Zōr") == "Deir ez Zor"
    assert fold(fold("أذربيجان الآذرية")) == fold("أذربيجان الآذرية")


def test_ids_are_unique_and_sides_are_known() -> None:
    known = gazetteer()
    assert len(known.by_id) == len(known.records)
    assert {record.side for record in known.records if record.side} <= known.by_id.keys()
    schemes = {record.id.split(":")[0] for record in known.records}
    assert schemes == {"geonames", "iso3166", "wikidata", "tocsin", "institution"}


def test_the_built_gazetteer_is_fresh() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tools.gazetteer", "--check"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert len(read_gazetteer().inputs) == 64


def shared(path: Path) -> Path:
    """A path beside the repository; a test that needs it is skipped where it is missing, and fails in CI."""
    if not path.exists():
        assert os.environ.get("CI") != "true", f"{path} must be there in CI"
        pytest.skip(f"{path} is not beside the repository")
    return path


def test_the_seed_article() -> None:
    resolved = set(ids(shared(SEED).read_text(encoding="utf-8"), "ar").values())
    assert resolved >= {
        "wikidata:Q58217", "tocsin:zohrab-mnatsakanyan", "tocsin:ilham-aliyev", "wikidata:Q7747", "wikidata:Q22686",
        "wikidata:Q3052772", "tocsin:minsk-group", "tocsin:ru-ministry-of-foreign-affairs",
        "tocsin:am-ministry-of-defence", "geonames:586523", "geonames:587084", "tocsin:nagorno-karabakh",
        "iso3166:AZ", "iso3166:AM", "wikidata:Q81299",
    }  # fmt: skip


def test_places_are_linked_as_readers_do() -> None:
    shared(CLAIMS)
    mentions, errors = place_errors()
    for language, least in (("ar", 200), ("en", 150)):
        assert mentions[language, "GeoNames"] >= least
        assert accuracy(mentions, language, ("GeoNames",)) >= LEAST, errors
        assert accuracy(mentions, language, ("GeoNames", "country", "unlisted")) >= LEAST, errors


def test_sides_and_claimants_are_linked_as_readers_do() -> None:
    shared(CLAIMS)
    spans, errors = claim_errors()
    for language in LANGUAGES:
        for field in FIELDS:
            assert accuracy(spans, language, (field,)) >= LEAST, errors


def test_the_reference_holds_no_text() -> None:
    for name in ("places.jsonl", "claim_links.jsonl"):
        for line in (ROOT / "tests" / "data" / name).read_text(encoding="utf-8").splitlines():
            values = json.loads(line)
            assert set(values) <= {"set", "document", "claim", "start", "end", "ids", "party", "actor", "claimant"}


def test_the_tagger_finds_names_in_sentences_it_is_given() -> None:
    text = "وقال الناطق مروان الدلبوسي إن جنديين قتلا. وأضاف الدلبوسي أن القصف مستمر."
    known = {entity.text for entity in recognise(text, "ar")}
    further = recognise(text, "ar", [(0, 43), (43, len(text))])
    assert known <= {entity.text for entity in further}
    assert "الدلبوسي" in {entity.text for entity in further}
    assert recognise(text, "en", [(0, 43)]) == recognise(text, "en")
    assert recognise("", "ar", [(0, 0)]) == ()


def test_the_tagger_reaches_its_figure() -> None:
    shared(ANERCORP)
    assert tagger_figures()["all"][2] >= 0.78


@pytest.mark.parametrize(
    ("text", "party", "expected"),
    [
        ("Российская армия потеряла три танка", "Российская армия", "iso3166:RU"),
        ("ЗСУ втратили два танки", "ЗСУ", "iso3166:UA"),
        ('צה"ל הודיע כי חייל נהרג', 'צה"ל', "iso3166:IL"),
        ("Trois soldats français ont été tués", "français", "iso3166:FR"),
        ("Üç Suriyeli asker öldü", "Suriyeli", "iso3166:SY"),
        ("سه سرباز ایرانی کشته شدند", "ایرانی", "iso3166:IR"),
    ],
)
def test_sides_are_the_same_in_other_languages(text: str, party: str, expected: str) -> None:
    assert linked(text, party=party).party_id == expected
