package task

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// changes says what a report has that the one before it had not, "" if nothing.
func changes(before, after *model.Report) string {
	if after == nil || before == after {
		return ""
	}
	if before == nil {
		before = &model.Report{}
	}
	var parts []string
	say := func(changed bool, format string, args ...any) {
		if changed {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	say(before.RawStatus != after.RawStatus, "%s > %s", cmp.Or(before.RawStatus.Line(), "nothing"), after.RawStatus)
	n, m := before.ErrorCount(), after.ErrorCount()
	say(m > n, "%s more", model.Plural(m-n, "error"))
	say(m < n, "%s fewer", model.Plural(n-m, "error"))
	say(before.Result == nil && after.Result != nil, "a result folder")
	say(before.Result != nil && after.Result == nil, "no result folder any more")
	if f, g := before.Result, after.Result; f != nil && g != nil {
		say(f.Path != g.Path, "path %s > %s", f.Path, g.Path)
		say(f.Name != g.Name, "name %s > %s", f.Name, g.Name)
		say(f.ParentID != g.ParentID, "parent %s > %s", f.ParentID, g.ParentID)
	}
	say(before.StartedAt.IsZero() && !after.StartedAt.IsZero(), "it has started")
	return string(model.Text(strings.Join(parts, ", ")).Head(theme.LongestLine))
}

// follow returns the path of a node in the next report. Errors that come before
// others move those, and the cursor stays with its error.
func follow(path string, before, after *model.Report) string {
	i, rest, ok := errorIndex(path)
	if !ok || before == nil || after == nil || i >= len(before.Errors) {
		return path
	}
	e := &before.Errors[i]
	if i < len(after.Errors) && same(e, &after.Errors[i]) {
		return path
	}
	for j := range after.Errors {
		if same(e, &after.Errors[j]) {
			return "errors[" + strconv.Itoa(j) + "]" + rest
		}
	}
	return path
}

// errorIndex returns which error a path leads into, and the rest of the path.
func errorIndex(path string) (i int, rest string, ok bool) {
	rest, ok = strings.CutPrefix(path, "errors[")
	if !ok {
		return 0, "", false
	}
	number, rest, _ := strings.Cut(rest, "]")
	i, err := strconv.Atoi(number)
	return i, rest, err == nil && i >= 0
}

// same reports whether two errors are the same one.
func same(e, f *model.TaskError) bool {
	if e.ID != "" || f.ID != "" {
		return e.ID == f.ID
	}
	return e.Category == f.Category && e.SubCategory == f.SubCategory && e.Message == f.Message
}
