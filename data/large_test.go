package data

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"strconv"
	"testing"
	"testing/fstest"
)

// largeTable is where the table of ten million rows is written, to be read by the
// command and by other programs side by side.
var largeTable = flag.String("large", "", "write the table of 10,000,289 rows (974 MB) to this file")

// rng is SplitMix64: the same rows on every machine.
type rng uint64

func (r *rng) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}
func (r *rng) f() float64    { return float64(r.next()>>11) / (1 << 53) }
func (r *rng) n(n int) int   { return int(r.next() % uint64(n)) }
func (r *rng) norm() float64 { return math.Sqrt(-2*math.Log(r.f()+1e-12)) * math.Cos(2*math.Pi*r.f()) }

var largeChapters = []struct {
	hs   int
	name string
	w    float64
}{
	{85, "Electrical machinery", 9}, {84, "Machinery and boilers", 8}, {87, "Vehicles", 5}, {39, "Plastics", 4},
	{94, "Furniture and lighting", 3}, {73, "Iron or steel articles", 3}, {72, "Iron and steel", 3}, {61, "Knitted apparel", 2.5},
	{62, "Woven apparel", 2}, {29, "Organic chemicals", 2.2}, {90, "Optical and medical instruments", 2.5}, {95, "Toys and games", 1.8},
	{64, "Footwear", 1.6}, {76, "Aluminium", 1.5}, {54, "Man-made filaments", 1.2}, {60, "Knitted fabrics", 1.1},
	{27, "Mineral fuels", 2.5}, {40, "Rubber", 1.2}, {48, "Paper and board", 1.0}, {38, "Misc. chemical products", 1.3},
	{28, "Inorganic chemicals", 1.1}, {69, "Ceramics", .8}, {70, "Glass", .9}, {83, "Base metal articles", .8},
	{42, "Leather goods", .9}, {63, "Made-up textiles", .9}, {8, "Fruit and nuts", .6}, {3, "Fish", .5},
	{7, "Vegetables", .6}, {33, "Essential oils", .4}, {82, "Tools and cutlery", .7}, {74, "Copper", 1.1},
}
var nouns = []string{"assemblies", "parts", "units", "preparations", "sheets", "articles", "apparatus", "fittings", "instruments", "components", "plates", "accessories"}
var adjs = []string{"electronic", "automatic", "coated", "refined", "portable", "industrial", "unworked", "finished", "woven", "moulded", "laminated", "precision"}
var largePartners = []string{"Viet Nam", "Rep. of Korea", "Japan", "Germany", "Brazil", "Mexico", "India", "Thailand", "Malaysia", "Netherlands", "Australia", "Indonesia", "United Kingdom", "Philippines", "Poland", "Chile", "South Africa", "Nigeria", "Egypt", "Saudi Arabia"}

type goods struct {
	hs6, hs2 int
	desc     string
	w        float64
}

func manyGoods(n int) []goods {
	r := rng(42)
	var tot float64
	for _, c := range largeChapters {
		tot += c.w
	}
	seen := map[int]bool{}
	out := make([]goods, 0, n)
	for len(out) < n {
		x := r.f() * tot
		ch := largeChapters[len(largeChapters)-1]
		for _, c := range largeChapters {
			if x < c.w {
				ch = c
				break
			}
			x -= c.w
		}
		h := ch.hs*10000 + (1+r.n(48))*100 + 10*(1+r.n(9))
		if n > 1000 {
			h += r.n(10)
		}
		if seen[h] {
			continue
		}
		seen[h] = true
		d := ch.name + ": " + adjs[r.n(len(adjs))] + " " + nouns[r.n(len(nouns))]
		if r.f() < .35 {
			d = "\"" + d + ", other than " + adjs[r.n(len(adjs))] + ", n.e.c.\""
		}
		out = append(out, goods{h, ch.hs, d, math.Exp(r.norm()*1.3) * ch.w})
	}
	return out
}

func largePartner(i int) string {
	if i < len(largePartners) {
		return largePartners[i]
	}
	return fmt.Sprintf("Partner %03d", i)
}

type flowOfGoods struct {
	c              goods
	base, g, s, uv float64
	flow           byte
}

// lines picks the codes one partner trades, each with a level and a growth.
func flowsOfGoods(p, nx, nm int, codes []goods) []flowOfGoods {
	r := rng(1000 + p)
	scale := math.Exp(r.norm() * .8)
	pick := func(n int, flow byte, k float64) (out []flowOfGoods) {
		st := 1 + r.n(len(codes)-1)
		for ; divisor(st, len(codes)) != 1; st++ {
		}
		at := r.n(len(codes))
		for i := 0; i < n; i++ {
			at = (at + st) % len(codes)
			c := codes[at]
			out = append(out, flowOfGoods{c, k * scale * c.w * 2.2e6 * math.Exp(r.norm()*.5), .006 + r.norm()*.012, r.f() * 6.28, 2 + 30*r.f(), flow})
		}
		return
	}
	return append(pick(nx, 'X', 1), pick(nm, 'M', 1.7)...)
}
func divisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func monthOfGoods(w *bufio.Writer, buf []byte, r *rng, m int, pname string, ls []flowOfGoods, saw func(m int, partner string, flow byte, hs6 int, value int64)) ([]byte, int) {
	n := 0
	y, mo := 2021+m/12, m%12+1
	season := 1 + .08*math.Sin(float64(mo)/12*6.28)
	if mo == 2 {
		season *= .8
	}
	for i := range ls {
		l := &ls[i]
		if r.f() > .85 {
			continue
		}
		v := l.base * math.Exp(l.g*float64(m)) * season * (1 + .1*math.Sin(float64(mo)+l.s)) * (1 + .16*r.norm())
		if v < 100 {
			v = 100 + 50*r.f()
		}
		b := buf[:0]
		b = strconv.AppendInt(b, int64(y), 10)
		b = append(b, '-', byte('0'+mo/10), byte('0'+mo%10))
		b = append(b, ",China,"...)
		b = append(b, pname...)
		b = append(b, ',', l.flow, ',')
		if l.c.hs6 < 100000 {
			b = append(b, '0')
		}
		b = strconv.AppendInt(b, int64(l.c.hs6), 10)
		b = append(b, ',')
		b = append(b, l.c.desc...)
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(v), 10)
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(v/l.uv), 10)
		b = append(b, '\n')
		w.Write(b)
		saw(m, pname, l.flow, l.c.hs6, int64(v))
		buf = b
		n++
	}
	return buf, n
}

// writeLarge writes monthly trade of China with 200 partners in 5,000 goods, at
// least so many rows, and tells what it wrote.
func writeLarge(out io.Writer, most int, saw func(m int, partner string, flow byte, hs6 int, value int64)) (rows int, err error) {
	w := bufio.NewWriterSize(out, 1<<20)
	w.WriteString("period,reporter,partner,flow,cmd_code,cmd_desc,value_usd,netweight_kg\n")
	all := manyGoods(5000)
	flows := make([][]flowOfGoods, 200)
	for p := range flows {
		flows[p] = flowsOfGoods(p, 740, 290, all)
	}
	r := rng(7)
	var buf []byte
	for m := 0; m < 60 && rows < most; m++ {
		for p := 0; p < len(flows) && rows < most; p++ {
			var n int
			buf, n = monthOfGoods(w, buf, &r, m, largePartner(p), flows[p], saw)
			rows += n
		}
	}
	return rows, w.Flush()
}

func largeSourceOf(name string) Source {
	s := plainSource()
	s.Path, s.Complete = text(name, 11), true
	s.Table.Reporter, s.Table.Partner, s.Table.Flow = columnField("reporter"), columnField("partner"), columnField("flow")
	s.Table.Code, s.Table.Label = columnField("cmd_code"), columnField("cmd_desc")
	s.Table.Values = []ValueSpec{{Column: text("value_usd", 22), Unit: text("USD", 22)}}
	return s
}

// largeNeeds are the months of one partner by code, and the totals of both flows.
func largeNeeds() []Need {
	need := func(id, flow, partner string, codes bool) Need {
		return Need{Selector: Selector{ID: text(id, 30), Flow: text(flow, 31), Partner: text(partner, 32)}, Codes: codes}
	}
	return []Need{need("vn", "export", "Viet Nam", true), need("out", "export", "", false), need("in", "import", "", false)}
}

// TestLarge holds what is read of the large table against what its writer added up.
// With -large FILE it writes the whole table to a file.
func TestLarge(t *testing.T) {
	if *largeTable != "" {
		f, err := os.Create(*largeTable)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := writeLarge(f, 10_000_000, func(int, string, byte, int, int64) {})
		if err != nil || f.Close() != nil {
			t.Fatal("writing:", err)
		}
		t.Logf("%d rows", rows)
		return
	}
	var content bytes.Buffer
	flows := map[byte]map[Period]int64{'X': {}, 'M': {}}
	goods := map[string]int64{} // of Viet Nam, in the first month
	rows, err := writeLarge(&content, 200_000, func(m int, partner string, flow byte, hs6 int, value int64) {
		flows[flow][Month(2021, 1+m)] += value
		if partner == "Viet Nam" && flow == 'X' && m == 0 {
			goods[fmt.Sprintf("%06d", hs6)] += value
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"data.csv": {Data: content.Bytes()}}
	cube, problems := Read(fsys, []Source{largeSourceOf("data.csv")}, largeNeeds()...)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	e := cube.entries[0]
	if e.coverage.Rows != rows || len(e.obs) > rows/50 {
		t.Errorf("%d rows, %d observations kept, of %d", e.coverage.Rows, len(e.obs), rows)
	}
	for _, n := range largeNeeds()[1:] {
		flow := byte('X')
		if n.ID.Value == "in" {
			flow = 'M'
		}
		s := mustSelect(t, cube, n.Selector, 0)
		for p, want := range flows[flow] {
			v, _ := View{Series: s, Period: p}.Metric("value")
			half := minus(v.High, v.X)
			if !v.OK() || v.X.Cmp(big.NewRat(want, 1)) != 0 || half.Sign() <= 0 {
				t.Errorf("%s in %s is %v, want %d", n.ID.Value, p, v.X, want)
			}
		}
	}
	vn := mustSelect(t, cube, largeNeeds()[0].Selector, 0)
	parts := cube.Breakdown(vn)
	for _, part := range parts {
		v, _ := View{Series: part, Period: Month(2021, 1)}.Metric("value")
		if want, ok := goods[part.Code()]; ok != v.OK() || ok && v.X.Cmp(big.NewRat(want, 1)) != 0 {
			t.Errorf("%s is %v, want %d", part.Code(), v.X, want)
		}
	}
	if len(goods) == 0 || len(parts) < len(goods) {
		t.Errorf("%d parts, want %d", len(parts), len(goods))
	}
}

// BenchmarkReadLarge reads 200,000 rows (19 MB) for a brief on one partner, and
// for one on all of them.
func BenchmarkReadLarge(b *testing.B) {
	var content bytes.Buffer
	rows, err := writeLarge(&content, 200_000, func(int, string, byte, int, int64) {})
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		file []byte
		need []Need
	}{{"partner", content.Bytes(), largeNeeds()[:1]}, {"all", content.Bytes(), largeNeeds()}, {"gzip", gzipped(b, content.String()), largeNeeds()}} {
		b.Run(c.name, func(b *testing.B) {
			fsys := fstest.MapFS{"data.csv": {Data: c.file}}
			b.SetBytes(int64(content.Len()))
			b.ReportAllocs()
			for b.Loop() {
				r := readBy(&reader{fsys: fsys, needs: c.need, largeSource: -1, workers: 2, stretchSize: 256 << 10}, []Source{largeSourceOf("data.csv")})
				if r.problems.Failed() {
					b.Fatal(r.problems)
				}
			}
			b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}
