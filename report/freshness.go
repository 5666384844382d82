package report

import (
	"strconv"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// stale reports the data entries whose newest release is older, on the day of
// the brief, than their max_age allows (C41). Where the outline leaves the day
// open, it is that of the newest release of all data: no clock is asked.
func (c *composer) stale(asOf data.Date) diag.List {
	coverage := map[string]data.Coverage{}
	day := asOf
	for _, read := range c.cube.Coverage(0) {
		coverage[read.ID] = read
		if n := len(read.Vintages); asOf == 0 && n > 0 {
			day = max(day, read.Vintages[n-1])
		}
	}
	var problems diag.List
	for _, e := range c.outline.Data {
		most, err := strconv.Atoi(e.MaxAge.Value)
		if err != nil {
			continue
		}
		read := coverage[e.ID.Value]
		released, what := data.Date(0), ""
		for _, v := range read.Vintages {
			if v <= day {
				released, what = v, "were last released on "+v.String()
			}
		}
		if next := read.Last.Add(1); len(read.Vintages) == 0 && !next.IsZero() {
			released, what = next.FirstDay(), "end with "+read.Last.String()
		}
		age := day.Sub(released) // an entry whose releases are all to come is not there yet
		if released == 0 || age <= most {
			continue
		}
		fresh := "put the newest download into the project"
		if e.SQL != nil {
			fresh = "have the table brought up to date"
		}
		p := diag.Errorf(diag.Data, e.MaxAge.Pos, "data %s %s, %d days before %s, and max_age is %d", e.ID.Value, what, age, day, most).
			WithHint("%s, or waive it with a reason", fresh)
		p.Code, p.Places = "C41", []string{e.ID.Value}
		problems = append(problems, p)
	}
	return problems
}
