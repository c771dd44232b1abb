package pg

import (
	"errors"
	"strings"
)

// Right is what a role may do with the watchlists of a database.
type Right string

// The rights there are to give; see [Grants].
const (
	TakePart Right = "SELECT, INSERT, UPDATE, DELETE"
	LookOn   Right = "SELECT"
)

// Grants returns the statements that give a role a right, including to what
// later versions of the schema add. They are for the user to run: nothing here
// changes a role. The error says what is allowed, and does not repeat the name.
func Grants(role string, right Right) (string, error) {
	if !bare(role) {
		return "", errors.New("allowed are up to 63 of a-z, 0-9 and _, beginning with a letter")
	}
	return strings.NewReplacer("ROLE", role, "RIGHT", string(right)).Replace(`GRANT USAGE ON SCHEMA hubwatch TO ROLE;
GRANT RIGHT ON ALL TABLES IN SCHEMA hubwatch TO ROLE;
ALTER DEFAULT PRIVILEGES IN SCHEMA hubwatch GRANT RIGHT ON TABLES TO ROLE;
`), nil
}

// bare reports whether a role can be named without quotes.
func bare(role string) bool {
	const letters, digits = "abcdefghijklmnopqrstuvwxyz_", "0123456789"
	return role != "" && len(role) <= 63 && strings.Contains(letters, role[:1]) && strings.Trim(role, letters+digits) == ""
}
