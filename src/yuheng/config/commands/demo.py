"""`yuheng demo`: build the sample county through its fiscal years, say what the loop did, and serve it."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from django.core.management import call_command
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from yuheng.budget.domain.stages import STAGE_TITLES
from yuheng.config.accounts import Account, sample_accounts
from yuheng.config.commands import serve
from yuheng.config.output import Exit, both, emit, notice
from yuheng.kernel.money import wan
from yuheng.kernel.outcome import Words
from yuheng.sample.build import PROJECTS, SEED, build, holds_county
from yuheng.sample.build import Progress as Report
from yuheng.sample.places import PASSWORD
from yuheng.sample.story import Story, YearStory, tell

NAME = "demo"
HELP = "build the sample county, print what the loop did, and serve it"

STAGES = ("approved", "executable", "applied", "paid", "lapsed")
LIGHTS = {
    "green": Words(zh="绿灯", en="green"),
    "yellow": Words(zh="黄灯", en="yellow"),
    "red": Words(zh="红灯", en="red"),
    "grey": Words(zh="灰灯", en="grey"),
}
GRADES = {
    "excellent": Words(zh="优", en="excellent"),
    "good": Words(zh="良", en="good"),
    "fair": Words(zh="中", en="fair"),
    "poor": Words(zh="差", en="poor"),
}


def add_arguments(parser: ArgumentParser) -> None:
    """How large the county is, and where to serve it."""
    parser.add_argument("--no-serve", action="store_true", help="only build and print")
    parser.add_argument("--projects", type=int, default=PROJECTS, help="how many projects (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed gives the same county")
    serve.add_arguments(parser)


def run(options: Namespace) -> int:
    """Build where nothing is; print what happened; serve unless told not to."""
    call_command("migrate", interactive=False, verbosity=0)
    if holds_county():
        notice("这里已有清衡县，不再重建 / A county is here already and is left as it is.")
        story = tell()
    else:
        with _bar() as report:
            story = build(options.projects, options.seed, report)
    _print(options, story, sample_accounts())
    return Exit.FINE if options.no_serve else serve.run(options)


@contextmanager
def _bar() -> Iterator[Report]:
    """A bar on the other output that follows the days of the sample."""
    columns = (
        TextColumn("{task.percentage:>3.0f}%"),
        BarColumn(30),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=1)

        def report(done: int, of: int, title: Words) -> None:
            progress.update(task, completed=done, total=of, description=both(title))

        yield report


def _print(options: Namespace, story: Story, accounts: list[Account]) -> None:
    if options.json:
        emit(options, data=_data(story, accounts), text="")
        return
    console = Console()
    console.print(_years(story))
    for title, lines in _refusals(story):
        console.print(f"\n[bold]{title}[/bold]")
        for line in lines:
            console.print(f"  {line}", markup=False, highlight=False)
    console.print(_people(accounts))


def _years(story: Story) -> Table:
    """What the loop did, a column a year; money in 万元."""
    table = Table(title="清衡县 Qingheng · 万元 (10,000 yuan)", title_justify="left")
    table.add_column("")
    for one in story.years:
        table.add_column(str(one.year), justify="right")
    for name, cells in _rows(story):
        table.add_row(name, *cells)
    return table


def _rows(story: Story) -> Iterator[tuple[str, list[str]]]:
    years = story.years
    yield "项目 Projects", [str(one.projects) for one in years]
    yield "申报 Requested", [wan(one.requested_fen) for one in years]
    yield "预算 Budget", [wan(-one.stages.get("source", 0)) for one in years]
    for stage in STAGES:
        yield f"　{both(STAGE_TITLES[stage])}", [wan(one.stages.get(stage, 0)) for one in years]
    for title, codes, of in (("监控 Lights", LIGHTS, _lights), ("等级 Grades", GRADES, _grades)):
        for code, words in codes.items():
            yield f"{title} · {both(words)}", [str(of(one).get(code, 0)) for one in years]
    yield "结果应用 增 Results: up", [wan(one.moved.up_fen) for one in years]
    yield "结果应用 减 Results: down", [wan(one.moved.down_fen) for one in years]
    yield "　推翻规则 Overridden", [str(one.moved.overridden_count) for one in years]
    yield "　待决定 Waiting", [str(one.moved.waiting_count) for one in years]


def _lights(year: YearStory) -> dict[str, int]:
    return year.lights


def _grades(year: YearStory) -> dict[str, int]:
    return year.grades


def _refusals(story: Story) -> Iterator[tuple[str, list[str]]]:
    """What the office was refused while it worked, in the words it was told."""
    if story.overspent:
        told = [text for one in story.overspent for text in (one.message.zh, one.message.en, f"→ {both(one.remedy)}")]
        yield "一笔超出余额的支付被拒绝 A payment beyond the balance was refused", told
    if story.refused_tables:
        kinds = Counter(one.message for found in story.refused_tables.values() for one in found)
        head = f"{len(story.refused_tables)} · {sum(kinds.values())}"
        lines = [f"{count:>4}  {both(words)}" for words, count in kinds.most_common(6)]
        yield f"照原样报送被退回的公开表格 Published tables refused as printed, and their faults: {head}", lines
    if story.not_admitted:
        one = story.not_admitted[0]
        lines = [f"{len(story.not_admitted)} × {both(one.message)}", f"→ {both(one.remedy)}"]
        yield "没有目标就没有钱 No target, no money", lines


def _people(accounts: list[Account]) -> Table:
    table = Table(title=f"登录账号 Accounts · 密码 password: {PASSWORD}", title_justify="left")
    for name in ("用户名 User name", "姓名 Name", "岗位 Post", "职责 Duty"):
        table.add_column(name)
    for one in accounts:
        table.add_row(one.username, one.name, one.post, one.duty)
    return table


def _data(story: Story, accounts: list[Account]) -> dict[str, object]:
    return {
        "projects": story.projects,
        "years": [asdict(one) for one in story.years],
        "refused_payment": [one.as_json() for one in story.overspent],
        "refused_tables": {key: [one.as_json() for one in found] for key, found in story.refused_tables.items()},
        "not_admitted": [one.as_json() for one in story.not_admitted],
        "accounts": [asdict(one) for one in accounts],
        "password": PASSWORD,
    }
