package hubclient

import (
	"errors"
	"io"

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
	r, known := readReport(v)
	if r.TaskID == "" && r.Status == model.StatusUnknown {
		if e := readEnvelope(v); e.failure() {
			return model.Report{}, e.checkError(e.kind())
		}
		if !known {
			return model.Report{}, badReply("the reply says nothing about a task")
		}
	}
	r.Raw = body
	return r, nil
}

// ambiguous is why a reply cannot be relied on although it is an object: nil if
// it can. Two readers of such a reply would learn different things of the task.
func ambiguous(v value) error {
	if key := v.twice("taskId", "status", "requestedAt", "startedAt", "completedAt", "numErrors", "errors", "result"); key != "" {
		return badReply(model.Text("the reply has " + key + " twice"))
	}
	for _, m := range v.members() {
		switch m.key {
		case "numErrors":
			if _, ok := m.val.count(); !ok {
				return badReply("the reply counts errors, but numErrors is no number")
			}
		case "result":
			if key := m.val.twice("id", "name", "path", "parentFolderId"); key != "" {
				return badReply(model.Text("the reply has " + key + " of the folder twice"))
			}
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
	for _, m := range v.members() {
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
	if a != (model.Account{}) {
		return a, nil
	}
	if e := readEnvelope(v); e.failure() {
		return a, e.checkError(e.kind())
	}
	return a, badReply("the reply says nothing about an account")
}

// parseObject finds the JSON object that a reply with a status of success must
// be. Text that is not JSON comes from something between HubSpot and us, such
// as a login page of the network, and passes; JSON of another shape does not.
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
		return nil, badReply("the reply has something behind its JSON")
	case err != nil:
		e := badReply("the reply is not valid JSON")
		e.Err = err
		return nil, e
	case v.kind() != '{':
		return nil, badReply("the reply is JSON, but not an object")
	}
	return v, nil
}

// notJSON is the error for a body that is not JSON at all.
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

// readReport reads the members of a status reply. known tells whether it had
// any that belong to one.
func readReport(v value) (r model.Report, known bool) {
	for _, m := range v.members() {
		mine := true
		switch m.key {
		case "taskId":
			r.TaskID = m.val.text()
		case "status":
			r.Word = m.val.text()
			r.Status = model.ParseStatus(string(r.Word))
		case "requestedAt":
			r.RequestedAt = m.val.time()
		case "startedAt":
			r.StartedAt = m.val.time()
		case "completedAt":
			r.CompletedAt = m.val.time()
		case "numErrors":
			r.NumErrors, _ = m.val.count() // see ambiguous
		case "errors":
			r.Errors = readTaskErrors(m.val)
		case "links":
			r.Links = m.val.fields()
		case "result":
			r.Result = readFolder(m.val)
			if r.Result == nil && !m.val.empty() {
				r.Extra = append(r.Extra, extra(m))
			}
		case "correlationId":
			r.CorrelationID, mine = m.val.text(), false
		default:
			mine = false
			r.Extra = appendExtra(r.Extra, m)
		}
		known = known || mine
	}
	return r, known
}

// appendExtra keeps a member this program does not know, unless it is empty.
func appendExtra(all []model.Field, m member) []model.Field {
	if m.val.empty() {
		return all
	}
	return append(all, extra(m))
}

// readTaskErrors reads a list of errors, or a single one. An error that is
// plain text is one with only a message.
func readTaskErrors(v value) []model.TaskError {
	all := list[model.TaskError](v)
	for _, item := range v.items() {
		switch {
		case item.kind() == '{':
			all = append(all, readTaskError(item))
		case !item.empty():
			all = append(all, model.TaskError{Message: item.text()})
		}
	}
	return all
}

func readTaskError(v value) model.TaskError {
	var e model.TaskError
	for _, m := range v.members() {
		switch m.key {
		case "status":
			e.Status = m.val.text()
		case "category":
			e.Category = m.val.text()
		case "subCategory":
			e.SubCategory = m.val.text()
		case "message":
			e.Message = m.val.text()
		case "id":
			e.ID = m.val.text()
		case "context":
			e.Context = m.val.fields()
		case "links":
			e.Links = m.val.fields()
		case "errors":
			e.Details = readDetails(m.val)
		default:
			e.Extra = appendExtra(e.Extra, m)
		}
	}
	return e
}

// readDetails reads the reasons inside an error, as readTaskErrors does. The
// errors inside a reason are kept as Extra.
func readDetails(v value) []model.ErrorDetail {
	all := list[model.ErrorDetail](v)
	for _, item := range v.items() {
		switch {
		case item.kind() == '{':
			all = append(all, readDetail(item))
		case !item.empty():
			all = append(all, model.ErrorDetail{Message: item.text()})
		}
	}
	return all
}

func readDetail(v value) model.ErrorDetail {
	var d model.ErrorDetail
	for _, m := range v.members() {
		switch m.key {
		case "message":
			d.Message = m.val.text()
		case "code":
			d.Code = m.val.text()
		case "in":
			d.In = m.val.text()
		case "subCategory":
			d.SubCategory = m.val.text()
		case "context":
			d.Context = m.val.fields()
		default:
			d.Extra = appendExtra(d.Extra, m)
		}
	}
	return d
}

// readFolder reads the folder a task worked on, nil if v is none.
func readFolder(v value) *model.Folder {
	if v.kind() != '{' || v.empty() {
		return nil
	}
	var f model.Folder
	for _, m := range v.members() {
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
			f.Extra = appendExtra(f.Extra, m)
		}
	}
	return &f
}
