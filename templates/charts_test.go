package templates

import (
	"slices"
	"testing"

	"tradebrief/data/diag"
)

// TestOtherKinds: each name of a chart in another tool leads to a kind that there is,
// and none is taken for another one.
func TestOtherKinds(t *testing.T) {
	names := slices.Clone(chartKinds)
	for _, o := range otherKinds {
		names = append(names, o.name)
	}
	for _, o := range otherKinds {
		if !slices.Contains(chartKinds, o.kind) {
			t.Errorf("%s leads to %s, which is no kind", o.name, o.kind)
		}
		if near := diag.Nearest(o.name, names); near != o.name {
			t.Errorf("%s is taken for %s", o.name, near)
		}
	}
}
