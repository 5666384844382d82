// Package codes names what trade data are coded with: goods of the Harmonized
// System of 2022 and of the SITC, the special goods of Chinese customs, and
// countries.
//
//	name, ok := codes.HS("6704")   // {Full: "Wigs, false beards, …", Short: "Wigs and false eyelashes"}
//	c, ok := codes.Find("Korea, Dem. People's Rep. of") // North Korea
//	c, ok = codes.ByCustoms("109")                      // North Korea too
//
// A Name is full for tables and text, and short for charts, where a title of
// the HS has no room. The short names of all chapters and of the commonest
// headings are written by hand; the others are cut from their titles by a rule.
// No two codes of one level have the same short name.
//
// A number may be the code of two countries: 116 is Cambodia to the United
// Nations and Japan to Chinese customs. ByCode and Find read a number as the
// United Nations do, ByCustoms as Chinese customs do.
//
// The lists lie in the binary, with their sources and licences in PROVENANCE.md.
// Each is read when something of it is first asked for, and kept.
package codes
