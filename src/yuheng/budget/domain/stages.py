"""The stages in which money of a line can stand. The names are ours, not official account codes."""

from yuheng.kernel.outcome import Words

BOOKS: tuple[str, ...] = ("general", "funds", "state_capital", "social_insurance", "special_account", "unit_own")

FUND_TITLES: dict[str, Words] = {
    "fiscal": Words(zh="财政拨款", en="Fiscal appropriation"),
    "special_account": Words(zh="财政专户管理资金", en="Special account"),
    "service": Words(zh="事业收入资金", en="Service income"),
    "operating": Words(zh="事业单位经营收入资金", en="Operating income"),
    "upper_subsidy": Words(zh="上级补助收入资金", en="Subsidy from above"),
    "subordinate": Words(zh="附属单位上缴收入资金", en="Paid in by subordinates"),
    "other": Words(zh="其他收入资金", en="Other income"),
}
"""Natures of money in common use (资金性质); the official numeric codes were not read, these codes are ours."""

STAGE_TITLES: dict[str, Words] = {
    "source": Words(zh="预算来源", en="Source"),
    "approved": Words(zh="已批准", en="Approved"),
    "allotted": Words(zh="待下达", en="Allotted"),
    "executable": Words(zh="可执行", en="Executable"),
    "reserved": Words(zh="已预留", en="Reserved"),
    "committed": Words(zh="已签约", en="Committed"),
    "accepted": Words(zh="已验收", en="Accepted"),
    "applied": Words(zh="已申请", en="Applied for"),
    "paid": Words(zh="已支付", en="Paid"),
    "adjusted": Words(zh="已调剂", en="Adjusted"),
    "transferred": Words(zh="已下达下级", en="Transferred down"),
    "carried": Words(zh="已结转", en="Carried over"),
    "lapsed": Words(zh="已收回", en="Lapsed"),
}
STAGES: tuple[str, ...] = tuple(STAGE_TITLES)

CONTRA = ("source", "adjusted")
"""Where money comes from: what the budget gave (never above zero), and what other lines gave or took (either sign)."""

HELD: tuple[str, ...] = tuple(stage for stage in STAGES if stage not in CONTRA)
"""Where money of the line stands; together they are its budget."""

USED = ("reserved", "committed", "accepted", "applied", "paid")
"""Money that somebody counts on or has: what ceilings limit and a suspension stops."""

OPEN = ("approved", "allotted", "executable", "reserved", "committed", "accepted", "applied")
"""Where nothing may be left when a year is closed."""
