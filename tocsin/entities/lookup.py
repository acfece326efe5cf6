"""Looking things up in fewer steps than Python's own ways take."""


def first_from(numbers: list[int], least: int) -> int:
    """The place of the first of ascending numbers that is no less than `least`, else behind the last."""
    low, high = 0, len(numbers)
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
