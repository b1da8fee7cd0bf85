"""`yuheng verify`: recompute what was recorded: acts, ledger, seals, publications. Every fault names its row."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from yuheng.budget.models import Entry
from yuheng.budget.proof import verify_ledger
from yuheng.config.output import Exit, both, emit, line_of
from yuheng.disclosure.models import Publication
from yuheng.disclosure.queries import verify_publications
from yuheng.evaluation.models import Evaluation
from yuheng.evaluation.queries import verify_seals
from yuheng.execution.models import Commitment
from yuheng.execution.proof import verify_commitments
from yuheng.kernel.outcome import Problem, Words
from yuheng.platform import acts
from yuheng.platform.models import Act

NAME = "verify"
HELP = "recompute acts, ledger, sealed scores and publications; name every row that does not fit"


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing to choose."""


@dataclass(frozen=True)
class Check:
    """One kind of proof: how many records it covers, and what is wrong with any of them."""

    code: str
    title: Words
    count: Callable[[], int]
    problems: Callable[[], Iterable[Problem]]


@dataclass(frozen=True)
class Checked:
    """The outcome of one proof."""

    check: Check
    count: int
    problems: tuple[Problem, ...]


CHECKS = (
    Check("acts", Words(zh="操作记录", en="acts"), Act.objects.count, acts.verify),
    Check("ledger", Words(zh="凭证", en="vouchers"), Entry.objects.count, lambda: verify_ledger(acts.entry_digests())),
    Check("commitments", Words(zh="采购与合同", en="commitments"), Commitment.objects.count, verify_commitments),
    Check(
        "seals",
        Words(zh="封存的评价", en="sealed scores"),
        Evaluation.objects.filter(state="sealed").count,
        verify_seals,
    ),
    Check("publications", Words(zh="公开", en="publications"), Publication.objects.count, verify_publications),
)


def check_all() -> list[Checked]:
    """Run every proof."""
    return [Checked(check, check.count(), tuple(_problems(check))) for check in CHECKS]


def _problems(check: Check) -> Iterator[Problem]:
    """What is wrong, and where a record was changed so far that it cannot even be read."""
    try:
        yield from check.problems()
    except (ValueError, KeyError, TypeError) as broken:
        message = Words(
            zh="有记录已无法读取，核验没有做完", en="a record cannot be read, the proof could not be finished"
        )
        yield Problem(code="unreadable", where=check.code, message=message, found=str(broken)[:200])


def run(options: Namespace) -> int:
    """Say how much was checked and what does not fit; 1 when anything does not."""
    done = check_all()
    problems = [problem for one in done for problem in one.problems]
    data = {
        "checked": {one.check.code: one.count for one in done},
        "problems": [problem.as_json() for problem in problems],
    }
    emit(options, data=data, text="\n".join([*(_line(one) for one in done), *(line_of(one) for one in problems)]))
    return Exit.PROBLEMS if problems else Exit.FINE


def _line(one: Checked) -> str:
    fits = Words(zh="全部相符", en="all fit") if not one.problems else Words(zh="有不符", en="some do not fit")
    return f"{both(one.check.title)}: {one.count:,} · {len(one.problems)} · {both(fits)}"
