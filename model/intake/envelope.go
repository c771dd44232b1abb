package intake

import (
	"slices"
	"strings"
)

// envelope reports whether a node is an error answer.
func envelope(n *node) bool {
	message := n.get("message") != nil
	status := strings.EqualFold(n.get("status").text(), "error")
	if n.namesTask() || n.holds(levelNames) {
		return false
	}
	return status && (message || n.get("category", "correlationid") != nil) ||
		message && n.get("category", "errortype", "policyname") != nil && (n.get("correlationid", "errors", "context", "status", "errortype", "policyname", "subcategory", "links") != nil)
}

// namesTask reports whether a pair names a task.
func (n *node) namesTask() bool {
	return slices.ContainsFunc(n.pairs, func(p pair) bool { return taskName(p.plain) && p.filled() })
}

// messageOf returns what an envelope says.
func messageOf(n *node) string {
	if p := n.get("message", "category", "status"); p != nil {
		return hideSecrets(p.text())
	}
	return ""
}
