"""The duties: who may do what, in the words of the office. A post gives one duty over one organisation and all below it."""

from dataclasses import dataclass

from yuheng.kernel.outcome import Words


@dataclass(frozen=True)
class Duty:
    """One duty, its title, what its holder comes to do, and where that is laid down."""

    code: str
    title: Words
    does: Words
    article: str = ""


_ALL = (
    Duty(
        "unit.prepare",
        Words(zh="预算单位经办", en="Unit preparer"),
        Words(
            zh="填报项目、目标、支付申请、自评", en="enters projects, targets, payment requests and self-evaluations"
        ),
        "budget-law#art-32",
    ),
    Duty(
        "unit.approve",
        Words(zh="预算单位负责人", en="Unit approver"),
        Words(zh="审核并报送本单位材料", en="checks and submits what the unit prepared"),
        "budget-law#art-53",
    ),
    Duty(
        "department.review",
        Words(zh="主管部门审核", en="Department reviewer"),
        Words(zh="审核、汇总所属单位", en="reviews and adds up its units"),
        "budget-law#art-53",
    ),
    Duty(
        "finance.performance",
        Words(zh="财政绩效管理", en="Finance, performance"),
        Words(zh="事前评估、目标确认、监控、复核封存", en="appraises, confirms targets, watches, reviews and seals"),
        "budget-law#art-57",
    ),
    Duty(
        "finance.budget",
        Words(zh="财政预算", en="Finance, budget"),
        Words(
            zh="入库、控制数、汇编、下达、结果应用",
            en="admits, sets control numbers, consolidates, releases, applies results",
        ),
        "budget-law#art-25",
    ),
    Duty(
        "finance.treasury",
        Words(zh="财政国库", en="Finance, treasury"),
        Words(zh="审核支付", en="pays"),
        "budget-law-regulation#art-57",
    ),
    Duty(
        "government.read",
        Words(zh="政府领导", en="Government"),
        Words(zh="查看全县", en="sees the whole county"),
        "budget-law#art-24",
    ),
    Duty(
        "congress.approve",
        Words(zh="人大审查批准", en="People's congress"),
        Words(zh="审查、批准预算", en="examines and approves the budget"),
        "budget-law#art-21",
    ),
    Duty(
        "audit.read",
        Words(zh="审计监督", en="Audit"),
        Words(zh="查看全部记录，核验", en="sees every record and verifies"),
        "budget-law#art-89",
    ),
)

DUTIES: dict[str, Duty] = {duty.code: duty for duty in _ALL}
READS_EVERYTHING = frozenset({"government.read", "congress.approve", "audit.read"})
