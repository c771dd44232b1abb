package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// companions are what SQLite keeps beside a database, in the order in which
// they are set aside: a log without its database does no harm, the reverse
// would.
var companions = []string{"-wal", "-journal", "-shm"}

// prepare makes sure that there is a file at path, readable by its owner only,
// and returns its absolute name, with what it had to mend. SQLite gives its
// other files the same mode.
//
// What others could have put there is refused: a link would have them choose
// which file is written to, and so would a folder that they may write to.
func prepare(path string) (file, mended string, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return "", "", fmt.Errorf("open %q: %w", path, err)
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", "", fmt.Errorf("make the folder of %q: %w", path, err)
	}
	if mended, err = closed(folder); err != nil {
		return "", "", err
	}
	for _, suffix := range append([]string{"", ".lock"}, companions...) {
		info, err := os.Lstat(path + suffix)
		switch {
		case err != nil:
		case info.Mode()&fs.ModeSymlink != 0:
			return "", "", &RefusedError{path + suffix, "is a symbolic link, which is not followed: put the file itself there"}
		case !info.Mode().IsRegular():
			return "", "", &RefusedError{path + suffix, "is no file"}
		}
	}
	if err := create(path); err != nil {
		return "", "", err
	}
	return path, mended, private(path)
}

// closed takes the right to write to the folder from everybody but its owner,
// and says so if it had to.
func closed(folder string) (mended string, err error) {
	info, err := os.Stat(folder)
	if err != nil {
		return "", fmt.Errorf("look at the folder %q: %w", folder, err)
	}
	mode := info.Mode().Perm()
	if !writableByOthers(mode) {
		return "", nil
	}
	if err := os.Chmod(folder, mode&^0o077); err != nil {
		return "", &RefusedError{folder, fmt.Sprintf("may be written to by others (mode %04o), and that cannot be changed: use a folder of your own", mode)}
	}
	return fmt.Sprintf("others could write to the folder %s (mode %04o); now only you may", folder, mode), nil
}

// private takes the file and those beside it from everybody but their owner.
func private(file string) error {
	for _, suffix := range append([]string{""}, companions...) {
		info, err := os.Stat(file + suffix)
		if err != nil || info.Mode().Perm()&0o077 == 0 {
			continue // not there, or private
		}
		err = os.Chmod(file+suffix, info.Mode().Perm()&^0o077)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("others may read the database: %w", err)
		}
	}
	return nil
}

// setAside renames a damaged database, with what SQLite keeps beside it, and
// puts an empty file in its place. It returns the new name; "" if another
// process has done all that meanwhile.
func setAside(ctx context.Context, file string) (aside string, err error) {
	g, err := alone(ctx, file)
	if err != nil {
		return "", fmt.Errorf("%q: %w; to set it aside, end the other hubwatch processes (%w)", file, ErrCorrupt, err)
	}
	defer func() { err = errors.Join(err, g.release()) }()
	if s, err := connect(ctx, file); err == nil {
		return "", s.close()
	} else if !errors.Is(err, ErrCorrupt) {
		return "", err
	}
	aside = asideName(file)
	for _, suffix := range companions {
		err := os.Rename(file+suffix, aside+suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("set the damaged database aside: %w", err)
		}
	}
	if err := os.Rename(file, aside); err != nil {
		return "", fmt.Errorf("set the damaged database aside: %w", err)
	}
	trust(file)
	_, _, err = prepare(file)
	return aside, err
}

// asideName returns a free name beside the file.
func asideName(file string) string {
	name := file + ".corrupt-" + time.Now().UTC().Format("20060102T150405Z")
	for i := 2; ; i++ {
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
		name = fmt.Sprintf("%s.corrupt-%s-%d", file, time.Now().UTC().Format("20060102T150405Z"), i)
	}
}

// suspect leaves word for the next Open to look at the whole file, trust takes
// that back. Both are hints: if one fails, damage shows again where it is.
func suspect(file string) {
	if f, err := os.OpenFile(file+".suspect", os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
		_ = f.Close()
	}
}

func trust(file string) { _ = os.Remove(file + ".suspect") }

func suspected(file string) bool {
	_, err := os.Stat(file + ".suspect")
	return err == nil
}
