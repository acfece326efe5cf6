"""From bytes to records, without ever raising: a record, or the reason why there is none."""

from dataclasses import dataclass
from typing import TypeVar

import msgspec
import orjson

from topics.dead_letters import Stage

Record = TypeVar("Record", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a message cannot be processed: the stage that failed and a reason that a person can act on."""

    stage: Stage
    reason: str


def decode(body: bytes | None, decoder: msgspec.json.Decoder[Record], max_bytes: int) -> Record | Rejection:
    """The record in a message's value, which may be anything at all."""
    if body is None:
        return Rejection("decode", "the message has no value (a tombstone); send a record")
    if len(body) > max_bytes:
        return Rejection("decode", f"{len(body):,} bytes are more than the {max_bytes:,} that are accepted; send less")
    try:
        body.decode("utf-8")
        return decoder.decode(body)
    except UnicodeDecodeError as error:
        return Rejection("decode", f"not UTF-8: byte 0x{body[error.start]:02x} at offset {error.start}; send UTF-8")
    except RecursionError:
        return Rejection("decode", "JSON nested too deeply; send a flat record")
    except msgspec.ValidationError as error:
        return Rejection("decode", str(error))
    except msgspec.DecodeError as error:
        return Rejection("decode", f"not JSON: {_syntax_error(body) or error}")


def _syntax_error(body: bytes) -> str | None:
    """What orjson, whose messages give line and column, finds wrong with this JSON."""
    try:
        orjson.loads(body)
    except orjson.JSONDecodeError as error:
        return str(error)
    return None
