"""When things happened: expressions of time in a text as intervals, apart from when it was said or published."""

from tocsin.times.finding import Timed, find_times, is_old, times_of, when_of

__all__ = ["Timed", "find_times", "is_old", "times_of", "when_of"]
