package keep

import (
	"context"
	"time"

	"hubwatch/model/store"
	"hubwatch/model/survey"
)

// lookedName is the document with what a stopped command has seen of folders.
const lookedName = "looked"

// Looked returns what a stopped command has seen of the folders of an account, and
// since when; nothing, and the zero time, if that is not fresh or not known.
func Looked(ctx context.Context, s store.Store, account string, now time.Time) (seen *survey.Folders, since time.Time) {
	data, err := s.Document(ctx, lookedName)
	if err != nil {
		return survey.New(), time.Time{}
	}
	return survey.Resume(data, account, now)
}

// SaveLooked stores what was seen for the next command.
func SaveLooked(ctx context.Context, s store.Store, seen *survey.Folders, account string, since time.Time) error {
	return s.SaveDocument(ctx, lookedName, seen.Encode(account, since))
}

// ForgetLooked deletes what was seen, so that the next command looks again.
func ForgetLooked(ctx context.Context, s store.Store) error {
	return s.SaveDocument(ctx, lookedName, nil)
}
