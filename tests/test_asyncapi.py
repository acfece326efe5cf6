"""The published contracts are fresh, whole, and fit the examples of the topics."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from jsonschema import FormatChecker
from jsonschema.validators import validator_for

from tocsin.contracts import asyncapi, json_schemas, payloads, rendered
from topics import ALL
from topics.alerts import TOPIC as ALERTS
from topics.contract import Topic

DOCS = Path(__file__).parents[1] / "docs"
DOCUMENT = yaml.safe_load((DOCS / "asyncapi.yaml").read_text(encoding="utf-8"))


def test_the_files_are_fresh() -> None:
    files = rendered()
    stale = [path for path, content in files.items() if (DOCS / path).read_text(encoding="utf-8") != content]
    assert stale == [], "run `python -m tocsin.contracts`"
    assert {path.name for path in (DOCS / "schemas").iterdir()} == {Path(path).name for path in files} - {
        "asyncapi.yaml"
    }


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def resolve(reference: str, document: Any) -> Any:
    assert reference.startswith("#/")
    for part in reference.removeprefix("#/").split("/"):
        document = document[part]
    return document


def test_every_reference_resolves() -> None:
    references = list(_references(DOCUMENT))
    assert len(references) > 20
    for reference in references:
        assert resolve(reference, DOCUMENT)


def test_the_yaml_is_the_document() -> None:
    assert asyncapi() == DOCUMENT
    assert DOCUMENT["asyncapi"] == "3.1.0"


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.name)
def test_each_topic_is_a_channel_as_kafka_has_it(topic: Topic[Any]) -> None:
    (channel,) = (channel for channel in DOCUMENT["channels"].values() if channel["address"] == topic.name)
    kafka = channel["bindings"]["kafka"]
    assert (kafka["topic"], kafka["partitions"]) == (topic.name, topic.partitions)
    settings = topic.settings()
    assert {key: str(value) for key, value in kafka["topicConfiguration"].items() if key != "cleanup.policy"} == {
        key: value for key, value in settings.items() if key != "cleanup.policy"
    }
    assert ",".join(kafka["topicConfiguration"]["cleanup.policy"]) == settings["cleanup.policy"]
    (message,) = (resolve(reference["$ref"], DOCUMENT) for reference in channel["messages"].values())
    assert message["contentType"] == topic.content_type
    assert message["bindings"]["kafka"]["key"]["description"]
    assert [example["payload"] for example in message["examples"]] == payloads(topic)


def test_the_flow_is_told_by_the_operations() -> None:
    operations = [(o["action"], resolve(o["channel"]["$ref"], DOCUMENT)) for o in DOCUMENT["operations"].values()]
    assert {channel["address"] for action, channel in operations if action == "receive"} == {
        "articles",
        "enriched-articles",
    }
    assert {channel["address"] for action, channel in operations if action == "send"} == {
        topic.name for topic in ALL
    } - {"articles"}


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.name)
def test_the_examples_fit_their_schemas(topic: Topic[Any]) -> None:
    name = "AlertEvent" if topic is ALERTS else topic.record.__name__
    whole = {**DOCUMENT, "$ref": f"#/components/schemas/{name}"}
    assert topic.examples
    for payload in payloads(topic):
        jsonschema.Draft202012Validator(json_schemas()[name], format_checker=FormatChecker()).validate(payload)
        jsonschema.Draft7Validator(whole).validate(payload)


@pytest.mark.parametrize("name", sorted(json_schemas()))
def test_each_schema_is_one_and_refuses_what_does_not_fit(name: str) -> None:
    schema = json.loads((DOCS / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    validator = validator_for(schema)
    assert validator is jsonschema.Draft202012Validator
    validator.check_schema(schema)
    assert not validator(schema).is_valid({})
    assert not validator(schema).is_valid([])
