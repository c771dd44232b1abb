package cells

import "testing"

func TestOtherFile(t *testing.T) {
	for head, want := range map[string]string{
		"PK\x03\x04\x14":       "a zip file, as those of Excel, Numbers and LibreOffice are",
		"\xd0\xcf\x11\xe0\xa1": "a file of an old Excel",
		"%PDF-1.7":             "a PDF",
		"\x1f\x8b\x08":         "compressed with gzip",
		"taskId,label\n":       "",
		"PK":                   "",
		"":                     "",
	} {
		if got := OtherFile([]byte(head)); got != want {
			t.Errorf("%q: got %q, want %q", head, got, want)
		}
	}
}
