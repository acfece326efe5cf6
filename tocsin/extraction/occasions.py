"""Whether harm was done in one attack or in several, and over how long, as features of what is learned."""

from tocsin.extraction.text import Text

_EVENT = 10  # words from harm to the attack that did it
_LENGTH = 3  # words from "over" to the days
_LASTING = frozenset(("cumulative", "during"))


def events(text: Text, at: int, first: int, last: int) -> list[str]:
    """Whether one attack or several stand next to the harm at token `at`, before it and after it."""
    found = []
    ways = (
        ("before", range(at - 1, max(first, at - _EVENT) - 1, -1)),
        ("after", range(at + 1, min(last, at + _EVENT))),
    )
    for where, tokens in ways:
        for k in tokens:
            cues = text.words[k].cues
            if "events" in cues:
                found.append(f"events {where}")
                break
            if "single_events" in cues:
                found.append(f"{'events' if _counted(text, k, first) else 'event'} {where}")
                break
    return found


def _counted(text: Text, k: int, first: int) -> bool:
    """Whether a number stands just before token `k`."""
    return k > first and (text.words[k - 1].digits or text.words[k - 1].number is not None)


def periods(text: Text, at: int, first: int, last: int, lasting: bool) -> list[str]:
    """Whether it was over a time longer than a day ("over two weeks"), where the sentence is `lasting` at all."""
    if not lasting:
        return []
    for k in range(first, last):
        before = text.words[max(first, k - _LENGTH) : k]
        if "periods" in text.words[k].cues and any(word.cues & _LASTING for word in before):
            return ["over days", f"over days {'before' if k < at else 'after'} near={abs(k - at) <= _EVENT}"]
    return []
