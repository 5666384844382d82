package data

import (
	"math/big"
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
