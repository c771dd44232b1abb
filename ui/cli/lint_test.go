package cli

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubwatch/hubclient/hubsim"
)

// accountWith serves a simulated HubSpot with folders, and returns it and an
// environment with its token.
func accountWith(t *testing.T, folders ...hubsim.Folder) (*hubsim.Server, map[string]string) {
	t.Helper()
	sim := hubsim.New(hubsim.Options{Token: secret, Folders: folders})
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	e := env(t, server.URL)
	e["HUBSPOT_ACCESS_TOKEN"] = secret
	return sim, e
}

// offices is an account with a few folders.
func offices() []hubsim.Folder {
	return []hubsim.Folder{
		{ID: "10", Name: "a"}, {ID: "11", Name: "one", ParentID: "10"}, {ID: "12", Name: "two", ParentID: "10"},
		{ID: "20", Name: "b"}, {ID: "21", Name: "one", ParentID: "20"},
	}
}

// planFile writes a plan.
func planFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestLint(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, plan string
		args       []string
		code       int
		says       []string
	}{
		{name: "clean", plan: "folderId,name,parentFolderId\n12,,20\n", says: []string{"1 row, and nothing is wrong as far as can be seen"}},
		{name: "taken", plan: "folderId,name,parentFolderId\n11,,20\n", code: 1, says: []string{"SEVERITY", "error", "name-taken", "the name is taken by the folder 21, which stays", "1 row: 1 error"}},
		{name: "JSON", plan: "folderId,name,parentFolderId\n11,,20\n", args: []string{"-o", "json"}, code: 1, says: []string{`"finding": "name-taken"`, `"line": 2`}},
		{name: "CSV", plan: "folderId,name,parentFolderId\n11,,20\n", args: []string{"-o", "csv"}, code: 1, says: []string{"severity,line,finding", "error,2,name-taken,11"}},
		{name: "Markdown", plan: "folderId,name,parentFolderId\n99,x,\n", args: []string{"-o", "md"}, code: 1, says: []string{"| error | 2 |"}},
		{name: "an order", plan: "folderId,name\n12,one\n11,other\n", code: 1, says: []string{"order", "lines 3, 2"}},
		{name: "no plan", plan: "nothing\n", code: 3, says: []string{"is no header of a plan"}},
		{name: "no such format", plan: "folderId,name\n12,x\n", args: []string{"-o", "yaml"}, code: 3, says: []string{"allowed are table, json, csv and md"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, e := accountWith(t, offices()...)
			got := runWith(t, &program{keyring: memory{}}, e, append([]string{"lint", "--plan", planFile(t, tc.plan)}, tc.args...)...)
			if got.code != tc.code {
				t.Errorf("exit code %d, want %d: %s", got.code, tc.code, got.stderr)
			}
			for _, says := range tc.says {
				if !strings.Contains(got.stdout+got.stderr, says) {
					t.Errorf("want %q in\n%s%s", says, got.stdout, got.stderr)
				}
			}
		})
	}
}

func TestLintNeedsToSearch(t *testing.T) {
	e := env(t, portalWith(t, "files.write"))
	e["HUBSPOT_ACCESS_TOKEN"] = secret
	got := runWith(t, &program{keyring: memory{}}, e, "lint", "--plan", planFile(t, "folderId,name\n12,x\n"))
	if got.code != 4 || !strings.Contains(got.stderr, "files.read") {
		t.Errorf("exit code %d, %q, want 4 and the scopes", got.code, got.stderr)
	}
	got = runWith(t, &program{keyring: memory{}}, e, "lint")
	if got.code != 3 || !strings.Contains(got.stderr, "there is no plan: name one with --plan") {
		t.Errorf("without a plan exit code %d, %q", got.code, got.stderr)
	}
}
