package data

import (
	"database/sql"
	"fmt"
	"slices"
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
		q.dialect = dialect
		s := q.statement()
		s.from(q, where)
		if s.text() != want {
			t.Errorf("%s\ngot  %s\nwant %s", dialect, s.text(), want)
		}
		if args := []string{"all", "X", "KP", "VN", "01", "M", "KP", "6703"}; !slices.Equal(s.args, args) {
			t.Errorf("parameters %q, want %q", s.args, args)
		}
	}
}

// TestManyWords checks that no statement has more parameters than the protocols take,
// and that all words are asked for once.
func TestManyWords(t *testing.T) {
	var words [][4]string
	for i := range 2*maxParams + 1 {
		words = append(words, [4]string{"X", "CN", "KP", fmt.Sprintf("%06d", i)})
	}
	for _, partner := range []string{"VN", "LA"} {
		words = append(words, [4]string{"X", "CN", partner, "01"})
	}
	words = append(words, [4]string{"M", "CN", "LA", "01"})
	var codes []string
	for _, list := range parts(conditions(groupsOf(words...), 4)) {
		if n := paramsOf(list); n > maxParams {
			t.Errorf("%d parameters", n)
		}
		for _, c := range list {
			for _, w := range c[3] {
				for _, p := range c[2] {
					codes = append(codes, c[0][0].String+p.String+w.String)
				}
			}
		}
	}
	if len(codes) != len(words) {
		t.Errorf("%d series are asked for, want %d", len(codes), len(words))
	}
	slices.Sort(codes)
	if n := len(slices.Compact(codes)); n != len(words) {
		t.Errorf("%d of them are different", n)
	}
}
