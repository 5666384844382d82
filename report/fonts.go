package report

import (
	"errors"
	"io/fs"

	"tradebrief/charts/ink"
	"tradebrief/data/diag"
	"tradebrief/report/pdf"
	"tradebrief/templates"
)

// readFonts reads the faces of the house. They are judged here, where the file is
// named, so that none fails once pages are made.
func (h *houseStyle) readFonts(fsys fs.FS, t *templates.Fonts) (problems diag.List) {
	files := map[string]int{} // by name, in h.fonts
	set := func(place ink.Face, named ...templates.Scalar) {
		for _, s := range named {
			if !s.Present() {
				continue
			}
			face, p := h.readFace(fsys, s, place, files)
			if p != nil {
				// A face that stands for another too is told once.
				if s.Pos == named[0].Pos {
					problems = append(problems, *p)
				}
				return
			}
			if h.Faces == nil {
				h.Faces = ink.HouseFaces{}
			}
			h.Faces[place] = face
			return
		}
	}
	serif, sans := &t.Serif, &t.Sans
	set(ink.Serif, serif.Regular)
	set(ink.SerifBold, serif.Bold)
	set(ink.SerifSemiBold, serif.SemiBold, serif.Bold)
	set(ink.SerifItalic, serif.Italic, serif.Regular)
	set(ink.Sans, sans.Regular)
	set(ink.SansBold, sans.Bold)
	set(ink.SansSemiBold, sans.SemiBold, sans.Bold)
	set(ink.SansItalic, sans.Italic, sans.Regular)
	return problems
}

// readFace reads the file of one face, which may stand in several places.
func (h *houseStyle) readFace(fsys fs.FS, s templates.Scalar, place ink.Face, files map[string]int) (ink.Face, *diag.Problem) {
	name, problem := s.File(diag.Outline)
	if problem != nil {
		return ink.Face{}, problem
	}
	at, ok := files[name]
	if !ok {
		if info, err := fs.Stat(fsys, name); err == nil && info.Size() > ink.MaxFontBytes {
			p := diag.Errorf(diag.Outline, s.Pos, "the font %q has %d MB, at most %d MB were expected", s.Value, (info.Size()+1<<20-1)>>20, ink.MaxFontBytes>>20).
				WithHint("name a font of Latin letters: what it lacks, such as Chinese, is set in the tool's")
			return ink.Face{}, &p
		}
		content, err := readBounded(fsys, name, ink.MaxFontBytes)
		if err != nil {
			p := diag.Errorf(diag.Outline, s.Pos, "the font %q cannot be read: %s", s.Value, diag.Reason(err))
			if errors.Is(err, fs.ErrNotExist) {
				p, _ = p.Meaning(s.Pos, s.Value, filesBeside(fsys, name, s.Value, ".ttf"))
			}
			return ink.Face{}, &p
		}
		at = len(h.fonts)
		files[name] = at
		h.fonts = append(h.fonts, file{name: name, kind: "font/ttf", content: content})
	}
	face, err := ink.OpenFace(h.fonts[at].content, place)
	if err == nil {
		err = pdf.CheckFace(face)
	}
	var refused *ink.RefusedFont
	switch {
	case errors.As(err, &refused):
		p := diag.Errorf(diag.Outline, s.Pos, "the font %q cannot be used: %s", s.Value, refused.Reason).WithHint("%s", refused.Hint)
		return ink.Face{}, &p
	case err != nil:
		return ink.Face{}, problemf(diag.Outline, s.Pos, "the font %q cannot be used: %v", s.Value, err)
	}
	return face, nil
}
