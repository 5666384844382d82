// Package conform is.
package conform
