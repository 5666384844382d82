package templates

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
)

// compiled is a schema ready to validate.
func compiled(t *testing.T, text []byte, err error) *jsonschema.Schema {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("mem:schema", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("mem:schema")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// editorValue is a YAML node as an editor types it, by the core schema of YAML
// 1.2: 2023 and 0402 are numbers, true is a boolean, 2023-11-20 and no are text.
func editorValue(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return editorValue(n.Content[0])
	case yaml.AliasNode:
		return editorValue(n.Alias)
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, editorValue(c))
		}
		return list
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Tag == "!!merge" {
				if base, ok := editorValue(n.Content[i+1]).(map[string]any); ok {
					for k, v := range base {
						if _, own := m[k]; !own {
							m[k] = v
						}
					}
				}
				continue
			}
			m[n.Content[i].Value] = editorValue(n.Content[i+1])
		}
		return m
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int", "!!float":
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil {
			return json.Number(strconv.FormatFloat(f, 'f', -1, 64))
		}
	}
	return n.Value
}

func editorDocument(t *testing.T, name, text string) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return editorValue(&n)
}

func TestSchemaTakesShippedOutlines(t *testing.T) {
	text, err := Schema()
	schema := compiled(t, text, err)
	files, err := fs.Glob(Shipped, "*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(Shipped, file)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(editorDocument(t, file, string(data))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

var archived = regexp.MustCompile(`(?m)^-- (\S+) --\n`)

// TestSchemaTakesGoodOutlines: what Parse takes, the schema takes. The outlines
// are those of the README and of the scripts of the command line.
func TestSchemaTakesGoodOutlines(t *testing.T) {
	text, err := Schema()
	schema := compiled(t, text, err)
	scripts, err := filepath.Glob("../cmd/tradebrief/testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	hold := func(name, outline string, files fstest.MapFS) {
		files["outline.yaml"] = &fstest.MapFile{Data: []byte(outline)}
		if _, problems := Parse(files, "outline.yaml", Options{Lang: testLanguage()}); problems.Failed() {
			return
		}
		taken++
		if err := schema.Validate(editorDocument(t, name, outline)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, script := range scripts {
		data, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		files := fstest.MapFS{}
		places := archived.FindAllSubmatchIndex(data, -1)
		for i, p := range places {
			end := len(data)
			if i+1 < len(places) {
				end = places[i+1][0]
			}
			files[string(data[p[2]:p[3]])] = &fstest.MapFile{Data: data[p[1]:end]}
		}
		for name, file := range files {
			if strings.HasSuffix(name, ".yaml") && strings.Contains(string(file.Data), "sections:") {
				hold(script+" "+name, string(file.Data), fstest.MapFS{})
			}
		}
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(readme, -1) {
		hold("README.md", string(m[1]), fstest.MapFS{})
	}
	if taken < 1 {
		t.Errorf("%d outlines were held against the schema, more were expected", taken)
	}
}

// seenByParseOnly says why the schema takes those outlines of mistakes.txt
// that Parse refuses.
var seenByParseOnly = map[string][]string{
	"the syntax of YAML, which editors check themselves": {"tag", "duplicate key"},
	"which section comes first":                          {"section without title"},
	"names and kinds in expressions": {"unknown series", "unknown metric", "unknown function", "wrong arguments", "wrong members", "periods in expressions", "kinds",
		"a period without quotes in an expression"},
	"the syntax of expressions": {"typographic quotes", "per cent", "unfinished expressions", "foreign constructs"},
	"the syntax of prose": {"unclosed braces", "unclosed braces at the end", "empty braces", "attributes", "Markdown that is not taken", "heading in a callout",
		"braces that stand apart from their words"},
}

// TestSchemaRefusesMistakes holds each outline of mistakes.txt against the
// schema: it refuses what Parse refuses but for what only Parse can see.
func TestSchemaRefusesMistakes(t *testing.T) {
	text, err := Schema()
	schema := compiled(t, text, err)
	var unseen []string
	for _, names := range seenByParseOnly {
		unseen = append(unseen, names...)
	}
	_, cases := readMistakes(t)
	refusals := 0
	for _, c := range cases {
		source := strings.NewReplacer("⟨frame⟩", frame, "→", "\t").Replace(c.outline)
		var n yaml.Node
		if yaml.Unmarshal([]byte(source), &n) != nil || n.Kind == 0 || strings.HasPrefix(c.name, "alias") {
			continue // no YAML, or none that an editor would load
		}
		err := schema.Validate(editorValue(&n))
		if err != nil {
			refusals++
		}
		wrong := c.want != "" && !slices.Contains(unseen, c.name)
		switch {
		case wrong && err == nil:
			t.Errorf("%s: the schema takes what Parse refuses: %s", c.name, c.want)
		case !wrong && err != nil:
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if refusals < 30 {
		t.Errorf("the schema refused %d outlines, more were expected", refusals)
	}
}
