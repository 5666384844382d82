package object

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

func TestReadObject(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Object
	}{
		{"null", nil},
		{"true", true},
		{" false ", false},
		{"-12.50", Number("-12.50")},
		{".5", Number(".5")},
		{"/Name#20of#2Fit", Name("Name of/it")},
		{"/Type/Page", Name("Type")},
		{"/ 1", Name("")},
		{"(a (b) \\(c \\\\ \\101\\60\\n\\\nd)", String("a (b) (c \\ A0\nd")},
		{"<4 1 42 5>", String("ABP")},
		{"()", String("")},
		{"[1 0 R 2 0 0 R (x)]", Array{Ref(1), Number("2"), Ref(0), String("x")}},
		{"<</A 1/B<</C[]>>>>", Dict{"A": Number("1"), "B": Dict{"C": Array{}}}},
		{"% comment\n7", Number("7")},
	} {
		r := &reader{file: []byte(c.in)}
		got := r.object()
		if r.err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %#v, %v; expected %#v", c.in, got, r.err, c.want)
		}
	}
}

func TestReadObjectErrors(t *testing.T) {
	for _, in := range []string{"", "(", "(\\", "<41", "<4x>", "[1", "<</A 1", "<</A 1]", "word", "]", ">>", strings.Repeat("[", 1000)} {
		r := &reader{file: []byte(in)}
		if got := r.object(); r.err == nil {
			t.Errorf("%.20q was read as %v", in, got)
		}
	}
}

func TestWriteAndReadBack(t *testing.T) {
	p := &File{}
	lost := p.Add(String("nobody refers to this"))
	shared := p.Add(String("ä\x00\xff"))
	catalog := p.Add(Dict{
		"Null": nil, "True": true, "Number": Number("-.5"), "A b/c#": Name("d e("), "String": String(`x(y\`),
		"Array": Array{shared, Array{}, Dict{}}, "Again": shared,
		"Stream": p.Add(&Stream{Dict: Dict{"Key": shared}, Data: []byte(strings.Repeat("data ", 50))}),
	})
	file, err := p.Write(catalog, p.Add(Dict{}), &Compressor{})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(file), string(p.Objects[lost].(String))) {
		t.Error("an object that nobody refers to was written")
	}
	q, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	got := q.Dict(q.Trailer["Root"])
	for _, k := range []Name{"Null", "True", "Number", "A b/c#", "String"} {
		if want := p.Dict(catalog)[k]; !reflect.DeepEqual(got[k], want) {
			t.Errorf("%s is %#v, expected %#v", k, got[k], want)
		}
	}
	a := q.Array(got["Array"])
	if q.Get(a[0]) != String("ä\x00\xff") || got["Again"] != a[0] || !reflect.DeepEqual(a[1:], Array{Array{}, Dict{}}) {
		t.Errorf("the array is %v", a)
	}
	data, err := q.Data(got["Stream"])
	if s := string(data); err != nil || s != strings.Repeat("data ", 50) {
		t.Errorf("the stream is %q, %v", s, err)
	}
}

// Objects in more streams than one, some of them beyond byte 65,535 and with data
// between them, come back.
func TestWriteManyObjects(t *testing.T) {
	p := &File{}
	list, data := Array{}, map[int][]byte{}
	noise := rand.NewChaCha8([32]byte{})
	for i := range 2*perStream + 7 {
		d := Dict{"I": Integer(i), "S": String(fmt.Sprintf("\r\n(%d", i)), "N": Name(fmt.Sprintf("n %d", i)), "A": Array{true, nil, Name("x"), Number("-1"), String("")}}
		if i%700 == 0 {
			data[i] = make([]byte, 40_000)
			noise.Read(data[i])
			list = append(list, p.Add(&Stream{Dict: d, Data: data[i]}))
			continue
		}
		list = append(list, p.Add(d))
	}
	catalog := p.Add(Dict{"List": list})
	file, err := p.Write(catalog, p.Add(Dict{"Title": String("T")}), &Compressor{})
	if err != nil {
		t.Fatal(err)
	}
	q, err := Read(file)
	if err != nil {
		t.Fatal(err)
	}
	got := q.Array(q.Dict(q.Trailer["Root"])["List"])
	for i, r := range list {
		d, want := q.Dict(got[i]), p.Dict(r)
		for _, k := range []Name{"I", "S", "N", "A"} {
			if !reflect.DeepEqual(d[k], want[k]) {
				t.Fatalf("object %d: %s is %#v, expected %#v", i, k, d[k], want[k])
			}
		}
		if want, ok := data[i]; ok {
			if back, err := q.Data(got[i]); err != nil || !bytes.Equal(back, want) {
				t.Errorf("the stream %d has other data: %v", i, err)
			}
		}
	}
	if q.Err() != nil || q.Dict(q.Trailer["Info"])["Title"] != String("T") {
		t.Errorf("%v, %v", q.Err(), q.Trailer)
	}
}

func TestContents(t *testing.T) {
	c := NewContents([]byte("/P <</MCID 0>> BDC\nBT /F1 9 Tf (a) Tj ET EMC"))
	var got []string
	for c.Next() {
		got = append(got, fmt.Sprint(c.Op, c.Args))
	}
	if want := "BDC[P map[MCID:0]] BT[] Tf[F1 9] Tj[a] ET[] EMC[]"; strings.Join(got, " ") != want || c.Err() != nil {
		t.Errorf("%v, %v; expected %s", got, c.Err(), want)
	}
	image := NewContents([]byte("BI /W 2 /I true ID \x00(EI EI\nQ"))
	for got = nil; image.Next(); {
		got = append(got, fmt.Sprint(image.Op, image.Args))
	}
	if want := "BI[] ID[W 2 I true] EI[] Q[]"; strings.Join(got, " ") != want || image.Err() != nil {
		t.Errorf("%v, %v; expected %s", got, image.Err(), want)
	}
	for _, broken := range []string{"(a", "BI ID EIx", "1 ] Tj", "<< /A", "1 0 )"} {
		c := NewContents([]byte(broken))
		for c.Next() {
		}
		if c.Err() == nil {
			t.Errorf("%s was read without an error", broken)
		}
	}
}
