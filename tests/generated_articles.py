"""Articles for tests, in Arabic and English, made from a few sentences; the same seed gives the same articles."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from topics.articles import Article

PLACES = {"ar": ("مرسى النخيل", "تل الرمان", "وادي العقيق"), "en": ("Tarn", "North Valley", "Port Ellis")}
SPEAKERS = {
    "ar": ("وزارة الدفاع", "محافظ المدينة", "متحدث باسم الجيش"),
    "en": ("the governor", "the defence ministry", "a police spokesman"),
}
SENTENCES = {
    "ar": (
        "قالت {speaker} إن {n} مدنيين قتلوا في قصف استهدف {place}.",
        "وأضافت أنه تم إسقاط {n} طائرات مسيرة فوق {place}.",
        "ونفت تدمير أي منشآت عسكرية في {place}.",
        "وأصيب {n} أشخاص على الأقل بجروح.",
        "ودعت الأمم المتحدة إلى ضبط النفس.",
    ),
    "en": (
        "Shelling killed {n} civilians in {place}, {speaker} said.",
        "Air defences shot down {n} drones over {place} overnight.",
        "It denied that the airport in {place} had been destroyed.",
        "At least {n} people were injured, {speaker} said.",
        "The council will meet again on Thursday.",
    ),
}
START = datetime(2026, 3, 1, 6, tzinfo=UTC)


def generated(number: int, prefix: str, seed: int = 1) -> Iterator[Article]:
    """So many articles, their ids beginning with `prefix`."""
    choice = random.Random(seed)
    for index in range(number):
        language = choice.choice(("ar", "en"))
        place, speaker = choice.choice(PLACES[language]), choice.choice(SPEAKERS[language])
        sentences = [
            sentence.format(n=choice.randint(2, 40), place=place, speaker=speaker)
            for sentence in choice.sample(SENTENCES[language], k=3)
        ]
        published = START + timedelta(minutes=index)
        yield Article(
            id=f"{prefix}-{index}",
            url=f"https://news.example/{prefix}/{index}",
            source="North Valley Courier",
            title=sentences[0].rstrip("."),
            text="\n\n".join(sentences),
            language=language,
            published_at=published,
            fetched_at=published + timedelta(minutes=3),
            status="cancelled" if index % 100 == 99 else "usable",
        )
