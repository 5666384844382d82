package main

import (
	"fmt"
	"net"
	"strconv"

	"github.com/spf13/cobra"

	"tradebrief/report/preview"
)

func (a *app) preview() *cobra.Command {
	port := 0
	cmd := &cobra.Command{
		Use:   "preview [OUTLINE]",
		Short: "Show the brief and its problems in the browser while you write",
		Long: `Open the address that is printed. The page follows every save of the outline,
its data, its theme and the files that it includes; while the outline is broken
the last pages stay. It can be reached from this machine only, and Ctrl-C
ends it. Without an outline, the brief that ships with the tool is shown.`,
		Example: `  tradebrief preview brief.yaml
  tradebrief preview brief.yaml --port 8080
  tradebrief preview brief.yaml -P partner=VN --period 2023-08`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.runPreview(args, port) },
	}
	a.outlineFlags(cmd)
	cmd.Flags().IntVar(&port, "port", 0, "answer on this `port` of 127.0.0.1, not on a free one")
	return cmd
}

// runPreview ends with code 0 on Ctrl-C, which is how a preview is ended: nothing
// was cut off, and a script that goes on after it should.
func (a *app) runPreview(args []string, port int) error {
	a.progress.off() // the page shows what it is at
	list, opt, err := a.projects(args)
	if err != nil {
		return err
	}
	config := preview.Config{Project: list[0], Options: opt}
	if len(args) > 0 {
		if config.Root, _, err = locate(args[0]); err != nil {
			return asFailure(err)
		}
	}
	if port < 0 || port > 65535 {
		return failure{codeUsage, fmt.Sprintf("--port %d: expected 1 to 65535", port), "without --port a free one is taken"}
	}
	ln, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return failure{codeUsage, fmt.Sprintf("--port %d: %v", port, plainError(err)), "without --port a free one is taken"}
	}
	address := fmt.Sprintf("http://%s/", ln.Addr())
	if a.json {
		err = a.printJSON(struct {
			URL string `json:"url"`
		}{address})
	} else if _, err = fmt.Fprintln(a.stdout, address); err != nil {
		err = failure{codeInternal, "standard output was not written: " + plainError(err).Error(), ""}
	}
	if err != nil {
		ln.Close()
		return err
	}
	if !a.quiet {
		fmt.Fprintf(a.stderr, "%s: open this address; Ctrl-C ends the preview\n", shown(list[0]))
	}
	if err := preview.Serve(a.ctx, ln, config); err != nil {
		return failure{codeInternal, fmt.Sprintf("the preview ended: %v", err), ""}
	}
	return nil
}
