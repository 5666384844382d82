package ink_test

import (
	"fmt"

	"tradebrief/charts/ink"
)

func Example() {
	navy := ink.RGB(0x12395A)
	d := ink.Drawing{W: 100, H: 40}
	d.Add(1, ink.Rect(0, 10, 60, 20, navy))
	d.Add(1, ink.LabelCenter(80, 23, "188.7", ink.Font{Face: ink.SansBold, Size: 8}, navy)...)
	d.Add(0, ink.Line(0, 30, 100, 30, ink.Stroke{Color: navy, Width: 0.5}))
	if err := d.Check(); err != nil {
		fmt.Println(err)
	}
	fmt.Print(d.Dump())
	// Output:
	// area 100 x 40
	// 1 path fill #12395A: M 0 10 L 60 10 L 60 30 L 0 30 Z
	// 1 text 70.35 23 SourceSans3-Bold 8 #12395A "188.7"
	// 0 path stroke #12395A 0.5: M 0 30 L 100 30
}

func ExampleBreak() {
	text := ink.Font{Face: ink.Serif, Size: 9.2}
	strong := ink.Font{Face: ink.SerifSemiBold, Size: 9.2}
	reference := ink.Font{Face: ink.Sans, Size: 6.5}
	runs := []ink.Run{
		{S: "It is ", Font: text},
		{S: "likely", Font: strong},
		{S: " that trade with the DPRK (朝鲜) grew to US$188.7 million.", Font: text},
		{S: "[1]", Font: reference, Rise: 2.5, Dest: "source-1", NoBreakBefore: true},
	}
	for _, line := range ink.Break(runs, 40*ink.MM) {
		for _, piece := range line.Pieces {
			fmt.Print(piece.Run.S)
		}
		fmt.Println()
	}
	// Output:
	// It is likely that trade with
	// the DPRK (朝鲜) grew to
	// US$188.7 million.[1]
}

func ExampleMissing() {
	for _, m := range ink.Missing("Exports 😀 to 朝鲜") {
		fmt.Printf("%U at byte %d\n", m.Rune, m.Offset)
	}
	// Output:
	// U+1F600 at byte 8
}
