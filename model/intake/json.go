package intake

import (
	"encoding/json"
	"strings"

	"hubwatch/model"
)

// jsonIntake collects a JSON value that may go over several lines.
type jsonIntake struct {
	text   strings.Builder
	first  int // the line on which it begins
	depth  int
	quoted bool
	escape bool
}

// open tells whether a value has begun and not ended.
func (j *jsonIntake) open() bool { return j.text.Len() > 0 }

// line adds a line, and reads the value when its brackets are closed.
func (j *jsonIntake) line(r *Reader, line string) {
	if !j.open() {
		j.first = r.line
	}
	j.text.WriteString(line)
	j.text.WriteByte('\n')
	for i := range len(line) {
		j.count(line[i])
	}
	if j.depth <= 0 || j.text.Len() > maxJSON {
		j.read(r)
	}
}

// count follows brackets, except in quotes.
func (j *jsonIntake) count(c byte) {
	switch {
	case j.escape:
		j.escape = false
	case j.quoted && c == '\\':
		j.escape = true
	case c == '"':
		j.quoted = !j.quoted
	case j.quoted:
	case c == '{', c == '[':
		j.depth++
	case c == '}', c == ']':
		j.depth--
	}
}

// end reads what is there, finished or not.
func (j *jsonIntake) end(r *Reader) {
	if j.open() {
		j.read(r)
	}
}

func (j *jsonIntake) read(r *Reader) {
	text, first := j.text.String(), j.first
	*j = jsonIntake{}
	dec := json.NewDecoder(strings.NewReader(text))
	for n := 0; ; n++ {
		var v any
		err := dec.Decode(&v)
		if err != nil {
			if n == 0 {
				rescan(r, text, first)
			} else if rest := strings.TrimSpace(text[dec.InputOffset():]); rest != "" {
				r.out.Refused = append(r.out.Refused, refusal(first, rest, "is JSON that cannot be read"))
			}
			return
		}
		takeJSON(r, v, first)
	}
}

// rescan reads what looked like one value over several lines line by line: one
// that was cut off must not swallow those after it.
func rescan(r *Reader, text string, first int) {
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var v any
		line = strings.TrimSpace(line)
		switch err := json.Unmarshal([]byte(line), &v); {
		case err == nil:
			takeJSON(r, v, first+i)
		case i == 0:
			r.out.Refused = append(r.out.Refused, refusal(first, line, "is JSON that cannot be read"))
		}
	}
}

// embedded reads a JSON object in the middle of a line of free text.
func (j *jsonIntake) embedded(r *Reader, text string) bool {
	var v map[string]any
	if json.NewDecoder(strings.NewReader(text)).Decode(&v) != nil {
		return false
	}
	if id, _ := jsonID(v); id != "" {
		takeJSON(r, v, r.line)
	}
	return true
}

// takeJSON finds the tasks in a value: strings, objects that name a task, and
// lists of both. It does not look into other members, where an ID is a
// folder's or an error's.
func takeJSON(r *Reader, v any, line int) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			takeJSON(r, item, line)
		}
		return
	case string:
		takeJSONID(r, v, "", line)
		return
	case map[string]any:
		if message, ok := envelope(v); ok {
			r.out.Failures = append(r.out.Failures, Failure{Line: line, Message: model.Text(message)})
			return
		}
		if answer, ok := v["answer"].(map[string]any); ok { // with the folder that it is about
			folder, _ := v["folderId"].(string)
			if message, ok := envelope(answer); ok {
				r.out.Failures = append(r.out.Failures, Failure{Line: line, Message: model.Text(message), Folder: model.Text(folder)})
				return
			}
			if id, _ := jsonID(answer); id != "" {
				r.folder = model.Text(folder)
				takeJSONID(r, id, "", line)
				r.folder = ""
				return
			}
		}
		for _, key := range []string{"tasks", "results"} {
			if list, ok := v[key].([]any); ok {
				takeJSON(r, list, line)
				return
			}
		}
		if id, label := jsonID(v); id != "" {
			takeJSONID(r, id, label, line)
			return
		}
	}
	text, _ := json.Marshal(v)
	r.out.Refused = append(r.out.Refused, refusal(line, string(text), "is JSON without taskId or id"))
}

func takeJSONID(r *Reader, text, label string, line int) {
	id, err := Argument(text)
	if err != nil {
		r.out.Refused = append(r.out.Refused, refusal(line, text, err.Error()))
		return
	}
	r.found(Found{ID: id, Label: model.Text(label), Line: line, Evidence: Answer})
}

// jsonID is how an object names a task: taskId, or the id of the answer that
// HubSpot gives when a task is started, or the status URL of that answer.
func jsonID(v map[string]any) (id, label string) {
	label, _ = v["label"].(string)
	for _, key := range []string{"taskId", "task_id", "taskID", "id"} {
		if key == "id" && (v["path"] != nil || v["parentFolderId"] != nil) {
			break // a folder
		}
		if id, ok := v[key].(string); ok && id != "" {
			return id, label
		}
	}
	links, ok := v["links"].(map[string]any)
	if list, isList := v["links"].([]any); isList && len(list) > 0 {
		links, ok = list[0].(map[string]any)
	}
	if ok {
		id, _ = links["status"].(string)
	}
	return id, label
}

// envelope is what an answer says that is an error.
func envelope(v map[string]any) (message string, ok bool) {
	message, _ = v["message"].(string)
	_, category := v["category"].(string)
	return message, v["status"] == "error" || category && message != ""
}
