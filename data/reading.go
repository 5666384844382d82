package data

import "errors"

// Reading is what was known of the sources of a cube beside their observations.
// Series of the data go by their numbers, from 1 in the order in which the table
// has them; a list of numbers is written as 1-3,7.
type Reading struct {
	Sources   []SourceReading        `json:"sources"`             // in the order of the outline
	Series    map[string]string      `json:"series"`              // what each selection came to
	Below     map[string]string      `json:"below,omitempty"`     // the codes below a selection
	Countries map[string][][2]string `json:"countries,omitempty"` // that were selected in the place of others: name, and word
}

// SourceReading is what was known of one data entry, or of one of several measures
// of it.
type SourceReading struct {
	ID             string        `json:"id"`
	Further        bool          `json:"further,omitempty"` // another measure of the entry before it
	Publisher      string        `json:"publisher,omitempty"`
	Complete       bool          `json:"complete,omitempty"`
	Classification string        `json:"classification,omitempty"`
	List           int           `json:"list,omitempty"`           // of its codes, as a codeList
	WholeReleases  bool          `json:"whole_releases,omitempty"` // each release is a whole file
	Coverage       *CoverageRead `json:"coverage,omitempty"`       // nil for further measures
	Rates          *RatesReading `json:"rates,omitempty"`          // nil: nothing is converted
	Folds          []FoldReading `json:"folds,omitempty"`
	Fates          []int32       `json:"fates,omitempty"` // of its series: the fold of each, or why it has none
	Also           []int32       `json:"also,omitempty"`  // the fold beside rows that are kept
}

// CoverageRead is what of a Coverage a brief prints, as known on its day.
type CoverageRead struct {
	Publisher  string      `json:"publisher,omitempty"`
	Files      []string    `json:"files"`
	Duplicates int         `json:"duplicates,omitempty"`
	Vintages   []string    `json:"vintages,omitempty"`
	Last       string      `json:"last,omitempty"`     // of the periods, where there are no vintages
	Editions   [][3]string `json:"editions,omitempty"` // name, first and last period
}

// RatesReading is how figures of an entry are converted; the rates are in the table.
type RatesReading struct {
	From   string   `json:"from"`
	To     string   `json:"to"`
	Steps  []string `json:"steps"`            // what the rates are in: CNY/USD
	Divide []bool   `json:"divide"`           // an amount is divided by them
	Kind   string   `json:"kind,omitempty"`   // AverageRate or EndRate
	Daily  bool     `json:"daily,omitempty"`  // the rates are those of days
	Source string   `json:"source,omitempty"` // its key
	File   string   `json:"file"`
}

// FoldReading is a sum of series that nothing tells apart.
type FoldReading struct {
	Of     int  `json:"of"`               // the series that stands for it
	Series int  `json:"series,omitempty"` // that were added up
	Codes  bool `json:"codes,omitempty"`  // of several codes
	Broken bool `json:"broken,omitempty"` // a row could not be added up
}

func coverageRead(c *Coverage) *CoverageRead {
	out := &CoverageRead{Publisher: c.Publisher, Files: c.Files, Duplicates: c.Duplicates}
	for _, v := range c.Vintages {
		out.Vintages = append(out.Vintages, v.String())
	}
	if len(c.Vintages) == 0 {
		out.Last = c.Last.String()
	}
	for _, e := range c.Editions {
		out.Editions = append(out.Editions, [3]string{e.Name, e.First.String(), e.Last.String()})
	}
	return out
}

func (c *CoverageRead) coverage(id string) (Coverage, error) {
	out := Coverage{ID: id, Publisher: c.Publisher, Files: c.Files, Duplicates: c.Duplicates}
	var all error
	period := func(s string) Period {
		if s == "" {
			return Period{}
		}
		p, err := ParsePeriod(s)
		all = errors.Join(all, err)
		return p
	}
	out.Last = period(c.Last)
	for _, v := range c.Vintages {
		day, err := ParseDate(v)
		out.Vintages, all = append(out.Vintages, day), errors.Join(all, err)
	}
	for _, e := range c.Editions {
		out.Editions = append(out.Editions, Edition{e[0], period(e[1]), period(e[2])})
	}
	return out, all
}

// restore gives an entry its rates, without the figures.
func (s *RatesReading) restore(e *entry) error {
	if !isCurrency(s.From) || !isCurrency(s.To) || len(s.Steps) < 1 || len(s.Steps) > 2 || len(s.Divide) != len(s.Steps) {
		return errors.New("a step from one currency to another was expected, or two")
	}
	e.rates = &rates{from: namedUnit(s.From), to: namedUnit(s.To), kind: s.Kind, daily: s.Daily, source: s.Source}
	for i, unit := range s.Steps {
		e.rates.steps = append(e.rates.steps, rateStep{namedUnit(unit), s.Divide[i], map[Period][]*observation{}})
	}
	return nil
}
