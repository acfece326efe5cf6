"""Words of an article as a headline can carry them: on one line, not too long, and safe between other scripts."""

import re
import textwrap
import unicodedata
from collections.abc import Callable

from tocsin.alerts.headlines.language import Language
from topics.claims import Span

NameOf = Callable[[str, str], str | None]
"""The name of an entity, given its canonical id and a language code; null where none is known."""

_LONGEST = 100
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_ISOLATE = "\u2068{}\u2069"  # first strong isolate, pop directional isolate


def one_line(text: str) -> str:
    """Text on one line, without control characters, shortened at a word if it is long."""
    flat = " ".join(_UNSAFE.sub(" ", text).split())
    return textwrap.shorten(flat, _LONGEST, placeholder=" …") if " " in flat[:_LONGEST] else flat[:_LONGEST]


def quoted(span: Span, identifier: str | None, code: str, lang: Language, own: bool, name_of: NameOf) -> str:
    """A claim's words in a headline of language `code`.

    In the article's own language (`own`) they stand as they are, but for a capital that only began a sentence. In
    another, the entity's name in that language stands for them; without one they are quoted.
    """
    if own:
        first, gap, rest = one_line(span.text).partition(" ")
        return isolated((first.lower() if gap and first in lang.lowered else first) + gap + rest, lang)
    if identifier is not None and (name := name_of(identifier, code)) is not None:
        return isolated(one_line(name), lang)
    return isolated(lang.headline["foreign"].format(words=one_line(span.text)), lang)


def isolated(text: str, lang: Language) -> str:
    """Text that does not run in the headline's direction, set apart so that numbers and signs beside it stay put."""
    strong = next((kind for letter in text if (kind := unicodedata.bidirectional(letter)) in {"L", "R", "AL"}), "L")
    runs = "ltr" if strong == "L" else "rtl"
    return text if runs == lang.direction else _ISOLATE.format(text)
