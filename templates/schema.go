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

// ThemeSchema returns the schema of a file with the style of a house, which the
// key theme of an outline names.
func ThemeSchema() ([]byte, error) {
	s := reflected(Theme{})
	s.ID, s.Title = "urn:tradebrief:theme:1", "tradebrief theme"
	s.Description = "The style of a house, for its outlines to name: theme: house.yaml."
	s.Definitions["AnyText"] = &jsonschema.Schema{}
	textOr(s.Definitions["AnyText"])
	textOr(s.Definitions["Logo"], "object")
	for _, t := range append(slices.Collect(maps.Values(s.Definitions)), s) {
		finishSchema(t)
	}
	return encoded(s)
}

// reflected is what the types and their tags say.
func reflected(v any) *jsonschema.Schema {
	r := jsonschema.Reflector{
		Anonymous: true, ExpandedStruct: true, FieldNameTag: "yaml", RequiredFromJSONSchemaTags: true,
		Mapper: textSchema, Namer: schemaName,
	}
	return r.Reflect(v)
}

func schemaJSON(defaults bool) ([]byte, error) {
	s := reflected(Outline{})
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
	return encoded(orEdition(s))
}

// encoded is a schema as it is written to a file.
func encoded(s *jsonschema.Schema) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(s); err != nil {
		return nil, fmt.Errorf("the schema cannot be written: %w", err)
	}
	return out.Bytes(), nil
}

// orEdition is the schema of an outline, which with edition_of holds texts alone.
func orEdition(s *jsonschema.Schema) *jsonschema.Schema {
	defs := s.Definitions
	strict := *s
	strict.Version, strict.ID, strict.Title, strict.Description, strict.Definitions = "", "", "", "", nil
	defs["Outline"] = &strict

	free := map[string]*jsonschema.Schema{freeKey: jsonschema.TrueSchema}
	object := func(about string) *jsonschema.Schema {
		return &jsonschema.Schema{Type: "object", Description: about, Properties: jsonschema.NewProperties(), PatternProperties: free, AdditionalProperties: jsonschema.FalseSchema}
	}
	refer := func(to *jsonschema.Schema, def string, keys ...string) {
		for _, k := range keys {
			to.Properties.Set(k, &jsonschema.Schema{Ref: "#/$defs/" + def + "/properties/" + k})
		}
	}
	some := func(of string) *jsonschema.Schema {
		s := &jsonschema.Schema{Description: of}
		types(s, "object", "array")
		return s
	}
	edition := object("An outline in another language.")
	edition.Required = []string{"version", "edition_of", "brief", "sections"}
	refer(edition, "Outline", editionKeys...)
	brief := object("What the front page says in the language of the edition.")
	brief.Required = []string{"language", "title"}
	refer(brief, "Brief", "title", "series", "number", "organisation", "contact", "language", "previous", "limits")
	revision := object("Why the brief was revised.")
	refer(revision, "Revision", "reason")
	brief.Properties.Set("revision", revision)
	edition.Properties.Set("brief", brief)
	edition.Properties.Set("series", some("The labels of series: {exports: {label: …}}."))
	edition.Properties.Set("sources", some("Titles and publishers of sources, where they have others in this language."))
	edition.Properties.Set("events", some("The labels of events, each with its date."))
	edition.Properties.Set("shocks", some("The labels of shocks, each with its first period."))
	edition.Properties.Set("data", some("The publishers of data entries, each with its id."))
	section := object("")
	refer(section, "Section", "id", "title", "heading", "deck")
	block := &jsonschema.Schema{Type: "object"}
	section.Properties.Set("blocks", &jsonschema.Schema{Type: "array", Items: block, Description: "The texts of blocks, each with the id of its block: {id: level, title: …, note: …}."})
	edition.Properties.Set("sections", &jsonschema.Schema{Type: "array", Items: section, Description: "The texts of sections, each with the id of its section."})
	edition.Properties.Set(translatedKey, &jsonschema.Schema{Type: "object", AdditionalProperties: plain(), Description: "How each passage of the original read when it was translated, as check --fix notes it: {block trends: 3f9ac0b1d2e4}. Passages whose original has changed since are listed by check and build."})
	defs["Edition"] = edition
	return &jsonschema.Schema{
		Version: s.Version, ID: s.ID, Title: s.Title, Description: s.Description, Definitions: defs,
		If: &jsonschema.Schema{Type: "object", Required: []string{"edition_of"}}, Then: &jsonschema.Schema{Ref: "#/$defs/Edition"}, Else: &jsonschema.Schema{Ref: "#/$defs/Outline"},
	}
}

// blockKeys is an entry of a list of blocks as the file has it: one of these
// keys, beside which the keys of its value may stand.
type blockKeys struct {
	Text        *Text        `yaml:"text" jsonschema_description:"Running prose in Markdown. {{exports.mom}} prints a figure, [rose]{claim=exports.mom} holds a word against it, [words]{src=KEY} cites."`
	KeyFigures  *KeyFigures  `yaml:"key_figures" jsonschema_description:"A row of tiles with the figures that matter most."`
	Chart       *Chart       `yaml:"chart" jsonschema_description:"A chart of series or of their rates."`
	Table       *Table       `yaml:"table" jsonschema_description:"A table of metrics, of goods, or of cells of your own."`
	Judgements  *Judgements  `yaml:"judgements" jsonschema_description:"Key judgements, each with its likelihood and the confidence in it."`
	Hypotheses  *Hypotheses  `yaml:"hypotheses" jsonschema_description:"Evidence against competing explanations, which the brief ranks by how little speaks against them."`
	TwoSided    *TwoSided    `yaml:"two_sided" jsonschema_description:"Two readings of the same figures side by side."`
	Indicators  *Indicators  `yaml:"indicators" jsonschema_description:"Signs that would change the assessment, with thresholds; the tool reads their status off the data."`
	Reactions   *Reactions   `yaml:"reactions" jsonschema_description:"Who said what about it, with date and source."`
	Timeline    *Timeline    `yaml:"timeline" jsonschema_description:"Dated events in their order."`
	Scenarios   *Scenarios   `yaml:"scenarios" jsonschema_description:"How things may go on, with probabilities that sum to one."`
	Callout     *Callout     `yaml:"callout" jsonschema_description:"A framed remark."`
	Columns     *Columns     `yaml:"columns" jsonschema_description:"Two or three lists of blocks side by side."`
	Image       *Image       `yaml:"image" jsonschema_description:"A picture from a file, such as a map."`
	Likelihoods *Likelihoods `yaml:"likelihoods" jsonschema_description:"true: the scale of likelihoods with the judgements and hypotheses of the brief on it, drawn by the tool."`
	PageBreak   *PageBreak   `yaml:"page_break" jsonschema_description:"true: what follows begins on a new page."`
	Contents    *Contents    `yaml:"contents" jsonschema_description:"true: the sections with the pages on which they begin, which the tool fills."`
	DataNotes   *DataNotes   `yaml:"data_notes" jsonschema_description:"true: the notes on the data that the tool writes. Or notes of your own to add to them, each under its label."`
	Changes     *Changes     `yaml:"changes" jsonschema_description:"true: what has changed since the last issue, which brief.previous names: figures revised, judgements and indicators that moved, new reactions. The tool fills it."`
	Revisions   *Revisions   `yaml:"revisions" jsonschema_description:"true: the table of revised figures that the tool fills."`
	ChartData   *ChartData   `yaml:"chart_data" jsonschema_description:"true: an annex with a table of the figures of each chart, filled by the tool, for readers who cannot see a chart or want its figures."`
	ClaimCheck  *ClaimCheck  `yaml:"claim_check" jsonschema_description:"true: how many claims of the brief are backed and by what, filled by the tool. Waivers are printed there."`
	Sources     *SourceList  `yaml:"sources" jsonschema_description:"true: the numbered list of sources that the tool fills."`
	Include     Scalar       `yaml:"include" jsonschema:"example=method.yaml" jsonschema_description:"A file with a list of blocks, which stand here in place of this entry."`
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
	case reflect.TypeFor[SideRow](), reflect.TypeFor[Fit](), reflect.TypeFor[WhereDecl](), reflect.TypeFor[SignDecl](): // pairs of a mapping
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

// otherForms lets those mappings be written short that may be.
func otherForms(defs jsonschema.Definitions) {
	defs["AnyText"] = &jsonschema.Schema{}
	textOr(defs["AnyText"])
	for _, name := range []string{"FieldDecl", "CodeDecl", "Column", "Theme", "Logo"} {
		textOr(defs[name], "object")
	}
	defs["Column"].Examples = columnExamples()
	matching(defs["Vintage"], "a date is written 2023-11-20", dateForm)
	types(defs["Vintage"], "string", "object")
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
		var needed [][]string // one key of each
		for _, k := range value.Required {
			needed = append(needed, []string{k})
		}
		if reader.name == "text" {
			needed = append(needed, []string{"text", "file"})
		}
		value.Required = nil
		for _, keys := range needed {
			// A required key may stand within the value or beside it.
			places := &jsonschema.Schema{}
			for _, k := range keys {
				within := jsonschema.NewProperties()
				within.Set(reader.name, &jsonschema.Schema{Required: []string{k}})
				places.AnyOf = append(places.AnyOf, &jsonschema.Schema{Properties: within})
				if k != reader.name {
					places.AnyOf = append(places.AnyOf, &jsonschema.Schema{Required: []string{k}})
				}
			}
			then.AllOf = append(then.AllOf, places)
		}
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
	defs["DataEntry"].OneOf = []*jsonschema.Schema{needs("path"), needs("sql", "table")}
	defs["PeriodDecl"].OneOf = []*jsonschema.Schema{needs("column"), needs("year")}
	defs["SeriesDecl"].Not = needs("code", "group")
	defs["Text"].Not = needs("text", "file")

	actor := defs["Actor"]
	actor.If, actor.Then = where("none", true, "true", "yes", "on"), without("quote", "position", "stance", "answers")
	actor.Else = needs("stance", "date", "src")
	actor.Else.AnyOf = []*jsonschema.Schema{needs("quote"), needs("position")}

	defs["Table"].AllOf = []*jsonschema.Schema{
		{If: where("kind", "metrics", "free"), Then: without("of", "by", "top", "codes")},
		{If: where("kind", "commodities"), Then: without("rows")},
		{If: where("kind", "partners"), Then: without("rows", "codes")},
	}

	for _, k := range chartKeys {
		var others []any
		for _, kind := range chartKinds {
			if !slices.Contains(k.kinds, kind) {
				others = append(others, kind)
			}
		}
		defs["Chart"].AllOf = append(defs["Chart"].AllOf, &jsonschema.Schema{If: where("kind", others...), Then: without(k.name)})
	}

	// Notes of the author's stand where the other blocks have keys.
	note := plain()
	orFile(note)
	defs["DataNotes"].AdditionalProperties = note

	columns, _ := defs["Columns"].Properties.Get("columns")
	columns.Items.Items.Not = &jsonschema.Schema{AnyOf: []*jsonschema.Schema{isBlock("columns"), isBlock("page_break")}}
}
