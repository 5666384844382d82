package pdf

import (
	"reflect"
	"strings"
	"testing"
)

func TestReadObject(t *testing.T) {
	for _, c := range []struct {
		in   string
		want object
	}{
		{"null", nil},
		{"true", true},
		{" false ", false},
		{"-12.50", number("-12.50")},
		{".5", number(".5")},
		{"/Name#20of#2Fit", name("Name of/it")},
		{"/Type/Page", name("Type")},
		{"/ 1", name("")},
		{"(a (b) \\(c \\\\ \\101\\60\\n\\\nd)", text("a (b) (c \\ A0\nd")},
		{"<4 1 42 5>", text("ABP")},
		{"()", text("")},
		{"[1 0 R 2 0 0 R (x)]", array{ref(1), number("2"), ref(0), text("x")}},
		{"<</A 1/B<</C[]>>>>", dict{"A": number("1"), "B": dict{"C": array{}}}},
		{"% comment\n7", number("7")},
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

func TestReadErrorsSayWhatWasFound(t *testing.T) {
	for file, want := range map[string]string{
		"%PDF-1.7":                 "no startxref",
		"xref 0 99 startxref 0":    "a file of 21 bytes with 99 objects",
		"xref 0 many startxref 0":  `found "many"`,
		"table 0 99 startxref 0":   `expected xref, found "table"`,
		"xref 0 1 startxref 99999": "beyond the file of 24 bytes",
	} {
		if _, _, err := readObjects([]byte(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, expected %s", file, err, want)
		}
	}
}

func TestWriteAndReadBack(t *testing.T) {
	p := &pool{}
	lost := p.add(text("nobody refers to this"))
	shared := p.add(text("ä\x00\xff"))
	catalog := p.add(dict{
		"Null": nil, "True": true, "Number": number("-.5"), "A b/c#": name("d e("), "String": text(`x(y\`),
		"Array": array{shared, array{}, dict{}}, "Again": shared,
		"Stream": p.add(&stream{dict: dict{"Key": shared}, data: []byte(strings.Repeat("data ", 50))}),
	})
	file, err := p.write(catalog, p.add(dict{}), &compressor{})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(file), string(p.objects[lost].(text))) {
		t.Error("an object that nobody refers to was written")
	}
	q, trailer, err := readObjects(file)
	if err != nil {
		t.Fatal(err)
	}
	got := q.dict(trailer["Root"])
	for _, k := range []name{"Null", "True", "Number", "A b/c#", "String"} {
		if want := p.dict(catalog)[k]; !reflect.DeepEqual(got[k], want) {
			t.Errorf("%s is %#v, expected %#v", k, got[k], want)
		}
	}
	a := q.array(got["Array"])
	if q.get(a[0]) != text("ä\x00\xff") || got["Again"] != a[0] || !reflect.DeepEqual(a[1:], array{array{}, dict{}}) {
		t.Errorf("the array is %v", a)
	}
	f := &openedFile{pool: q, t: t}
	if s := string(f.data(got["Stream"])); s != strings.Repeat("data ", 50) {
		t.Errorf("the stream is %q", s)
	}
}

func FuzzReadObjects(f *testing.F) {
	file, err := Encode(unlike())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add([]byte("xref 0 2 0 0 f 40 0 n trailer<<>> 1 0 obj<</Length 3>>stream\nabc endstream startxref 0"))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, trailer, err := readObjects(file)
		if err != nil {
			return
		}
		// What was read can be followed and written without a panic.
		p.dict(p.dict(trailer["Root"])["Pages"])
		for i := range p.objects {
			p.get(ref(i))
		}
	})
}
