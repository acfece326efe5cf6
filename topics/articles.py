"""`articles`: news articles as feeds deliver them."""

from datetime import datetime
from typing import Literal

import msgspec


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A news article. Offsets elsewhere count code points of `document`.

    `published_at` is null where the feed gives none; times carry a zone. A `status` of "cancelled"
    withdraws the article, a higher `version` replaces it. An empty `id` on the wire is filled by `tocsin.articles.decode`.
    """

    url: str
    source: str
    title: str
    text: str
    fetched_at: datetime
    id: str = ""
    language: str | None = None
    published_at: datetime | None = None
    version: int = 1
    status: Literal["usable", "cancelled"] = "usable"
    schema: int = 1

    @property
    def document(self) -> str:
        """Title, a blank line, text: what every offset refers to."""
        return f"{self.title}\n\n{self.text}"
