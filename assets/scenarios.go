// Package assets is the embedded files: themes, known causes and the demo's
// scenarios.
package assets

import (
	"embed"
	"strings"
)

//go:embed scenarios/*.json
var scenarios embed.FS

// Scenario returns the scenario of that name as JSON. The error is
// fs.ErrNotExist if there is no such scenario.
func Scenario(name string) ([]byte, error) {
	return scenarios.ReadFile("scenarios/" + name + ".json")
}

// ScenarioNames lists the scenarios in alphabetical order.
func ScenarioNames() []string {
	entries, err := scenarios.ReadDir("scenarios")
	if err != nil {
		panic(err) // they are part of the program
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".json"))
	}
	return names
}
