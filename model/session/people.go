package session

import (
	"slices"
	"strings"

	"hubwatch/model"
)

// ReadOnly returns why the watchlist may not be changed here, nil if it may.
func (k *Known) ReadOnly() error { return k.people.only }

// LookOn returns who else has the watchlist open, apart from this user and
// whoever polls; each once, and safe to print.
func (k *Known) LookOn() (others []string) {
	for _, who := range k.people.others {
		if who != k.Poller() && who != string(k.people.me) {
			others = append(others, model.Text(who).Line())
		}
	}
	return others
}

// Asks says who polls HubSpot and who looks on; "" if nobody else shares the
// watchlist. It is safe to print.
func (k *Known) Asks() string {
	asks, others := model.Text(k.Poller()).Line(), k.LookOn()
	switch {
	case asks != "" && len(others) > 0:
		return asks + " asks HubSpot; you look on, and " + names(others)
	case asks != "":
		return asks + " asks HubSpot; you look on"
	case len(others) == 1:
		return "You ask HubSpot; " + others[0] + " looks on"
	case len(others) > 0:
		return "You ask HubSpot; " + names(others) + " look on"
	}
	return ""
}

// names lists people.
func names(who []string) string {
	if len(who) == 1 {
		return who[0]
	}
	return strings.Join(who[:len(who)-1], ", ") + " and " + who[len(who)-1]
}

// OnIt says who has a claim. It is safe to print.
func (k *Known) OnIt(c model.Claim) string {
	if c.Who == k.people.me {
		return "you are on it"
	}
	return c.Who.Line() + " is on it"
}

// Tag returns the name of a claim's owner, to put before what is claimed;
// shortened where that is unambiguous. It is safe to print.
func (k *Known) Tag(c model.Claim) string {
	if c.Who == k.people.me {
		return "[you] "
	}
	called := func(c model.Claim) string {
		name, _, _ := strings.Cut(c.Who.Line(), "@")
		return name
	}
	if slices.ContainsFunc(k.people.claims, func(o model.Claim) bool { return o.Who != c.Who && called(o) == called(c) }) {
		return "[" + c.Who.Line() + "] "
	}
	return "[" + called(c) + "] "
}
