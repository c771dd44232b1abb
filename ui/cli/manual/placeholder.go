package manual

import (
	"cmp"

	"github.com/spf13/pflag"
)

// placeholders say what a flag takes, by its name, where its type does not.
var placeholders = map[string]string{
	"api-version": "VERSION", "base-url": "URL", "by": "WHAT", "cause": "CAUSE", "evidence": "FOLDER", "file": "FILE", "filter": "FILTER",
	"from": "STORE", "label": "TEXT", "listen": "ADDRESS", "max-errors": "N", "output": "FORMAT", "plan": "FILE", "profile": "NAME",
	"report": "FILE", "role": "ROLE", "role-watch": "ROLE", "scenario": "NAME", "scout": "auto|off", "since": "TIME", "snapshot": "FILE",
	"store": "ADDRESS", "theme": "NAME", "to": "STORE", "until": "WHAT", "who": "NAME", "write": "FILE", "write-plan": "FILE",
}

// NamesFile reports whether the value of a flag is the name of a file or a folder.
func NamesFile(f *pflag.Flag) bool {
	return placeholders[f.Name] == "FILE" || placeholders[f.Name] == "FOLDER"
}

// kinds say the same by the type of a flag.
var kinds = map[string]string{"int": "N", "int64": "N", "float64": "NUMBER", "duration": "DURATION"}

// Placeholder returns what stands for the value of a flag in the help, "" for
// one that takes none.
func Placeholder(f *pflag.Flag) string {
	if f.Value.Type() == "bool" {
		return ""
	}
	return cmp.Or(placeholders[f.Name], kinds[f.Value.Type()], "TEXT")
}
