package data

import (
	"slices"
	"strings"
	"unicode"

	"tradebrief/data/codes"
	"tradebrief/data/diag"
)

// fileFormat is the form of the files of a publisher: by which columns it is recognised,
// and what its columns mean. Columns are found by name, in any order; of those
// that a download may leave out, the ones that are there are used.
type fileFormat struct {
	name      string // as format: takes it
	title     string // for people
	publisher string // "" = many
	marks     [][]string
	table     func(h *heading, t *Table)
	or        *fileFormat // another form of the same publisher's files, under the same name; may be nil
}

// legacyShort are those files with the short names of the API.
var legacyShort = &fileFormat{
	name: "comtrade-legacy", title: "UN Comtrade, before 2023, short names", publisher: "UN Comtrade",
	marks: [][]string{{"yr", "period"}, {"rgDesc", "rgCode"}, {"TradeValue"}},
	table: legacyTable,
}

// comextBulk are the monthly files of Comext's bulk download: each measure a column.
var comextBulk = &fileFormat{
	name: "eurostat", title: "Eurostat Comext, bulk download", publisher: "Eurostat",
	marks: [][]string{{"REPORTER", "DECLARANT_ISO", "DECLARANT"}, {"PRODUCT_NC"}, {"FLOW"}, {"PERIOD"}, {"VALUE_EUR", "VALUE_IN_EUROS", "VALUE_1000ECU"}},
	table: bulkTable,
}

// fileFormats in the order in which they are tried: the narrower ones first.
var fileFormats = [...]fileFormat{
	{
		name: "gacc", title: "China customs, online query", publisher: "General Administration of Customs of China",
		marks: [][]string{{"数据年月", "Date of data"}, {"人民币", "美元", "Renminbi Yuan", "US dollar"}},
		table: gaccTable,
	},
	{
		name: "comtrade", title: "UN Comtrade", publisher: "UN Comtrade",
		marks: [][]string{{"period", "refPeriodId"}, {"reporterISO", "reporterCode"}, {"flowCode", "flowDesc"}, {"primaryValue"}},
		table: comtradeTable,
	},
	{
		name: "comtrade-legacy", title: "UN Comtrade, before 2023", publisher: "UN Comtrade",
		marks: [][]string{{"Period", "Year"}, {"Trade Flow", "Trade Flow Code"}, {"Trade Value (US$)"}},
		table: legacyTable, or: legacyShort,
	},
	{
		name: "eurostat", title: "Eurostat Comext, SDMX-CSV", publisher: "Eurostat",
		marks: [][]string{{"reporter"}, {"product"}, {"indicators"}, {"TIME_PERIOD"}, {"OBS_VALUE"}},
		table: eurostatTable, or: comextBulk,
	},
	{
		name: "sdmx-csv", title: "SDMX-CSV",
		marks: [][]string{{"TIME_PERIOD"}, {"OBS_VALUE"}},
		table: sdmxTable,
	},
}

// formatNamed is the format of that name, or nil.
func formatNamed(name string) *fileFormat {
	for i := range fileFormats {
		if fileFormats[i].name == name {
			return &fileFormats[i]
		}
	}
	return nil
}

// missing is the first list of names of which the header has none.
func (k *fileFormat) missing(h *heading) []string {
	for _, names := range k.marks {
		if !slices.ContainsFunc(names, h.has) {
			return names
		}
	}
	return nil
}

// form is the form of the format that a header belongs to, or nil.
func (k *fileFormat) form(h *heading) *fileFormat {
	for ; k != nil; k = k.or {
		if k.missing(h) == nil {
			return k
		}
	}
	return nil
}

// heading is the top of a file: the names of its columns and its first row.
type heading struct {
	names []string
	first []string
	at    diag.Pos // what the names are put down to in a message
}

// find is a column as the file names it: so or, from other hands, in other letters and
// with other signs, such as primary_value or Trade.Value..US.. of a file that went
// through R. What stands after a colon is a label of SDMX-CSV. It is empty where the file
// has no such column.
func (h *heading) find(name string) string {
	if slices.Contains(h.names, name) {
		return name
	}
	want, found := plainName(name), ""
	for _, n := range h.names {
		id, _, _ := strings.Cut(n, ": ")
		if plainName(id) != want {
			continue
		}
		if found != "" {
			return "" // it cannot be told which
		}
		found = n
	}
	return found
}

// plainName is a name by its letters and digits alone, in small letters.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

func (h *heading) has(name string) bool { return h.find(name) != "" }

// any is the first of the names that is a column; empty if none is. One in other
// letters may be a label beside another column, so that it comes after all others, and
// so does one that is blank in the first row.
func (h *heading) any(names ...string) diag.Text {
	var columns []string
	for _, n := range names {
		if slices.Contains(h.names, n) {
			columns = append(columns, n)
		}
	}
	for _, n := range names {
		if column := h.find(n); column != "" && !slices.Contains(columns, column) {
			columns = append(columns, column)
		}
	}
	for _, column := range columns {
		if h.cell(column) != "" {
			return h.text(column)
		}
	}
	if len(columns) > 0 {
		return h.text(columns[0])
	}
	return diag.Text{}
}

func (h *heading) text(s string) diag.Text { return diag.Text{Value: s, Pos: h.at} }

func (h *heading) field(names ...string) Field { return Field{Column: h.any(names...)} }

// cell is what the first row holds in a column.
func (h *heading) cell(column string) string {
	if i := slices.Index(h.names, column); i >= 0 && i < len(h.first) {
		return trim(h.first[i])
	}
	return ""
}

// parts adds the rows up that the first of the columns which is there tells apart.
func (h *heading) parts(t *Table, columns ...string) {
	if column := h.any(columns...); column.Value != "" {
		t.Parts = append(t.Parts, PartSpec{Column: column})
	}
}

// period is the first of the columns that is there, by the layout or, where the first
// row is written otherwise, as that is.
func (h *heading) period(form string, columns ...string) PeriodSpec {
	spec := PeriodSpec{Column: h.any(columns...), Layout: h.text(form)}
	cell := h.cell(spec.Column.Value)
	if l, err := parseLayout(form); err == nil {
		if _, err := l.span(cell); err != nil && usualLayout(cell) != "" {
			spec.Layout.Value = usualLayout(cell)
		}
	}
	return spec
}

// totalsOnly keeps of what parts the trade further the rows with its total, by the
// first of the columns for it: column, total, column, total …
func (h *heading) totalsOnly(t *Table, columns ...string) {
	for i := 0; i+1 < len(columns); i += 2 {
		if column := h.find(columns[i]); column != "" && h.cell(column) != "" {
			t.Where = append(t.Where, Where{h.text(column), h.text(columns[i+1])})
			return
		}
	}
}

// gaccTable reads what the online query of Chinese customs gives, in Chinese or in
// English. The reporter is China; the flow stands in no column. A download may part
// the trade by trade mode and by the place where the trader is registered, and has no
// row for all of them.
func gaccTable(h *heading, t *Table) {
	t.Thousands = h.text(",")
	t.Period = h.period("YYYYMM|YYYY", "数据年月", "Date of data")
	t.Reporter.Const = h.text("CN")
	if t.Partner = h.field("贸易伙伴编码", "Trading partner code"); t.Partner.Column.Value != "" {
		t.Partner.read = customsPartner
	} else {
		t.Partner = h.field("贸易伙伴名称", "Trading partner")
		t.Partner.read = countryCode
	}
	t.Code, t.Label, t.Classification = h.field("商品编码", "Commodity code"), h.field("商品名称", "Commodity"), h.text("HS")
	h.parts(t, "贸易方式编码", "贸易方式名称", "贸易方式", "Customs Regime code", "Customs Regime")
	h.parts(t, "注册地编码", "收发货人注册地编码", "注册地名称", "收发货人注册地名称", "收发货人注册地", "注册地",
		"Locations of importers and exporters code", "Locations of importers and exporters")
	quantity := QuantitySpec{Column: h.any("第一数量", "Quantity"), UnitColumn: h.any("第一计量单位", "Unit")}
	for _, v := range [...]struct{ column, unit string }{{"美元", "USD"}, {"人民币", "CNY"}, {"US dollar", "USD"}, {"Renminbi Yuan", "CNY"}} {
		if column := h.find(v.column); column != "" {
			t.Values = append(t.Values, ValueSpec{Column: h.text(column), Unit: h.text(v.unit), Quantity: quantity})
			quantity = QuantitySpec{} // it belongs to the rows, not to each currency
		}
	}
}

// comtradeTable reads the files of the present portal and of its API. Rows that
// part the trade further, by second partner, procedure or means of transport,
// are left out beside their totals.
func comtradeTable(h *heading, t *Table) {
	t.Period = PeriodSpec{Column: h.any("period", "refPeriodId"), Layout: h.text("YYYYMM|YYYY|YYYYMMDD")}
	if !h.has("period") && h.cell(h.find("freqCode")) == "A" && h.has("refYear") { // the day is the first of the year
		t.Period = PeriodSpec{Column: h.any("refYear"), Layout: h.text("YYYY")}
	}
	t.Reporter, t.Partner, t.Flow = h.field("reporterISO", "reporterCode"), h.field("partnerISO", "partnerCode"), h.field("flowCode", "flowDesc")
	t.Code, t.Label = h.field("cmdCode"), h.field("cmdDesc")
	t.Edition = h.any("classificationCode")
	t.Classification = h.text(comtradeClass(h.cell(t.Edition.Value)))
	h.totalsOnly(t, "partner2Code", "0", "partner2ISO", "W00", "partner2Desc", "World")
	h.totalsOnly(t, "customsCode", "C00", "customsDesc", "TOTAL CPC")
	h.totalsOnly(t, "motCode", "0", "motDesc", "TOTAL MOT")
	h.totalsOnly(t, "mosCode", "0")
	t.Values = []ValueSpec{{Column: h.any("primaryValue"), Unit: h.text("USD"), Quantity: QuantitySpec{
		Column: h.any("netWgt"), Unit: h.text("kg"), NoZero: true,
		Status: Field{Column: h.any("isNetWgtEstimated"), Map: map[string]string{"true": "estimated", "True": "estimated", "TRUE": "estimated", "false": "", "False": "", "FALSE": "", "1": "estimated", "0": ""}},
	}}}
}

// legacyTable reads the files of the portal before 2023, with 35 columns or 22,
// and those with the short names of its API.
func legacyTable(h *heading, t *Table) {
	t.Period = PeriodSpec{Column: h.any("Period", "period", "Year", "yr"), Layout: h.text("YYYYMM|YYYY")}
	t.Reporter, t.Partner = h.field("Reporter ISO", "rt3ISO", "Reporter Code", "rtCode", "Reporter", "rtTitle"), h.field("Partner ISO", "pt3ISO", "Partner Code", "ptCode", "Partner", "ptTitle")
	t.Flow = Field{Column: h.any("Trade Flow", "rgDesc", "Trade Flow Code", "rgCode"), Map: map[string]string{"1": "import", "2": "export", "3": "Re-Export", "4": "Re-Import"}}
	t.Code, t.Label = h.field("Commodity Code", "cmdCode"), h.field("Commodity", "cmdDescE")
	t.Edition = h.any("Classification", "pfCode")
	t.Classification = h.text(comtradeClass(h.cell(t.Edition.Value)))
	// Quantities estimated by the UN carry 4 or 6 where the weight is meant.
	estimated := map[string]string{"0": "", "2": "", "4": "estimated", "6": "estimated"}
	t.Values = []ValueSpec{{Column: h.any("Trade Value (US$)", "TradeValue"), Unit: h.text("USD"), Quantity: QuantitySpec{
		Column: h.any("Netweight (kg)", "NetWeight"), Unit: h.text("kg"), NoZero: true, Status: Field{Column: h.any("Flag", "estCode"), Map: estimated},
	}}}
}

// comtradeClass is the classification that a code of Comtrade stands for: H6 is
// an edition of the HS, S4 a revision of the SITC.
func comtradeClass(code string) string {
	switch {
	case code == "HS", len(code) == 2 && code[0] == 'H':
		return "HS"
	case code == "ST", len(code) == 2 && code[0] == 'S':
		return "SITC"
	case strings.HasPrefix(code, "B"):
		return "BEC"
	}
	return ""
}

// lastUpdate is the column in which Eurostat writes the day of the release and
// the time, the same in every row.
const lastUpdate = "LAST UPDATE"

// release is the day that the first row has there, written dd/mm/yy.
func (h *heading) release() diag.Text {
	cell := h.cell(h.find(lastUpdate))
	if len(cell) < len("13/02/26") {
		return diag.Text{}
	}
	l, err := parseLayout("DD/MM/YY")
	if err != nil {
		return diag.Text{}
	}
	d := l.day(cell[:len("13/02/26")])
	if d == dateless {
		return diag.Text{}
	}
	return h.text(d.String())
}

// eurostatTable reads Comext. Values and quantities stand in rows of their own,
// which the column indicators tells apart.
func eurostatTable(h *heading, t *Table) {
	t.labels(h)
	t.Period = h.period("", "TIME_PERIOD")
	t.Reporter, t.Partner, t.Code, t.Classification = h.field("reporter"), h.field("partner"), h.field("product"), h.text("CN")
	t.Flow = Field{Column: h.any("flow"), Map: map[string]string{"1": "import", "2": "export"}}
	status := Field{Column: h.any("OBS_FLAG", "OBS_STATUS"), read: eurostatFlags}
	of := func(indicator string) []Where { return []Where{{h.any("indicators"), h.text(indicator)}} }
	t.Values = []ValueSpec{
		{Column: h.any("OBS_VALUE"), Unit: h.text("EUR"), Where: of("VALUE_IN_EUROS"), Status: status, Confidentiality: h.any("CONF_STATUS")},
		{Column: h.any("OBS_VALUE"), Unit: h.text("100kg"), Where: of("QUANTITY_IN_100KG"), Amounts: true, Status: status, Confidentiality: h.any("CONF_STATUS")},
	}
}

// labels notes the columns of SDMX-CSV whose cells have a label behind the code, as in
// M: Monthly, because their headings have one.
func (t *Table) labels(h *heading) {
	for _, n := range h.names {
		if id, _, ok := strings.Cut(n, ": "); ok && !strings.Contains(id, " ") {
			t.labelled = append(t.labelled, n)
		}
	}
}

// bulkTable reads the files of Comext's bulk download, of before and after 2024. A
// statistical procedure is a part of the trade; older files have the total of them,
// too. The month of an annual file is 52.
func bulkTable(h *heading, t *Table) {
	t.Period = PeriodSpec{Column: h.any("PERIOD"), Layout: h.text("YYYYMM|YYYY'52'|YYYY")}
	t.Reporter, t.Partner = h.field("DECLARANT_ISO", "REPORTER", "DECLARANT"), h.field("PARTNER_ISO", "PARTNER")
	t.Flow = Field{Column: h.any("FLOW"), Map: map[string]string{"1": "import", "2": "export"}}
	t.Code, t.Classification = h.field("PRODUCT_NC"), h.text("CN")
	if column := h.any("STAT_PROCEDURE", "STAT_REGIME"); column.Value != "" {
		t.Parts = []PartSpec{{Column: column, Total: h.text("4")}}
	}
	v := ValueSpec{Column: h.any("VALUE_EUR", "VALUE_IN_EUROS"), Unit: h.text("EUR"), Quantity: QuantitySpec{Column: h.any("QUANTITY_KG", "QUANTITY_IN_KG"), Unit: h.text("kg")}}
	if v.Column.Value == "" {
		v.Column, v.Scale = h.any("VALUE_1000ECU"), h.text("1e3")
		v.Quantity = QuantitySpec{Column: h.any("QUANTITY_TON"), Unit: h.text("t")}
	}
	t.Values = []ValueSpec{v}
}

// sdmxTable reads any SDMX-CSV by the concepts that publishers of trade data share.
func sdmxTable(h *heading, t *Table) {
	t.labels(h)
	t.Period = h.period("", "TIME_PERIOD")
	t.Reporter = h.field("REPORTER", "REF_AREA", "REPORTING_COUNTRY", "geo")
	t.Partner = h.field("PARTNER", "COUNTERPART_AREA", "COUNTERPART_AREA_1", "COUNTERPART", "COUNTERPART_COUNTRY", "PARTNER_COUNTRY")
	t.Flow = Field{Column: h.any("FLOW", "TRADE_FLOW", "TRANSACTION", "stk_flow"), Map: map[string]string{
		"1": "import", "2": "export", "IMP": "import", "EXP": "export", "IM": "import", "EX": "export", "D": "import", "C": "export"}}
	t.Code = h.field("PRODUCT", "COMMODITY", "COMMODITY_1", "PRODUCT_CODE", "HS", "SITC", "sitc06")
	for _, column := range [...]string{"CUSTOMS_PROC", "CUSTOMS_PROCEDURE", "STAT_PROC", "TRANSPORT_MODE_BORDER", "TRANSPORT_MODE", "COUNTERPART_AREA_2"} {
		if name := h.find(column); name != "" {
			t.Parts = append(t.Parts, PartSpec{Column: h.text(name), Total: h.text("_T")})
		}
	}
	status := Field{Column: h.any("OBS_STATUS", "OBS_FLAG"), read: sdmxStatus}
	if status.Column.Value == h.find("OBS_FLAG") {
		status.read = eurostatFlags
	}
	t.Values = []ValueSpec{{
		Column: h.any("OBS_VALUE"), UnitColumn: h.any("UNIT_MEASURE", "UNIT", "CURRENCY"), Power: h.any("UNIT_MULT", "UNIT_MULTIPLIER"),
		Decimals: h.any("DECIMALS"), Status: status, Confidentiality: h.any("CONF_STATUS"),
	}}
}

// sdmxStatus reads a code of the SDMX code list CL_OBS_STATUS (version 2.2) as a
// word for a status. Codes that say nothing of the figure itself (a strike, a
// definition of its own) leave it present.
func sdmxStatus(code string) string {
	switch code {
	case "E", "F", "I":
		return "estimated"
	case "P", "V":
		return "provisional"
	case "R":
		return "revised"
	case "Q":
		return "suppressed"
	case "M", "L", "O", "H":
		return "missing"
	case "B":
		return "break"
	case "A", "D", "G", "J", "K", "N", "S", "U", "W":
		return ""
	}
	return code
}

// eurostatFlags reads the flags of Eurostat, of which a figure may have several;
// the gravest counts.
func eurostatFlags(flags string) string {
	switch {
	case strings.Trim(flags, "bcdefimnprsuz:") != "":
		return sdmxStatus(flags)
	case strings.Contains(flags, "c"):
		return "suppressed"
	case strings.ContainsAny(flags, "m:"):
		return "missing"
	case strings.ContainsAny(flags, "efis"):
		return "estimated"
	case strings.Contains(flags, "p"):
		return "provisional"
	case strings.Contains(flags, "r"):
		return "revised"
	case strings.Contains(flags, "b"):
		return "break"
	}
	return ""
}

// confidential reports whether a code of the SDMX code list CL_CONF_STATUS keeps
// a figure from the public: all but free (F) do.
func confidential(code string) bool { return code != "" && code != "F" }

// customsPartner is the ISO code of a country that Chinese customs numbers; a
// number of another kind of partner stays.
func customsPartner(code string) string {
	if c, ok := codes.ByCustoms(code); ok && c.ISO2 != "" {
		return c.ISO2
	}
	return code
}

// countryCode is the ISO code of a country's name; a word that is none stays.
func countryCode(name string) string {
	if code := countryNamed(name); code != "" {
		return code
	}
	return name
}
