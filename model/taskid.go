package model

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TaskID names one asynchronous HubSpot task. It is opaque and case-sensitive: the
// documentation shows a UUID, the one real sample known is AAAAEZ6whGI. The zero
// value names no task. A TaskID made by [ParseTaskID] is safe to print.
type TaskID string

// maxTaskID is the longest ID taken, in bytes. Known IDs have 11 to 36.
const maxTaskID = 256

// ParseTaskID checks that s can be a task ID. Nothing is trimmed or changed.
// The error says what is wrong, in words that follow the ID.
func ParseTaskID(s string) (TaskID, error) {
	switch {
	case s == "":
		return "", errors.New("is empty")
	case len(s) > maxTaskID:
		return "", fmt.Errorf("has %d bytes; at most %d are allowed", len(s), maxTaskID)
	case !utf8.ValidString(s):
		return "", errors.New("is not valid UTF-8")
	case LooksLikeToken(s):
		return "", errors.New("looks like an access token, which is no task ID and belongs in the keyring")
	case s == "." || s == "..":
		return "", errors.New("is a path, not an ID")
	}
	for _, r := range s {
		switch {
		case strings.ContainsRune(`/\?#%`, r):
			return "", fmt.Errorf("contains %q, which no task ID has", r)
		case unicode.IsSpace(r):
			return "", errors.New("contains a space")
		case !unicode.IsGraphic(r):
			return "", fmt.Errorf("contains the invisible character %U", r)
		}
	}
	if Text(s).Line() != s {
		return "", errors.New("contains a character that cannot be shown")
	}
	return TaskID(s), nil
}
