package name

// KnownGiven reports whether the word stands in the table of given names: two
// such words may be Equivalent without a common key.
func (t *Token) KnownGiven() bool { return t.sense != nil && t.given.known() }
