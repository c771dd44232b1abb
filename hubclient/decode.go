package hubclient

import (
	"cmp"
	"errors"
	"io"
	"slices"

	"hubwatch/model"
)

// Decode reads the body of one status reply. Every member may be missing and
// is read leniently; what should be there is documented on
// developers.hubspot.com, "Get folder update status". Any error is a
// [*model.CheckError]: the body is no report, or HubSpot reports an error
// although the HTTP status is a success. The report keeps body as Raw.
func Decode(body []byte) (model.Report, error) {
	v, err := parseObject(body)
	if err != nil {
		return model.Report{}, err
	}
	if err := ambiguous(v); err != nil {
		return model.Report{}, err
	}
	r, known, err := readReport(v)
	if err != nil {
		return model.Report{}, err
	}
	if r.TaskID == "" && r.Status == model.StatusUnknown && (!known || readEnvelope(v).failure()) {
		return model.Report{}, saysNothing(v, "a task")
	}
	r.Keep(body)
	return r, nil
}

// reportMembers is what a report is understood by.
var reportMembers = [...]string{"taskId", "status", "requestedAt", "startedAt", "completedAt", "numErrors", "errors", "result"}

// ambiguous returns why a reply cannot be relied on although it is an object: nil
// if it can. Two readers of such a reply would learn different things of the task.
func ambiguous(v value) error {
	if key := v.twice(reportMembers[:]...); key != "" {
		return badReply(model.Text("the reply has " + key + " twice"))
	}
	for m := range v.members() {
		if m.key != "result" {
			continue
		}
		if key := m.val.twice("id", "name", "path", "parentFolderId"); key != "" {
			return badReply(model.Text("the reply has " + key + " of the folder twice"))
		}
	}
	return nil
}

// decodeAccount reads the body of an account-info reply. Errors are those of
// Decode.
func decodeAccount(body []byte) (model.Account, error) {
	v, err := parseObject(body)
	if err != nil {
		return model.Account{}, err
	}
	var a model.Account
	for m := range v.members() {
		switch m.key {
		case "portalId":
			a.PortalID = m.val.text()
		case "accountType":
			a.Type = m.val.text()
		case "timeZone":
			a.TimeZone = m.val.text()
		case "uiDomain":
			a.UIDomain = m.val.text()
		case "dataHostingLocation":
			a.Region = m.val.text()
		}
	}
	if a == (model.Account{}) {
		return a, saysNothing(v, "an account")
	}
	return a, nil
}

// saysNothing returns the error for an object without what was asked for: the one
// that it reports itself, if any.
func saysNothing(v value, about model.Text) error {
	if e := readEnvelope(v); e.failure() {
		return e.checkError(e.kind())
	}
	return badReply("the reply says nothing about " + about)
}

// parseObject finds the JSON object that a reply with a status of success must be.
// A body that is not JSON comes from something between HubSpot and us, such as a
// network's login page; that is temporary. JSON that is not an object is not.
func parseObject(body []byte) (value, error) {
	v, err := parse(body)
	switch {
	case errors.Is(err, io.EOF):
		return nil, badReply("the reply is empty")
	case err != nil && !jsonStart(body):
		return nil, notJSON(body)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, &model.CheckError{
			Kind: model.KindUnavailable, Message: "the reply was cut off", Err: io.ErrUnexpectedEOF,
		}
	case errors.Is(err, errBehind):
		return nil, badReply(model.Text(errBehind.Error()))
	case err != nil:
		e := badReply(model.Text(errSyntax.Error()))
		e.Err = err
		return nil, e
	case v.kind() != '{':
		return nil, badReply("the reply is JSON, but not an object")
	}
	return v, nil
}

// notJSON returns the error for a body that is not JSON at all.
func notJSON(body []byte) *model.CheckError {
	message := "the reply is not JSON"
	if title := pageTitle(body); title != "" {
		message += " but a web page: " + title
	}
	return &model.CheckError{Kind: model.KindUnavailable, Message: model.Text(message)}
}

func badReply(message model.Text) *model.CheckError {
	return &model.CheckError{Kind: model.KindBadReply, Message: message}
}

// readReport reads the members of a status reply. known reports whether it had
// any that belong to one. The error is for one of which nobody can know whether
// the task has errors.
func readReport(v value) (r model.Report, known bool, err error) {
	b, beyond := newAllowance(), 0 // how many errors there are, if they are too many to keep
	var count value
	var id model.Text // of a reply that calls its task so
	for m := range v.members() {
		mine := true
		switch m.key {
		case "taskId":
			r.TaskID = m.val.text()
		case "status":
			r.RawStatus = m.val.text()
			r.Status = model.ParseStatus(string(r.RawStatus))
		case "requestedAt":
			r.RequestedAt = m.val.time()
		case "startedAt":
			r.StartedAt = m.val.time()
		case "completedAt":
			r.CompletedAt = m.val.time()
		case "numErrors":
			count = m.val
		case "errors":
			var sent int
			if r.Errors, sent = b.taskErrors(m.val); sent > len(r.Errors) {
				beyond = sent
			}
		case "links":
			r.Links = b.fields(m.val)
		case "result":
			r.Result = b.folder(m.val)
			if r.Result == nil && !m.val.empty() {
				r.Extra = b.appendExtra(r.Extra, m)
			}
		case "id":
			if id, mine = m.val.text(), false; m.val.kind() != '"' {
				id = ""
			}
			r.Extra = b.appendExtra(r.Extra, m)
		case "correlationId":
			r.CorrelationID, mine = m.val.text(), false
		default:
			mine = false
			r.Extra = b.appendExtra(r.Extra, m)
		}
		known = known || mine
	}
	r.TaskID = cmp.Or(r.TaskID, id)
	n, ok := count.count()
	switch {
	case !ok && len(r.Errors) > 0:
		n = 0 // the list tells how many
	case !ok && n == 0 && r.Status.Final():
		return r, known, badReply("numErrors is " + model.Text(shortened(model.Text(count.shown()).Line())) + ", which is no number of errors")
	}
	r.NumErrors, r.Cut = max(n, beyond), beyond > 0
	return r, known, nil
}

// appendExtra keeps a member this program does not know, unless it is empty.
func (b *allowance) appendExtra(all []model.Field, m member) []model.Field {
	if m.val.empty() || !b.more() {
		return all
	}
	f := extra(m)
	b.bytes -= len(f.Key) + len(f.Values[0])
	return append(all, f)
}

// taskErrors reads a list of errors, or a single one, and how many there are: a
// list in the list is more of them, and what says that there are none is none. An
// error that is plain text is one with only a message.
func (b *allowance) taskErrors(v value) (all []model.TaskError, n int) {
	all = list[model.TaskError](v)
	for item := range v.flat(maxLists) {
		if item.none() {
			continue
		}
		if n++; !b.more() {
			continue
		}
		if item.kind() == '{' {
			all = append(all, b.taskError(item))
		} else {
			all = append(all, model.TaskError{Message: b.text(item)})
		}
	}
	return slices.Clip(all), n
}

func (b *allowance) taskError(v value) model.TaskError {
	var e model.TaskError
	for m := range v.members() {
		switch m.key {
		case "status":
			e.Status = b.text(m.val)
		case "category":
			e.Category = b.text(m.val)
		case "subCategory":
			e.SubCategory = b.text(m.val)
		case "message":
			e.Message = b.text(m.val)
		case "id":
			e.ID = b.text(m.val)
		case "context":
			e.Context = b.fields(m.val)
		case "links":
			e.Links = b.fields(m.val)
		case "errors":
			e.Details = b.details(m.val)
		default:
			e.Extra = b.appendExtra(e.Extra, m)
		}
	}
	return e
}

// details reads the details of an error, as taskErrors does. Errors inside a
// detail are kept as Extra.
func (b *allowance) details(v value) []model.ErrorDetail {
	all := list[model.ErrorDetail](v)
	for item := range v.flat(maxLists) {
		switch {
		case item.none():
		case !b.more():
			return slices.Clip(all)
		case item.kind() == '{':
			all = append(all, b.detail(item))
		default:
			all = append(all, model.ErrorDetail{Message: b.text(item)})
		}
	}
	return slices.Clip(all)
}

func (b *allowance) detail(v value) model.ErrorDetail {
	var d model.ErrorDetail
	for m := range v.members() {
		switch m.key {
		case "message":
			d.Message = b.text(m.val)
		case "code":
			d.Code = b.text(m.val)
		case "in":
			d.In = b.text(m.val)
		case "subCategory":
			d.SubCategory = b.text(m.val)
		case "context":
			d.Context = b.fields(m.val)
		default:
			d.Extra = b.appendExtra(d.Extra, m)
		}
	}
	return d
}

// folder reads the folder a task worked on, nil if v is not a folder.
func (b *allowance) folder(v value) *model.Folder {
	if v.kind() != '{' || v.empty() {
		return nil
	}
	var f model.Folder
	for m := range v.members() {
		switch m.key {
		case "id":
			f.ID = m.val.text()
		case "name":
			f.Name = m.val.text()
		case "path":
			f.Path = m.val.text()
		case "parentFolderId":
			if f.ParentID = m.val.text(); f.ParentID == "0" {
				f.ParentID = ""
			}
		case "archived":
			f.Archived = m.val.yes()
		case "createdAt":
			f.CreatedAt = m.val.time()
		case "updatedAt":
			f.UpdatedAt = m.val.time()
		case "archivedAt":
			f.ArchivedAt = m.val.time()
		default:
			f.Extra = b.appendExtra(f.Extra, m)
		}
	}
	return &f
}
