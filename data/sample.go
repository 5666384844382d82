package data

import "embed"

// Sample is the sample data of the shipped outlines, as sample/… with a
// PROVENANCE.md in each folder.
//
//go:embed sample
var Sample embed.FS
