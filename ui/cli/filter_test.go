package cli

import (
	"strings"
	"testing"
)

func TestFilter(t *testing.T) {
	env := home(t)
	plan := write(t, "plan.csv", "taskId,label,wave\na1,press,3\nb2,legal,4\nc3,legal,3\n")
	if got := run(t, env, "add", "--plan", plan); got.code != 0 {
		t.Fatalf("add: %+v", got)
	}
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"list", "-o", "csv", "--filter", "label:legal !wave:4"}, 0, "c3"},
		{[]string{"export", "--filter", "id=b2"}, 0, `"b2"`},
		{[]string{"report", "-o", "csv", "--filter", "wave=3 press"}, 0, "a1"},
		{[]string{"list", "--filter", "staus:ok"}, 3, `at character 1: there is no field "staus"; there are status, cause`},
		{[]string{"list", "--filter", "status:ok"}, 3, "lets none of the 3 tasks through"},
		{[]string{"wait", "--filter", `label:"`}, 3, "the quote is not closed"},
		{[]string{"status", "a1", "--filter", "wave:3"}, 3, "not both"},
	} {
		got := run(t, env, test.args...)
		out := got.stdout + got.stderr
		if got.code != test.code || !strings.Contains(out, test.want) {
			t.Errorf("%v: %d\n%s\nwant %d and %q", test.args, got.code, out, test.code, test.want)
		}
		if test.code == 0 && (strings.Contains(out, "a1") && test.want != "a1" || strings.Contains(out, "b2") && !strings.Contains(test.want, "b2")) {
			t.Errorf("%v prints more than it should:\n%s", test.args, out)
		}
	}
}
