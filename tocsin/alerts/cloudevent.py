"""Alerts as CloudEvents 1.0 in structured mode: the value of a Kafka message holds attributes and alert as JSON.

Structured also for a cancel: in binary mode, a value without data is a tombstone on a compacted topic.
"""

from typing import Any

import msgspec
from cloudevents.core.bindings.kafka import KafkaMessage, from_structured, to_structured
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from topics.alerts import Alert

SOURCE = "/tocsin/alerts"
TYPE = "io.github.tocsin.alert"
CONTENT_TYPE = JSONFormat.CONTENT_TYPE
_FORMAT = JSONFormat()


def event_id(alert: Alert) -> str:
    """The event's id: the alert's for a new alert, followed by kind and version for what comes after it.

    CloudEvents lets consumers take events with equal source and id for duplicates, so an update that had the id of
    the alert that it updates would be lost on them. Reading an article again gives equal ids, as it should.
    """
    return alert.id if alert.kind == "new" else f"{alert.id}.{alert.kind}.{alert.version}"


def encode(alert: Alert) -> bytes:
    """The value of the Kafka message for an alert: equal bytes for equal alerts."""
    attributes: dict[str, Any] = {
        "specversion": "1.0",
        "id": event_id(alert),
        "source": SOURCE,
        "type": f"{TYPE}.{alert.kind}",
        "subject": alert.id,
        "time": alert.first_seen,
        "datacontenttype": "application/json",
        "dataschema": f"urn:tocsin:schema:Alert:{alert.schema}",
    }
    event = CloudEvent(attributes, msgspec.to_builtins(alert))
    return to_structured(event, _FORMAT).value


def decode(value: bytes) -> Alert:
    """The alert in the value of a Kafka message. Raises ValueError, with the reason, if there is none."""
    try:
        event = from_structured(KafkaMessage(headers={}, key=None, value=value), _FORMAT, CloudEvent)
        return msgspec.convert(event.get_data(), Alert)
    except (ValueError, CloudEventValidationError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an alert in a CloudEvent: {error}") from error
