package cells

import (
	"errors"
	"regexp"
	"slices"
	"strings"
)

// Number returns the ID of a folder in a cell: what [ID] returns, if that is a
// number, or the one in a link to the folder in HubSpot. Leading zeros are dropped.
func Number(cell string) (string, error) {
	if link := folderLink.FindStringSubmatch(Trim(cell)); link != nil {
		return plain(link[1]), nil
	}
	id, err := ID(cell)
	switch {
	case err != nil:
		return "", err
	case id == "" || strings.Trim(id, "0123456789") != "":
		return "", errors.New("is no number")
	}
	return plain(id), nil
}

// ID returns the ID in a cell: its text without what keeps a spreadsheet from
// changing it, and for a number the number itself, however it is shown: 900.0,
// '900, 1,234,567. The error says why that cannot be told, in words that follow
// the cell.
func ID(cell string) (string, error) {
	text := Trim(cell)
	if _, shown, ok := Link(text); ok {
		text = shown
	}
	text = Trim(unwrapped(Trim(strings.TrimPrefix(unwrapped(text), "'"))))
	text = Trim(strings.Trim(text, "'\"`´‘’‚“”„«»‹›"))
	digits := strings.Map(plainDigit, text)
	switch {
	case scientific.MatchString(digits):
		return "", errors.New("is a number that Excel has rounded: format the column as text")
	case signed.MatchString(digits):
		return "", errors.New("is a negative number")
	case strings.HasPrefix(text, "=") && number.MatchString(text[1:]):
		return whole(digits[1:])
	case strings.HasPrefix(text, "="):
		return "", errors.New("is a formula, not its value")
	case !number.MatchString(digits):
		return unescape(text), nil
	}
	return whole(digits)
}

// folderLink is the address of a folder in HubSpot's file manager.
var folderLink = regexp.MustCompile(`^https://[a-z0-9-]+\.hubspot\.com/files/\d+/?\?(?:[^#]*&)?folderId=(\d+)(?:[&#].*)?$`)

var (
	scientific = regexp.MustCompile(`(?i)^[+-]?(\d+[.,٫]\d+\s*(e|[×x*]\s*10\^?)\s*[+-]?|\d+e[+-])\d+$`)
	signed     = regexp.MustCompile(`^([-−–]\s?[\d.,'’ \x{a0}\x{202f}]*\d|\(\d[\d.,]*\))$`)
	// number is digits with what may group them, and a part that is zero.
	number = regexp.MustCompile(`^\d[\d.,'’٬٫ \x{a0}\x{2007}\x{2009}\x{202f}]*$`)
)

// plainDigit returns a digit of another script as one of ours.
func plainDigit(r rune) rune {
	for _, zero := range []rune{'０', '٠', '۰', '०'} {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}

// whole returns a whole number without its groups, and without the fraction if
// that is zero.
func whole(s string) (string, error) {
	marks := strings.FieldsFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if len(marks) == 0 {
		return s, nil
	}
	last := marks[len(marks)-1]
	parts := strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	fraction := parts[len(parts)-1]
	zero := strings.Trim(fraction, "0") == ""
	decimal := strings.Contains(".,٫", last)
	one := len(marks) == 1
	switch {
	case len(parts) <= len(marks):
		return "", errors.New("is no whole number")
	case one && decimal && zero && len(fraction) == 3 && len(parts[0]) <= 3:
		return "", errors.New("is a number that can be read in two ways, with a fraction or with thousands: format the column as text")
	case decimal && zero && (one || !same(marks)) && groups(parts[:len(parts)-1], marks[:len(marks)-1]):
		return plain(strings.Join(parts[:len(parts)-1], "")), nil
	case same(marks) && groups(parts, marks):
		return plain(strings.Join(parts, "")), nil
	case decimal && one:
		return "", errors.New("is no whole number")
	}
	return "", errors.New("is no number that can be read for sure: format the column as text")
}

func same(marks []string) bool { return len(slices.Compact(slices.Clone(marks))) < 2 }

// groups tells whether the parts of a number are groups of three, or as in India
// of two with three at the end.
func groups(parts, marks []string) bool {
	if len(parts) == 1 {
		return true
	}
	if !same(marks) || len(parts[0]) > 3 {
		return false
	}
	last := len(parts) - 1
	threes, twos := true, len(parts[0]) <= 2 && last > 1 && marks[0] == ","
	for i, p := range parts[1:] {
		threes = threes && len(p) == 3
		twos = twos && (len(p) == 2 && i+1 < last || len(p) == 3 && i+1 == last)
	}
	return threes || twos
}

// plain returns digits without the zeros before them.
func plain(digits string) string {
	if rest := strings.TrimLeft(digits, "0"); rest != "" {
		return rest
	}
	return "0"
}
