# Makes the workbooks of this folder with openpyxl 3.1.5, XlsxWriter 3.3.1, msoffcrypto-tool
# and LibreOffice 7.4.7 (on the path as soffice). The figures are made up.
import datetime, subprocess
import openpyxl, xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

FIXED = datetime.datetime(2024, 1, 2)


def months(n):
    for i in range(n):
        yield i, datetime.date(2022 + i // 12, 1 + i % 12, 1)


# A title, two rows of names with merged cells, dates, a hidden row and a hidden
# column, numbers kept as text, a note below.
wb = openpyxl.Workbook()
wb.properties.created = wb.properties.modified = FIXED
notes = wb.active
notes.title = "Notes"
notes["A1"], notes["A2"] = "Methods", "Exports are free on board"
d = wb.create_sheet("Data")
d["A1"] = "Trade of China with North Korea (US$ million)"
d.merge_cells("A1:E1")
d["A3"] = "Month"
d.merge_cells("A3:A4")
d["B3"], d["D3"] = "Exports", "Imports"
d.merge_cells("B3:C3")
d.merge_cells("D3:E3")
for c, w in zip("BCDE", ["value", "tonnes", "value", "tonnes"]):
    d[c + "4"] = w
for i, m in months(24):
    r = 5 + i
    d.cell(r, 1, m).number_format = "mmm-yy"
    d.cell(r, 2, round(100 + i * 1.1, 1)).number_format = "0.0"
    d.cell(r, 3, str(1000 + 7 * i))
    d.cell(r, 4, 0.1 + 0.2 + i).number_format = "0.0"
    d.cell(r, 5, i + 1)
d.cell(30, 1, "Source: made up. Figures are provisional")
d.row_dimensions[10].hidden = True
d.column_dimensions["C"].hidden = True
wb.save("merged.xlsx")

# Days counted from 1904, percent and scientific formats, formulas with values.
wb = xlsxwriter.Workbook("from1904.xlsx", {"date_1904": True})
wb.set_properties({"created": FIXED})
s = wb.add_worksheet("Figures")
day, percent, power, two = (wb.add_format({"num_format": f}) for f in ("yyyy-mm-dd", "0.0%", "0.00E+00", "#,##0.00"))
s.write_row(0, 0, ["Month", "Exports (USD)", "Imports (USD)", "share"])
for i, m in months(6):
    s.write_datetime(1 + i, 0, datetime.datetime(m.year, m.month, 1), day)
    s.write_number(1 + i, 1, 188.7e6 + i, power)
    s.write_formula(1 + i, 2, f"=B{i + 2}/4", two, (188.7e6 + i) / 4)
    s.write_number(1 + i, 3, 0.155 + i / 1000, percent)
wb.close()

# Errors, and formulas that no spreadsheet program has computed.
wb = openpyxl.Workbook()
wb.properties.created = wb.properties.modified = FIXED
s = wb.active
s.title = "Sheet 1"
s.append(["period", "value", "comment"])
s.append(["2023-07", 1, "=1/0"])
s.append(["2023-08", "#DIV/0!", ""])
s.append(["2023-09", "=B2*2", ""])
s.append(["2023-10", "#N/A", ""])
wb.save("errors.xlsx")

# The first workbook as LibreOffice writes it, as text and in two other formats.
def convert(to, *files):
    subprocess.run(["soffice", "--headless", "--convert-to", to, *files], check=True, stdout=subprocess.DEVNULL)

open("calc.csv", "w").write("period,value\n" + "".join(f"{m:%Y-%m-%d},{i * 0.1 + 0.2!r}\n" for i, m in months(12)))
convert("xlsx:Calc MS Excel 2007 XML", "calc.csv")
convert("xls:MS Excel 97", "calc.csv")
convert("ods", "calc.csv")

# A workbook with a password.
with open("errors.xlsx", "rb") as plain, open("locked.xlsx", "wb") as locked:
    OOXMLFile(plain).encrypt("secret", locked)
