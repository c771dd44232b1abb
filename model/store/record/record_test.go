package record_test

import (
	"testing"

	"hubwatch/model"
	"hubwatch/model/store/record"
	"hubwatch/model/store/storetest"
)

// FuzzRecord holds that no record makes reading panic.
func FuzzRecord(f *testing.F) {
	task := storetest.FullTask("a")
	f.Add(record.Report(task.Report))
	f.Add(record.Checks(task))
	f.Fuzz(func(t *testing.T, bytes []byte) {
		_, _ = record.ReadReport(bytes)
		_ = record.ReadChecks(bytes, &model.Task{})
	})
}
