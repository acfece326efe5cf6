"""Numbers in running text: intervals, whatever the script, the form and the language."""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from num2words2 import num2words

from tocsin.extraction.numbers import (
    Modifier,
    NumberGrammar,
    NumbersError,
    NumberWord,
    digits_value,
    load_grammar,
    load_modifiers,
    load_numbers,
    modified,
    modifier_after,
    number_at,
)

LANGUAGES = ("ar", "en")
TOKEN = re.compile(r"[^\W\d_]{1,4}-\d+|\d+(?:[.,٬٫]\d+)*(?!\w)|[\w\u064b-\u0652']+|\S")
FOLD = str.maketrans("أإآىةؤئ", "ااايهوي") | dict.fromkeys(map(ord, "ًٌٍَُِّْـ"))


@dataclass
class Token:
    """A token as numbers.Word describes it."""

    text: str
    folded: str
    number: NumberWord | None = None
    modifier: Modifier | None = None
    proclitics: str = ""
    digits: bool = False


def fold(text: str) -> str:
    return text.translate(FOLD).lower()


@dataclass
class Pack:
    grammar: NumberGrammar
    numbers: dict[str, NumberWord]
    modifiers: dict[str, Modifier]
    proclitics: list[str]

    def known(self, phrase: str) -> bool:
        return phrase in self.numbers or phrase in self.modifiers


@functools.cache
def pack(language: str) -> Pack:
    table = tomllib.loads(resources.files("tocsin.languages").joinpath(language, "numbers.toml").read_text("utf-8"))
    numbers = {fold(form): word for form, word in load_numbers(table).items()}
    modifiers = {fold(form): modifier for form, modifier in load_modifiers(table).items()}
    groups = (("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال")) if language == "ar" else ()
    return Pack(load_grammar(table), numbers, modifiers, ["".join(parts) for parts in product(*groups)])


def tokens(text: str, language: str) -> list[Token]:
    """The text as a lexicon would give it: phrases joined, clitics taken off, what is known looked up."""
    data = pack(language)
    parts = [part for part in TOKEN.findall(text) if not re.fullmatch(r"(?<=[a-z])-(?=[a-z])", part)]
    if language == "en":
        parts = TOKEN.findall(re.sub(r"(?<=[A-Za-z])-(?=[A-Za-z])|(?<=\d)-(?=[A-Za-z])", " ", text))
    found: list[Token] = []
    i = 0
    while i < len(parts):
        for size in range(min(6, len(parts) - i), 0, -1):
            folded = fold(" ".join(parts[i : i + size]))
            clitics = next((p for p in data.proclitics if folded.startswith(p) and data.known(folded[len(p) :])), None)
            if clitics is not None or size == 1:
                break
        digits = re.fullmatch(r"(\D*?)(\d[\d.,٬٫]*)", parts[i]) if size == 1 else None
        if digits and fold(digits[1]) in data.proclitics:
            found.append(Token(parts[i], digits[2], proclitics=digits[1], digits=True))
        else:
            form = folded[len(clitics or "") :]
            text = " ".join(parts[i : i + size])
            found.append(Token(text, folded, data.numbers.get(form), data.modifiers.get(form), clitics or ""))
        i += size
    return found


def interval(text: str, language: str) -> tuple[int | None, int | None, bool] | None:
    """The bounds of the first number phrase of the text, and whether it is approximate; None where there is none."""
    words = tokens(text, language)
    for i in range(len(words)):
        phrase = number_at(words, i, len(words), pack(language).grammar)
        if phrase is not None:
            return phrase.min, phrase.max, phrase.approx
    return None


EXACT = {
    "en": {
        "1,200 people": 1200, "1.200 people": 1200, "226 000 people": 226_000, "12,345,678": 12_345_678, "1.5 million": 1_500_000,
        "2.5 million refugees": 2_500_000, "1.200 million": 1_200_000, "250 thousand": 250_000, "1,50,000 people": 150_000, "a hundred and thirteen people": 113, "twenty-five": 25,
        "a dozen soldiers": 12, "half a dozen": 6, "two dozen people": 24, "a couple of men": 2, "a couple of hundred": 200,
        "a quarter of a million": 250_000, "half a million": 500_000, "one and a half million": 1_500_000, "a million and a half": 1_500_000,
        "three quarters of a million": 750_000, "twelve hundred people": 1200, "one hundred twenty thousand": 120_000,
        "two thousand, three hundred and forty-five": 2345, "120": 120, "1 200 people": 1200, "a total of 12 people": 12, "both pilots": 2,
        "three million five hundred thousand": 3_500_000, "12 soldiers": 12, "2000 soldiers": 2000, "in October 20 people died": 20,
        "rose from 10 to 15": 10, "12 to hospital": 12, "May 300 people": 300, "they may 20 times": None,
    },
    "ar": {
        "١١٣ طائرة": 113, "۱۲۰ نفر": 120, "١٬٢٠٠ شخص": 1200, "1.200 شخص": 1200, "١٫٥ مليون شخص": 1_500_000, "250 ألف شخص": 250_000, "3 آلاف و500 شخص": 3500,
        "مئة وثلاث عشرة طائرة": 113, "ثلاثمئة شخص": 300, "ثلاثمائة": 300, "ثلاث مئة": 300, "مئتي شخص": 200, "مئتا شخص": 200, "مائتين وخمسين": 250,
        "ألفي شخص": 2000, "ألفين": 2000, "ألفان": 2000, "ألفا شخص": 2000, "مليونين": 2_000_000, "مليونا شخص": 2_000_000, "أحد عشر جنديا": 11, "إحدى عشرة سيدة": 11,
        "اثنا عشر": 12, "اثنتي عشرة": 12, "ثلاثة وعشرون": 23, "ثلاثا وعشرين": 23, "ثلاث عشرة": 13, "مئة وعشرين ألف شخص": 120_000, "نصف مليون": 500_000,
        "مليون ونصف": 1_500_000, "مليون ونصف المليون": 1_500_000, "ربع مليون": 250_000, "مليونين ونصف مليون": 2_500_000, "ألفا ومئتين": 1200, "20 ألفا": 20_000,
        "عشرون ألفا": 20_000, "ألف و200 شخص": 1200, "واحد": 1, "اثنتين": 2, "خمسة آلاف وستمئة وثلاثة وأربعين": 5643, "و250 مركبة": 250, "بـ20 صاروخا": 20,
        "الثلاثة والعشرين": 23, "مئتي ألف": 200_000, "1.5 مليون": 1_500_000, "ثلاثة ملايين ونصف": 3_500_000, "مئة ألف": 100_000, "من 40 إلى 31": 40,
        "عشر نساء": 10, "ثلاثمئة وخمسة وأربعين": 345, "الاثنين قتل 5": 5, "قتل الأحد 20 شخصا": 20, "20 اليوم": 20,
    },
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "value"), [(code, *case) for code in EXACT for case in EXACT[code].items()])
def test_exact(language: str, text: str, value: int | None) -> None:
    assert interval(text, language) == (None if value is None else (value, value, False))


INTERVALS = {
    "en": {
        "at least 20 people": (20, None, False), "no fewer than eleven": (11, None, False), "more than 200": (200, None, False),
        "over a hundred people": (100, None, False), "up to three": (0, 3, False), "as many as 40": (0, 40, False), "no more than 5": (0, 5, False),
        "about 70": (70, 70, True), "some 300 people": (300, 300, True), "nearly 700": (700, 700, True), "fewer than ten": (0, 10, False),
        "between 14 and 28": (14, 28, False), "10 to 15 people": (10, 15, False), "10-15 people": (10, 15, False), "10 to 15 thousand": (10_000, 15_000, False),
        "2 to 3 million people": (2_000_000, 3_000_000, False), "two or three soldiers": (2, 3, False), "20 or more people": (20, None, False), "12 or so": (12, 12, True),
        "dozens": (20, None, True), "scores of people": (20, None, True), "hundreds": (200, None, True), "thousands of people": (2000, None, True), "tens of thousands": (20_000, None, True),
        "dozens of thousands": (20_000, None, True), "hundreds of thousands of people": (200_000, None, True), "millions": (2_000_000, None, True),
        "several": (None, None, False), "a few people": (None, None, False), "some soldiers": (None, None, False), "a number of people": (None, None, False), "many": (None, None, False),
        "several hundred": (200, None, True), "a few thousand people": (2000, None, True), "several dozen": (20, None, True),
        "more than a quarter of a million": (250_000, None, False), "at least some 20": (20, None, True), "more than 2000 people": (2000, None, False), "more than 2014 people": (2014, None, False),
    },
    "ar": {
        "ما لا يقل عن 115 شخصا": (115, None, False), "أكثر من مئة": (100, None, False), "ما يزيد على الثمانية": (8, None, False), "ما يفوق العشرين": (20, None, False),
        "ما يصل إلى 30": (0, 30, False), "نحو 150": (150, 150, True), "قرابة ألف": (1000, 1000, True), "بين 10 و15 شخصا": (10, 15, False), "ما بين عشرة وعشرين": (10, 20, False),
        "10 إلى 15 شخصا": (10, 15, False), "3 أو 4 جنود": (3, 4, False), "60 على الأقل": (60, None, False), "10 فأكثر": (10, None, False), "أقل من 20": (0, 20, False), "5-6 آلاف": (5000, 6000, False),
        "عشرات": (20, None, True), "العشرات": (20, None, True), "مئات": (200, None, True), "آلاف المدنيين": (2000, None, True), "عشرات الآلاف": (20_000, None, True), "عشرات آلاف السكان": (20_000, None, True), "مئات الآلاف": (200_000, None, True), "ملايين": (2_000_000, None, True),
        "عدة جنود": (None, None, False), "بعض المدنيين": (None, None, False), "عددا من الجنود": (None, None, False), "بضعة آلاف": (2000, None, True), "عدة مئات": (200, None, True), "بضع عشرات": (20, None, True),
        "أكثر من 400 ألف": (400_000, None, False), "أكثرَ من 120": (120, None, False), "بأكثر من 30 صاروخا": (30, None, False),
    },
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), [(code, *case) for code in INTERVALS for case in INTERVALS[code].items()])
def test_intervals(language: str, text: str, expected: tuple[int | None, int | None, bool]) -> None:
    assert interval(text, language) == expected


NO_COUNT = {
    "en": [
        "in 2014", "May 5, 2014", "5 May", "on September 7-8", "7-8 September", "at 03:25", "12/5", "12-5-2014", "the 2006 war", "MiG-29", "Su-25", "flight 17",
        "50%", "50 percent", "$50 million", "50 million dollars", "aged 14", "14-year-old", "5 km", "20 tonnes", "three days", "since 2000", "20 years of war", "a soldier", "2.5 people",
        "Boeing 777", "five hundred pounds", "hundreds of miles", "half of them", "Monday", "a hundred and five kilometres",
    ],
    "ar": [
        "عام 2014", "في 2014", "19 أيلول", "5 تشرين الأول", "الساعة 03:25", "12/5", "إس 300", "50 في المئة", "50%", "مليون دولار", "البالغ من العمر 14", "14 عاما", "5 كلم", "20 طنا",
        "ثلاثة أيام", "الأحد", "الاثنين", "عام ألفين وأربعة عشر", "نصف السكان", "7 و8 أيلول", "سنة 2000",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(code, text) for code in NO_COUNT for text in NO_COUNT[code]])
def test_no_count(language: str, text: str) -> None:
    assert interval(text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "at", "expected"),
    [
        ("en", "20 people or more", 2, (3, "at_least")),
        ("en", "15 people at least 5 of them", 2, None),
        ("ar", "15 شخصا على الأقل", 2, (3, "at_least")),
        ("ar", "15 شخصا تقريبا", 2, (3, "about")),
        ("ar", "15 شخصا", 2, None),
    ],
)
def test_hedge_after_the_noun(language: str, text: str, at: int, expected: tuple[int, str] | None) -> None:
    words = tokens(text, language)
    assert modifier_after(words, at, len(words)) == expected


def test_a_hedge_does_not_number_a_quantifier() -> None:
    words = tokens("several people", "en")
    phrase = number_at(words, 0, len(words), pack("en").grammar)
    assert phrase is not None
    assert modified(phrase, "at_least") == phrase
    assert not phrase.quantified
    assert not phrase.head


# num2words2 leaves the second half of an Arabic dual off before "thousand" and at the end: 1200 is "ألف ومئتا".
def arabic(number: int, case: str) -> str:
    words = str(num2words(number, lang="ar", case="genitive")) if case == "genitive" else str(num2words(number, lang="ar"))
    return words if case != "accusative" else re.sub(r"(?<=[شرسعنث])ون\b", "ين", words)


def english(number: int, style: str) -> str:
    words = str(num2words(number))
    return {"plain": words, "no and": words.replace(" and ", " "), "no comma": words.replace(",", "")}[style]


NUMBERS = st.one_of(st.integers(0, 10**7), st.integers(0, 3000), st.integers(1, 99).map(lambda n: n * 1000))


@given(NUMBERS, st.sampled_from(["nominative", "genitive", "accusative"]))
@example(13, "nominative")
@example(120_000, "genitive")
def test_arabic_spelled_out(number: int, case: str) -> None:
    text = arabic(number, case)
    assert interval(f"مقتل {text} شخص", "ar") == (number, number, False), text


@given(NUMBERS, st.sampled_from(["plain", "no and", "no comma"]))
def test_english_spelled_out(number: int, style: str) -> None:
    text = english(number, style)
    assert interval(f"killed {text} people", "en") == (number, number, False), text


DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")


@given(st.integers(0, 10**12), st.sampled_from(DIGITS), st.sampled_from(["", ",", ".", "٬", "'", "\u202f", "\u00a0"]))
def test_digits_of_any_script(number: int, digits: str, separator: str) -> None:
    text = f"{number:,}".replace(",", separator).translate({ord(str(i)): digits[i] for i in range(10)})
    assert (digits_value(text) or (None,))[0] == number


@pytest.mark.parametrize("text", ["", "1,2,3", "1.2.3", "12.04.2014", "9" * 5000, "²", "1,20,3", "x"])
def test_no_digits(text: str) -> None:
    value = digits_value(text)
    assert value is None or value[0].denominator != 1


PIECES = {
    code: sorted([*pack(code).numbers, *pack(code).modifiers, *"- , : / % $ . 3 12 1,5 226 000 2014 1.200 ٣ و3 x".split()]) for code in LANGUAGES
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_words_give_a_phrase_or_none(language: str) -> None:
    grammar = pack(language).grammar

    @given(st.lists(st.sampled_from(PIECES[language]) | st.text(max_size=4), max_size=12))
    def check(pieces: list[str]) -> None:
        words = tokens(" ".join(pieces), language)
        for end in {len(words), len(words) // 2}:
            for i in range(end):
                phrase = number_at(words, i, end, grammar)
                if phrase is None:
                    continue
                assert phrase.start == i
                assert i < phrase.end <= end
                assert phrase.quantified == (phrase.min is not None)
                assert phrase.max is None or (phrase.min is not None and 0 <= phrase.min <= phrase.max)

    check()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("piece", ["about 12 ", "226 ", "12 to ", "نحو ", "ألف و", "thousand and ", "one hundred "])
def test_a_phrase_looks_at_few_words(language: str, piece: str) -> None:
    """Linear time: no phrase reads more than a bounded number of tokens, whatever the text repeats."""
    words = tokens(piece * 200, language)
    reads = 0

    class Counted(list[Token]):
        def __getitem__(self, i: Any) -> Any:
            nonlocal reads
            reads += 1
            return super().__getitem__(i)

    counted = Counted(words)
    for i in range(len(words)):
        number_at(counted, i, len(words), pack(language).grammar)
    assert reads < 150 * len(words)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"unit": {"x": ["one"]}}, r"\[unit\] x: the key must be a number"),
        ({"unit": {"1": "one"}}, r"\[unit\] 1: must be a list of words"),
        ({"unit": {"1": ["one"]}, "teen": {"11": ["one"]}}, r"\[teen\] 11: 'one' is listed under unit too"),
    ],
)
def test_a_wrong_table_is_named(table: dict[str, Any], message: str) -> None:
    with pytest.raises(NumbersError, match=message):
        load_numbers(table)


def test_a_wrong_grammar_is_named() -> None:
    with pytest.raises(NumbersError, match=r"\[grammar.and\] must give tens, hundreds, thousands"):
        load_grammar({"grammar": {}})
    with pytest.raises(NumbersError, match="listed under up_to too"):
        load_modifiers({"before": {"up_to": ["at most"]}, "after": {"at_least": ["at most"]}})
