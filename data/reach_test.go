package data

import (
	"strings"
	"testing"
	"testing/fstest"
)

// askForAll selects every series that a cube holds by its own words, and counts its
// figures: whatever was read can be asked for.
func askForAll(t *testing.T, c *Cube) {
	t.Helper()
	for _, e := range c.entries {
		for i, key := range e.keys {
			obs := e.obs[e.start[i]:e.start[i+1]]
			if len(obs) == 0 {
				continue
			}
			sel := Selector{ID: text("s", 30), Data: e.src.ID}
			if e.dims.flow == columnDimension {
				sel.Flow = text(c.words[key.flow], 31)
			}
			if e.dims.reporter == columnDimension {
				sel.Reporter = text(c.words[key.reporter], 32)
			}
			if e.dims.partner == columnDimension {
				sel.Partner = text(c.words[key.partner], 33)
			}
			if e.dims.code == columnDimension && c.words[key.code] != "" {
				sel.Codes = append(sel.Codes, text(c.words[key.code], 34))
			}
			sel.Quantity = key.quantity
			if _, problem := c.Series(sel, dateless); problem != nil && !said(problem.Message) {
				t.Fatalf("%s was read and cannot be selected: %s", c.describe(key), problem)
			}
		}
	}
}

// said reports whether a refusal is one of those that an author can act on: a blank cell in
// place of a word names nothing, and what hides in one word is parted by another key.
func said(message string) bool {
	for _, words := range []string{"two lengths", "no partner", "no reporter", "no flow", "two units", "several", "part", "two figures"} {
		if strings.Contains(message, words) {
			return true
		}
	}
	return false
}

// FuzzReaders reads a file of text in every way that an entry can have it read.
// Whatever is accepted can be asked for.
func FuzzReaders(f *testing.F) {
	ways := readingWays()
	for way, seed := range []string{
		"period,value\n2023-09,188.74\n", "period,flow,code,value,status,vintage,kg,name\n2023-09,X,01,5,provisional,2023-10-20,3,Horses\n",
		"Country,2021,2022,note\nJP,1,..\nVN,2,3,\n", "Year,HS,Value-Jan,Value-Feb\n2023,'0101,1,-\n",
		"数据年月,贸易伙伴编码,商品编码,人民币,\n\"202301\",\"410\",\"12019000\",\"1,234\",\n",
		"period,reporterCode,flowCode,partnerISO,cmdCode,primaryValue\n202301,156,X,PRK,TOTAL,5\n",
		"reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\nDE,CN,39199080,1,VALUE_IN_EUROS,2023-01,5\n",
		"TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n2023-01,5,USD,6\n",
	} {
		f.Add(uint8(way), seed)
	}
	f.Fuzz(func(t *testing.T, way uint8, content string) {
		src := ways[int(way)%len(ways)]
		cube, problems := Read(fstest.MapFS{"data.csv": {Data: []byte(content)}}, []Source{src})
		if (cube == nil) != problems.Failed() {
			t.Fatalf("cube %v with problems %v", cube, problems)
		}
		if cube != nil {
			askForAll(t, cube)
		}
	})
}

// readingWays are entries of every kind for data.csv.
func readingWays() []Source {
	plain := plainSource()
	years, months := wideSource("YYYY"), wideSource("'Value-'MMM")
	years.Table.Partner = columnField("Country")
	years.Table.Signs = []Sign{{text("..", 30), text("missing", 30)}}
	months.Table.Period.Year = text("Year", 21)
	months.Table.Code = columnField("HS")
	months.Table.Signs = []Sign{{text("-", 30), text("0", 30)}}
	ways := []Source{plain, codedSource(), years, months}
	for _, format := range []string{"gacc", "comtrade", "eurostat", "sdmx-csv", "auto"} {
		ways = append(ways, Source{ID: text("d", 10), Path: text("data.csv", 11), Format: text(format, 12), Unit: text("USD", 13)})
	}
	return ways
}
