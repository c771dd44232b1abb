package model

import "regexp"

// tokenLike is what the access tokens of private apps and service keys look
// like: pat-na1-….
var tokenLike = regexp.MustCompile(`\bpat-[a-z0-9]{2,8}-[A-Za-z0-9-]{8,}`)

// LooksLikeToken reports whether text holds what looks like an access token. It
// must go to no list, file or screen.
func LooksLikeToken(text string) bool { return tokenLike.MatchString(text) }

// HideTokens returns text with nothing left of an access token but its
// beginning.
func HideTokens(text string) string { return tokenLike.ReplaceAllString(text, "pat-…") }
