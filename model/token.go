package model

import "regexp"

// tokenLike is what the access tokens of private apps and service keys look
// like: pat-na1-….
var tokenLike = regexp.MustCompile(`\bpat-[a-z0-9]{2,8}-[A-Za-z0-9-]{8,}`)

// LooksLikeToken reports whether a text contains what looks like an access
// token. Such a text must not end up in a list, a file or on a screen.
func LooksLikeToken(text string) bool { return tokenLike.MatchString(text) }

// HideTokens returns text with every access token cut to its beginning.
func HideTokens(text string) string { return tokenLike.ReplaceAllString(text, "pat-…") }
