package data

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradebrief/data/database"
	"tradebrief/data/diag"
)

// dbCell is a cell of a table; empty for NULL.
func dbCell(s string) sql.NullString { return sql.NullString{String: s, Valid: s != ""} }

func groupsOf(words ...[4]string) []rawGroup {
	var list []rawGroup
	for _, w := range words {
		list = append(list, rawGroup{words: [4]sql.NullString{dbCell(w[0]), dbCell(w[1]), dbCell(w[2]), dbCell(w[3])}})
	}
	return list
}

// TestStatement reads the conditions of a statement in both dialects. What has the
// same codes is asked for together, and nothing else is asked for.
func TestStatement(t *testing.T) {
	src := Source{}
	src.Table.Where = []Where{{diag.Text{Value: "mode"}, diag.Text{Value: "all"}}}
	q := &query{from: "trade", dims: [4]int{0, -1, 1, 2}, rows: &rows{e: &entry{src: src}, cols: columns{where: []int{3}}}}
	for _, name := range []string{"flow", "partner", "co\"d`e", "mode"} {
		q.columns = append(q.columns, database.Column{Name: name, Type: "TEXT"})
	}
	where := conditions(groupsOf([4]string{"X", "", "KP", "01"}, [4]string{"X", "", "KP", ""}, [4]string{"X", "", "VN", "01"}, [4]string{"X", "", "VN", ""},
		[4]string{"M", "", "KP", "6703"}), 4)
	for dialect, want := range map[database.Dialect]string{
		database.Postgres: ` FROM trade WHERE "mode" = $1 AND (("flow" = $2 AND "partner" IN ($3, $4) AND ("co""d` + "`" + `e" = $5 OR "co""d` + "`" + `e" IS NULL))` +
			` OR ("flow" = $6 AND "partner" = $7 AND "co""d` + "`" + `e" = $8))`,
		database.MySQL: " FROM trade WHERE `mode` = ? AND ((`flow` = ? AND `partner` IN (?, ?) AND (`co\"d``e` = ? OR `co\"d``e` IS NULL))" +
			" OR (`flow` = ? AND `partner` = ? AND `co\"d``e` = ?))",
	} {
		s := &statement{dialect: dialect}
		s.from(q, where)
		if s.text() != want {
			t.Errorf("%s\ngot  %s\nwant %s", dialect, s.text(), want)
		}
		if args := []string{"all", "X", "KP", "VN", "01", "M", "KP", "6703"}; !slices.Equal(s.args, args) {
			t.Errorf("parameters %q, want %q", s.args, args)
		}
	}
}

// TestManyWords checks that a statement never has more parameters than the protocols
// take: the codes are left open then.
func TestManyWords(t *testing.T) {
	var words [][4]string
	for i := range maxParams + 1 {
		words = append(words, [4]string{"X", "CN", "KP", fmt.Sprintf("%06d", i)})
	}
	list := conditions(groupsOf(words...), 4)
	if len(list) != 1 || list[0][3] != nil || list[0][2][0].String != "KP" || paramsOf(list) != 3 {
		t.Errorf("%d conditions with %d parameters", len(list), paramsOf(list))
	}
}

// TestNeeded looks which codes are asked for beside those that are selected.
func TestNeeded(t *testing.T) {
	codes := strings.Fields("01 0101 0102 010121 67 6701 6703 6704")
	for _, c := range []struct {
		name   string
		codes  string // of the selector
		own    string
		ranked bool
		want   string
	}{
		{"a total: the level that holds the whole", "", "TOTAL", true, "0101 0102 6701 6703 6704"},
		{"a single code: what is below it", "67", "67", false, "6701 6703 6704"},
		{"a single code that is ranked: its peers too", "67", "67", true, "01 67 6701 6703 6704"},
		{"a single code without parts", "6703", "6703", false, ""},
		{"a group: its own codes", "6703 6704", "6703 6704", true, "6703 6704"},
	} {
		var sel Selector
		for _, code := range strings.Fields(c.codes) {
			sel.Codes = append(sel.Codes, diag.Text{Value: code})
		}
		if got := beside(codes, sel, strings.Fields(c.own), c.ranked); strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
