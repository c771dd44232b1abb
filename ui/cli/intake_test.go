//go:build !windows

package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestIntakeOfFiles gives the real binary each file of testdata/intake. What is
// right stands in its expected.tsv: the file, the exit code, the tasks that are
// on the watchlist afterwards, and something that --explain says.
func TestIntakeOfFiles(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("testdata", "intake")
	data, err := os.ReadFile(filepath.Join(dir, "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	for _, row := range rows {
		cells := strings.Split(row, "\t")
		t.Run(cells[0], func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, unreachable)
			got := m.run("add", "--explain", "-f", filepath.Join(dir, cells[0]))
			if code, _ := strconv.Atoi(cells[1]); got.code != code {
				t.Errorf("exit code %d, want %d; said %s", got.code, code, got.stderr)
			}
			var ids []string
			for _, line := range strings.Split(strings.TrimSpace(m.run("list", "-o", "csv").stdout), "\n")[1:] {
				id, _, _ := strings.Cut(line, ",")
				ids = append(ids, id)
			}
			want := strings.Fields(cells[2])
			slices.Sort(want)
			slices.Sort(ids)
			if !slices.Equal(ids, want) {
				t.Errorf("on the watchlist are %q, want %q\n%s", ids, want, got.stdout)
			}
			if !strings.Contains(got.stdout+got.stderr, cells[3]) {
				t.Errorf("said %q and\n%s\nwant %q in it", got.stderr, got.stdout, cells[3])
			}
			for _, secret := range []string{"99999999", "verysecretvalue"} {
				if strings.Contains(got.stdout+got.stderr, secret) {
					t.Errorf("a secret is shown:\n%s", got.stdout)
				}
			}
		})
	}
}
