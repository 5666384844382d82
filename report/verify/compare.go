package verify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tradebrief/report"
	"tradebrief/report/page"
	"tradebrief/report/pdf/readback"
)

// comparison holds what a file shows against what the brief, made again, shows.
type comparison struct {
	*Verdict
	found, want *readback.Document
	pairs       []int // of each page of the brief: the page of the file, from 0, or -1
	places      []page.Place
	statements  []statement
	title       int          // line of the outline
	changed     map[int]bool // pages of the file whose contents were found to differ
}

// statement is what is needed of a line of claims.json.
type statement struct {
	ID   string `json:"id"`
	File string `json:"file"`
	Line int    `json:"line"`
}

// compare names the differences between the file and the brief as it was made
// again. Where another version wrote it, pages may be laid out otherwise, and only
// what they say is compared.
func (v *Verdict) compare(content, made []byte, brief *report.Brief, pages report.Pages) {
	found, err := readback.Read(content)
	if err != nil {
		v.findf(Unreadable, "%v", err)
		return
	}
	want, err := readback.Read(made)
	if err != nil {
		v.findf(Unreadable, "the brief as it was made again: %v", err)
		return
	}
	c := &comparison{Verdict: v, found: found, want: want, places: pages.Places, title: brief.Outline.Brief.Title.Pos.Line, changed: map[int]bool{}}
	var claims struct {
		Statements []statement `json:"statements"`
	}
	if json.Unmarshal(brief.ClaimsJSON(), &claims) == nil {
		c.statements = claims.Statements
	}
	if v.foreign {
		c.figures()
		c.description("Creator")
		v.added(found.File)
		return
	}
	c.pair()
	for i, k := range c.pairs {
		if k >= 0 {
			c.runs(i, k)
			if !v.sources {
				c.shapes(i, k)
				c.areas(i, k)
			}
		}
	}
	c.description(sorted(found.Info)...)
	c.description(slices.DeleteFunc(sorted(want.Info), func(k string) bool { return found.Info[k] != "" })...)
	if !v.sources {
		c.objects()
	}
	if len(v.Findings) == 0 {
		v.findf(Rewritten, "another program wrote the file anew: everything in it is as tradebrief %s wrote it, in other bytes", v.kept.Manifest.Version)
	}
}

// key is what tells a page from others.
func key(p *readback.Page) string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

// pair finds each page of the brief in the file: the one that says the same, else
// one that says nearly the same.
func (c *comparison) pair() {
	c.pairs = slices.Repeat([]int{-1}, len(c.want.Pages))
	taken := make([]bool, len(c.found.Pages))
	byKey := map[string][]int{}
	for k := range c.found.Pages {
		s := key(&c.found.Pages[k])
		byKey[s] = append(byKey[s], k)
	}
	take := func(i, k int) { c.pairs[i], taken[k] = k, true }
	for i := range c.want.Pages {
		s := key(&c.want.Pages[i])
		if same := byKey[s]; len(same) > 0 {
			take(i, same[0])
			byKey[s] = same[1:]
		}
	}
	for i := range c.want.Pages {
		if c.pairs[i] >= 0 {
			continue
		}
		best, most := -1, 0.4 // of the words; less is another page
		for k := range c.found.Pages {
			// A page is looked for near its place: nobody looks at a thousand.
			if taken[k] || k < i-50 || k > i+50 {
				continue
			}
			if share := alike(&c.want.Pages[i], &c.found.Pages[k]); share > most {
				best, most = k, share
			}
		}
		if best >= 0 {
			take(i, best)
		}
	}
	var order, pages []int
	for i, k := range c.pairs {
		if k < 0 && i < len(taken) && !taken[i] {
			taken[i] = true
			c.find(Finding{Kind: Page, Page: i + 1, Expected: c.heading(i), Message: fmt.Sprintf("page %d was replaced by another one%s", i+1, c.heading(i))})
			continue
		}
		if k < 0 {
			c.find(Finding{Kind: Page, Expected: c.heading(i), Message: fmt.Sprintf("page %d of the brief was taken out%s", i+1, c.heading(i))})
			continue
		}
		order = append(order, k)
		pages = append(pages, i+1)
	}
	for k := range c.found.Pages {
		if !taken[k] {
			c.find(Finding{Kind: Page, Page: k + 1, Message: fmt.Sprintf("page %d was added: the brief has none like it", k+1)})
		}
	}
	if !slices.IsSorted(order) {
		slices.SortFunc(pages, func(a, b int) int { return c.pairs[a-1] - c.pairs[b-1] })
		c.findf(Page, "the pages stand in another order: %s", strings.Trim(strings.Join(strings.Fields(fmt.Sprint(pages)), ", "), "[]"))
	}
}

// heading tells a page of the brief by the largest words on it.
func (c *comparison) heading(i int) string {
	best := -1
	runs := c.want.Pages[i].Runs
	for k, r := range runs {
		if r.Where >= 0 && (best < 0 || r.Size > runs[best].Size) {
			best = k
		}
	}
	if best < 0 {
		return ""
	}
	return ": " + quoted(strings.TrimSpace(runs[best].Text))
}

// alike is the share of the words of a page that another has too.
func alike(a, b *readback.Page) float64 {
	words := map[string]int{}
	n, both := 0, 0
	for _, r := range a.Runs {
		for _, w := range strings.Fields(r.Text) {
			words[w]++
			n++
		}
	}
	for _, r := range b.Runs {
		for _, w := range strings.Fields(r.Text) {
			n++
			if words[w] > 0 {
				words[w]--
				both += 2
			}
		}
	}
	if n == 0 {
		return 1
	}
	return float64(both) / float64(n)
}

// at is where in the files inside the words are written that a run of a page of the
// brief has: in the smallest statement that they overlap, else in the block.
func (c *comparison) at(i int, r readback.Run, words string) (file string, line int) {
	left, right := r.X, r.X+max(r.W, 1)
	if before, _, ok := strings.Cut(r.Text, words); ok && r.Text != "" {
		each := r.W / float64(len(r.Text)) // roughly
		left += each * float64(len(before))
		right = left + max(each*float64(len(words)), 1)
	}
	best := -1
	for k, p := range c.places {
		if p.Statement == 0 && p.At.Line == c.title {
			continue // the whole of the front matter
		}
		if p.Page != i+1 || right <= p.X || left >= p.X+p.W || r.Y < p.Y || r.Y > p.Y+p.H+0.5 {
			continue
		}
		if best < 0 || c.places[best].Statement == 0 && p.Statement > 0 || p.Statement > 0 == (c.places[best].Statement > 0) && p.W*p.H < c.places[best].W*c.places[best].H {
			best = k
		}
	}
	if best < 0 {
		return "", 0
	}
	if n := c.places[best].Statement; n > 0 && n <= len(c.statements) {
		return c.inside(c.statements[n-1].File), c.statements[n-1].Line
	}
	return c.inside(c.places[best].At.File), c.places[best].At.Line
}

// areas compares the links and other annotations of a page.
func (c *comparison) areas(i, k int) {
	want := slices.Clone(c.want.Pages[i].Areas)
	var more []readback.Area
	for _, a := range c.found.Pages[k].Areas {
		if j := slices.IndexFunc(want, func(w readback.Area) bool { return c.sameArea(w, a) }); j >= 0 {
			want = slices.Delete(want, j, j+1)
		} else {
			more = append(more, a)
		}
	}
	for _, a := range more {
		near := slices.IndexFunc(want, func(w readback.Area) bool { return w.Subtype == a.Subtype && w.X == a.X && w.Y == a.Y })
		if near < 0 {
			c.find(Finding{Kind: Area, Page: k + 1, Found: a.URI + a.Contents, Message: fmt.Sprintf("page %d: %s was added", k+1, areaText(a))})
			continue
		}
		w := want[near]
		want = slices.Delete(want, near, near+1)
		f := Finding{Kind: Area, Page: k + 1, Found: a.URI, Expected: w.URI, Message: fmt.Sprintf("page %d: %s was changed", k+1, areaText(w))}
		if a.URI != w.URI {
			f.Message = fmt.Sprintf("page %d: a link leads to %s, that of the brief to %s", k+1, quoted(a.URI), quoted(w.URI))
		}
		c.find(f)
	}
	for _, w := range want {
		c.find(Finding{Kind: Area, Page: k + 1, Expected: w.URI + w.Contents, Message: fmt.Sprintf("page %d: %s was taken out", k+1, areaText(w))})
	}
}

// sameArea compares an area of the brief with one of the file. Where it leads to a
// page, that page may have moved.
func (c *comparison) sameArea(want, found readback.Area) bool {
	if want.Page > 0 && want.Page <= len(c.pairs) {
		k := c.pairs[want.Page-1]
		if want.Page = k + 1; k < 0 {
			found.Page = 0 // it leads to a page that is gone
		}
	}
	return want == found
}

func areaText(a readback.Area) string {
	switch {
	case a.URI != "":
		return "a link to " + quoted(a.URI)
	case a.Subtype == "Link":
		return "a link within the brief"
	case a.Contents != "":
		return "a note, " + quoted(a.Contents) + ","
	}
	return "an annotation (" + a.Subtype + ")"
}

// description compares what the file says of itself under some keys.
func (c *comparison) description(keys ...string) {
	for _, k := range keys {
		if f, w := c.found.Info[k], c.want.Info[k]; f != w {
			message := fmt.Sprintf("the description has the %s %s, that of the brief %s", k, quoted(f), quoted(w))
			if f == "" {
				message = fmt.Sprintf("the description has lost its %s, %s", k, quoted(w))
			} else if w == "" {
				message = fmt.Sprintf("the description got the %s %s", k, quoted(f))
			}
			c.find(Finding{Kind: Metadata, Found: f, Expected: w, Message: message})
		}
	}
}
