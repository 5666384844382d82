package report

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"tradebrief/report/page"
	"tradebrief/report/wording"
)

// The flagship's data, as lines and fields.
type customsFile struct {
	name  string
	lines []string
}

// customsFiles are the data of the flagship.
func customsFiles(t *testing.T) []customsFile {
	t.Helper()
	var out []customsFile
	for _, name := range []string{"data/sample/china-dprk/monthly.csv", "data/sample/china-dprk/commodities.csv"} {
		text, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, customsFile{name, strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")})
	}
	return out
}

// A mutation is one figure of the data, and what stands in its place.
type mutation struct {
	file, line, field int // line and field from 0
	was, now          string
}

// mutations are two for each figure, half as much again and half as much: far
// beyond what rounding leaves open.
func mutations(files []customsFile) []mutation {
	var out []mutation
	for f, file := range files {
		for l, line := range file.lines[1:] {
			for i, field := range fieldsOf(line) {
				number, err := strconv.ParseFloat(field, 64)
				name := fieldsOf(file.lines[0])[i]
				if err != nil || name != "value" && name != "tonnes" {
					continue
				}
				_, decimals, _ := strings.Cut(field, ".")
				for _, factor := range []float64{1.5, 0.5} {
					out = append(out, mutation{f, l + 1, i, field, strconv.FormatFloat(number*factor, 'f', len(decimals), 64)})
				}
			}
		}
	}
	return out
}

// fieldsOf are the fields of a line; one of the names has commas of its own.
func fieldsOf(line string) []string {
	const wigs = `"wigs, false beards, eyebrows and eyelashes"`
	return strings.Split(strings.Replace(line, wigs, "wigs", 1), ",")
}

// in is the files with the change.
func (c mutation) in(files []customsFile) []customsFile {
	out := slices.Clone(files)
	lines := slices.Clone(files[c.file].lines)
	lines[c.line] = strings.Replace(lines[c.line], ","+c.was+",", ","+c.now+",", 1)
	out[c.file].lines = lines
	return out
}

// mutated is the flagship with these data.
func mutated(t *testing.T, outline []byte, files []customsFile) Project {
	t.Helper()
	all := fstest.MapFS{"templates/china-dprk.yaml": {Data: outline}}
	for _, f := range files {
		all[f.name] = &fstest.MapFile{Data: []byte(strings.Join(f.lines, "\n") + "\n")}
	}
	return Project{FS: all, Outline: "templates/china-dprk.yaml"}
}

// reckoning is what the test itself knows of the data: figures by flow, code
// and month, as first released and as known last. It shares nothing with the
// readers and the metrics of the tool.
type reckoning struct{ first, last map[string]float64 }

func reckon(files []customsFile) reckoning {
	a := reckoning{map[string]float64{}, map[string]float64{}}
	for _, f := range files {
		head := fieldsOf(f.lines[0])
		for _, line := range f.lines[1:] {
			fields := fieldsOf(line)
			key := fields[0] + fields[1]
			if i := slices.Index(head, "hs"); i >= 0 {
				key += fields[i]
			}
			for _, column := range []string{"value", "tonnes"} {
				i := slices.Index(head, column)
				if i < 0 || fields[i] == "" {
					continue
				}
				x, err := strconv.ParseFloat(fields[i], 64)
				if err != nil {
					panic(err)
				}
				k := key
				if column == "tonnes" {
					k += "t"
				}
				if _, known := a.first[k]; !known {
					a.first[k] = x
				}
				a.last[k] = x
			}
		}
	}
	return a
}

func (a reckoning) exports(month string) float64 { return a.last[month+"X"] }
func (a reckoning) growth(month, before string) float64 {
	return a.exports(month)/a.exports(before) - 1
}
func (a reckoning) yearly(month, before string) float64 {
	return a.first[month+"X"]/a.first[before+"X"] - 1
}

// average is the mean of exports in the year to September 2023.
func (a reckoning) average() float64 {
	sum := 0.0
	for _, m := range strings.Fields("2022-10 2022-11 2022-12 2023-01 2023-02 2023-03 2023-04 2023-05 2023-06 2023-07 2023-08 2023-09") {
		sum += a.exports(m)
	}
	return sum / 12
}

// conditions are the claims of the flagship on its data, worked out anew: how far
// the condition is from turning false, relative to its figures.
var conditions = map[string]func(a reckoning) float64{
	"exports.at('2023-10') > exports.ma12": func(a reckoning) float64 { return a.exports("2023-10")/a.average() - 1 },
	"exports.first_release.yoy < exports.prev.first_release.yoy and exports.prev.first_release.yoy < exports.prev.prev.first_release.yoy": func(a reckoning) float64 {
		sep, aug, jul := a.yearly("2023-09", "2022-09"), a.yearly("2023-08", "2022-08"), a.yearly("2023-07", "2022-07")
		return min(aug-sep, jul-aug)
	},
	"exports.first_release.yoy < exports.prev.first_release.yoy": func(a reckoning) float64 {
		return a.yearly("2023-08", "2022-08") - a.yearly("2023-09", "2022-09")
	},
	"exports.mom > exports.prev.mom and exports.prev.mom > exports.prev.prev.mom": func(a reckoning) float64 {
		sep, aug, jul := a.growth("2023-09", "2023-08"), a.growth("2023-08", "2023-07"), a.growth("2023-07", "2023-06")
		return min(sep-aug, aug-jul)
	},
	"exports.mom > exports.prev.mom": func(a reckoning) float64 {
		return a.growth("2023-09", "2023-08") - a.growth("2023-08", "2023-07")
	},
	"exports.yoy.base < exports.first_release.yoy.base": func(a reckoning) float64 { return a.first["2022-09X"]/a.last["2022-09X"] - 1 },
	"wigs < hair": func(a reckoning) float64 { return a.last["2023-09X6703"]/a.last["2023-09M6704"] - 1 },
	"wigs.unit_value < hair.unit_value": func(a reckoning) float64 {
		return a.last["2023-09X6703"]/a.last["2023-09X6703t"]/(a.last["2023-09M6704"]/a.last["2023-09M6704t"]) - 1
	},
	"exports.daily_mom > 1.9 * exports.mom": func(a reckoning) float64 {
		return a.exports("2023-09")/20/(a.exports("2023-08")/23) - 1 - 1.9*a.growth("2023-09", "2023-08")
	},
	"exports > 0.9 * exports.at('2018-09')": func(a reckoning) float64 { return a.exports("2023-09")/(0.9*a.exports("2018-09")) - 1 },
	"exports > exports.ma12":                func(a reckoning) float64 { return a.exports("2023-09")/a.average() - 1 },
	"exports > imports":                     func(a reckoning) float64 { return a.exports("2023-09")/a.last["2023-09M"] - 1 },
	"exports.at('2023-09') - exports.at('2023-10') > 0.5 * (exports.at('2023-09') - exports.at('2023-08'))": func(a reckoning) float64 {
		return (a.exports("2023-09") - a.exports("2023-10") - 0.5*(a.exports("2023-09")-a.exports("2023-08"))) / 100
	},
	"exports.at('2023-10').ytd.low > 1583950000": func(a reckoning) float64 {
		sum := 0.0
		for _, m := range strings.Fields("2023-01 2023-02 2023-03 2023-04 2023-05 2023-06 2023-07 2023-08 2023-09 2023-10") {
			sum += a.exports(m)
		}
		return sum/1583.95 - 1
	},
	"exports.streak > 0": func(a reckoning) float64 { return a.growth("2023-09", "2023-08") },
	"hair.contribution < pp(0.12 * exports.mom)": func(a reckoning) float64 {
		rise := a.exports("2023-09") - a.exports("2023-08")
		return (0.12*rise - (a.last["2023-09X6703"] - a.last["2023-08X6703"])) / 100
	},
	"wigs > 5 * wigs.at('2022-10')":   func(a reckoning) float64 { return a.last["2023-09M6704"]/(5*a.last["2022-10M6704"]) - 1 },
	"exports.yoy > 1":                 func(a reckoning) float64 { return a.exports("2023-09")/(2*a.exports("2022-09")) - 1 },
	"hair.mom":                        func(a reckoning) float64 { return a.last["2023-09X6703"]/a.last["2023-08X6703"] - 1 },
	"exports.yoy":                     func(a reckoning) float64 { return a.growth("2023-09", "2022-09") },
	"exports.mom":                     func(a reckoning) float64 { return a.growth("2023-09", "2023-08") },
	"exports.at('2023-10') < exports": func(a reckoning) float64 { return a.growth("2023-09", "2023-10") },
	"exports.at('2023-10').mom":       func(a reckoning) float64 { return a.growth("2023-09", "2023-10") }, // fell
	"exports.daily_mom":               func(a reckoning) float64 { return a.exports("2023-09")/20/(a.exports("2023-08")/23) - 1 },
	"hair_weight.mom":                 func(a reckoning) float64 { return a.last["2023-09X6703t"]/a.last["2023-08X6703t"] - 1 },
}

// spoken are the words that the flagship has the tool choose by the data.
var spoken = map[string]func(a reckoning) string{
	"verb(exports.mom)": func(a reckoning) string {
		if a.exports("2023-09") < a.exports("2023-08") {
			return "fell"
		}
		return "rose"
	},
	"hair.contribution < pp(0.5 * exports.mom) ? '-' : '+'": func(a reckoning) string {
		return fitMark(a.last["2023-09X6703"]-a.last["2023-08X6703"] >= 0.5*(a.exports("2023-09")-a.exports("2023-08")))
	},
	"hair_weight.mom > 0.5 * hair.mom ? '-' : '+'": func(a reckoning) string {
		value, weight := a.last["2023-09X6703"]/a.last["2023-08X6703"]-1, a.last["2023-09X6703t"]/a.last["2023-08X6703t"]-1
		return fitMark(weight <= 0.5*value)
	},
	"exports.daily_mom > 0 ? '-' : '+'": func(a reckoning) string {
		return fitMark(a.exports("2023-09")/20 <= a.exports("2023-08")/23)
	},
}

func fitMark(supports bool) string {
	if supports {
		return "+"
	}
	return "−"
}

// markOf is by what a statement is known again when the data have changed.
func markOf(s *Statement) string { return fmt.Sprint(s.at, s.Kind, s.Expr) }

// TestMutations changes every figure of the flagship's data, one at a time, up
// and down beyond rounding, and looks at every statement that rests on it: its
// text is another one, or it is reported, or it is as true as before by
// arithmetic of the test's own. No other statement moves.
func TestMutations(t *testing.T) {
	outline, err := os.ReadFile("../templates/china-dprk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := customsFiles(t)
	b := load(t, mutated(t, outline, files), Options{})
	rests, used := map[string][]string{}, map[string]bool{} // by place: file:line
	values := newStatementValues(b)
	for _, s := range b.work.ledger {
		for _, f := range values.of(&s) {
			for _, in := range f.Inputs {
				at := fmt.Sprint(in.File, ":", in.Line)
				rests[markOf(&s)], used[at] = append(rests[markOf(&s)], at), true
			}
		}
	}
	for _, f := range b.Facts() {
		for _, in := range f.Inputs {
			used[fmt.Sprint(in.File, ":", in.Line)] = true
		}
	}
	all := mutations(files)
	for _, c := range all {
		delete(used, fmt.Sprint(files[c.file].name, ":", c.line+1))
	}
	if len(used) > 0 {
		t.Errorf("used and not changed: %v", used)
	}
	var (
		mu                            sync.Mutex
		recomputed, reported, unmoved int
		group                         sync.WaitGroup
		next                          = make(chan mutation)
	)
	for range 4 {
		group.Go(func() {
			for c := range next {
				changed := c.in(files)
				at := fmt.Sprint(files[c.file].name, ":", c.line+1)
				now, problems := Load(mutated(t, outline, changed), Options{})
				mu.Lock()
				if now == nil {
					if !problems.Failed() {
						t.Errorf("%s %s → %s: no brief, and no error", at, c.was, c.now)
					}
					reported++
					mu.Unlock()
					continue
				}
				of := map[string]*Statement{}
				for i := range now.work.ledger {
					of[markOf(&now.work.ledger[i])] = &now.work.ledger[i]
				}
				known := reckon(changed)
				for i := range b.work.ledger {
					was := &b.work.ledger[i]
					s := of[markOf(was)]
					say := func(what string) {
						t.Errorf("%s %s → %s: %s %s %q of %s: %s (%s)", at, c.was, c.now, was.At, s.Verdict, s.Text, was.Expr, what, s.Why)
					}
					if s == nil {
						t.Errorf("%s %s → %s: %q of %s is gone", at, c.was, c.now, was.Text, was.Expr)
						continue
					}
					depends := slices.Contains(rests[markOf(was)], at)
					holds := s.Verdict == Holds || s.Verdict == Sourced
					if margin := conditions[s.Expr]; s.Kind == Claim && margin != nil {
						if m := margin(known); math.Abs(m) > 0.01 && holds != (m > 0) && s.Verdict != Refused {
							say(fmt.Sprintf("the margin is %.3f", m))
						}
					} else if s.Kind == Claim && depends {
						say("the test does not know this claim")
					}
					if words := spoken[s.Expr]; words != nil && holds {
						if want := words(known); s.Text != want {
							say("expected " + want)
						}
					}
					switch {
					case !depends && (s.Text != was.Text || s.Verdict != was.Verdict):
						say(fmt.Sprintf("was %q and does not rest on it", was.Text))
					case !depends:
					case !holds:
						reported++
					case s.Text != was.Text:
						recomputed++
					case s.Kind != Claim:
						unmoved++
					}
				}
				mu.Unlock()
			}
		})
	}
	for i, c := range all {
		// Under the race detector, which takes ten times as long, every seventh;
		// the run without it leaves none out.
		if !testing.Short() || i%7 == 0 {
			next <- c
		}
	}
	close(next)
	group.Wait()
	// Some figures print the same: the line of a weight has a value too, and a
	// run of three months is as long when each is larger.
	least := 1
	if testing.Short() {
		least = 7
	}
	if recomputed < 300/least || reported < 48/least || unmoved > recomputed/2 {
		t.Errorf("%d changes: %d recomputed, %d reported, %d the same", len(all), recomputed, reported, unmoved)
	}
}

// general are sentences that say what holds whatever the figures are.
var general = []string{"A rise in what China sells is not by itself income", "Sanctions shrank the trade without ending it"}

// TestNoLooseWords: where a sentence of the flagship rests on data, no word of
// the author's says anything about them that is bound to nothing.
func TestNoLooseWords(t *testing.T) {
	b := load(t, flagship(), Options{})
	for _, p := range b.work.passages {
		var text strings.Builder
		var owner []int // the statement of each byte
		for _, piece := range p.text {
			s := plainSpaces(plain(page.Text{piece}))
			text.WriteString(s)
			for range len(s) {
				owner = append(owner, piece.Statement)
			}
		}
		for _, at := range wording.English.Sentences(text.String()) {
			rests := slices.ContainsFunc(owner[at[0]:at[1]], func(n int) bool { return n > 0 && len(b.work.ledger[n-1].Facts) > 0 })
			if !rests {
				continue
			}
			sentence := text.String()[at[0]:at[1]]
			for _, m := range wording.Scan(sentence) {
				switch m.Kind {
				case wording.Number, wording.Superlative, wording.Run, wording.Multiple, wording.Direction, wording.Intensity:
				default:
					continue
				}
				ofAll := slices.ContainsFunc(general, func(words string) bool { return strings.HasPrefix(sentence, words) })
				if !ofAll && !slices.ContainsFunc(owner[at[0]+m.From:at[0]+m.To], func(n int) bool { return n > 0 }) {
					t.Errorf("%s %q is bound to nothing in %q", m.Kind, sentence[m.From:m.To], sentence)
				}
			}
		}
	}
}
