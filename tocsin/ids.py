"""Deterministic ids: the same content always gets the same id, so that a replay changes nothing."""

from hashlib import blake2b


def digest(*parts: str) -> str:
    """32 hexadecimal digits for these parts, in this order and with these bounds: ("ab", "") is not ("a", "b")."""
    state = blake2b(digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        state.update(len(encoded).to_bytes(8, "big"))
        state.update(encoded)
    return state.hexdigest()


def article_id(url: str, title: str, text: str) -> str:
    """The id of an article that came without one: a hash of its URL and content, whenever it was fetched."""
    return digest("article", url, title, text)


def dead_letter_id(topic: str, partition: int, offset: int) -> str:
    """The id of the dead letter of one message; a message has one place in Kafka, so it has one dead letter."""
    return f"{topic}-{partition}-{offset}"
