// Package data reads trade data and computes with it.
//
// Read takes the data entries of an outline and gives a Cube: every
// observation of every source in every vintage. Cube.Series selects one series
// of it as known on a day; a View looks at a series from a reference period and
// computes its metrics:
//
//	cube, problems := data.Read(fsys, sources)
//	if problems.Failed() {
//		return problems
//	}
//	problems = cube.Test(asOf) // what the figures show to be wrong, held against one another
//	exports, problem := cube.Series(data.Selector{ID: …, Flow: …}, asOf)
//	if problem != nil {
//		return *problem
//	}
//	growth, _ := data.View{Series: exports, Period: data.Month(2023, 9)}.Metric("mom")
//
// Databases.Read is Read for entries that may be tables of databases, which
// package database reaches: it is told what will be selected and asks for no more.
//
// A cube keeps account of what it was asked for. Export writes that as a table, and
// Restore makes a cube of the table alone that answers alike.
//
// Where nobody knows yet how a file is to be read, Describe finds it out and
// gives the entries with which Read reads it.
//
// What holds for every figure:
//
//   - Numbers are exact: integers with a decimal scale as read, rationals once
//     computed. No float64 touches a measure before it is drawn; a data test only
//     finds with it what it then computes exactly.
//   - A published figure keeps its precision. 162.9 is 162.85 to 162.95, and
//     whatever is computed from it carries the interval that follows (Low, High).
//   - A figure that is not there has a reason: Status says missing, suppressed or
//     not meaningful, Why says it in words. There is no NaN and no zero in place
//     of a gap.
//   - A Value lists the observations it came from (Inputs), each with its file,
//     line and vintage.
//   - Time is a Period, an integer with a frequency. An observation may cover a
//     run of periods; it counts whole in sums whose window holds all of it and
//     enters no rate of a single period.
//
// What codes stand for is in package codes, and is looked up only where neither
// the outline nor the data name them: Series.Name for goods, CountryName for
// countries. A selector finds its partner under any of its names.
//
// Cubes, series and values are immutable and may be shared between goroutines.
package data
