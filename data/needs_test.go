package data

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// tradeTable is a table of flows, partners and codes on one or two levels; twice
// are rows that it repeats, and differing ones that it contradicts.
func tradeTable(r *rand.Rand, twice, differing int) string {
	var rows []string
	codes := []string{"01", "0101", "0102", "02", "0201", "85", "8504", "8517", "851712"}
	switch r.IntN(3) {
	case 0:
		codes = []string{"0101", "0102", "0201", "8504", "8517"} // one level
	case 1:
		codes = append(codes, "TOTAL")
	}
	partners := []string{"Viet Nam", "Japan", "Chile"}
	if r.IntN(3) == 0 {
		partners = append(partners, "World")
	}
	statuses := []string{"", "", "", "provisional", "estimated", "revised"}
	unweighed := []int{0, 0, 3, 60}[r.IntN(4)] // rows in a hundred without a quantity
	for p := Month(2022, 1); p.Year() < 2023; p = p.Add(1) {
		for _, flow := range []string{"X", "M"} {
			for _, partner := range partners {
				for _, code := range codes {
					if r.IntN(10) == 0 {
						continue
					}
					value := fmt.Sprint(r.IntN(1e6))
					if r.IntN(3) == 0 {
						value = fmt.Sprintf("%d.%0*d", r.IntN(1000), 1+r.IntN(3), r.IntN(10))
					}
					weight := fmt.Sprint(r.IntN(500))
					if r.IntN(100) < unweighed {
						weight = ""
					}
					rows = append(rows, fmt.Sprintf("%s,CN,%s,%s,%s,name of %s,%s,%s,%s", p, partner, flow, code, code, value, weight, statuses[r.IntN(len(statuses))]))
				}
			}
		}
	}
	for range twice {
		rows = append(rows, rows[r.IntN(len(rows))])
	}
	for range differing {
		rows = append(rows, strings.Replace(rows[r.IntN(len(rows))], ",name", ",name", 1)+"")
		last := strings.Split(rows[len(rows)-1], ",")
		last[6] = "7" + last[6]
		rows[len(rows)-1] = strings.Join(last, ",")
	}
	if r.IntN(2) == 0 {
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	return "period,reporter,partner,flow,code,name,value,kg,status\n" + strings.Join(rows, "\n") + "\n"
}

// shown is a series as text, with its quantities and its codes.
func (c *Cube) shown(n Need, asOf Date) string {
	var b strings.Builder
	s, problem := c.Series(n.Selector, asOf)
	if problem != nil {
		return problem.Error()
	}
	show := func(s *Series) {
		for _, o := range s.Observations() {
			fmt.Fprintf(&b, "%s %v %v %v %s %s\n", o.Span, o.Value.X, o.Value.Low, o.Value.High, o.Value.Status, o.Vintage)
		}
	}
	fmt.Fprintf(&b, "%s %s %s\n", s.Label(), s.Code(), s.Unit())
	show(s)
	if q := s.quantity(); q != nil {
		show(q)
	}
	if n.EachPartner {
		for _, part := range c.Partners(s) {
			fmt.Fprintf(&b, "%s\n", part.ID())
			show(part)
		}
	}
	if n.EachReporter {
		for _, part := range c.Reporters(s) {
			fmt.Fprintf(&b, "%s\n", part.ID())
			show(part)
		}
	}
	if n.Codes {
		for _, part := range c.Breakdown(s) {
			fmt.Fprintf(&b, "%s %s\n", part.Code(), part.Label())
			show(part)
		}
	}
	return b.String()
}

func TestNeeds(t *testing.T) {
	codes := func(list ...string) (texts []diag.Text) {
		for _, c := range list {
			texts = append(texts, text(c, 33))
		}
		return texts
	}
	all := []Need{
		{Selector: Selector{Flow: text("export", 31), Partner: text("Viet Nam", 32)}, Codes: true},
		{Selector: Selector{Flow: text("export", 31)}},
		{Selector: Selector{Flow: text("import", 31)}, Codes: true},
		{Selector: Selector{Flow: text("import", 31), Partner: text("Japan", 32), Codes: codes("0101", "85")}},
		{Selector: Selector{Flow: text("export", 31), Codes: codes("01-02")}},
		{Selector: Selector{Flow: text("export", 31), Partner: text("Chile", 32), Codes: codes("8517")}, Codes: true},
		{Selector: Selector{Flow: text("export", 31), Partner: text("Japan", 32), Quantity: true}},
		{Selector: Selector{Flow: text("export", 31), Partner: text("Japon", 32)}},
		{Selector: Selector{Flow: text("import", 31), Partner: text("CL", 32)}, Codes: true},
		{Selector: Selector{Partner: text("Japan", 32)}},
		{Selector: Selector{Flow: text("export", 31)}, EachPartner: true},
		{Selector: Selector{Flow: text("import", 31), Partner: text("Japan", 32), Codes: codes("85")}, EachPartner: true, EachReporter: true},
		{Selector: Selector{Flow: text("export", 31), Partners: codes("Chile", "VN")}, Codes: true},
		{Selector: Selector{Flow: text("import", 31), Partners: codes("Japan", "Chile")}},
	}
	for i := range all {
		all[i].ID = text(fmt.Sprint("s", i), 30)
	}
	tables := 40
	if testing.Short() {
		tables = 20
	}
	folded := 0
	for seed := range tables {
		r := rand.New(rand.NewPCG(uint64(seed), 9))
		twice, differing := 0, 0
		switch seed % 4 {
		case 1:
			twice = 5
		case 2:
			twice, differing = 3, 2
		}
		src := manySource()
		src.Complete = seed%5 != 4
		if seed%7 == 6 {
			src.Vintage = text("2023-02-20", 13)
		}
		needs := append([]Need(nil), all...)
		r.Shuffle(len(needs), func(i, j int) { needs[i], needs[j] = needs[j], needs[i] })
		needs = needs[:1+r.IntN(len(needs))]
		content := tradeTable(r, twice, differing)
		fsys := fstest.MapFS{"data.csv": {Data: []byte(content)}}
		full := readBy(&reader{fsys: fsys, oneByOne: true}, []Source{src})
		for workers := 1; workers <= 4; workers++ {
			got := readBy(&reader{fsys: fsys, needs: needs, largeSource: -1, workers: workers, stretchSize: 200 + r.IntN(5000)}, []Source{src})
			e := got.cube.entries[0]
			folded += len(e.folded)
			for _, p := range got.problems {
				if !strings.Contains(full.problems.String(), p.Error()) {
					t.Fatalf("seed %d: %s\nis none of\n%s", seed, p.Error(), full.problems)
				}
			}
			if full.problems.Failed() {
				continue
			}
			if a, b := e.coverage, full.cube.entries[0].coverage; a.Rows != b.Rows || a.First != b.First || a.Last != b.Last {
				t.Errorf("seed %d: %+v, want %+v", seed, a, b)
			}
			if workers == 1 && seed%10 == 0 {
				restores(t, got.cube, selectorsOf(needs), 0)
			}
			for _, n := range needs {
				for _, asOf := range []Date{0, 20230301, 20230101} {
					if got, want := got.cube.shown(n, asOf), full.cube.shown(n, asOf); got != want {
						t.Fatalf("seed %d, %d workers, need %+v, among %d:\n%s\nwant:\n%s", seed, workers, n, len(needs), got, want)
					}
				}
			}
		}
	}
	if folded == 0 {
		t.Error("nothing was folded")
	}
}

func selectorsOf(needs []Need) (list []Selector) {
	for _, n := range needs {
		list = append(list, n.Selector)
	}
	return list
}

// TestMarks marks codes of many segments from several workers at once: each is new to
// one of them only, and all are found.
func TestMarks(t *testing.T) {
	const codes, workers = 5000, 4
	n := &narrowing{}
	of := &numbering{of: map[int32]int32{}}
	for i := range int32(codes) {
		of.of[codes-1-i] = i
	}
	m := &marks{}
	s := &sheaf{numbering: of, given: map[Span]*marks{{}: m}}
	var fresh atomic.Int64
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(w), 1))
			at := &rows{e: &entry{narrowing: n}}
			f := &settledFigure{marks: m}
			for _, code := range r.Perm(codes) {
				if code%7 != 0 && !at.mark(f, int32(code)) {
					fresh.Add(1)
				}
			}
		})
	}
	all.Wait()
	var want []int32
	for i := range int32(codes) {
		if (codes-1-i)%7 != 0 {
			want = append(want, i)
		}
	}
	if int(fresh.Load()) != len(want) || !slices.Equal(s.codes(), want) {
		t.Errorf("%d were new, and %d are marked, of %d", fresh.Load(), len(s.codes()), len(want))
	}
	if n.segments.Load() != (codes+segmentCodes-1)/segmentCodes {
		t.Errorf("%d segments", n.segments.Load())
	}
}

// TestSuccession asks for codes in order, with some left out, and in no order: each
// has its own numbers whatever came before, also where it is spelt in two ways.
func TestSuccession(t *testing.T) {
	const codes = 300
	for seed := range 20 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		n := &narrowing{codes: map[int32]int32{}, locals: map[seriesKey]*numbering{}}
		at := &rows{reader: &reader{cube: &Cube{words: []string{""}}, numbers: map[string]int32{"": 0}}, e: &entry{narrowing: n}, record: make([]string, 1)}
		at.own()
		at.cols.code = column{form: func(s string) string { return strings.ReplaceAll(s, ".", "") }, known: map[string]numbered{}}
		partners := []*succession{{numbering: n.numberingOf(seriesKey{partner: 1})}, {numbering: n.numberingOf(seriesKey{partner: 2})}}
		words, locals := map[string]numberedCode{}, map[[2]string]int32{}
		order := r.Perm(codes)
		for range 40 {
			partner := r.IntN(2)
			at.settled.succession = partners[partner]
			if r.IntN(8) == 0 {
				r.Shuffle(codes, func(i, j int) { order[i], order[j] = order[j], order[i] })
			}
			for _, c := range order {
				if r.IntN(6) == 0 {
					continue
				}
				code := fmt.Sprintf("%04d%02d", c/10, c%10)
				if at.record[0] = code; r.IntN(9) == 0 {
					at.record[0] = code[:4] + "." + code[4:]
				}
				if r.IntN(50) == 0 {
					code, at.record[0] = "a code of many letters", "a code of many letters"
				}
				got := at.code()
				if at.cube.words[got.word] != code {
					t.Fatalf("seed %d: %s is taken for %s", seed, at.record[0], at.cube.words[got.word])
				}
				who := [2]string{fmt.Sprint(partner), code}
				if was, ok := locals[who]; ok && was != got.local {
					t.Fatalf("seed %d: %s is %d and %d among the codes of its partner", seed, code, was, got.local)
				}
				locals[who] = got.local
				got.local = 0
				if was, ok := words[code]; ok && was != got {
					t.Fatalf("seed %d: %s is %v and %v", seed, code, was, got)
				}
				words[code] = got
			}
		}
		seen := map[[2]int32]bool{}
		for who, local := range locals {
			if key := [2]int32{int32(who[0][0]), local}; seen[key] || int(local) >= codes+1 {
				t.Fatalf("seed %d: number %d is given twice, or too large", seed, local)
			} else {
				seen[key] = true
			}
		}
	}
}
