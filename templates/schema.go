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
	blockSchema(defs)
	sections, _ := s.Properties.Get("sections")
	sections.PrefixItems, sections.Items = []*jsonschema.Schema{sections.Items}, &jsonschema.Schema{Ref: sections.Items.Ref, Required: []string{"title"}}
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

// textSchema maps the types that are no mapping with keys of their own, into
// which the reflector would descend.
func textSchema(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[Scalar](), reflect.TypeFor[Prose]():
		return &jsonschema.Schema{Type: "string"}
	case reflect.TypeFor[SideRow](), reflect.TypeFor[WhereDecl](): // pairs of a mapping
		return &jsonschema.Schema{}
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
		extra(s, "patternErrorMessage", "an expression stands here without braces")
	case "period":
		dated(s, "a period is written 2023-09, 2023-Q3 or 2023", periodForm.String())
	case "latest":
		dated(s, "a period is written 2023-09, 2023-Q3 or 2023, or latest", periodForm.String(), "^latest$")
	case "moment":
		dated(s, "a date or a period is written 2023-11-20, 2023-11 or 2023", periodForm.String(), dateForm)
	case "date":
		matching(s, "a date is written 2023-11-20", dateForm)
	case "auto":
		matching(s, "a date is written 2023-11-20, or auto", dateForm, "^auto$")
	case "size":
		matching(s, "a size is written 2MB or 500 kB", sizeForm.String())
	case "url":
		matching(s, "a web address is written https://example.org", urlForm)
	case "check":
		matching(s, "the code of a check is written C16", checkForm)
	case "truth":
		matching(s, "true or false was expected", truthForm)
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
				for _, w := range append([]string{term.Word}, term.Same...) {
					if !slices.Contains(words, w) {
						words = append(words, w)
					}
				}
			}
		}
		choice(s, words, "[A-Z]") // their case does not matter
	case "column":
		anyText(s)
		s.Examples = columnExamples()
	case "params":
		keyed(s, idForm.String(), "a name has small letters, digits and _", s.AdditionalProperties)
	case "constants":
		numeric(s.AdditionalProperties)
		keyed(s, idForm.String(), "a name has small letters, digits and _", s.AdditionalProperties)
	case "series":
		keyed(s, idForm.String(), "a name has small letters, digits and _", s.Items)
	case "groups":
		one := uint64(1)
		s.AdditionalProperties.MinItems = &one
		keyed(s, "", "", s.AdditionalProperties)
	case "sources":
		keyed(s, sourceForm, "the key of a source has no blanks, brackets, commas or quotes", s.Items)
	case "texts":
		keyed(s, "", "", plain())
	case "notes":
		keyed(s, "", "", plain())
		orFile(s.AdditionalProperties)
	case "reasons":
		keyed(s, periodForm.String(), "a period is written 2023-09, 2023-Q3 or 2023", plain())
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
func types(s *jsonschema.Schema, names ...string) { s.Type = ""; extra(s, "type", names) }

// extra adds a keyword that the reflector does not know.
func extra(s *jsonschema.Schema, key string, value any) {
	if s.Extras == nil {
		s.Extras = map[string]any{}
	}
	s.Extras[key] = value
}

// plain is any text.
func plain() *jsonschema.Schema {
	s := &jsonschema.Schema{}
	anyText(s)
	return s
}

// anyText is what the file may hold wherever a text is read: YAML takes 2023,
// 0402 and true for other types, the outline takes them as they are written.
func anyText(s *jsonschema.Schema) { s.Type, s.Ref = "", "#/$defs/AnyText" }

// textOr is any text, or one of the kinds. A boolean is named by what it is
// not: where its name stands, editors offer true and false for every text.
func textOr(s *jsonschema.Schema, kinds ...string) {
	scalar, truth := &jsonschema.Schema{}, &jsonschema.Schema{Not: &jsonschema.Schema{}}
	types(scalar, append(kinds, "string", "number")...)
	types(truth.Not, "string", "number", "object", "array", "null")
	s.Type, s.AnyOf = "", []*jsonschema.Schema{scalar, truth}
}

// matching is a text of one of the patterns, or one with a param in it. wanted
// is what an editor says of any other; without it, editors show the pattern.
func matching(s *jsonschema.Schema, wanted string, patterns ...string) {
	types(s, "string")
	s.Pattern = strings.Join(append(patterns, `\{\{`), "|")
	if wanted != "" {
		extra(s, "patternErrorMessage", wanted)
	}
}

// dated is a text whose plain years YAML takes for numbers.
func dated(s *jsonschema.Schema, wanted string, patterns ...string) {
	matching(s, wanted, patterns...)
	types(s, "string", "integer")
	s.Minimum, s.Maximum = "1000", "2999"
}

func numeric(s *jsonschema.Schema) {
	matching(s, "a number is written 2.5 or 1e6", numberForm.String())
	types(s, "number", "string")
	unquote(s)
}

// counted is a whole number from low to high.
func counted(s *jsonschema.Schema, low, high int) {
	matching(s, "a whole number is written 12", countForm)
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
	matching(other, "", patterns...)
	s.Type, s.AnyOf = "", []*jsonschema.Schema{{Type: "string", Enum: enum}, other}
}

// keyed is a mapping with keys of the author's, which match the pattern if
// there is one.
func keyed(s *jsonschema.Schema, pattern, wanted string, value *jsonschema.Schema) {
	s.Type, s.Items, s.AdditionalProperties = "object", nil, value
	s.PatternProperties = map[string]*jsonschema.Schema{freeKey: jsonschema.TrueSchema}
	if pattern != "" {
		s.PropertyNames = &jsonschema.Schema{Pattern: pattern + "|" + freeKey}
		extra(s.PropertyNames, "patternErrorMessage", wanted)
	}
}

// orFile lets a text be {file: NAME} too.
func orFile(s *jsonschema.Schema) {
	file := plain()
	file.Description = "A Markdown file with the text."
	from := &jsonschema.Schema{
		Type: "object", Properties: jsonschema.NewProperties(), Required: []string{"file"},
		PatternProperties: map[string]*jsonschema.Schema{freeKey: jsonschema.TrueSchema}, AdditionalProperties: jsonschema.FalseSchema,
	}
	from.Properties.Set("file", file)
	s.Type, s.Ref, s.AnyOf = "", "", []*jsonschema.Schema{plain(), from}
}

// otherForms lets those mappings be written short that may be.
func otherForms(defs jsonschema.Definitions) {
	defs["AnyText"] = &jsonschema.Schema{}
	textOr(defs["AnyText"])
	for _, name := range []string{"FieldDecl", "CodeDecl", "Column"} {
		textOr(defs[name], "object")
	}
	defs["Column"].Examples = columnExamples()
	textOr(defs["TableRow"], "object", "array")
	defs["TableRow"].Items = plain()
}

// blockSchema turns the mapping of all blocks into that of one: its name,
// beside which the keys of its value may stand.
func blockSchema(defs jsonschema.Definitions) {
	entry := defs["Block"]
	free := entry.PatternProperties
	// An entry that has no name yet.
	open := &jsonschema.Schema{Properties: jsonschema.NewProperties(), PatternProperties: free, AdditionalProperties: jsonschema.FalseSchema}
	isNamed := &jsonschema.Schema{Type: "object"}

	for _, reader := range blockReaders() {
		key, _ := entry.Properties.Get(reader.name)
		def := strings.TrimPrefix(key.Ref, "#/$defs/")
		value := defs[def]
		whole := &jsonschema.Schema{Description: key.Description}
		extra(whole, "defaultSnippets", []any{map[string]any{"label": reader.name, "body": snippet(defs, value, reader.main)}})
		open.Properties.Set(reader.name, whole)
		shortForm(value, reader.main)

		then := &jsonschema.Schema{Properties: jsonschema.NewProperties(), PatternProperties: free, AdditionalProperties: jsonschema.FalseSchema}
		then.Properties.Set(reader.name, key)
		for p := value.Properties.Oldest(); p != nil; p = p.Next() {
			if p.Key != reader.name {
				then.Properties.Set(p.Key, &jsonschema.Schema{Ref: key.Ref + "/properties/" + p.Key})
			}
		}
		// A required key may stand within the value or beside it.
		for _, k := range value.Required {
			within := jsonschema.NewProperties()
			within.Set(reader.name, &jsonschema.Schema{Required: []string{k}})
			then.AllOf = append(then.AllOf, &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Properties: within}, {Required: []string{k}}}})
		}
		value.Required = nil
		entry.AllOf = append(entry.AllOf, &jsonschema.Schema{If: isBlock(reader.name), Then: then})
		isNamed.AnyOf = append(isNamed.AnyOf, &jsonschema.Schema{Required: []string{reader.name}})
	}

	include, _ := entry.Properties.Get("include")
	open.Properties.Set("include", include)
	alone := &jsonschema.Schema{Properties: jsonschema.NewProperties(), PatternProperties: free, AdditionalProperties: jsonschema.FalseSchema}
	alone.Properties.Set("include", include)
	entry.AllOf = append(entry.AllOf, &jsonschema.Schema{If: isBlock("include"), Then: alone})
	isNamed.AnyOf = append(isNamed.AnyOf, isBlock("include"))

	// Common keys may be written before the name.
	base := defs["PageBreak"].Properties
	for p := base.Oldest(); p != nil; p = p.Next() {
		open.Properties.Set(p.Key, &jsonschema.Schema{Ref: "#/$defs/PageBreak/properties/" + p.Key})
	}
	const missing = "a block needs its kind, such as text: …"
	name := isBlock("text")
	extra(open, "errorMessage", missing)
	extra(name, "errorMessage", missing)
	open.AllOf = []*jsonschema.Schema{name}
	entry.Properties, entry.AdditionalProperties = nil, nil
	entry.If, entry.Else = isNamed, open
}

// isBlock holds for an entry that is a block of the name, and not one that has
// a key of this name.
func isBlock(name string) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", Required: []string{name}}
	for _, other := range blockReaders() {
		if commonWithin(other.name, name) {
			s.Not = &jsonschema.Schema{Required: []string{other.name}}
		}
	}
	return s
}

// shortForm lets the value of a block stand for its main key.
func shortForm(value *jsonschema.Schema, main string) {
	switch key, _ := value.Properties.Get(main); {
	case main == switchedOn:
		types(value, "boolean", "string", "object")
		value.Pattern = `^(?:true|false)$`
	case key == nil:
	case key.Type == "array":
		types(value, "array", "object")
		value.Items, value.MinItems, value.MaxItems = key.Items, key.MinItems, key.MaxItems
	default:
		textOr(value, "object")
	}
}

// snippet is what an editor inserts behind the name of a block: its required
// keys, with a stop for the cursor at each text.
func snippet(defs jsonschema.Definitions, value *jsonschema.Schema, main string) json.RawMessage {
	if main == switchedOn {
		return json.RawMessage("true")
	}
	stops := 0
	var write func(s *jsonschema.Schema) string
	write = func(s *jsonschema.Schema) string {
		if def := defs[strings.TrimPrefix(s.Ref, "#/$defs/")]; def != nil && def.Properties != nil {
			s = def
		}
		switch {
		case s == defs["Block"]:
			stops++
			return fmt.Sprintf(`{"text": "$%d"}`, stops)
		case s.Type == "array":
			return "[" + write(s.Items) + "]"
		case len(s.Required) > 0:
			var keys []string
			for _, k := range s.Required {
				p, _ := s.Properties.Get(k)
				keys = append(keys, fmt.Sprintf("%q: %s", k, write(p)))
			}
			return "{" + strings.Join(keys, ", ") + "}"
		case s.Type == "object":
			stops += 2
			return fmt.Sprintf(`{"$%d": "$%d"}`, stops-1, stops)
		}
		stops++
		if len(s.AnyOf) > 0 && s.AnyOf[0].Enum != nil {
			return fmt.Sprintf(`"${%d|%s|}"`, stops, strings.Trim(strings.ReplaceAll(fmt.Sprintf("%q", s.AnyOf[0].Enum), `" "`, ","), `[]"`))
		}
		return fmt.Sprintf(`"$%d"`, stops)
	}
	if key, ok := value.Properties.Get(main); ok {
		return json.RawMessage(write(key))
	}
	return json.RawMessage(write(value))
}

// conditions are the keys that go together or exclude each other.
func conditions(defs jsonschema.Definitions) {
	needs := func(keys ...string) *jsonschema.Schema { return &jsonschema.Schema{Type: "object", Required: keys} }
	without := func(keys ...string) *jsonschema.Schema {
		s := &jsonschema.Schema{Properties: jsonschema.NewProperties()}
		for _, k := range keys {
			s.Properties.Set(k, jsonschema.FalseSchema)
		}
		return s
	}
	where := func(key string, values ...any) *jsonschema.Schema {
		s := needs(key)
		s.Properties = jsonschema.NewProperties()
		s.Properties.Set(key, &jsonschema.Schema{Enum: values})
		return s
	}

	defs["SourceDecl"].AnyOf = []*jsonschema.Schema{needs("publisher"), needs("title")}
	defs["PeriodDecl"].OneOf = []*jsonschema.Schema{needs("column"), needs("year")}
	defs["SeriesDecl"].Not = needs("code", "group")
	defs["Text"].Not = needs("text", "file")

	actor := defs["Actor"]
	actor.If, actor.Then = where("none", true, "true", "yes", "on"), without("quote", "position", "stance")
	actor.Else = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{needs("quote"), needs("position")}}
	actor.DependentRequired = map[string][]string{"quote": {"src"}, "position": {"src"}}

	defs["Table"].AllOf = []*jsonschema.Schema{
		{If: where("kind", "metrics", "free"), Then: without("of", "by", "top", "codes")},
		{If: where("kind", "commodities"), Then: without("rows")},
	}

	// Notes of the author's stand where the other blocks have keys.
	note := plain()
	orFile(note)
	defs["DataNotes"].AdditionalProperties = note

	columns, _ := defs["Columns"].Properties.Get("columns")
	columns.Items.Items.Not = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{isBlock("columns"), isBlock("page_break")}}
}
