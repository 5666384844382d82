package data

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tradebrief/data/diag"
)

// settled is what a row says besides its code, its name and its figures. Rows that
// follow one another mostly agree in it; then it is not read again.
type settled struct {
	ok     bool      // the row before left it here
	texts  []string  // of that row, in columns.settled
	out    bool      // a where leaves the row out
	wanted bool      // its figures are asked for
	key    seriesKey // of the row but for its code
	span   Span      // zero where the row has none; its figures are still checked, as all problems come at once
	values []settledValue

	// Of a large source.
	succession *succession // of its codes; nil: none
	quick      bool        // the rows to come may be quick
}

// settledValue is a column of figures in such a row.
type settledValue struct {
	off             bool // it gives nothing
	value, quantity settledFigure
}

// settledFigure is an observation but for its number and its place.
type settledFigure struct {
	off      bool
	o        observation
	key      seriesKey // without the code, and without the unit until it is keyed
	keyed    bool
	scaled   bool // the scale of o is known
	decimals int  // that are known, whatever is written; -1 = not said

	// Of a large source.
	sheaf   *ownSheaf // until it is keyed that of the rows before
	marks   *marks    // of its sheaf in its span; nil: not looked up
	segment *segment  // of them, the one used last
	fold    int32     // whose cell it is
	cell    *foldCell // nil: not looked up
}

// unchanged reports whether the row says what the row before said, but for its
// code, its name and its figures.
func (t *rows) unchanged() bool {
	from := 0
	if t.scan != nil && t.scan.same {
		from = t.cols.leading
	}
	texts := t.settled.texts
	for i, at := range t.cols.settled[from:] {
		if t.record[at] != texts[from+i] {
			return false
		}
	}
	return true
}

// settle reads what the rows to come may agree in.
func (t *rows) settle() {
	s := &t.settled
	found := t.found
	s.ok, s.out, s.wanted, s.quick = false, false, true, false
	counted := false // each of these rows is
	defer func() {
		// What is wrong is told in each row; the cells of a sheet, and the columns that
		// have the period in their heading, are looked at in each.
		if s.ok = t.found == found && t.grid == nil && !t.plan.headed() && !counted; s.ok {
			s.texts = s.texts[:0]
			for _, at := range t.cols.settled {
				s.texts = append(s.texts, t.record[at])
			}
		}
	}()
	for i, w := range t.e.src.Table.Where {
		if word := trim(t.record[t.cols.where[i]]); word != w.Equals.Value {
			t.leftOut(i, word)
			s.out = true
			return
		}
	}
	if t.grid != nil && !t.computed() {
		s.out = true
		return
	}
	sums := t.sums
	s.span = t.span()
	if other := t.plan.every != 0 && s.span.From.freq != t.plan.every && !s.span.From.IsZero() && !t.plan.headed(); other || t.sums > sums {
		if other {
			t.otherLengths++
		}
		counted, s.out = true, true
		return
	}
	key := seriesKey{
		flow: t.cellNumber(&t.cols.flow), reporter: t.cellNumber(&t.cols.reporter), partner: t.cellNumber(&t.cols.partner),
	}
	if len(t.cols.parts) > 0 {
		key.part = t.partOf()
	}
	if t.e.narrowing != nil {
		if s.wanted = t.wanted(key, s.span); !s.wanted {
			return
		}
		if s.succession == nil || s.key != key {
			if s.succession = t.successions[key]; s.succession == nil {
				s.succession = &succession{numbering: t.e.narrowing.numberingOf(key)}
				t.successions[key] = s.succession
			}
		}
	}
	s.key = key
	if s.values == nil {
		s.values = make([]settledValue, len(t.cols.values))
	}
values:
	for i := range t.cols.values {
		at := &t.cols.values[i]
		v := &t.plan.values[at.of]
		value, quantity := s.values[i].value.sheaf, s.values[i].quantity.sheaf
		s.values[i] = settledValue{off: true}
		for j, w := range v.spec.Where {
			if trim(t.record[at.where[j]]) != w.Equals.Value {
				continue values
			}
		}
		s.values[i] = t.settledValue(v, at, key)
		s.values[i].value.sheaf, s.values[i].quantity.sheaf = value, quantity
	}
}

// quick reads a row as nearly all of a large source are: it says what the row before
// said, but for its code and its one figure, and that is folded with others. Any
// other row it leaves as it is, and gives false. It does in one step what row does in a
// dozen, which took a fifth of the time.
func (t *rows) quick() bool {
	s := &t.settled
	if !s.quick || !s.ok || !t.scan.same || len(t.record) != len(t.header) {
		return false
	}
	x, ok := t.plan.notation.short(t.record[t.cols.values[0].value])
	text := shortText(t.record[t.cols.code.at])
	if !ok || text == 0 {
		return false
	}
	f := &s.values[0].value
	code, c := s.succession.follow(text), f.cell
	if code == nil || !f.sheaf.fates.one.has(code.index) || f.sheaf.fates.same != f.fold ||
		c.n < 2 || c.first.value.exp != x.exp || c.first.status != f.o.status || c.half >= 1<<62 {
		return false
	}
	sum, ok := addInts(c.sum, x.mant)
	if !ok {
		return false
	}
	t.data()
	t.matched++
	if t.mark(f, code.local) {
		key := f.key
		key.code = t.codes.words[code.index]
		t.twice = append(t.twice, given{key, f.o.span})
		return true
	}
	c.sum = sum
	c.half += 5
	c.n++
	t.folded++
	t.kept++
	return true
}

// mayBeQuick reports whether rows that agree with this one may be.
func (t *rows) mayBeQuick() bool {
	s := &t.settled
	if !s.ok || s.out || !s.wanted || s.succession == nil || len(s.values) != 1 || t.scan == nil || t.nameless ||
		t.cols.leading < len(t.cols.settled) || t.cols.code.at < 0 || t.cols.edition.at >= 0 {
		return false
	}
	v := &s.values[0]
	f := &v.value
	return !v.off && v.quantity.off && f.keyed && f.scaled && f.decimals < 0 && f.cell != nil && f.sheaf.met &&
		f.o.status.hasFigure() && f.cell.first.scale == f.o.scale
}

// settledValue reads what a row says of a column of figures besides the figures.
func (t *rows) settledValue(v *valuePlan, at *valueColumns, key seriesKey) (s settledValue) {
	s.off = true
	if v.flow != 0 {
		key.flow = v.flow
	}
	o := observation{span: at.when(t.settled.span, v.heads.yearless), file: t.file, scale: v.scale}
	word := t.cell(&at.status)
	status, ok := parseStatus(word)
	if !ok {
		p := diag.Errorf(diag.Data, t.fieldPos(&at.status), "unknown status %s, expected %s", quote(word), list(statusWords[:], len(statusWords)))
		p, _ = p.Meaning(diag.Pos{}, word, statusWords[:]) // the file is not ours to change
		t.report(p)
		return s
	}
	o.status = status
	if at.confidentiality >= 0 && confidential(trim(t.record[at.confidentiality])) {
		o.status = Suppressed
	}
	if o.vintage, ok = t.vintage(&at.vintage); !ok {
		return s
	}
	if at.tolerance.at >= 0 || at.tolerance.constant != "" {
		if word := t.cell(&at.tolerance); word != "" {
			n, err := t.plan.notation.parse(word)
			if err == nil && (n.mant < 0 || n.wide != nil && n.wide.Sign() < 0) {
				err = errors.New("is below zero")
			}
			if err != nil {
				t.problem(t.fieldPos(&at.tolerance), "tolerance %s %s", quote(word), err)
				return s
			}
			o.tolerance = &n
		}
	}
	o.source = t.cellNumber(&at.source)
	key.quantity = v.spec.Amounts
	s.off = false
	s.value = settledFigure{o: o, key: key, scaled: at.unit < 0 && at.power < 0, decimals: -1}
	if at.decimals >= 0 {
		if n, ok := digits(trim(t.record[at.decimals]), 0, 1); ok {
			s.value.decimals = n
		}
	}
	if at.quantity < 0 {
		s.quantity.off = true
		return s
	}
	key.quantity = true
	o.scale, o.tolerance, o.status = v.quantityScale, nil, status
	s.quantity = settledFigure{o: o, key: key, scaled: true, decimals: -1}
	q := &s.quantity
	if word := t.cell(&at.quantityStatus); word != "" {
		if q.o.status, ok = parseStatus(word); !ok {
			t.problem(t.fieldPos(&at.quantityStatus), "unknown status %s of a quantity", quote(word))
			q.off = true
			return s
		}
	}
	if at.quantityUnit >= 0 {
		unit := trim(t.record[at.quantityUnit])
		if q.off = strings.Trim(unit, "?-") == ""; !q.off { // else there is no quantity
			q.o.scale = t.scaleOf(unit, 0)
		}
	}
	return s
}

// figure reads one value of a row, and the quantity beside it.
func (t *rows) figure(i int, s *settledValue, code numberedCode) {
	at := &t.cols.values[i]
	v := &t.plan.values[at.of]
	if n, status, ok := t.value(&s.value.o, at.value, t.e.src.Complete); ok {
		f := &s.value
		if !f.scaled {
			if f.o.scale, f.scaled = t.rowScale(v, at); !f.scaled {
				t.settled.ok = false
				return
			}
		}
		if f.decimals >= 0 {
			n.exactTo(f.decimals)
		}
		t.add(f, code, n, status, at.value)
	}
	if s.quantity.off {
		return
	}
	if n, status, ok := t.value(&s.quantity.o, at.quantity, false); ok && (!v.spec.Quantity.NoZero || !n.zero()) {
		t.add(&s.quantity, code, n, status, at.quantity)
	}
}

// rowScale is the scale of a figure whose row says its unit or its power of ten.
func (t *rows) rowScale(v *valuePlan, at *valueColumns) (scale int32, ok bool) {
	if at.unit < 0 && at.power < 0 {
		return v.scale, true
	}
	unit, power := v.spec.Unit.Value, 0
	if at.unit >= 0 {
		if unit = trim(t.record[at.unit]); unit == "" {
			t.problem(t.at(at.unit), "the row does not say its unit")
			return 0, false
		}
	}
	if at.power >= 0 {
		cell := trim(t.record[at.power])
		n, err := strconv.Atoi(cell)
		if cell == "" {
			n, err = 0, nil
		}
		if err != nil || n < -maxExponent || n > maxExponent {
			t.problem(t.at(at.power), "%s is no power of ten such as 6 for millions", quote(cell))
			return 0, false
		}
		power = n
	}
	return t.scaleOf(unit, power), true
}

// scaleOf is the number of the scale for a unit as the rows of a file call it,
// in tens to the power.
func (t *rows) scaleOf(unit string, power int) int32 {
	word := fmt.Sprint(power, " ", unit)
	if n, ok := t.scales[word]; ok {
		return n
	}
	if isCurrency(unit) || masses[strings.ToLower(unit)] != nil {
	} else if u, ok := unitIn(unit); ok {
		if unit = u.unit; u.scale != "" {
			n, _ := strconv.Atoi(strings.TrimPrefix(u.scale, "1e"))
			power += n
		}
	}
	u, factor := scaledUnit(unit)
	factor = times(factor, scaled(big.NewInt(1), power))
	about, _ := factor.Float64()
	t.mu.Lock()
	defer t.mu.Unlock()
	n := slices.IndexFunc(t.e.scales, func(s scale) bool { return s.unit == u && s.factor.Cmp(factor) == 0 && !s.share })
	if n < 0 {
		n = len(t.e.scales)
		t.e.scales = append(t.e.scales, scale{u, factor, about, false})
	}
	t.scales[word] = int32(n)
	return int32(n)
}

// unitScale is the first scale of the entry with the unit of scale i, so that
// columns of one unit make one series whatever their scale.
func (t *rows) unitScale(i int32) int32 {
	for int(i) >= len(t.units) {
		t.units = append(t.units, 0)
	}
	if t.units[i] == 0 {
		t.mu.Lock()
		t.units[i] = t.e.unitScale(i) + 1
		t.mu.Unlock()
	}
	return t.units[i] - 1
}

// value reads the number of an observation. It gives false where there is no
// observation: a blank cell, a missing figure, a problem. In complete data a
// figure that is missing is a problem, because sums would take it for zero.
func (t *rows) value(o *observation, at int, complete bool) (n number, status Status, ok bool) {
	status = o.status
	if n, ok := t.plan.notation.short(t.record[at]); ok && status.hasFigure() {
		return n, status, true
	}
	text := trim(t.record[at])
	switch status {
	case Suppressed:
		return number{}, status, true // whatever the cell holds in place of the figure
	case Missing:
		if _, err := t.plan.notation.parse(text); err == nil {
			t.problem(t.at(at), "the status is missing, but the cell holds %s", quote(text))
			return number{}, status, false
		}
		if !complete && o.vintage != dateless {
			return number{}, status, true // an older release may have had a figure
		}
		text = ""
	}
	if text == "" {
		t.noFigure(at, complete)
		return number{}, status, false
	}
	n, err := t.plan.notation.parse(text)
	if err != nil && len(t.plan.signs) > 0 {
		switch is, ok := t.plan.signs[text]; {
		case !ok:
		case is == Missing:
			t.noFigure(at, complete)
			return number{}, status, false
		case is == Suppressed:
			return number{}, Suppressed, true
		default:
			n, err = number{}, nil
		}
	}
	if err != nil {
		p := diag.Errorf(diag.Data, t.at(at), "%s in column %s %s", quote(strings.Map(plainBlank, text)), quote(t.header[at]), err)
		if slices.Contains(noFigure[:], strings.ToLower(text)) {
			sign := strings.Clone(text)
			t.reportMended(p, func(t *rows) *mend { return t.signMend(sign) })
			return number{}, status, false
		} else if slices.ContainsFunc(notations[:], func(n notation) bool { _, err := n.parse(text); return err == nil }) {
			t.reportMended(p, (*rows).notationMend)
			return number{}, status, false
		} else if strings.ContainsAny(text, "0123456789") && strings.ContainsFunc(text, func(r rune) bool {
			return unicode.IsLetter(r) && r != 'e' && r != 'E' || r == '%' || unicode.Is(unicode.Sc, r)
		}) {
			p = p.WithHint("let the cell hold the number alone; unit: and scale: in the outline say what it is in")
		}
		t.report(p)
		return number{}, status, false
	}
	return n, status, true
}

// plainBlank shows a blank as one: quoted, the others are codes.
func plainBlank(r rune) rune {
	if isBlank(r) {
		return ' '
	}
	return r
}

// noFigure says of a blank cell that it is wrong in complete data.
func (t *rows) noFigure(at int, complete bool) {
	if complete {
		p := diag.Errorf(diag.Data, t.at(at), "the source is complete, but this figure is missing").
			WithHint("write 0 for no trade, or drop complete: true")
		p.Code = "C28"
		t.report(p)
	}
}

// noFigure is what publishers write where there is no figure. None of it is read
// unless the outline says what it means: a dash is nil to some of them and not
// available to others.
var noFigure = [...]string{"-", "–", "—", ".", "x", "/", "*", "n.a.", "na", "n/a", "#n/a", "nan", "null", "none", "..", "...", ":"}

// meansMissing reports whether a sign in place of a figure says to everybody
// that there is none.
func meansMissing(sign string) bool {
	return slices.Index(noFigure[:], strings.ToLower(sign)) >= slices.Index(noFigure[:], "n.a.")
}

// add keeps an observation that has a period.
func (t *rows) add(f *settledFigure, code numberedCode, x number, status Status, at int) {
	if f.o.span.From.IsZero() {
		return
	}
	n := t.e.narrowing
	if !f.keyed {
		f.keyed = true
		f.key.unit = t.unitScale(f.o.scale)
		if n != nil && !n.again && (f.sheaf == nil || f.sheaf.key != f.key) {
			f.sheaf = t.sheafOf(f.key)
		}
	}
	key := f.key
	key.code = code.word
	switch {
	case n == nil:
		t.keep(f, key, x, status, at)
		return
	case n.again:
		if n.twice[given{key, f.o.span}] {
			t.keep(f, key, x, status, at)
		}
		return
	}
	switch fate := t.fate(f, code); {
	case fate.own == keptSeries:
		if t.keep(f, key, x, status, at) && fate.also >= 0 {
			t.fold(f, fate.also, true, code, x, status, at)
		}
	case fate.own >= 0:
		t.fold(f, fate.own, false, code, x, status, at)
	}
}

// observation is the figure with its number.
func (t *rows) observation(f *settledFigure, x number, status Status, at int) observation {
	o := f.o
	line, col := t.cellAt(at)
	o.value, o.status, o.line, o.col = x, status, int32(line), int32(col)
	return o
}

// keep keeps an observation of a series.
func (t *rows) keep(f *settledFigure, key seriesKey, x number, status Status, at int) bool {
	o := t.observation(f, x, status, at)
	if o.series = t.find(key).number; o.series >= maxSeries {
		t.problem(t.at(0), "more than %d series", maxSeries)
		t.dead = true
		return false
	}
	t.obs = append(t.obs, o)
	t.observed++
	return true
}
