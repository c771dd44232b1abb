package hubclient

// reports are the bodies that are reports, with all that is read from them.
var reports = []struct{ file, want string }{
	{"01-complete.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
requested 2026-05-04T09:12:01.114Z
started 2026-05-04T09:12:01.902Z
completed 2026-05-04T09:12:44.31Z
result.id 900100200300
result.name 2026 assets
result.path /brand/2026 assets
result.parent 900100200111
result.created 2024-01-02T03:04:05.678Z
result.updated 2026-05-04T09:12:44.2Z
links.status = https://api-na1.hubspot.com/files/v3/folders/update/async/tasks/AAAAB3kQx_8/status
`},
	{"02-complete-no-error-members.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
requested 2026-05-04T09:12:01.114Z
started 2026-05-04T09:12:01.902Z
completed 2026-05-04T09:12:44.31Z
`},
	{"03-pending-bare.json", `
task AAAAB3kQx_8
word PENDING
status pending
`},
	{"04-pending-null-times.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01.114Z
`},
	{"05-pending-epoch-zero.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01Z
`},
	{"05-pending-equal-times.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01Z
started 2026-05-04T09:12:01Z
completed 2026-05-04T09:12:01Z
`},
	{"06-no-status.json", `
task AAAAB3kQx_8
status ?
requested 2026-05-04T09:12:01.114Z
started 2026-05-04T09:12:01.902Z
completed 2026-05-04T09:12:44.31Z
`},
	{"07-context-java-map-pairs.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category VALIDATION_ERROR
errors[0].context.why = name is taken, try another
errors[0].context.ids = 1 | 2
errors[0].context.empty = 
errors[0].context.nested = {a=b, c=d}
`},
	{"07-context-java-map.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category MISSING_SCOPES
errors[0].details[0].message no
errors[0].details[0].context.missingScopes = scope1 | scope2
`},
	{"07-context-plain-text.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category VALIDATION_ERROR
errors[0].context. = something went wrong, sorry
`},
	{"08-context-arrays.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category EXPIRED
errors[0].context.zeta = 1
errors[0].context.expire time = 2026-03-10T23:04:41.164Z | later
errors[0].context.alpha = 
`},
	{"09-context-null.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category X
`},
	{"09-context-scalars.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category X
errors[0].context.id = 900100200300
errors[0].context.count = 3
errors[0].context.deep = {"a":[1,2]}
errors[0].context.flag = true
errors[0].context.none = 
`},
	{"10-subcategory-filled-object.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category X
errors[0].subCategory "{\"name\":\"NAME_TAKEN\"}"
`},
	{"10-subcategory-null.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category X
`},
	{"10-subcategory-object.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category X
`},
	{"10-subcategory-text.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category X
errors[0].subCategory Folders.NAME_TAKEN
`},
	{"11-empty-strings.json", `
task AAAAB3kQx_8
word PENDING
status pending
errors 1 of 1
`},
	{"11-errors-empty-string.json", `
task AAAAB3kQx_8
word PENDING
status pending
`},
	{"11-errors-one-object.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].category X
errors[0].message alone
`},
	{"12-error-four-members.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].status error
errors[0].category VALIDATION_ERROR
errors[0].message cannot move into itself
errors[0].context.objectWriteTraceId = t-17
`},
	{"15-counter-fraction.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 0 of 3
`},
	{"15-counter-negative.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
`},
	{"15-counter-text.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 0 of 3
`},
	{"15-counter-zero.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].message one
`},
	{"16-result-null.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].message nothing moved
`},
	{"17-result-and-errors.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].message two children stayed
result.id 900100200300
result.name 2026 assets
result.path /brand/2026 assets
result.parent 900100200111
result.created 2024-01-02T03:04:05.678Z
result.updated 2026-05-04T09:12:44.2Z
`},
	{"18-canceled-with-errors.json", `
task AAAAB3kQx_8
word CANCELED
status canceled
errors 1 of 1
errors[0].message gave up
`},
	{"18-canceled.json", `
task AAAAB3kQx_8
word CANCELED
status canceled
`},
	{"19-status-expired.json", `
task AAAAB3kQx_8
word EXPIRED
status ?
`},
	{"19-status-failed.json", `
task AAAAB3kQx_8
word FAILED
status ?
`},
	{"19-status-lower-case.json", `
task AAAAB3kQx_8
word complete
status complete
`},
	{"19-status-queued-alone.json", `
word QUEUED
status ?
extra.message = "soon"
`},
	{"19-status-queued.json", `
task AAAAB3kQx_8
word QUEUED
status ?
`},
	{"21-errors-in-details.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
errors 1 of 1
errors[0].message one
errors[0].details[0].message two
errors[0].details[0].extra.errors = [{"message":"three","errors":[]}]
`},
	{"22-hostile-name.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
result.id 900100200300
result.name "a\x1b[31mred\x1b]8;;https://evil.example\ax\n\t\r\x00\u202egnp\u200b\U0001f469\u200d\U0001f469\u200d\U0001f467 \u6f22\u5b57 e\u0301\ufffd"
`},
	{"24-id-number.json", `
task 12345678901234567890
word COMPLETE
status complete
result.id 9007199254740993123
result.parent 900100200111
`},
	{"25-parent-absent.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
result.id 900100200300
`},
	{"25-parent-empty.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
result.id 900100200300
`},
	{"25-parent-null.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
result.id 900100200300
`},
	{"25-parent-zero.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
result.id 900100200300
`},
	{"26-archived-text.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
result.id 900100200300
result.archived yes
`},
	{"26-archived.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
result.id 900100200300
result.archived yes
result.archived 2026-05-05T00:00:00Z
`},
	{"27-links-array.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
links.status = https://api.hubspot.com/a | https://api.hubspot.com/c
links.other = https://api.hubspot.com/b
`},
	{"27-links-hostile.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
links.status = https://evil.example/steal
`},
	{"27-links-map.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
links.status = https://api-na1.hubspot.com/a
`},
	{"27-links-null.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
`},
	{"28-byte-order-mark.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
`},
	{"28-unknown-keys.json", `
task AAAAB3kQx_8
word COMPLETE
status complete
extra.progress = {"done":3,"of":7}
extra.hint = "soon"
`},
	{"29-time-ahead.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2199-01-01T00:00:00Z
`},
	{"29-time-colon-zone.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01Z
`},
	{"29-time-empty.json", `
task AAAAB3kQx_8
word PENDING
status pending
`},
	{"29-time-epoch-ms.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01.114Z
`},
	{"29-time-epoch-seconds.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01Z
`},
	{"29-time-epoch-text.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01.114Z
`},
	{"29-time-nine-digits.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01.114207303Z
`},
	{"29-time-no-fraction.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01Z
`},
	{"29-time-no-zone.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01Z
`},
	{"29-time-nonsense.json", `
task AAAAB3kQx_8
word PENDING
status pending
`},
	{"29-time-plain-zone.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01.5Z
`},
	{"29-time-six-digits.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01.114207Z
`},
	{"29-time-three-digits.json", `
task AAAAB3kQx_8
word PENDING
status pending
requested 2026-05-04T09:12:01.114Z
`},
	{"29-time-year-1.json", `
task AAAAB3kQx_8
word PENDING
status pending
`},
	{"29-time-year-9999.json", `
task AAAAB3kQx_8
word PENDING
status pending
`},
	{"30-other-task.json", `
task AAAAzzzzzzz
word PROCESSING
status processing
`},
	{"31-error-status-with-task.json", `
task AAAAB3kQx_8
word error
status ?
extra.message = "odd"
`},
	{"32-json-as-text.txt", `
task AAAAB3kQx_8
word PROCESSING
status processing
`},
	{"documented-sample.json", `
task 0b6d7c1e-52a4-4f0e-9a53-7d1f0c2e8b14
word CANCELED
status canceled
requested 2026-05-04T09:12:01Z
started 2026-05-04T09:12:02Z
completed 2026-05-04T09:12:03Z
errors 1 of 1
errors[0].status error
errors[0].category MISSING_SCOPES
errors[0].message The folder could not be moved
errors[0].id 7c0e5d3a-0000-4000-8000-3f1b2a4c5d6e
errors[0].context.folderId = 900100200300
errors[0].links.knowledge = https://knowledge.hubspot.com/files
errors[0].details[0].message The key lacks two scopes
errors[0].details[0].code SCOPES
errors[0].details[0].in parentFolderId
errors[0].details[0].subCategory Scopes.MISSING
errors[0].details[0].context.missingScopes = scope1 | scope2
result.id 900100200300
result.name 2026 assets
result.path /brand/2026 assets
result.parent 900100200111
result.created 2024-01-02T03:04:05Z
result.updated 2026-05-04T09:12:03Z
links.status = https://api.hubspot.com/files/v3/folders/update/async/tasks/0b6d7c1e/status
`},
}
