package assets

import "embed"

//go:embed themes/*.json
var themes embed.FS

// Theme is the theme of that name as JSON: for a dark and for a light
// background, how each named meaning looks. The error is fs.ErrNotExist if
// there is no such theme.
func Theme(name string) ([]byte, error) {
	return themes.ReadFile("themes/" + name + ".json")
}
