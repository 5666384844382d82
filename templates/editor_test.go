package templates

import (
	"bytes"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"tradebrief/data/diag"
)

// An edit changes what it names and no other byte, however the file is written.
func TestEditor(t *testing.T) {
	all := func(e *Editor) {
		e.Set("2023-10", "brief", "period")
		e.Remove("brief", "revision")
		e.Add("previous", "out/a b-2023-09.pdf", "brief", "period")
		e.Remove("waive")
	}
	for _, c := range []struct{ name, text, want string }{
		{"block style", `# head
brief:
  title: "a: b"   # kept
  period: 2023-09 # the month
  revision:       # goes
    number: 1
    # goes too
    date: 2023-11-20
  # stays
  next: 2023-12-18
waive:
- code: C16
  at: x
- {code: C17}

# the end
sections: []
`, `# head
brief:
  title: "a: b"   # kept
  period: 2023-10 # the month
  previous: "out/a b-2023-09.pdf"
  # stays
  next: 2023-12-18

# the end
sections: []
`},
		{"flow style", `{brief: {title: a, period: '2023-09', revision: {number: 1, reason: "b, } c"}, next: 2023-12-18}, waive: [{code: C16}], sections: []}`,
			`{brief: {title: a, period: '2023-10', previous: "out/a b-2023-09.pdf", next: 2023-12-18}, sections: []}`},
		{"flow style, last", "brief: {title: a, period: \"2023-09\" , revision: {number: 1}}\nsections: []\nwaive: []",
			"brief: {title: a, period: \"2023-10\", previous: \"out/a b-2023-09.pdf\" }\nsections: []\n"},
		{"flow style on lines", "brief: {\n  title: don't,\n  revision: {\n    number: 1 }, # goes\n  period: 2023-09\n}\n",
			"brief: {\n  title: don't,\n  # goes\n  period: 2023-10, previous: \"out/a b-2023-09.pdf\"\n}\n"},
		{"flow style, a line each", "brief: {\r\n  title: a,\r\n  revision: {number: 1},\r\n  period: 2023-09,\r\n}\r\nwaive: [\r\n  {code: C16},\r\n]\r\nx-a: 1\r\n",
			"brief: {\r\n  title: a,\r\n  period: 2023-10, previous: \"out/a b-2023-09.pdf\",\r\n}\r\nx-a: 1\r\n"},
		{"line ends and a mark", "\ufeffbrief:\r\n    title: 国\r\n    revision: {number: 1}  \r\n    period: \"2023-09\"\t# a\r\nsections: []\r\n",
			"\ufeffbrief:\r\n    title: 国\r\n    period: \"2023-10\"\t# a\r\n    previous: \"out/a b-2023-09.pdf\"\r\nsections: []\r\n"},
		{"an anchor", "x-period: &p 2023-09\nbrief:\n  period: *p\n  revision: &r {number: 1}\nsections: [{blocks: [{chart: {to: *p}}]}]\n",
			"x-period: &p 2023-10\nbrief:\n  period: *p\n  previous: \"out/a b-2023-09.pdf\"\nsections: [{blocks: [{chart: {to: *p}}]}]\n"},
		{"a merged mapping", "x-base: &b\n  period: 2023-09\n  revision: {number: 1}\nbrief:\n  <<: *b\n  title: a\n",
			"x-base: &b\n  period: 2023-10\n  previous: \"out/a b-2023-09.pdf\"\nbrief:\n  <<: *b\n  title: a\n"},
		{"block scalars", "brief:\n  period: >-\n    2023-09\n  revision:\n    reason: |\n      one\n\n      two\n  title: a", "brief:\n  period: 2023-10\n  previous: \"out/a b-2023-09.pdf\"\n  title: a"},
		{"at the end", "brief:\n  revision: {number: 1}\n  period: 2023-09", "brief:\n  period: 2023-10\n  previous: \"out/a b-2023-09.pdf\""},
	} {
		e := NewEditor("brief.yaml", []byte(c.text))
		all(e)
		got, err := diag.Apply([]byte(c.text), e.Edits)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", c.name, err, got, c.want)
		}
	}
}

// FuzzEditor: whatever the file looks like, the edits apply, the result says what
// was wished, and nothing else has changed.
func FuzzEditor(f *testing.F) {
	f.Add("brief:\n  period: 2023-09\n  revision: {number: 1}\n  title: a\n")
	f.Add("brief: {title: a, period: '2023-09', revision: [1, 2]}\r\n")
	f.Add("{brief: {revision: |-\n a\n, period: *a}}")
	f.Fuzz(func(t *testing.T, text string) {
		e := NewEditor("brief.yaml", []byte(text))
		if e == nil {
			return
		}
		p, ok := e.find([]string{"brief", "period"})
		if !ok || resolved(p.value).Kind != yaml.ScalarNode || resolved(p.value).Value == "" || strings.Contains(text, "<<") || strings.ContainsAny(text, "&*?!") {
			return
		}
		if len(p.mapping.Content) > 2 {
			e.Remove("brief", "revision")
		}
		e.Set("2023-10", "brief", "period")
		got, err := diag.Apply([]byte(text), e.Edits)
		if err != nil {
			t.Fatalf("%q: %v of %q", text, err, e.Edits)
		}
		var before, after map[string]any
		if yaml.Unmarshal([]byte(text), &before) != nil {
			return
		}
		if err := yaml.Unmarshal(got, &after); err != nil {
			t.Fatalf("%q became %q: %v", text, got, err)
		}
		brief, ok := before["brief"].(map[string]any)
		if !ok {
			return
		}
		brief["period"] = "2023-10"
		if len(p.mapping.Content) > 2 {
			delete(brief, "revision")
		}
		x, _ := yaml.Marshal(before)
		y, _ := yaml.Marshal(after)
		if !bytes.Equal(x, y) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}
