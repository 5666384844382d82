package templates

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// File is one of the files that an outline was read from.
type File struct {
	Name string // as a path of the project
	Text []byte

	src *source
	top *yaml.Node // nil: prose
}

// Blanked is the text of a file as it may be handed on with the brief: without
// comments, keys that are the author's own (x-…), the delivery of the brief, the
// names of what opens a database, what follows a user's name in web addresses, and
// the sources for which drop is true. Everything else is the same and stands where
// it stood, so that the outline reads as before. What is blanked twice is blanked
// once.
func (f *File) Blanked(drop func(source string) bool) []byte {
	mark := strings.TrimSuffix(string(f.Text), f.src.text) // a byte order mark
	if f.top == nil {
		return []byte(mark + withoutCredentials(frontMatterBlanked(f.src)))
	}
	b := &blanker{Editor: Editor{src: f.src, top: f.top}, anchors: map[*yaml.Node]bool{}, drop: drop}
	b.aliased(f.top)
	b.visit(f.top, nil)
	b.comments()
	return []byte(mark + withoutCredentials(b.apply()))
}

// blanker finds what is to be blanked in a file of YAML.
type blanker struct {
	Editor
	drop    func(source string) bool
	anchors map[*yaml.Node]bool // that an alias stands for
	texts   []stretchOf         // texts and keys, in no order
	blanks  []blank
}

type stretchOf struct{ from, to int }

// blank is a stretch that is blanked: a pair of a mapping of which nothing stays,
// or a word with a sign in place of each of its letters.
type blank struct {
	stretchOf
	word, comment bool
	flow          bool // the pair stands in braces
}

// aliased notes what aliases stand for: it stays.
func (b *blanker) aliased(n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		b.anchors[n.Alias] = true
	}
	for _, c := range n.Content {
		b.aliased(c)
	}
}

func (b *blanker) shared(n *yaml.Node) bool {
	return b.anchors[n] || slices.ContainsFunc(n.Content, b.shared)
}

// visit goes through the values below a path of keys; the entries of lists have
// the path of the list.
func (b *blanker) visit(n *yaml.Node, path []string) {
	switch n.Kind {
	case yaml.ScalarNode:
		from := b.src.skipProperties(b.src.offset(n.Line, n.Column))
		to := max(from, b.end(n))
		b.texts = append(b.texts, stretchOf{from, to})
		if n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
			b.texts[len(b.texts)-1].from = b.lineEnd(from) // its head may have a comment
		}
		if slices.Equal(path, []string{"data", "sql", "dsn_env"}) {
			b.blanks = append(b.blanks, blank{stretchOf: stretchOf{from, to}, word: true})
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			b.visit(c, path)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			k, v := n.Content[i], n.Content[i+1]
			b.visit(k, nil)
			inner := append(slices.Clone(path), k.Value)
			b.visit(v, inner)
			if k.Kind == yaml.ScalarNode && !b.shared(v) && b.dropped(inner) {
				from := b.src.offset(k.Line, k.Column)
				b.blanks = append(b.blanks, blank{stretchOf: stretchOf{from, max(from+len(k.Value), b.end(v))}, flow: n.Style&yaml.FlowStyle != 0})
			}
		}
	}
}

// dropped reports whether nothing of a key is handed on.
func (b *blanker) dropped(path []string) bool {
	last := path[len(path)-1]
	switch {
	case len(path) == 1 && last == "delivery":
		return true
	case len(path) == 2 && path[0] == "sources":
		return b.drop(last)
	}
	// In these mappings a name that begins so is a name.
	return strings.HasPrefix(last, "x-") && !slices.ContainsFunc(path[:len(path)-1], func(key string) bool {
		return slices.Contains([]string{"params", "constants", "series", "groups", "sources", "map", "where", "signs", "rows", "fits", "notes"}, key)
	})
}

// comments finds those of the text: behind a blank or a line break, in no text.
func (b *blanker) comments() {
	slices.SortFunc(b.texts, func(x, y stretchOf) int { return x.from - y.from })
	text := b.src.text
	next := 0
	for at := 0; at < len(text); {
		n := strings.IndexByte(text[at:], '#')
		if n < 0 {
			return
		}
		at += n
		for next < len(b.texts) && b.texts[next].to <= at {
			next++
		}
		switch {
		case next < len(b.texts) && b.texts[next].from <= at:
			at = b.texts[next].to
		case at > 0 && strings.IndexByte(" \t\r\n", text[at-1]) < 0:
			at++
		default:
			end := b.lineEnd(at)
			b.blanks = append(b.blanks, blank{stretchOf: stretchOf{at + 1, end}, comment: true})
			at = end
		}
	}
}

// apply is the text with what was found blanked.
func (b *blanker) apply() string {
	text := []byte(b.src.text)
	out := make([]byte, 0, len(text))
	at := 0
	slices.SortFunc(b.blanks, func(x, y blank) int { return x.from - y.from })
	for _, s := range b.blanks {
		if s.from < at {
			continue // it stands in a pair that is gone
		}
		out = append(out, text[at:s.from]...)
		at = s.to
		switch {
		case s.comment:
		case s.word:
			out = append(out, strings.Repeat("x", utf8.RuneCount(text[s.from:s.to]))...)
		case s.flow:
			out = append(out, blanked(text[s.from:s.to])...)
			// The comma behind it goes, or else the one before it.
			rest := at
			for rest < len(text) && strings.IndexByte(" \t\r\n", text[rest]) >= 0 {
				rest++
			}
			if rest < len(text) && text[rest] == ',' {
				out = append(append(out, text[at:rest]...), ' ')
				at = rest + 1
			} else if before := bytes.TrimRight(out, " \t\r\n"); bytes.HasSuffix(before, []byte(",")) {
				out[len(before)-1] = ' '
			}
		default:
			// A comment in its place ends a text before it.
			at = b.lineEnd(s.to)
			out = append(append(out, '#'), bytes.Repeat([]byte("\n"), bytes.Count(text[s.from:at], []byte("\n")))...)
		}
	}
	return string(append(out, text[at:]...))
}

// blanked puts a blank in place of each character but line breaks.
func blanked(text []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r == '\n' || r == '\r' {
			return r
		}
		return ' '
	}, text)
}

// frontMatterBlanked is prose without what other tools keep at its head.
func frontMatterBlanked(s *source) string {
	first := s.bodyLine()
	if first == 1 {
		return s.text
	}
	var out strings.Builder
	for n := 1; n < first; n++ {
		line := s.text[s.lines[n-1]:s.lines[n]]
		if n > 1 && n < first-1 {
			line = line[len(strings.TrimRight(line, "\r\n")):]
		}
		out.WriteString(line)
	}
	return out.String() + s.text[s.lines[first-1]:]
}

// secrets are the keys of web addresses whose values open something.
var secrets = []string{"access_token", "apikey", "api_key", "auth", "key", "password", "passwd", "pwd", "secret", "sig", "signature", "token"}

// publicAddress is a web address without a user's name: what is left of one opens
// nothing.
func publicAddress(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	host, path := rest, ""
	if n := strings.IndexAny(rest, "/?#"); n >= 0 {
		host, path = rest[:n], rest[n:]
	}
	n := strings.LastIndexByte(host, '@')
	if !ok || n < 0 {
		return address
	}
	return scheme + "://" + host[n+1:] + path
}

// withoutCredentials puts a sign in place of each character of a user's name and
// password in web addresses, and of the values of keys that open something.
func withoutCredentials(text string) string {
	const begin = "://"
	var out strings.Builder
	for {
		at := strings.Index(text, begin)
		if at < 0 {
			break
		}
		at += len(begin)
		end := at + len(text[at:])
		if n := strings.IndexAny(text[at:], " \t\r\n\"'<>)]}"); n >= 0 {
			end = at + n
		}
		out.WriteString(text[:at])
		out.WriteString(addressWithout(text[at:end]))
		text = text[end:]
	}
	if out.Len() == 0 {
		return text
	}
	return out.String() + text
}

// addressWithout is withoutCredentials of one address, from its host on.
func addressWithout(address string) string {
	crossed := func(s string) string { return strings.Repeat("x", utf8.RuneCountInString(s)) }
	host, rest := address, ""
	if n := strings.IndexAny(address, "/?#"); n >= 0 {
		host, rest = address[:n], address[n:]
	}
	if n := strings.LastIndexByte(host, '@'); n >= 0 {
		host = crossed(host[:n]) + host[n:]
	}
	path, query, ok := strings.Cut(rest, "?")
	if !ok {
		return host + rest
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		if key, value, _ := strings.Cut(pair, "="); slices.Contains(secrets, strings.ToLower(key)) {
			pairs[i] = pair[:len(pair)-len(value)] + crossed(value)
		}
	}
	return host + path + "?" + strings.Join(pairs, "&")
}
