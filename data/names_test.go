package data

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestSeriesName(t *testing.T) {
	for _, test := range []struct {
		class, reporter, rows, code string
		full, short                 string
	}{
		{"HS", "", "6704,,1", "6704", "Wigs, false beards, eyebrows and eyelashes, switches and the like, of human or animal hair or of textile materials; articles of human hair, n.e.c. or included", "Wigs and false eyelashes"},
		{"HS", "", "6704,Wigs,1", "6704", "Wigs", "Wigs"},
		{"HS", "", "6704,\"Wigs, false beards, eyebrows and eyelashes\",1", "6704", "Wigs, false beards, eyebrows and eyelashes", "Wigs and false eyelashes"},
		{"own", "", "6704,\"Wigs, false beards, eyebrows and eyelashes\",1", "6704", "Wigs, false beards, eyebrows and eyelashes", "Wigs, false beards, eyebrows…"},
		{"own", "", "6704,,1", "6704", "", ""},
		{"", "", "67,,2\n6704,,1", "67", "Feathers and down, prepared; and articles made of feather or of down; artificial flowers; articles of human hair", "Feathers, hair and wigs"},
		{"", "", "67,,2\n71,,1", "67", "", ""},   // chapters, or divisions of the SITC
		{"", "", "67,,2\n9x12,,1", "67", "", ""}, // a list of its own
		{"", "", "67,,2\n670,,1", "67", "", ""},  //
		{"S4", "", "67,,2\n71,,1", "67", "Iron and steel", "Iron and steel"},
		{"SITC Rev. 4", "", "7,,2\n71,,1", "7", "Machinery and transport equipment", "Machinery and transport"},
		{"HS", "CN", "98040000,,2", "98040000", "Articles of low value in simplified customs procedures", "Low-value goods, simplified"},
		{"HS", "China", "9804,,2", "9804", "Articles of low value in simplified customs procedures", "Low-value goods, simplified"},
		{"HS", "US", "9804,,2", "9804", "Special provisions of the reporting country (part)", "Special national provisions 9804"},
		{"HS8", "CN", "67030000,,2", "67030000", "Human hair, dressed, thinned, bleached or otherwise worked; wool or other animal hair or other textile materials, prepared for use in making wigs or the like", "Hair and wool for wigs"},
		{"H5", "", "9999,,2", "9999", "Commodities not specified according to kind", "Goods not specified by heading"},
	} {
		src := plainSource()
		src.Table.Code, src.Table.Label, src.Table.Classification = Field{Column: text("code", 25)}, Field{Column: text("name", 26)}, text(test.class, 27)
		if test.reporter != "" {
			src.Table.Reporter = Field{Const: text(test.reporter, 28)}
		}
		rows := "period,code,name,value\n"
		for line := range strings.SplitSeq(test.rows, "\n") {
			rows += "2023-09," + line + "\n"
		}
		cube, problems := Read(fstest.MapFS{"data.csv": {Data: []byte(rows)}}, []Source{src})
		if problems.Failed() {
			t.Fatal(problems)
		}
		s := mustSelect(t, cube, Selector{Codes: codeTexts(test.code)}, 0)
		if name, ok := s.Name(); name.Full != test.full || name.Short != test.short || ok != (test.full != "") {
			t.Errorf("%s %q of %q is %q, short %q; want %q, short %q", test.class, test.code, test.rows, name.Full, name.Short, test.full, test.short)
		}
	}
}

func TestClassification(t *testing.T) {
	for word, want := range map[string]string{
		"HS": "hs", "HS2012": "hs 2012", "HS 2022": "hs 2022", "hs17": "hs 2017", "HS96": "hs 1996", "H4": "hs 2012", "H0": "hs 1992", "HS6": "hs", "HS8": "hs", "CN8": "hs", "CN": "hs", "H9": "", "HTS": "hs",
		"S4": "sitc 4", "SITC": "sitc", "SITC Rev. 3": "sitc 3", "SITC-R4": "sitc 4", "SITC2": "sitc 2", "BEC": "", "": "", "house": "",
	} {
		list, edition := classification(word)
		got := map[codeList]string{hsList: "hs", sitcList: "sitc"}[list]
		if edition != "" {
			got += " " + edition
		}
		if got != want {
			t.Errorf("%q is %q, want %q", word, got, want)
		}
	}
}
