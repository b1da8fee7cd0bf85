"""The invented county 清衡县 Qingheng: its regions, departments, units, and the accounts of its sample office.

Function codes are those of the published classification of expenditure by function as far as they are commonly printed;
they are an example and not a check list.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

PROVINCE, CITY, COUNTY = "990000", "990100", "990123"
REGIONS: tuple[tuple[str, int, str, str], ...] = (
    (PROVINCE, 1, "云汉省", "Yunhan Province"),
    (CITY, 2, "衡川市", "Hengchuan City"),
    (COUNTY, 3, "清衡县", "Qingheng County"),
)


@dataclass(frozen=True)
class Unit:
    """A budget unit: what it is called, its usual function code, the class of the library its trade belongs to."""

    code: str
    name: str
    name_en: str
    function_code: str
    trade: str


@dataclass(frozen=True)
class Department:
    """A department with its units; `key` begins the user names of its people."""

    code: str
    key: str
    name: str
    name_en: str
    units: tuple[Unit, ...]


def _department(code: str, key: str, name: str, name_en: str, *units: tuple[str, str, str, str]) -> Department:
    made = (
        Unit(f"{code}{no:03d}", f"清衡县{zh}", f"Qingheng {en}", function, trade)
        for no, (zh, en, function, trade) in enumerate(units, start=1)
    )
    return Department(code, key, f"清衡县{name}", f"Qingheng {name_en}", tuple(made))


DEPARTMENTS: tuple[Department, ...] = (
    _department(
        "110",
        "water",
        "水务局",
        "Water Bureau",
        ("水务局机关", "Water Bureau Office", "2130314", "213"),
        ("灌区管理所", "Irrigation District Office", "2130316", "213"),
        ("水土保持站", "Soil and Water Conservation Station", "2130310", "213"),
    ),
    _department(
        "101",
        "office",
        "县委县政府办公室",
        "County Office",
        ("办公室机关", "County Office Staff", "2010302", "201"),
        ("机关事务服务中心", "Premises Service Centre", "2010303", "201"),
        ("档案馆", "Archives", "2012604", "201"),
        ("党校", "Cadre School", "2050802", "201"),
    ),
    _department(
        "102",
        "justice",
        "政法委员会",
        "Justice and Public Security Commission",
        ("公安局", "Public Security Bureau", "2040299", "204"),
        ("司法局", "Justice Bureau", "2040604", "204"),
        ("人民检察院", "Procuratorate", "2040499", "204"),
    ),
    _department(
        "103",
        "education",
        "教育体育局",
        "Education and Sports Bureau",
        ("教育体育局机关", "Education and Sports Bureau Office", "2050299", "205"),
        ("第一中学", "First Middle School", "2050204", "205"),
        ("职业技术学校", "Vocational School", "2050302", "205"),
        ("特殊教育学校", "Special Education School", "2050701", "205"),
    ),
    _department(
        "104",
        "welfare",
        "民政和社会保障局",
        "Civil Affairs and Social Security Bureau",
        ("民政和社会保障局机关", "Civil Affairs Bureau Office", "2082001", "208"),
        ("养老服务中心", "Elderly Care Centre", "2081006", "208"),
        ("就业服务中心", "Employment Service Centre", "2080799", "208"),
    ),
    _department(
        "106",
        "health",
        "卫生健康局",
        "Health Bureau",
        ("卫生健康局机关", "Health Bureau Office", "2100717", "210"),
        ("人民医院", "People's Hospital", "2100201", "210"),
        ("医疗保障服务中心", "Medical Insurance Centre", "2101301", "210"),
    ),
    _department(
        "107",
        "forest",
        "自然资源和林业局",
        "Natural Resources and Forestry Bureau",
        ("自然资源和林业局机关", "Forestry Bureau Office", "2200106", "220"),
        ("国有林场", "State Forest Farm", "2130205", "213"),
        ("森林防火中心", "Forest Fire Centre", "2130234", "224"),
    ),
    _department(
        "108",
        "housing",
        "住房和城乡建设局",
        "Housing and Construction Bureau",
        ("住房和城乡建设局机关", "Housing Bureau Office", "2120399", "212"),
        ("环境卫生服务中心", "Sanitation Centre", "2120501", "212"),
        ("排水管理所", "Drainage Office", "2110302", "211"),
    ),
    _department(
        "109",
        "transport",
        "交通运输局",
        "Transport Bureau",
        ("交通运输局机关", "Transport Bureau Office", "2140104", "214"),
        ("公路养护所", "Road Maintenance Office", "2140106", "214"),
    ),
    _department(
        "111",
        "farming",
        "农业农村局",
        "Agriculture and Rural Affairs Bureau",
        ("农业农村局机关", "Agriculture Bureau Office", "2130122", "213"),
        ("农业技术推广站", "Farming Technology Station", "2130106", "213"),
        ("乡村振兴服务中心", "Rural Revitalisation Centre", "2130504", "213"),
    ),
    _department(
        "112",
        "culture",
        "文化旅游局",
        "Culture and Tourism Bureau",
        ("文化旅游局机关", "Culture Bureau Office", "2070114", "207"),
        ("图书馆", "Library", "2070104", "207"),
        ("文化馆", "Cultural Centre", "2070109", "207"),
    ),
    _department(
        "113",
        "economy",
        "发展和改革局",
        "Development and Reform Bureau",
        ("发展和改革局机关", "Development and Reform Bureau Office", "2010499", "206"),
        ("粮食储备库", "Grain Reserve", "2220499", "201"),
        ("商务招商服务中心", "Commerce and Investment Centre", "2011308", "201"),
        ("市场监管服务中心", "Market Supervision Centre", "2013816", "201"),
        ("应急管理服务中心", "Emergency Service Centre", "2240106", "224"),
    ),
    _department(
        "201",
        "town",
        "云岭镇",
        "Yunling Town",
        ("云岭镇人民政府", "Yunling Town Government", "2130705", "213"),
    ),
)

# the unit that a published table's sector belongs to; the first fragment that its sector contains decides
SECTORS: tuple[tuple[str, str], ...] = (
    ("水土保持", "110003"),
    ("水利/衔接", "110002"),
    ("水利科研", "110003"),
    ("水利", "110001"),
    ("党校", "101004"),
    ("档案", "101003"),
    ("机关事务", "101002"),
    ("纪检", "101001"),
    ("妇联", "101001"),
    ("民族", "101001"),
    ("民生工程", "101001"),
    ("综合", "101001"),
    ("公共安全", "102001"),
    ("公安", "102001"),
    ("司法", "102002"),
    ("检察", "102003"),
    ("特殊教育", "103004"),
    ("职业教育", "103003"),
    ("普通高中", "103002"),
    ("体育", "103001"),
    ("教育", "103001"),
    ("养老", "104002"),
    ("就业", "104003"),
    ("民政", "104001"),
    ("临时救助", "201001"),
    ("医院", "106002"),
    ("医保", "106003"),
    ("卫健", "106001"),
    ("计生", "106001"),
    ("自然资源", "107001"),
    ("林业", "107002"),
    ("林草", "107002"),
    ("环卫", "108002"),
    ("城管", "108002"),
    ("农村环境", "108003"),
    ("排水", "108003"),
    ("住建", "108001"),
    ("海绵", "108001"),
    ("住房", "108001"),
    ("铁路", "109001"),
    ("公路养护", "109002"),
    ("公路", "109001"),
    ("公交", "109001"),
    ("交通", "109001"),
    ("图书馆", "112002"),
    ("非遗", "112003"),
    ("公共文化", "112003"),
    ("文化", "112001"),
    ("文旅", "112001"),
    ("旅游", "112001"),
    ("景区", "112001"),
    ("美丽乡村", "111003"),
    ("衔接", "111003"),
    ("扶贫", "111003"),
    ("乡村振兴", "111003"),
    ("涉农", "111001"),
    ("供销", "111001"),
    ("渔业", "111001"),
    ("农业补贴", "111001"),
    ("农", "111002"),
    ("粮食", "113002"),
    ("商务", "113003"),
    ("招商", "113003"),
    ("市场监管", "113004"),
    ("能源", "113001"),
    ("应急", "113005"),
    ("地震", "113005"),
    ("镇政府", "201001"),
)
ELSEWHERE = "101001"


def unit_for(sector: str) -> str:
    """The code of the unit whose trade is nearest to a published table's sector.

    >>> unit_for("水利"), unit_for("扶贫/旅游"), unit_for("从未见过")
    ('110001', '112001', '101001')
    """
    return next((code for fragment, code in SECTORS if fragment in sector), ELSEWHERE)


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """Every unit by its code."""
    return {unit.code: unit for department in DEPARTMENTS for unit in department.units}


@dataclass(frozen=True)
class AccountDraft:
    """Somebody of the sample office: named after the office, never like a person."""

    username: str
    name: str
    name_en: str
    duty: str
    organisation: str


PASSWORD = "qingheng-sample"  # a sample county only: printed by `yuheng demo`, useless anywhere else
COUNTY_ACCOUNTS: tuple[AccountDraft, ...] = (
    AccountDraft("finance.performance", "财政局绩效管理岗", "Finance, performance desk", "finance.performance", COUNTY),
    AccountDraft("finance.budget", "财政局预算岗", "Finance, budget desk", "finance.budget", COUNTY),
    AccountDraft("finance.treasury", "财政局国库岗", "Finance, treasury desk", "finance.treasury", COUNTY),
    AccountDraft("government", "县政府办公会阅览岗", "County government desk", "government.read", COUNTY),
    AccountDraft("congress", "县人大预算审查岗", "People's congress budget desk", "congress.approve", COUNTY),
    AccountDraft("audit", "县审计局审计岗", "Audit desk", "audit.read", COUNTY),
)


def accounts() -> tuple[AccountDraft, ...]:
    """Everybody of the sample office: three per department, one per desk of the county."""
    drafts: list[AccountDraft] = []
    for department in DEPARTMENTS:
        zh, en = department.name.removeprefix("清衡县"), department.name_en.removeprefix("Qingheng ")
        key, code = department.key, department.code
        drafts += [
            AccountDraft(f"{key}.prepare", f"{zh}会计岗", f"{en} preparer", "unit.prepare", code),
            AccountDraft(f"{key}.approve", f"{zh}负责人岗", f"{en} approver", "unit.approve", code),
            AccountDraft(f"{key}.review", f"{zh}审核岗", f"{en} reviewer", "department.review", code),
        ]
    return (*drafts, *COUNTY_ACCOUNTS)
