package preview

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"tradebrief/data/diag"
	"tradebrief/report"
	layout "tradebrief/report/page"
)

// built is the outcome of one build.
type built struct {
	brief    *report.Brief  // nil: the outline or the data have errors
	title    string         // of the brief, plain; empty without pages
	pages    []page         // nil: there is nothing to show
	places   []layout.Place // on the pages
	draft    bool           // the pages have their problems marked
	problems diag.List
	texts    map[string][]byte // what was read, by path in the project
}

// page is one page as the browser gets it.
type page struct {
	ID  string  `json:"id"` // digest of the picture
	W   float64 `json:"w"`  // points
	H   float64 `json:"h"`
	svg []byte
}

// build makes the brief once. A panic becomes a problem: one outline that the
// tool fails on must not end the preview of its next version.
func (s *server) build(ctx context.Context, w *watcher) (b *built) {
	r := &reader{FS: s.Project.FS, ctx: ctx, need: func(string, bool) {}, texts: map[string][]byte{}}
	if w != nil {
		r.need = w.need
	}
	b = &built{texts: r.texts}
	defer func() {
		if p := recover(); p != nil {
			b.brief, b.pages = nil, nil
			b.problems = diag.List{diag.Errorf(diag.Outline, diag.Pos{File: s.Project.Show(s.Project.Outline)}, "internal error: %v", p).
				WithHint("please report this with the outline that causes it")}
		}
	}()
	project := s.Project
	project.FS = r
	options := s.Options
	options.Facts = true // the page lists them
	b.brief, b.problems = report.Load(project, options)
	if b.problems.Phase() == diag.Claim {
		// Sentences that are wrong can be read where they stand, on pages that say so.
		b.brief, b.draft = b.brief.Draft(), true
	}
	if !b.problems.Failed() || b.draft {
		doc, more := b.brief.Pages()
		b.problems = append(b.problems, more...)
		if !more.Failed() {
			b.title = doc.Meta.Title
			for _, d := range doc.Pages {
				svg := d.SVG()
				b.pages = append(b.pages, page{digest(svg), d.W, d.H, svg})
			}
			b.places = doc.Places
		}
	}
	blind := s.blind
	if w != nil {
		blind = w.failed()
	}
	if blind != nil {
		hint := "end other programs that watch files, and start the preview again"
		if errors.Is(blind, errGone) {
			hint = "start the preview again"
		}
		p := diag.Errorf(0, diag.Pos{}, "changes on disk are not seen: %v", blind).WithHint("%s", hint)
		p.Severity = diag.Warning
		b.problems = append(b.problems, p)
	}
	return b
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:12])
}

// state is everything that the page shows. It is not changed once it is
// published: the parts of the next state are new where they differ.
type state struct {
	parts map[string]json.RawMessage // by the names that preview.js knows
	svg   map[string]json.RawMessage // pictures of the pages, as JSON strings, by ID
	title string                     // of the brief on these pages
	texts map[string][]byte          // sources by digest
}

// status is the part of the state that says how the brief stands.
type status struct {
	State   string `json:"state"` // clean or problems
	Says    string `json:"says"`
	Title   string `json:"title"`
	Outline string `json:"outline"`
	Stale   bool   `json:"stale"`            // the pages are those of an earlier build
	Notice  string `json:"notice,omitempty"` // said above the pages
}

// problem is a diag.Problem for the page.
type problem struct {
	Severity string `json:"severity"`
	Code     string `json:"code,omitempty"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Col      int    `json:"col"`
	Excerpt  string `json:"excerpt,omitempty"`
	Caret    int    `json:"caret,omitempty"` // from 1, in characters of the excerpt
}

// fact is a report.Fact for the page.
type fact struct {
	Name string `json:"name"`
	Text string `json:"text"`
	Note string `json:"note,omitempty"` // its interval, or why there is no figure
}

// claim is a report.Statement for the page.
type claim struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"`
	Text     string `json:"text"`
	Expr     string `json:"expr,omitempty"`
	Source   string `json:"source,omitempty"`
	Verdict  string `json:"verdict"`
	Why      string `json:"why,omitempty"`
	Where    string `json:"where,omitempty"`
	Sentence string `json:"sentence,omitempty"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Col      int    `json:"col"`
}

// place is a layout.Place for the page.
type place struct {
	File      string  `json:"file"`
	Line      int     `json:"line"`
	Col       int     `json:"col"`
	Statement int     `json:"statement,omitempty"`
	Page      int     `json:"page"`
	X         float64 `json:"x"`
	Y         float64 `json:"y"`
	W         float64 `json:"w"`
	H         float64 `json:"h"`
}

// file is a source that the page can ask for.
type file struct {
	Name   string `json:"name"` // as problems name it
	Digest string `json:"digest"`
}

// next is the state after a build. Pages and facts of the last build that had
// them stay.
func (s *server) next(old state, b built) state {
	n := state{parts: maps.Clone(old.parts), svg: old.svg, title: old.title, texts: map[string][]byte{}}
	n.set("building", false)

	st := status{State: "clean", Outline: s.Project.Show(s.Project.Outline)}
	errors, warnings := 0, 0
	problems := make([]problem, len(b.problems))
	for i, p := range b.problems {
		if p.Severity == diag.Error {
			errors++
		} else {
			warnings++
		}
		problems[i] = problem{p.Severity.String(), p.Code, p.Message, p.Hint, p.Pos.File, p.Pos.Line, p.Pos.Col, p.Excerpt, p.Caret}
	}
	n.set("problems", problems)
	switch {
	case errors > 0:
		st.State, st.Says = "problems", count(errors, "problem")
	case b.brief.Claims.Total == 0:
		st.Says = "nothing claimed yet"
	case b.brief.Claims.Total == 1:
		st.Says = "1 claim holds"
	default:
		st.Says = count(b.brief.Claims.Total, "claim") + " hold"
	}
	if warnings > 0 {
		st.Says += ", " + count(warnings, "warning")
	}

	if b.pages != nil {
		n.set("pages", b.pages)
		n.svg = map[string]json.RawMessage{}
		for _, p := range b.pages {
			n.svg[p.ID] = encoded(string(p.svg))
		}
		n.title = b.title
		places := make([]place, len(b.places))
		for i, p := range b.places {
			places[i] = place{s.Project.Show(p.At.File), p.At.Line, p.At.Col, p.Statement, p.Page, p.X, p.Y, p.W, p.H}
		}
		n.set("places", places)
		if b.draft {
			st.Notice = "A draft: " + problemsAre(errors) + " marked in place."
		}
	} else if len(old.svg) > 0 {
		st.Stale = true
		st.Notice = "The last pages that could be drawn. New ones come when " + problemsAre(errors) + " mended."
	}
	st.Title = n.title
	if b.brief != nil {
		facts := []fact{}
		for _, f := range b.brief.Facts() {
			facts = append(facts, fact{f.Name, f.Text, cmp.Or(f.Why, f.Interval)})
		}
		n.set("facts", facts)
		claims := []claim{}
		for _, c := range b.brief.Statements() {
			claims = append(claims, claim{c.ID, c.Kind, c.Text, c.Expr, c.Source, c.Verdict, c.Why, c.Where, c.Sentence, c.At.File, c.At.Line, c.At.Col})
		}
		n.set("claims", claims)
	}

	var files []file
	for _, name := range slices.Sorted(maps.Keys(b.texts)) {
		f := file{s.Project.Show(name), digest(b.texts[name])}
		n.texts[f.Digest] = b.texts[name]
		if name == s.Project.Outline {
			files = slices.Insert(files, 0, f)
		} else {
			files = append(files, f)
		}
	}
	n.set("files", files)
	n.set("status", st)
	return n
}

func (n *state) set(part string, v any) { n.parts[part] = encoded(v) }

// encoded is JSON as it stands: its reader is a parser, not a page, so that <
// needs no escape.
func encoded(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // of types that always encode
	}
	return bytes.TrimSpace(b.Bytes())
}

func problemsAre(n int) string {
	if n == 1 {
		return "1 problem is"
	}
	return count(n, "problem") + " are"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
