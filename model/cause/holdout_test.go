package cause

import "testing"

// TestHoldout holds how well the rule does on templates that were written before
// it was tuned, and whose scores were not looked at until it was final.
func TestHoldout(t *testing.T) {
	lines := templates(t, "holdout.txt")
	if len(lines) != 40 {
		t.Fatalf("%d templates", len(lines))
	}
	if f1 := meanF1(t, lines); f1 < 0.93 {
		t.Errorf("group F1 is %.3f", f1)
	}
}
