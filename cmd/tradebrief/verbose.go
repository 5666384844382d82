package main

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"tradebrief/data"
	"tradebrief/data/diag"
	"tradebrief/report"
)

// account is what -v says of one outline: the files that were read and how long
// each stage took. A nil account prints nothing.
type account struct {
	project report.Project
	now     func() time.Time

	mu      sync.Mutex
	files   []*fileRead // in the order in which they were first opened
	queries []data.Query
	stages  []stageTime // in the order in which they first began
	current int         // of stages; -1: none is running
	began   time.Time
	printed bool
}

type fileRead struct {
	name  string
	size  int64
	lines int
	rest  bool // the last line has no end yet
	whole bool
}

type stageTime struct {
	name string
	took time.Duration // of all its runs: check --fix goes through some again
}

// attended is the project with its account, if -v asks for one.
func (a *app) attended(p report.Project) report.Project {
	if a.verbose && !a.json && !a.quiet {
		c := &account{project: p, now: time.Now, current: -1}
		a.accounts = append(a.accounts, c)
		p.FS, p.Stage, p.Databases.Asked = watched{through{p.FS}, c}, c.stage, c.asked
	}
	return p
}

// accountOf is the account of the i-th outline; nil without -v.
func (a *app) accountOf(i int) *account {
	if i < len(a.accounts) {
		return a.accounts[i]
	}
	return nil
}

// stage is told the name of each stage as it begins, and "" when it ends.
func (c *account) stage(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if c.current >= 0 {
		c.stages[c.current].took += now.Sub(c.began)
	}
	c.began, c.current = now, -1
	if name == "" {
		return
	}
	c.current = slices.IndexFunc(c.stages, func(s stageTime) bool { return s.name == name })
	if c.current < 0 {
		c.current = len(c.stages)
		c.stages = append(c.stages, stageTime{name: name})
	}
}

func (c *account) opened(file string, size int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch f := c.file(file); {
	case f == nil:
		c.files = append(c.files, &fileRead{name: file, size: size})
	case !f.whole:
		f.lines, f.rest = 0, false
	}
}

func (c *account) moved(file string, read []byte, ended bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f := c.file(file)
	if f == nil || f.whole {
		return // an excerpt for a message
	}
	f.lines += bytes.Count(read, []byte("\n"))
	if len(read) > 0 {
		f.rest = read[len(read)-1] != '\n'
	}
	f.whole = ended
}

func (c *account) asked(q data.Query) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.queries = append(c.queries, q)
}

func (c *account) file(name string) *fileRead {
	i := slices.IndexFunc(c.files, func(f *fileRead) bool { return f.name == name })
	if i < 0 {
		return nil
	}
	return c.files[i]
}

// print prints the account, once.
func (c *account) print(out io.Writer) {
	if c == nil || c.printed {
		return
	}
	c.stage("")
	c.mu.Lock()
	defer c.mu.Unlock()
	c.printed = true
	fmt.Fprintf(out, "%s: %s read\n", diag.Visible(shown(c.project)), count(len(c.files), "file"))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, f := range c.files {
		lines := ""
		switch strings.ToLower(path.Ext(f.name)) {
		case ".yaml", ".yml", ".md", ".txt", ".csv", ".tsv":
			n := f.lines
			if f.rest {
				n++
			}
			lines = count(n, "line")
		}
		fmt.Fprintf(w, "  %s\t%s\t%s\n", diag.Visible(c.project.Show(f.name)), megabytes(f.size), lines)
	}
	for _, s := range c.stages {
		fmt.Fprintf(w, "  %s\t%.1f ms\n", s.name, float64(s.took.Microseconds())/1000)
	}
	w.Flush()
	for _, q := range c.queries {
		fmt.Fprintf(out, "  %s: %s\n    %s\n", diag.Visible(q.Name), count(q.Rows, "row"), diag.Visible(q.Statement))
		if len(q.Args) > 0 {
			fmt.Fprintf(out, "    with %s\n", parameters(q.Args))
		}
	}
}

// parameters are those of a statement by number, the first ones of many.
func parameters(args []string) string {
	const most = 50
	var b strings.Builder
	for i, a := range args[:min(len(args), most)] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%d = '%s'", i+1, diag.Visible(strings.ReplaceAll(a, "'", "''")))
	}
	if more := len(args) - most; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}
