package data

import (
	"math/big"
	"slices"
	"strings"
)

// masses are the words for units of mass, with the kilograms in each.
var masses = map[string]*big.Rat{
	"kg": big.NewRat(1, 1), "kilogram": big.NewRat(1, 1), "kilograms": big.NewRat(1, 1),
	"g": big.NewRat(1, 1000),
	"t": big.NewRat(1000, 1), "tonne": big.NewRat(1000, 1), "tonnes": big.NewRat(1000, 1), "100kg": big.NewRat(100, 1),
}

// namedUnit is the unit that a word of the outline names: the code of a currency is
// money, kg a mass, the rest a quantity of its own.
func namedUnit(name string) Unit {
	u, _ := scaledUnit(name)
	return u
}

// scaledUnit also gives the number of those units in one of the word's: a
// tonne is 1000 kg.
func scaledUnit(name string) (Unit, *big.Rat) {
	one := big.NewRat(1, 1)
	switch kg, ok := masses[strings.ToLower(name)]; {
	case name == "":
		return Unit{}, one
	case ok:
		return Unit{Kind: Mass}, kg
	case isCurrency(name):
		return Unit{Kind: Money, Code: name}, one
	case name == "pieces" || name == "count":
		return Unit{Kind: Count}, one
	}
	return Unit{Kind: Quantity, Code: name}, one
}

// currencies are the codes of ISO 4217, those that trade figures of this century
// may still be in, and RMB.
const currencies = "AED AFN ALL AMD ANG AOA ARS ATS AUD AWG AZN BAM BBD BDT BEF BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BYR BZD " +
	"CAD CDF CHF CLF CLP CNH CNY COP CRC CUP CVE CYP CZK DEM DJF DKK DOP DZD ECU EEK EGP ERN ESP ETB EUR FIM FJD FKP FRF GBP GEL GHS GIP GMD GNF GRD GTQ GYD " +
	"HKD HNL HRK HTG HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LUF LVL LYD " +
	"MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR " +
	"RMB ROL RON RSD RUB RUR RWF SAR SBD SCR SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRL TRY TTD TWD TZS " +
	"UAH UGX USD UYU UZS VED VEF VES VND VUV WST XAF XCD XDR XOF XPF YER ZAR ZMK ZMW ZWL"

func isCurrency(s string) bool {
	return len(s) == 3 && slices.Contains(strings.Fields(currencies), s)
}

// misspeltCurrency is the currency that a word of three capitals is likely to
// mean that is none, or empty.
func misspeltCurrency(s string) string {
	if len(s) != 3 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" || isCurrency(s) || slices.Contains(amounts[:], strings.ToLower(s)) || masses[strings.ToLower(s)] != nil {
		return ""
	}
	sorted := func(s string) string {
		b := []byte(s)
		slices.Sort(b)
		return string(b)
	}
	for _, c := range [...]string{"USD", "EUR", "CNY", "JPY", "GBP", "KRW", "INR", "RUB"} {
		if sorted(c) == sorted(s) {
			return c
		}
	}
	return ""
}

// amounts are the other words for quantities of which parts make a whole. What
// is not among them may be a price, a rate or an index.
var amounts = [...]string{"m3", "m2", "m", "l", "litre", "litres", "liter", "liters", "hl", "pairs", "head", "heads", "kwh", "mwh", "gwh", "tj", "barrel", "barrels", "bbl", "carat", "carats", "teu", "units"}

// Additive reports whether figures of the unit are amounts, so that a part is at
// most its whole.
func (u Unit) Additive() bool {
	switch u.Kind {
	case Money, Mass, Count:
		return true
	case Quantity:
		return slices.Contains(amounts[:], strings.ToLower(u.Code))
	}
	return false
}

// percent reports whether the unit is the sign or the word for hundredths.
func (u Unit) percent() bool {
	return u.Kind == Quantity && (u.Code == "%" || strings.EqualFold(u.Code, "percent") || strings.EqualFold(u.Code, "per cent"))
}
