package judgement

import "testing"

func TestTheLastJudgementStands(t *testing.T) {
	first := New("list:2", "list:1", Same)
	if first.A != "list:1" || first.B != "list:2" {
		t.Fatalf("a pair has one form, got %s %s", first.A, first.B)
	}
	later := Judgement{A: "list:2", B: "list:1", Verdict: Unsure, Who: "second reader"}
	standing := Standing([]Judgement{first, later})
	if len(standing) != 1 {
		t.Fatalf("one pair was judged, %d stand", len(standing))
	}
	if j := standing[[2]string{"list:1", "list:2"}]; j.Verdict != Unsure || j.Who != "second reader" {
		t.Errorf("the first judgement stands: %+v", j)
	}
}
