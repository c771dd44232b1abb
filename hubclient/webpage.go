package hubclient

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"hubwatch/model"
)

// jsonStart reports whether body begins like an object, an array, a string or a
// JSON keyword. Only then is broken JSON the sender's mistake.
func jsonStart(body []byte) bool {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, byteOrderMark))
	return len(body) > 0 && bytes.IndexByte([]byte(`{["`), body[0]) >= 0
}

const (
	pageHead = 64 << 10 // bytes of a page in which its title is looked for
	maxTitle = 80       // runes of a title that are kept
)

var titlePattern = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title`)

// pageTitle returns the title of a web page on one line, "" if body has none.
func pageTitle(body []byte) string {
	found := titlePattern.FindSubmatch(body[:min(len(body), pageHead)])
	if found == nil {
		return ""
	}
	return shortened(html.UnescapeString(string(found[1])))
}

// firstWords returns the first words of a body that is no web page, "" if it
// has none that can be read.
func firstWords(body []byte) string {
	head := string(body[:min(len(body), 4*maxTitle)])
	if strings.HasPrefix(strings.TrimSpace(head), "<") {
		return ""
	}
	return shortened(model.Text(head).Line())
}

// shortened returns text on one line of at most maxTitle runes.
func shortened(s string) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	return string(runes[:min(len(runes), maxTitle)])
}
