package when

// This file fixes the names other packages build on.

// Date is an uncertain date: an EDTF expression (ISO 8601-2) with the earliest
// and the latest day it can mean.
type Date struct {
	edtf string
	// TODO when
}

// Days counts days of the proleptic Gregorian calendar from 1970-01-01, which is 0.
type Days int64

// KnownBy reports whether something known since the EDTF date since was
// certainly known by the end of asOf. A since that is empty or not valid gives false.
func KnownBy(since string, asOf Date) bool { return false }
