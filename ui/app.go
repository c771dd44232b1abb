// Package ui is the dashboard. The root model routes messages: data to the
// session, keys to the sheet or screen in front, sizes to everything. Screens
// and sheets see a [screen.Env] and answer with intents, which only the root
// model carries out.
package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/session"
	"hubwatch/ui/ask"
	"hubwatch/ui/attention"
	"hubwatch/ui/exchange"
	"hubwatch/ui/fault"
	"hubwatch/ui/frame"
	"hubwatch/ui/front"
	"hubwatch/ui/job"
	"hubwatch/ui/keys"
	"hubwatch/ui/outside"
	"hubwatch/ui/pulse"
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
	"hubwatch/ui/table"
	"hubwatch/ui/terminal"
	"hubwatch/ui/theme"
	"hubwatch/ui/voice"
)

// app is the root model, the only one Bubble Tea knows.
type app struct {
	opt Options // as given; never changed
	life

	*screen.Env
	sheets []screen.Sheet // what lies over the screen in front; the last has the keyboard

	session *session.Session
	polling *ask.Polling
	pulse   *pulse.Pulse

	sync   *exchange.Exchange
	front  *front.Front
	person *attention.Attention
	memory memory
	drawing

	voice *voice.Voice // says lines instead of a screen; nil if there is one
}

func newApp(ctx context.Context, opt Options) (*app, error) {
	told := theme.Told{Person: opt.Background, Getenv: opt.Getenv}
	on, _ := told.Ground()
	l, err := theme.New(theme.Look{Name: opt.Theme, On: on, Colors: opt.Colors, ASCII: opt.ASCII})
	if err != nil {
		return nil, err
	}
	l.Tint(opt.Color)
	l.Only = opt.OnlyASCII
	a := &app{opt: opt, pulse: pulse.New(), drawing: drawing{themed: l.Name, told: told, mouse: opt.Mouse}}
	a.session = session.New(session.Start{
		Tasks: opt.Tasks, Unsaved: opt.Unsaved, Plan: opt.Plan, Became: opt.Became, Notes: opt.Known, Me: opt.Me, Kept: opt.Keeper != nil,
	})
	a.sync = exchange.New(opt.Keeper, a.session)
	if opt.Searcher != nil {
		a.session.Scout()
	}
	if opt.Looker != nil {
		a.session.Foresee(opt.Snapshot)
	}
	a.Env = &screen.Env{
		Known: &a.session.Known, Theme: &l, Keys: keys.New(opt.ASCII), Now: opt.Clock(), Where: opt.Where, Simulated: opt.Simulated, CanLogin: opt.Login != nil, NoToken: opt.NoToken,
		Replay: opt.Replay, StatusURL: opt.StatusURL,
	}
	if opt.Limiter != nil {
		a.Budget = opt.Limiter.Budget
	}
	a.polling = ask.New(a.Env, a.session, ask.Options{
		Checker: opt.Checker, Searcher: opt.Searcher, Looker: opt.Looker, Clock: opt.Clock, Account: opt.Account, Find: opt.Find,
		Limiter: opt.Limiter, Hold: opt.Hold,
	})
	a.ctx, a.stop = context.WithCancel(ctx)
	for _, err := range a.Keys.Rebind(opt.Keys) {
		opt.Notice = err.Error()
	}
	a.tty = terminal.New(opt.Getenv)
	a.Theme.Linkless = a.tty.Mute()
	a.person = attention.New(a.Env, a.tty.Notify)
	a.front = front.New(a.Env, table.New(a.Env, opt.Views, a.recall(opt.View)))
	a.person.Returned()
	if opt.Notice != "" {
		a.Note = frame.Say(opt.Notice, "", a.Now)
	}
	if a.CanLogin && a.NoToken != "" {
		a.openSheet(sheet.NewToken(a.Env, a.NoToken))
	}
	return a, nil
}

// Init queries the terminal and the account of the token, and starts the clock.
func (a *app) Init() tea.Cmd {
	a.voice.Begin(a.opt.Notice)
	a.pulse.Next(false)
	return tea.Batch(a.polling.StartFinding(a.ctx), a.polling.AskAccount(a.ctx), a.takeTerminal(), a.exchange(), a.pollDue(), pulse.Listen(a.ctx, a.opt.Notes))
}

// Update handles a message. Each kind of message has a method of its own.
func (a *app) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	m = a // also after a panic
	defer func() {
		if a.crash != nil {
			cmd = a.quit() // at once: after a tick that panicked there may be no message for long
		}
	}()
	if a.crash != nil {
		return a, nil
	}
	defer a.caught()
	cmd = a.update(msg)
	if !a.keepsFrame(msg) {
		a.layout()
		a.redraw()
	}
	return a, cmd
}

// keepsFrame reports whether the message leaves the screen as it is. If it does
// not, the renderer is told that more than text may change.
func (a *app) keepsFrame(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case pulse.Tick, pulse.Wake, ask.Checked, ask.Surveyed:
		return a.unchanged()
	case exchange.Synced:
		return msg.Empty() && a.unchanged()
	case ask.Searched:
		return false
	case tea.RawMsg: // what is sent besides the frame
		a.lastFrame.renderer.Wake()
		return true
	}
	a.lastFrame.awake = true
	a.lastFrame.changedAt = a.Now
	return false
}

func (a *app) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pulse.Tick:
		return a.tick()
	case pulse.Wake:
		a.clock()
		a.pulse.Next(a.calm())
		return tea.Batch(a.exchange(), a.pollDue())
	case ask.Checked:
		return a.checked(msg)
	case ask.Searched:
		return a.searched(msg)
	case ask.Surveyed:
		return a.surveyed(msg)
	case ranMsg:
		return a.do(msg.then())
	case exchange.Synced:
		return a.synced(msg)
	case pulse.Note:
		a.say("%s", model.Text(msg).Line())
		return pulse.Listen(a.ctx, a.opt.Notes)
	case fault.Msg:
		a.crash = msg.Err
		return a.quit()
	case comparedMsg:
		a.compared(msg)
	case outside.Done:
		return a.done(msg)
	case ask.AccountKnown:
		a.Account = msg.Account
	case ask.TokenFound:
		return a.tokenFound(msg)
	case ask.LoggedIn:
		return a.loggedIn(msg)
	case tea.WindowSizeMsg:
		a.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		a.personActive()
		cmd := a.key(msg)
		a.saveViewSoon()
		return cmd
	case tea.FocusMsg, tea.BlurMsg:
		a.person.Focus(msg)
	case leaveMsg:
		return a.quit()
	case job.Asked:
		return a.lendTerminal(msg.Stop())
	case job.Continued:
		return a.lendTerminal(job.Retake())
	case tea.ResumeMsg:
		return a.tty.Ask(a.opt.Clock())
	case tea.MouseMsg:
		a.personActive()
		return a.onMouse(msg)
	case tea.PasteMsg:
		a.personActive()
		cmd := a.pasted(msg.Content)
		a.saveViewSoon()
		return cmd
	case tea.BackgroundColorMsg:
		a.onBackground(msg.IsDark())
	case tea.ModeReportMsg:
		a.measure(msg)
	default:
		return a.terminalSaid(msg)
	}
	return nil
}

// tick moves the clock and starts whatever is due.
func (a *app) tick() tea.Cmd {
	a.clock()
	if a.opt.Step != nil {
		a.announce(a.session.ClockSet(a.opt.Step()))
	}
	a.announce(a.session.Measure(a.Now, a.front.Table.Filtered(), a.front.Table.Timed()))
	a.markSeen()
	a.session.EstimateEnd(a.Now)
	a.voice.Status()
	a.pulse.Next(a.calm())
	return tea.Batch(a.exchange(), a.pollDue(), a.do(a.front.Task.Want()), a.compare(), a.tellTerminal(), a.person.Call(a.voice, a.opt.Notify))
}

// markSeen notes that the user is looking, and takes the NEW badges off what
// they have seen.
func (a *app) markSeen() {
	if seen := a.person.Sees(a.front.Screen().Shown()); len(seen) > 0 {
		a.front.Table.Seen(seen)
		a.redraw()
	}
}

// clock updates the time that everything on screen uses.
func (a *app) clock() { a.Now = a.opt.Clock() }

// announce passes changes on to everything that shows or reports them. Nothing
// else does.
func (a *app) announce(ch session.Changes) {
	for _, text := range ch.Said {
		a.say("%s", text)
	}
	if len(ch.Said) > 0 || ch.Anew {
		a.redraw()
	}
	shown := a.front.Screen().Shown()
	if len(ch.Events) > 0 {
		a.lastFrame.changedAt = a.Now
		a.person.Happened(ch.Events, shown)
	}
	for _, e := range ch.Events {
		a.voice.Event(e)
	}
	if a.person.Learned(len(ch.Events) > 0) {
		a.voice.Away()
	}
	a.front.Changed(ch)
	a.lastFrame.news = a.lastFrame.news || inView(ch.Events, shown) || inView(ch.Events, a.front.Screen().Shown())
	a.EndRead = a.EndRead && frame.Ended(a.Env) // what ends again is told again
}

// add puts tasks on the watchlist and returns how many are new.
func (a *app) add(found []intake.Found) int {
	ch := a.session.Add(found, a.Now)
	a.announce(ch)
	return len(ch.Tasks)
}

func (a *app) resize(width, height int) {
	a.Width, a.Height = width, height
	a.front.Resized()
}

// measure switches to grapheme clusters for measuring text once the terminal
// says that it does so, as the renderer then does too.
func (a *app) measure(msg tea.ModeReportMsg) {
	if msg.Mode == ansi.ModeUnicodeCore && !msg.Value.IsNotRecognized() && msg.Value != ansi.ModePermanentlyReset {
		a.Theme.Method = ansi.GraphemeWidth
	}
}

// say shows a note in the footer for as long as it takes to read it.
func (a *app) say(format string, args ...any) { a.sayWhere(fmt.Sprintf(format, args...), "") }

// sayWhere is say with the path of a written file, which is never cut off.
func (a *app) sayWhere(text, path string) {
	a.Note = frame.Say(text, path, a.Now)
	a.voice.Say(strings.TrimSpace(text + " " + path))
}

// layout sizes everything and updates an open task. It runs before each redraw,
// so that the row under the cursor is always in view; drawing itself changes
// nothing.
func (a *app) layout() {
	a.front.Layout()
	for _, s := range a.sheets {
		s.Layout()
	}
}
