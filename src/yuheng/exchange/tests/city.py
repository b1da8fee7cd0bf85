"""A small invented city with every trouble that foreign files have, its mapping, and a few requests to change a budget."""

from pathlib import Path

MAPPING = """\
title: {zh: 试验市, en: Test city}
source: invented for these tests
place: {code: "990901", name: Testville}
money: {currency: EUR, fen_per_unit: 100}
budget:
  file: budget.csv
  year: year
  department: {key: body, name: body_name}
  unit: {key: [body, section], name: section_name}
  project: {key: [body, section, programme], name: programme_name}
  function: programme
  economic: {key: item, name: item_name}
  economic_class: class
  initial: credit
  modifications: changes
  final: final
  stages: {reserved: authorised, accepted: obliged}
  virement: [[project], [department]]
  cover: [[project, economic_class], [department, economic_class]]
indicators:
  file: indicators.csv
  year: year
  project: [centre, programme]
  function: programme
  level1: objective
  name: text
  unit: unit
  target: target
  actual: actual
payments:
  file: payments.csv
  year: year
  project: [centre, programme]
  economic: item
  amount: amount
  payee: payee
  payee_number: number
  payee_kept: "[AB][0-9]{3}"
"""

# 18 rows; the comment says what is the matter with a row
BUDGET = """\
year,body,body_name,section,section_name,programme,programme_name,class,item,item_name,credit,changes,final,authorised,obliged
2020,1,City,10,Works,501,Roads,2,21000,Repairs,1000.00,-200.00,800.00,700.00,650.00
2020,1,City,10,Works,501,Roads,2,22000,Supplies,500.00,200.00,700.00,690.50,690.50
2020,1,City,10,Works,501,Roads,6,61000,Building,0.00,350.25,350.25,100.00,100.00
2020,1,City,10,Works,501,Roads,2,22100,Energy,0.00,0.00,0.00,80.00,75.00
2020,1,City,11,Parks,502,Green,2,22000,Supplies,100.00,0.00,100.00,0.00,0.00
2020,1,City,11,Parks,502,Green,2,22100,Energy,10.00,0.00,10.00,70.00,70.00
2020,1,City,11,Parks,502,Green,4,48000,Grants,20.00,0.00,20.00,50.00,45.00
2020,1,City,11,Parks,502,Green,2,22000,Supplies,5.00,-5.00,0.00,0.00,0.00
2020,1,City,11,Parks,502,Green,6,62000,Trees,-30.00,0.00,-30.00,0.00,0.00
2020,1,City,11,Parks,502,Green,6,63000,Ponds,10.005,0.00,10.005,0.00,0.00
2020,1,City,11,Parks,502,Green,6,64000,Paths,none,0.00,0.00,0.00,0.00
2020,1,City,11,Parks,502,Green,6,65000,Bridges,90.00,0.00,90.00,40.00,50.00
2020,1,City,11,Parks,502,Green,6,66000,Benches,100.00,0.03,100.00,0.00,0.00
2020,1,City,11,Parks,502,Green,6,67000,Lamps,7.00,0.00
2021,1,City,10,Works,501,Roads and lanes,2,21000,Repairs,900.00,-100.00,800.00,800.00,800.00
2021,1,City,11,Parks,502,Green,2,22000,Supplies,50.00,-50.00,0.00,0.00,0.00
2021,1,City,12,Idle,503,Nothing,2,22000,Supplies,0.00,0.00,0.00,0.00,0.00
20X1,1,City,10,Works,501,Roads,2,21000,Repairs,3.00,0.00,3.00,0.00,0.00
"""

INDICATORS = """\
year,centre,programme,objective,text,unit,target,actual
2020,110,501,01,Roads mended,KM,12.5,11
2020,110,501,02,Content drivers,PORCENTAJE,95,
2020,110,501,03,,KM,3,3
2020,111,502,01,Trees planted,NUMBER,many,40
2020,199,777,01,Nobody's,NUMBER,1,1
2021,110,501,01,Roads mended,KM,10,10
"""

PAYMENTS = """\
year,centre,programme,item,number,payee,amount
2020,110,501,21000,A123,Roads SA,400.00
2020,110,501,21000,12345,A Person,250.00
2020,110,501,21000,B999,Late SL,0.01
2020,110,501,22000,,Nobody told,690.50
2020,110,501,22000,A123,Roads SA,-20.00
2020,110,501,22000,A123,Roads SA,0.00
2020,110,501,22000,A123,Roads SA,1.005
2020,110,501,99999,A123,Roads SA,5.00
2019,110,501,21000,A123,Roads SA,6.00
2021,110,501,21000,X123,A Foreigner,800.00
"""

CHANGES_MAPPING = """\
title: {zh: 试验调整, en: Test changes}
source: invented for these tests
place: {code: "990902", name: Testland}
money: {currency: XTS, fen_per_unit: 100000}
changes:
  file: changes.csv.gz
  columns: [year, section, request, title, committee, code, name, amount, day]
  pad: {code: 6}
  year: year
  document: [section, request]
  title: title
  decision: committee
  department: {key: "code[:2]"}
  unit: {key: "code[:4]"}
  project: {key: code, name: name}
  function: code
  amount: amount
  day: day
  day_format: "%d/%m/%Y"
"""

# three documents of 2005 net to zero (one of them moves nothing), one adds, one takes; 50201 lost its leading zero
CHANGES = """\
2005,1,2,Within,7,010101,Salaries,-40,
2005,1,2,Within,7,010102,Travel,25,
2005,1,2,Within,7,050201,Water,15,
2005,12,1,Later by day,7,010101,Salaries,40,03/02/2005
2005,12,1,Later by day,7,010102,Travel,-40,03/02/2005
2005,1,21,Nothing,7,010101,Salaries,0,
2005,3,1,More,7,50201,Water,100,
2005,3,1,More,7,010102,Travel,-30,
2005,4,1,Less,7,010101,Salaries,-60,
2006,1,2,Within again,7,010101,Salaries,-5,
2006,1,2,Within again,7,010102,Travel,5,
2006,9,9,Unreadable,7,010102,Travel,5 or so,
"""


def write_city(folder: Path) -> Path:
    """Write the files of the city; returns their folder."""
    for name, text in (("budget", BUDGET), ("indicators", INDICATORS), ("payments", PAYMENTS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def write_mapping(folder: Path, text: str = MAPPING) -> Path:
    """Write a mapping; returns its path."""
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path
