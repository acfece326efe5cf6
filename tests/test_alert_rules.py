"""Rule files: what is accepted, and the error that each mistake gets."""

import re
from pathlib import Path

import pytest

from tocsin.alerts import Rule, RulesError, default_rules, load_rules
from tocsin.alerts.rules import parse_rules
from tocsin.errors import ExitCode

GOOD = """\
# My rules
[[rule]]
name = "hospitals"
category = "hospital-hit"
description = "Hospitals destroyed or damaged."
effects = ["destroyed", "damaged"]
targets = [
  "hospital",
  "school",
]
unquantified = true
severity = [{ from = 1, level = "Severe" }]

[[rule]]
name = "mass"
category = "mass"
description = "Many dead."
effects = ["killed"]
targets = ["person"]
min_count = 50
severity = [{ from = 1, level = "Severe" }, { from = 100, level = "Extreme" }]
"""


def problems(text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(RulesError) as caught:
        parse_rules(text.encode() if isinstance(text, str) else text, "my.toml")
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "my.toml"
    path.write_text(GOOD, encoding="utf-8")
    hospitals, mass = load_rules(path).rules
    assert hospitals.targets == ("hospital", "school")
    assert hospitals.unquantified
    assert (mass.threshold("incident"), mass.threshold("cumulative")) == (50, 50)


def test_the_default_rules_are_sound() -> None:
    rules = default_rules().rules
    assert len({rule.category for rule in rules}) == len(rules)
    covered = {target for rule in rules for target in rule.targets}
    assert covered >= {
        "uav", "aircraft", "helicopter", "tank", "armoured_vehicle", "air_defence", "ship", "airport", "hospital",
        "school", "energy", "civilian", "child", "journalist", "medic", "person",
    }  # fmt: skip


# What replaces what in the good file, and the one error that it gets.
MISTAKES = [
    ('name = "mass"', "name = mass", "15: not TOML: Invalid value (at line 15, column 8)"),
    ("unquantified = true", "unquantifed = true", "11: rule 1, unquantifed: unknown key (did you mean unquantified?)"),
    ("min_count = 50", "colour = 50", "20: rule 2, colour: unknown key"),
    ("# My rules", 'version = "1"', "1: version: unknown key; a rule file"),
    ("# My rules", "rules = []", "1: rules: unknown key (did you mean rule?); a rule file"),
    ('targets = ["person"]', "", "14: rule 2, targets: missing; every rule needs it"),
    ('"school",', '"scool",', '7: rule 1, targets: "scool" is not known (did you mean school?); use '),
    ('["killed"]', '["kiled"]', '18: rule 2, effects: "kiled" is not known (did you mean killed?); use '),
    ('level = "Extreme"', 'level = "Huge"', '21: rule 2, severity: "Huge" is not known; use Extreme, Severe,'),
    ("min_count = 50", 'scope = ["total"]', '20: rule 2, scope: "total" is not known; use incident'),
    ('["killed"]', '"killed"', "18: rule 2, effects: expected a list, got 'killed'"),
    ("min_count = 50", 'min_count = "50"', "20: rule 2, min_count: expected a whole number, got '50'"),
    ("min_count = 50", "min_count = true", "20: rule 2, min_count: expected a whole number, got True"),
    ("min_count = 50", "min_count = 0", "20: rule 2, min_count: 0 is below 1; claims of zero never alert"),
    ("min_count = 50", 'min_total = "x"', "20: rule 2, min_total: expected a whole number, got 'x'"),
    ("min_count = 50", "min_total = -1", "20: rule 2, min_total: -1 is below 1; claims of zero never alert"),
    ("unquantified = true", "unquantified = 1", "11: rule 1, unquantified: expected true or false, got 1"),
    ("min_count = 50", "min_confidence = 2.0", "20: rule 2, min_confidence: 2.0 is not between 0 and 1"),
    ('"Many dead."', "7", "17: rule 2, description: expected text in quotes, got 7"),
    ('name = "mass"', 'name = "hospitals"', '15: rule 2, name: "hospitals" is already the name of'),
    ('name = "mass"', 'name = "Mass dead"', '15: rule 2, name: "Mass dead" must be lower-case words'),
    ('category = "mass"', 'category = ""', '16: rule 2, category: "" must be lower-case words'),
    ('["killed"]', "[]", "18: rule 2, effects: empty; the rule could never fire"),
    ('["killed"]', '["downed"]', "18: rule 2, effects: downed cannot happen to the targets person"),
    ("from = 100", "from = 1", "21: rule 2, severity: the steps must go up"),
    ('{ from = 1, level = "Severe" }, {', "{", "21: rule 2, severity: the first step must be from 1"),
    ("from = 100", "form = 100", "21: rule 2, severity: Object contains unknown field `form`; write"),
    ('[{ from = 1, level = "Severe" }]', '"Severe"', "12: rule 1, severity: Expected `array`, got `str`; write"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "expected"), MISTAKES, ids=[wrong or "nothing" for _, wrong, _ in MISTAKES])
def test_each_mistake_is_told_with_its_line_and_key(right: str, wrong: str, expected: str) -> None:
    assert right in GOOD
    (problem,) = problems(GOOD.replace(right, wrong))
    assert problem.startswith(f"my.toml:{expected}")


def test_all_mistakes_are_told_at_once() -> None:
    text = GOOD.replace("unquantified", "unquantifed").replace('"person"', '"people"').replace("min_count", "min")
    assert [problem.split(": ")[0] for problem in problems(text)] == ["my.toml:11", "my.toml:20", "my.toml:19"]


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "rule = 3\n", "rule = []\n", "[rule]\nname = 'x'\n", "rule = [1]\n"]
)
def test_a_file_without_rules_is_refused(text: str) -> None:
    (problem,) = problems(text)
    assert problem == "my.toml:1: rule: no rules; write each as a [[rule]] table"


def test_a_file_in_another_encoding_is_refused() -> None:
    (problem,) = problems(b'# a\n# \xc7\xe1\n[[rule]]\nname = "x"\n')
    assert problem == "my.toml:2: not UTF-8; save the file as UTF-8"


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"cannot be read \(No such file or directory\); give the path of a rule file"):
        load_rules(tmp_path / "none.toml")
    assert RulesError.exit_code is ExitCode.USAGE


def test_every_key_of_a_rule_is_documented() -> None:
    text = (Path(__file__).parents[1] / "docs" / "alerts.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    assert parse_rules(example.encode(), "docs/alerts.md")
    assert [key for key in Rule.__struct_fields__ if f"`{key}`" not in text] == []
