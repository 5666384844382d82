package report

import (
	"math/big"
	"strconv"

	"tradebrief/data/diag"
	"tradebrief/report/locale"
	"tradebrief/report/page"
	"tradebrief/templates"
)

// likelihoods is the scale of the brief. What stands on it is known when everything has
// been composed.
func (c *composer) likelihoods(common page.Common, b *templates.Likelihoods, p planned) page.Block {
	out := &page.LikelihoodScale{Common: common, Exhibit: c.exhibit(p, b.Title, b.Subtitle), Between: c.lang.Say(locale.Comma)}
	scale := c.scale()
	for _, term := range scale.Terms {
		out.Bands = append(out.Bands, page.Band{Name: capital(c.likelihoodWord(term.Word)), Low: term.Low, High: term.High})
	}
	if len(out.Subtitle) == 0 {
		out.Subtitle = page.Text{{S: c.lang.Say(locale.LikelihoodsPlaced)}}
	}
	out.Source = c.closed(page.Text{{S: c.lang.Stop(c.lang.Say(locale.ScaleNote, c.scaleTitle(scale)))}}, c.text(b.Note))
	return out
}

// fillLikelihoods puts what the brief judges on the scale, names its ends in the title
// and says it all in words.
func (c *composer) fillLikelihoods(b *page.LikelihoodScale) {
	if len(c.assessed) == 0 {
		c.report(hinted(problemf(diag.Outline, b.At, "nothing in this brief has a likelihood that the scale could show"), "give a judgement or a hypothesis its likelihood, or take the block away"))
		return
	}
	b.Items = c.assessed
	low, high := b.Items[0].Step, b.Items[0].Step
	sheet := Sheet{Header: []string{"Name", "Likelihood", "From (%)", "To (%)"}}
	var parts []string
	for step := range b.Bands {
		band := &b.Bands[step]
		var names []string
		for _, item := range b.Items {
			if item.Step == step+1 {
				low, high = min(low, item.Step), max(high, item.Step)
				names = append(names, item.Name)
				sheet.Rows = append(sheet.Rows, []string{unformatted(item.Name), band.Name, strconv.Itoa(band.Low), strconv.Itoa(band.High)})
			}
		}
		if len(names) > 0 {
			percent := func(p int) string { return c.lang.WholePercent(big.NewRat(int64(p), 100)) }
			parts = append(parts, c.lang.Say(locale.Colon, band.Name, c.lang.Join(c.lang.Join(names...), c.lang.Say(locale.FromTo, percent(band.Low), percent(band.High)))))
		}
	}
	c.sheets[b.Dest] = func() Sheet { return sheet }
	if len(b.Title) == 0 {
		title := c.lang.Say(locale.LikelihoodsOne, lowerFirst(b.Bands[low-1].Name))
		if low < high {
			title = c.lang.Say(locale.LikelihoodsRun, lowerFirst(b.Bands[low-1].Name), lowerFirst(b.Bands[high-1].Name))
		}
		b.Title = page.Text{{S: title}}
	}
	b.Alt = c.lang.Stop(c.lang.Semicolons(parts...))
}
