package report

import (
	"slices"
	"strconv"
	"strings"

	"tradebrief/data"
	"tradebrief/templates"
)

// source writes an expression back as text, in one spelling and with no more
// brackets than it needs.
func source(n templates.ExprNode) string {
	switch n := n.(type) {
	case *templates.Num:
		return n.S
	case *templates.Str:
		return "'" + n.S + "'"
	case *templates.Bool:
		return strconv.FormatBool(n.V)
	case *templates.Name:
		return n.S
	case *templates.Member:
		return operand(n.X, tight) + "." + n.S
	case *templates.Call:
		call := n.S + "(" + sources(n.Args) + ")"
		if n.X != nil {
			return operand(n.X, tight) + "." + call
		}
		return call
	case *templates.Unary:
		if n.Op == "not" {
			return "not " + operand(n.X, tight)
		}
		return n.Op + operand(n.X, tight)
	case *templates.Binary:
		return operand(n.X, binding(n)) + " " + n.Op + " " + operand(n.Y, binding(n)+1)
	case *templates.Cond:
		return operand(n.C, 1) + " ? " + operand(n.X, 1) + " : " + operand(n.Y, 1)
	case *templates.ListExpr:
		return "[" + sources(n.Items) + "]"
	}
	return ""
}

func sources(nodes []templates.ExprNode) string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = source(n)
	}
	return strings.Join(out, ", ")
}

// tight is the binding of what needs no brackets anywhere.
const tight = 7

// binding is how strongly an expression holds together.
func binding(n templates.ExprNode) int {
	switch n := n.(type) {
	case *templates.Cond:
		return 0
	case *templates.Unary:
		return tight - 1
	case *templates.Binary:
		switch n.Op {
		case "or":
			return 1
		case "and":
			return 2
		case "+", "-":
			return 4
		case "*", "/":
			return 5
		}
		return 3
	}
	return tight
}

func operand(n templates.ExprNode, least int) string {
	if binding(n) < least {
		return "(" + source(n) + ")"
	}
	return source(n)
}

func kindName(k templates.Kind) string {
	switch k {
	case kindNumber:
		return "a number"
	case kindSeries:
		return "a series"
	case kindPeriod:
		return "a period"
	case kindText:
		return "a text"
	case kindTruth:
		return "a condition"
	case kindList:
		return "a list"
	}
	return "anything"
}

func metricNames() []string {
	all := data.Metrics()
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = m.Name
	}
	return names
}

func metricInfo(name string) (data.MetricInfo, bool) {
	all := data.Metrics()
	i := slices.IndexFunc(all, func(m data.MetricInfo) bool { return m.Name == name })
	if i < 0 {
		return data.MetricInfo{}, false
	}
	return all[i], true
}
