package cause

import (
	"fmt"
	"testing"

	"hubwatch/model"
)

// unquoted are pairs of messages with names without quotes that are of the same
// cause, or are not, with nothing else to go by.
var unquoted = []struct {
	a, b string
	same bool
}{
	{"Folder Summer Launch already exists in brand assets (old)", "Folder 夏季促销 already exists in Q3 [draft]", true},
	{"Folder Summer Launch already exists in brand assets (old)", "Folder 🎉 already exists in brand assets (do not use)", true},
	{"Folder Summer is locked", "Folder Winter Sale - 2025 is locked", true},
	{"Folder Summer is locked", "Folder Summer is archived", false},
	{"Folder Summer is locked", "Folder Summer is missing", false},
	{"Folder Summer is archived", "Folder Summer is not archived", false},
	{"Folder Summer exists", "Folder Summer no longer exists", false},
	{"Folder Summer was quarantined", "Folder Summer was embargoed", false},
	{"Folder Summer vanished", "Folder Winter sale vanished", true},
	{"Folder Summer vanished", "Folder Summer exploded", false},
	{"Folder Summer could be moved", "Folder Summer could not be moved", false},
	{"Folder Summer was found", "File Summer was found", false},
	{"Folder Archived Logos is locked", "Folder Locked Logos is locked", true},
	{"Archived Logos is locked", "夏季 is locked", true},
	{"Folder Photos from Berlin is locked", "Folder Summer is locked", true},
	{"Folder Best of 2024 is locked", "Folder R&D is locked", true},
	{"User ana.silva may not edit Summer", "User Bo Lindqvist may not edit 価格表", true},
	{"User ana.silva may not edit Summer", "User ana.silva may not view Summer", false},
	{"User ana@example.com may not edit Summer", "User Bo may not edit Winter", true},
	{"Connection to files-3.eu1.example.net was refused", "Connection to 10.0.0.7:443 was refused", true},
	{"Connection to files-3.eu1.example.net was refused", "Connection to files-3.eu1.example.net was reset", false},
	{"No folder exists at path /Summer Launch/a", "No folder exists at path /a/Winter (2)/press kit/b", true},
	{"Request for Summer failed (status 502)", "Request for Winter failed (status 404)", false},
	{"Folder Summer (archived) cannot be moved", "Folder Summer (locked) cannot be moved", false},
	{"Folder Summer has 12 files", "Folder 2025 has 1 file", true},
	{"The name of Summer is too long", "The name of Summer is too short", false},
	{"The limit of Summer is 10 folders", "The limit of Summer is 10 files", false},
	{"Folder Summer was moved to Winter", "Folder Summer was moved from Winter", false},
	{"Folder Лето already exists in Été à Paris", "Folder ملفات already exists in Größe & Maß", true},
	{"FOLDER NOT FOUND", "folder not found", true},
	{"Summer Launch is already being moved", "brand assets (old) is already being moved", true},
	{"Moving Summer to Winter took longer than 30 seconds", "Moving 夏 to 冬 took longer than 5 minutes", true},
	{"Folder archived assets is locked", "Folder Summer is locked", true},
	{"Folder Summer lacks a parent", "Folder Summer has a parent", false},
	{"Archived folder Summer is in use", "Deleted folder Summer is in use", false},
	{"The old name Summer is in use", "The new name Summer is in use", false},
	{"Summer overlaps Winter", "Summer follows Winter", false},
	{"Portal 42 has reached its limit of 10 folders", "Portal 43 has reached its limit of 2,000 folders", true},
	{"File hero.png in Summer Launch could not be copied", "File 価格表 (2).docx in Winter could not be copied", true},
	{"Could not rename Summer to Winter: the name is taken", "Could not rename 夏 to Autumn/Asia: the name is taken", true},
	{"Could not rename Summer to Winter: the name is taken", "Could not rename Summer to Winter: the name is reserved", false},
	{"Parent Summer is missing", "Folder Summer is missing", false},
	{"Move of Summer by Bo Lindqvist at 10:42 on 3 May 2026 was refused", "Move of Winter by ana@example.com at 2026-05-04T09:12:01Z was refused", true},
	{"Operation timed out after 30s on worker-7", "Operation timed out after 2 minutes on node12.storage.internal", true},
	{"You do not have access to Summer", "You do not have access to the press kit", true},
	{"Folder Summer could not be deleted: it is not empty", "Folder Winter could not be deleted: it is locked", false},
	{"Folder Summer cannot be moved because it contains 1 locked file", "Folder 夏 cannot be moved because it contains 3 locked files", true},
	{"Ordner Sommer existiert bereits", "Ordner Winter existiert bereits", true},
	{"Ordner Sommer existiert bereits", "Ordner Sommer existiert nicht", false},
	{"Dossier Été introuvable", "Dossier Hiver introuvable", true},
	{"Папка Лето уже существует", "Папка Зима уже существует", true},
	{"フォルダ Summer は既に存在します", "フォルダ Winter Sale は既に存在します", true},
	{"フォルダ Summer は既に存在します", "フォルダ Summer は存在しません", false},
	{"error code 1042 while moving Summer", "error code 1043 while moving Summer", false},
	{"error code 1042 while moving Summer", "error code 1042 while moving Winter", true},
}

func TestUnquoted(t *testing.T) {
	for _, tc := range unquoted {
		var g Groups
		for i, text := range []string{tc.a, tc.b} {
			g.Apply(ended(fmt.Sprint(i), i, model.TaskError{Category: "VALIDATION_ERROR", Message: model.Text(text)}), nil)
		}
		if causes := g.Causes(); (len(causes) == 1) != tc.same {
			t.Errorf("same = %v, want %v", len(causes) == 1, tc.same)
			for _, c := range causes {
				t.Errorf("\t%q", c.Signature.Message)
			}
		}
	}
}
