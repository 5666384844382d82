package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// A real PostgreSQL and a real MariaDB, each in a folder of its own with a socket
// in it and no network, stand behind these tests.

// server is a running server. Statements are run in it by its own client.
type server struct {
	driver string
	folder string // with its socket
	dsn    func(user, password string) string
	client []string
}

// text is the type of a column of texts, in which letters of two cases are one
// where the server has such a collation.
func (s server) text() string {
	if s.driver == "mysql" {
		return "varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci"
	}
	return "text"
}

func (s server) name(parts ...string) string {
	quote := `"`
	if s.driver == "mysql" {
		quote = "`"
	}
	for i, p := range parts {
		parts[i] = quote + strings.ReplaceAll(p, quote, quote+quote) + quote
	}
	return strings.Join(parts, ".")
}

func (s server) run(t *testing.T, statements string) {
	t.Helper()
	if s.driver == "mysql" {
		statements = "SET sql_mode = 'NO_BACKSLASH_ESCAPES';\n" + statements
	}
	cmd := exec.Command(s.client[0], s.client[1:]...)
	cmd.Stdin = strings.NewReader(statements)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", s.client[0], err, out)
	}
}

// elsewhere is a connection string with a database that the server does not have.
func (s server) elsewhere(dsn string) string {
	if s.driver == "mysql" {
		return dsn + "nowhere"
	}
	return strings.Replace(dsn, "/postgres?", "/nowhere?", 1)
}

// ask gives what the client prints for a statement.
func (s server) ask(t *testing.T, statement string) string {
	t.Helper()
	plain := map[string]string{"postgres": "-At", "mysql": "-N"}[s.driver]
	cmd := exec.Command(s.client[0], append(s.client[1:len(s.client):len(s.client)], plain)...)
	cmd.Stdin = strings.NewReader(statement + ";\n")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", s.client[0], err, out)
	}
	return strings.TrimSpace(string(out))
}

// load makes a table of the text of a CSV file, whose empty cells are NULL.
func (s server) load(t *testing.T, table, text string, types map[string]string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	name := s.name("trade", table)
	fmt.Fprintf(&b, "CREATE TABLE %s (", name)
	for i, column := range rows[0] {
		if i > 0 {
			b.WriteString(", ")
		}
		kind := types[column]
		if kind == "" {
			kind = s.text()
		}
		fmt.Fprintf(&b, "%s %s", s.name(column), kind)
	}
	b.WriteString(");\n")
	for i, row := range rows[1:] {
		if i%500 == 0 {
			if i > 0 {
				b.WriteString(";\n")
			}
			fmt.Fprintf(&b, "INSERT INTO %s VALUES\n", name)
		} else {
			b.WriteString(",\n")
		}
		for j, cell := range row {
			switch {
			case j == 0:
				b.WriteByte('(')
			default:
				b.WriteString(", ")
			}
			if cell == "" {
				b.WriteString("NULL")
			} else {
				b.WriteString("'" + strings.ReplaceAll(cell, "'", "''") + "'")
			}
		}
		b.WriteByte(')')
	}
	b.WriteString(";\n")
	s.run(t, b.String())
}

// program finds a program of a server. Where it is missing the test may be left
// out, but not where CI is set.
func program(t *testing.T, name string, elsewhere string) string {
	t.Helper()
	if found, err := exec.LookPath(name); err == nil {
		return found
	}
	if found, _ := filepath.Glob(filepath.Join(elsewhere, name)); len(found) > 0 {
		return found[len(found)-1]
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

// as runs a program as a user of its own where the tests run as root, which
// servers refuse.
func as(t *testing.T, name string, folder string, cmd *exec.Cmd) *exec.Cmd {
	t.Helper()
	if os.Getuid() != 0 {
		return cmd
	}
	u, err := user.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	if err := os.Chown(folder, uid, gid); err != nil {
		t.Fatal(err)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	cmd.Dir = folder
	return cmd
}

// serverFolder is a folder with a short name, as sockets need it, that the users
// of servers may enter.
func serverFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "db")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return folder
}

func must(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", cmd.Path, err, out)
	}
}

// start starts a server that runs until the test ends, and waits until its client
// gets an answer.
func start(t *testing.T, cmd *exec.Cmd, s server) {
	t.Helper()
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		cmd.Process.Signal(syscall.SIGQUIT)
		cmd.Process.Signal(syscall.SIGTERM)
		<-ended
	})
	for {
		ask := exec.Command(s.client[0], s.client[1:]...)
		ask.Stdin = strings.NewReader("SELECT 1;\n")
		if ask.Run() == nil {
			return
		}
		select {
		case err := <-ended:
			ended <- err
			t.Fatalf("the server ended: %v\n%s", err, log.String())
		default:
		}
	}
}

func startPostgres(t *testing.T) server {
	bin := "/usr/lib/postgresql/*/bin"
	initdb, postgres := program(t, "initdb", bin), program(t, "postgres", bin)
	f := serverFolder(t)
	must(t, as(t, "postgres", f, exec.Command(initdb, "-D", f+"/data", "-U", "owner", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8")))
	rules := "local all owner trust\nlocal all all scram-sha-256\n"
	if err := os.WriteFile(f+"/data/pg_hba.conf", []byte(rules), 0o600); err != nil {
		t.Fatal(err)
	}
	s := server{driver: "postgres", folder: f, client: []string{program(t, "psql", bin), "-qX", "-v", "ON_ERROR_STOP=1", "-h", f, "-U", "owner", "-d", "postgres"}}
	s.dsn = func(user, password string) string {
		return fmt.Sprintf("postgres://%s:%s@/postgres?host=%s", user, password, f)
	}
	start(t, as(t, "postgres", f, exec.Command(postgres, "-D", f+"/data", "-k", f, "-c", "listen_addresses=", "-c", "fsync=off")), s)
	s.run(t, `CREATE SCHEMA trade; CREATE ROLE reader LOGIN PASSWORD 'Geheim-77'; GRANT USAGE ON SCHEMA trade TO reader;
		ALTER DEFAULT PRIVILEGES IN SCHEMA trade GRANT SELECT ON TABLES TO reader;`)
	return s
}

func startMariaDB(t *testing.T) server {
	install, mariadbd := program(t, "mariadb-install-db", ""), program(t, "mariadbd", "/usr/sbin")
	f := serverFolder(t)
	must(t, as(t, "mysql", f, exec.Command(install, "--no-defaults", "--datadir="+f+"/data", "--auth-root-authentication-method=normal", "--skip-test-db")))
	s := server{driver: "mysql", folder: f, client: []string{program(t, "mariadb", ""), "--no-defaults", "--default-character-set=utf8mb4", "-S", f + "/s", "-u", "root"}}
	s.dsn = func(user, password string) string { return fmt.Sprintf("%s:%s@unix(%s/s)/", user, password, f) }
	start(t, as(t, "mysql", f, exec.Command(mariadbd, "--no-defaults", "--datadir="+f+"/data", "--tmpdir="+f, "--socket="+f+"/s", "--skip-networking", "--pid-file="+f+"/pid", "--innodb-flush-log-at-trx-commit=0")), s)
	s.run(t, "CREATE DATABASE trade; CREATE USER reader IDENTIFIED BY 'Geheim-77'; GRANT SELECT ON trade.* TO reader;")
	return s
}

// servers are the two, for a test with a subtest for each.
func servers(t *testing.T, test func(t *testing.T, s server)) {
	for _, kind := range []struct {
		name  string
		start func(*testing.T) server
	}{{"PostgreSQL", startPostgres}, {"MariaDB", startMariaDB}} {
		t.Run(kind.name, func(t *testing.T) {
			s := kind.start(t)
			t.Setenv("TRADE_DSN", s.dsn("reader", "Geheim-77"))
			test(t, s)
		})
	}
}
