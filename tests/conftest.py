"""What several test modules share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tocsin.broker import Broker


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A real Apache Kafka of this session alone, started when the first test asks for it."""
    with Broker.start(tmp_path_factory.mktemp("broker")) as running:
        yield running
