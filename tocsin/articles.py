"""Reading articles from Kafka."""

from datetime import UTC

import msgspec

from tocsin.ids import article_id
from tocsin.records import Rejection
from tocsin.records import decode as decode_record
from topics.articles import Article

_DECODER = msgspec.json.Decoder(Article)


def decode(body: bytes | None, max_bytes: int) -> Article | Rejection:
    """The article in a message's value, with its id filled in. Total: any bytes give an article or a rejection.

    Text is taken as it stands, control characters and combining marks included, so that offsets count what was sent.
    """
    article = decode_record(body, _DECODER, max_bytes)
    if isinstance(article, Rejection):
        return article
    for name, time in (("fetched_at", article.fetched_at), ("published_at", article.published_at)):
        try:
            if time is not None:
                time.astimezone(UTC)
        except OverflowError:
            return Rejection("decode", f"{time} is outside the years 1 to 9999 in UTC - at `$.{name}`")
    if article.id:
        return article
    return msgspec.structs.replace(article, id=article_id(article.url, article.title, article.text))
