package survey

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hubwatch/model"
)

// ids are n IDs from first on.
func ids(first, n int) []model.Text {
	var all []model.Text
	for i := range n {
		all = append(all, model.Text(fmt.Sprint(first+i)))
	}
	return all
}

// in is a folder in another.
func in(id, parent model.Text) model.Folder {
	return model.Folder{ID: id, Name: "folder " + id, ParentID: parent}
}

// rest takes out all questions.
func rest(f *Folders) (all []Question) {
	for q, ok := f.Next(); ok; q, ok = f.Next() {
		all = append(all, q)
	}
	return all
}

func TestAHundredInOneQuestion(t *testing.T) {
	f := New()
	f.Look(ids(1000, 250)...)
	f.Look(ids(1000, 10)...) // again
	f.Look("", "0", "x", "-1", "1.5", "1234567890123456789")
	f.List(ids(5000, 101)...)
	f.List("0", "")
	var sizes []int
	for _, q := range rest(f) {
		sizes = append(sizes, len(q.IDs), len(q.Parents))
		if len(q.IDs) > Most || len(q.Parents) > Most {
			t.Errorf("a question about %d and %d folders", len(q.IDs), len(q.Parents))
		}
	}
	if want := []int{100, 0, 100, 0, 50, 0, 0, 100, 0, 1}; !slices.Equal(sizes, want) {
		t.Errorf("questions about %v, want %v", sizes, want)
	}
}

func TestWhatIsSeen(t *testing.T) {
	f := New()
	f.Look("10", "11", "99")
	f.List("10")
	q := rest(f)
	f.Take(q[0], []model.Folder{in("10", ""), in("11", "10")}, "")
	if f.Folder("99") != nil || f.Folder("11") == nil {
		t.Error("what was not found is seen, or what was is not")
	}
	if done, of := f.Progress(); done != 1 || of != 1 {
		t.Errorf("%d of %d questions are answered, want 1 of 1: the other is under way", done, of)
	}
	f.Take(q[1], []model.Folder{in("11", "10"), in("12", "10")}, "12")
	next, ok := f.Next()
	if !ok || next.After != "12" || !slices.Equal(next.Parents, []model.Text{"10"}) {
		t.Fatalf("after a page comes %+v, %t", next, ok)
	}
	f.Take(next, []model.Folder{in("13", "10")}, "12") // a page that says that it comes next again
	if q, ok := f.Next(); ok {
		t.Errorf("the same page is asked for again: %+v", q)
	}
	if children, all := f.Children("10"); !all || !slices.Equal(children, []model.Text{"11", "12", "13"}) {
		t.Errorf("the children %v, all: %t", children, all)
	}
	if _, all := f.Children("11"); all {
		t.Error("children that nobody has asked for are all seen")
	}
	f.Look("12", "13", "99")
	if q, ok := f.Next(); ok {
		t.Errorf("what is known is asked for again: %+v", q)
	}
}

func TestWhatIsKeptIsNotAskedAgain(t *testing.T) {
	at := time.Unix(1e9, 0)
	f := New()
	f.Look("10", "11", "99")
	f.List("10", "11")
	q := rest(f)
	f.Take(q[0], []model.Folder{in("10", ""), in("11", "10")}, "")
	f.Take(Question{Parents: []model.Text{"10"}}, []model.Folder{in("11", "10"), in("12", "10")}, "")
	f.Take(Question{Parents: []model.Text{"11"}}, []model.Folder{in("13", "11")}, "13") // and there are more
	data := f.Encode("7", at)
	again, since := Resume(data, "7", at.Add(Fresh-1))
	if !since.Equal(at) || again.Len() != 4 {
		t.Fatalf("%d folders since %v", again.Len(), since)
	}
	again.Look("10", "11", "12", "13", "99", "20")
	again.List("10", "11")
	left := rest(again)
	if len(left) != 2 || !slices.Equal(left[0].IDs, []model.Text{"20"}) || !slices.Equal(left[1].Parents, []model.Text{"11"}) {
		t.Errorf("asked for again: %+v", left)
	}
	if children, _ := again.Children("10"); !slices.Equal(children, []model.Text{"11", "12"}) {
		t.Errorf("the children are %v", children)
	}
	for what, r := range map[string]struct {
		data    []byte
		account string
		at      time.Time
	}{
		"too old": {data, "7", at.Add(Fresh)}, "of the future": {data, "7", at.Add(-1)}, "another account": {data, "8", at},
		"no account": {f.Encode("", at), "", at}, "nothing": {nil, "7", at}, "no JSON": {[]byte("{"), "7", at}, "another schema": {[]byte(`{"schema":2,"account":"7"}`), "7", at},
	} {
		if again, since := Resume(r.data, r.account, r.at); !since.IsZero() || again.Len() > 0 {
			t.Errorf("%s: %d folders since %v", what, again.Len(), since)
		}
	}
}

// FuzzResume holds that whatever is kept, nothing is asked for that is no ID, and
// that what was seen is kept the same again.
func FuzzResume(f *testing.F) {
	at := time.Unix(1e9, 0)
	seed := New()
	seed.Take(Question{IDs: []model.Text{"10", "99"}}, []model.Folder{in("10", ""), in("11", "10")}, "")
	seed.Take(Question{Parents: []model.Text{"10"}}, nil, "")
	f.Add(seed.Encode("7", at))
	f.Add([]byte(`{"schema":1,"account":"7","since":"2001-09-09T01:46:40Z","folders":[{"id":"x"},{"id":"10","parent":"10"}],"absent":[""],"listed":["0"]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		seen, since := Resume(data, "7", at)
		for _, id := range seen.All() {
			seen.Look(seen.Folder(id).ParentID)
			seen.List(id)
		}
		for _, q := range rest(seen) {
			for _, id := range slices.Concat(q.IDs, q.Parents) {
				if !folderID(id) {
					t.Errorf("%q is asked for", id)
				}
			}
		}
		if since.IsZero() {
			return
		}
		again, _ := Resume(seen.Encode("7", since), "7", at)
		if !slices.Equal(again.All(), seen.All()) {
			t.Errorf("kept are %v, and then %v", seen.All(), again.All())
		}
	})
}
