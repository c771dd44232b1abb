package intake

import (
	"strings"

	"hubwatch/model/cells"
)

// Piecewise reads a whole text in pieces, for a program that must do other
// things meanwhile. It is not safe for concurrent use.
type Piecewise struct {
	reader *Reader
	src    *strings.Reader
	lines  *cells.Lines
}

// NewPiecewise returns a Piecewise at the beginning of text.
func NewPiecewise(text string) *Piecewise {
	src := strings.NewReader(text)
	return &Piecewise{newReader(FormText), src, cells.NewLines(src)}
}

// Step reads about that many bytes. It returns how many have been read in
// total, and whether that is everything.
func (p *Piecewise) Step(bytes int) (read int, done bool) {
	until := p.src.Len() - bytes
	for p.src.Len() > max(until, 0) || until <= 0 {
		line, err := p.lines.Next()
		if err != nil {
			p.reader.fault(err)
			return int(p.src.Size()), true
		}
		p.reader.Line(line)
	}
	return int(p.src.Size()) - p.src.Len(), false
}

// Result judges what was read. Nothing can be read afterwards.
func (p *Piecewise) Result() Result {
	p.reader.End()
	return p.reader.Take()
}
