package intake

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"hubwatch/model/cells"
)

// mail undoes how mails wrap text: lines broken with = at their end, and blocks
// of base64. The zero value is at the beginning of a text.
type mail struct {
	soft  string // the lines before, which go on
	first int    // the number of the first of them
	block []cells.Line
	size  int
}

// maxBlock is the largest block of base64 that is decoded, in bytes.
const maxBlock = 8 << 20

// line takes the next line and gives those that are complete.
func (m *mail) line(line cells.Line) []cells.Line {
	text := strings.TrimRight(line.Text, " \t")
	switch {
	case line.Cut:
	case m.inBlock(text):
		m.block, m.size = append(m.block, line), m.size+len(text)
		return nil
	case len(m.block) > 0:
		lines := m.decode()
		return append(lines, m.line(line)...)
	case m.soft != "" && m.size < maxBlock:
		if goesOn := strings.HasSuffix(text, "="); !goesOn {
			line.Text, m.soft = printed(m.soft+line.Text), ""
			return []cells.Line{line}
		}
		m.soft, m.size = m.soft+text[:len(text)-1], m.size+len(text)
		return nil
	case isSoft(text):
		m.soft, m.first, m.size = text[:len(text)-1], line.Number, len(text)
		return nil
	}
	return []cells.Line{line}
}

// isSoft reports whether a mail program broke the line: it has the length of
// such lines, and ends in =.
func isSoft(text string) bool {
	return len(text) >= 60 && len(text) <= 78 && text[len(text)-1] == '=' && text[len(text)-2] != '=' && strings.ContainsAny(text, " /") && !base64Line(text)
}

// printed returns text in which =3D and the like are characters again.
func printed(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '=' && i+2 < len(text) && upperHex(text[i+1]) >= 0 && upperHex(text[i+2]) >= 0 {
			b.WriteByte(byte(upperHex(text[i+1])<<4 | upperHex(text[i+2])))
			i += 2
			continue
		}
		b.WriteByte(text[i])
	}
	if !utf8.ValidString(b.String()) {
		return text
	}
	return b.String()
}

func upperHex(c byte) int { return strings.IndexByte("0123456789ABCDEF", c) }

// inBlock reports whether a line begins a block of base64 or goes on with one.
func (m *mail) inBlock(text string) bool {
	if m.soft != "" || !base64Line(text) || m.size > maxBlock {
		return false
	}
	if len(m.block) == 0 {
		m.size = 0
		return len(text) >= 60
	}
	before := m.block[len(m.block)-1].Text
	return len(strings.TrimRight(before, " \t")) == len(strings.TrimRight(m.block[0].Text, " \t")) && before[len(before)-1] != '='
}

// base64Line reports whether a line can be one of base64: groups of four
// characters.
func base64Line(text string) bool {
	bare := strings.TrimRight(text, "=")
	if text == "" || len(text)%4 != 0 || len(text)-len(bare) > 2 {
		return false
	}
	return !strings.ContainsFunc(bare, func(r rune) bool { return r >= utf8.RuneSelf || !idPart(byte(r)) && r != '+' && r != '/' })
}

// decode gives the lines of the text in a block, all with the number of its first
// line. A block without text is given as it is.
func (m *mail) decode() []cells.Line {
	block := m.block
	m.block, m.size = nil, 0
	var b strings.Builder
	for _, l := range block {
		b.WriteString(strings.TrimRight(l.Text, " \t="))
	}
	plain, err := base64.RawStdEncoding.DecodeString(b.String())
	if err != nil || !utf8.Valid(plain) || strings.ContainsFunc(string(plain), func(r rune) bool { return r < ' ' && !strings.ContainsRune("\t\r\n\x1b", r) }) {
		return block
	}
	var lines []cells.Line
	for text := range strings.Lines(string(plain)) {
		lines = append(lines, cells.Line{Number: block[0].Number, Text: strings.TrimRight(text, "\r\n")})
	}
	return lines
}

// end reads what waits for a line that does not come.
func (m *mail) end(r *Reader) {
	if len(m.block) > 0 {
		for _, l := range m.decode() {
			r.plain(l)
		}
	}
	if m.soft != "" {
		r.plain(cells.Line{Number: m.first, Text: printed(m.soft)})
		m.soft = ""
	}
}
