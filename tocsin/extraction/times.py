"""When a sentence says that it happened."""

from datetime import datetime
from typing import Final

from tocsin.extraction.frames import Speech
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.times import Timed, times_of, when_of
from tocsin.times.phrases import tells
from tocsin.times.words import Parts, Row, TimePack, load_times, words_of
from tocsin.times.words import Word as TimeWord
from topics.claims import When


def spoken_of(text: Text, first: int, last: int, published_at: datetime | None) -> list[Timed]:
    """The expressions of time among the tokens from `first` up to `last`."""
    pack = load_times(text.lexicon.code)
    told: list[TimeWord] = []
    end = text.starts[first]
    for k in range(first, last):
        word, start = text.words[k], text.starts[k]
        if start != end:
            told += _between(text.document, end, start, pack).words
        if word.timely is None:
            word.timely = words_of(word.text, pack)
        told += word.timely.words
        end = text.end(k)
    if not tells(told):
        return []
    row, end = Row(), text.starts[first]
    for k in range(first, last):
        timely, start = text.words[k].timely, text.starts[k]
        row.add(_between(text.document, end, start, pack), end)
        if timely is not None:
            row.add(timely, start)
        end = text.end(k)
    return times_of(text.document, row, pack, published_at)


_NOTHING: Final = Parts([], [])


def _between(document: str, end: int, start: int, pack: TimePack) -> Parts:
    """What stands between two tokens: a hyphen that joins two words is no token."""
    if start - end > 1 or (start > end and document[end] != " "):
        return words_of(document[end:start], pack)
    return _NOTHING


def when(text: Text, binding: Binding, said: Speech, spoken: list[Timed]) -> When | None:
    """When the harm was done, of the times that its sentence speaks of."""
    if not spoken:
        return None
    at = binding.trigger.at
    speech = [(text.starts[frame.at], text.end(frame.at)) for frame in said.frames]
    return when_of(spoken, (text.starts[at], text.end(at)), (spoken[0].span.start, spoken[-1].span.end), speech)
