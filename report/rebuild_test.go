package report

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
	"tradebrief/report/pdf/object"
)

// attached are the files that a PDF embeds, as they stand in its bytes.
func attached(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	f, err := object.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for i := range f.Objects {
		spec, ok := f.Get(object.Ref(i)).(object.Dict)
		if !ok || spec["EF"] == nil {
			continue
		}
		embedded := f.Get(spec["EF"]).(object.Dict)
		content, err := f.Data(embedded["F"])
		if err != nil {
			t.Fatal(err)
		}
		out[string(f.Get(spec["F"]).(object.String))] = content
	}
	return out
}

// built makes a brief as the command line does; it must have no error.
func built(t *testing.T, p Project, o Options) (*Brief, []byte) {
	t.Helper()
	b, problems := Load(p, o)
	return b, encoded(t, b, problems)
}

func encoded(t *testing.T, b *Brief, problems diag.List) []byte {
	t.Helper()
	if problems.Failed() {
		t.Fatal(problems)
	}
	pages, problems := b.Pages()
	if problems.Failed() {
		t.Fatal(problems)
	}
	file, problems := b.PDF(pages)
	if problems.Failed() {
		t.Fatal(problems)
	}
	return file
}

// proves builds a brief, makes it again from what it embeds, and compares the bytes.
func proves(t *testing.T, p Project, o Options) (*Brief, map[string][]byte) {
	t.Helper()
	b, file := built(t, p, o)
	files := attached(t, file)
	kept, err := ReadKept(files)
	if err != nil {
		t.Fatal(err)
	}
	if altered := kept.Altered(); altered != nil {
		t.Errorf("as built, these files are altered: %v", altered)
	}
	again, problems := kept.Load()
	second := encoded(t, again, problems)
	if bytes.Equal(file, second) {
		return b, files
	}
	if was, now := dump(b.Document), dump(again.Document); was != now {
		t.Errorf("the document differs:\n%s", firstDifference(was, now))
	}
	for name, now := range attached(t, second) {
		if was := files[name]; !bytes.Equal(was, now) {
			t.Errorf("%s differs:\n%s", name, firstDifference(string(was), string(now)))
		}
	}
	t.Errorf("the brief that was made again has other bytes")
	return b, files
}

// firstDifference is the first line in which two texts differ, in both.
func firstDifference(a, b string) string {
	was, now := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range was {
		if i >= len(now) || was[i] != now[i] {
			other := "(nothing)"
			if i < len(now) {
				other = now[i]
			}
			return was[i] + "\n" + other
		}
	}
	return "(nothing)\n" + now[len(was)]
}

// TestProvesShipped: the briefs that ship with the tool are made again from what
// their PDF holds, byte for byte.
func TestProvesShipped(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	for _, name := range shippedNames {
		for _, embed := range []string{EmbedUsed, EmbedAll} {
			t.Run(name+" "+embed, func(t *testing.T) {
				outline := "templates/" + name + ".yaml"
				p := Project{FS: withEmbed{os.DirFS(".."), outline, embed}, Outline: outline}
				_, files := proves(t, p, Options{Version: "1.2.3"})
				for name, content := range files {
					t.Log(name, len(content))
				}
			})
		}
	}
}

// withEmbed adds the key embed to an outline.
type withEmbed struct {
	fs.FS
	outline, embed string
}

func (w withEmbed) Open(name string) (fs.File, error) {
	if name != w.outline {
		return w.FS.Open(name)
	}
	text, err := fs.ReadFile(w.FS, name)
	if err != nil {
		return nil, err
	}
	return fstest.MapFS{name: {Data: []byte(strings.TrimRight(string(text), "\n") + "\nembed: " + w.embed + "\n")}}.Open(name)
}
