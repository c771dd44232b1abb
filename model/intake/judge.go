package intake

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"hubwatch/model"
)

// judge decides which candidates are tasks. What is strong in a text decides
// what is believed of the weak: where HubSpot's answers are, a word counts only
// if it looks like their IDs.
type judge struct {
	strong  map[string]bool       // the shapes of IDs that are sure: by address, answer or column
	members map[string]bool       // of those by the id of an object
	first   map[model.TaskID]bool // what is taken
	failed  map[string]bool       // the answers that were errors
	encoded bool                  // a word of the text can only be an ID of HubSpot's
	called  map[string]bool       // what calls such words a task's
	uuids   bool                  // HubSpot itself says that a UUID is a task's
}

func newJudge() *judge {
	return &judge{strong: map[string]bool{}, members: map[string]bool{}, first: map[model.TaskID]bool{}, failed: map[string]bool{}, called: map[string]bool{}}
}

// held is a record that waits for its judgement.
type held struct {
	line       int
	place      int
	text       string // the beginning of its first line
	candidates []candidate
	failures   []Failure
	mentions   []Mention
	cut        bool // its brackets are not closed
	log        bool
}

// settle judges records as one text, using what is known from before.
func (j *judge) settle(records []held) Result {
	var out Result
	verdicts := make([][]verdict, len(records))
	for i := range records {
		verdicts[i] = make([]verdict, len(records[i].candidates))
	}
	for i := range records {
		j.look(records[i].candidates)
	}
	for _, least := range []evidence{byColumn, byMember, byWord} {
		for i := range records {
			for k := range records[i].candidates {
				c := &records[i].candidates[k]
				if min(c.evidence, byColumn) == least {
					verdicts[i][k] = j.judge(c)
				}
			}
		}
	}
	for i := range records {
		j.report(&records[i], verdicts[i], &out)
	}
	return out
}

// look learns from candidates what no judgement changes.
func (j *judge) look(candidates []candidate) {
	for i := range candidates {
		c := &candidates[i]
		if c.why == "" && encoded(c.text) {
			j.encoded, j.called[c.key] = true, true
		}
		j.uuids = j.uuids || c.evidence >= byAnswer && c.key == "" && uuid(c.text)
	}
}

// foreign reports whether a UUID is another program's, in a text that has IDs
// which only HubSpot gives: none of those is called so, or it is a word in
// free text which nothing calls a task, and no list of IDs holds.
func (j *judge) foreign(c *candidate) bool {
	switch {
	case !uuid(c.text) || !j.encoded || j.uuids:
		return false
	case c.key != "":
		return !j.called[c.key]
	}
	return c.evidence == byWord && !c.alone && !c.listed && !j.strong[shape(c.text)]
}

// verdict is what a candidate is.
type verdict struct {
	id     model.TaskID // "" if it is no task
	why    string       // why it is none
	refuse bool
}

// judge judges one candidate, and remembers the shape of a task.
func (j *judge) judge(c *candidate) verdict {
	v := j.verdict(c)
	if v.id == "" {
		return v
	}
	switch {
	case c.evidence >= byColumn:
		j.strong[shape(string(v.id))] = true
	case c.evidence == byMember:
		j.members[shape(string(v.id))] = true
	}
	return v
}

func (j *judge) verdict(c *candidate) verdict {
	switch {
	case c.refuse != "":
		return verdict{why: c.refuse, refuse: true}
	case c.why != "":
		return verdict{why: c.why}
	case c.cut != whole && !(c.cut == trailing && (sure(c.text) || j.alike(c.text))):
		return verdict{why: isCut, refuse: c.evidence >= byMember || encodedBegins(c.text) || c.alone && noID(c.text) == ""}
	case j.foreign(c):
		return verdict{why: "is another program's: the text has IDs that only HubSpot gives"}
	case c.evidence >= byColumn:
		return named(c)
	case c.evidence == byMember && j.encoded && len(j.strong) == 0 && number(c.text):
		return verdict{why: "does not look like the IDs in this text"}
	case c.evidence == byMember && len(j.strong) == 0:
		if why := noID(c.text); why != "" && (why != aLogWord || ownID().MatchString(c.text)) {
			return verdict{why: why}
		}
		return named(c)
	case j.alike(c.text) && !never(c.text):
		return named(c)
	case j.encoded && len(j.strong)+len(j.members) == 0 && number(c.text): // a list of folders and their tasks
		return verdict{why: cmp.Or(noID(c.text), "does not look like the IDs in this text")}
	case len(j.strong) == 0 && encoded(c.text):
		return named(c)
	case len(j.strong)+len(j.members) > 0:
		return verdict{why: cmp.Or(noID(c.text), "does not look like the IDs in this text")}
	}
	return bare(c)
}

// alike reports whether a word looks like IDs that are sure.
func (j *judge) alike(text string) bool {
	s := shape(text)
	return j.strong[s] || len(j.strong) == 0 && j.members[s]
}

// named returns the verdict on a word that is named as a task.
func named(c *candidate) verdict {
	id, err := model.ParseTaskID(c.text)
	if err == nil && strings.ContainsAny(c.text, ",;{}[]()<>\"'|=&*") {
		err = errors.New("has characters that no ID has")
	}
	if err != nil {
		return verdict{why: err.Error(), refuse: true}
	}
	return verdict{id: id}
}

// bare returns the verdict on a word about which nothing is known but its look.
func bare(c *candidate) verdict {
	if model.LooksLikeToken(c.text) || c.alone && len(c.text) > maxID {
		return named(c)
	}
	why := noID(c.text)
	switch {
	case c.alone && damaged().MatchString(c.text) && !whatever().MatchString(c.text):
		return named(c)
	case why != "":
		return verdict{why: why, refuse: c.alone && encodedBegins(c.text)}
	case c.alone && encodedBegins(c.text) && len(c.text) < 11:
		return verdict{why: isCut, refuse: true}
	case len(c.text) >= 40:
		return verdict{why: "is longer than any ID that is known by its look"}
	case !c.alone && !sure(c.text):
		return verdict{why: "stands in free text and does not look like an ID for sure"}
	}
	return named(c)
}

// ownID is how programs number what they do themselves.
var ownID = pattern(`(?i)^(req|request|res|response|span|trace|page|row|line|step)`)

var (
	// damaged is a line of a list of IDs with a character that no ID has.
	damaged = pattern(`^[^/\\?#%\x00-\x1f]+[/\\?#%\x00-\x1f][^/\\?#%\x00-\x1f]+$`)
	// whatever is words with such a character that lists have between IDs.
	whatever = pattern(`(?i)^(n/a|n/d|w/o|and/or|http/.*|[\d.,]+[/%].*|[a-z]+/[a-z.+-]*(json|xml|html|plain|csv|octet-stream)|.*\.[a-z]{1,5})$`)
)

// encodedBegins reports whether a word begins as the IDs do that HubSpot is
// known to give.
func encodedBegins(text string) bool { return len(text) > 4 && text[:4] == "AAAA" }

// report adds the outcome for a record to the result.
func (j *judge) report(r *held, verdicts []verdict, out *Result) {
	told := j.fail(r, out)
	best := strongest(r.candidates, verdicts)
	out.Mentions = append(out.Mentions, r.mentions...)
	suspect := !told && len(best) == 0 && r.suspect()
	about := r.about(best)
	var seen []string
	for i, v := range verdicts {
		c := &r.candidates[i]
		_, taken := best[model.TaskID(c.text)]
		switch {
		case v.id != "":
			told = true
			if best[v.id] == i {
				j.take(c, v.id, r, verdicts, out)
			}
		case taken || slices.Contains(seen[max(0, len(seen)-maxSeen):], c.text):
		case v.refuse && !partOf(c.text, best):
			told, seen = true, append(seen, c.text)
			refused := refusal(c.line, c.text, v.why)
			refused.Place = c.place
			out.Refused = append(out.Refused, refused)
		case about[c.text]:
		case c.notable():
			seen = append(seen, c.text)
			out.Passed = append(out.Passed, Pass{Line: c.line, Place: c.place, Text: quoted(c.text), Why: v.why, Unclear: suspect})
		}
	}
	if !told && len(seen) == 0 {
		out.Passed = append(out.Passed, Pass{Line: r.line, Place: r.place, Text: quoted(r.text), Why: "names no task", Unclear: suspect})
	}
}

// about returns the folders that the tasks of a record, and the moves that
// HubSpot refused to start, are said to be about.
func (r *held) about(best map[model.TaskID]int) map[string]bool {
	folders := map[string]bool{}
	for _, i := range best {
		folders[string(r.candidates[i].folder)] = true
	}
	for _, f := range r.failures {
		folders[string(f.Folder)] = true
	}
	return folders
}

// maxSeen is how many words back a word of a record is not told again.
const maxSeen = 16

// fail adds the moves that HubSpot refused to start.
func (j *judge) fail(r *held, out *Result) bool {
	for _, f := range r.failures {
		if len(f.answer) > 15 {
			if j.failed[f.answer] {
				continue // the same answer, printed twice
			}
			j.failed[f.answer] = true
		}
		out.Failures = append(out.Failures, f)
	}
	return len(r.failures) > 0
}

// strongest returns the candidate with the best evidence for each task of a
// record.
func strongest(candidates []candidate, verdicts []verdict) map[model.TaskID]int {
	var best map[model.TaskID]int
	for i, v := range verdicts {
		if v.id == "" {
			continue
		}
		if best == nil {
			best = map[model.TaskID]int{}
		}
		if k, ok := best[v.id]; !ok || candidates[i].evidence > candidates[k].evidence {
			best[v.id] = i
		}
	}
	return best
}

// suspect reports whether a record that names no task may have been an answer.
func (r *held) suspect() bool {
	return r.cut || !r.log && troubled(r.text[:min(len(r.text), 400)])
}

// troubled reports whether [trouble] matches, which is only asked where it can.
func troubled(text string) bool {
	low := strings.ToLower(text)
	at := strings.IndexAny(low, "0123456789")
	code := at >= 0 && (low[at] == '4' || low[at] == '5')
	return (code || slices.ContainsFunc(stems, func(stem string) bool { return strings.Contains(low, stem) })) && trouble().MatchString(text)
}

// stems is what one of stands in every text that [trouble] matches, but for codes.
var stems = strings.Fields(`err fail refus denied invalid exception traceback time could cannot unable abort retry unauthori forbidden bad unavailable too curl <html <!doctype "id "links "status "message`)

// trouble is what lines say that stand where an answer should.
var trouble = pattern(`(?i)\b(error|err|fail\w*|refus\w*|denied|invalid|exception|traceback|timed? ?out|could ?n.t|cannot|unable|abort\w*|retry\w*|unauthori\w*|forbidden|bad request|bad gateway|unavailable|too many requests)\b|^curl:|<html|<!doctype|"(id|links|status|message)"|^\D{0,12}\b[45]\d\d\b`)

// partOf reports whether a word is the beginning of an ID beside it.
func partOf(text string, ids map[model.TaskID]int) bool {
	if len(ids) > maxSeen {
		return false
	}
	for id := range ids {
		if text != "" && strings.HasPrefix(string(id), text) {
			return true
		}
	}
	return false
}

// take adds a task, unless the text has named it before.
func (j *judge) take(c *candidate, id model.TaskID, r *held, verdicts []verdict, out *Result) {
	f := Found{ID: id, Label: c.label, Folder: c.folder, Line: c.line, Place: c.place, Evidence: c.evidence.public(), Beside: r.beside(id, verdicts)}
	if len(r.text) <= maxAround {
		f.Around = model.Text(r.text)
	}
	if j.first[id] {
		out.Repeated = append(out.Repeated, f)
		return
	}
	j.first[id] = true
	out.Found = append(out.Found, f)
}

func (e evidence) public() Evidence {
	return [...]Evidence{Word, Answer, Column, Answer, Address}[e]
}

// settled reports whether a word is no task whatever else is found, and nothing
// anybody would ask about, so that it need not be kept until the end.
func settled(c candidate) bool {
	return c.refuse == "" && c.cut == whole && !c.notable() && (c.why != "" || never(c.text))
}

// notable reports whether somebody could take a word for an ID.
func (c *candidate) notable() bool {
	return c.alone || c.evidence > byWord || sure(c.text) || noID(c.text) == ""
}
