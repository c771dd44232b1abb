package intake

import (
	"fmt"
	"strings"
	"testing"
)

// TestAroundAnID reads cells, arguments and names whose ID has something around it:
// what people and spreadsheets put there is no part of it.
func TestAroundAnID(t *testing.T) {
	for _, around := range []string{
		"%s", "**%s**", "~~%s~~", "__%s__", "_%s_", "***`%s`***", "<code>%s</code>", "&lt;%s&gt;", "%s ✅", "✅ %s", "%s (running)", "{{%s}}",
		"#%s", "%s.", "%s:", "≈%s", "%s¹", "%s[^1]", "~%s", "%s<br>", "\u200e%s\u200f", "%s/status", "tasks/%s", "@%s", "$%s", "%s!", "+%s", "%s†",
		"[%s](https://api.hubapi.com/files/v3/folders/update/async/tasks/%s/status)",
	} {
		cell := strings.ReplaceAll(around, "%s", "AAAAEZ6whGI")
		if id, err := Argument(cell); id != "AAAAEZ6whGI" || err != nil {
			t.Errorf("Argument(%q) = %q, %v", cell, id, err)
		}
		for _, text := range []string{
			"| Folder | Task ID |\n|---|---|\n| x | " + cell + " |\n",
			"folder,taskId\nx,\"" + cell + "\"\n",
			`{"taskId": "` + strings.ReplaceAll(cell, `"`, `\"`) + `"}`,
		} {
			if got := fmt.Sprint(ids(Read(text))); got != oneID {
				t.Errorf("%q: got %s", text, got)
			}
		}
	}
	for _, cell := range []string{"AAAAEZ6whGI,AAAAEZ6whGM", "AAAAEZ6whGI AAAAEZ6whGM", "AAAAEZ6whGI/AAAAEZ6whGM"} {
		if id, err := Argument(cell); err == nil {
			t.Errorf("Argument(%q) = %q, want that it names two", cell, id)
		}
	}
	for _, id := range []string{"AAAAEZ6whG_", "AAAAEZ6whG-", "tsk_1", "_tsk-1_", "job.000812", uuidA} { // nothing is known of these but that they are said to be one
		if got, err := Argument(id); string(got) != id || err != nil {
			t.Errorf("Argument(%q) = %q, %v", id, got, err)
		}
	}
}

// TestAFolderOfItsOwn holds that a line with several things in it gives no task
// the folder of another.
func TestAFolderOfItsOwn(t *testing.T) {
	for text, want := range map[string]string{
		`<moves><move folderId="122690003720" taskId="AAAAEZ6whGI"/><move folderId="122690003721"><taskId>AAAAEZ6whGM</taskId></move></moves>`: "AAAAEZ6whGI= AAAAEZ6whGM=",
		"folder=122690003720 taskId=AAAAEZ6whGI folder=122690003721 taskId=AAAAEZ6whGM":                                                        "AAAAEZ6whGI= AAAAEZ6whGM=",
		"folderId=122690003720 taskId=AAAAEZ6whGI folderId=122690003720":                                                                       "AAAAEZ6whGI=122690003720",
		`{"folderId":"122690003720","taskId":"AAAAEZ6whGI"} {"folderId":"122690003721","taskId":"AAAAEZ6whGM"}`:                                "AAAAEZ6whGI=122690003720 AAAAEZ6whGM=122690003721",
	} {
		got := ""
		for _, f := range Read(text).Found {
			got += fmt.Sprintf(" %s=%s", f.ID, f.Folder)
		}
		if got != " "+want {
			t.Errorf("%s\n got%s\nwant %s", text, got, want)
		}
	}
}

// TestNamesInOtherLanguages reads names of tasks and of other IDs.
func TestNamesInOtherLanguages(t *testing.T) {
	for _, name := range []string{"タスクID", "任务ID", "Aufgaben-ID", "ID de la tâche", "ID tarea", "ID da tarefa", "Taak-ID", "ID zadania", "Номер задачи", "작업 ID", "Uppgifts-ID", "Görev ID"} {
		if got := fmt.Sprint(ids(Read(name + ": AAAAEZ6whGI\n" + name + "：AAAAEZ6whGI\n"))); got != oneID {
			t.Errorf("%s: got %s", name, got)
		}
	}
	for _, name := range []string{"Corrélation", "ID de corrélation", "Korrelations-ID", "ID de correlación", "ID correlazione", "ID de correlação"} {
		if got := fmt.Sprint(ids(Read(name + ": " + uuidA + "\nstarted AAAAEZ6whGI\n"))); got != oneID {
			t.Errorf("%s: got %s", name, got)
		}
	}
}
