"""The published contracts: a JSON Schema of each record and an AsyncAPI 3 document of the topics.

`python -m tocsin.contracts` writes them to docs/ of the working directory.
"""

import inspect
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from tocsin.alerts import cloudevent
from topics import ALL, alerts
from topics.alerts import Alert
from topics.contract import Topic

RECEIVED = ("articles", "enriched-articles")
"""The topics that Tocsin reads; it writes all but the first."""

_EVENT = "AlertEvent"
_GROUP = "tocsin"  # the default of the workers' consumer group, tocsin.settings
_JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, dict[str, Any]]:
    """A JSON Schema (2020-12) that stands by itself, by the name of the record; AlertEvent is an alert on the wire."""
    schemas = {}
    for topic in ALL:
        name = topic.record.__name__
        (root,), definitions = msgspec.json.schema_components([topic.record], ref_template="#/$defs/{name}")
        schemas[name] = {"$schema": _JSON_SCHEMA, "$id": _schema_id(name, topic), **root, "$defs": definitions}
    alert = schemas[Alert.__name__]
    schemas[_EVENT] = {
        "$schema": _JSON_SCHEMA,
        "$id": _schema_id(_EVENT, alerts.TOPIC),
        **_event_schema(alert["$ref"]),
        "$defs": alert["$defs"],
    }
    return {name: _plain(schema) for name, schema in schemas.items()}


def asyncapi() -> dict[str, Any]:
    """The AsyncAPI 3.1 document of all topics, with Kafka bindings 0.5.0."""
    _, schemas = msgspec.json.schema_components(
        [topic.record for topic in ALL], ref_template="#/components/schemas/{name}"
    )
    document = {
        "asyncapi": "3.1.0",
        "info": {
            "title": "Tocsin",
            "version": version("tocsin"),
            "description": "News articles in, sourced alerts about casualties and losses out. Delivery is at least "
            "once: a message may come again, with the same id and content.",
        },
        "defaultContentType": "application/json",
        "servers": {
            "kafka": {
                "host": "{bootstrap}",
                "protocol": "kafka",
                "variables": {"bootstrap": {"default": "localhost:9092", "description": "A Kafka broker, HOST:PORT."}},
            }
        },
        "channels": {_identifier(topic): _channel(topic) for topic in ALL},
        "operations": {
            **{f"receive_{_identifier(t)}": _operation("receive", t) for t in ALL if t.name in RECEIVED},
            **{f"send_{_identifier(t)}": _operation("send", t) for t in ALL if t.name != RECEIVED[0]},
        },
        "components": {
            "messages": {_message_name(topic): _message(topic) for topic in ALL},
            "schemas": {**schemas, _EVENT: _event_schema("#/components/schemas/Alert")},
        },
    }
    cleaned: dict[str, Any] = _plain(document)
    return cleaned


def _channel(topic: Topic[Any]) -> dict[str, Any]:
    name = _message_name(topic)
    return {
        "address": topic.name,
        "summary": topic.summary,
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": {
                    "cleanup.policy": topic.cleanup_policy.split(","),
                    "retention.ms": topic.retention_ms,
                    "max.message.bytes": topic.max_message_bytes,
                },
                "bindingVersion": "0.5.0",
            }
        },
    }


def _operation(action: str, topic: Topic[Any]) -> dict[str, Any]:
    channel = {"$ref": f"#/channels/{_identifier(topic)}"}
    operation: dict[str, Any] = {"action": action, "channel": channel, "summary": topic.summary}
    if action == "receive":
        group = {"type": "string", "default": _GROUP}
        operation["bindings"] = {"kafka": {"groupId": group, "bindingVersion": "0.5.0"}}
    return operation


def _message(topic: Topic[Any]) -> dict[str, Any]:
    return {
        "name": _message_name(topic),
        "title": topic.summary,
        "contentType": topic.content_type,
        "payload": {"$ref": f"#/components/schemas/{_message_name(topic)}"},
        "bindings": {
            "kafka": {
                "key": {"type": "string", "description": inspect.getdoc(topic.key)},
                "bindingVersion": "0.5.0",
            }
        },
        "examples": [{"payload": payload} for payload in payloads(topic)],
    }


def payloads(topic: Topic[Any]) -> list[Any]:
    """The examples of a topic as they are on the wire."""
    encode = cloudevent.encode if topic.record is Alert else msgspec.json.encode
    return [json.loads(encode(example)) for example in topic.examples]


def _event_schema(alert: str) -> dict[str, Any]:
    """The schema of an alert on the wire; `alert` refers to the schema of its data."""
    kinds = msgspec.json.schema(Alert)["$defs"]["Alert"]["properties"]["kind"]["enum"]
    text = {"type": "string"}
    return {
        "title": _EVENT,
        "description": "An alert in a CloudEvent 1.0, structured mode. Its `subject` is the alert's id; its `id` is "
        "that of this state of the alert, so that consumers may drop events whose `source` and `id` they have seen.",
        "type": "object",
        "properties": {
            "specversion": {"const": "1.0"},
            "id": text,
            "source": {"const": cloudevent.SOURCE},
            "type": {"enum": [f"{cloudevent.TYPE}.{kind}" for kind in kinds]},
            "subject": text,
            "time": {"type": "string", "format": "date-time"},
            "datacontenttype": {"const": "application/json"},
            "dataschema": {"type": "string", "format": "uri"},
            "data": {"$ref": alert},
        },
        "required": ["specversion", "id", "source", "type", "subject", "time", "data"],
    }


def _schema_id(name: str, topic: Topic[Any]) -> str:
    """The id of a schema, with the version that the topic's records carry."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(topic.record)}
    return f"urn:tocsin:schema:{name}:{defaults['schema']}"


def _message_name(topic: Topic[Any]) -> str:
    return _EVENT if topic.record is Alert else topic.record.__name__


def _identifier(topic: Topic[Any]) -> str:
    return topic.name.replace("-", "_")


def _plain(schema: Any) -> Any:
    """The same in plain JSON types, no object in two places; docstrings without indentation, as from Python 3.13."""
    if isinstance(schema, list | tuple):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _plain(value)
        for key, value in schema.items()
    }


def rendered() -> dict[str, str]:
    """The files of the contracts: path under docs/ and content."""
    import yaml  # a development dependency: workers do not write contracts

    document = yaml.safe_dump(asyncapi(), sort_keys=False, allow_unicode=True, width=110)
    note = "# Generated by `python -m tocsin.contracts` from topics/; do not edit.\n"
    schemas = {
        f"schemas/{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in json_schemas().items()
    }
    return {"asyncapi.yaml": note + document, **schemas}


def main(folder: Path = Path("docs")) -> None:
    """Writes the contracts."""
    for path, content in rendered().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
