package report

import (
	"os"
	"testing"
)

func BenchmarkEmbed(b *testing.B) {
	br, problems := Load(Project{FS: os.DirFS(".."), Outline: "templates/china-dprk.yaml"}, Options{})
	if problems.Failed() {
		b.Fatal(problems)
	}
	b.Run("claims", func(b *testing.B) {
		for b.Loop() {
			br.ClaimsJSON()
		}
	})
	b.Run("embed", func(b *testing.B) {
		for b.Loop() {
			br.embed()
		}
	})
	b.Run("blank", func(b *testing.B) {
		for b.Loop() {
			br.Outline.Files[0].Blanked(br.unused)
		}
	})
	b.Run("export", func(b *testing.B) {
		for b.Loop() {
			br.work.cube.Export(br.AsOf, false)
		}
	})
}
