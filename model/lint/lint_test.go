package lint

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// rowOf is a row of a plan; what is empty is left out.
func rowOf(line int, folder, name, parent, path string) plan.Row {
	r := plan.Row{Line: line}
	for _, f := range [][2]string{{model.ColumnFolder, folder}, {model.ColumnName, name}, {model.ColumnParent, parent}, {model.ColumnPath, path}} {
		if f[1] != "" {
			r.Fields = append(r.Fields, model.Field{Key: model.Text(f[0]), Values: []model.Text{model.Text(f[1])}})
		}
	}
	return r
}

// look surveys folders for a plan, and returns how many requests that took.
func look(rows []plan.Row, folders []hubsim.Folder) (*survey.Folders, int) {
	byID := map[string]hubsim.Folder{}
	for _, f := range folders {
		byID[f.ID] = f
	}
	shown := func(f hubsim.Folder) model.Folder {
		path := ""
		up, ok := f, true
		for steps := 0; ok && steps < 2*maxDepth; steps++ { // they may lie in one another
			path = "/" + up.Name + path
			up, ok = byID[up.ParentID]
		}
		return model.Folder{ID: model.Text(f.ID), Name: model.Text(f.Name), ParentID: model.Text(f.ParentID), Path: model.Text(path)}
	}
	seen, asked := survey.New(), 0
	for {
		Want(rows, seen)
		q, more := seen.Next()
		if !more {
			return seen, asked
		}
		for ; more; q, more = seen.Next() {
			asked++
			var found []model.Folder
			after := model.Text("")
			for _, f := range folders {
				hit := slices.Contains(q.IDs, model.Text(f.ID)) || slices.Contains(q.Parents, model.Text(f.ParentID)) && model.Text(f.ID) > q.After
				if !hit || f.Archived || f.Hidden {
					continue
				}
				if len(found) == survey.Most {
					after = found[len(found)-1].ID
					break
				}
				found = append(found, shown(f))
			}
			seen.Take(q, found, after)
		}
	}
}

// small is an account with a few folders.
func small() []hubsim.Folder {
	return []hubsim.Folder{
		{ID: "10", Name: "a"}, {ID: "11", Name: "one", ParentID: "10"}, {ID: "12", Name: "two", ParentID: "10"}, {ID: "13", Name: "deep", ParentID: "11"},
		{ID: "20", Name: "b"}, {ID: "21", Name: "one", ParentID: "20"}, {ID: "22", Name: "Été", ParentID: "20"},
		{ID: "30", Name: "gone", ParentID: "10", Archived: true}, {ID: "40", Name: "secret", ParentID: "10", Hidden: true},
	}
}

func TestFindings(t *testing.T) {
	for _, tc := range []struct {
		name string
		rows []plan.Row
		want []string // line kind severity
	}{
		{"a move", []plan.Row{rowOf(2, "12", "", "20", "")}, nil},
		{"a rename", []plan.Row{rowOf(2, "12", "three", "", "")}, nil},
		{"an unknown folder", []plan.Row{rowOf(2, "99", "x", "", "")}, []string{"2 folder-unseen error"}},
		{"a hidden folder", []plan.Row{rowOf(2, "40", "x", "", "")}, []string{"2 folder-unseen error"}},
		{"a folder in the bin", []plan.Row{rowOf(2, "30", "x", "", "")}, []string{"2 folder-unseen error"}},
		{"no request", []plan.Row{rowOf(2, "12", "", "", "/a/x")}, []string{"2 row-incomplete error"}},
		{"an unknown parent", []plan.Row{rowOf(2, "12", "", "99", "")}, []string{"2 parent-unseen error"}},
		{"into itself", []plan.Row{rowOf(2, "11", "", "13", ""), rowOf(3, "12", "", "12", "")}, []string{"2 inside-itself error", "3 inside-itself error"}},
		{"taken", []plan.Row{rowOf(2, "11", "", "20", "")}, []string{"2 name-taken error"}},
		{"taken but for case", []plan.Row{rowOf(2, "12", "ONE", "", "")}, []string{"2 name-taken error"}},
		{"taken but for the form of a letter", []plan.Row{rowOf(2, "12", "E\u0301t\u00e9", "20", "")}, []string{"2 name-taken error"}},
		{"the same place", []plan.Row{rowOf(2, "11", "x", "20", ""), rowOf(3, "12", "x", "20", "")}, []string{"3 same-place error"}},
		{"an order", []plan.Row{rowOf(2, "12", "one", "", ""), rowOf(3, "11", "other", "", "")}, []string{"2 order error"}},
		{"names that are swapped", []plan.Row{rowOf(2, "12", "one", "", ""), rowOf(3, "11", "two", "", "")}, []string{"2 order error", "3 name-taken error"}},
		{"a cycle", []plan.Row{rowOf(2, "11", "", "12", ""), rowOf(3, "12", "", "11", "")}, []string{"3 inside-itself error"}},
		{"bad names", []plan.Row{rowOf(2, "12", "x ", "", ""), rowOf(3, "11", "a/b", "", ""), rowOf(4, "13", strings.Repeat("n", 256), "", "")},
			[]string{"2 name-refused error", "3 name-refused error", "4 name-refused error"}},
		{"already there", []plan.Row{rowOf(2, "12", "two", "10", "")}, []string{"2 already-there note"}},
		{"case only", []plan.Row{rowOf(2, "12", "Two", "", "")}, []string{"2 case-only note"}},
		{"twice", []plan.Row{rowOf(2, "12", "x", "", ""), rowOf(3, "12", "", "20", "")}, []string{"3 folder-twice warning"}},
		{"another path", []plan.Row{rowOf(2, "12", "", "20", "/b/three"), rowOf(3, "13", "", "20", "b/deep/")}, []string{"2 path-differs warning"}},
		{"in the root", []plan.Row{rowOf(2, "20", "c", "", "")}, []string{"2 not-known note"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			seen, _ := look(tc.rows, small())
			r := Check(tc.rows, seen)
			var got []string
			for _, f := range r.Findings {
				got = append(got, fmt.Sprintf("%d %s %s", f.Line, f.Kind, f.Severity.Word()))
				if f.Text == "" || f.Severity == Error && f.Do == "" {
					t.Errorf("line %d: %q, %q", f.Line, f.Text, f.Do)
				}
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("found %q, want %q\n%+v", got, tc.want, r.Findings)
			}
		})
	}
}

func TestAnOrderThatWorks(t *testing.T) {
	rows := []plan.Row{rowOf(2, "12", "one", "", ""), rowOf(3, "11", "other", "", ""), rowOf(4, "99", "x", "", "")}
	seen, _ := look(rows, small())
	if r := Check(rows, seen); !slices.Equal(r.Order, []int{3, 2, 4}) {
		t.Errorf("the order %v, want 3, 2, 4", r.Order)
	}
	rows = rows[1:2]
	if r := Check(rows, seen); r.Order != nil {
		t.Errorf("an order %v for a plan that goes through", r.Order)
	}
}

// shift is folders in one, and a plan in which each takes the name of the next one:
// only from the last to the first does it go through.
func shift(n int) (rows []plan.Row, folders []hubsim.Folder) {
	folders = []hubsim.Folder{{ID: "1", Name: "top"}}
	for i := range n {
		id := fmt.Sprint(100_000 + i)
		folders = append(folders, hubsim.Folder{ID: id, Name: fmt.Sprintf("folder %d", i), ParentID: "1"})
		rows = append(rows, rowOf(i+2, id, fmt.Sprintf("folder %d", i+1), "", ""))
	}
	return rows, folders
}

// TestALongOrder finds the order of a plan of which no row but the last goes
// through.
func TestALongOrder(t *testing.T) {
	rows, folders := shift(5000)
	seen, _ := look(rows, folders)
	r := Check(rows, seen)
	if !slices.IsSortedFunc(r.Order, func(a, b int) int { return b - a }) || len(r.Order) != len(rows) || r.Count(Error) != len(rows)-1 {
		t.Errorf("%s; the order begins with %v", r.Summary(), r.Order[:min(len(r.Order), 10)])
	}
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{500, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			rows, folders := shift(n)
			seen, _ := look(rows, folders)
			for b.Loop() {
				Check(rows, seen)
			}
		})
	}
}

// account is a random account: ten folders, ten in each, and eight in each of
// those.
func account(r *rand.Rand) (all []hubsim.Folder, inner, leaves []string) {
	id := 1000
	add := func(parent, name string) string {
		id += 1 + r.IntN(3)
		all = append(all, hubsim.Folder{ID: fmt.Sprint(id), Name: name, ParentID: parent})
		return fmt.Sprint(id)
	}
	for a := range 10 {
		top := add("", fmt.Sprintf("top %d", a))
		for b := range 10 {
			mid := add(top, fmt.Sprintf("mid %d", b))
			inner = append(inner, mid)
			for c := range 8 {
				leaves = append(leaves, add(mid, fmt.Sprintf("leaf é %d", c)))
			}
		}
	}
	deep := inner[0]
	for d := range maxTestDepth {
		deep = add(deep, fmt.Sprintf("deep %d", d))
	}
	return all, append(inner, deep), leaves
}

const maxTestDepth = maxDepth - 2

// defects spoil a row, or add some.
var defects = map[string]func(g *generator, i int){
	"an unknown folder": func(g *generator, i int) { g.rows[i] = rowOf(i+2, "77", "x", "", "") },
	"a folder in the bin": func(g *generator, i int) {
		g.folder(string(model.ReadPlanned(g.rows[i].Fields).FolderID)).Archived = true
	},
	"an unknown parent": func(g *generator, i int) { g.redo(i, "", "78") },
	"a parent in the bin": func(g *generator, i int) {
		g.all = append(g.all, hubsim.Folder{ID: fmt.Sprint(900_000 + i), Name: fmt.Sprint("bin ", i), ParentID: g.inner[0], Archived: true})
		g.redo(i, "", fmt.Sprint(900_000+i))
	},
	"into itself": func(g *generator, i int) {
		mid := g.inner[g.r.IntN(len(g.inner)-1)]
		for _, f := range g.all {
			if f.ParentID == mid {
				g.rows[i] = rowOf(i+2, mid, "", f.ID, "")
				return
			}
		}
	},
	"a name that is taken": func(g *generator, i int) { g.redo(i, "stays", g.inner[1]) },
	"the place of another row": func(g *generator, i int) {
		p := model.ReadPlanned(g.rows[(i+1)%len(g.rows)].Fields)
		g.redo(i, string(p.Name), string(p.ParentID))
	},
	"a place that is freed later": func(g *generator, i int) {
		j := i + 1 + g.r.IntN(len(g.rows)-i)
		if j >= len(g.rows) {
			return
		}
		f := g.folder(string(model.ReadPlanned(g.rows[j].Fields).FolderID))
		if f == nil {
			return
		}
		g.redo(i, f.Name, f.ParentID)
	},
	"a bad name":   func(g *generator, i int) { g.redo(i, []string{" x", "a/b", "tab\t"}[i%3]+fmt.Sprint(i)+" ", "") },
	"too deep":     func(g *generator, i int) { g.redo(i, "", g.inner[len(g.inner)-1]) },
	"another case": func(g *generator, i int) { g.redo(i, "STAYS", g.inner[1]) },
	"another form": func(g *generator, i int) { g.redo(i, "stays e\u0301", g.inner[1]) },
	"folders in one another": func(g *generator, i int) {
		a, b := g.inner[g.r.IntN(50)+2], g.inner[g.r.IntN(45)+53]
		g.rows[i] = rowOf(i+2, a, "", b, "")
		if i+1 < len(g.rows) {
			g.rows[i+1] = rowOf(i+3, b, "", a, "")
		}
	},
}

// generator makes plans.
type generator struct {
	r             *rand.Rand
	all           []hubsim.Folder
	inner, leaves []string
	rows          []plan.Row
}

func (g *generator) folder(id string) *hubsim.Folder {
	i := slices.IndexFunc(g.all, func(f hubsim.Folder) bool { return f.ID == id })
	if i < 0 {
		return nil
	}
	return &g.all[i]
}

// redo gives a row another name and parent; "" leaves them.
func (g *generator) redo(i int, name, parent string) {
	p := model.ReadPlanned(g.rows[i].Fields)
	if name == "" {
		name = string(p.Name)
	}
	if parent == "" {
		parent = string(p.ParentID)
	}
	g.rows[i] = rowOf(i+2, string(p.FolderID), name, parent, "")
}

func newGenerator(seed uint64, n int) *generator {
	g := &generator{r: rand.New(rand.NewPCG(seed, 4))}
	g.all, g.inner, g.leaves = account(g.r)
	g.all = append(g.all, hubsim.Folder{ID: "500", Name: "stays", ParentID: g.inner[1]}, hubsim.Folder{ID: "501", Name: "stays \u00e9", ParentID: g.inner[1]})
	g.r.Shuffle(len(g.leaves), func(i, j int) { g.leaves[i], g.leaves[j] = g.leaves[j], g.leaves[i] })
	for i, leaf := range g.leaves[:n] {
		g.rows = append(g.rows, rowOf(i+2, leaf, fmt.Sprintf("new %d", i), g.inner[g.r.IntN(len(g.inner)-1)], ""))
	}
	return g
}

// TestEveryDefectIsFound spoils plans of 500 rows in every way and holds what is
// found against what the simulated HubSpot then does.
func TestEveryDefectIsFound(t *testing.T) {
	seeds := 5
	switch {
	case testing.Short():
		seeds = 2
	case os.Getenv("HUBWATCH_TEST_LONG") != "":
		seeds = 20
	}
	for name, spoil := range defects {
		t.Run(name, func(t *testing.T) {
			failed, found, both := 0, 0, 0
			for seed := range uint64(seeds) {
				g := newGenerator(seed, 500)
				for i := range g.rows {
					if g.r.IntN(12) == 0 {
						spoil(g, i)
					}
				}
				seen, asked := look(g.rows, g.all)
				targets := map[model.Text]bool{}
				for _, row := range g.rows {
					targets[model.ReadPlanned(row.Fields).ParentID] = true
				}
				if most := seen.Len()/survey.Most + len(targets); asked > most {
					t.Errorf("%d requests for %d folders and %d targets, want at most %d", asked, seen.Len(), len(targets), most)
				}
				r := Check(g.rows, seen)
				bad := map[int]bool{}
				for _, f := range r.Findings {
					if f.Severity == Error {
						bad[f.Line] = true
					}
				}
				sim := hubsim.New(hubsim.Options{Folders: g.all, Now: func() time.Time { return time.Unix(1e9, 0) }})
				for _, row := range g.rows {
					p := model.ReadPlanned(row.Fields)
					fails := sim.Change(string(p.FolderID), string(p.ParentID), string(p.Name)) != nil
					failed += b2i(fails)
					found += b2i(bad[row.Line])
					both += b2i(fails && bad[row.Line])
				}
			}
			t.Logf("%d rows failed, %d were found, %d both", failed, found, both)
			if failed == 0 || float64(both) < 0.98*float64(failed) || float64(both) < 0.95*float64(found) {
				t.Errorf("%d rows failed, %d were found, %d both", failed, found, both)
			}
		})
	}
}
