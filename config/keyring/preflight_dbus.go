//go:build (dragonfly && cgo) || (freebsd && cgo) || linux || netbsd || openbsd

package keyring

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// lookLimit bounds the look at the Secret Service. One that works answers
// within milliseconds, started on demand within a few tens of them.
var lookLimit = 2 * time.Second

// Names of the Secret Service API.
// Source: specifications.freedesktop.org/secret-service.
const (
	serviceName     = "org.freedesktop.secrets"
	servicePath     = dbus.ObjectPath("/org/freedesktop/secrets")
	loginPath       = dbus.ObjectPath("/org/freedesktop/secrets/collection/login")
	noPath          = dbus.ObjectPath("/")
	serviceFace     = "org.freedesktop.Secret.Service"
	collectionFace  = "org.freedesktop.Secret.Collection"
	busName         = "org.freedesktop.DBus"
	busPath         = dbus.ObjectPath("/org/freedesktop/DBus")
	propertiesGet   = "org.freedesktop.DBus.Properties.Get"
	noReplyInTime   = "org.freedesktop.DBus.Error.NoReply"
	serviceUnknown  = "org.freedesktop.DBus.Error.ServiceUnknown"
	activationError = "org.freedesktop.DBus.Error.Spawn"
)

// preflight looks at the Secret Service without opening a dialog and without
// starting a session bus. The library that does the work waits for ever when
// the service hangs, and starts a bus where there is none.
func preflight(ctx context.Context) (state, error) {
	limited, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	type result struct {
		locked bool
		err    error
	}
	looked := make(chan result, 1)
	go func() { // connecting takes no context all the way through
		locked, err := look(limited)
		looked <- result{locked, err}
	}()
	select {
	case <-limited.Done():
		return 0, ended(ctx)
	case r := <-looked:
		switch {
		case limited.Err() != nil:
			return 0, ended(ctx)
		case r.err != nil:
			return 0, r.err
		case !r.locked:
			return ready, nil
		case dialogCanOpen(os.Getenv):
			return dialog, nil
		}
		return 0, &Error{ErrLocked, errors.New("no dialog can open here")}
	}
}

// dialogCanOpen reports whether the keyring can ask the user in front of this
// session. Over SSH its dialog would open where nobody sits.
func dialogCanOpen(getenv func(string) string) bool {
	remote := getenv("SSH_CONNECTION") != "" || getenv("SSH_TTY") != ""
	return !remote && (getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "")
}

// look asks the bus and the service what state the collection for tokens is
// in. Its error is an [*Error].
func look(ctx context.Context) (locked bool, err error) {
	conn, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	switch {
	case err != nil && strings.Contains(err.Error(), "determine address"):
		return false, none("there is no D-Bus session", nil)
	case err != nil:
		return false, none("there is no D-Bus session", err)
	}
	defer conn.Close()
	if err := conn.Auth(nil); err != nil {
		return false, none("the D-Bus session does not take us", err)
	}
	if err := conn.Hello(); err != nil {
		return false, none("the D-Bus session does not answer", err)
	}
	if !present(ctx, conn) {
		return false, none("no Secret Service such as gnome-keyring, KWallet or KeePassXC is installed", nil)
	}
	collection, err := collectionOf(ctx, conn)
	if err != nil {
		return false, err
	}
	return lockedNow(ctx, conn, collection)
}

func none(what string, err error) error {
	if err != nil {
		return &Error{ErrNone, fmt.Errorf("%s: %w", what, err)}
	}
	return &Error{ErrNone, errors.New(what)}
}

// present reports whether a Secret Service runs, or would be started on demand.
func present(ctx context.Context, conn *dbus.Conn) bool {
	bus := conn.Object(busName, busPath)
	var owned bool
	if bus.CallWithContext(ctx, busName+".NameHasOwner", 0, serviceName).Store(&owned) == nil && owned {
		return true
	}
	var names []string
	err := bus.CallWithContext(ctx, busName+".ListActivatableNames", 0).Store(&names)
	return err == nil && slices.Contains(names, serviceName)
}

// collectionOf finds the collection that the library will use.
func collectionOf(ctx context.Context, conn *dbus.Conn) (dbus.ObjectPath, error) {
	service := conn.Object(serviceName, servicePath)
	var v dbus.Variant
	if err := service.CallWithContext(ctx, propertiesGet, 0, serviceFace, "Collections").Store(&v); err != nil {
		return "", ofService(err)
	}
	if paths, ok := v.Value().([]dbus.ObjectPath); ok && slices.Contains(paths, loginPath) {
		return loginPath, nil
	}
	path := noPath
	if err := service.CallWithContext(ctx, serviceFace+".ReadAlias", 0, "default").Store(&path); err != nil {
		return "", ofService(err)
	}
	if path == noPath {
		return "", none("it has no default collection yet; its own program makes one", nil)
	}
	return path, nil
}

func lockedNow(ctx context.Context, conn *dbus.Conn, collection dbus.ObjectPath) (bool, error) {
	var v dbus.Variant
	err := conn.Object(serviceName, collection).CallWithContext(ctx, propertiesGet, 0, collectionFace, "Locked").Store(&v)
	if err != nil {
		return false, ofService(err)
	}
	locked, ok := v.Value().(bool)
	if !ok {
		return false, &Error{ErrRefused, errors.New("it does not say whether it is locked")}
	}
	return locked, nil
}

// ofService sorts what the service answered to a question.
func ofService(err error) error {
	name := ""
	if e, ok := errors.AsType[dbus.Error](err); ok {
		name = e.Name
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded), name == noReplyInTime:
		return &Error{ErrTimeout, nil}
	case name == serviceUnknown, strings.HasPrefix(name, activationError):
		return none("the Secret Service cannot be started", err)
	}
	return &Error{ErrRefused, err}
}
