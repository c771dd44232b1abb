package ticket

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"hubwatch/model"
)

// TestATicketIsHarmless holds that what HubSpot sends means nothing to
// Markdown.
func TestATicketIsHarmless(t *testing.T) {
	r := model.Report{
		RawStatus: "COMPLETE", Status: model.StatusComplete, Result: &model.Folder{Path: "/a\n# heading"},
		Errors: []model.TaskError{{Message: "```\n# not a heading\n````", Category: "<img src=x> [link](https://evil.example) | `code`"}},
	}
	task := &model.Task{ID: "a1", Report: &r}
	got := Of(task, model.Account{}, time.Now())
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(got), &page); err != nil {
		t.Fatal(err)
	}
	ours := regexp.MustCompile(`</?(?:h[12]|p|ul|li|pre|code)>`)
	if tags := regexp.MustCompile(`<[^>]*>`).FindAllString(ours.ReplaceAllString(page.String(), ""), -1); tags != nil {
		t.Errorf("the ticket has %q:\n%s", tags, got)
	}
	if !strings.Contains(got, "`````\n```\n# not a heading\n````\n`````") {
		t.Errorf("the message can end its block:\n%s", got)
	}
	if strings.Contains(got, "\n# heading") {
		t.Errorf("a path makes a heading:\n%s", got)
	}
}

func TestTheSupportBlockIsPlain(t *testing.T) {
	task := &model.Task{ID: "AAAAEZ6wh02", Report: &model.Report{
		RawStatus: "COMPLETE", Status: model.StatusComplete, Result: &model.Folder{ID: "9002", Name: "summer", Path: "/営業資料/2026/summer launch"},
		Errors: []model.TaskError{{
			Category: "VALIDATION_ERROR", SubCategory: "Folders.NAME_CONFLICT", Message: "A folder with the name 'summer' is already at the destination.",
			Details: []model.ErrorDetail{{Message: "The name is taken."}},
		}, {Message: "Parent is archived"}},
	}}
	text := Support(task, model.Account{PortalID: "24681012", Region: "eu1"})
	for _, want := range []string{
		"account: 24681012\n", "task: AAAAEZ6wh02\n", "status: COMPLETE\n", "errors: 2\n", "folder: /営業資料/2026/summer launch\n", "folder name: summer\n", "folder ID: 9002\n",
		"error 1: VALIDATION_ERROR Folders.NAME_CONFLICT\n", "message: A folder with the name 'summer' is already at the destination.\n", "detail: The name is taken.\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in\n%s", want, text)
		}
	}
	if strings.ContainsAny(text, "\\`*#") || strings.Contains(text, "- ") {
		t.Errorf("it is no plain text:\n%s", text)
	}
}

// TestAMessageCannotEndItsBlock holds that no message does so, not even by
// characters that are not shown.
func TestAMessageCannotEndItsBlock(t *testing.T) {
	for _, gap := range []string{"", "\u200b", "\u00ad", "\ufeff", "\x00", "\r"} {
		r := model.Report{Errors: []model.TaskError{{Message: model.Text("a\n``" + gap + "`\n# a heading")}}}
		lines := strings.Split(Of(&model.Task{ID: "a1", Report: &r}, model.Account{}, time.Now()), "\n")
		at := slices.Index(lines, "# a heading")
		fence := lines[slices.Index(lines, "a")-1]
		if at < 0 || strings.Trim(fence, "`") != "" || slices.Contains(lines[slices.Index(lines, "a"):at], fence) {
			t.Errorf("with %q in it, the message ends its block:\n%s", gap, strings.Join(lines, "\n"))
		}
	}
}
