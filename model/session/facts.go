package session

import (
	"time"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/model/query"
)

// Facts returns what filters may ask about a task besides itself. No task is
// marked or new.
func (k *Known) Facts(now time.Time) query.Facts {
	return query.Facts{
		Now:    now,
		Stale:  k.pace.Stale,
		Slow:   k.peers.Slow,
		Causes: func(t *model.Task) []string { return k.causes.Names(t.ID) },
		Short: func(t *model.Task) string {
			if s := t.State(); !s.ToDo() && s != model.StateUnknown {
				return ""
			}
			if c := k.causes.Of(t.ID); c != nil {
				return k.causes.Short(c)
			}
			return ""
		},
		Cause: k.causes.now,
		Trait: k.traits,
	}
}

// Since sums up what happened between two times.
func (k *Known) Since(from, to time.Time) digest.Digest {
	d := digest.Since(from, to, k.list.Tasks(), &k.peers, func(t *model.Task) digest.Cause {
		if c := k.causes.Of(t.ID); c != nil {
			return digest.Cause{ID: c.ID, Title: k.causes.Title(c)}
		}
		return digest.Cause{}
	})
	for _, c := range k.people.claims {
		if c.Since.After(from) && !c.Since.After(to) && c.Who != k.people.me {
			d.Claims = append(d.Claims, c.Who.Line()+" is on "+claimed([]model.Claim{c}))
		}
	}
	return d
}
