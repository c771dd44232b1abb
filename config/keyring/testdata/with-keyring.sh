#!/usr/bin/env bash
# with-keyring.sh STATE CMD [ARG...]
# Runs CMD on a private D-Bus session bus, against a real Secret Service (gnome-keyring).
#   ready      login collection exists and is unlocked
#   locked     login collection exists, locked, no display: a prompt cannot open
#   prompt     as locked, but a prompt window opens (Xvfb) and nobody answers it
#   nodefault  the service runs, but has neither a login collection nor a default alias
#   noservice  a bus without any Secret Service
#   frozen     the service's process is stopped (SIGSTOP): every call hangs
#   nobus      no session bus at all
# Needs: apt-get install -y --no-install-recommends dbus dbus-daemon gnome-keyring   (+ xvfb for prompt)
set -euo pipefail
state=$1; shift
if [ "${_WK_INNER:-}" != 1 ]; then
  for b in dbus-run-session dbus-send gnome-keyring-daemon; do
    command -v "$b" >/dev/null || { echo "with-keyring: $b is missing" >&2; exit 127; }
  done
  box=$(mktemp -d); xvfb=
  trap 'if [ -n "$xvfb" ]; then kill "$xvfb" 2>/dev/null || :; fi; rm -rf "$box"' EXIT
  mkdir -m 700 "$box/run" "$box/data" "$box/cache" "$box/config"
  if command -v go >/dev/null; then   # XDG_CACHE_HOME moves below: keep Go's caches where they are
    GOCACHE=$(go env GOCACHE); GOMODCACHE=$(go env GOMODCACHE); export GOCACHE GOMODCACHE
  fi
  export WK_BOX=$box XDG_RUNTIME_DIR=$box/run XDG_DATA_HOME=$box/data XDG_CACHE_HOME=$box/cache XDG_CONFIG_HOME=$box/config
  unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS SSH_CONNECTION SSH_TTY
  if [ "$state" = nobus ]; then "$@"; exit; fi
  conf=()
  if [ "$state" = noservice ]; then
    printf '%s' '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd"><busconfig><type>session</type><keep_umask/><listen>unix:tmpdir=/tmp</listen><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>' >"$box/bus.conf"
    conf=(--config-file="$box/bus.conf")
  fi
  if [ "$state" = prompt ]; then
    mkfifo "$box/display"
    Xvfb -displayfd 3 -screen 0 800x600x24 -nolisten tcp 3>"$box/display" >/dev/null 2>&1 & xvfb=$!
    read -r n <"$box/display"; export DISPLAY=:$n
  fi
  _WK_INNER=1 dbus-run-session "${conf[@]}" -- bash "$0" "$state" "$@"
  exit
fi
unset _WK_INNER
pid=
trap 'if [ -n "$pid" ]; then kill -CONT "$pid" 2>/dev/null || :; kill "$pid" 2>/dev/null || :; fi' EXIT
call() { dbus-send --session --print-reply=literal "$@"; }
start() {   # the daemon gets its own stdin: bash gives /dev/null to a background job otherwise
  gnome-keyring-daemon --foreground --components=secrets "$@" <"$WK_BOX/pw" >"$WK_BOX/daemon.log" 2>&1 & pid=$!
  for _ in $(seq 2400); do   # two minutes: a machine may be busy
    if call --dest=org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true; then return; fi
    sleep 0.05
  done
  echo "with-keyring: the Secret Service did not come up" >&2; cat "$WK_BOX/daemon.log" >&2; exit 1
}
case $state in
  noservice) ;;
  nodefault) : >"$WK_BOX/pw"; start ;;
  ready|locked|prompt|frozen)
    printf %s ci-only-password >"$WK_BOX/pw"   # not empty (no collection is made then), no newline (it would count)
    start --unlock
    case $state in
      locked|prompt) call --dest=org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock \
                       array:objpath:/org/freedesktop/secrets/collection/login >/dev/null ;;
      frozen) kill -STOP "$pid" ;;
    esac ;;
  *) echo "with-keyring: unknown state $state" >&2; exit 2 ;;
esac
"$@"
