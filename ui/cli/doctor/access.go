package doctor

import (
	"context"

	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
)

// Token checks the keyring and finds the token. Without one it returns an empty
// one, and false.
func (x *Findings) Token(ctx context.Context, from account.Sources) (token func() string, found bool) {
	ring := from.Keyring.Check(ctx)
	if ring != nil {
		from.Keyring = account.Unusable{Keyring: from.Keyring, Why: ring}
	}
	given, err := from.Find(ctx)
	switch {
	case ring == nil:
		x.OK("keyring", "can be used")
	case err == nil:
		x.Note("keyring", "not needed for this token: %v", ring)
	default:
		x.Fix(exit.Unauthorised, "keyring", "%v", ring)
	}
	if err != nil {
		x.Fix(exit.Unauthorised, "token", "%v", err)
		return func() string { return "" }, false
	}
	x.OK("token", "%s, from %v", given.Tail(), given.Source)
	return given.Value, true
}

// Access checks what the token gives access to, and how much may be asked:
// share of what the app may, and dailyShare of what is left of the day.
func (x *Findings) Access(ctx context.Context, client *hubclient.Client, share, dailyShare float64) {
	found, err := account.Look(ctx, client)
	if err != nil {
		e := account.LookError(err)
		x.Fix(exit.Of(e), "account", "%v", e)
		return
	}
	x.OK("account", "%s", account.Words(found.Account))
	if !found.Refused() {
		x.OK("scopes", "%s", found.ScopeWords())
	} else {
		x.Fix(exit.Unauthorised, "scopes", "%s; HubSpot wants one of %s to tell the status of a task: add one in HubSpot", found.ScopeWords(), account.ScopesNeeded())
	}
	b := found.Budget
	if b.Limit == 0 {
		x.Note("limits", "HubSpot does not say how many requests the app may send")
		return
	}
	x.OK("limits", "%d requests in %v, of which hubwatch takes %d (share %v)", b.Limit, b.Window, b.Share, share)
	switch left := b.DayRemaining - b.DayFloor; {
	case b.DayLimit == 0:
		x.Note("today", "%s", account.DayWords(b))
	case b.DayRemaining == 0:
		x.Fix(exit.Unreachable, "today", "%s: ask again tomorrow", account.DayWords(b))
	default:
		x.OK("today", "%s; hubwatch leaves %s of them to others (daily share %v)", account.DayWords(b), model.Thousands(b.DayRemaining-left), dailyShare)
	}
}
