"""When a sentence says that it happened."""

from datetime import datetime
from typing import Final

from tocsin.extraction.frames import Speech
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.times import Timed, times_of, when_of
from tocsin.times.phrases import tells
from tocsin.times.words import Row, TimePack, load_times, words_of
from topics.claims import When

_SPACE: Final = ord(" ")


def spoken_of(text: Text, first: int, last: int, published_at: datetime | None) -> list[Timed]:
    """The expressions of time among the tokens from `first` up to `last`."""
    pack = load_times(text.lexicon.code)
    if not _may_tell(text, first, last, pack):
        return []
    row = _row(text, first, last, pack)
    return times_of(text.document, row, pack, published_at) if tells(row.words) else []


def _may_tell(text: Text, first: int, last: int, pack: TimePack) -> bool:
    """Whether an expression may begin in any of the tokens, as far as each tells alone."""
    found, words = False, text.words
    for k in range(first, last):
        timely = words[k].timely
        if timely is None:
            timely = words[k].timely = words_of(words[k].text, pack)
        found = found or timely.tells
    return found


def _row(text: Text, first: int, last: int, pack: TimePack) -> Row:
    """The words of time of tokens, and of what stands between them; most tokens are one word each."""
    row, document, starts, words = Row(), text.document, text.starts, text.words
    copied, end = first, starts[first]
    for k in range(first, last):
        timely, start = words[k].timely, starts[k]
        whole = None if timely is None else timely.whole
        beside = start == end or (start == end + 1 and ord(document[end]) == _SPACE)
        if beside and whole is not None:
            row.words.append(whole)
        else:
            row.starts += starts[copied:k]
            copied = k + 1
            if not beside:  # a hyphen that joins two words is no token
                row.add(words_of(document[end:start], pack), end)
            if timely is not None:
                row.add(timely, start)
        end = start + words[k].length
    row.starts += starts[copied:last]
    return row


def when(text: Text, binding: Binding, said: Speech, spoken: list[Timed]) -> When | None:
    """When the harm was done, of the times that its sentence speaks of."""
    if not spoken:
        return None
    at = binding.trigger.at
    speech = [(text.starts[frame.at], text.end(frame.at)) for frame in said.frames]
    return when_of(spoken, (text.starts[at], text.end(at)), (spoken[0].span.start, spoken[-1].span.end), speech)
