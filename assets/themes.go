package assets

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed themes/*.json
var themes embed.FS

// Themes lists the names of the themes, the default first.
func Themes() []string { return []string{"default", "high-contrast", "classic", "mono"} }

// CheckTheme says what is wrong with the name of a theme.
func CheckTheme(name string) error {
	if slices.Contains(Themes(), name) {
		return nil
	}
	return fmt.Errorf("is %q: allowed are %s", name, strings.Join(Themes(), ", "))
}

// Theme returns the theme of that name as JSON: for a dark and for a light
// background, how each named meaning looks. The error is fs.ErrNotExist if
// there is no such theme.
func Theme(name string) ([]byte, error) {
	return themes.ReadFile("themes/" + name + ".json")
}
