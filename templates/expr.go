package templates

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"tradebrief/data/diag"
)

// Expr is one expression with its place. Kind is the kind of its result, as
// far as that can be told without data.
type Expr struct {
	Src  string // as written
	At   diag.Pos
	Root ExprNode
	Kind Kind
	For  Scalar // the period for which its block is meant; absent: all
}

// ExprNode is one node of an expression. The sum is sealed; its members are
// pointers: *Name, *Member, *Call, *Num, *Str, *Bool, *Unary, *Binary, *Cond
// and *ListExpr. The place of a node is that of the word or sign that makes
// it: the operator, the function's name, the member's name, the first
// character of a literal.
type ExprNode interface {
	ExprPos() diag.Pos
	expr()
}

type (
	// Name is a series, a constant (constants.x is x), params, or a word.
	Name struct {
		At diag.Pos
		S  string
	}
	// Member is exports.mom or params.partner.
	Member struct {
		At diag.Pos
		X  ExprNode
		S  string
	}
	// Call is month(period), or exports.at('2022-09') with the series as X.
	Call struct {
		At   diag.Pos
		X    ExprNode // nil for a function
		S    string
		Args []ExprNode
	}
	// Num is a number; S holds its digits as written, so that 0.1 stays exact.
	Num struct {
		At diag.Pos
		S  string
	}
	// Str is a text in quotes, without them.
	Str struct {
		At diag.Pos
		S  string
	}
	// Bool is true or false.
	Bool struct {
		At diag.Pos
		V  bool
	}
	// Unary has Op - or not.
	Unary struct {
		At diag.Pos
		Op string
		X  ExprNode
	}
	// Binary has Op + - * / < <= > >= == != and, or, in.
	Binary struct {
		At   diag.Pos
		Op   string
		X, Y ExprNode
	}
	// Cond is C ? X : Y.
	Cond struct {
		At      diag.Pos
		C, X, Y ExprNode
	}
	// ListExpr is [a, b].
	ListExpr struct {
		At    diag.Pos
		Items []ExprNode
	}
)

// Children are the nodes right within a node, as they are written.
func Children(n ExprNode) []ExprNode {
	switch n := n.(type) {
	case *Member:
		return []ExprNode{n.X}
	case *Call:
		if n.X == nil {
			return n.Args
		}
		return append([]ExprNode{n.X}, n.Args...)
	case *Unary:
		return []ExprNode{n.X}
	case *Binary:
		return []ExprNode{n.X, n.Y}
	case *Cond:
		return []ExprNode{n.C, n.X, n.Y}
	case *ListExpr:
		return n.Items
	}
	return nil
}

func (n *Name) ExprPos() diag.Pos     { return n.At }
func (n *Member) ExprPos() diag.Pos   { return n.At }
func (n *Call) ExprPos() diag.Pos     { return n.At }
func (n *Num) ExprPos() diag.Pos      { return n.At }
func (n *Str) ExprPos() diag.Pos      { return n.At }
func (n *Bool) ExprPos() diag.Pos     { return n.At }
func (n *Unary) ExprPos() diag.Pos    { return n.At }
func (n *Binary) ExprPos() diag.Pos   { return n.At }
func (n *Cond) ExprPos() diag.Pos     { return n.At }
func (n *ListExpr) ExprPos() diag.Pos { return n.At }

func (*Name) expr()     {}
func (*Member) expr()   {}
func (*Call) expr()     {}
func (*Num) expr()      {}
func (*Str) expr()      {}
func (*Bool) expr()     {}
func (*Unary) expr()    {}
func (*Binary) expr()   {}
func (*Cond) expr()     {}
func (*ListExpr) expr() {}

// The bounds of an expression, in characters and levels.
const (
	maxExpr      = 2000
	maxExprDepth = 50
)

// plainCalls makes the parser take every call for a call of the outline's own
// language: none of expr's builtin functions is known to it.
func plainCalls() *conf.Config {
	return &conf.Config{MaxNodes: 1000, DisableIfOperator: true, Functions: overridden()}
}

var overridden = sync.OnceValue(func() conf.FunctionsTable {
	table := conf.FunctionsTable{}
	for _, b := range builtin.Builtins {
		table[b.Name] = b
	}
	return table
})

// exprText is an expression in its scalar: where each of its bytes stands.
type exprText struct {
	src string
	pos func(offset int) diag.Pos
}

// failure is why an expression cannot be taken.
type failure struct {
	at      diag.Pos
	message string
	hint    string
	fix     []diag.Edit
}

// parseExpr parses the text of an expression; the names in it are checked
// elsewhere.
func parseExpr(t exprText) (*Expr, *failure) {
	trimmed := strings.TrimSpace(t.src)
	lead := strings.Index(t.src, trimmed)
	x := &Expr{Src: trimmed, At: t.pos(lead)}
	if trimmed == "" {
		return nil, &failure{at: t.pos(0), message: "an expression is empty", hint: "write a series or a metric, such as exports.mom"}
	}
	if utf8.RuneCountInString(trimmed) > maxExpr {
		return nil, &failure{at: x.At, message: "an expression is longer than 2,000 characters", hint: "name a part of it as a series, or split the sentence"}
	}
	if f := t.foreign(); f != nil {
		return nil, f
	}
	tree, err := parser.ParseWithConfig(t.src, plainCalls())
	if err != nil {
		return nil, t.syntax(err)
	}
	tr := translator{text: t, runes: runeOffsets(t.src)}
	x.Root = tr.node(tree.Node, 1)
	if tr.failure != nil {
		return nil, tr.failure
	}
	return x, nil
}

// runeOffsets gives the byte at which each character starts, and the length.
func runeOffsets(s string) []int {
	offsets := make([]int, 0, len(s)+1)
	for i := range s {
		offsets = append(offsets, i)
	}
	return append(offsets, len(s))
}

// signs are characters that an author may write for an operator.
var signs = map[rune]string{'≥': ">=", '≤': "<=", '≠': "!=", '−': "-", '–': "-", '—': "-", '×': "*", '·': "*", '÷': "/"}

// typographic are the quotation marks that word processors set.
var typographic = []rune("“”„‘’‚«»")

var (
	percentage  = regexp.MustCompile(`([0-9]{1,9}(?:\.[0-9]{1,9})?) ?$`)
	barePeriod  = regexp.MustCompile(`\.(at|vs)\( *([12][0-9]{3}(?:-(?:Q[1-4]|[0-9]{2}))?) *\)`)
	loudOperand = regexp.MustCompile(`^(?:AND|OR|NOT|IN|And|Or|Not|In)$`)
)

// asRatio is a number of per cent as a ratio, digit by digit: 15 is 0.15.
func asRatio(percent string) string {
	whole, part, _ := strings.Cut(percent, ".")
	whole = strings.Repeat("0", max(0, 3-len(whole))) + whole
	n := len(whole) - 2
	digits := strings.TrimRight(whole[n:]+part, "0")
	whole = strings.TrimLeft(whole[:n-1], "0") + whole[n-1:n]
	if digits == "" {
		return whole
	}
	return whole + "." + digits
}

// edit is the change of one piece of the expression.
func (t exprText) edit(at int, old, put string) []diag.Edit {
	return []diag.Edit{{Pos: t.pos(at), Old: old, New: put}}
}

// foreign finds what the outline's expressions do not have, outside of quotes,
// before the parser stumbles over it with a message of its own.
func (t exprText) foreign() *failure {
	if m := barePeriod.FindStringSubmatchIndex(t.src); m != nil {
		method, period := t.src[m[2]:m[3]], t.src[m[4]:m[5]]
		return &failure{at: t.pos(m[4]), message: method + " takes a period here, found a number",
			hint: fmt.Sprintf("write the period in single quotes: %s('%s')", method, period), fix: t.edit(m[4], period, "'"+period+"'")}
	}
	quote := rune(0)
	before := rune(0)
	for i, r := range t.src {
		next := rune(0)
		if w := i + utf8.RuneLen(r); w < len(t.src) {
			next, _ = utf8.DecodeRuneInString(t.src[w:])
		}
		at := t.pos(i)
		switch {
		case quote != 0:
			if r == quote && before != '\\' {
				quote = 0
			}
		case r == '\'' || r == '"' || r == '`':
			quote = r
			if r == '`' {
				return &failure{at: at, message: "` is not part of the outline's expressions", hint: "write texts in single quotes"}
			}
		case slices.Contains(typographic, r):
			// All of them are one mistake: half of them mended would be another.
			f := &failure{at: at, message: "the quotation mark " + string(r) + " is typographic, expressions take straight ones", hint: "write '…' with straight ones"}
			for k, r := range t.src {
				if slices.Contains(typographic, r) {
					f.fix = append(f.fix, t.edit(k, string(r), "'")...)
				}
			}
			return f
		case signs[r] != "":
			return &failure{at: at, message: "the sign " + string(r) + " is not part of the outline's expressions", hint: "write " + signs[r], fix: t.edit(i, string(r), signs[r])}
		case r == '%':
			f := &failure{at: at, message: "% is not part of the outline's expressions", hint: "rates are ratios: write 0.15 for 15 per cent"}
			if number := percentage.FindStringSubmatch(t.src[:i]); number != nil {
				ratio := asRatio(number[1])
				f.hint = "rates are ratios: write " + ratio
				f.fix = t.edit(i-len(number[0]), number[0]+"%", ratio)
			}
			return f
		case r == '=' && next != '=' && !strings.ContainsRune("=!<>", before):
			return &failure{at: at, message: "= does not compare", hint: "write == for equal", fix: t.edit(i, "=", "==")}
		case r == '<' && next == '>':
			return &failure{at: at, message: "<> is not part of the outline's expressions", hint: "write != for not equal", fix: t.edit(i, "<>", "!=")}
		case r == '/' && (next == '/' || next == '*'):
			return &failure{at: at, message: "a comment is not part of the outline's expressions"}
		case r == '|' && next != '|' && before != '|' || r == ';' || r == '#' || r == '{' || r == '}' || r == '^' || r == '$' || r == '&' && next != '&' && before != '&':
			return &failure{at: at, message: string(r) + " is not part of the outline's expressions"}
		case r == '*' && next == '*' || r == '?' && (next == '?' || next == '.') || r == '.' && next == '.' || r == ':' && next == ':':
			return &failure{at: at, message: string(r) + string(next) + " is not part of the outline's expressions"}
		}
		before = r
	}
	return nil
}

// syntax says in our words what the parser could not read.
func (t exprText) syntax(err error) *failure {
	var e *file.Error
	if !errors.As(err, &e) {
		return &failure{at: t.pos(0), message: "the expression cannot be read"}
	}
	offsets := runeOffsets(t.src)
	end := len(strings.TrimRight(t.src, " \t\n"))
	at := min(offsets[max(0, min(e.From, len(offsets)-1))], end)
	word := e.Message
	switch {
	case strings.HasSuffix(t.src[:end], ".") && at >= end-1:
		return &failure{at: t.pos(end), message: "the name of a metric was expected behind the dot"}
	case strings.Contains(word, "EOF") || strings.Contains(word, "end of expression"):
		open := unclosed(t.src)
		if open != 0 {
			closed := string(closer(open))
			return &failure{at: t.pos(end), message: "the expression ends before " + string(open) + " is closed", hint: "write " + closed + " where it ends", fix: t.edit(end, "", closed)}
		}
		return &failure{at: t.pos(end), message: "the expression ends where a value was expected"}
	case strings.Contains(word, "not terminated"):
		at := strings.LastIndexAny(t.src[:min(end, len(t.src))], "'\"")
		if i := openQuote(t.src); i >= 0 {
			at = i
		}
		return &failure{at: t.pos(max(at, 0)), message: "a text in quotes is not closed"}
	case strings.Contains(word, "unexpected token"):
		token := tokenAt(t.src[at:])
		f := &failure{at: t.pos(at), message: "found " + token + " where the expression should go on with an operator or end"}
		if bare := strings.Trim(token, `"`); loudOperand.MatchString(bare) {
			f.hint, f.fix = "write "+strings.ToLower(bare), t.edit(at, bare, strings.ToLower(bare))
		}
		if operand := strings.TrimRight(t.src[:at], " \t\n"); operand == "" || strings.ContainsRune("+-*/<>=!&|?:([,", rune(operand[len(operand)-1])) {
			f.message = "found " + token + " where a value was expected"
		}
		return f
	case strings.Contains(word, "unrecognized character"):
		r, _ := utf8.DecodeRuneInString(t.src[at:])
		return &failure{at: t.pos(at), message: string(r) + " is not part of the outline's expressions"}
	case strings.Contains(word, "bad number") || strings.Contains(word, "literal"):
		return &failure{at: t.pos(at), message: "the number cannot be read", hint: "write digits, such as 0.15 or 250e6"}
	case strings.Contains(word, "expected name"):
		return &failure{at: t.pos(at), message: "the name of a metric was expected behind the dot"}
	case strings.Contains(word, "maximum allowed nodes"):
		return &failure{at: t.pos(0), message: "the expression has more than 1,000 parts"}
	case strings.Contains(word, "escape"):
		return &failure{at: t.pos(at), message: "an escape in a text cannot be read"}
	}
	return &failure{at: t.pos(at), message: "the expression cannot be read from here"}
}

// unclosed is the last bracket that is open at the end of an expression, or 0.
func unclosed(src string) byte {
	var open []byte
	for _, c := range unquoted(src) {
		switch {
		case c == '(' || c == '[':
			open = append(open, c)
		case (c == ')' || c == ']') && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return 0
	}
	return open[len(open)-1]
}

// closer is the bracket that closes one.
func closer(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	}
	return '}'
}

// openQuote is the place of a quote that is not closed, or -1.
func openQuote(src string) int {
	quote, at := byte(0), -1
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote, at = 0, -1
			}
		case c == '\'' || c == '"':
			quote, at = c, i
		}
	}
	return at
}

// tokenAt is the word or sign at the start of s, quoted for a message.
func tokenAt(s string) string {
	end := 0
	for i, r := range s {
		if !(r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80) {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	if end == 0 && s != "" {
		_, end = utf8.DecodeRuneInString(s)
	}
	if s == "" {
		return "the end"
	}
	return "\"" + s[:end] + "\""
}

// translator turns the parser's tree into ours.
type translator struct {
	text    exprText
	runes   []int
	failure *failure
}

func (t *translator) at(loc file.Location) diag.Pos {
	return t.text.pos(t.runes[max(0, min(loc.From, len(t.runes)-1))])
}

func (t *translator) fail(at diag.Pos, message, hint string) ExprNode {
	if t.failure == nil {
		t.failure = &failure{at: at, message: message, hint: hint}
	}
	return &Bool{At: at}
}

func (t *translator) foreign(n ast.Node, what string) ExprNode {
	return t.fail(t.at(n.Location()), what+" is not part of the outline's expressions", "")
}

func (t *translator) nodes(list []ast.Node, depth int) []ExprNode {
	out := make([]ExprNode, len(list))
	for i, n := range list {
		out[i] = t.node(n, depth)
	}
	return out
}

func (t *translator) node(n ast.Node, depth int) ExprNode {
	if t.failure != nil {
		return &Bool{}
	}
	if n == nil {
		return t.fail(t.text.pos(0), "the expression cannot be read", "")
	}
	at := t.at(n.Location())
	if depth > maxExprDepth {
		return t.fail(at, "the expression is nested deeper than 50 levels", "")
	}
	depth++
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return &Name{at, n.Value}
	case *ast.IntegerNode, *ast.FloatNode:
		return t.number(n.Location())
	case *ast.StringNode:
		return &Str{at, n.Value}
	case *ast.BoolNode:
		return &Bool{at, n.Value}
	case *ast.UnaryNode:
		x := t.node(n.Node, depth)
		switch n.Operator {
		case "+":
			return x
		case "!", "not":
			return &Unary{at, "not", x}
		case "-":
			return &Unary{at, "-", x}
		}
		return t.foreign(n, n.Operator)
	case *ast.BinaryNode:
		op := n.Operator
		switch op {
		case "&&":
			op = "and"
		case "||":
			op = "or"
		case "+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or", "in":
		default:
			return t.foreign(n, op)
		}
		x := t.node(n.Left, depth)
		return &Binary{at, op, x, t.node(n.Right, depth)}
	case *ast.ConditionalNode:
		c := t.node(n.Cond, depth)
		x := t.node(n.Exp1, depth)
		return &Cond{c.ExprPos(), c, x, t.node(n.Exp2, depth)}
	case *ast.ArrayNode:
		return &ListExpr{at, t.nodes(n.Nodes, depth)}
	case *ast.MemberNode:
		x, name := t.member(n, depth)
		if of, ok := x.(*Name); ok && of.S == "constants" {
			return &Name{at, name}
		}
		return &Member{at, x, name}
	case *ast.CallNode:
		switch callee := n.Callee.(type) {
		case *ast.IdentifierNode:
			return &Call{at, nil, callee.Value, t.nodes(n.Arguments, depth)}
		case *ast.MemberNode:
			x, name := t.member(callee, depth)
			return &Call{at, x, name, t.nodes(n.Arguments, depth)}
		}
		return t.foreign(n, "this call")
	case *ast.BuiltinNode:
		return t.foreign(n, n.Name)
	case *ast.NilNode:
		return t.foreign(n, "nil")
	case *ast.SliceNode:
		return t.foreign(n, "a slice [:]")
	case *ast.MapNode:
		return t.foreign(n, "a map {}")
	case *ast.BytesNode:
		return t.foreign(n, "b''")
	case *ast.ChainNode:
		return t.foreign(n, "?.")
	case *ast.VariableDeclaratorNode:
		return t.foreign(n, "let")
	case *ast.SequenceNode:
		return t.foreign(n, ";")
	case *ast.PredicateNode, *ast.PointerNode:
		return t.foreign(n, "#")
	}
	return t.fail(at, "the expression cannot be read from here", "")
}

// member reads X.name; the form X["name"] has its property elsewhere.
func (t *translator) member(n *ast.MemberNode, depth int) (ExprNode, string) {
	name, ok := n.Property.(*ast.StringNode)
	if !ok || n.Optional || name.Location() != n.Location() {
		return t.foreign(n, "an index []"), ""
	}
	return t.node(n.Node, depth), name.Value
}

// number keeps the digits as written.
func (t *translator) number(loc file.Location) ExprNode {
	at := t.at(loc)
	from, to := max(0, min(loc.From, len(t.runes)-1)), max(0, min(loc.To, len(t.runes)-1))
	s := ""
	if from < to {
		s = strings.ReplaceAll(t.text.src[t.runes[from]:t.runes[to]], "_", "")
	}
	if !validNumber(s) {
		return t.fail(at, "the number cannot be read", "write digits, such as 0.15 or 250e6")
	}
	return &Num{at, s}
}
