package preview

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	devpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"tradebrief/data"
	"tradebrief/report"
	"tradebrief/templates"
)

// patience is how long a test waits for what must come. It is no measure of the
// program: a machine that does much else at once may take its time.
const patience = 2 * time.Minute

// chrome is one browser for all tests; nil until the first of them.
var chrome struct {
	sync.Mutex
	ctx context.Context
	end func()
}

func TestMain(m *testing.M) {
	code := m.Run()
	if chrome.end != nil {
		chrome.end()
	}
	os.Exit(code)
}

// startChrome starts the browser. A test is skipped where there is none, but not
// where everything is checked.
func startChrome(t testing.TB) context.Context {
	t.Helper()
	chrome.Lock()
	defer chrome.Unlock()
	if chrome.ctx != nil {
		return chrome.ctx
	}
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("chromium is missing")
		}
		t.Skip("chromium is missing")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.WindowSize(1400, 900), chromedp.Flag("disable-quic", true), chromedp.WSURLReadTimeout(patience))
	if os.Getuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, endAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		endAllocator()
		t.Fatal(err)
	}
	chrome.ctx = ctx
	chrome.end = func() { end(); endAllocator() }
	return ctx
}

// tab is a page of the preview in the browser. At the end of its test it is held to
// what must hold for any brief: no request to another host, nothing
// that the policy had to stop, no error of the script, no dialog.
type tab struct {
	t   testing.TB
	ctx context.Context
	url string

	mu    sync.Mutex
	asked []string // addresses
	wrong []string
}

func open(t testing.TB, url string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(startChrome(t))
	b := &tab{t: t, url: url}
	t.Cleanup(func() {
		cancel()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, w := range b.wrong {
			t.Error(w)
		}
		for _, a := range b.asked {
			if !strings.HasPrefix(a, url) {
				t.Errorf("the page asked for %s", a)
			}
		}
	})
	b.ctx = ctx
	b.do()
	ctx, expire := context.WithTimeout(ctx, 2*patience)
	t.Cleanup(expire)
	b.ctx = ctx
	b.must(chromedp.Listen(ctx, b.watch))
	b.must(call(ctx, network.Enable, network.EnableParams{}))
	b.must(call(ctx, log.Enable, cdp.Empty{}))
	b.must(call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}))
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		_, err := chromedp.CallBrowser(ctx, browser.SetPermission, browser.SetPermissionParams{Permission: &browser.PermissionDescriptor{Name: name}, Setting: browser.PermissionSettingGranted})
		b.must(err)
	}
	b.do(chromedp.Navigate(url))
	return b
}

func call[P, R any](ctx context.Context, command cdp.Command[P, R], params P) error {
	_, err := chromedp.Call(ctx, command, params)
	return err
}

func (b *tab) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) watch(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, e.Request.URL)
	case *runtime.EventExceptionThrown:
		b.wrong = append(b.wrong, fmt.Sprintf("the script failed: %s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception))
	case *log.EventEntryAdded:
		// That the server went away, or that a source has been replaced by a newer
		// one, is part of what is tested.
		away := strings.Contains(e.Entry.Text, "net::ERR_") || strings.Contains(e.Entry.URL, "/source/")
		if e.Entry.Source != log.EntrySourceNetwork || !away {
			b.wrong = append(b.wrong, "the browser complains: "+e.Entry.Text)
		}
	case *devpage.EventJavascriptDialogOpening:
		b.wrong = append(b.wrong, "a dialog opened: "+e.Message)
	}
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, actions...))
}

// eval is the value of an expression in the page, or of its promise, as JSON.
func (b *tab) eval(expression string) string {
	b.t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise))
	b.must(err)
	return string(out)
}

// is waits until an expression has a value. What it is instead is said when that
// was in vain.
func (b *tab) is(expression string, want any) {
	b.t.Helper()
	text, err := json.Marshal(want)
	b.must(err)
	_, err = chromedp.Run(b.ctx, chromedp.Poll[bool](fmt.Sprintf("JSON.stringify(%s) === JSON.stringify(%s)", expression, text), chromedp.WithPollingTimeout(patience)))
	if err != nil {
		now, _ := chromedp.Run(b.ctx, chromedp.Evaluate[[]byte](expression))
		b.t.Fatalf("%s is %s, want %s: %v", expression, now, text, err)
	}
}

const (
	pageText = `[...document.querySelectorAll(".sheet text")].map(t => t.textContent).join(" ").replaceAll("\u00A0", " ")`
	says     = `document.getElementById("status").textContent`
)

func (b *tab) says(want string) { b.t.Helper(); b.is(says, want) }

// painted waits until every page has its picture: those out of sight come later.
func (b *tab) painted() {
	b.t.Helper()
	b.is(`document.querySelectorAll(".sheet").length > 0 && [...document.querySelectorAll(".sheet")].every(s => s.querySelector("svg"))`, true)
}

func (b *tab) shows(text string) {
	b.t.Helper()
	b.is(pageText+fmt.Sprintf(".includes(%q)", text), true)
}

// click presses the mouse on the middle of the first element that a selector finds.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

// top scrolls the pages back to the first, and waits until it is there: a browser leaves
// out what is not in sight.
func (b *tab) top() {
	b.t.Helper()
	b.eval(`new Promise(shown => {
		document.getElementById("pages").scrollTop = 0;
		requestAnimationFrame(() => requestAnimationFrame(() => shown(0)));
	})`)
}

func TestPageShows(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	b := open(t, p.url)
	b.says("4 claims hold")
	b.is("document.title", "4 claims hold · Coffee exports")
	b.shows("Coffee exports rose by 10.0%.")
	b.is(`document.querySelectorAll(".sheet svg").length`, 3)
	b.is(`document.getElementById("problems").textContent`, "No problems.")
	b.is(`[...document.querySelectorAll("#lines div")].map(l => l.textContent).slice(0, 3)`, []string{"version: 1", "brief:", `  title: "Coffee exports"`})

	// The pages are set in the fonts of the PDF, and those for Chinese and Korean stay away.
	b.is(`[...document.fonts].filter(f => f.status === "loaded").length > 3`, true)
	b.is(`[...document.fonts].filter(f => f.status !== "unloaded" && f.family.includes("Noto")).length`, 0)
	// What the drawing says a text is wide, it is wide without being stretched.
	b.is(`[...document.querySelectorAll(".sheet text[textLength]")].filter(t => {
		const stated = Number(t.getAttribute("textLength")), copy = t.cloneNode(true);
		copy.removeAttribute("textLength");
		t.after(copy);
		const wide = copy.getComputedTextLength();
		copy.remove();
		return Math.abs(wide - stated) > 0.02 * stated;
	}).length`, 0)
}

// TestBuildingIsSaid, when the reading takes long.
func TestBuildingIsSaid(t *testing.T) {
	files := fstest.MapFS{"brief.yaml": {Data: []byte(coffee)}, "coffee.csv": {Data: []byte(coffeeData)}}
	gate := make(chan struct{})
	url, _ := start(t, "127.0.0.1:0", Config{Project: report.Project{FS: gateFS{files, gate}, Outline: "brief.yaml"}})
	b := open(t, url)
	b.says("Building …")
	b.is("document.title.startsWith('Building …')", true)
	close(gate)
	b.says("4 claims hold")
}

// TestChineseBringsItsFont: only a page that needs it.
func TestChineseBringsItsFont(t *testing.T) {
	p := newProject(t)
	p.write("brief.yaml", strings.Replace(coffee, "A paragraph that stays.", "A paragraph 从中国到 the end.", 1))
	b := open(t, p.serve("127.0.0.1:0").url)
	b.says("4 claims hold")
	b.eval(`document.querySelector(".sheet:last-child").scrollIntoView()`)
	b.is(`[...document.fonts].filter(f => f.status === "loaded" && f.family.includes("Noto")).map(f => f.family)`, []string{"Noto Sans SC"})
}

// TestSave: what changed is shown; what did not change is left alone, and so is
// where the reader was.
func TestSave(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	b := open(t, p.url)
	b.says("4 claims hold")
	b.painted()
	b.click("#larger")
	b.click("#tab-facts")
	b.eval(`{
		document.querySelectorAll(".sheet svg").forEach((s, i) => s.seen = i + 1);
		document.getElementById("pages").scrollTop = 700;
		document.getElementById("lines").scrollTop = 100;
	}`)
	where := `["pages", "lines"].map(id => document.getElementById(id).scrollTop)`
	b.is(where, []int{700, 100})
	width := b.eval(`document.querySelector(".sheet").offsetWidth`)

	p.write("brief.yaml", strings.Replace(coffee, "A paragraph with", "A sentence with", 1))
	b.shows("A sentence with US$121.0 million in it.")
	b.is(`[...document.querySelectorAll(".sheet svg")].map(s => s.seen || 0)`, []int{1, 0, 3})
	b.is(`document.getElementById("lines").textContent.includes("A sentence with")`, true)
	b.is(where, []int{700, 100})
	if now := b.eval(`document.querySelector(".sheet").offsetWidth`); now != width {
		t.Errorf("the sheet was %s pixels wide, and is %s", width, now)
	}
	b.is(`document.getElementById("facts").hidden`, false)

	// Loaded anew, it is there again.
	b.do(chromedp.Reload())
	b.says("4 claims hold")
	b.is(`document.getElementById("pages").scrollTop`, 700)
	b.is(`document.getElementById("facts").hidden`, false)
}

// TestMend is the author's hour in short: a figure makes a sentence false, which is
// shown on the page, beside it and in the source; then the sentence is mended.
func TestMend(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	b := open(t, p.url)
	b.says("4 claims hold")
	p.write("coffee.csv", strings.Replace(coffeeData, "121.0", "101.0", 1))
	b.says("1 problem")
	b.is("document.title", "1 problem · DRAFT: Coffee exports")
	b.is(`document.getElementById("banner").textContent`, "A draft: 1 problem is marked in place.")
	b.shows("DRAFT")
	b.is(`[...document.querySelectorAll(".problem")].map(p => [".where", ".hint", "mark"].map(s => p.querySelector(s)?.textContent))`,
		[][]string{{"brief.yaml:19:22", "hint: the data say: fell 8.2%", "["}})

	b.click(".problem button")
	b.is(`[...document.querySelectorAll("#lines .lit")].map(l => l.textContent.trim())`, []string{"Coffee exports [rose]{claim=exports.mom} by {{exports.mom}}."})
	b.is(`[...document.querySelectorAll("#lines .bad")].length`, 1)
	// The frame lies over the word.
	b.is(`document.querySelectorAll(".frame.lit").length`, 1)
	b.is(`(() => {
		const f = document.querySelector(".frame.lit").getBoundingClientRect();
		return [...document.querySelectorAll(".sheet text")].filter(t => {
			const r = t.getBoundingClientRect();
			return r.left < f.left + f.width / 2 && r.right > f.left + f.width / 2 && r.top < f.top + f.height / 2 && r.bottom > f.top + f.height / 2;
		}).map(t => t.textContent.includes("rose"));
	})()`, []bool{true})

	p.write("brief.yaml", strings.Replace(coffee, "[rose]", "[fell]", 1))
	b.says("4 claims hold")
	b.shows("Coffee exports fell by 8.2%.")
	b.is(`document.querySelectorAll(".problem, .frame").length`, 0)
	b.is(`document.getElementById("banner").hidden`, true)
}

// TestBrokenOutline: the last pages stay, and what is wrong is said beside them.
func TestBrokenOutline(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	b := open(t, p.url)
	b.says("4 claims hold")
	b.painted()
	b.eval(`document.querySelectorAll(".sheet svg").forEach(s => s.seen = 1)`)
	p.write("brief.yaml", strings.Replace(coffee, "series:\n", "series: [\n", 1))
	b.is(`document.getElementById("status").className`, "problems")
	b.is(`document.getElementById("banner").textContent.startsWith("The last pages that could be drawn.")`, true)
	b.is(`[...document.querySelectorAll(".sheet svg")].map(s => s.seen)`, []int{1, 1, 1})
	b.is(`Number(getComputedStyle(document.querySelector(".sheet svg")).opacity) < 1`, true)
	b.is(`document.querySelector(".problem .where").textContent.startsWith("brief.yaml:")`, true)
}

// TestBrokenFromTheStart: no pages yet, a friendly word, and the problems; then the first pages.
func TestBrokenFromTheStart(t *testing.T) {
	p := newProject(t)
	p.write("brief.yaml", "version: 1\nbrief:\n\ttitle: A tab\n")
	b := open(t, p.serve("127.0.0.1:0").url)
	b.is(`document.getElementById("status").className`, "problems")
	b.is(`document.getElementById("empty").hidden`, false)
	b.is(`document.getElementById("banner").hidden`, true)
	b.is(`document.title.endsWith("· brief.yaml")`, true)
	p.write("brief.yaml", coffee)
	b.says("4 claims hold")
	b.is(`document.getElementById("empty").hidden`, true)
	b.is(`document.querySelectorAll(".sheet svg").length`, 3)
}

// TestJumps: from a problem to the page that it is on and its line in the source, also in
// the data; from a page to the source; from the source to the page; from a reference to its source.
func TestJumps(t *testing.T) {
	p := newProject(t)
	far := strings.Replace(coffee, "A paragraph that stays.", "Exports [fell]{claim=exports.mom} here.", 1)
	p.write("brief.yaml", far)
	b := open(t, p.serve("127.0.0.1:0").url)
	b.says("1 problem")
	lit := `[...document.querySelectorAll("#lines .lit")].map(l => l.textContent.trim())`
	seen := func(selector, within string) {
		t.Helper()
		b.is(fmt.Sprintf(`(() => {
			const e = document.querySelector(%q).getBoundingClientRect(), w = document.querySelector(%q).getBoundingClientRect();
			return e.top >= w.top && e.bottom <= w.bottom;
		})()`, selector, within), true)
	}
	b.is(`document.getElementById("pages").scrollTop`, 0)
	b.click(".problem button")
	b.is(lit, []string{`- text: "Exports [fell]{claim=exports.mom} here."`})
	b.is(`[...document.querySelectorAll(".sheet")].findIndex(s => s.querySelector(".frame.lit"))`, 2)
	seen(".frame.lit", "#pages")
	seen("#lines .lit", "#lines")

	p.write("brief.yaml", coffee)
	b.says("4 claims hold")
	b.is(`document.querySelectorAll(".frame").length`, 0)
	b.top()
	var rose [2]float64
	b.must(json.Unmarshal([]byte(b.eval(`(() => {
		const p = now.places.find(p => p.statement === 1), sheet = document.querySelector(".sheet").getBoundingClientRect(), scale = sheet.width / now.pages[0].w;
		return [sheet.left + (p.x + p.w / 2) * scale, sheet.top + (p.y + p.h / 2) * scale];
	})()`)), &rose))
	b.do(chromedp.MouseClickXY(rose[0], rose[1]))
	b.is(lit, []string{"Coffee exports [rose]{claim=exports.mom} by {{exports.mom}}."})
	b.is(`document.querySelectorAll(".sheet:first-child .frame.lit").length`, 1)

	b.eval(`[...document.querySelectorAll("#lines div")].find(l => l.textContent.includes("paragraph that stays")).click()`)
	b.is(`[...document.querySelectorAll(".sheet")].findIndex(s => s.querySelector(".frame.lit"))`, 2)
	seen(".frame.lit", "#pages")

	b.top()
	b.click(".sheet:first-child a rect")
	b.is(`(() => {
		const entry = [...document.querySelectorAll(".sheet text")].find(t => t.textContent.startsWith("Customs office, trade figures")).getBoundingClientRect();
		const w = document.querySelector("#pages").getBoundingClientRect();
		return entry.top >= w.top && entry.bottom <= w.bottom && document.querySelector("#pages").scrollTop > 0;
	})()`, true)
	b.is("location.hash", "")

	p.write("coffee.csv", strings.Replace(coffeeData, "110.0", "many", 1))
	b.is(`document.querySelector(".problem")?.textContent.includes("many")`, true)
	b.click(".problem button")
	b.is(lit, []string{"2023-02,many"})
	b.is(`document.getElementById("file").value`, "coffee.csv")
}

// TestCopy: figures and claims go to the clipboard as the outline wants them, by
// mouse and by keyboard.
func TestCopy(t *testing.T) {
	p := newProject(t)
	p.write("brief.yaml", strings.Replace(coffee, "A paragraph that stays.", `Exports [rose twice]{claim=\"exports.streak >= 2\"} to [US$1 million]{src=k1}.`, 1)+"sources:\n  k1: {publisher: Reuters, title: T, date: 2023-04-20}\n")
	b := open(t, p.serve("127.0.0.1:0").url)
	b.says("6 claims hold")
	copied := func(want string) {
		t.Helper()
		b.is(`document.getElementById("said").textContent`, "Copied: "+want)
		if got := b.eval("navigator.clipboard.readText()"); got != string(encoded(want)) {
			t.Errorf("the clipboard has %s, want %s", got, want)
		}
	}
	b.click("#tab-facts")
	b.do(chromedp.SendKeys(chromedp.CSS("#facts input"), "exports.mom"))
	b.is(`[...document.querySelectorAll("#facts code")].map(c => c.textContent)`, []string{"exports.mom"})
	b.click("#facts .copy:nth-of-type(1)")
	copied("{{exports.mom}}")
	b.click("#facts .copy:nth-of-type(2)")
	copied("[words]{claim=exports.mom}")

	b.do(chromedp.Focus(chromedp.CSS("#tab-facts")), chromedp.KeyEvent(kb.ArrowLeft))
	b.is("document.activeElement.id", "tab-claims")
	b.do(chromedp.SendKeys(chromedp.CSS("#claims input"), "twice"), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	b.is(`document.querySelectorAll("#lines .lit").length`, 1)
	b.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	copied(`[rose twice]{claim="exports.streak >= 2"}`)
	b.eval(`{ const i = document.querySelector("#claims input"); i.value = "k1"; i.dispatchEvent(new Event("input")); }`)
	b.click("#claims .copy")
	copied("[US$1 million]{src=k1}")
}

// TestServerRestarts: the page takes up again when the preview comes back.
func TestServerRestarts(t *testing.T) {
	p := newProject(t).serve("127.0.0.1:0")
	b := open(t, p.url)
	b.says("4 claims hold")
	b.painted()
	b.eval(`document.querySelectorAll(".sheet svg").forEach(s => s.seen = 1)`)
	p.end()
	b.says("Waiting for tradebrief preview …")
	p.write("brief.yaml", strings.Replace(coffee, "A paragraph with", "A sentence with", 1))
	p.serve(strings.TrimSuffix(strings.TrimPrefix(p.url, "http://"), "/"))
	b.says("4 claims hold")
	b.shows("A sentence with US$121.0 million in it.")
	b.is(`[...document.querySelectorAll(".sheet svg")].map(s => s.seen || 0)`, []int{1, 0, 1})
}

// TestHostileOutline: nothing that stands in an outline, its data, a name of a file or
// a message becomes markup, script or a request. What the browser would complain of
// is seen by watch.
func TestHostileOutline(t *testing.T) {
	const data = "<svg onload=hit(a)>.csv"
	hostile := `version: 1
brief:
  title: '</script><script>hit(b)</script>'
  organisation: '<img src=x onerror=hit(c)>'
  period: 2023-03
  issued: 2023-04-20
data:
  - id: customs
    path: '<svg onload=hit(a)>.csv'
    format: table
    publisher: '"><img src="http://evil.example/p.png">'
    table:
      period: {column: month, layout: YYYY-MM}
      values: [{column: exports, flow: export, unit: USD, scale: 1e6}]
series:
  exports: {flow: export, label: '"><script>hit(d)</script>'}
sections:
  - deck: 'A [link](javascript:hit(e)), [another](https://evil.example/) and ![x](http://evil.example/i.png).'
    blocks:
      - chart: {id: status, kind: bars, series: [exports], title: 'A <script>hit(f)</script> chart'}
      - chart: {id: problems, kind: bars, series: [exports], title: '{{exports}}]]></svg><script>hit(g)</script>'}
      - text: '{{ref("status")}} and {{ref("problems")}}.'
      - text: '["></text><script>hit(h)</script>]{claim="exports > 0"}'
`
	p := newProject(t)
	p.write("brief.yaml", hostile)
	b := open(t, p.serve("127.0.0.1:0").url)
	b.is(`document.getElementById("status").className`, "problems")
	b.is(`document.querySelector(".problem pre").textContent.includes("</script><script>hit(b)</script>")`, true)
	b.is(`document.getElementById("lines").textContent.includes("'</script><script>hit(b)</script>'")`, true)

	// The same, written so that the outline takes it.
	tame := strings.NewReplacer("'<", "'\\<", "><", ">\\<", ")<", ")\\<", "A <", "A \\<", "[link](javascript:hit(e))", "link", "![x](http://evil.example/i.png)", "x").Replace(hostile)
	tame = strings.Replace(tame, "path: '\\<", "path: '<", 1)
	p.write("brief.yaml", tame)
	b.is(`document.querySelector(".problem")?.textContent.includes("<svg onload=hit(a)>.csv")`, true)
	p.write(data, coffeeData)
	b.is(`document.getElementById("status").className`, "clean")
	b.shows("</script><script>hit(b)</script>")
	b.shows("A <script>hit(f)</script> chart")
	b.is(`document.title.includes("<script>")`, true)
	b.is(`[...document.querySelectorAll("#file option")].map(o => o.textContent)`, []string{"brief.yaml", data})
	for _, tab := range []string{"claims", "facts", "problems"} {
		b.click("#tab-" + tab)
	}
	// Names of the author's choice do not stand for parts of the page.
	b.is(`["status", "problems"].map(id => document.querySelectorAll("#" + id).length)`, []int{1, 1})
	b.is(`[...document.querySelectorAll(".sheet a")].map(a => a.getAttribute("href")).filter(h => !h.startsWith("#"))`, []string{"https://evil.example/"})
	b.is(`[...document.querySelectorAll(".sheet a[target]")].map(a => a.getAttribute("rel"))`, []string{"noopener noreferrer"})

	// A bad value in the data comes back in a message.
	p.write(data, strings.Replace(coffeeData, "110.0", "<img src=//evil.example onerror=hit(i)>", 1))
	b.is(`document.querySelector(".problem")?.textContent.includes("<img src=//evil.example onerror=hit(i)>")`, true)
	b.is(`document.querySelectorAll("script, img, iframe, object, embed").length`, 1)
}

// newFlagship is a copy of the brief that ships with the tool.
func newFlagship(t testing.TB) (p *project, outline, text string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p = &project{t: t, dir: dir}
	outline = "templates/china-dprk.yaml"
	content, err := templates.Shipped.ReadFile("china-dprk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p.write(outline, string(content))
	p.write("tradebrief.yaml", "")
	if err := os.CopyFS(filepath.Join(dir, "data"), data.Sample); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	p.url, p.end = start(t, "127.0.0.1:0", Config{Project: report.Project{FS: root.FS(), Outline: outline}, Root: dir})
	return p, outline, string(content)
}

// BenchmarkSaveToScreen times the loop of the author: from before the outline of the
// flagship is written to after the frame that shows the new text on a page. With
// words every other claim is false, so that all pages turn into drafts and back.
func BenchmarkSaveToScreen(b *testing.B) {
	for _, c := range []struct{ name, old, new string }{
		{"text", "The round trip", "The round trip"},
		{"claim", "[rose]{claim=hair_weight.mom}", "[fell]{claim=hair_weight.mom}"},
	} {
		b.Run(c.name, func(b *testing.B) {
			p, outline, text := newFlagship(b)
			page := open(b, p.url)
			page.is(`document.getElementById("status").className`, "clean")
			var times []float64
			for i := 0; b.Loop(); i++ {
				mark := fmt.Sprintf("Edition%d", i)
				page.eval(fmt.Sprintf(`window.painted = new Promise(done => new MutationObserver((_, me) => {
					if (!$("sheets").textContent.includes(%q)) return;
					me.disconnect();
					requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now())));
				}).observe($("sheets"), {childList: true, subtree: true})), 0`, mark))
				saved := strings.Replace(text, "Ordinary\n", mark+"\n", 1)
				if i%2 == 0 {
					saved = strings.Replace(saved, c.old, c.new, 1)
				}
				from := float64(time.Now().UnixNano()) / 1e6
				p.write(outline, saved)
				var painted float64
				page.must(json.Unmarshal([]byte(page.eval("painted")), &painted))
				times = append(times, painted-from)
			}
			slices.Sort(times)
			b.ReportMetric(times[len(times)/2], "ms-median")
			b.ReportMetric(times[len(times)*9/10], "ms-p90")
			b.ReportMetric(times[len(times)-1], "ms-most")
		})
	}
}
