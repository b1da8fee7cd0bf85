"""Forms as bureaus print them, typed here by hand: not written by the writers that the other tests use."""

from typing import Any

from yuheng.exchange.checking import check_file
from yuheng.exchange.forms.reading import read

HUBEI = """<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>黄石市某局</title></head><body>
<table width=100%><tr><td><div>首页 &gt; 预决算公开</div></td></tr><tr><td>
<p align=center>湖北省黄石市２０２２年度项目绩效自评表</p>
<table border=1>
<tr><td colspan=2>单位名称：市图书馆<td colspan=6>填报日期：2023年3月1日</td></tr>
<tr><td colspan=2>项目名称</td><td colspan=6>文化信息<br>资源共享</td></tr>
<tr><td colspan=2>主管部门</td><td colspan=3>市文化局</td><td>项目实施单位</td><td colspan=2>市图书馆</td></tr>
<tr><td rowspan=2 colspan=2>预算执行情况（万元）<br>（20分）</td><td></td><td>预算数（A）</td><td>执行数（B）</td><td colspan=2>执行率（B/A）</td><td>得分（20分*执行率）</td></tr>
<tr><td>年度财政资金总额</td><td>２００</td><td>195.5</td><td colspan=2>97.75％</td><td>19.55</td></tr>
<tr><td rowspan=5>年度绩效目标<p>（80分）</p></td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>年初目标值（A）</td><td colspan=2>实际完成值（B）</td><td>得分</td></tr>
<tr><td rowspan=3>产出指标</td><td rowspan=2>数量指标</td><td>下乡服务</td><td>≧１０次</td><td colspan=2>12次</td><td>30</td></tr>
<tr><td>培训</td><td>>=5场</td><td colspan=2>5场</td><td>30</td></tr>
<tr><td>质量指标</td><td>设备完好率</td><td>≥95%</td><td colspan=2>≥95%</td><td>10</td></tr>
<tr><td>满意度指标</td><td>服务对象满意度</td><td>读者满意度</td><td>≥90%</td><td colspan=2>92%</td><td>10</td></tr>
<tr><td colspan=2>总分</td><td colspan=6>99.55</td></tr>
<tr><td colspan=2>偏差大或目标未完成原因分析</td><td colspan=6>无</td></tr>
<tr><td colspan=8>备注：1.预算执行情况口径：预算数为调整后财政资金总额。</td></tr>
</table></table></body></html>"""

NATIONAL = """,,,,项目支出绩效自评表,,,,
,,,,（2022年度）,,,,
项目名称,,村级运转经费,,,,,,
主管部门,,某镇人民政府,,,实施单位,某镇财政所,,
项目资金（万元）,,,年初预算数,全年预算数,全年执行数,分值,执行率,得分
,,年度资金总额：,100,100,95,10,95%,9.5
,,其中：当年财政拨款,100,100,95,—,95%,—
,,上年结转资金,,,,—,,—
年度总体目标,预期目标,,,,实际完成情况,,,
,保障运转,,,,已保障,,,
绩效指标,一级指标,二级指标,三级指标,年度指标值,实际完成值,分值,得分,偏差原因分析及改进措施
,产出指标（50分）,数量指标,"补助村数
量",8个,8个,50,50,
,效益指标,社会效益指标,……,,,,,
,,可持续影响指标,保障运转,显著,达成预期指标,30,30,
,满意度指标,服务对象满意度指标,村民满意度,≥90%,95%,10,11,
总分,,,,,,100,100.5,
"""


def test_a_page_of_hubei_is_read_inside_the_frame_of_its_site() -> None:
    (table,) = read(HUBEI.encode("gb18030"), "自评.htm").tables
    data: dict[str, Any] = dict(table.data)
    assert (data["province"], data["year"], data["kind"], data["complete"]) == ("湖北", "2022", "self", True)
    assert (data["project"], data["unit"], data["printed_score_total"]) == ("文化信息\n资源共享", "市图书馆", "99.55")
    (line,) = data["budget_lines"]
    assert (line["full_year_budget"], line["executed"], line["rate"], line["weight"], line["score"]) == (
        *("２００", "195.5", "97.75％"),
        *("20", "19.55"),
    )
    rows = data["indicators"]
    assert [(row["level2"], row["level3"], row["target"], row["score"]) for row in rows] == [
        ("数量指标", "下乡服务", "≧１０次", "30"),
        ("数量指标", "培训", ">=5场", "30"),
        ("质量指标", "设备完好率", "≥95%", "10"),
        ("服务对象满意度", "读者满意度", "≥90%", "10"),
    ]
    (entry,) = check_file(HUBEI.encode("gb18030"), "自评.htm").entries
    assert {one["code"] for one in entry["problems"]} == {"malformed_value", "not_a_measurement"}
    assert entry["recomputed"]["execution"]["rate"] == "0.9775"


def test_a_national_form_exported_without_its_merges_is_read() -> None:
    (table,) = read(NATIONAL.encode("utf-8-sig"), "a.csv").tables
    data: dict[str, Any] = dict(table.data)
    assert (data["year"], data["kind"], data["unit"], data["money_unit"]) == ("2022", "self", "某镇财政所", "万元")
    assert [line["label"] for line in data["budget_lines"]] == ["年度资金总额", "其中：当年财政拨款", "上年结转资金"]
    levels = [(row["level1"], row["level2"], row["level3"]) for row in data["indicators"]]
    assert levels == [
        ("产出指标（50分）", "数量指标", "补助村数\n量"),
        ("效益指标", "可持续影响指标", "保障运转"),
        ("满意度指标", "服务对象满意度指标", "村民满意度"),
    ]
    assert (data["printed_weight_total"], data["printed_score_total"]) == ("100", "100.5")
    (entry,) = check_file(NATIONAL.encode(), "a.csv").entries
    found = {(one["code"], one["where"]) for one in entry["problems"]}
    assert ("score_above_weight", "T1!H15") in found
