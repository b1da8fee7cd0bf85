"""The sidebar of the staff and the links of the citizens."""

from yuheng.kernel.outcome import Words
from yuheng.platform.ui.navigation import Entry, Group, declare, declare_public

STAFF = (
    Group(None, (Entry("workbench", Words(zh="工作台", en="Workbench"), "squares-2x2"),)),
    Group(
        Words(zh="预算", en="Budget"),
        (
            Entry("projects", Words(zh="项目库", en="Projects"), "folder-open", flows=("project", "target")),
            Entry("budget", Words(zh="预算编制", en="Budget requests"), "scale", flows=("request", "version")),
            Entry("adjustments", Words(zh="调整调剂", en="Changes"), "arrows-right-left", flows=("adjustment",)),
            Entry("allotments", Words(zh="用款计划", en="Plan of use"), "calendar-days", flows=("allotment",)),
            Entry("budget-control-room", Words(zh="控制与暂停", en="Control"), "shield-check"),
            Entry("execution", Words(zh="预算执行", en="Execution"), "presentation-chart-line"),
            Entry(
                "commitments",
                Words(zh="采购与合同", en="Requests and contracts"),
                "document-text",
                flows=("commitment",),
            ),
            Entry("payments", Words(zh="资金支付", en="Payments"), "banknotes", flows=("payment",)),
            Entry(
                "feeds", Words(zh="支付文件", en="Feeds of payments"), "inbox-arrow-down", duties=("finance.treasury",)
            ),
        ),
    ),
    Group(
        Words(zh="绩效", en="Performance"),
        (
            Entry("warnings", Words(zh="双监控预警", en="Warnings"), "bell-alert", flows=("warning",)),
            Entry(
                "evaluations",
                Words(zh="绩效评价", en="Evaluations"),
                "clipboard-document-check",
                flows=("evaluation",),
            ),
            Entry("scenarios", Words(zh="规则试算", en="What if"), "beaker"),
            Entry("effects", Words(zh="结果应用", en="Effects of results"), "arrow-path", flows=("effect",)),
            Entry("indicators", Words(zh="指标库", en="Indicator library"), "book-open"),
        ),
    ),
    Group(
        Words(zh="依据与公开", en="Law and public"),
        (
            Entry("law", Words(zh="制度规则", en="The law"), "document-text"),
            Entry("check", Words(zh="表格检查", en="Form checker"), "document-magnifying-glass"),
            Entry("publications", Words(zh="信息公开", en="Publications"), "megaphone"),
            Entry("public-county", Words(zh="公开页面", en="Public pages"), "globe-asia-australia"),
        ),
    ),
)
CITIZENS = (
    Entry("public-county", Words(zh="预算与绩效", en="Money and results"), "globe-asia-australia"),
    Entry("law", Words(zh="制度规则", en="The law"), "document-text"),
    Entry("check", Words(zh="表格检查", en="Form checker"), "document-magnifying-glass"),
)


def declare_sidebar() -> None:
    """Declare where one can go (called once, by the wiring)."""
    declare(*STAFF)
    declare_public(*CITIZENS)
