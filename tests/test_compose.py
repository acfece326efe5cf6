"""The compose file: it keeps to the compose specification, and to what Tocsin needs."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.broker_jars import KAFKA_VERSION
from tocsin.settings import Settings

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docker-compose.yml"


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"]
    return found


def test_it_keeps_to_the_specification() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(FILE)]
    found = subprocess.run(checker, capture_output=True, text=True, timeout=60, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_kafka_is_the_version_that_the_embedded_broker_runs(services: dict[str, Any]) -> None:
    assert services["kafka"]["image"] == f"apache/kafka:{KAFKA_VERSION}"


def test_topics_are_made_by_contract_alone(services: dict[str, Any]) -> None:
    assert services["kafka"]["environment"]["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"
    assert services["topics"]["command"] == ["topics", "apply"]
    assert services["worker"]["depends_on"]["topics"]["condition"] == "service_completed_successfully"


def test_the_records_of_kafka_outlive_its_container(services: dict[str, Any]) -> None:
    volume, _, path = services["kafka"]["volumes"][0].partition(":")
    assert volume in yaml.safe_load(FILE.read_text(encoding="utf-8"))["volumes"]
    assert path == services["kafka"]["environment"]["KAFKA_LOG_DIRS"]


def test_a_worker_may_finish_its_longest_event(services: dict[str, Any]) -> None:
    grace = int(re.fullmatch(r"(\d+)s", services["worker"]["stop_grace_period"])[1])  # type: ignore[index]
    assert grace > Settings.model_fields["delivery_timeout"].default


def test_workers_can_be_scaled(services: dict[str, Any]) -> None:
    assert not {"container_name", "ports", "hostname"} & services["worker"].keys()


@pytest.mark.parametrize("name", ["kafka", "worker"])
def test_what_runs_on_says_how_it_does(services: dict[str, Any], name: str) -> None:
    assert services[name]["healthcheck"]["test"]
    assert services[name]["restart"] == "unless-stopped"


def test_the_variables_of_tocsin_are_settings(services: dict[str, Any]) -> None:
    known = {f"TOCSIN_{name.upper()}" for name in Settings.model_fields}
    named = set(re.findall(r"TOCSIN_[A-Z_]+", FILE.read_text(encoding="utf-8")))
    assert named <= known
    assert set(services["worker"]["environment"]) <= known
