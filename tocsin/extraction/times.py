"""When a sentence says that it happened."""

from datetime import datetime

from tocsin.extraction.frames import Speech
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.times import Timed, find_times, when_of
from topics.claims import When


def spoken_of(text: Text, first: int, last: int, published_at: datetime | None) -> list[Timed]:
    """The expressions of time among the tokens from `first` up to `last`."""
    return find_times(text.document, text.lexicon.code, published_at, text.starts[first], text.ends[last - 1])


def when(text: Text, binding: Binding, said: Speech, spoken: list[Timed]) -> When | None:
    """When the harm was done, of the times that its sentence speaks of."""
    if not spoken:
        return None
    at = binding.trigger.at
    speech = [(text.starts[frame.at], text.ends[frame.at]) for frame in said.frames]
    return when_of(spoken, (text.starts[at], text.ends[at]), (spoken[0].span.start, spoken[-1].span.end), speech)
