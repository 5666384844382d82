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

// namedUnit is the unit that a word of the outline names: three capitals are a
// currency, kg a mass, the rest a quantity of its own.
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

func isCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// amounts are the other words for quantities of which parts make a whole. What
// is not among them may be a price, a rate or an index.
var amounts = [...]string{"m3", "m2", "m", "l", "litre", "litres", "liter", "liters", "hl", "pairs", "head", "heads", "kwh", "mwh", "gwh", "tj", "barrel", "barrels", "bbl", "carat", "carats", "teu", "units"}

// additive reports whether figures of the unit are amounts, so that a part is at
// most its whole.
func (u Unit) additive() bool {
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
