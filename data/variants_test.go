package data

import (
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// TestVariants reads files of offices in the forms in which users have them, without
// being told what they are. Headings are those of the offices; rows are made up.
func TestVariants(t *testing.T) {
	const (
		chinese = "\"数据年月\",\"贸易伙伴编码\",\"贸易伙伴名称\",\"商品编码\",\"商品名称\",\"第一数量\",\"第一计量单位\",\"第二数量\",\"第二计量单位\",\"人民币\",\n" +
			"\"202301\",\"109\",\"朝鲜\",\"67030000\",\"发\",\"12\",\"千克\",\"0\",\"?\",\"1,234\",\n"
		english = "\"Date of data\",\"Trading partner code\",\"Trading partner\",\"Commodity code\",\"Commodity\",\"Quantity\",\"Unit\",\"Supplementary Quantity\",\"Supplementary Unit\",\"US dollar\",\n" +
			"\"202301\",\"109\",\"Korea,DPR\",\"67030000\",\"Hair\",\"12\",\"Kilogram\",\"0\",\"?\",\"1,234\",\n"
		portal    = "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate\n"
		portalRow = `"C","M","20230101","2023","1","202301","156","CHN","China","X","Export","408","PRK","Dem. People's Rep. of Korea","0","W00","World","H6","HS","true","670300","Hair","6","true","C00","TOTAL CPC","0","0","TOTAL MOT","8","kg","12","false","8","kg","12","false","12","false","0","false",,"1234","1234","0","false","true",` + "\n"
		bulk      = "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA21,PRODUCT_BEC,PRODUCT_BEC5,PRODUCT_SECTION,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n"
	)
	gb := func(s string) string {
		out, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	utf16 := func(s string) string {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	tabs := strings.NewReplacer("\",\"", "\t", "\",\n", "\n", "\"", "")
	snake := func(header string) string {
		for _, pair := range []string{"typeCode type_code", "period period", "reporterISO reporter_iso", "partnerISO partner_iso", "flowCode flow_code", "primaryValue primary_value", "cmdCode cmd_code", "netWgt net_wgt", "classificationCode classification_code", "customsCode customs_code", "motCode mot_code", "mosCode mos_code", "partner2Code partner_2_code"} {
			from, to, _ := strings.Cut(pair, " ")
			header = strings.Replace(header, from, to, 1)
		}
		return header
	}
	hair := Selector{Flow: word("export"), Reporter: word("CN"), Partner: word("KP"), Codes: codeTexts("67030000")}
	six := hair
	six.Codes = codeTexts("670300")
	german := Selector{Flow: word("import"), Reporter: word("DE"), Partner: word("CN"), Codes: codeTexts("67030000")}
	for _, c := range []struct {
		name, file, content, unit string
		of                        Selector
		format, want              string // the figure of January 2023 and the quantity; or problems
	}{
		{"gacc as downloaded", "2023out.csv", gb(chinese), "", hair, "gacc", "1234 CNY, 12 kg"},
		{"gacc saved again by a spreadsheet", "2023出口.csv", "\ufeff" + strings.NewReplacer("\"1,234\",", "\"1,234\"", "\"人民币\",", "人民币", "\"", "", "\n", "\r\n").Replace(chinese), "", hair, "gacc", "1234 CNY, 12 kg"},
		{"gacc with tabs, UTF-16", "2023年出口.txt", utf16(tabs.Replace(chinese)), "", hair, "gacc", "1234 CNY, 12 kg"},
		{"gacc in English", "exports.csv", english, "", hair, "gacc", "1234 USD, 12 kg"},
		{"gacc with months in words", "2023exp.csv", strings.ReplaceAll(chinese, "202301", "2023年1月"), "", hair, "gacc", "1234 CNY, 12 kg"},
		{"gacc with a stroke in the months", "2023exp.csv", strings.ReplaceAll(chinese, "202301", "2023-01"), "", hair, "gacc", "1234 CNY, 12 kg"},
		{"gacc of years", "2023out.csv", strings.ReplaceAll(chinese, "202301", "2023"), "", hair, "gacc", "1234 CNY, 12 kg"},
		{"gacc without a flow", "2023.csv", chinese, "", Selector{Partner: word("KP"), Codes: codeTexts("67030000")}, "gacc", "1234 CNY, 12 kg"},
		{"gacc in two currencies", "2023out.csv", strings.NewReplacer("人民币\",", "人民币\",\"美元\",", "1,234\",", "8,000\",\"1,234\",").Replace(chinese), "USD", hair, "gacc", "1234 USD, 12 kg"},
		{"gacc in two currencies, none named", "2023out.csv", strings.NewReplacer("人民币\",", "人民币\",\"美元\",", "1,234\",", "8,000\",\"1,234\",").Replace(chinese), "", hair, "gacc",
			"brief.yaml:1:1: error: data \"d\" hold figures in USD and CNY\n  hint: say which: unit: USD"},
		{"gacc with the months added up", "2023out.csv", strings.NewReplacer("\"数据年月\",", "", "\"202301\",", "").Replace(chinese), "", hair, "",
			"2023out.csv:1: error: no column holds a period such as 2023-09; the columns are 贸易伙伴编码, 贸易伙伴名称, 商品编码, 商品名称, 第一数量, 第一计量单位, 第二数量, 第二计量单位, 人民币\n  hint: the query of Chinese customs has added the months up: ask it to show them one by one (分月展示), and download again"},

		{"comtrade of the portal", "TradeData.csv", portal + portalRow, "", six, "comtrade", "1234 USD, 12 kg"},
		{"comtrade of the API without names", "a.csv", "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,partner2Code,classificationCode,cmdCode,customsCode,mosCode,motCode,netWgt,isNetWgtEstimated,primaryValue\nC,M,20230101,2023,1,202301,156,,X,408,,0,H6,670300,C00,0,0,12.0,False,1234.0\n", "", six, "comtrade", "1234 USD, 12 kg"},
		{"comtrade of the bulk download", "COMTRADE-M156.txt", "datasetCode\ttypeCode\tfreqCode\trefPeriodId\trefYear\trefMonth\tperiod\treporterCode\tflowCode\tpartnerCode\tpartner2Code\tclassificationCode\tcmdCode\tcustomsCode\tmosCode\tmotCode\tnetWgt\tisNetWgtEstimated\tprimaryValue\n1\tC\tM\t20230101\t2023\t1\t202301\t156\tX\t408\t0\tH6\t670300\tC00\t0\t0\t12\tfalse\t1234\n1\tC\tM\t20230101\t2023\t1\t202301\t156\tX\t408\t0\tH6\t670300\tC00\t0\t2100\t12\tfalse\t1000\n", "", six, "comtrade", "1234 USD, 12 kg"},
		{"comtrade through R", "r.csv", snake(portal) + portalRow, "", six, "comtrade", "1234 USD, 12 kg"},
		{"comtrade by words alone", "w.csv", "period,reporterISO,flowDesc,partnerISO,partner2Desc,classificationCode,cmdCode,customsDesc,motDesc,primaryValue\n202301,CHN,Export,PRK,World,H6,670300,TOTAL CPC,TOTAL MOT,1234\n202301,CHN,Export,PRK,World,H6,670300,TOTAL CPC,Sea,999\n", "", six, "comtrade", "1234 USD"},
		{"comtrade by its first day", "y.csv", "freqCode,refPeriodId,refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue\nA,20230101,2023,CHN,X,PRK,670300,1234\n", "", six, "comtrade", "1234 USD"},
		{"comtrade before 2023 through R", "old.csv", "Classification,Year,Period,Trade.Flow.Code,Trade.Flow,Reporter.ISO,Partner.ISO,Commodity.Code,Netweight..kg.,Trade.Value..US..,Flag\nH5,2023,202301,2,Export,CHN,PRK,670300,12,1234,0\n", "", six, "comtrade-legacy", "1234 USD, 12 kg"},
		{"comtrade of the old API", "api.csv", "pfCode,yr,period,rgCode,rgDesc,rtCode,rt3ISO,ptCode,pt3ISO,cmdCode,NetWeight,TradeValue\nH5,2023,202301,2,Exports,156,CHN,408,PRK,670300,12,1234\n", "", six, "comtrade-legacy", "1234 USD, 12 kg"},

		{"eurostat with labels", "e.csv", "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,reporter,Reporting country,partner,Trading partner,product,Product,flow,Trade flow,indicators,Indicator,TIME_PERIOD,Time,OBS_VALUE,Observation value,OBS_FLAG,CONF_STATUS\n" +
			"dataflow,ESTAT:DS-045409(1.0),Trade,M,Monthly,DE,Germany,CN,China,67030000,Hair,1,IMPORT,VALUE_IN_EUROS,Value,2023-01,,1234,,,\n" +
			"dataflow,ESTAT:DS-045409(1.0),Trade,M,Monthly,DE,Germany,CN,China,67030000,Hair,1,IMPORT,QUANTITY_IN_100KG,Weight,2023-01,,0.12,,,\n", "", german, "eurostat", "1234 EUR, 12 kg"},
		{"eurostat with labels in the cells", "e.csv", "DATAFLOW: Dataflow,LAST UPDATE,freq: Time frequency,reporter: Reporting country,partner: Partner,product: Product,flow: Flow,indicators: Indicator,TIME_PERIOD: Time,OBS_VALUE\n" +
			"ESTAT:DS-045409(1.0): Trade,13/02/24 11:00:00,M: Monthly,DE: Germany,CN: China,67030000: Hair,1: IMPORT,VALUE_IN_EUROS: Value,2023-01,1234\n" +
			"ESTAT:DS-045409(1.0): Trade,13/02/24 11:00:00,M: Monthly,DE: Germany,CN: China,67030000: Hair,1: IMPORT,QUANTITY_IN_100KG: Weight,2023-01,0.12\n", "", german, "eurostat", "1234 EUR, 12 kg"},
		{"the bulk download of Comext", "full_v2_202301.dat", bulk + "DE,CN,E,67030000,89994,3299,61,41,12,1,1,NO_SU,202301,1000,1000,10,0\nDE,CN,E,67030000,89994,3299,61,41,12,1,2,NO_SU,202301,234,234,2,0\n", "", german, "eurostat", "1234 EUR, 12 kg"},
		{"the bulk download of a year", "full_v2_202352.dat", bulk + "DE,CN,E,67030000,89994,3299,61,41,12,1,1,NO_SU,202352,1234,1234,12,0\n", "", german, "eurostat", "1234 EUR, 12 kg"},
		{"the bulk download of before 2024, with its total", "full202301.dat", "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_REGIME,SUPP_UNIT,PERIOD,VALUE_IN_EUROS,QUANTITY_IN_KG,SUP_QUANTITY\n" +
			"004,DE,0720,CN,E,67030000,1,4,A,202301,1234,12,\n004,DE,0720,CN,E,67030000,1,2,A,202301,234,2,\n", "", german, "eurostat", "1234 EUR, 12 kg"},
		{"a TSV of Eurostat", "ext.tsv", "freq,unit,geo\\TIME_PERIOD\t2023-01 \t2023-02 \nM,MIO_EUR,DE\t123.4 p\t: c\n", "", german, "",
			"ext.tsv:1: error: the file is a TSV of Eurostat: its first column holds several in one, and each period has a column of its own\n  hint: download the data as SDMX-CSV: in the address write format=SDMX-CSV in place of format=TSV"},

		{"sdmx-csv 1.0", "s.csv", "DATAFLOW,FREQ,REF_AREA,COUNTERPART_AREA,TRADE_FLOW,COMMODITY,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS\nOECD:DF(1.0),M,DE,CN,M,67030000,2023-01,1.234,EUR,3,A\n", "", german, "sdmx-csv", "1234 EUR"},
		{"sdmx-csv 2.0 with names", "s.csv", "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reporter,COUNTERPART_AREA,Partner,TRADE_FLOW,Flow,COMMODITY,Product,FREQ,Frequency,TIME_PERIOD,Time period,OBS_VALUE,Observation value,UNIT_MEASURE,Unit,UNIT_MULT,Multiplier\n" +
			"DATAFLOW,OECD:DF(1.0),Trade,I,DE,Germany,CN,China,M,Imports,67030000,Hair,M,Monthly,2023-M01,,1.234,,EUR,Euro,3,Thousands\n", "", german, "sdmx-csv", "1234 EUR"},
		{"sdmx-csv with labels in the cells", "s.csv", "DATAFLOW,FREQ: Frequency,REF_AREA: Reporter,COUNTERPART_AREA: Partner,TRADE_FLOW: Flow,COMMODITY: Product,TIME_PERIOD: Time,OBS_VALUE,UNIT_MEASURE: Unit,UNIT_MULT: Multiplier,OBS_STATUS: Status\n" +
			"OECD:DF(1.0),M: Monthly,DE: Germany,CN: China,M: Imports,\"67030000: Hair, and wool\",2023-01,1.234,EUR: Euro,3: Thousands,A: Normal value\n", "", german, "sdmx-csv", "1234 EUR"},
		{"sdmx-csv of merchandise trade, with parts and their total", "s.csv", "DATAFLOW,FREQ,REF_AREA,TRADE_FLOW,COMMODITY_1,COUNTERPART_AREA_1,COUNTERPART_AREA_2,TRANSPORT_MODE_BORDER,CUSTOMS_PROC,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n" +
			"UNSD:DF(1.0),M,DE,M,67030000,CN,_T,_T,_T,2023-01,1234,EUR\nUNSD:DF(1.0),M,DE,M,67030000,CN,_T,T_1,_T,2023-01,1000,EUR\nUNSD:DF(1.0),M,DE,M,67030000,CN,_T,T_2,_T,2023-01,234,EUR\n", "", german, "sdmx-csv", "1234 EUR"},
		{"a table that only looks like Comtrade's", "t.csv", "Period,Trade flow,Partner,Trade value\n2023-01,Export,KP,1234\n", "CNY", Selector{Flow: word("export"), Partner: word("KP")}, "", "1234 CNY"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fsys := fstest.MapFS{c.file: {Data: []byte(c.content)}}
			src := Source{ID: word("d"), Path: word(c.file), Unit: word(c.unit), At: diag.Pos{File: "brief.yaml", Line: 1, Col: 1}}
			src.Unit.Pos = src.At
			r := readAll(fsys, []Source{src}, Databases{}, nil)
			got := strings.TrimSpace(r.problems.String())
			if got == "" {
				if format := r.cube.entries[0].src.Format.Value; format != c.format {
					t.Errorf("read as %q, want %q", format, c.format)
				}
				c.of.ID = word("s")
				s, problem := r.cube.Series(c.of, 0)
				if problem != nil {
					t.Fatal(problem)
				}
				figure := func(s *Series) string {
					v := s.at(s.first, false)
					return strings.ReplaceAll(Fixed(v.X, 0, false), groupSign, "") + " " + v.Unit.String()
				}
				got = figure(s)
				if q := s.quantity(); q != nil {
					got += ", " + strings.ReplaceAll(Fixed(q.at(q.first, false).X, 0, false), groupSign, "") + " kg"
				}
				if s.first.Year() != 2023 || s.first.Month() != 1 && s.first.freq == Monthly {
					t.Errorf("the first period is %s", s.first)
				}
			}
			got = strings.ReplaceAll(got, "\u00a0", " ")
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestFlowsOfFiles reads several files whose names say their flow.
func TestFlowsOfFiles(t *testing.T) {
	row := func(v string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("数据年月,贸易伙伴编码,商品编码,人民币\n202301,109,67030000," + v + "\n")}
	}
	src := Source{ID: word("d"), Path: word("*.csv"), At: diag.Pos{File: "brief.yaml", Line: 1, Col: 1}}
	cube := mustRead(t, fstest.MapFS{"2023in.csv": row("5"), "2023out.csv": row("7")}, src)
	for flow, want := range map[string]string{"import": "5", "export": "7"} {
		s := mustSelect(t, cube, Selector{Flow: word(flow), Partner: word("KP"), Codes: codeTexts("67030000")}, 0)
		if v := s.at(Month(2023, 1), false); v.X.FloatString(0) != want {
			t.Errorf("%s: %v, want %s", flow, v.X, want)
		}
	}
	_, problems := Read(fstest.MapFS{"2023in.csv": row("5"), "2024.csv": row("7")}, []Source{src})
	const want = "\"2024.csv\" does not say whether it holds exports or imports, as that of \"2023in.csv\" does"
	if !strings.Contains(problems.String(), want) {
		t.Errorf("%s\nwant %s", problems, want)
	}
}
