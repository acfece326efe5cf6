"""Whether harm was done in one attack or in several, and over how long, as features of what is learned."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.text import Text

_EVENT: Final = 10  # words from harm to the attack that did it
_LENGTH: Final = 3  # words from "over" to the days
_LASTING: Final = frozenset(("cumulative", "during"))


def events(text: Text, at: int, first: int, last: int) -> list[str]:
    """Whether one attack or several stand next to the harm at token `at`, before it and after it."""
    found = []
    for k in range(at - 1, max(first, at - _EVENT) - 1, -1):
        if text.words[k].signs & signs.EVENT:
            found.append("events before" if _several(text, k, first) else "event before")
            break
    for k in range(at + 1, min(last, at + _EVENT)):
        if text.words[k].signs & signs.EVENT:
            found.append("events after" if _several(text, k, first) else "event after")
            break
    return found


def _several(text: Text, k: int, first: int) -> bool:
    """Whether the word of attack at token `k` means several."""
    return "events" in text.words[k].cues or _counted(text, k, first)


def _counted(text: Text, k: int, first: int) -> bool:
    """Whether a number stands just before token `k`."""
    return k > first and (text.words[k - 1].digits or text.words[k - 1].number is not None)


def periods(text: Text, at: int, first: int, last: int) -> list[str]:
    """Whether it was over a time longer than a day ("over two weeks")."""
    for k in range(first, last):
        if text.words[k].signs & signs.PERIOD and any(
            word.cues & _LASTING for word in text.words[max(first, k - _LENGTH) : k]
        ):
            return ["over days", f"over days {'before' if k < at else 'after'} near={abs(k - at) <= _EVENT}"]
    return []
