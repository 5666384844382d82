package templates

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"tradebrief/data/diag"
)

// Theme is the style of a house. Parse checks its forms; whether its colours can
// be read and its logo can be drawn is judged where the pages are made.
type Theme struct {
	At      diag.Pos   `yaml:"-"` // of its first key, or of the name of its file
	Paper   Scalar     `yaml:"paper" jsonschema:"default=a4" jsonschema_extras:"form=paper" jsonschema_description:"The size of the pages."`
	Colours Colours    `yaml:"colours" jsonschema_description:"What the house puts in the place of the colours of the design. Colours that are left out follow: brand alone gives bars, ranges and maps in its hue."`
	Logo    Logo       `yaml:"logo" jsonschema_description:"The sign of the house, at the head of page 1. Or its file: logo.svg."`
	Type    Type       `yaml:"type" jsonschema_description:"The type of the house."`
	Fonts   Fonts      `yaml:"fonts" jsonschema_description:"The faces of the house, in place of those of the tool. What a face lacks, such as Chinese, is set in the tool's."`
	Wording Wordings   `yaml:"wording" jsonschema_description:"Fixed words of the brief that the house has otherwise, by the language of the brief."`
	Words   []WordRule `yaml:"words" jsonschema_description:"What words of claims mean in this house, behind those of the outline: [surged]{claim=exports.mom} from 25%."`
}

// Logo is the sign of a house.
type Logo struct {
	Path   Scalar `yaml:"path" jsonschema:"required,example=logo.svg,example=logo.png" jsonschema_description:"The file beside the theme: SVG of filled shapes, which is printed as lines, or PNG."`
	Height Scalar `yaml:"height" jsonschema:"default=9,example=12" jsonschema_extras:"form=number" jsonschema_description:"Its height on paper in millimetres, from 5 to 20."`
	Alt    Scalar `yaml:"alt" jsonschema:"example=Ministry of Trade" jsonschema_description:"What a reader aloud says in its place. Leave it out where the sign only repeats the name of the house."`
}

// Fonts are the files of a house for the two families that a brief is set in.
type Fonts struct {
	Serif FontFamily `yaml:"serif" jsonschema_description:"The face of running text, the title and the headings of sections, where type does not say sans for them."`
	Sans  FontFamily `yaml:"sans" jsonschema_description:"The face of tables, charts, labels and small headings. Its digits are as wide as each other."`
}

// FontFamily is the files of a family, each a TrueType font. Those of one family are
// of one design; a brief has no slope or weight that is not there.
type FontFamily struct {
	Regular  Scalar `yaml:"regular" jsonschema:"required,example=fonts/ministry-regular.ttf" jsonschema_description:"The file beside the theme, a static TrueType font (.ttf) that may be embedded. It rides along in the PDF whole, so that the brief can be made again; embed: none leaves it out."`
	Bold     Scalar `yaml:"bold" jsonschema:"required,example=fonts/ministry-bold.ttf" jsonschema_description:"The face of headings and of totals."`
	SemiBold Scalar `yaml:"semibold" jsonschema:"example=fonts/ministry-semibold.ttf" jsonschema_description:"The face of emphasis and of heads of tables. Left out, it is bold."`
	Italic   Scalar `yaml:"italic" jsonschema:"example=fonts/ministry-italic.ttf" jsonschema_description:"The face of quotations. Left out, it is regular."`
}

// Type is the type of a house.
type Type struct {
	Text     Scalar `yaml:"text" jsonschema:"default=serif" jsonschema_extras:"form=family" jsonschema_description:"The family of running text: standfirst, decks, paragraphs, judgements, quotations."`
	Headings Scalar `yaml:"headings" jsonschema:"default=serif" jsonschema_extras:"form=family" jsonschema_description:"The family of the title and of the headings of sections."`
	Size     Scalar `yaml:"size" jsonschema:"default=9.2,example=10" jsonschema_extras:"form=number" jsonschema_description:"The size of paragraphs in points, from 8.5 to 11. Other running text keeps its proportion to it."`
}

// Wordings are the words of a house in each language that it publishes in.
type Wordings struct {
	English  Wording `yaml:"en" jsonschema_description:"Words of briefs in English."`
	Chinese  Wording `yaml:"zh" jsonschema_description:"Words of briefs in Chinese."`
	Korean   Wording `yaml:"ko" jsonschema_description:"Words of briefs in Korean."`
	French   Wording `yaml:"fr" jsonschema_description:"Words of briefs in French."`
	German   Wording `yaml:"de" jsonschema_description:"Words of briefs in German."`
	Spanish  Wording `yaml:"es" jsonschema_description:"Words of briefs in Spanish."`
	Japanese Wording `yaml:"ja" jsonschema_description:"Words of briefs in Japanese."`
	Russian  Wording `yaml:"ru" jsonschema_description:"Words of briefs in Russian."`
}

// Of are the words for briefs in a language, nil if it is none of those above.
func (w *Wordings) Of(language string) *Wording {
	for _, l := range w.languages() {
		if l.tag == language {
			return l.words
		}
	}
	return nil
}

type wordingKey struct {
	tag   string
	words *Wording
}

func (w *Wordings) languages() []wordingKey {
	return []wordingKey{{"en", &w.English}, {"zh", &w.Chinese}, {"ko", &w.Korean}, {"fr", &w.French}, {"de", &w.German}, {"es", &w.Spanish}, {"ja", &w.Japanese}, {"ru", &w.Russian}}
}

// Wording is fixed words of the brief as a house has them.
type Wording struct {
	Figure            Scalar `yaml:"figure" jsonschema:"example=Chart {0}" jsonschema_description:"The label of a figure, with {0} for its number."`
	Table             Scalar `yaml:"table" jsonschema:"example=Statement {0}" jsonschema_description:"The label of a table, with {0} for its number."`
	PageOf            Scalar `yaml:"page_of" jsonschema:"example={0}/{1}" jsonschema_description:"The number of a page, with {0} for it and {1} for how many there are."`
	KeyJudgements     Scalar `yaml:"key_judgements" jsonschema:"example=Assessments" jsonschema_description:"The heading of the box of judgements."`
	ClaimCheck        Scalar `yaml:"claim_check" jsonschema:"example=Statement audit" jsonschema_description:"The heading of the claim check."`
	Sources           Scalar `yaml:"sources" jsonschema:"example=References" jsonschema_description:"The heading of the list of sources."`
	Calculations      Scalar `yaml:"calculations" jsonschema:"example={0} estimates" jsonschema_description:"Whose calculations a figure rests on, with {0} for the organisation."`
	Contact           Scalar `yaml:"contact" jsonschema:"example=Enquiries" jsonschema_description:"The heading over whom readers turn to."`
	Handling          Scalar `yaml:"handling" jsonschema:"example=Distribution" jsonschema_description:"The heading over how the brief may be shared."`
	SuggestedCitation Scalar `yaml:"suggested_citation" jsonschema:"example=How to cite" jsonschema_description:"The heading over how the brief is cited."`
	HandlingClear     Scalar `yaml:"handling_clear" jsonschema:"example=May be published." jsonschema_description:"How a brief marked TLP:CLEAR may be shared."`
	HandlingGreen     Scalar `yaml:"handling_green" jsonschema:"example=For government departments." jsonschema_description:"How a brief marked TLP:GREEN may be shared."`
	HandlingAmber     Scalar `yaml:"handling_amber" jsonschema:"example=For the ministry and its agencies." jsonschema_description:"How a brief marked TLP:AMBER may be shared."`
	HandlingStrict    Scalar `yaml:"handling_strict" jsonschema:"example=For the ministry only." jsonschema_description:"How a brief marked TLP:AMBER+STRICT may be shared."`
	HandlingRed       Scalar `yaml:"handling_red" jsonschema:"example=For the named recipients only." jsonschema_description:"How a brief marked TLP:RED may be shared."`
	Flow              Scalar `yaml:"flow" jsonschema:"example=Trade" jsonschema_description:"The label of the flow, beside the title."`
	Period            Scalar `yaml:"period" jsonschema:"example=Reference month" jsonschema_description:"The label of the period, beside the title."`
	Issued            Scalar `yaml:"issued" jsonschema:"example=Published" jsonschema_description:"The label of the day of issue, beside the title."`
	Revision          Scalar `yaml:"revision" jsonschema:"example=Version" jsonschema_description:"The label of the revision, beside the title."`
	Source            Scalar `yaml:"source" jsonschema:"example=Data" jsonschema_description:"The label of who published the data, beside the title."`
	NextIssue         Scalar `yaml:"next_issue" jsonschema:"example=Next release" jsonschema_description:"The label of the day of the next issue, beside the title."`
}

// Said are the words that the house has, by their keys.
func (w *Wording) Said() map[string]Scalar {
	out := map[string]Scalar{}
	for _, k := range w.keys() {
		if k.is.Present() {
			out[k.key] = *k.is
		}
	}
	return out
}

func (w *Wording) keys() []themeKey {
	return []themeKey{
		{"figure", &w.Figure}, {"table", &w.Table}, {"page_of", &w.PageOf}, {"key_judgements", &w.KeyJudgements}, {"claim_check", &w.ClaimCheck}, {"sources", &w.Sources}, {"calculations", &w.Calculations}, {"contact", &w.Contact}, {"handling", &w.Handling}, {"suggested_citation", &w.SuggestedCitation}, {"handling_clear", &w.HandlingClear}, {"handling_green", &w.HandlingGreen}, {"handling_amber", &w.HandlingAmber}, {"handling_strict", &w.HandlingStrict}, {"handling_red", &w.HandlingRed}, {"flow", &w.Flow}, {"period", &w.Period}, {"issued", &w.Issued}, {"revision", &w.Revision}, {"source", &w.Source}, {"next_issue", &w.NextIssue},
	}
}

// Colours are the colours of a house, each #RRGGBB.
type Colours struct {
	Ink        Scalar   `yaml:"ink" jsonschema:"example=#14202B" jsonschema_extras:"form=colour" jsonschema_description:"Text and the rules over figures and tables."`
	Secondary  Scalar   `yaml:"secondary" jsonschema:"example=#46525E" jsonschema_extras:"form=colour" jsonschema_description:"Text that explains other text: decks, subtitles, heads of tables."`
	Muted      Scalar   `yaml:"muted" jsonschema:"example=#5B6874" jsonschema_extras:"form=colour" jsonschema_description:"The smallest text: numbers of axes, lines under figures, the footer."`
	Rule       Scalar   `yaml:"rule" jsonschema:"example=#C3CBD3" jsonschema_extras:"form=colour" jsonschema_description:"Light rules, and bars of all other goods."`
	Grid       Scalar   `yaml:"grid" jsonschema:"example=#DFE4E9" jsonschema_extras:"form=colour" jsonschema_description:"Gridlines and the rules between rows of tables."`
	Tint       Scalar   `yaml:"tint" jsonschema:"example=#F4F2ED" jsonschema_extras:"form=colour" jsonschema_description:"The ground of boxes and of shaded periods."`
	Brand      Scalar   `yaml:"brand" jsonschema:"example=#12395A" jsonschema_extras:"form=colour" jsonschema_description:"The house: the band and its name on page 1; averages and totals in charts."`
	Rise       Scalar   `yaml:"rise" jsonschema:"example=#1D5B88" jsonschema_extras:"form=colour" jsonschema_description:"Rises, gains and support; numbers of sources."`
	Ordinary   Scalar   `yaml:"ordinary" jsonschema:"example=#8DB0CA" jsonschema_extras:"form=colour" jsonschema_description:"Bars that are not singled out."`
	Pale       Scalar   `yaml:"pale" jsonschema:"example=#DDE8F0" jsonschema_extras:"form=colour" jsonschema_description:"Ranges and quiet fills."`
	Fall       Scalar   `yaml:"fall" jsonschema:"example=#E59A57" jsonschema_extras:"form=colour" jsonschema_description:"Falls and losses as bars."`
	FallText   Scalar   `yaml:"fall_text" jsonschema:"example=#85470A" jsonschema_extras:"form=colour" jsonschema_description:"Falls and losses as text."`
	Against    Scalar   `yaml:"against" jsonschema:"example=#97520F" jsonschema_extras:"form=colour" jsonschema_description:"Strong objection: opposing stances, restrictions, evidence against."`
	Accent     Scalar   `yaml:"accent" jsonschema:"example=#B0400F" jsonschema_extras:"form=colour" jsonschema_description:"Look here: the reference period, labels of figures, signs to watch."`
	Categories []Scalar `yaml:"categories" jsonschema_extras:"form=colours6" jsonschema_description:"The parts of a whole from the base line up, six colours; the last is what is left over."`
	Sequence   []Scalar `yaml:"sequence" jsonschema_extras:"form=colours6" jsonschema_description:"The classes of a heat map, six colours from light to dark."`
	Likelihood []Scalar `yaml:"likelihood" jsonschema_extras:"form=colours7" jsonschema_description:"The steps of the likelihood scale, seven colours from light to dark."`
}

// Single are the colours that are no lists and that the house chose, by their keys.
func (c *Colours) Single() map[string]Scalar {
	out := map[string]Scalar{}
	for _, k := range c.single() {
		if k.is.Present() {
			out[k.key] = *k.is
		}
	}
	return out
}

// themeKey is a key of a part of the theme and what stands there.
type themeKey struct {
	key string
	is  *Scalar
}

func (c *Colours) single() []themeKey {
	return []themeKey{
		{"ink", &c.Ink}, {"secondary", &c.Secondary}, {"muted", &c.Muted}, {"rule", &c.Rule}, {"grid", &c.Grid}, {"tint", &c.Tint}, {"brand", &c.Brand},
		{"rise", &c.Rise}, {"ordinary", &c.Ordinary}, {"pale", &c.Pale}, {"fall", &c.Fall}, {"fall_text", &c.FallText}, {"against", &c.Against}, {"accent", &c.Accent},
	}
}

var (
	papers   = []string{"a4", "letter"}
	families = []string{"serif", "sans"}
)

// theme reads the style of the house: a mapping, or the name of a file with one.
func (d *decoder) theme(f *fields) Theme {
	const begin = "begin with a key such as colours: …"
	t := f.get("theme")
	if t == nil {
		return Theme{}
	}
	if t.kind == textTree {
		name := d.scalar(t, "theme")
		file, data := d.open(name, "a theme", ".yaml", ".yml")
		if data == nil || blankOrComments(string(data)) {
			return Theme{}
		}
		if t = d.readTree(file, data, "a theme", begin); t == nil || t.kind == brokenTree {
			return Theme{}
		}
	}
	if t.kind != mapTree {
		d.fail(t.at, "the theme is %s, a mapping of keys was expected", t.kind).WithHint(begin)
		return Theme{}
	}
	house := d.fields(t, "the theme")
	out := Theme{At: t.at, Paper: house.choice("paper", papers...)}
	if c := house.get("colours"); c != nil {
		out.Colours = d.colours(c)
	}
	if logo := house.get("logo"); logo != nil {
		out.Logo = d.logo(logo)
	}
	if t := house.get("type"); t != nil {
		f := d.fields(t, "type")
		out.Type = Type{Text: f.choice("text", families...), Headings: f.choice("headings", families...), Size: f.within("size", 8.5, 11)}
		f.close()
	}
	if t := house.get("fonts"); t != nil {
		f := d.fields(t, "fonts")
		out.Fonts = Fonts{Serif: d.fontFamily(f, "serif"), Sans: d.fontFamily(f, "sans")}
		f.close()
	}
	if w := house.get("wording"); w != nil {
		f := d.fields(w, "wording")
		for _, l := range out.Wording.languages() {
			in := d.fields(f.get(l.tag), "the words in "+l.tag)
			for _, k := range l.words.keys() {
				*k.is = in.words(k.key)
			}
			in.close()
		}
		f.close()
	}
	out.Words = d.wordRules(house)
	house.close()
	return out
}

func (d *decoder) fontFamily(in *fields, key string) FontFamily {
	t := in.get(key)
	if t == nil {
		return FontFamily{}
	}
	f := d.fields(t, key)
	out := FontFamily{Regular: f.scalar("regular"), Bold: f.scalar("bold"), SemiBold: f.scalar("semibold"), Italic: f.scalar("italic")}
	f.require("regular", "bold")
	f.close()
	return out
}

// logo reads the sign of the house: a mapping, or its file.
func (d *decoder) logo(t *tree) Logo {
	if t.kind == textTree {
		return Logo{Path: d.scalar(t, "logo")}
	}
	f := d.fields(t, "logo")
	out := Logo{Path: f.scalar("path"), Height: f.within("height", 5, 20), Alt: f.scalar("alt")}
	f.require("path")
	f.close()
	return out
}

// words reads a short text that stands as it is.
func (f *fields) words(key string) Scalar {
	const most = 120
	s := f.scalar(key)
	switch n := utf8.RuneCountInString(s.Value); {
	case !s.Present():
	case strings.TrimFunc(s.Value, unseen) == "" || strings.ContainsAny(s.Value, "\n%|"):
		f.d.fail(s.Pos, "%s takes words in one line, without %% and |", key)
	case n > most:
		f.d.fail(s.Pos, "%s has %d characters, at most %d were expected", key, n, most)
	}
	return s
}

// within reads a number from low to high.
func (f *fields) within(key string, low, high float64) Scalar {
	s := f.number(key)
	if v, err := strconv.ParseFloat(s.Value, 64); s.Present() && err == nil && !(v >= low && v <= high) {
		f.d.fail(s.Pos, "%s is %s, a number from %g to %g was expected", key, s.Value, low, high)
		return Scalar{}
	}
	return s
}

func (d *decoder) colours(t *tree) Colours {
	f := d.fields(t, "colours")
	var c Colours
	for _, k := range c.single() {
		f.get(k.key)
		*k.is = d.colour(f.tree.find(k.key), f.tree.key(k.key))
	}
	list := func(key string, n int) []Scalar {
		var out []Scalar
		items := f.list(key)
		for _, t := range items {
			out = append(out, d.colour(t, Scalar{}))
		}
		if t := f.get(key); t != nil && t.kind == listTree && len(items) != n {
			d.fail(t.at, "%s has %d colours, expected %d", key, len(items), n)
			return nil
		}
		return out
	}
	c.Categories, c.Sequence, c.Likelihood = list("categories", 6), list("sequence", 6), list("likelihood", 7)
	f.close()
	return c
}

var (
	colourForm  = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)
	colourMeant = regexp.MustCompile(`^#?(?:0x)?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})$`)
	commented   = regexp.MustCompile(`^#[0-9A-Fa-f]{6}\b`)
)

// colour reads one colour. Without quotes YAML takes it for a comment behind its
// key.
func (d *decoder) colour(t *tree, key Scalar) Scalar {
	if t == nil {
		return Scalar{}
	}
	if t.empty {
		if at, rest := d.files.behind(key); commented.MatchString(rest) {
			hex := commented.FindString(rest)
			d.fail(at, "YAML takes %s for a comment, since it is not in quotes", hex).Replace(hex, `"`+hex+`"`, `write %s: "%s"`, key.Value, hex)
		}
		return Scalar{}
	}
	s := d.scalar(t, "a colour")
	if !s.Present() || colourForm.MatchString(s.Value) {
		return s
	}
	h := d.fail(s.Pos, "%q is not a colour", s.Value)
	if m := colourMeant.FindStringSubmatch(s.Value); m != nil {
		hex := m[1]
		if len(hex) == 3 {
			hex = strings.Join([]string{hex[:1], hex[:1], hex[1:2], hex[1:2], hex[2:], hex[2:]}, "")
		}
		h.WithHint(`write it in quotes: "#%s"`, strings.ToUpper(hex))
	} else {
		h.WithHint(`write it in quotes, like "#12395A"`)
	}
	return Scalar{}
}

// behind is what the line has behind a key that stands without quotes, and where.
func (r *files) behind(key Scalar) (diag.Pos, string) {
	for _, f := range r.taken {
		if f.Name != key.Pos.File || f.src == nil {
			continue
		}
		line := []rune(f.src.line(key.Pos.Line))
		if n := key.Pos.Col + len([]rune(key.Value)); n <= len(line) && n > 0 {
			rest := string(line[n:])
			trimmed := strings.TrimLeft(rest, " \t")
			return diag.Pos{File: f.Name, Line: key.Pos.Line, Col: n + 1 + len(rest) - len(trimmed)}, trimmed
		}
	}
	return diag.Pos{}, ""
}
