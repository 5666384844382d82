package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradebrief/templates"
)

// A line "# DEF.KEY" stands where that key can be written.
const defaultsOutline = `version: 1
brief:
  title: "Exports of China to North Korea"
  period: 2023-03
  issued: 2023-04-20
  # Brief.language
  # Brief.scale
data:
  - id: customs
    path: data.csv
    # DataEntry.format
    # DataEntry.complete
    # DataEntry.illustrative
    publisher: Customs
    table:
      # TableDecl.header
      # TableDecl.skip
      # TableDecl.decimal
      period: {column: month, layout: YYYY-MM}
      code: {column: code}
      label: {column: name}
      values:
        - column: exports
          flow: export
          unit: USD
          # ValueDecl.scale
          quantity:
            column: kg
            unit: kg
            # QuantityDecl.scale
series:
  exports:
    flow: export
    # SeriesDecl.measure
  weight: {flow: export, measure: quantity}
theme:
  colours: {brand: "#225533"}
  # Theme.paper
  type:
    # Type.text
    # Type.headings
    # Type.size
  logo:
    path: logo.svg
    # Logo.height
sections:
  - title: Trade
    blocks:
      - contents:
          id: list
          # Contents.title
          # Contents.exhibits
      - text: "Exports were {{exports}}, of {{weight}}."
      - chart:
          kind: bars
          title: Exports stood
          series: [exports]
          # Base.width
      - callout:
          text: A remark.
          # Callout.kind
      - judgements: [{likelihood: very unlikely, confidence: low, statement: They fall}]
      - table:
          kind: commodities
          of: exports
          columns: [label, value]
          # Table.top
      - indicators:
          - id: I1
            text: Exports
            series: exports
            above: 1
            # Indicator.in_a_row
      - reactions:
          as_of: 2023-04-01
          actors:
            - actor: US
              stance: supports
              position: It welcomes them
              date: 2023-03-20
              src: k1
              # Actor.none
sources: {k1: {title: A page}}
`

// TestSchemaDefaults: each default that the schema states is the one the tool
// takes. Written out it gives the same brief, and another value does not.
func TestSchemaDefaults(t *testing.T) {
	others := map[string]string{
		"Brief.language": "fr", "Brief.scale": "phia", "DataEntry.format": "comtrade", "DataEntry.complete": "true", "TableDecl.header": "false", "TableDecl.skip": "1",
		"TableDecl.decimal": `","`, "ValueDecl.scale": "1e3", "QuantityDecl.scale": "1e3", "SeriesDecl.measure": "quantity", "Base.width": "half", "Callout.kind": "caution",
		"Table.top": "9", "Actor.none": "true", "Indicator.in_a_row": "2", "DataEntry.illustrative": "true", "Contents.title": "What is in it", "Contents.exhibits": "true",
		"Theme.paper": "letter", "Type.text": "sans", "Type.headings": "sans", "Type.size": "10", "Logo.height": "12",
	}
	stated := schemaDefaults(t)
	delete(stated, "Outline.embed") // nothing rides in a draft; embed.txtar shows what is left out
	if got, want := slices.Sorted(maps.Keys(stated)), slices.Sorted(maps.Keys(others)); !slices.Equal(got, want) {
		t.Fatalf("the schema states the defaults of %v, the test knows %v", got, want)
	}
	dir := t.TempDir()
	putDefaults(t, dir)
	// A draft does not embed its outline, which differs.
	build := func(outline string) (string, []byte) {
		put(t, dir, "brief.yaml", strings.NewReader(outline))
		pdf := filepath.Join(dir, "brief.draft.pdf")
		os.Remove(pdf)
		code, _, stderr := runIn(t, t.Context(), dir, "build", "brief.yaml", "--draft", "-o", "brief.pdf")
		content, _ := os.ReadFile(pdf)
		return fmt.Sprintf("exit code %d\n%s", code, stderr), content
	}
	said, plain := build(defaultsOutline)
	if len(plain) == 0 {
		t.Fatal(said)
	}
	for _, name := range slices.Sorted(maps.Keys(stated)) {
		_, key, _ := strings.Cut(name, ".")
		said, same := build(strings.Replace(defaultsOutline, "# "+name+"\n", key+": "+stated[name]+"\n", 1))
		if !bytes.Equal(same, plain) {
			t.Errorf("%s: %s is not the default: %s", name, stated[name], said)
		}
		if _, other := build(strings.Replace(defaultsOutline, "# "+name+"\n", key+": "+others[name]+"\n", 1)); bytes.Equal(other, plain) {
			t.Errorf("%s: %s gives the same brief as the default", name, others[name])
		}
	}
}

// schemaTypes is the part of the schema that these tests read.
type schemaTypes map[string]struct {
	Properties map[string]struct {
		Default  any
		Examples []any
	}
	Examples []string
}

func readSchema(t *testing.T) schemaTypes {
	t.Helper()
	text, err := templates.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Defs schemaTypes `json:"$defs"`
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	return schema.Defs
}

// schemaDefaults lists the defaults of the schema by type and key; the keys of
// every block as those of Base.
func schemaDefaults(t *testing.T) map[string]string {
	stated := map[string]string{}
	for def, s := range readSchema(t) {
		for key, p := range s.Properties {
			if p.Default == nil {
				continue
			}
			name := def + "." + key
			if key == "width" {
				name = "Base.width"
			}
			stated[name] = fmt.Sprint(p.Default)
		}
	}
	return stated
}

// putDefaults writes what defaultsOutline reads.
func putDefaults(t *testing.T, dir string) {
	t.Helper()
	put(t, dir, "data.csv", strings.NewReader(manyCodes()))
	put(t, dir, "logo.svg", strings.NewReader(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0H10V10Z" fill="#225533"/></svg>`))
}

// manyCodes is a month of twelve kinds of goods with their total, and a gap of a
// month before it.
func manyCodes() string {
	var b strings.Builder
	b.WriteString("month,code,name,exports,kg\n")
	for _, month := range []string{"2023-01", "2023-03"} {
		fmt.Fprintf(&b, "%s,TOTAL,All goods,936.5,1170\n", month)
		for i := range 12 {
			fmt.Fprintf(&b, "%s,%02d,Goods %d,%d.5,%d\n", month, i+1, i+1, 72+i, 90+i)
		}
	}
	return b.String()
}

// TestSchemaColumns: every column that the schema shows as an example is one of
// the language.
func TestSchemaColumns(t *testing.T) {
	columns := readSchema(t)["Column"].Examples
	if len(columns) < 10 {
		t.Fatalf("the schema shows the columns %q", columns)
	}
	dir := t.TempDir()
	putDefaults(t, dir)
	for _, c := range columns {
		put(t, dir, "brief.yaml", strings.NewReader(strings.Replace(defaultsOutline, "[label, value]", "[label, "+c+"]", 1)))
		if code, _, stderr := runIn(t, t.Context(), dir, "check", "brief.yaml"); code != 0 {
			t.Errorf("%s: exit code %d\n%s", c, code, stderr)
		}
	}
}
