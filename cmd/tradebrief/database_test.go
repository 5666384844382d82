package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fromTables is an outline that reads each of its CSV files from a table of that
// name.
func fromTables(outline, driver string) string {
	path := regexp.MustCompile(`(?m)^( +)path: (\S+/)?([^/\s]+\.csv)$`)
	return path.ReplaceAllString(outline, `${1}sql: {driver: `+driver+`, dsn_env: TRADE_DSN, table: 'trade."${3}"'}`)
}

// figures are the facts of an outline without their inputs, and the files of
// those.
func figures(t *testing.T, dir string, args ...string) (facts map[string]any, files []string) {
	t.Helper()
	code, out, errs := runIn(t, context.Background(), dir, append([]string{"facts", "--json"}, args...)...)
	if code != 0 {
		t.Fatalf("exit code %d\n%s%s", code, out, errs)
	}
	facts = factsOf(t, out)
	for _, f := range facts {
		fact := f.(map[string]any)
		for _, in := range fact["inputs"].([]any) {
			if file := in.(map[string]any)["file"].(string); !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
		delete(fact, "inputs")
	}
	slices.Sort(files)
	return facts, files
}

// factsOf are the facts that facts --json prints.
func factsOf(t *testing.T, out string) map[string]any {
	t.Helper()
	var all struct {
		Facts map[string]any
	}
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatal(err)
	}
	return all.Facts
}

func TestDatabases(t *testing.T) {
	servers(t, func(t *testing.T, s server) {
		t.Run("the flagship", func(t *testing.T) { testFlagship(t, s) })
		t.Run("hostile names and values", func(t *testing.T) { testHostile(t, s) })
		t.Run("complete data", func(t *testing.T) { testComplete(t, s) })
		t.Run("only sums travel", func(t *testing.T) { testTravel(t, s) })
		t.Run("random tables", func(t *testing.T) { testRandom(t, s) })
		t.Run("faults", func(t *testing.T) { testFaults(t, s) })
		t.Run("slow", func(t *testing.T) { testSlow(t, s) })
		t.Run("data tests", func(t *testing.T) { testOfData(t, s) })
		t.Run("nothing is written", func(t *testing.T) { testReadOnly(t, s) })
		t.Run("TLS", func(t *testing.T) { testTLS(t, s) })
		t.Run("errors", func(t *testing.T) { testDatabaseErrors(t, s) })
	})
}

// testFlagship reads the data of the flagship from tables.
func testFlagship(t *testing.T, s server) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	outline, err := os.ReadFile(root + "/templates/china-dprk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(root + "/data/sample/china-dprk/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatal(err, "no files")
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		types := map[string]string{}
		if s.driver == "postgres" {
			types["value"] = "numeric" // of any number of decimals, as written
		}
		s.load(t, filepath.Base(file), string(text), types)
	}
	want, _ := figures(t, root, "templates/china-dprk.yaml")
	dir := t.TempDir()
	// The names of tables take more room than those of files.
	longer := strings.Replace(fromTables(string(outline), s.driver), "pages: 8", "pages: 9", 1)
	if err := os.WriteFile(dir+"/brief.yaml", []byte(longer), 0o644); err != nil {
		t.Fatal(err)
	}
	got, from := figures(t, dir, "brief.yaml")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if want := []string{`sql:trade."commodities.csv"`, `sql:trade."monthly.csv"`}; !slices.Equal(from, want) {
		t.Errorf("the inputs name %q, want %q", from, want)
	}
	if !buildsAgain(t, dir, "brief.yaml") {
		t.Error("no brief is built")
	}
}

// flows is a brief, with its data, whose names and values want to be statements.
const flows = `version: 1
brief: {title: Goods, period: 2023-03, issued: 2023-06-30}
data:
  - id: flows
    path: flows.csv
    publisher: Customs
    table:
      period: {column: 'per"iod'}
      reporter: CN
      flow: export
      partner: {column: "pa;rt'ner", map: {"O'; --": XX}}
      code: {column: код, classification: HS}
      label: {column: '/* name'}
      vintage: {column: released}
      values: [{column: 'val\ue', unit: USD, scale: 1e3, status: {column: '-- status'}, quantity: {column: kg, unit: kg}}]
      where: {mode: "'any' OR 1=1"}
series:
  quoted: {partner: "K'P;--", label: Quoted}
  quoted_goods: {partner: "K'P;--", code: "0101", label: Goods}
  quoted_weight: {partner: "K'P;--", code: "0101", measure: quantity, label: Weight}
  small: {partner: "k'p;--", code: "0101", label: Small letters}
  mapped: {partner: XX, label: Mapped}
  island: {partner: "ÅLAND 한국", code: "0102", label: Island}
sections:
  - title: Figures
    blocks:
      - text: "{{quoted}} and {{island}}."
`

const flowsCSV = `"per""iod","pa;rt'ner",код,/* name,released,val\ue,-- status,kg,mode
2023-01,K'P;--,,,2023-04-01,30.10,,,'any' OR 1=1
2023-02,K'P;--,,,2023-04-01,31.25,provisional,,'any' OR 1=1
2023-02,K'P;--,,,2023-05-01,31.75,revised,,'any' OR 1=1
2023-03,K'P;--,,,2023-05-01,33.00,,,'any' OR 1=1
2023-03,K'P;--,,,2023-05-01,33.00,,,'any' OR 1=1
2023-01,K'P;--,0101,"Horses; ""live""",2023-04-01,10.05,,1200,'any' OR 1=1
2023-02,K'P;--,0101,"Horses; ""live""",2023-04-01,,suppressed,1100,'any' OR 1=1
2023-03,K'P;--,0101,"Horses; ""live""",2023-04-01,12.95,estimated,,'any' OR 1=1
2023-01,K'P;--,0102,Cattle,2023-04-01,20.05,,900,'any' OR 1=1
2023-03,K'P;--,0102,Cattle,2023-04-01,20.05,,900,'any' OR 1=1
2023-03,k'p;--,0101,Horses,2023-04-01,99999999999999.99,,1,'any' OR 1=1
2023-03,"O'; --",,,2023-04-01,0.00,,,'any' OR 1=1
2023-03,ÅLAND 한국,0102,Cattle,2023-04-01,-7.10,,,'any' OR 1=1
2023-03,ÅLAND 한국,0102,Cattle,2023-04-01,1.00,,,sea
2023-03,unasked,0102,Cattle,2023-04-01,1.00,,,'any' OR 1=1
`

const flowsTable = `x"; DROP TABLE trade.flows; --`

// withTable is flows read from the table of that name.
func withTable(outline, driver, table string) string {
	return strings.Replace(outline, "path: flows.csv", "sql: {driver: "+driver+", dsn_env: TRADE_DSN, table: '"+strings.ReplaceAll(table, "'", "''")+"'}", 1)
}

func writeAll(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// testHostile reads names and values that want to be statements.
func testHostile(t *testing.T, s server) {
	s.load(t, flowsTable, flowsCSV, map[string]string{`val\ue`: "decimal(30,2)", "kg": "decimal(12,0)", "released": "date"})
	dir := t.TempDir()
	name := `trade."` + strings.ReplaceAll(flowsTable, `"`, `""`) + `"`
	writeAll(t, dir, map[string]string{"file.yaml": flows, "flows.csv": flowsCSV, "brief.yaml": withTable(flows, s.driver, name)})
	want, _ := figures(t, dir, "file.yaml")
	for range 2 { // the first time dropped nothing
		got, from := figures(t, dir, "brief.yaml")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if !slices.Equal(from, []string{"sql:" + name}) {
			t.Errorf("the inputs name %q", from)
		}
	}
	code, _, errs := runIn(t, context.Background(), dir, "check", "-v", "brief.yaml")
	if code != 0 {
		t.Fatal(code, errs)
	}
	_, asked, _ := strings.Cut(errs, "file read\n")
	statements := 0
	for line := range strings.Lines(asked) {
		if !strings.HasPrefix(line, "    SELECT ") {
			continue
		}
		statements++
		for _, value := range []string{"K'P", "0101", "ÅLAND", "any", "unasked"} {
			if strings.Contains(line, value) {
				t.Errorf("%s stands in the statement %s", value, line)
			}
		}
		if strings.Contains(line, "MIN(") && (!strings.Contains(line, " WHERE ") || !strings.Contains(line, " GROUP BY ")) {
			t.Errorf("not all is left to the server: %s", line)
		}
	}
	if statements != 3 || !strings.Contains(asked, "'''any'' OR 1=1'") || strings.Contains(asked, "unasked") {
		t.Errorf("asked\n%s", asked)
	}
}

// testComplete reads data of which sums are made: over codes of several levels and
// over partners.
func testComplete(t *testing.T, s server) {
	const brief = `version: 1
brief: {title: Goods, period: 2023-02, issued: 2023-06-30}
groups: {wigs: ["6703", "6704"]}
data:
  - id: flows
    path: flows.csv
    complete: true
    table:
      period: {year: year, month: month}
      partner: {column: partner}
      code: {column: code}
      values: [{column: exports, flow: export, unit: USD}, {column: imports, flow: import, unit: USD}]
series:
  exports: {flow: export}
  imports: {flow: import}
  korea: {flow: export, partner: KP}
  chapter: {flow: export, partner: KP, code: "67"}
  wigs: {flow: export, group: wigs}
  feathers: {flow: export, partner: KP, code: "6701"}
sections:
  - title: Figures
    blocks:
      - text: "{{exports}}, {{imports}} and {{wigs}}."
      - table: {kind: commodities, of: exports, by: code, columns: [rank, code, value, share]}
`
	const table = `year,month,partner,code,exports,imports
2023,1,KP,67,60.0,1
2023,2,KP,67,66.0,1
2023,1,KP,6701,10.0,0
2023,2,KP,6701,11.0,0
2023,1,KP,6703,50.0,1
2023,2,KP,6703,55.0,1
2023,1,KP,01,7.0,0
2023,2,KP,01,7.5,0
2023,1,KP,0101,7.0,0
2023,2,KP,0101,7.5,0
2023,1,VN,67,1.5,2
2023,2,VN,67,2.5,2
2023,1,VN,6704,1.5,2
2023,2,VN,6704,2.5,2
`
	s.load(t, "complete", table, map[string]string{"year": "integer", "month": "smallint", "exports": "decimal(12,1)", "imports": "integer"})
	dir := t.TempDir()
	writeAll(t, dir, map[string]string{"file.yaml": brief, "flows.csv": table, "brief.yaml": withTable(brief, s.driver, "trade.complete")})
	want, _ := figures(t, dir, "file.yaml")
	got, _ := figures(t, dir, "brief.yaml")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// testTravel counts the rows that come from a table of 18,000: partners are added up
// on the server, and goods where none is looked at.
func testTravel(t *testing.T, s server) {
	const partners, codes, months = 25, 30, 24
	var b strings.Builder
	b.WriteString("month,partner,code,value,kg\n")
	for m := range months {
		for p := range partners {
			for c := range codes {
				n := (m*partners+p)*codes + c
				fmt.Fprintf(&b, "%d-%02d,P%02d,%d%02d,%d.%02d,%d\n", 2022+m/12, 1+m%12, p, 10+c/10, 10+c, n*7919%100003, n%100, n%500)
			}
		}
	}
	// A numeric of PostgreSQL may have other decimals in each row.
	s.load(t, "travel", b.String(), map[string]string{"value": map[string]string{"postgres": "numeric", "mysql": "decimal(14,2)"}[s.driver], "kg": "integer"})
	for _, c := range []struct {
		name, series, block string
		rows                []int // of each answer
	}{
		// Partners, periods, codes, months.
		{"all goods of all partners", "exports: {flow: export}", "", []int{partners, months, codes, months}},
		{"a chapter with its rank", "exports: {flow: export}, chapter: {flow: export, code: \"11\"}", "", []int{partners, months, codes, codes * months}},
		{"all goods of one partner", "exports: {flow: export, partner: P07}", "", []int{partners, months, codes, months}},
		{"each good", "exports: {flow: export}", "\n      - table: {kind: commodities, of: exports, by: code, top: 3, columns: [rank, code, value]}", []int{partners, months, codes, codes * months}},
		{"one good of one partner", "exports: {flow: export, partner: P07, code: \"1011\"}", "", []int{partners, months, codes, months}},
	} {
		brief := `version: 1
brief: {title: Goods, period: 2023-12, issued: 2024-06-30}
data:
  - id: flows
    path: flows.csv
    complete: true
    table: {period: {column: month}, partner: {column: partner}, code: {column: code}, flow: export, values: [{column: value, unit: USD, quantity: {column: kg, unit: kg}}]}
series: {` + c.series + `}
sections:
  - title: Figures
    blocks:
      - text: "{{exports}} {{exports.unit_value}}"` + c.block + "\n"
		dir := t.TempDir()
		writeAll(t, dir, map[string]string{"file.yaml": brief, "flows.csv": b.String(), "brief.yaml": withTable(brief, s.driver, "trade.travel")})
		code, want, errs := runIn(t, context.Background(), dir, "export", "file.yaml", "--to", "txt")
		if code != 0 {
			t.Fatal(errs)
		}
		if _, got, errs := runIn(t, context.Background(), dir, "export", "brief.yaml", "--to", "txt"); strings.ReplaceAll(got, "table trade.travel", "flows.csv") != want {
			t.Errorf("%s: %s%s\nwant\n%s", c.name, got, errs, want)
		}
		_, _, asked := runIn(t, context.Background(), dir, "check", "-v", "brief.yaml")
		var rows []int
		for _, answer := range regexp.MustCompile(`(?m)^  sql:trade\.travel: (\d+) rows?$`).FindAllStringSubmatch(asked, -1) {
			n, _ := strconv.Atoi(answer[1])
			rows = append(rows, n)
		}
		if !slices.Equal(rows, c.rows) {
			t.Errorf("%s: answers of %d rows, want %d\n%s", c.name, rows, c.rows, asked)
		}
		if !buildsAgain(t, dir, "brief.yaml") {
			t.Errorf("%s: no brief is built", c.name)
		}
	}
}

// testDatabaseErrors holds what is said of what goes wrong.
func testDatabaseErrors(t *testing.T, s server) {
	const table = `month,partner,exports,share,other
2023-01,KP,1.5,0.1,2
2023-02,KP,1.5,0.1,2
2023-03,KP,1.5,0.1,2
2023-03,VN,9,0.1,1
2023-03,VN,8,0.1,1
2023-03,TW,n.a.,0.1,1
`
	s.load(t, "small", table, map[string]string{"share": "double precision"})
	s.run(t, "CREATE SCHEMA hidden; CREATE TABLE hidden.small (month integer);")
	if s.driver == "postgres" {
		s.run(t, "GRANT USAGE ON SCHEMA hidden TO reader;")
	}
	outline := func(old, new string) string {
		brief := `version: 1
brief: {title: Goods, period: 2023-03, issued: 2023-06-30}
data:
  - id: small
    sql: {driver: DRIVER, dsn_env: TRADE_DSN, table: trade.small}
    table:
      period: {column: month}
      flow: export
      partner: {column: partner}
      values: [{column: exports, unit: USD}]
series:
  exports: {partner: KP}
sections: [{title: Figures, blocks: [text: "{{exports}}"]}]
`
		return strings.ReplaceAll(strings.Replace(brief, old, new, 1), "DRIVER", s.driver)
	}
	dsn := s.dsn("reader", "Geheim-77")
	example := "postgres://USER:PASSWORD@HOST:5432/DATABASE"
	if s.driver == "mysql" {
		example = "mysql://USER:PASSWORD@HOST:3306/DATABASE"
	}
	for _, c := range []struct {
		name, old, new, dsn, want string
	}{
		{"nothing", "", "", dsn, ""},
		{"no variable", "", "", "", "5:SQL: error: the environment variable TRADE_DSN is not set\n  hint: it holds the connection string: export TRADE_DSN='" + example + "'"},
		{"no connection string", "", "", "Geheim-77://", "5:SQL: error: TRADE_DSN: the connection string cannot be read\n  hint: for " + s.driver + " it looks like " + example},
		{"wrong password", "", "", s.dsn("reader", "Geheim-78"), "5:SQL: error: TRADE_DSN: the server refused user or password"},
		{"no server", "", "", strings.Replace(dsn, "/db", "/tmp-of-none/db", 1), "5:SQL: error: TRADE_DSN: the server cannot be reached: its socket does not exist"},
		{"no database", "", "", s.elsewhere(dsn), "5:SQL: error: TRADE_DSN: the server has no such database, or not for this user"},
		{"another table", "trade.small", "trade.quarters", dsn, `5:TABLE: error: "trade.quarters": the database has no such table`},
		{"a table misspelt", "trade.small", "trade.smal", dsn, `5:TABLE: error: "trade.smal": the database has no such table` + "\n  hint: did you mean \"trade.small\"?"},
		{"no schema", "trade.small", "trades.small", dsn, `5:TABLE: error: "trades.small": ` + map[string]string{"postgres": "the database has no such table",
			"mysql": "the user may not read the table\n  hint: its owner can allow it: GRANT SELECT ON `trades`.`small` TO the user of TRADE_DSN"}[s.driver]},
		{"no right", "trade.small", "hidden.small", dsn, `5:TABLE: error: "hidden.small": the user may not read the table` + "\n  hint: its owner can allow it: GRANT SELECT ON " + s.name("hidden", "small") + " TO the user of TRADE_DSN"},
		{"no name", "trade.small", "trade..small", dsn, `5:TABLE: error: "trade..small" is no name of a table` + "\n  hint: write schema.table; a name with a dot in it stands in double quotes"},
		{"no column", "column: exports", "column: export", dsn, "10:25: error: table trade.small has no column \"export\"; it has month, partner, exports, share, other\n  hint: did you mean \"exports\"?"},
		{"binary fractions", "column: exports", "column: share", dsn, "10:25: error: column \"share\" of table trade.small is of type FLOAT, which does not keep decimals exactly\n  hint: let the database hold the figures as numeric, or read a view that casts them"},
		{"two figures", "partner: KP", "partner: VN", dsn, "10:25: error: C23: two figures for 2023-03 of export VN: 8 and 9\n  hint: name the column that tells the rows apart and its value for the whole under table: where: {COLUMN: VALUE}"},
		{"no number", "partner: KP", "partner: TW", dsn, "10:25: error: \"n.a.\" in column \"exports\" is not a number, in the row with month \"2023-03\", partner \"TW\"\n  hint: write signs: {\"n.a.\": missing} under table"},
		{"no partner", "partner: KP", "partner: JP", dsn, "12:22: error: series exports wants partner \"JP\", but data small have KP, TW, VN"},
		{"no row", "partner: {", "where: {other: 3}\n      partner: {", dsn, "9:22: error: no row has \"3\" in column \"other\"; there is 1, 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			writeAll(t, dir, map[string]string{"brief.yaml": outline(c.old, c.new)})
			t.Setenv("TRADE_DSN", c.dsn)
			code, out, errs := runIn(t, context.Background(), dir, "check", "-v", "brief.yaml")
			want := c.want
			env := strconv.Itoa(len("    sql: {driver: , dsn_env: ") + len(s.driver) + 1)
			at := strconv.Itoa(len("    sql: {driver: , dsn_env: TRADE_DSN, table: ") + len(s.driver) + 1)
			float := map[string]string{"postgres": "float8", "mysql": "double"}[s.driver]
			want = strings.NewReplacer("SQL:", env+":", "TABLE:", at+":", "FLOAT", float).Replace(want)
			if want != "" {
				want = "brief.yaml:" + want
			}
			if got := withoutExcerpts(errs); got != want || (code == 4) != (want != "") {
				t.Errorf("exit code %d\ngot\n%s\nwant\n%s", code, got, want)
			}
			if strings.Contains(out+errs, "Geheim") || strings.Contains(out+errs, "reader") {
				t.Errorf("the connection string is told: %s%s", out, errs)
			}
		})
	}
}

// testOfData holds tests of data on tables: a problem stands at the column as the outline
// names it, and says which figure of the table it is.
func testOfData(t *testing.T, s server) {
	for i, c := range []struct {
		name, series, rows string
		want               string // place, message and hint
	}{
		{"good", "exports: {partner: KP}", "2023-01,KP,,60,\n2023-02,KP,,66,\n", ""},
		{"two figures", "exports: {partner: KP, code: \"67\"}", "2023-02,KP,67,66,\n2023-02,KP,67,67,\n",
			"13:25: error: C23: two figures for 2023-02 of export KP 67: 66 and 67\n  hint: name the column that tells the rows apart and its value for the whole under table: where: {COLUMN: VALUE}"},
		{"two figures in a sum", "exports: {flow: export}", "2023-02,KP,67,66,\n2023-02,KP,67,67,\n2023-02,VN,67,67,\n2023-02,VN,68,67,\n",
			"13:25: error: C23: two figures for 2023-02 of export KP 67: 66 and 67\n  hint: name the column that tells the rows apart and its value for the whole under table: where: {COLUMN: VALUE}"},
		{"no figure", "exports: {partner: KP, code: \"67\"}", "2023-02,KP,67,,\n",
			"13:25: error: C28: the source is complete, but this figure is missing, in the row with month \"2023-02\", partner \"KP\", code \"67\"\n  hint: write 0 for no trade, or drop complete: true"},
		{"no figure in a sum", "exports: {flow: export}", "2023-02,KP,67,66,\n2023-02,VN,67,,\n2023-02,VN,68,67,\n",
			"13:25: error: C28: the source is complete, but this figure is missing, in the row with month \"2023-02\", partner \"VN\", code \"67\"\n  hint: write 0 for no trade, or drop complete: true"},
		{"no month", "exports: {flow: export}", "2022-12,KP,67,66,\n2023-02,VN,67,1,\n2023-02,VN,68,67,\n",
			"6:TABLE: error: C28: the source is complete, but export has no row for 2023-01\n  hint: add the rows, or drop complete: true"},
		{"a month without trade in the goods", "exports: {partner: KP, code: \"67\"}", "2022-12,KP,67,66,\n2023-01,VN,67,66,\n2023-02,KP,67,1,\n", ""},
		{"a part above its total", "exports: {partner: KP, code: \"67\"}", "2023-02,KP,67,66,\n2023-02,KP,6701,70,\n2023-02,KP,6702,1,\n",
			"13:25: error: C03: export KP 6701 in 2023-02 is 70 USD, 1.1 times its total of 66 USD in table trade.tests7"},
		{"a nought that is lost", "exports: {partner: KP, code: \"8517\"}, others: {partner: KP, code: \"402\"}", "2023-02,KP,402,70,\n2023-02,KP,8517,70,\n",
			"13:25: error: C40: code 402 has 3 digits: codes of the HS have an even number, and a spreadsheet takes the nought in front away\n  hint: let the database hold the codes as text, as they were published, so that the code is 0402"},
		{"an unknown status", "exports: {partner: KP}", "2023-02,KP,,66,soon\n",
			"14:26: error: unknown status \"soon\", expected reported, present, missing, suppressed, provisional, revised, estimated, derived, derived-from-rate, break, in the row with month \"2023-02\", partner \"KP\", status \"soon\""},
		{"an unknown status in a sum", "exports: {flow: export}", "2023-02,KP,67,66,soon\n2023-02,VN,67,66,\n",
			"14:26: error: unknown status \"soon\", expected reported, present, missing, suppressed, provisional, revised, estimated, derived, derived-from-rate, break, in the row with month \"2023-02\", partner \"KP\", code \"67\", status \"soon\""},
		{"no period in a sum", "exports: {flow: export}", "2023-02,KP,67,66,\n,VN,67,66,\n",
			"9:24: error: the period is blank, in the row with partner \"VN\", code \"67\""},
		{"old data", "exports: {flow: export}", "2022-11,KP,67,66,\n",
			"7:14: error: C41: data flows end with 2022-11, 211 days before 2023-06-30, and max_age is 150\n  hint: have the table brought up to date, or waive it with a reason"},
	} {
		t.Run(c.name, func(t *testing.T) {
			table := fmt.Sprintf("tests%d", i)
			s.load(t, table, "month,partner,code,exports,status\n"+c.rows, map[string]string{"exports": "integer"})
			dir := t.TempDir()
			period := "2023-02"
			if strings.HasPrefix(c.rows, "2022-11") {
				period = "2022-11"
			}
			writeAll(t, dir, map[string]string{"brief.yaml": `version: 1
brief: {title: Goods, period: ` + period + `, issued: 2023-06-30}
data:
  - id: flows
    complete: true
    sql: {driver: ` + s.driver + `, dsn_env: TRADE_DSN, table: trade.` + table + `}
    max_age: 150
    table:
      period: {column: month}
      flow: export
      partner: {column: partner}
      code: {column: code, classification: HS}
      values: [{column: exports, unit: USD,
        status: {column: status}}]
series: {` + c.series + `}
sections: [{title: Figures, blocks: [text: "{{exports}} {{exports.hhi}}"]}]
`})
			code, _, errs := runIn(t, context.Background(), dir, "check", "brief.yaml")
			want := c.want
			if want != "" {
				want = strings.Replace("brief.yaml:"+want, "TABLE:", strconv.Itoa(len("    sql: {driver: , dsn_env: TRADE_DSN, table: ")+len(s.driver)+1)+":", 1)
			}
			if got := withoutExcerpts(errs); want != "" && got != want || (code == 4) != (want != "") {
				t.Errorf("exit code %d\ngot\n%s\nwant\n%s", code, got, want)
			}
		})
	}
}

// testReadOnly reads a view that would write.
func testReadOnly(t *testing.T, s server) {
	s.run(t, "CREATE TABLE trade.notes (n integer);")
	if s.driver == "postgres" {
		s.run(t, `CREATE FUNCTION trade.note() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN INSERT INTO trade.notes VALUES (1); RETURN 1; END $$;
			CREATE VIEW trade.writes AS SELECT '2023-01' AS month, trade.note() AS exports;`)
	} else {
		s.run(t, `DELIMITER //
			CREATE FUNCTION trade.note() RETURNS integer MODIFIES SQL DATA SQL SECURITY DEFINER BEGIN INSERT INTO trade.notes VALUES (1); RETURN 1; END //
			DELIMITER ;
			CREATE SQL SECURITY DEFINER VIEW trade.writes AS SELECT '2023-01' AS month, trade.note() AS exports;`)
	}
	dir := t.TempDir()
	writeAll(t, dir, map[string]string{"brief.yaml": `version: 1
brief: {title: Goods, period: 2023-01, issued: 2023-06-30}
data:
  - id: writes
    table: {period: {column: month}, flow: export, values: [{column: exports, unit: USD}]}
    sql: {table: trade.writes, dsn_env: TRADE_DSN, driver: ` + s.driver + `}
series: {exports: {flow: export}}
sections: [{title: Figures, blocks: [text: "{{exports}}"]}]
`})
	code, _, errs := runIn(t, context.Background(), dir, "check", "brief.yaml")
	const want = `brief.yaml:6:18: error: "trade.writes": reading it would change the database, which is not done here` + "\n  hint: name a table, or a view that only reads"
	if got := withoutExcerpts(errs); code != 4 || got != want {
		t.Errorf("exit code %d\n%s\nwant\n%s", code, got, want)
	}
	if n := s.ask(t, "SELECT COUNT(*) FROM trade.notes"); n != "0" {
		t.Errorf("%s rows were written", n)
	}
}

// withoutExcerpts are the messages and hints of problems.
func withoutExcerpts(errs string) string {
	var lines []string
	for line := range strings.Lines(errs) {
		line = strings.TrimSuffix(line, "\n")
		if strings.Contains(line, ": error: ") || strings.HasPrefix(line, "  hint: ") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
