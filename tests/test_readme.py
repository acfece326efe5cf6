"""The README: what it shows is what the commands print, and what it points to is there."""

import re
from pathlib import Path

import pytest

from bench import readme

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_demo_is_what_the_example_gives_now() -> None:
    assert readme.written(TEXT, "demo", readme.demo()) == TEXT, "renew it with `make docs`"


def test_the_first_screen_holds_both_commands_and_the_flow() -> None:
    start = TEXT[: TEXT.index("## ")]
    for shown in ("make demo", "make test", "said by", "agents/enrich", "dead-letters"):
        assert shown in start


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", TEXT))))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_a_part_that_is_not_there_is_told() -> None:
    with pytest.raises(ValueError, match="0 parts named nothing"):
        readme.written(TEXT, "nothing", "")
