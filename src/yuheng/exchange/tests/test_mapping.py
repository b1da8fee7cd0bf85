"""A mapping file is read strictly: whatever it says that nobody understands is told, with its line."""

from pathlib import Path

import pytest

from yuheng.exchange.adopt.mapping import Column
from yuheng.exchange.adopt.mapping_file import find_mapping, read_mapping, shipped
from yuheng.exchange.tests.city import MAPPING
from yuheng.kernel.outcome import Refused


def refused(tmp_path: Path, text: str) -> dict[str, str]:
    """What is refused in a mapping: code and place of each problem by what was found."""
    path = tmp_path / "city.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as told:
        read_mapping(path)
    return {one.found: f"{one.code} {one.where}" for one in told.value.problems}


def test_the_shipped_mappings_are_whole() -> None:
    assert shipped() == ["israel", "madrid"]
    madrid, israel = (read_mapping(find_mapping(name)) for name in ("madrid", "israel"))
    assert madrid.budget is not None and israel.changes is not None
    assert list(madrid.budget.stages) == ["reserved", "committed", "accepted"]
    assert israel.changes.unit.key == (Column("code", None, 6),)
    assert madrid.place.code != israel.place.code


def test_a_mapping_that_nobody_knows_is_said_to_be_missing() -> None:
    with pytest.raises(FileNotFoundError, match="israel, madrid"):
        find_mapping("atlantis")


def test_every_unknown_or_missing_key_is_told_with_its_line(tmp_path: Path) -> None:
    text = MAPPING.replace("  initial: credit\n", "  inicial: credit\n").replace("title:", "colour: red\ntitle:")
    found = refused(tmp_path, text)
    assert found["colour"] == "mapping_key city.yaml:1"
    line = text.splitlines().index("  inicial: credit") + 1
    assert found["budget.inicial"] == f"mapping_key city.yaml:{line}"
    assert found["budget.initial"].startswith("mapping_missing")


def test_values_of_the_wrong_shape_are_told_all_at_once(tmp_path: Path) -> None:
    text = (
        MAPPING.replace("fen_per_unit: 100", "fen_per_unit: cents")
        .replace("{reserved: authorised, accepted: obliged}", "{spent: obliged}")
        .replace("[[project, economic_class]", "[[project, colour]")
    )
    found = refused(tmp_path, text)
    assert set(found) == {"money.fen_per_unit", "budget.stages", "budget.cover"}
    assert all(told.startswith("mapping_value") for told in found.values())


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ('code: "990901"', 'code: "110000"', "place.code"),
        ('payee_kept: "[AB][0-9]{3}"', 'payee_kept: "[AB"', "payments.payee_kept"),
        ('  payee_kept: "[AB][0-9]{3}"\n', "", "payments.payee_kept"),
    ],
    ids=["an official code", "a broken pattern", "names of everybody"],
)
def test_what_a_mapping_may_not_want_is_refused(tmp_path: Path, old: str, new: str, at: str) -> None:
    assert old in MAPPING
    assert at in refused(tmp_path, MAPPING.replace(old, new))


def test_indicators_without_a_budget_join_nothing(tmp_path: Path) -> None:
    without = MAPPING[: MAPPING.index("budget:")] + MAPPING[MAPPING.index("indicators:") :]
    assert "budget" in refused(tmp_path, without)
