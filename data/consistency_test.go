package data

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"tradebrief/data/diag"
)

// totalsSource reads period,flow,partner,code,value,kg,vintage of data.csv, in dollars.
func totalsSource() Source {
	s := codedSource()
	s.Reporter = text("CN", 12)
	s.Table.Partner, s.Table.Vintage = columnField("partner"), columnField("vintage")
	s.Table.Code = columnField("code")
	s.Table.Classification = text("HS", 40)
	s.Table.Values = []ValueSpec{{Column: text("value", 22), Unit: text("USD", 22), Quantity: QuantitySpec{Column: text("kg", 23), Unit: text("kg", 23)}}}
	return s
}

const totalsHeader = "period,flow,partner,code,value,kg,vintage\n"

func tested(t testing.TB, asOf Date, content string, complete bool) diag.List {
	t.Helper()
	s := totalsSource()
	s.Complete = complete
	return mustRead(t, files(totalsHeader+content), s).Test(asOf)
}

// TestDataTests has for each test what it fires on and, after it, the nearest
// data that are in order.
func TestDataTests(t *testing.T) {
	year := func(row string, values ...string) string {
		var b strings.Builder
		for i, v := range values {
			fmt.Fprintf(&b, row+"\n", 1+i, v)
		}
		return b.String()
	}
	const month = "2023-%02d,X,KP,TOTAL,%s,,"
	for _, c := range []struct {
		name, content string
		complete      bool
		asOf          Date
		want          string
	}{
		{name: "a part above its total", content: "2023-06,X,KP,TOTAL,154700000,,\n2023-06,X,KP,6703,19900000000,,\n",
			want: "data.csv:3:19: error: C03: export CN KP 6703 in 2023-06 is 19 900 000 000 USD, 129 times its total of 154 700 000 USD in line 2"},
		{name: "a part that is all of its total", content: "2023-06,X,KP,TOTAL,154700000,,\n2023-06,X,KP,6703,154700000,,\n"},
		{name: "a part above by rounding", content: "2023-06,X,KP,TOTAL,1.547e8,,\n2023-06,X,KP,6703,154749999,,\n"},
		{name: "a part above by more than rounding", content: "2023-06,X,KP,TOTAL,1.547e8,,\n2023-06,X,KP,6703,154750001,,\n",
			want: "data.csv:3:19: error: C03: export CN KP 6703 in 2023-06 is 154 750 001 USD, more than its total of 154 700 000 USD in line 2"},
		{name: "a heading above its chapter", content: "2023-06,X,KP,67,500,,\n2023-06,X,KP,6703,502,,\n",
			want: "data.csv:3:19: error: C03: export CN KP 6703 in 2023-06 is 502 USD, more than its total of 500 USD in line 2"},
		{name: "a heading of another chapter", content: "2023-06,X,KP,67,500,,\n2023-06,X,KP,6803,502,,\n"},
		{name: "another month", content: "2023-06,X,KP,67,500,,\n2023-07,X,KP,6703,501,,\n"},
		{name: "another flow", content: "2023-06,X,KP,67,500,,\n2023-06,M,KP,6703,501,,\n"},
		{name: "several parts above a total", content: "2023-06,X,KP,TOTAL,100,,\n2023-06,X,KP,67,150,,\n2023-06,X,KP,10,120,,\n",
			want: "data.csv:2:20: error: C03: export CN KP TOTAL in 2023-06 is 100 USD, but 120 USD in line 4 and 150 USD in line 3 add up to 270 USD, 2.7 times as much"},
		{name: "parts together above", content: "2023-06,X,KP,TOTAL,200,,\n2023-06,X,KP,67,150,,\n2023-06,X,KP,10,120,,\n",
			want: "data.csv:2:20: error: C03: export CN KP TOTAL in 2023-06 is 200 USD, but 120 USD in line 4 and 150 USD in line 3 add up to 270 USD, 1.4 times as much"},
		{name: "chapter and heading are not added", content: "2023-06,X,KP,TOTAL,200,,\n2023-06,X,KP,67,150,,\n2023-06,X,KP,6703,120,,\n"},
		{name: "a total of another release", content: "2023-06,X,KP,TOTAL,100,,2023-07-18\n2023-06,X,KP,TOTAL,90,,2023-09-18\n2023-06,X,KP,67,95,,2023-07-20\n"},
		{name: "parts below a total", content: "2023-06,X,KP,TOTAL,300,,\n2023-06,X,KP,67,150,,\n2023-06,X,KP,10,120,,\n"},
		{name: "parts below a total in complete data", complete: true, content: "2023-06,X,KP,TOTAL,300,,\n2023-06,X,KP,67,150,,\n2023-06,X,KP,10,120,,\n",
			want: "data.csv:2:20: error: C03: export CN KP TOTAL in 2023-06 is 300 USD, but 120 USD in line 4 and 150 USD in line 3 add up to 270 USD, and it is 1.1 times as much\n" +
				"  hint: take complete: true off the data entry if it does not hold all parts"},
		{name: "parts that are the total in complete data", complete: true, content: "2023-06,X,KP,TOTAL,270,,\n2023-06,X,KP,67,150,,\n2023-06,X,KP,10,120,,\n"},
		{name: "one part ten times itself", complete: true, content: "2023-06,X,KP,TOTAL,700,,\n2023-06,X,KP,67,1500,,\n2023-06,X,KP,10,550,,\n",
			want: "data.csv:3:17: error: C03: export CN KP 67 in 2023-06 is 1 500 USD; with a 10th of it, 150 USD, the parts would add up to its total of 700 USD in line 2"},
		{name: "a partner above the world", content: "2023-06,X,W00,TOTAL,100,,\n2023-06,X,KP,TOTAL,1000,,\n",
			want: "data.csv:3:20: error: C03: export CN KP TOTAL in 2023-06 is 1 000 USD, 10 times its total of 100 USD in line 2"},
		{name: "partners within the world", content: "2023-06,X,W00,TOTAL,100,,\n2023-06,X,KP,TOTAL,40,,\n2023-06,X,VN,TOTAL,60,,\n"},
		{name: "partners above the world together", content: "2023-06,X,W00,TOTAL,100,,\n2023-06,X,KP,TOTAL,40,,\n2023-06,X,VN,TOTAL,90,,\n",
			want: "data.csv:2:21: error: C03: export CN World TOTAL in 2023-06 is 100 USD, but 40 USD in line 3 and 90 USD in line 4 add up to 130 USD, 1.3 times as much"},
		{name: "a group beside its countries", content: "2023-06,X,W00,TOTAL,100,,\n2023-06,X,EU27,TOTAL,90,,\n2023-06,X,DE,TOTAL,60,,\n"},
		{name: "flows that do not make the total", content: "2023,X,KP,TOTAL,330,,\n2023,M,KP,TOTAL,2440,,\n2023,total,KP,TOTAL,2270,,\n",
			want: "data.csv:4:21: error: C04: total CN KP TOTAL in 2023 is 2 270 USD, but 330 USD in line 2 and 2 440 USD in line 3 add up to 2 770 USD, 1.2 times as much"},
		{name: "flows that make the total but for rounding", content: "2023,X,KP,TOTAL,193,,\n2023,M,KP,TOTAL,227,,\n2023,total,KP,TOTAL,419,,\n"},
		{name: "a flow above the total", content: "2023,M,KP,TOTAL,2440,,\n2023,total,KP,TOTAL,2270,,\n",
			want: "data.csv:2:17: error: C03: import CN KP TOTAL in 2023 is 2 440 USD, 1.1 times its total of 2 270 USD in line 3"},
		{name: "a balance of a tenth", content: "2022,X,KP,TOTAL,894040,,\n2022,M,KP,TOTAL,133680,,\n2022,balance,KP,TOTAL,75965,,\n",
			want: "data.csv:4:23: error: C04: balance CN KP TOTAL in 2022 is 75 965 USD, but 894 040 USD in line 2 less 133 680 USD in line 3 is 760 360 USD, 10 times as much"},
		{name: "a balance of the other side", content: "2022,X,KP,TOTAL,1336,,\n2022,M,KP,TOTAL,8940,,\n2022,balance,KP,TOTAL,7604,,\n",
			want: "data.csv:4:23: error: C04: balance CN KP TOTAL in 2022 is 7 604 USD, but 1 336 USD in line 2 less 8 940 USD in line 3 is −7 604 USD, of the other sign"},
		{name: "a balance", content: "2022,X,KP,TOTAL,1336,,\n2022,M,KP,TOTAL,8940,,\n2022,balance,KP,TOTAL,-7604,,\n"},
		{name: "a month above its year", content: "2023,X,KP,TOTAL,100,,\n2023-06,X,KP,TOTAL,140,,\n",
			want: "data.csv:3:20: error: C03: export CN KP TOTAL in 2023-06 is 140 USD, 1.4 times the 100 USD of 2023 in line 2, which includes it"},
		{name: "months of one release that do not make their year", content: "2023,X,KP,TOTAL,1300,,2024-01-18\n" + strings.ReplaceAll(year(month+"2024-01-18", "100", "100", "100", "100", "100", "100", "100", "100", "100", "100", "100", "100"), "KP,TOTAL", "KP,TOTAL"),
			want: "data.csv:2:17: error: C04: export CN KP TOTAL in 2023 is 1 300 USD, but its 12 parts add up to 1 200 USD, and it is 1.1 times as much"},
		{name: "months before their revision", content: "2023,X,KP,TOTAL,1300,,2024-01-18\n" + year(month+"2023-12-31", "100", "100", "100", "100", "100", "100", "100", "100", "100", "100", "100", "100")},
		{name: "a sum to date that shrinks", content: "2022-01/2022-10,X,KP,TOTAL,761,,2023-11-18\n2022-01/2022-11,X,KP,TOTAL,592,,2023-12-20\n",
			want: "data.csv:2:28: error: C07: export CN KP TOTAL in 2022-01/2022-10 is 761 USD, 1.3 times the 592 USD of 2022-01/2022-11 in line 3, which includes it"},
		{name: "a sum to date as revised", content: "2022-01/2022-10,X,KP,TOTAL,761,,2023-11-18\n2022-01/2022-11,X,KP,TOTAL,752,,2023-12-20\n"},
		{name: "a sum to date of one release that shrinks", content: "2022-01/2022-10,X,KP,TOTAL,761,,2023-11-18\n2022-01/2022-11,X,KP,TOTAL,752,,2023-11-18\n",
			want: "data.csv:2:28: error: C07: export CN KP TOTAL in 2022-01/2022-10 is 761 USD, more than the 752 USD of 2022-01/2022-11 in line 3, which includes it"},
		{name: "a sum to date that is another one and its month", content: "2022-01/2022-02,X,KP,TOTAL,300,,\n2022-03,X,KP,TOTAL,100,,\n2022-01/2022-03,X,KP,TOTAL,400,,\n"},
		{name: "a year of nine months", content: "2023,X,KP,TOTAL,900,,\n" + year(month, "100", "100", "100", "100", "100", "100", "100", "100", "100"),
			want: "data.csv:2:17: error: C20: export CN KP TOTAL in 2023 is 900 USD, which is what 2023-01 to 2023-09 add up to: the year is not over\n" +
				"  hint: give the row the months that it covers: 2023-01/2023-09"},
		{name: "a year without trade at its end", content: "2023,X,KP,TOTAL,900,,\n" + year(month, "100", "100", "100", "100", "100", "100", "100", "100", "100") + "2024-02,X,KP,TOTAL,100,,\n"},
		{name: "a year before its end", content: "2023,X,KP,TOTAL,900,,2023-10-18\n",
			want: "data.csv:2:17: error: C20: export CN KP TOTAL in 2023 has a figure, and was released on 2023-10-18, before the year was over\n" +
				"  hint: give the row the months that it covers, such as 2023-01/2023-09"},
		{name: "a month before it began", content: "2023-11,X,KP,TOTAL,900,,2023-10-18\n",
			want: "data.csv:2:20: error: C41: export CN KP TOTAL in 2023-11 has a figure, and was released on 2023-10-18, before it began"},
		{name: "a month before it began, not known yet", asOf: 20231017, content: "2023-11,X,KP,TOTAL,900,,2023-10-18\n2023-09,X,KP,TOTAL,900,,2023-10-16\n"},
		{name: "the first days of a month", content: "2023-10,X,KP,TOTAL,900,,2023-10-21\n"},
		{name: "a small shipment", content: year(month, "187000", "112000", "137000", "165000", "165000", "154000", "156.6", "162000", "188000", "167000", "190000")},
		{name: "one month in thousands", content: year(month, "187000", "112000", "137000", "165000", "165000", "154000", "156600000", "162000", "188000", "167000", "190000"),
			want: "data.csv:8:20: error: C27: export CN KP TOTAL in 2023-07 is 156 600 000 USD, about 1000 times its neighbours, such as 154 000 USD for 2023-06 in line 7\n" +
				"  hint: in the unit of its neighbours it is 156 600; if it is true, waive C27 with the reason"},
		{name: "the last month in thousands", content: year(month, "187000000", "112000000", "137000000", "165000000", "165000000", "154000000", "156600000", "162000000", "188000000", "167000000", "190500"),
			want: "data.csv:12:20: error: C27: export CN KP TOTAL in 2023-11 is 190 500 USD, about a 1000th of its neighbours, such as 167 000 000 USD for 2023-10 in line 11\n" +
				"  hint: in the unit of its neighbours it is 190 500 000; if it is true, waive C27 with the reason"},
		{name: "one month in thousands among unsteady ones", content: year(month, "187000", "52000", "137000", "65000", "265000", "154000", "156600000", "262000", "88000", "67000", "190000"),
			want: "data.csv:8:20: error: C27: export CN KP TOTAL in 2023-07 is 156 600 000 USD, about 1000 times its neighbours, such as 154 000 USD for 2023-06 in line 7\n" +
				"  hint: in the unit of its neighbours it is 156 600; if it is true, waive C27 with the reason"},
		{name: "a month of a thousandth among unsteady ones", content: year(month, "187000000", "52000000", "137000000", "65000000", "265000000", "154000000", "156600", "262000000", "88000000", "67000000", "190000000")},
		{name: "a border that closes", content: year("2019-%02d,X,KP,TOTAL,%s,,", "168220000", "101110000", "197810000", "217440000", "258010000", "209380000", "207700000", "219290000", "228150000", "252700000", "259860000", "257410000") +
			year("2020-%02d,X,KP,TOTAL,%s,,", "186850000", "10345000", "18031000", "21803000", "58566000", "87680000", "65865000", "19244000", "18882000", "253000")},
		{name: "a surge by another factor", content: year(month, "187000", "112000", "137000", "165000", "165000", "154000", "55600000", "162000", "188000", "167000", "190000")},
		{name: "two units", content: year(month, "187000", "112000", "137000", "165000", "165000", "154000", "156600", "162000") + year("2024-%02d,X,KP,TOTAL,%s,,", "188000000", "167000000", "190000000"),
			want: "data.csv:10:20: error: C02: export CN KP TOTAL in 2024-01 is 188 000 000 USD, and so on to 2024-03, about 1000 times its neighbours, such as 162 000 USD for 2023-08 in line 9\n" +
				"  hint: if they are in another unit, put them into a data entry of their own, with its scale"},
		{name: "a revision by ten", content: "2023-06,X,KP,TOTAL,154700,,2023-07-18\n2023-06,X,KP,TOTAL,1547000,,2023-08-18\n2023-05,X,KP,TOTAL,165630,,2023-06-18\n",
			want: "data.csv:3:20: error: C02: export CN KP TOTAL in 2023-06 is 1 547 000 USD here, 10 times the 154 700 USD in line 2\n" +
				"  hint: if they are in another unit, put them into a data entry of their own, with its scale"},
		{name: "a large revision", content: "2023-06,X,KP,TOTAL,154700,,2023-07-18\n2023-06,X,KP,TOTAL,1347000,,2023-08-18\n2023-05,X,KP,TOTAL,165630,,2023-06-18\n"},
		{name: "a code that lost its nought", content: "2023-06,X,KP,TOTAL,154700,,\n2023-06,X,KP,402,1000,,\n2023-06,X,KP,1006,1000,,\n",
			want: "data.csv:3:18: error: C40: code 402 has 3 digits: codes of the HS have an even number, and a spreadsheet takes the nought in front away\n" +
				"  hint: format the column as text in the spreadsheet and save it again, so that the code is 0402"},
		{name: "one Korea for the other", content: "2023-05,X,KP,TOTAL,154700,,\n2023-06,X,KR,TOTAL,164700,,\n2023-07,X,KP,TOTAL,154700,,\n",
			want: "data.csv:3:20: error: C40: 1 figure of the file is of KR (South Korea), and the other 2 are of North Korea, never for the same period: one is taken for the other\n" +
				"  hint: look the row up in the source, and give the two Koreas a data entry each if the file is to have both"},
		{name: "both Koreas", content: "2023-05,X,KP,TOTAL,154700,,\n2023-05,X,KR,TOTAL,164700,,\n2023-07,X,KP,TOTAL,154700,,\n"},
		{name: "no country", content: "2023-05,X,KP,10,154700,,\n2023-05,X,CN,10,154700,,\n2023-05,X,VN,10,154700,,\n2023-05,X,DE,10,154700,,\n2023-05,X,LL,10,154700,,\n",
			want: "data.csv:6:17: warning: C40: partner \"LL\" is no code of a country, and the other 4 are\n" +
				"  hint: if it is a group of countries, give LL its name in the map: of partner:"},
		{name: "codes of Eurostat", content: "2023-05,X,KP,10,154700,,\n2023-05,X,CN,10,154700,,\n2023-05,X,VN,10,154700,,\n2023-05,X,DE,10,154700,,\n2023-05,X,EL,10,154700,,\n2023-05,X,XK,10,154700,,\n"},
		{name: "tonnes for kilograms", content: year("2023-%02d,X,KP,10,%s,", "450000,1000000", "460000,1000000", "470000,1000000", "440000,1000000", "450000,1000", "455000,1000000", "430000,1000000"),
			want: "data.csv:6:24: warning: C26: export CN KP 10 in 2023-05: 450 000 USD and 1 000 kg make 450 USD/kg, where 0.455 USD/kg is usual\n" +
				"  hint: a thousand times is what lies between kilograms and tonnes: look at the quantity's unit"},
		{name: "a dear sample", content: year("2023-%02d,X,KP,10,%s,", "450000,1000000", "460000,1000000", "470000,1000000", "440000,1000000", "4500,100", "455000,1000000", "430000,1000000")},
		{name: "cheaper than sand", content: "2023-05,X,KP,10,34020000,29160000000,\n",
			want: "data.csv:2:26: warning: C26: export CN KP 10 in 2023-05: 34 020 000 USD and 29 160 000 000 kg make 0.00117 USD/kg, which is less than sand costs\n" +
				"  hint: a thousand times is what lies between kilograms and tonnes: look at the quantity's unit"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := tested(t, c.asOf, c.content, c.complete).String(); strings.ReplaceAll(got, groupSign, " ") != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

// TestEntriesHeldTogether: two entries of one publisher are one set of figures,
// and those of two publishers are not.
func TestEntriesHeldTogether(t *testing.T) {
	totals, goods := totalsSource(), totalsSource()
	goods.ID, goods.Path = text("goods", 50), text("goods.csv", 51)
	fsys := fstest.MapFS{
		"data.csv":  {Data: []byte(totalsHeader + "2023-06,X,KP,TOTAL,100,,\n")},
		"goods.csv": {Data: []byte(totalsHeader + "2023-06,X,KP,6703,120,,\n")},
	}
	problems := mustRead(t, fsys, totals, goods).Test(0)
	const want = "goods.csv:2:19: error: C03: export CN KP 6703 in 2023-06 is 120 USD, 1.2 times its total of 100 USD in data.csv:2"
	if got := problems.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if len(problems) == 1 && (len(problems[0].Places) != 1 || problems[0].Places[0] != "goods") {
		t.Errorf("the problem is of %q, want the data entry goods", problems[0].Places)
	}
	goods.Publisher = "another"
	if problems := mustRead(t, fsys, totals, goods).Test(0); len(problems) > 0 {
		t.Errorf("of two publishers:\n%s", problems)
	}
}

// TestShares: shares of one whole make a hundred, and only what says that it is
// a share is taken for one.
func TestShares(t *testing.T) {
	for _, c := range []struct {
		name, column, rows string
		complete           bool
		want               string
	}{
		{"more than all", "share", "2023-06,X,10,64.1\n2023-06,X,67,16.9\n2023-06,X,27,20.1\n", false,
			"data.csv:2:14: error: C04: the shares of 2023-06 add up to 101.1%: 64.1, 20.1 and 16.9"},
		{"all but for rounding", "share", "2023-06,X,10,64.1\n2023-06,X,67,16.9\n2023-06,X,27,19.1\n", true, ""},
		{"a part", "share", "2023-06,X,10,64.1\n2023-06,X,67,16.9\n", false, ""},
		{"a part of complete data", "share", "2023-06,X,10,64.1\n2023-06,X,67,16.9\n", true,
			"data.csv:2:14: error: C04: the shares of 2023-06 add up to 81%: 64.1 and 16.9"},
		{"one in another place", "share", "2023-06,X,10,641\n2023-06,X,67,16.9\n", false,
			"data.csv:2:14: error: C04: the shares of 2023-06 add up to 657.9%: 641 and 16.9"},
		{"growth", "growth", "2023-06,X,10,64.1\n2023-06,X,67,116.9\n", true, ""},
		{"shares and the whole", "share", "2023-06,X,TOTAL,100\n2023-06,X,10,64.1\n2023-06,X,67,16.9\n", false, ""},
	} {
		s := codedSource()
		s.Complete = c.complete
		s.Table.Values = []ValueSpec{{Column: text(c.column, 22), Unit: text("%", 22)}}
		if got := mustRead(t, files("period,flow,code,"+c.column+"\n"+c.rows), s).Test(0).String(); got != c.want {
			t.Errorf("%s: got:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}

// TestAbove: a series is held against the one that its shares refer to, whether
// or not the data know it for a total.
func TestAbove(t *testing.T) {
	totals, goods := plainSource(), totalsSource()
	totals.Table.Vintage = columnField("vintage")
	goods.ID, goods.Path = text("goods", 50), text("goods.csv", 51)
	for _, c := range []struct{ name, goods, totals, want string }{
		{"above", "2023-06,X,KP,6703,19900000000,,\n", "2023-06,154.7,2023-07-18\n",
			"goods.csv:2:19: error: C03: hair of 2023-06 is 19 900 000 000 USD, 129 times total: 154 700 000 USD in data.csv:2:9"},
		{"equal", "2023-06,X,KP,6703,154700000,,\n", "2023-06,154.7,2023-07-18\n", ""},
		{"above what was revised since", "2023-06,X,KP,6703,150000000,,2023-07-18\n", "2023-06,154.7,2023-07-18\n2023-06,120.7,2023-09-18\n", ""},
		{"above in both releases", "2023-06,X,KP,6703,160000000,,2023-07-18\n", "2023-06,154.7,2023-07-18\n2023-06,120.7,2023-09-18\n",
			"goods.csv:2:19: error: C03: hair of 2023-06 is 160 000 000 USD, 1.3 times total: 120 700 000 USD in data.csv:3:9"},
		{"another month", "2023-06,X,KP,6703,160000000,,2023-07-18\n", "2023-05,154.7,2023-07-18\n", ""},
	} {
		fsys := fstest.MapFS{"data.csv": {Data: []byte("period,value,vintage\n" + c.totals)}, "goods.csv": {Data: []byte(totalsHeader + c.goods)}}
		cube := mustRead(t, fsys, totals, goods)
		total := mustSelect(t, cube, Selector{ID: text("total", 30), Data: text("d", 31)}, 0)
		hair := mustSelect(t, cube, Selector{ID: text("hair", 32), Data: text("goods", 33), Flow: text("export", 34), Partner: text("KP", 35), Codes: []diag.Text{text("6703", 36)}}, 0)
		if got := hair.Above(total).String(); got != c.want {
			t.Errorf("%s: got:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}

// chinaTrade is the sample's file of monthly totals, as the flagship reads it.
func chinaTrade(t *testing.T, content string) *Cube {
	s := plainSource()
	s.Reporter, s.Partner = text("CN", 12), text("KP", 13)
	s.Table.Flow = Field{Column: text("flow", 14), Map: map[string]string{"X": "export", "M": "import"}}
	s.Table.Vintage, s.Table.Tolerance = columnField("vintage"), columnField("tolerance")
	s.Table.Values[0].Status = columnField("status")
	return mustRead(t, files(content), s)
}

// TestClosedBorder: trade that fell from 300 million to 0.019 and came back is
// real, as known at the end of each month, and any one month of it may be
// missing. A thousand times the figure of one month of later trade is not.
func TestClosedBorder(t *testing.T) {
	content, err := Sample.ReadFile("sample/china-dprk/monthly.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	all := chinaTrade(t, string(content))
	for month := 2018 * 12; month <= 2023*12+11; month++ {
		asOf := Date(month/12*10000 + (month%12+1)*100 + 28)
		if problems := all.Test(asOf); len(problems) > 0 {
			t.Errorf("as of %s:\n%s", asOf, problems)
		}
	}
	for i := 1; i < len(lines); i++ {
		without := strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), "\n")
		if problems := chinaTrade(t, without).Test(0); len(problems) > 0 {
			t.Errorf("without line %d:\n%s", i+1, problems)
		}
		cells := strings.Split(lines[i], ",")
		if cells[0] < "2022-10" || cells[1] != "X" {
			continue
		}
		changed := append([]string{}, lines...)
		cells[2] += "e3"
		changed[i] = strings.Join(cells, ",")
		problems := chinaTrade(t, strings.Join(changed, "\n")).Test(0)
		if len(problems) != 1 || problems[0].Pos.Line != i+1 {
			t.Errorf("line %d times 1000:\n%s", i+1, problems)
		}
	}
}

// TestManyFindings: of one kind five are listed, and the rest are counted.
func TestManyFindings(t *testing.T) {
	var b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&b, "2023-%02d,X,KP,TOTAL,100,,\n2023-%02d,X,KP,6703,120,,\n", i+1, i+1)
	}
	problems := tested(t, 0, b.String(), false)
	if len(problems) != 6 {
		t.Fatalf("%d problems, want 6:\n%s", len(problems), problems)
	}
	if got, want := problems[5].String(), "data.csv:25:19: error: C03: and 7 more like these, the last one here"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// tree is a random consistent breakdown: chapters and headings of three partners
// over a year, with their totals, as rows.
type tree struct {
	rows   []string
	values []int64
}

func randomTree(r *rand.Rand) tree {
	var t tree
	add := func(key string, v int64) {
		t.rows, t.values = append(t.rows, key), append(t.values, v)
	}
	for month := 1; month <= 6; month++ {
		world := map[string]int64{}
		for _, partner := range []string{"KP", "VN", "DE"} {
			total := int64(0)
			for chapter := 1; chapter <= 3; chapter++ {
				sum := int64(0)
				for heading := 1; heading <= 3; heading++ {
					code, v := fmt.Sprintf("%02d%02d", chapter, heading), 100_000+r.Int64N(900_000)
					add(fmt.Sprintf("2023-%02d,X,%s,%s,%%s,,", month, partner, code), v)
					sum += v
					world[code] += v
				}
				code := fmt.Sprintf("%02d", chapter)
				add(fmt.Sprintf("2023-%02d,X,%s,%s,%%s,,", month, partner, code), sum)
				total += sum
				world[code] += sum
			}
			add(fmt.Sprintf("2023-%02d,X,%s,TOTAL,%%s,,", month, partner), total)
			world["TOTAL"] += total
		}
		for chapter := 1; chapter <= 3; chapter++ {
			for heading := 0; heading <= 3; heading++ {
				code := fmt.Sprintf("%02d%02d", chapter, heading)
				if heading == 0 {
					code = code[:2]
				}
				add(fmt.Sprintf("2023-%02d,X,W00,%s,%%s,,", month, code), world[code])
			}
		}
		add(fmt.Sprintf("2023-%02d,X,W00,TOTAL,%%s,,", month), world["TOTAL"])
	}
	return t
}

// text prints the rows; rounded ones are in hundreds, each rounded for itself.
func (t tree) text(order []int, rounded bool) string {
	var b strings.Builder
	for _, i := range order {
		v := fmt.Sprint(t.values[i])
		if rounded {
			v = fmt.Sprintf("%de2", (t.values[i]+50)/100)
		}
		fmt.Fprintf(&b, t.rows[i]+"\n", v)
	}
	return b.String()
}

// TestConsistentBreakdowns: what adds up has no problem, in any order of the
// rows; with one figure times a power of ten, that figure's row has one.
func TestConsistentBreakdowns(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, with no goroutine that other tests have not")
	}
	r := rand.New(rand.NewPCG(4, 23))
	for n := range 200 {
		tr, rounded := randomTree(r), n%2 == 1
		order := r.Perm(len(tr.rows))
		if problems := tested(t, 0, tr.text(order, rounded), true); len(problems) > 0 {
			t.Fatalf("consistent data have problems:\n%s", problems)
		}
		at := r.IntN(len(tr.rows))
		power := int64(10)
		for range r.IntN(5) {
			power *= 10
		}
		was := tr.values[at]
		tr.values[at] *= power
		problems := tested(t, 0, tr.text(order, rounded), true)
		line := 0
		for n, i := range order {
			if i == at {
				line = n + 2
			}
		}
		found := false
		for _, p := range problems {
			found = found || p.Pos.Line == line
		}
		if !found {
			t.Fatalf("line %d (%s) has %d for %d and no problem; problems:\n%s", line, tr.rows[at], tr.values[at], was, problems)
		}
		// The same rows in another order have the same problems at them.
		again := r.Perm(len(tr.rows))
		if a, b := withoutLines(problems, order), withoutLines(tested(t, 0, tr.text(again, rounded), true), again); a != b {
			t.Fatalf("in another order:\n%s\nnot\n%s", b, a)
		}
	}
}

// withoutLines are problems by the number of the row in the tree.
func withoutLines(problems diag.List, order []int) string {
	at := map[int]string{}
	for _, p := range problems {
		at[order[p.Pos.Line-2]] += p.Code + " "
	}
	return fmt.Sprint(at)
}
