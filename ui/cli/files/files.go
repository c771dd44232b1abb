// Package files writes files as a whole or not at all and without overwriting
// others, and reads files that begin with a byte order mark.
package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// CheckTarget checks in advance whether [Write] can write a file; nil if it can.
func CheckTarget(file string) error {
	target, special, err := resolve(file)
	if err == nil && !special {
		var f *os.File
		if f, err = os.CreateTemp(filepath.Dir(target), ".hubwatch-*"); err == nil {
			err = errors.Join(f.Close(), os.Remove(f.Name()))
		}
	}
	return Failed(file, err)
}

// Write replaces a file as a whole: a new file beside it is synced and renamed,
// so that nobody ever reads half of it. A device or a pipe is written directly.
// A new file is readable by its owner only.
func Write(file string, data []byte) error {
	target, special, err := resolve(file)
	if err != nil {
		return Failed(file, err)
	}
	if special {
		return Failed(file, writeInto(target, os.O_WRONLY, data))
	}
	f, err := os.CreateTemp(filepath.Dir(target), ".hubwatch-*")
	if err != nil {
		return Failed(file, err)
	}
	_, err = f.Write(data)
	err = errors.Join(err, keepMode(f, target), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), target)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // it is of no use
	}
	return Failed(file, err)
}

// resolve follows links to where a file really is, and reports whether it is
// special: there already, and no regular file.
func resolve(file string) (target string, special bool, err error) {
	target, err = filepath.EvalSymlinks(file)
	if errors.Is(err, fs.ErrNotExist) {
		return file, false, nil
	}
	if err != nil {
		return "", false, err
	}
	info, err := os.Stat(target)
	if err == nil && info.IsDir() {
		err = errors.New("is a folder")
	}
	return target, err == nil && !info.Mode().IsRegular(), err
}

func keepMode(f *os.File, target string) error {
	info, err := os.Stat(target)
	if err != nil {
		return nil //nolint:nilerr // it is new
	}
	return f.Chmod(info.Mode().Perm())
}

// WriteNew writes a file that must not exist yet, readable by its owner only.
func WriteNew(file string, data []byte) error {
	return Failed(file, writeInto(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, data))
}

// writeInto writes a file in place.
func writeInto(file string, flags int, data []byte) error {
	f, err := os.OpenFile(file, flags, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// Failed names the file once and says what is wrong in plain words; nil for a
// nil error.
func Failed(file string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%q could not be written: %w", file, Reason(err))
}

// ErrNoSpace is why a write failed, in plain words.
var ErrNoSpace = errors.New("no space left on the disk")

// Reason returns why a write failed, without the name of the file.
func Reason(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return ErrNoSpace
	}
	for {
		inner, ok := errors.AsType[*fs.PathError](err)
		if !ok {
			return err
		}
		err = inner.Err
	}
}
