"""The house: a pure core, edges that talk to Kafka, thin agents."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FRAMEWORKS = {"faust", "mode", "aiokafka", "kafka"}
EDGES = {"tocsin/admin.py", "tocsin/clients.py", "tocsin/feed.py", "tocsin/tail.py", "tocsin/up.py"}
"""The modules of `tocsin` that may import kafka-python; the command line imports them."""
LONGEST_AGENT = 80
LONGEST_MODULE = 300


def modules(*folders: str) -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imports(module: str) -> Iterator[str]:
    """The packages that a module imports anywhere, also within functions."""
    for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("module", modules("tocsin", "topics"))
def test_only_edges_import_kafka_and_none_a_framework(module: str) -> None:
    allowed = {"kafka"} if module in EDGES or module.startswith("tocsin/cli/") else set()
    assert set(imports(module)) & FRAMEWORKS <= allowed


def test_the_edges_are_there() -> None:
    assert set(modules("tocsin")) >= EDGES


@pytest.mark.parametrize("module", modules("tocsin", "topics"))
def test_only_the_command_line_imports_agents(module: str) -> None:
    assert "agents" not in imports(module) or module.startswith("tocsin/cli/")


@pytest.mark.parametrize("entry", ["tocsin.pipeline", "tocsin.extraction", "tocsin.alerts", "topics"])
def test_the_core_runs_without_any_of_them(entry: str) -> None:
    script = f"import sys, {entry}; print(sorted({FRAMEWORKS} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("module", modules("agents", "topics"))
def test_the_shell_and_the_contracts_stay_short(module: str) -> None:
    lines = len((ROOT / module).read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE


@pytest.mark.parametrize("agent", ["enrich", "watch", "processing", "delivery"])
def test_agents_are_thin(agent: str) -> None:
    assert len((ROOT / "agents" / f"{agent}.py").read_text(encoding="utf-8").splitlines()) <= LONGEST_AGENT


@pytest.mark.parametrize("module", modules("agents"))
def test_agents_use_nothing_that_loses_events(module: str) -> None:
    """Batches, manual acknowledgements, repartitioning and buffered sends each lose events in Faust 0.15."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    called = {
        node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"take", "noack", "noack_take", "group_by", "through", "send_soon", "cast"}
