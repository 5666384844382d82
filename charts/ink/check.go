package ink

import (
	"errors"
	"fmt"
	"math"
)

// overhang is how far a mark may stand over the edge of its drawing, in points:
// strokes on the edge do by half their width, letters by their side bearings.
const overhang = 1.0

// Check finds marks that no page can show: places that are no finite numbers,
// marks outside the area by more than a point, text in a face that lacks one of
// its characters. The error names every such mark; nil: there is none.
func (d Drawing) Check() error {
	if !finite(d.W, d.H) || d.W < 0 || d.H < 0 {
		return fmt.Errorf("drawing is %g by %g points, expected finite sizes from 0", d.W, d.H)
	}
	var errs []error
	for i, m := range d.Marks {
		if err := d.checkOp(m.Op); err != nil {
			errs = append(errs, fmt.Errorf("mark %d of element %d (%s): %w", i, m.Element, describe(m.Op), err))
		}
	}
	return errors.Join(errs...)
}

func (d Drawing) checkOp(op Op) error {
	switch op := op.(type) {
	case Text:
		if !finite(op.Font.Size) || op.Font.Size <= 0 {
			return fmt.Errorf("size is %g points, expected more than 0", op.Font.Size)
		}
		for i, r := range op.S {
			if !op.Font.Face.Has(r) {
				return fmt.Errorf("%U at byte %d is not in face %q", r, i, op.Font.Face.Name())
			}
		}
		// Letters without an accent reach from the baseline to about 0.7 of the size.
		return d.inside(Point{op.X, op.Y - 0.7*op.Font.Size}, Point{op.X + op.Font.Width(op.S), op.Y})
	case Path:
		if op.Fill == nil && op.Stroke == nil {
			return errors.New("neither filled nor stroked")
		}
		if s := op.Stroke; s != nil {
			if !finite(s.Width) || s.Width <= 0 || !finite(s.Dash...) {
				return fmt.Errorf("stroke is %g wide with dash %g, expected finite numbers and a width above 0", s.Width, s.Dash)
			}
		}
		for i := range op.Segs {
			if i == 0 && op.Segs[i].Kind != MoveTo {
				return errors.New("first segment is not a move")
			}
			if err := d.inside(op.Segs[i].points()...); err != nil {
				return fmt.Errorf("segment %d: %w", i, err)
			}
		}
		return nil
	case Image:
		if op.Picture == nil || op.W <= 0 || op.H <= 0 {
			return errors.New("no picture, or no area for it")
		}
		return d.inside(Point{op.X, op.Y}, Point{op.X + op.W, op.Y + op.H})
	case Link:
		return d.inside(Point{op.X, op.Y}, Point{op.X + op.W, op.Y + op.H})
	case Dest:
		return d.inside(Point{0, op.Y})
	}
	return errors.New("unknown kind of mark")
}

// inside says which point is not inside the area.
func (d Drawing) inside(pts ...Point) error {
	for _, p := range pts {
		if !finite(p.X, p.Y) {
			return fmt.Errorf("place is %g, %g, expected finite numbers", p.X, p.Y)
		}
		if p.X < -overhang || p.X > d.W+overhang || p.Y < -overhang || p.Y > d.H+overhang {
			return fmt.Errorf("place %s, %s is outside the area of %s by %s",
				decimal(p.X), decimal(p.Y), decimal(d.W), decimal(d.H))
		}
	}
	return nil
}

func finite(numbers ...float64) bool {
	for _, n := range numbers {
		if math.IsNaN(n) || math.IsInf(n, 0) {
			return false
		}
	}
	return true
}

// describe names a mark in an error.
func describe(op Op) string {
	switch op := op.(type) {
	case Text:
		return fmt.Sprintf("text %q", op.S)
	case Path:
		return fmt.Sprintf("path of %d segments", len(op.Segs))
	case Image:
		return fmt.Sprintf("image of %g by %g", op.W, op.H)
	case Link:
		return fmt.Sprintf("link to %q", op.URL+op.Dest)
	case Dest:
		return fmt.Sprintf("destination %q", op.Name)
	}
	return fmt.Sprintf("%T", op)
}
