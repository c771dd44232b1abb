// Package markdown writes text from outside as Markdown in which it means
// nothing but itself.
package markdown

import (
	"strings"

	"hubwatch/model"
)

// Escape is text in a sentence or a cell: no markup, no HTML, no link and nobody
// mentioned.
func Escape[T ~string](text T) string {
	var b strings.Builder
	for _, r := range model.Text(text).Line() {
		if strings.ContainsRune("\\`*_{}[]<>()#|~!@:&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return strings.ReplaceAll(b.String(), "www.", `www\.`)
}

// Code is text as code, in which nothing has a meaning; "" stays empty.
func Code[T ~string](text T) string {
	s := model.Text(text).Line()
	if s == "" {
		return ""
	}
	return "`" + strings.NewReplacer("`", "'", "|", `\|`).Replace(s) + "`"
}
