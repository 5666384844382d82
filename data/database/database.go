// Package database reaches database servers that speak the protocol of
// PostgreSQL or MySQL. It is the one place that does, and it only reads: a Conn
// is one read-only transaction in which every statement has its time.
//
//	conn, err := database.Open(ctx, database.Postgres, dsn, time.Minute)
//	if err != nil {
//		return err // a *database.Error, whose words hold no part of dsn
//	}
//	defer conn.Close()
//	rows, err := conn.Query("SELECT … WHERE partner = $1", "KP")
//
// A statement is put together with a Dialect: names by Name, values as
// parameters by Param, never as text.
package database

import (
	"context"
	"database/sql"
	"strings"
	"time"
)

// Conn is a connection with one read-only transaction. It belongs to one
// goroutine and has to be closed.
type Conn struct {
	Dialect
	ctx     context.Context
	timeout time.Duration
	db      *sql.DB
	tx      *sql.Tx
	secrets []string // words of the DSN
}

// dialTime is how long a server may take to answer at all.
const dialTime = 10 * time.Second

// Open connects and begins the transaction. The DSN is a URL or the driver's own
// form; what it leaves out of a PostgreSQL server comes from the environment, as
// with psql. A statement that takes longer than timeout ends with an Error of
// kind TimedOut; the end of ctx ends all of them. The error is an *Error.
func Open(ctx context.Context, dialect Dialect, dsn string, timeout time.Duration) (*Conn, error) {
	c := &Conn{Dialect: dialect, ctx: ctx, timeout: timeout}
	var err error
	if dialect == MySQL {
		c.db, c.secrets, err = openMySQL(dsn)
	} else {
		c.db, c.secrets, err = openPostgres(dsn)
	}
	if err != nil {
		return nil, &Error{BadDSN, ""} // the driver's words quote it
	}
	c.db.SetMaxOpenConns(1)
	if err := c.begin(); err != nil {
		c.Close()
		return nil, c.explain(err)
	}
	return c, nil
}

func (c *Conn) begin() error {
	// The connection has to be made before the time runs out; the transaction
	// then lives as long as its Conn, so that its context cannot be the same.
	dial, cancel := context.WithTimeout(c.ctx, dialTime)
	defer cancel()
	if err := c.db.PingContext(dial); err != nil {
		return err
	}
	options := &sql.TxOptions{ReadOnly: true}
	if c.Dialect == Postgres {
		options.Isolation = sql.LevelRepeatableRead // one state of the table for all statements
	}
	var err error
	if c.tx, err = c.db.BeginTx(c.ctx, options); err != nil && c.Dialect == MySQL && refusedByServer(err) {
		// TiDB and others speak MySQL's protocol without this one. Nothing but
		// SELECT is sent.
		c.tx, err = c.db.BeginTx(c.ctx, nil)
	}
	if err != nil {
		return err
	}
	return c.limit()
}

// limit has the server itself end a statement in time, so that none runs on there
// when nobody waits for it any more.
func (c *Conn) limit() error {
	ctx, cancel := context.WithTimeout(c.ctx, c.timeout)
	defer cancel()
	if c.Dialect == Postgres {
		for _, set := range [...]string{"SET LOCAL statement_timeout = " + milliseconds(c.timeout), "SET LOCAL datestyle = 'ISO, YMD'"} {
			if _, err := c.tx.ExecContext(ctx, set); err != nil {
				return err
			}
		}
		return nil
	}
	// MariaDB and MySQL have two names for it, and others have none: for them the
	// time that is kept here has to do.
	for _, set := range [...]string{"SET SESSION max_statement_time = " + seconds(c.timeout), "SET SESSION max_execution_time = " + milliseconds(c.timeout)} {
		_, err := c.tx.ExecContext(ctx, set)
		if err == nil {
			return nil
		}
		if !refusedByServer(err) {
			return err
		}
	}
	return nil
}

// Close ends the transaction and the connection.
func (c *Conn) Close() {
	if c.tx != nil {
		c.tx.Rollback()
	}
	c.db.Close()
}

// Column is a column of a table.
type Column struct {
	Name string
	Type string // as the driver calls it: NUMERIC, VARCHAR, INT8
	// Decimals is how many each figure of it has; −1 = that differs from row to row,
	// or the column holds no decimals.
	Decimals int
}

// Inexact reports whether the column holds binary fractions, in which 0.1 has no
// exact place, or money in the form of a locale.
func (c Column) Inexact() bool {
	switch c.Type {
	case "FLOAT4", "FLOAT8", "FLOAT", "DOUBLE", "UNSIGNED FLOAT", "UNSIGNED DOUBLE", "790": // money has no name there
		return true
	}
	return false
}

// Decimal reports whether the column holds whole numbers or decimals of which the
// server keeps each digit, so that it can add them up.
func (c Column) Decimal() bool {
	switch strings.TrimPrefix(c.Type, "UNSIGNED ") {
	case "NUMERIC", "DECIMAL", "INT2", "INT4", "INT8", "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT":
		return true
	}
	return false
}

// Dated reports whether the column holds days, with a time or without.
func (c Column) Dated() bool {
	switch c.Type {
	case "DATE", "TIMESTAMP", "TIMESTAMPTZ", "DATETIME":
		return true
	}
	return false
}

// Columns are the columns of a table, whose name is written as in a statement.
// The error is an *Error.
func (c *Conn) Columns(table string) ([]Column, error) {
	rows, err := c.Query("SELECT * FROM " + table + " LIMIT 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	types, err := rows.rows.ColumnTypes()
	if err != nil {
		return nil, c.explain(err)
	}
	list := make([]Column, len(types))
	for i, t := range types {
		c := Column{t.Name(), t.DatabaseTypeName(), -1}
		// Of a numeric of PostgreSQL that declares none the driver gives nonsense.
		const most = 1000
		if _, scale, ok := t.DecimalSize(); ok && c.Decimal() && scale <= most {
			c.Decimals = int(scale)
		} else if c.Decimal() && c.Type != "NUMERIC" {
			c.Decimals = 0
		}
		list[i] = c
	}
	return list, nil
}

// Tables are the names of the tables and views of a schema that the user may read.
// It may be asked after an error. The error is an *Error.
func (c *Conn) Tables(schema string) ([]string, error) {
	c.tx.Rollback() // PostgreSQL takes no statement after an error
	if err := c.begin(); err != nil {
		return nil, c.explain(err)
	}
	rows, err := c.Query("SELECT table_name FROM information_schema.tables WHERE table_schema = "+c.Param(1)+" ORDER BY table_name LIMIT 10000", schema)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for {
		cells, ok := rows.Next()
		if !ok {
			return names, rows.Err()
		}
		names = append(names, cells[0].String)
	}
}

// Rows are the rows of an answer, as texts.
type Rows struct {
	conn   *Conn
	rows   *sql.Rows
	cells  []sql.NullString
	into   []any
	err    error
	cancel func()
}

// Query sends a statement. The error is an *Error.
func (c *Conn) Query(statement string, args ...any) (*Rows, error) {
	ctx, cancel := context.WithTimeout(c.ctx, c.timeout)
	rows, err := c.tx.QueryContext(ctx, statement, args...)
	if err != nil {
		cancel()
		return nil, c.explain(err)
	}
	r := &Rows{conn: c, rows: rows, cancel: cancel}
	names, err := rows.Columns()
	if err != nil {
		r.Close()
		return nil, c.explain(err)
	}
	r.cells, r.into = make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range r.cells {
		r.into[i] = &r.cells[i]
	}
	return r, nil
}

// Next gives the next row. The cells are good until it is called again. ok is
// false after the last one and after an error, which Err then has.
func (r *Rows) Next() (cells []sql.NullString, ok bool) {
	if !r.rows.Next() {
		r.err = r.rows.Err()
		return nil, false
	}
	if r.err = r.rows.Scan(r.into...); r.err != nil {
		return nil, false
	}
	return r.cells, true
}

// Err is what ended the rows before their end: nil, or an *Error.
func (r *Rows) Err() error {
	if r.err == nil {
		return nil
	}
	return r.conn.explain(r.err)
}

// Close has to be called when no more rows are wanted.
func (r *Rows) Close() {
	r.rows.Close()
	r.cancel()
}
