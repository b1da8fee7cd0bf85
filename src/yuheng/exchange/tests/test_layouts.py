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


# as 黄石市 published its table for the first half of 2019 (hsgyyc.com, t20190821_663302), shortened
MONITORING = """<table>
<tr><td colspan=7>湖北省黄石市项目支出绩效监控表（申遗）</td></tr><tr><td colspan=7>（2019年度）</td></tr>
<tr><td colspan=7>项目单位（盖章）：   单位：万元</td></tr>
<tr><td>项目名称</td><td colspan=6>申遗经费</td></tr>
<tr><td>主管部门</td><td colspan=2>市文化和旅游局</td><td>项目执行单位</td><td colspan=3>市文物局</td></tr>
<tr><td>项目属性</td><td colspan=6>1、持续性项目 □ 2、新增性项目 □</td></tr>
<tr><td rowspan=3>项目资金<br>（万元）</td><td></td><td></td><td>年初预算数</td><td>1-6月执行数</td><td colspan=2>全年预计执行数</td></tr>
<tr><td colspan=2>年度资金总额：</td><td>220</td><td>87.57</td><td colspan=2></td></tr>
<tr><td colspan=2>其中：当年一般公共预算拨款</td><td>220</td><td>87.57</td><td colspan=2></td></tr>
<tr><td rowspan=3>绩效指标</td><td>一级<br>指标</td><td>指标名称</td><td>指标值</td><td>半年度<br>指标执行情况</td><td>完成目标可能性（确定能、有可能、不可能）</td><td>备注</td></tr>
<tr><td>产出指标</td><td>成本</td><td>年度预算220万元</td><td>按进度执行，已使用约40%</td><td>确定能</td><td></td></tr>
<tr><td>效益指标</td><td>社会效益</td><td>活动5场</td><td>3场</td><td>确定能</td><td></td></tr>
<tr><td colspan=2>偏差或不能完成目标原因分析</td><td colspan=5></td></tr>
<tr><td colspan=7>注：完成目标可能性：分确定能、有可能、不可能三级。</td></tr></table>"""

# as 四川 prints the self-evaluation of 2023 (scqs.gov.cn, info/13206/211004), filled in
SICHUAN = """<table><tr><td colspan=11>四川省部门预算项目支出绩效自评表（2023年度）</td></tr>
<tr><td colspan=2>项目名称</td><td colspan=9>51000021R000000019951-工资性支出</td></tr>
<tr><td colspan=2>主管部门</td><td colspan=4>县发展和改革局本级</td><td colspan=2>实施单位 （盖章）</td><td colspan=3>县发展和改革局</td></tr>
<tr><td rowspan=5>预算执行情况（10分）</td><td>年度预算数（万元）</td><td>年初预算</td><td colspan=2>调整后预算数</td><td colspan=2>预算执行数</td><td>预算执行率</td><td>权重</td><td>得分</td><td>原因</td></tr>
<tr><td>总额</td><td>238.93</td><td colspan=2>251.89</td><td colspan=2>251.89</td><td>100.00%</td><td>10</td><td>10</td><td rowspan=4>1.预算执行率=预算执行数/调整后预算数</td></tr>
<tr><td>其中：财政资金</td><td>238.93</td><td colspan=2>251.89</td><td colspan=2>251.89</td><td>100.00%</td><td>/</td><td>/</td></tr>
<tr><td>单位资金</td><td>0.00</td><td colspan=2>0.00</td><td colspan=2>0.00</td><td>0.00%</td><td>/</td><td>/</td></tr>
<tr><td>其他资金</td><td></td><td colspan=2></td><td colspan=2></td><td></td><td>/</td><td>/</td></tr>
<tr><td rowspan=4>绩效指标（90分）</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标性质</td><td>指标值</td><td>度量单位</td><td>完成值</td><td>权重</td><td>得分</td><td>未完成原因分析</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>发放覆盖率</td><td>=</td><td>100</td><td>%</td><td>100</td><td>60</td><td>60</td><td></td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>足额保障率</td><td>=</td><td>100</td><td>%</td><td>95</td><td>30</td><td>30</td><td></td></tr>
<tr><td colspan=8>合计</td><td>100</td><td>100</td><td></td></tr>
<tr><td>评价结论</td><td colspan=10>自评总分100分</td></tr></table>"""


def test_the_table_of_monitoring_is_read() -> None:
    (table,) = read(MONITORING.encode(), "监控.html").tables
    data: dict[str, Any] = dict(table.data)
    assert (data["kind"], data["year"], data["unit"], data["money_unit"]) == ("monitor", "2019", "市文物局", "万元")
    assert [(line["label"], line["initial_budget"], line["executed"]) for line in data["budget_lines"]] == [
        ("年度资金总额", "220", "87.57"),
        ("其中：当年一般公共预算拨款", "220", "87.57"),
    ]
    assert [(row["level1"], row["target"], row["actual"]) for row in data["indicators"]] == [
        ("产出指标", "年度预算220万元", "按进度执行，已使用约40%"),
        ("效益指标", "活动5场", "3场"),
    ]


def test_the_form_of_sichuan_is_read_and_a_sentence_is_no_grade() -> None:
    (table,) = read(SICHUAN.encode(), "自评.html").tables
    data: dict[str, Any] = dict(table.data)
    assert (data["unit"], data["printed_score_total"], data["printed_rating"]) == ("县发展和改革局", "100", None)
    first = data["budget_lines"][0]
    assert (first["initial_budget"], first["full_year_budget"], first["rate"]) == ("238.93", "251.89", "100.00%")
    assert [row["target"] for row in data["indicators"]] == ["= 100 %", "= 100 %"]
    (entry,) = check_file(SICHUAN.encode(), "自评.html").entries
    assert [(one["code"], one["where"]) for one in entry["problems"]] == [("unmet_full_marks", "T1!J11")]
