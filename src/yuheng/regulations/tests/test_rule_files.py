"""Reading rule files: exact numbers, and every problem at once with its file and line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from yuheng.kernel.outcome import Refused, Words
from yuheng.regulations.domain.reading import read
from yuheng.regulations.queries import library_of

DOCUMENTS = """
- {id: notice, title: {zh: 通知, en: Notice}, status: local}
"""
GOOD = """kind: number
title: {zh: 比例, en: Share}
unit: /1
values:
  2024-01-01: {value: 0.10, source: notice#art-1, trust: P}
"""


def folder(at: Path, **files: str) -> Path:
    """Write rule files: `national__x__y` is national/x/y.yaml."""
    for name, text in {"instruments": DOCUMENTS, **files}.items():
        path = at / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return at


def refusals(at: Path, **files: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        library_of(folder(at, **files))
    return [(problem.where, problem.code) for problem in refused.value.problems]


def test_numbers_are_exact_dates_are_dates_and_a_pair_of_languages_is_words() -> None:
    node, problems = read("a: 0.1\nb: 3\nc: 2024-01-01\nd: {zh: 优, en: Good}\ne: [yes, true, null]\nf: '010'", "x")
    assert problems == []
    plain = node.plain
    assert plain == {
        "a": Decimal("0.1"),
        "b": 3,
        "c": date(2024, 1, 1),
        "d": Words("优", "Good"),
        "e": ("yes", True, None),
        "f": "010",
    }
    assert [child.line for child in node.fields.values()] == [1, 2, 3, 4, 5, 6]


def test_text_that_is_no_yaml_or_empty_is_a_problem_with_its_line() -> None:
    assert [(p.where, p.code) for p in read("a: 1\nb: [", "f.yaml")[1]] == [("f.yaml:3", "yaml")]
    assert [(p.where, p.code) for p in read("", "f.yaml")[1]] == [("f.yaml", "empty")]


def test_all_problems_of_all_files_are_refused_at_once(tmp_path: Path) -> None:
    bad = """kind: number
title: {zh: 一, en: One}
colour: red
values:
  2024-01-01: {value: abc, source: nowhere#art-1, trust: certain}
  2024-01-01: {value: 1, trust: P}
  soon: {value: 2, source: notice, trust: P}
"""
    other = "kind: poem\ntitle: {zh: 一, en: One}\nvalues: {}\n"
    assert refusals(tmp_path, national__a__good=GOOD, national__a__bad=bad, national__b__other=other) == [
        ("national/a/bad.yaml:6", "double_key"),
        ("national/a/bad.yaml:3", "unknown_key"),
        ("national/a/bad.yaml:1", "missing_key"),
        ("national/a/bad.yaml:6", "missing_key"),
        ("national/a/bad.yaml:7", "not_a_date"),
        ("national/b/other.yaml:1", "kind"),
    ]


def test_a_wrong_type_an_unknown_trust_and_an_unknown_document_are_named_with_their_line(tmp_path: Path) -> None:
    bad = GOOD.replace("0.10", "abc").replace("trust: P", "trust: certain")
    lost = GOOD.replace("notice#art-1", "nowhere#art-1")
    assert refusals(tmp_path, national__a__bad=bad, national__a__lost=lost) == [
        ("national/a/bad.yaml:5", "trust"),
        ("national/a/bad.yaml:5", "wrong_type"),
        ("national/a/lost.yaml:5", "unknown_source"),
    ]


def test_a_comma_that_cuts_a_text_in_two_is_caught(tmp_path: Path) -> None:
    cut = GOOD.replace("en: Share", "en: Share, more or less")
    assert refusals(tmp_path, national__a__cut=cut) == [("national/a/cut.yaml:2", "half_words")]


BANDS = """kind: bands
title: {{zh: 等级, en: Grades}}
covers: [0, 100]
values:
  2024-01-01:
    source: notice
    trust: P
    bands:
      - {{code: low, from: 0, to: {low_to}, ends: "{low_ends}"}}
      - {{code: high, from: {high_from}, to: {high_to}, ends: "{high_ends}"}}
"""


@pytest.mark.parametrize(
    ("ends", "problems"),
    [
        (("60", "[)", "60", "100", "[]"), []),
        (("60", "[]", "60", "100", "(]"), []),
        (("59", "[]", "60", "100", "[]"), [(10, "band_hole")]),  # closed integers leave 59.5 without a grade
        (("60", "[)", "60", "100", "(]"), [(10, "band_hole")]),  # "> 60" leaves exactly 60 without one
        (("61", "[)", "60", "100", "[]"), [(10, "band_overlap")]),
        (("60", "[]", "60", "100", "[]"), [(10, "band_overlap")]),
        (("60", "[)", "60", "99", "[]"), [(10, "band_hole")]),
        (("60", "[)", "60", "100", "[)"), [(10, "band_hole")]),
        (("60", "()", "60", "100", "[]"), [(9, "band_hole")]),
    ],
)
def test_grade_bands_have_neither_holes_nor_overlaps(
    tmp_path: Path, ends: tuple[str, ...], problems: list[tuple[int, str]]
) -> None:
    names = ("low_to", "low_ends", "high_from", "high_to", "high_ends")
    files = {"national__grades": BANDS.format(**dict(zip(names, ends, strict=True)))}
    if not problems:
        assert library_of(folder(tmp_path, **files)).ids() == ("grades",)
    else:
        assert refusals(tmp_path, **files) == [(f"national/grades.yaml:{line}", code) for line, code in problems]


CURVE = """kind: scoring
title: {{zh: 曲线, en: Curve}}
measure: {measure}
edges: {{target_zero: {edge}}}
values:
  2024-01-01: {{points: {points}, shape: {shape}, source: notice, trust: P}}
"""


@pytest.mark.parametrize(
    ("keys", "problems"),
    [
        (("actual/target", "met_if_zero", "[[0, 0], [1, 1]]", "linear"), []),
        (("actual/target", "met_if_zero", "[[0, 0], [0.6, 0], [0.6, 0.6], [1, 1]]", "linear"), []),
        (("actual/target", "met_if_zero", "[[0, 0], [0.6, 0], [0.6, 0.6], [1, 1]]", "steps"), [(6, "curve")]),
        (("actual/target", "met_if_zero", "[[1, 1], [0, 0]]", "linear"), [(6, "curve")]),
        (("actual/target", "met_if_zero", "[[0], [1, 1]]", "linear"), [(6, "wrong_type")]),
        (("guess", "hope", "[[0, 0]]", "linear"), [(3, "not_allowed"), (4, "not_allowed")]),
    ],
)
def test_a_curve_must_go_forward_and_know_its_measure_and_edges(
    tmp_path: Path, keys: tuple[str, ...], problems: list[tuple[int, str]]
) -> None:
    names = ("measure", "edge", "points", "shape")
    files = {"national__curve": CURVE.format(**dict(zip(names, keys, strict=True)))}
    if not problems:
        assert library_of(folder(tmp_path, **files)).ids() == ("curve",)
    else:
        assert refusals(tmp_path, **files) == [(f"national/curve.yaml:{line}", code) for line, code in problems]


@pytest.mark.parametrize(
    ("kind", "keys", "value", "code"),
    [
        ("days", "calendar: working", "value: -3", "wrong_type"),
        ("days", "calendar: lunar", "value: 3", "not_allowed"),
        ("range", "unit: /1", "value: {min: 0.03, max: 0.01}", "empty_range"),
        ("month_day", "starts: {zh: 一, en: One}", 'value: "6月"', "wrong_type"),
        ("flag", "starts: {zh: 一, en: One}", "value: true", "unknown_key"),
        ("choice", "options: [{code: a, title: {zh: 一, en: One}}]", "value: b", "not_allowed"),
        (
            "list",
            "note: {zh: 一, en: One}",
            "items: [{code: a, title: {zh: 一, en: A}}, {code: a, title: {zh: 二, en: B}}]",
            "double_code",
        ),
        ("rows", "columns: [a, b]", "rows: [{a: 1, b: 2}, {a: 1}]", "missing_key"),
        ("rows", "columns: [a]", "rows: [{a: 1, c: 2}]", "unknown_key"),
        ("weights", "total: 100", "weights: {output: 50, benefit: 30, satisfaction: 10}", "weights_sum"),
        (
            "scheme",
            "note: {zh: 一, en: One}",
            "scheme: {title_of_form: {zh: 表, en: Form}, rules: {at_least: a, at_most: a, equal: a, qualitative: a, time_limit: a},"
            " weights: a, grades: a, execution: a}",
            "missing_key",
        ),
    ],
)
def test_each_kind_refuses_what_it_cannot_mean(tmp_path: Path, kind: str, keys: str, value: str, code: str) -> None:
    text = f"kind: {kind}\ntitle: {{zh: 一, en: One}}\n{keys}\nvalues:\n  2024-01-01: {{{value}, source: notice, trust: P}}\n"
    assert [found for _, found in refusals(tmp_path, national__a=text)] == [code]


def test_a_document_list_needs_ids_titles_and_a_known_status(tmp_path: Path) -> None:
    twice = DOCUMENTS + "- {id: notice, title: {zh: 二, en: Two}, status: local}\n- {id: x, status: maybe}\n"
    assert refusals(tmp_path, instruments=twice, national__a=GOOD) == [
        ("instruments.yaml:3", "instrument"),
        ("instruments.yaml:4", "missing_key"),
    ]
