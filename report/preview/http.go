package preview

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"tradebrief/charts/ink"
)

var (
	//go:embed page.html
	pageFile []byte
	//go:embed preview.css
	styleFile []byte
	//go:embed preview.js
	scriptFile []byte
)

// policy lets the page load its own script, style, fonts and pictures, those that
// stand inside its pages too, open its own stream, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// icon is the picture in the browser's tab: a bar chart on a sheet.
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M2 1h12v14H2z" fill="#12395A"/><path d="M5 9h1.5v4H5zM7.5 7H9v6H7.5zM10 4h1.5v9H10z" fill="#FFF"/></svg>`

type server struct {
	Config
	hosts []string // the values of the Host header that are answered
	blind error    // why changes on disk are not seen, or nil

	mu      sync.Mutex
	state   state
	changed chan struct{} // closed when there is a newer state
}

func newServer(c Config, addr net.Addr) *server {
	host, port, _ := net.SplitHostPort(addr.String())
	return &server{
		Config: c, hosts: []string{net.JoinHostPort(host, port), net.JoinHostPort("localhost", port)},
		state:   state{parts: map[string]json.RawMessage{}},
		changed: make(chan struct{}),
	}
}

// publish shows the outcome of a build.
func (s *server) publish(b built) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.show(s.next(s.state, b))
}

// publishBuilding says that a build has begun; all else stays as it is.
func (s *server) publishBuilding() {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.state
	n.parts = maps.Clone(n.parts)
	n.set("building", true)
	s.show(n)
}

func (s *server) show(n state) {
	s.state = n
	close(s.changed)
	s.changed = make(chan struct{})
}

// now is the newest state, and what is closed when there is a newer one.
func (s *server) now() (state, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.changed
}

// handler answers for everything that the page asks for.
func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", static("text/html; charset=utf-8", func() []byte { return pageFile }))
	mux.HandleFunc("/preview.js", static("text/javascript; charset=utf-8", func() []byte { return scriptFile }))
	mux.HandleFunc("/preview.css", static("text/css; charset=utf-8", style))
	mux.HandleFunc("/icon.svg", static("image/svg+xml", func() []byte { return []byte(icon) }))
	mux.HandleFunc("/font/{name}", serveFont)
	mux.HandleFunc("/events", s.events)
	mux.HandleFunc("/source/{digest}", s.source)
	return s.guard(mux)
}

// guard refuses what no page of ours sends. A page of another site can make the
// browser ask 127.0.0.1 under a name of its own (DNS rebinding), and would be allowed to read
// the answer; it cannot choose the Host header.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		switch {
		case !slices.Contains(s.hosts, strings.ToLower(r.Host)):
			http.Error(w, "this preview answers on "+s.hosts[0]+" only", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet:
			h.Set("Allow", http.MethodGet)
			http.Error(w, "this preview can be read only", http.StatusMethodNotAllowed)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func static(kind string, content func() []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Write(content())
	}
}

// fonts are the faces under the names that they are served by. A name changes with
// its file, so that a browser may keep the file for good.
var fonts = sync.OnceValue(func() map[string]ink.Face {
	out := map[string]ink.Face{}
	for _, f := range ink.Faces() {
		out[f.Name()+"."+digest(f.Bytes())+".ttf"] = f
	}
	return out
})

// style is the style sheet, after the rules that name the fonts. They are the
// files that the PDF is set in, so that the pages look alike.
var style = sync.OnceValue(func() []byte {
	address := map[ink.Face]string{}
	for name, f := range fonts() {
		address[f] = "font/" + name
	}
	return append(ink.FontRules(func(f ink.Face) string { return address[f] }), styleFile...)
})

func serveFont(w http.ResponseWriter, r *http.Request) {
	f, ok := fonts()[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "font/ttf")
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Write(f.Bytes())
}

// source answers with a text that the newest build has read, by its digest.
func (s *server) source(w http.ResponseWriter, r *http.Request) {
	st, _ := s.now()
	text, ok := st.texts[r.PathValue("digest")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Write(text)
}

// events sends the state, then with each change the parts that are new to this
// client, and of the pages only the pictures that it has not got.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	// A page that has lost its server asks again twice a second.
	if _, err := w.Write([]byte("retry: 500\n\n")); err != nil || out.Flush() != nil {
		return
	}
	var sent state
	for {
		st, changed := s.now()
		if m := message(sent, st); len(m) > 0 {
			line := append(append([]byte("data: "), encoded(m)...), "\n\n"...)
			// Who takes nothing for a minute is gone, and holds an old state alive.
			out.SetWriteDeadline(time.Now().Add(time.Minute))
			if _, err := w.Write(line); err != nil || out.Flush() != nil {
				return
			}
		}
		sent = st
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// message is what of a state a client has not got.
func message(sent, st state) map[string]any {
	m := map[string]any{}
	for name, part := range st.parts {
		if !bytes.Equal(part, sent.parts[name]) {
			m[name] = part
		}
	}
	pictures := map[string]json.RawMessage{}
	for id, svg := range st.svg {
		if _, has := sent.svg[id]; !has {
			pictures[id] = svg
		}
	}
	if len(pictures) > 0 {
		m["svg"] = pictures
	}
	return m
}
