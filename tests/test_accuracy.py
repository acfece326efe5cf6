"""The recorded accuracy holds: no figure falls more than half a point. Needs the gold documents."""

import os

import pytest

from bench import accuracy


@pytest.mark.skipif(
    not accuracy.GOLD.is_dir() and not os.environ.get("CI"),
    reason="the gold documents, ../shared/claims, are not beside this repository",
)
def test_no_figure_falls() -> None:
    figures = accuracy.measure()
    assert accuracy.fallen(figures) == []
    assert figures["ar"]["false_alarm_documents"].startswith("0/")
