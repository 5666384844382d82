// Package conform checks that a finished PDF file conforms to PDF/UA-1 and
// PDF/A-3a, in Go and without another program.
//
//	for _, f := range conform.Check(file, conform.Standards{UA1: true, A3a: true}) {
//		fmt.Println(f) // page 3: Matterhorn 13-004: a figure has no text that says what it shows (Alt)
//	}
//
// It reads the bytes by package object and knows nothing of what wrote them, so
// that a mistake of the writer is not made here again. Any file may be given to it.
//
// # What is covered
//
// A fault is named by the condition of the Matterhorn Protocol 1.1 that it is,
// which are the conditions of PDF/UA-1; by a clause of ISO 14289-1 that the
// protocol gives no number; by a clause of ISO 19005-3; or, where both rest on it,
// by a clause of ISO 32000-1.
//
// Of the conditions that a machine can judge these are checked:
//
//	01  003, 004, 005, 007: content is tagged or an artifact, never both; numbers of
//	    content are unique and lead to their element and back (ISO 32000-1 14.7.4)
//	02  001, 003, 004: standard structure types
//	06  001, 002, 003: metadata, their identifier and title
//	07  001, 002: the title is shown
//	09  004 to 008: tables, lists, contents, Ruby and Warichu; and that a table is a
//	    grid (ISO 14289-1 7.2)
//	10  001: each character has a meaning
//	11  001 to 006: each text has a language
//	13  004: figures have a text
//	14  002, 003, 006, 007: headings
//	15  003: header cells say what they are the head of
//	17  002: formulas have a text
//	19  003, 004: notes have an identifier
//	20  001, 002, 003: layers
//	21  001: names of attached files
//	28  002, 004, 005, 007 to 012, 017: annotations
//	30  001, 002: forms
//	31  004 to 007, 009, 011, 016, 017, 019 to 022, 024 to 030: fonts
//
// These are not:
//
//	17  003: is 10-001 for formulas
//	25  001: ISO 19005-3 6.4.2 refuses XFA as a whole
//	26  001, 002: an encrypted file cannot be read and is refused as a whole
//	28  006, 014 to 016, 018: annotations of unknown kinds, films, attached files on
//	    pages, marks of printers; ISO 19005-3 6.3.1 refuses the first, and nothing
//	    that we write has the others
//	31  001 to 003, 008: encodings of composite fonts other than Identity
//	31  012 to 015: lists of the glyphs in a font (CharSet, CIDSet), which may be left out
//	31  018, 023: names of characters in plain fonts; our fonts are symbolic
//
// All other conditions are for people to judge: whether a text says what the
// figure shows, whether the order is one to read in.
//
// Of ISO 19005-3 are checked 6.1.2 (header), 6.1.3 (trailer), 6.1.7 (streams),
// 6.1.10 (pictures in contents), 6.1.12 (permissions), 6.1.13 (bounds), 6.2.2
// (operators), 6.2.3 and 6.2.4 (output intent and colours), 6.2.5 and 6.2.6 (states
// of the graphics), 6.2.8 and 6.2.9 (pictures and forms), 6.2.10 (transparency),
// 6.2.11 (fonts), 6.3 (annotations), 6.4 (forms to fill in), 6.5 (actions), 6.6
// (metadata), 6.7 (structure), 6.8 (attached files), 6.9 (layers), 6.10 and 6.11.
// Not checked are overprinting and spot colours (parts of 6.2.4), halftones, the
// inside of JPEG 2000 pictures and signatures inside the file (6.4.3); and of the
// file's bytes how they are spaced (6.1.4, 6.1.6, 6.1.9), where what package object
// reads is taken as it is.
//
// Glyphs and widths are looked up in TrueType programs only.
//
// # How it is tested
//
// The tests make a file by hand that has one of each thing and break one thing
// after the other; testdata/damages.txt shows what is found. veraPDF judges the
// same files, and where it is of another opinion the damage says why. Files of one
// page by LibreOffice and Chromium, and the good file as qpdf lays it out, are judged
// too: what is found wrong with them is what veraPDF finds.
package conform
