package preview

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"tradebrief/report"
)

// coffee is a brief of three pages, the last of which never changes.
const coffee = `version: 1
brief:
  title: "Coffee exports"
  organisation: Coffee Desk
  period: 2023-03
  issued: 2023-04-20
data:
  - id: customs
    path: coffee.csv
    format: table
    publisher: Customs office
    table:
      period: {column: month, layout: YYYY-MM}
      values: [{column: exports, flow: export, unit: USD, scale: 1e6}]
series:
  exports: {flow: export, label: Coffee exports}
sections:
  - deck: >-
      Coffee exports [rose]{claim=exports.mom} by {{exports.mom}}.
    blocks:
      - chart: {id: level, kind: bars, series: [exports], title: "Coffee exports by month"}
  - title: More
    heading: "More pages"
    blocks:
      - text: "The first paragraph speaks of {{ref('level')}}."
      - page_break: true
      - text: "A paragraph with {{exports}} in it."
      - page_break: true
      - text: "A paragraph that stays."
`

const coffeeData = "month,exports\n2022-12,96.0\n2023-01,100.0\n2023-02,110.0\n2023-03,121.0\n"

// project is a folder on disk with a brief, served.
type project struct {
	t   testing.TB
	dir string
	url string
	end func() // ends the preview and waits for it
}

func newProject(t *testing.T) *project {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := &project{t: t, dir: dir}
	p.write("brief.yaml", coffee)
	p.write("coffee.csv", coffeeData)
	return p
}

// serve starts the preview on a free port, or on that of the address given.
func (p *project) serve(address string) *project {
	p.t.Helper()
	root, err := os.OpenRoot(p.dir)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { root.Close() })
	p.url, p.end = start(p.t, address, Config{Project: report.Project{FS: root.FS(), Outline: "brief.yaml"}, Root: p.dir})
	return p
}

func start(t testing.TB, address string, c Config) (url string, end func()) {
	t.Helper()
	ln, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- Serve(ctx, ln, c) }()
	ended := false
	end = func() {
		if ended {
			return
		}
		ended = true
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the preview ended with %v", err)
		}
	}
	t.Cleanup(end)
	return "http://" + ln.Addr().String() + "/", end
}

func (p *project) write(name, content string) {
	p.t.Helper()
	full := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(content), 0o666); err != nil {
		p.t.Fatal(err)
	}
}

// replace writes the file as many editors do: another one, renamed over it.
func (p *project) replace(name, content string) {
	p.t.Helper()
	p.write(name+".tmp~", content)
	if err := os.Rename(filepath.Join(p.dir, name+".tmp~"), filepath.Join(p.dir, name)); err != nil {
		p.t.Fatal(err)
	}
}

// client is a page without a browser: it keeps what the stream tells.
type client struct {
	t     *testing.T
	lines *bufio.Scanner

	Status   status
	Building bool
	Problems []problem
	Pages    []page
	Files    []file
	svg      map[string]string
	message  map[string]json.RawMessage // the last one
}

func connect(t *testing.T, url string) *client {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"events", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	if got := resp.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("the stream is %s", got)
	}
	c := &client{t: t, lines: bufio.NewScanner(resp.Body), svg: map[string]string{}}
	c.lines.Buffer(nil, 64<<20)
	return c
}

// until reads on until the state is as wanted.
func (c *client) until(want func() bool) {
	c.t.Helper()
	for c.lines.Scan() {
		data, ok := strings.CutPrefix(c.lines.Text(), "data: ")
		if !ok {
			continue
		}
		c.message = nil
		c.read([]byte(data), &c.message)
		for name, into := range map[string]func([]byte){
			"status":   func(b []byte) { c.Status = status{}; c.read(b, &c.Status) },
			"building": func(b []byte) { c.read(b, &c.Building) },
			"problems": func(b []byte) { c.Problems = nil; c.read(b, &c.Problems) },
			"pages":    func(b []byte) { c.Pages = nil; c.read(b, &c.Pages) },
			"files":    func(b []byte) { c.Files = nil; c.read(b, &c.Files) },
			"svg":      func(b []byte) { c.read(b, &c.svg) },
		} {
			if part, has := c.message[name]; has {
				into(part)
			}
		}
		if want() {
			return
		}
	}
	c.t.Fatalf("the stream ended (%v) with %+v, problems %+v, pages\n%s", c.lines.Err(), c.Status, c.Problems, c.text())
}

func (c *client) read(content []byte, into any) {
	if err := json.Unmarshal(content, into); err != nil {
		c.t.Fatal(err)
	}
}

// says waits until the brief stands so.
func (c *client) says(want string) {
	c.t.Helper()
	c.until(func() bool { return !c.Building && c.Status.Says == want })
}

// text is the pages' text.
func (c *client) text() string {
	var b strings.Builder
	for _, p := range c.Pages {
		b.WriteString(c.svg[p.ID])
	}
	return strings.ReplaceAll(b.String(), "\u00A0", " ")
}

func get(t *testing.T, method, url, host string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if host != "" {
		req.Host = host
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestDoor(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	port := p.url[strings.LastIndex(p.url, ":")+1 : len(p.url)-1]
	for _, c := range []struct {
		method, path, host string
		status             int
	}{
		{"GET", "", "", 200},
		{"GET", "", "localhost:" + port, 200},
		{"GET", "", "LOCALHOST:" + port, 200},
		{"GET", "", "localhost", 421},
		{"GET", "", "evil.example:" + port, 421},
		{"GET", "events", "evil.example", 421},
		{"GET", "", "127.0.0.1.evil.example:" + port, 421},
		{"POST", "", "", 405},
		{"HEAD", "", "", 405},
		{"OPTIONS", "events", "", 405},
		{"GET", "brief.yaml", "", 404},
		{"GET", "source/brief.yaml", "", 404},
		{"GET", "source/..%2f..%2fetc%2fpasswd", "", 404},
		{"GET", "source/%2fetc%2fpasswd", "", 404},
		{"GET", "font/SourceSans3-Regular.ttf", "", 404},
		{"GET", "font/..%2fgo.mod", "", 404},
	} {
		t.Run(fmt.Sprintf("%s %s of %s", c.method, c.path, c.host), func(t *testing.T) {
			resp, body := get(t, c.method, p.url+c.path, c.host)
			if resp.StatusCode != c.status {
				t.Errorf("status %d, want %d: %s", resp.StatusCode, c.status, body)
			}
			for name, want := range map[string]string{
				"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
				"Cross-Origin-Resource-Policy": "same-origin", "Content-Security-Policy": policy,
			} {
				if got := resp.Header.Get(name); got != want {
					t.Errorf("%s is %q, want %q", name, got, want)
				}
			}
		})
	}
	if strings.Contains(policy, "unsafe") || !strings.HasPrefix(policy, "default-src 'none';") {
		t.Errorf("policy %q", policy)
	}
}

func TestFontsAreKept(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	_, css := get(t, "GET", p.url+"preview.css", "")
	_, rest, _ := strings.Cut(css, `src: url("`)
	address, _, _ := strings.Cut(rest, `"`)
	resp, body := get(t, "GET", p.url+address, "")
	if got := resp.Header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
		t.Errorf("%s: Cache-Control is %q", address, got)
	}
	if !strings.HasPrefix(body, "\x00\x01\x00\x00") {
		t.Errorf("%s is no TrueType file", address)
	}
}

// TestSources: what the build has read can be fetched by its digest, and is gone
// when a newer build has read something else.
func TestSources(t *testing.T) {
	p := newProject(t)
	p.write("secret.txt", "not part of the brief")
	p.serve("127.0.0.1:0")
	c := connect(t, p.url)
	c.says("4 claims hold")
	var names []string
	for _, f := range c.Files {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"brief.yaml", "coffee.csv"}, names); diff != "" {
		t.Error(diff)
	}
	first := c.Files[0].Digest
	if _, body := get(t, "GET", p.url+"source/"+first, ""); body != coffee {
		t.Errorf("the outline came as %q", body)
	}
	p.write("brief.yaml", coffee+"# a note\n")
	c.until(func() bool { return c.Files[0].Digest != first })
	if resp, _ := get(t, "GET", p.url+"source/"+first, ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("the outline of before: status %d", resp.StatusCode)
	}
}

// TestOnlyChanges: a message has the parts that changed, and the pictures of
// the pages that changed.
func TestOnlyChanges(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	c := connect(t, p.url)
	c.says("4 claims hold")
	if len(c.Pages) != 3 || len(c.svg) != 3 {
		t.Fatalf("%d pages, %d pictures, want 3", len(c.Pages), len(c.svg))
	}
	before := c.Pages
	p.write("brief.yaml", strings.Replace(coffee, "A paragraph with", "A sentence with", 1))
	c.until(func() bool { return len(c.message["svg"]) > 0 })
	if _, has := c.message["facts"]; has {
		t.Error("facts were sent again, and are the same")
	}
	if before[0].ID != c.Pages[0].ID || before[1].ID == c.Pages[1].ID || before[2].ID != c.Pages[2].ID {
		t.Errorf("pages before %v, after %v: want the second to differ", before, c.Pages)
	}
	var sent map[string]string
	if err := json.Unmarshal(c.message["svg"], &sent); err != nil {
		t.Fatal(err)
	}
	if len(sent) != 1 || !strings.Contains(sent[c.Pages[1].ID], "A sentence with") {
		t.Errorf("%d pictures were sent, want the second page's", len(sent))
	}
}

// TestLastGoodPages: a broken outline keeps the pages, whatever is broken.
func TestLastGoodPages(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	c := connect(t, p.url)
	c.says("4 claims hold")
	good := c.Pages
	p.write("brief.yaml", strings.Replace(coffee, "series:\n", "seris:\n", 1))
	c.until(func() bool { return len(c.Problems) > 0 && c.Problems[0].Excerpt == "seris:" })
	if !c.Status.Stale || c.Status.State != "problems" || c.Status.Title != "Coffee exports" {
		t.Errorf("status %+v", c.Status)
	}
	if diff := cmp.Diff(good, c.Pages, cmp.AllowUnexported(page{})); diff != "" {
		t.Error(diff)
	}
	if c.Problems[0].File != "brief.yaml" || c.Problems[0].Line != 15 {
		t.Errorf("problem %+v", c.Problems[0])
	}
	// A page that comes now sees the same.
	late := connect(t, p.url)
	late.until(func() bool { return len(late.Problems) > 0 })
	if late.text() != c.text() || late.text() == "" {
		t.Error("a client that comes later has other pages")
	}
	p.write("brief.yaml", coffee)
	c.says("4 claims hold")
	if c.Status.Stale || c.Status.Notice != "" || len(c.Problems) != 0 {
		t.Errorf("mended, status %+v, problems %v", c.Status, c.Problems)
	}
}

// TestChanges: every way in which a file that the brief needs may change.
func TestChanges(t *testing.T) {
	data := func(last string) string { return strings.Replace(coffeeData, "121.0", last, 1) }
	p := newProject(t)
	if err := os.Remove(filepath.Join(p.dir, "coffee.csv")); err != nil {
		t.Fatal(err)
	}
	p.serve("127.0.0.1:0")
	c := connect(t, p.url)
	shows := func(what, figure string) {
		t.Helper()
		t.Log(what)
		c.until(func() bool { return !c.Building && c.Status.State == "clean" && strings.Contains(c.text(), figure) })
	}
	c.says("1 problem")
	if c.Pages != nil {
		t.Errorf("%d pages without data", len(c.Pages))
	}
	p.write("coffee.csv", data("121.0"))
	shows("a file that was missing comes", "US$121.0 million")
	p.write("coffee.csv", data("122.0"))
	shows("it is written anew", "US$122.0 million")
	p.replace("coffee.csv", data("123.0"))
	shows("another takes its place", "US$123.0 million")
	if err := os.Rename(filepath.Join(p.dir, "coffee.csv"), filepath.Join(p.dir, "coffee.csv~")); err != nil {
		t.Fatal(err)
	}
	c.says("1 problem")
	p.write("coffee.csv", data("124.0"))
	shows("it is kept under another name and written anew", "US$124.0 million")
	p.write("brief.yaml", strings.Replace(coffee, "coffee.csv", "new/month/coffee.csv", 1))
	c.says("1 problem")
	p.write("new/month/coffee.csv", data("125.0"))
	shows("a folder comes with it", "US$125.0 million")
	if err := os.RemoveAll(filepath.Join(p.dir, "new")); err != nil {
		t.Fatal(err)
	}
	c.says("1 problem")
	p.write("new/month/coffee.csv", data("126.0"))
	shows("the folder goes and comes again", "US$126.0 million")
	p.write("store/a.csv", data("127.0"))
	p.write("brief.yaml", strings.Replace(coffee, "coffee.csv", "link.csv", 1))
	if err := os.Symlink("store/a.csv", filepath.Join(p.dir, "link.csv")); err != nil {
		t.Fatal(err)
	}
	shows("a link comes", "US$127.0 million")
	p.write("store/a.csv", data("128.0"))
	shows("what it leads to changes", "US$128.0 million")
	p.write("brief.yaml", strings.Replace(coffee, `"A paragraph that stays."`, "{file: words.md}\n      - include: more.yaml", 1))
	c.says("2 problems")
	p.write("words.md", "Words from a file.\n")
	p.write("more.yaml", "- text: A block from a file.\n")
	shows("files of words and of blocks come", "A block from a file.")
	p.replace("words.md", "Other words from a file.\n")
	shows("the words change", "Other words from a file.")
	p.write("more.yaml", "- text: Another block from a file.\n")
	shows("the blocks change", "Another block from a file.")
	p.write("tradebrief.yaml", "brief: {organisation: Another Desk}\n")
	p.write("brief.yaml", strings.Replace(coffee, "  organisation: Coffee Desk\n", "", 1))
	shows("defaults come", "Another Desk")
	p.write("house.yaml", "wording: {en: {suggested_citation: How to cite}}\n")
	p.write("tradebrief.yaml", "brief: {organisation: Another Desk}\ntheme: house.yaml\n")
	shows("a style comes", "How to cite")
	p.write("house.yaml", "wording: {en: {suggested_citation: Cite as}}\nlogo: sign.svg\n")
	c.says("1 problem")
	p.write("sign.svg", `<svg viewBox="0 0 9 9"><rect width="9" height="9"/></svg>`)
	shows("its logo comes", "Cite as")
}

// TestNewestWins: of many versions written one upon another, the last is shown.
func TestNewestWins(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	c := connect(t, p.url)
	for i := range 100 {
		p.write("brief.yaml", strings.Replace(coffee, "A paragraph that stays", fmt.Sprintf("Version %d is here", i), 1))
	}
	c.until(func() bool { return !c.Building && strings.Contains(c.text(), "Version 99 is here") })
}

// TestEndLeavesNothing: with clients connected, the end of the preview ends all that it started.
func TestEndLeavesNothing(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	for range 3 {
		connect(t, p.url).says("4 claims hold")
	}
	p.end()
	var stacks strings.Builder
	if err := pprof.Lookup("goroutine").WriteTo(&stacks, 2); err != nil {
		t.Fatal(err)
	}
	for stack := range strings.SplitSeq(stacks.String(), "\n\n") {
		if strings.Contains(stack, "preview.(*") || strings.Contains(stack, "preview.Serve") {
			t.Errorf("still runs:\n%s", stack)
		}
	}
	if _, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(p.url, "http://"), "/")); err == nil {
		t.Error("the port still answers")
	}
}

// gateFS opens the data only when the gate is open.
type gateFS struct {
	fs.FS
	gate chan struct{}
}

func (f gateFS) Open(name string) (fs.File, error) {
	if name == "coffee.csv" {
		<-f.gate
	}
	return f.FS.Open(name)
}

// trapFS panics when a certain file is opened.
type trapFS struct{ fs.FS }

func (f trapFS) Open(name string) (fs.File, error) {
	if name == "coffee.csv" {
		panic("a <b>mistake</b> of ours")
	}
	return f.FS.Open(name)
}

func TestPanicIsAProblem(t *testing.T) {
	files := fstest.MapFS{"brief.yaml": {Data: []byte(coffee)}, "coffee.csv": {Data: []byte(coffeeData)}}
	url, _ := start(t, "127.0.0.1:0", Config{Project: report.Project{FS: trapFS{files}, Outline: "brief.yaml"}})
	c := connect(t, url)
	c.says("1 problem")
	want := problem{Severity: "error", Message: "internal error: a <b>mistake</b> of ours", Hint: "please report this with the outline that causes it", File: "brief.yaml"}
	if diff := cmp.Diff([]problem{want}, c.Problems); diff != "" {
		t.Error(diff)
	}
	if resp, _ := get(t, "GET", url, ""); resp.StatusCode != http.StatusOK {
		t.Errorf("after the panic: status %d", resp.StatusCode)
	}
}

// TestBlind: where no folder can be watched the brief is shown, and the page says so.
func TestBlind(t *testing.T) {
	p := newProject(t)
	s := newServer(Config{Project: report.Project{FS: os.DirFS(p.dir), Outline: "brief.yaml"}, Root: p.dir}, &net.TCPAddr{})
	s.blind = errors.New("too many open files")
	b := s.build(t.Context(), nil)
	if len(b.pages) != 3 || len(b.problems) != 1 || b.problems.Failed() || b.problems[0].Message != "changes on disk are not seen: too many open files" {
		t.Errorf("%d pages, problems %v", len(b.pages), b.problems)
	}
}

// TestFolderMoved: the brief is read on from the folder that was opened, and the
// page says that it follows no more.
func TestFolderMoved(t *testing.T) {
	p := newProject(t)
	p.dir = filepath.Join(p.dir, "desk")
	p.write("brief.yaml", coffee)
	p.write("coffee.csv", coffeeData)
	p.serve("127.0.0.1:0")
	c := connect(t, p.url)
	c.says("4 claims hold")
	if err := os.Rename(p.dir, p.dir+"2"); err != nil {
		t.Fatal(err)
	}
	c.until(func() bool { return len(c.Problems) == 1 })
	if got, want := c.Problems[0].Message, "changes on disk are not seen: the folder was moved or deleted"; got != want {
		t.Errorf("the page says %q, want %q", got, want)
	}
}

// TestReader: texts are read once and stay what they were; long files are handed
// on, and their reading ends with the build.
func TestReader(t *testing.T) {
	files := fstest.MapFS{
		"text.csv":   {Data: []byte("a,b\n")},
		"bytes.csv":  {Data: []byte("a,\xff\n")},
		"long.csv":   {Data: make([]byte, maxText+1)},
		"folder/one": {},
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	asked := map[string]bool{}
	r := &reader{FS: files, ctx: ctx, need: func(name string, list bool) { asked[name] = list }, texts: map[string][]byte{}}
	for name, size := range map[string]int{"text.csv": 4, "bytes.csv": 4, "long.csv": maxText + 1} {
		content, err := fs.ReadFile(r, name)
		if err != nil || len(content) != size {
			t.Errorf("%s: %d bytes, %v, want %d", name, len(content), err, size)
		}
	}
	if _, err := fs.ReadFile(r, "none.csv"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	if list, err := fs.ReadDir(r, "folder"); err != nil || len(list) != 1 {
		t.Errorf("a folder: %v, %v", list, err)
	}
	if diff := cmp.Diff(map[string]bool{"text.csv": false, "bytes.csv": false, "long.csv": false, "none.csv": false, "folder": true}, asked); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string][]byte{"text.csv": []byte("a,b\n")}, r.texts); diff != "" {
		t.Error(diff)
	}
	files["text.csv"] = &fstest.MapFile{Data: []byte("changed\n")}
	if content, err := fs.ReadFile(r, "text.csv"); err != nil || string(content) != "a,b\n" {
		t.Errorf("read again: %q, %v", content, err)
	}
	f, err := r.Open("long.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cancel()
	if _, err := io.ReadAll(f); !errors.Is(err, context.Canceled) {
		t.Errorf("reading after the end of the build: %v", err)
	}
}
