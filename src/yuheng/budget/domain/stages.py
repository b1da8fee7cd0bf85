"""The stages in which money of a line can stand. The names are ours, not official account codes."""

from yuheng.kernel.outcome import Words

STAGE_TITLES: dict[str, Words] = {
    "source": Words(zh="预算来源", en="Source"),
    "approved": Words(zh="已批准", en="Approved"),
    "allotted": Words(zh="待下达", en="Allotted"),
    "executable": Words(zh="可执行", en="Executable"),
    "committed": Words(zh="已签约", en="Committed"),
    "applied": Words(zh="已申请", en="Applied for"),
    "paid": Words(zh="已支付", en="Paid"),
    "adjusted": Words(zh="已调剂", en="Adjusted"),
    "transferred": Words(zh="已下达下级", en="Transferred down"),
    "carried": Words(zh="已结转", en="Carried over"),
    "lapsed": Words(zh="已收回", en="Lapsed"),
}
STAGES: tuple[str, ...] = tuple(STAGE_TITLES)
