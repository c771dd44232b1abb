package manual

import "testing"

func TestRoffMeansText(t *testing.T) {
	var r roff
	r.text(".SH no\n'no\nC:\\Users %LOCALAPPDATA% …")
	const want = "\\&.SH no\n\\(aqno\nC:\\eUsers %LOCALAPPDATA% \\[u2026]\n"
	if got := r.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
