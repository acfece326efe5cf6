"""When too much of the recent input is dead, something upstream is wrong and the topic must not drain away."""

from collections import deque


class DeadShare:
    """The share of dead letters in a sliding window over the last `window` messages of a worker."""

    def __init__(self, limit: float, window: int) -> None:
        self._limit = limit
        self._recent: deque[bool] = deque(maxlen=window)

    def add(self, dead: bool) -> bool:
        """Count a message; true where more than the limit of a full window is dead."""
        self._recent.append(dead)
        return dead and len(self._recent) == self._recent.maxlen and self.share > self._limit

    @property
    def share(self) -> float:
        """Dead letters by messages in the window, 0 to 1."""
        return sum(self._recent) / max(len(self._recent), 1)
