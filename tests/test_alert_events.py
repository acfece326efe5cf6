"""Alerts on the wire: CloudEvents 1.0 in structured mode, the same bytes for the same alert."""

import json

import msgspec
import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_kafka
from cloudevents.core.formats.json import JSONFormat

from tocsin.alerts.cloudevent import CONTENT_TYPE, decode, encode
from topics.alerts import TOPIC, Alert

ALERT = TOPIC.examples[0]


@pytest.mark.parametrize("alert", TOPIC.examples, ids=lambda alert: f"{alert.category}-{alert.kind}")
def test_an_alert_survives_the_wire(alert: Alert) -> None:
    assert decode(encode(alert)) == alert
    assert encode(decode(encode(alert))) == encode(alert)


def test_the_attributes_are_those_of_the_specification() -> None:
    event = json.loads(encode(ALERT))
    data = event.pop("data")
    assert event == {
        "specversion": "1.0",
        "id": ALERT.id,
        "source": "/tocsin/alerts",
        "type": "io.github.tocsin.alert.new",
        "subject": ALERT.id,
        "time": "2026-06-11T03:52:07Z",
        "datacontenttype": "application/json",
        "dataschema": "urn:tocsin:schema:Alert:1",
    }
    assert msgspec.convert(data, Alert) == ALERT


def test_the_library_reads_it_from_kafka() -> None:
    headers = {"content-type": CONTENT_TYPE.encode()}
    event = from_kafka(KafkaMessage(headers, TOPIC.key(ALERT), encode(ALERT)), JSONFormat())
    assert (event.get_id(), event.get_type()) == (ALERT.id, "io.github.tocsin.alert.new")
    assert TOPIC.content_type == CONTENT_TYPE


def test_a_consumer_that_drops_known_ids_still_sees_every_state() -> None:
    replace = msgspec.structs.replace
    states = [
        ALERT,
        replace(ALERT, kind="update", version=2),
        replace(ALERT, kind="update", version=3),
        replace(ALERT, kind="cancel", version=3),
    ]
    events = [json.loads(encode(state)) for state in states]
    assert len({event["id"] for event in events}) == len(states)
    assert {event["subject"] for event in events} == {ALERT.id}
    assert len({TOPIC.key(state) for state in states}) == 1


def test_a_withdrawal_is_no_tombstone() -> None:
    cancel = TOPIC.examples[-1]
    assert cancel.kind == "cancel"
    assert json.loads(encode(cancel))["data"]["kind"] == "cancel"


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\xff",
        b"[]",
        b"3",
        b"{}",
        b'{"specversion":"1.0","id":"1","source":"/x","type":"t"}',
        b'{"specversion":"1.0","id":"1","source":"/x","type":"t","data":{"id":"1"}}',
        b'{"specversion":"1.0","id":"1","source":"/x","type":"t","time":"noon","data":{}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_alert_is_told(value: bytes) -> None:
    with pytest.raises(ValueError, match=r"^not an alert in a CloudEvent: ."):
        decode(value)
