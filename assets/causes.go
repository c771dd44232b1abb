package assets

import _ "embed"

//go:embed causes.json
var causes []byte

// Causes returns what is known about causes of failure, as JSON for
// cause.ParseNotes, under the file name [CausesFile].
func Causes() []byte { return causes }

// CausesFile names the file in error messages.
const CausesFile = "causes.json"
