package templates

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
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
// are those of the README and of the scripts of the command line; one that
// leaves keys to the defaults file is held against the schema of defaults.
func TestSchemaTakesGoodOutlines(t *testing.T) {
	text, err := Schema()
	whole := compiled(t, text, err)
	text, err = DefaultsSchema()
	defaults := compiled(t, text, err)
	taken := 0
	hold := func(source, name string, files fstest.MapFS) {
		if _, problems := Parse(files, name, Options{Lang: testLanguage()}); problems.Failed() {
			return
		}
		taken++
		schema := whole
		if base := files[DefaultsFile]; base != nil {
			schema = defaults
			if err := schema.Validate(editorDocument(t, source, string(base.Data)+"\nx-note: free")); err != nil {
				t.Errorf("%s %s: %v", source, DefaultsFile, err)
			}
		}
		if err := schema.Validate(editorDocument(t, source, string(files[name].Data))); err != nil {
			t.Errorf("%s %s: %v", source, name, err)
		}
	}
	scripts, err := filepath.Glob("../cmd/tradebrief/testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
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
		for _, name := range sortedKeys(files) {
			if strings.HasSuffix(name, ".yaml") {
				hold(script, name, files)
			}
		}
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(readme, -1) {
		hold("README.md", "brief.yaml", fstest.MapFS{"brief.yaml": {Data: m[1]}})
	}
	if taken < 5 {
		t.Errorf("%d outlines were held against the schema, more were expected", taken)
	}
}

// TestSchemaKnowsBothSpellings: the keys of a block stand within its value or
// beside its name, and required ones in either place. Parse and the schema take
// and refuse the same.
func TestSchemaKnowsBothSpellings(t *testing.T) {
	text, err := Schema()
	schema := compiled(t, text, err)
	for block, want := range map[string]bool{
		"text: words":                                                                 true,
		"text: 2023":                                                                  true,
		"text: true":                                                                  true,
		"text: [words]":                                                               false,
		"{text: words, width: half}":                                                  true,
		"text: {text: words, width: half}":                                            true,
		"text: {heading: Why}":                                                        false,
		"{text: {heading: Why}, file: words.md}":                                      true,
		"text: {file: words.md}":                                                      true,
		"text: {file: words.md, text: words}":                                         false,
		"{text: words, page_break: true}":                                             false,
		"chart: {kind: line, title: a, series: [b]}":                                  true,
		"{chart: {kind: line}, title: a, series: [b]}":                                true,
		"chart: {kind: line, title: a}":                                               false,
		"chart: {kind: pie, title: a, series: [b]}":                                   false,
		"chart: {kind: '{{params.k}}', title: a, series: [b]}":                        true,
		"chart: {kind: line, title: a, series: []}":                                   false,
		"chart: line":                                                                 false,
		"chart: {kind: line, title: a, series: [b], codes: [b]}":                      false,
		"{table: {kind: metrics, rows: [a]}, columns: [value]}":                       true,
		"table: {kind: metrics, rows: [a], columns: [value], top: 3}":                 false,
		"table: {kind: commodities, of: a, columns: [value], top: 3}":                 true,
		"table: {kind: commodities, rows: [a], columns: [value]}":                     false,
		"table: {kind: partners, of: a, by: reporter, columns: [value]}":              true,
		"table: {kind: partners, of: a, codes: [a], columns: [value]}":                false,
		"{callout: {kind: note}, text: words}":                                        true,
		"callout: words":                                                              false,
		"page_break: true":                                                            true,
		"page_break: 3":                                                               false,
		"data_notes: {Coverage: words}":                                               true,
		"data_notes: {Coverage: [words]}":                                             false,
		"columns: [[text: a], [text: b]]":                                             true,
		"columns: [[text: a]]":                                                        false,
		"columns: [[page_break: true], [text: b]]":                                    false,
		"include: more.yaml":                                                          true,
		"{include: more.yaml, width: half}":                                           false,
		"reactions: {as_of: 2023-11-20, actors: [{actor: KR, none: true}]}":           true,
		"reactions: {as_of: 2023-11-20, actors: [{actor: KR, none: true, quote: a}]}": false,
		"reactions: {as_of: 2023-11-20, actors: [{actor: KR, quote: a}]}":             false,
		"judgements: [{likelihood: Likely, confidence: low, statement: a}]":           true,
		"judgements: [{likelihood: perhaps, confidence: low, statement: a}]":          false,
		"{id: a}":               false,
		"chrat: {}":             false,
		"text: a\nx-note: free": true,
	} {
		outline := "version: 1\nbrief: {title: a, period: 2023-09}\nseries: {a: {}, b: {}}\nparams: {k: line}\nsections:\n- blocks:\n  - " + strings.ReplaceAll(block, "\n", "\n    ")
		files := fstest.MapFS{"brief.yaml": {Data: []byte(outline)}, "words.md": {Data: []byte("Words.")}, "more.yaml": {Data: []byte("- text: a")}}
		if _, problems := Parse(files, "brief.yaml", Options{Lang: testLanguage()}); problems.Failed() == want {
			t.Errorf("%s: Parse says %v", block, problems)
		}
		if err := schema.Validate(editorDocument(t, block, outline)); (err == nil) != want {
			t.Errorf("%s: %v", block, err)
		}
	}
}

// seenByParseOnly says why the schema takes those outlines of mistakes.txt
// that Parse refuses.
var seenByParseOnly = map[string][]string{
	"the syntax of YAML, which editors check themselves": {"tag", "duplicate key"},
	"names and kinds in expressions": {"unknown series", "unknown metric", "unknown function", "wrong arguments", "wrong members", "periods in expressions", "kinds",
		"a period without quotes in an expression"},
	"the syntax of expressions": {"typographic quotes", "per cent", "unfinished expressions", "foreign constructs"},
	"what is seen of a text":    {"a title that nobody sees"},
	"the syntax of prose": {"unclosed braces", "unclosed braces at the end", "empty braces", "attributes", "Markdown that is not taken", "notes without a sign, without a text, twice, in a list and in a title", "heading in a callout",
		"braces that stand apart from their words"},
	"what an entry of another block is called": {"evidence without hypotheses"},
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
		wrong := strings.Contains(c.want, " error: ") && !slices.Contains(unseen, c.name)
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

// everyKey is an outline with every key, and the files it takes.
func everyKey(t *testing.T) (outline []byte, files fstest.MapFS) {
	t.Helper()
	outline, err := os.ReadFile("testdata/every-key.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return outline, fstest.MapFS{
		"brief.yaml": {Data: outline},
		"words.md":   {Data: []byte("Words.")},
		"more.yaml":  {Data: []byte("- text: More words")},
		"house.yaml": {Data: []byte("words: [{say: [soared], of: change, above: 0.5}]")},
	}
}

// node is a part of the schema as JSON has it.
type node = map[string]any

func schemaTree(t *testing.T) (text []byte, root node) {
	t.Helper()
	text, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &root); err != nil {
		t.Fatal(err)
	}
	return text, root
}

// identity tells one part of the schema from an equal one elsewhere.
func identity(s node) uintptr { return reflect.ValueOf(s).Pointer() }

// place is a mapping of an outline with the part of the schema that names its
// keys.
type place struct {
	path   string
	block  string // the name of the block, where the mapping is one
	yaml   *yaml.Node
	schema node
}

// walker walks an outline and the schema side by side.
type walker struct {
	t    *testing.T
	root node
}

func (w walker) resolve(s node) node {
	for s["$ref"] != nil {
		var at any = w.root
		for _, step := range strings.Split(strings.TrimPrefix(s["$ref"].(string), "#/"), "/") {
			at = at.(node)[step]
		}
		s = at.(node)
	}
	return s
}

// walk visits each mapping below n for which the schema names the keys.
func (w walker) walk(path string, n *yaml.Node, s node, visit func(place)) {
	s = w.resolve(s)
	switch n.Kind {
	case yaml.DocumentNode:
		w.walk(path, n.Content[0], s, visit)
	case yaml.SequenceNode:
		for i, c := range n.Content {
			w.walk(fmt.Sprintf("%s[%d]", path, i), c, s["items"].(node), visit)
		}
	case yaml.MappingNode:
		block := ""
		if s["else"] != nil && s["properties"] == nil {
			block, s = w.branch(n, s)
		}
		alternatives, _ := s["anyOf"].([]any)
		for _, a := range alternatives {
			if s["properties"] == nil && a.(node)["properties"] != nil {
				s = a.(node)
			}
		}
		properties, _ := s["properties"].(node)
		if properties != nil {
			visit(place{path, block, n, s})
		}
		for i := 0; i < len(n.Content); i += 2 {
			key := n.Content[i].Value
			next, _ := properties[key].(node)
			if next == nil {
				next, _ = s["additionalProperties"].(node)
			}
			if next == nil {
				w.t.Fatalf("%s: the schema does not know the key %s", path, key)
			}
			w.walk(path+"."+key, n.Content[i+1], next, visit)
		}
	}
}

// branch is the name of the block and what the schema says of it.
func (w walker) branch(n *yaml.Node, s node) (string, node) {
	value := editorValue(n).(map[string]any)
	for _, b := range s["allOf"].([]any) {
		condition := b.(node)["if"].(node)
		name := condition["required"].([]any)[0].(string)
		other := ""
		if not, ok := condition["not"].(node); ok {
			other = not["required"].([]any)[0].(string)
		}
		if value[name] != nil && value[other] == nil {
			return name, b.(node)["then"].(node)
		}
	}
	w.t.Fatalf("line %d is no block to the schema", n.Line)
	return "", nil
}

// known adds the keys that Parse knows in a mapping. A key that nobody knows is
// written there, and Parse lists the others.
func known(t *testing.T, doc *yaml.Node, p place, files fstest.MapFS, keys map[string]bool) {
	t.Helper()
	kept := p.yaml.Content
	p.yaml.Content = append([]*yaml.Node{{Kind: yaml.ScalarNode, Value: "zzzzzzzz"}, {Kind: yaml.ScalarNode, Value: "1"}}, kept...)
	data, err := yaml.Marshal(doc)
	p.yaml.Content = kept
	if err != nil {
		t.Fatal(err)
	}
	files["brief.yaml"] = &fstest.MapFile{Data: data}
	_, problems := Parse(files, "brief.yaml", Options{Lang: testLanguage()})
	for _, problem := range problems {
		if list, ok := strings.CutPrefix(problem.Hint, "known here: "); ok && strings.Contains(problem.Message, `unknown key "zzzzzzzz"`) {
			for key := range strings.SplitSeq(list, ", ") {
				keys[key] = true
			}
			return
		}
	}
	t.Errorf("%s: Parse does not list the keys that it knows: %v", p.path, problems)
}

// TestSchemaAndParseKnowTheSameKeys goes through every mapping of an outline
// that has every key. The schema and Parse know the same keys there, and no
// mapping and no key of the schema is left out of that outline.
func TestSchemaAndParseKnowTheSameKeys(t *testing.T) {
	text, root := schemaTree(t)
	outline, files := everyKey(t)
	if _, problems := Parse(files, "brief.yaml", Options{Lang: testLanguage()}); len(problems) > 0 {
		t.Fatal(problems)
	}
	if err := compiled(t, text, nil).Validate(editorDocument(t, "every key", string(outline))); err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(outline, &doc); err != nil {
		t.Fatal(err)
	}
	// One part of the schema may stand for several mappings: tables of each kind.
	type part struct {
		place
		known, used map[string]bool
	}
	parts := map[uintptr]*part{}
	var order []*part
	var places []place
	walker{t, root}.walk("", &doc, root["$defs"].(node)["Outline"].(node), func(p place) { places = append(places, p) })
	for _, p := range places {
		in := parts[identity(p.schema)]
		if in == nil {
			in = &part{p, map[string]bool{}, map[string]bool{}}
			parts[identity(p.schema)] = in
			order = append(order, in)
		}
		for i := 0; i < len(p.yaml.Content); i += 2 {
			in.used[p.yaml.Content[i].Value] = true
		}
		switch {
		case p.block == "include", strings.HasSuffix(p.path, ".data_notes"), p.schema["required"] != nil && len(p.schema["properties"].(node)) == 1:
			// Nothing else stands beside an include, any label in data notes,
			// and file in place of a text.
			for key := range p.schema["properties"].(node) {
				in.known[key] = true
			}
		default:
			known(t, &doc, p, files, in.known)
		}
		if p.block != "" {
			in.known[p.block] = true
		}
	}
	for _, in := range order {
		keys := map[string]bool{}
		for key := range in.schema["properties"].(node) {
			keys[key] = true
		}
		if diff := cmp.Diff(in.known, keys); diff != "" {
			t.Errorf("%s: the keys of Parse and of the schema (-Parse +schema):\n%s", in.path, diff)
		}
		for key := range keys {
			// The keys of any block stand once, at the first text, and an edition has no others beside its texts.
			if common := []string{"id", "when", "for", "width", "edition_of"}; in.block == "" && !in.used[key] && !slices.Contains(common, key) {
				t.Errorf("%s: testdata/every-key.yaml does not use the key %s", in.path, key)
			}
		}
	}
	eachSchema(root, "", func(path string, s node) {
		if s["properties"] != nil && parts[identity(s)] == nil && !conditional.MatchString(path) {
			t.Errorf("testdata/every-key.yaml has no mapping for %s", path)
		}
	})
}

// conditional are the parts of the schema that repeat keys to say which of them
// go together or are translated, and the entry of a list of blocks that has no name
// yet.
var conditional = regexp.MustCompile(`^/\$defs/Edition|/(if|not|else|allOf/\d+/anyOf/\d+)(/|$)|^/\$defs/(Table|Actor|Chart)/.*then$`)

// eachSchema visits every part of the schema.
func eachSchema(v any, path string, visit func(path string, s node)) {
	switch v := v.(type) {
	case node:
		visit(path, v)
		for _, key := range sortedKeys(v) {
			if key != "examples" && key != "default" && key != "defaultSnippets" {
				eachSchema(v[key], path+"/"+key, visit)
			}
		}
	case []any:
		for i, c := range v {
			eachSchema(c, fmt.Sprintf("%s/%d", path, i), visit)
		}
	}
}

// TestSchemaTellsOfEveryKey: each key has a description of a sentence or more,
// and examples and defaults are such as the schema takes.
func TestSchemaTellsOfEveryKey(t *testing.T) {
	text, root := schemaTree(t)
	told := 0
	eachSchema(root, "", func(path string, s node) {
		properties, _ := s["properties"].(node)
		if conditional.MatchString(path) && !strings.HasSuffix(path, "/else") || strings.HasSuffix(path, "properties") {
			return
		}
		for key, p := range properties {
			p, ok := p.(node)
			if !ok {
				continue
			}
			if ref, _ := p["$ref"].(string); strings.Contains(ref, "/properties/") {
				continue // told there
			}
			told++
			about, _ := p["description"].(string)
			if about == "" || !strings.ContainsAny(about[len(about)-1:], ".}") || strings.ToUpper(about[:1]) != about[:1] && !strings.Contains(about, ": ") {
				t.Errorf("%s: the key %s is described as %q", path, key, about)
			}
		}
	})
	if told < 150 {
		t.Errorf("%d keys are described, more were expected", told)
	}

	c := jsonschema.NewCompiler()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.AddResource("mem:schema", doc); err != nil {
		t.Fatal(err)
	}
	shown := 0
	eachSchema(root, "", func(path string, s node) {
		values, _ := s["examples"].([]any)
		if s["default"] != nil {
			values = append(values, s["default"])
		}
		if len(values) == 0 || strings.Contains(path, "/else/") {
			return
		}
		one, err := c.Compile("mem:schema#" + path)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range values {
			shown++
			if err := one.Validate(v); err != nil {
				t.Errorf("%s: the example or default %v is not taken: %v", path, v, err)
			}
		}
	})
	if shown < 100 {
		t.Errorf("%d examples and defaults were seen, more were expected", shown)
	}
}

// TestSchemaIsStable: the same bytes each time, and no address to fetch.
func TestSchemaIsStable(t *testing.T) {
	for _, generate := range []func() ([]byte, error){Schema, DefaultsSchema, ThemeSchema} {
		first, err := generate()
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			if again, _ := generate(); !bytes.Equal(first, again) {
				t.Fatal("the schema differs from one time to the next")
			}
		}
		for _, address := range regexp.MustCompile(`"\$(?:id|ref)": "([^"]*)"`).FindAllSubmatch(first, -1) {
			if !bytes.HasPrefix(address[1], []byte("#/")) && !bytes.HasPrefix(address[1], []byte("urn:")) {
				t.Errorf("the schema refers to %s", address[1])
			}
		}
	}
}

// TestThemeSchema: a theme file has the keys that an outline may have under theme.
func TestThemeSchema(t *testing.T) {
	text, err := ThemeSchema()
	schema := compiled(t, text, err)
	outline, _ := everyKey(t)
	theme := editorDocument(t, "every key", string(outline)).(map[string]any)["theme"]
	if err := schema.Validate(theme); err != nil {
		t.Error(err)
	}
	for file, want := range map[string]bool{
		"logo: seal.svg\nx-note: free\n":         true,
		"logo: {height: 9}\n":                    false,
		"colours: {brand: \"#12395\"}\n":         false,
		"colors: {brand: \"#12395A\"}\n":         false,
		"colours: {categories: [\"#12395A\"]}\n": false,
		"paper: a3\n":                            false,
		"type: {text: sans, size: 10}\n":         true,
		"words: [{say: [soared]}]\n":             false,
	} {
		if err := schema.Validate(editorDocument(t, file, file)); (err == nil) != want {
			t.Errorf("%q: %v", file, err)
		}
	}
}

// TestDefaultsSchema: the defaults file needs no key, and knows no other keys
// than an outline does.
func TestDefaultsSchema(t *testing.T) {
	text, err := DefaultsSchema()
	schema := compiled(t, text, err)
	for file, want := range map[string]bool{
		"brief: {organisation: House}\n":               true,
		"brief: {limits: {pages: 8}, revision: {}}\n":  true,
		"sources: {k1: {title: A page}}\n":             true,
		"version: 1\nx-note: free\n":                   true,
		"brief: {organization: House}\n":               false,
		"series: {exports: {measure: weight}}\n":       false,
		"events: [{date: 2020-01-21, text: Closed}]\n": false,
	} {
		if err := schema.Validate(editorDocument(t, file, file)); (err == nil) != want {
			t.Errorf("%q: %v", file, err)
		}
	}
	outline, _ := everyKey(t)
	if err := schema.Validate(editorDocument(t, "every key", string(outline))); err != nil {
		t.Error(err)
	}
}
