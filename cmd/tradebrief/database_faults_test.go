package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tradebrief/data"
	"tradebrief/data/diag"
)

// relay stands between the tool and a server, in a folder of its own. It passes on
// so many bytes of the server's and then ends the connection; a limit below zero
// is a server that takes the connection, which seen is told, and says nothing.
func relay(t *testing.T, s server, limit int, seen func()) string {
	t.Helper()
	folder := serverFolder(t)
	socket := map[string]string{"postgres": ".s.PGSQL.5432", "mysql": "s"}[s.driver]
	l, err := net.Listen("unix", filepath.Join(folder, socket))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			seen()
			if limit < 0 {
				continue // says nothing
			}
			go func() {
				defer c.Close()
				real, err := net.Dial("unix", filepath.Join(s.folder, socket))
				if err != nil {
					return
				}
				defer real.Close()
				go io.Copy(real, c)
				io.CopyN(c, real, int64(limit))
			}()
		}
	}()
	return strings.Replace(s.dsn("reader", "Geheim-77"), s.folder, folder, 1)
}

// testFaults breaks the connection at every stage of it: the figures are all there
// or the brief is not.
func testFaults(t *testing.T, s server) {
	s.load(t, "faults", "month,exports\n2023-01,1.5\n2023-02,2.5\n", map[string]string{"exports": "decimal(9,1)"})
	dir := t.TempDir()
	writeAll(t, dir, map[string]string{"brief.yaml": `version: 1
brief: {title: Goods, period: 2023-02, issued: 2023-06-30}
data:
  - id: faults
    sql: {driver: ` + s.driver + `, dsn_env: TRADE_DSN, table: trade.faults}
    table: {period: {column: month}, flow: export, values: [{column: exports, unit: USD}]}
series: {exports: {flow: export}}
sections: [{title: Figures, blocks: [text: "{{exports}}"]}]
`})
	want, _ := figures(t, dir, "brief.yaml")
	whole, cut := false, 0
	for limit := 0; !whole && limit < 1<<16; limit += 1 + limit/8 {
		t.Setenv("TRADE_DSN", relay(t, s, limit, func() {}))
		code, out, errs := runIn(t, context.Background(), dir, "facts", "brief.yaml")
		switch {
		case code == 0:
			whole = true
			if got, _ := figures(t, dir, "brief.yaml"); !cmp.Equal(want, got) {
				t.Errorf("after %d bytes, half of the figures: %v", limit, got)
			}
		case code != 4 || out != "" || strings.Contains(errs, "Geheim") ||
			!strings.Contains(errs, "the connection ended midway") && !strings.Contains(errs, "the server cannot be reached"):
			t.Errorf("after %d bytes: exit code %d\n%s%s", limit, code, out, errs)
		default:
			cut++
		}
	}
	if !whole || cut < 20 {
		t.Errorf("the connection was cut %d times and whole: %v", cut, whole)
	}

	// Who interrupts while the server is silent does not wait for it.
	ctx, cancel := context.WithCancel(context.Background())
	t.Setenv("TRADE_DSN", relay(t, s, -1, cancel))
	if code, _, errs := runIn(t, ctx, dir, "facts", "brief.yaml"); code != codeInterrupted {
		t.Errorf("exit code %d, %s", code, errs)
	}
}

// testSlow reads a view that takes its time.
func testSlow(t *testing.T, s server) {
	view := "CREATE VIEW trade.slow AS SELECT '2023-01' AS month, 1 AS exports WHERE pg_sleep(60) IS NOT NULL;"
	if s.driver == "mysql" {
		view = "CREATE VIEW trade.slow AS SELECT '2023-01' AS month, 1 AS exports FROM mysql.user WHERE SLEEP(60) = 0;"
	}
	s.run(t, view)
	at := func(n int) diag.Text { return diag.Text{Pos: diag.Pos{File: "brief.yaml", Line: n, Col: 1}} }
	text := func(n int, s string) diag.Text { x := at(n); x.Value = s; return x }
	source := data.Source{ID: text(1, "slow"), SQL: &data.SQL{Driver: text(2, s.driver), Env: text(3, "TRADE_DSN"), Table: text(4, "trade.slow")}}
	source.Table.Period.Column = text(5, "month")
	source.Table.Values = []data.ValueSpec{{Column: text(6, "exports"), Unit: text(6, "USD"), Flow: text(6, "export")}}
	cube, problems := data.Databases{Env: os.LookupEnv, Timeout: 200 * time.Millisecond}.
		Read(nil, []data.Source{source}, []data.Need{{Selector: data.Selector{ID: text(7, "exports"), Flow: text(7, "export")}}})
	if cube != nil || len(problems) != 1 || !strings.Contains(problems[0].Message, "the statement took too long") || problems[0].Pos.Line != 4 || !strings.Contains(problems[0].Hint, "200ms") {
		t.Errorf("%v", problems)
	}
}

// overTCP passes connections on to the server's socket, and gives the connection string
// for it with what is asked of TLS.
func overTCP(t *testing.T, s server, serve func(net.Conn), mode string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				serve(c)
			}()
		}
	}()
	if s.driver == "mysql" {
		return "reader:Geheim-77@tcp(" + l.Addr().String() + ")/?tls=" + mode
	}
	return "postgres://reader:Geheim-77@" + l.Addr().String() + "/postgres?sslmode=" + mode
}

// testTLS asks for TLS of a server that has none, and of one whose certificate nobody
// knows.
func testTLS(t *testing.T, s server) {
	s.load(t, "tls", "month,exports\n2023-01,1\n", map[string]string{"exports": "integer"})
	forward := func(c net.Conn) {
		real, err := net.Dial("unix", filepath.Join(s.folder, map[string]string{"postgres": ".s.PGSQL.5432", "mysql": "s"}[s.driver]))
		if err != nil {
			return
		}
		defer real.Close()
		go io.Copy(real, c)
		io.Copy(c, real)
	}
	// PostgreSQL is asked for TLS with eight bytes, which S grants.
	unknown := func(c net.Conn) {
		if _, err := io.ReadFull(c, make([]byte, 8)); err == nil {
			io.WriteString(c, "S")
			tls.Server(c, &tls.Config{Certificates: []tls.Certificate{selfSigned(t)}}).Handshake()
		}
	}
	type ask struct {
		serve      func(net.Conn)
		mode, want string
	}
	asks := []ask{{forward, map[string]string{"postgres": "require", "mysql": "true"}[s.driver], "the server cannot be reached: it has no TLS, which the connection string asks for"},
		{forward, map[string]string{"postgres": "disable", "mysql": "false"}[s.driver], ""}, {forward, map[string]string{"postgres": "prefer", "mysql": "preferred"}[s.driver], ""}}
	if s.driver == "postgres" {
		asks = append(asks, ask{unknown, "verify-full", "the server cannot be reached: its certificate is not trusted"})
	}
	dir := t.TempDir()
	writeAll(t, dir, map[string]string{"brief.yaml": `version: 1
brief: {title: Goods, period: 2023-01, issued: 2023-06-30}
data:
  - id: flows
    table: {period: {column: month}, flow: export, values: [{column: exports, unit: USD}]}
    sql: {dsn_env: TRADE_DSN, table: trade.tls, driver: ` + s.driver + `}
series: {exports: {flow: export}}
sections: [{title: Figures, blocks: [text: "{{exports}}"]}]
`})
	for _, a := range asks {
		t.Setenv("TRADE_DSN", overTCP(t, s, a.serve, a.mode))
		code, _, errs := runIn(t, context.Background(), dir, "check", "brief.yaml")
		want := ""
		if a.want != "" {
			want = "brief.yaml:6:20: error: TRADE_DSN: " + a.want
		}
		if got := withoutExcerpts(errs); got != want || (code == 4) != (want != "") {
			t.Errorf("%s: exit code %d\n%s\nwant\n%s", a.mode, code, got, want)
		}
	}
}

// selfSigned is a certificate for this machine that nobody has signed.
func selfSigned(t *testing.T) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
