"""When a sentence says that it happened."""

from datetime import datetime

from tocsin.extraction.frames import Speech
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.times import Timed, times_of, when_of
from tocsin.times.words import Row, load_times, words_of
from topics.claims import When


def spoken_of(text: Text, first: int, last: int, published_at: datetime | None) -> list[Timed]:
    """The expressions of time among the tokens from `first` up to `last`."""
    pack, document, row = load_times(text.lexicon.code), text.document, Row()
    told, end = False, text.starts[first]
    for k in range(first, last):
        word, start = text.words[k], text.starts[k]
        if start > end and (start - end > 1 or document[end] != " "):
            row.add(words_of(document[end:start], pack), end)  # a hyphen that joins two words is no token
        if word.timely is None:
            word.timely = words_of(word.text, pack)
            word.tells_time = any(part.starts or part.phrases for part, _, _ in word.timely)
        row.add(word.timely, start)
        told = told or word.tells_time
        end = text.ends[k]
    return times_of(document, row, pack, published_at) if told else []


def when(text: Text, binding: Binding, said: Speech, spoken: list[Timed]) -> When | None:
    """When the harm was done, of the times that its sentence speaks of."""
    if not spoken:
        return None
    at = binding.trigger.at
    speech = [(text.starts[frame.at], text.ends[frame.at]) for frame in said.frames]
    return when_of(spoken, (text.starts[at], text.ends[at]), (spoken[0].span.start, spoken[-1].span.end), speech)
