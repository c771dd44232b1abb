package intake

import (
	"encoding/base64"
	"fmt"
	"mime/quotedprintable"
	"strings"
	"testing"
)

const (
	oneURL = "https://api-na1.hubspot.com/files/v3/folders/update/async/tasks/AAAAEZ6whGI/status"
	oneID  = "[AAAAEZ6whGI]"
	uuidA  = "c7d1a9e0-5b1f-4c1e-9f7d-1a2b3c4d5e6f"
	uuidB  = "d8e2baf1-6c2a-4d2f-8a8e-2b3c4d5e6f70"
)

// TestKinds reads what people send, as text and as a CSV file.
func TestKinds(t *testing.T) {
	for _, tc := range []struct {
		name string
		form Form
		text string
		ids  string
		said string // part of what is passed over and refused
	}{
		{"a header again, where files were put one behind the other", FormCSV, "taskId,label\nAAAAEZ6whGI,a\ntaskId,label\ntsk-1,b\n", "[AAAAEZ6whGI tsk-1]", "line 3"},
		{"a header again, with other columns", FormCSV, "taskId,label\nAAAAEZ6whGI,a\nlabel,taskId\nb,tsk-1\n", "[AAAAEZ6whGI tsk-1]", "is a header again"},
		{"a table of folders below", FormCSV, "taskId,label\nAAAAEZ6whGI,a\n\nfolderId,name\n122690003720,a\n122690003721,b\n", oneID, "line 6"},
		{"and one of tasks below that", FormCSV, "taskId\nAAAAEZ6whGI\nfolderId,name\n122690003720,a\ntaskId,name\ntsk-1,b\n", "[AAAAEZ6whGI tsk-1]", "line 4"},
		{"a column of folders", FormCSV, "folderId\n122690003720\n122690003721\n", "[]", "--plan"},
		{"a column of folders, as text", FormText, "Folder ID\n122690003720\n122690003721\n", "[]", "may be the ID of a folder"},
		{"a column of folders in German", FormCSV, "Ordner-ID\n122690003720\n", "[]", "line 1"},
		{"answers in a column", FormCSV, "folder;answer\npress;\"{\"\"id\"\":\"\"tsk-1\"\",\"\"links\"\":{}}\"\n", "[tsk-1]", "line 1"},
		{"messages of logs in a column", FormCSV, "@timestamp,@message\n2026-11-25 09:14:00,\"started {\"\"id\"\":\"\"AAAAEZ6whGI\"\",\"\"links\"\":{}}\"\n", oneID, ""},
		{"a column named in another language", FormCSV, "Ordner;Aufgaben-ID\npress;AAAAEZ6whGI\n", oneID, "line 1"},
		{"a field of a ticket", FormCSV, "Issue id,Custom field (HubSpot task ID)\n10234,tsk-1\n", "[tsk-1]", ""},
		{"an answer in the column", FormCSV, "folder,task id\npress,\"{\"\"id\"\":\"\"tsk-1\"\",\"\"links\"\":{}}\"\n", "[tsk-1]", ""},
		{"a UUID in braces", FormCSV, "taskId\n{" + uuidA + "}\n", "[" + uuidA + "]", ""},
		{"id beside task", FormText, "| # | folder | id | task |\n|--:|---|---|---|\n| 1 | press | 122690003720 | AAAAEZ6whGI |\n", oneID, ""},
		{"id beside task, without pipes around", FormText, "folder | id           | task\n-------+--------------+------------\n press | 122690003720 | " + uuidA + "\n", "[" + uuidA + "]", ""},
		{"a task that is described", FormText, "| ID | Task | State |\n|---|---|---|\n| tsk-1 | Move press | open |\n", "[tsk-1]", ""},
		{"rows that are numbered", FormCSV, "id,folder_id,task_id\n1,122690003720,tsk-1\n", "[tsk-1]", ""},
		{"COPY of a database", FormText, "COPY public.moves (id, folder_id, task_id) FROM stdin;\n1\t122690003720\tAAAAEZ6whGI\n\\.\n", oneID, ""},
		{"a certificate", FormText, "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\nRTESMBAGA1UEChMJQmFsdGltb3JlMRMwEQYDVQQLEwpDeWJlclRydXN0MSIwIAYD\n-----END CERTIFICATE-----\n", "[]", ""},
		{"base64", FormText, base64.StdEncoding.EncodeToString([]byte("Please watch "+oneURL+", it is of today.")) + "\n", oneID, ""},
		{"base64 in lines", FormText, "Content-Transfer-Encoding: base64\n\n" + lines64("Hi,\nplease watch "+oneURL+" for me.\nTask-ID: tsk-1\n") + "\n--b\n", "[AAAAEZ6whGI tsk-1]", ""},
		{"quoted-printable", FormText, "Content-Transfer-Encoding: quoted-printable\n\n" + printable("Hi, please watch "+oneURL+"?x=3 for me.\n"), oneID, ""},
		{"a word that is cut off", FormText, "AAAAEZ6-\nwhGI\n", "[]", "is cut off"},
		{"a letter of another alphabet", FormText, "АAAAEZ6whGI\n", "[]", ""},
		{"words of another script around it", FormText, "タスクAAAAEZ6whGIを見て\n", oneID, ""},
		{"objects of Ruby", FormText, "#<TaskLocator:0x000055d5 @id=\"AAAAEZ6whGI\">\n", oneID, ""},
		{"values that tell their type", FormText, `{"Items":[{"pk":{"S":"x"},"taskId":{"S":"tsk-1"}}]}`, "[tsk-1]", ""},
		{"records of a table service", FormText, `{"records":[{"id":"recA1b2C3d4E5f6G7","fields":{"HubSpot task":"tsk-000451"}}]}`, "[tsk-000451]", ""},
		{"tasks of other services", FormText, `{"hubspotTaskId":"tsk-1","asanaTaskId":"1200000000000001"}`, "[tsk-1]", ""},
		{"a column of another's IDs", FormCSV, "Correlation ID;HubSpot task;Folder\n0b9f4e6a-2c7d-4e0b-8a1c-9d8e7f6a5b4c;" + uuidA + ";press\n", "[" + uuidA + "]", "is in the column Correlation ID"},
		{"a column of requests, pasted", FormText, "request_id,folder\n" + uuidA + ",press\n", "[]", "is in the column request_id"},
		{"such a column in Markdown", FormText, "| correlationId | folder |\n|---|---|\n| " + uuidA + " | press |\n", "[]", "is in the column correlationId"},
		{"a table that is drawn with lines", FormText, "┌─────────┬────────────────┬─────────┐\n│ (index) │ folderId       │ taskId  │\n├─────────┼────────────────┼─────────┤\n│ 0       │ '122690003720' │ 'tsk-1' │\n└─────────┴────────────────┴─────────┘\n", "[tsk-1]", ""},
		{"numbers of people beside IDs", FormText, `{"ticket":{"id":35436,"subject":"task AAAAEZ6whGI hangs","via":{"from":{"id":900012345678}}}}`, oneID, ""},
		{"an example", FormText, "- name: taskId\n  example: " + uuidA + "\n", "[]", ""},
		{"an address with a query, without its host", FormText, "10.0.0.7 - - [26/Nov/2026:10:04:12 +0000] \"GET /files/v3/folders/update/async/tasks/AAAAEZ6whGI/status?x=1&y=2 HTTP/1.1\" 200 812\n", oneID, ""},
		{"folders and their tasks in turn", FormText, "1) \"122690003720\"\n2) \"AAAAEZ6whGI\"\n3) \"122690003721\"\n4) \"AAAAEZ6whGM\"\n", "[AAAAEZ6whGI AAAAEZ6whGM]", "122690003721"},
		{"a field that people have added to a table", FormCSV, "Id,HubSpot_Task_Id__c\na0B5g00000XyZ12EAF,AAAAEZ6whGI\n", oneID, ""},
		{"pages", FormText, "AAAAEZ6whGI\n\fAAAAEZ6whGM\f\nAAAAEZ6whGQ\vAAAAEZ6whGU\n", "[AAAAEZ6whGI AAAAEZ6whGM AAAAEZ6whGQ AAAAEZ6whGU]", ""},
		{"a queue's task in brackets", FormText, "[INFO/Worker-1] Task tasks.move_folder[" + uuidA + "] received\n[INFO/Worker-1] Task tasks.move_folder[" + uuidA + "] succeeded in 0.3s: 'AAAAEZ6whGI'\n", oneID, "another program's"},
		{"a queue's task by its name", FormText, "task_id=" + uuidA + " hubspot=AAAAEZ6whGI\n", oneID, "another program's"},
		{"in words", FormText, "task ID " + uuidA + ", HubSpot task AAAAEZ6whGI\n", oneID, "another program's"},
		{"around an answer", FormText, `{"task_id":"` + uuidA + `","name":"move","result":{"id":"AAAAEZ6whGI","links":{}}}`, oneID, "another program's"},
		{"in another line than an address", FormText, "task_id=" + uuidA + "\nGET /files/v3/folders/update/async/tasks/AAAAEZ6whGI/status\n", oneID, "another program's"},
		{"beside HubSpot's", FormText, `{"taskId":"` + uuidA + `","hubspotTaskId":"AAAAEZ6whGI"}`, oneID, "beside hubspotTaskId"},
		{"a number beside HubSpot's", FormText, `{"task_id":4711,"hubspot_task_id":"tsk-000451"}`, "[tsk-000451]", "beside hubspot_task_id"},
		{"in a column", FormCSV, "task_id;status;result\n" + uuidA + ";SUCCESS;AAAAEZ6whGI\n", oneID, ""},
		{"in a column that is drawn", FormText, "| task_id | result |\n|---|---|\n| " + uuidA + " | AAAAEZ6whGI |\n", oneID, ""},
		{"both called the same", FormText, "taskId: " + uuidA + "\ntaskId: AAAAEZ6whGI\n", "[" + uuidA + " AAAAEZ6whGI]", ""},
		{"UUIDs that HubSpot gave", FormText, `{"id":"` + uuidA + `","links":{}}` + "\ntask_id=" + uuidB + "\nseen AAAAEZ6whGI\n", "[" + uuidA + " " + uuidB + "]", ""},
		{"UUIDs alone", FormText, "task_id=" + uuidA + "\n", "[" + uuidA + "]", ""},
		{"in a tuple", FormText, "VALUES (122690003720, 'AAAAEZ6whGI', '" + uuidA + "'),\n", oneID, "another program's"},
		{"in a cell of an export", FormCSV, "Zap ID,Task History ID,Output Task Id\n123456," + uuidA + ",AAAAEZ6whGI\n", oneID, ""},
		{"before what it tells of", FormText, "[" + uuidA + "] started AAAAEZ6whGI\n", oneID, "another program's"},
		{"listed in a sentence", FormText, "AAAAEZ6whGI, " + uuidA + " und " + uuidB + "\n", "[AAAAEZ6whGI " + uuidA + " " + uuidB + "]", ""},
		{"listed line by line", FormText, "AAAAEZ6whGI\n" + uuidA + "\n", "[AAAAEZ6whGI " + uuidA + "]", ""},
		{"a space of a chat", FormText, `{"name":"spaces/AAAAMpdlehY/messages/abc.def","space":"AAAAMpdlehY","text":"started AAAAEZ6whGI"}` + "\nin space AAAAMpdlehY\n", oneID, "is named space"},
		{"IDs with a plus between", FormText, "AAAAEZ6whGI+AAAAEZ6whGM & AAAAEZ6whGQ\n", "[AAAAEZ6whGI AAAAEZ6whGM AAAAEZ6whGQ]", ""},
		{"two IDs with a dash between", FormText, "from AAAAEZ6whGI-AAAAEZ6whGM and AAAAEZ6whGQ_AAAAEZ6whGU\n", "[AAAAEZ6whGI AAAAEZ6whGM AAAAEZ6whGQ AAAAEZ6whGU]", ""},
		{"an ID that goes on in the next line", FormText, "task AAAAEZ6-\nwhGI failed\n", "[]", "is cut off"},
		{"called an ID in a language that nobody has listed", FormText, "Užduoties ID: AAAAEZ6whGI, užklausos ID: " + uuidB + "\n", oneID, ""},
		{"called a move, by scripts", FormText, "move_id=AAAAEZ6whGI hubspotId: AAAAEZ6whGM, operationId=AAAAEZ6whGQ commentId=AAAABbCcDdE\n", "[AAAAEZ6whGI AAAAEZ6whGM AAAAEZ6whGQ]", "is named commentId"},
		{"a request in Russian", FormText, "ID запроса: " + uuidA + "\n", "[]", "is named"},
		{"a request in French", FormText, "ID de la requête : " + uuidA + "\n", "[]", "is named"},
		{"a request in Turkish", FormText, "İstek kimliği: " + uuidA + "\n", "[]", "is named"},
		{"a request in Polish", FormText, "Identyfikator żądania: " + uuidA + "\n", "[]", "is named"},
		{"a request in Arabic", FormText, "معرف الطلب: " + uuidA + "\n", "[]", "is named"},
		{"a request in Spanish", FormText, "ID de solicitud: " + uuidA + "\n", "[]", "is named"},
		{"a property list", FormText, "<dict>\n\t<key>taskId</key>\n\t<string>tsk-1</string>\n\t<key>requestId</key>\n\t<string>AAAAEZ6whGM</string>\n</dict>\n", "[tsk-1]", "is named requestId"},
		{"entries of keys and values", FormText, "<entry><key>taskId</key><value>tsk-1</value></entry><entry><key>traceId</key><value>AAAAEZ6whGM</value></entry>\n", "[tsk-1]", "is named traceId"},
		{"a map of Erlang", FormText, "#{id => <<\"tsk-1\">>,links => #{status => <<\"https://x/\">>}}\n", "[tsk-1]", ""},
		{"bytes as numbers, in a journal", FormText, `{"_PID":"812","MESSAGE":[27,91,51,50,109,115,116,97,114,116,101,100,27,91,48,109,32,65,65,65,65,69,90,54,119,104,71,73]}` + "\n", oneID, ""},
		{"bytes as numbers, in a buffer", FormText, `{"type":"Buffer","data":[123,34,105,100,34,58,34,116,115,107,45,49,34,44,34,108,105,110,107,115,34,58,123,125,125]}` + "\n", "[tsk-1]", ""},
		{"an address that a gateway for mail has rewritten", FormText, "https://urldefense.proofpoint.com/v2/url?u=https-3A__api.hubapi.com_files_v3_folders_update_async_tasks_AAAAEZ6whGI_status&d=DwMFaQ&c=euGZ\n", oneID, ""},
		{"an ID that may be broken", FormText, "AAAAEZ6\u200bwhGI AAAA\u00adEZ6whGM AAAAEZ<wbr>6whGQ AAAAEZ6whGU\u200bAAAAEZ6whGY\n", "[AAAAEZ6whGI AAAAEZ6whGM AAAAEZ6whGQ AAAAEZ6whGU AAAAEZ6whGY]", ""},
		{"an address that may be broken", FormText, "https://api.hubapi.com/\u200bfiles/v3/folders/\u200bupdate/async/tasks/\u200btsk-1/status\n", "[tsk-1]", ""},
		{"the id of a folder", FormText, `{"folder":{"id":"122690003720"},"task":{"id":"tsk-1"}}`, "[tsk-1]", ""},
	} {
		in, err := ReadAll(strings.NewReader(tc.text), tc.form)
		said := ""
		for _, r := range in.Refused {
			said += r.String() + "\n"
		}
		for _, p := range in.Passed {
			said += p.String() + "\n"
		}
		if got := fmt.Sprint(ids(in)); err != nil || got != tc.ids || !strings.Contains(said, tc.said) {
			t.Errorf("%s: got %s, want %s; said %s, want %q in it; %v", tc.name, got, tc.ids, said, tc.said, err)
		}
	}
}

// TestTroubledIsTrouble holds that the quick look at a line misses none.
func TestTroubledIsTrouble(t *testing.T) {
	for _, text := range strings.Split("ERR x|an Error|failing|Refused|access DENIED|invalid|Exception|Traceback|Timed out|timeout|time out|couldn't|could n't|Cannot|unable|aborting|retrying|unauthorized|Forbidden|Bad Request|bad gateway|Unavailable|too many requests|curl: (6)|x <HTML|<!DOCTYPE|\"id\"|\"Links\"|\"status\"|\"message\"|HTTP 429|500|é: 404 x|ERROR: fa\u0131l", "|") {
		if got, want := troubled(text), trouble().MatchString(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
		if fine := "line 12 of " + strings.Repeat("x", 9) + text; troubled(fine) != trouble().MatchString(fine) {
			t.Errorf("%q is told differently", fine)
		}
	}
}

func lines64(text string) string {
	coded, out := base64.StdEncoding.EncodeToString([]byte(text)), ""
	for ; len(coded) > 76; coded = coded[76:] {
		out += coded[:76] + "\n"
	}
	return out + coded
}

func printable(text string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}
