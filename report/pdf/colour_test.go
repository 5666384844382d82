package pdf

import (
	"encoding/binary"
	"math"
	"testing"
)

// vector is a colour in CIE XYZ, or a row of a matrix.
type vector [3]float64

func (v vector) dot(w vector) float64 { return v[0]*w[0] + v[1]*w[1] + v[2]*w[2] }

type square [3]vector

func (m square) times(v vector) vector { return vector{m[0].dot(v), m[1].dot(v), m[2].dot(v)} }

func (m square) product(n square) square {
	var p square
	for i := range p {
		for k := range p {
			p[i][k] = m[i][0]*n[0][k] + m[i][1]*n[1][k] + m[i][2]*n[2][k]
		}
	}
	return p
}

func (m square) inverse() square {
	cross := func(a, b vector) vector {
		return vector{a[1]*b[2] - a[2]*b[1], a[2]*b[0] - a[0]*b[2], a[0]*b[1] - a[1]*b[0]}
	}
	c := square{cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1])}
	det := m[0].dot(c[0])
	var inv square
	for i := range inv {
		for k := range inv {
			inv[i][k] = c[k][i] / det
		}
	}
	return inv
}

// chromatic is the colour of a chromaticity with the luminance 1.
func chromatic(x, y float64) vector { return vector{x / y, 1, (1 - x - y) / y} }

// TestProfile works the numbers of the profile out again, from the chromaticities
// of IEC 61966-2-1 and the matrix of Bradford.
func TestProfile(t *testing.T) {
	bradford := square{{0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}}
	d50, d65 := vector{0.9642, 1, 0.8249}, chromatic(0.3127, 0.3290)
	from, to := bradford.times(d65), bradford.times(d50)
	adapt := bradford.inverse().product(square{{to[0] / from[0]}, {0, to[1] / from[1]}, {0, 0, to[2] / from[2]}}.product(bradford))
	primaries := [3]vector{chromatic(0.64, 0.33), chromatic(0.30, 0.60), chromatic(0.15, 0.06)}
	var columns square
	for i := range columns {
		columns[i] = vector{primaries[0][i], primaries[1][i], primaries[2][i]}
	}
	share := columns.inverse().times(d65) // of each primary in white
	hold := func(what string, got []int32, want ...float64) {
		t.Helper()
		for i, w := range want {
			if round := int32(math.Round(w * 65536)); got[i] != round {
				t.Errorf("%s: number %d is %#x, expected %#x", what, i, got[i], round)
			}
		}
	}
	for i, c := range [][3]int32{srgbRed, srgbGreen, srgbBlue} {
		p := primaries[i]
		want := adapt.times(vector{p[0] * share[i], p[1] * share[i], p[2] * share[i]})
		hold([]string{"red", "green", "blue"}[i], c[:], want[:]...)
	}
	hold("white", whiteD50[:], d50[:]...)
	for i := range adapt {
		hold("adaptation", fromD65[3*i:3*i+3], adapt[i][:]...)
	}
	hold("curve", srgbCurve[:], 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)

	b := srgbProfile()
	if n := binary.BigEndian.Uint32(b); int(n) != len(b) || len(b)%4 != 0 || len(b) > 600 {
		t.Errorf("a profile of %d bytes says that it has %d", len(b), n)
	}
	seen := map[string]bool{}
	for i := range binary.BigEndian.Uint32(b[128:]) {
		entry := b[132+12*i:]
		at, size := binary.BigEndian.Uint32(entry[4:]), binary.BigEndian.Uint32(entry[8:])
		if int(at+size) > len(b) || at%4 != 0 {
			t.Errorf("the tag %s is at %d, %d bytes long", entry[:4], at, size)
		}
		seen[string(entry[:4])+":"+string(b[at:at+4])] = true
	}
	for _, tag := range []string{"desc:mluc", "cprt:mluc", "wtpt:XYZ ", "rXYZ:XYZ ", "gXYZ:XYZ ", "bXYZ:XYZ ", "rTRC:para", "gTRC:para", "bTRC:para", "chad:sf32"} {
		if !seen[tag] {
			t.Errorf("the profile has no %s", tag)
		}
	}
}
