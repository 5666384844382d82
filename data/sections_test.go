package data

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// partsOf prints a breakdown: code, short name and figure of each part.
func partsOf(c *Cube, s *Series, level string, p Period) string {
	parts, problem := c.By(s, level)
	if problem != nil {
		return problem.Message
	}
	var b strings.Builder
	for _, part := range parts {
		v, _ := View{Series: part.Series, Period: p}.Metric("value")
		said := shown(v)
		if !v.OK() {
			said = v.Why
		}
		fmt.Fprintf(&b, "%s %s: %s\n", part.Code, part.Name.Short, said)
	}
	return b.String()
}

// TestByLevel: sections are sums of chapters, and a level that the data have is
// taken as it is.
func TestByLevel(t *testing.T) {
	const head = "period,code,value\n"
	const chapters = head + "2023-09,TOTAL,100.0\n2023-09,01,10.0\n2023-09,04,5.0\n2023-09,10,25.0\n2023-09,84,40.0\n2023-09,85,15.0\n2023-09,99,5.0\n"
	const fine = head + "2023-09,TOTAL,100.0\n2023-09,0101,10.0\n2023-09,0401,2.0\n2023-09,0402,3.0\n2023-09,1006,25.0\n2023-09,8471,40.0\n2023-09,8542,20.0\n"
	hs := func(complete bool, class string) Source {
		src := sourceFor("code")
		src.Complete, src.Table.Classification = complete, text(class, 24)
		return src
	}
	for _, c := range []struct {
		name, content, level string
		src                  Source
		want                 string
	}{
		{"sections of chapters", chapters, "section", hs(false, "HS"),
			"I Animals and animal products: 15.00\nII Vegetable products: 25.00\nXVI Machinery and electrical goods: 55.00\n– Goods in no section: 5.00\n"},
		{"chapters as they are", chapters, "chapter", hs(false, "HS2022"),
			"01 Live animals: 10.00\n04 Dairy, eggs and honey: 5.00\n10 Cereals: 25.00\n84 Machinery: 40.00\n85 Electrical machinery: 15.00\n99 Goods not specified: 5.00\n"},
		{"chapters of headings", fine, "chapter", hs(true, ""), "01 Live animals: 10.00\n04 Dairy, eggs and honey: 5.00\n10 Cereals: 25.00\n84 Machinery: 40.00\n85 Electrical machinery: 20.00\n"},
		{"headings of chapters", chapters, "heading", hs(true, "HS"), "no level of the codes of s from 4 digits on holds the whole, so that no heading can be made of them: 01, 04, 10, 84, 85, 99"},
		{"a chapter is not there", strings.Replace(chapters, "2023-09,10,25.0\n", "", 1), "section", hs(false, "HS"),
			"I Animals and animal products: the codes of s add up to 75.0% of it in 2023-09, and sums of them need all\n" +
				"XVI Machinery and electrical goods: the codes of s add up to 75.0% of it in 2023-09, and sums of them need all\n" +
				"– Goods in no section: the codes of s add up to 75.0% of it in 2023-09, and sums of them need all\n"},
		{"a chapter is not there, and the rest is of no concern", strings.Replace(chapters, "2023-09,10,25.0\n", "", 1), "chapter", hs(false, "HS"),
			"01 Live animals: 10.00\n04 Dairy, eggs and honey: 5.00\n84 Machinery: 40.00\n85 Electrical machinery: 15.00\n99 Goods not specified: 5.00\n"},
		{"two levels mixed", head + "2023-09,TOTAL,100.0\n2023-09,01,60.0\n2023-09,0201,40.0\n", "section", hs(true, "HS"),
			"no level of the codes of s from 2 digits on holds the whole, so that no section can be made of them: 01, 0201"},
		{"two levels, one whole", fine + "2023-09,01,10.0\n2023-09,04,5.0\n2023-09,10,25.0\n2023-09,84,40.0\n2023-09,85,20.0\n", "section", hs(false, "HS"),
			"I Animals and animal products: 15.00\nII Vegetable products: 25.00\nXVI Machinery and electrical goods: 60.00\n"},
		{"sections of the SITC", head + "2023-09,TOTAL,100.0\n2023-09,00,10.0\n2023-09,04,50.0\n2023-09,71,25.0\n2023-09,77,15.0\n", "section", hs(true, "SITC Rev.4"),
			"0 Food and live animals: 60.00\n7 Machinery and transport: 40.00\n"},
		{"sections of the SITC as they are", head + "2023-09,TOTAL,100.0\n2023-09,0,60.0\n2023-09,7,40.0\n", "section", hs(false, "SITC"), "0 Food and live animals: 60.00\n7 Machinery and transport: 40.00\n"},
		{"no chapters in the SITC", head + "2023-09,TOTAL,100.0\n2023-09,00,100.0\n", "chapter", hs(true, "SITC"), "the codes of s are of the SITC, which has no chapter"},
		{"no divisions in the HS", chapters, "division", hs(true, "HS"), "the codes of s are of the HS, which has no division"},
		{"a list of nobody's", head + "2023-09,TOTAL,3.0\n2023-09,A,1.0\n2023-09,B,2.0\n", "section", hs(true, ""), "the data do not say what list the codes of s are of, and a section is one of the HS or the SITC"},
		{"no codes", head + "2023-09,TOTAL,3.0\n", "section", hs(true, "HS"), "the data have no codes below s"},
	} {
		cube := mustRead(t, files(c.content), c.src)
		s := mustSelect(t, cube, Selector{}, 0)
		if got := partsOf(cube, s, c.level, Month(2023, 9)); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
	if _, problem := (&Cube{}).By(nil, "section"); problem == nil || problem.Message != "there is no series to break down" {
		t.Errorf("nothing is broken down: %v", problem)
	}
}

// TestByLevelAddsUp: for any complete data the parts of each level add up to the
// series, and so do their contributions to its change and, to 1, their shares.
func TestByLevelAddsUp(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	chapters := strings.Fields("01 02 10 27 39 61 64 72 84 85 87 90 97 99")
	for round := range 40 {
		var b strings.Builder
		b.WriteString("period,code,value\n")
		for _, month := range []string{"2022-09", "2023-09"} {
			for _, chapter := range chapters {
				for n := range 1 + rng.IntN(3) {
					if rng.IntN(4) > 0 { // no row is no trade
						fmt.Fprintf(&b, "%s,%s%02d,%d.%d\n", month, chapter, n+1, 1+rng.IntN(500), rng.IntN(10))
					}
				}
			}
			fmt.Fprintf(&b, "%s,0101,200.0\n", month)
		}
		src := sourceFor("code")
		src.Complete, src.Table.Classification = true, text("HS", 24)
		content := b.String()
		// The same code twice in a month is a conflict, not what is tested here.
		seen := map[string]bool{}
		var rows []string
		for _, row := range strings.Split(strings.TrimSpace(content), "\n") {
			if key := row[:strings.LastIndexByte(row, ',')]; !seen[key] {
				seen[key] = true
				rows = append(rows, row)
			}
		}
		cube := mustRead(t, files(strings.Join(rows, "\n")+"\n"), src)
		s := mustSelect(t, cube, Selector{}, 0)
		v := View{Series: s, Whole: s, Period: Month(2023, 9)}
		for _, level := range []string{"section", "chapter", "heading"} {
			parts, problem := cube.By(s, level)
			if problem != nil {
				t.Fatalf("round %d: %s", round, problem.Message)
			}
			value, change, share := new(big.Rat), new(big.Rat), new(big.Rat)
			for i, p := range parts {
				for metric, sum := range map[string]*big.Rat{"value": value, "contribution_yoy": change, "share": share} {
					x, _ := View{Series: p.Series, Whole: s, Period: v.Period}.Metric(metric)
					if !x.OK() {
						t.Fatalf("round %d: %s of %s: %s", round, metric, p.Code, x.Why)
					}
					sum.Add(sum, x.X)
				}
				if i > 0 && parts[i-1].Code == p.Code {
					t.Errorf("round %d: %s twice", round, p.Code)
				}
			}
			if value.Cmp(v.value().X) != 0 || share.Cmp(one) != 0 {
				t.Errorf("round %d: by %s the parts add up to %s of %s, the shares to %s", round, level, value, v.value().X, share)
			}
			if change.Cmp(v.yoy().X) != 0 {
				t.Errorf("round %d: by %s the contributions add up to %s of %s", round, level, change, v.yoy().X)
			}
		}
	}
}
