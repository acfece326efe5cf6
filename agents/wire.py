"""What lies between Tocsin and Faust: bytes in, bytes out, and the way to log in."""

from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import faust
from aiokafka.helpers import create_ssl_context
from faust.types import TopicT
from faust.types.auth import CredentialsT
from pydantic import SecretStr

from agents.delivery import Send
from tocsin.errors import UsageError
from tocsin.pipeline import Message, Output
from tocsin.settings import Settings
from topics.contract import Topic


def raw_topic(app: faust.App, name: str) -> TopicT:
    """A topic whose keys and values stay bytes, a null value included.

    Decoding is the core's: a value that Faust could not decode would end the agent's loop, or be dropped.
    """
    return app.topic(
        name, key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw", allow_empty=True
    )


def sender(app: faust.App, topics: tuple[Topic[Any], ...]) -> Send:
    """Sends to these topics with the app's producer."""
    raw = {topic.name: raw_topic(app, topic.name) for topic in topics}

    async def send(output: Output) -> Awaitable[Any]:
        headers = [(name, value or b"") for name, value in output.headers]
        return await raw[output.topic].send(key=output.key, value=output.value, headers=headers)

    return send


def message_of(message: Any) -> Message:
    """A Faust message as the core takes it."""
    headers = message.headers.items() if isinstance(message.headers, dict) else message.headers or ()
    return Message(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        body=message.value,
        key=message.key,
        headers=tuple((name, value) for name, value in headers),
        timestamp=message.timestamp,
    )


def credentials(settings: Settings) -> CredentialsT | None:
    """How the worker logs in to Kafka; None for a broker that asks for nothing. Raises UsageError for files that
    cannot be used."""
    if settings.security_protocol == "PLAINTEXT":
        return None
    context = None
    if settings.security_protocol.endswith("SSL"):
        try:
            context = create_ssl_context(
                cafile=_path(settings.ssl_ca_file),
                certfile=_path(settings.ssl_cert_file),
                keyfile=_path(settings.ssl_key_file),
                password=_reveal(settings.ssl_key_password),
            )
        except OSError as error:
            raise UsageError(f"ssl_ca_file, ssl_cert_file or ssl_key_file cannot be used: {error}") from error
    if settings.security_protocol == "SSL":
        return faust.SSLCredentials(context)
    return faust.SASLCredentials(
        username=_reveal(settings.sasl_username),
        password=_reveal(settings.sasl_password),
        mechanism=settings.sasl_mechanism,
        ssl_context=context,
    )


def _path(path: Path | None) -> str | None:
    return str(path) if path else None


def _reveal(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
