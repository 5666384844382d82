// Package checks is the register of what a brief is checked for, and the rules
// among it that judge sentences.
//
// Each check has a code, C01 to C46, that problems carry, tradebrief explain
// tells about and waivers name. Checks of the data themselves are made in
// package data, those of claims in report; what is judged here is a sentence as
// the reader will see it, with what is known of each piece of it:
//
//	"Exports rose by 15.9% in September."
//	 └ words, typed by the author; the figure is bound to nothing: C01
//
// report hands over each passage of the author's with its pieces, and Passage
// calls back with the findings. A rule fires only on what it can be sure of: it
// knows words by package wording and figures by their expressions, and where
// either leaves a doubt it stays quiet.
package checks
