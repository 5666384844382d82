// Package ink is drawings as values: marks at fixed places, that can be looked
// at, measured, printed as text for a test, and handed to whoever writes PDF,
// SVG or PNG. It also owns the fonts: their files, their metrics, and the
// breaking of text into lines.
//
// Lengths are points (1/72 inch). The origin is the top left corner; x grows to
// the right, y grows downwards. Text stands on its baseline.
//
// # Drawings
//
// A [Drawing] is an area and a list of [Mark] values, painted in order. A mark
// is a [Text], a [Path], a [Link] or a [Dest], and the number of the element of
// the document that it belongs to. Functions such as [Rect], [Circle], [Hatch]
// and [Label] make the operations; [Drawing.Add] and [Drawing.Place] put them on
// a drawing. [Drawing.Check] finds marks that no page can show,
// [Drawing.Dump] prints a drawing for a golden test, [Drawing.SVG] for a browser.
//
// # Fonts
//
// A [Face] is one of the font files inside the program or of a house, a [Font] is a face at a
// size. A character that a face lacks is taken from the Latin face of the other
// family, or from a Chinese or Korean face at 0.94 of the size, since its
// characters look larger; a character that no face has is reported by [Missing],
// and is painted as a question mark so that it never disappears. Nothing is
// kerned and nothing is ligated: the width of a string is the sum of the widths
// of its characters.
//
// Characters without a picture of their own are treated so:
//
//   - line breaks, soft hyphens, zero-width spaces and joiners, byte order marks,
//     bidirectional controls and variation selectors have no width and are not
//     painted (the last of these: the plain form of the character is shown);
//   - a tab is painted as a space;
//   - a non-breaking hyphen that the face lacks is painted as its hyphen;
//   - combining marks and conjoining Hangul jamo are missing, since both need
//     shaping, which ink has not: text should come in Unicode's composed form.
//
// # Paragraphs
//
// [Break] breaks styled [Run] values into lines; [TextLine.Marks] paints a line.
package ink

// MM is a millimetre in points.
const MM = 72 / 25.4
