// Package templates reads outlines: the YAML file an author writes, its prose
// and its expressions, as syntax trees in which every value knows its place in
// the file. It checks all that can be known without data, and it holds the
// outlines that ship with the tool.
//
// What a series, a metric or a claim means is not known here. The package that
// evaluates expressions hands in their Language, so that an outline can be
// linted without opening a data file.
//
// # From file to Outline
//
// Parse goes through four steps, each with its own files:
//
//   - YAML to a tree (tree.go). Aliases and merge keys are followed within
//     bounds, duplicate keys reported. Each scalar is read as written: 0402,
//     2023-10-20 and no are text until a key wants otherwise. What YAML cannot
//     read is explained by a second look at the lines (suspects.go).
//   - Places (source.go, scalar.go). YAML says where a value begins; the source
//     is read again beside the value, through quotes, escapes, indentation and
//     folds, so that Scalar.PosAt gives the place of each character.
//   - Tree to Outline (decode.go, parse.go, inputs.go, sections.go). A mapping
//     is read key by key; what nobody asked for is an unknown key. Defaults of
//     the file tradebrief.yaml in the project root are merged below the
//     outline's own keys first. {{params.x}} is replaced in everything that is
//     neither prose nor expression.
//   - Texts (marks.go, markdown.go) and expressions (expr.go, check.go).
//
// All problems of a file come at once. They are of phase Outline, and with one
// of them there is no Outline.
//
// # Prose
//
// Titles, labels, notes and cells are prose as much as paragraphs are. Prose is
// Markdown with emphasis, links and, in running text, lists, ### headings and
// notes (footnotes.go); and with three additions:
//
//	{{exports.mom}}                    a computed value: Computed
//	[rose]{claim=exports.mom}          words and what makes them true: Claimed
//	[4.1%]{src=reuters}  [@reuters]    words, or a citation, from a source: Sourced
//
// The additions are found before Markdown reads the text and are masked by as
// many letters, so that * and [ mean multiplication and a list within an
// expression, and every offset stays what it was. \{{ prints two braces.
//
// A text that is a title, a label or a cell cannot hold lists: "- 3.2" and
// "2023. A year" are words there.
//
// # Expressions
//
// An expression is parsed by expr-lang and translated into nodes of our own: a
// small sealed sum without pipes, closures or maps, in which numbers keep their
// digits. The checker knows the names of the outline and the Language, and
// follows kinds: a figure has no metric, a period no base, a claim is no text.
// constants.x and x are the same constant.
//
// # Short forms of blocks
//
// A block is a mapping with the block's name as one of its keys. Its other keys
// stand within the value of that key or beside it:
//
//   - text: {text: …, width: half}
//   - text: …
//     width: half
//
// and a list stands for the main key of judgements (items), timeline
// (entries), key_figures (tiles) and columns (columns).
//
// # Schema
//
// The tags of Outline and of the types below it say how a key is written, what it
// is for and what its value looks like. Schema makes the JSON Schema for editors
// from them (schema.go, schemaforms.go). The decoder is written by hand; a test
// asks it in every mapping for the keys that it knows and compares.
//
// # Bounds
//
// An outline has at most 4 MB, 200,000 values with aliases counted as often as
// they are used, and 64 levels; a text 20,000 characters; an expression 2,000
// characters, 1,000 nodes and 50 levels. Nothing here panics on any input.
package templates
