package templates

import (
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

func parse(t *testing.T, files map[string]string, opt Options) *Outline {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	opt.Lang = testLanguage()
	o, problems := Parse(fsys, "brief.yaml", opt)
	if problems.Failed() {
		t.Fatalf("problems:\n%v", problems)
	}
	return o
}

func TestScalarsAreReadAsWritten(t *testing.T) {
	o := parse(t, map[string]string{"brief.yaml": frame + `
groups: {a: [0402, 2001.10, 2023-10-20, no, 1e6, ~, null, 0x1F, .5, TRUE, "", '']}
sections: [{title: a, blocks: [text: b]}]
`}, Options{})
	var got []string
	for _, s := range o.Groups["a"] {
		got = append(got, s.Value)
	}
	if want := "0402 2001.10 2023-10-20 no 1e6 ~ null 0x1F .5 TRUE  "; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

func TestParams(t *testing.T) {
	text := `version: 1
brief: {title: "To {{params.partner}}", period: 2023-09}
params: {partner: KP, year: 2023}
data: [{id: a, path: "data/{{params.partner}}-{{ params.year }}.csv"}]
series: {exports: {flow: export, partner: "x{{params.partner}}y"}}
sections: [{title: a, blocks: [text: b]}]
`
	o := parse(t, map[string]string{"brief.yaml": text}, Options{Params: map[string]string{"partner": "VN"}, Period: "2023-08"})
	if got := o.Data[0].Path.Value; got != "data/VN-2023.csv" {
		t.Errorf("path is %q", got)
	}
	partner := o.Series[0].Partner
	if partner.Value != "xVNy" {
		t.Errorf("partner is %q", partner.Value)
	}
	// What the param put there stands where the braces stand; what follows
	// keeps its own place.
	for offset, col := range []int{44, 45, 45, 63} {
		if got := partner.PosAt(offset); got.Line != 5 || got.Col != col {
			t.Errorf("byte %d of the partner stands at %v, want column %d", offset, got, col)
		}
	}
	if o.Brief.Period.Value != "2023-08" || o.Params["partner"].Value != "VN" {
		t.Errorf("period %q, params %v", o.Brief.Period.Value, o.Params)
	}
	if x, ok := o.Brief.Title.Paras[0].Nodes[1].(*Computed); !ok || x.X.Kind != TextKind {
		t.Errorf("in prose a param is an expression, found %s", show(o.Brief.Title.Paras))
	}
	_, problems := Parse(fstest.MapFS{"brief.yaml": {Data: []byte(text)}}, "brief.yaml", Options{Params: map[string]string{"partnr": "VN"}, Period: "2023-13"})
	if s := problems.String(); !strings.Contains(s, `-P sets the param "partnr"`) || !strings.Contains(s, `did you mean "partner"?`) || !strings.Contains(s, "--period") {
		t.Errorf("problems: %s", s)
	}
}

func TestDefaultsFile(t *testing.T) {
	o := parse(t, map[string]string{
		"tradebrief.yaml": `version: 1
brief: {organisation: House, title: none, limits: {pages: 8, size: 2MB}}
sources: {k1: {title: One}, k2: {title: Two}}
params: {partner: KP}
groups: {a: ["01", "02"]}
events: [{date: 2020-01-21, label: Closed}]
`,
		"brief.yaml": `version: 1
brief: {title: Mine, period: 2023-09, limits: {pages: 6}, organisation: }
sources: {k2: {publisher: Zwei}}
groups: {a: ["03"]}
events: []
sections: [{title: a, blocks: [text: "x [@k1]"]}]
`}, Options{})
	b := o.Brief
	got := fmt.Sprint(b.Title.Value, " ", b.Organisation.Value, " ", b.Organisation.Pos, " ", b.Limits.Pages.Value, " ", b.Limits.Size.Value, " ", len(o.Events), " ", o.Groups["a"][0].Value)
	if want := "Mine House tradebrief.yaml:2:23 6 2MB 0 03"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(o.Sources) != 2 || o.Params["partner"].Value != "KP" {
		t.Errorf("sources %v, params %v", o.Sources, o.Params)
	}
	_, problems := Parse(fstest.MapFS{"brief.yaml": {Data: []byte(frame)}, "tradebrief.yaml": {Data: []byte("brief: {titel: a}\nparams: [")}}, "brief.yaml", Options{})
	if s := problems.String(); !strings.Contains(s, "tradebrief.yaml:2:9") {
		t.Errorf("problems: %s", s)
	}
	if o := parse(t, map[string]string{"tradebrief.yaml": "# only marks the root\n", "brief.yaml": frame + "\nsections: [{title: a, blocks: [text: b]}]"}, Options{}); o == nil {
		t.Error("a defaults file of comments is no default")
	}
}

// Every key of the top level can have its default; a list of the outline's takes
// the place of one, what is merged keeps its place.
func TestEveryKeyHasADefault(t *testing.T) {
	defaults := `version: 1
brief: {title: t, organisation: o, period: latest}
params: {partner: KP}
constants: {resolution: 2397}
data: [{id: d, path: shared.csv}]
series: {exports: {flow: export, partner: "{{params.partner}}"}}
groups: {food: ["02"]}
events: [{date: 2020-01-21, label: "Closed {{exports}}"}]
shocks: [{from: 2020-01, to: 2020-03, label: closed}]
sources: {k1: {title: One}}
waive: [{code: C16, at: exports, reason: r, by: b, date: 2023-11-20}]
words: [{say: [surged], of: change, above: 0.3}]
theme: house.yaml
sections: [{title: Theirs, blocks: [include: house/all.yaml]}]
`
	files := map[string]string{"tradebrief.yaml": defaults, "house.yaml": "words: [{say: [soared], of: change, above: 0.5}]", "house/all.yaml": "- text: {file: a.md}\n", "house/a.md": "Shared [@k1].", "brief.yaml": "brief: {title: Mine}\n"}
	o := parse(t, files, Options{})
	if o.Brief.Title.Value != "Mine" || o.Brief.Period.Value != "latest" || len(o.Data) != 1 || o.Data[0].Path.Pos.File != "tradebrief.yaml" || o.Series[0].Partner.Value != "KP" ||
		len(o.Groups["food"]) != 1 || len(o.Events) != 1 || len(o.Shocks) != 1 || len(o.Sources) != 1 || len(o.Waive) != 1 || len(o.Theme.Words) != 1 || len(o.Words) != 2 || len(o.Constants) != 1 {
		t.Errorf("%+v", o)
	}
	if got := o.Sections[0].Blocks[0].(*Text).Body.Value; got != "Shared [@k1]." {
		t.Errorf("the text is %q", got)
	}
	files["brief.yaml"] = "brief: {title: Mine}\nparams: {partner: VN}\ndata: []\nevents: []\nshocks: []\nwaive: []\nsections: [{title: Ours, blocks: [text: b]}]\nseries: {exports: {label: Sales}, imports: {flow: import}}\n"
	o = parse(t, files, Options{})
	if len(o.Data)+len(o.Events)+len(o.Shocks)+len(o.Waive) != 0 || o.Sections[0].Title.Value != "Ours" || len(o.Series) != 2 || o.Series[0].Flow.Value != "export" || o.Series[0].Partner.Value != "VN" {
		t.Errorf("%+v", o)
	}
}

func TestReading(t *testing.T) {
	fsys := fstest.MapFS{"a/brief.yaml": {Data: []byte(frame)}, "a/utf16.yaml": {Data: []byte("\xff\xfev\x00")}, "a/latin.yaml": {Data: []byte("version: 1\nbrief: {title: \"\xe9\"}")},
		"a/control.yaml": {Data: []byte("version: 1\nbrief: {title: \"国\x01\"}")}, "a/large.yaml": {Data: []byte(strings.Repeat("# x\n", 2<<20))},
		"a/pipe.yaml": {Mode: fs.ModeNamedPipe},
		"a/mark.yaml": {Data: []byte("\ufeff" + frame + "\nsections: [{title: a, blocks: [text: b]}]")}}
	for file, want := range map[string]string{
		"a/breif.yaml":   "a/breif.yaml: error: the outline cannot be read: there is no such file\n  hint: did you mean a/brief.yaml?",
		"a":              "a: error: an outline was expected, found a folder",
		"a/utf16.yaml":   "a/utf16.yaml:1:1: error: the file is in UTF-16, an outline is in UTF-8\n  hint: save it as UTF-8",
		"a/latin.yaml":   "a/latin.yaml:2:17: error: the byte 0xE9 is not UTF-8\n  hint: save the file as UTF-8",
		"a/control.yaml": "a/control.yaml:2:18: error: the control character U+0001 cannot stand in an outline",
		"a/large.yaml":   "a/large.yaml: error: the file is larger than 4 MB",
		"a/pipe.yaml":    "a/pipe.yaml: error: an outline was expected, found a pipe or a device",
		"a/mark.yaml":    "",
	} {
		_, problems := Parse(fsys, file, Options{Lang: testLanguage()})
		if got := problems.String(); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", file, got, want)
		}
	}
}

// A block may be written short, with its other keys beside its value, or long.
func TestBlocksShortAndLong(t *testing.T) {
	short := parse(t, map[string]string{"brief.yaml": frame + `
sections:
  - title: a
    blocks:
      - text: b
        heading: c
        width: half
      - judgements: [{likelihood: likely, confidence: low, statement: d}]
        title: e
      - data_notes: {Coverage: f}
        id: g
      - data_notes: {width: half, Coverage: f}
      - timeline: [{date: 2020-01, text: h}]
`}, Options{}).Sections[0].Blocks
	long := parse(t, map[string]string{"brief.yaml": frame + `
sections:
  - title: a
    blocks:
      - text: {text: b, heading: c, width: half}
      - judgements: {title: e, items: [{likelihood: likely, confidence: low, statement: d}]}
      - data_notes: {notes: {Coverage: f}, id: g}
      - data_notes: {notes: {Coverage: f}, width: half}
      - timeline: {entries: [{date: 2020-01, text: h}]}
`}, Options{}).Sections[0].Blocks
	if a, b := outlineOf(short), outlineOf(long); a != b {
		t.Errorf("short\n%s\nlong\n%s", a, b)
	}
	if got := outlineOf(short); !strings.Contains(got, "Heading:c") || !strings.Contains(got, "Title:e") || !strings.Contains(got, "Label:Coverage") {
		t.Errorf("read as %s", got)
	}
}

// outlineOf writes the values of blocks without their places.
func outlineOf(v any) string {
	var b strings.Builder
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer, reflect.Interface:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			b.WriteString("[")
			for i := range v.Len() {
				walk(v.Index(i))
				b.WriteString(" ")
			}
			b.WriteString("]")
		case reflect.Struct:
			if s, ok := v.Interface().(Scalar); ok {
				b.WriteString(s.Value)
				return
			}
			if s, ok := v.Interface().(Prose); ok {
				b.WriteString(s.Value)
				return
			}
			b.WriteString(v.Type().Name() + "{")
			for i := range v.NumField() {
				if name := v.Type().Field(i).Name; v.Type().Field(i).IsExported() && name != "At" && !v.Field(i).IsZero() {
					b.WriteString(name + ":")
					walk(v.Field(i))
					b.WriteString(" ")
				}
			}
			b.WriteString("}")
		default:
			fmt.Fprint(&b, v)
		}
	}
	walk(reflect.ValueOf(v))
	return b.String()
}

func TestExprsGoInFileOrder(t *testing.T) {
	o := parse(t, map[string]string{"tradebrief.yaml": "brief: {organisation: \"House {{imports.mom}}\"}\n", "brief.yaml": `version: 1
sections:
  - deck: "a {{exports.mom}}"
    title: b
    blocks:
      - callout: {text: "d {{imports}}", title: c, when: exports.mom > 0}
series: {exports: {label: e}, imports: {}}
brief: {title: f, period: 2023-09}
`}, Options{})
	var exprs []string
	o.Exprs(func(x *Expr) { exprs = append(exprs, x.Src) })
	if got := strings.Join(exprs, ", "); got != "exports.mom, imports, exports.mom > 0, imports.mom" {
		t.Errorf("expressions: %s", got)
	}
}

func TestScales(t *testing.T) {
	for _, s := range Scales() {
		if len(s.Terms) != 7 {
			t.Errorf("%s has %d steps, want 7", s.Name, len(s.Terms))
		}
		last := -1
		for i, term := range s.Terms {
			if s.Step(strings.ToUpper(term.Word)) != i+1 {
				t.Errorf("%s: step of %q is %d", s.Name, term.Word, s.Step(term.Word))
			}
			if middle := term.Low + term.High; middle <= last || term.Low >= term.High {
				t.Errorf("%s: %q covers %d to %d, out of order", s.Name, term.Word, term.Low, term.High)
			} else {
				last = middle
			}
		}
		if s.Step("perhaps") != 0 {
			t.Errorf("%s takes a word that it does not have", s.Name)
		}
	}
	for _, c := range []struct{ scale, word, want string }{
		{"icd203", "Probably", "likely, icd203, row 2"},
		{"icd203", "likely", "likely, icd203, row 1"},
		{"icd203", "realistic possibility", "roughly even chance, phia, row 0"},
		{"icd203", "highly unlikely", "very unlikely, phia, row 0"},
		{"icd203", "virtually certain", "almost certain, ipcc, row 0"},
		{"phia", "very likely", "highly likely, icd203, row 0"},
		{"phia", "roughly even odds", "realistic possibility, icd203, row 0"},
		{"phia", "probable", "likely, phia, row 0"},
		{"ipcc", "highly likely", "very likely, phia, row 0"},
		{"ipcc", "possible", ""},
	} {
		s, _ := ScaleNamed(c.scale)
		got := ""
		if term, from, ok := s.Instead(c.word); ok {
			got = fmt.Sprintf("%s, %s, row %d", term, from.Name, s.Row(c.word))
		}
		if got != c.want {
			t.Errorf("%s instead of %q: %q, want %q", c.scale, c.word, got, c.want)
		}
	}
	if s, ok := ScaleNamed(""); !ok || s.Name != "icd203" {
		t.Errorf("the default scale is %q", s.Name)
	}
}

// A file of another kind gives no more problems than anyone reads.
func TestManyProblems(t *testing.T) {
	_, problems := Parse(fstest.MapFS{"a.yaml": {Data: []byte(strings.Repeat("a: b\n", 1000))}}, "a.yaml", Options{})
	if len(problems) != maxProblems+1 || !strings.Contains(problems[maxProblems].Message, "803 more problems") {
		t.Errorf("%d problems, the last is %v", len(problems), problems[len(problems)-1])
	}
}

func BenchmarkParse(b *testing.B) {
	data, err := Shipped.ReadFile("china-dprk.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(Shipped, "china-dprk.yaml", Options{Lang: testLanguage()})
	}
}

// TestParseExpr: an expression that is typed has the names of the outline, and
// its problems the columns of what was typed.
func TestParseExpr(t *testing.T) {
	o := &Outline{Series: []SeriesDecl{{ID: Scalar{Text: diag.Text{Value: "exports"}}}}, Constants: map[string]Scalar{"limit": {}}}
	for _, src := range []string{"exports", " exports.mom ", "exports.mom > limit", "month(period)"} {
		if x, p := o.ParseExpr(src, testLanguage()); p != nil || x.Root == nil {
			t.Errorf("%s: %v", src, p)
		}
	}
	for src, want := range map[string]string{
		"":                    "1:1 an expression is empty",
		"exprts.mom":          `1:1 unknown series "exprts"`,
		"exports.momm":        `1:9 unknown metric "momm" of series exports`,
		"exports +":           "1:10 the expression ends where a value was expected",
		"'朝' == exports.prov": `1:16 unknown metric "prov"`,
	} {
		x, p := o.ParseExpr(src, testLanguage())
		if x != nil || p == nil {
			t.Errorf("%s: no problem", src)
			continue
		}
		if got := fmt.Sprintf("%d:%d %s", p.Pos.Line, p.Pos.Col, p.Message); !strings.HasPrefix(got, want) || p.Pos.File != "" {
			t.Errorf("%s: %s, want %s", src, got, want)
		}
	}
}
