package plan

import (
	"cmp"
	"fmt"
	"slices"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// moved returns the rows by the IDs of their folders, without those that are
// parents of others: such a number in a text may mean either.
func (p *Plan) moved() map[model.Text]int {
	rows := map[model.Text]int{}
	for i, r := range p.Rows {
		folder := model.ReadPlanned(r.Fields).FolderID
		if _, again := rows[folder]; folder != "" && !again {
			rows[folder] = i
		}
	}
	for _, r := range p.Rows {
		delete(rows, model.ReadPlanned(r.Fields).ParentID)
	}
	return rows
}

// parents returns the folders that rows go into.
func (p *Plan) parents() map[model.Text]bool {
	all := map[model.Text]bool{}
	for _, r := range p.Rows {
		if parent := model.ReadPlanned(r.Fields).ParentID; parent != "" {
			all[parent] = true
		}
	}
	return all
}

// into returns the folders that rows go into which are mentioned with a task.
func (j *Joiner) into(f *intake.Found) []model.Text {
	var all []model.Text
	for _, number := range f.Beside {
		if j.parents[number] {
			all = append(all, number)
		}
	}
	return all
}

// beside returns the folders of the plan that are mentioned with a task: if
// there is only one, the task is about it.
func (j *Joiner) beside(f *intake.Found) []model.Text {
	var all []model.Text
	for _, number := range f.Beside {
		if _, known := j.moved[number]; known && !slices.Contains(all, number) {
			all = append(all, number)
		}
	}
	return all
}

// mentioned records the folders of the plan that a text mentions anywhere.
func (j *Joiner) mentioned(source string, all []intake.Mention) {
	var part []answer
	for _, m := range all {
		if _, known := j.moved[m.Number]; known {
			part = append(part, answer{source: source, line: m.Line, at: m.Place, folder: m.Number})
		}
	}
	slices.SortStableFunc(part, func(a, b answer) int { return cmp.Or(a.line-b.line, a.at-b.at) })
	j.mentions = append(j.mentions, part...)
}

// disorder returns where a text mentions the folders of the plan in another
// order than the plan does, so that its answers cannot be in that order; "" if
// it does not. Text below the last answer is a summary and is ignored.
func (j *Joiner) disorder() string {
	last := j.answers[len(j.answers)-1]
	before := -1
	for _, m := range j.mentions {
		if m.source != last.source {
			before = -1
		}
		if m.source == last.source && cmp.Or(m.line-last.line, m.at-last.at) > 0 {
			break
		}
		at := j.moved[m.folder]
		if at < before {
			return fmt.Sprintf("%s names the folder %s after that of line %d of the plan, which stands below it", m.place(), m.folder.Line(), j.plan.Rows[before].Line)
		}
		before = at
	}
	return ""
}
