package data

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"tradebrief/data/diag"
)

// table reads the rows.
func (r *restorer) table(observations []byte) error {
	in := csv.NewReader(bytes.NewReader(observations))
	in.ReuseRecord, in.FieldsPerRecord = true, len(exportColumns)
	for n := -1; ; n++ {
		cells, err := in.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF && n >= 0:
			return nil
		case errors.As(err, &bad):
			r.at = diag.Pos{File: r.file, Line: bad.Line, Col: 1}
			return fmt.Errorf("this is no row of %d cells: %w", len(exportColumns), bad.Err)
		case err != nil:
			r.at = diag.Pos{File: r.file, Line: 1, Col: 1}
			return errors.New("the table is empty")
		}
		line, _ := in.FieldPos(0)
		r.at = diag.Pos{File: r.file, Line: line, Col: 1}
		switch {
		case n < 0 && !slices.Equal(cells, exportColumns[:]):
			return fmt.Errorf("the columns are not those of a table of observations, which begin with %s", list(exportColumns[:], 4))
		case n < 0:
			continue
		case n >= maxObservations:
			return fmt.Errorf("there are more than %d rows", maxObservations)
		}
		if col, err := r.row(cells); err != nil {
			r.at.Line, r.at.Col = in.FieldPos(col)
			return err
		}
	}
}

// row reads a row. The column is where an error is.
func (r *restorer) row(cells []string) (column int, err error) {
	kind := cells[colKind]
	name := cells[colData]
	if kind == kindRate {
		name = ratesOf + name
	}
	t := r.named[name]
	if t == nil {
		return colData, fmt.Errorf("there are no data %s", quote(cells[colData]))
	}
	e := t.e
	p := tableRow{e: e, kind: kind}
	if p.o.scale, column, err = t.scale(cells); err != nil {
		return column, err
	}
	key := seriesKey{
		flow: r.word(cells[colFlow]), reporter: r.word(cells[colReporter]), partner: r.word(cells[colPartner]), code: r.word(cells[colCode]),
		unit: e.unitScale(p.o.scale),
	}
	switch cells[colMeasure] {
	case "value":
	case "quantity":
		key.quantity = true
	default:
		return colMeasure, fmt.Errorf("%s is no measure, expected value or quantity", quote(cells[colMeasure]))
	}
	if label := cells[colLabel]; label != "" {
		e.labels[key.code] = r.word(label)
	}
	var together bool
	if p.key, together = r.numbered(t, key); !together {
		return colData, fmt.Errorf("the rows of %s do not stand together", r.cube.describe(key))
	}
	p.o.series = p.key
	if kind == kindNone {
		r.rows = append(r.rows, p)
		return 0, nil
	}
	if column, err = r.observation(t, &p.o, cells); err != nil {
		return column, err
	}
	r.rows = append(r.rows, p)
	switch kind {
	case kindFigure, kindRate:
		obs := t.obs[p.key]
		if n := len(obs); n > 0 && !obs[n-1].earlier(&p.o) {
			return colPeriod, fmt.Errorf("%s of %s does not come after the figure before it", p.o.span, r.cube.describe(key))
		}
		var of []int
		if of, err = r.numbers(cells[colSumOf], len(r.rows)-1); err != nil {
			return colSumOf, err
		}
		for _, n := range of {
			if q := &r.rows[n-1]; q.kind != kindPart || q.e != e || q.key != p.key {
				return colSumOf, fmt.Errorf("row %d is no part of this figure", n)
			}
		}
		t.obs[p.key], t.addsUp[p.key] = append(obs, p.o), append(t.addsUp[p.key], of)
	case kindFold:
		f := t.folds[p.key]
		if f == nil {
			f = &foldedSeries{key: p.key}
			t.folds[p.key] = f
		}
		rows, err := strconv.Atoi(cells[colRows])
		if err != nil || rows < 1 {
			return colRows, fmt.Errorf("%s is no number of rows", quote(cells[colRows]))
		}
		if n := len(f.obs); n > 0 && !f.obs[n-1].earlier(&p.o) {
			return colPeriod, fmt.Errorf("%s of %s does not come after the figure before it", p.o.span, r.cube.describe(key))
		}
		f.obs, f.rows = append(f.obs, p.o), append(f.rows, rows)
	case kindPart:
	default:
		return colKind, fmt.Errorf("%s is no kind of row, expected %s", quote(kind), list([]string{kindFigure, kindPart, kindFold, kindRate, kindNone}, 5))
	}
	return 0, nil
}

// earlier reports whether an observation of a series comes before another one.
func (o *observation) earlier(p *observation) bool {
	c := o.span.compare(p.span)
	return c < 0 || c == 0 && o.vintage < p.vintage
}

// numbered is the number of a series in its entry; its rows stand together.
func (r *restorer) numbered(t *restored, key seriesKey) (k int32, ok bool) {
	k, ok = t.keys[key]
	if ok {
		last := &r.rows[len(r.rows)-1]
		return k, last.e == t.e && last.key == k
	}
	k = int32(len(t.e.keys))
	t.keys[key], t.e.keys = k, append(t.e.keys, key)
	t.obs, t.addsUp = append(t.obs, nil), append(t.addsUp, nil)
	for _, d := range [...]struct {
		from *origin
		word int32
	}{{&t.e.dims.flow, key.flow}, {&t.e.dims.reporter, key.reporter}, {&t.e.dims.partner, key.partner}, {&t.e.dims.code, key.code}} {
		if d.word != 0 {
			*d.from = columnDimension
		}
	}
	if !t.rates {
		r.series = append(r.series, part{t.e, k})
	}
	return k, true
}

// scale is the number of the scale of a row.
func (t *restored) scale(cells []string) (n int32, column int, err error) {
	word := cells[colUnit] + " " + cells[colScale]
	n, ok := t.scales[word]
	if ok {
		return n, 0, nil
	}
	whole, part, _ := strings.Cut(cells[colScale], "/")
	const most = 100 // digits
	factor, ok := new(big.Rat), len(whole) <= most && len(part) <= most
	if ok {
		factor, ok = factor.SetString(cells[colScale])
	}
	if !ok || factor.Sign() <= 0 || strings.Trim(cells[colScale], "0123456789/") != "" {
		return 0, colScale, fmt.Errorf("%s is no scale such as 1000000", quote(cells[colScale]))
	}
	about, _ := factor.Float64()
	n = int32(len(t.e.scales))
	t.scales[word], t.e.scales = n, append(t.e.scales, scale{unit: namedUnit(cells[colUnit]), factor: factor, float: about})
	return n, 0, nil
}

// observation reads the cells of a figure.
func (r *restorer) observation(t *restored, o *observation, cells []string) (column int, err error) {
	from, to, run := strings.Cut(cells[colPeriod], "/")
	if o.span.From, err = ParsePeriod(from); err != nil {
		return colPeriod, err
	}
	o.span.To = o.span.From
	if run {
		if o.span.To, err = ParsePeriod(to); err != nil {
			return colPeriod, err
		}
		if n := o.span.Len(); n < 2 || n > maxRun {
			return colPeriod, fmt.Errorf("%s is no run of periods", quote(cells[colPeriod]))
		}
	}
	status := slices.Index(statusNames[:], cells[colStatus])
	if status < 0 {
		return colStatus, fmt.Errorf("unknown status %s, expected %s", quote(cells[colStatus]), list(statusNames[:], len(statusNames)))
	}
	if o.status = Status(status); o.status.hasFigure() {
		if o.value, err = parseNumber(cells[colValue]); err != nil {
			return colValue, err
		}
	}
	if cells[colTolerance] != "" {
		tolerance, err := parseNumber(cells[colTolerance])
		if err != nil {
			return colTolerance, err
		}
		o.tolerance = &tolerance
	}
	if cells[colVintage] != "" {
		if o.vintage, err = ParseDate(cells[colVintage]); err != nil {
			return colVintage, err
		}
	}
	file, ok := t.files[cells[colFile]]
	if !ok {
		name := strings.Clone(cells[colFile])
		file = int32(len(t.e.files))
		t.files[name], t.e.files = file, append(t.e.files, name)
	}
	line, err := strconv.ParseInt(cells[colLine], 10, 32)
	if err != nil || line < 0 {
		return colLine, fmt.Errorf("%s is no number of a line", quote(cells[colLine]))
	}
	col, err := strconv.ParseInt(cells[colColumn], 10, 32)
	if err != nil || col < 0 {
		return colColumn, fmt.Errorf("%s is no number of a column", quote(cells[colColumn]))
	}
	o.file, o.line, o.col, o.source = file, int32(line), int32(col), r.word(cells[colSource])
	if cell := cells[colCell]; cell != "" {
		t.e.cells[diag.Pos{File: t.e.files[file], Line: int(line), Col: int(col)}] = strings.Clone(cell)
	}
	return 0, nil
}

// parseNumber reads what number.String writes.
func parseNumber(s string) (number, error) {
	bad := fmt.Errorf("%s is no figure", quote(s))
	const most = 200 // digits; a sum has more than its parts
	digits, exponent, scientific := strings.Cut(s, "e")
	whole, decimals, pointed := strings.Cut(digits, ".")
	if len(digits) > most || pointed && (scientific || decimals == "") || strings.Trim(strings.TrimPrefix(whole, "-")+decimals, "0123456789") != "" {
		return number{}, bad
	}
	n := number{exp: -int32(len(decimals))}
	if scientific {
		exp, err := strconv.ParseUint(exponent, 10, 8)
		if err != nil || exp > maxExponent+maxDigits {
			return number{}, bad
		}
		n.exp = int32(exp)
	}
	wide, ok := new(big.Int).SetString(whole+decimals, 10)
	if !ok {
		return number{}, bad
	}
	if wide.IsInt64() {
		n.mant = wide.Int64()
	} else {
		n.wide = wide
	}
	return n, nil
}
