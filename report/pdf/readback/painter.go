package readback

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math"
	"strings"

	"tradebrief/report/pdf/object"
)

// fine rounds to a thousandth of a point.
func fine(v float64) float64 { return math.Round(v*1000) / 1000 }

// matrix is a b c d e f of a change of coordinates.
type matrix [6]float64

// times is m after n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) point(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

var plainSpace = matrix{1, 0, 0, 1, 0, 0}

// painter follows the operators of pages.
type painter struct {
	*object.File
	fonts    map[object.Ref]*font
	pictures map[object.Ref][sha256.Size]byte // the digests of those met so far
	shown    int                              // bytes kept of all pages

	// Of the page that is read.
	sheet     Page
	resources object.Dict
	pageFonts map[object.Name]*font // those that are no objects of their own
	state     state
	saved     []state
	where     []Where // of the sequences of marked content that are open
	text      matrix
	line      matrix // where the line of text began
	open      bool   // the next text goes on with the last run
	path      strings.Builder
	points    [4]float64 // left, top, right, bottom of the path
}

// state is what q keeps and Q brings back.
type state struct {
	space                                     matrix
	font                                      *font
	size, leading, charSpace, wordSpace, rise float64
	scale                                     float64
	looks                                     [len(lookOps)]string
}

// lookOps are the operators that change how marks look, by what they change:
// each replaces what an operator of its group said before.
var lookOps = [...][]string{
	{"g", "rg", "k", "sc", "scn"}, {"G", "RG", "K", "SC", "SCN"}, {"cs"}, {"CS"},
	{"w"}, {"J"}, {"j"}, {"M"}, {"d"}, {"gs"}, {"Tr"}, {"W", "W*"},
}

// lookOf finds the group of an operator.
var lookOf = func() map[string]int {
	m := map[string]int{}
	for i, group := range lookOps {
		for _, op := range group {
			m[op] = i
		}
	}
	return m
}()

// page reads what one page shows.
func (r *painter) page(d object.Dict) (Page, error) {
	_, _, w, h := box(r.File, d["MediaBox"], 0)
	r.sheet = Page{Width: w, Height: h}
	r.resources, r.pageFonts = r.Dict(d["Resources"]), map[object.Name]*font{}
	r.state, r.saved, r.where = state{space: plainSpace, scale: 1}, nil, nil
	r.newPath()
	contents, err := r.contents(d["Contents"])
	if err != nil {
		return Page{}, err
	}
	c := object.NewContents(contents)
	for c.Next() {
		if err := r.operator(c.Op, c.Args); err != nil {
			return Page{}, err
		}
	}
	return r.sheet, c.Err()
}

// contents are the operators of a page, whose streams count as one.
func (r *painter) contents(o object.Object) ([]byte, error) {
	if o == nil {
		return nil, nil
	}
	parts, ok := r.Get(o).(object.Array)
	if !ok {
		return r.Data(o)
	}
	var all [][]byte
	for _, part := range parts {
		data, err := r.Data(part)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return bytes.Join(all, []byte("\n")), nil
}

// longestRun is where a run is cut, so that putting it together stays cheap.
const longestRun = 1 << 13

// keep counts what is kept of a file.
func (r *painter) keep(n int) error {
	if r.shown += n + 128; r.shown > mostShown {
		return fmt.Errorf("the pages show more than %d MB", mostShown>>20)
	}
	return nil
}

func (r *painter) operator(op string, args []object.Object) error {
	v := func(i int) float64 {
		if i < 0 || i >= len(args) {
			return 0
		}
		return number(r.File, args[i])
	}
	s := &r.state
	switch op {
	case "q":
		if len(r.saved) > 1000 {
			return fmt.Errorf("states are saved in one another more than 1000 deep")
		}
		r.saved = append(r.saved, r.state)
	case "Q":
		if n := len(r.saved); n > 0 {
			r.state, r.saved = r.saved[n-1], r.saved[:n-1]
		}
	case "cm":
		s.space = matrix{v(0), v(1), v(2), v(3), v(4), v(5)}.times(s.space)
	case "BMC", "BDC":
		if len(r.where) > 1000 {
			return fmt.Errorf("marked content is nested more than 1000 deep")
		}
		r.where = append(r.where, r.marked(args))
		r.open = false
	case "EMC":
		if n := len(r.where); n > 0 {
			r.where = r.where[:n-1]
		}
		r.open = false
	case "BT":
		r.move(plainSpace)
	case "Td":
		r.move(matrix{1, 0, 0, 1, v(0), v(1)}.times(r.line))
	case "TD":
		s.leading = -v(1)
		r.move(matrix{1, 0, 0, 1, v(0), v(1)}.times(r.line))
	case "Tm":
		r.move(matrix{v(0), v(1), v(2), v(3), v(4), v(5)})
	case "T*":
		r.move(matrix{1, 0, 0, 1, 0, -s.leading}.times(r.line))
	case "TL":
		s.leading = v(0)
	case "Tc":
		s.charSpace = v(0)
	case "Tw":
		s.wordSpace = v(0)
	case "Tz":
		s.scale = v(0) / 100
	case "Ts":
		s.rise = v(0)
	case "Tf":
		if len(args) > 0 {
			name, _ := args[0].(object.Name)
			var err error
			if s.font, err = r.font(name); err != nil {
				return err
			}
			s.size = v(1)
		}
	case "Tj", "TJ", "'", `"`:
		return r.show(op, args)
	case "m", "l", "c", "v", "y", "h", "re":
		return r.segment(op, args)
	case "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do":
		return r.paint(op, args)
	case "n":
		r.newPath()
	default:
		if i, ok := lookOf[op]; ok {
			look := written(op, args)
			if i == len(lookOps)-1 {
				look = s.looks[i] + r.path.String() + look // a clip narrows the one before
				if len(look) > 1<<16 {
					return fmt.Errorf("more than 64 kB of clips")
				}
			}
			s.looks[i] = look
		}
	}
	return nil
}

// marked reads to what a sequence of marked content belongs.
func (r *painter) marked(args []object.Object) Where {
	if len(args) > 1 {
		d := r.Dict(args[1])
		if name, ok := args[1].(object.Name); ok {
			d = r.Dict(r.Dict(r.resources["Properties"])[name])
		}
		if n, ok := r.Get(d["MCID"]).(object.Number); ok {
			return Where(number(r.File, n))
		}
	}
	if len(args) > 0 && args[0] == object.Name("Artifact") {
		return Furniture
	}
	return r.here()
}

// here is to what a mark belongs that is painted now.
func (r *painter) here() Where {
	if n := len(r.where); n > 0 {
		return r.where[n-1]
	}
	return Unmarked
}

// move sets a new place for text.
func (r *painter) move(m matrix) {
	r.text, r.line = m, m
	r.open = false
}

// show shows the strings of a text operator.
func (r *painter) show(op string, args []object.Object) error {
	if len(args) == 0 {
		return nil
	}
	s := &r.state
	if op == `"` && len(args) == 3 {
		s.wordSpace, s.charSpace = number(r.File, args[0]), number(r.File, args[1])
	}
	if op == "'" || op == `"` {
		r.move(matrix{1, 0, 0, 1, 0, -s.leading}.times(r.line))
	}
	pieces, ok := args[len(args)-1].(object.Array)
	if !ok {
		pieces = object.Array{args[len(args)-1]}
	}
	for _, piece := range pieces {
		switch piece := piece.(type) {
		case object.Number:
			by := -number(r.File, piece) / 1000
			r.advance(by * s.size)
			// Many programs leave the blank between words out and move instead.
			if n := len(r.sheet.Runs); by > 0.2 && r.open && !strings.HasSuffix(r.sheet.Runs[n-1].Text, " ") {
				r.sheet.Runs[n-1].Text += " "
			}
		case object.String:
			if err := r.string(piece); err != nil {
				return err
			}
		}
	}
	return nil
}

// advance moves the pen along the line.
func (r *painter) advance(by float64) {
	r.text = matrix{1, 0, 0, 1, by * r.state.scale, 0}.times(r.text)
}

func (r *painter) string(str object.String) error {
	s := &r.state
	if s.font == nil {
		s.font = &font{bytes: 1}
	}
	text, width, codes, spaces := s.font.show(str)
	if err := r.keep(len(text)); err != nil {
		return err
	}
	at := r.text.times(s.space)
	x, y := at.point(0, s.rise)
	next := Run{
		Text: text, X: fine(x), Y: fine(r.sheet.Height - y), Size: fine(s.size * math.Hypot(at[2], at[3])), Font: s.font.name,
		Look: s.looks[0] + s.looks[2] + s.looks[9] + s.looks[10] + s.looks[11], Where: r.here(),
	}
	last := &Run{}
	if r.open {
		last = &r.sheet.Runs[len(r.sheet.Runs)-1]
	}
	if r.open && len(last.Text) < longestRun && last.Font == next.Font && last.Size == next.Size && last.Look == next.Look {
		last.Text += text
	} else {
		r.sheet.Runs = append(r.sheet.Runs, next)
	}
	r.open = true
	r.advance(width/1000*s.size + float64(codes)*s.charSpace + float64(spaces)*s.wordSpace)
	last = &r.sheet.Runs[len(r.sheet.Runs)-1]
	end, _ := r.text.times(s.space).point(0, s.rise)
	last.W = fine(end - last.X)
	return nil
}

func (r *painter) newPath() {
	r.path.Reset()
	r.points = [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
}

// segment adds to the path.
func (r *painter) segment(op string, args []object.Object) error {
	at := func(x, y float64) {
		x, y = r.state.space.point(x, y)
		y = r.sheet.Height - y
		p := &r.points
		p[0], p[1], p[2], p[3] = min(p[0], x), min(p[1], y), max(p[2], x), max(p[3], y)
	}
	var v []float64
	for _, a := range args {
		v = append(v, number(r.File, a))
	}
	if op == "re" && len(v) == 4 {
		v[2], v[3] = v[0]+v[2], v[1]+v[3]
	}
	for ; len(v) >= 2; v = v[2:] {
		at(v[0], v[1])
	}
	r.path.WriteString(written(op, args))
	if r.path.Len() > mostShown {
		return r.keep(r.path.Len())
	}
	return nil
}

// paint ends a path.
func (r *painter) paint(op string, args []object.Object) error {
	s := Shape{Where: r.here(), Paint: r.path.String() + written(op, args)}
	for i, look := range r.state.looks {
		if i < 10 || i == 11 {
			s.Paint += look
		}
	}
	if r.state.space != plainSpace {
		s.Paint += fmt.Sprintln(r.state.space, "cm")
	}
	if op == "Do" && len(args) > 0 {
		name, _ := args[0].(object.Name)
		shown, x, y, w, h, err := r.picture(name)
		if err != nil {
			return err
		}
		s.Paint, s.X, s.Y, s.W, s.H = s.Paint+shown, fine(x), fine(y), fine(w), fine(h)
	}
	if p := r.points; p[0] <= p[2] {
		s.X, s.Y, s.W, s.H = fine(p[0]), fine(p[1]), fine(p[2]-p[0]), fine(p[3]-p[1])
	}
	r.newPath()
	r.sheet.Shapes = append(r.sheet.Shapes, s)
	return r.keep(len(s.Paint))
}

// picture tells one picture of pixels from another, and where it stands: it fills the
// unit square. A form has neither; what it draws is not followed.
func (r *painter) picture(name object.Name) (shown string, x, y, w, h float64, err error) {
	o := r.Dict(r.resources["XObject"])[name]
	s, ok := r.Get(o).(*object.Stream)
	if !ok || r.Get(s.Dict["Subtype"]) != object.Name("Image") {
		return "", 0, 0, 0, 0, nil
	}
	ref, _ := o.(object.Ref)
	sum, ok := r.pictures[ref]
	if !ok || ref == 0 {
		data := s.Data
		if f := r.Get(s.Dict["Filter"]); f == object.Name("FlateDecode") {
			if data, err = r.Data(s); err != nil {
				return "", 0, 0, 0, 0, err
			}
		}
		sum = sha256.Sum256(data)
		r.pictures[ref] = sum
	}
	left, bottom := r.state.space.point(0, 0)
	right, top := r.state.space.point(1, 1)
	shown = fmt.Sprintf("%v by %v %v %x\n", r.Get(s.Dict["Width"]), r.Get(s.Dict["Height"]), r.Get(s.Dict["ColorSpace"]), sum)
	return shown, min(left, right), r.sheet.Height - max(bottom, top), math.Abs(right - left), math.Abs(top - bottom), nil
}

// written is an operator as text.
func written(op string, args []object.Object) string {
	var b strings.Builder
	for _, a := range args {
		fmt.Fprint(&b, a, " ")
	}
	return b.String() + op + "\n"
}
