package wording

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Chinese and Korean are cut into pieces: figures and times, which are read by
// rule, phrases of the lexicon, and single other characters. Pieces that belong
// together are joined: 连续, 三个月 is a run. What is joined is both marked in a
// text and read as the words of a claim.

// role is what a phrase does among the words of a claim.
type role uint8

const (
	loose     role = iota // none: such words make a claim unreadable
	fills                 // it changes nothing: 了, 出口
	moves_                // up or down: rose
	levels                // likewise, and what follows is the level: 升至
	sizes                 // sharply, slightly
	rows                  // a row of the house table by itself: surged, unchanged
	paces                 // likewise, a rate against the one before: accelerated
	runs                  // 连续
	ordinals_             // 第, 째
	times_                // doubled; also what 倍 makes of a number
	tops                  // the highest, the lowest
	ranks                 // the largest, which is a rank as well
	firsts                // 首次
	sinces                // 以来, 만에
	shares                // half, most
	sides                 // surplus, deficit
	widths                // widened, narrowed
	turns                 // of a balance: turned
	compares              // above, below
	bases                 // 同比, 环比
	to_                   // 至: what follows is the level and no change
	before                // how the number after it is meant
	after                 // how the number before it is meant
)

// lexeme is a phrase of a lexicon.
type lexeme struct {
	role   role
	say    string // in English, as the house table has it
	kind   Kind   // of the mark that it makes; 0: none
	sense  string
	sign   int8
	value  Value
	bound  Bound
	ending ending
}

// ending is what may stand behind a Korean stem.
type ending uint8

const (
	noEnding ending = iota
	nounal          // particles: 수출은
	verbal          // forms of 하다 and 되다: 증가했다
	past            // behind a past stem: 늘었다
)

// runes is a tree of phrases by their characters. An underscore in a phrase is a
// blank that may be left out.
type runes struct {
	next map[rune]*runes
	lex  *lexeme
}

func (t *runes) add(l lexeme, phrases string) {
	for phrase := range strings.FieldsSeq(phrases) {
		at := t
		for _, r := range phrase {
			if at.next == nil {
				at.next = map[rune]*runes{}
			}
			if at.next[r] == nil {
				at.next[r] = &runes{}
			}
			at = at.next[r]
		}
		at.lex = &l
	}
}

// match is the longest phrase that begins at a byte of the text, and its end; end
// is 0 where none does.
func (t *runes) match(text string, i int) (best *lexeme, end int) {
	at := t
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		next := at.next[r]
		if next == nil {
			gap := at.next['_']
			if gap == nil {
				break
			}
			if unicode.IsSpace(r) {
				i += n
				r, n = utf8.DecodeRuneInString(text[i:])
			}
			if next = gap.next[r]; next == nil {
				break
			}
		}
		at, i = next, i+n
		if at.lex != nil {
			best, end = at.lex, i
		}
	}
	return best, end
}

// lexica are what is known of the languages that are read so.
var lexica = map[Language]func() *signs{Chinese: sync.OnceValue(chinese), Korean: sync.OnceValue(korean), Japanese: sync.OnceValue(japanese)}

// signs is what is known of a language that is read so.
type signs struct {
	phrases  *runes
	units    *runes // behind a number; say is the unit, kind 0: a currency
	endings  map[ending]*runes
	calendar calendar
	adds     bool // k times behind a verb of growth is what came on top
}

// calendar is how a language writes dates.
type calendar struct{ year, month, day, quarter string }

// piece is a part of a text that says one thing.
type piece struct {
	Mark             // of a figure, a time or a reference; From and To of all pieces
	lex      *lexeme // nil: it is no phrase
	from, to int     // bytes, with the words that say how it is meant
}

// cutSigns cuts a text into its pieces; blanks and points are left out, unless
// they are no blanks between words.
func cutSigns(l Language, text string) []piece {
	lx := lexica[l]()
	var out []piece
	follows := false // a figure or a phrase ends here
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) || r == '\u200b' {
			i, follows = i+n, false
			continue
		}
		m, end := lx.figure(text, i)
		var lex *lexeme
		// Of a figure and a phrase the longer one is meant: 三季度.
		if x, n := lx.phrase(text, i, follows); n > end {
			m, end, lex = Mark{}, n, x
		}
		if follows = end > 0; !follows {
			if end = i + n; isLatin(r) {
				m, end = name(text, i)
			}
		}
		m.From, m.To = i, end
		out = append(out, piece{Mark: m, lex: lex, from: i, to: end})
		i = end
	}
	return out
}

func isLatin(r rune) bool { return r < 0x250 && unicode.IsLetter(r) }

func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }

// name reads a word in Latin letters: with digits in it, it is a name, G20, or an
// address.
func name(text string, i int) (Mark, int) {
	end := i
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !isLatin(r) && !('0' <= r && r <= '9') && !strings.ContainsRune("@:/._-+&?=%#", r) {
			break
		}
		end += n
	}
	w := strings.TrimRight(text[i:end], ".:/-")
	end = i + len(w)
	switch {
	case strings.Contains(w, "@"), strings.Contains(w, "://"), strings.HasPrefix(w, "www."):
		return Mark{Kind: Reference, Sense: Address}, end
	case strings.ContainsAny(w, "0123456789"):
		return Mark{Kind: Reference, Sense: Name}, end
	}
	return Mark{}, end
}

// phrase is the phrase at a byte of the text with what may stand behind it. follows
// says that another phrase ends there.
func (lx *signs) phrase(text string, i int, follows bool) (*lexeme, int) {
	x, end := lx.phrases.match(text, i)
	if x == nil || lx.endings == nil {
		return x, end
	}
	if r, _ := utf8.DecodeLastRuneInString(text[:i]); isHangul(r) && !follows {
		return nil, 0 // within a word
	}
	for _, kind := range []ending{x.ending, nounal} {
		if kind == noEnding {
			continue
		}
		if t := lx.endings[kind]; t != nil {
			if _, n := t.match(text, end); n > end {
				end = n
				break
			}
		}
	}
	if r, _ := utf8.DecodeRuneInString(text[end:]); isHangul(r) {
		// 수출증가 is two words, 최고위급 is not 최고.
		if y, _ := lx.phrases.match(text, end); y == nil || y.kind != Direction && y.kind != Intensity && y.kind != Noun {
			return nil, 0
		}
	}
	return x, end
}

// scanSigns finds the marks of a text.
func scanSigns(l Language, text string) []Mark {
	var out []Mark
	for _, p := range lexica[l]().joined(cutSigns(l, text)) {
		if p.Kind == 0 {
			continue
		}
		p.Text = text[p.From:p.To]
		out = append(out, p.Mark)
	}
	return out
}

// meant takes the words that say how a number is meant, 近 and 以上, into the
// pieces that they are about.
func meant(pieces []piece) []piece {
	var out []piece
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		if p.isNumber() || p.is(times_) || p.is(shares) {
			if n := len(out); n > 0 && out[n-1].is(before) {
				p.Bound, p.from = out[n-1].lex.bound, out[n-1].from
				out = out[:n-1]
			}
			if next := at(pieces, i+1); next.is(after) {
				p.Bound, p.to = next.lex.bound, next.to
				i++
			}
		}
		out = append(out, p)
	}
	return out
}

// joined joins the pieces that say one thing together, and marks the phrases that
// say something by themselves.
func (lx *signs) joined(pieces []piece) []piece {
	pieces = meant(pieces)
	var out []piece
	for i := 0; i < len(pieces); i++ {
		p, next := pieces[i], at(pieces, i+1)
		prior, first := at(out, len(out)-1), at(out, len(out)-2)
		since := i + 1 // where 以来 stands
		if at(pieces, since).is(fills) {
			since++
		}
		length := p.isNumber() && slices.Contains([]string{"months", "quarters", "years", "month"}, p.Unit)
		run := func(drop, take int) {
			from := p.From
			if drop > 0 {
				from = at(out, len(out)-drop).From
			}
			out, i = out[:len(out)-drop], i+take
			p = piece{Mark: Mark{Kind: Run, Bound: p.Bound, Value: p.Value, Unit: p.Unit, From: from, To: pieces[i].To}, from: min(p.from, from)}
		}
		switch {
		case p.Kind == Time && p.Sense == Quarter && p.When.Year == 0 && next.is(runs): // 2분기 연속, which is no second quarter
			p.Value = whole(int64(p.When.Quarter))
			p.Unit = "quarters"
			run(0, 1)
		case length && prior.is(runs): // 连续三个月
			run(1, 0)
		case length && prior.is(ordinals_) && first.is(runs): // 连续第三个月
			run(2, 0)
		case length && next.is(runs): // 3개월 연속
			run(0, 1)
		case length && next.is(ordinals_) && at(pieces, i+2).is(runs): // 3개월째 연속
			run(0, 2)
		case length && next.is(ordinals_): // 3개월째
			run(0, 1)
		case (length || p.Kind == Time && p.Sense != Base) && at(pieces, since).is(sinces):
			if q, n := sinceThen(pieces, since); n > 0 { // 四年来最高, 2018年9月以来最高
				q.Value, q.Unit, q.Bound, q.When, q.Since, q.From, q.from = p.Value, p.Unit, p.Bound, p.When, p.Kind == Time, p.From, p.from
				p, i = q, n
			}
		case p.isNumber() && p.Unit == "times":
			p.Kind, p.Unit, p.Sense = Multiple, "", TimesAsMuch
			verb := prior
			if prior.is(fills) {
				verb = first
			}
			if lx.adds && verb.is(moves_) && verb.lex.sign > 0 { // 增长两倍: two more than the one there was
				p.Sense = TimesMore
			}
		case p.isNumber() && prior.is(ordinals_) && next.is(ranks): // 第二大
			p = piece{Mark: Mark{Kind: Superlative, Sense: Rank, Value: p.Value, From: prior.From, To: next.To}, from: prior.from}
			out, i = out[:len(out)-1], i+1
		case p.isNumber() && next.is(ordinals_) && at(pieces, i+2).is(ranks): // 두 번째로 큰
			p = piece{Mark: Mark{Kind: Superlative, Sense: Rank, Value: p.Value, From: p.From, To: at(pieces, i+2).To}, from: p.from}
			i += 2
		case p.isNumber() && next.is(ranks) && next.lex.sense == Rank: // 2위
			p = piece{Mark: Mark{Kind: Superlative, Sense: Rank, Value: p.Value, From: p.From, To: next.To}, from: p.from}
			i++
		case p.isNumber() && prior.is(ordinals_) && p.Unit == "":
			p.Kind, p.Sense = Reference, Length // 第三轮
		case p.is(firsts) && !moving(next) && !(next.is(fills) && moving(at(pieces, i+2))), p.is(sizes) && !moving(next) && !moving(prior) && !(next.is(fills) && moving(at(pieces, i+2))):
			// 首次发布 is no first time, 略去 is not slight.
		case p.lex != nil:
			p.Kind, p.Sense, p.Sign, p.Value = p.lex.kind, p.lex.sense, p.lex.sign, p.lex.value
		}
		p.from, p.to = min(p.from, p.From), max(p.to, p.To)
		out = append(out, p)
	}
	return out
}

// sinceThen reads what follows a time from which a superlative counts: 以来最高,
// 만에 처음. n is the index of its last piece; 0 where none follows.
func sinceThen(pieces []piece, i int) (p piece, n int) {
	for k := i; k < i+5 && k < len(pieces); k++ {
		switch x := pieces[k].lex; {
		case x == nil:
			return p, 0
		case x.role == tops, x.role == firsts, x.role == ranks && x.sense == Most:
			p.lex = x
			p.Mark = Mark{Kind: Superlative, Sense: x.sense, To: pieces[k].To}
			return p, k
		case x.role != sinces && x.role != fills && x.role != to_ && x.role != bases && x.role != moves_:
			return p, 0
		case x.role == moves_ && k == i+1 && x.kind == Direction && pieces[i].lex.sense == First:
			// 3개월 만에 증가: for the first time in three months
			p.lex = &lexeme{role: firsts, sense: First, sign: x.sign}
			p.Mark = Mark{Kind: Superlative, Sense: First, Sign: x.sign, To: pieces[k].To}
			return p, k
		}
	}
	return p, 0
}

// moving reports whether a piece is a word of movement or compares.
func moving(p piece) bool {
	return p.is(moves_) || p.is(levels) || p.is(rows) || p.is(paces) || p.is(widths) || p.is(compares)
}

func (p piece) is(r role) bool { return p.lex != nil && p.lex.role == r }

func (p piece) isNumber() bool { return p.lex == nil && (p.Kind == Number || p.Kind == NumberWord) }

func at(pieces []piece, i int) piece {
	if i < 0 || i >= len(pieces) {
		return piece{}
	}
	return pieces[i]
}

// figure reads the figure, the time or the reference that begins at a byte.
func (lx *signs) figure(text string, i int) (Mark, int) {
	if i > 0 {
		// The digits of a name are no figure: G20.
		if r, _ := utf8.DecodeLastRuneInString(text[:i]); isLatin(r) && text[i] < utf8.RuneSelf && unicode.IsDigit(rune(text[i])) {
			return Mark{}, 0
		}
	}
	for _, read := range []func(string, int) (Mark, int){lx.label, lx.time, lx.number} {
		if m, end := read(text, i); end > 0 {
			return m, end
		}
	}
	return Mark{}, 0
}

// labels are what a number behind it names.
var labelled = []struct{ before, after, sense string }{
	{"HS", "", Code}, {"第", "号", Place}, {"第", "条", Place}, {"第", "段", Place}, {"第", "页", Place}, {"第", "款", Place}, {"第", "章", Place}, {"第", "类", Place}, {"第", "届", Name}, {"第", "次", Name},
	{"제", "호", Place}, {"제", "조", Place}, {"제", "항", Place}, {"제", "장", Place}, {"제", "쪽", Place}, {"제", "차", Name}, {"제", "류", Place}, {"제", "부", Place}, {"결의", "호", Place}, {"결의_", "", Place},
	{"決議", "号", Place}, {"決議", "", Place}, {"코로나", "", Name}, {"주요", "개국", Name}, {"图", "", Exhibit}, {"図", "", Exhibit}, {"表", "", Exhibit}, {"그림", "", Exhibit}, {"표", "", Exhibit}, {"", "号决议", Place}, {"", "호_결의", Place}, {"", "号文", Place}, {"(", ")", Item}, {"（", "）", Item}, {"[", "]", Item},
}

// label reads a number that names a thing: 第2397号决议, HS 6703, 图3.
func (lx *signs) label(text string, i int) (Mark, int) {
	for _, l := range labelled {
		head := strings.TrimSuffix(l.before, "_")
		if !strings.HasPrefix(text[i:], head) {
			continue
		}
		from := i + len(head)
		for _, word := range []string{"编码", "코드", "税号", "品目", "번호"} {
			if l.sense == Code {
				from += len(text[from:]) - len(strings.TrimPrefix(strings.TrimLeft(text[from:], " \u00a0"), word))
				break
			}
		}
		if head != "" && l.sense != Item {
			from = len(text) - len(strings.TrimLeft(text[from:], " \u00a0"))
		}
		to := from
		for to < len(text) && ('0' <= text[to] && text[to] <= '9' || text[to] == '.' && to > from && to+1 < len(text) && '0' <= text[to+1] && text[to+1] <= '9') {
			to++
		}
		if to == from || l.sense == Item && to-from > 2 || head == "" && to-from < 3 {
			continue
		}
		tail, blank := strings.CutPrefix(strings.TrimLeft(text[to:], " \u00a0"), strings.ReplaceAll(l.after, "_", " "))
		if l.after != "" {
			if !blank {
				continue
			}
			to = len(text) - len(tail)
		}
		if l.after == "" && l.sense != Code {
			// 表3 is a table, 代表3个 counts; a unit behind makes it a figure.
			if _, n := lx.units.match(text, to); n > 0 {
				continue
			}
			if r, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsLetter(r) && head != "" && slices.Contains([]string{"代", "发", "地", "대", "목"}, string(r)) {
				continue
			}
		}
		return Mark{Kind: Reference, Sense: l.sense}, to
	}
	return Mark{}, 0
}
