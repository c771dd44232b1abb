package config

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// Ledger is a file in which all hubwatch processes of a profile record when
// they send requests to one HubSpot, so that together they keep to one share of
// its limit. Entries are appended in one piece. Errors are ignored: the
// requests of this process then count alone. It is not safe for concurrent use.
type Ledger struct {
	file *os.File
	read int64  // bytes of the file that are known
	tag  uint64 // tells our notes from those of others
}

const (
	noteSize  = 16        // bytes of a note: when, and whose
	ledgerMax = 1 << 20   // bytes of a file that is made shorter
	ledgerEnd = 512 << 4  // bytes at its end that matter: those of some minutes
	ledgerOld = time.Hour // a file that nobody has written to for so long begins again
)

// OpenLedger opens the ledger of a profile for one HubSpot, and creates it if
// there is none.
func OpenLedger(profile, baseURL string, getenv func(string) string) (*Ledger, error) {
	folder := StateFolder(getenv)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	host := fnv.New32a()
	fmt.Fprint(host, cmp.Or(baseURL, "https://api.hubapi.com"))
	name := filepath.Join(folder, fmt.Sprintf("%s.%08x.requests", profile, host.Sum32()))
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err == nil && time.Since(info.ModTime()) > ledgerOld {
		_ = file.Truncate(0) // else it only grows
	}
	return &Ledger{file: file, tag: rand.Uint64()}, nil
}

// Note records a request that this process sends at the given time.
func (l *Ledger) Note(at time.Time) {
	note := make([]byte, 0, noteSize)
	note = binary.LittleEndian.AppendUint64(note, uint64(at.UnixNano()))
	_, _ = l.file.Write(binary.LittleEndian.AppendUint64(note, l.tag)) // see Ledger
}

// Others returns when other processes sent the requests recorded since the last
// call; on the first call, at least those of the last minutes.
func (l *Ledger) Others() []time.Time {
	info, err := l.file.Stat()
	if err != nil || info.Size() == l.read {
		return nil
	}
	size := info.Size() - info.Size()%noteSize
	if size < l.read {
		l.read = 0 // it was made shorter
	}
	notes := make([]byte, min(size-l.read, ledgerEnd))
	if _, err := l.file.ReadAt(notes, size-int64(len(notes))); err != nil {
		return nil
	}
	l.read = size
	if size > ledgerMax && l.file.Truncate(0) == nil {
		n, _ := l.file.Write(notes)
		l.read = int64(n)
	}
	var at []time.Time
	for ; len(notes) >= noteSize; notes = notes[noteSize:] {
		if binary.LittleEndian.Uint64(notes[8:]) != l.tag {
			at = append(at, time.Unix(0, int64(binary.LittleEndian.Uint64(notes))))
		}
	}
	return at
}
