package plan

import (
	"slices"
	"strings"

	"hubwatch/model"
)

// Refusal is a folder that cannot be done because its request is not known, or
// need not be, or that is left out.
type Refusal struct {
	Name     string // what to call it; safe to print
	Why      string // in words that follow its name
	Needless bool   // it is done, or under way, already
	Again    bool   // an earlier row asks for the same
	Missing  bool   // HubSpot does not know its task, and they are not wanted
}

// Unknown returns the folders whose request is not known; the others that are
// refused need not be done, or are left out.
func (r *Rerun) Unknown() []Refusal {
	return slices.DeleteFunc(slices.Clone(r.Refused), func(f Refusal) bool { return f.Needless || f.Again || f.Missing })
}

// Missing returns how many folders are left out since HubSpot does not know their
// tasks.
func (r *Rerun) Missing() int {
	n := 0
	for _, f := range r.Refused {
		if f.Missing {
			n++
		}
	}
	return n
}

// mostNamed is how many folders of one complaint are named.
const mostNamed = 10

// Complaints returns which folders' requests are not known and why, each reason once.
// They are safe to print.
func (r *Rerun) Complaints() []string {
	var all []string
	names := map[string][]string{}
	unknown := r.Unknown()
	for _, f := range unknown {
		names[f.Why] = append(names[f.Why], f.Name)
	}
	for _, f := range unknown {
		of := names[f.Why]
		delete(names, f.Why)
		if len(of) == 0 {
			continue
		}
		said := f.Name + " " + f.Why
		if len(of) > 1 {
			said += "; the same with " + listed(of[1:])
		}
		all = append(all, said)
	}
	return all
}

// listed returns several names as one: a, b and 3 more; lines 2 and 3 of the plan.
func listed(names []string) string {
	const before, behind = "line ", " of the plan"
	if len(names) == 1 {
		return names[0]
	}
	begin, end := "lines ", behind
	if slices.ContainsFunc(names, func(name string) bool { return !strings.HasPrefix(name, before) || !strings.HasSuffix(name, behind) }) {
		begin, end = "", ""
	}
	var short []string
	for _, name := range names[:min(len(names), mostNamed)] {
		if end != "" {
			name = strings.TrimSuffix(strings.TrimPrefix(name, before), behind)
		}
		short = append(short, name)
	}
	last := short[len(short)-1]
	if n := len(names) - len(short); n > 0 {
		last = model.Thousands(n) + " more"
	} else {
		short = short[:len(short)-1]
	}
	return begin + strings.Join(short, ", ") + " and " + last + end
}
