package report

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
	"tradebrief/templates"
)

// everywhereData are the data of the outline that has every key, in place of
// those that it names, which are not there.
const everywhereData = `data:
  - id: gacc
    path: monthly.csv
    publisher: Customs
    table:
      period: {column: period, layout: YYYY-MM}
      reporter: CN
      partner: KP
      flow: {column: flow, map: {X: export, M: import}}
      code: {column: code}
      label: {column: label}
      vintage: {column: vintage}
      values: [{column: value, unit: USD, scale: 1e6}]
series:
  exports: {flow: export, label: Exports}
  imports: {flow: import}
groups: {food: ["02-24"]}
`

const everywhereCSV = `period,flow,code,label,value,vintage
2018-09,X,TOTAL,all,80.0,2023-11-20
2022-09,X,TOTAL,all,80.0,2023-01-20
2022-09,X,TOTAL,all,81.0,2023-11-20
2023-08,X,TOTAL,all,160.0,2023-11-20
2023-08,X,01,hair,60.0,2023-11-20
2023-08,M,TOTAL,all,60.0,2023-11-20
2023-09,X,TOTAL,all,180.0,2023-11-20
2023-09,X,01,hair,70.0,2023-11-20
2023-09,M,TOTAL,all,70.0,2023-11-20
`

// proseKeys visits every text of a value, with the type and the field that hold
// it.
func proseKeys(v reflect.Value, key string, visit func(key string, p templates.Prose)) {
	if p, ok := v.Interface().(templates.Prose); ok {
		if p.Present() {
			visit(key, p)
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			proseKeys(v.Elem(), key, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			proseKeys(v.Index(i), key, visit)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			proseKeys(v.MapIndex(k), key, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				proseKeys(v.Field(i), v.Type().Name()+"."+f.Name, visit)
			}
		}
	}
}

// TestClaimsCountEverywhere: a false claim stops the build at its place whatever
// text of the author's it stands in. Which keys take prose is known by the
// outline that has every key.
func TestClaimsCountEverywhere(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	all, err := os.ReadFile("../templates/testdata/every-key.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(all), "data:\n")
	_, after, ok := strings.Cut(rest, "\nevents:")
	if !ok {
		t.Fatal("the outline with every key has no events behind its data")
	}
	outline := before + everywhereData + "events:" + after
	project := func(file, text string) Project {
		files := fstest.MapFS{"brief.yaml": {Data: []byte(outline)}, "monthly.csv": {Data: []byte(everywhereCSV)}, "words.md": {Data: []byte("Words.")},
			"more.yaml": {Data: []byte("- text: More words")}, "house.yaml": {Data: []byte("words: [{say: [soared], of: change, above: 0.5}]")},
			"map.png": {Data: []byte(mapFile(1100, 300, "png"))}, "logo.svg": {Data: []byte(shapes)}}
		for name, font := range fontFiles() {
			files[name] = &fstest.MapFile{Data: font}
		}
		files[file] = &fstest.MapFile{Data: []byte(text)}
		return Project{FS: files, Outline: "brief.yaml"}
	}
	brief, problems := Load(project("brief.yaml", outline), Options{})
	if brief == nil {
		t.Fatalf("the outline with every key does not come as far as its claims:\n%s", problems)
	}
	seen := 0
	lines := strings.SplitAfter(outline, "\n")
	proseKeys(reflect.ValueOf(*brief.Outline), "", func(key string, p templates.Prose) {
		if key == "Fit.Mark" {
			return // one of five marks, no words
		}
		seen++
		text := "[fell]{claim=exports.mom}"
		place := p.Pos
		source := text
		if place.File == "brief.yaml" {
			line := []rune(lines[place.Line-1])
			if line[place.Col-2] != '"' {
				text = `"` + text + `"`
			}
			edited := slices.Clone(lines)
			edited[place.Line-1] = string(line[:place.Col-1]) + text + strings.TrimPrefix(string(line[place.Col-1:]), p.Value)
			if place.Col++; line[place.Col-3] == '"' {
				place.Col--
			}
			source = strings.Join(edited, "")
		}
		if place.File == "more.yaml" {
			source, place.Col = `- text: "`+text+`"`, place.Col+1
		}
		_, problems := Load(project(place.File, source), Options{})
		if problems.Phase() != diag.Claim || !slices.ContainsFunc(problems, func(p diag.Problem) bool {
			return p.Code == "C11" && p.Pos == place && strings.HasPrefix(p.Message, `"fell" is not true`)
		}) {
			t.Errorf("a false claim at %s in place of %q is not seen at %s:\n%s", key, p.Value, place, problems)
		}
	})
	if seen < 80 {
		t.Errorf("only %d texts were found", seen)
	}
}
