package when

import "testing"

func TestDays(t *testing.T) {
	for _, d := range []Days{-10000000, -719529, -719528, -1, 0, 1, 10000, 10000000} {
		y, m, dd := d.Civil()
		if Gregorian(y, m, dd) != d {
			t.Error(d)
		}
		y, m, dd = d.Julian()
		if Julian(y, m, dd) != d {
			t.Error(d)
		}
	}
	if Julian(1918, 1, 31).String() != "1918-02-13" || Gregorian(0, 1, 1) != yearZero {
		t.Error(Julian(1918, 1, 31), Gregorian(0, 1, 1))
	}
}
