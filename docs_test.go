package main

import (
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// links finds the targets of links and pictures in Markdown.
var links = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// fences are blocks of code, in which nothing is a link.
var fences = regexp.MustCompile("(?s)\n```.*?\n```")

// TestLinks follows every link of every page to a file and a heading that are
// there, and holds that every page can be reached from the README.
func TestLinks(t *testing.T) {
	var pages []string
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && (d.Name() == "testdata" || d.Name() == "dist" || file != "." && strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if strings.HasSuffix(file, ".md") {
			pages = append(pages, filepath.ToSlash(file))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	to := map[string][]string{}
	for _, page := range pages {
		for _, link := range links.FindAllStringSubmatch(prose(t, page), -1) {
			if target := follow(t, page, link[1]); target != "" {
				to[page] = append(to[page], target)
			}
		}
	}
	reached := map[string]bool{}
	for next := []string{"README.md"}; len(next) > 0; next = next[1:] {
		if !reached[next[0]] {
			reached[next[0]] = true
			next = append(next, to[next[0]]...)
		}
	}
	for _, page := range pages {
		if !reached[page] {
			t.Errorf("%s cannot be reached from README.md", page)
		}
	}
	if len(pages) < 10 {
		t.Errorf("only %d pages looked at", len(pages))
	}
}

// prose is a page without its blocks of code.
func prose(t *testing.T, page string) string {
	t.Helper()
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return fences.ReplaceAllString("\n"+string(data), "")
}

// follow is the file that a link of a page leads to, "" for one that leads
// elsewhere.
func follow(t *testing.T, page, link string) string {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "" && u.Scheme != "https" {
		t.Errorf("%s: the link %q leads nowhere", page, link)
		return ""
	}
	if u.Scheme == "https" {
		return ""
	}
	target := page
	if u.Path != "" {
		target = path.Join(path.Dir(page), u.Path)
	}
	if _, err := os.Stat(target); err != nil {
		t.Errorf("%s: the link %q leads to nothing", page, link)
		return ""
	}
	if u.Fragment != "" && !headings(prose(t, target))[u.Fragment] {
		t.Errorf("%s: %s has no heading for the link %q", page, target, link)
	}
	return target
}

// headings are the anchors of a page's headings.
func headings(text string) map[string]bool {
	anchors := map[string]bool{}
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			continue
		}
		anchors[strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				return unicode.ToLower(r)
			}
			return -1
		}, strings.TrimSpace(strings.TrimLeft(line, "#")))] = true
	}
	return anchors
}

// paths finds what is named by its path in this repository.
var paths = regexp.MustCompile("`((?:model|hubclient|config|ui|assets)(?:/[\\w./-]+)?)`")

// TestArchitectureNamesWhatIsThere holds that each path in ARCHITECTURE.md exists,
// and that each package is told of.
func TestArchitectureNamesWhatIsThere(t *testing.T) {
	text, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range paths.FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat(name[1]); err != nil {
			t.Errorf("%s is not there", name[1])
		}
	}
	for pkg := range rules {
		if pkg != "." && !strings.Contains(string(text), "\n| `"+pkg+"` |") {
			t.Errorf("no word about %s", pkg)
		}
	}
}
