package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// randomTrade is a table and the outline that reads it, with what makes figures
// hard to add up: decimals of several lengths, levels of codes, totals that are there
// or not, rows given twice, releases, statuses, quantities that lack.
type randomTrade struct {
	outline, csv string
	types        map[string]string // of columns that are not texts
}

func randomTable(r *rand.Rand, driver string) randomTrade {
	var out randomTrade
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	codes := []string{"01", "0101", "0102", "02", "0201", "85", "8504", "8517", "851712"}
	switch r.IntN(3) {
	case 0:
		codes = []string{"0101", "0102", "0201", "8504", "8517"}
	case 1:
		codes = append(codes, "TOTAL")
	}
	partners := []string{"VN", "JP", "CL", "KP"}
	if r.IntN(4) == 0 {
		partners = append(partners, "World")
	}
	if r.IntN(6) == 0 {
		partners = append(partners, "vn ") // another word, and with a blank
	}
	released, statuses := r.IntN(4) == 0, r.IntN(2) == 0
	kilograms, complete := r.IntN(2) == 0, r.IntN(5) > 0
	twice, differing, blank := 0, 0, 0
	switch r.IntN(6) {
	case 0, 1:
		twice = 1 + r.IntN(6)
	case 2:
		twice, differing = 2, 1+r.IntN(3)
	case 3:
		blank = 1
	}

	decimals, most := 0, 3
	switch kind := pick("whole", "fixed", "mixed"); {
	case kind == "whole":
		out.types, most = map[string]string{"value": "bigint"}, 0
	case kind == "fixed":
		decimals = 1 + r.IntN(3)
		most = decimals
		out.types = map[string]string{"value": fmt.Sprintf("decimal(20,%d)", decimals)}
	case driver == "postgres":
		out.types = map[string]string{"value": "numeric"}
	default: // MySQL keeps decimals of several lengths as text only
		out.types = map[string]string{}
	}
	out.types["kg"] = "integer"
	if r.IntN(2) == 0 {
		out.types["month"] = "date"
	}
	var rows [][]string
	for n := range 15 {
		month := fmt.Sprintf("%d-%02d", 2022+n/12, 1+n%12)
		if out.types["month"] != "" {
			month += "-01"
		}
		for _, flow := range []string{"X", "M"} {
			for _, partner := range partners {
				for _, code := range codes {
					if r.IntN(8) == 0 {
						continue
					}
					value := fmt.Sprint(r.IntN(1e6))
					if d := decimals + r.IntN(most-decimals+1); d > 0 {
						value += fmt.Sprintf(".%0*d", d, r.IntN([]int{1, 10, 100, 1000}[d]))
					}
					kg, status := fmt.Sprint(r.IntN(500)), ""
					if r.IntN(60) == 0 {
						kg = ""
					}
					if statuses {
						if status = pick("", "", "", "provisional", "estimated", "revised", "break", "suppressed"); status == "suppressed" && r.IntN(12) > 0 {
							status = ""
						}
						if status == "suppressed" {
							value = ""
						}
					}
					rows = append(rows, []string{month, flow, partner, code, "goods of " + code, value, kg, status, "2023-05-01"})
					if released && r.IntN(3) == 0 {
						again := slices.Clone(rows[len(rows)-1])
						if again[8] = "2023-06-15"; value != "" {
							again[5] = value[:len(value)-1] + "7"
						}
						rows = append(rows, again)
					}
				}
			}
		}
	}
	for range twice {
		rows = append(rows, rows[r.IntN(len(rows))])
	}
	for range differing {
		again := slices.Clone(rows[r.IntN(len(rows))])
		again[5] = "7" + again[5]
		rows = append(rows, again)
	}
	for range blank {
		again := rows[r.IntN(len(rows))]
		again[5], again[7] = "", ""
	}
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	var b strings.Builder
	b.WriteString("month,flow,partner,code,name,value,kg,status,released\n")
	for _, row := range rows {
		b.WriteString(strings.Join(row, ",") + "\n")
	}
	out.csv = b.String()

	table := "period: {column: month}, flow: {column: flow}, partner: {column: partner}, code: {column: code, classification: HS}, label: {column: name}"
	if out.types["month"] != "" {
		table = strings.Replace(table, "{column: month}", "{column: month, layout: YYYY-MM-DD}", 1)
	}
	values := "column: value, unit: USD"
	if kilograms {
		values += ", quantity: {column: kg, unit: kg}"
	}
	if statuses {
		values += ", status: {column: status}"
	}
	if released {
		table += ", vintage: {column: released}"
	}
	series := []string{
		"exports: {flow: export}", "imports: {flow: import}", "korea: {flow: export, partner: KP}", "goods: {flow: import, partner: JP, code: \"01\"}",
		"phones: {flow: export, code: \"8517\"}", "chapter: {flow: export, code: \"85\"}", "both: {flow: import, group: some}", "east: {flow: export, group: near}",
	}
	if r.IntN(8) == 0 {
		series = append(series, "world: {flow: export, partner: World}", "none: {flow: export, partner: US}")
	}
	r.Shuffle(len(series), func(i, j int) { series[i], series[j] = series[j], series[i] })
	series = series[:1+r.IntN(4)]
	first, _, _ := strings.Cut(series[0], ":")
	blocks := `- text: "{{` + first + `}}"`
	if r.IntN(3) == 0 {
		blocks += "\n      - table: {kind: commodities, of: " + first + ", by: code, columns: [rank, code, label, value, share]}"
	}
	if r.IntN(3) == 0 {
		blocks += "\n      - table: {kind: partners, of: " + first + ", columns: [rank, label, value]}"
	}
	out.outline = fmt.Sprintf(`version: 1
brief: {title: Goods, period: 2023-03, issued: 2023-06-10}
groups: {some: ["0101", "85"], near: [VN, JP]}
data:
  - id: flows
    path: flows.csv
    complete: %t
    table: {%s, values: [{%s}]}
series:
  %s
waive:
  - {code: C03, at: flows, reason: the figures are drawn by lot, by: test, date: 2023-06-10}
  - {code: C26, at: flows, reason: the figures are drawn by lot, by: test, date: 2023-06-10}
  - {code: C27, at: flows, reason: the figures are drawn by lot, by: test, date: 2023-06-10}
sections:
  - title: Figures
    blocks:
      %s
`, complete, table, values, strings.Join(series, "\n  "), blocks)
	return out
}

// testRandom reads random tables as files and from the server: all facts are the same,
// or both are refused for the same.
func testRandom(t *testing.T, s server) {
	tables := 30
	if testing.Short() {
		tables = 10
	}
	good, bad, found := 0, 0, 0
	for seed := range tables {
		r := rand.New(rand.NewPCG(uint64(seed), 23))
		trade := randomTable(r, s.driver)
		name := fmt.Sprintf("random%d", seed)
		s.load(t, name, trade.csv, trade.types)
		dir := t.TempDir()
		writeAll(t, dir, map[string]string{"file.yaml": trade.outline, "flows.csv": trade.csv, "brief.yaml": withTable(trade.outline, s.driver, "trade."+name)})
		code, out, errs := runIn(t, context.Background(), dir, "facts", "--json", "file.yaml")
		got, gotOut, gotErrs := runIn(t, context.Background(), dir, "facts", "--json", "brief.yaml")
		want, have := told(t, out), told(t, gotOut)
		if !strings.Contains(want, "C2") && code != got {
			t.Fatalf("table %d: exit code %d, want %d\n%s%s\nas from the file\n%s%s", seed, got, code, gotOut, gotErrs, out, errs)
		}
		switch {
		case code == 0:
			good++
			if diff := cmp.Diff(withoutInputs(factsOf(t, out)), withoutInputs(factsOf(t, gotOut))); diff != "" {
				t.Fatalf("table %d: %s\n%s", seed, diff, trade.outline)
			}
		case strings.Contains(want, "C2"):
			bad++ // perhaps in rows that the outline does not ask for
			if strings.Contains(have, "C2") {
				found++
			}
		case want != have:
			t.Errorf("table %d:\n%s\nwant\n%s\n%s", seed, have, want, trade.outline)
		}
	}
	t.Logf("%d tables: %d good, %d with bad rows, of which %d are asked for", tables, good, bad, found)
	if good < tables/3 || found == 0 && !testing.Short() {
		t.Error("too few of one kind")
	}
}

// told is what problems say that is the same of a table and of a file: of those at
// keys of the outline all, of those in the data the check.
func told(t *testing.T, out string) string {
	t.Helper()
	var all struct {
		Problems []struct{ File, Severity, Code, Message string }
	}
	if err := json.Unmarshal([]byte(out), &all); err != nil {
		t.Fatal(err, out)
	}
	var list []string
	for _, p := range all.Problems {
		if p.Severity != "error" {
			continue
		}
		words := p.Code
		if p.Code == "" && strings.HasSuffix(p.File, ".yaml") {
			words = p.Message
		}
		if !slices.Contains(list, words) {
			list = append(list, words)
		}
	}
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// withoutInputs leaves the places out, and why there is no figure: it may name one of
// many parts.
func withoutInputs(facts map[string]any) map[string]any {
	for _, f := range facts {
		delete(f.(map[string]any), "inputs")
		delete(f.(map[string]any), "why")
	}
	return facts
}
