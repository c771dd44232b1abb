package intake

import (
	"strings"

	"hubwatch/model/cells"
)

// asText reads as text what was read of a CSV file in which no line is a header
// with a column for the task ID: its cells may have answers, or IDs that can
// only be a task's.
func (r *Reader) asText() {
	if len(r.above) == 0 {
		return
	}
	above, now := r.above, r.line
	r.heads = headingsOf(above[0].Text, r.comma)
	r.titles, r.above, r.begun = above[0], nil, true
	r.columns = r.form == FormCSV && len(cells.Split(above[0].Text, cells.Separator(above[0].Text))) > 1
	for i, l := range above {
		r.folder = r.folder || ofFolders(l.Text)
		if i > 0 {
			r.line, r.text = l.Number, l.Text
			r.read(plainLine(l.Text))
		}
	}
	r.line = now
}

// noHeader says that no line was a header, which is refused if no task was found
// either.
func (r *Reader) noHeader() {
	why := "is a CSV header without a column for the task ID; allowed are taskId, task_id and id"
	if r.folder {
		why += "; a plan of folders is given with --plan"
	}
	if len(r.judge.first) > 0 {
		r.pass(r.titles.Number, r.titles.Text, why)
		return
	}
	r.refuse(r.titles.Number, r.titles.Text, why)
}

// ofFolders reports whether a line is a heading about folders and not about
// tasks: their IDs are numbers, as those of tasks could be.
func ofFolders(heading string) bool {
	return len(heading) < maxKey && !hasDigit(heading) && !strings.Contains(heading, "://") && folderWords().MatchString(heading) && !taskWords().MatchString(heading)
}

var (
	folderWords = pattern(`(?i)folder|ordner|verzeichnis|dossier|carpeta|cartell[ae]|\bpastas?\b|\bmapp?en?\b|katalog|папк|フォルダ`)
	taskWords   = pattern(`(?i)task|async|status|` + foreignTasks)
)

// doubt says about the numbers of a text that is about folders that they are no
// tasks, unless something names them; and of a row of a table that it is no list.
func (r *Reader) doubt(all []candidate) {
	for i := range all {
		c := &all[i]
		if r.folder && c.evidence <= byMember && c.why == "" && number(c.text) {
			c.why = "may be the ID of a folder"
		}
		c.alone = c.alone && !r.columns
	}
	r.heads.misname(r.text, all)
	r.table.heads.misname(r.text, all)
}
