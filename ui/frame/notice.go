package frame

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Notice is what must be said about the whole, in one line. The zero value says
// nothing.
type Notice struct {
	Text  string
	Brief string // the same where there is little room; "" cuts the text
	Keys  []Key  // what a user can do about it; they are never cut
	Loud  bool   // it needs a user
}

// Key is a key and what it does, in a few words.
type Key struct{ Name, Does string }

// Says returns the most important notice.
func Says(e *screen.Env) Notice {
	key := func(a keys.Action, does string, n ...int) Key { return Key{e.Keys.Name(a, n...), does} }
	if e.Unsaved() != nil {
		return Notice{Text: unsavedText(e), Loud: true}
	}
	if e.Replay != nil {
		return replayNotice(e)
	}
	if e.Poller() != "" {
		return Notice{Text: readOnlyText(e) + "Following " + e.Poller() + ", which asks HubSpot" + heardText(e) + "." + lookOnText(e), Brief: "Following " + e.Poller() + "."}
	}
	if e.ReadOnly() != nil {
		return Notice{Text: readOnlyText(e) + "Nobody asks HubSpot now." + asOfText(e)}
	}
	if text := searchText(e); text != "" {
		return Notice{Text: text, Keys: []Key{{"esc", "without it"}}}
	}
	if e.NoToken != "" {
		return Notice{Text: "Nothing is asked: there is no token.", Keys: []Key{key(keys.Token, "token"), key(keys.CheckAll, "look again")}, Loud: true}
	}
	if err := e.Pace().Stopped(); err != nil {
		return stoppedNotice(e, err)
	}
	if n := outageNotice(e); n.Text != "" {
		return n
	}
	if e.Pace().Held {
		return Notice{Text: "Paused since " + e.Times.Clock(e.Flow().Held, e.Now) + ". Ages go on.", Keys: []Key{key(keys.Pause, "goes on"), key(keys.Check, "checks one")}}
	}
	if e.Stalled() != "" {
		end := e.Flow().Estimate
		return Notice{Text: "Nothing has ended for " + model.Age(end.Quiet) + "; usually " + model.Span(end.Usual) + " pass at most.", Keys: []Key{key(keys.Journal, "journal")}}
	}
	if n := doneNotice(e); n.Text != "" {
		return n
	}
	if _, _, behind := e.CatchingUp(); behind && Digest(e) != "" {
		return Notice{Text: Digest(e)}
	} else if text := Digest(e); text != "" {
		return Notice{Text: text, Keys: []Key{key(keys.Tab, "shows", NewTab), key(keys.Away, "all"), key(keys.Clear, "")}}
	}
	return outlookNotice(e)
}

// outlookNotice says how many rows of the plan are foreseen to fail.
func outlookNotice(e *screen.Env) Notice {
	n, at := e.Failing()
	if n == 0 {
		return Notice{}
	}
	text := "Outlook: " + model.Plural(n, "row") + " of the plan that have not started will fail"
	if n == 1 {
		text = "Outlook: 1 row of the plan that has not started will fail"
	}
	return Notice{
		Text: text + ", as of " + e.Times.Clock(at, Ages(e)) + ".", Brief: "Outlook: " + model.Thousands(n) + " will fail.",
		Keys: []Key{{e.Keys.Name(keys.Group), "which"}, {e.Keys.Name(keys.CheckAll), "look again"}},
	}
}

// The numbers of the tabs with what is to do and with what is new, as a key for
// tabs has them.
const (
	ToDoTab = 2
	NewTab  = 5
)

// String returns the notice in a sentence.
func (n Notice) String() string {
	parts := []string{n.Text}
	for _, k := range n.Keys {
		parts = append(parts, strings.TrimSuffix(k.Name+" "+k.Does, " "))
	}
	return strings.Join(parts, "  ")
}

// Said reports whether something must be said.
func Said(e *screen.Env) bool { return Says(e).Text != "" }

// shortKeysBelow is the width below which the keys of a notice are shown
// without words.
const shortKeysBelow = 60

// NoticeLine returns the notice, or a rule if there is none.
func NoticeLine(e *screen.Env) string {
	n := Says(e)
	if n.Text == "" {
		return Rule(e)
	}
	hints, width := "", 0
	for _, k := range n.Keys {
		text := e.Theme.Hint(k.Name, k.Does)
		if k.Does == "" || e.Width < shortKeysBelow {
			text = e.Theme.Key.Paint(k.Name)
		}
		if hints != "" {
			hints += "  "
			width += 2
		}
		hints, width = hints+text, width+e.Theme.Width(text)
	}
	l := page.Line{Theme: e.Theme}
	ink := e.Theme.Stale
	if n.Loud {
		ink, l.Under = e.Theme.Banner, e.Theme.Banner
		hints = stripped(n.Keys, e.Width < shortKeysBelow)
	}
	room := e.Width - 3 - width
	if width > 0 {
		room -= 2
	}
	l.To(2)
	if n.Brief != "" && e.Theme.Width(n.Text) > room {
		n.Text = n.Brief
	}
	if room >= theme.LeastCut {
		l.Put(ink, e.Theme.UpTo(n.Text, room))
	}
	l.To(e.Width - 1 - width)
	l.Put(theme.Ink{}, hints)
	l.To(e.Width)
	return l.String()
}

// stripped returns keys and their words in one ink, for a line with an ink of
// its own.
func stripped(all []Key, short bool) string {
	parts := make([]string, 0, len(all))
	for _, k := range all {
		if short || k.Does == "" {
			parts = append(parts, k.Name)
		} else {
			parts = append(parts, k.Name+" "+k.Does)
		}
	}
	return strings.Join(parts, "  ")
}

// Rule returns a line that separates what is above from what is below.
func Rule(e *screen.Env) string {
	return e.Theme.Rule.Paint(strings.Repeat(e.Theme.Sign("─", "-"), e.Width))
}

// asOfText says how old the data on screen is, "" if nothing is known yet.
func asOfText(e *screen.Env) string {
	if heard := e.Flow().Heard; !heard.IsZero() {
		return " Rows as of " + e.Times.Clock(heard, Ages(e)) + "."
	}
	return ""
}

// heardText says when the process that polls was last heard of.
func heardText(e *screen.Env) string {
	heard := e.Flow().Heard
	switch {
	case heard.IsZero():
		return ""
	case model.Ago(heard, Ages(e)) == "now":
		return "; heard from it now"
	}
	return "; heard from it " + model.Ago(heard, Ages(e)) + " ago"
}

// outageNotice is shown while HubSpot does not answer, or wants a pause.
func outageNotice(e *screen.Env) Notice {
	again := []Key{{e.Keys.Name(keys.CheckAll), "now"}}
	if err, until := e.Pace().Paused(e.Now); err != nil {
		wait := model.Age(until.Sub(e.Now) + nearly)
		switch err.Kind {
		case model.KindRateLimited:
			return Notice{Text: "HubSpot wants a pause, " + wait + " left: " + model.Sentence(err.Error())}
		case model.KindMoving:
			return Notice{Text: "HubSpot moves the account, " + wait + " left: " + model.Sentence(err.Error())}
		default:
		}
		if answersNow(e) {
			return Notice{}
		}
		if until.Sub(e.Now)+nearly < time.Second {
			return Notice{Text: silenceText(e, err) + " Trying now", Keys: again}
		}
		return Notice{Text: silenceText(e, err) + " Next try " + wait, Keys: again}
	}
	if err := e.Pace().Outage(); err != nil && !answersNow(e) {
		return Notice{Text: silenceText(e, err) + " Trying now", Keys: again}
	}
	return Notice{}
}

// answersNow reports whether HubSpot has just answered about a task. Then a few
// failing checks do not mean that it is silent.
func answersNow(e *screen.Env) bool {
	heard := e.Flow().Heard
	return !heard.IsZero() && e.Now.Sub(heard) < silentAfter
}

// silentAfter is how long nothing must be heard before the notice says so: two
// probes.
const silentAfter = 3 * time.Second

// silenceText says since when HubSpot has not answered, and what comes instead.
func silenceText(e *screen.Env, err *model.CheckError) string {
	text := "No answer from HubSpot"
	if err.Kind == model.KindBadReply {
		text = "No usable answer from HubSpot"
	}
	if heard := e.Flow().Heard; !heard.IsZero() {
		if silent := Ages(e).Sub(heard).Truncate(ageStep); silent > 0 {
			text += " for " + model.Age(silent)
		}
	}
	if err.HTTPStatus >= 300 {
		text += " (" + strconv.Itoa(err.HTTPStatus) + ")"
	} else if said := model.Clause(err.Message.Line()); said != "" {
		text += " (" + said + ")"
	}
	return text + "." + asOfText(e)
}

// replayNotice says what is being replayed, and what the user can do.
func replayNotice(e *screen.Env) Notice {
	text, over := e.Replay(e.Times)
	pause, quit := Key{e.Keys.Name(keys.Pause), "pauses"}, Key{e.Keys.Name(keys.Quit), "leaves"}
	switch {
	case over:
		return Notice{Text: "The end. " + text + ".", Keys: []Key{quit}}
	case e.Pace().Held:
		return Notice{Text: "Paused. " + text + ".", Keys: []Key{{pause.Name, "goes on"}, quit}}
	}
	return Notice{Text: text + ".", Keys: []Key{pause, quit}}
}

// stoppedNotice says why polling has stopped, and what the user can do.
func stoppedNotice(e *screen.Env, err *model.CheckError) Notice {
	n := Notice{Loud: true}
	if e.CanLogin {
		n.Keys = append(n.Keys, Key{e.Keys.Name(keys.Token), "another"})
	}
	n.Keys = append(n.Keys, Key{e.Keys.Name(keys.CheckAll), "same again"})
	switch {
	case ofOther(err) != "":
		n.Text = ofOther(err)
	case err.HTTPStatus == 0: // it was not sent: there is none, or it cannot be one
		n.Text = "Nothing is asked: " + model.Sentence(err.Message.Line())
		if e.CanLogin {
			n.Keys = []Key{{e.Keys.Name(keys.Token), "token"}, {e.Keys.Name(keys.CheckAll), "look again"}}
		}
	case err.Kind == model.KindPermission && len(err.Scopes) > 0:
		n.Text = "The token lacks a scope: " + joinTexts(err.Scopes) + "." + asOfText(e)
	case err.Kind == model.KindPermission:
		n.Text = "The token lacks a scope." + asOfText(e) + " " + model.Sentence(err.Error())
	default:
		n.Text = "HubSpot refuses the token (" + strconv.Itoa(err.HTTPStatus) + ")." + asOfText(e)
	}
	return n
}

// ofOther says that the token belongs to another account than the watchlist, ""
// if it does not.
func ofOther(err *model.CheckError) string {
	if of, ok := errors.AsType[interface {
		error
		Accounts() (token, list string)
	}](err.Err); ok {
		token, list := of.Accounts()
		return "This token is of account " + token + ", the list is of " + list + ". Nothing is asked."
	}
	return ""
}

func joinTexts(texts []model.Text) string {
	var parts []string
	for _, t := range texts {
		parts = append(parts, t.Line())
	}
	return strings.Join(parts, " or ")
}

// unsavedText says how much is kept in memory only, and why. If a shared store
// is out of reach, nothing is polled either.
func unsavedText(e *screen.Env) string {
	text, meanwhile := "The watchlist cannot be saved: ", " Checks go on; it is tried again."
	if e.Strict() {
		text, meanwhile = "Nothing is asked or saved: ", asOfText(e)+" It is tried again."
	}
	text += model.Sentence(model.Text(brief(e.Unsaved())).Line())
	switch n := e.Waiting(); n {
	case 0:
	case 1:
		text += " 1 change waits."
	default:
		text += " " + model.Thousands(n) + " changes wait."
	}
	return text + meanwhile
}

// brief returns an error without the operation and the file, if it has these:
// the reason comes last, where the line would be cut.
func brief(err error) string {
	type briefer interface {
		error
		Brief() string
	}
	if b, ok := errors.AsType[briefer](err); ok {
		return b.Brief()
	}
	return err.Error()
}

// quietSearch is how long a search for the token may take before it is worth a
// message.
const quietSearch = time.Second

// searchText says what the search for the token waits for, "" if that is not
// worth a message.
func searchText(e *screen.Env) string {
	if e.Sought.IsZero() || e.Now.Sub(e.Sought) < quietSearch {
		return ""
	}
	return "Waiting for the keyring: it may have opened a dialog to unlock it."
}

// nearly is added to a wait that is shown, so that it is not over a moment
// before it seems to be.
const nearly = 750 * time.Millisecond

// readOnlyText says that the watchlist may not be changed here, "" if it may.
func readOnlyText(e *screen.Env) string {
	if e.ReadOnly() == nil {
		return ""
	}
	return "Read only here. "
}
