package data

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"tradebrief/data/database"
	"tradebrief/data/diag"
)

// SQL is a table of a database, in place of a file.
type SQL struct {
	Driver diag.Text // postgres or mysql
	Env    diag.Text // the environment variable with the connection string
	Table  diag.Text // schema.table
	At     diag.Pos
}

// Databases is the way to the databases that data entries name. The zero value
// reaches none: then an entry with SQL is an error.
type Databases struct {
	Context context.Context                           // ends the queries; nil: nothing does
	Env     func(name string) (value string, ok bool) // os.LookupEnv
	Timeout time.Duration                             // of one statement; 0 = StatementTime
	Asked   func(Query)                               // told each statement once it is answered; may be nil
}

// StatementTime is how long one statement may take unless Databases says otherwise.
const StatementTime = time.Minute

// Query is a statement that was sent to a database.
type Query struct {
	Name      string // as inputs of figures name it: sql:trade.flows
	Statement string
	Args      []string // of its parameters, in order
	Rows      int      // of the answer
}

// queryPrefix begins the name of a table among the names of files.
const queryPrefix = "sql:"

// IsQuery reports whether the name of a file, such as the place of an input has
// it, stands for a table of a database; the line is a row of the answer then.
func IsQuery(file string) bool { return strings.HasPrefix(file, queryPrefix) }

// QueryTable is the table that such a name stands for: table trade.flows.
func QueryTable(file string) string { return "table " + strings.TrimPrefix(file, queryPrefix) }

// maxGroups bounds the reporters, partners, flows and codes of one table.
const maxGroups = 1 << 20

// Read is the function Read for sources that may be tables of databases. Of
// those it asks for no more than is needed: the server groups equal
// rows, and only the flows, reporters, partners and codes travel that are
// selected, with the codes below and beside them that breakdowns, shares and
// ranks are made of.
func (d Databases) Read(fsys fs.FS, sources []Source, needs []Need) (*Cube, diag.List) {
	r := readAll(fsys, sources, d, needs)
	problems := r.problems.Sort()
	if slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Severity == diag.Error && p.Code != "C23" }) {
		return nil, problems
	}
	return r.cube, problems
}

// query reads an entry from a database.
//
// What the outline selects is in words of the outline; what the table calls it
// may be another word, such as 408 for KP. So it is asked first what there is, and
// the selection is made among that by the rules that hold for files.
type query struct {
	*rows
	sql     *SQL
	dialect database.Dialect
	conn    *database.Conn
	from    string // the table as it stands in statements
	columns []database.Column
	dims    [4]int         // the columns of flow, reporter, partner and code; -1 = none
	figures []int          // the columns of figures
	lines   int            // rows of figures so far
	told    map[int]string // which row it is, by the number of a row with a problem
}

// query reads a source that is a table of a database.
func (r *reader) query(e *entry, p *plan) {
	spec := e.src.SQL
	parts, ok := database.SplitName(spec.Table.Value)
	if !ok {
		r.fail(diag.Errorf(diag.Data, spec.Table.Pos, "%s is no name of a table", quote(spec.Table.Value)).
			WithHint("write schema.table; a name with a dot in it stands in double quotes"))
		return
	}
	name := queryPrefix + spec.Table.Value
	for _, other := range r.cube.entries {
		if slices.Contains(other.files, name) {
			name = queryPrefix + spec.Table.Value + " for " + e.src.ID.Value
		}
	}
	e.files, e.grids = append(e.files, name), append(e.grids, nil)
	e.coverage.Files = append(e.coverage.Files, name)
	dialect := database.Dialect(spec.Driver.Value)
	q := &query{sql: spec, dialect: dialect, from: dialect.Name(parts...), told: map[int]string{}}
	q.rows = &rows{reader: r, e: e, plan: p, released: p.vintage, name: name, title: "table " + spec.Table.Value, query: q}
	q.own()
	q.harvest = q.stretch(0)
	e.columnAt = func(col int) diag.Pos { return q.columnPos(col - 1) }
	all := &gathered{t: q.rows, sum: harvest{file: name}}
	err := q.read()
	all.add(q.harvest)
	all.end()
	if err != nil {
		q.failed(err)
	}
	if q.conn != nil {
		q.conn.Close()
	}
}

// read gives an error where the database fails; what is wrong with the data is
// reported.
func (q *query) read() (err error) {
	db, dsn := &q.databases, ""
	ok := false
	if db.Env != nil {
		dsn, ok = db.Env(q.sql.Env.Value)
	}
	if !ok || dsn == "" {
		q.fail(diag.Errorf(diag.Data, q.sql.Env.Pos, "the environment variable %s is not set", q.sql.Env.Value).
			WithHint("it holds the connection string: export %s='%s'", q.sql.Env.Value, exampleDSN(q.dialect)))
		return nil
	}
	ctx := db.Context
	if ctx == nil {
		ctx = context.Background()
	}
	if q.conn, err = database.Open(ctx, q.dialect, dsn, cmp.Or(db.Timeout, StatementTime)); err != nil {
		return err
	}
	if q.columns, err = q.conn.Columns(q.from); err != nil {
		return err
	}
	for _, c := range q.columns {
		q.header = append(q.header, trim(c.Name))
	}
	if !q.datedPeriod() || !q.bind() || !q.arrangeColumns() {
		return nil
	}
	q.record, q.table = make([]string, len(q.header)), &answer{q: q}
	groups, err := q.groups(nil)
	if err != nil || q.found > 0 {
		return err
	}
	if len(groups) == 0 {
		return q.nothing()
	}
	q.refusals(groups)
	for folding := q.addable(); ; folding = false {
		q.narrow(q.e, q.plan, folding)
		again, err := q.needed(groups)
		if !again {
			return err
		}
		q.again()
	}
}

// again takes back what was read of the table.
func (q *query) again() {
	e := q.e
	files, grids, coverage := e.files, e.grids, e.coverage.Files
	e.forget()
	e.files, e.grids, e.coverage.Files = files, grids, coverage
	q.own()
	q.harvest, q.told = q.stretch(0), map[int]string{}
}

// datedPeriod reads a period from a column of days as the month of the day,
// where the outline does not say otherwise.
func (q *query) datedPeriod() bool {
	for _, c := range q.columns {
		if trim(c.Name) == trim(q.e.src.Table.Period.Column.Value) && c.Dated() && q.e.src.Table.Period.Layout.Value == "" {
			layout, err := parseLayout("YYYY-MM-DD")
			q.plan.layout = layout
			return err == nil
		}
	}
	return true
}

// arrangeColumns notes the columns that statements are made of.
func (q *query) arrangeColumns() bool {
	c := &q.cols
	q.dims = [4]int{c.flow.at, c.reporter.at, c.partner.at, c.code.at}
	for i := range c.values {
		for _, at := range [...]int{c.values[i].value, c.values[i].quantity} {
			if at < 0 || slices.Contains(q.figures, at) {
				continue
			}
			q.figures = append(q.figures, at)
			if q.columns[at].Inexact() {
				q.report(diag.Errorf(diag.Data, q.columnPos(at), "column %s of %s is of type %s, which does not keep decimals exactly", quote(q.header[at]), q.title, strings.ToLower(q.columns[at].Type)).
					WithHint("let the database hold the figures as numeric, or read a view that casts them"))
			}
		}
	}
	return q.found == 0
}

// keys are the columns by which rows are grouped: all that the outline names but
// figures and labels.
func (q *query) keys() []int {
	c := &q.cols
	keys := []int{c.period, c.year, c.month, c.quarter, c.flow.at, c.reporter.at, c.partner.at, c.code.at}
	for i := range c.values {
		v := &c.values[i]
		keys = append(keys, v.vintage.at, v.status.at, v.tolerance.at, v.source.at)
	}
	keys = append(keys, c.where...)
	for i := range c.parts {
		keys = append(keys, c.parts[i].at)
	}
	var out []int
	for _, at := range keys {
		if at >= 0 && !slices.Contains(out, at) && !slices.Contains(q.figures, at) {
			out = append(out, at)
		}
	}
	return out
}

// text is the expression for a column as text.
func (q *query) text(at int) string { return q.dialect.Text(q.columns[at]) }

// column is a column as it stands in statements.
func (q *query) column(at int) string { return q.dialect.Name(q.columns[at].Name) }

// send sends a statement.
func (q *query) send(s *statement) (*database.Rows, error) {
	args := make([]any, len(s.args))
	for i, a := range s.args {
		args[i] = a
	}
	return q.conn.Query(s.text(), args...)
}

// answered tells what was asked and answered, and what ended the answer early.
func (q *query) answered(s *statement, rows *database.Rows, n int) error {
	if q.databases.Asked != nil {
		q.databases.Asked(Query{Name: q.name, Statement: s.text(), Args: s.args, Rows: n})
	}
	return rows.Err()
}

// ask sends a statement and hands its rows to take, until that wants no more.
func (q *query) ask(s *statement, take func(cells []sql.NullString) bool) error {
	rows, err := q.send(s)
	if err != nil {
		return err
	}
	defer rows.Close()
	n := 0
	for {
		cells, ok := rows.Next()
		if !ok {
			break
		}
		if n++; !take(cells) {
			break
		}
	}
	return q.answered(s, rows, n)
}

// failed reports what went wrong with the database, at the key that can be at fault.
func (q *query) failed(err error) {
	spec := q.sql
	var e *database.Error
	if !errors.As(err, &e) {
		e = &database.Error{Detail: err.Error()}
	}
	at, words := spec.Env.Pos, fmt.Sprintf("%s: ", spec.Env.Value)
	hint := ""
	var edits []diag.Edit
	switch e.Kind {
	case database.BadDSN:
		hint = fmt.Sprintf("for %s it looks like %s", spec.Driver.Value, exampleDSN(q.dialect))
	case database.NoTable:
		at, words = spec.Table.Pos, quote(spec.Table.Value)+": "
		if meant := q.nearTable(); meant != "" {
			hint, edits = fmt.Sprintf("did you mean %q?", meant), []diag.Edit{{Pos: spec.Table.Pos, Old: spec.Table.Value, New: meant}}
		}
	case database.Forbidden:
		at, words = spec.Table.Pos, quote(spec.Table.Value)+": "
		hint = fmt.Sprintf("its owner can allow it: GRANT SELECT ON %s TO the user of %s", q.from, spec.Env.Value)
	case database.Writes:
		at, words = spec.Table.Pos, quote(spec.Table.Value)+": "
		hint = "name a table, or a view that only reads"
	case database.TimedOut:
		at, words = spec.Table.Pos, quote(spec.Table.Value)+": "
		hint = fmt.Sprintf("a statement may take %s; an index on the columns of partner and code helps, tradebrief build -v shows what is asked", cmp.Or(q.databases.Timeout, StatementTime))
	case database.Failed, database.Dropped, database.Cancelled:
		at, words = spec.Table.Pos, quote(spec.Table.Value)+": "
	}
	p := diag.Errorf(diag.Data, at, "%s%s", words, e)
	switch {
	case edits != nil:
		p = p.WithFix(edits, "%s", hint)
	case hint != "":
		p = p.WithHint("%s", hint)
	}
	q.fail(p)
}

// nearTable is the table that was probably meant, as the outline writes it.
func (q *query) nearTable() string {
	parts, _ := database.SplitName(q.sql.Table.Value)
	if len(parts) != 2 {
		return ""
	}
	names, err := q.conn.Tables(parts[0])
	near := diag.Nearest(parts[1], names)
	if err != nil || near == "" || strings.ContainsAny(parts[0]+near, "\"`.") {
		return "" // it takes quotes, which are not guessed
	}
	return parts[0] + "." + near
}

func exampleDSN(d database.Dialect) string {
	if d == database.MySQL {
		return "mysql://USER:PASSWORD@HOST:3306/DATABASE"
	}
	return "postgres://USER:PASSWORD@HOST:5432/DATABASE"
}

// columnPos is where the outline names a column.
func (q *query) columnPos(at int) diag.Pos {
	t := &q.e.src.Table
	names := []diag.Text{t.Period.Column, t.Period.Year, t.Period.Month, t.Period.Quarter}
	for _, f := range [...]*Field{&t.Reporter, &t.Partner, &t.Flow, &t.Code, &t.Label, &t.Vintage, &t.Tolerance, &t.Source} {
		names = append(names, f.Column)
	}
	for _, p := range t.Parts {
		names = append(names, p.Column)
	}
	for _, v := range t.Values {
		names = append(names, v.Column, v.Quantity.Column, v.Status.Column, v.Source.Column, v.Tolerance.Column, v.Vintage.Column)
	}
	for _, n := range names {
		if n.Value != "" && at >= 0 && at < len(q.header) && trim(n.Value) == q.header[at] {
			return n.Pos
		}
	}
	return q.sql.Table.Pos
}

// rowWords says which row of the table it is: the author cannot look up the row of an answer.
func (q *query) rowWords(keys []int) string {
	const most = 6
	var words []string
	for _, key := range keys {
		if cell := trim(q.record[key]); cell != "" && len(words) < most {
			words = append(words, q.header[key]+" "+quote(cell))
		}
	}
	return strings.Join(words, ", ")
}

// placed puts a problem of a row down to the column as the outline names it, and
// says which row it is. A nil query leaves the problem as it is.
func (q *query) placed(p diag.Problem) diag.Problem {
	if q == nil || p.Pos.File != q.name {
		return p
	}
	if words := q.told[p.Pos.Line]; words != "" {
		p.Message += ", in the row with " + words
	}
	p.Pos = q.columnPos(p.Pos.Col - 1)
	return p
}
