#!/usr/bin/env bash
# Builds the Debian package of the last commit and tries it on a bare Debian: it is
# installed, a person uses it, it is removed, and only the person's files are left.
# Exit code 2: this machine has not what it takes (root, debootstrap, a mirror).
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
arch=$(go env GOHOSTARCH)

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null || ! unshare --mount true 2>/dev/null; then
  echo "root and debootstrap are wanted"; exit 2
fi
if ! GOBIN="$work/tools" GOFLAGS='' go install github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2 2>"$work/log"; then
  tail -n 3 "$work/log"; exit 2
fi
if ! debootstrap --variant=minbase --include=man-db,bash-completion,tmux bookworm "$work/root" >"$work/log" 2>&1; then
  tail -n 3 "$work/log"; exit 2
fi

git clone --quiet . "$work/src"
"$work/src/release/build.sh" "$work/files" "linux/$arch"
version=$("$work/files/linux/$arch/hubwatch" version | sed -n '1s/^hubwatch v//p')
"$work/src/release/package.sh" "$work/tools/nfpm" "$work/files" "$work/root/hubwatch.deb" "$version" deb "$arch"
dpkg-deb --info "$work/root/hubwatch.deb" | sed -n 's/^ \(Package\|Version\|Recommends\)/\1/p'

cat >"$work/root/try.sh" <<'EOF'
set -euo pipefail
export LC_ALL=C.UTF-8 TERM=xterm-256color MANPAGER=cat
step() { printf -- '-- %s\n' "$*"; }
# What a package leaves that is not its own: caches of Debian's, and the person's files.
files() { find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /run -o -path /var/cache -o -path /var/lib/dpkg -o -path /var/log -o -path /home \) -prune -o -print | sort; }
useradd --create-home --shell /bin/bash person
files >/tmp/before

step "install"
dpkg -i /hubwatch.deb
hubwatch version
dpkg --verify hubwatch

step "the demo in a terminal"
cd /home/person
su person -c 'tmux -f /dev/null new-session -d -x 100 -y 30 "hubwatch demo --tasks 40"'
for _ in $(seq 100); do
  su person -c 'tmux capture-pane -p' >/tmp/screen
  if grep -q 'failed' /tmp/screen; then break; fi
  sleep 0.2
done
head -n 8 /tmp/screen
grep -q 'failed' /tmp/screen
su person -c 'tmux send-keys Q' || :

step "the manual"
man hubwatch >/tmp/manual
sed -n 1,4p /tmp/manual
grep -q 'EXIT STATUS' /tmp/manual
whatis hubwatch

step "completion"
bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader hubwatch; complete -p hubwatch
  COMP_WORDS=(hubwatch wa) COMP_CWORD=1 COMP_LINE="hubwatch wa" COMP_POINT=11; __start_hubwatch; printf "%s\n" "${COMPREPLY[@]}"' | tee /tmp/completed
grep -q '^wait' /tmp/completed
test -s /usr/share/zsh/vendor-completions/_hubwatch
test -s /usr/share/fish/vendor_completions.d/hubwatch.fish

step "remove"
su person -c 'hubwatch add AAAAEZ6whGI && hubwatch config init'
dpkg -r hubwatch
dpkg -P hubwatch 2>/dev/null || :
files >/tmp/after
diff /tmp/before /tmp/after
find /home/person -path '*hubwatch*' -type f
test -s /home/person/.local/state/hubwatch/default.db
EOF

# The mounts go with the namespace.
# shellcheck disable=SC2016 # the inner shell is to expand them
unshare --mount --fork bash -c 'mount --bind /dev "$1/dev" && mount -t devpts none "$1/dev/pts" -o newinstance,ptmxmode=0666 && mount -t proc none "$1/proc" && exec chroot "$1" bash /try.sh' - "$work/root"
echo "nothing of the package is left"
