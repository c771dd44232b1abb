package cause

import (
	"cmp"
	"encoding/json"
	"slices"

	"hubwatch/model"
)

const (
	maxErrors  = 1000     // errors of one task that are looked at, spread evenly over the list
	maxDetails = 32       // reasons inside one error that are looked at
	maxDepth   = 8        // how deep reasons may be nested
	maxInner   = 64 << 10 // bytes of nested reasons that are read
)

// leaf is one innermost error: the most specific thing HubSpot said. What it
// lacks is taken from the errors around it.
type leaf struct {
	category    model.Text
	subCategory model.Text
	code        model.Text
	field       model.Text // the field of the request that it is about
	message     model.Text
	context     []model.Field // its own, or of the nearest error around it that has one
	all         [][]model.Field
	nested      bool // it stood inside another error
}

// leaves appends the innermost errors of a report to all, in order. From a list
// that is too long it takes an even selection.
func leaves(all []leaf, errors []model.TaskError) []leaf {
	n := min(len(errors), maxErrors)
	for i := range n {
		e := &errors[i*len(errors)/n]
		outer := leaf{
			category: e.Category, subCategory: e.SubCategory, message: e.Message,
			context: e.Context, all: append(make([][]model.Field, 0, 1+min(len(e.Details), 1)), e.Context),
		}
		all = outer.inside(all, e.Details, maxDepth)
	}
	return all
}

// inside appends the leaves of the reasons inside l, or l if there are none.
func (l leaf) inside(all []leaf, details []model.ErrorDetail, depth int) []leaf {
	found := false
	for i := range details[:min(len(details), maxDetails)] {
		d := &details[i]
		if depth == 0 || blank(d) {
			continue
		}
		found = true
		all = l.with(d).inside(all, inner(d.Extra), depth-1)
	}
	if !found {
		all = append(all, l)
	}
	return all
}

// blank reports whether the reason d says nothing.
func blank(d *model.ErrorDetail) bool {
	return d.Message == "" && d.Code == "" && d.SubCategory == "" && len(d.Context) == 0 && len(d.Extra) == 0
}

// with returns the leaf for the reason d inside l.
func (l leaf) with(d *model.ErrorDetail) leaf {
	l.nested = true
	l.subCategory = cmp.Or(d.SubCategory, l.subCategory)
	l.code = cmp.Or(d.Code, l.code)
	l.field = cmp.Or(d.In, l.field)
	l.message = cmp.Or(d.Message, l.message)
	if len(d.Context) > 0 {
		l.context = d.Context
		l.all = append(slices.Clip(l.all), d.Context)
	}
	return l
}

// inner returns the reasons inside a reason, which a report keeps as JSON. What
// cannot be read is no reason.
func inner(extra []model.Field) []model.ErrorDetail {
	for _, f := range extra {
		if f.Key != "errors" || len(f.Values) == 0 || len(f.Values[0]) > maxInner {
			continue
		}
		var list []map[string]json.RawMessage
		if json.Unmarshal([]byte(f.Values[0]), &list) != nil {
			return nil
		}
		var details []model.ErrorDetail
		for _, object := range list[:min(len(list), maxDetails)] {
			details = append(details, detail(object))
		}
		return details
	}
	return nil
}

func detail(object map[string]json.RawMessage) model.ErrorDetail {
	d := model.ErrorDetail{
		Message: text(object["message"]), Code: text(object["code"]), In: text(object["in"]),
		SubCategory: text(object["subCategory"]),
	}
	var context map[string]json.RawMessage
	if json.Unmarshal(object["context"], &context) == nil {
		for key, value := range context {
			d.Context = append(d.Context, model.Field{Key: model.Text(key), Values: values(value)})
		}
		slices.SortFunc(d.Context, func(a, b model.Field) int { return compare(a.Key, b.Key) })
	}
	if list := object["errors"]; len(list) > 0 {
		d.Extra = []model.Field{{Key: "errors", Values: []model.Text{model.Text(list)}}}
	}
	return d
}

// text returns a JSON string, or "".
func text(value json.RawMessage) model.Text {
	var s string
	if json.Unmarshal(value, &s) != nil {
		return ""
	}
	return model.Text(s)
}

// values returns the items of a JSON array, or the one value that is none.
func values(value json.RawMessage) []model.Text {
	var list []json.RawMessage
	if json.Unmarshal(value, &list) != nil {
		list = []json.RawMessage{value}
	}
	var all []model.Text
	for _, item := range list {
		if s := text(item); s != "" {
			all = append(all, s)
		} else {
			all = append(all, model.Text(item))
		}
	}
	return all
}
