"""Looking things up in fewer steps than Python's own ways take."""


def first_from(numbers: list[int], least: int, low: int = 0) -> int:
    """The place of the first of ascending numbers that is no less than `least`, from place `low` on; else behind the
    last.
    """
    high = len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < least:
            low = middle + 1
        else:
            high = middle
    return low


def bit(word: str) -> int:
    """One of sixty bits, by a word: two sets of words share none unless their bits share one."""
    return 1 << (hash(word) % 60)
