package undo

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
)

// waves plans everything that can be done, wave after wave, and returns what
// cannot.
func (u *undoing) waves() (left []move) {
	for wave := 1; len(u.at) > 0; wave++ {
		if !u.wave(wave) && !u.aside(wave) {
			break
		}
	}
	for _, i := range slices.Sorted(maps.Values(u.at)) {
		left = append(left, u.moves[i])
	}
	return left
}

// wave plans everything that can be done at once; false if there is nothing.
func (u *undoing) wave(wave int) bool {
	slices.Sort(u.ready)
	ready := slices.DeleteFunc(slices.Compact(u.ready), func(i int) bool { return !u.open(i) })
	u.ready = nil
	var now []int
	for _, i := range ready { // as things stand at the beginning of the wave
		if !u.waiting(i) {
			now = append(now, i)
		}
	}
	left := map[model.Text]model.Text{}
	for _, i := range now {
		m := u.moves[i]
		id := model.Text(m.was.ID)
		switch _, parent := u.tree.At(id); {
		case u.waiting(i): // for another one of this wave, which is in its way
		case parent != model.Text(m.parent) && u.below(model.Text(m.parent), id, left): // or is so in another order
			u.ready = append(u.ready, i)
		default:
			left[id] = parent
			delete(u.at, id)
			u.step(m, wave, "back to where it was")
		}
	}
	return len(left) > 0
}

// below reports whether a folder may be another one or inside it while those of
// a wave move, in any order. left are their former parents.
func (u *undoing) below(id, in model.Text, left map[model.Text]model.Text) bool {
	was := map[model.Text]bool{"": true}
	for up := []model.Text{id}; len(up) > 0; {
		id, up = up[len(up)-1], up[:len(up)-1]
		if id == in {
			return true
		}
		if was[id] {
			continue
		}
		was[id] = true
		_, parent := u.tree.At(id)
		up = append(up, parent, left[id])
	}
	return false
}

// open reports whether a move is still to be done.
func (u *undoing) open(i int) bool {
	at, is := u.at[model.Text(u.moves[i].was.ID)]
	return is && at == i
}

// waiting reports whether a move cannot be done now, and has it retried when
// what blocks it has moved.
func (u *undoing) waiting(i int) bool {
	m := u.moves[i]
	if u.blocked(m) == nil {
		return false
	}
	for _, id := range u.blockers(m) {
		u.waits[id] = append(u.waits[id], i)
	}
	return true
}

func (u *undoing) blocked(m move) *lint.Finding {
	return u.tree.Fails(model.Text(m.was.ID), model.Text(m.parent), model.Text(m.name))
}

func (u *undoing) blockers(m move) []model.Text {
	return u.tree.Blockers(model.Text(m.was.ID), model.Text(m.parent), model.Text(m.name))
}

// aside gives a temporary name to a folder of each cycle of moves that wait for
// each other; false if that does not help.
func (u *undoing) aside(wave int) bool {
	walks, done := map[int]int{}, false
	open := slices.Sorted(maps.Values(u.at))
	for _, first := range open {
		var walk []int
		for i, goes := first, true; goes; i, goes = u.before(i) {
			if by, walked := walks[i]; walked {
				if by == first {
					done = u.cut(walk[slices.Index(walk, i):], wave) || done
				}
				break
			}
			walks[i] = first
			walk = append(walk, i)
		}
	}
	for n := 0; n < len(open) && !done; n++ { // no circle that is seen this way: any that is in the way
		if i, is := u.before(open[n]); is {
			done = u.cut([]int{open[n], i}, wave)
		}
	}
	return done
}

// before returns the move that another one waits for, false if there is none.
func (u *undoing) before(i int) (int, bool) {
	for _, id := range u.blockers(u.moves[i]) {
		if at, is := u.at[id]; is {
			return at, true
		}
	}
	return 0, false
}

// cut gives a temporary name to one of the folders in a cycle.
func (u *undoing) cut(circle []int, wave int) bool {
	for n, i := range circle {
		held, was := u.moves[circle[(n+len(circle)-1)%len(circle)]], u.moves[i].was
		if f := u.blocked(held); f == nil || f.Kind != lint.Taken || u.blockers(held)[0] != model.Text(was.ID) || u.temp[i] {
			continue
		}
		name, parent := u.tree.At(model.Text(was.ID))
		aside := move{was, string(name) + " (undo " + was.ID + ")", string(parent)}
		if u.blocked(aside) == nil {
			u.temp[i] = true
			u.step(aside, wave, "out of the way of others for a moment")
			return true
		}
	}
	return false
}

// step adds a move.
func (u *undoing) step(m move, wave int, why string) {
	id := model.Text(m.was.ID)
	name, parent := u.tree.At(id)
	u.tree.Move(id, model.Text(m.parent), model.Text(m.name))
	u.ready = append(u.ready, u.waits[id]...)
	delete(u.waits, id)
	if m.name == string(name) {
		m.name = ""
	}
	if m.parent == string(parent) {
		m.parent = ""
	}
	r := row(m, wave)
	request, err := plan.NewRequest(r.Fields)
	if err != nil {
		u.leave(m.was, err.Error())
		return
	}
	u.back.Steps = append(u.back.Steps, plan.Step{
		Fields: r.Fields, Name: model.Text(cmp.Or(m.was.Path, m.was.Name)).Line(), Why: why, Request: request, Wave: wave,
	})
}

// stuck returns why a folder can never go back.
func (u *undoing) stuck(m move) string {
	const cannot = "cannot go back: "
	f := u.blocked(m)
	if f == nil {
		return cannot + "others are in its way"
	}
	parent, _ := u.tree.At(model.Text(m.parent))
	in := fmt.Sprintf("the folder that it was in, %q (%s)", parent.Line(), m.parent)
	switch kind := f.Kind; {
	case kind == lint.Inside:
		return cannot + in + ", lies in it now; move that out of it first"
	case kind == lint.ParentUnseen:
		return cannot + "the folder that it was in, " + m.parent + ", is not found any more"
	case kind == lint.ParentArchived:
		return cannot + in + ", is in the recycle bin; restore that first"
	case kind == lint.Taken:
		return cannot + fmt.Sprintf("its old name is taken there by the folder %s; rename or move that first", u.blockers(m)[0].Line())
	}
	return cannot + f.Text
}
