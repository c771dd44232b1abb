package record

import "hubwatch/model"

// Saved is what a database has about a task about which more may have been
// learned.
type Saved struct {
	ReportAt int64 // when its report was learned, as [Nano] has it
	Known    bool  // nobody changed it whom the one who saves now does not know of
	Reported bool  // it has a report
}

// Doubtful reports whether only the whole stored task can tell what of t
// counts.
func (s Saved) Doubtful(t *model.Task) bool {
	return s.Reported && (!s.Known || t.Report == nil || t.Report.Raw == nil)
}

// Over returns the report of t to store; nil keeps the stored one. there is the
// whole stored task if that is doubtful, or else nil. Only a newer answer
// replaces a stored one: newer is false if another process knows more, and then
// nothing of t must be written.
func (s Saved) Over(t, there *model.Task) (report []byte, newer bool) {
	if there != nil {
		switch {
		case t.Report == nil, !s.Known && !t.Knows(there):
			return nil, false
		case t.Report.Raw == nil && same(t.Report, there.Report):
			return nil, true // it was read from there
		}
	}
	if t.Report == nil || s.Reported && s.ReportAt == Nano(t.ReportAt) {
		return nil, true
	}
	return Report(t.Report), true
}

// First returns the checks of a task that was not on the watchlist before. Its
// history begins with being added, unless it brings one.
func First(t *model.Task) []byte {
	first := model.Task{SeenAt: t.AddedAt, History: t.History}
	if len(first.History) == 0 {
		first.History = []model.Event{{At: t.AddedAt, ID: t.ID, Kind: model.EventAdded}}
	}
	return Checks(&first)
}
