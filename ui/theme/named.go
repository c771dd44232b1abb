package theme

import "hubwatch/model"

// restCells is what a sentence needs beside the folder that it is about, in cells.
const restCells = 30

// Named says which task a sentence on a screen of that width is about, by its
// folder if that is known, keeping the end of the path; or how many tasks.
func (l *Theme) Named(width int, tasks ...*model.Task) string {
	if len(tasks) == 1 {
		if name := tasks[0].Wanted().Head(LongestLine).Line(); name != "" {
			return l.TailUpTo(name, max(width-restCells, restCells/2))
		}
	}
	return model.Named(tasks)
}
