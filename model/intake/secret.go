package intake

import (
	"hubwatch/model"
)

// secret is what follows a name that headers, settings and addresses give to
// something that nobody else may read.
var secret = pattern(`(?i)((?:authorization|cookie|token|secret|passw(?:or)?d|api[-_]?key|hapikey|bearer|basic|code)["'\\]*\s*(?:[:=]>?|\s)\s*["'\\]*(?:bearer|basic)?\s*)[^\s"'\\,;&]{6,}`)

// hideSecrets returns text without what looks like a secret.
func hideSecrets(text string) string {
	return secret().ReplaceAllString(model.HideTokens(text), "${1}…")
}

// quoted returns the beginning of a text for a sentence.
func quoted(text string) model.Text {
	const most = 80
	if len(text) > 8*most {
		text = text[:8*most]
	}
	text = hideSecrets(text)
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return model.Text(text)
}

// refusal shortens the text that is refused.
func refusal(line int, text, why string) Refusal {
	return Refusal{Line: line, Text: quoted(text), Why: why}
}
