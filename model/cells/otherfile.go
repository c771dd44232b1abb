package cells

import "bytes"

// OtherFile says by its first bytes what a file is that somebody gives for a text
// by mistake, in words that follow its name and "is"; "" if it is nothing known.
func OtherFile(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "a zip file, as those of Excel, Numbers and LibreOffice are"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return "a file of an old Excel"
	case bytes.HasPrefix(head, []byte("%PDF")):
		return "a PDF"
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return "compressed with gzip"
	}
	return ""
}
