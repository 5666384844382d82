package report

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// strangersLedger is what a program that has never heard of this tool reads in
// claims.json.
type strangersLedger struct {
	Format     int
	Outline    string
	Period     string
	AsOf       string `json:"as_of"`
	Claims     map[string]int
	Waivers    []map[string]string
	Statements []struct {
		ID, Kind, Text, Expression, Source, Verdict, Where, Sentence, Within, File string
		Line, Column                                                               int
		Values                                                                     map[string]struct {
			Value, Low, High *float64
			Unit, Text       string
			Status           string
			Inputs           []struct {
				Period, Unit, File, Vintage, Source string
				Value                               float64
				Line                                int
				Converted                           *struct {
					Value, Rate float64
					RateUnit    string `json:"rate_unit"`
					File        string
					Line, Rows  int
				}
			}
		}
	}
}

func readStrangersLedger(t *testing.T, b *Brief) (out strangersLedger) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(b.ClaimsJSON()))
	if err := d.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestClaimsJSONByStranger: with claims.json and the data files, a program of
// somebody else's works the rates out again, and finds every figure on its line.
func TestClaimsJSONByStranger(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	for _, name := range shippedNames {
		b, _ := shippedBrief(t, name, Options{})
		ledger := readStrangersLedger(t, b)
		if ledger.Format != 1 || ledger.Outline != "templates/"+name+".yaml" || ledger.Period != b.Period.String() || len(ledger.Statements) != ledger.Claims["total"] {
			t.Errorf("%s: format %d of %s, %s, %d statements, claims %v", name, ledger.Format, ledger.Outline, ledger.Period, len(ledger.Statements), ledger.Claims)
		}
		files := map[string][]string{}
		lines := func(path string) []string {
			if files[path] == nil {
				content, err := os.ReadFile("../" + path)
				if err != nil {
					t.Fatal(err)
				}
				if strings.HasSuffix(path, ".gz") {
					z, err := gzip.NewReader(bytes.NewReader(content))
					if err != nil {
						t.Fatal(err)
					}
					if content, err = io.ReadAll(z); err != nil {
						t.Fatal(err)
					}
				}
				files[path] = strings.Split(string(content), "\n")
			}
			return files[path]
		}
		original, _, _ := strings.Cut(name, ".") // of an edition in another language, which has some statements
		rates, inputs := 0, 0
		for _, s := range ledger.Statements {
			if s.File != "templates/"+name+".yaml" && s.File != "templates/"+original+".yaml" {
				t.Errorf("%s %s stands in %s", name, s.ID, s.File)
				continue
			}
			outline := lines(s.File)
			if s.Line < 1 || s.Line > len(outline) || s.Column < 1 || s.Column > len(outline[s.Line-1]) {
				t.Errorf("%s %s stands at %s:%d:%d", name, s.ID, s.File, s.Line, s.Column)
			}
			for fact, v := range s.Values {
				if v.Value == nil || v.Low == nil || v.High == nil || *v.Low > *v.Value || *v.Value > *v.High {
					t.Errorf("%s %s: %s is %v, from %v to %v", name, s.ID, fact, v.Value, v.Low, v.High)
					continue
				}
				counted := strings.HasPrefix(fact, "stances(") || strings.HasSuffix(fact, "working_days") // of a block, of a calendar
				if len(v.Inputs) == 0 && !counted {
					t.Errorf("%s %s: %s rests on nothing", name, s.ID, fact)
				}
				for _, in := range v.Inputs {
					inputs++
					if c := in.Converted; c != nil {
						// The mean of the days of a month: dollars for a euro, in the second column.
						day, sum, n := lines(c.File)[c.Line-1], 0.0, 0
						for _, row := range lines(c.File) {
							if cells := strings.Split(row, ","); len(cells) > 1 && strings.HasPrefix(cells[0], in.Period) && strings.HasPrefix(day, in.Period) {
								rate, _ := strconv.ParseFloat(cells[1], 64)
								sum, n = sum+rate, n+1
							}
						}
						if n != c.Rows || c.RateUnit != "USD/EUR" || math.Abs(sum/float64(n)-c.Rate) > 1e-12 || math.Abs(c.Value*c.Rate-in.Value) > 1e-6 {
							t.Errorf("%s %s: %g is converted to %g at %g %s, the mean of %d in %s is %g", name, s.ID, c.Value, in.Value, c.Rate, c.RateUnit, n, c.File, sum/float64(n))
						}
						in.Value = c.Value
					}
					if list := lines(in.File); in.Line > len(list) || !lineHolds(list[in.Line-1], in.Value) {
						t.Errorf("%s %s: %s:%d does not hold %g", name, s.ID, in.File, in.Line, in.Value)
					}
				}
				if strings.Contains(fact, " ") || !strings.HasSuffix(fact, ".mom") && !strings.HasSuffix(fact, ".yoy") || len(v.Inputs) != 2 {
					continue
				}
				rates++
				again := v.Inputs[0].Value/v.Inputs[1].Value - 1
				if math.Abs(again-*v.Value) > 1e-12 || again < *v.Low-1e-12 || again > *v.High+1e-12 {
					t.Errorf("%s %s: %s is %g, worked out again %g", name, s.ID, fact, *v.Value, again)
				}
			}
		}
		if name == "china-dprk" && (rates < 30 || inputs < 300) || inputs == 0 {
			t.Errorf("%s: %d rates and %d inputs were looked at", name, rates, inputs)
		}
	}
}

// lineHolds reports whether a cell of a line of CSV is the figure, at one of the
// scales that the shipped data are written in.
func lineHolds(line string, value float64) bool {
	cells, err := csv.NewReader(strings.NewReader(line)).Read()
	return err == nil && slices.ContainsFunc(cells, func(cell string) bool {
		x, err := strconv.ParseFloat(cell, 64)
		return err == nil && slices.ContainsFunc([]float64{1, 1e2, 1e3, 1e6}, func(scale float64) bool { return math.Abs(x*scale-value) <= 1e-9*math.Abs(value) })
	})
}

// TestClaimsJSON: what the file says of statements of every kind, of waivers, and
// of a figure that is missing; with the same bytes each time.
func TestClaimsJSON(t *testing.T) {
	p := project(`waive:
  - {code: C16, at: exports, reason: "The base is small: {{exports.prev}}.", by: A. Person, date: 2023-11-20}
sections:
  - heading: ""
    deck: "Exports [rose by {{exports.mom}}]{claim=\"exports.mom > 0.1\"}, the press says [a quarter]{src=k1}. {{exports.at('2020-01')}} is not known."
    blocks: []
`)
	b, problems := Load(p, Options{})
	if b == nil {
		t.Fatal(problems)
	}
	got := string(b.ClaimsJSON())
	for _, want := range []string{
		"\n  \"waivers\": [\n    {\n      \"code\": \"C16\",\n      \"at\": \"exports\",\n      \"reason\": \"The base is small: US$162.9 million.\",\n      \"by\": \"A. Person\",\n      \"date\": \"2023-11-20\"\n    }\n  ],\n",
		`"id":"F001","kind":"claim","text":"rose by 15.9%","expression":"exports.mom > 0.1","values":{"exports.mom":{"value":0.158`,
		`"within":"F001"`,
		`"kind":"source","text":"a quarter","values":{},"source":"k1","verdict":"sourced"`,
		`{"exports.at('2020-01')":{"value":null,"unit":"USD","text":"n.a.","low":null,"high":null,"status":"missing","why":`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("claims.json lacks %s:\n%s", want, got)
		}
	}
	if again, _ := Load(p, Options{}); again == nil || string(again.ClaimsJSON()) != got {
		t.Error("claims.json differs from run to run")
	}
}

// TestClaimsJSONCompares: a claim that names one metric comes with the figure
// that its words were held against, whether it holds or not.
func TestClaimsJSONCompares(t *testing.T) {
	for _, c := range []struct{ claim, figure string }{
		{"[accelerated]{claim=exports.mom}", "exports.prev.mom"},
		{"[slowed]{claim=exports.mom}", "exports.prev.mom"},
		{"[the highest]{claim=exports}", "exports.at('2023-08').max"},
		{"[the lowest]{claim=exports}", "exports.at('2023-08')"},
		{"[the highest]{claim=exports.max}", "exports"},
	} {
		b, problems := Load(project(text("Exports "+c.claim+".")), Options{})
		if b == nil {
			t.Fatal(problems)
		}
		found := false
		for _, s := range readStrangersLedger(t, b).Statements {
			if s.Kind == Claim {
				v, ok := s.Values[c.figure]
				found = found || ok && v.Value != nil
			}
		}
		if !found {
			t.Errorf("%s comes without %s", c.claim, c.figure)
		}
	}
}
