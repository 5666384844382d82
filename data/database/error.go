package database

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"syscall"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
)

// Kind is what went wrong, so far as it makes a difference to what is to be done.
type Kind uint8

// The kinds.
const (
	Failed      Kind = iota // anything else; the server's own words are the detail
	BadDSN                  // the connection string cannot be read
	Unreachable             // no server answers
	Denied                  // wrong user or password
	NoDatabase              // the server has no such database, or the user may not use it
	NoTable                 // the database has no such table
	Forbidden               // the user may not read the table
	Writes                  // reading the table would change the database
	TimedOut                // a statement took too long
	Dropped                 // the connection ended midway
	Cancelled               // the context ended
)

// Error is an error of a server or of the way to it. Its words hold nothing of
// the DSN.
type Error struct {
	Kind   Kind
	Detail string // in words of the server or the network; may be empty
}

var kindWords = [...]string{
	Failed: "the database failed", BadDSN: "the connection string cannot be read", Unreachable: "the server cannot be reached",
	Denied: "the server refused user or password", NoDatabase: "the server has no such database, or not for this user", NoTable: "the database has no such table",
	Forbidden: "the user may not read the table", Writes: "reading it would change the database, which is not done here", TimedOut: "the statement took too long", Dropped: "the connection ended midway", Cancelled: "cancelled",
}

// Error is the kind in words with the detail: the server cannot be reached: connection refused.
func (e *Error) Error() string {
	if e.Detail == "" {
		return kindWords[e.Kind]
	}
	return kindWords[e.Kind] + ": " + e.Detail
}

// explain is an error of a driver as an Error.
func (c *Conn) explain(err error) *Error {
	kind, detail := c.kind(err)
	secrets := c.secrets
	switch {
	case kind != Failed && kind != Unreachable:
		return &Error{kind, ""} // the kind says it, and the server's words may name the user
	case serverWords(err):
		secrets = secrets[:1] // a table may be called like its database
	}
	for _, secret := range secrets {
		if len(secret) > 2 && strings.Contains(detail, secret) {
			detail = ""
		}
	}
	return &Error{kind, detail}
}

func (c *Conn) kind(err error) (Kind, string) {
	if c.ctx.Err() != nil {
		return Cancelled, ""
	}
	if pg := new(pgconn.PgError); errors.As(err, &pg) {
		return postgresKind(pg), pg.Message
	}
	if my := new(mysql.MySQLError); errors.As(err, &my) {
		return mysqlKind(my), my.Message
	}
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var broken *net.OpError
	switch {
	case errors.Is(err, context.DeadlineExceeded) && c.tx == nil, errors.As(err, &broken) && broken.Op == "dial" && broken.Timeout():
		return Unreachable, "no answer within " + dialTime.String()
	case errors.Is(err, context.DeadlineExceeded):
		return TimedOut, ""
	case errors.Is(err, syscall.ECONNREFUSED):
		return Unreachable, "connection refused"
	case errors.Is(err, syscall.ENOENT):
		return Unreachable, "its socket does not exist"
	case errors.As(err, &dns):
		return Unreachable, "its name is not known"
	case errors.As(err, &certificate):
		return Unreachable, "its certificate is not trusted"
	case errors.As(err, &broken) && broken.Op == "dial":
		return Unreachable, broken.Err.Error()
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, mysql.ErrInvalidConn), errors.Is(err, driver.ErrBadConn), errors.Is(err, net.ErrClosed), errors.As(err, &broken):
		if c.tx == nil {
			return Unreachable, "it ended the connection at once"
		}
		return Dropped, ""
	case errors.Is(err, mysql.ErrNoTLS), c.tx == nil && strings.Contains(err.Error(), "refused TLS"):
		return Unreachable, "it has no TLS, which the connection string asks for"
	case c.tx == nil:
		return Unreachable, err.Error()
	}
	return Failed, err.Error()
}

// postgresKind goes by the SQLSTATE, which CockroachDB and others share.
func postgresKind(err *pgconn.PgError) Kind {
	switch err.Code {
	case "28P01", "28000":
		return Denied
	case "3D000":
		return NoDatabase
	case "42P01", "3F000":
		return NoTable
	case "42501":
		return Forbidden
	case "25006":
		return Writes
	case "57014":
		return TimedOut
	case "57P01", "57P02":
		return Dropped
	}
	return Failed
}

func mysqlKind(err *mysql.MySQLError) Kind {
	switch err.Number {
	case 1045, 1698:
		return Denied
	case 1044, 1049:
		return NoDatabase
	case 1046, 1051, 1146:
		return NoTable
	case 1142, 1143, 1227:
		return Forbidden
	case 1792:
		return Writes
	case 1317, 1969, 3024:
		return TimedOut
	case 1053, 1927:
		return Dropped
	}
	return Failed
}

// serverWords reports whether an error is what the server said of a statement,
// which knows nothing of the DSN but what the statement holds.
func serverWords(err error) bool {
	return errors.As(err, new(*pgconn.PgError)) || errors.As(err, new(*mysql.MySQLError))
}

// refusedByServer reports whether a server of the MySQL protocol said no to a
// statement as one that it does not know.
func refusedByServer(err error) bool {
	my := new(mysql.MySQLError)
	return errors.As(err, &my) && slices.Contains([]uint16{1064, 1105, 1193, 1235, 1227, 1231}, my.Number)
}
