package data

import (
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// coded reads a file of codes and figures for September 2023.
func coded(t *testing.T, class string, rows ...string) *Cube {
	t.Helper()
	src := plainSource()
	src.Table.Code, src.Table.Classification = Field{Column: text("code", 25)}, text(class, 27)
	cube, problems := Read(fstest.MapFS{"data.csv": {Data: []byte("period,code,value\n2023-09," + strings.Join(rows, ",1\n2023-09,") + ",1\n")}}, []Source{src})
	if problems.Failed() {
		t.Fatal(problems)
	}
	return cube
}

func TestMiscoded(t *testing.T) {
	const nought = "\n  hint: format the column as text in the spreadsheet and save it again, so that the code is 0"
	for _, test := range []struct {
		name, class string
		rows        []string
		want        string
	}{
		{"one nought", "HS", []string{"1006", "402"}, "data.csv:3:13: error: C40: code 402 has 3 digits: codes of the HS have an even number, and a spreadsheet takes the nought in front away" + nought + "402"},
		{"noughts of six digits", "", []string{"10619", "100630", "20130"}, "data.csv:2:15: error: C40: code 10619 has 5 digits, and so has 20130: codes of the HS have an even number, and a spreadsheet takes the nought in front away" + nought + "10619"},
		{"noughts of headings", "", []string{"101", "102", "103", "104", "105", "1006"}, "data.csv:2:13: error: C40: code 101 has 3 digits, and so have 102, 103, 104, 105: codes of the HS have an even number, and a spreadsheet takes the nought in front away" + nought + "101"},
		{"few headings may be another list", "", []string{"101", "102", "1006"}, ""},
		{"groups and subgroups of the SITC", "", []string{"611", "612", "613", "621", "625", "629", "6112"}, ""},
		{"nine digits, as Japan has", "HS", []string{"870323100", "010121000"}, ""},
		{"nine digits, of goods that begin with no nought", "HS", []string{"870323100", "120190090"}, ""},
		{"nine digits beside ten", "HS", []string{"101210010", "8703231000"}, "data.csv:2:19: error: C40: code 101210010 has 9 digits: codes of the HS have an even number, and a spreadsheet takes the nought in front away" + nought + "101210010"},
		{"the SITC", "SITC", []string{"402", "1", "77"}, ""},
		{"noughts are there", "HS", []string{"0402", "1006"}, ""},
		{"a chapter of the SITC", "HS", []string{"71", "77", "78"}, "data.csv:3:12: error: C40: the HS has no chapter 77, which code 77 is of\n  hint: say which list the codes are of, such as classification: SITC"},
		{"chapters that offices have", "HS2022", []string{"98", "9804", "99", "9900", "27SSS999", "67"}, ""},
		{"a code of another edition", "HS2022", []string{"854140", "854142", "85414000"}, "data.csv:2:16: error: C40: the HS of 2022 has no code 854140, nor has it 85414000\n  hint: say which edition the codes are of, such as classification: HS2017"},
		{"a code of any edition", "HS", []string{"854140", "854142"}, ""},
		{"a code of its edition", "HS2017", []string{"854140", "854142"}, ""},
		{"a list of the office", "house", []string{"77", "1"}, ""},
	} {
		problems := coded(t, test.class, test.rows...).Test(0)
		var got []string
		for _, p := range problems {
			if p.Code == "C40" {
				got = append(got, p.String())
			}
		}
		if s := strings.Join(got, "\n"); s != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, s, test.want)
		}
	}
}

func TestMixed(t *testing.T) {
	read := func(a, b, code string) diag.List {
		one, two := plainSource(), plainSource()
		one.ID, two.ID = text("old", 10), text("new", 40)
		two.Path = text("new.csv", 41)
		for src, class := range map[*Source]string{&one: a, &two: b} {
			src.Table.Code, src.Table.Classification = Field{Column: text("code", 25)}, text(class, 27)
		}
		cube, problems := Read(fstest.MapFS{"data.csv": {Data: []byte("period,code,value\n2021-12," + code + ",5\n2021-12,TOTAL,9\n")}, "new.csv": {Data: []byte("period,code,value\n2022-01,TOTAL,9\n2022-01," + code + ",5\n")}}, []Source{one, two})
		if problems.Failed() {
			t.Fatal(problems)
		}
		if total := mustSelect(t, cube, Selector{}, 0).Mixed(); total != nil {
			t.Errorf("the total is mixed: %v", total)
		}
		return mustSelect(t, cube, Selector{Codes: codeTexts(code)}, 0).Mixed()
	}
	for _, test := range []struct{ a, b, code, want string }{
		{"HS2017", "HS2022", "854140", "new.csv:3:16: error: C40: code 854140 is of HS2022 here and of HS2017 in data old: series s has both\n  hint: choose one with data: old; if the code means the same in both, waive C40 with the reason"},
		{"HS", "SITC", "67", "new.csv:3:12: error: C40: code 67 is of SITC here and of HS in data old: series s has both\n  hint: choose one with data: old; if the code means the same in both, waive C40 with the reason"},
		{"HS2017", "HS2022", "67", ""}, // chapters are the same
		{"HS2022", "H6", "854142", ""},
		{"HS", "HS2022", "854142", ""},
		{"", "SITC", "67", ""},
		{"S3", "SITC Rev. 4", "67", "new.csv:3:12: error: C40: code 67 is of SITC Rev. 4 here and of S3 in data old: series s has both\n  hint: choose one with data: old; if the code means the same in both, waive C40 with the reason"},
	} {
		got := ""
		for _, p := range read(test.a, test.b, test.code) {
			got += p.String()
		}
		if got != test.want {
			t.Errorf("%s in %s and %s: got\n%s\nwant\n%s", test.code, test.a, test.b, got, test.want)
		}
	}
}
