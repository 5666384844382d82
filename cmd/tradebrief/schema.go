package main

import (
	"github.com/spf13/cobra"

	"tradebrief/templates"
)

func (a *app) schema() *cobra.Command {
	var output string
	var defaults, theme bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the outline, for editors",
		Long: `An editor that knows YAML completes and checks the keys of an outline whose
first line names the schema beside it:

  # yaml-language-server: $schema=tradebrief.schema.json`,
		Example: `  tradebrief schema -o tradebrief.schema.json
  tradebrief schema --defaults -o defaults.schema.json  # for tradebrief.yaml
  tradebrief schema --theme -o theme.schema.json        # for a house style`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.runSchema(output, defaults, theme) },
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this `file`, or into this folder/")
	cmd.Flags().BoolVar(&defaults, "defaults", false, "the schema of tradebrief.yaml: the same keys, none required")
	cmd.Flags().BoolVar(&theme, "theme", false, "the schema of a file that the key theme names")
	cmd.MarkFlagsMutuallyExclusive("defaults", "theme")
	return cmd
}

func (a *app) runSchema(output string, defaults, theme bool) error {
	generate := templates.Schema
	switch {
	case defaults:
		generate = templates.DefaultsSchema
	case theme:
		generate = templates.ThemeSchema
	}
	text, err := generate()
	if err != nil {
		return failure{codeInternal, err.Error(), ""}
	}
	if output == "" {
		a.stdout.Write(text)
		return nil
	}
	name, err := outputPath(output, templates.SchemaFile)
	if err != nil {
		return err
	}
	return a.write(name, text)
}
