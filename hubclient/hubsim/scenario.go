package hubsim

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// Scenario is what happens on a simulated HubSpot: a migration, how its tasks
// end, the request limits, and what goes wrong. Durations are in seconds of
// the simulation's clock.
type Scenario struct {
	Name  string `json:"name"`
	About string `json:"about"` // in a sentence

	Tasks     int       `json:"tasks"`     // in the migration; 0 is 100
	Workers   int       `json:"workers"`   // tasks HubSpot works on at once; 0 is 8
	Duration  Duration  `json:"duration"`  // of one task
	Done      float64   `json:"done"`      // part of the migration that is over when the simulation begins
	Order     string    `json:"order"`     // in which tasks are worked off: "" or "request", "reverse", "random", "atOnce"
	PerSecond float64   `json:"perSecond"` // tasks requested a second; 0 is all at the start
	Outcomes  []Outcome `json:"outcomes"`  // how tasks end, by weight; none is all ok
	Causes    []Cause   `json:"causes"`    // what outcomes with errors choose from
	Hostile   bool      `json:"hostile"`   // names and messages carry what terminals must not see
	Limits    Limits    `json:"limits"`
	Search    Search    `json:"search"`
	Taken     string    `json:"taken"` // what becomes of a move to a name that is taken: "" or "refused", "renamed"
	Faults    []Fault   `json:"faults"`
}

// Search is how the search for folders behaves. The zero value finds every
// folder where it is now.
type Search struct {
	Lag     float64 `json:"lag"`     // seconds that its index is behind
	Missing float64 `json:"missing"` // part of the folders that it never finds
	Early   float64 `json:"early"`   // seconds by which a folder moves before its task ends
	IDs     string  `json:"ids"`     // lists that it understands: "" or "both", "repeated", "comma"
}

var listForms = []string{"", "both", "repeated", "comma"}

// Duration is how long a task runs: evenly between Min and Max, or log-normal
// around Median with Sigma. The zero value is 3 to 12 seconds.
type Duration struct {
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
	Median float64 `json:"median"`
	Sigma  float64 `json:"sigma"`
}

// Outcome is one way for tasks to end.
type Outcome struct {
	Kind   string  `json:"kind"` // one of outcomeKinds
	Weight float64 `json:"weight"`
	Count  int     `json:"count"` // so many tasks end that way, whatever the weights
	Cause  string  `json:"cause"` // the name of a cause; "" is any
}

// outcomeKinds are the ways to end: with a folder, with errors and no folder,
// with both, canceled, canceled with errors, complete without a folder, and
// with a folder of another name than was asked for.
var outcomeKinds = []string{"ok", "errors", "partial", "canceled", "canceledErrors", "noResult", "renamed"}

// Cause is one reason for errors. In its texts {name}, {path}, {parent}, {id}
// and {n} stand for the folder's name, path, parent path, ID and a number.
type Cause struct {
	Name        string            `json:"name"`
	Category    string            `json:"category"`
	SubCategory string            `json:"subCategory"`
	Message     string            `json:"message"`
	Context     map[string]string `json:"context"`
	Details     []Detail          `json:"details"`
}

// Detail is one reason inside a cause. ContextText is a context in the form of
// a printed Java map, as HubSpot's documentation shows it.
type Detail struct {
	Message     string            `json:"message"`
	Code        string            `json:"code"`
	In          string            `json:"in"`
	SubCategory string            `json:"subCategory"`
	Context     map[string]string `json:"context"`
	ContextText string            `json:"contextText"`
}

// Limits are the request limits. The zero value is 190 in 10 seconds and
// 625,000 a day, with nobody else asking.
type Limits struct {
	Max    int     `json:"max"`    // requests in a window
	Window float64 `json:"window"` // seconds
	Daily  int     `json:"daily"`
	Others float64 `json:"others"` // requests a second by somebody else
}

// Fault is something that goes wrong for a while, or for good without To.
type Fault struct {
	Kind       string  `json:"kind"` // one of faultKinds
	From       float64 `json:"from"` // seconds since the start
	To         float64 `json:"to"`
	Share      float64 `json:"share"`      // of the requests hit; 0 is all
	Status     int     `json:"status"`     // for kind "status"
	Seconds    float64 `json:"seconds"`    // for kind "slow"
	RetryAfter string  `json:"retryAfter"` // header of kinds "status" and "limit"
}

// faultKinds: an answer with a status (JSON), the same as an HTML page, a 429,
// a 200 that is a web page, a slow answer, a cut connection, 401 and 403.
var faultKinds = []string{"status", "page", "limit", "portal", "slow", "cut", "auth", "scope"}

// takenForms: HubSpot documents neither of them. That it puts a number behind the
// name is what people report of files, and a guess for folders.
var takenForms = []string{"", "refused", "renamed"}

var orders = []string{"", "request", "reverse", "random", "atOnce"}

// ParseScenario reads a scenario from JSON. The error names the key.
func ParseScenario(data []byte) (Scenario, error) {
	var s Scenario
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&s); err != nil {
		return Scenario{}, fmt.Errorf("scenario: %w", err)
	}
	if err := s.check(); err != nil {
		return Scenario{}, fmt.Errorf("scenario %q: %w", s.Name, err)
	}
	return s.withDefaults(), nil
}

func (s *Scenario) check() error {
	switch {
	case s.Tasks < 0 || s.Tasks > 1_000_000:
		return fmt.Errorf("tasks: %d; allowed are 0 to 1000000", s.Tasks)
	case s.Workers < 0:
		return fmt.Errorf("workers: %d; allowed are 0 and more", s.Workers)
	case s.Done < 0 || s.Done > 1:
		return fmt.Errorf("done: %v; allowed are 0 to 1", s.Done)
	case !slices.Contains(takenForms, s.Taken):
		return fmt.Errorf("taken: %q; allowed are %q", s.Taken, takenForms)
	case !slices.Contains(orders, s.Order):
		return fmt.Errorf("order: %q; allowed are %q", s.Order, orders)
	case s.Duration.Min < 0 || s.Duration.Max < s.Duration.Min || s.Duration.Median < 0 || s.Duration.Sigma < 0:
		return fmt.Errorf("duration: %+v; want 0 <= min <= max", s.Duration)
	case s.PerSecond < 0 || s.Limits.Max < 0 || s.Limits.Window < 0 || s.Limits.Others < 0 || s.Limits.Daily < 0:
		return fmt.Errorf("perSecond and limits must not be negative")
	}
	if f := s.Search; f.Lag < 0 || f.Early < 0 || f.Missing < 0 || f.Missing > 1 || !slices.Contains(listForms, f.IDs) {
		return fmt.Errorf("search: %+v; allowed are a lag and early of 0 and more, missing from 0 to 1, and ids %q", f, listForms)
	}
	for i, o := range s.Outcomes {
		if !slices.Contains(outcomeKinds, o.Kind) || o.Weight < 0 || o.Count < 0 {
			return fmt.Errorf("outcomes[%d]: kind %q with weight %v and count %d; allowed are %q, 0 and more", i, o.Kind, o.Weight, o.Count, outcomeKinds)
		}
		if o.Cause != "" && !slices.ContainsFunc(s.Causes, func(c Cause) bool { return c.Name == o.Cause }) {
			return fmt.Errorf("outcomes[%d].cause: no cause is named %q", i, o.Cause)
		}
	}
	for i, f := range s.Faults {
		if !slices.Contains(faultKinds, f.Kind) || f.Share < 0 || f.Share > 1 || f.Seconds < 0 {
			return fmt.Errorf("faults[%d]: kind %q, share %v; allowed are %q, 0 to 1", i, f.Kind, f.Share, faultKinds)
		}
		if (f.Kind == "status" || f.Kind == "page") && (f.Status < 400 || f.Status > 599) {
			return fmt.Errorf("faults[%d].status: %d; allowed are 400 to 599", i, f.Status)
		}
	}
	return nil
}

func (s Scenario) withDefaults() Scenario {
	s.Tasks, s.Workers = cmp.Or(s.Tasks, 100), cmp.Or(s.Workers, 8)
	s.Limits.Max, s.Limits.Daily, s.Limits.Window = cmp.Or(s.Limits.Max, 190), cmp.Or(s.Limits.Daily, 625_000), cmp.Or(s.Limits.Window, 10)
	s.Duration = cmp.Or(s.Duration, Duration{Min: 3, Max: 12})
	if len(s.Causes) == 0 {
		s.Causes = []Cause{{Name: "internal", Category: "INTERNAL_ERROR", Message: "Something went wrong while {path} was updated."}}
	}
	return s
}
