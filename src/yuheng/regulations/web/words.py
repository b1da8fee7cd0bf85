"""What kinds, measures, trust marks, areas and columns of the law are called on a screen."""

from collections.abc import Mapping

from yuheng.kernel.outcome import Words
from yuheng.kernel.region import NATION, Level, level
from yuheng.regulations.domain.comparing import Differs
from yuheng.regulations.domain.law import Trust
from yuheng.regulations.queries import named_regions

AREAS: Mapping[str, Words] = {
    "target": Words(zh="绩效目标", en="Targets"),
    "appraisal": Words(zh="事前绩效评估", en="Appraisal before the event"),
    "budget": Words(zh="预算编制", en="Making the budget"),
    "control": Words(zh="预算控制与调剂", en="Control and adjustment"),
    "payment": Words(zh="资金支付", en="Payments"),
    "monitoring": Words(zh="双监控", en="Watching money and results"),
    "evaluation": Words(zh="绩效评价", en="Evaluation"),
    "scheme": Words(zh="评分方案", en="Scoring schemes"),
    "scoring": Words(zh="计分规则", en="Scoring rules"),
    "weights": Words(zh="权重", en="Weights"),
    "grades": Words(zh="评价等级", en="Grades"),
    "results": Words(zh="结果应用", en="Use of results"),
    "disclosure": Words(zh="信息公开", en="Disclosure"),
    "deadline": Words(zh="办理期限", en="Deadlines"),
    "third_party": Words(zh="第三方机构", en="Third parties"),
    "calendar": Words(zh="工作日历", en="Working calendar"),
}
MEASURES: Mapping[str, Words] = {
    "actual/target": Words(zh="完成值 ÷ 目标值", en="Actual ÷ target"),
    "target/actual": Words(zh="目标值 ÷ 完成值", en="Target ÷ actual"),
    "(2*target-actual)/target": Words(zh="（2×目标值 − 完成值）÷ 目标值", en="(2 × target − actual) ÷ target"),
    "target-actual": Words(zh="目标值 − 完成值", en="Target − actual"),
    "actual-target": Words(zh="完成值 − 目标值", en="Actual − target"),
    "|actual-target|/target": Words(zh="偏离目标的比例", en="Deviation from the target"),
    "actual": Words(zh="完成值", en="Actual"),
    "days_late": Words(zh="逾期天数", en="Days late"),
    "label": Words(zh="定性结论", en="Label"),
}
TRUSTS: Mapping[str, Words] = {
    Trust.VERIFIED: Words(zh="已核对原文", en="Read in the rule's own text"),
    Trust.PUBLISHED: Words(zh="已见公布文本", en="The published text was read"),
    Trust.SECONDARY: Words(zh="据转载或地方文本", en="From a secondary or local text"),
    Trust.CONFIGURED: Words(zh="系统实际配置，非法规", en="Practice of a deployed system, not law"),
    Trust.NOTED: Words(zh="据第三方笔记", en="From a third party's notes"),
    Trust.FIELD: Words(zh="据业务常识", en="Known from the field"),
    Trust.RECALLED_HIGH: Words(zh="凭记忆，把握较大", en="Recalled, fairly sure"),
    Trust.RECALLED_MEDIUM: Words(zh="凭记忆，把握一般", en="Recalled, not sure"),
    Trust.RECALLED_LOW: Words(zh="凭记忆，把握较小", en="Recalled, doubtful"),
    Trust.DESIGN: Words(zh="本示例自行规定", en="Set by the sample itself"),
}
KEYS: Mapping[str, Words] = {
    "above_yuan": Words(zh="金额高于（元）", en="Above (yuan)"),
    "article": Words(zh="依据", en="Article"),
    "at_least": Words(zh="达到等次", en="At least"),
    "at_zero": Words(zh="目标为零时从此值起", en="From this value where the target is zero"),
    "base": Words(zh="执行率分母", en="Base of execution"),
    "benefit": Words(zh="效益", en="Benefit"),
    "bonus": Words(zh="加分上限", en="Bonus"),
    "choose_one": Words(zh="任选其一", en="Choose one"),
    "code": Words(zh="代码", en="Code"),
    "completeness": Words(zh="完整性", en="Completeness"),
    "cost": Words(zh="成本", en="Cost"),
    "counted": Words(zh="按哪个分值", en="Which weight"),
    "cut": Words(zh="压减比例", en="Cut"),
    "cut_min": Words(zh="最低压减", en="Least cut"),
    "deduct": Words(zh="扣分比例", en="Deducted"),
    "default": Words(zh="默认得分率", en="Default share"),
    "direction": Words(zh="方向", en="Direction"),
    "due": Words(zh="期限", en="Due"),
    "economy": Words(zh="投入经济性", en="Economy"),
    "ends": Words(zh="端点", en="Ends"),
    "execution": Words(zh="预算执行", en="Execution"),
    "explain": Words(zh="须说明原因", en="Explanation needed"),
    "fault": Words(zh="情形", en="Fault"),
    "feasibility": Words(zh="可行性", en="Feasibility"),
    "fitness": Words(zh="适当性", en="Fitness"),
    "form": Words(zh="方式", en="Form"),
    "from": Words(zh="起", en="From"),
    "funding": Words(zh="筹资合规性", en="Funding"),
    "grades": Words(zh="等级规则", en="Grades"),
    "growth_max": Words(zh="最多增加", en="Most growth"),
    "items": Words(zh="项数", en="Items"),
    "least": Words(zh="下限", en="Least"),
    "level": Words(zh="细化程度", en="Detail"),
    "max": Words(zh="最大", en="Most"),
    "method": Words(zh="办法", en="Method"),
    "min": Words(zh="最小", en="Least"),
    "month": Words(zh="月份", en="Month"),
    "necessity": Words(zh="立项必要性", en="Necessity"),
    "none_below": Words(zh="不得低于", en="None below"),
    "note": Words(zh="说明", en="Note"),
    "output": Words(zh="产出", en="Output"),
    "over": Words(zh="超额完成", en="Over-achievement"),
    "over_counts": Words(zh="超额适用于", en="Over-achievement counts for"),
    "part": Words(zh="部分", en="Part"),
    "performance": Words(zh="绩效", en="Performance"),
    "points": Words(zh="分值", en="Points"),
    "progress_below": Words(zh="进度低于", en="Progress below"),
    "relevance": Words(zh="相关性", en="Relevance"),
    "rules": Words(zh="计分规则", en="Scoring rules"),
    "satisfaction": Words(zh="满意度", en="Satisfaction"),
    "satisfaction_absent": Words(zh="无满意度指标时", en="Without satisfaction"),
    "second_levels": Words(zh="二级指标分值", en="Points of second levels"),
    "spread_digits": Words(zh="分摊到几位小数", en="Digits of a shared weight"),
    "step": Words(zh="步骤", en="Step"),
    "targets": Words(zh="目标合理性", en="Targets"),
    "through_month": Words(zh="截至月份", en="Through month"),
    "title": Words(zh="名称", en="Title"),
    "title_of_form": Words(zh="表名", en="Form"),
    "to": Words(zh="止", en="To"),
    "total": Words(zh="总分取整", en="Total"),
    "weights": Words(zh="权重", en="Weights"),
    "weights_with_cost": Words(zh="权重（设成本指标）", en="Weights with cost"),
    "work": Words(zh="上班", en="Working day"),
}
SHARES = frozenset({"cut", "cut_min", "growth_max", "deduct", "least", "progress_below"})  # columns that hold shares
VALUES: Mapping[str, Words] = {
    "grow": Words(zh="可增", en="may grow"),
    "keep": Words(zh="不增", en="kept"),
    "cut": Words(zh="压减", en="cut"),
    "cut_hard": Words(zh="大幅压减", en="cut hard"),
    "support": Words(zh="支持", en="support"),
    "improve": Words(zh="改进", en="improve"),
    "excellent": Words(zh="优", en="excellent"),
    "good": Words(zh="良", en="good"),
    "fair": Words(zh="中", en="fair"),
    "poor": Words(zh="差", en="poor"),
}
STATUSES: Mapping[str, Words] = {
    "in_force": Words(zh="现行有效", en="In force"),
    "repealed": Words(zh="已废止", en="Repealed"),
    "reference": Words(zh="供参考", en="For reference"),
    "local": Words(zh="地方规定", en="Local rule"),
    "annual": Words(zh="年度通知", en="Annual notice"),
    "system": Words(zh="系统配置，非法规", en="Setting of a system, not law"),
    "practice": Words(zh="实际做法，非法规", en="Practice, not law"),
    "invented": Words(zh="为示例虚构", en="Invented for the sample"),
    "form": Words(zh="表样", en="Form"),
}
DIFFERENCES: Mapping[Differs, Words] = {
    Differs.VALUE: Words(zh="数值不同", en="Another value"),
    Differs.BASIS: Words(zh="依据不同", en="Another basis"),
    Differs.ONLY_LEFT: Words(zh="仅左侧有", en="Only on the left"),
    Differs.ONLY_RIGHT: Words(zh="仅右侧有", en="Only on the right"),
}
PARTS: Mapping[str, Words] = {
    "analytics": Words(zh="分析", en="Analysis"),
    "budget": Words(zh="预算编制", en="Budget requests"),
    "config": Words(zh="日程与接线", en="Calendar and wiring"),
    "disclosure": Words(zh="信息公开", en="Publications"),
    "evaluation": Words(zh="绩效评价", en="Evaluations"),
    "exchange": Words(zh="表格检查", en="Form checker"),
    "execution": Words(zh="资金支付", en="Payments"),
    "indicators": Words(zh="指标库", en="Indicator library"),
    "monitoring": Words(zh="双监控", en="Watching"),
    "projects": Words(zh="项目库", en="Projects"),
    "regulations": Words(zh="制度规则", en="The law"),
    "results": Words(zh="结果应用", en="Effects of results"),
    "sample": Words(zh="示例县", en="Sample county"),
}
_LEVELS: Mapping[Level, Words] = {
    Level.NATION: Words(zh="全国", en="The nation"),
    Level.PROVINCE: Words(zh="省级", en="Province"),
    Level.CITY: Words(zh="市级", en="City"),
    Level.COUNTY: Words(zh="县级", en="County"),
    Level.TOWNSHIP: Words(zh="乡级", en="Township"),
    Level.VILLAGE: Words(zh="村级", en="Village"),
}


def area_of(rule_id: str) -> str:
    """The area of a rule: the first part of its id."""
    return rule_id.split(".", 1)[0]


def area_words(area: str) -> Words:
    """What an area is called; its code where a bureau has made one of its own."""
    return AREAS.get(area, Words(zh=area, en=area))


def key_words(key: str) -> Words:
    """What a column or a part of a value is called."""
    return KEYS.get(key, Words(zh=key, en=key))


def place_words(region: str) -> Words:
    """A place by its name and its code; by its level and its code where nobody has named it."""
    found = named_regions().get(region, _LEVELS[level(region)])
    return found if region == NATION else Words(zh=f"{found.zh} {region}", en=f"{found.en} {region}")


def part_words(path: str) -> Words:
    """The part of the program that a line of code belongs to, as its screens are called."""
    part = path.split("/", 1)[0]
    return PARTS.get(part, Words(zh=part, en=part))
