package storetest

import "syscall"

// memory is a folder that lies in memory.
const memory = "/dev/shm"

// room returns how many bytes there is room for in a folder.
func room(folder string) int64 {
	var fs syscall.Statfs_t
	if syscall.Statfs(folder, &fs) != nil {
		return 0
	}
	return int64(fs.Bavail) * int64(fs.Bsize) //nolint:unconvert // 32 bits elsewhere
}
