"""`articles`: news articles as feeds deliver them."""

from datetime import UTC, datetime
from typing import Annotated, Literal

import msgspec

from tocsin.ids import article_id
from topics.contract import Instant, Topic


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A news article. Offsets elsewhere count code points of `document`.

    `published_at` is null where the feed gives none; times carry a zone. A `status` of "cancelled"
    withdraws the article, a higher `version` replaces it. `tocsin.articles.decode` fills an `id` that is missing.
    """

    url: str
    source: str
    title: str
    text: str
    fetched_at: Instant
    id: str = ""
    language: str | None = None
    published_at: Instant | None = None
    version: Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)] = 1
    status: Literal["usable", "cancelled"] = "usable"
    schema: int = 1

    @property
    def document(self) -> str:
        """Title, a blank line, text: what every offset refers to."""
        return f"{self.title}\n\n{self.text}"


def key(article: Article) -> bytes:
    """The article's id, or the id that it will get: all versions of an article stay in order."""
    return (article.id or article_id(article.url, article.title, article.text)).encode()


EXAMPLES = (
    Article(
        id="marsa-2026-0611",
        url="https://news.example/ar/marsa/0611",
        source="وكالة المرسى",
        title="وزارة الدفاع: إسقاط 6 طائرات مسيرة فوق ميناء المرسى",
        text="قالت وزارة الدفاع إن دفاعاتها الجوية أسقطت 6 طائرات مسيرة فوق ميناء المرسى فجر الخميس.\n\n"
        "وأضافت أن ٣ مدنيين على الأقل أصيبوا بجروح، ونفت تدمير أي سفينة في الميناء.",
        language="ar",
        published_at=datetime.fromisoformat("2026-06-11T06:40:00+03:00"),
        fetched_at=datetime(2026, 6, 11, 3, 52, 7, tzinfo=UTC),
    ),
    Article(
        id="north-valley-77",
        url="https://news.example/en/north-valley/77",
        source="North Valley Courier",
        title="Hospital hit in overnight shelling, seven killed",
        text="Shelling destroyed the district hospital in Tarn late on Monday, killing seven people, including two "
        "medics, the governor said.\n\nRebel commanders denied that they had fired on the town.",
        language="en",
        published_at=datetime.fromisoformat("2026-03-03T08:15:00+01:00"),
        fetched_at=datetime(2026, 3, 3, 7, 31, tzinfo=UTC),
    ),
    Article(
        url="https://news.example/ru/lesnoye/15",
        source="Лесной вестник",
        title="Сбиты два вертолёта",
        text="Министерство обороны сообщило, что за неделю были сбиты два вертолёта и уничтожены 14 танков противника.",
        fetched_at=datetime(2026, 5, 20, 11, 0, tzinfo=UTC),
    ),
    Article(
        id="north-valley-77",
        url="https://news.example/en/north-valley/77",
        source="North Valley Courier",
        title="Withdrawn: Hospital hit in overnight shelling",
        text="This report has been withdrawn.",
        language="en",
        published_at=datetime.fromisoformat("2026-03-03T08:15:00+01:00"),
        fetched_at=datetime(2026, 3, 3, 12, 5, tzinfo=UTC),
        version=2,
        status="cancelled",
    ),
)

TOPIC = Topic(
    name="articles",
    summary="News articles as feeds deliver them, one message an article or a new version of one.",
    record=Article,
    key=key,
    examples=EXAMPLES,
)
