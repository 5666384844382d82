package data

import (
	"os"
	"strings"
	"testing"

	"tradebrief/data/diag"
)

// comtradeRows are rows of UN Comtrade: period, classification, code and value.
func comtradeRows(rows ...string) string {
	var b strings.Builder
	b.WriteString("period,reporterISO,partnerISO,flowCode,classificationCode,cmdCode,aggrLevel,primaryValue\n")
	for _, row := range rows {
		c := strings.Split(row, " ")
		b.WriteString(c[0] + ",CHN,KOR,X," + c[1] + "," + c[2] + ",6," + c[3] + "\n")
	}
	return b.String()
}

func TestEditions(t *testing.T) {
	const total = "\n  hint: compare by the total; if the code means the same in both, waive C40 with the reason"
	const choose = "\n  hint: compare by chapters, which are the same in every edition, or by the total; if the code means the same in both, waive C40 with the reason"
	for _, c := range []struct {
		name  string
		rows  []string
		codes []string
		want  string // of reading, or of the series
	}{
		{"a code in two editions", []string{"2020 H5 854140 3", "2021 H5 854140 5", "2022 H6 854140 7", "2023 H6 854140 8"}, []string{"854140"},
			"data.csv:4:28: error: C40: code 854140 is of HS 2022 in 2022, and of HS 2017 in 2021: series s has both" + choose},
		{"the chapter of it", []string{"2021 H5 85 5", "2022 H6 85 7"}, []string{"85"}, ""},
		{"the total", []string{"2021 H5 TOTAL 5", "2021 H5 854140 5", "2022 H6 TOTAL 7", "2022 H6 854142 7"}, nil, ""},
		{"one edition", []string{"2021 H6 854142 5", "2022 H6 854142 7"}, []string{"854142"}, ""},
		{"an edition that is not said", []string{"2021 HS 854142 5", "2022 H6 854142 7"}, []string{"854142"}, ""},
		{"a code of each edition", []string{"2021 H5 851712 5", "2022 H6 851713 7"}, []string{"851712", "851713"}, ""},
		{"two revisions of the SITC", []string{"2021 S3 76 5", "2022 S4 76 7"}, []string{"76"},
			"data.csv:3:24: error: C40: code 76 is of SITC Rev. 4 in 2022, and of SITC Rev. 3 in 2021: series s has both" + total},
		{"the HS beside the SITC", []string{"2021 H5 03 5", "2022 S4 03 7"}, []string{"03"},
			"data.csv:3:16: error: C40: code 03 is of SITC Rev. 4 here, and code 03 in line 2 of HS 2017: two lists make no series\n  hint: keep one of them, under table: where: {classificationCode: H5}"},
		{"two editions of one year", []string{"2022 H5 854140 5", "2022 H6 854142 7", "2022 H6 854143 1"}, []string{"854142"},
			"data.csv:3:16: error: C40: codes of 2022 are of HS 2022 here, and in line 2 of HS 2017: the same trade stands there twice\n  hint: keep one of them, under table: where: {classificationCode: H6}"},
		{"chapters of two editions of one year", []string{"2022 H5 85 7", "2022 H6 85 7"}, []string{"85"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := Source{ID: word("d"), Path: word("data.csv"), Complete: true, At: diag.Pos{File: "brief.yaml", Line: 1, Col: 1}}
			for _, oneByOne := range []bool{true, false} {
				r := readBy(&reader{fsys: files(comtradeRows(c.rows...)), oneByOne: oneByOne, workers: 3, stretchSize: 40}, []Source{src})
				got := strings.TrimSpace(r.problems.String())
				if !r.problems.Failed() {
					got = strings.TrimSpace(mustSelect(t, r.cube, Selector{Codes: codeTexts(c.codes...)}, 0).Mixed().String())
				}
				if got != c.want {
					t.Errorf("got\n%s\nwant\n%s", got, c.want)
				}
			}
		})
	}
}

// TestEditionsUsed tells the editions of a file made of several, and of a real one.
func TestEditionsUsed(t *testing.T) {
	src := Source{ID: word("d"), Path: word("data.csv"), At: diag.Pos{File: "brief.yaml", Line: 1, Col: 1}}
	cube := mustRead(t, files(comtradeRows("2016 H4 0101 1", "2018 H5 0101 1", "2017 H5 0101 1", "2022 H6 0101 1", "2023 H6 TOTAL 1")), src)
	var got []string
	for _, e := range cube.Coverage(0)[0].Editions {
		got = append(got, e.Name+" "+Span{e.First, e.Last}.String())
	}
	if s := strings.Join(got, ", "); s != "HS 2012 2016, HS 2017 2017/2018, HS 2022 2022" {
		t.Error(s)
	}
	src.Path = word("comtrade-2010-2014.csv.gz")
	cube, problems := Read(os.DirFS("testdata/real"), []Source{src})
	if problems.Failed() {
		t.Fatal(problems)
	}
	if e := cube.Coverage(0)[0].Editions; len(e) != 1 || e[0] != (Edition{"SITC Rev. 4", Year(2010), Year(2014)}) {
		t.Error(e)
	}
}
