package data

import "testing"

func TestMeantUnit(t *testing.T) {
	for word, want := range map[string][2]string{
		"USD": {}, "kg": {}, "t": {}, "tonnes": {}, "pieces": {}, "": {}, "heads": {}, "kt": {}, "bbl": {}, "m3": {}, "TEU": {}, "tons": {}, "liters": {}, "carats": {},
		"usd": {"USD"}, "US$": {"USD"}, "Dollars": {"USD"}, "€": {"EUR"}, "RMB": {}, "rmb": {"CNY"}, "kgs": {"kg"}, "USDD": {"USD"}, "tonns": {"tonne"},
		"USD million": {"USD", "1e6"}, "million USD": {"USD", "1e6"}, "US$ mn": {"USD", "1e6"}, "thousand US dollars": {"USD", "1e3"}, "1000 kg": {"kg", "1e3"}, "thousand heads": {}, "billions of yuan": {"CNY", "1e9"},
	} {
		if unit, scale := meantUnit(word); unit != want[0] || scale != want[1] {
			t.Errorf("%q means %q and %q, want %q", word, unit, scale, want)
		}
	}
}
