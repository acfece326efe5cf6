"""The recorded accuracy holds: no figure falls more than half a point. Needs the gold documents."""

import json
import os

import pytest

from bench import accuracy


@pytest.mark.skipif(
    not accuracy.GOLD.is_dir() and not os.environ.get("CI"),
    reason="the gold documents, ../shared/claims, are not beside this repository",
)
def test_no_figure_falls() -> None:
    figures = accuracy.measure()
    fallen = []
    for name, recorded in json.loads(accuracy.RECORDED.read_text("utf-8")).items():
        for key, value in recorded.items():
            now = figures[name][key]["f1"]
            if now < value - accuracy.TOLERANCE:
                fallen.append(f"{name}: {key} F1 fell from {value} to {now}")
    assert fallen == []
    assert figures["ar"]["false_alarm_documents"].startswith("0/")
