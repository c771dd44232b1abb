package cause

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"hubwatch/model"
)

func TestMask(t *testing.T) {
	for message, want := range map[model.Text]string{
		"": "",
		"A folder with the name 'Summer' is already at the destination '/brand/2025'.": "A folder with the name <name> is already at the destination <name>.",
		"Folder 900100200300 is being changed by another update.":                      "Folder <id> is being changed by another update.",
		"id must be > 0": "id must be > <n>",
		"The OAuth token used to make this call expired 12 second(s) ago.":                                    "The OAuth token used to make this call expired <time> ago.",
		"Give HubSpot's support the number 7f120c0.":                                                          "Give HubSpot's support the number <id>.",
		"No file or folder exists at path /brand/summer/2025.":                                                "No file or folder exists at path <path>.",
		"request failed with status code 502 after 30s":                                                       "request failed with status code 502 after <time>",
		"Task AAAAEZ6whGI (0b6d7c1e-52a4-4f0e-9a53-7d1f0c2e8b14) is unknown":                                  "Task <id> (<id>) is unknown",
		"see https://app.hubspot.com/files/123/?folderId=9, then ask a@b.com":                                 "see <url>, then ask <email>",
		"could not move a.png, b.jpg and c d.pdf":                                                             "could not move <path> and c <path>",
		`values were not valid: [{"isValid":false,"error":"NAME_TAKEN","name":"x"},{"name":"y \"z\""}] today`: "values were not valid: <data error error=NAME_TAKEN isValid name> today",
		"Invalid input {name=Summer sale, parentFolderId=12}":                                                 "Invalid input <data name parentFolderId>",
		"文件夹'夏季'已存在,编号12345":                                                                                  "文件夹<name>已存在,编号<n>",
		"「夏季促销」という名前のフォルダ":                                                                                    "<name>という名前のフォルダ",
		"dial tcp 10.1.2.3:443: i/o timeout":                                                                  "dial tcp <n>: i/o timeout",
		"red \x1b[31mfolder\x1b[0m\u202e\u200b 'x'\x00 gone":                                                  "red folder <name> gone",
	} {
		if got := Mask(message); got != want {
			t.Errorf("Mask(%q)\n got %q\nwant %q", message, got, want)
		}
	}
}

// pairs are messages that must be of the same cause, or must not.
var pairs = []struct {
	a, b model.Text
	same bool
}{
	// Quoted text.
	{"Folder 'Summer' already exists", "Folder 'Winter sale 2025' already exists", true},
	{`Folder "Summer" already exists`, "Folder 'Summer' already exists", true},
	{"Folder “Summer” already exists", "Folder `Winter` already exists", true},
	{"Folder «Été» already exists", "Folder „Sommer“ already exists", true},
	{"Folder 'Ana's files' already exists", "Folder 'Bo' already exists", true},
	{"Folder 'Customers' assets' already exists", "Folder 'Bo' already exists", true},
	{"Folder 'a' and 'b' already exist", "Folder 'c', 'd' and 'e' already exist", true},
	{"Folder 'it isn't \"so\"' already exists", "Folder 'x' already exists", true},
	{`Folder "say \"hi\"" already exists`, `Folder "x" already exists`, true},
	{"Folder '2025' already exists", "Folder 'Summer' already exists", true},
	{"Folder '/a/b' already exists", "Folder 'Summer' already exists", true},
	{"Folder 'x' already exists", "Folder 'x' does not exist", false},
	{"Folder 'x' already exists", "File 'x' already exists", false},
	{"Folder 'x' isn't valid", "Folder 'x' is valid", false},
	{"Folder 'x' already exists in 'y'", "Folder 'x' already exists", false},
	{"The app hasn't been granted the scope", "The app has been granted the scope", false},
	{"You can't move a folder into itself", "You can't move a folder into its child", false},
	{"You can’t move a folder", "You can't move a folder", true},
	// IDs.
	{"Folder 122692510820 was not found", "Folder 77 was not found", true},
	{"Folder 122692510820 was not found", "Folder 122692510821 was not found", true},
	{"Task AAAAEZ6whGI could not be read", "Task AAAAB3kQx_8 could not be read", true},
	{"Task 0b6d7c1e-52a4-4f0e-9a53-7d1f0c2e8b14 failed", "Task AAAAB3kQx_8 failed", true},
	{"correlationId=019d2c1e-52a4-7f0e-9a53-7d1f0c2e8b14 failed", "correlationId=019dffff-52a4-7f0e-9a53-7d1f0c2e8b15 failed", true},
	{"Quote the number 7f12c0.", "Quote the number 7f99871c0.", true},
	{"trace 5f1c00000a1b", "trace 5f1c0000ffff", true},
	{"trace deadbeef1", "trace 00ffab12", true},
	{"Ids [1, 2, 3] were skipped", "Ids [900100200300] were skipped", true},
	{"folderId:900100200300 is locked", "folderId:900100200311 is locked", true},
	{"folderId 1 is locked", "fileId 1 is locked", false},
	{"task_12345 is gone", "task_99 is gone", true},
	// Numbers and times.
	{"1 file could not be moved", "27 files could not be moved", true},
	{"1 file was skipped", "3 files were skipped", true},
	{"1 entry is bad", "2 entries are bad", true},
	{"expired 12 second(s) ago", "expired 3 minute(s) ago", true},
	{"expired 2 days ago", "expired 1,024 hours ago", true},
	{"took longer than 30s", "took longer than 5 minutes", true},
	{"at 2026-03-10T23:04:41.164Z it stopped", "at 2026-05-04T09:12:01+00:00 it stopped", true},
	{"at 10:42 it stopped", "at 23:59:59 it stopped", true},
	{"limit is 3.5 GB", "limit is 20 GB", true},
	{"limit is 10 folders", "limit is 10 files", false},
	{"id must be > 0", "id must be < 0", false},
	{"HTTP 404", "HTTP 502", false},
	{"failed with status code 404", "failed with status code 500", false},
	{"failed with status: 503", "failed with status: 503!", true},
	{"HTTP/1.1 502 from upstream", "HTTP/2 502 from upstream", true},
	{"error 404 while reading", "error 500 while reading", false},
	{"code 12345 while reading", "code 99999 while reading", true},
	{"line 1, column 2", "line 17, column 240", true},
	// Paths, files, addresses.
	{"No folder exists at path /brand/summer", "No folder exists at path /2025/q1/a-b", true},
	{"No folder exists at path /brand/summer.", "No folder exists at path /x", true},
	{"No folder exists at path C:\\brand\\x", "No folder exists at path /x", true},
	{"No folder exists at path /品牌/夏季", "No folder exists at path /x", true},
	{"Could not move logo.png", "Could not move IMG_2031.jpeg", true},
	{"Could not move a.png, b.png", "Could not move c.png", true},
	{"read/write is not allowed", "read/write is allowed", false},
	{"Ask ana@example.com", "Ask bo.li+x@example.co.uk", true},
	{"See https://a.example/x?y=1", "See https://b.example/", true},
	{"See (https://a.example/x).", "See (https://b.example/y/z).", true},
	{"the scope files.write is missing", "the scope files.ui_hidden.write is missing", false},
	{"the scope files.write is missing", "The scope files.write is missing.", true},
	{"name may not be empty", "parentFolderId may not be empty", false},
	{"Some required fields were not set: [name]", "Some required fields were not set: [id]", false},
	// Embedded data.
	{`not valid: [{"error":"TAKEN","name":"a"}]`, `not valid: [{"error":"TAKEN","name":"b"},{"error":"TAKEN","name":"c"}]`, true},
	{`not valid: [{"error":"TAKEN","name":"a"}]`, `not valid: [{"error":"TOO_LONG","name":"a"}]`, false},
	{`not valid: {"a":1}`, `not valid: {"b":1}`, false},
	{"not valid: {name=Summer sale, id=1}", "not valid: {name=x, id=22}", true},
	{`not valid: [{"name":"a`, `not valid: [{"name":"b`, true},
	// Case, spaces, punctuation, scripts, hostile text.
	{"Folder  NOT found!", "folder not found", true},
	{"Folder not found\r\n", "\tFolder not found", true},
	{"Folder: not found", "Folder — not found", true},
	{"Fol\u200bder not \u202efound", "Folder not found", true},
	{"\x1b[31mFolder\x1b[0m not found\x07", "Folder not found", true},
	{"Ｆｏｌｄｅｒ　１２ not found", "Folder 3 not found", true},
	{"文件夹“夏季”已存在", "文件夹“冬季促销”已存在", true},
	{"文件夹“夏季”已存在", "文件夹“夏季”不存在", false},
	{"文件夹 12 已存在", "文件夹345已存在", true},
	{"フォルダ「夏」は既に存在します", "フォルダ『冬の写真』は既に存在します", true},
	{"Le dossier « Été » existe déjà", "Le dossier « Hiver » existe déjà", true},
	{"Папка «Лето» уже существует", "Папка «Зима» уже существует", true},
	{"Папка «Лето» уже существует", "Папка «Лето» не существует", false},
	{"المجلد 12 موجود", "المجلد ٣٤ موجود", true},
}

// skeletonText is what is left of a message.
func skeletonText(message model.Text) string { return new(reader).skeleton(message).text }

func TestPairs(t *testing.T) {
	if len(pairs) < 60 {
		t.Fatalf("only %d pairs", len(pairs))
	}
	for _, p := range pairs {
		a, b := skeletonText(p.a), skeletonText(p.b)
		if (a == b) != p.same {
			t.Errorf("same = %v, want %v\n%q gives %q\n%q gives %q", a == b, p.same, p.a, a, p.b, b)
		}
	}
}

// TestMaskIsBounded holds that messages made to be slow are not.
func TestMaskIsBounded(t *testing.T) {
	for _, unit := range []string{"a", "'", "' x", "s' x ", `"\`, "“", "{", `{"a":`, "[{\"", "<data ", "/", "a/", "1 ", "1a", "漢", "\x1b[", "1,", "'s' ", "(", "@", "http://", "{a=", "\u0300"} {
		message := model.Text(strings.Repeat(unit, 100_000/len(unit)))
		began := time.Now()
		masked := Mask(message)
		if took := time.Since(began); took > time.Minute { // it takes milliseconds
			t.Errorf("%q repeated took %v", unit, took)
		}
		if len(masked) > maxMasked {
			t.Errorf("%q repeated gives %d bytes", unit, len(masked))
		}
	}
}

func FuzzMask(f *testing.F) {
	for _, p := range pairs {
		f.Add(string(p.a))
		f.Add(string(p.b))
	}
	f.Fuzz(func(t *testing.T, message string) {
		once := Mask(model.Text(message))
		if twice := Mask(model.Text(once)); twice != once {
			t.Errorf("Mask(%q)\n once  %q\n twice %q", message, once, twice)
		}
		if !utf8.ValidString(once) || model.Text(once).Line() != once || len(once) > maxMasked {
			t.Errorf("Mask(%q) is not fit to be shown: %q", message, once)
		}
	})
}

// TestCommonLettersAreHarmless holds that what is taken for harmless as it is
// would not be changed.
func TestCommonLettersAreHarmless(t *testing.T) {
	n := 0
	for r := rune(1); r < 0x20000; r++ {
		s := "a" + string(r)
		if r >= 0xd800 && r < 0xe000 || !common(s) {
			continue
		}
		n++
		if got := model.Text(s).Line(); got != strings.TrimRight(s, " ") && got != s || r >= utf8.RuneSelf && unicode.IsDigit(r) {
			t.Errorf("%q becomes %q", s, got)
		}
	}
	if n < 30_000 {
		t.Errorf("only %d characters are common", n)
	}
}
