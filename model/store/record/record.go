package record

import (
	"bytes"
	"time"

	"hubwatch/model"
)

// MaxErrors is how many errors of a report are kept; the raw body has them all.
const MaxErrors = 500

// checks is what our checks of a task gave, besides the report.
type checks struct {
	Err      *model.CheckError
	Failures int
	MissedAt time.Time
	SeenAt   time.Time
	History  []model.Event // their IDs are the task's and not kept
	Arrived  time.Time
}

// Checks returns what our checks of a task taught, besides the report.
func Checks(t *model.Task) []byte {
	return encode(&checks{t.Err, t.Failures, t.MissedAt, t.SeenAt, t.History, t.ArrivedAt}, (*coder).checks)
}

// ReadChecks sets in a task, which has its ID, what Checks wrote.
func ReadChecks(record []byte, t *model.Task) error {
	var c checks
	err := decode(record, &c, (*coder).checks)
	for i := range c.History {
		c.History[i].ID = t.ID
	}
	t.Err, t.Failures, t.MissedAt, t.SeenAt, t.History, t.ArrivedAt = c.Err, c.Failures, c.MissedAt, c.SeenAt, c.History, c.Arrived
	return err
}

// Report encodes a report with its first errors only; their number is kept.
func Report(r *model.Report) []byte {
	if r != nil && len(r.Errors) > MaxErrors {
		short := *r
		short.NumErrors, short.Errors = r.ErrorCount(), r.Errors[:MaxErrors]
		r = &short
	}
	return encode(&r, (*coder).maybeReport)
}

// ReadReport returns what Report wrote; nil of an empty record.
func ReadReport(record []byte) (r *model.Report, err error) {
	err = decode(record, &r, (*coder).maybeReport)
	return r, err
}

// same reports whether two reports are kept alike.
func same(a, b *model.Report) bool { return bytes.Equal(Report(a), Report(b)) }

// Plan returns a task's row of the plan; it is empty if the task has none.
func Plan(plan []model.Field) []byte {
	if len(plan) == 0 {
		return []byte{}
	}
	return encode(&plan, (*coder).fields)
}

// Event returns an event without its task's ID, which is kept beside it.
func Event(e *model.Event) []byte { return encode(e, (*coder).event) }

// ReadEvent gives e what Event wrote.
func ReadEvent(record []byte, e *model.Event) error { return decode(record, e, (*coder).event) }

func (c *coder) maybeReport(r **model.Report) { optional(c, r, (*coder).report) }

func (c *coder) report(r *model.Report) {
	c.text(&r.TaskID)
	integer(c, &r.Status)
	c.text(&r.RawStatus)
	c.times(&r.RequestedAt, &r.StartedAt, &r.CompletedAt)
	integer(c, &r.NumErrors)
	list(c, &r.Errors, (*coder).taskError)
	optional(c, &r.Result, (*coder).folder)
	c.fields(&r.Links)
	c.fields(&r.Extra)
	c.text(&r.CorrelationID)
	c.fields(&r.Headers)
}

func (c *coder) taskError(e *model.TaskError) {
	c.texts(&e.Status, &e.Category, &e.SubCategory, &e.Message, &e.ID)
	c.fields(&e.Context)
	c.fields(&e.Links)
	list(c, &e.Details, (*coder).errorDetail)
	c.fields(&e.Extra)
}

func (c *coder) errorDetail(d *model.ErrorDetail) {
	c.texts(&d.Message, &d.Code, &d.In, &d.SubCategory)
	c.fields(&d.Context)
	c.fields(&d.Extra)
}

func (c *coder) fields(f *[]model.Field) { list(c, f, (*coder).field) }

func (c *coder) field(f *model.Field) {
	c.text(&f.Key)
	list(c, &f.Values, (*coder).text)
}

func (c *coder) folder(f *model.Folder) {
	c.texts(&f.ID, &f.Name, &f.Path, &f.ParentID)
	c.boolean(&f.Archived)
	c.times(&f.CreatedAt, &f.UpdatedAt, &f.ArchivedAt)
	c.fields(&f.Extra)
}

func (c *coder) checks(k *checks) {
	optional(c, &k.Err, (*coder).checkError)
	integer(c, &k.Failures)
	c.times(&k.MissedAt, &k.SeenAt)
	list(c, &k.History, (*coder).event)
	if c.format >= 3 {
		c.time(&k.Arrived)
	}
}

// event leaves out the ID, which lies beside the record.
func (c *coder) event(e *model.Event) {
	c.time(&e.At)
	integer(c, &e.Kind)
	integer(c, &e.From)
	integer(c, &e.To)
	integer(c, &e.Errors)
	optional(c, &e.Err, (*coder).checkError)
	if c.format >= 2 {
		c.text(&e.Told)
	}
	if c.format >= 4 {
		c.text(&e.Who)
		c.text(&e.Cause)
	}
}

// checkError leaves out the cause, which is for the moment only.
func (c *coder) checkError(e *model.CheckError) {
	integer(c, &e.Kind)
	integer(c, &e.HTTPStatus)
	c.texts(&e.Message, &e.Category)
	list(c, &e.Scopes, (*coder).text)
	c.text(&e.CorrelationID)
	c.fields(&e.Headers)
	integer(c, &e.RetryAfter)
}

// Nano returns a time as an integer: Unix time in ns, 0 for the zero time.
func Nano(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

// Time returns what Nano wrote, in UTC.
func Time(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}
