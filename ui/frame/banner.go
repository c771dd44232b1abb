package frame

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// Banner is the one line that says what is in the way, "" if nothing is. loud
// is for what needs a person.
func Banner(e *screen.Env) (text string, loud bool) {
	if e.Unsaved() != nil {
		return unsavedText(e), true
	}
	if e.Replay != nil {
		return replayText(e), false
	}
	if e.Poller() != "" {
		return "Following: another hubwatch (" + e.Poller() + ") asks HubSpot, this one shows what it learns.", false
	}
	if text := searchText(e); text != "" {
		return text, false
	}
	if e.NoToken != "" {
		return "Nothing is asked: there is no token. " + e.Keys.Name(keys.Token) + " takes one, " + e.Keys.Name(keys.CheckAll) + " looks for it again.", true
	}
	if err := e.Pace().Stopped(); err != nil {
		return stoppedText(e, err), true
	}
	if err, until := e.Pace().Paused(e.Now); err != nil {
		wait := model.Age(until.Sub(e.Now) + nearly)
		switch err.Kind {
		case model.KindRateLimited, model.KindMoving:
			return "Checks pause for " + wait + ": " + model.Sentence(err.Error()), false
		default:
		}
		return "HubSpot cannot be reached: " + model.Sentence(err.Error()) + " Next try in " + wait + "; rows are as last known.", false
	}
	if err := e.Pace().Outage(); err != nil {
		return "HubSpot cannot be reached: " + model.Sentence(err.Error()) + " Trying now; rows are as last known.", false
	}
	if why := e.Stalled(); why != "" {
		return strings.ToUpper(why[:1]) + why[1:] + ".", false
	}
	if e.Pace().Held {
		return "Polling is paused. Ages go on; " + e.Keys.Name(keys.Check) + " checks one row, " + e.Keys.Name(keys.Pause) + " goes on.", false
	}
	return "", false
}

// replayText is what is played, and what a person can do about it.
func replayText(e *screen.Env) string {
	text, over := e.Replay()
	pause, quit := e.Keys.Name(keys.Pause), e.Keys.Name(keys.Quit)
	switch {
	case over:
		return text + ", the end. " + quit + " leaves."
	case e.Pace().Held:
		return text + ", paused. " + pause + " goes on."
	}
	return text + ". " + pause + " pauses, " + quit + " leaves."
}

// stoppedText says why nothing is asked, and what a person can do about it.
func stoppedText(e *screen.Env, err *model.CheckError) string {
	again := e.Keys.Name(keys.CheckAll) + " tries again."
	mend := " " + again
	if e.CanLogin {
		mend = " " + e.Keys.Name(keys.Token) + " takes another token, " + again
	}
	switch {
	case err.HTTPStatus == 0 && e.CanLogin: // it was not sent: there is none, or it cannot be one
		return "Nothing is asked: " + model.Sentence(err.Message.Line()) + " " + e.Keys.Name(keys.Token) + " takes one, " + e.Keys.Name(keys.CheckAll) + " looks for it again."
	case err.HTTPStatus == 0:
		return "Nothing is asked: " + model.Sentence(err.Message.Line()) + mend
	case err.Kind == model.KindPermission:
		s := "Polling stopped: the token lacks a scope"
		if len(err.Scopes) > 0 {
			s += " (one of " + joinTexts(err.Scopes) + ")"
		}
		return s + "." + mend + " " + model.Sentence(err.Error())
	}
	return "Polling stopped: HubSpot does not accept the token." + mend + " " + model.Sentence(err.Error())
}

func joinTexts(texts []model.Text) string {
	var parts []string
	for _, t := range texts {
		parts = append(parts, t.Line())
	}
	return strings.Join(parts, ", ")
}

// unsavedText says how much is kept in memory only, and why.
func unsavedText(e *screen.Env) string {
	text := "The watchlist cannot be saved: "
	switch n := e.Waiting(); n {
	case 0:
	case 1:
		text = "1 change waits: the" + text[3:]
	default:
		text = fmt.Sprintf("%d changes wait: the", n) + text[3:]
	}
	text += model.Sentence(model.Text(e.Unsaved().Error()).Line())
	if e.Strict() {
		return text + " HubSpot is not asked until it is there again; it is tried again."
	}
	return text + " Checks go on; it is tried again."
}

// quietSearch is how long a search for the token goes on before it is worth a
// word.
const quietSearch = time.Second

// searchText says what is waited for, "" if that is not worth a word.
func searchText(e *screen.Env) string {
	if e.Sought.IsZero() || e.Now.Sub(e.Sought) < quietSearch {
		return ""
	}
	return "Waiting for the keyring: it may have opened a dialog to unlock it. esc goes on without it."
}

// nearly is added to a wait that is told: it is over when somebody is there to
// see that, not a moment before.
const nearly = 750 * time.Millisecond
