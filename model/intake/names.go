package intake

import (
	"strings"
)

// The names that tell what an object is.
var (
	folderNames = set("name newname parentfolderid parentid newparentid newparentfolderid path newpath folderpath parentfolderpath newparentpath")
	levelNames  = set("level lvl severity loglevel levelname @l @level priority syslogseverity severitytext")
	logNames    = set("msg message time timestamp ts @t @mt @m @timestamp datetime asctime event text body logger caller pid")
	otherNames  = set(`@t @mt @m @timestamp attributes author cmd command content created createdat description email event eventtype exec
		headers hostname ingestiontime kind listen listener logstream logger method msg pageref pagetimings pid properties query ref request
		response fields createdtime schema script sha size source src startedtime startedtimedatetime starteddatetime time timestamp title ts type updated
		updatedat uri url user username value variable version`)
	requestNames = set(`req request originalrequest requestbody requestheaders headers header config options postdata querystring params env
		environment context user error err cause exception stack cookies cookie requestoptions httprequest input body_sent sent`)
)

// technical are the words with which programs name their own IDs.
var technical = pattern(`^example$|corr?[eé]la[tçcz][ijã]|korrel|trace|span|\bray\b|cfray|cf-ray|etag|cookie|token|secret|authori|bearer|password|apikey|hapikey|nonce|signature|digest|checksum|sha1|sha256|md5|hash|commit|^sha$|^ray$|^(google|g)?(chat)?(space|room)$`)

// things are the words that name something else unless the word after them
// leaves no doubt.
var things = pattern(`request|session|user|host|portal|hub|account|folder|parent|file|child|owner|deal|contact|company|email|phone|agent|date|time|version|duration|elapsed|took|port|pid|size|length|count|total|bytes|build|run|job|container|image|pod|node|instance|server|worker|thread|process|client|event|message|batch|wave|page|row|line|step|port|zip|code|status|number|order|invoice|ticket|issue|branch`)

// others are the names of objects whose id is their own.
var others = pattern(`folder|parent|directory|owner|user|account|portal|contact|company`)

// misnamed says which name makes a word no task, in words that follow the word;
// "" if none does. beyond is whether the look of the word leaves no doubt.
func misnamed(key string, beyond bool) string {
	if key == "" {
		return ""
	}
	plain := strings.TrimPrefix(plainKey(key), "@") // as Ruby names what an object has
	anyID := strings.HasSuffix(plain, "id") && len(plain) > 2 || strings.HasSuffix(plain, "ids") && len(plain) > 3
	switch {
	case plain == "id" || plain == "ids", taskName(plain), calledTask(plain):
		return ""
	case foreignTask().MatchString(plain) && !folderWords().MatchString(plain) && !technical().MatchString(plain):
		return ""
	case technical().MatchString(plain), !beyond && (things().MatchString(plain) || requests().MatchString(plain)), anyID && (!beyond || known(plain)):
		return "is named " + shownKey(key)
	}
	return ""
}

// known reports whether a plain key that says ID is of words that name something
// else: what another language calls an ID may be a task's.
func known(plain string) bool {
	return !moves().MatchString(plain) && strings.Trim(plain, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// moves is what scripts call the ID of a move that they started.
var moves = pattern(`^(hubspot|hs|move|rename|async|update|operation|action)+ids?$`)

// requests is the word for a request in other languages than English.
var requests = pattern(`(?i)anfrage|requ[êe]te|solicitud|requisi|richiesta|verzoek|beg[äa]r|anmodning|foresp|pyyn|k[ée]r[ée]s|cerer|po[žz]adav|[žz]iados|[żz][ąa]dani|zaht[je]|запрос|запит|заявк|zg[łl]osze|[iİ]ste[kğg]|αίτη|طلب|درخواست|בקשה|permintaan|yêu cầu|अनुरोध|คำขอ|请求|請求|リクエスト|要求|요청`)

// foreignTask is the word for a task in other languages than English.
var foreignTask = pattern(`(?i)` + foreignTasks)

const foreignTasks = `aufgabe|auftrag|t[âa]che|tarea|attivit|tarefa|taak|zada[nć]|uppgift|opgave|oppgave|görev|задач|タスク|任务|任務|작업|مهم`

// calledTask reports whether a plain key says that it names tasks, if not by
// their IDs.
func calledTask(plain string) bool {
	switch plain {
	case "task", "tasks", "hubspottask", "hubspottasks", "movetask", "asynctask", "updatetask":
		return true
	}
	return false
}

// taskName reports whether a plain key names a task.
func taskName(plain string) bool {
	return (strings.HasSuffix(plain, "taskid") || strings.HasSuffix(plain, "taskids")) && !elses().MatchString(plain)
}

// elses says whose tasks are not HubSpot's, by what their IDs are called.
var elses = pattern(`^(sub|asana|jira|clickup|trello|wrike|monday|todoist|linear|notion|airflow|celery|ecs|cron|zendesk|teamwork|smartsheet)(task|.*task)ids?$`)

// shownKey returns a name for a sentence.
func shownKey(key string) string {
	if runes := []rune(key); len(runes) > 40 {
		key = string(runes[:40]) + "…"
	}
	return key
}
