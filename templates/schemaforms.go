package templates

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"
)

// What the value of a key may look like; which keys there are is in schema.go.

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
	case "language":
		matching(s, "a language is one of "+strings.Join(languages, ", ")+", with or without a region: en-GB", langForm.String())
	case "colour":
		matching(s, `a colour is written "#12395A", in quotes`, colourForm.String())
	case "colours6", "colours7":
		n := uint64(form[len(form)-1] - '0')
		s.MinItems, s.MaxItems = &n, &n
		matching(s.Items, `a colour is written "#12395A", in quotes`, colourForm.String())
	case "url":
		matching(s, "a web address is written https://example.org", urlForm)
	case "variable":
		matching(s, "the name of an environment variable is written TRADE_DSN", variable.String())
	case "check":
		matching(s, "the code of a check is written C16", checkForm)
	case "truth":
		matching(s, "true or false was expected", truthForm)
		types(s, "boolean", "string")
	case "number":
		numeric(s)
	case "count":
		counted(s, 0, 9_999_999)
	case "in_a_row":
		counted(s, 1, mostInARow)
	case "probability":
		numeric(s)
		s.Minimum, s.Maximum = "0", "1"
	case "average":
		counted(s, minAverage, maxAverage)
	case "version":
		s.Type, s.Enum = "", []any{1, "1"}
	case "likelihood":
		var words []string
		for _, scale := range Scales() {
			for _, term := range scale.Terms {
				for _, w := range slices.Concat([]string{term.Word}, term.Same, term.Second) {
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
	case "fits":
		mark := plain()
		mark.Examples = []any{"++", "+", "0", "-", "--"}
		keyed(s, "", "", mark)
	case "reasons":
		keyed(s, periodForm.String(), "a period is written 2023-09, 2023-Q3 or 2023", plain())
	default:
		choice(s, choices()[form])
	}
}

// choices are the words of the forms that are a choice.
func choices() map[string][]string {
	return map[string][]string{
		"marking": markings, "paper": papers, "family": families, "scale": scaleNames(), "format": formats, "driver": drivers, "rate": rateKinds, "every": lengths, "measure": measures, "width": widths, "spark": sparks, "chart": chartKinds,
		"annotate": annotations, "table": tableKinds, "by": dimensions, "parted": partedBy, "change": changes, "style": rowStyles, "align": alignments, "confidence": Confidences(),
		"stance": Stances(), "answers": answered, "entry": entryKinds, "callout": calloutKinds, "approvals": approvals, "embed": embeds, "words": wordKinds, "grade": grades,
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
