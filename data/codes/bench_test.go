package codes

import "testing"

// What it costs to ask the first time.

func BenchmarkUnpack(b *testing.B) {
	for b.Loop() {
		if len(unpack()) == 0 {
			b.Fatal("no titles")
		}
	}
}

func BenchmarkShortNames(b *testing.B) {
	for b.Loop() {
		byWord.Clear()
		if name, _ := HS("520942"); name.Short == "" { // one of the 300 that begin with Fabrics
			b.Fatal("no name")
		}
	}
}

func BenchmarkNameIndex(b *testing.B) {
	for b.Loop() {
		if len(indexNames()) == 0 {
			b.Fatal("no names")
		}
	}
}
