package report

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/report/locale"
	"tradebrief/report/pdf/pdftest"
)

// oddBriefs are outlines at the edge of what a brief can be, by name: the parts
// of a PDF that are rare stand in one of them.
func oddBriefs() map[string]Project {
	section := func(blocks string) string { return "sections:\n  - title: Trends\n    blocks:\n" + blocks }
	// changed is a project whose standard head is another one in places.
	changed := func(sections string, replace ...string) Project {
		p := project(sections)
		p.FS.(fstest.MapFS)["brief.yaml"].Data = []byte(strings.NewReplacer(replace...).Replace(head + sections))
		return p
	}
	var long, wide strings.Builder
	long.WriteString("      - table: {kind: free, title: \"A table of {{exports}} over pages\", columns: [{title: Item}, {title: \"US$ m\", align: right}, {title: Remark}], rows: [")
	for i := range 260 {
		if i > 0 {
			long.WriteString(", ")
		}
		remark := "no remark"
		switch {
		case i%17 == 0:
			remark = "a remark of many words that needs more than one line in its column, as remarks in tables of customs offices do, [@k1]"
		case i%5 == 0:
			remark = ""
		}
		fmt.Fprintf(&long, "[Row %c, \"{{exports}}\", %q]", 'A'+i%26, remark)
	}
	long.WriteString("]}\n")
	wide.WriteString("      - table: {kind: free, columns: [{title: A}")
	for range 7 {
		wide.WriteString(", {title: B, align: right}")
	}
	wide.WriteString("], rows: [[one, \"\", \"\", \"\", \"\", \"\", \"\", \"\"], [\"\", two, \"\", \"\", \"\", \"\", \"\", \"\"], [one, two, three, four, five, six, seven, eight]]}\n")
	return map[string]Project{
		"every-block": project(allBlocks),
		"one-line":    project(text("Exports are told of here.")),
		"signs":       changed(text("Exports are told of here."), `"China's exports"`, `"\\<Exports> & \"imports\" (both) \\ — ‘so’ – [it]"`),
		"chinese":     changed(text("出口继续增长。[@k1]\n\n한국의 수출은 늘었다. 輸出が増えました。 Exports to Москва and Αθήνα."), `"China's exports"`, `"中国对朝鲜出口增长"`, "title: Trends", `title: "한국의 시각"`),
		"long-table":  project(section(long.String() + "      - text: After it.\n")),
		"empty-cells": project(section(wide.String())),
		"lists": project(text("### A heading first\n\n- one\n    - one in one\n        - and one in that\n    - two in one\n- two\n\n" +
			"1. first\n2. second with a [link](https://example.org/a?b=c&d=é) and *emphasis*\n\nA note[^1] and one more[^2].\n\n“Quoted words” stand here.\n\n" +
			"[^1]: The note itself, with [@k1].\n[^2]: Another.\n\n### A heading last\n\nWords.")),
		"boxes": project(section("      - callout: {title: Only a box, text: Its text}\n      - columns:\n          - - text: Left\n          - - callout: {kind: caution, title: Right, text: \"- one\\n- two\"}\n" +
			"      - two_sided: {left: {title: Good, rows: {How: \"Food[@k1]\"}}, right: {title: Bad, rows: {How: Arms}}}\n")),
		"many-sections": project("sections:\n  - blocks:\n      - contents: {title: In this brief, exhibits: true}\n" + strings.Repeat("  - title: Trends\n    heading: \"Exports [rose]{claim=exports.mom} {{exports.mom}}\"\n    deck: A deck\n    blocks:\n      - text: \"Words of a section, [@k2].\"\n", 25)),
		"house": func() Project {
			p := project(allBlocks + "theme: house.yaml\n")
			for _, name := range []string{"house.yaml", "seal.svg"} {
				text, err := os.ReadFile("testdata/house/" + name)
				if err != nil {
					panic(err)
				}
				p.FS.(fstest.MapFS)[name] = &fstest.MapFile{Data: text}
			}
			return p
		}(),
		"pixels": func() Project {
			p := project(text("Exports are told of here.") + "theme: {logo: {path: seal.png, alt: Seal}, type: {text: sans}}\n")
			seal := image.NewNRGBA(image.Rect(0, 0, 40, 20))
			for i := range seal.Pix {
				seal.Pix[i] = byte(i * 7)
			}
			var file bytes.Buffer
			if err := png.Encode(&file, seal); err != nil {
				panic(err)
			}
			p.FS.(fstest.MapFS)["seal.png"] = &fstest.MapFile{Data: file.Bytes()}
			return p
		}(),
		"strict":      changed(text("Exports are told of here."), "TLP:CLEAR", "TLP:AMBER+STRICT"),
		"pictures":    picturedBrief(),
		"likelihoods": project(assessedOutline),
		"red":         changed(text("Exports are told of here."), "TLP:CLEAR", "TLP:RED"),
	}
}

// TestOddBriefs: veraPDF finds no fault in them, in drafts of them, and in the
// briefs that ship with the tool.
func TestOddBriefs(t *testing.T) {
	if testing.Short() {
		t.Skip("the files are the same with and without the race detector")
	}
	files := map[string][]byte{}
	build := func(name string, p Project) {
		b, problems := Load(p, Options{})
		if problems.Failed() {
			t.Errorf("%s: %v", name, problems)
			return
		}
		if name == "every-block" {
			b = b.Draft()
		}
		pages, bad := b.Pages()
		if bad.Failed() {
			t.Errorf("%s: %v", name, bad)
			return
		}
		file, bad := b.PDF(pages)
		if bad.Failed() {
			t.Errorf("%s: %v", name, bad)
			return
		}
		files[name+".pdf"] = file
	}
	for name, p := range oddBriefs() {
		build(name, p)
	}
	for _, tag := range locale.Languages() {
		build("language-"+tag, inLanguage(tag))
	}
	outlines, err := filepath.Glob("../templates/*.yaml")
	if err != nil || len(outlines) == 0 {
		t.Fatal(outlines, err)
	}
	for _, o := range outlines {
		build("shipped-"+filepath.Base(o), Project{FS: os.DirFS(".."), Outline: "templates/" + filepath.Base(o)})
	}
	for name, rules := range pdftest.VeraPDF(t, files) {
		t.Errorf("%s breaks %s", name, strings.Join(rules, ", "))
	}
}
