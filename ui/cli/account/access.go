package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// statusScopes are the scopes of which HubSpot wants one to tell the status of a
// task. Source: HubSpot's OpenAPI files of the files API.
var statusScopes = []model.Text{"files", "files.write", "files.ui_hidden.write"}

// Access is what a token gives access to.
type Access struct {
	Account model.Account
	scopes  []model.Text
	told    bool // whether HubSpot told the scopes; it does so for private apps and service keys only
	Budget  model.Budget
}

// Refused reports whether HubSpot would refuse this token the status of a task.
func (a Access) Refused() bool {
	return a.told && !slices.ContainsFunc(a.scopes, func(s model.Text) bool { return slices.Contains(statusScopes, s) })
}

// lookLimit bounds the questions about a token.
const lookLimit = 30 * time.Second

// Look asks HubSpot what the client's token gives access to. Its error is that
// of [hubclient.Client.Account].
func Look(ctx context.Context, client *hubclient.Client) (Access, error) {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	account, err := client.Account(ctx)
	if err != nil {
		return Access{}, err
	}
	a := Access{Account: account}
	if info, err := client.TokenInfo(ctx); err == nil {
		a.scopes, a.told = info.Scopes, true
	}
	a.Budget = client.Budget()
	return a, nil
}

// LookError returns the error, with its exit code, of a command whose Look failed.
func LookError(err error) error {
	switch ce, ok := errors.AsType[*model.CheckError](err); {
	case ok && ce.Kind == model.KindAuth:
		return exit.With(exit.Unauthorised, fmt.Errorf("HubSpot refuses the token: %w", exit.Advised(ce)))
	case ok:
		return exit.Stopped(ce)
	case errors.Is(err, context.DeadlineExceeded):
		return exit.With(exit.Unreachable, errors.New("HubSpot did not answer in time"))
	}
	return exit.With(exit.Interrupted, nil)
}

// Words names an account in one line.
func Words(a model.Account) string {
	words := "HubSpot account " + output.OrDash(a.PortalID.Line())
	var more []string
	for _, t := range []model.Text{a.Region, a.Type} {
		if line := t.Line(); line != "" {
			more = append(more, line)
		}
	}
	if len(more) > 0 {
		words += " (" + strings.Join(more, ", ") + ")"
	}
	return words
}

// ScopeWords lists what a token may do.
func (a Access) ScopeWords() string {
	switch {
	case !a.told:
		return "not known; HubSpot tells them for private apps and service keys only"
	case len(a.scopes) == 0:
		return "none"
	}
	lines := make([]string, 0, len(a.scopes))
	for _, s := range a.scopes {
		lines = append(lines, s.Line())
	}
	return strings.Join(lines, ", ")
}

// WrongRegion says that a token names another region than its account, "" if it
// does not. HubSpot's tokens look like pat-eu1-….
func WrongRegion(token string, a model.Account) string {
	parts := strings.SplitN(token, "-", 3)
	region := a.Region.Line()
	if len(parts) < 3 || parts[0] != "pat" || len(parts[1]) < 3 || region == "" || region == parts[1] {
		return ""
	}
	if prefix := parts[1][:2]; prefix != "na" && prefix != "eu" && prefix != "ap" && prefix != "au" && prefix != "ca" {
		return ""
	}
	return fmt.Sprintf("the token names the region %s, the account is in %s", parts[1], region)
}

// ScopesNeeded lists the scopes of which HubSpot requires one to tell the
// status of a task.
func ScopesNeeded() string {
	return strings.Join(output.Strings(statusScopes), ", ")
}

// ScopeNames returns the scopes of the token, nil if HubSpot does not say.
func (a Access) ScopeNames() []string {
	if !a.told {
		return nil
	}
	return output.Strings(a.scopes)
}

// DayWords says how many of the day's requests are left.
func DayWords(b model.Budget) string {
	if b.DayLimit == 0 {
		return "HubSpot does not say how many requests are left"
	}
	return model.Thousands(b.DayRemaining) + " of " + model.Thousands(b.DayLimit) + " requests left"
}

// Admit asks HubSpot whose token the client has and whether it may do what hubwatch
// needs. If the error only names a missing scope, the access is valid nevertheless.
func Admit(ctx context.Context, client *hubclient.Client) (Access, error) {
	found, err := Look(ctx, client)
	if err != nil {
		return Access{}, LookError(err)
	}
	if found.Refused() {
		return found, exit.With(exit.Unauthorised, fmt.Errorf("the token belongs to %s, but it may not ask for the status of tasks: "+
			"it has the scopes %s, and HubSpot wants one of %s; add one in HubSpot, or keep the token as it is with --force",
			Words(found.Account), found.ScopeWords(), ScopesNeeded()))
	}
	return found, nil
}

// InTime returns err, or that there was no answer in time if ctx's deadline has
// passed, so that it does not count as interrupted.
func InTime(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return errors.New("HubSpot did not answer in time")
	}
	return err
}
