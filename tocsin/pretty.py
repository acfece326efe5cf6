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
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from tocsin.alerts import cloudevent
from tocsin.extraction import Explained
from tocsin.records import Rejection, decode
from tocsin.tail import Record
from topics.alerts import Alert
from topics.claims import Claim, Count, Span
from topics.dead_letters import DeadLetter
from topics.enriched_articles import EnrichedArticle, Entity

_EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF"})
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
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
    """The text with control characters and bidirectional overrides replaced by replacement characters."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _commands(letter) else letter for letter in text)


def _commands(letter: str) -> bool:
    if letter in "\n\t":
        return False
    return unicodedata.category(letter) in ("Cc", "Cs") or unicodedata.bidirectional(letter) in _EMBEDDINGS


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction, isolates aside, runs from right to left.

    Rule P2 of the Unicode bidirectional algorithm (UAX #9).
    """
    isolated = 0
    for direction in map(unicodedata.bidirectional, text):
        if direction in _ISOLATES:
            isolated += 1
        elif direction == "PDI":
            isolated = max(0, isolated - 1)
        elif direction in _STRONG and not isolated:
            return _STRONG[direction]
    return False


def article(record: EnrichedArticle) -> RenderableType:
    """The article with what its claims rest on highlighted, then its claims and its entities."""
    document = Text(visible(f"{record.title}\n\n{record.text}"))
    for claim in record.claims:
        for name, style in _PARTS:
            span: Span | Count | None = getattr(claim, name)
            if span is not None:
                document.stylize(style, span.start, span.end)
    about = " · ".join(filter(None, (record.source, _day(record.published_at), record.language, record.id)))
    parts: list[RenderableType] = [Rule(Text(visible(about), style="dim")), *_paragraphs(document), ""]
    for number, claim in enumerate(record.claims, 1):
        parts.extend((_claim(number, claim), ""))
    if not record.claims:
        parts.append(Text("no claims", style="dim"))
    if record.entities:
        parts.append(entities_table(record.entities))
    return Group(*parts)


def _paragraphs(document: Text) -> Iterator[Text]:
    """The paragraphs, each set to the side that it starts from, the title in bold."""
    for number, paragraph in enumerate(document.split("\n", allow_blank=True)):
        paragraph.justify = _side(paragraph.plain)
        if number == 0:
            paragraph.stylize("bold")
        yield paragraph


def _claim(number: int, claim: Claim) -> Text:
    """A claim in a few lines: what, how many, whose, by whom, where, who says so, and the words it stands on."""
    scope = "background" if claim.background else claim.scope
    text = Text.assemble((f"{number}  ", "dim"), (_what(claim), "bold"), (f"  {scope}, {claim.confidence:.2f}", "dim"))
    for label, name, style in (("harmed", "party", "cyan"), ("by", "actor", "blue"), ("in", "place", "green")):
        if span := getattr(claim, name):
            text.append(f"\n   {label} ").append(_words(span), style)
    return text.append("\n   ").append(_source(claim)).append(f"\n   “{_words(claim.evidence)}”")


def _what(claim: Claim) -> str:
    return " · ".join(filter(None, (claim.effect, claim.target.replace("_", " "), count(claim.count))))


def _source(claim: Claim) -> Text:
    said = "denied by " if claim.stance == "denies" else "said by "
    return Text.assemble(said, (_words(claim.claimant) or "the article", "magenta"))


def entities_table(entities: Iterable[Entity]) -> Table:
    """The entities, a row each, however often they are mentioned."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("entity", "type", "id", "country"):
        table.add_column(heading)
    first: dict[str, Entity] = {}
    for entity in entities:
        first.setdefault(entity.id or entity.name, entity)
    for entity in first.values():
        kind = (entity.kind or entity.type).replace("_", " ")
        table.add_row(Text(visible(entity.name)), kind, entity.id or ", ".join(entity.candidates), entity.country or "")
    return table


def explained(item: Explained) -> Text:
    """A word of harm: what it was taken for, whether it became a claim, and by which rules or why not."""
    verdict = Text("claim   ", "bold green") if item.claim else Text("no claim", "bold red")
    counted = "" if item.count is None else interval(*item.count)
    read = " · ".join(filter(None, (item.effect, (item.target or "").replace("_", " "), counted, item.stance)))
    reason = "" if item.why is None else f": {item.why}"
    rules = f"\n          rules: {', '.join(item.rules)}" if item.rules else ""
    return Text.assemble(
        verdict,
        "  ",
        (_words(item.trigger), "bold"),
        f"  {read}{reason}{rules}",
        (f"\n          “{_words(item.sentence)}”", "dim"),
    )


def count(value: Count | None) -> str:
    """A number in words of one or two: `4 or more`, `about 30`, `up to 12`, `3 to 5`; empty where unknown."""
    if value is None:
        return ""
    return f"about {value.min}" if value.approx and value.min == value.max else interval(value.min, value.max)


def interval(low: int, high: int | None) -> str:
    """An interval; open where `high` is None."""
    if high is None:
        return f"{low} or more"
    if low == high:
        return str(low)
    return f"up to {high}" if low == 0 else f"{low} to {high}"


def alert(record: Alert) -> RenderableType:
    """An alert: its headlines, its grades, and each claim with who makes it and the words it stands on."""
    badge = Text(f" {record.severity} ", style=_SEVERITY.get(record.severity, "reverse"))
    grades = f" {record.category} · {record.kind} · {record.certainty}" + (" · contested" if record.contested else "")
    lines: list[RenderableType] = [Text.assemble(badge, (grades, "dim"))]
    for language, headline in sorted(record.headline.items(), key=lambda item: item[0] != "en"):
        lines.append(Text(visible(headline), style="bold" if language == "en" else "", justify=_side(headline)))
    for claim in record.claims:
        lines.append(Text.assemble("  ", _source(claim), f"\n    “{_words(claim.evidence)}”"))
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
    where = "".join(f" · {_words(span)}" for span in (record.party, record.place) if span)
    return Text.assemble(_what(record), where, " · ", _source(record))


def _article_message(value: bytes | None) -> RenderableType:
    record = decode(value, _TITLED, len(value or b""))
    if isinstance(record, Rejection):
        return _unknown(value)
    claims = "" if record.claims is None else f"  [{len(record.claims)} claims]"
    return Text(visible(f"{record.id}  {record.title}{claims}".replace("\n", " ")))


def dead_letter_message(value: bytes | None) -> Text:
    """The id and the reason of the dead letter in the value of a message of `dead-letters`."""
    record = decode(value, _DEAD_LETTER, len(value or b""))
    return _unknown(value) if isinstance(record, Rejection) else Text(visible(f"{record.id}  {record.reason}"))


def _unknown(value: bytes | None) -> Text:
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
    "dead-letters": dead_letter_message,
}


def _side(text: str) -> Any:
    return "right" if right_to_left(text) else None


def _words(span: Span | None) -> str:
    return visible(span.text) if span else ""


def _day(time: datetime | None) -> str:
    return time.date().isoformat() if time else ""
