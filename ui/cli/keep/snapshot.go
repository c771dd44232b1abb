package keep

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/undo"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/findings"
	"hubwatch/ui/cli/output"
)

// snapshotName is the name under which the snapshot of a watchlist is kept.
const snapshotName = "snapshot"

// AddSnapshot stores the folders that the watchlist's snapshot does not have
// yet. It returns the resulting snapshot, and how many were added.
func AddSnapshot(ctx context.Context, s store.Store, taken undo.Snapshot) (kept undo.Snapshot, added int, err error) {
	if kept, err = StoredSnapshot(ctx, s); err != nil {
		return kept, 0, err
	}
	added = kept.Keep(taken)
	if err := s.SaveDocument(ctx, snapshotName, kept.Encode()); err != nil {
		return kept, 0, exit.With(exit.Internal, err)
	}
	return kept, added, nil
}

// KeptFirst says for how many folders their place before the first start was kept.
func KeptFirst(n int) string {
	return "kept where " + findings.FoldersAre(n) + " before the first move, for \"hubwatch undo\""
}

// places keeps where folders are before their first start, and says so.
func (k *Keeper) places(ctx context.Context, taken *undo.Snapshot) error {
	if taken == nil {
		return nil
	}
	var err error
	if taken.Account, err = k.store.Account(ctx); err != nil {
		return err
	}
	_, added, err := AddSnapshot(ctx, k.store, *taken)
	if added > 0 && err == nil {
		k.tell(KeptFirst(added))
	}
	return err
}

// StoredSnapshot returns the snapshot of a watchlist, an empty one if there is
// none.
func StoredSnapshot(ctx context.Context, s store.Store) (undo.Snapshot, error) {
	data, err := s.Document(ctx, snapshotName)
	if err != nil {
		return undo.Snapshot{}, exit.With(exit.Internal, err)
	}
	kept, err := undo.Decode(data)
	if err != nil {
		return undo.Snapshot{}, exit.With(exit.Internal, fmt.Errorf("what the watchlist has %w", err))
	}
	return kept, nil
}

// WriteSnapshot writes a snapshot into a new file.
func WriteSnapshot(file string, s undo.Snapshot) error {
	var data bytes.Buffer
	if err := output.WriteJSON(&data, s); err != nil {
		return exit.With(exit.Internal, err)
	}
	switch err := files.WriteNew(file, data.Bytes()); {
	case errors.Is(err, files.ErrNoSpace):
		return exit.With(exit.Internal, err)
	case err != nil:
		return exit.With(exit.Usage, err)
	}
	return nil
}

// ReadSnapshot returns the snapshot in a file.
func ReadSnapshot(file string) (undo.Snapshot, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return undo.Snapshot{}, exit.With(exit.Usage, output.Unread(file, err))
	}
	s, err := undo.Decode(data)
	switch {
	case len(data) == 0:
		err = errors.New("is no snapshot: it is empty")
	case err == nil && len(s.Folders) == 0:
		err = errors.New("is a snapshot without any folder")
	}
	if err != nil {
		return undo.Snapshot{}, exit.Usagef("%s %w", model.Text(file).Line(), err)
	}
	return s, nil
}
