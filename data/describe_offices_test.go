package data

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestOffices describes files in the form of many offices, made up with their
// headings and habits, reads them with the entries that were found and lists every figure in
// whole units: nothing is swallowed, added up or taken for something else. What
// the file does not say is filled in as an author would.
func TestOffices(t *testing.T) {
	for _, c := range []struct {
		name, file, encoding, content string
		fill                          string // the unit where the file says none
		want                          string // figures, a line each
		doubt                         string // part of one; empty: none is wanted
		problem                       string // first line
	}{
		{"DataWeb of the USITC: months across, a total below", "usitc.csv", "",
			"Data Type,HTS Number,Description,Country,Year,January,February,March\nCustoms Value,0101210010,\"Horses, purebred\",Canada,2022,\"1,234\",0,\"3,456\"\nCustoms Value,0101210010,\"Horses, purebred\",Canada,2023,\"1,334\",\"2,445\",\nTotal:,,,,,\"2,568\",\"2,445\",\"3,456\"\n", "",
			"US Canada 0101210010 2022-01 1234 USD\nUS Canada 0101210010 2022-02 0 USD\nUS Canada 0101210010 2022-03 3456 USD\nUS Canada 0101210010 2023-01 1334 USD\nUS Canada 0101210010 2023-02 2445 USD\n", "DataWeb", ""},
		{"customs of Japan: thousands of yen, 1 is export, numbers of its own", "ik-100h2023.csv", "",
			"Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity2-Year,Value-Year,Quantity2-Jan,Value-Jan,Quantity2-Feb,Value-Feb,Quantity2-Mar,Value-Mar\n1,2023,'870323100,304,  ,NO,6,60,1,10,2,20,3,30\n2,2023,'010121000,105,  ,NO,1,4,0,0,1,4,0,0\n1,2024,'870323100,304,  ,NO,6,60,1,10,0,0,0,0\n", "",
			"export JP code 304 870323100 2023-01 10000 JPY\nexport JP code 304 870323100 2023-02 20000 JPY\nexport JP code 304 870323100 2023-03 30000 JPY\nexport JP code 304 870323100 2024-01 10000 JPY\nexport JP code 304 870323100 2024-02 0 JPY\nexport JP code 304 870323100 2024-03 0 JPY\nimport JP code 105 010121000 2023-01 0 JPY\nimport JP code 105 010121000 2023-02 4000 JPY\nimport JP code 105 010121000 2023-03 0 JPY\n", "every figure after 2024-01 is 0", ""},
		{"a table of Japan in Shift-JIS", "kuni.csv", "shift_jis",
			"品別国別表 (千円)\n輸出入,年,統計品目番号,国名,単位,金額 1月,金額 2月,金額 3月\n輸入,2023,870323100,アメリカ合衆国,NO,1000,1100,1200\n", "",
			"import アメリカ合衆国 870323100 2023-01 1000000 JPY\nimport アメリカ合衆国 870323100 2023-02 1100000 JPY\nimport アメリカ合衆国 870323100 2023-03 1200000 JPY\n", "is taken from the line", ""},
		{"SingStat: months newest first, notes, na", "M450001.csv", "",
			"Theme: Trade\n\nData last updated: 17/11/2023\n\n Data Series , 2023 Oct , 2023 Sep , 2023 Aug ,\n Total Trade ,\"102,345.6\",\"101,234.5\",\"99,876.5\",\n   Domestic Exports ,\"24,000.0\",na,\"23,000.0\",\n\nFootnotes:\nData are in nominal terms\n", "SGD",
			"Domestic Exports 2023-08 23000 SGD\nDomestic Exports 2023-10 24000 SGD\nTotal Trade 2023-08 99876.5 SGD\nTotal Trade 2023-09 101234.5 SGD\nTotal Trade 2023-10 102345.6 SGD\n", "does not say the unit", ""},
		{"World Bank: years said twice, two dots, a footer", "wdi.csv", "",
			"Country Name,Country Code,Series Name,2021 [YR2021],2022 [YR2022]\nChina,CHN,Merchandise exports (current US$),3358163000000,3593523000000\n\"Korea, Dem. People's Rep.\",PRK,Merchandise exports (current US$),..,..\n,,,,\nLast Updated: 12/18/2023,,,,\n", "USD",
			"export CHN 2021 3358163000000 USD\nexport CHN 2022 3593523000000 USD\n", "", ""},
		{"WITS: reporter, partner, thousands of dollars", "wits.csv", "",
			"Reporter,Partner,Product categories,Indicator Type,Indicator,2020,2021\nChina,World,All Products,Export,Trade Value (US$ Thousand),2590646300,3362301595\nChina,Japan,All Products,Export,Trade Value (US$ Thousand),142660000,165849000\n", "",
			"export China Japan All Products 2020 142660000000 USD\nexport China Japan All Products 2021 165849000000 USD\nexport China World All Products 2020 2590646300000 USD\nexport China World All Products 2021 3362301595000 USD\n", "", ""},
		{"USA Trade Online: titles, months in words, World Total", "usatrade.csv", "",
			"\"Exports, Monthly\"\n\n\"Commodity\",\"Country\",\"Time\",\"Total Exports Value ($US)\"\n\"1201 Soybeans; Broken\",\"China\",\"January 2023\",\"3,054,123,456\"\n\"1201 Soybeans; Broken\",\"World Total\",\"January 2023\",\"4,154,123,456\"\n", "",
			"export China 1201 Soybeans; Broken 2023-01 3054123456 USD\nexport World 1201 Soybeans; Broken 2023-01 4154123456 USD\n", "", ""},
		{"the Census Bureau's interface, as CSV", "census.csv", "",
			"CTY_CODE,CTY_NAME,E_COMMODITY,ALL_VAL_MO,QTY_1_MO,UNIT_QY1,COMM_LVL,time\n5700,CHINA,1201,3054123456,5405000,T,HS4,2023-01\n-,TOTAL FOR ALL COUNTRIES,1201,4154123456,7255000,T,HS4,2023-01\n", "",
			"export US CHINA 1201 2023-01 3054123456 USD\nexport US World 1201 2023-01 4154123456 USD\n", "Census Bureau", ""},
		{"HMRC: four types of flow, ports", "hmrc.csv", "",
			"MonthId,FlowTypeId,SuppressionIndex,Hs2Code,Cn8Code,CountryId,CountryCodeAlpha,PortId,Value,NetMass\n202301,1,0,01,01012100,1,FR,100,10,4\n202301,2,0,01,01012100,1,FR,100,20,5\n202301,3,0,01,01012100,400,US,101,30,6\n202301,4,0,01,01012100,400,US,101,40,7\n", "",
			"export GB FR 01012100 2023-01 20 GBP\nexport GB FR 01012100 quantity 2023-01 5 kg\nexport GB US 01012100 2023-01 40 GBP\nexport GB US 01012100 quantity 2023-01 7 kg\nimport GB FR 01012100 2023-01 10 GBP\nimport GB FR 01012100 quantity 2023-01 4 kg\nimport GB US 01012100 2023-01 30 GBP\nimport GB US 01012100 quantity 2023-01 6 kg\n", "HMRC", ""},
		{"Britain's statistical office: one series, months beside quarters and years", "bqkq.csv", "",
			"\"Title\",\"Trade in Goods: Exports: SA\"\n\"CDID\",\"BQKQ\"\n\"PreUnit\",\"£\"\n\"Unit\",\"m\"\n\"Release date\",\"10-11-2023\"\n\"Important notes\",\n\"2022\",\"390123\"\n\"2022 Q4\",\"98456\"\n\"2022 DEC\",\"32123\"\n\"2023 JAN\",\"32345\"\n", "",
			"export 2022-12 32123000000 GBP\nexport 2023-01 32345000000 GBP\n", "the block keeps every month", ""},
		{"Korea: EUC-KR, 2023.1 would be lost, a sum above", "kstat.csv", "euc-kr",
			"기간,품목코드,국가,수출중량(톤),수출금액(천불),수입금액(천불),무역수지(천불)\n총계,,,\"1,234\",\"9,999\",\"8,888\",\"1,111\"\n2023.01,1201,미국,\"10.5\",\"1,200\",\"3,400\",\"-2,200\"\n2023.10,1201,미국,\"12.5\",\"1,400\",\"3,600\",\"-2,200\"\n", "",
			"export US 1201 2023-01 1200000 USD\nexport US 1201 2023-10 1400000 USD\nexport US 1201 quantity 2023-01 10500 kg\nexport US 1201 quantity 2023-10 12500 kg\nimport US 1201 2023-01 3400000 USD\nimport US 1201 2023-10 3600000 USD\n", "", ""},
		{"Brazil: semicolons, year and month, numbers of its own", "EXP_2023.csv", "",
			"\"CO_ANO\";\"CO_MES\";\"CO_NCM\";\"CO_UNID\";\"CO_PAIS\";\"QT_ESTAT\";\"KG_LIQUIDO\";\"VL_FOB\"\n\"2023\";\"01\";\"12019000\";\"10\";\"160\";66;66;39\n\"2023\";\"02\";\"02023000\";\"10\";\"023\";6;6;30\n", "",
			"export BR code 023 02023000 2023-02 30 USD\nexport BR code 023 02023000 quantity 2023-02 6 kg\nexport BR code 160 12019000 2023-01 39 USD\nexport BR code 160 12019000 quantity 2023-01 66 kg\n", "Comex Stat", ""},
		{"Brazil's tables: 01. Janeiro", "comexstat.csv", "",
			"Fluxo;Ano;Mês;Países;Código SH4;Valor US$ FOB;Quilograma Líquido\nExportação;2023;01. Janeiro;China;1201;39;66\nExportação;2023;03. Março;China;1201;59;86\n", "",
			"export China 1201 2023-01 39 USD\nexport China 1201 2023-03 59 USD\nexport China 1201 quantity 2023-01 66 kg\nexport China 1201 quantity 2023-03 86 kg\n", "", ""},
		{"India: revised months across, lakhs", "meidb.csv", "",
			"S.No.,HSCode,Commodity,Sep-2022(R) Rs. Lakh,Sep-2023(F) Rs. Lakh,%Growth,Apr-Sep2022(R),Apr-Sep2023(F)\n1,01,LIVE ANIMALS.,\"1,234.56\",\"1,334.56\",8.1,\"5,234.56\",\"6,334.56\"\n2,02,MEAT.,\"2,234.56\",\"2,334.56\",4.1,\"6,234.56\",\"7,334.56\"\n", "INR",
			"01 2022-09 123456000 INR\n01 2023-09 133456000 INR\n02 2022-09 223456000 INR\n02 2023-09 233456000 INR\n", "does not say the unit", ""},
		{"India: financial years", "eidb.csv", "", "Values in US $ Millions,,,\nS.No.,Country,2021-2022,2022-2023\n1,ALBANIA,54.47,37.05\n", "", "", "", "eidb.csv:2: error: no column holds a period such as 2023-09; the columns are S.No., Country, 2021-2022, 2022-2023\n  hint: 2021-2022 is a financial year, over two calendar years: download months, quarters or calendar years"},
		{"Statistics Canada: a column with the power of ten", "12100121.csv", "",
			"REF_DATE,GEO,Trade,UOM,SCALAR_FACTOR,SCALAR_ID,VECTOR,VALUE,STATUS\n2023-01,Canada,Import,Dollars,millions,6,v1,55123.4,\n2023-01,Canada,Export,Dollars,millions,6,v2,58123.4,\n2023-02,Canada,Export,Dollars,millions,6,v2,,..\n", "",
			"export CA 2023-01 58123400000 CAD\nimport CA 2023-01 55123400000 CAD\n", "Statistics Canada", ""},
		{"Germany: two rows of headings, months in German, signs", "51000.csv", "windows-1252",
			"Außenhandel;;;\n;;Ausfuhr: Wert;Einfuhr: Wert\n;;Tsd. EUR;Tsd. EUR\n2023;Januar;9876,5;5876\n2023;Februar;-;5976\n2023;März;10076,25;6076\n__________\n© Statistisches Bundesamt\n", "",
			"export 2023-01 9876500 EUR\nexport 2023-03 10076250 EUR\nimport 2023-01 5876000 EUR\nimport 2023-02 5976000 EUR\nimport 2023-03 6076000 EUR\n", `"-" stands in place of figures`, ""},
		{"Switzerland: apostrophes", "swiss.csv", "",
			"\"Handelsverkehr\",\"Tarifnummer\",\"Handelspartner\",\"Monat\",\"Wert (CHF)\",\"Menge (kg)\"\n\"Import\",\"0101.2100\",\"Deutschland\",\"Januar 2023\",\"1'234'567\",\"4'500\"\n\"Export\",\"0101.2100\",\"Deutschland\",\"März 2023\",\"234'567\",\"500\"\n", "",
			"export Deutschland 01012100 2023-03 234567 CHF\nexport Deutschland 01012100 quantity 2023-03 500 kg\nimport Deutschland 01012100 2023-01 1234567 CHF\nimport Deutschland 01012100 quantity 2023-01 4500 kg\n", "", ""},
		{"Russia: windows-1251, ИМ and ЭК", "rf.csv", "windows-1251",
			"NAPR;PERIOD;STRANA;TNVED;EDIZM;STOIM;NETTO;REGION\nИМ;01/2021;CN;8708291000;ШТ;7826;1899,5;МОСКОВСКАЯ ОБЛАСТЬ\nЭК;02/2021;CN;4407109100;М3;617346;19,25;КИРОВСКАЯ ОБЛАСТЬ\n", "",
			"export RU CN 4407109100 2021-02 617346 USD\nexport RU CN 4407109100 quantity 2021-02 19.25 kg\nimport RU CN 8708291000 2021-01 7826 USD\nimport RU CN 8708291000 quantity 2021-01 1899.5 kg\n", "customs of Russia", ""},
		{"Taiwan: Big5, years of its own calendar", "tw.csv", "big5",
			"進出口別,日期,貨品號列,國家,重量(公噸),價值(美元千元)\n出口,112年01月,8542,日本,\"234\",\"678,901\"\n進口,112年12月,8542,日本,\"334\",\"778,901\"\n", "",
			"export JP 8542 2023-01 678901000 USD\nexport JP 8542 quantity 2023-01 234000 kg\nimport JP 8542 2023-12 778901000 USD\nimport JP 8542 quantity 2023-12 334000 kg\n", "", ""},
		{"Turkey: windows-1254, months in Turkish, dots between thousands", "tuik.csv", "windows-1254",
			"Yıl;Ay;Ülke adı;Fasıl;İhracat Dolar;İthalat Dolar\n2023;Ocak;Almanya;87;1.234.567.890;987.654.321\n2023;Şubat;Almanya;87;1.334.567.890;997.654.321\n", "",
			"export Almanya 2023-01 1234567890 USD\nexport Almanya 2023-02 1334567890 USD\nimport Almanya 2023-01 987654321 USD\nimport Almanya 2023-02 997654321 USD\n", "", ""},
		{"Mexico: what a row is stands in words", "inegi.csv", "",
			"ANIO,ID_MES,CONCEPTO,VAL_USD,ESTATUS\n2023,1,Exportaciones totales,42614987,Cifras Definitivas\n2023,1,Importaciones totales,46733987,Cifras Definitivas\n", "",
			"export 2023-01 42614987 USD\nimport 2023-01 46733987 USD\n", "", ""},
		{"Hong Kong: years beside their months, re-exports apart", "hk.csv", "",
			"Trade type,Year,Month,Country / territory,Value (HK$ million)\nTotal exports,2023,1,Japan,\"123,456.7\"\nRe-exports,2023,1,Japan,\"121,456.7\"\nImports,2023,1,Japan,\"223,456.7\"\nImports,2023,,Japan,\"2,223,456.7\"\n", "",
			"Re-exports Japan 2023-01 121456700000 HKD\nexport Japan 2023-01 123456700000 HKD\nimport Japan 2023-01 223456700000 HKD\n", "the block keeps every month", ""},
		{"UNCTAD: names rather than numbers, of reporters", "unctad.csv", "",
			"Year,Economy,Economy Label,Flow,Flow Label,US$ at current prices in millions\n2022,156,China,02,Exports,3593601.435\n2022,156,China,01,Imports,2715997.517\n2022,410,\"Korea, Republic of\",02,Exports,683584.760\n", "",
			"export China 2022 3593601435000 USD\nexport Korea, Republic of 2022 683584760000 USD\nimport China 2022 2715997517000 USD\n", "", ""},
		{"FRED: a dot where there is no figure", "XTEXVA01.csv", "",
			"observation_date,XTEXVA01\n2023-01-01,300.5\n2023-02-01,.\n2023-03-01,290.5\n", "USD",
			"2023-01 300.5 USD\n2023-03 290.5 USD\n", `"." stands in place of figures`, ""},
		{"Vietnam: Tháng 1/2023", "vn.csv", "",
			"Tháng,Nước,Trị giá (USD)\nTháng 1/2023,Trung Quốc,56.789.012\nTháng 12/2023,Trung Quốc,66.789.012\n", "",
			"Trung Quốc 2023-01 56789012 USD\nTrung Quốc 2023-12 66789012 USD\n", "", ""},
		{"Thailand: Buddhist years are said", "th.csv", "windows-874", "ปี,เดือน,มูลค่าส่งออก (บาท)\n2566,1,1000\n2566,2,1100\n", "",
			"export 2566-01 1000 THB\nexport 2566-02 1100 THB\n", "Buddhist years are 543 more", ""},
		{"JSON under another name", "census.csv", "", `[["CTY_CODE","ALL_VAL_MO","time"],` + "\n" + `["5700","3054123456","2023-01"]]`, "", "", "",
			"census.csv:1: error: the file is JSON"},
	} {
		t.Run(c.name, func(t *testing.T) {
			content := c.content
			if enc, err := findEncoding(c.encoding); err != nil {
				t.Fatal(err)
			} else if enc != nil {
				if content, err = enc.NewEncoder().String(content); err != nil {
					t.Fatal(err)
				}
			}
			fsys := fstest.MapFS{c.file: {Data: []byte(content)}}
			d, problems := Describe(fsys, c.file)
			if c.problem != "" {
				if got := problems.String(); !strings.HasPrefix(got, c.problem) {
					t.Errorf("got\n%s\nwant\n%s", got, c.problem)
				}
				return
			}
			if problems.Failed() {
				t.Fatal(problems)
			}
			if said := strings.Join(d.Doubts, "\n"); !strings.Contains(said, c.doubt) {
				t.Errorf("to look at:\n%s\nwant\n%s", said, c.doubt)
			}
			for i := range d.Sources {
				for j := range d.Sources[i].Table.Values {
					if v := &d.Sources[i].Table.Values[j]; v.Unit.Value == Unfilled {
						v.Unit.Value = c.fill
					}
				}
				for j := range d.Sources[i].Table.Signs {
					if s := &d.Sources[i].Table.Signs[j]; s.Means.Value == Unfilled {
						s.Means.Value = "missing"
					}
				}
			}
			cube, problems := Read(fsys, d.Sources)
			if problems.Failed() {
				t.Fatal(problems)
			}
			if got := wholeFigures(cube); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// wholeFigures lists every figure of a cube in whole units.
func wholeFigures(c *Cube) string {
	var lines []string
	for _, e := range c.entries {
		for i, key := range e.keys {
			obs := e.obs[e.start[i]:e.start[i+1]]
			for j := range obs {
				o := &obs[j]
				sc := &e.scales[o.scale]
				unit := sc.unit.Code
				if sc.unit.Kind == Mass {
					unit = "kg"
				}
				x := times(o.value.rat(), sc.factor)
				figure := x.RatString()
				if !x.IsInt() {
					figure = strings.TrimRight(x.FloatString(6), "0")
				}
				lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", strings.TrimPrefix(c.describe(key), "the series"), o.span, figure, unit))+"\n")
			}
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}
