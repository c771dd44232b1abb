package model

import (
	"errors"
	"time"
)

// Observation is the result of one check of one task: either a report or a
// check error.
type Observation struct {
	ID      TaskID
	AskedAt time.Time // when the check began, by our clock
	At      time.Time // when the answer was in, by our clock
	Report  *Report
	Err     *CheckError
}

// Observe makes an observation from what a check returned. An error that is not
// a [CheckError] counts as [KindUnavailable].
func Observe(id TaskID, askedAt, at time.Time, report Report, err error) Observation {
	o := Observation{ID: id, AskedAt: askedAt, At: at}
	if err == nil {
		o.Report = &report
		return o
	}
	if ce, ok := errors.AsType[*CheckError](err); ok {
		o.Err = ce
		return o
	}
	o.Err = &CheckError{Kind: KindUnavailable, Message: Text(err.Error()), Err: err}
	return o
}
