package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tradebrief/templates"
)

func (a *app) schema() *cobra.Command {
	var output string
	var defaults bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the outline, for editors",
		Long: `An editor that knows YAML completes and checks the keys of an outline whose
first line names the schema beside it:

  # yaml-language-server: $schema=tradebrief.schema.json`,
		Example: `  tradebrief schema -o tradebrief.schema.json
  tradebrief schema --defaults -o defaults.schema.json  # for tradebrief.yaml`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.runSchema(output, defaults) },
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this `file`, or into this folder/")
	cmd.Flags().BoolVar(&defaults, "defaults", false, "the schema of tradebrief.yaml: the same keys, none required")
	return cmd
}

func (a *app) runSchema(output string, defaults bool) error {
	generate := templates.Schema
	if defaults {
		generate = templates.DefaultsSchema
	}
	text, err := generate()
	if err != nil {
		return failure{codeInternal, err.Error(), ""}
	}
	switch {
	case output == "":
		if _, err := a.stdout.Write(text); err != nil {
			return failure{codeInternal, fmt.Sprintf("the schema was not written: %v", plainError(err)), ""}
		}
		return nil
	case isFolder(output):
		output = filepath.Join(output, templates.SchemaFile)
	case !strings.EqualFold(filepath.Ext(output), ".json"):
		return failure{codeUsage, fmt.Sprintf("-o %s: expected a name that ends in .json, or a folder", output), "write -o " + templates.SchemaFile}
	}
	if err := writeWhole(output, text, a.ctx.Err); err != nil {
		if a.ctx.Err() != nil {
			return failure{codeInterrupted, "interrupted; nothing was written", ""}
		}
		return failure{codeInternal, fmt.Sprintf("%s was not written: %v", output, plainError(err)), ""}
	}
	return nil
}
