// Package when holds uncertain dates.
package when
