package model

import (
	"fmt"
	"path"
	"strings"
)

// Why says in a sentence why the task is in its state. It is safe to print.
func (t *Task) Why() string {
	r := t.Report
	switch t.State() {
	case StateUnchecked:
		if t.Err != nil {
			return "nothing learned yet: " + t.Err.Error()
		}
		return "not asked yet"
	case StatePending:
		return "queued at HubSpot; not started"
	case StateProcessing:
		if n := r.ErrorCount(); n > 0 {
			return "HubSpot works on it and counts " + Plural(n, "error") + " so far"
		}
		return "HubSpot works on it"
	case StateUnknown:
		if r.RawStatus == "" {
			return "HubSpot sent no status"
		}
		return fmt.Sprintf("HubSpot says %s, a status hubwatch does not know", r.RawStatus.Head(60))
	case StateOK:
		if r.Result == nil {
			return "COMPLETE; HubSpot sent no folder"
		}
		return "COMPLETE; the folder is " + r.Result.Place()
	case StateElsewhere:
		return "COMPLETE, but not as planned: " + t.Landed()
	case StateErrors:
		return r.errorsInShort()
	case StateCanceled:
		return "CANCELED by HubSpot: it will not happen unless it is requested again"
	case StateMissing:
		return "HubSpot knows no such task: " + t.Err.Error()
	}
	return ""
}

// Landed says in short how the folder differs from the plan, such as: landed as
// "webinars (1)", landed in /archive. It is "" if it does not. It is safe to print.
func (t *Task) Landed() string {
	differs := t.Elsewhere()
	if len(differs) == 0 {
		return ""
	}
	folder := t.Report.Result
	switch d := differs[0]; {
	case d.Column == ColumnFolder:
		return "it is the folder " + d.Actual.Head(short).Line()
	case d.Column == ColumnName:
		return "landed as \"" + d.Actual.Head(short).Line() + "\""
	case folder.Path != "":
		at := plainPath(folder.Path)
		if d.Column == ColumnPath && path.Base(at) != path.Base(plainPath(d.Planned)) {
			return "landed as \"" + Text(path.Base(at)).Head(short).Line() + "\""
		}
		return "landed in " + Text(path.Dir(at)).Tail(short).Line()
	default:
		return "landed in the folder " + d.Actual.Head(short).Line()
	}
}

// Place says where the folder is, as far as HubSpot told. It is safe to print.
func (f *Folder) Place() string {
	switch {
	case f.Path != "":
		return f.Path.Tail(short).Line()
	case f.Name != "":
		return f.Name.Head(short).Line()
	case f.ID != "":
		return "number " + f.ID.Head(short).Line()
	}
	return "not named"
}

// errorsInShort returns the status with its errors: how many, and what the
// first one says.
func (r *Report) errorsInShort() string {
	s, long := r.RawStatus.Head(short).Line()+" with "+r.Counted(), r.TooLong()
	switch {
	case long != "" && len(r.Errors) == 0:
		return s + "; the answer is too long to keep them (" + long + ")"
	case len(r.Errors) == 0:
		return s + ", and HubSpot did not say which"
	case long != "":
		s += " (" + Thousands(len(r.Errors)) + " kept, the answer is too long: " + long + ")"
	}
	return s + ": " + r.Errors[0].InShort()
}

// InShort returns the error in a line: what it is called and the beginning of
// what it says. It is safe to print.
func (e *TaskError) InShort() string {
	name := e.Category.Head(short).Line()
	if e.SubCategory != "" {
		name = strings.TrimPrefix(name+" / ", " / ") + e.SubCategory.Head(short).Line()
	}
	message := e.Message.Head(short).Line()
	if message == "" && len(e.Details) > 0 {
		message = e.Details[0].Message.Head(short).Line()
	}
	switch {
	case message == "" && name == "":
		return "an error without words"
	case message == "":
		return name
	case name == "":
		return message
	}
	return name + ": " + message
}

// Reason returns the shortest useful answer to "why": what the first error
// says, or why the last check failed; "" if there is nothing to explain.
func (t *Task) Reason() string {
	switch {
	case t.State() == StateErrors && len(t.Report.Errors) > 0:
		if message := t.Report.Errors[0].Message.Head(short).Line(); message != "" {
			return message
		}
		return t.Report.Errors[0].InShort()
	case t.State() == StateErrors, t.State() == StateUnknown:
		return t.Why()
	case t.State() == StateElsewhere:
		return t.Landed()
	case t.Err != nil:
		return t.Err.Error()
	}
	return ""
}
