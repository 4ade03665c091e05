package score

import "testing"

// TestPlain: people read these numbers; none has an exponent.
func TestPlain(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{{2.5, "2.5"}, {0.0034567, "0.00346"}, {99.99, "100"}, {0, "0"}, {1e-7, "0.0000001"}, {140, "140"}, {999.6, "1\u00a0000"}, {14012, "14\u00a0000"}, {1234567, "1\u00a0230\u00a0000"}, {5e10, "50\u00a0000\u00a0000\u00a0000"}} {
		if got := plain(c.x); got != c.want {
			t.Errorf("%g: %q, want %q", c.x, got, c.want)
		}
	}
	if got := share(0.00007); got != "1 in 14\u00a0300" {
		t.Errorf("share: %q", got)
	}
	if got := share(0); got != "none" {
		t.Errorf("share of nothing: %q", got)
	}
}
