package contrast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"hubwatch/model"
	"pgregory.net/rapid"
)

// drawn is tasks of which some failed, with columns drawn by lot of 2 to 40
// values. With plant, most of the failed have one value of one column.
func drawn(seed uint64, tasks, failed, columns int, plant bool) (subjects []Subject, ids []model.TaskID, planted Trait) {
	r := rand.New(rand.NewPCG(seed, 1))
	sizes := make([]int, columns)
	for c := range sizes {
		sizes[c] = 2 + r.IntN(39)
	}
	column := r.IntN(columns)
	sizes[column] = 4 + r.IntN(12)
	planted = Trait{fmt.Sprint("column ", column), fmt.Sprint("value ", r.IntN(sizes[column])), true}
	values, keys := make([]model.Text, 64), make([]model.Text, columns)
	for i := range values {
		values[i] = model.Text(fmt.Sprint("value ", i))
	}
	for i := range keys {
		keys[i] = model.Text(fmt.Sprint("column ", i))
	}
	for i := range tasks {
		s := Subject{id: model.TaskID(fmt.Sprint("task-", i)), ok: i >= failed}
		for c, n := range sizes {
			value := values[r.IntN(n)]
			if plant && c == column && !s.ok && r.IntN(20) > 0 {
				value = model.Text(planted.Value)
			}
			s.plan = append(s.plan, model.Field{Key: keys[c], Values: []model.Text{value}})
		}
		subjects = append(subjects, s)
		if !s.ok {
			ids = append(ids, s.id)
		}
	}
	return subjects, ids, planted
}

// TestThePlantedIsFound holds that what all the failed have, and few others, is
// the first that is told.
func TestThePlantedIsFound(t *testing.T) {
	found := 0
	for seed := range uint64(200) {
		subjects, ids, planted := drawn(seed, 1000, 5+int(seed)%36, 12, true)
		if lines := Find(subjects, [][]model.TaskID{ids})[0]; len(lines) > 0 && lines[0].Trait == planted {
			found++
		}
	}
	if t.Logf("found in %d of 200", found); found < 190 {
		t.Errorf("found in %d of 200", found)
	}
}

// TestChanceIsNotTold holds that where tasks failed by chance, hardly anything
// is told.
func TestChanceIsNotTold(t *testing.T) {
	told := 0
	for seed := range uint64(200) {
		subjects, ids, _ := drawn(seed, 1000, 5+int(seed)%36, 12, false)
		half := len(ids) / 2
		for _, lines := range Find(subjects, [][]model.TaskID{ids, ids[:half], ids[half:]}) {
			if len(lines) > 0 {
				told++
				break
			}
		}
	}
	if t.Logf("told in %d of 200", told); told > 10 {
		t.Errorf("something is told in %d of 200", told)
	}
}

// TestTail holds that chance is counted right, by counting every case.
func TestTail(t *testing.T) {
	l := newLogs(40)
	for failed := 1; failed <= 5; failed++ {
		for have := range 10 {
			for n := max(0, have-6); n <= min(have, failed); n++ {
				hits, all := 0, 0
				for bits := range 1 << (failed + 6) { // which have the value
					if ones(bits) != have {
						continue
					}
					all++
					if ones(bits&(1<<failed-1)) >= n {
						hits++
					}
				}
				want := float64(hits) / float64(all)
				if got := math.Exp(l.tail(n, failed, have, 6)); math.Abs(got-want) > 1e-9 {
					t.Errorf("%d of %d failed and %d of all: got %v, want %v", n, failed, have, got, want)
				}
			}
		}
	}
}

func ones(bits int) int {
	n := 0
	for ; bits > 0; bits >>= 1 {
		n += bits & 1
	}
	return n
}

// TestOrder holds that neither the order of the tasks nor that of the groups
// makes a difference.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		subjects, ids, _ := drawn(rapid.Uint64().Draw(t, "seed"), 120, 20, 4, true)
		groups := [][]model.TaskID{ids, ids[:10], ids[10:]}
		want := Find(subjects, groups)
		mixed := [][]model.TaskID{rapid.Permutation(ids[10:]).Draw(t, "second"), rapid.Permutation(ids).Draw(t, "all"), ids[:10]}
		got := Find(rapid.Permutation(subjects).Draw(t, "subjects"), mixed)
		for i, j := range []int{2, 0, 1} {
			if !slices.Equal(got[i], want[j]) {
				t.Fatalf("got %v\nwant %v", got[i], want[j])
			}
		}
	})
}

func TestTraits(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 41, 0, 0, time.UTC)
	field := func(key, value string) model.Field {
		return model.Field{Key: model.Text(key), Values: []model.Text{model.Text(value)}}
	}
	s := Subject{
		plan:   []model.Field{field("wave", "3"), field("owner", " "), field("path", "/brand/2025/Été: 夏 "), field("taskId", "a")},
		report: &model.Report{StartedAt: at}, attempt: 2,
	}
	got := map[string]bool{}
	for _, trait := range newTable([]Subject{s}).traits {
		got[fmt.Sprintf("%s=%s %v", trait.Key, trait.Value, trait.Column)] = true
	}
	for _, want := range []string{
		"wave=3 true", "parent=/brand/2025 false", "depth=3 false", "name-has=a space at an end false", "name-has=reserved characters false",
		"name-script=Latin with accents false", "name-script=Chinese or Japanese false", "started=2026-05-04 09h false", "attempt=2 false",
	} {
		if !got[want] {
			t.Errorf("%s is not in %v", want, got)
		}
		delete(got, want)
	}
	if len(got) > 0 {
		t.Errorf("more than wanted: %v", got)
	}
	clash := Clashes([]Subject{{id: "a", plan: []model.Field{field("path", "/x/Summer")}}, {id: "b", plan: []model.Field{field("path", "/x/summer")}}, {id: "c", plan: []model.Field{field("path", "/y/summer")}}, {id: "d"}})
	if len(clash) != 2 || !clash["a"] || !clash["b"] {
		t.Errorf("clashes are %v", clash)
	}
}

// TestNothingToCompare holds that nothing is told where there is nothing to tell.
func TestNothingToCompare(t *testing.T) {
	subjects, ids, _ := drawn(1, 20, 10, 3, true)
	for _, s := range [][]Subject{nil, subjects[:10], subjects[10:]} {
		for _, lines := range Find(s, [][]model.TaskID{ids, nil, {"nobody"}}) {
			if len(lines) > 0 {
				t.Errorf("%d subjects give %v", len(s), lines)
			}
		}
	}
}

// BenchmarkFind contrasts 10 causes of 10,000 tasks with 20 columns.
func BenchmarkFind(b *testing.B) {
	subjects, ids, _ := drawn(1, 10_000, 1000, 20, true)
	groups := [][]model.TaskID{ids}
	for i := range 10 {
		groups = append(groups, ids[i*100:(i+1)*100])
	}
	for b.Loop() {
		Find(subjects, groups)
	}
}
