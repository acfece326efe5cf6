"""Articles in files: JSON Lines, one JSON document, or plain text with a title line.

Lenient where the `articles` topic is strict: a file written by hand or taken from a corpus needs a `text` and
nothing else. `lang` is read as `language`; an ISO `date` serves as `published_at` at the precision of a day (midnight
UTC) where that is missing, and any other `date` is left unread rather than guessed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

import msgspec

from topics.articles import Article

Form = Literal["jsonl", "json", "text"]
_FORMS: dict[str, Form] = {".txt": "text", ".json": "json"}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_Zoned = Annotated[datetime, msgspec.Meta(tz=True)]


class _Loose(msgspec.Struct, kw_only=True):
    """An article as files have it."""

    text: str
    id: str | int | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    language: str | None = None
    lang: str | None = None
    published_at: _Zoned | None = None
    date: str | None = None
    fetched_at: _Zoned | None = None
    version: int = 1
    status: Literal["usable", "cancelled"] = "usable"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A piece of input that is no article: where it stands and why it could not be read."""

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


def form_of(path: Path) -> Form:
    """How a file is read, by its suffix: `.txt` as text, `.json` as one document, all else as JSON Lines."""
    return _FORMS.get(path.suffix.lower(), "jsonl")


def read(stream: BinaryIO, name: str, form: Form, now: datetime) -> Iterator[Article | Unreadable]:
    """The articles of a stream, in order, each as soon as it has been read; `now` fills a missing `fetched_at`."""
    if form == "text":
        yield _from_text(stream.read(), name, now)
    elif form == "json":
        yield from _from_document(stream.read(), name, now)
    else:
        yield from _from_lines(stream, name, now)


def _from_lines(lines: Iterable[bytes], name: str, now: datetime) -> Iterator[Article | Unreadable]:
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _from_json(line, f"{name}, line {number}", now)


def _from_document(body: bytes, name: str, now: datetime) -> Iterator[Article | Unreadable]:
    """One article, or an array of them."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    if not body.lstrip().startswith(b"["):
        yield _from_json(body, name, now)
        return
    try:
        items = msgspec.json.decode(body, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError) as error:
        yield Unreadable(name, _reason(error))
        return
    for number, item in enumerate(items, 1):
        yield _from_json(bytes(item), f"{name}, article {number}", now)


def _from_json(body: bytes, where: str, now: datetime) -> Article | Unreadable:
    try:
        body.decode()
        loose = msgspec.json.decode(body, type=_Loose)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        return Unreadable(where, _reason(error))
    return Article(
        id="" if loose.id is None else str(loose.id),
        url=loose.url or "",
        source=loose.source or "",
        title=loose.title or "",
        text=loose.text,
        language=loose.language or loose.lang or None,
        published_at=loose.published_at or _day(loose.date),
        fetched_at=loose.fetched_at or now,
        version=loose.version,
        status=loose.status,
    )


def _from_text(body: bytes, name: str, now: datetime) -> Article | Unreadable:
    """Title line, blank lines, text. The id is the file's name without its suffix."""
    try:
        title, _, text = body.decode("utf-8-sig").replace("\r\n", "\n").strip("\n").partition("\n")
    except UnicodeDecodeError as error:
        return Unreadable(name, _reason(error))
    return Article(id=Path(name).stem, url="", source="", title=title, text=text.strip("\n"), fetched_at=now)


def _day(date: str | None) -> datetime | None:
    """Midnight UTC of an ISO date; None for any other way to write one."""
    if date is None or not _ISO_DATE.fullmatch(date):
        return None
    try:
        return datetime.fromisoformat(date).replace(tzinfo=UTC)
    except ValueError:
        return None


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 (byte {error.start}); convert it to UTF-8"
    if isinstance(error, RecursionError):
        return "JSON nested too deeply"
    if isinstance(error, msgspec.ValidationError):
        return f"not an article: {error}"
    return f"not JSON: {error}"
