"""The glossary says what the code says: each row is built from the code and must stand in docs/glossary.md."""

import ast
import importlib

from tests.architecture.tree import HEIGHT, PACKAGE, ROOT, calls, none, product
from yuheng.budget.domain.stages import STAGE_TITLES
from yuheng.config.cli import COMMANDS
from yuheng.config.wiring import STAGES
from yuheng.kernel.flow import Flow, State, Step
from yuheng.kernel.numbers import Kind
from yuheng.monitoring.domain.lights import Light
from yuheng.organisations.domain.duties import DUTIES
from yuheng.regulations.domain.kinds import KINDS, MEASURES
from yuheng.regulations.domain.law import Trust
from yuheng.results.domain.effect import DIRECTIONS

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def flows() -> list[Flow]:
    """The flows that the contexts declare."""
    names = [name for name in sorted(HEIGHT) if (PACKAGE / name / "domain" / "flows.py").exists()]
    modules = [importlib.import_module(f"yuheng.{name}.domain.flows") for name in names]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Flow)]


def missing(rows: list[str]) -> list[str]:
    """Those of these rows that the glossary lacks."""
    return [row for row in rows if row not in GLOSSARY]


def state_row(state: State) -> str:
    """A state as the glossary has to have it: code, words for staff, words for citizens."""
    words = (state.staff.zh, state.staff.en, state.public.zh, state.public.en)
    return f"| `{state.code}` | {' | '.join(words)} |"


def step_row(flow: Flow, step: Step) -> str:
    """A step as the glossary has to have it: code, words, from and to, duty, article."""
    marks = (" ↩" if step.returns else "") + (" ≠" if step.not_maker else "")
    before = ", ".join(f"`{code}`" for code in step.frm)
    way = f"{before} → `{step.to}` | `{step.duty}` | {step.article or '–'} |"
    return f"| `{flow.code}.{step.code}`{marks} | {step.title.zh} | {step.title.en} | {way}"


def test_every_flow_has_its_states_and_steps_in_the_glossary() -> None:
    assert len(flows()) >= 8
    none(
        missing([f"### {flow.title.zh} · {flow.title.en} (`{flow.code}`)" for flow in flows()]), "Flows that it lacks:"
    )
    none(missing([state_row(state) for flow in flows() for state in flow.states]), "State rows that it lacks:")
    none(missing([step_row(flow, step) for flow in flows() for step in flow.steps]), "Step rows that it lacks:")


def test_every_duty_stands_in_the_glossary_with_its_words() -> None:
    rows = [
        f"| {duty.article} | {duty.title.zh} | {duty.title.en} | `{duty.code}` | {duty.does.zh} · {duty.does.en} |"
        for duty in DUTIES.values()
    ]
    none(missing(rows), "Duty rows that the glossary lacks:")


def test_every_stage_of_the_loop_and_of_the_ledger_stands_in_the_glossary() -> None:
    ring = [f"| {words.zh} | {words.en} | `{code}` |" for code, words, _provider in STAGES]
    ledger = [f"| {words.zh} | {words.en} | `{code}` |" for code, words in STAGE_TITLES.items()]
    none(missing([*ring, *ledger]), "Stage rows that the glossary lacks:")


def test_every_code_of_rules_values_lights_and_directions_is_named() -> None:
    codes = [*KINDS, *MEASURES, *Trust, *Kind, *Light, *DIRECTIONS]
    none([code for code in codes if f"`{code}`" not in GLOSSARY], "Codes that the glossary does not name:")


def test_every_command_stands_in_the_glossary() -> None:
    none(missing([f"| `yuheng {name}" for name in COMMANDS]), "Commands that the glossary lacks:")


def test_every_act_that_is_no_step_stands_in_the_glossary() -> None:
    words = [word for path in product() for node in calls(path, "record", "record_many") for word in node.keywords]
    verbs = {str(word.value.value) for word in words if word.arg == "verb" and isinstance(word.value, ast.Constant)}
    assert "project.register" in verbs
    none([verb for verb in sorted(verbs) if f"| `{verb}` |" not in GLOSSARY], "Verbs that the glossary lacks:")
