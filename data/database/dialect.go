package database

import (
	"database/sql"
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Dialect is a protocol and the SQL that goes with it. Its text is the word for
// it in outlines.
type Dialect string

// The dialects.
const (
	Postgres Dialect = "postgres"
	MySQL    Dialect = "mysql"
)

// Name is the name of a table or column as it stands in a statement, whatever it
// is made of; several are a path, such as schema and table.
func (d Dialect) Name(parts ...string) string {
	quote := `"`
	if d == MySQL {
		quote = "`"
	}
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(quote)
		b.WriteString(strings.ReplaceAll(part, quote, quote+quote))
		b.WriteString(quote)
	}
	return b.String()
}

// Param is the n-th parameter of a statement, from 1.
func (d Dialect) Param(n int) string {
	if d == MySQL {
		return "?"
	}
	return "$" + strconv.Itoa(n)
}

// Text is an expression for what a column holds as text, digit by digit; a day
// is 2023-11-20.
func (d Dialect) Text(c Column) string {
	name := d.Name(c.Name)
	if c.Dated() {
		name = "CAST(" + name + " AS DATE)"
	}
	if d == MySQL {
		// The collation of the connection tells upper case from lower.
		return "CAST(" + name + " AS CHAR)"
	}
	return "CAST(" + name + " AS TEXT)"
}

// SplitName takes a path such as trade.flows apart. A part may stand in double
// quotes or backquotes, as in SQL, and then hold dots; ok is false where a part
// is empty or a quote has no end.
func SplitName(path string) (parts []string, ok bool) {
	for {
		var part strings.Builder
		if path != "" && (path[0] == '"' || path[0] == '`') {
			quote := path[:1]
			path = path[1:]
			for {
				before, after, found := strings.Cut(path, quote)
				if !found {
					return nil, false
				}
				part.WriteString(before)
				if path = after; !strings.HasPrefix(path, quote) {
					break
				}
				part.WriteString(quote)
				path = path[1:]
			}
			if path != "" && path[0] != '.' {
				return nil, false
			}
		} else {
			n := strings.IndexByte(path, '.')
			if n < 0 {
				n = len(path)
			}
			part.WriteString(path[:n])
			path = path[n:]
		}
		if part.Len() == 0 || strings.Contains(part.String(), "\x00") {
			return nil, false
		}
		parts = append(parts, part.String())
		if path == "" {
			return parts, true
		}
		path = path[1:]
	}
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(max(1, d.Milliseconds()), 10) }

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 3, 64) }

// openPostgres gives the password and the other words of the DSN, the password first.
func openPostgres(dsn string) (*sql.DB, []string, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, nil, err
	}
	return sql.OpenDB(stdlib.GetConnector(*config)), []string{config.Password, config.User, config.Host, config.Database}, nil
}

func openMySQL(dsn string) (*sql.DB, []string, error) {
	config, err := mysqlConfig(dsn)
	if err != nil {
		return nil, nil, err
	}
	// Text that is cast is then told apart letter by letter.
	config.Collation = "utf8mb4_bin"
	config.Timeout = dialTime
	config.Logger = &mysql.NopLogger{} // the error says it
	config.MultiStatements, config.AllowAllFiles = false, false
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, nil, err
	}
	return sql.OpenDB(connector), []string{config.Passwd, config.User, config.Addr, config.DBName}, nil
}

// mysqlConfig reads user:password@tcp(host:3306)/database, the driver's own form, or a
// URL: mysql://user:password@host:3306/database.
func mysqlConfig(dsn string) (*mysql.Config, error) {
	if !strings.HasPrefix(dsn, "mysql://") {
		return mysql.ParseDSN(dsn)
	}
	u, err := url.Parse(dsn)
	if err != nil {
		return nil, err
	}
	if u.Hostname() == "" {
		return nil, errors.New("no host")
	}
	config := mysql.NewConfig()
	if u.RawQuery != "" {
		if config, err = mysql.ParseDSN("/?" + u.RawQuery); err != nil {
			return nil, err
		}
	}
	port := u.Port()
	if port == "" {
		port = "3306"
	}
	config.Net, config.Addr = "tcp", net.JoinHostPort(u.Hostname(), port)
	config.User, config.DBName = u.User.Username(), strings.TrimPrefix(u.Path, "/")
	config.Passwd, _ = u.User.Password()
	return config, nil
}
