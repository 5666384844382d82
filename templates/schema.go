package templates

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"
)

// SchemaFile is the usual name of the schema beside an outline, whose first
// line points to it:
//
//	# yaml-language-server: $schema=tradebrief.schema.json
const SchemaFile = "tradebrief.schema.json"

// Schema returns the JSON Schema (draft 2020-12) of an outline, for editors
// that complete and check YAML. It is made from the types of this package and
// their tags. What Parse takes, the schema takes, but for keys without a value,
// which an author is about to fill in. It knows keys, kinds, words and the forms
// of dates and numbers; names, texts and expressions only Parse can judge.
func Schema() ([]byte, error) { return schemaJSON(false) }

// DefaultsSchema returns the schema of the defaults file: the keys of an
// outline, none of them required. It fits outlines too that leave required keys
// to the defaults.
func DefaultsSchema() ([]byte, error) { return schemaJSON(true) }

func schemaJSON(defaults bool) ([]byte, error) {
	r := jsonschema.Reflector{
		Anonymous: true, ExpandedStruct: true, FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true,
		Mapper: textSchema, Namer: schemaName,
	}
	s := r.Reflect(Outline{})
	defs := s.Definitions
	// A name, not an address: an editor would fetch that.
	s.ID, s.Title = "urn:tradebrief:outline:1", "tradebrief outline"
	s.Description = "One brief: its data, its series and its text, in sections of blocks."
	if defaults {
		s.ID, s.Title = "urn:tradebrief:defaults:1", "tradebrief defaults"
		s.Description = "Keys that hold for every outline beside this file."
		s.Required, defs["Brief"].Required, defs["Revision"].Required = nil, nil, nil
	}
	for _, t := range append(slices.Collect(maps.Values(defs)), s) {
		finishSchema(t)
	}
	otherForms(defs)
	for _, reader := range blockReaders() {
		blockSchema(defs, reader)
	}
	includeSchema(defs["Block"])
	conditions(defs)

	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(s); err != nil {
		return nil, fmt.Errorf("the schema cannot be written: %w", err)
	}
	return out.Bytes(), nil
}

// blockKeys is an entry of a list of blocks as the file has it: one of these
// keys, beside which the keys of its value may stand.
type blockKeys struct {
	Text       *Text       `yaml:"text" jsonschema_description:"Running prose in Markdown. {{exports.mom}} prints a figure, [rose]{claim=exports.mom} holds a word against it, [words]{src=KEY} cites."`
	KeyFigures *KeyFigures `yaml:"key_figures" jsonschema_description:"A row of tiles with the figures that matter most."`
	Chart      *Chart      `yaml:"chart" jsonschema_description:"A chart of series or of their rates."`
	Table      *Table      `yaml:"table" jsonschema_description:"A table of metrics, of goods, or of cells of your own."`
	Judgements *Judgements `yaml:"judgements" jsonschema_description:"Key judgements, each with its likelihood and the confidence in it."`
	TwoSided   *TwoSided   `yaml:"two_sided" jsonschema_description:"Two readings of the same figures side by side."`
	Reactions  *Reactions  `yaml:"reactions" jsonschema_description:"Who said what about it, with date and source."`
	Timeline   *Timeline   `yaml:"timeline" jsonschema_description:"Dated events in their order."`
	Callout    *Callout    `yaml:"callout" jsonschema_description:"A framed remark."`
	Columns    *Columns    `yaml:"columns" jsonschema_description:"Two or three lists of blocks side by side."`
	PageBreak  *PageBreak  `yaml:"page_break" jsonschema_description:"true: what follows begins on a new page."`
	DataNotes  *DataNotes  `yaml:"data_notes" jsonschema_description:"true: the notes on the data that the tool writes. Or notes of your own to add to them, each under its label."`
	Revisions  *Revisions  `yaml:"revisions" jsonschema_description:"true: the table of revised figures that the tool fills."`
	Sources    *SourceList `yaml:"sources" jsonschema_description:"true: the numbered list of sources that the tool fills."`
	Include    Scalar      `yaml:"include" jsonschema:"example=method.yaml" jsonschema_description:"A file with a list of blocks, which stand here in place of this entry."`
}

// blockLists is the type of a key that holds blocks, as the file has them; nil
// for any other key.
func blockLists(key string) any {
	switch key {
	case "blocks":
		return []blockKeys(nil)
	case "columns":
		return [][]blockKeys(nil)
	}
	return nil
}

func schemaName(t reflect.Type) string {
	if t == reflect.TypeFor[blockKeys]() {
		return "Block"
	}
	return t.Name()
}

// textSchema maps the types that stand for one text of the file, into which the
// reflector would descend.
func textSchema(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[Scalar](), reflect.TypeFor[Prose]():
		return &jsonschema.Schema{Type: "string"}
	case reflect.TypeFor[Expr]():
		return &jsonschema.Schema{Type: "string", Extras: map[string]any{"form": "expr"}}
	}
	return nil
}

// finishSchema turns what the reflector made of a type into what the file may
// hold.
func finishSchema(t *jsonschema.Schema) {
	if t.Properties != nil {
		t.PatternProperties = map[string]*jsonschema.Schema{freeKey: jsonschema.TrueSchema}
		for p := t.Properties.Oldest(); p != nil; p = p.Next() {
			finishSchema(p.Value)
		}
	} else if t.AdditionalProperties != nil {
		finishSchema(t.AdditionalProperties)
	}
	if t.Items != nil {
		finishSchema(t.Items)
	}
	form, named := t.Extras["form"].(string)
	if named {
		t.Extras = nil
	}
	if named || t.Type == "string" {
		setForm(t, form)
	}
}

// What the texts of a form look like, for the engines of all editors.
const (
	dateForm   = `^[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$`
	countForm  = `^[0-9]{1,7}$`
	truthForm  = `^(?:true|false|yes|no|on|off)$`
	urlForm    = `^https?://[^ \t\n<>"]+$`
	checkForm  = `^C[0-9][0-9]$`
	sourceForm = `^[^ \t\]},;"']+$`
	exprForm   = `^[^{]`
	freeKey    = `^x-`
)

// setForm adds what the form of a key, which its tag names, says beyond the Go
// type.
func setForm(s *jsonschema.Schema, form string) {
	switch form {
	case "":
		anyText(s)
	case "prose":
		anyText(s)
		orFile(s)
	case "expr":
		anyText(s)
		s.Pattern = exprForm
	case "period":
		dated(s, periodForm.String())
	case "latest":
		dated(s, periodForm.String(), "^latest$")
	case "moment":
		dated(s, periodForm.String(), dateForm)
	case "date":
		matching(s, dateForm)
	case "auto":
		matching(s, dateForm, "^auto$")
	case "size":
		matching(s, sizeForm.String())
	case "url":
		matching(s, urlForm)
	case "check":
		matching(s, checkForm)
	case "truth":
		matching(s, truthForm)
		types(s, "boolean", "string")
	case "number":
		numeric(s)
	case "count":
		counted(s, 0, 9_999_999)
	case "average":
		counted(s, minAverage, maxAverage)
	case "version":
		s.Type, s.Enum = "", []any{1, "1"}
	case "likelihood":
		var words []string
		for _, scale := range Scales() {
			for _, term := range scale.Terms {
				words = append(append(words, term.Word), term.Same...)
			}
		}
		slices.Sort(words)
		choice(s, slices.Compact(words), "[A-Z]") // their case does not matter
	case "column":
		anyText(s)
		s.Examples = columnExamples()
	case "params":
		keyed(s, idForm.String(), s.AdditionalProperties)
	case "constants":
		numeric(s.AdditionalProperties)
		keyed(s, idForm.String(), s.AdditionalProperties)
	case "series":
		keyed(s, idForm.String(), s.Items)
	case "groups":
		one := uint64(1)
		s.AdditionalProperties.MinItems = &one
		keyed(s, "", s.AdditionalProperties)
	case "sources":
		keyed(s, sourceForm, s.Items)
	case "texts":
		keyed(s, "", plain())
	case "notes":
		keyed(s, "", plain())
		orFile(s.AdditionalProperties)
	case "reasons":
		keyed(s, periodForm.String(), plain())
	default:
		choice(s, choices()[form])
	}
}

// choices are the words of the forms that are a choice.
func choices() map[string][]string {
	return map[string][]string{
		"marking": markings, "scale": scaleNames(), "format": formats[:2], "measure": measures, "width": widths, "spark": sparks, "chart": chartKinds,
		"annotate": annotations, "table": tableKinds, "by": dimensions, "style": rowStyles, "align": alignments, "confidence": Confidences(),
		"stance": Stances(), "entry": entryKinds, "callout": calloutKinds,
	}
}

// columnExamples are the columns of a table that authors use most.
func columnExamples() []any {
	list := []any{"value", "prev", "mom", "yoy", "yoy_abs", "ytd", "ytd_yoy", "ma12", "sum12", "share", "contribution"}
	for _, w := range tableWords {
		list = append(list, w)
	}
	return list
}

// types lets a value be of any of several types.
func types(s *jsonschema.Schema, names ...string) {
	s.Type, s.Extras = "", map[string]any{"type": names}
}

// plain is any text.
func plain() *jsonschema.Schema {
	s := &jsonschema.Schema{}
	anyText(s)
	return s
}

// anyText is what the file may hold wherever a text is read: YAML takes 2023, 0402
// and yes for other types, the outline takes them as they are written.
func anyText(s *jsonschema.Schema) { types(s, "string", "number", "boolean") }

// matching is a text of one of the patterns, or one with a param in it.
func matching(s *jsonschema.Schema, patterns ...string) {
	types(s, "string")
	s.Pattern = strings.Join(append(patterns, `\{\{`), "|")
}

// dated is a text whose plain years YAML takes for numbers.
func dated(s *jsonschema.Schema, patterns ...string) {
	matching(s, patterns...)
	types(s, "string", "integer")
	s.Minimum, s.Maximum = "1000", "2999"
}

func numeric(s *jsonschema.Schema) {
	matching(s, numberForm.String())
	types(s, "number", "string")
	unquote(s)
}

// counted is a whole number from low to high.
func counted(s *jsonschema.Schema, low, high int) {
	matching(s, countForm)
	types(s, "integer", "string")
	s.Minimum, s.Maximum = json.Number(fmt.Sprint(low)), json.Number(fmt.Sprint(high))
	unquote(s)
}

// unquote writes the default and the examples, which are texts in a tag, as
// numbers.
func unquote(s *jsonschema.Schema) {
	if d, ok := s.Default.(string); ok {
		s.Default = json.Number(d)
	}
	for i, e := range s.Examples {
		if digits, ok := e.(string); ok {
			s.Examples[i] = json.Number(digits)
		}
	}
}

// choice is one of the words, or a text with a param or of another pattern.
func choice(s *jsonschema.Schema, words []string, patterns ...string) {
	enum := make([]any, len(words))
	for i, w := range words {
		enum[i] = w
	}
	other := &jsonschema.Schema{}
	matching(other, patterns...)
	s.Type, s.AnyOf = "", []*jsonschema.Schema{{Type: "string", Enum: enum}, other}
}

// keyed is a mapping with keys of the author's, which match the pattern if
// there is one.
func keyed(s *jsonschema.Schema, pattern string, value *jsonschema.Schema) {
	s.Type, s.Items, s.AdditionalProperties = "object", nil, value
	s.PatternProperties = map[string]*jsonschema.Schema{freeKey: jsonschema.TrueSchema}
	if pattern != "" {
		s.PropertyNames = &jsonschema.Schema{Pattern: pattern + "|" + freeKey}
	}
}

// orFile lets a text be {file: NAME} too.
func orFile(s *jsonschema.Schema) {
	file := plain()
	file.Description = "A Markdown file with the text."
	s.Extras["type"] = append(s.Extras["type"].([]string), "object")
	s.Properties = jsonschema.NewProperties()
	s.Properties.Set("file", file)
	s.Required, s.AdditionalProperties = []string{"file"}, jsonschema.FalseSchema
	s.PatternProperties = map[string]*jsonschema.Schema{freeKey: jsonschema.TrueSchema}
}

// otherForms lets those mappings be written short that may be.
func otherForms(defs jsonschema.Definitions) {
	for _, name := range []string{"FieldDecl", "CodeDecl", "Column"} {
		types(defs[name], "object", "string", "number", "boolean")
	}
	row := defs["TableRow"]
	types(row, "object", "array", "string", "number", "boolean")
	row.Items = plain()
}

// blockSchema lets one kind of block be written short, and its keys beside its
// name.
func blockSchema(defs jsonschema.Definitions, reader blockReader) {
	entry := defs["Block"]
	key, _ := entry.Properties.Get(reader.name)
	def := strings.TrimPrefix(key.Ref, "#/$defs/")
	value := defs[def]

	// The value alone.
	switch main, _ := value.Properties.Get(reader.main); {
	case reader.main == switchedOn:
		types(value, "boolean", "string", "object")
		value.Pattern = `^(?:true|false)$|^\{\{`
	case main == nil:
	case main.Type == "array":
		types(value, "array", "object")
		value.Items, value.MinItems, value.MaxItems = main.Items, main.MinItems, main.MaxItems
	default:
		types(value, "object", "string", "number", "boolean")
	}

	// The keys beside the name, of which those within the value need not stand
	// there again.
	beside := &jsonschema.Schema{Properties: jsonschema.NewProperties(), PatternProperties: value.PatternProperties, AdditionalProperties: jsonschema.FalseSchema}
	beside.Properties.Set(reader.name, jsonschema.TrueSchema)
	for p := value.Properties.Oldest(); p != nil; p = p.Next() {
		if p.Key != reader.name {
			beside.Properties.Set(p.Key, &jsonschema.Schema{Ref: "#/$defs/" + def + "/properties/" + p.Key})
		}
	}
	for _, k := range value.Required {
		within := jsonschema.NewProperties()
		within.Set(reader.name, &jsonschema.Schema{Required: []string{k}})
		beside.AllOf = append(beside.AllOf, &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Properties: within}, {Required: []string{k}}}})
	}
	value.Required = nil
	entry.AllOf = append(entry.AllOf, &jsonschema.Schema{If: isBlock(reader.name), Then: beside})
	entry.AnyOf = append(entry.AnyOf, &jsonschema.Schema{Required: []string{reader.name}})
}

// isBlock holds for an entry that is a block of the name, and not one with such
// a key within.
func isBlock(name string) *jsonschema.Schema {
	s := &jsonschema.Schema{Required: []string{name}}
	for _, other := range blockReaders() {
		if commonWithin(other.name, name) {
			s.Not = &jsonschema.Schema{Required: []string{other.name}}
		}
	}
	return s
}

// includeSchema is the entry that is no block: nothing stands beside include.
func includeSchema(entry *jsonschema.Schema) {
	alone := &jsonschema.Schema{Properties: jsonschema.NewProperties(), PatternProperties: entry.PatternProperties, AdditionalProperties: jsonschema.FalseSchema}
	alone.Properties.Set("include", jsonschema.TrueSchema)
	entry.AllOf = append(entry.AllOf, &jsonschema.Schema{If: isBlock("include"), Then: alone})
	entry.AnyOf = append(entry.AnyOf, isBlock("include"))
	// The keys beside a block are held against the block.
	entry.AdditionalProperties = nil
}

// conditions are the keys that go together or exclude each other.
func conditions(defs jsonschema.Definitions) {
	needs := func(key string) *jsonschema.Schema { return &jsonschema.Schema{Required: []string{key}} }
	oneOf := func(keys ...string) (list []*jsonschema.Schema) {
		for _, k := range keys {
			list = append(list, needs(k))
		}
		return list
	}
	notBoth := func(keys ...string) *jsonschema.Schema { return &jsonschema.Schema{Type: "object", Required: keys} }

	defs["SourceDecl"].AnyOf = oneOf("publisher", "title")
	defs["PeriodDecl"].OneOf = oneOf("column", "year")
	defs["SeriesDecl"].Not = notBoth("code", "group")
	defs["Actor"].AnyOf = oneOf("quote", "position", "none")
	defs["Actor"].DependentRequired = map[string][]string{"quote": {"src"}, "position": {"src"}}
	defs["Text"].Not = notBoth("text", "file")
	defs["DataNotes"].AdditionalProperties = plain()
	orFile(defs["DataNotes"].AdditionalProperties)
}
