package model

import "time"

const (
	// closeClocks is how far two clocks may differ and still count as equal:
	// HubSpot's date is cut to the second, and a reply takes time to arrive.
	closeClocks = 2 * time.Second
	// wrongClock is the difference beyond which the clock must have been wrong
	// when a time was written down.
	wrongClock = time.Minute
)

// sentAt returns when HubSpot sent the reply, by its own clock and cut to the
// second; the zero time if the reply does not say.
func (r *Report) sentAt() time.Time {
	if r == nil {
		return time.Time{}
	}
	for _, f := range r.Headers {
		if f.Key == "Date" && len(f.Values) == 1 {
			at, err := time.Parse("Mon, 02 Jan 2006 15:04:05 GMT", string(f.Values[0]))
			if err == nil {
				return at
			}
		}
	}
	return time.Time{}
}

// ahead returns how far our clock was ahead of HubSpot's at the last report on
// the task, 0 if that is not known or small.
func (t *Task) ahead() time.Duration {
	sent := t.Report.sentAt()
	if sent.IsZero() || t.ReportAt.IsZero() {
		return 0
	}
	if d := t.ReportAt.Sub(sent); d.Abs() > closeClocks {
		return d
	}
	return 0
}

// OurTime converts a time from HubSpot's reply about the task to our clock. The
// zero time stays zero.
func (t *Task) OurTime(at time.Time) time.Time {
	if at.IsZero() {
		return at
	}
	return at.Add(t.ahead())
}

// HubSpotTime converts a time of ours to HubSpot's clock.
func (t *Task) HubSpotTime(at time.Time) time.Time { return at.Add(-t.ahead()) }

// redate corrects times that were written down while our clock was wrong. ahead
// is how far our clock is ahead of HubSpot's now.
func (t *Task) redate(ahead time.Duration) {
	sent := t.Report.sentAt()
	if sent.IsZero() {
		return
	}
	off := t.ReportAt.Sub(sent.Add(ahead))
	if off.Abs() <= wrongClock {
		return
	}
	t.ReportAt, t.AskedAt = t.ReportAt.Add(-off), t.AskedAt.Add(-off)
}

// Knows reports whether t is at least as recent as another copy of the task
// that was made independently. A final status counts as more recent than any
// other; otherwise the reply that HubSpot sent later does, by HubSpot's clock.
// Our clocks decide only where HubSpot gave no date.
func (t *Task) Knows(other *Task) bool {
	a, b := t.Report, other.Report
	if a == nil || b == nil {
		return b == nil && (a != nil || !t.AskedAt.Before(other.AskedAt))
	}
	if a.Status.Final() != b.Status.Final() {
		return a.Status.Final()
	}
	mine, theirs := a.sentAt(), b.sentAt()
	switch {
	case !mine.IsZero() && !theirs.IsZero():
		return !mine.Before(theirs)
	case !t.ReportAt.Equal(other.ReportAt):
		return t.ReportAt.After(other.ReportAt)
	}
	return !t.AskedAt.Before(other.AskedAt)
}
