package cause

import (
	"bufio"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hubwatch/model"
	"pgregory.net/rapid"
)

// instances is how many messages are made of every template.
const instances = 12

// line is one template of a corpus with the class of errors that it is in.
type line struct {
	class string
	text  string
}

// templates are those of a file in testdata.
func templates(t testing.TB, file string) []line {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []line
	class := ""
	for s := bufio.NewScanner(f); s.Scan(); {
		switch text := s.Text(); {
		case text == "" || text[0] == '#':
		case text[0] == '[':
			class = strings.Trim(text, "[]")
		default:
			all = append(all, line{class, text})
		}
	}
	return all
}

// corpus is tasks that failed of the templates, 12 of each, and which template
// each failed of.
func corpus(lines []line, seed uint64) (tasks []*model.Task, of map[model.TaskID]int) {
	d := dice{rand.New(rand.NewPCG(seed, 20))}
	of = map[model.TaskID]int{}
	for i, l := range lines {
		parents := []string{d.name(), d.name(), d.name()}
		for n := range instances {
			part := strings.Fields(l.class)
			for i := range part {
				part[i] = strings.TrimPrefix(part[i], "-")
			}
			text := slot.ReplaceAllStringFunc(l.text, func(s string) string { return d.fill(s, parents) })
			e := model.TaskError{Category: model.Text(part[0]), SubCategory: model.Text(part[1]), Message: model.Text(text)}
			if part[4] != "" {
				e.Context = []model.Field{field(part[4], fmt.Sprint(900100200000+i*100+n))}
			}
			if part[2] != "" || part[3] != "" {
				e.Details = []model.ErrorDetail{{Message: e.Message, Code: model.Text(part[2]), In: model.Text(part[3]), Context: e.Context}}
			}
			task := ended(fmt.Sprintf("task-%03d-%02d", i, n), n, e)
			tasks = append(tasks, task)
			of[task.ID] = i
		}
	}
	d.Shuffle(len(tasks), func(i, j int) { tasks[i], tasks[j] = tasks[j], tasks[i] })
	return tasks, of
}

var slot = regexp.MustCompile(`\{\w+\}`)

// dice draw what differs from message to message.
type dice struct{ *rand.Rand }

func (d dice) of(s ...string) string { return s[d.IntN(len(s))] }

func (d dice) fill(slot string, parents []string) string {
	switch slot {
	case "{name}":
		return d.name()
	case "{parent}":
		return d.of(parents...)
	case "{user}":
		return d.of("ana.silva", "Bo Lindqvist", "jmüller", "山田 太郎", "svc-migration-02", "Chidi Okafor", "user 48213", "o'brien", "María José de la Cruz")
	case "{email}":
		return d.of("ana", "bo.li+x", "it-ops", "c_okafor", "marie-claire.dupont") + "@" + d.of("example.com", "mail.example.co.uk", "brand-studio.example.org")
	case "{host}":
		return d.of(fmt.Sprintf("10.%d.%d.%d:443", d.IntN(256), d.IntN(256), d.IntN(256)), fmt.Sprintf("files-%d.eu1.example.net", d.IntN(40)),
			"cdn.example.com", fmt.Sprintf("node%02d.storage.internal", d.IntN(40)), fmt.Sprintf("worker-%d", d.IntN(90)), "[2001:db8::7]", "localhost:8080")
	case "{path}":
		return "/" + d.name() + "/" + d.of("a", "press", "夏季", "2025") + d.of("", "/"+d.name())
	case "{file}":
		return d.of("logo", "IMG_2031", "team photo", "価格表", "hero-final (2)") + d.of(".png", ".jpeg", ".pdf", ".docx")
	case "{id}":
		return d.of(fmt.Sprint(900100200000+d.IntN(1e6)), fmt.Sprint(d.IntN(1e9)), fmt.Sprintf("%08x-52a4-4f0e-9a53-7d1f0c2e8b14", d.Uint32()), fmt.Sprintf("AAAAB%06x", d.IntN(1<<24)))
	case "{date}":
		return d.of(fmt.Sprintf("2026-05-%02dT09:12:%02dZ", 1+d.IntN(28), d.IntN(60)), fmt.Sprintf("2026-05-%02d", 1+d.IntN(28)),
			fmt.Sprintf("%d May 2026", 1+d.IntN(28)), fmt.Sprintf("May %d, 2026", 1+d.IntN(28)), fmt.Sprintf("2026-05-%02d 10:%02d", 1+d.IntN(28), d.IntN(60)))
	case "{n}":
		return d.of(fmt.Sprint(2+d.IntN(98)), fmt.Sprint(100+d.IntN(900)), fmt.Sprintf("%d,%03d", 1+d.IntN(30), d.IntN(1000)))
	case "{span}":
		return d.of(fmt.Sprint(2+d.IntN(90), " seconds"), fmt.Sprint(2+d.IntN(9), " minutes"), fmt.Sprintf("%d ms", d.IntN(9000)), fmt.Sprintf("%ds", d.IntN(90)), "1 hour")
	}
	panic("no such slot: " + slot)
}

// name is what a person may have called a folder.
func (d dice) name() string {
	season := d.of("Summer", "Winter", "Spring", "Autumn", "Easter", "Q3", "Holiday", "Launch", "Nordic", "Berlin")
	thing := d.of("Launch", "Assets", "Photos", "Press Kit", "Campaign", "Logos", "Brand Book", "Videos", "Price Lists", "Team Photos")
	year := fmt.Sprint(2019 + d.IntN(8))
	switch d.IntN(24) {
	case 0, 1, 2:
		return season + " " + thing
	case 3, 4:
		return season
	case 5:
		return strings.ToLower(season + " " + thing)
	case 6:
		return d.of("brand", "team", "press", "legal", "customer") + " " + d.of("assets", "photos", "files", "pages") + " " + d.of("(old)", "(new)", "(2)", "[draft]", "(do not use)")
	case 7:
		return season + " - " + d.of("final", "old", "Draft", "v2.1", "backup")
	case 8:
		return year + d.of("-", "_", " ", ".") + season + d.of("_", "-", " ") + strings.ToLower(thing)
	case 9:
		return d.of("夏季促销", "冬の写真", "ブランド資産", "봄 세일", "品牌素材") + d.of("", " "+year, " "+thing, "(旧)")
	case 10:
		return d.of("🎉 ", "🚀", "❄️ ") + season + d.of("", " "+thing)
	case 11:
		return d.of("Лето", "Été à Paris", "ملفات", "Καλοκαίρι", "Größe & Maß", "Señal única") + d.of("", " "+year)
	case 12:
		return d.of("Archived", "Locked", "Missing", "Deleted", "Hidden", "New", "Shared") + " " + thing
	case 13:
		return thing + " " + d.of("from", "for", "of", "in", "by") + " " + season
	case 14:
		return d.of("R&D", "A/B tests", "50% off", "#social", "Ana's files", "C++ talks", "Q&A", "hero @2x", "a+b")
	case 15:
		return fmt.Sprintf("%02d %s", d.IntN(20), season)
	case 16:
		return year
	case 17:
		return "Copy of " + season + " " + thing
	case 18:
		return season + ", " + d.of("Autumn", "Asia", "Oslo") + " and " + thing
	case 19:
		return season + " " + d.of("archived", "locked", "missing", "deleted") + " " + strings.ToLower(thing)
	case 20:
		return d.of("untitled folder", "new folder", "misc", "tmp", "old stuff", "to sort", "in progress", "do not use")
	case 21:
		return strings.ToUpper(season + " " + thing)
	case 22:
		return season + " " + thing + " " + year + d.of(" (1)", " v2", " FINAL", "!")
	}
	return d.of("Über uns", "Ny mapp", "Nouveau dossier", "Carpeta nueva", "Neuer Ordner (3)", "Pasta sem título") + d.of("", " "+year)
}

// grouping is how a corpus was grouped: how many causes there are, and how many
// of the templates have exactly one cause to themselves.
type grouping struct{ templates, causes, right int }

// f1 is the harmonic mean of the share of causes and of templates that are right.
func (g grouping) f1() float64 { return 2 * float64(g.right) / float64(g.templates+g.causes) }

// measure groups a corpus. say is told of every template that is not right.
func measure(tasks []*model.Task, of map[model.TaskID]int, lines []line, say func(text string)) grouping {
	var g Groups
	for _, t := range tasks {
		g.Apply(t, nil)
	}
	score := grouping{templates: len(lines), causes: len(g.Causes())}
	homes := map[int][]string{}
	for _, c := range g.Causes() {
		members := map[int]int{}
		for _, id := range g.IDs(c.Signature) {
			members[of[id]]++
		}
		for i, n := range members {
			homes[i] = append(homes[i], fmt.Sprintf("%d of %d: %s", n, c.Tasks, c.Signature.Message))
			if n == instances && len(members) == 1 {
				score.right++
				delete(homes, i)
			}
		}
	}
	for i, where := range homes {
		say(lines[i].text + "\n\t" + strings.Join(where, "\n\t"))
	}
	return score
}

// TestTemplates holds that messages with names without quotes are grouped by
// the sentence that they were written with.
func TestTemplates(t *testing.T) {
	lines := templates(t, "templates.txt")
	if len(lines) < 80 {
		t.Fatalf("only %d templates", len(lines))
	}
	if f1 := meanF1(t, lines); f1 < 0.97 {
		t.Errorf("group F1 is %.3f", f1)
	}
}

// seeds is how many corpora are made of the same templates.
const seeds = 10

// meanF1 is the mean group F1 of the corpora of the seeds from 1 on.
func meanF1(t *testing.T, lines []line) float64 {
	sum := 0.0
	for seed := range uint64(seeds) {
		tasks, of := corpus(lines, seed+1)
		score := measure(tasks, of, lines, func(text string) { t.Log(text) })
		t.Logf("seed %d: %d templates, %d causes, %d right: group F1 %.3f", seed+1, score.templates, score.causes, score.right, score.f1())
		sum += score.f1()
	}
	return sum / seeds
}

// TestAnyWords holds that no message of whatever words does harm, and that the
// groups follow from the tasks.
func TestAnyWords(t *testing.T) {
	words := append(slices.Sorted(maps.Keys(roles)), "Summer", "夏", "🎉", "'x'", "\"y z\"", "12", "900100200300", "404", "code", "(", ")", "[", "]", "-", "->", ">", "/a/b",
		"a.png", "a@b.com", "https://a.example", "parentFolderId", "files.write", "isn’t", "{a=b}", "•", "É", ",", ".", ":", "<name>", "<n>")
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.Custom(func(t *rapid.T) string {
			w := rapid.SampledFrom(words).Draw(t, "word")
			switch rapid.IntRange(0, 5).Draw(t, "case") {
			case 0:
				return strings.ToUpper(w)
			case 1:
				return strings.ToUpper(w[:1]) + w[1:]
			case 2:
				return w + rapid.SampledFrom(words).Draw(t, "glued")
			}
			return w
		})
		var one, other Groups
		var tasks []*model.Task
		for i := range rapid.IntRange(1, 12).Draw(t, "n") {
			text := strings.Join(rapid.SliceOfN(word, 0, 8).Draw(t, "text"), " ")
			tasks = append(tasks, ended(fmt.Sprint(i), i, model.TaskError{Message: model.Text(text)}))
			one.Apply(tasks[i], nil)
			one.Causes()
		}
		for _, task := range rapid.Permutation(tasks).Draw(t, "order") {
			other.Apply(task, nil)
		}
		if got, want := picture(&other), picture(&one); !reflect.DeepEqual(got, want) {
			t.Fatalf("\n got %+v\nwant %+v", got, want)
		}
	})
}

// TestOrder holds that the same tasks give the same causes in whatever order and
// batches they come, and whatever else came and went.
func TestOrder(t *testing.T) {
	all, _ := corpus(templates(t, "templates.txt"), 3)
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, len(all)-1).Draw(t, "from")
		tasks := slices.Clone(all[from:min(len(all), from+rapid.IntRange(1, 250).Draw(t, "n"))])
		var straight, mixed Groups
		for _, task := range tasks {
			straight.Apply(task, nil)
		}
		order := rapid.Permutation(tasks).Draw(t, "order")
		for i, task := range order {
			if i%7 == 3 {
				other := all[rapid.IntRange(0, len(all)-1).Draw(t, "other")]
				was := mixed.tasks[other.ID] != nil
				mixed.Apply(other, nil)
				mixed.Causes()
				if !was {
					mixed.Remove(other.ID)
				}
			}
			mixed.Apply(task, nil)
			if rapid.IntRange(0, 20).Draw(t, "look") == 0 {
				mixed.Causes()
			}
		}
		if got, want := picture(&mixed), picture(&straight); !reflect.DeepEqual(got, want) {
			for i := range min(len(got), len(want)) {
				if !reflect.DeepEqual(got[i], want[i]) {
					t.Fatalf("\n got %+v\nwant %+v", got[i], want[i])
				}
			}
			t.Fatalf("%d answers instead of %d", len(got), len(want))
		}
	})
}
