package locale

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tradebrief/data"
)

var place = regexp.MustCompile(`\{[0-9]\}`)

// placesOf are the places of a text, each once.
func placesOf(text string) []string {
	found := place.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// Every language says every phrase, about the same things.
func TestTables(t *testing.T) {
	// Runs of periods name what the language needs of their ends.
	free := map[Key]bool{monthRun: true, shortMonthRun: true, quarterRun: true, monthPair: true, quarterPair: true}
	for _, l := range all {
		for k := range keys {
			text := l.texts[k]
			if text == "" && !(k == SentenceGap && l.gap == "" && l.Tag != "ko") {
				t.Errorf("%s: key %d (%q in English) has no text", l.Tag, k, english.texts[k])
			}
			counts := strings.Contains(english.texts[k], "|")
			forms := strings.Split(text, "|")
			if counts && len(forms) != l.forms {
				t.Errorf("%s: %q has %d forms, the language has %d", l.Tag, text, len(forms), l.forms)
			}
			for _, form := range forms {
				if got, want := placesOf(form), placesOf(strings.Split(english.texts[k], "|")[0]); !free[k] && !slices.Equal(got, want) {
					t.Errorf("%s: %q has the places %v, in English %v", l.Tag, form, got, want)
				}
			}
			if strings.Contains(text, "_") || strings.Contains(text, "  ") || strings.Contains(text, "--") && !strings.Contains(text, "--to") {
				t.Errorf("%s: %q is not fit for print", l.Tag, text)
			}
		}
		for i := range 12 {
			if l.months[i] == "" || l.short[i] == "" {
				t.Errorf("%s: month %d has no name", l.Tag, i+1)
			}
		}
	}
}

// What stays in Latin letters in any language.
var codes = regexp.MustCompile(`tradebrief (diff|export [a-z{}2]* --to (csv|json)|diff)|\bkg\b|\bPHIA\b|\bIPCC\b|\bSTL\b|\bHHI\b|\bIHH\b|%p`)

var latin = regexp.MustCompile(`[A-Za-z]{2,}`)

func TestNoEnglishLeft(t *testing.T) {
	for _, l := range []*Locale{&chinese, &korean, &japanese} {
		for k, text := range l.texts {
			if found := latin.FindString(codes.ReplaceAllString(text, "")); found != "" {
				t.Errorf("%s: key %d has %q in %q", l.Tag, k, found, text)
			}
		}
		for _, text := range slices.Concat(l.months[:], l.short[:], l.quarter[:], l.brief[:]) {
			if latin.MatchString(text) {
				t.Errorf("%s: %q", l.Tag, text)
			}
		}
	}
	// In the others a phrase of several words differs from the English one.
	for _, l := range []*Locale{&french, &german, &spanish, &russian} {
		for k, text := range l.texts {
			if bare := place.ReplaceAllString(text, ""); len(latin.FindAllString(bare, -1)) > 1 && text == english.texts[k] && !codes.MatchString(text) {
				t.Errorf("%s: %q is English", l.Tag, text)
			}
		}
	}
}

func TestOf(t *testing.T) {
	for tag, want := range map[string]string{
		"": "en", "en": "en", "en-GB": "en", "EN-us": "en", "zh": "zh", "zh-CN": "zh", "zh-Hans": "zh", "zh_Hans_CN": "zh", "zh-SG": "zh",
		"ko-KR": "ko", "fr-CA": "fr", "de-AT": "de", "es-419": "es", "ja": "ja", "ru-RU": "ru",
	} {
		if l, ok := Of(tag); !ok || l.Tag != want {
			t.Errorf("Of(%q) = %s, %t; want %s", tag, l.Tag, ok, want)
		}
	}
	for tag, want := range map[string]string{"it": "en", "zh-Hant": "zh", "zh-TW": "zh", "x-klingon": "en", "engl": "en"} {
		if l, ok := Of(tag); ok || l.Tag != want {
			t.Errorf("Of(%q) = %s, %t; want %s, false", tag, l.Tag, ok, want)
		}
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		l    *Locale
		n    int
		want string
	}{
		{&english, 1, "1_file"}, {&english, 0, "0_files"}, {&english, 1200, "1_200_files"}, {&french, 0, "0_fichier"}, {&french, 2, "2_fichiers"},
		{&russian, 1, "1_файла"}, {&russian, 3, "3_файлов"}, {&chinese, 3, "3个文件"}, {&korean, 1200, "1,200개 파일"}, {&spanish, 1200, "1200_archivos"},
	} {
		if got := strings.ReplaceAll(c.l.Count(Files, c.n), nbsp, "_"); got != c.want {
			t.Errorf("%s: %q, want %q", c.l.Tag, got, c.want)
		}
	}
	for n, want := range map[int]int{1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 21: 0, 22: 1, 101: 0, 111: 2} {
		if got := russianPlurals(n); got != want {
			t.Errorf("russianPlurals(%d) = %d, want %d", n, got, want)
		}
	}
}

// spaced shows no-break spaces.
func spaced(s string) string { return strings.ReplaceAll(s, nbsp, "_") }

func TestPeriods(t *testing.T) {
	sep, jan, nov, feb := data.Month(2023, 9), data.Month(2023, 1), data.Month(2021, 11), data.Month(2022, 2)
	span := func(from, to data.Period) data.Span { return data.Span{From: from, To: to} }
	for _, c := range []struct {
		tag  string
		want []string
	}{
		{"en", []string{"September_2023", "Sep_2023", "Sep", "20_October_2023", "1_Oct_2023", "Jan–Sep_2023", "Nov_2021 to Feb_2022", "January–September_2023", "Q3_2023", "2023", "January and February_2023", "November_2021 to February_2022"}},
		{"zh", []string{"2023年9月", "2023年9月", "9月", "2023年10月20日", "2023年10月1日", "2023年1—9月", "2021年11月至2022年2月", "2023年1—9月", "2023年第三季度", "2023年", "2023年1—2月", "2021年11月至2022年2月"}},
		{"ko", []string{"2023년_9월", "2023년_9월", "9월", "2023년_10월_20일", "2023년_10월_1일", "2023년_1~9월", "2021년_11월~2022년_2월", "2023년_1~9월", "2023년_3분기", "2023년", "2023년_1~2월", "2021년_11월~2022년_2월"}},
		{"fr", []string{"septembre_2023", "sept._2023", "sept.", "20_octobre_2023", "1er_oct._2023", "janv.–sept._2023", "nov._2021 à févr._2022", "janvier–septembre_2023", "3e_trimestre_2023", "2023", "janvier et février_2023", "novembre_2021 à février_2022"}},
		{"de", []string{"September_2023", "Sep_2023", "Sep", "20._Oktober_2023", "1._Okt_2023", "Jan–Sep_2023", "Nov_2021 bis Feb_2022", "Januar–September_2023", "3._Quartal_2023", "2023", "Januar und Februar_2023", "November_2021 bis Februar_2022"}},
		{"es", []string{"septiembre de_2023", "sep_2023", "sep", "20 de_octubre de_2023", "1_oct_2023", "ene–sep_2023", "nov_2021 a feb_2022", "enero–septiembre de_2023", "tercer trimestre de_2023", "2023", "enero y febrero de_2023", "noviembre de_2021 a febrero de_2022"}},
		{"ja", []string{"2023年9月", "2023年9月", "9月", "2023年10月20日", "2023年10月1日", "2023年1～9月", "2021年11月～2022年2月", "2023年1～9月", "2023年第3四半期", "2023年", "2023年1～2月", "2021年11月～2022年2月"}},
		{"ru", []string{"сентябрь_2023_г.", "сент._2023", "сент.", "20_октября_2023_г.", "1_окт._2023", "янв.–сент._2023", "нояб._2021 – февр._2022", "январь–сентябрь_2023_г.", "III_квартал_2023_г.", "2023_г.", "январь и февраль_2023_г.", "ноябрь_2021_г. – февраль_2022_г."}},
	} {
		l, _ := Of(c.tag)
		got := []string{l.Period(sep), l.Short(sep, true), l.Short(sep, false), l.Date(20231020), l.ShortDate(20231001), l.Span(span(jan, sep)), l.Span(span(nov, feb)),
			l.YearToDate(sep, false), l.Period(data.Quarter(2023, 3)), l.Period(data.Year(2023)), l.Run(span(jan, data.Month(2023, 2))), l.Run(span(nov, feb))}
		for i := range got {
			if spaced(got[i]) != c.want[i] {
				t.Errorf("%s: %q, want %q", c.tag, spaced(got[i]), c.want[i])
			}
		}
		if l.Short(data.Year(2023), false) != "2023" {
			t.Errorf("%s: a year on an axis is %q", c.tag, l.Short(data.Year(2023), false))
		}
		if l.Period(data.Period{}) != "" || l.Date(0) != "" || l.Month(data.Period{}) != "" || l.Short(data.Period{}, true) != "" {
			t.Errorf("%s: no period has a name", c.tag)
		}
		for m := 1; m <= 12; m++ {
			p := data.Month(2023, m)
			if !strings.Contains(l.Period(p), "2023") || l.Month(p) == "" || !strings.Contains(l.Date(data.Date(20230000+m*100+15)), "15") {
				t.Errorf("%s: month %s: %q", c.tag, strconv.Itoa(m), l.Period(p))
			}
		}
	}
}

func TestList(t *testing.T) {
	for tag, want := range map[string]string{"en": "a, b and c", "zh": "a、b和c", "ko": "a, b 및 c", "fr": "a, b et c", "de": "a, b und c", "es": "a, b y c", "ja": "a、b、c", "ru": "a, b и c"} {
		l, _ := Of(tag)
		if got := l.List([]string{"a", "b", "c"}); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
		if l.List([]string{"a"}) != "a" || l.List(nil) != "" {
			t.Errorf("%s: a list of one or none", tag)
		}
	}
	if got := english.List([]string{"a, b", "c"}); got != "a, b; and c" {
		t.Errorf("parts with commas: %q", got)
	}
}
