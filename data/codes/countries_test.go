package codes

import (
	"strings"
	"testing"
)

func TestEveryWordLeadsToItsCountry(t *testing.T) {
	iso, customs := 0, 0
	names := map[string]bool{}
	for _, c := range countries() {
		if c.Name == "" || names[c.Name] {
			t.Errorf("two are named %q", c.Name)
		}
		names[c.Name] = true
		if (c.ISO2 == "") != (len(c.ISO2) != 2) || c.ISO2 != "" && (len(c.ISO3) != 3 || len(c.M49) != 3) {
			t.Errorf("%s has the codes %q, %q and %q", c.Name, c.ISO2, c.ISO3, c.M49)
		}
		if c.ISO2 != "" {
			iso++
		}
		for _, code := range []string{c.ISO2, c.ISO3, c.M49, strings.ToLower(c.ISO2), strings.TrimLeft(c.M49, "0")} {
			if got, ok := ByCode(code); code != "" && (!ok || got != c) {
				t.Errorf("%s of %s is %q", code, c.Name, got.Name)
			}
		}
		if c.Customs != "" {
			customs++
			if got, ok := ByCustoms(c.Customs); !ok || got != c {
				t.Errorf("%s of Chinese customs is %q, want %s", c.Customs, got.Name, c.Name)
			}
		}
		for _, word := range append(strings.Split(c.also, ";"), c.Name, c.Chinese, strings.ToUpper(c.Name)) {
			if word == "" {
				continue
			}
			if got, ok := Find(word); !ok || got != c {
				t.Errorf("%q is %q, want %s", word, got.Name, c.Name)
			}
		}
	}
	// 249 in ISO 3166-1 and Kosovo; 243 lines in TradingPartner of the source.
	if iso != 250 || customs != 243 {
		t.Errorf("%d have a code of ISO and %d one of Chinese customs, want 250 and 243", iso, customs)
	}
}

func TestFind(t *testing.T) {
	for word, want := range map[string]string{
		"Korea, Dem. People's Rep. of": "KP", "DPRK": "KP", "D.P.R.K.": "KP", "朝鲜": "KP", "Dem. People's Rep. of Korea": "KP", "KOREA, NORTH": "KP", "prk": "KP", "408": "KP", "Korea,DPR": "KP",
		"Korea, Rep.": "KR", "Rep. of Korea": "KR", "韩国": "KR", "South Korea": "KR", "410": "KR",
		"Viet Nam": "VN", "Vietnam": "VN", "Turkey": "TR", "Turkiye": "TR", "Côte d’Ivoire": "CI", "Cote d'Ivoire": "CI",
		"China, Hong Kong SAR": "HK", "Hong Kong SAR, China": "HK", "中国香港": "HK", "Taiwan, Province of China": "TW", "China": "CN", "中国": "CN",
		"Congo": "CG", "Congo, Dem. Rep.": "CD", "Dem. Rep. of the Congo": "CD", "Guinea": "GN", "Niger": "NE", "Dominica": "DM", "Dominican Rep.": "DO",
		"UK": "GB", "EL": "GR", "842": "US", "USA": "US", "U.S.A.": "US", "699": "IN", "757": "CH", "Bosnia Herzegovina": "BA", "St. Lucia": "LC", "Cayman Isds": "KY", "4": "AF", "Lao People's Dem. Rep.": "LA",
	} {
		if c, ok := Find(word); !ok || c.ISO2 != want {
			t.Errorf("%q is %s (%s), want %s", word, c.ISO2, c.Name, want)
		}
	}
	for _, word := range []string{"", "Korea", "World", "109", "EU27_2020", "Republic", "of", "Asia", "Virgin Islands", strings.Repeat("the ", 200) + "China"} {
		if c, ok := Find(word); ok {
			t.Errorf("%q is %s", word, c.Name)
		}
	}
	for code, want := range map[string]string{"109": "North Korea", "133": "South Korea", "116": "Japan", "142": "China", "502": "United States", "408": "Bolivia", "199": "Other Asia", "701": "Unknown countries"} {
		if c, _ := ByCustoms(code); c.Name != want {
			t.Errorf("%s of Chinese customs is %q, want %s", code, c.Name, want)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, word := range []string{"Korea, Dem. People's Rep. of", "朝鲜", "4", "u.s.", "ı̇", ""} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		c, ok := Find(word)
		if ok != (c.Name != "") {
			t.Errorf("%q is %+v", word, c)
		}
		if again, _ := Find(c.Name); ok && again != c {
			t.Errorf("%q is %s, which is %s", word, c.Name, again.Name)
		}
	})
}
