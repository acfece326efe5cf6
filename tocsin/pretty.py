"""Records for people: articles with their claims highlighted, alerts, and one line for any message.

Text of articles is foreign: characters that could command the terminal are replaced before it is shown, one by one,
so that offsets stay true. Right-to-left paragraphs are set to the right and left in logical order, which is what
terminals that know bidirectional text expect.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tocsin.alerts import cloudevent
from tocsin.records import Rejection, decode
from tocsin.tail import Record
from topics.alerts import Alert
from topics.claims import Claim, Count, Span
from topics.dead_letters import DeadLetter
from topics.enriched_articles import EnrichedArticle

_EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_STRONG = {"L": False, "R": True, "AL": True}
_PARTS = (
    ("evidence", "underline"),
    ("claimant", "magenta"),
    ("party", "cyan"),
    ("actor", "blue"),
    ("place", "green"),
    ("target_text", "yellow"),
    ("count", "bold red"),
)
_SEVERITY = {"Extreme": "bold white on red", "Severe": "bold red", "Moderate": "yellow", "Minor": "cyan"}


def visible(text: str) -> str:
    """The text with each control and bidirectional control character replaced by a replacement character."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _commands(letter) else letter for letter in text)


def _commands(letter: str) -> bool:
    if letter in "\n\t":
        return False
    return unicodedata.category(letter) in ("Cc", "Cs") or unicodedata.bidirectional(letter) in _EMBEDDINGS


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (rule P2 of the bidirectional algorithm)."""
    return next((_STRONG[d] for d in map(unicodedata.bidirectional, text) if d in _STRONG), False)


def article(record: EnrichedArticle) -> RenderableType:
    """The article with what its claims rest on highlighted, and a table of the claims."""
    document = Text(visible(f"{record.title}\n\n{record.text}"))
    for claim in record.claims:
        for name, style in _PARTS:
            span: Span | Count | None = getattr(claim, name)
            if span is not None:
                document.stylize(style, span.start, span.end)
    about = " · ".join(filter(None, (record.source, _day(record.published_at), record.language, record.id)))
    parts: list[RenderableType] = [Rule(Text(visible(about), style="dim"))]
    parts.extend(_paragraphs(document))
    parts.append(Padding(claims_table(record.claims) if record.claims else Text("no claims", style="dim"), (1, 0)))
    return Group(*parts)


def _paragraphs(document: Text) -> Iterator[Text]:
    """The paragraphs, each set to the side that it starts from, the title in bold."""
    for number, paragraph in enumerate(document.split("\n", allow_blank=True)):
        paragraph.justify = "right" if right_to_left(paragraph.plain) else "left"
        if number == 0:
            paragraph.stylize("bold")
        yield paragraph


def claims_table(claims: tuple[Claim, ...]) -> Table:
    """The claims, a row each."""
    table = Table(box=None, pad_edge=False, header_style="dim", expand=False)
    for heading in ("effect", "target", "count", "harmed", "place", "who says so", "stance", "scope", "confidence"):
        table.add_column(heading, overflow="fold")
    for claim in claims:
        table.add_row(
            Text(claim.effect),
            Text(claim.target, style="yellow"),
            Text(count(claim.count), style="bold red"),
            Text(_words(claim.party), style="cyan"),
            Text(_words(claim.place), style="green"),
            Text(_words(claim.claimant) or "the article", style="magenta" if claim.claimant else "dim"),
            Text(claim.stance, style="bold" if claim.stance == "denies" else ""),
            Text("background" if claim.background else claim.scope),
            Text(f"{claim.confidence:.2f}"),
        )
    return table


def count(value: Count | None) -> str:
    """An interval in words of one or two: `4 or more`, `about 30`, `up to 12`, `3 to 5`; empty where unknown."""
    if value is None:
        return ""
    if value.max is None:
        return f"{value.min} or more"
    if value.min == value.max:
        return f"about {value.min}" if value.approx else str(value.min)
    return f"up to {value.max}" if value.min == 0 else f"{value.min} to {value.max}"


def alert(record: Alert) -> RenderableType:
    """An alert: its headlines, its grades, and each claim with who makes it and the words it stands on."""
    badge = Text(f" {record.severity} ", style=_SEVERITY.get(record.severity, "reverse"))
    grades = f" {record.category} · {record.kind} · {record.certainty}" + (" · contested" if record.contested else "")
    lines: list[RenderableType] = [Text.assemble(badge, (grades, "dim"))]
    for language, headline in sorted(record.headline.items(), key=lambda item: item[0] != "en"):
        lines.append(Text(visible(headline), style="bold" if language == "en" else "", justify=_side(headline)))
    for claim in record.claims:
        said = "denied by" if claim.stance == "denies" else "said by"
        lines.append(Text.assemble(f"  {said} ", (_words(claim.claimant) or "the article", "magenta")))
        lines.append(Text(f"    “{_words(claim.evidence)}”"))
    where = " · ".join(filter(None, (record.source, _day(record.published_at), record.url)))
    lines.append(Text(f"  {visible(where)}", style="dim"))
    return Group(*lines, "")


def dead_letters_table(letters: Iterable[DeadLetter]) -> Table:
    """The dead letters, a row each."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("id", "stage", "reason"):
        table.add_column(heading, overflow="fold")
    for letter in letters:
        table.add_row(visible(letter.id), letter.stage, Text(visible(letter.reason)))
    return table


def message(record: Record) -> RenderableType:
    """Any message, as its topic's readers would want to see it: one line, and more for an alert."""
    shown = _READERS.get(record.topic, _unknown)(record.value)
    place = Text(f"{record.time:%Y-%m-%d %H:%M:%S} {record.topic}-{record.partition}@{record.offset}  ", style="dim")
    return place + shown if isinstance(shown, Text) else Group(place, shown)


def alert_message(value: bytes | None) -> RenderableType:
    """The alert in the value of a message of `alerts`."""
    try:
        return alert(cloudevent.decode(value or b""))
    except ValueError:
        return _unknown(value)


def _claim_message(value: bytes | None) -> RenderableType:
    record = decode(value, _CLAIM, len(value or b""))
    if isinstance(record, Rejection):
        return _unknown(value)
    said = "denied by" if record.stance == "denies" else "said by"
    who = _words(record.claimant) or "the article"
    parts = (record.effect, record.target, count(record.count), _words(record.party), _words(record.place))
    return Text(f"{' · '.join(filter(None, parts))} · {said} {who}")


def _article_message(value: bytes | None) -> RenderableType:
    record = decode(value, _TITLED, len(value or b""))
    if isinstance(record, Rejection):
        return _unknown(value)
    claims = "" if record.claims is None else f"  [{len(record.claims)} claims]"
    return Text(visible(f"{record.id}  {record.title}{claims}".replace("\n", " ")))


def _dead_letter_message(value: bytes | None) -> RenderableType:
    record = decode(value, _DEAD_LETTER, len(value or b""))
    return _unknown(value) if isinstance(record, Rejection) else Text(visible(f"{record.id}  {record.reason}"))


def _unknown(value: bytes | None) -> RenderableType:
    """What is no record: its beginning, made visible."""
    if value is None:
        return Text("(no value)", style="dim")
    return Text(visible(value[:_SHOWN_BYTES].decode(errors="backslashreplace").replace("\n", " ")))


class _Titled(msgspec.Struct, frozen=True):
    """What a line shows of an article, enriched or not."""

    title: str
    id: str = ""
    claims: tuple[msgspec.Raw, ...] | None = None


_SHOWN_BYTES = 200
_TITLED = msgspec.json.Decoder(_Titled)
_CLAIM = msgspec.json.Decoder(Claim)
_DEAD_LETTER = msgspec.json.Decoder(DeadLetter)
_READERS: dict[str, Callable[[bytes | None], RenderableType]] = {
    "articles": _article_message,
    "enriched-articles": _article_message,
    "claims": _claim_message,
    "alerts": alert_message,
    "dead-letters": _dead_letter_message,
}


def _side(text: str) -> Any:
    return "right" if right_to_left(text) else "left"


def _words(span: Span | None) -> str:
    return visible(span.text) if span else ""


def _day(time: datetime | None) -> str:
    return time.date().isoformat() if time else ""
